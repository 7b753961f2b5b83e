//! A firm on two machines, one of them the real window: its people, an invitation, a conflict, what somebody did.

use anyhow::Result;
use pelikirja_tests::program::{PASSPHRASE, Program};
use pelikirja_tests::window::{Options, Window};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::screens::look;

/// A firm of the window's owner and a manager, with one customer that both have.
struct Firm {
    window: Window,
    other: Program,
    customer: String,
}

impl Firm {
    async fn new(shared: &TempDir) -> Result<Self> {
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
        window
            .call("share_workspace", json!({ "folder": shared.path(), "device_name": "AINON-KONE" }))
            .await?;
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
        Ok(Self { window, other, customer })
    }
}

#[tokio::test]
async fn a_firm_is_shared_and_a_conflict_is_settled() -> Result<()> {
    let shared = tempfile::tempdir()?;
    let Firm { window, other, customer } = Firm::new(&shared).await?;
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
    for (language, theme) in [("fi", "light"), ("fi", "dark"), ("en", "light"), ("en", "dark")] {
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

#[tokio::test]
async fn a_person_is_erased_for_good() -> Result<()> {
    let shared = tempfile::tempdir()?;
    let Firm { window, other, customer } = Firm::new(&shared).await?;
    for name in ["Kaisa Virtanen", "Olli Öhman"] {
        let person = json!({ "customer": customer, "name": name, "email": "kaisa@example.fi", "notes": "Soittaa aamuisin." });
        window.call("save_person", person).await?;
    }
    window.call("sync_now", json!({})).await?;
    other.call("sync_now", json!({}));

    let words = [
        ("fi", "light", "Kaisa Virtanen", "Lisää toimintoja: ", "Poista henkilön tiedot pysyvästi…"),
        ("en", "dark", "Olli Öhman", "More: ", "Erase for good…"),
    ];
    for (language, theme, name, more, offer) in words {
        let [erase, typed, close] = match language {
            "fi" => ["Poista pysyvästi", "Kirjoita henkilön nimi", "Sulje"],
            _ => ["Erase for good", "Type the person's name", "Close"],
        };
        let settings = json!({ "language": language, "theme": theme, "lock_after_minutes": null, "backup_folder": null });
        window.call("save_device_settings", settings).await?;
        window.reload().await?;
        look(&window, &format!("/customers/{customer}"), &format!("people-{language}-{theme}")).await?;
        window.click("button", &format!("{more}{name}")).await?;
        window.picture(&format!("person-menu-{language}-{theme}")).await?;
        window.click("menuitem", offer).await?;
        window.fill(typed, name).await?;
        window.picture(&format!("erase-{language}-{theme}")).await?;
        assert_eq!(window.accessibility_faults().await?, [], "faults of the question before erasing");
        window.click("button", erase).await?;
        window.shows("TOIMISTO").await?;
        window.picture(&format!("erased-{language}-{theme}")).await?;
        assert_eq!(window.accessibility_faults().await?, [], "faults of the report");
        other.call("sync_now", json!({}));
        // What a machine has heard of it says with what it writes next; one that only reads, once a day.
        other.call("save_customer", json!({ "id": customer, "phone": format!("09 {language}") }));
        other.call("sync_now", json!({}));
        window.call("sync_now", json!({})).await?;
        window.shows_no("TOIMISTO").await?;
        window.click("button", close).await?;
        window.shows_no(name).await?;
        let found = other.call("search", json!({ "query": name, "limit": 8 }));
        assert!(!found.to_string().contains(name), "{name} is found on the other machine: {found}");
    }
    window.close().await
}
