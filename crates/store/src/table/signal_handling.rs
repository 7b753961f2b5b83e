//! What was done about signals, and which of them still stand open.

use std::collections::HashMap;

use chrono::NaiveDate;
use pelikirja_domain::{Cents, Id, Signal, SignalKind};
use rusqlite::Row;
use serde::{Deserialize, Serialize};

use super::signal::{StoredSignal, read_signal};
use super::{date, id, optional_date, optional_id, word};
use crate::schema::signal_handling::{
    ASSIGNED_TO, CUSTOMER, EVIDENCE, HANDLED_ON, MEMBER, NOTE, REASON, SIGNAL, STATE, UNTIL,
};
use crate::{IntoValue, Reader, Result, StoreError, WriteTransaction, to_word};

/// What was done about a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandlingState {
    /// It is still to be done, by the member it was handed to.
    Open,
    /// It comes back on a day.
    Snoozed,
    /// It was dealt with.
    Done,
    /// It was a false alarm.
    Dismissed,
}

/// What was done about a signal of a customer; there is one record a customer and kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Handling {
    /// What was done.
    pub state: HandlingState,
    /// The day it comes back on, when snoozed.
    pub until: Option<NaiveDate>,
    /// To whom it was handed.
    pub assigned_to: Option<Id>,
    /// Why it was a false alarm, as a word.
    pub reason: Option<String>,
    /// In words.
    pub note: Option<String>,
    /// The signal as it was then; absent when a newer program wrote a form unknown here.
    pub evidence: Option<Signal>,
    /// When.
    pub handled_on: NaiveDate,
}

/// What was done about a signal, and by whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Handled {
    /// The record that says so.
    pub record: Id,
    /// By whom.
    pub member: Option<Id>,
    /// What was done.
    pub handling: Handling,
}

/// A signal of a customer, and how it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct StandingSignal {
    /// The signal.
    pub stored: StoredSignal,
    /// How it stands.
    pub standing: Standing,
    /// What was done about it last.
    pub handled: Option<Handled>,
}

/// How a signal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Somebody should look at it.
    Open {
        /// Whether it was dealt with before and has come back on new evidence.
        returned: bool,
        /// To whom it was handed.
        assigned_to: Option<Id>,
    },
    /// It will come back on a day.
    Snoozed,
    /// It was done or a false alarm, and nothing new was seen since.
    Closed,
}

impl StoredSignal {
    /// How the signal stands on a day, given what was done about it.
    ///
    /// Only new evidence brings back what was done, snoozed or called a false alarm (see
    /// [`Signal::is_new_evidence`]). A hand-over counts for as long as the signal goes on without a break.
    #[must_use]
    pub fn standing(&self, handling: Option<&Handling>, today: NaiveDate) -> Standing {
        let Some(handling) = handling else { return Standing::Open { returned: false, assigned_to: None } };
        let is_new = match &handling.evidence {
            Some(evidence) => self.signal.is_new_evidence(evidence),
            None => self.since > handling.handled_on,
        };
        let assigned_to = handling.assigned_to.filter(|_| self.since <= handling.handled_on);
        match handling.state {
            HandlingState::Open => Standing::Open { returned: false, assigned_to },
            HandlingState::Snoozed if handling.until.is_none_or(|until| until <= today) => {
                Standing::Open { returned: false, assigned_to }
            }
            _ if is_new => Standing::Open { returned: true, assigned_to: None },
            HandlingState::Snoozed => Standing::Snoozed,
            HandlingState::Done | HandlingState::Dismissed => Standing::Closed,
        }
    }
}

/// An open signal on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardSignal {
    /// What was seen.
    pub kind: SignalKind,
    /// What it puts at stake; absent where nobody knows.
    pub value_at_stake: Option<Cents>,
    /// What the queue ranks it by; no amount to show.
    pub priority: Cents,
}

impl CardSignal {
    /// Sorts the signal of the highest priority first.
    fn place(&self) -> impl Ord + use<> {
        (std::cmp::Reverse(self.priority), self.kind)
    }
}

/// The open signals of a customer, for lists and for the order of the queue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// Open signals, the one of the highest priority first.
    pub signals: Vec<CardSignal>,
    /// To whom the card was handed.
    pub assigned_to: Option<Id>,
    /// Whether a signal is snoozed.
    pub snoozed: bool,
}

