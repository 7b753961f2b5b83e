//! The driver that operates the web view.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use super::PATIENCE;
use super::process::Running;
use super::screen::Screen;

/// A running WebKitWebDriver; ends its program when dropped.
pub struct Driver {
    _process: Running,
    port: u16,
}

impl Driver {
    /// Starts a driver whose programs show on `screen` and keep everything below `home` and in `data`.
    ///
    /// # Errors
    /// When it is not installed or does not listen.
    pub async fn start(screen: &Screen, home: &Path, data: &Path) -> Result<Self> {
        let port = free_port()?;
        let child = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            // The program inherits these.
            .env("DISPLAY", &screen.display)
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("PELIKIRJA_DATA_DIR", data)
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_DATA_HOME", home.join("share"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("GSETTINGS_BACKEND", "memory")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("PELIKIRJA_PASSPHRASE")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("WebKitWebDriver cannot be started: run cargo xtask setup")?;
        let driver = Self { _process: Running(child), port };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if start.elapsed() > PATIENCE {
                bail!("WebKitWebDriver does not listen on port {port}");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(driver)
    }

    /// Starts the program and takes hold of its window.
    ///
    /// # Errors
    /// When the program does not start or opens no window.
    pub async fn open(&self, program: &Path) -> Result<Client> {
        if !program.is_file() {
            bail!("{} is not there: run cargo xtask test", program.display());
        }
        let browser = json!({ "binary": program, "args": [] });
        let capabilities = [("webkitgtk:browserOptions".to_owned(), browser)].into_iter().collect();
        ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .with_context(|| format!("{} opened no window", program.display()))
    }
}

/// A port that nobody listens on. Another program may take it in the next moment; then the driver fails to
/// start and the test says so.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
