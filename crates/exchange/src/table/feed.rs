//! The bytes of a text file as UTF-8, piece by piece.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use encoding_rs::Decoder;

use crate::error::FileError;
use crate::inspection::TextEncoding;
use crate::read::Progress;

const PIECE: usize = 256 << 10;

/// Hands out a file as UTF-8. Bytes of a UTF-8 file are passed on unchecked (rows check them, so that a bad
/// byte is a problem of its row); other encodings are turned into UTF-8.
pub(crate) struct Feed {
    path: PathBuf,
    file: File,
    progress: Progress,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    piece: Vec<u8>,
    start: usize,
    end: usize,
    is_over: bool,
}

impl Feed {
    /// A file from `offset` on.
    pub(crate) fn open(path: &Path, encoding: TextEncoding, offset: u64) -> Result<Self, FileError> {
        let fail = |error: std::io::Error| FileError::io(path, &error);
        let mut file = File::open(path).map_err(fail)?;
        let total = file.metadata().map_err(fail)?.len();
        file.seek(SeekFrom::Start(offset)).map_err(fail)?;
        let decoder =
            (encoding != TextEncoding::Utf8).then(|| encoding.codec().new_decoder_without_bom_handling());
        let raw = if decoder.is_some() { vec![0; PIECE] } else { Vec::new() };
        let piece = vec![0; if decoder.is_some() { 3 * PIECE + 64 } else { PIECE }];
        let progress = Progress { read: offset, total };
        Ok(Self {
            path: path.to_owned(),
            file,
            progress,
            decoder,
            raw,
            piece,
            start: 0,
            end: 0,
            is_over: false,
        })
    }

    pub(crate) fn progress(&self) -> Progress {
        self.progress
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What is at hand; empty only at the end of the file.
    pub(crate) fn peek(&mut self) -> Result<&[u8], FileError> {
        while self.start == self.end && !self.is_over {
            self.fill()?;
        }
        Ok(&self.piece[self.start..self.end])
    }

    /// Drops the first `count` bytes of what is at hand.
    pub(crate) fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }

    fn fill(&mut self) -> Result<(), FileError> {
        let target = if self.decoder.is_some() { &mut self.raw } else { &mut self.piece };
        let count = loop {
            match self.file.read(&mut target[..PIECE]) {
                Ok(count) => break count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(FileError::io(&self.path, &error)),
            }
        };
        self.progress.read += count as u64;
        self.start = 0;
        self.end = count;
        self.is_over = count == 0;
        if let Some(decoder) = &mut self.decoder {
            // The piece has room for the worst case, so one call takes everything.
            let (_, _, written, _) =
                decoder.decode_to_utf8(&self.raw[..count], &mut self.piece, self.is_over);
            self.end = written;
        }
        Ok(())
    }
}
