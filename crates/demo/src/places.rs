//! Towns with their postcodes, and streets.

/// A part of Finland, each the region of one account manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Region {
    South,
    West,
    EastAndNorth,
}

/// A town.
#[derive(Debug)]
pub(crate) struct Place {
    /// Finnish name.
    pub(crate) name: &'static str,
    /// Finnish genitive, for firm names: *Tampereen Hydrauliikka*.
    pub(crate) genitive: &'static str,
    /// Swedish name; the Finnish one where there is no other.
    pub(crate) swedish: &'static str,
    /// How many of a hundred firms there are served in Swedish.
    pub(crate) swedish_percent: usize,
    /// How many firms are there, in proportion to the others.
    pub(crate) weight: usize,
    pub(crate) region: Region,
    /// Postcodes of the town.
    pub(crate) postcodes: &'static [&'static str],
}

use Region::{EastAndNorth, South, West};

/// A row of [`PLACES`].
const fn place(
    (name, genitive): (&'static str, &'static str),
    (swedish, swedish_percent): (&'static str, usize),
    weight: usize,
    region: Region,
    postcodes: &'static [&'static str],
) -> Place {
    Place { name, genitive, swedish, swedish_percent, weight, region, postcodes }
}

/// Towns of all of Finland with a plausible postcode each; nobody has compared them with the postal register.
pub(crate) const PLACES: [Place; 64] = [
    place(
        ("Helsinki", "Helsingin"),
        ("Helsingfors", 6),
        60,
        South,
        &["00380", "00390", "00700", "00810", "00880"],
    ),
    place(("Espoo", "Espoon"), ("Esbo", 6), 35, South, &["02150", "02630", "02650", "02770", "02920"]),
    place(("Vantaa", "Vantaan"), ("Vanda", 2), 45, South, &["01380", "01510", "01530", "01720", "01740"]),
    place(
        ("Tampere", "Tampereen"),
        ("Tammerfors", 0),
        45,
        West,
        &["33100", "33400", "33580", "33720", "33840"],
    ),
    place(("Turku", "Turun"), ("Åbo", 6), 34, West, &["20100", "20320", "20360", "20380", "20520"]),
    place(
        ("Oulu", "Oulun"),
        ("Uleåborg", 0),
        32,
        EastAndNorth,
        &["90100", "90400", "90420", "90620", "90830"],
    ),
    place(
        ("Jyväskylä", "Jyväskylän"),
        ("Jyväskylä", 0),
        22,
        EastAndNorth,
        &["40100", "40320", "40520", "40630"],
    ),
    place(("Lahti", "Lahden"), ("Lahtis", 0), 24, South, &["15100", "15520", "15610", "15700"]),
    place(("Kuopio", "Kuopion"), ("Kuopio", 0), 20, EastAndNorth, &["70100", "70460", "70700", "70780"]),
    place(("Pori", "Porin"), ("Björneborg", 0), 17, West, &["28100", "28360", "28400", "28600"]),
    place(("Kouvola", "Kouvolan"), ("Kouvola", 0), 15, South, &["45100", "45130", "45200", "46800"]),
    place(("Joensuu", "Joensuun"), ("Joensuu", 0), 15, EastAndNorth, &["80100", "80130", "80160", "80220"]),
    place(("Lappeenranta", "Lappeenrannan"), ("Villmanstrand", 0), 14, South, &["53100", "53500", "53850"]),
    place(("Hämeenlinna", "Hämeenlinnan"), ("Tavastehus", 0), 14, West, &["13100", "13130", "13500"]),
    place(("Vaasa", "Vaasan"), ("Vasa", 35), 18, West, &["65100", "65170", "65300", "65380"]),
    place(("Seinäjoki", "Seinäjoen"), ("Seinäjoki", 0), 17, West, &["60100", "60320", "60510"]),
    place(("Rovaniemi", "Rovaniemen"), ("Rovaniemi", 0), 13, EastAndNorth, &["96100", "96320", "96900"]),
    place(("Mikkeli", "Mikkelin"), ("S:t Michel", 0), 11, EastAndNorth, &["50100", "50130", "50600"]),
    place(("Kotka", "Kotkan"), ("Kotka", 0), 11, South, &["48100", "48400", "48600"]),
    place(("Salo", "Salon"), ("Salo", 0), 11, West, &["24100", "24130", "24280"]),
    place(("Porvoo", "Porvoon"), ("Borgå", 30), 11, South, &["06100", "06150", "06450"]),
    place(("Kokkola", "Kokkolan"), ("Karleby", 20), 11, West, &["67100", "67600", "67700"]),
    place(("Hyvinkää", "Hyvinkään"), ("Hyvinge", 0), 11, South, &["05800", "05830", "05900"]),
    place(("Lohja", "Lohjan"), ("Lojo", 3), 9, South, &["08100", "08150", "08350"]),
    place(("Järvenpää", "Järvenpään"), ("Träskända", 0), 8, South, &["04400", "04430"]),
    place(("Rauma", "Rauman"), ("Raumo", 0), 10, West, &["26100", "26510", "26820"]),
    place(("Kajaani", "Kajaanin"), ("Kajana", 0), 8, EastAndNorth, &["87100", "87150", "87400"]),
    place(("Kerava", "Keravan"), ("Kervo", 0), 8, South, &["04200", "04220", "04250"]),
    place(("Savonlinna", "Savonlinnan"), ("Nyslott", 0), 7, EastAndNorth, &["57100", "57200"]),
    place(("Kaarina", "Kaarinan"), ("S:t Karins", 2), 7, West, &["20740", "20760", "20780"]),
    place(("Ylöjärvi", "Ylöjärven"), ("Ylöjärvi", 0), 8, West, &["33470", "33480"]),
    place(("Kangasala", "Kangasalan"), ("Kangasala", 0), 7, West, &["36200", "36220", "36240"]),
    place(("Riihimäki", "Riihimäen"), ("Riihimäki", 0), 7, South, &["11100", "11130", "11710"]),
    place(("Raasepori", "Raaseporin"), ("Raseborg", 65), 7, South, &["10300", "10600"]),
    place(("Raisio", "Raision"), ("Reso", 1), 7, West, &["21200", "21280"]),
    place(("Imatra", "Imatran"), ("Imatra", 0), 6, South, &["55100", "55120", "55610"]),
    place(("Lempäälä", "Lempäälän"), ("Lempäälä", 0), 6, West, &["37500", "37550"]),
    place(("Sastamala", "Sastamalan"), ("Sastamala", 0), 6, West, &["38200", "38210"]),
    place(("Raahe", "Raahen"), ("Brahestad", 0), 7, EastAndNorth, &["92100", "92140"]),
    place(("Hollola", "Hollolan"), ("Hollola", 0), 5, South, &["15870", "15880"]),
    place(("Tornio", "Tornion"), ("Torneå", 0), 5, EastAndNorth, &["95400", "95420"]),
    place(("Iisalmi", "Iisalmen"), ("Idensalmi", 0), 6, EastAndNorth, &["74100", "74120"]),
    place(("Kurikka", "Kurikan"), ("Kurikka", 0), 5, West, &["61300", "61360"]),
    place(("Valkeakoski", "Valkeakosken"), ("Valkeakoski", 0), 5, West, &["37600", "37630"]),
    place(("Kemi", "Kemin"), ("Kemi", 0), 5, EastAndNorth, &["94100", "94600"]),
    place(("Varkaus", "Varkauden"), ("Varkaus", 0), 5, EastAndNorth, &["78200", "78210", "78300"]),
    place(("Pietarsaari", "Pietarsaaren"), ("Jakobstad", 75), 8, West, &["68600", "68620"]),
    place(("Hamina", "Haminan"), ("Fredrikshamn", 0), 4, South, &["49400", "49410"]),
    place(("Heinola", "Heinolan"), ("Heinola", 0), 4, South, &["18100", "18200"]),
    place(("Äänekoski", "Äänekosken"), ("Äänekoski", 0), 4, EastAndNorth, &["44100", "44150"]),
    place(("Pieksämäki", "Pieksämäen"), ("Pieksämäki", 0), 4, EastAndNorth, &["76100", "76150"]),
    place(("Forssa", "Forssan"), ("Forssa", 0), 5, West, &["30100", "30300"]),
    place(("Ylivieska", "Ylivieskan"), ("Ylivieska", 0), 5, EastAndNorth, &["84100"]),
    place(("Uusikaupunki", "Uudenkaupungin"), ("Nystad", 0), 5, West, &["23500", "23600"]),
    place(("Jämsä", "Jämsän"), ("Jämsä", 0), 4, EastAndNorth, &["42100", "42300"]),
    place(("Loimaa", "Loimaan"), ("Loimaa", 0), 4, West, &["32200", "32210"]),
    place(("Lapua", "Lapuan"), ("Lappo", 0), 4, West, &["62100"]),
    place(("Kauhajoki", "Kauhajoen"), ("Kauhajoki", 0), 4, West, &["61800"]),
    place(("Nivala", "Nivalan"), ("Nivala", 0), 4, EastAndNorth, &["85500"]),
    place(("Parainen", "Paraisten"), ("Pargas", 60), 4, West, &["21600"]),
    place(("Närpiö", "Närpiön"), ("Närpes", 90), 4, West, &["64200"]),
    place(("Mustasaari", "Mustasaaren"), ("Korsholm", 75), 4, West, &["65610"]),
    place(("Huittinen", "Huittisten"), ("Huittinen", 0), 3, West, &["32700"]),
    place(("Maarianhamina", "Maarianhaminan"), ("Mariehamn", 100), 4, West, &["22100"]),
];

