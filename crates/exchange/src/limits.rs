//! How much of a file is taken into memory, whatever the file claims.

pub use pelikirja_domain::limits::{MAX_NOTE_CHARS, MAX_TEXT_CHARS};

/// Largest text file, in bytes. It is read piece by piece; what is known of its orders is held in memory.
pub const MAX_TEXT_BYTES: u64 = 1 << 30;
/// Most rows of a file: some 350 MB of memory while orders are imported.
pub const MAX_ROWS: u64 = 5_000_000;
/// Longest record of a text file, in bytes; a longer one is reported and its rest skipped.
pub const MAX_RECORD_BYTES: usize = 1 << 20;
/// Most columns of a table.
pub const MAX_COLUMNS: usize = 1_000;
/// Largest spreadsheet file, packed, in bytes.
pub const MAX_SPREADSHEET_BYTES: u64 = 300 << 20;
/// Most entries of the archive that a spreadsheet is.
pub const MAX_ARCHIVE_ENTRIES: usize = 10_000;
/// Most bytes that all entries of a spreadsheet unpack to.
pub const MAX_UNPACKED_BYTES: u64 = 1 << 30;
/// Most bytes that the shared strings of a workbook unpack to; they are held in memory.
pub const MAX_SHARED_STRINGS_BYTES: u64 = 200 << 20;
/// Most shared strings of a workbook.
pub const MAX_SHARED_STRINGS: u64 = 2_000_000;
/// Most cell formats of a workbook; the format's own limit is 65,490.
pub const MAX_STYLES: u64 = 150_000;
/// Most bytes that a part without XML (a picture) unpacks to; it is not read.
pub const MAX_OTHER_PART_BYTES: u64 = 64 << 20;
/// Most bytes that the other parts held in memory (styles, list of sheets) unpack to, each.
pub const MAX_PART_BYTES: u64 = 16 << 20;
/// Longest piece of XML between two tags, or inside one, in bytes; it is held in memory.
pub const MAX_XML_PIECE_BYTES: usize = 1 << 20;
/// Most rows of a sheet (the format's own limit).
pub const MAX_SHEET_ROWS: u32 = 1_048_576;
/// Largest card of a vCard file without its pictures, in bytes.
pub const MAX_CARD_BYTES: usize = 256 << 10;
/// Rows shown to the user before importing.
pub const PREVIEW_ROWS: usize = 50;
/// Rows at the head of a file from which the columns are judged.
pub const PROFILE_ROWS: usize = 5_000;
/// Longest value quoted in a problem and cell shown in a preview, in characters.
pub const SHORT_CHARS: usize = 80;
