//! Times the import of an order export: `cargo run --release -p pelikirja-app --example time_import -- FILE [STEPS]`,
//! where STEPS are any of `dry`, `import`, `again`, `undo`; all of them without. Peak memory: run it under `time -v`.

use std::sync::Arc;
use std::time::Instant;

use pelikirja_app::{App, AppEvent, AppOptions, JobKind, NoKeyStore, SystemClock};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let path = arguments.first().ok_or("name a file")?;
    let wants = |step: &str| arguments.len() == 1 || arguments[1..].iter().any(|argument| argument == step);
    let folder = tempfile::tempdir()?;
    let app = App::new(AppOptions {
        data_folder: folder.path().to_owned(),
        workspace: Some(folder.path().join("firm")),
        clock: Arc::new(SystemClock),
        key_store: Arc::new(NoKeyStore),
        // As the command line has it: the signals that follow an import are computed before it answers.
        background: false,
    });
    let signals = std::sync::Mutex::new(None);
    app.subscribe(Box::new(move |event| {
        let mut since = signals.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match event {
            AppEvent::JobProgress { job_kind: JobKind::Signals, .. } => {
                since.get_or_insert_with(Instant::now);
            }
            AppEvent::JobFinished { job_kind: JobKind::Signals, .. } => {
                let took = since.take().map(|since: Instant| since.elapsed().as_secs_f64());
                println!("  of which signals: {:.3} s", took.unwrap_or_default());
            }
            _ => {}
        }
    }));
    let timed = |step: &str, name: &str, request: Value| {
        let start = Instant::now();
        let answer = app.dispatch(name, request)?;
        println!("{step}: {:.3} s", start.elapsed().as_secs_f64());
        Ok::<Value, pelikirja_app::AppError>(answer)
    };
    let firm =
        json!({ "firm": "Mitta Oy", "member": "M", "passphrase": "mitattu 9 kertaa", "language": "fi" });
    timed("create", "create_workspace", firm)?;
    let inspected = timed("inspect", "inspect_file", json!({ "path": path, "kind": "orders" }))?;
    let request = json!({ "path": path, "mapping": inspected["proposal"]["mapping"] });
    if wants("dry") {
        timed("dry run", "dry_run_import", request.clone())?;
    }
    let mut batch = Value::Null;
    if wants("import") {
        let mut report = timed("import", "run_import", request.clone())?;
        batch = report["batch"].take();
        println!("{report}");
    }
    if wants("again") {
        let report = timed("again", "run_import", request)?;
        println!("unchanged {}, batch {}", report["unchanged"], report["batch"]);
    }
    if wants("undo") {
        let undone = timed("undo", "undo_import", json!({ "id": batch }))?;
        println!("removed {}, kept {}", undone["removed"], undone["kept_total"]);
    }
    Ok(())
}
