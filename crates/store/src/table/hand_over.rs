//! Hand-overs that something else was done after, from the log.

use std::collections::HashMap;

use pelikirja_domain::Id;

use super::signal_handling::{Handled, Handling, HandlingState};
use crate::schema::signal_handling::TABLE;
use crate::{Reader, Result, Value, from_word};

impl Reader<'_> {
    /// The last hand-over that a record of `signal_handling` held, whatever it says now.
    ///
    /// # Errors
    /// Those of the database.
    pub fn last_hand_over(&self, record: Id) -> Result<Option<Handled>> {
        let mut cells: HashMap<&str, Value> = HashMap::new();
        let mut last = None;
        for change in self.record_history(&TABLE, record)?.into_iter().rev() {
            cells.extend(change.fields.into_iter().map(|change| (change.field, change.to)));
            last = hand_over(record, &cells).or(last);
        }
        Ok(last)
    }
}

/// The hand-over that the cells of a record say, if they say one.
fn hand_over(record: Id, cells: &HashMap<&str, Value>) -> Option<Handled> {
    let text = |field| match cells.get(field) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let member = |field| match cells.get(field) {
        Some(Value::Blob(bytes)) => Some(Id::from_bytes(bytes.as_slice().try_into().ok()?)),
        _ => None,
    };
    (text("state").and_then(from_word) == Some(HandlingState::Open)).then_some(())?;
    let handling = Handling {
        state: HandlingState::Open,
        until: None,
        assigned_to: Some(member("assigned_to")?),
        reason: None,
        note: text("note").map(str::to_owned),
        evidence: None,
        handled_on: text("handled_on")?.parse().ok()?,
    };
    Some(Handled { record, member: member("member"), handling })
}
