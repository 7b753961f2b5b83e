//! What the customers do, and how it shows in their names and in what they buy.

/// An industry.
#[derive(Debug)]
pub(crate) struct Industry {
    /// Five digits of TOL 2008.
    pub(crate) code: &'static str,
    /// Its name there, in Finnish.
    pub(crate) name: &'static str,
    /// How many customers are in it, in proportion to the others.
    pub(crate) weight: usize,
    /// Words for a firm of this trade, with a capital: *Konepaja*.
    pub(crate) trades: &'static [&'static str],
    /// The same in Swedish.
    pub(crate) swedish_trades: &'static [&'static str],
    /// First parts of made-up names: *Teräs* + *taito*.
    pub(crate) stems: &'static [&'static str],
    /// Indices of the product groups that such a firm buys first.
    pub(crate) groups: &'static [usize],
}

/// A row of [`INDUSTRIES`].
const fn industry(
    (code, name): (&'static str, &'static str),
    weight: usize,
    trades: &'static [&'static str],
    swedish_trades: &'static [&'static str],
    stems: &'static [&'static str],
    groups: &'static [usize],
) -> Industry {
    Industry { code, name, weight, trades, swedish_trades, stems, groups }
}

/// Ends of made-up names: *Putki* + *mestarit*.
pub(crate) const NAME_ENDS: [&str; 22] = [
    "taito",
    "mestarit",
    "palvelu",
    "tekniikka",
    "työ",
    "huolto",
    "tiimi",
    "apu",
    "karhu",
    "veljet",
    "ässä",
    "piste",
    "linja",
    "voima",
    "ykkönen",
    "tuki",
    "pojat",
    "keskus",
    "osaajat",
    "kumppanit",
    "ratkaisu",
    "trio",
];

/// First words that colour a name, one list for each region: *Pohjanmaan Putki Virtanen*.
pub(crate) const NAME_COLOURS: [[&str; 8]; 3] = [
    ["Uudenmaan", "Kymen", "Saimaan", "Saariston", "Kannaksen", "Etelä-Suomen", "Vuoksen", "Salpausselän"],
    ["Lakeuden", "Rannikon", "Hämeen", "Satakunnan", "Pohjanmaan", "Pirkan", "Länsi-Suomen", "Vakka-Suomen"],
    ["Pohjan", "Savon", "Karjalan", "Kainuun", "Lapin", "Keski-Suomen", "Koillismaan", "Itä-Suomen"],
];

