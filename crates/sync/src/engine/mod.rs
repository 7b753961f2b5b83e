//! The engine: one device's side of the exchange.
//!
//! A round lists the folder, reads what is new, applies what rests on nothing that is missing, writes what is kept here
//! and not listed, and packs what has become many. Nothing is ever concluded from a file's absence except that it may
//! be written again.

mod act;
mod apply;
mod begin;
mod check;
mod compact;
mod decoded;
mod enforce;
mod find;
mod identity;
mod judge;
mod keys;
mod publish;
mod read;
mod redact;
mod report;
mod restate;
mod scrub;
mod stand_in;
mod standing;
mod state;
mod tell;
mod unready;
mod write;

use std::collections::{BTreeMap, HashMap, HashSet};

use pelikirja_crypto::{RandomError, Randomness, SealError, SealToError};
use pelikirja_domain::{Id, Instant};

use crate::membership::{Membership, RecordError};
use crate::mutation::{self, Mutation};
use crate::name::FileHash;
use crate::ports::{Commit, Folder, Listed, Replica, ReplicaError};
use crate::wire::WireError;

pub use act::{Act, ActError, Invitation};
pub use begin::{Beginning, JoinError};
pub use check::{Damage, Finding, FolderCheck, Menders, Problem, Severity, check_folder};
use decoded::Decoded;
pub use redact::ErasureProgress;
pub use report::{DeviceProgress, FolderState, Report, Trouble};
use state::State;
use unready::AllUnready;

/// Parsers of this module, for [`crate::parsers`].
#[cfg(feature = "parsers")]
pub(crate) mod inside {
    /// The content of a file of membership.
    pub fn membership(bytes: &[u8]) {
        let _ = super::judge::read_membership(bytes);
    }

    /// The content of an invitation.
    pub fn invitation(bytes: &[u8]) {
        let _ = super::find::read_invitation(bytes);
    }
}

/// What a round works with.
pub struct World<'w> {
    /// The shared folder.
    pub folder: &'w mut dyn Folder,
    /// Now, by this device's clock.
    pub now: Instant,
    /// Where keys and salts come from.
    pub randomness: &'w mut dyn Randomness,
}

