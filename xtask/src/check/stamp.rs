//! What a folder of the cache was made of, written into it last of all.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

/// The file of a folder that is whole.
const FILE: &str = "pelikirja-stamp";

/// How a folder was made: the number of the recipe, and the packages with their versions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// Goes up with every change of what the folder has to hold.
    pub recipe: u32,
    /// Name -> Debian's version; empty where the folder is not made of packages.
    pub packages: BTreeMap<String, String>,
}

impl Stamp {
    /// The stamp of a folder; None when it is not there, not whole, or of a recipe other than this one.
    pub fn of(folder: &Path, recipe: u32) -> Option<Self> {
        let stamp = Self::parse(&fs::read_to_string(folder.join(FILE)).ok()?)?;
        (stamp.recipe == recipe).then_some(stamp)
    }

    /// Marks a folder as whole.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        fs::write(folder.join(FILE), self.to_string())
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let recipe = lines.next()?.strip_prefix("recipe ")?.parse().ok()?;
        let package = |line: &str| line.split_once('=').map(|(name, version)| (name.into(), version.into()));
        Some(Self { recipe, packages: lines.map(package).collect::<Option<_>>()? })
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "recipe {}", self.recipe)?;
        self.packages.iter().try_for_each(|(name, version)| writeln!(out, "{name}={version}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp() -> Stamp {
        let packages = [("rustc-web", "1.96.0+dfsg1-1"), ("libllvm22", "1:22.1.8-1~deb12u1")];
        let packages = packages.map(|(name, version)| (name.to_owned(), version.to_owned()));
        Stamp { recipe: 3, packages: packages.into() }
    }

    #[test]
    fn a_stamp_is_read_as_it_was_written() {
        let text = "recipe 3\nlibllvm22=1:22.1.8-1~deb12u1\nrustc-web=1.96.0+dfsg1-1\n";
        assert_eq!(stamp().to_string(), text);
        assert_eq!(Stamp::parse(text), Some(stamp()));
    }

    #[test]
    fn a_folder_of_another_recipe_or_without_a_whole_stamp_is_not_ready() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Stamp::of(folder.path(), 3), None, "no stamp at all");
        stamp().write(folder.path()).unwrap();
        assert_eq!(Stamp::of(folder.path(), 3), Some(stamp()));
        assert_eq!(Stamp::of(folder.path(), 4), None, "made by an older recipe");
        for torn in ["", "recipe", "recipe 3\nrustc-web", "rustc-web=1"] {
            fs::write(folder.path().join(FILE), torn).unwrap();
            assert_eq!(Stamp::of(folder.path(), 3), None, "{torn:?}");
        }
    }
}
