//! The menu bar of macOS, in the language of the interface. Elsewhere the window has none: everything is in the
//! interface itself, and a menu bar would only take room.

mod labels;

use pelikirja_app::api::Language;
use tauri::menu::{AboutMetadata, Menu, MenuBuilder, SubmenuBuilder};
use tauri::{AppHandle, Manager, Wry};

use self::labels::labels;

/// Shows the menu in a language, on macOS.
///
/// # Errors
/// When the system refuses the menu.
pub fn show(app: &AppHandle, language: Language) -> tauri::Result<()> {
    if cfg!(target_os = "macos") {
        app.set_menu(build(app, language)?)?;
    }
    Ok(())
}

/// The items that people expect there; the system does them all. Keys reach the page first, so that its own undo
/// goes before that of the menu.
fn build<M: Manager<Wry>>(manager: &M, language: Language) -> tauri::Result<Menu<Wry>> {
    let words = labels(language);
    let package = manager.package_info();
    let about = AboutMetadata {
        name: Some(package.name.clone()),
        version: Some(package.version.to_string()),
        ..AboutMetadata::default()
    };
    let program = SubmenuBuilder::new(manager, &package.name)
        .about_with_text(words.about, Some(about))
        .separator()
        .services_with_text(words.services)
        .separator()
        .hide_with_text(words.hide)
        .hide_others_with_text(words.hide_others)
        .show_all_with_text(words.show_all)
        .separator()
        .quit_with_text(words.quit)
        .build()?;
    let edit = SubmenuBuilder::new(manager, words.edit)
        .undo_with_text(words.undo)
        .redo_with_text(words.redo)
        .separator()
        .cut_with_text(words.cut)
        .copy_with_text(words.copy)
        .paste_with_text(words.paste)
        .select_all_with_text(words.select_all)
        .build()?;
    let view = SubmenuBuilder::new(manager, words.view).fullscreen_with_text(words.fullscreen).build()?;
    let window = SubmenuBuilder::with_id(manager, tauri::menu::WINDOW_SUBMENU_ID, words.window)
        .minimize_with_text(words.minimize)
        .maximize_with_text(words.zoom)
        .close_window_with_text(words.close)
        .separator()
        .bring_all_to_front_with_text(words.bring_all_to_front)
        .build()?;
    MenuBuilder::new(manager).items(&[&program, &edit, &view, &window]).build()
}
