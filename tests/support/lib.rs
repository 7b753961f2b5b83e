//! What the journeys share.

pub mod figure;
pub mod program;

#[cfg(all(feature = "window", target_os = "linux"))]
pub mod window;
