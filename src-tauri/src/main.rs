//! The window: opens it, hands its calls to the program, and passes the program's events on to it.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod call;
mod events;
mod navigation;
mod sleep;
mod window;

use pelikirja_app::{App, AppOptions};

fn main() -> anyhow::Result<()> {
    let program = App::new(AppOptions::default());
    let mut builder = tauri::Builder::default();
    // A data folder of its own is a program of its own: a trial beside the real one, or a test beside another.
    if std::env::var_os("PELIKIRJA_DATA_DIR").is_none() {
        // The arguments of the second start are ignored, whatever they are: it only brings the window forward.
        builder =
            builder.plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| window::focus(app)));
    }
    let for_setup = program.clone();
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(window::remembered_state())
        .manage(program)
        .invoke_handler(tauri::generate_handler![call::call])
        .setup(move |app| {
            events::forward(&for_setup, app.handle());
            window::open(app, &for_setup)?;
            sleep::watch(for_setup);
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}
