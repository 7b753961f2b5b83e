//! Three daemons: what the outer two write reaches each other only through the one between them.

use crate::content::import_orders;
use crate::exchange::{LATER_ORDERS, ORDERS};
use crate::firm::{an_hour_passes, firm, together};

#[test]
fn three_machines_share_through_the_one_between_them() {
    let [mac, mut office, laptop] = firm();
    let kallio = mac.add("Kallio Oy");
    let niemi = office.add("Niemi Oy");
    laptop.add("Saari Oy");
    let shown = together("each has what the others wrote", &[&mac, &office, &laptop]);
    assert_eq!(shown.names(), ["Kallio Oy", "Niemi Oy", "Saari Oy"]);

    // The one between them dies; all three write on, two of them into the same fields.
    office.daemon.kill();
    for (place, machine) in [&mac, &office, &laptop].into_iter().enumerate() {
        an_hour_passes(&[&mac, &office, &laptop]);
        machine.set_phone(&kallio, &format!("09 {place}"));
        machine.sync();
    }
    laptop.set_phone(&niemi, "09 777");
    assert_eq!(import_orders(&mac.program, ORDERS), 3);
    assert_eq!(import_orders(&laptop.program, LATER_ORDERS), 2);
    for machine in [&mac, &office, &laptop] {
        machine.sync();
    }

    office.daemon.start();
    let shown = together("what three wrote apart is everywhere", &[&mac, &office, &laptop]);
    assert_eq!(shown.names().len(), 3 + 3, "{:?}", shown.names());
    assert_eq!(shown.orders(), 4, "an order that two have read counts once");
    assert_eq!(shown.customer("Kallio Oy")["fields"]["phone"], "09 2", "the latest of three counts");
    assert_eq!(shown.customer("Niemi Oy")["fields"]["phone"], "09 777");
    let others: Vec<_> = shown.conflicts.iter().map(|conflict| &conflict["fields"][0]["other"]).collect();
    assert_eq!(others, ["09 0", "09 1"], "{:?}", shown.conflicts);
}
