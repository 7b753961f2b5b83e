//! The program behind the window, with what this shell decides.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use pelikirja_app::{App, AppOptions, KeyStore, NoKeyStore, SystemClock, SystemKeyStore};

/// The data folder that the environment asks for instead of the usual one.
pub fn own_data_folder() -> Option<PathBuf> {
    std::env::var_os("PELIKIRJA_DATA_DIR").filter(|folder| !folder.is_empty()).map(PathBuf::from)
}

/// Starts the program.
///
/// # Errors
/// When the system has no place for a program's data.
pub fn start() -> anyhow::Result<App> {
    // A trial leaves nothing in the key store of the machine.
    let trial = own_data_folder().is_some();
    let key_store: Arc<dyn KeyStore> = if trial { Arc::new(NoKeyStore) } else { Arc::new(SystemKeyStore) };
    let data_folder =
        pelikirja_app::default_data_folder().context("there is no home folder to keep data in")?;
    Ok(App::new(AppOptions {
        data_folder,
        workspace: None,
        clock: Arc::new(SystemClock),
        key_store,
        background: true,
    }))
}
