//! How long a text or a meeting may be, wherever it comes from: a form, a file, another machine.

/// Longest name, number, address and the like, in characters.
pub const MAX_TEXT_CHARS: usize = 500;
/// Longest note, in characters.
pub const MAX_NOTE_CHARS: usize = 100_000;
/// Longest tag, in characters.
pub const MAX_TAG_CHARS: usize = 60;
/// Minutes of a day: a meeting begins before, and takes so long at the most.
pub const DAY_MINUTES: u32 = 1_440;
/// The earliest reminder of a meeting, minutes before: four weeks.
pub const LONGEST_ALARM: u32 = 40_320;
