//! The main job: from nothing to a logged call.

use anyhow::Result;
use pelikirja_tests::window::{Options, Window};
use serde_json::json;

const PASSPHRASE: &str = "kolme kivaa kissaa kivellä";

async fn open_in_english() -> Result<Window> {
    let window = Window::open(Options::default()).await?;
    in_english(&window).await?;
    Ok(window)
}

async fn in_english(window: &Window) -> Result<()> {
    let settings =
        json!({ "language": "en", "theme": "light", "lock_after_minutes": null, "backup_folder": null });
    window
        .until("the program", async || Ok(Some(window.call("save_device_settings", settings.clone()).await?)))
        .await?;
    window.reload().await
}

#[tokio::test]
async fn a_firm_is_made_a_customer_added_and_a_call_logged_by_keyboard() -> Result<()> {
    let window = open_in_english().await?;
    window
        .until("the choices", async || Ok(window.text().await?.contains("Start with our firm").then_some(())))
        .await?;
    // The first choice has the focus.
    window.press("Enter").await?;
    window.fill("The firm's name", "Teknotukku Oy").await?;
    window.fill("Your name", "Aino Esimerkki").await?;
    window.fill("Passphrase", PASSPHRASE).await?;
    window.fill("The same again", PASSPHRASE).await?;
    window.click("button", "Make the workspace").await?;
    // An empty firm is asked to bring in its customers.
    window.role("link", "Customers").await?;
    window.picture("empty-firm").await?;

    let saved = window.call("save_customer", json!({ "name": "Konepaja Äijälä Oy", "city": "Oulu" })).await?;
    window.call("save_person", json!({ "customer": saved["id"], "name": "Väinö Virtanen" })).await?;
    window.go("/customers").await?;
    window.shows("Konepaja Äijälä Oy").await?;
    // From anywhere: three letters without accents find the customer, the note is typed, and it is saved.
    window.press("c").await?;
    window.role("combobox", "Customer or person").await?.send_keys("aij").await?;
    let option = "return [...document.querySelectorAll('[role=option]')].some((one) => one.innerText.includes('Konepaja'))";
    window
        .until(
            "the customer found",
            async || Ok((window.script(option, vec![]).await? == true).then_some(())),
        )
        .await?;
    window.press("Enter").await?;
    let picked =
        "return [...document.querySelectorAll('input')].some((one) => one.value.includes('Konepaja'))";
    window
        .until("the customer picked", async || {
            Ok((window.script(picked, vec![]).await? == true).then_some(()))
        })
        .await?;
    window.fill("Note", "Kysyi letkujen toimitusaikaa").await?;
    window.press("Ctrl+Enter").await?;
    window
        .until("the contact in the store", async || {
            let hits = window.call("search", json!({ "query": "toimitusaika", "limit": 5 })).await?;
            Ok(hits.as_array().is_some_and(|hits| hits.len() == 1).then_some(()))
        })
        .await?;
    window.picture("contact-logged").await?;
    window.close().await
}

#[tokio::test]
async fn the_demo_firm_shows_whom_to_call_and_a_card_goes_and_comes_back() -> Result<()> {
    let window = open_in_english().await?;
    window.shows("Try with a demo firm").await?;
    // The first choice has the focus; the demo firm is the third.
    window.press("Tab").await?;
    window.press("Tab").await?;
    window.press("Enter").await?;
    let today = async || window.call("today", json!({ "limit": 1 })).await;
    window.until("the demo firm", async || Ok(today().await.ok())).await?;
    window.go("/").await?;
    let first = async || {
        let script =
            "const card = document.querySelector('article'); return card && card.getAttribute('aria-label')";
        window
            .until("a card", async || Ok(window.script(script, vec![]).await?.as_str().map(str::to_owned)))
            .await
    };
    let name = first().await?;
    window.picture("today").await?;
    window.press("s").await?;
    window.picture("snooze").await?;
    window.press("Escape").await?;
    let before = today().await?["total"].clone();
    let card = window.call("today", json!({ "limit": 1 })).await?;
    let customer = card["queue"][0]["customer"].clone();
    window.call("dismiss_signals", json!({ "customer": customer, "reason": "seasonal" })).await?;
    window.until("one card less", async || Ok((today().await?["total"] != before).then_some(()))).await?;
    window.call("undo", json!({})).await?;
    window.until("the card again", async || Ok((today().await?["total"] == before).then_some(()))).await?;
    assert_eq!(first().await?, name, "the same customer comes first again");
    window.close().await
}

#[tokio::test]
async fn locking_leaves_no_data_in_the_window() -> Result<()> {
    let window = open_in_english().await?;
    let request =
        json!({ "firm": "Teknotukku Oy", "member": "Aino", "passphrase": PASSPHRASE, "language": "en" });
    window.call("create_workspace", request).await?;
    window.call("save_customer", json!({ "name": "Kanarialintu Tunniste Oy" })).await?;
    window.reload().await?;
    window.go("/customers").await?;
    window.shows("Kanarialintu Tunniste Oy").await?;
    window.call("lock", json!({})).await?;
    window.shows_no("Kanarialintu").await?;
    let page = window.script("return document.documentElement.outerHTML", vec![]).await?;
    assert!(
        !page.as_str().unwrap_or_default().contains("Kanarialintu"),
        "nothing of the firm is in the page"
    );
    window.fill("Passphrase", "arvaus").await?;
    window.press("Enter").await?;
    window.shows("The passphrase is wrong").await?;
    window.fill("Passphrase", PASSPHRASE).await?;
    window.press("Enter").await?;
    window
        .until("the open workspace", async || Ok(window.call("list_tiers", json!({})).await.ok().map(drop)))
        .await?;
    window.close().await
}
