//! The walls around the page hold in the running program, not only in its configuration.
//! (Security checklist 2, 5, 7 and 9.)

use anyhow::Result;
use pelikirja_tests::window::{Options, Window};
use serde_json::{Value, json};

async fn open() -> Result<Window> {
    let window = Window::open(Options::default()).await?;
    window.until("the page", async || Ok((!window.text().await?.trim().is_empty()).then_some(()))).await?;
    Ok(window)
}

/// What `invoke` is refused with.
async fn refusal(window: &Window, command: &str, arguments: Value) -> Result<String> {
    let body = "return JSON.stringify(await window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1]))";
    let answer = window.script_async(body, vec![json!(command), arguments]).await?;
    Ok(answer["thrown"].as_str().map_or_else(|| format!("not refused: {answer}"), str::to_owned))
}

#[tokio::test]
async fn no_script_but_the_programs_own_runs() -> Result<()> {
    let window = open().await?;
    let inline = "const script = document.createElement('script');
        script.textContent = 'window.intruder = 1';
        document.head.append(script);
        return window.intruder ?? null";
    assert_eq!(window.script(inline, vec![]).await?, Value::Null, "an inline script must not run");

    let handler = "const button = document.createElement('button');
        button.setAttribute('onclick', 'window.intruder = 1');
        button.click();
        return window.intruder ?? null";
    assert_eq!(window.script(handler, vec![]).await?, Value::Null, "an inline handler must not run");

    // Run by the page itself and not by the driver, which no policy binds.
    let evaluation = "return await new Promise((done) => {
        document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), { once: true });
        const script = document.createElement('script');
        script.src = 'https://example.com/script.js';
        script.onload = () => done('loaded');
        document.head.append(script);
    })";
    let directive = window.script_async(evaluation, vec![]).await?;
    assert!(directive.as_str().is_some_and(|name| name.starts_with("script-src")), "{directive}");
    window.close().await
}

#[tokio::test]
async fn nothing_is_fetched_from_elsewhere() -> Result<()> {
    let window = open().await?;
    for (what, start) in [
        ("connect-src", "fetch('https://example.com/').catch(() => {})"),
        ("connect-src", "fetch('http://127.0.0.1:9/').catch(() => {})"),
        ("connect-src", "try { new WebSocket('wss://example.com/') } catch {}"),
        ("img-src", "new Image().src = 'https://example.com/pixel.png'"),
        (
            "frame-src",
            "document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://example.com/' }))",
        ),
        (
            "form-action",
            "const form = Object.assign(document.createElement('form'), { action: 'https://example.com/' });
             document.body.append(form); form.submit()",
        ),
    ] {
        let body = format!(
            "return await new Promise((done) => {{
                document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), {{ once: true }});
                {start};
            }})"
        );
        assert_eq!(window.script_async(&body, vec![]).await?, json!(what), "{start}");
    }
    window.close().await
}

#[tokio::test]
async fn commands_that_were_not_granted_are_denied() -> Result<()> {
    let window = open().await?;
    for (command, arguments) in [
        ("no_such_command", json!({})),
        ("plugin:fs|read_text_file", json!({ "path": "/etc/passwd" })),
        ("plugin:shell|execute", json!({ "program": "id" })),
        ("plugin:opener|open_path", json!({ "path": "/etc/passwd" })),
        ("plugin:opener|reveal_item_in_dir", json!({ "paths": ["/etc/passwd"] })),
        ("plugin:dialog|message", json!({ "message": "x" })),
        (
            "plugin:webview|create_webview_window",
            json!({ "options": { "label": "x", "url": "https://example.com/" } }),
        ),
        ("plugin:window|close", json!({ "label": "main" })),
        ("plugin:event|emit", json!({ "event": "app", "payload": {} })),
    ] {
        let words = refusal(&window, command, arguments).await?;
        assert!(words.contains("not allowed") || words.contains("not found"), "{command}: {words}");
    }
    window.close().await
}

#[tokio::test]
async fn what_was_granted_answers() -> Result<()> {
    let window = open().await?;
    assert_eq!(window.call("status", json!({})).await?["state"], json!("missing"));
    // What the shell's own script sends with the first key; refused, the workspace would lock in use.
    let body = "await window.__TAURI_INTERNALS__.invoke('in_use'); return 'heard'";
    assert_eq!(window.script_async(body, vec![]).await?, json!("heard"));
    window.close().await
}

#[tokio::test]
async fn nothing_but_the_first_steps_is_done_without_a_workspace() -> Result<()> {
    let window = open().await?;
    for name in ["list_customers", "today", "search", "run_import", "make_backup", "get_firm_settings"] {
        let answer = window
            .call(name, json!({}))
            .await
            .map_or_else(|error| error.to_string(), |found| found.to_string());
        assert!(answer.contains("\"locked\""), "{name}: {answer}");
    }
    window.close().await
}

#[tokio::test]
async fn only_links_and_addresses_are_handed_to_the_system() -> Result<()> {
    let window = open().await?;
    for url in ["file:///etc/passwd", "http://example.com/", "javascript:alert(1)", "smb://example.com/x"] {
        let words = refusal(&window, "plugin:opener|open_url", json!({ "url": url })).await?;
        assert!(words.to_lowercase().contains("not allowed"), "{url}: {words}");
    }
    window.close().await
}

#[tokio::test]
async fn the_window_stays_on_its_own_pages_and_opens_no_other() -> Result<()> {
    let window = open().await?;
    let home = window.script("return location.href", vec![]).await?;
    let opened = window.script("return window.open('https://example.com/') === null", vec![]).await?;
    assert_eq!(opened, json!(true), "window.open must open nothing");

    for elsewhere in ["https://example.com/", "file:///etc/passwd", "data:text/html,elsewhere"] {
        window.script("window.location.assign(arguments[0])", vec![json!(elsewhere)]).await.ok();
        // A command goes to the program and back: the page that answers is still ours.
        window.call("status", json!({})).await?;
        assert_eq!(window.script("return location.href", vec![]).await?, home, "{elsewhere}");
    }
    window.close().await
}

#[tokio::test]
async fn the_prototypes_that_all_code_shares_cannot_be_changed() -> Result<()> {
    let window = open().await?;
    let frozen = window.script("return Object.isFrozen(Object.prototype)", vec![]).await?;
    assert_eq!(frozen, json!(true));
    // Code of the page is strict code, which throws where other code carries on.
    let changed = "'use strict';
        const refused = (change) => { try { change(); return false } catch { return true } };
        return [
            refused(() => { Object.prototype.intruder = 1 }),
            refused(() => { Object.prototype.toString = () => 'intruder' }),
            refused(() => { Object.prototype.constructor = 1 }),
            ({}).intruder === undefined,
            String({}) === '[object Object]',
        ]";
    assert_eq!(window.script(changed, vec![]).await?, json!([true, true, true, true, true]));

    // And yet an object may have what it inherits in a version of its own: libraries do this.
    let shadowed = "'use strict';
        const one = {}; one.toString = () => 'own'; one.constructor = 7;
        return [String(one), one.constructor, Object.keys(one).join(), String({}), ({}).constructor === Object]";
    let expected = json!(["own", 7, "toString,constructor", "[object Object]", true]);
    assert_eq!(window.script(shadowed, vec![]).await?, expected);
    window.close().await
}