impl Card {
    fn add(&mut self, signal: CardSignal, standing: Standing) {
        match standing {
            Standing::Open { assigned_to, .. } => {
                self.signals.push(signal);
                self.signals.sort_by_key(CardSignal::place);
                self.assigned_to = self.assigned_to.or(assigned_to);
            }
            Standing::Snoozed => self.snoozed = true,
            Standing::Closed => {}
        }
    }

    /// Whether there is anything to show or to count.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.signals.is_empty() && !self.snoozed
    }
}

const COLUMNS: &str = "state, until, assigned_to, reason, note, evidence, handled_on";

/// From [`COLUMNS`]; none for a state that a newer program made up.
fn read(row: &Row<'_>) -> rusqlite::Result<Option<Handling>> {
    let Some(state) = word(row, 0)? else { return Ok(None) };
    let evidence: Option<String> = row.get(5)?;
    Ok(Some(Handling {
        state,
        until: optional_date(row, 1)?,
        assigned_to: optional_id(row, 2)?,
        reason: row.get(3)?,
        note: row.get(4)?,
        evidence: evidence.and_then(|text| serde_json::from_str(&text).ok()),
        handled_on: date(row, 6)?,
    }))
}

impl Reader<'_> {
    /// The signals of a customer and how they stand, the one of the highest priority first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn standing_signals(&self, customer: Id, key: i64, today: NaiveDate) -> Result<Vec<StandingSignal>> {
        let mut signals = self.signals_of(key)?;
        if signals.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT {COLUMNS}, signal, id, member FROM signal_handling WHERE customer = ?1 AND deleted = 0"
        );
        let rows = self.rows(&sql, [customer.as_bytes()], |row| {
            let (record, member) = (id(row, 8)?, optional_id(row, 9)?);
            Ok((word(row, 7)?, read(row)?.map(|handling| Handled { record, member, handling })))
        })?;
        let mut handlings: HashMap<SignalKind, Handled> =
            rows.into_iter().filter_map(|(kind, handled)| Some((kind?, handled?))).collect();
        signals.sort_by_key(|stored| (std::cmp::Reverse(stored.signal.priority), stored.signal.kind));
        Ok(signals
            .into_iter()
            .map(|stored| {
                let handled = handlings.remove(&stored.signal.kind);
                let standing = stored.standing(handled.as_ref().map(|handled| &handled.handling), today);
                StandingSignal { stored, standing, handled }
            })
            .collect())
    }

    /// The cards of all customers with signals, by local key, as of the day of the signals.
    ///
    /// # Errors
    /// Those of the database.
    pub fn cards(&self) -> Result<HashMap<i64, Card>> {
        let seen_on = self.signals_day()?;
        let handlings = self.handlings()?;
        let mut cards: HashMap<i64, Card> = HashMap::new();
        let mut statement = self
            .sql
            .prepare_cached("SELECT since, value_at_stake, priority, evidence, customer, kind FROM signal")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(kind) = word(row, 5)? else { continue };
            let customer = row.get(4)?;
            let open = Standing::Open { returned: false, assigned_to: None };
            let standing = match (handlings.get(&(customer, kind)), seen_on) {
                (Some(handling), Some(today)) => {
                    read_signal(row, seen_on)?.map_or(open, |stored| stored.standing(Some(handling), today))
                }
                _ => open,
            };
            let signal = CardSignal {
                kind,
                value_at_stake: row.get::<_, Option<i64>>(1)?.map(Cents),
                priority: Cents(row.get(2)?),
            };
            cards.entry(customer).or_default().add(signal, standing);
        }
        Ok(cards)
    }

    /// The card of one customer, as of the day of the signals.
    pub(super) fn card(&self, customer: Id, key: i64) -> Result<Card> {
        let mut card = Card::default();
        if let Some(today) = self.signals_day()? {
            for StandingSignal { stored, standing, .. } in self.standing_signals(customer, key, today)? {
                let Signal { kind, value_at_stake, priority, .. } = stored.signal;
                card.add(CardSignal { kind, value_at_stake, priority }, standing);
            }
        }
        Ok(card)
    }

    /// What was done about all signals, by the customer's local key.
    fn handlings(&self) -> Result<HashMap<(i64, SignalKind), Handling>> {
        let sql = format!(
            "SELECT {COLUMNS}, signal, customer.key FROM signal_handling
             JOIN customer ON customer.id = signal_handling.customer WHERE signal_handling.deleted = 0"
        );
        let rows = self.rows(&sql, [], |row| Ok((row.get(8)?, word(row, 7)?, read(row)?)))?;
        Ok(rows
            .into_iter()
            .filter_map(|(customer, kind, handling)| Some(((customer, kind?), handling?)))
            .collect())
    }

    /// Customers with a signal that was done or called a false alarm on a day, by a member or by anybody.
    ///
    /// # Errors
    /// Those of the database.
    pub fn signals_closed_on(&self, day: NaiveDate, member: Option<Id>) -> Result<u32> {
        let sql = "SELECT count(DISTINCT customer) FROM signal_handling
                   WHERE handled_on = ?1 AND state IN ('done', 'dismissed') AND deleted = 0
                     AND (?2 IS NULL OR member = ?2)";
        let member = member.map(|member| *member.as_bytes());
        let count = self.number(sql, (day.to_string(), member))?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }
}

