//! The files of the repository as git has them.

use std::fs;
use std::path::Path;

use anyhow::Result;

use crate::shell;

/// A text file of the repository.
pub struct TextFile {
    /// Relative to the repository, with `/`.
    pub path: String,
    pub text: String,
}

/// Every committed or about to be committed text file that still exists; pictures and other binary files
/// are left out.
///
/// # Errors
/// When git cannot list them.
pub fn committed(root: &Path) -> Result<Vec<TextFile>> {
    let mut list = shell::command("git", root);
    let names = shell::output(list.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]))?;
    let texts = names.split('\0').filter(|name| !name.is_empty()).filter_map(|path| {
        let bytes = fs::read(root.join(path)).ok()?;
        Some(TextFile { path: path.to_owned(), text: String::from_utf8(bytes).ok()? })
    });
    Ok(texts.collect())
}

#[cfg(test)]
pub fn file(path: &str, text: &str) -> TextFile {
    TextFile { path: path.to_owned(), text: text.to_owned() }
}
