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
    let before = firm.check();
    for command in ["dry_run_import", "run_import"] {
        let report: Value = firm.call(command, json!({ "path": path, "mapping": mapping }));
        assert_eq!((&report["stopped"], &report["batch"]), (&json!(true), &Value::Null), "{report}");
        assert_eq!(report["rejected_file"], Value::Null);
    }
    assert_eq!(firm.check(), before, "as if it had not been begun");
    assert!(!firm.path().join("orders.hylatyt.csv").exists(), "not even the rejected rows");
    assert_eq!(firm.call("list_imports", json!({})), json!([]));
}
