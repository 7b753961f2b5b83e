//! What the page may ask for: the program's commands, all through one door, and that someone is there.

use std::sync::Arc;
use std::time::Instant;

use pelikirja_app::{App, AppError, ErrorCode};
use serde_json::Value;
use tauri::State;

use crate::guard::LastUse;

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

/// Somebody moved the mouse or pressed a key; sent by the window's own script, see [`crate::window`].
#[tauri::command]
pub fn in_use(last_use: State<'_, Arc<LastUse>>) {
    last_use.note(Instant::now());
}
