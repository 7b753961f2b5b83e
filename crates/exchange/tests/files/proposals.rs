//! Mappings for exports of other systems.

use expect_test::{Expect, expect};
use pelikirja_exchange::{
    DecimalMark, DiscountUnit, Field, Kind, Question, Reason, detect_kind, propose_mapping,
};

use crate::support::TestFile;

fn check(content: &str, expected: &Expect) {
    let found = TestFile::new("export_2024-05-31.csv", content).inspect();
    let kind = detect_kind(&found);
    let mut text = format!("{kind:?}\n");
    if let Some(kind) = kind {
        let proposed = propose_mapping(kind, &found);
        for field in &proposed.fields {
            text.push_str(&format!("{:?} <- {} ({:?})\n", field.field, field.column.header, field.reason));
        }
        let unused: Vec<String> = proposed.unused.into_iter().map(|column| column.header).collect();
        text.push_str(&format!(
            "{:?}, unused {unused:?}, {:?}\n",
            proposed.mapping.source_name, proposed.questions
        ));
    }
    expected.assert_eq(&text);
}

#[test]
fn swedish_orders() {
    check(
        "Ordernr;Orderdatum;Kundnr;Kundnamn;Org.nr;Radnr;Artikelnr;Benämning;Varugrupp;Antal;À-pris;Rabatt %;Radbelopp (exkl. moms);Moms;Valuta;Land;Säljare\n\
         1;2024-01-15;7;Åkerlund AB;556036-0793;1;A1;Skruv;Fästelement;10;1,50;5;14,25;3,42;SEK;Sverige;Eva\n",
        &expect![[r#"
            Some(Orders)
            OrderNumber <- Ordernr (Header)
            OrderedOn <- Orderdatum (Header)
            CustomerNumber <- Kundnr (Header)
            CustomerName <- Kundnamn (Header)
            BusinessId <- Org.nr (Header)
            LineNumber <- Radnr (Header)
            ProductNumber <- Artikelnr (Header)
            ProductName <- Benämning (Header)
            ProductGroup <- Varugrupp (Header)
            Quantity <- Antal (Header)
            UnitPrice <- À-pris (Header)
            Discount <- Rabatt % (Header)
            NetAmount <- Radbelopp (exkl. moms) (Header)
            Currency <- Valuta (Header)
            Country <- Land (Header)
            Salesperson <- Säljare (Header)
            "export", unused ["Moms"], []
        "#]],
    );
}

#[test]
fn finnish_invoices_with_and_without_tax() {
    check(
        "Laskun numero;Laskun päivämäärä;Asiakkaan nimi;Y-tunnus;Tuotekoodi;Tuotteen nimi;Tuoteryhmä;Kpl;Hinta;Ale-%;Summa (alv 0 %);ALV;Summa sis. alv;Viite\n\
         1;15.1.2024;Oy;0112038-9;A1;Ruuvi;Kiinnikkeet;10;1,50;5;14,25;3,42;17,67;1009\n",
        &expect![[r#"
            Some(Orders)
            OrderNumber <- Laskun numero (Header)
            OrderedOn <- Laskun päivämäärä (Header)
            CustomerName <- Asiakkaan nimi (Header)
            BusinessId <- Y-tunnus (Header)
            ProductNumber <- Tuotekoodi (Header)
            ProductName <- Tuotteen nimi (Header)
            ProductGroup <- Tuoteryhmä (Header)
            Quantity <- Kpl (Header)
            UnitPrice <- Hinta (Header)
            Discount <- Ale-% (Header)
            NetAmount <- Summa (alv 0 %) (Header)
            "export", unused ["ALV", "Summa sis. alv", "Viite"], []
        "#]],
    );
}

#[test]
fn english_customers_people_and_products() {
    check(
        "Account No.,Account Name,Business ID,Industry,Street Address,ZIP,City,Country,Phone,E-mail,Website,Account Owner,Contact Person\n7,Oy,0112038-9,28,Katu 1,00100,Helsinki,Finland,09 123456,a@b.fi,b.fi,Eva,Maija\n",
        &expect![[r#"
            Some(Customers)
            CustomerNumber <- Account No. (Header)
            CustomerName <- Account Name (Header)
            BusinessId <- Business ID (Header)
            Industry <- Industry (Header)
            Street <- Street Address (Header)
            Postcode <- ZIP (Header)
            City <- City (Header)
            Country <- Country (Header)
            Phone <- Phone (Header)
            Email <- E-mail (Header)
            Website <- Website (Header)
            OwnerName <- Account Owner (Header)
            ContactName <- Contact Person (Header)
            "export", unused [], []
        "#]],
    );
    check(
        "First Name,Last Name,Company,Job Title,E-mail Address,Mobile Phone\nMaija,Meikäläinen,Oy,Buyer,m@oy.fi,+358401234567\n",
        &expect![[r#"
            Some(People)
            FirstName <- First Name (Header)
            LastName <- Last Name (Header)
            Title <- Job Title (Header)
            Email <- E-mail Address (Header)
            Phone <- Mobile Phone (Header)
            CustomerName <- Company (Header)
            "export", unused [], []
        "#]],
    );
    check(
        "SKU,Product,Category,UoM,List price (EUR)\nA1,Screw,Fasteners,pcs,1.50\n",
        &expect![[r#"
        Some(Products)
        ProductNumber <- SKU (Header)
        ProductName <- Product (Header)
        ProductGroup <- Category (Header)
        Unit <- UoM (Header)
        ListPrice <- List price (EUR) (Header)
        "export", unused [], []
    "#]],
    );
}

#[test]
fn columns_show_themselves_where_headers_do_not() {
    let found = TestFile::new(
        "x.csv",
        "tilausnro;milloin;kuka;summa\n1;15.1.2024;0112038-9;14,25\n2;16.1.2024;1927400-1;7,00\n",
    )
    .inspect();
    let proposed = propose_mapping(Kind::Orders, &found);
    let by_content: Vec<Field> = proposed
        .fields
        .iter()
        .filter(|field| field.reason == Reason::Content)
        .map(|field| field.field)
        .collect();
    assert_eq!(by_content, [Field::OrderedOn, Field::BusinessId]);
    assert!(proposed.missing.is_empty(), "{:?}", proposed.missing);
}

#[test]
fn what_is_not_there_is_named() {
    let found = TestFile::new("x.csv", "foo;bar\na;b\n").inspect();
    assert_eq!(detect_kind(&found), None);
    let proposed = propose_mapping(Kind::Orders, &found);
    assert_eq!(proposed.missing.len(), 4);
    assert_eq!(proposed.unused.len(), 2);
}

#[test]
fn ambiguous_dates_and_numbers_are_questions() {
    let found = TestFile::new(
        "x.csv",
        "order;date;customer;quantity;price\n1;07/04/1996;A;1,234;1\n2;07/05/1996;A;2,345;1\n",
    )
    .inspect();
    let proposed = propose_mapping(Kind::Orders, &found);
    assert_eq!((proposed.mapping.date_order, proposed.mapping.decimal_mark), (None, None));
    let [Question::DateOrder { column, examples }, Question::DecimalMark { column: number, .. }] =
        proposed.questions.as_slice()
    else {
        panic!("two questions, not {:?}", proposed.questions);
    };
    assert_eq!((column.header.as_str(), number.header.as_str()), ("date", "quantity"));
    assert_eq!(examples, &["07/04/1996", "07/05/1996"]);
}

#[test]
fn a_date_far_into_the_file_answers_the_question() {
    let mut text = "order,date,customer,total\n".to_owned();
    text.extend((0..40_000).map(|number| format!("{number},07/04/1996,A,1.50\n")));
    text.extend((0..20_000).map(|number| format!("{number},07/14/1996,A,1.50\n")));
    let found = TestFile::new("x.csv", text).inspect();
    let proposed = propose_mapping(Kind::Orders, &found);
    assert!(proposed.questions.is_empty(), "{:?}", proposed.questions);
}

#[test]
fn units_are_read_from_the_values() {
    let orders = |discounts: [&str; 2]| {
        let [first, second] = discounts;
        let text = format!(
            "order;date;customer;qty;price;discount\n1;1.1.2024;A;1;1,50;{first}\n2;1.1.2024;A;1;2;{second}\n"
        );
        propose_mapping(Kind::Orders, &TestFile::new("x.csv", text).inspect()).mapping
    };
    assert_eq!(orders(["0,15", "0"]).discount, DiscountUnit::Fraction);
    assert_eq!(orders(["15", "0"]).discount, DiscountUnit::Percent);
    assert_eq!(orders(["15", "0"]).decimal_mark, Some(DecimalMark::Comma));
    assert_eq!(orders(["15", "0"]).credit_prefix, None);
    assert_eq!(
        orders(["15 %", "5 %"]).discount,
        DiscountUnit::Fraction,
        "the sign in the value says it already"
    );
    let mixed = TestFile::new(
        "x.csv",
        "order;date;customer;qty;price;discount\n1;1.1.2024;A;1;1,50;0,5\n2;1.1.2024;A;1;2;15\n",
    );
    let questions = propose_mapping(Kind::Orders, &mixed.inspect()).questions;
    assert!(matches!(questions.as_slice(), [Question::DiscountUnit { .. }]), "0.5 % or half: {questions:?}");
}

#[test]
fn a_mapping_survives_being_kept() {
    let file = TestFile::new("x.csv", "order;date;customer;total\n1;1.1.2024;A;1,50\n");
    let mapping = file.proposed(Kind::Orders);
    let kept = serde_json::to_string(&mapping).unwrap();
    assert_eq!(serde_json::from_str::<pelikirja_exchange::Mapping>(&kept).unwrap(), mapping);
    assert!(mapping.fits(&file.inspect()));
    expect![[r#"{"kind":"orders","source_name":"x","overrides":{"encoding":null,"delimiter":null,"header":null,"sheet":null},"columns":{"order_number":{"index":0,"header":"order"},"ordered_on":{"index":1,"header":"date"},"customer_name":{"index":2,"header":"customer"},"net_amount":{"index":3,"header":"total"}},"date_order":null,"decimal_mark":"comma","default_currency":"EUR","discount":"fraction","amount":"column","credit_prefix":null,"open_end":false}"#]].assert_eq(&kept);
}
