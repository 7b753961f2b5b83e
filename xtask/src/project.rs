//! Where things are in this repository and in its build folder.

use std::env;
use std::path::{Path, PathBuf};

/// The package whose program is the window, and the feature that makes it serve the built interface.
pub const WINDOW_FEATURE: &str = "pelikirja-window/custom-protocol";

/// The feature that adds everything which drives the real window; without it no test needs one.
pub const DRIVE_FEATURE: &str = "pelikirja-tests/window";

/// The feature with which the command line is one of a later version, and the name that it has then.
pub const NEXT_SCHEMA_FEATURE: &str = "pelikirja-cli/next-schema";
/// See [`NEXT_SCHEMA_FEATURE`].
pub const NEXT_PROGRAM: &str = "pelikirja-next";

/// The folder of the repository.
pub fn root() -> PathBuf {
    // As cargo says it now: several clones may share one build folder, and then also this program.
    let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    // The manifest folder is `<root>/xtask`, so it has a parent.
    Path::new(&manifest).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// The folder of the interface.
pub fn ui() -> PathBuf {
    root().join("ui")
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// A built program, by its name and cargo profile folder (`debug` or `release`).
pub fn program(profile: &str, name: &str) -> PathBuf {
    target().join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// The window's program.
pub fn window(profile: &str) -> PathBuf {
    program(profile, "pelikirja-window")
}

/// The command line's program.
pub fn command_line(profile: &str) -> PathBuf {
    program(profile, "pelikirja")
}
