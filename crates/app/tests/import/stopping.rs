//! The stop button.

use pelikirja_app::{AppEvent, JobKind};
use serde_json::{Value, json};

use crate::support::Firm;

#[test]
fn stopping_in_the_middle_leaves_nothing() {
    let firm = Firm::new();
    let mut text = String::from("order_id,order_date,customer_id,product_id,quantity,unit_price\nx,,,,,\n");
    for order in 0..40_000 {
        text.push_str(&format!("{order},2026-03-01,C{},P{},1,5.00\n", order % 50, order % 30));
    }
    let path = firm.file("orders.csv", text);
    let mapping = firm.mapping(&path, "orders");
    let app = firm.app.clone();
    firm.app.subscribe(Box::new(move |event| {
        if let AppEvent::JobProgress {
            job,
            job_kind: JobKind::Import | JobKind::DryRun,
            done: 1..,
            stoppable,
            ..
        } = event
        {
            assert!(stoppable, "an import can be stopped");
            app.dispatch("stop_job", json!({ "id": job })).expect("stops");
        }
    }));
    let customers: String = (0..20_000).map(|number| format!("{number};Firma {number} Oy;\n")).collect();
    let customers = firm.file("asiakkaat.csv", format!("Asiakasnro;Nimi;Y-tunnus\n{customers}"));
    let mapping_of_customers = firm.mapping(&customers, "customers");
    let before = firm.check();
    for command in ["dry_run_import", "run_import"] {
        let report: Value = firm.call(command, json!({ "path": path, "mapping": mapping }));
        assert_eq!((&report["stopped"], &report["batch"]), (&json!(true), &Value::Null), "{report}");
        assert_eq!(report["rejected_file"], Value::Null);
    }
    let request = json!({ "path": customers, "mapping": mapping_of_customers });
    assert_eq!(firm.call("run_import", request)["stopped"], true);
    let last_total = firm.events.lock().unwrap().iter().rev().find_map(|event| match event {
        AppEvent::JobProgress { job_kind: JobKind::Import, total: total @ 1.., .. } => Some(*total),
        _ => None,
    });
    let size = std::fs::metadata(&customers).unwrap().len();
    assert_eq!(last_total, Some(2 * size), "stopped while it is read the first of two times");
    assert_eq!(firm.check(), before, "as if it had not been begun");
    assert!(!firm.path().join("orders.hylatyt.csv").exists(), "not even the rejected rows");
    assert_eq!(firm.call("list_imports", json!({})), json!([]));
}
