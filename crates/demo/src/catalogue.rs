//! Families of products with their sizes, written from what such wholesalers commonly list; prices are made up.

/// A kind of product that comes in sizes.
#[derive(Debug)]
pub(crate) struct Family {
    /// Finnish name without the size.
    pub(crate) name: &'static str,
    /// Unit of sale.
    pub(crate) unit: &'static str,
    /// Size and list price in cents.
    pub(crate) sizes: &'static [(&'static str, i64)],
}

/// A row of a group.
const fn family(name: &'static str, unit: &'static str, sizes: &'static [(&'static str, i64)]) -> Family {
    Family { name, unit, sizes }
}

/// Fasteners (*kiinnitystarvikkeet*).
pub(crate) const FASTENERS: [Family; 8] = [
    family(
        "Kuusioruuvi DIN 933 8.8 ZN",
        "pkt",
        &[
            ("M6x20", 890),
            ("M8x25", 1_240),
            ("M8x40", 1_560),
            ("M10x30", 1_890),
            ("M10x50", 2_350),
            ("M12x40", 2_980),
            ("M12x60", 3_490),
            ("M16x50", 4_480),
        ],
    ),
    family(
        "Kuusiokoloruuvi DIN 912 12.9",
        "pkt",
        &[("M5x16", 1_150), ("M6x20", 1_290), ("M8x30", 1_780), ("M10x40", 2_590), ("M12x50", 3_690)],
    ),
    family(
        "Kuusiomutteri DIN 934 ZN",
        "pkt",
        &[("M6", 420), ("M8", 560), ("M10", 840), ("M12", 1_190), ("M16", 1_980)],
    ),
    family("Aluslevy DIN 125 ZN", "pkt", &[("M6", 260), ("M8", 320), ("M10", 430), ("M12", 590)]),
    family("Kierretanko DIN 976 ZN 1 m", "kpl", &[("M8", 230), ("M10", 340), ("M12", 480), ("M16", 870)]),
    family("Kiila-ankkuri", "pkt", &[("M8x75", 2_450), ("M10x90", 3_290), ("M12x110", 4_690)]),
    family("Poraruuvi DIN 7504K", "pkt", &[("4,8x19", 1_390), ("5,5x25", 1_790), ("6,3x38", 2_590)]),
    family("Lukkomutteri DIN 985", "pkt", &[("M8", 780), ("M10", 1_090), ("M12", 1_570)]),
];

/// Filters (*suodattimet*).
pub(crate) const FILTERS: [Family; 10] = [
    family(
        "Öljynsuodatin kierre",
        "kpl",
        &[
            ("3/4\"-16 76 mm", 890),
            ("M20x1,5 93 mm", 1_150),
            ("M22x1,5 108 mm", 1_690),
            ("1\"-12 118 mm", 2_390),
        ],
    ),
    family("Polttoainesuodatin", "kpl", &[("PS 80", 1_490), ("PS 110", 2_150), ("PS 150", 3_290)]),
    family(
        "Hydrauliikan paluusuodatinpanos 10 µm",
        "kpl",
        &[("RF 60", 2_890), ("RF 110", 3_950), ("RF 240", 6_480), ("RF 330", 8_900)],
    ),
    family(
        "Hydrauliikan painesuodatinpanos 6 µm",
        "kpl",
        &[("PF 30", 4_690), ("PF 60", 6_250), ("PF 110", 8_790)],
    ),
    family("Ilmansuodatin ulompi", "kpl", &[("IS 150", 2_990), ("IS 220", 4_490), ("IS 300", 7_290)]),
    family("Ilmansuodatin sisempi", "kpl", &[("IS 150", 1_990), ("IS 220", 2_990), ("IS 300", 4_590)]),
    family(
        "Pussisuodatin ePM10 60 % 592x592",
        "kpl",
        &[("360 mm", 2_190), ("500 mm", 2_690), ("600 mm", 3_150)],
    ),
    family("Kasettisuodatin ePM1 55 %", "kpl", &[("287x592", 3_290), ("490x592", 3_990), ("592x592", 4_690)]),
    family(
        "Raitisilmasuodatin ohjaamoon",
        "kpl",
        &[("C 210", 2_590), ("C 280", 3_490), ("C 320 aktiivihiili", 5_890)],
    ),
    family(
        "Paineilman hienosuodatin 0,01 µm",
        "kpl",
        &[("1/4\"", 8_900), ("1/2\"", 12_900), ("1\"", 23_900)],
    ),
];

