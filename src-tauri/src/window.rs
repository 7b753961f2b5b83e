//! The main window.

use pelikirja_app::App as Program;
use serde_json::{Value, json};
use tauri::plugin::TauriPlugin;
use tauri::webview::{Color, NewWindowResponse};
use tauri::{App, AppHandle, Manager, Theme, WebviewWindow, WebviewWindowBuilder, Wry};
use tauri_plugin_window_state::StateFlags;

use crate::navigation;

/// The only window's name.
pub const MAIN: &str = "main";

/// The script that must run before the shell freezes the prototype that all objects share.
///
/// It is appended to another script, which need not end with a semicolon.
pub const BEFORE_FREEZING: &str = concat!("\n;", include_str!("overridable.js"));

/// Opens the window, in the colour of its page from the first moment on, so that nothing flashes up white.
///
/// # Errors
/// When the configuration lacks the window or the system refuses one.
pub fn open(app: &App, program: &Program) -> anyhow::Result<()> {
    let windows = &app.config().app.windows;
    let Some(config) = windows.iter().find(|window| window.label == MAIN) else {
        anyhow::bail!("the configuration has no window {MAIN}");
    };
    let settings = program.dispatch("get_device_settings", json!({})).unwrap_or_default();
    let window = WebviewWindowBuilder::from_config(app, config)?
        .initialization_script(include_str!("in_use.js"))
        .initialization_script(known_at_start(program, &settings))
        .on_navigation(navigation::allowed)
        .on_new_window(|_url, _features| NewWindowResponse::Deny)
        .build()?;
    window.set_background_color(Some(background(&settings, &window)))?;
    // The system makes it visible while the page loads. Should the desktop refuse, there is nothing to do.
    let _ = window.show();
    Ok(())
}

/// Brings the window before the others.
pub fn focus(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        // Each of these may be refused by the desktop, and then the window stays where it is.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Keeps place and size of the window from start to start, but not whether it was to be seen: that is
/// decided by [`open`].
pub fn remembered_state() -> TauriPlugin<Wry> {
    let kept = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN;
    tauri_plugin_window_state::Builder::default().with_state_flags(kept).build()
}

/// What the page would ask for before it can draw anything: it need not wait for the answers. Empty if there are none.
fn known_at_start(program: &Program, settings: &Value) -> String {
    match program.dispatch("status", json!({})) {
        Ok(status) if settings.is_object() => {
            let known = json!({ "settings": settings, "status": status });
            format!("Object.defineProperty(window, 'pelikirjaStart', {{ value: Object.freeze({known}) }});")
        }
        _ => String::new(),
    }
}

/// What is behind the page until it has painted: the page's own background in the theme that the user
/// chose, or in that of the system.
fn background(settings: &Value, window: &WebviewWindow) -> Color {
    let dark = match settings["theme"].as_str() {
        Some("dark") => true,
        Some("light") => false,
        _ => window.theme().is_ok_and(|theme| theme == Theme::Dark),
    };
    if dark { Color(0x1d, 0x1b, 0x19, 0xff) } else { Color(0xff, 0xff, 0xff, 0xff) }
}
