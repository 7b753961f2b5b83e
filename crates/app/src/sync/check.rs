//! The shared folder, checked as a whole: for the command line, in words of the log.

use std::collections::BTreeMap;

use pelikirja_domain::Id;
use pelikirja_sync::{Damage, DiskFolder, FolderState, Problem, Severity};

use super::devices::names;
use super::state::{failed, folder};
use super::status::folder_state;
use crate::api::{Empty, FolderCheck, FolderFinding, FolderMenders, FolderSeverity};
use crate::error::{AppError, ErrorCode, Result};
use crate::session::Session;

/// Reads every file of the shared folder, and changes nothing.
pub(crate) fn check_shared_folder(session: &Session, _: Empty) -> Result<FolderCheck> {
    let path = folder(session)?
        .ok_or_else(|| AppError::new(ErrorCode::NotShared, "the firm has no shared folder"))?;
    let names = names(session)?;
    let check = session
        .sync()
        .with(session, |engine| engine.check_folder(&mut DiskFolder::new(&path)).map_err(failed))?;
    if check.folder != FolderState::Right {
        let code = match check.folder {
            FolderState::Foreign => ErrorCode::NotThisFirm,
            _ => ErrorCode::FolderUnreachable,
        };
        let words = format!("the shared folder is {:?}", folder_state(&check.folder));
        return Err(AppError::new(code, words).with("folder", path));
    }
    let is_sound = check.is_sound();
    let findings = check.findings.into_iter().map(|finding| FolderFinding {
        path: finding.path,
        severity: severity(finding.problem.severity()),
        message: words(&finding.problem, &names),
        menders: FolderMenders {
            in_folder: finding.menders.in_folder,
            here: finding.menders.here,
            devices: finding.menders.devices.iter().map(|device| name(&names, *device)).collect(),
        },
    });
    Ok(FolderCheck {
        sound: is_sound,
        files: check.files,
        bytes: check.bytes,
        sound_files: check.sound_files,
        entries: check.entries,
        records: check.records,
        findings: findings.collect(),
    })
}

fn severity(severity: Severity) -> FolderSeverity {
    match severity {
        Severity::Harmless => FolderSeverity::Harmless,
        Severity::Notice => FolderSeverity::Notice,
        Severity::Suspicious => FolderSeverity::Suspicious,
        Severity::Damaged => FolderSeverity::Damaged,
    }
}

type Names = BTreeMap<Id, String>;

fn name(names: &Names, device: Id) -> String {
    names.get(&device).cloned().unwrap_or_else(|| device.to_string())
}

fn words(problem: &Problem, names: &Names) -> String {
    let of = |device: Id| name(names, device);
    let of_known = |device: Option<Id>| device.map_or_else(|| "an unknown machine".to_owned(), of);
    match problem {
        Problem::Damaged { damage: Damage::Empty } => "is empty".to_owned(),
        Problem::Damaged { damage: Damage::Shorter { expected, found } } => {
            format!("is cut short: {found} of {expected} bytes")
        }
        Problem::Damaged { damage: Damage::Zeros } => "ends in zeros".to_owned(),
        Problem::Damaged { damage: Damage::Swapped { with } } => format!("holds the bytes of {with}"),
        Problem::Damaged { damage: Damage::Changed } => "was changed".to_owned(),
        Problem::Unreadable { reason } => format!("cannot be read: {reason}"),
        Problem::Missing { .. } => "is not there".to_owned(),
        Problem::NotSent => "is not in the folder yet".to_owned(),
        Problem::Gap { device, from, to, .. } => {
            format!("entries {from} to {to} of {} are missing, later ones are there", of_known(*device))
        }
        Problem::Behind { device, folder, here, .. } => format!(
            "the folder ends at entry {folder} of {}, this machine has {here}: it was put back, or something is held back",
            of_known(*device)
        ),
        Problem::HeldBack { device, known, told, .. } => {
            format!("others tell of entries up to {told} of {}, here are {known}", of_known(*device))
        }
        Problem::Forked { device, number, .. } => {
            format!("{} went on as two from entry {number}: its disk was copied or put back", of(*device))
        }
        Problem::ForgedEntry { device, number, .. } => {
            format!(
                "entry {number} stands in the name of {} and is not signed by it; it counts for nothing",
                of(*device)
            )
        }
        Problem::ForgedKeys { device } => {
            format!(
                "keys stand in the name of {} and are not signed by it; they count for nothing",
                of(*device)
            )
        }
        Problem::UnknownAuthor { device } => format!("is by {device}, which never came to the firm"),
        Problem::Malformed { .. } => "is sealed with the firm's key and has no right form".to_owned(),
        Problem::Locked { epoch } => format!("no key here opens it (epoch {epoch})"),
        Problem::NewerFormat => "is a newer program's".to_owned(),
        Problem::OtherFirm => "begins another firm".to_owned(),
        Problem::RefusedRecord { reason, .. } => {
            format!("a record of membership counts for nothing: {reason}")
        }
        Problem::MissingRecords { waiting } => {
            format!("{waiting} rest on records of membership that are not here")
        }
        Problem::SetAside { device, entries } => {
            format!("{entries} entries of {} are set aside: it was shut out", of(*device))
        }
        Problem::Redacted => "operations were taken out of its entries, by no owner".to_owned(),
        Problem::HoldsErased => {
            "holds what was erased; the machine that wrote it removes it, after two weeks an owner's"
                .to_owned()
        }
        Problem::Covered { by, may_go: true } => format!("{by} holds it as well; its writer removes it"),
        Problem::Covered { by, may_go: false } => {
            format!("{by} holds it as well; it goes once every machine has read it")
        }
        Problem::Copy { of } => format!("is a second copy of {of}"),
        Problem::Renamed => "has another name than it was given".to_owned(),
        Problem::HalfWritten => "was half-written by a program that was ended".to_owned(),
        Problem::Junk => "is nothing of the firm's; it is left alone".to_owned(),
    }
}
