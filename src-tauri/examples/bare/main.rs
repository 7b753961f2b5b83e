//! A window with one line of text and nothing else: what the start of the program is measured against.

fn main() -> anyhow::Result<()> {
    Ok(tauri::Builder::default().run(tauri::generate_context!("examples/bare/tauri.conf.json"))?)
}
