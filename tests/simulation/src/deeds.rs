//! What an engine met and did in one round.

use pelikirja_sync::Listed;

use crate::carrier::Bytes;

/// What a folder was when it was listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    /// It was not listed.
    #[default]
    Nothing,
    /// The workspace's files.
    Right,
    /// No reply.
    Unreachable,
    /// No files.
    Empty,
    /// Another workspace's.
    Foreign,
}

/// What an engine met and did in one round.
#[derive(Debug, Default)]
pub struct Deeds {
    /// What it was shown.
    pub shown: Shown,
    /// Files as they were listed.
    pub listed: Vec<Listed>,
    /// Files that it wrote.
    pub written: Vec<(String, Bytes)>,
    /// Files that it removed.
    pub removed: Vec<(String, Bytes)>,
    /// Whether a write was refused for want of room.
    pub was_full: bool,
    /// Files of a newer format that it read.
    pub newer: u32,
}
