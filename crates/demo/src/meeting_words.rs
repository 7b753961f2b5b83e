//! What is written about meetings, in Finnish.

pub(crate) const PURPOSES: [&str; 6] = [
    "Vuosisopimuksen läpikäynti",
    "Syksyn hoitotapaaminen",
    "Varastotilauksen suunnittelu",
    "Toimitusten seuranta",
    "Uusien tuotteiden esittely",
    "Kuulumiset ja ensi vuoden tarpeet",
];
pub(crate) const SERIES: [&str; 3] = ["Kuukausipalaveri", "Tilausten seuranta", "Toimituspalaveri"];
pub(crate) const PLACES: [&str; 5] = [
    "Asiakkaan toimisto",
    "Asiakkaan tehdas, vastaanotto",
    "Meillä, neuvotteluhuone 2",
    "Asiakkaan varasto",
    "Meillä, myymälä",
];
pub(crate) const REASONS: [&str; 4] =
    ["Sairaana", "Kiireinen tilaus tuli väliin", "Päällekkäinen kokous", "Lumimyräkkä, siirretään"];
pub(crate) const NEWS: [&str; 5] = [
    "Uusi tuotantolinja käynnistyy keväällä.",
    "Voittivat kilpailutuksen; volyymi kasvaa noin viidenneksen.",
    "Tehdas lomauttaa kahdeksi viikoksi tammikuussa.",
    "Avasivat toimipisteen Tampereelle.",
    "Verkkosivut uusittu, huoltopalvelut nyt etusivulla.",
];
pub(crate) const PEOPLE_CHANGES: [&str; 3] = [
    "Ostopäällikkö jää eläkkeelle vuodenvaihteessa, seuraaja ei vielä tiedossa.",
    "Uusi kunnossapitopäällikkö aloitti elokuussa.",
    "Ei muutoksia.",
];
pub(crate) const OBJECTIVES: [&str; 5] = [
    "Sopia vuosisopimuksen jatkosta",
    "Saada suojainten hankinta keskitettyä meille",
    "Ymmärtää, miksi letkutilaukset ovat vähentyneet",
    "Sopia varastokaapin pilotista",
    "Tutustua uuteen ostopäällikköön",
];
pub(crate) const RESULTS: [&str; 4] = [
    "Päivä, jolloin sopimus allekirjoitetaan.",
    "Lista tuotteista, jotka siirtyvät meille.",
    "Lupa tehdä kartoitus varastossa.",
    "Seuraava tapaaminen kunnossapidon kanssa.",
];
pub(crate) const QUESTIONS: [&str; 3] = [
    "Mikä on teille tärkein muutos ensi vuonna?\nMikä toimituksissamme on hitainta?\nKuka muu pitäisi ottaa mukaan?",
    "Mistä maksatte eniten turhaan?\nMitä kilpailija tekee meitä paremmin?\nMitä toivotte meiltä ennen kesää?",
    "Miten hankinnat päätetään?\nMitkä tuotteet loppuvat useimmin?\nMilloin seuraava budjetti lyödään lukkoon?",
];
pub(crate) const AGENDA: &str = "1. Kuulumiset\n2. Viime tapaamisen lupaukset\n3. Tilaukset ja toimitukset\n4. Tulevat tarpeet\n5. Mitä sovimme";
pub(crate) const WANTS: [&str; 6] = [
    "Nopeammat toimitukset varaosille, mieluiten seuraavana päivänä.",
    "Yksi lasku kuukaudessa kaikista toimipisteistä.",
    "Selkeä hinnasto, jota ei tarvitse kysyä.",
    "Apua suojainten valintaan uusille työntekijöille.",
    "Tilaukset suoraan puhelimella varastosta.",
    "Vähemmän pakkausmateriaalia.",
];
pub(crate) const AGREED: [&str; 5] = [
    "Koontilaskutus alkaa seuraavan kuun alusta. Varastokaappi otetaan kokeeseen yhteen toimipisteeseen.",
    "Hinnat pidetään ennallaan vuoden loppuun. Palataan volyymeihin keväällä.",
    "Toimitukset maanantaisin ja torstaisin ennen kello kymmentä.",
    "Käydään yhdessä läpi kunnossapidon tarvikelista ja karsitaan päällekkäiset nimikkeet.",
    "Järjestetään tuotekoulutus heidän tiloissaan.",
];
pub(crate) const INTERNAL: [&str; 4] = [
    "Kilpailija oli käynyt viikkoa aiemmin; hinta ei ollut heille ratkaiseva.",
    "Ostaja ei päätä yksin, talousjohtaja mukaan seuraavalla kerralla.",
    "Tunnelma parempi kuin keväällä. Reklamaatio on unohdettu.",
    "Kasvumahdollisuus suojaimissa, arviolta 15 000 euroa vuodessa.",
];
pub(crate) const NO_NEXT_STEP: [&str; 3] = [
    "Seuraava tapaaminen sovitaan, kun vuosisopimus on allekirjoitettu.",
    "Asiakas ottaa yhteyttä budjettikierroksen jälkeen.",
    "Hoidetaan tavallisessa yhteydenpidossa.",
];
pub(crate) const OURS: [&str; 7] = [
    "Lähetämme tarjouksen varastokaapista",
    "Toimitamme käyttöturvallisuustiedotteet",
    "Selvitämme myöhästyneen toimituksen syyn",
    "Lähetämme näytteet uusista käsineistä",
    "Teemme ehdotuksen vuosisopimuksesta",
    "Järjestämme tuotekoulutuksen ajan",
    "Korjaamme toimitusosoitteet",
];
pub(crate) const THEIRS: [&str; 5] = [
    "Toimittavat arvion ensi vuoden määristä",
    "Lähettävät listan toimipisteistä",
    "Vahvistavat sopimuksen",
    "Kertovat palautteen näytteistä",
    "Nimeävät yhteyshenkilön kunnossapidosta",
];
pub(crate) const KEPT: [&str; 4] = [
    "Sähköposti lähetetty.",
    "Asiakas vahvisti puhelimessa.",
    "Toimitettu tilauksen mukana.",
    "Todettu tapaamisessa.",
];
pub(crate) const BROKEN: [&str; 3] = [
    "Jäi tekemättä; asiakas kysyi perään.",
    "Tavara ei tullut luvattuna päivänä eikä siitä ilmoitettu.",
    "Unohtui lomien aikana.",
];
