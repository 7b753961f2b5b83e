//! Names that columns have in the exports of accounting and order systems, in Finnish, English and Swedish.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::kind::{Field, Kind};

/// A header without case, accents, punctuation and unit: `Rivin nettosumma (€)` becomes `rivinnettosumma`.
pub(crate) fn normalise(header: &str) -> String {
    let mut text = header.to_lowercase();
    // What stands in brackets is a unit or a remark.
    while let (Some(open), Some(close)) = (text.find(['(', '[']), text.find([')', ']'])) {
        if open >= close {
            break;
        }
        text.replace_range(open..=close, " ");
    }
    let folded: String = text
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .map(|letter| match letter {
            'ø' => 'o',
            'æ' => 'a',
            letter if letter.is_alphanumeric() => letter,
            _ => ' ',
        })
        .collect();
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    while words.len() > 1
        && words
            .last()
            .is_some_and(|last| matches!(*last, "eur" | "euro" | "euroa" | "e" | "sek" | "kpl" | "st"))
    {
        words.pop();
    }
    words.concat()
}

/// How well a header names a field: 1 for a known name, less for a header that holds one.
pub(crate) fn match_header(kind: Kind, field: Field, normalised: &str) -> f32 {
    if names(kind, field).any(|name| name == normalised) {
        return 1.0;
    }
    let is_held = |name: &&str| name.len() >= 5 && normalised.contains(*name);
    let held = names(kind, field).filter(is_held).map(str::len).max();
    match held {
        // The longer the known part, the surer: `asiakkaannimilaskutus` holds `asiakkaannimi`.
        #[expect(clippy::cast_precision_loss, reason = "lengths of names")]
        Some(length) if !is_other_amount(field, normalised) => {
            0.4 + 0.4 * length as f32 / normalised.len() as f32
        }
        _ => 0.0,
    }
}

/// Whether a header is a known name in any kind of file.
pub(crate) fn is_known(header: &str) -> bool {
    let normalised = normalise(header);
    !normalised.is_empty()
        && Kind::ALL
            .iter()
            .any(|&kind| kind.fields().iter().any(|&field| names(kind, field).any(|name| name == normalised)))
}

/// Amounts with tax, tax itself and costs are not the net amount although their names hold its names.
fn is_other_amount(field: Field, normalised: &str) -> bool {
    const OTHERS: &str = "brutto gross sisalv inklmoms inclvat vatamount alvmaara veroll moms kate cost kulu";
    matches!(field, Field::NetAmount | Field::UnitPrice | Field::ListPrice | Field::Quantity)
        && OTHERS.split(' ').any(|other| normalised.contains(other))
}

/// The known names of a field, as [`normalise`] writes them.
fn names(kind: Kind, field: Field) -> impl Iterator<Item = &'static str> {
    names_text(kind, field).split_whitespace()
}

