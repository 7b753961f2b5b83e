//! Blocks that fill themselves, and what changed in them.
//!
//! A block is kept as it was when it was filled. Names of people are not in it: they are looked up when it is read, so that
//! whoever is erased is named nowhere.

mod changes;
mod history;
mod orders;
mod people;
mod plans;

use pelikirja_domain::{BlockKind, Id};
use pelikirja_store::Reader;

use crate::api::BlockContent;
use crate::error::Result;
use crate::meetings;
use crate::session::Session;

pub(super) use changes::{added_or_changed, differences};
pub(super) use people::named;

/// What a block says now, without the names of people.
pub(super) fn now(
    session: &Session,
    reader: &Reader<'_>,
    meeting: Id,
    block: BlockKind,
) -> Result<BlockContent> {
    let meeting = meetings::find(reader, meeting)?.record;
    let family = reader.family(reader.merge_root(meeting.customer)?)?;
    match block {
        BlockKind::Attendees => people::attendees(reader, &meeting, &family),
        BlockKind::Orders => orders::orders(reader, &family, session.today()),
        BlockKind::Products => orders::products(reader, &family, session.today()),
        BlockKind::Promises => plans::promises(reader, &family),
        BlockKind::LastMinutes => history::last_minutes(reader, &meeting, &family),
        BlockKind::Signals => history::signals(session, reader, &meeting),
        BlockKind::Actions => plans::actions(reader, &family),
    }
}

/// Reads a block; what a newer program wrote and this one cannot read is as good as none.
pub(super) fn read(text: &str) -> Option<BlockContent> {
    serde_json::from_str(text).ok()
}

/// A block as it is kept.
pub(super) fn write(content: BlockContent) -> Result<String> {
    Ok(serde_json::to_string(&people::nameless(content)).map_err(anyhow::Error::new)?)
}