/// Streets of Finnish industrial areas.
pub(crate) const STREETS: [&str; 48] = [
    "Teollisuuskatu",
    "Teollisuustie",
    "Konepajankatu",
    "Konepajantie",
    "Yrittäjänkatu",
    "Yrittäjäntie",
    "Takojankatu",
    "Sepänkatu",
    "Sepäntie",
    "Hitsaajankatu",
    "Sorvaajankatu",
    "Valimotie",
    "Valurinkatu",
    "Asentajankatu",
    "Varastokatu",
    "Varastotie",
    "Terminaalitie",
    "Rahtarinkatu",
    "Kuormatie",
    "Ratatie",
    "Tehtaankatu",
    "Tehtaantie",
    "Verstastie",
    "Pajatie",
    "Metallitie",
    "Rautatehtaankatu",
    "Levytie",
    "Koneistajantie",
    "Mestarintie",
    "Ammattitie",
    "Työkalukatu",
    "Muovitie",
    "Sahatie",
    "Lautatarhankatu",
    "Myllytie",
    "Voimatie",
    "Sähkötie",
    "Putkitie",
    "Kuljetuskatu",
    "Satamatie",
    "Satamakatu",
    "Kiitotie",
    "Vasarakatu",
    "Ahjontie",
    "Moreenitie",
    "Soratie",
    "Kallionkatu",
    "Yhdystie",
];

/// The same in Swedish.
pub(crate) const SWEDISH_STREETS: [&str; 16] = [
    "Industrigatan",
    "Industrivägen",
    "Företagarvägen",
    "Smedjevägen",
    "Verkstadsgatan",
    "Verkstadsvägen",
    "Fabriksgatan",
    "Lagergatan",
    "Lagervägen",
    "Hamngatan",
    "Hamnvägen",
    "Svetsarvägen",
    "Svarvarvägen",
    "Terminalvägen",
    "Sågvägen",
    "Transportvägen",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_have_five_digits_and_one_town_each() {
        let mut all: Vec<&str> = PLACES.iter().flat_map(|place| place.postcodes).copied().collect();
        assert!(all.iter().all(|code| code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit())));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn only_towns_with_swedish_speakers_have_another_name_in_use() {
        for place in &PLACES {
            assert!(place.weight > 0 && place.swedish_percent <= 100, "{}", place.name);
            assert!(place.genitive.ends_with('n'), "{}", place.genitive);
            assert!(place.swedish_percent == 0 || place.swedish != place.name, "{}", place.name);
        }
    }
}