/// Bearings (*laakerit*).
pub(crate) const BEARINGS: [Family; 8] = [
    family(
        "Urakuulalaakeri 2RS",
        "kpl",
        &[
            ("6002", 420),
            ("6004", 560),
            ("6005", 640),
            ("6006", 820),
            ("6204", 590),
            ("6205", 680),
            ("6206", 950),
            ("6208", 1_690),
            ("6305", 1_190),
            ("6308", 2_690),
        ],
    ),
    family(
        "Pallomainen rullalaakeri",
        "kpl",
        &[("22208", 5_890), ("22210", 7_490), ("22212", 9_980), ("22216", 18_900)],
    ),
    family(
        "Kartiorullalaakeri",
        "kpl",
        &[("30205", 1_290), ("30208", 2_190), ("32210", 3_480), ("33213", 7_290)],
    ),
    family(
        "Pystylaakeriyksikkö",
        "kpl",
        &[("UCP 204", 1_690), ("UCP 206", 2_390), ("UCP 208", 3_490), ("UCP 210", 4_690)],
    ),
    family("Laippalaakeriyksikkö", "kpl", &[("UCF 204", 1_790), ("UCF 206", 2_490), ("UCF 208", 3_690)]),
    family("Nivelpää M", "kpl", &[("12x1,75 uros", 1_490), ("16x2 uros", 2_190), ("20x1,5 naaras", 3_290)]),
    family("Kiristysholkki", "kpl", &[("H 308", 1_190), ("H 310", 1_590), ("H 316", 3_890)]),
    family("Neulalaakeri", "kpl", &[("HK 2020", 490), ("HK 2520", 620), ("NKI 30/20", 1_980)]),
];

/// Hydraulics (*hydrauliikka*).
pub(crate) const HYDRAULICS: [Family; 11] = [
    family(
        "Hydrauliletku 2SN metritavara",
        "m",
        &[("1/4\"", 590), ("3/8\"", 740), ("1/2\"", 890), ("3/4\"", 1_490), ("1\"", 2_190)],
    ),
    family(
        "Letkuliitin puristettava suora",
        "kpl",
        &[("1/4\" BSP", 390), ("3/8\" BSP", 450), ("1/2\" BSP", 580), ("3/4\" BSP", 890)],
    ),
    family(
        "Letkuliitin puristettava 90°",
        "kpl",
        &[("3/8\" BSP", 890), ("1/2\" BSP", 1_150), ("3/4\" BSP", 1_790)],
    ),
    family("Pikaliitin ISO 7241-A uros", "kpl", &[("3/8\"", 1_290), ("1/2\"", 1_490), ("3/4\"", 2_890)]),
    family("Pikaliitin ISO 7241-A naaras", "kpl", &[("3/8\"", 1_990), ("1/2\"", 2_290), ("3/4\"", 4_390)]),
    family("Leikkuurengasliitin suora", "kpl", &[("12L", 490), ("15L", 620), ("18L", 840)]),
    family("Hammaspyöräpumppu", "kpl", &[("8 cm³", 14_900), ("16 cm³", 17_900), ("25 cm³", 22_900)]),
    family(
        "Hydraulisylinteri 2-toiminen",
        "kpl",
        &[("40/25-300", 16_900), ("50/30-400", 21_900), ("63/35-500", 28_900)],
    ),
    family(
        "Suuntaventtiili NG6 24 VDC",
        "kpl",
        &[("4/2", 13_900), ("4/3 suljettu", 15_900), ("4/3 avoin", 15_900)],
    ),
    family(
        "Tiivistesarja sylinteriin",
        "srj",
        &[("40/25", 2_490), ("50/30", 2_990), ("63/35", 3_790), ("80/50", 5_290)],
    ),
    family("Letkunsuojaspiraali", "m", &[("16-22 mm", 190), ("25-34 mm", 320)]),
];

