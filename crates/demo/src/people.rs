//! The people at the customers.

use chrono::{Datelike, Days, NaiveDate};
use pelikirja_domain::{StakeholderRole, TierKey};

use crate::customers::Language;
use crate::names;
use crate::plan::Plan;
use crate::profile::{self, Profile};
use crate::random::{Random, Stream};
use crate::stories::{CHAMPION_PLACE, StoryKind};
use crate::text::{phone, slug};

/// Who a person is; two entries with the same identity are one person with two employments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonIdentity {
    /// Index of the customer at which the person was first known.
    pub customer: usize,
    /// Place among that customer's people.
    pub place: usize,
}

/// A person and the employment with the customer under which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    /// Who it is, over all customers.
    pub identity: PersonIdentity,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// Job title, in the customer's language.
    pub title: &'static str,
    /// What the person decides.
    pub role: StakeholderRole,
    /// Mobile number.
    pub phone: String,
    /// E-mail address at this employer.
    pub email: String,
    /// Birthday, where known.
    pub birthday: Option<NaiveDate>,
    /// What the person likes, in Finnish, where known.
    pub preferences: Option<&'static str>,
    /// What a colleague should know, in Finnish.
    pub note: Option<&'static str>,
    /// Whether the person is the customer's main contact.
    pub primary: bool,
    /// Start of the employment, where known.
    pub from: Option<NaiveDate>,
    /// Last day of the employment, when it has ended.
    pub to: Option<NaiveDate>,
}

impl DemoPerson {
    /// Given and family name.
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}

/// The people of a customer: its own, and a champion who arrived from another customer.
pub(crate) fn of(plan: &Plan, customer: usize, profile: &Profile, site: &str) -> Vec<DemoPerson> {
    let mut random = Random::new(plan.settings.seed, Stream::People, customer);
    let leaves = match plan.stories.of(customer) {
        Some(story) if matches!(story.kind, StoryKind::ChampionMoved { .. }) => Some(story.from),
        _ => None,
    };
    let count = match profile.tier {
        TierKey::Key => 4 + random.below(3),
        TierKey::Mid => 2 + random.below(3),
        TierKey::Small => 1 + random.weighted(&[6, 3, 1]),
    };
    let mut people: Vec<DemoPerson> = (0..count.max(usize::from(leaves.is_some()) * 3))
        .map(|place| person(plan, &mut random, PersonIdentity { customer, place }, profile, site))
        .collect();
    if let Some(champion) = people.get_mut(CHAMPION_PLACE).filter(|_| leaves.is_some()) {
        champion.role = StakeholderRole::Champion;
        champion.to = leaves;
        champion.note = Some("Siirtyi toisen asiakkaan palvelukseen. Puhui aina puolestamme.");
    }
    people.extend(arrival(plan, customer, profile, site));
    people
}

/// The champion who came from another customer: the same person, with a new employment.
fn arrival(plan: &Plan, customer: usize, profile: &Profile, site: &str) -> Option<DemoPerson> {
    let story = plan.stories.arrival_at(customer)?;
    // Any address will do for the old employer: it is replaced below.
    let old =
        of(plan, story.customer, &profile::of(plan, story.customer), site).into_iter().nth(CHAMPION_PLACE)?;
    Some(DemoPerson {
        title: title(
            &mut Random::new(plan.settings.seed, Stream::People, customer),
            old.role,
            profile.language,
        ),
        email: address(&old, site),
        note: Some("Tunnemme edellisestä työpaikasta, jossa suositteli meitä."),
        primary: false,
        from: Some(story.until),
        to: None,
        ..old
    })
}

fn person(
    plan: &Plan,
    random: &mut Random,
    identity: PersonIdentity,
    profile: &Profile,
    site: &str,
) -> DemoPerson {
    let (given_name, family_name) = names::person(random, profile.language == Language::Swedish);
    let role = match identity.place {
        0 if profile.tier == TierKey::Small => StakeholderRole::DecisionMaker,
        place => random.pick(ROLES[place.min(ROLES.len() - 1)]),
    };
    let since = profile::since(plan, identity.customer);
    let days = (plan.settings.today - since).num_days().max(0);
    let from = since.checked_add_days(Days::new(random.between(0, days).unsigned_abs() * 2 / 3));
    let mut person = DemoPerson {
        identity,
        given_name,
        family_name,
        title: title(random, role, profile.language),
        role,
        phone: phone(random),
        email: String::new(),
        birthday: birthday(plan, random).filter(|_| identity.place < 2 && profile.tier != TierKey::Small),
        preferences: random.chance(0.25).then(|| random.pick(&PREFERENCES)),
        note: random.chance(0.15).then(|| random.pick(&NOTES)),
        primary: identity.place == 0,
        from: from.filter(|_| profile.tier != TierKey::Small),
        to: None,
    };
    person.email = address(&person, site);
    person
}

fn address(person: &DemoPerson, site: &str) -> String {
    format!("{}.{}@{site}", slug(person.given_name), slug(person.family_name))
}

