//! The program's events on their way to the interface.

use pelikirja_app::App;
use tauri::{AppHandle, Emitter, EventTarget};

use crate::window::MAIN;

/// The name under which the interface listens.
const EVENT: &str = "app";

/// Sends every event of the program to the window.
pub fn forward(program: &App, handle: &AppHandle) {
    let handle = handle.clone();
    program.subscribe(Box::new(move |event| {
        // A window that is gone misses nothing: it asks for everything anew when it opens.
        let _ = handle.emit_to(EventTarget::webview_window(MAIN), EVENT, event);
    }));
}