/// Why a round, or an act, could not be done. Nothing is half-done; the next one takes up where this one ended.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The local database.
    #[error("local database: {0}")]
    Replica(#[from] ReplicaError),
    /// What the local database kept is not what the engine wrote.
    #[error("kept values: {0}")]
    Kept(#[from] WireError),
    /// The system gives no randomness.
    #[error("{0}")]
    Random(#[from] RandomError),
    /// A file could not be sealed.
    #[error("{0}")]
    Seal(#[from] SealError),
    /// A record of membership could not be made.
    #[error("{0}")]
    Record(#[from] RecordError),
    /// Keys could not be sealed to a device.
    #[error("{0}")]
    SealTo(#[from] SealToError),
}

/// One device's side of the exchange.
pub struct Engine<R> {
    replica: R,
    state: State,
    /// Whether what is in memory may be ahead of what is kept, because a commit failed.
    is_stale: bool,
    /// Files that were not whole, and when to look again.
    unready: AllUnready,
    /// Files that lie under a name of the format and are not of this workspace.
    strange: HashSet<FileHash>,
    /// Entries decoded and not applied yet.
    decoded: Decoded,
    /// Of files that wait, how many entries of each run have a right signature.
    checked: BTreeMap<FileHash, Vec<usize>>,
    /// The file that was looked at again last, and when.
    scrubbed: Option<FileHash>,
    scrubbed_at: Instant,
    /// Files of which no whole copy lies in the folder.
    damaged: HashSet<FileHash>,
    /// Covered files that were removed since the program started: unless one comes back, nothing need be read for it.
    removed: HashSet<FileHash>,
    /// Files that hold what was erased, and of which nothing is kept here since the program started.
    discarded: HashSet<FileHash>,
    /// How many of them were in the folder when it was last looked at.
    exposed_files: u64,
    /// Since when files are not listed any more.
    gone_since: HashMap<FileHash, Instant>,
    /// Files that were read back where they had been written, and were not listed since.
    read_back: HashMap<FileHash, String>,
    /// Whether somebody else writes this device's chain: its disk was copied, or put back from a backup.
    has_twin: bool,
    /// Since when some device lacks a key, as far as is known here.
    lacking_since: Option<Instant>,
    rounds: u64,
}

/// What is in the folder.
struct Listing {
    /// Paths by the hash in their names; a name that carries more than one is under each.
    paths: HashMap<FileHash, Vec<Listed>>,
}

impl Listing {
    fn of(listed: &[Listed]) -> Self {
        let mut paths: HashMap<FileHash, Vec<Listed>> = HashMap::new();
        for file in listed {
            for hash in FileHash::in_path(&file.path) {
                paths.entry(hash).or_default().push(file.clone());
            }
        }
        Self { paths }
    }
}

impl<R: Replica> Engine<R> {
    /// Opens what was begun or joined on this device; none where nothing was.
    ///
    /// `fingerprint` is what tells this machine and this disk from others. When it is another than before, the disk
    /// was copied or a backup was put back on another machine, and a new session begins, so that two writers never
    /// write one chain.
    ///
    /// # Errors
    /// [`EngineError`].
    pub fn open(
        mut replica: R,
        fingerprint: &[u8],
        randomness: &mut dyn Randomness,
    ) -> Result<Option<Self>, EngineError> {
        let Some(state) = State::kept(replica.state()?)? else { return Ok(None) };
        let mut engine = Self::new(replica, state);
        let may_begin = !mutation::is(Mutation::ReuseSession);
        if engine.state.identity.fingerprint != fingerprint && may_begin {
            fingerprint.clone_into(&mut engine.state.identity.fingerprint);
            engine.begin_session(randomness)?;
        }
        Ok(Some(engine))
    }

    fn new(replica: R, state: State) -> Self {
        Self {
            replica,
            state,
            is_stale: false,
            unready: AllUnready::default(),
            strange: HashSet::new(),
            decoded: Decoded::default(),
            checked: BTreeMap::new(),
            scrubbed: None,
            scrubbed_at: 0,
            damaged: HashSet::new(),
            removed: HashSet::new(),
            discarded: HashSet::new(),
            exposed_files: 0,
            gone_since: HashMap::new(),
            read_back: HashMap::new(),
            has_twin: false,
            lacking_since: None,
            rounds: 0,
        }
    }

    /// One round over the folder.
    ///
    /// # Errors
    /// [`EngineError`]; what the folder refuses is no error but in the report.
    pub fn round(&mut self, world: &mut World<'_>) -> Result<Report, EngineError> {
        self.refresh()?;
        self.rounds += 1;
        let mut report = Report::default();
        let Some(listing) = self.list(world, &mut report) else { return Ok(report) };
        self.read(&listing, world, &mut report)?;
        self.apply(world, &mut report)?;
        if self.has_twin && !mutation::is(Mutation::ReuseSession) {
            // Two that write one chain would fork it again and again.
            self.begin_session(world.randomness)?;
            self.has_twin = false;
        }
        self.record_redactions(world.now, world.randomness)?;
        self.keep_epoch_safe(world)?;
        self.hand_out_keys(world)?;
        self.publish(world, &mut report)?;
        self.enforce_redactions(world.now, world.randomness)?;
        self.compact(&listing, world)?;
        self.scrub(&listing, world, &mut report)?;
        self.write(&listing, world, &mut report)?;
        self.remove_covered(&listing, world)?;
        self.remove_exposed(&listing, world)?;
        self.tell(&listing, world.now, &mut report);
        if mutation::is(Mutation::TellNothing) {
            report.troubles.clear();
        }
        Ok(report)
    }

    /// Who belongs to the firm.
    pub fn membership(&self) -> &Membership {
        &self.state.membership
    }

    /// This device.
    pub fn device(&self) -> Id {
        self.state.identity.device
    }

    /// What the engine keeps its things in.
    pub fn replica(&mut self) -> &mut R {
        &mut self.replica
    }

    /// Ends, and hands back what it kept its things in.
    pub fn into_replica(self) -> R {
        self.replica
    }

    /// Writes a commit. When that fails, memory is read again from what is kept before anything else is done.
    fn commit(&mut self, commit: Commit) -> Result<(), EngineError> {
        if commit.is_empty() {
            return Ok(());
        }
        let done = self.replica.commit(commit);
        self.is_stale |= done.is_err();
        Ok(done?)
    }

    /// Keeps a sealed file. When that fails, memory may be ahead of what is kept: what was read in the file is there
    /// already.
    fn keep(&mut self, hash: &FileHash, bytes: &[u8]) -> Result<(), EngineError> {
        let done = self.replica.keep(hash.as_str(), bytes);
        self.is_stale |= done.is_err();
        Ok(done?)
    }

    fn refresh(&mut self) -> Result<(), EngineError> {
        if self.is_stale {
            if let Some(state) = State::kept(self.replica.state()?)? {
                self.state = state;
            }
            self.decoded.clear();
            self.checked.clear();
            self.is_stale = false;
        }
        Ok(())
    }

    /// From now on own entries go into a chain of their own.
    fn begin_session(&mut self, randomness: &mut dyn Randomness) -> Result<(), EngineError> {
        let mut session = [0; 16];
        randomness.fill(&mut session)?;
        self.state.identity.session = Id::from_bytes(session);
        self.state.identity.told_members.clear();
        // What the session before wrote is another chain now, on which the next entry rests as well.
        self.state.untold = self.state.heads_of_others();
        let kept = self.state.identity.keep();
        self.commit(Commit { state: vec![kept], ..Commit::default() })
    }
}
