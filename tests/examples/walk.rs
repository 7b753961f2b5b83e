//! Walks through the main screens of the program and stores a picture of each.
//!
//! `walk PICTURES [--lang fi|en] [--dark]`, with `PELIKIRJA_BIN`, `PELIKIRJA_DATA_DIR` and
//! `PELIKIRJA_PASSPHRASE` in the environment.

#[cfg(target_os = "linux")]
mod walk {
    use std::env;
    use std::path::PathBuf;

    use anyhow::{Context, Result};
    use pelikirja_tests::window::{Options, Window};
    use serde_json::{Value, json};

    /// Pictures and the places they are taken at.
    const SCREENS: &[(&str, &str)] = &[
        ("customers", "/customers"),
        ("import", "/import"),
        ("queue-quality", "/figures/queue"),
        ("settings", "/settings"),
    ];

    /// Opens the program on the data folder given, unlocks it and takes the pictures.
    pub async fn walk() -> Result<()> {
        let mut arguments = env::args_os().skip(1);
        let pictures = PathBuf::from(arguments.next().context("walk PICTURES [--lang fi|en] [--dark]")?);
        let rest: Vec<String> = arguments.map(|argument| argument.to_string_lossy().into_owned()).collect();
        let language = rest.iter().skip_while(|word| *word != "--lang").nth(1).map_or("en", String::as_str);
        let theme = if rest.iter().any(|word| word == "--dark") { "dark" } else { "light" };
        let data = PathBuf::from(env::var_os("PELIKIRJA_DATA_DIR").context("PELIKIRJA_DATA_DIR is not set")?);
        let passphrase = env::var("PELIKIRJA_PASSPHRASE").context("PELIKIRJA_PASSPHRASE is not set")?;

        let options = Options { data: Some(data), pictures: Some(pictures), ..Options::default() };
        let window = Window::open(options).await?;
        prepare(&window, language, theme).await?;
        take(&window, "locked").await?;
        window.call("unlock", json!({ "passphrase": passphrase })).await?;
        window.reload().await?;
        take(&window, "today").await?;
        for (name, path) in SCREENS {
            go(&window, path).await?;
            take(&window, name).await?;
            if *name == "customers" {
                customer(&window).await?;
            }
        }
        window.close().await
    }

    /// Language and theme for the pictures, whatever the machine has set.
    async fn prepare(window: &Window, language: &str, theme: &str) -> Result<()> {
        let mut settings = window
            .until("the program", async || Ok(Some(window.call("get_device_settings", json!({})).await?)))
            .await?;
        settings["language"] = json!(language);
        settings["theme"] = json!(theme);
        window.call("save_device_settings", settings).await?;
        window.reload().await
    }

    /// The page of the customer who is first in today's queue.
    async fn customer(window: &Window) -> Result<()> {
        let today = window.call("today", json!({ "limit": 1 })).await?;
        let Some(id) = today["queue"][0]["customer"].as_str() else { return Ok(()) };
        go(window, &format!("/customers/{id}")).await?;
        take(window, "customer").await
    }

    /// Goes to a screen and waits until another one than before is shown.
    async fn go(window: &Window, path: &str) -> Result<()> {
        let before = window.text().await?;
        window.go(path).await?;
        window.until(path, async || Ok((window.text().await? != before).then_some(()))).await
    }

    /// Waits until the screen has stood still for a while, then takes its picture.
    async fn take(window: &Window, name: &str) -> Result<()> {
        let mut last = Value::Null;
        let mut still = 0;
        window
            .until("the screen to stand still", async || {
                let now = window.script(LOOK, vec![]).await?;
                let loaded = now["loading"] == json!(false) && now["words"] != json!("");
                still = if loaded && now == last { still + 1 } else { 0 };
                last = now;
                Ok((still == LOOKS).then_some(()))
            })
            .await?;
        println!("{}", window.picture(name).await?.display());
        Ok(())
    }

    /// So many equal looks in a row, 50 ms apart, are a screen that stands still.
    const LOOKS: u32 = 8;

    const LOOK: &str = "return {
        page: document.body.innerHTML,
        words: document.body.innerText.trim(),
        loading: document.querySelector('.mantine-Skeleton-root, .mantine-Loader-root') !== null,
    }";
}

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() -> anyhow::Result<()> {
    walk::walk().await
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("the walk needs Xvfb and WebKitWebDriver, which are for Linux");
    std::process::exit(1);
}