/// Between 22 and 64 years ago; known of some.
fn birthday(plan: &Plan, random: &mut Random) -> Option<NaiveDate> {
    let year = plan.settings.today.year() - i32::try_from(random.between(23, 63)).ok()?;
    let day = u32::try_from(random.between(1, 365)).ok()?;
    NaiveDate::from_yo_opt(year, day).filter(|_| random.chance(0.5))
}

/// Likely roles of the first, second ... person.
const ROLES: [&[StakeholderRole]; 4] = {
    use StakeholderRole::{Blocker, Champion, DecisionMaker, ExecutiveSponsor, Gatekeeper, Influencer, User};
    [
        &[DecisionMaker, DecisionMaker, Champion, Influencer],
        &[User, Influencer, Champion, DecisionMaker],
        &[User, Gatekeeper, Influencer],
        &[User, User, ExecutiveSponsor, Gatekeeper, Blocker],
    ]
};

/// A title that fits a role.
fn title(random: &mut Random, role: StakeholderRole, language: Language) -> &'static str {
    use StakeholderRole::{Blocker, Champion, DecisionMaker, ExecutiveSponsor, Gatekeeper, Influencer, User};
    let (finnish, swedish, english): (&[&str], &[&str], &[&str]) = match role {
        DecisionMaker => (
            &["Yrittäjä", "Toimitusjohtaja", "Hankintapäällikkö", "Ostopäällikkö"],
            &["Företagare", "Verkställande direktör", "Inköpschef"],
            &["Managing Director", "Purchasing Manager"],
        ),
        ExecutiveSponsor => {
            (&["Tuotantojohtaja", "Talousjohtaja"], &["Produktionsdirektör"], &["Production Director"])
        }
        Champion | Influencer => (
            &[
                "Kunnossapitopäällikkö",
                "Tuotantopäällikkö",
                "Työnjohtaja",
                "Projektipäällikkö",
                "Korjaamopäällikkö",
            ],
            &["Underhållschef", "Produktionschef", "Arbetsledare"],
            &["Maintenance Manager", "Project Manager"],
        ),
        User => (
            &["Asentaja", "Huoltomies", "Varastomies", "Koneistaja", "Työnjohtaja", "Huoltoinsinööri"],
            &["Montör", "Lagerarbetare", "Servicetekniker"],
            &["Service Technician", "Warehouse Operator"],
        ),
        Gatekeeper => (
            &["Ostaja", "Toimistosihteeri", "Varastonhoitaja", "Taloushallinnon asiantuntija"],
            &["Inköpare", "Kontorssekreterare"],
            &["Buyer", "Office Manager"],
        ),
        Blocker => (&["Talouspäällikkö", "Ostaja"], &["Ekonomichef"], &["Finance Manager"]),
    };
    random.pick(match language {
        Language::Finnish => finnish,
        Language::Swedish => swedish,
        Language::English => english,
    })
}

const PREFERENCES: [&str; 14] = [
    "Soita mieluiten ennen kello yhdeksää.",
    "Haluaa tarjoukset aina sähköpostilla.",
    "Tekstiviesti tavoittaa parhaiten.",
    "Maanantaisin palavereissa koko aamupäivän.",
    "Toivoo toimituksen aina takaovelle, ei varastolle.",
    "Juo teetä, ei kahvia.",
    "Arvostaa, että tulemme ajoissa ja lyhyesti.",
    "Haluaa nähdä näytteen ennen kuin vaihtaa tuotetta.",
    "Kiinnostunut uutuuksista, vie mukana esitteitä.",
    "Perjantaisin etänä, ei käyntejä silloin.",
    "Toivoo kuukausilaskun, ei laskua joka toimituksesta.",
    "Puhuu mieluummin puhelimessa kuin kirjoittaa.",
    "Lounas kello 11, ei myöhemmin.",
    "Ei pidä siitä, että soitetaan kesken tuotannon: klo 14 jälkeen.",
];

const NOTES: [&str; 14] = [
    "Harrastaa metsästystä, syyskuussa usein lomalla.",
    "Jääkiekko on varma puheenaihe.",
    "Aloitti vanhempainvapaalta palattuaan uudessa tehtävässä.",
    "Käy mökillä Saimaalla, kalastaa.",
    "Pitkä historia alalla, tuntee kaikki.",
    "Tarkka hinnoista mutta reilu.",
    "Vetää talkoita kylän urheiluseurassa.",
    "Kertoi, että eläkkeelle jäänti lähestyy.",
    "Ajaa moottoripyörällä kesäisin töihin.",
    "Vaimo on töissä toisella asiakkaallamme.",
    "Opiskelee iltaisin insinööriksi.",
    "Kaksoset syntyivät keväällä.",
    "Pitää meitä luotettavimpana toimittajanaan.",
    "Oli pettynyt edelliseen toimittajaan, muistaa sen vielä.",
];