impl WriteTransaction<'_> {
    /// Notes what was done about a signal, in the one record that the customer and the kind of signal have.
    ///
    /// # Errors
    /// Those of the database.
    pub fn handle_signal(&mut self, customer: Id, handling: &Handling, signal: &Signal) -> Result<bool> {
        let kind = to_word(&signal.kind);
        let id = self.keyed_id(&[b"signal", customer.as_bytes(), kind.as_bytes()])?;
        let evidence = serde_json::to_string(signal).map_err(|error| StoreError::Other(error.into()))?;
        let member = self.member();
        self.put(
            id,
            [
                (CUSTOMER, customer.into_value()),
                (SIGNAL, kind.into_value()),
                (STATE, to_word(&handling.state).into_value()),
                (UNTIL, handling.until.into_value()),
                (ASSIGNED_TO, handling.assigned_to.into_value()),
                (REASON, handling.reason.clone().into_value()),
                (NOTE, handling.note.clone().into_value()),
                (EVIDENCE, evidence.into_value()),
                (HANDLED_ON, handling.handled_on.into_value()),
                (MEMBER, member.into_value()),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pelikirja_domain::Evidence;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 6, number).unwrap()
    }

    fn silence(days: u32, seen: u32) -> StoredSignal {
        let evidence = Evidence::NoContact { last_contact: None, days_since: None, maximum_days: days };
        StoredSignal { signal: Signal::new(evidence, Cents(1_000), day(seen)), since: day(2) }
    }

    fn handling(state: HandlingState) -> Handling {
        Handling {
            state,
            until: None,
            assigned_to: Some(Id::from_bytes([7; 16])),
            reason: None,
            note: None,
            evidence: Some(silence(5, 3).signal),
            handled_on: day(3),
        }
    }

    #[test]
    fn what_was_done_comes_back_on_new_evidence_only() {
        let done = handling(HandlingState::Done);
        assert_eq!(silence(5, 7).standing(Some(&done), day(7)), Standing::Closed);
        let back = Standing::Open { returned: true, assigned_to: None };
        assert_eq!(silence(5, 8).standing(Some(&done), day(8)), back, "another five days have passed");
        let dismissed = handling(HandlingState::Dismissed);
        assert_eq!(
            silence(5, 8).standing(Some(&dismissed), day(8)),
            back,
            "a false alarm comes back likewise"
        );
    }

    #[test]
    fn a_snooze_ends_on_its_day() {
        let snoozed = Handling { until: Some(day(6)), ..handling(HandlingState::Snoozed) };
        assert_eq!(silence(50, 5).standing(Some(&snoozed), day(5)), Standing::Snoozed);
        let open = Standing::Open { returned: false, assigned_to: Some(Id::from_bytes([7; 16])) };
        assert_eq!(silence(50, 6).standing(Some(&snoozed), day(6)), open, "and is still in the same hands");
    }

    #[test]
    fn a_hand_over_ends_with_the_signal() {
        let handed = handling(HandlingState::Open);
        let again = StoredSignal { since: day(20), ..silence(5, 20) };
        let open = Standing::Open { returned: false, assigned_to: None };
        assert_eq!(again.standing(Some(&handed), day(20)), open, "the signal had gone in between");
    }

    #[test]
    fn unreadable_evidence_is_judged_by_the_day() {
        let done = Handling { evidence: None, ..handling(HandlingState::Done) };
        assert_eq!(silence(5, 9).standing(Some(&done), day(9)), Standing::Closed);
        let again = StoredSignal { since: day(9), ..silence(5, 9) };
        assert!(matches!(again.standing(Some(&done), day(9)), Standing::Open { returned: true, .. }));
    }
}
