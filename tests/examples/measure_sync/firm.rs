//! A firm of many machines in one process, over a plain folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use pelikirja_tests::program::{PASSPHRASE, Program};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The owner's machine first.
pub struct Firm {
    pub machines: Vec<Program>,
    shared: TempDir,
}

impl Firm {
    /// So many machines, each made by `machine`, all managers but the owner's.
    pub fn new(count: usize, machine: fn() -> Program) -> Result<Self> {
        let shared = tempfile::tempdir()?;
        let owner = machine();
        owner.create_workspace();
        owner.call("share_workspace", json!({ "folder": shared.path(), "device_name": "PC-0" }));
        let mut firm = Self { machines: vec![owner], shared };
        for number in 1..count {
            let name = format!("PC-{number}");
            let invited = firm.machines[0].call("invite", json!({ "name": name, "role": "manager" }));
            sync(&firm.machines[0]);
            let words: Vec<&str> =
                invited["words"].as_array().context("words")?.iter().filter_map(Value::as_str).collect();
            let machine = machine();
            machine.call(
                "join_workspace",
                json!({
                    "shared_folder": firm.shared.path(), "words": words.join(" "), "passphrase": PASSPHRASE,
                    "device_name": name,
                }),
            );
            firm.machines.push(machine);
        }
        firm.sync_all();
        Ok(firm)
    }

    /// Everybody gets what everybody has written.
    pub fn sync_all(&self) {
        for _ in 0..2 {
            self.machines.iter().for_each(|machine| drop(sync(machine)));
        }
    }

    /// Number of files in the shared folder, and their bytes.
    pub fn size(&self) -> Result<(usize, u64)> {
        let files = files(self.shared.path())?;
        Ok((files.len(), files.iter().map(|(_, bytes)| bytes).sum()))
    }
}

/// One round of the exchange.
pub fn sync(machine: &Program) -> Value {
    machine.call("sync_now", json!({}))
}

/// The files below a folder, with their bytes.
pub fn files(folder: &Path) -> Result<Vec<(PathBuf, u64)>> {
    let mut open = vec![folder.to_path_buf()];
    let mut files = Vec::new();
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next)? {
            let entry = entry?;
            let metadata = entry.metadata()?;
            if metadata.is_dir() {
                open.push(entry.path());
            } else {
                files.push((entry.path(), metadata.len()));
            }
        }
    }
    Ok(files)
}

/// User and system time of this process so far. Linux counts hundredths of a second.
pub fn processor_time() -> Result<Duration> {
    let status = fs::read_to_string("/proc/self/stat").context("processor time is told only by Linux")?;
    // The name of the program stands in brackets and may have spaces in it.
    let (_, fields) = status.rsplit_once(')').context("/proc/self/stat has another form")?;
    let field = |place: usize| -> Result<u64> {
        Ok(fields.split_whitespace().nth(place).context("a field is missing")?.parse()?)
    };
    Ok(Duration::from_millis((field(11)? + field(12)?) * 10))
}
