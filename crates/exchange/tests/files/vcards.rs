//! Cards as telephones and mail programs export them.

use expect_test::expect;
use pelikirja_exchange::{FileErrorCode, FileFormat, Kind, detect_kind};

use crate::support::TestFile;

/// Outlook for Windows writes version 2.1, windows-1252 with quoted-printable, pictures unindented.
const OUTLOOK: &[u8] = b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=fi;CHARSET=Windows-1252:Meik\xE4l\xE4inen;Maija\r\n\
FN;CHARSET=Windows-1252:Maija Meik\xE4l\xE4inen\r\nORG;CHARSET=Windows-1252:K\xE4pyl\xE4n \xC4\xE4nilevy Oy;Myynti\r\n\
TITLE;ENCODING=QUOTED-PRINTABLE;CHARSET=utf-8:Myyntip=C3=A4=C3=A4llikk=C3=B6 ja =\r\n=C3=84=C3=A4nitt=C3=A4j=C3=A4\r\n\
TEL;WORK;VOICE:+358 9 123 456\r\nTEL;CELL;VOICE:+358 40 123 4567\r\nTEL;WORK;FAX:+358 9 654 321\r\n\
PHOTO;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAIBAQIBAQICAgICAgICAwUDAwMDAwYEBAMFBwYH\r\nBwcGBwcICQsJCAgKCAcHCg0KCgsMDAwMBwkODw0MDgsMDAz/\r\n\r\n\
EMAIL;PREF;INTERNET:maija@kapyla.example\r\nNOTE:Soita\\, ala mailaa\r\nREV:20240101T120000Z\r\nEND:VCARD\r\n";

/// iPhones write version 3.0, UTF-8, grouped properties and 1604 for a year that is not known.
const IPHONE: &str = "BEGIN:VCARD\nVERSION:3.0\nPRODID:-//Apple Inc.//iPhone OS 17.0//EN\nN:Virtanen;Aarne;;;\nFN:Aarne Virtanen\n\
ORG:Virtasen Sähkö Tmi;\nTITLE:Omistaja\nitem1.EMAIL;type=INTERNET;type=pref:aarne@sahko.example\nitem1.X-ABLabel:Työ\n\
EMAIL;type=INTERNET;type=HOME:koti@sahko.example\nTEL;type=CELL;type=VOICE;type=pref:040 765 4321\n\
BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12\nNOTE:Tavattu messuilla\\nHelsingissä\\, pitkä mui\n stiinpano\nEND:VCARD\n\
BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nFN:\nORG:Pelkkä Yritys Oy;\nX-ABShowAs:COMPANY\nEND:VCARD\n";

const VERSION_4: &str = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Åsa Öhman\r\nN:Öhman;Åsa;;;\r\nORG:Öhman Ab\r\nROLE:Inköpare\r\n\
EMAIL;PREF=2:b@ohman.example\r\nEMAIL;PREF=1:asa@ohman.example\r\nTEL;VALUE=uri;TYPE=\"voice,work\":tel:+358-50-111\r\n\
BDAY:19700704\r\nEND:VCARD\r\n";

#[test]
fn cards_of_outlook_telephones_and_version_4_are_read() {
    let outlook = TestFile::new("outlook.vcf", OUTLOOK);
    assert_eq!(outlook.inspect().format, FileFormat::Vcard);
    assert_eq!(detect_kind(&outlook.inspect()), Some(Kind::People));
    let text = [outlook, TestFile::new("iphone.vcf", IPHONE), TestFile::new("4.vcf", VERSION_4)]
        .map(|file| file.read(Kind::People))
        .concat();
    expect![[r#"
        1: name: "Maija Meikäläinen", first_name: ("Maija"), last_name: ("Meikäläinen"), title: ("Myyntipäällikkö ja Äänittäjä"), email: ("maija@kapyla.example"), phone: ("+358 40 123 4567"), customer_name: ("Käpylän Äänilevy Oy"), notes: ("Soita, ala mailaa")
        1: name: "Aarne Virtanen", first_name: ("Aarne"), last_name: ("Virtanen"), title: ("Omistaja"), email: ("aarne@sahko.example"), phone: ("040 765 4321"), customer_name: ("Virtasen Sähkö Tmi"), birthday: (Birthday { year: None, month: 4, day: 12 }), notes: ("Tavattu messuilla\nHelsingissä, pitkä muistiinpano")
        16: REJECTED MissingName Some("FN") Some(PersonName) ""
        1: name: "Åsa Öhman", first_name: ("Åsa"), last_name: ("Öhman"), title: ("Inköpare"), email: ("asa@ohman.example"), phone: ("+358-50-111"), customer_name: ("Öhman Ab"), birthday: (Birthday { year: (1970), month: 7, day: 4 })
    "#]].assert_eq(&text);
}

#[test]
fn cards_that_are_cut_off_are_problems_of_their_own() {
    let file = TestFile::new(
        "cut.vcf",
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ensimmäinen\nBEGIN:VCARD\nVERSION:3.0\nFN:Toinen\nEND:VCARD\nBEGIN:VCARD\nFN:Kol",
    );
    expect![[r#"
        1: REJECTED BadCard None None ""
        4: name: "Toinen"
        8: REJECTED BadCard None None ""
    "#]]
    .assert_eq(&file.read(Kind::People));
    let file = TestFile::new(
        "long.vcf",
        format!("BEGIN:VCARD\nVERSION:3.0\nFN:Pitkä\nNOTE:{}\nEND:VCARD\n", "x".repeat(1 << 20)),
    );
    assert!(file.read(Kind::People).contains("TooLong"));
}

#[test]
fn pictures_of_any_size_are_left_out() {
    let picture = format!("PHOTO;ENCODING=b;TYPE=JPEG:{}\n {}\n", "A".repeat(1 << 20), "B".repeat(1 << 20));
    let file = TestFile::new(
        "photo.vcf",
        format!("BEGIN:VCARD\nVERSION:3.0\nFN:Kuvallinen\n{picture}TEL:040 1\nEND:VCARD\n"),
    );
    expect![[r#"
        1: name: "Kuvallinen", phone: ("040 1")
    "#]]
    .assert_eq(&file.read(Kind::People));
}

#[test]
fn a_card_file_without_cards_is_refused() {
    let file = TestFile::new("none.vcf", "BEGIN:VCARDS\nFN:x\n");
    assert_eq!(file.error(), FileErrorCode::NoCards);
}