/// Seals (*tiivisteet*).
pub(crate) const SEALS: [Family; 10] = [
    family(
        "O-rengas NBR 70",
        "pkt",
        &[("10x2", 490), ("15x2,5", 560), ("20x3", 690), ("30x3", 890), ("50x5", 1_490)],
    ),
    family("O-rengas FPM 75", "pkt", &[("10x2", 1_290), ("20x3", 1_890), ("30x3", 2_590)]),
    family("O-rengaslajitelma NBR", "srj", &[("382 osaa", 3_490), ("419 osaa", 4_290)]),
    family(
        "Akselitiiviste NBR",
        "kpl",
        &[("20x35x7", 290), ("25x42x7", 340), ("30x47x7", 390), ("40x62x10", 590), ("50x72x10", 790)],
    ),
    family("Usit-rengas", "pkt", &[("1/4\"", 890), ("3/8\"", 990), ("1/2\"", 1_290), ("3/4\"", 1_790)]),
    family("Tiivistelevy grafiitti 1,5 mm", "kpl", &[("500x500", 5_890), ("1000x1000", 18_900)]),
    family("Tiivistelevy kuitu 2 mm", "kpl", &[("500x500", 2_890), ("1000x1000", 8_990)]),
    family(
        "Laippatiiviste EPDM PN16",
        "kpl",
        &[("DN50", 390), ("DN80", 590), ("DN100", 690), ("DN150", 1_190)],
    ),
    family("Männäntiiviste PU", "kpl", &[("40x30", 890), ("50x40", 990), ("63x48", 1_390)]),
    family("Spiraalitiiviste DN", "kpl", &[("50 PN40", 1_890), ("80 PN40", 2_590)]),
];

/// Hand tools (*käsityökalut*).
pub(crate) const HAND_TOOLS: [Family; 12] = [
    family(
        "Kiintolenkkiavain",
        "kpl",
        &[("8 mm", 590), ("10 mm", 640), ("13 mm", 790), ("17 mm", 990), ("19 mm", 1_190), ("24 mm", 1_790)],
    ),
    family("Kiintolenkkiavainsarja", "srj", &[("8-19 mm 8 osaa", 5_490), ("6-32 mm 17 osaa", 14_900)]),
    family("Hylsysarja 1/2\"", "srj", &[("10-32 mm 18 osaa", 8_900), ("10-32 mm 28 osaa", 13_900)]),
    family(
        "Momenttiavain 1/2\"",
        "kpl",
        &[("20-100 Nm", 11_900), ("40-200 Nm", 13_900), ("60-340 Nm", 18_900)],
    ),
    family("Kuusiokoloavainsarja", "srj", &[("1,5-10 mm", 1_990), ("T10-T50", 2_290)]),
    family("Ruuvitaltta PH", "kpl", &[("1x80", 590), ("2x100", 690), ("3x150", 890)]),
    family("Siirtoleukapihdit", "kpl", &[("180 mm", 2_890), ("250 mm", 3_490), ("300 mm", 4_290)]),
    family("Sivuleikkurit", "kpl", &[("160 mm", 2_690), ("200 mm", 3_190)]),
    family("Kumivasara", "kpl", &[("450 g", 1_290), ("680 g", 1_690)]),
    family("Rullamitta", "kpl", &[("3 m", 690), ("5 m", 990), ("8 m", 1_490)]),
    family("Puukko ruostumaton", "kpl", &[("91 mm", 1_190), ("104 mm", 1_390)]),
    family("Puristin F-malli", "kpl", &[("120x300", 1_990), ("120x600", 2_690)]),
];

