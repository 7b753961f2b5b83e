//! What the journeys share.

pub mod command_line;
pub mod figure;
pub mod program;

#[cfg(all(feature = "window", target_os = "linux"))]
pub mod window;
