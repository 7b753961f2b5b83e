//! Every main screen, in both languages and themes: it draws, it fits, everyone can use it.

use anyhow::Result;
use pelikirja_tests::window::{Options, Window};
use serde_json::json;

const SCREENS: [(&str, &str); 6] = [
    ("today", "/"),
    ("customers", "/customers"),
    ("duplicates", "/customers/duplicates"),
    ("import", "/import"),
    ("queue-quality", "/figures/queue"),
    ("settings", "/settings"),
];

/// Words of the error boundary, in both languages.
const CRASHED: [&str; 2] = ["Näkymä lakkasi toimimasta", "stopped working"];

#[tokio::test]
async fn every_screen_draws_fits_and_is_accessible() -> Result<()> {
    let window = Window::open(Options::default()).await?;
    window
        .until("the program", async || Ok(Some(window.call("get_device_settings", json!({})).await?)))
        .await?;
    window.call("create_demo", json!({ "customers": 200, "lines": 9_000 })).await?;
    let list = window
        .call("list_customers", json!({ "limit": 1, "sort": "value_at_stake", "descending": true }))
        .await?;
    let customer = list["rows"][0]["id"].as_str().unwrap_or_default().to_owned();
    let mut places: Vec<(&str, String)> = SCREENS.map(|(name, path)| (name, path.to_owned())).into();
    places.push(("customer", format!("/customers/{customer}")));
    for (language, theme) in [("fi", "light"), ("en", "dark")] {
        let settings = json!({ "language": language, "theme": theme, "lock_after_minutes": null, "backup_folder": null });
        window.call("save_device_settings", settings).await?;
        window.reload().await?;
        for (name, path) in &places {
            look(&window, path, &format!("{name}-{language}-{theme}")).await?;
        }
    }
    window.close().await
}

/// Goes to a screen, keeps a picture of it, and fails unless it draws, fits and can be used by everyone.
pub async fn look(window: &Window, path: &str, picture: &str) -> Result<()> {
    window.go(path).await?;
    settled(window).await?;
    window.picture(picture).await?;
    let text = window.text().await?;
    assert!(!CRASHED.iter().any(|words| text.contains(words)), "{picture} crashed:\n{text}");
    assert_eq!(window.accessibility_faults().await?, [], "faults of {picture}");
    let width =
        window.script("return document.documentElement.scrollWidth - window.innerWidth", vec![]).await?;
    assert!(width.as_i64() <= Some(0), "{picture} is wider than the window by {width}");
    Ok(())
}

/// Waits until the screen has stopped changing: no skeletons, no running work, the same text twice.
async fn settled(window: &Window) -> Result<()> {
    let mut last = String::new();
    window
        .until("the screen to settle", async || {
            let state = window
                .script(
                    "return [document.querySelector('main, [role=main]')?.innerText ?? '',
                     document.querySelectorAll('[data-skeleton], .mantine-Skeleton-root, [role=progressbar]').length]",
                    vec![],
                )
                .await?;
            let text = state[0].as_str().unwrap_or_default().to_owned();
            let still = !text.is_empty() && text == last && state[1] == 0;
            last = text;
            tokio::time::sleep(std::time::Duration::from_millis(150)).await;
            Ok(still.then_some(()))
        })
        .await
}
