//! What colleagues write down after a contact, and what they mean to do next.
//!
//! `{person}` stands for a given name in the nominative, `{goods}` for a product group in the partitive, so
//! that no name needs inflecting.

use pelikirja_domain::{ContactKind, Direction};

use crate::products::GROUPS;
use crate::random::Random;

/// A contact as it may have gone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Template {
    pub(crate) kind: ContactKind,
    pub(crate) direction: Direction,
    pub(crate) two_way: bool,
    pub(crate) note: &'static str,
}

/// Kinds of contact with their weight and the minutes they take, from and to.
pub(crate) const KINDS: [(ContactKind, usize, i64, i64); 9] = [
    (ContactKind::Call, 46, 3, 25),
    (ContactKind::Email, 20, 3, 15),
    (ContactKind::Visit, 14, 40, 120),
    (ContactKind::Online, 7, 20, 60),
    (ContactKind::Lunch, 3, 60, 100),
    (ContactKind::Hosting, 2, 60, 180),
    (ContactKind::Event, 2, 30, 240),
    (ContactKind::Letter, 1, 5, 15),
    (ContactKind::Service, 5, 10, 45),
];

use ContactKind::{Call, Email, Event, Hosting, Letter, Lunch, Online, Service, Visit};
use Direction::{Incoming, Outgoing};

const fn spoke(kind: ContactKind, direction: Direction, note: &'static str) -> Template {
    Template { kind, direction, two_way: true, note }
}

const fn one_way(kind: ContactKind, note: &'static str) -> Template {
    Template { kind, direction: Outgoing, two_way: false, note }
}

