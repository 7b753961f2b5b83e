//! Looking again at files that were right once: a disk or a carrier may have damaged them since.

use pelikirja_domain::Instant;

use super::{Engine, EngineError, Listing, Report, Trouble, World};
use crate::files::Progress;
use crate::mutation::{self, Mutation};
use crate::name::FileHash;
use crate::ports::{FolderError, Replica};

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
        let (mut is_whole, mut is_unreadable) = (false, false);
        for copy in copies {
            match world.folder.read(&copy.path) {
                Ok(bytes) => is_whole |= FileHash::of(&bytes) == hash || mutation::is(Mutation::TrustSize),
                Err(FolderError::NotFound { .. }) => {}
                Err(_) => is_unreadable = true,
            }
        }
        if is_whole {
            self.damaged.remove(&hash);
        } else if !is_unreadable {
            if let Some(copy) = copies.first() {
                report.troubles.push(Trouble::Damaged { path: copy.path.clone() });
            }
            self.damaged.insert(hash.clone());
        }
        self.scrubbed = Some(hash);
        Ok(())
    }
}
