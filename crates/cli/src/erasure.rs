//! What an erasure did, and what may remain where, in plain words.

use serde_json::Value;

/// The lines that tell of an erased person.
pub fn lines(erased: &Value) -> Vec<String> {
    let number = |at: &str| erased.pointer(at).and_then(Value::as_u64).unwrap_or_default();
    let list = |at: &str| erased.pointer(at).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut lines = vec![format!(
        "purged here: {} records, {} changes of their history, {} changes that had been put aside",
        number("/records"),
        number("/changes"),
        number("/quarantined")
    )];
    if erased.pointer("/remains/shared") == Some(&Value::Bool(true)) {
        lines.push(format!(
            "taken out of the sealed files: {} changes in {} entries",
            number("/operations"),
            number("/entries")
        ));
        let files = number("/remains/files");
        if files > 0 {
            lines.push(format!(
                "still in {files} files of the shared folder: who wrote them removes them, after two weeks an owner's machine"
            ));
        }
        for machine in list("/remains/machines") {
            let name = machine.as_str().unwrap_or_default();
            lines.push(format!("has not said yet that it knows of it: {name}"));
        }
    }
    let backups = list("/remains/backups");
    if !backups.is_empty() {
        lines.push(
            "in the daily backups of this machine from before, until newer ones take their place:".to_owned(),
        );
        let path =
            |backup: &Value| backup.get("path").and_then(Value::as_str).map(|path| format!("    {path}"));
        lines.extend(backups.iter().filter_map(path));
    }
    lines.push(
        "may remain besides: in the text of notes, in files that were exported or imported, in the backups of other machines, \
         and in what the folder's service keeps of removed files"
            .to_owned(),
    );
    lines
}
