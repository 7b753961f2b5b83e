//! Checking the whole folder, without changing anything: every file's name, form, seal, signatures and place in its
//! chain; what is missing; what need not be there; and who could mend what.
//!
//! Everything is judged from the bytes in the folder. What this device knows, it brings for three things only: its keys
//! open the files, its records say who is who, and what it has read before tells what is missing now.

mod chains;
mod files;
mod mend;
mod report;

use self::chains::Checked;
use self::files::Found;
use super::read::recognise;
use super::state::State;
use super::{Engine, EngineError, FolderState, Listing};
use crate::files::Progress;
use crate::name::FileHash;
use crate::ports::{Folder, Listed, Replica};

pub use report::{Damage, Finding, FolderCheck, Menders, Problem, Severity};

/// Checks a whole folder with what a device knows. Nothing is written, neither into the folder nor into the database; none
/// where no workspace was begun or joined.
///
/// It reads every file once, and each with entries once more.
///
/// # Errors
/// [`EngineError`] when the database fails. What the folder refuses is no error but in the check.
pub fn check_folder(
    replica: &mut impl Replica,
    folder: &mut dyn Folder,
) -> Result<Option<FolderCheck>, EngineError> {
    let Some(state) = State::kept(replica.state()?)? else { return Ok(None) };
    let listed = match folder.list() {
        Ok(listed) => listed,
        Err(error) => {
            let folder = FolderState::Unreachable { error };
            return Ok(Some(FolderCheck { folder, ..FolderCheck::default() }));
        }
    };
    Ok(Some(Check::new(state, listed).run(replica, folder)?))
}

impl<R: Replica> Engine<R> {
    /// Checks the whole folder; see [`check_folder`].
    ///
    /// # Errors
    /// [`EngineError`].
    pub fn check_folder(&mut self, folder: &mut dyn Folder) -> Result<FolderCheck, EngineError> {
        Ok(check_folder(&mut self.replica, folder)?.unwrap_or_default())
    }
}

/// A check under way.
struct Check {
    /// What this device knows, and what the folder adds to it; it is a copy, which nobody keeps.
    state: State,
    listed: Vec<Listed>,
    report: FolderCheck,
}

impl Check {
    fn new(state: State, listed: Vec<Listed>) -> Self {
        let report = FolderCheck {
            files: listed.len() as u64,
            bytes: listed.iter().map(|file| file.bytes).sum(),
            ..FolderCheck::default()
        };
        Self { state, listed, report }
    }

    fn run(
        mut self,
        replica: &mut impl Replica,
        folder: &mut dyn Folder,
    ) -> Result<FolderCheck, EngineError> {
        let listing = Listing::of(&self.listed);
        self.report.folder = recognise(&self.state, &listing, folder);
        if self.report.folder != FolderState::Right {
            return Ok(self.report);
        }
        let found = self.read_all(folder);
        let checked = self.check_entries(&found, folder);
        self.tell_files(&found, &checked, replica)?;
        self.tell_missing_files(&found, &checked, replica)?;
        self.tell_chains(&checked);
        self.tell_records();
        self.report.entries = checked.count();
        self.report.records = self.state.records.len() as u64;
        self.report.findings.sort_by(|one, other| {
            let key =
                |finding: &Finding| (std::cmp::Reverse(finding.problem.severity()), finding.path.clone());
            key(one).cmp(&key(other))
        });
        Ok(self.report)
    }

    fn add(&mut self, path: Option<&str>, problem: Problem, menders: Menders) {
        self.report.findings.push(Finding { path: path.map(str::to_owned), problem, menders });
    }

    /// Adds a problem of a file that nobody need mend.
    fn note(&mut self, path: &str, problem: Problem) {
        self.add(Some(path), problem, Menders::default());
    }

    /// Files that this device knows and that are not whole in the folder.
    fn tell_missing_files(
        &mut self,
        found: &Found,
        checked: &Checked,
        replica: &mut impl Replica,
    ) -> Result<(), EngineError> {
        let is_needed = |progress: &Progress| matches!(progress, Progress::Waiting | Progress::Applied);
        let missing: Vec<FileHash> = (self.state.files.iter())
            .filter(|(hash, file)| is_needed(&file.progress) && !file.is_stand_in() && !found.mentions(hash))
            .map(|(hash, _)| hash.clone())
            .collect();
        for hash in missing {
            let Some(file) = self.state.files.get(&hash) else { continue };
            let (path, kind) = (file.path.clone(), file.kind);
            let problem =
                if file.own && !file.was_listed { Problem::NotSent } else { Problem::Missing { kind } };
            let menders = self.menders(&hash, checked, replica)?;
            self.add(Some(&path), problem, menders);
        }
        Ok(())
    }

    /// What became of the records of membership.
    fn tell_records(&mut self) {
        let refused = self.state.membership.refused().clone();
        for (record, reason) in refused {
            self.add(None, Problem::RefusedRecord { record, reason }, Menders::default());
        }
        let waiting = self.state.membership.waiting().len() as u64;
        if waiting > 0 {
            self.add(None, Problem::MissingRecords { waiting }, Menders::default());
        }
    }
}