/// Cutting tools and abrasives (*lastuavat työkalut*).
pub(crate) const CUTTING_TOOLS: [Family; 10] = [
    family(
        "Kierukkapora HSS-G DIN 338",
        "kpl",
        &[
            ("3,3 mm", 190),
            ("4,2 mm", 220),
            ("5,0 mm", 260),
            ("6,8 mm", 390),
            ("8,5 mm", 590),
            ("10,2 mm", 890),
            ("12,0 mm", 1_290),
        ],
    ),
    family("Kierukkaporasarja HSS-Co", "srj", &[("1-10 mm 19 osaa", 5_990), ("1-13 mm 25 osaa", 9_490)]),
    family("Konetappi HSS-E", "kpl", &[("M6", 1_390), ("M8", 1_590), ("M10", 1_890), ("M12", 2_290)]),
    family(
        "Varsijyrsin kovametalli 4-leik.",
        "kpl",
        &[("6 mm", 2_290), ("8 mm", 2_990), ("10 mm", 3_990), ("12 mm", 5_490)],
    ),
    family(
        "Kääntöterä sorvaus",
        "pkt",
        &[("CNMG 120408", 8_900), ("DNMG 150608", 9_900), ("WNMG 080408", 8_900)],
    ),
    family("Katkaisulaikka 1,0 mm", "pkt", &[("125 mm", 2_290), ("180 mm", 3_490), ("230 mm", 4_490)]),
    family("Lamellilaikka 125 mm", "kpl", &[("P40", 390), ("P60", 390), ("P80", 390)]),
    family("Hiomanauha 75x2000", "kpl", &[("P60", 690), ("P80", 690), ("P120", 690)]),
    family(
        "Bimetallivannesahanterä 27x0,9",
        "kpl",
        &[("2450 mm", 3_490), ("2730 mm", 3_790), ("3660 mm", 4_990)],
    ),
    family("Reikäsaha bimetalli", "kpl", &[("32 mm", 1_290), ("51 mm", 1_690), ("68 mm", 2_190)]),
];

/// Welding (*hitsaus*).
pub(crate) const WELDING: [Family; 13] = [
    family("MAG-lanka G3Si1 15 kg", "rll", &[("0,8 mm", 4_290), ("1,0 mm", 3_990), ("1,2 mm", 3_890)]),
    family("MIG-lanka AlMg5 7 kg", "rll", &[("1,0 mm", 8_900), ("1,2 mm", 8_600)]),
    family("RST-lanka 316LSi 15 kg", "rll", &[("0,8 mm", 18_900), ("1,0 mm", 17_900)]),
    family("Hitsauspuikko emäs 4,2 kg", "pkt", &[("2,5 mm", 3_490), ("3,2 mm", 3_190), ("4,0 mm", 2_990)]),
    family("TIG-lanka 316L 1 m", "kg", &[("1,6 mm", 2_290), ("2,0 mm", 2_190), ("2,4 mm", 2_190)]),
    family("TIG-elektrodi lantaani", "pkt", &[("1,6 mm", 2_890), ("2,4 mm", 4_290), ("3,2 mm", 6_490)]),
    family("Virtasuutin M8", "pkt", &[("0,8 mm", 990), ("1,0 mm", 990), ("1,2 mm", 990)]),
    family("Kaasusuutin MIG", "kpl", &[("15AK", 690), ("25AK", 790), ("36KD", 990)]),
    family("Hitsausmaski automaatti", "kpl", &[("DIN 9-13", 14_900), ("DIN 5-13 raitisilma", 89_000)]),
    family("Hitsauskäsine", "pari", &[("nro 9", 1_690), ("nro 10", 1_690), ("nro 11", 1_690)]),
    family("Roiskeenestospray", "kpl", &[("400 ml", 590), ("5 l", 3_490)]),
    family("Hitsauspeite lasikuitu", "kpl", &[("1x2 m", 3_290), ("2x2 m", 5_490)]),
    family("Kaasusäädin argon/CO₂", "kpl", &[("200 bar", 6_890), ("300 bar", 9_890)]),
];

