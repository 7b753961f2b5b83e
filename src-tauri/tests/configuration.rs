//! What the window's configuration must say. (Security checklist 1, 3, 4, 6, 7, 8 and 10; that the running
//! program keeps to it is tested in `tests/e2e/security.rs`.)
#![expect(clippy::unwrap_used, reason = "a test ends with a panic when what it reads is not there")]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap()
}

fn configuration() -> Value {
    serde_json::from_str(&read("tauri.conf.json")).unwrap()
}

#[test]
fn the_content_policy_lets_nothing_in_from_elsewhere() {
    let security = &configuration()["app"]["security"];
    let policy = security["csp"].as_object().unwrap();
    for (directive, expected) in [
        ("default-src", "'self'"),
        ("script-src", "'self'"),
        ("connect-src", "ipc: http://ipc.localhost"),
        ("object-src", "'none'"),
        ("frame-src", "'none'"),
        ("base-uri", "'none'"),
        ("form-action", "'none'"),
    ] {
        assert_eq!(policy[directive], json!(expected), "{directive}");
    }
    let sources = policy.values().flat_map(|value| value.as_str().unwrap().split(' '));
    // 'unsafe-inline' is needed for styles, and only there: the component library writes style elements.
    let known = ["'self'", "'none'", "'unsafe-inline'", "data:", "blob:", "ipc:", "http://ipc.localhost"];
    sources.for_each(|source| assert!(known.contains(&source), "an unknown source: {source}"));
    let inline: Vec<&String> = policy
        .iter()
        .filter(|(_, value)| value.as_str().unwrap().contains("unsafe-inline"))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(inline, ["style-src"]);
    assert_eq!(
        security["dangerousDisableAssetCspModification"],
        json!(["style-src"]),
        "the hashes that scripts get must not be switched off"
    );
    assert_eq!(security["devCsp"], Value::Null, "no weaker policy for development");
}

#[test]
fn prototypes_are_frozen_and_the_shell_is_no_global() {
    let configuration = configuration();
    assert_eq!(configuration["app"]["security"]["freezePrototype"], json!(true));
    assert_eq!(configuration["app"]["withGlobalTauri"], json!(false));
}

#[test]
fn nothing_remote_is_part_of_the_configuration() {
    let configuration = configuration();
    assert_eq!(
        configuration["build"]["frontendDist"],
        json!("../ui/dist"),
        "the interface is inside the program"
    );
    let windows = configuration["app"]["windows"].as_array().unwrap();
    assert_eq!(windows.len(), 1, "one window, whose capability is listed below");
    assert_eq!(windows[0]["label"], json!("main"));
    assert_eq!(windows[0]["url"], Value::Null);
}

#[test]
fn the_capability_names_its_window_and_exactly_these_permissions() {
    assert_eq!(configuration()["app"]["security"]["capabilities"], json!(["main"]));
    let files: Vec<String> = fs::read_dir("capabilities")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files, ["main.json"]);

    let capability: Value = serde_json::from_str(&read("capabilities/main.json")).unwrap();
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!(capability["webviews"], Value::Null);
    assert_eq!(capability["remote"], Value::Null, "no page from elsewhere may ask for anything");
    let permissions: Vec<&str> = capability["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|permission| permission.as_str().or_else(|| permission["identifier"].as_str()).unwrap())
        .collect();
    assert_eq!(
        permissions,
        [
            "allow-call",
            "allow-show-rejected-file",
            "allow-in-use",
            "allow-set-menu-language",
            "core:event:allow-listen",
            "core:event:allow-unlisten",
            "core:window:allow-destroy",
            "dialog:allow-open",
            "dialog:allow-save",
            "opener:allow-open-url",
        ]
    );
    let links = &capability["permissions"][9]["allow"];
    assert_eq!(*links, json!([{ "url": "https://*" }, { "url": "mailto:*" }, { "url": "tel:*" }]));
}

#[test]
fn every_command_is_declared_so_that_none_is_open_to_all() {
    let declared = listed(&read("build.rs"), ".commands(&[", "]");
    let handled: Vec<String> = listed(&read("src/main.rs"), "generate_handler![", "]")
        .iter()
        .map(|path| path.rsplit("::").next().unwrap_or_default().to_owned())
        .collect();
    let mut written = Vec::new();
    for line in rust_lines(Path::new("src")).windows(2) {
        if line[0].trim().starts_with("#[tauri::command") {
            let name = line[1].split_once("fn ").unwrap().1;
            written.push(name[..name.find(['(', '<']).unwrap()].to_owned());
        }
    }
    assert_eq!(declared, handled, "AppManifest::commands in build.rs");
    assert_eq!(declared, written, "functions with #[tauri::command]");
    assert!(!declared.is_empty());
}

#[test]
fn no_plugin_reaches_files_or_programs_and_no_release_has_developer_tools() {
    let manifest = read("Cargo.toml");
    let workspace = read("../Cargo.toml");
    for plugin in ["tauri-plugin-shell", "tauri-plugin-fs", "tauri-plugin-http", "tauri-plugin-process"] {
        assert!(!manifest.contains(plugin), "{plugin}");
    }
    for text in [&manifest, &workspace] {
        assert!(!text.contains("devtools"), "the feature that puts developer tools into releases");
    }
    assert_eq!(configuration()["app"]["windows"][0]["devtools"], Value::Null);
}

/// The words of a list in a source file, without quotes.
fn listed(text: &str, begin: &str, end: &str) -> Vec<String> {
    let (_, rest) = text.split_once(begin).unwrap();
    let (list, _) = rest.split_once(end).unwrap();
    list.split(',')
        .map(|word| word.trim().trim_matches('"').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The lines of every source file below a folder, in the order of their paths.
fn rust_lines(folder: &Path) -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut lines = Vec::new();
    for path in paths {
        if path.is_dir() {
            lines.extend(rust_lines(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            lines.extend(fs::read_to_string(path).unwrap().lines().map(str::to_owned));
        }
    }
    lines
}
