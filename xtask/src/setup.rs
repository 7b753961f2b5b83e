//! What the machine must have: system packages, Node, and the interface's packages.

mod node;
mod system;

use anyhow::Result;

/// What the machine is to be made ready for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// To compile the program and to open it on a display.
    Build,
    /// To run it without a display too, and over a real carrier: the slow half of the tests, the walk with pictures.
    Test,
    /// To measure it against its baselines.
    Bench,
}

/// Installs what is missing and leaves alone what is there.
///
/// # Errors
/// When something is missing that cannot be installed from here: the message says what and how.
pub fn setup(purpose: Purpose) -> Result<()> {
    system::install(purpose)?;
    node::install()
}

/// Brings the system's lists of packages up to date.
///
/// # Errors
/// When they cannot be fetched.
pub fn update_package_lists() -> Result<()> {
    system::update_lists()
}