/// Protective gear (*suojaimet*).
pub(crate) const PROTECTION: [Family; 12] = [
    family(
        "Asennuskäsine nitriili",
        "pari",
        &[("nro 8", 290), ("nro 9", 290), ("nro 10", 290), ("nro 11", 290)],
    ),
    family("Talvikäsine nahka", "pari", &[("nro 9", 1_290), ("nro 10", 1_290), ("nro 11", 1_290)]),
    family("Viiltosuojakäsine taso D", "pari", &[("nro 8", 890), ("nro 9", 890), ("nro 10", 890)]),
    family("Kertakäyttökäsine nitriili 100 kpl", "pkt", &[("M", 990), ("L", 990), ("XL", 990)]),
    family("Suojalasit", "kpl", &[("kirkas", 590), ("tumma", 690), ("pintalasi", 990)]),
    family("Kuulosuojain", "kpl", &[("sankamalli", 2_290), ("kypärämalli", 2_490), ("Bluetooth", 11_900)]),
    family("Suojakypärä", "kpl", &[("valkoinen", 1_990), ("keltainen", 1_990), ("oranssi", 1_990)]),
    family("Puolinaamari", "kpl", &[("M", 2_490), ("L", 2_490)]),
    family("Suodatinpari", "pari", &[("P3", 1_490), ("A2P3", 2_290)]),
    family("Hengityssuojain FFP3 10 kpl", "pkt", &[("venttiilillä", 3_290), ("ilman venttiiliä", 2_590)]),
    family("Huomioliivi lk 2", "kpl", &[("M", 490), ("L", 490), ("XL", 490)]),
    family("Turvajalkine S3", "pari", &[("42", 8_900), ("43", 8_900), ("44", 8_900), ("45", 8_900)]),
];

/// Lubricants and chemicals (*voiteluaineet*).
pub(crate) const LUBRICANTS: [Family; 13] = [
    family("Hydrauliöljy HVLP 32", "kpl", &[("20 l", 6_490), ("60 l", 18_900), ("208 l", 56_900)]),
    family("Hydrauliöljy HVLP 46", "kpl", &[("20 l", 6_690), ("60 l", 19_500), ("208 l", 58_900)]),
    family("Moottoriöljy 10W-40", "kpl", &[("4 l", 2_290), ("20 l", 8_900), ("208 l", 69_900)]),
    family("Vaihteistoöljy 80W-90", "kpl", &[("4 l", 2_490), ("20 l", 9_900)]),
    family("Voiteluvaseliini EP2", "kpl", &[("400 g", 490), ("5 kg", 3_990), ("18 kg", 11_900)]),
    family("Lastuamisneste", "kpl", &[("5 l", 5_490), ("20 l", 17_900), ("200 l", 139_000)]),
    family("Monitoimispray", "kpl", &[("200 ml", 490), ("400 ml", 690)]),
    family("Jarrupuhdistaja", "kpl", &[("500 ml", 390), ("5 l", 2_490), ("25 l", 9_900)]),
    family("Kierrelukite keskiluja", "kpl", &[("10 ml", 890), ("50 ml", 2_690)]),
    family("Kylmägalvanointispray", "kpl", &[("400 ml", 1_090), ("1 l", 3_290)]),
    family("Lasinpesuneste -20 °C", "kpl", &[("5 l", 690), ("200 l", 17_900)]),
    family("Imeytysaine", "kpl", &[("10 kg säkki", 1_290), ("20 kg säkki", 2_190)]),
    family("Ketjuöljy", "kpl", &[("1 l", 690), ("5 l", 2_290)]),
];

