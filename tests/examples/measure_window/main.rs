//! Measures the window's program from outside; prints one figure a line as JSON for `cargo xtask bench window`.
//!
//! `measure_window PROGRAM BARE WORKSPACE ROUNDS`, with `PELIKIRJA_PASSPHRASE` in the environment. `BARE` is a
//! program that only opens a window (`src-tauri/examples/bare`).

#[cfg(target_os = "linux")]
mod window;

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() -> anyhow::Result<()> {
    window::measure().await
}

#[cfg(not(target_os = "linux"))]
fn main() -> anyhow::Result<()> {
    anyhow::bail!("the window can be measured only where WebKitWebDriver is")
}
