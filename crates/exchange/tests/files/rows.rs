//! What becomes of single rows.

use expect_test::expect;
use pelikirja_exchange::{AmountRule, DateOrder, Kind, Mapping};

use crate::support::{TestFile, read_all};

#[test]
fn order_lines_that_are_wrong_say_all_that_is_wrong() {
    let file = TestFile::new(
        "orders.csv",
        "Tilausnro;Tilauspvm;Asiakasnro;Y-tunnus;Maa;Määrä;Nettosumma;Valuutta\n\
         1;4.7.1996;A1;0112038-9;;12;168,00;eur\n\
         ;;;;;;;\n\
         ;4.7.1996;;;;1;5,00;\n\
         3;31.2.1996;A1;;;x;1,2,3;\n\
         4;2.6.2024;A1;;;1;5,00;\n\
         5;1.6.2024;A1;0112038-8;;1;5,00;euroa\n\
         6;4.7.1996;A1;;;0;0,00;\n\
         7;4.7.1996;A1;;;0;5,00;\n\
         8;;A1;;;1;;\n\
         9;4.7.1996;;0112038-8;;1;5,00;\n\
         10;4.7.1996;A1;556036-0793;Ruotsi;1;5,00;SEK\n\
         11;4.7.1996;A1;;;1;9999999999999999999;\n",
    );
    expect![[r#"
        2: order_number: "1", ordered_on: 1996-07-04, customer_number: ("A1"), customer_business_id: (BusinessId(1120389)), quantity: (12), net: Cents(16800), currency: EUR, is_credit_note: false
        4: REJECTED MissingOrderNumber Some("Tilausnro") Some(OrderNumber) ""; MissingCustomer Some("Asiakasnro") Some(CustomerNumber) ""
        5: REJECTED BadDate Some("Tilauspvm") Some(OrderedOn) "31.2.1996"; BadNumber Some("Määrä") Some(Quantity) "x"; BadNumber Some("Nettosumma") Some(NetAmount) "1,2,3"
        6: REJECTED FutureDate Some("Tilauspvm") Some(OrderedOn) "2024-06-02"
        7: REJECTED BadBusinessId Some("Y-tunnus") Some(BusinessId) "0112038-8"; BadCurrency Some("Valuutta") Some(Currency) "euroa"
        8: REJECTED ZeroQuantity Some("Määrä") Some(Quantity) "0"
        9: order_number: "7", ordered_on: 1996-07-04, customer_number: ("A1"), quantity: (0), net: Cents(500), currency: EUR, is_credit_note: false
        10: REJECTED MissingDate Some("Tilauspvm") Some(OrderedOn) ""; MissingAmount Some("Nettosumma") Some(NetAmount) ""
        11: REJECTED BadBusinessId Some("Y-tunnus") Some(BusinessId) "0112038-8"
        12: order_number: "10", ordered_on: 1996-07-04, customer_number: ("A1"), quantity: (1), net: Cents(500), currency: SEK, country: ("Ruotsi"), is_credit_note: false
           warning BadBusinessId "556036-0793"
        13: REJECTED NumberOutOfRange Some("Nettosumma") Some(NetAmount) "9999999999999999999"
    "#]].assert_eq(&file.read(Kind::Orders));
}

#[test]
fn amounts_are_made_of_quantity_price_and_discount() {
    let file = TestFile::new(
        "orders.csv",
        "order_id,order_date,customer,quantity,unit_price,discount\n\
         1,1996-07-04,A,3,0.335,0\n2,1996-07-04,A,2,33.25,0.03\n3,1996-07-04,A,2,33.25,15 %\n4,1996-07-04,A,2,33.25,\n\
         5,1996-07-04,A,,33.25,\n6,1996-07-04,A,2,,\n7,1996-07-04,A,2,1,150 %\n",
    );
    let mapping = file.proposed(Kind::Orders);
    assert_eq!(mapping.amount, AmountRule::QuantityTimesPrice);
    expect![[r#"
        2: order_number: "1", ordered_on: 1996-07-04, customer_name: ("A"), quantity: (3), unit_price: (0.335), discount: (0), net: Cents(101), currency: EUR, is_credit_note: false
        3: order_number: "2", ordered_on: 1996-07-04, customer_name: ("A"), quantity: (2), unit_price: (33.25), discount: (0.03), net: Cents(6451), currency: EUR, is_credit_note: false
        4: order_number: "3", ordered_on: 1996-07-04, customer_name: ("A"), quantity: (2), unit_price: (33.25), discount: (0.15), net: Cents(5653), currency: EUR, is_credit_note: false
        5: order_number: "4", ordered_on: 1996-07-04, customer_name: ("A"), quantity: (2), unit_price: (33.25), net: Cents(6650), currency: EUR, is_credit_note: false
        6: REJECTED MissingQuantity Some("quantity") Some(Quantity) ""
        7: REJECTED MissingPrice Some("unit_price") Some(UnitPrice) ""
        8: REJECTED BadDiscount Some("discount") Some(Discount) "150 %"
    "#]].assert_eq(&file.read(Kind::Orders));
}

#[test]
fn credit_notes_are_negative_whatever_their_sign_in_the_file() {
    let file = TestFile::new(
        "orders.csv",
        "invoice,invoicedate,customer_id,quantity,price\n\
         536365,2010-12-01 08:26:00,17850,6,2.55\nC536379,2010-12-01 09:41:00,14527,-1,27.50\n\
         536380,2010-12-01,17850,1,1\nC536381,2010-12-01,17850,2,1.25\nC536382,2010-12-01,17850,-1,1\n\
         C536383,2010-12-01,17850,-1,1\nC536384,2010-12-01,17850,-1,1\n536385,2010-12-01,17850,1,1\n\
         536386,2010-12-01,17850,1,1\n536387,2010-12-01,17850,1,1\n536388,2010-12-01,17850,1,1\n",
    );
    let mapping = file.proposed(Kind::Orders);
    assert_eq!(mapping.credit_prefix.as_deref(), Some("C"));
    let text = file.read(Kind::Orders);
    expect![[r#"
        2: order_number: "536365", ordered_on: 2010-12-01, customer_number: ("17850"), quantity: (6), unit_price: (2.55), net: Cents(1530), currency: EUR, is_credit_note: false
        3: order_number: "C536379", ordered_on: 2010-12-01, customer_number: ("14527"), quantity: (-1), unit_price: (27.5), net: Cents(-2750), currency: EUR, is_credit_note: true
        4: order_number: "536380", ordered_on: 2010-12-01, customer_number: ("17850"), quantity: (1), unit_price: (1), net: Cents(100), currency: EUR, is_credit_note: false
        5: order_number: "C536381", ordered_on: 2010-12-01, customer_number: ("17850"), quantity: (-2), unit_price: (1.25), net: Cents(-250), currency: EUR, is_credit_note: true"#]].assert_eq(text.lines().take(4).collect::<Vec<_>>().join("\n").as_str());
}

#[test]
fn dates_that_read_both_ways_wait_for_an_answer() {
    let file =
        TestFile::new("orders.csv", "order,date,customer,total\n1,07/04/1996,A,1.50\n2,07/05/1996,A,2.50\n");
    let mapping = file.proposed(Kind::Orders);
    assert!(file.read(Kind::Orders).contains("AmbiguousDate"), "not guessed");
    for (order, expected) in [(DateOrder::DayFirst, "1996-04-07"), (DateOrder::MonthFirst, "1996-07-04")] {
        let mapping = Mapping { date_order: Some(order), ..mapping.clone() };
        assert!(read_all(&file.path(), &mapping).unwrap().0.contains(expected), "{order:?}");
    }
}

#[test]
fn customers_come_with_their_person_and_their_ids() {
    let file = TestFile::new(
        "customers.csv",
        "Asiakasnro;Nimi;Y-tunnus;ALV-numero;Konserni;Toimiala;Katuosoite;Postinumero;Postitoimipaikka;Maa;Puhelin;Sähköposti;\
         Kotisivu;Asiakasluokka;Asiakasvastaava;Kieli;Tunnisteet;Päättynyt;Huomautus;Yhteyshenkilö;Titteli;Yhteyshenkilön puhelin;\
         Yhteyshenkilön sähköposti\n\
         1;Kone Oyj;1927400-1;;KONE;28;Keilasatama 3;02150;Espoo;Suomi;020 4751;info@kone.example;kone.example;A;Maija;fi;\
         hissit, avain;31.12.2023;\"Rivi 1\nRivi 2\";Matti Meikäläinen;Johtaja;+358 40 1;matti@kone.example\n\
         2;Nokia Oyj;;fi 01120389;;;;;;;;ei ole;;;;;;;;;;;\n\
         3;;;;;;;;;;;;;;;;;;;;;;\n\
         4;Väärä Oy;0112038-8;;;;;;;Suomi;;;;;;;;;;;;;\n",
    );
    expect![[r#"
        2: number: ("1"), name: "Kone Oyj", business_id: (BusinessId(19274001)), parent: ("KONE"), industry: ("28"), street: ("Keilasatama 3"), postcode: ("02150"), city: ("Espoo"), country: ("Suomi"), phone: ("020 4751"), email: ("info@kone.example"), website: ("kone.example"), tier: ("A"), owner_name: ("Maija"), language: ("fi"), tags: ["hissit", "avain"], ended_on: (2023-12-31), notes: ("Rivi 1\nRivi 2"), contact: (ContactPerson { name: "Matti Meikäläinen", title: ("Johtaja"), phone: ("+358 40 1"), email: ("matti@kone.example") })
        4: number: ("2"), name: "Nokia Oyj", business_id: (BusinessId(1120389)), vat_id: ("FI01120389")
           warning BadEmail "ei ole"
        5: REJECTED MissingName Some("Nimi") Some(CustomerName) ""
        6: REJECTED BadBusinessId Some("Y-tunnus") Some(BusinessId) "0112038-8"
    "#]].assert_eq(&file.read(Kind::Customers));
}

#[test]
fn languages_become_tags() {
    let text = "Asiakasnro;Nimi;Kieli\n1;Alfa Oy;Suomi\n2;Beeta Ab;SVE\n3;Gamma Oy;en-gb\n4;Delta Oy;puhuu murretta\n";
    let file = TestFile::new("customers.csv", text);
    expect![[r#"
        2: number: ("1"), name: "Alfa Oy", language: ("fi")
        3: number: ("2"), name: "Beeta Ab", language: ("sv")
        4: number: ("3"), name: "Gamma Oy", language: ("en-GB")
        5: number: ("4"), name: "Delta Oy"
           warning BadLanguage "puhuu murretta"
    "#]]
    .assert_eq(&file.read(Kind::Customers));
}

#[test]
fn people_have_one_name_or_two() {
    let file = TestFile::new(
        "people.csv",
        "Etunimi;Sukunimi;Titteli;Sähköposti;Puhelin;Asiakasnro;Yritys;Syntymäpäivä\n\
         Maija;Meikäläinen;Ostaja;maija@oy.example;+358 40 123;7;Oy;4.7.1970\n;Virtanen;;;;;;\nAarne;;;;;;;--04-12\n;;x;;;;;\n\
         Vauva;V;;;;;;1.1.2025\nMummo;V;;;;;;12.3.55\nVaari;V;;;;;;2.6.24\n",
    );
    expect![[r#"
        2: name: "Maija Meikäläinen", first_name: ("Maija"), last_name: ("Meikäläinen"), title: ("Ostaja"), email: ("maija@oy.example"), phone: ("+358 40 123"), customer_number: ("7"), customer_name: ("Oy"), birthday: (Birthday { year: (1970), month: 7, day: 4 })
        3: name: "Virtanen", last_name: ("Virtanen")
        4: name: "Aarne", first_name: ("Aarne"), birthday: (Birthday { year: None, month: 4, day: 12 })
        5: REJECTED MissingName Some("Sukunimi") Some(LastName) ""
        6: REJECTED FutureDate Some("Syntymäpäivä") Some(Birthday) "1.1.2025"
        7: name: "Mummo V", first_name: ("Mummo"), last_name: ("V"), birthday: (Birthday { year: (1955), month: 3, day: 12 })
        8: name: "Vaari V", first_name: ("Vaari"), last_name: ("V"), birthday: (Birthday { year: (1924), month: 6, day: 2 })
    "#]].assert_eq(&file.read(Kind::People));
}