/// Pipe fittings and valves (*putkiosat ja venttiilit*).
pub(crate) const PIPE_FITTINGS: [Family; 11] = [
    family(
        "Palloventtiili messinki",
        "kpl",
        &[("DN15", 790), ("DN20", 1_090), ("DN25", 1_590), ("DN32", 2_490), ("DN50", 4_990)],
    ),
    family("Palloventtiili haponkestävä", "kpl", &[("DN15", 1_990), ("DN25", 3_290), ("DN50", 7_490)]),
    family(
        "Läppäventtiili PN16",
        "kpl",
        &[("DN50", 5_490), ("DN80", 6_990), ("DN100", 8_490), ("DN150", 12_900)],
    ),
    family("Takaiskuventtiili", "kpl", &[("DN20", 990), ("DN25", 1_390), ("DN50", 4_290)]),
    family("Kulmayhde musta", "kpl", &[("DN15", 190), ("DN20", 260), ("DN25", 390), ("DN50", 1_190)]),
    family("T-yhde haponkestävä", "kpl", &[("DN15", 890), ("DN25", 1_390), ("DN50", 3_290)]),
    family("Puserrusliitin", "kpl", &[("15x1/2\"", 490), ("22x3/4\"", 690), ("28x1\"", 990)]),
    family("Laippa PN16", "kpl", &[("DN50", 1_690), ("DN80", 2_390), ("DN100", 2_890)]),
    family("Putkikannake kumilla", "kpl", &[("15 mm", 120), ("22 mm", 140), ("28 mm", 170), ("60 mm", 290)]),
    family("Kierretiivistelanka", "kpl", &[("50 m", 890), ("160 m", 1_790)]),
    family("Paineilmaletku", "m", &[("10 mm", 290), ("13 mm", 390)]),
];

/// Electrical supplies (*sähkötarvikkeet*).
pub(crate) const ELECTRICAL: [Family; 12] = [
    family("Asennuskaapeli MMJ", "m", &[("3x1,5", 110), ("3x2,5", 170), ("5x2,5", 290), ("5x6", 690)]),
    family("Kumikaapeli H07RN-F", "m", &[("3x1,5", 190), ("3x2,5", 280), ("5x2,5", 450)]),
    family(
        "Johdonsuojakatkaisija C",
        "kpl",
        &[("10 A", 590), ("16 A", 590), ("3x16 A", 1_990), ("3x32 A", 2_690)],
    ),
    family("Kontaktori 230 V", "kpl", &[("9 A", 2_490), ("18 A", 3_490), ("32 A", 5_490)]),
    family("Lämpörele", "kpl", &[("4-6 A", 3_290), ("9-13 A", 3_490)]),
    family(
        "Nippuside musta 100 kpl",
        "pkt",
        &[("140x3,6", 290), ("200x4,8", 490), ("370x4,8", 890), ("530x9", 2_490)],
    ),
    family("Induktiivianturi PNP M", "kpl", &[("8 2 mm", 3_990), ("12 4 mm", 4_290), ("18 8 mm", 4_890)]),
    family("Kaapelikenkä Cu", "pkt", &[("16-8", 1_290), ("35-10", 2_190), ("70-12", 3_690)]),
    family("Voimapistotulppa 5-nap", "kpl", &[("16 A", 690), ("32 A", 1_090)]),
    family("Jatkojohto ulkokäyttöön", "kpl", &[("10 m", 1_990), ("25 m", 3_990), ("40 m kela", 8_900)]),
    family("LED-työvalaisin", "kpl", &[("20 W", 2_990), ("50 W", 5_490), ("30 W akku", 8_990)]),
    family("Akku AGM 12 V", "kpl", &[("70 Ah", 15_900), ("95 Ah", 20_900)]),
];

