//! The program's events on their way to the interface.

use std::sync::Arc;
use std::time::Instant;

use pelikirja_app::{App, AppEvent};
use tauri::{AppHandle, Emitter, EventTarget};

use crate::guard::LastUse;
use crate::window::MAIN;

/// The name under which the interface listens.
const EVENT: &str = "app";

/// Sends every event of the program to the window.
pub fn forward(program: &App, handle: &AppHandle, last_use: Arc<LastUse>) {
    let handle = handle.clone();
    program.subscribe(Box::new(move |event| {
        // Locking breaks jobs off, and a long import shall not end because its user went for a coffee.
        if matches!(event, AppEvent::JobProgress { .. }) {
            last_use.note(Instant::now());
        }
        // A window that is gone misses nothing: it asks for everything anew when it opens.
        let _ = handle.emit_to(EventTarget::webview_window(MAIN), EVENT, event);
    }));
}
