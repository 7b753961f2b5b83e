//! Looking again at files that were right once: a disk or a carrier may have damaged them since.

use pelikirja_domain::Instant;

use super::read::LONGEST_FILE;
use super::{Engine, EngineError, Listing, Report, Trouble, World};
use crate::files::Progress;
use crate::mutation::{self, Mutation};
use crate::name::FileHash;
use crate::ports::{Folder, FolderError, Listed, Replica};

/// Time between two files: reading may make a carrier fetch what it had only listed.
const PAUSE: Instant = 10 * 60 * 1000;

impl<R: Replica> Engine<R> {
    /// Reads one file of the folder again, the next in turn.
    pub(super) fn scrub(
        &mut self,
        listing: &Listing,
        world: &mut World<'_>,
        report: &mut Report,
    ) -> Result<(), EngineError> {
        if world.now.abs_diff(self.scrubbed_at) < PAUSE.unsigned_abs() {
            return Ok(());
        }
        self.scrubbed_at = world.now;
        let needed = |hash: &FileHash| {
            let file = self.state.files.get(hash)?;
            let is_needed = matches!(file.progress, Progress::Waiting | Progress::Applied);
            (is_needed && listing.paths.contains_key(hash)).then(|| hash.clone())
        };
        let after = self.scrubbed.take();
        let is_later = |hash: &&FileHash| after.as_ref().is_none_or(|after| *hash > after);
        let next = self.state.files.keys().filter(is_later).find_map(needed);
        let Some(hash) = next.or_else(|| self.state.files.keys().find_map(needed)) else { return Ok(()) };
        let copies = listing.paths.get(&hash).map(Vec::as_slice).unwrap_or_default();
        match is_whole(world.folder, &hash, copies) {
            Some(true) => {
                self.damaged.remove(&hash);
            }
            Some(false) => {
                if let Some(copy) = copies.first() {
                    report.troubles.push(Trouble::Damaged { path: copy.path.clone() });
                }
                self.damaged.insert(hash.clone());
            }
            None => {}
        }
        self.scrubbed = Some(hash);
        Ok(())
    }
}

/// Whether one of the copies has the bytes of that name; none where that cannot be said, because one cannot be read.
pub(super) fn is_whole(folder: &mut dyn Folder, hash: &FileHash, copies: &[Listed]) -> Option<bool> {
    let mut is_unreadable = false;
    // Nothing of ours is longer: whoever runs the folder must not make anybody read without end.
    for copy in copies.iter().filter(|copy| copy.bytes <= LONGEST_FILE) {
        match folder.read(&copy.path) {
            Ok(bytes) if FileHash::of(&bytes) == *hash || mutation::is(Mutation::TrustSize) => {
                return Some(true);
            }
            Ok(_) | Err(FolderError::NotFound { .. }) => {}
            Err(_) => is_unreadable = true,
        }
    }
    (!is_unreadable).then_some(false)
}
