//! Small files and what they are read as.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use pelikirja_exchange::{
    CellProblem, FileError, FileErrorCode, Inspection, Kind, Mapping, Overrides, ReadSummary, inspect,
    propose_mapping, read_customers, read_orders, read_people, read_products,
};

/// A folder with one file, gone when dropped.
pub struct TestFile {
    folder: tempfile::TempDir,
    name: &'static str,
}

impl TestFile {
    pub fn new(name: &'static str, content: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(name), content).unwrap();
        Self { folder, name }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join(self.name)
    }

    /// A path beside the file.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn inspect(&self) -> Inspection {
        inspect(&self.path(), &Overrides::default()).unwrap()
    }

    pub fn error(&self) -> FileErrorCode {
        inspect(&self.path(), &Overrides::default()).unwrap_err().code
    }

    pub fn proposed(&self, kind: Kind) -> Mapping {
        propose_mapping(kind, &self.inspect()).mapping
    }

    /// Every row in short, as the proposed mapping reads it.
    pub fn read(&self, kind: Kind) -> String {
        read_all(&self.path(), &self.proposed(kind)).unwrap().0
    }
}

/// The day of every import in these tests.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 1).unwrap()
}

fn problems(line: u64, found: &[CellProblem]) -> String {
    let found: Vec<String> = found
        .iter()
        .map(|found| format!("{:?} {:?} {:?} {:?}", found.problem, found.column, found.field, found.value))
        .collect();
    format!("{line}: REJECTED {}\n", found.join("; "))
}

/// Reads a file with any mapping and writes each row in one line.
pub fn read_all(path: &Path, mapping: &Mapping) -> Result<(String, ReadSummary), FileError> {
    let mut text = String::new();
    macro_rules! reader {
        ($read:ident) => {
            $read(path, mapping, today(), &mut |row| {
                let line = row.line;
                text.push_str(&match &row.result {
                    Ok(read) => format!("{line}: {}\n", filled(&format!("{read:?}"))),
                    Err(found) => problems(line, found),
                });
                for warning in row.warnings {
                    text.push_str(&format!("   warning {:?} {:?}\n", warning.problem, warning.value));
                }
                ControlFlow::Continue(())
            })
        };
    }
    let summary = match mapping.kind {
        Kind::Orders => reader!(read_orders),
        Kind::Customers => reader!(read_customers),
        Kind::People => reader!(read_people),
        Kind::Products => reader!(read_products),
    }?;
    Ok((text, summary))
}

/// The debug form of a row without its empty fields.
fn filled(debug: &str) -> String {
    let (_, fields) = debug.split_once(' ').unwrap_or(("", debug));
    let fields = fields.trim_start_matches("{ ").trim_end_matches(" }");
    let kept: Vec<&str> = fields
        .split(", ")
        .filter(|field| field.contains('{') || !field.ends_with(": None") && !field.ends_with("[]"))
        .collect();
    kept.join(", ").replace("Some(", "(")
}
