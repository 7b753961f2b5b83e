//! A carrier that rests for a time: both sides write on, and then everything comes together.

use serde_json::json;

use crate::content::{Content, import_orders};
use crate::exchange::{LATER_ORDERS, ORDERS};
use crate::firm::{an_hour_passes, firm, together};

#[test]
fn what_both_sides_write_while_a_carrier_rests_comes_together() {
    let [mac, mut office] = firm();
    let kallio = mac.add("Kallio Oy");
    together("both begin with the same", &[&mac, &office]);

    office.daemon.stop();
    for hour in 0..5 {
        an_hour_passes(&[&mac, &office]);
        mac.add(&format!("Etelä {hour} Oy"));
        office.add(&format!("Pohjoinen {hour} Oy"));
        assert!(mac.sync()["sent"].as_u64() > Some(0), "a machine exchanges with its own copy all the same");
        assert!(office.sync()["sent"].as_u64() > Some(0));
    }
    // The same file on both sides, a later one on one of them.
    assert_eq!(import_orders(&mac.program, ORDERS), 3);
    assert_eq!(import_orders(&office.program, ORDERS), 3, "neither has heard of the other");
    assert_eq!(import_orders(&office.program, LATER_ORDERS), 1);
    mac.set_phone(&kallio, "09 111");
    an_hour_passes(&[&mac, &office]);
    office.set_phone(&kallio, "09 222");
    for machine in [&mac, &office] {
        machine.sync();
    }
    assert!(!Content::of(&mac.program).names().contains(&"Pohjoinen 0 Oy"), "nothing has crossed");
    assert!(!Content::of(&office.program).names().contains(&"Etelä 0 Oy"), "nothing has crossed");

    office.daemon.start();
    let shown = together("what was written apart is everywhere", &[&mac, &office]);
    assert_eq!(shown.names().len(), 1 + 5 + 5 + 3, "{:?}", shown.names());
    assert_eq!(shown.orders(), 4, "the same file counts once");
    assert_eq!(shown.customer("Kallio Oy")["fields"]["phone"], "09 222");
    assert_eq!(shown.conflicts.len(), 1, "{:?}", shown.conflicts);
    let fields = json!([{ "field": "phone", "kept": "09 222", "other": "09 111" }]);
    assert_eq!(shown.conflicts[0]["fields"], fields);
}