/// Ordinary contacts.
pub(crate) const TEMPLATES: [Template; 62] = [
    spoke(
        Call,
        Outgoing,
        "{person} kertoi, että töitä riittää syksyyn asti. Soitan uudelleen kuukauden päästä.",
    ),
    spoke(Call, Outgoing, "Kysyin kuulumiset. Kaikki hyvin, ei tarvetta juuri nyt."),
    spoke(Call, Outgoing, "{person} pyysi tarjouksen: {goods} kahden viikon sisällä."),
    spoke(
        Call,
        Outgoing,
        "Kävimme läpi viime toimituksen. {person} oli tyytyväinen, pakkaukset olivat ehjiä.",
    ),
    spoke(Call, Outgoing, "{person} vertaili hintoja muualta. Sovittiin, että lähetän uuden hinnaston."),
    spoke(Call, Outgoing, "Kerroin uutuuksista. {person} haluaa nähdä näytteet seuraavalla käynnillä."),
    spoke(Call, Outgoing, "Muistutin avoimesta tarjouksesta. Päätös tulee ensi viikolla."),
    spoke(Call, Outgoing, "{person} on lomalla kaksi viikkoa, tilaukset hoitaa sillä välin varasto."),
    spoke(Call, Outgoing, "Sovittiin käynti. {person} toivoi, että otan mukaan {goods} näytteeksi."),
    spoke(Call, Outgoing, "Uusi kohde alkaa kuun vaihteessa, silloin tarvitaan enemmän {goods}."),
    spoke(Call, Outgoing, "Investointi siirtyi ensi vuoteen, tilaukset jatkuvat ennallaan."),
    spoke(Call, Outgoing, "{person} kiitti nopeasta toimituksesta. Ei muuta tällä kertaa."),
    spoke(Call, Incoming, "{person} soitti ja kysyi toimitusaikaa. Luvattu torstaiksi."),
    spoke(Call, Incoming, "Kiireinen tarve: {person} tarvitsi osat seuraavaksi aamuksi. Saatiin noutoon."),
    spoke(Call, Incoming, "{person} kysyi, onko varastossa {goods}. On, tilaus tulee verkkokaupasta."),
    spoke(Call, Incoming, "Lähetteestä puuttui viite, korjattiin saman tien puhelimessa."),
    spoke(Call, Incoming, "{person} kysyi korvaavaa tuotetta poistuneelle. Ehdotin kahta vaihtoehtoa."),
    spoke(Call, Incoming, "{person} pyysi lisäämään työnjohtajan tilausoikeudet. Tehty."),
    one_way(Call, "Ei vastannut, jätin soittopyynnön."),
    one_way(Call, "Puhelin kiinni, yritän iltapäivällä uudelleen."),
    one_way(Call, "Jätin viestin vastaajaan tarjouksesta."),
    one_way(Email, "Tarjosin {goods}. Tarjous on voimassa kuun loppuun."),
    one_way(Email, "Lähetin uuden hinnaston ja toimitusehdot."),
    one_way(Email, "Lähetin muistion käynnistä ja sovitut asiat."),
    one_way(Email, "Lähetin käyttöturvallisuustiedotteet pyydetyistä tuotteista."),
    spoke(Email, Incoming, "{person} pyysi tarjousta, vastasin samana päivänä."),
    spoke(Email, Incoming, "{person} kysyi vuosihyvityksestä. Laskelma lähetetty."),
    spoke(Email, Incoming, "{person} ilmoitti uuden laskutusosoitteen. Päivitetty."),
    spoke(Email, Outgoing, "Ehdotin tapaamisaikaa, {person} vastasi: ensi viikon tiistai käy."),
    spoke(Email, Outgoing, "Kysyin, menikö toimitus perille. {person} kuittasi: kaikki kunnossa."),
    spoke(Visit, Outgoing, "Kierrettiin varasto. Hyllypaikat kunnossa, tilataan lisää {goods}."),
    spoke(Visit, Outgoing, "{person} esitteli uuden linjan, joka käynnistyy keväällä. Tarvitaan {goods}."),
    spoke(Visit, Outgoing, "Käytiin vuosisopimus läpi. Hinnat ennallaan, maksuaika 30 päivää."),
    spoke(
        Visit,
        Outgoing,
        "Kahvit ja tilannekatsaus. {person} mainitsi, että kilpailija on käynyt tarjoamassa.",
    ),
    spoke(Visit, Outgoing, "Vein näytteet. {person} kokeilee kaksi viikkoa ja palaa asiaan."),
    spoke(Visit, Outgoing, "Ohikulkumatkalla käynti. Kiirettä oli, juteltiin viisi minuuttia."),
    spoke(Visit, Outgoing, "Esiteltiin hyllytyspalvelu. {person} pohtii, tarvitsee luvan esimieheltä."),
    spoke(
        Visit,
        Outgoing,
        "Uusi työnjohtaja esittäytyi. Sama linja jatkuu, mutta toimituksiin toivottiin tarkkuutta.",
    ),
    spoke(Visit, Outgoing, "Mitattiin vanhan koneen osat paikan päällä. Tarjous tehdään perjantaiksi."),
    spoke(
        Visit,
        Outgoing,
        "{person} pyysi koulutusta asentajille tuotteiden käytöstä. Selvitetään toimittajalta.",
    ),
    spoke(Online, Outgoing, "Neljännesvuosikatsaus Teamsissa: ostot, toimitukset ja avoimet asiat läpi."),
    spoke(Online, Outgoing, "Verkkokaupan käyttökoulutus kahdelle ostajalle. {person} kiitteli."),
    spoke(Online, Outgoing, "Tarjous käytiin läpi ruudulla. {person} toivoi vielä vaihtoehtoa halvemmalla."),
    spoke(
        Online,
        Incoming,
        "{person} kutsui palaveriin: tulevan seisokin tarpeet. Lista tulee viikon kuluessa.",
    ),
    spoke(Online, Outgoing, "Käytiin läpi ensi vuoden ennuste. Tarvitaan enemmän {goods}, muu ennallaan."),
    spoke(Lunch, Outgoing, "Lounas. {person} kertoi suunnitelmista laajentaa toimintaa naapurikuntaan."),
    spoke(Lunch, Outgoing, "Lounas vuosisopimuksen merkeissä. Hyvä henki, sopimus uusitaan."),
    spoke(Lunch, Outgoing, "Lounaalla {person} ja tuotannon väkeä. Toiveena lyhyemmät toimitusajat."),
    spoke(Hosting, Incoming, "{person} kävi meillä varastossa ja noutopisteessä. Piti noutolokeroista."),
    spoke(Hosting, Outgoing, "Näytettiin meillä uusia {goods}. {person} ja kaksi asentajaa mukana."),
    spoke(Event, Outgoing, "Tavattiin messuilla. {person} kiinnostui uudesta sarjasta, lähetän tiedot."),
    spoke(Event, Outgoing, "Asiakaspäivä. {person} osallistui hitsausnäytökseen, hyvä palaute."),
    spoke(Event, Outgoing, "Alan seminaari, juteltiin tauolla. Sovittiin käynti ensi kuulle."),
    one_way(Letter, "Kiitoskortti pitkästä yhteistyöstä, käsin allekirjoitettuna."),
    one_way(Letter, "Lähetin paperisen luettelon, kuten toivottiin."),
    one_way(Letter, "Onnittelukortti yrityksen merkkipäivänä."),
    spoke(Service, Incoming, "Toimituksesta puuttui yksi rivi. Lähetettiin samana päivänä perään."),
    spoke(Service, Incoming, "{person} ilmoitti väärästä koosta. Vaihdettiin seuraavassa kuljetuksessa."),
    spoke(Service, Incoming, "Lasku oli mennyt vanhaan osoitteeseen, uusi lähetetty."),
    spoke(Service, Incoming, "Kuljetusvaurio, kaksi pakkausta rikki. Hyvitys tehty."),
    spoke(Service, Incoming, "{person} kysyi palautuksesta. Ohjeet ja palautuslappu lähetetty."),
    spoke(Service, Incoming, "Verkkokaupan tunnus lukossa, avattiin puhelun aikana."),
];