fn names_text(kind: Kind, field: Field) -> &'static str {
    match field {
        Field::OrderNumber => {
            "tilausnro tilausnumero tilauksennumero tilausno tilaus tilausid tilaustunnus laskunro \
             laskunnro laskunumero laskunnumero lasku laskuno tositenro tositenumero tosite ordernumber \
             orderno ordernr orderid order ordernum salesorder salesordernumber invoice invoiceno \
             invoicenumber invoicenr invoiceid ordernummer bestallningsnummer bestallning \
             bestallningsnr fakturanummer fakturanr faktura documentnumber documentno vouchernumber"
        }
        Field::OrderedOn => {
            "tilauspvm tilauspaiva tilauspaivamaara tilattu laskupvm laskunpvm laskupaiva \
             laskunpaivamaara laskutuspaiva laskutuspvm paivamaara pvm paiva tositepvm toimituspvm \
             myyntipvm orderdate ordered orderedon orderedat date invoicedate salesdate transactiondate \
             documentdate postingdate createdat orderdatum bestallningsdatum fakturadatum datum"
        }
        Field::CustomerNumber if kind == Kind::Customers => {
            "asiakasnro asiakasnumero asiakkaannumero asiakasno asiakastunnus asiakasid asiakaskoodi \
             nro numero tunnus koodi id customernumber customerno customernr customerid customercode \
             custno custid accountnumber accountno accountid clientid clientnumber number no code \
             kundnummer kundnr kundid kundkod nummer nr"
        }
        Field::CustomerNumber => {
            "asiakasnro asiakasnumero asiakkaannumero asiakasno asiakastunnus asiakasid asiakaskoodi \
             ostajanro customernumber customerno customernr customerid customercode custno custid \
             accountnumber accountno accountid clientid clientnumber buyerid kundnummer kundnr kundid \
             kundkod"
        }
        Field::CustomerName if kind == Kind::Customers => {
            "asiakas asiakasnimi asiakkaannimi nimi yritys yrityksennimi yritysnimi toiminimi \
             virallinennimi customer customername name company companyname account accountname client \
             clientname organization organisation organizationname kund kundnamn kundensnamn namn \
             foretag foretagsnamn firma"
        }
        Field::CustomerName => {
            "asiakas asiakasnimi asiakkaannimi yritys yrityksennimi yritysnimi tyonantaja ostaja \
             customer customername company companyname account accountname client clientname buyer \
             employer organization organisation org kund kundnamn kundensnamn foretag foretagsnamn \
             firma arbetsgivare"
        }
        Field::BusinessId => {
            "ytunnus ytunn ynumero lytunnus yritystunnus asiakkaanytunnus asiakasytunnus businessid \
             businessidentitycode companyid companyregistrationnumber registrationnumber orgnumber \
             organizationnumber organisationsnummer orgnr orgnummer fonummer fonr"
        }
        Field::VatId => {
            "alvnumero alvnro alvtunnus alv vatid vatnumber vatno vat vatregistrationnumber vatcode \
             taxid momsnummer momsregnr momsnr vatnummer"
        }
        Field::Parent => {
            "konserni konserninimi emoyhtio emoasiakas paaasiakas ryhma asiakasryhma group \
             customergroup parent parentcustomer parentcompany parentaccount parentid koncern \
             moderbolag kundgrupp"
        }
        Field::Industry => {
            "toimiala toimialakoodi tol tolkoodi industry industrycode sector nace nacecode bransch \
             branschkod naringsgren"
        }
        Field::Street => {
            "katuosoite lahiosoite osoite postiosoite kayntiosoite laskutusosoite katu osoite1 street \
             streetaddress address address1 addressline1 billingaddress visitingaddress postaladdress \
             gatuadress adress postadress besoksadress gata utdelningsadress"
        }
        Field::Postcode => {
            "postinumero postinro postino posti postcode postalcode zip zipcode postnummer postnr"
        }
        Field::City => {
            "postitoimipaikka toimipaikka kaupunki paikkakunta kunta city town postoffice ort postort \
             stad"
        }
        Field::Country => "maa maakoodi maatunnus country countrycode countryname land landkod",
        Field::Phone => {
            "puhelin puhelinnumero puhelinnro puh puhnro gsm matkapuhelin puhelin1 phone phonenumber \
             telephone telephonenumber tel mobile mobilephone cell telefon telefonnummer mobil \
             mobiltelefon"
        }
        Field::Email => {
            "sahkoposti sahkopostiosoite email emailaddress mail meili spostiosoite sposti epost \
             epostadress mejl"
        }
        Field::Website => {
            "kotisivu kotisivut wwwosoite www verkkosivu verkkosivut internet website web url homepage \
             webpage hemsida webbplats"
        }
        Field::Tier => {
            "asiakasluokka luokka luokitus abcluokka abc taso tier class customerclass classification \
             category rating segment kundklass klass"
        }
        Field::OwnerName => {
            "asiakasvastaava vastuuhenkilo vastuumyyja myyja edustaja asiakaspaallikko omistaja owner \
             accountmanager accountowner salesperson salesrep responsible kundansvarig ansvarig saljare"
        }
        Field::Language => "kieli kielikoodi asiointikieli language languagecode lang sprak sprakkod",
        Field::Tags => "tunnisteet avainsanat tagit merkinnat tags labels keywords taggar etiketter",
        Field::EndedOn => {
            "paattynyt paattymispaiva paattymispvm asiakkuuspaattynyt lopetettu loppupvm lopetuspvm \
             ended endedon enddate closedon closeddate churndate avslutad slutdatum"
        }
        Field::Notes => {
            "huomautus huomautukset muistiinpanot muistiinpano lisatieto lisatiedot kommentti kommentit \
             huom muuta notes note comment comments remarks description anteckning anteckningar \
             kommentar ovrigt"
        }
        Field::ContactName => {
            "yhteyshenkilo yhteyshenkilonnimi yhteyshlo yht kontakti kontaktihenkilo contact \
             contactname contactperson primarycontact attention kontakt kontaktperson"
        }
        Field::ContactTitle => {
            "titteli yhteyshenkilontitteli nimike tehtavanimike asema contacttitle title jobtitle \
             contactjobtitle position titel befattning"
        }
        Field::ContactPhone => {
            "yhteyshenkilonpuhelin yhteyshenkilonpuhelinnumero kontaktinpuhelin contactphone \
             contactmobile contacttelephone kontakttelefon"
        }
        Field::ContactEmail => {
            "yhteyshenkilonsahkoposti yhteyshenkilonemail kontaktinsahkoposti contactemail contactmail \
             kontaktepost"
        }
        Field::PersonName => {
            "nimi kokonimi henkilo henkilonnimi yhteyshenkilo yhteyshenkilonnimi name fullname fn \
             displayname person contact contactname contactperson namn fullstandigtnamn kontaktperson"
        }
        Field::FirstName => {
            "etunimi etunimet kutsumanimi firstname givenname given ngiven fornamn tilltalsnamn"
        }
        Field::LastName => "sukunimi lastname surname familyname family nfamily efternamn",
        Field::Title => {
            "titteli nimike tehtavanimike asema tehtava rooli title jobtitle position role titel \
             befattning roll"
        }
        Field::Birthday => {
            "syntymapaiva syntymaaika syntynyt birthday birthdate dateofbirth dob bday born fodelsedag \
             fodelsedatum"
        }
        Field::LineNumber => {
            "rivinro rivinumero rivi tilausrivi tilausrivinro linenumber lineno linenr line row \
             rownumber orderline position pos radnummer radnr rad"
        }
        Field::ProductNumber if kind == Kind::Products => {
            "tuotenro tuotenumero tuotekoodi tuoteno tuotetunnus tuoteid nimikenro nimikenumero \
             nimikekoodi artikkelinumero nro numero koodi tunnus id productnumber productno productid \
             productcode stockcode sku itemnumber itemno itemid itemcode articlenumber articleno \
             partnumber number no code produktnummer produktnr artikelnummer artikelnr nummer nr"
        }
        Field::ProductNumber => {
            "tuotenro tuotenumero tuotekoodi tuoteno tuotetunnus tuoteid nimikenro nimikenumero \
             nimikekoodi artikkelinumero productnumber productno productid productcode stockcode sku \
             itemnumber itemno itemid itemcode articlenumber articleno partnumber produktnummer \
             produktnr produktid artikelnummer artikelnr"
        }
        Field::ProductName if kind == Kind::Products => {
            "tuote tuotenimi tuotteennimi nimi nimike kuvaus tuotekuvaus selite product productname \
             name item itemname article description productdescription produkt produktnamn namn artikel \
             artikelnamn benamning beskrivning"
        }
        Field::ProductName => {
            "tuote tuotenimi tuotteennimi nimike kuvaus tuotekuvaus selite rivinkuvaus product \
             productname item itemname article description productdescription itemdescription produkt \
             produktnamn artikel artikelnamn benamning beskrivning"
        }
        Field::ProductGroup => {
            "tuoteryhma tuoteryhmannimi tuotekategoria ryhma kategoria productgroup group category \
             productcategory itemgroup family productfamily produktgrupp varugrupp artikelgrupp \
             kategori grupp"
        }
        Field::Unit => {
            "yksikko yks myyntiyksikko mittayksikko unit uom unitofmeasure salesunit packaging enhet"
        }
        Field::ListPrice => {
            "listahinta ohjehinta ovh hinta myyntihinta yksikkohinta ahinta listprice price unitprice \
             salesprice recommendedprice listpris pris apris riktpris"
        }
        Field::Quantity => {
            "maara lkm lukumaara kpl tilattumaara toimitettumaara quantity qty amountordered \
             orderedquantity pieces units count antal kvantitet mangd"
        }
        Field::UnitPrice => {
            "ahinta yksikkohinta hinta kplhinta nettohinta unitprice price priceeach itemprice netprice \
             apris enhetspris pris styckpris"
        }
        Field::Discount => {
            "alennus ale alepros alennusprosentti aleprosentti rivialennus discount discountpercent \
             discountpct discountrate linediscount rabatt rabattprocent"
        }
        Field::NetAmount => {
            "nettosumma rivinnettosumma netto rivisumma rivinsumma summa yhteensa rivihinta veroton \
             verotonsumma verotonhinta verotonyhteensa alv0summa summaalv0 yhteensaalv0 nettomyynti \
             myynti liikevaihto netamount net linetotal lineamount linenetamount netlineamount amount \
             total totalnet nettotal netvalue sales netsales revenue extendedprice subtotal nettobelopp \
             radbelopp radsumma belopp nettosumman exklmoms radtotal"
        }
        Field::Currency => "valuutta valuuttakoodi currency currencycode valuta valutakod",
        Field::Salesperson => {
            "myyja myyjannimi myynyt edustaja salesperson salesrep salesman seller employee soldby \
             accountmanager saljare forsaljare"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_normalised() {
        for (header, expected) in [
            ("Rivin nettosumma €", "rivinnettosumma"),
            ("à-hinta", "ahinta"),
            ("Määrä (kpl)", "maara"),
            ("Määrä kpl", "maara"),
            ("kpl", "kpl"),
            ("customer_id", "customerid"),
            ("CustomerID", "customerid"),
            ("Y-tunnus", "ytunnus"),
            ("Säljare", "saljare"),
            ("Summa EUR", "summa"),
            (") odd (", "odd"),
        ] {
            assert_eq!(normalise(header), expected, "{header:?}");
        }
    }

    #[test]
    fn every_name_in_the_table_can_be_found() {
        for kind in Kind::ALL {
            for &field in kind.fields() {
                for name in names(kind, field) {
                    assert_eq!(normalise(name), name, "{field:?} could never match {name}");
                }
            }
        }
    }

    #[test]
    fn no_name_means_two_fields_of_one_kind() {
        for kind in Kind::ALL {
            let mut seen = std::collections::BTreeMap::new();
            for &field in kind.fields() {
                for name in names(kind, field) {
                    if let Some(other) = seen.insert(name, field) {
                        panic!("{kind:?}: {name} means {other:?} and {field:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn amounts_with_tax_are_not_the_net_amount() {
        let matched = |header: &str| match_header(Kind::Orders, Field::NetAmount, &normalise(header));
        assert!(matched("Rivin nettosumma yhteensä") > 0.5);
        assert_eq!(matched("Bruttosumma"), 0.0);
        assert_eq!(matched("Summa sis. ALV"), 0.0);
    }
}
