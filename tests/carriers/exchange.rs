//! Edits, an import and a conflict travel both ways.

use serde_json::{Value, json};

use crate::content::import_orders;
use crate::firm::{an_hour_passes, firm, together};

/// Orders of two customers, one of them a credit note.
pub const ORDERS: &str = "Asiakasnro;Asiakas;Tilausnro;Tilauspvm;Tuotenro;Määrä;Rivin nettosumma\n\
    100;Konepaja Virtanen Oy;9001;3.3.2026;A-1;2;100,50\n\
    100;Konepaja Virtanen Oy;9001;3.3.2026;A-2;1;20,00\n\
    200;Leipomo Mäkinen;9003;8.4.2026;A-2;0,5;10,00\n\
    200;Leipomo Mäkinen;9004;9.4.2026;A-2;-1;-20,00\n";
/// A later export of the same: one order again, one of another customer.
pub const LATER_ORDERS: &str = "Asiakasnro;Asiakas;Tilausnro;Tilauspvm;Tuotenro;Määrä;Rivin nettosumma\n\
    200;Leipomo Mäkinen;9004;9.4.2026;A-2;-1;-20,00\n\
    300;Saha Korpi Oy;9005;4.5.2026;A-1;3;150,75\n";

#[test]
fn edits_orders_and_conflicts_travel_both_ways() {
    let [mac, office] = &firm();
    let kallio = mac.add("Kallio Oy");
    assert_eq!(import_orders(&mac.program, ORDERS), 3);
    office.add("Niemi Oy");
    let shown = together("edits and orders are everywhere", &[mac, office]);
    assert_eq!(shown.names(), ["Kallio Oy", "Konepaja Virtanen Oy", "Leipomo Mäkinen", "Niemi Oy"]);
    let order = |number: &str, net: i64| json!({ "number": number, "net": net });
    let bakery = &shown.customer("Leipomo Mäkinen")["orders"];
    assert_eq!(bakery, &json!([order("9004", -2_000), order("9003", 1_000)]));
    assert_eq!(shown.customer("Konepaja Virtanen Oy")["orders"], json!([order("9001", 12_050)]));

    mac.set_phone(&kallio, "09 111");
    an_hour_passes(&[mac, office]);
    office.set_phone(&kallio, "09 222");
    assert_eq!(import_orders(&office.program, LATER_ORDERS), 1, "the other order came over the carrier");
    let shown = together("a conflict and orders of the other machine are everywhere", &[mac, office]);
    assert_eq!(shown.orders(), 4);
    let fields = json!([{ "field": "phone", "kept": "09 222", "other": "09 111" }]);
    let conflict =
        json!({ "label": "Kallio Oy", "fields": fields, "kept_by": "OFFICE-PC", "other_by": "MAC" });
    assert_eq!(shown.conflicts, [conflict]);

    let conflicts = mac.program.call("list_conflicts", json!({}));
    mac.program.call("use_other_value", json!({ "id": conflicts[0]["id"] }));
    let shown = together("the choice is everywhere", &[mac, office]);
    assert_eq!(shown.conflicts, Vec::<Value>::new());
    assert_eq!(shown.customer("Kallio Oy")["fields"]["phone"], "09 111");
}
