//! A firm on two machines, one of them the real window: its people, an invitation, a conflict, what somebody did.

use anyhow::Result;
use pelikirja_tests::program::{PASSPHRASE, Program};
use pelikirja_tests::window::{Options, Window};
use serde_json::{Value, json};

use crate::screens::look;

#[tokio::test]
async fn a_firm_is_shared_and_a_conflict_is_settled() -> Result<()> {
    let shared = tempfile::tempdir()?;
    let window = Window::open(Options::default()).await?;
    window
        .until("the program", async || Ok(Some(window.call("get_device_settings", json!({})).await?)))
        .await?;
    let made = json!({ "firm": "Teknotukku Oy", "member": "Aino Esimerkki", "passphrase": PASSPHRASE, "language": "fi" });
    window.call("create_workspace", made).await?;
    let saved = window
        .call("save_customer", json!({ "name": "Konepaja Äijälä Oy", "phone": "040 123 4567" }))
        .await?;
    let customer = saved["id"].as_str().unwrap_or_default().to_owned();
    window.call("share_workspace", json!({ "folder": shared.path(), "device_name": "AINON-KONE" })).await?;
    let invited = window.call("invite", json!({ "name": "Maija Mäki", "role": "manager" })).await?;
    window.call("sync_now", json!({})).await?;
    let words: Vec<&str> =
        invited["words"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();

    let other = Program::new();
    other.call(
        "join_workspace",
        json!({
            "shared_folder": shared.path(), "words": words.join(" "), "passphrase": PASSPHRASE,
            "device_name": "TOIMISTO",
        }),
    );
    other.call("sync_now", json!({}));
    window.call("sync_now", json!({})).await?;
    // Both write the same field without knowing of each other.
    window.call("save_customer", json!({ "id": customer, "phone": "050 765 4321" })).await?;
    other.call("save_customer", json!({ "id": customer, "phone": "09 1234 567" }));
    window.call("sync_now", json!({})).await?;
    other.call("sync_now", json!({}));
    window.call("sync_now", json!({})).await?;

    let members = window.call("list_members", json!({})).await?;
    let maija = members
        .as_array()
        .into_iter()
        .flatten()
        .find(|member| member["name"] == "Maija Mäki")
        .and_then(|member| member["id"].as_str())
        .unwrap_or_default()
        .to_owned();
    let places = [
        ("sharing", "/sharing".to_owned()),
        ("conflicts", "/sharing/conflicts".to_owned()),
        ("member", format!("/sharing/people/{maija}")),
        ("recovery", "/sharing/recovery".to_owned()),
        ("conflict-at-field", format!("/customers/{customer}")),
    ];
    for (language, theme) in [("fi", "light"), ("en", "dark")] {
        let settings = json!({ "language": language, "theme": theme, "lock_after_minutes": null, "backup_folder": null });
        window.call("save_device_settings", settings).await?;
        window.reload().await?;
        for (name, path) in &places {
            look(&window, path, &format!("{name}-{language}-{theme}")).await?;
        }
    }
    window.go("/sharing/conflicts").await?;
    window.click("button", "Use the other: Konepaja Äijälä Oy").await?;
    window
        .until("the conflict settled", async || {
            let status = window.call("sync_status", json!({})).await?;
            Ok((status["conflicts"] == 0).then_some(()))
        })
        .await?;
    window.close().await
}
