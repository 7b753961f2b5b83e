//! Compiles the configuration of the window into it.

fn main() {
    // Only what is listed here gets a permission at all.
    let commands = tauri_build::AppManifest::new().commands(&[
        "call",
        "show_rejected_file",
        "in_use",
        "set_menu_language",
    ]);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands)) {
        println!("cargo:warning={error:#}");
        std::process::exit(1);
    }
    // The built interface becomes a part of the program.
    println!("cargo:rerun-if-changed=../ui/dist");
}