/// Industries that buy technical supplies, with codes and names of Statistics Finland's TOL 2008.
pub(crate) const INDUSTRIES: [Industry; 22] = [
    industry(
        ("25620", "Metallien työstö"),
        14,
        &["Konepaja", "Koneistus", "Koneistamo", "Metallipaja"],
        &["Mekaniska", "Mekaniska Verkstad"],
        &["Kone", "Metalli", "Lastu", "Sorvi", "Teräs"],
        &[6, 5, 0, 12],
    ),
    industry(
        ("25110", "Metallirakenteiden ja niiden osien valmistus"),
        10,
        &["Teräsrakenne", "Hitsaamo", "Metallityö", "Teräsasennus"],
        &["Svets", "Stålkonstruktion"],
        &["Teräs", "Hitsi", "Rauta", "Palkki"],
        &[7, 0, 8, 6],
    ),
    industry(
        ("33120", "Teollisuuden koneiden ja laitteiden korjaus ja huolto"),
        12,
        &["Konehuolto", "Teollisuushuolto", "Laitehuolto", "Kunnossapito"],
        &["Maskinservice", "Industriservice"],
        &["Huolto", "Kone", "Laite", "Kunto"],
        &[2, 1, 9, 4],
    ),
    industry(
        ("28120", "Hydraulisten voimalaitteiden valmistus"),
        4,
        &["Hydrauliikka", "Hydrauliikkahuolto"],
        &["Hydraulik"],
        &["Hydro", "Paine", "Sylinteri"],
        &[3, 4, 13, 9],
    ),
    industry(
        ("43220", "Lämpö-, vesijohto- ja ilmastointiasennus"),
        12,
        &["LVI", "Putki", "Putkiasennus", "Ilmastointi"],
        &["VVS", "Rör"],
        &["Putki", "Lämpö", "Vesi", "Ilma"],
        &[10, 1, 0, 4],
    ),
    industry(
        ("43210", "Sähköasennus"),
        10,
        &["Sähkö", "Sähköasennus", "Sähköhuolto", "Sähkötyö"],
        &["El", "Elinstallation"],
        &["Sähkö", "Virta", "Volt", "Valo"],
        &[11, 0, 5, 8],
    ),
    industry(
        ("41200", "Asuin- ja muiden rakennusten rakentaminen"),
        14,
        &["Rakennus", "Rakennustyö", "Rakennuspalvelu", "Saneeraus"],
        &["Bygg", "Byggtjänst"],
        &["Rakenne", "Talo", "Runko", "Kivi"],
        &[0, 5, 8, 13],
    ),
    industry(
        ("81100", "Kiinteistönhoito"),
        10,
        &["Kiinteistöhuolto", "Kiinteistöpalvelu", "Talonmiespalvelu"],
        &["Fastighetsservice"],
        &["Kiinteistö", "Piha", "Talo"],
        &[1, 5, 8, 11],
    ),
    industry(
        ("16100", "Puun sahaus, höyläys ja kyllästys"),
        6,
        &["Saha", "Höyläämö", "Puu"],
        &["Såg", "Trä"],
        &["Puu", "Lauta", "Honka"],
        &[2, 12, 9, 1],
    ),
    industry(
        ("45201", "Moottoriajoneuvojen huolto ja korjaus (pl. renkaat)"),
        12,
        &["Autohuolto", "Autokorjaamo", "Raskaskorjaamo", "Autosähkö"],
        &["Bilservice", "Bilverkstad"],
        &["Auto", "Moottori", "Jarru"],
        &[9, 1, 5, 8],
    ),
    industry(
        ("49410", "Tieliikenteen tavarankuljetus"),
        10,
        &["Kuljetus", "Kuljetusliike", "Logistiikka"],
        &["Transport", "Åkeri"],
        &["Rahti", "Tie", "Kuorma"],
        &[9, 1, 13, 8],
    ),
    industry(
        ("43120", "Rakennuspaikan valmistelutyöt"),
        10,
        &["Maanrakennus", "Koneurakointi", "Kaivuu"],
        &["Schakt", "Jordbyggnad"],
        &["Maa", "Kaivuu", "Sora"],
        &[3, 9, 1, 13],
    ),
    industry(
        ("02200", "Puunkorjuu"),
        6,
        &["Metsäkone", "Koneyhtymä", "Metsäurakointi"],
        &["Skogsmaskin"],
        &["Metsä", "Korpi", "Harvennus"],
        &[3, 1, 9, 12],
    ),
    industry(
        ("01500", "Yhdistetty kasvinviljely ja kotieläintalous"),
        6,
        &["Maatila", "Maatalous", "Tila"],
        &["Lantbruk"],
        &["Pelto", "Vilja", "Laidun"],
        &[1, 2, 9, 0],
    ),
    industry(
        ("10710", "Leivän valmistus; tuoreiden leivonnaisten ja kakkujen valmistus"),
        3,
        &["Leipomo", "Leipä"],
        &["Bageri"],
        &["Leipä", "Ruis"],
        &[2, 8, 1, 12],
    ),
    industry(
        ("22290", "Muiden muovituotteiden valmistus"),
        5,
        &["Muovi", "Muovituote", "Muovityö"],
        &["Plast"],
        &["Muovi", "Muotti", "Polymeeri"],
        &[4, 11, 2, 12],
    ),
    industry(
        ("08120", "Soran, hiekan, saven ja kaoliinin otto"),
        4,
        &["Sora", "Murskaus", "Kiviaines"],
        &["Grus"],
        &["Kivi", "Murske", "Harju"],
        &[2, 12, 1, 3],
    ),
    industry(
        ("23630", "Valmisbetonin valmistus"),
        3,
        &["Betoni", "Elementti"],
        &["Betong"],
        &["Betoni", "Valu"],
        &[2, 8, 4, 9],
    ),
    industry(
        ("28300", "Maa- ja metsätalouskoneiden valmistus"),
        4,
        &["Kone", "Maatalouskone", "Laitevalmistus"],
        &["Maskin"],
        &["Kone", "Pelto", "Traktori"],
        &[0, 3, 2, 12],
    ),
    industry(
        ("30110", "Laivojen ja kelluvien rakenteiden rakentaminen"),
        3,
        &["Telakka", "Venetyö", "Laivatyö"],
        &["Båtvarv", "Marin"],
        &["Meri", "Köli", "Laiva"],
        &[7, 4, 0, 10],
    ),
    industry(
        ("38110", "Tavanomaisen jätteen keruu"),
        3,
        &["Jätehuolto", "Kierrätys", "Ympäristöpalvelu"],
        &["Miljöservice"],
        &["Kierto", "Ympäristö"],
        &[3, 8, 1, 9],
    ),
    industry(
        ("35300", "Lämmön ja kylmän tuotanto ja jakelu"),
        3,
        &["Lämpö", "Kaukolämpö", "Energia"],
        &["Värme", "Energi"],
        &["Lämpö", "Hake", "Energia"],
        &[10, 4, 1, 11],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::products::GROUPS;

    #[test]
    fn industries_are_well_formed() {
        for industry in &INDUSTRIES {
            assert!(industry.code.len() == 5 && industry.code.bytes().all(|byte| byte.is_ascii_digit()));
            assert!(industry.groups.iter().all(|group| *group < GROUPS.len()), "{}", industry.name);
            assert!(
                !industry.trades.is_empty()
                    && !industry.swedish_trades.is_empty()
                    && !industry.stems.is_empty()
            );
        }
    }
}
