//! The first start on a machine.

use anyhow::Result;
use pelikirja_tests::window::{Options, Window};

#[tokio::test]
async fn the_first_screen_offers_to_begin_and_everyone_can_use_it() -> Result<()> {
    let window = Window::open(Options::default()).await?;
    window
        .until("the first screen", async || Ok((!window.text().await?.trim().is_empty()).then_some(())))
        .await?;
    window.picture("first-run").await?;
    assert_eq!(window.accessibility_faults().await?, [], "faults of the first screen");
    window.close().await
}
