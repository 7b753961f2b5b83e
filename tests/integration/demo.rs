//! The demo firm.

use pelikirja_tests::program::{Program, text};
use serde_json::json;

#[test]
fn it_is_marked_complete_and_removable() {
    let program = Program::with_demo();
    let status = program.call("status", json!({}));
    assert_eq!(status["demo"], true);
    assert_eq!(program.call("check", json!({}))["ok"], true);
    let today = program.call("today", json!({ "limit": 20 }));
    assert!(today["total"].as_u64().is_some_and(|cards| cards > 3), "{today}");
    assert_eq!(program.call("list_members", json!({})).as_array().map(Vec::len), Some(9));
    let folder = text(&status, "/folder");
    assert_eq!(text(&program.call("remove_demo", json!({})), "/state"), "missing");
    assert!(!std::path::Path::new(&folder).exists(), "nothing stays on the disk");
}

#[test]
fn the_same_seed_gives_the_same_queue() {
    let queue = || {
        let program = Program::with_demo();
        let today = program.call("today", json!({ "limit": 5 }));
        pelikirja_tests::program::texts(&today["queue"], "/external_number")
    };
    let first = queue();
    assert_eq!(first.len(), 5);
    assert_eq!(first, queue());
}
