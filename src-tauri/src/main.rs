//! The window: opens it, hands its calls to the program, and passes the program's events on to it.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod events;
mod guard;
mod menu;
mod navigation;
mod program;
mod window;

use std::sync::Arc;
use std::time::Duration;

use pelikirja_app::App;
use tauri::{Manager, RunEvent};

use crate::guard::LastUse;

/// How long the end of the program waits for work that is going on in the database.
const CLOSING_PATIENCE: Duration = Duration::from_secs(5);

fn main() -> anyhow::Result<()> {
    let mut builder = tauri::Builder::default();
    // A data folder of its own is a program of its own: a trial beside the real one, or a test beside another.
    if program::own_data_folder().is_none() {
        // The arguments of the second start are ignored, whatever they are: it only brings the window forward.
        builder =
            builder.plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| window::focus(app)));
    }
    let app = builder
        // The interface says in which language the menu is to be.
        .enable_macos_default_menu(false)
        .append_invoke_initialization_script(window::BEFORE_FREEZING)
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(window::remembered_state())
        .invoke_handler(tauri::generate_handler![
            commands::call,
            commands::show_rejected_file,
            commands::in_use,
            commands::set_menu_language
        ])
        .setup(|app| {
            let program = program::start()?;
            let last_use = Arc::new(LastUse::default());
            events::forward(&program, app.handle(), last_use.clone());
            app.manage(program.clone());
            app.manage(last_use.clone());
            window::open(app, &program)?;
            guard::watch(program, last_use);
            Ok(())
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        // Nothing may be in the database any more when the process ends beneath it.
        if let (RunEvent::Exit, Some(program)) = (event, app.try_state::<App>()) {
            program.close(CLOSING_PATIENCE);
        }
    });
    Ok(())
}
