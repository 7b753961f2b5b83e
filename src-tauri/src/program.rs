//! The program behind the window, with what this shell decides.

use std::path::PathBuf;
use std::sync::Arc;

use pelikirja_app::{App, AppOptions, KeyStore, NoKeyStore, SystemClock, SystemKeyStore};
use tauri::Manager;

/// The data folder that the environment asks for instead of the usual one.
pub fn own_data_folder() -> Option<PathBuf> {
    std::env::var_os("PELIKIRJA_DATA_DIR").filter(|folder| !folder.is_empty()).map(PathBuf::from)
}

/// Starts the program.
///
/// # Errors
/// When the system has no place for a program's data.
pub fn start(app: &tauri::App) -> anyhow::Result<App> {
    let own = own_data_folder();
    // A trial leaves nothing in the key store of the machine.
    let key_store: Arc<dyn KeyStore> =
        if own.is_some() { Arc::new(NoKeyStore) } else { Arc::new(SystemKeyStore) };
    let data_folder = match own {
        Some(folder) => folder,
        None => app.path().app_data_dir()?,
    };
    Ok(App::new(AppOptions {
        data_folder,
        workspace: None,
        clock: Arc::new(SystemClock),
        key_store,
        background: true,
    }))
}
