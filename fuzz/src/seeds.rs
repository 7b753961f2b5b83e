//! Writes what the fuzzer begins with: the kept files of crates/sync/vectors, taken apart for each target.

use std::path::Path;

use anyhow::{Context, Result};
use pelikirja_crypto::SecretKey;
use serde_json::Value;

use crate::sealed;

const FIRM: &str = include_str!("../../crates/sync/vectors/files/firm.json");
const BROKEN: &str = include_str!("../../crates/sync/vectors/files/broken.json");
const REDACTED: &str = include_str!("../../crates/sync/vectors/files/redacted.json");
const LOG: &str = include_str!("../../crates/sync/vectors/membership/log.json");

fn bytes(value: &Value) -> Result<Vec<u8>> {
    let text = value.as_str().context("a text")?;
    (0..text.len()).step_by(2).map(|at| Ok(u8::from_str_radix(&text[at..at + 2], 16)?)).collect()
}

fn write(folder: &Path, target: &str, number: usize, seed: &[u8]) -> Result<()> {
    let folder = folder.join(target);
    std::fs::create_dir_all(&folder)?;
    Ok(std::fs::write(folder.join(format!("kept-{number}")), seed)?)
}

/// A file for the target `folder`: how it is sealed, how long it is, what it is.
fn piece(how: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap_or(u16::MAX);
    [[how].as_slice(), &length.to_be_bytes(), content].concat()
}

/// Writes them all, each target's into a folder of its own.
pub fn write_all(folder: &Path) -> Result<()> {
    let (firm, broken): (Value, Value) = (serde_json::from_str(FIRM)?, serde_json::from_str(BROKEN)?);
    let log: Value = serde_json::from_str(LOG)?;
    let list = |value: &Value| value.as_array().cloned().context("a list");
    let key = |key: &Value| SecretKey::from_slice(&bytes(&key["key"])?).context("32 bytes");
    let keys: Vec<SecretKey> = list(&firm["keys"])?.iter().map(key).collect::<Result<_>>()?;
    for (number, file) in list(&firm["files"])?.iter().enumerate() {
        let (kind, file_bytes) = (file["kind"].as_u64().context("a number")?, bytes(&file["bytes"])?);
        let engine =
            |seed: &[u8]| ["folder", "check"].iter().try_for_each(|to| write(folder, to, number, seed));
        write(folder, "name", number, file["path"].as_str().context("a path")?.as_bytes())?;
        let Ok(content) = bytes(&file["content"]) else {
            let inside = file_bytes.get(5..).unwrap_or_default();
            write(folder, if kind == 1 { "record" } else { "envelope" }, number, inside)?;
            engine(&piece(24 + u8::try_from(kind)?, inside))?;
            continue;
        };
        write(folder, "sealed-file", number, &file_bytes)?;
        if let Some(plaintext) = keys.iter().find_map(|key| sealed::inside(&file_bytes, key)) {
            write(folder, "sealed-content", number, &plaintext)?;
        }
        let target = match kind {
            2 => "membership",
            4 => "container",
            _ => "invitation",
        };
        write(folder, target, number, &content)?;
        engine(&piece(u8::try_from(kind)?, &content))?;
    }
    for (number, file) in list(&broken)?.iter().enumerate() {
        write(folder, "sealed-file", 1000 + number, &bytes(&file["bytes"])?)?;
    }
    // Entries without some of their operations.
    let redacted: Value = serde_json::from_str(REDACTED)?;
    for (number, file) in list(&redacted["files"])?.iter().enumerate() {
        if let (Some(4), Ok(content)) = (file["kind"].as_u64(), bytes(&file["content"])) {
            write(folder, "container", 2000 + number, &content)?;
            ["folder", "check"].iter().try_for_each(|to| write(folder, to, 2000 + number, &piece(4, &content)))?;
        }
    }
    for (number, record) in list(&log["records"])?.iter().enumerate() {
        write(folder, "record", 1000 + number, &bytes(&record["bytes"])?)?;
    }
    Ok(())
}
