//! What happens by itself while a workspace is open.

use std::fs;

use pelikirja_app::AppEvent;
use pelikirja_tests::command_line::orders_csv;
use pelikirja_tests::program::{Program, next_event};
use serde_json::json;

#[test]
fn a_folder_is_watched_from_the_first_minute_of_a_workspace() {
    let program = Program::in_background();
    program.create_workspace();
    let events = program.events();
    let folder = program.folder().join("exports");
    fs::create_dir(&folder).expect("makes");
    fs::write(folder.join("orders.csv"), orders_csv(40)).expect("writes");
    program.call(
        "save_watched_folder",
        json!({ "folder": folder, "kind": "orders", "prefix": "", "active": true }),
    );
    let (report, error) = next_event(&events, |event| match event {
        AppEvent::FolderImported { report, error, .. } => Some((report, error)),
        _ => None,
    });
    assert_eq!(error, None);
    assert_eq!(report.map(|report| report.created), Some(40));
}
