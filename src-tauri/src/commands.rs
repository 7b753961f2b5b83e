//! What the page may ask for: the program's commands, all through one door, and that someone is there.

use std::sync::Arc;
use std::time::Instant;

use pelikirja_app::api::Language;
use pelikirja_app::{App, AppError, ErrorCode};
use serde_json::{Value, json};
use tauri::{AppHandle, State};

use crate::guard::LastUse;
use crate::menu;

/// Runs a command of the program off the thread that draws the window.
///
/// # Errors
/// What the command answers; `Internal` if it panicked.
#[tauri::command]
pub async fn call(program: State<'_, App>, name: String, request: Value) -> Result<Value, AppError> {
    let program = program.inner().clone();
    let answer = tauri::async_runtime::spawn_blocking(move || program.dispatch(&name, request)).await;
    // The words of a panic may hold what the user typed, so they go no further.
    answer.unwrap_or_else(|_| Err(AppError::new(ErrorCode::Internal, "the command ended unexpectedly")))
}

/// Shows a file of rejected rows in the file manager. The program looks first whether it wrote that file: the page can
/// have no other one shown.
///
/// # Errors
/// What the program answers; `Internal` when this machine has no file manager that can be asked.
#[tauri::command]
pub async fn show_rejected_file(program: State<'_, App>, path: String) -> Result<(), AppError> {
    let program = program.inner().clone();
    let shown = tauri::async_runtime::spawn_blocking(move || {
        program.dispatch("locate_rejected_file", json!({ "path": path }))?;
        tauri_plugin_opener::reveal_item_in_dir(&path)
            .map_err(|error| AppError::new(ErrorCode::Internal, error.to_string()))
    });
    shown
        .await
        .unwrap_or_else(|_| Err(AppError::new(ErrorCode::Internal, "the file manager could not be asked")))
}

/// Somebody moved the mouse or pressed a key; sent by the window's own script, see [`crate::window`].
#[tauri::command]
pub fn in_use(last_use: State<'_, Arc<LastUse>>) {
    last_use.note(Instant::now());
}

/// The interface speaks this language now: the menu follows. Nothing happens where the window has no menu.
///
/// # Errors
/// `Internal` when the system refuses the menu.
#[tauri::command]
pub fn set_menu_language(app: AppHandle, language: Language) -> Result<(), AppError> {
    menu::show(&app, language).map_err(|error| AppError::new(ErrorCode::Internal, error.to_string()))
}
