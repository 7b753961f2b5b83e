//! The real program in a real window, driven like a person would: by what is seen and by keys.
//!
//! Each [`Window`] has a screen, a driver and a home folder of its own, so tests run beside each other and
//! leave nothing behind.

mod accessibility;
mod dialog;
mod driver;
mod find;
mod keys;
mod process;
mod screen;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use anyhow::{Context, Result, bail};
use fantoccini::Client;
use serde_json::{Value, json};
use tempfile::TempDir;

pub use self::accessibility::Fault;
use self::driver::Driver;
use self::screen::Screen;

/// How long anything may take before it counts as not happening. Generous: a busy machine is no fault.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the program is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// The program; none for the one that `PELIKIRJA_BIN` names.
    pub program: Option<PathBuf>,
    /// The program's data folder; none for a new, empty one.
    pub data: Option<PathBuf>,
    /// Width and height of the window, pixels.
    pub size: (u32, u32),
    /// Where pictures go; none for `PELIKIRJA_PICTURES`, or the home folder of this window.
    pub pictures: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self { program: None, data: None, size: (1280, 800), pictures: None }
    }
}

/// The running program.
///
/// The fields are dropped in this order: the driver ends the program, then the screen and the folder go.
pub struct Window {
    client: Client,
    _driver: Driver,
    screen: Screen,
    home: TempDir,
    data: PathBuf,
    pictures: PathBuf,
}

impl Window {
    /// Opens the program.
    ///
    /// # Errors
    /// When it is not named or not built, or when screen, driver or program do not start.
    pub async fn open(options: Options) -> Result<Self> {
        let program = options
            .program
            .or_else(|| env::var_os("PELIKIRJA_BIN").map(PathBuf::from))
            .context("PELIKIRJA_BIN names no program: run cargo xtask test")?;
        let home = TempDir::with_prefix("pelikirja-")?;
        let data = options.data.unwrap_or_else(|| home.path().join("data"));
        let pictures = options
            .pictures
            .or_else(|| env::var_os("PELIKIRJA_PICTURES").map(PathBuf::from))
            .unwrap_or_else(|| home.path().join("pictures"));
        fs::create_dir_all(&pictures)?;
        let screen = Screen::start()?;
        let driver = Driver::start(&screen, home.path(), &data).await?;
        let client = driver.open(&program).await?;
        let window = Self { client, _driver: driver, screen, home, data, pictures };
        window.resize(options.size).await?;
        Ok(window)
    }

    /// The program's data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// A folder for files of the test, gone with the window.
    pub fn folder(&self) -> &Path {
        self.home.path()
    }

    /// Ends the program as a person would who closes the window.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.clone().close().await?)
    }

    /// Gives the window this width and height, in pixels.
    ///
    /// # Errors
    /// When the driver refuses, or the page does not get there.
    pub async fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        self.client.set_window_size(width, height).await?;
        let wanted = json!([width, height]);
        self.until("the window to get its size", async || {
            let size = self.script("return [window.innerWidth, window.innerHeight]", vec![]).await?;
            Ok((size == wanted).then_some(()))
        })
        .await
    }

    /// Goes to a place of the program by its path: `/`, `/customers`.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn go(&self, path: &str) -> Result<()> {
        self.script("window.location.hash = arguments[0]", vec![json!(path)]).await.map(drop)
    }

    /// Loads the page anew.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.client.refresh().await?)
    }

    /// Runs a piece of JavaScript as the body of a function and returns what it returns.
    ///
    /// # Errors
    /// When it throws.
    pub async fn script(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(body, arguments).await?)
    }

    /// The same for the body of an async function: waits for what it returns. What it throws comes back as
    /// `{"thrown": words}`, because tests want to see it.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn script_async(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        let wrapped = format!(
            "const done = arguments[arguments.length - 1];
             (async (...arguments) => {{ {body} }})(...arguments)
                 .then(done, (thrown) => done({{ thrown: typeof thrown === 'string' ? thrown : String(thrown.message ?? JSON.stringify(thrown)) }}))"
        );
        Ok(self.client.execute_async(&wrapped, arguments).await?)
    }

    /// Calls a command of the program through the window, as the interface does.
    ///
    /// # Errors
    /// When the command answers an error: its code and message are in the words.
    pub async fn call(&self, name: &str, request: Value) -> Result<Value> {
        let answer = self
            .script_async(
                "try { return { ok: await window.__TAURI_INTERNALS__.invoke('call', { name: arguments[0], request: arguments[1] }) } }
                 catch (error) { return { error } }",
                vec![json!(name), request],
            )
            .await?;
        match answer.get("ok") {
            Some(response) => Ok(response.clone()),
            None => bail!("{name}: {}", answer["error"]),
        }
    }

    /// Stores a picture of the window, as it is painted next, and returns its path.
    ///
    /// # Errors
    /// When it cannot be taken or stored.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        // What the page holds is painted with the next frame, and that frame is over when the second begins.
        let painted = "await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";
        self.script_async(painted, vec![]).await?;
        let path = self.pictures.join(format!("{name}.png"));
        fs::write(&path, self.client.screenshot().await?)?;
        Ok(path)
    }

    /// Asks again and again until there is an answer.
    ///
    /// # Errors
    /// When there is none in time (a picture shows what there was instead), or asking fails for good.
    pub async fn until<T>(&self, what: &str, mut ask: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
        let start = Instant::now();
        loop {
            // A page that is being loaded answers with errors for a moment.
            let answer = ask().await;
            match answer {
                Ok(Some(found)) => return Ok(found),
                Ok(None) | Err(_) if start.elapsed() < PATIENCE => {
                    tokio::time::sleep(Duration::from_millis(50)).await
                }
                Ok(None) => bail!("waited in vain for {what}; {}", self.what_there_is().await),
                Err(error) => {
                    return Err(error.context(format!("waiting for {what}; {}", self.what_there_is().await)));
                }
            }
        }
    }

    /// What the window shows, in words and as a picture, for the message of a failed test.
    async fn what_there_is(&self) -> String {
        let text = self.text().await.unwrap_or_else(|error| format!("{error:#}"));
        let name = std::thread::current().name().unwrap_or("failed").replace("::", "-");
        let picture = match self.picture(&format!("failed-{name}")).await {
            Ok(path) => path.display().to_string(),
            Err(error) => format!("none: {error:#}"),
        };
        format!("picture: {picture}; the window shows:\n{text}")
    }

    /// All words that the window shows.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn text(&self) -> Result<String> {
        // The property and not WebDriver's element text, which WebKit gives as empty inside clipped boxes.
        let text = self.script("return document.body.innerText", vec![]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }
}
