//! The Northwind exports in English and in Finnish.

use serde_json::json;

use crate::support::{Firm, records, rows};

#[test]
fn the_same_firm_in_two_languages_is_one_firm() {
    let firm = Firm::new();
    let (Some(english), Some(finnish)) =
        (firm.shared("northwind/order_lines.csv"), firm.shared("northwind/tilausrivit_windows1252.csv"))
    else {
        return;
    };
    let first = firm.import(&english, "orders");
    assert_eq!(rows(&first), [2155, 2155, 0, 0, 0]);
    assert_eq!(
        (records(&first, "orders"), records(&first, "customers"), records(&first, "products")),
        ([830, 0, 0], [89, 0, 0], [77, 0, 0])
    );
    let mapping = firm.mapping(&finnish, "orders");
    assert_eq!(mapping["source_name"], "order_lines", "its orders are the same ones");
    let second = firm.call("run_import", json!({ "path": finnish, "mapping": mapping }));
    // 28 lines end in half a cent, which the Finnish file rounds to the even cent and we round up.
    assert_eq!(rows(&second), [2155, 0, 28, 2127, 0]);
    assert_eq!(records(&second, "products"), [0, 77, 0], "the Finnish file knows the products' names");
    assert_eq!((records(&second, "orders")[0], records(&second, "customers")), (0, [0, 0, 89]));
    let check = firm.check();
    assert_eq!(
        (&check["orders"], &check["order_lines"]),
        (&json!(830), &json!(2155)),
        "nothing is there twice"
    );
    let third = firm.call("run_import", json!({ "path": finnish, "mapping": mapping }));
    assert_eq!(rows(&third), [2155, 0, 0, 2155, 0]);
}

#[test]
fn customers_with_people_and_products() {
    let firm = Firm::new();
    let (Some(english), Some(finnish), Some(products)) = (
        firm.shared("northwind/customers.csv"),
        firm.shared("northwind/asiakkaat_windows1252.csv"),
        firm.shared("northwind/products.csv"),
    ) else {
        return;
    };
    let first = firm.import(&english, "customers");
    assert_eq!((rows(&first), records(&first, "people")), ([91, 91, 0, 0, 0], [91, 0, 0]));
    let second = firm.import(&finnish, "customers");
    assert_eq!((rows(&second)[1], records(&second, "people")[0]), (0, 0), "nobody is made twice: {second}");
    assert_eq!(rows(&firm.import(&finnish, "customers")), [91, 0, 0, 91, 0]);
    assert_eq!(rows(&firm.import(&products, "products")), [77, 77, 0, 0, 0]);
    let alfreds = firm.customer_named("Alfreds Futterkiste");
    assert_eq!(
        (&alfreds["fields"]["external_number"], &alfreds["people"][0]["title"]),
        (&json!("ALFKI"), &json!("Sales Representative"))
    );
}
