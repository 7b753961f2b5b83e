//! Where the program keeps its settings and, unless told otherwise, its workspaces.

use std::env;
use std::path::PathBuf;

/// Name of the folder, the same as the window's identifier.
const IDENTIFIER: &str = "fi.pelikirja.app";

/// The folder named by `PELIKIRJA_DATA_DIR`, else the one that the operating system keeps for programs' data; `None`
/// without a home folder. The window and the command line use the same.
pub fn default_data_folder() -> Option<PathBuf> {
    let named = |variable: &str| env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = named("PELIKIRJA_DATA_DIR") {
        return Some(folder);
    }
    let home = || env::home_dir().filter(|home| !home.as_os_str().is_empty());
    let data = match env::consts::OS {
        "windows" => named("APPDATA"),
        "macos" => home().map(|home| home.join("Library").join("Application Support")),
        _ => named("XDG_DATA_HOME").or_else(|| home().map(|home| home.join(".local").join("share"))),
    };
    data.map(|data| data.join(IDENTIFIER))
}
