//! Two who write into the same note without knowledge of each other lose nothing.

use pelikirja_tests::program::{Program, text};
use serde_json::{Value, json};

use crate::sync::{Firm, sync_all};

fn notes(program: &Program, customer: &str) -> Value {
    program.call("get_customer", json!({ "id": customer }))["fields"]["notes"].clone()
}

#[test]
fn what_two_write_into_a_note_offline_is_merged() {
    let firm = Firm::new();
    let manager = firm.join("Maija Mäki", "manager", "OFFICE-PC");
    let made = json!({ "name": "Konepaja Virtanen Oy", "notes": "Avaimet vastaanotosta." });
    let customer = text(&firm.owner.call("save_customer", made), "/id");
    sync_all(&[&firm.owner, &manager]);
    let write = |program: &Program, notes: &str| {
        program
            .call("save_customer", json!({ "id": customer, "name": "Konepaja Virtanen Oy", "notes": notes }));
    };
    write(&firm.owner, "Avaimet vastaanotosta.\nLaskut sähköpostilla.");
    write(&manager, "Varo koiraa! Avaimet vastaanotosta.");
    sync_all(&[&firm.owner, &manager]);
    let both = json!("Varo koiraa! Avaimet vastaanotosta.\nLaskut sähköpostilla.");
    for program in [&firm.owner, &manager] {
        assert_eq!(notes(program, &customer), both);
        assert_eq!(program.call("sync_status", json!({}))["conflicts"], 0, "there is nothing to choose");
    }
    assert_eq!(firm.owner.call("search", json!({ "query": "koiraa", "limit": 5 }))[0]["customer"], customer);
    // Taking back one's own leaves what the other wrote.
    firm.owner.call("undo", json!({}));
    sync_all(&[&firm.owner, &manager]);
    for program in [&firm.owner, &manager] {
        assert_eq!(notes(program, &customer), "Varo koiraa! Avaimet vastaanotosta.");
        assert_eq!(program.call("check", json!({}))["problems"], json!([]));
    }
}
