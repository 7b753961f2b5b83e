//! From a file of orders to whom to call: what the program is for.

use std::fmt::Write;
use std::fs;

use anyhow::Result;
use chrono::{Days, NaiveDate};
use pelikirja_app::SystemClock;
use pelikirja_domain::Clock;
use pelikirja_tests::window::{Options, Window};
use serde_json::json;

/// A bookkeeping export as they are in Finland: semicolons, decimal commas, windows-1252. Forty firms order every
/// month; Äijälä has stopped, and one line has a date that is none.
fn export(today: NaiveDate) -> Vec<u8> {
    let mut text = String::from("Tilausnro;Tilauspvm;Asiakasnro;Asiakas;Tuote;Määrä;Rivin nettosumma\r\n");
    for customer in 0..40_u64 {
        let stopped = customer == 0;
        let name =
            if stopped { "Konepaja Äijälä Oy".to_owned() } else { format!("Asiakas {customer} Oy") };
        for month in 0..30 {
            let days_ago = 3 + customer % 5 + month * 30;
            if stopped && days_ago < 200 {
                continue;
            }
            let day = today.checked_sub_days(Days::new(days_ago)).unwrap_or(today).format("%-d.%-m.%Y");
            let order = 1_000 + customer * 100 + month;
            // Writing to a String cannot fail.
            let _ = write!(text, "{order};{day};{};{name};Letku 10 mm;2;1 450,50\r\n", 100 + customer);
        }
    }
    text.push_str("9999;31.2.2026;101;Asiakas 1 Oy;Letku 10 mm;1;10,00\r\n");
    // All letters of the text are the same in windows-1252 as in Unicode.
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect()
}

#[tokio::test]
async fn an_export_of_orders_becomes_todays_calls() -> Result<()> {
    let window = Window::open(Options::default()).await?;
    let settings =
        json!({ "language": "en", "theme": "light", "lock_after_minutes": null, "backup_folder": null });
    let program = async || Ok(Some(window.call("save_device_settings", settings.clone()).await?));
    window.until("the program", program).await?;
    let firm = json!({ "firm": "Teknotukku Oy", "member": "Aino", "passphrase": "kolme kivaa kissaa kivellä", "language": "en" });
    window.call("create_workspace", firm).await?;
    window.reload().await?;
    let file = window.folder().join("tilaukset.csv");
    fs::write(&file, export(SystemClock.today()))?;

    window.go("/import/new").await?;
    window.click("button", "Choose a file").await?;
    window.choose_file("Choose a file to import", &file).await?;
    window.shows("Konepaja Äijälä Oy").await?;
    window.picture("import-columns").await?;
    window.click("button", "Check the file").await?;
    window.shows("31.2.2026").await?;
    window.picture("import-check").await?;
    let none_yet = window.call("list_customers", json!({ "limit": 1 })).await?;
    assert_eq!(none_yet["total"], 0, "the check changes nothing");
    window.click("button", "Import").await?;
    window.shows("The import is done").await?;
    window.picture("import-done").await?;
    assert!(window.folder().join("tilaukset.rejected.csv").exists(), "the wrong row is in a file of its own");

    window.click("button", "See the queue").await?;
    let card =
        "return [...document.querySelectorAll('article')].map((one) => one.getAttribute('aria-label'))";
    let first = window
        .until("a card", async || {
            let names = window.script(card, vec![]).await?;
            Ok(names.as_array().and_then(|names| names.first().cloned()))
        })
        .await?;
    assert_eq!(first, "Konepaja Äijälä Oy", "who has stopped comes first");
    window.picture("import-today").await?;
    window.close().await
}
