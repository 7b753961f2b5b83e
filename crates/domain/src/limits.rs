//! How long a text may be, wherever it comes from: a form, a file, another machine.

/// Longest name, number, address and the like, in characters.
pub const MAX_TEXT_CHARS: usize = 500;
/// Longest note, in characters.
pub const MAX_NOTE_CHARS: usize = 100_000;
/// Longest tag, in characters.
pub const MAX_TAG_CHARS: usize = 60;