/// Power transmission (*tehonsiirto*).
pub(crate) const TRANSMISSION: [Family; 11] = [
    family(
        "Kiilahihna",
        "kpl",
        &[
            ("SPA 1250", 1_090),
            ("SPA 1600", 1_390),
            ("SPB 2000", 2_490),
            ("SPB 2500", 3_090),
            ("XPZ 1000", 1_290),
        ],
    ),
    family(
        "Kiilahihnapyörä SPA 2-urainen",
        "kpl",
        &[("100 mm", 2_890), ("140 mm", 3_690), ("200 mm", 5_490)],
    ),
    family("Kartioholkki", "kpl", &[("1210", 890), ("1610", 1_090), ("2012", 1_490), ("2517", 2_190)]),
    family("Hammashihna HTD 8M", "kpl", &[("800-30", 3_290), ("1200-30", 4_290), ("1760-50", 8_900)]),
    family(
        "Rullaketju 5 m",
        "kpl",
        &[("08B-1", 3_490), ("10B-1", 4_490), ("12B-1", 5_490), ("16B-1", 9_900)],
    ),
    family("Ketjunliitin", "kpl", &[("08B-1", 120), ("12B-1", 190), ("16B-1", 320)]),
    family("Ketjupyörä 12B-1", "kpl", &[("15 h", 1_690), ("19 h", 2_190), ("25 h", 3_290)]),
    family("Joustava kytkin", "kpl", &[("koko 28", 3_990), ("koko 38", 5_890), ("koko 48", 9_490)]),
    family("Kytkimen joustoelementti", "kpl", &[("koko 28", 990), ("koko 38", 1_390), ("koko 48", 2_190)]),
    family("Kierukkavaihde i=30", "kpl", &[("koko 40", 13_900), ("koko 63", 21_900)]),
    family(
        "Sähkömoottori IE3 1500 rpm",
        "kpl",
        &[("1,5 kW", 22_900), ("4,0 kW", 39_900), ("7,5 kW", 62_900)],
    ),
];

/// Lifting and lashing (*nosto ja kuormansidonta*).
pub(crate) const LIFTING: [Family; 11] = [
    family(
        "Nostovyö silmukoilla",
        "kpl",
        &[("1 t 2 m", 690), ("2 t 3 m", 1_390), ("3 t 4 m", 2_490), ("5 t 6 m", 5_890)],
    ),
    family("Päättymätön nostovyö", "kpl", &[("1 t 2 m", 890), ("2 t 3 m", 1_690), ("5 t 4 m", 4_890)]),
    family("Kuormaliina räikällä", "kpl", &[("25 mm 5 m", 790), ("35 mm 6 m", 1_190), ("50 mm 9 m", 1_890)]),
    family("Kettinkiraksi 2-haarainen", "kpl", &[("8 mm 2 m", 11_900), ("10 mm 3 m", 18_900)]),
    family("Sakkeli", "kpl", &[("2 t", 590), ("3,25 t", 790), ("4,75 t", 1_190), ("8,5 t", 2_490)]),
    family("Nostosilmukka M", "kpl", &[("10", 390), ("12", 490), ("16", 690), ("20", 990)]),
    family("Vipunostin", "kpl", &[("0,75 t", 12_900), ("1,5 t", 17_900), ("3 t", 28_900)]),
    family("Ketjutalja", "kpl", &[("1 t 3 m", 10_900), ("2 t 3 m", 15_900)]),
    family("Teräsvaijeri", "m", &[("6 mm", 190), ("8 mm", 290), ("12 mm", 590)]),
    family("Vaijerilukko", "kpl", &[("6 mm", 90), ("8 mm", 120), ("12 mm", 210)]),
    family("Peiteverkko", "kpl", &[("2,5x4 m", 4_990), ("3,5x6 m", 8_900)]),
];
