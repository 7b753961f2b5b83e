//! The archive that a spreadsheet is, looked through before any library unpacks it.
//!
//! Sizes written in an archive may lie, so every part is unpacked once and thrown away, counting. The spreadsheet
//! libraries hold one XML event, one cell and all shared strings in memory and reserve what a count in the file
//! claims; the limits here bound each of these.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::xml_scan::XmlScan;
use crate::error::{FileError, FileErrorCode};
use crate::limits::{
    MAX_ARCHIVE_ENTRIES, MAX_OTHER_PART_BYTES, MAX_PART_BYTES, MAX_SHARED_STRINGS, MAX_SHARED_STRINGS_BYTES,
    MAX_SPREADSHEET_BYTES, MAX_STYLES, MAX_UNPACKED_BYTES,
};

/// Which spreadsheet an archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Workbook {
    /// Office Open XML.
    Xlsx,
    /// OpenDocument.
    Ods,
}

/// Tells what the archive is and whether it is safe to read.
pub(crate) fn check(path: &Path) -> Result<Workbook, FileError> {
    let error = |code| FileError::new(code, path);
    let file = File::open(path).map_err(|cause| FileError::io(path, &cause))?;
    if file.metadata().map_err(|cause| FileError::io(path, &cause))?.len() > MAX_SPREADSHEET_BYTES {
        return Err(error(FileErrorCode::TooLarge));
    }
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|cause| zip_error(path, &cause))?;
    if archive.len() > MAX_ARCHIVE_ENTRIES {
        return Err(error(FileErrorCode::ZipBomb));
    }
    let workbook = kind_of(path, &mut archive)?;
    let mut unpacked = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|cause| zip_error(path, &cause))?;
        let name = part.name().map_err(|cause| zip_error(path, &cause))?.to_ascii_lowercase();
        if part.size() > MAX_UNPACKED_BYTES {
            return Err(error(FileErrorCode::ZipBomb));
        }
        unpacked += check_part(path, &name, part, MAX_UNPACKED_BYTES - unpacked)?;
    }
    Ok(workbook)
}

/// Whether the bytes of an old compound file are an encrypted workbook. Office wraps workbooks with a password
/// in one.
pub(crate) fn is_encrypted_workbook(path: &Path) -> Result<bool, FileError> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let file = File::open(path).map_err(|cause| FileError::io(path, &cause))?;
    let mut reader = BufReader::new(file).take(MAX_SPREADSHEET_BYTES);
    let mut window = Vec::new();
    let mut piece = [0; 1 << 16];
    loop {
        let count = reader.read(&mut piece).map_err(|cause| FileError::io(path, &cause))?;
        if count == 0 {
            return Ok(false);
        }
        window.extend_from_slice(&piece[..count]);
        if window.windows(name.len()).any(|part| part == name) {
            return Ok(true);
        }
        window.drain(..window.len().saturating_sub(name.len()));
    }
}

pub(crate) fn zip_error(path: &Path, cause: &ZipError) -> FileError {
    let code = match cause {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => FileErrorCode::PasswordProtected,
        ZipError::Io(cause) if cause.kind() == std::io::ErrorKind::PermissionDenied => {
            FileErrorCode::NotPermitted
        }
        _ => FileErrorCode::UnreadableSpreadsheet,
    };
    FileError::new(code, path).with_detail(cause)
}

fn kind_of(path: &Path, archive: &mut ZipArchive<BufReader<File>>) -> Result<Workbook, FileError> {
    let mut mimetype = Vec::new();
    if let Ok(part) = archive.by_name("mimetype") {
        part.take(100).read_to_end(&mut mimetype).map_err(|cause| unreadable(path, &cause))?;
    }
    if mimetype.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
        check_password_of_ods(path, archive)?;
        return Ok(Workbook::Ods);
    }
    let is_package = archive.index_for_name("[Content_Types].xml").is_some();
    let names = archive.file_names().filter_map(Result::ok);
    let has_workbook = names.into_iter().any(|name| name.to_ascii_lowercase().ends_with("workbook.xml"));
    if is_package && has_workbook {
        Ok(Workbook::Xlsx)
    } else {
        Err(FileError::new(FileErrorCode::UnsupportedFormat, path))
    }
}

/// An OpenDocument file with a password is an ordinary archive whose parts are encrypted and listed as such.
fn check_password_of_ods(path: &Path, archive: &mut ZipArchive<BufReader<File>>) -> Result<(), FileError> {
    let Ok(part) = archive.by_name("META-INF/manifest.xml") else { return Ok(()) };
    let mut manifest = Vec::new();
    part.take(MAX_PART_BYTES).read_to_end(&mut manifest).map_err(|cause| unreadable(path, &cause))?;
    let is_encrypted = String::from_utf8_lossy(&manifest).contains("encryption-data");
    if is_encrypted { Err(FileError::new(FileErrorCode::PasswordProtected, path)) } else { Ok(()) }
}

fn unreadable(path: &Path, cause: &std::io::Error) -> FileError {
    FileError::new(FileErrorCode::UnreadableSpreadsheet, path).with_detail(cause)
}

/// Unpacks one part, `room` bytes at most, and says how long it is.
fn check_part(path: &Path, name: &str, mut part: impl Read, room: u64) -> Result<u64, FileError> {
    let error = |code: FileErrorCode| FileError::new(code, path).with_detail(name);
    let is_xml = name.ends_with(".xml") || name.ends_with(".rels");
    let is_strings = name.ends_with("sharedstrings.xml");
    let is_rows = name.contains("worksheets/") || name == "content.xml";
    let limit = match (is_xml, is_strings, is_rows) {
        (false, ..) => MAX_OTHER_PART_BYTES,
        (_, true, _) => MAX_SHARED_STRINGS_BYTES,
        (.., true) => MAX_UNPACKED_BYTES,
        _ => MAX_PART_BYTES,
    };
    let mut scan = XmlScan::default();
    let mut piece = vec![0; 1 << 16];
    let mut length = 0;
    loop {
        let count = part.read(&mut piece).map_err(|cause| unreadable(path, &cause).with_detail(name))?;
        if count == 0 {
            break;
        }
        length += count as u64;
        if length > room {
            return Err(error(FileErrorCode::ZipBomb));
        }
        if length > limit {
            return Err(error(FileErrorCode::TooLarge));
        }
        if is_xml && !scan.take(&piece[..count]) {
            return Err(error(FileErrorCode::TooLarge));
        }
    }
    let counts = scan.counts();
    // The library reserves room for as many strings as the file claims.
    let claims_too_much = counts.claimed_strings > 2 * counts.strings + 1_000;
    if counts.strings > MAX_SHARED_STRINGS || counts.styles > MAX_STYLES || claims_too_much {
        return Err(error(FileErrorCode::ZipBomb));
    }
    Ok(length)
}