/// Complaints about a bad batch; `{product}` is its name.
pub(crate) const COMPLAINTS: [&str; 8] = [
    "Reklamaatio: {product} vuotaa jo ensimmäisellä käyttöviikolla. {person} lähetti kuvat. Pyydetty palauttamaan erä.",
    "{person} soitti vihaisena: {product} petti kesken työmaan. Kolmas samasta erästä tällä viikolla.",
    "Viallinen erä? {product}: pinnassa halkeamia heti asennuksen jälkeen. Selvitys toimittajalla.",
    "{person} reklamoi: {product} ei kestä painetta. Lupasin korvaavan erän ja soiton huomenna.",
    "Sama vika kuin muillakin: {product}. Hyvitys tehty, {person} odottaa syytä kirjallisena.",
    "{product} vaihdettiin jo toistamiseen. {person} kysyi, voiko tuotteeseen enää luottaa.",
    "Kone seisoi puoli päivää, syynä {product}. {person} toivoo korvausta myös työajasta.",
    "Palautus vastaanotettu: {product}, koko erä. {person} oli asiallinen mutta pettynyt.",
];

/// Next actions.
const ACTIONS: [&str; 16] = [
    "Soita tarjouksesta, jossa oli {goods}",
    "Sovi käynti ja vie näytteet mukana",
    "Lähetä päivitetty hinnasto",
    "Kysy kuulumiset, edellisestä puhelusta on aikaa",
    "Varmista, että korvaava toimitus on perillä",
    "Käy läpi vuosisopimus ennen kauden loppua",
    "Esittele hyllytyspalvelu",
    "Kysy tulevan seisokin tarpeet",
    "Tarjoa täydennystä: {goods}",
    "Tapaa uusi työnjohtaja",
    "Tarkista, onko laskutusosoite oikein",
    "Kutsu asiakaspäivään",
    "Soita ja kiitä tilauksesta, kysy samalla palaute",
    "Valmistele neljännesvuosikatsaus",
    "Selvitä, miksi tilaukset ovat vähentyneet",
    "Lähetä yhteenveto sovituista asioista",
];

/// A text with its gaps filled.
pub(crate) fn fill(text: &str, person: &str, goods: &str, product: &str) -> String {
    text.replace("{person}", person).replace("{goods}", goods).replace("{product}", product)
}

/// A way in which a contact of this kind may have gone.
pub(crate) fn template(random: &mut Random, kind: ContactKind) -> Template {
    let fitting = TEMPLATES.iter().filter(|template| template.kind == kind);
    let count = fitting.clone().count();
    fitting.copied().nth(random.below(count)).unwrap_or(TEMPLATES[0])
}

/// What a customer of a trade buys, in the partitive.
pub(crate) fn goods(random: &mut Random, groups: &[usize]) -> &'static str {
    GROUPS[random.pick(groups)].partitive
}

/// Something to do next.
pub(crate) fn action(random: &mut Random, groups: &[usize]) -> String {
    fill(random.pick(&ACTIONS), "", goods(random, groups), "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_contact_has_notes_of_its_own() {
        for (kind, ..) in KINDS {
            assert!(TEMPLATES.iter().any(|template| template.kind == kind), "{kind:?}");
        }
    }

    #[test]
    fn no_gap_is_left_open() {
        for text in TEMPLATES.iter().map(|template| template.note).chain(COMPLAINTS).chain(ACTIONS) {
            assert!(!fill(text, "Juha", "laakereita", "Urakuulalaakeri").contains(['{', '}']), "{text}");
        }
    }
}
