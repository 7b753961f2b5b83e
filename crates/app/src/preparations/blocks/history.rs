//! What was: the last minutes, and what the program has noticed.

use pelikirja_domain::Id;
use pelikirja_store::Reader;
use pelikirja_store::table::meeting::MeetingRecord;

use crate::api::{BlockContent, BlockMinutes, BlockSignal};
use crate::error::Result;
use crate::queue;
use crate::session::Session;

pub(super) fn last_minutes(
    reader: &Reader<'_>,
    meeting: &MeetingRecord,
    family: &[(Id, i64)],
) -> Result<BlockContent> {
    let mut last = None;
    for (record, _) in family {
        let found = reader.minutes_before(*record, meeting.day, meeting.id)?;
        last = last.into_iter().chain(found).max_by_key(|(day, _)| *day);
    }
    let Some((day, minutes)) = last else { return Ok(BlockContent::LastMinutes { minutes: None }) };
    let Some(before) = reader.meeting(minutes.meeting)? else {
        return Ok(BlockContent::LastMinutes { minutes: None });
    };
    let minutes = BlockMinutes {
        key: minutes.meeting.to_string(),
        meeting: minutes.meeting,
        purpose: before.purpose,
        day,
        state: before.state,
        wants: minutes.wants,
        agreed: minutes.agreed,
        internal: minutes.internal,
    };
    Ok(BlockContent::LastMinutes { minutes: Some(minutes) })
}

pub(super) fn signals(
    session: &Session,
    reader: &Reader<'_>,
    meeting: &MeetingRecord,
) -> Result<BlockContent> {
    let root = reader.merge_root(meeting.customer)?;
    let (signals, _) = queue::visible_signals(session, reader, root)?;
    let signals = signals
        .into_iter()
        .map(|signal| BlockSignal { key: pelikirja_store::to_word(&signal.evidence.kind()), signal });
    Ok(BlockContent::Signals { signals: signals.collect() })
}
