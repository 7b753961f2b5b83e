//! Today and the contact queue: whom to contact and why, and what was done about it.

mod at;
mod card;
mod handle;
mod note;
mod select;

use chrono::Days;
use pelikirja_domain::OrderModel;

use crate::api::{Empty, Today, TodayRequest};
use crate::contacts::next_action;
use crate::error::Result;
use crate::session::Session;
use crate::{meetings, preparations, promises, signals};
use select::Selection;

pub(crate) use at::{at, scores_at};
pub(crate) use card::visible_signals;
pub(crate) use handle::{dismiss, hand_over, mark_done, snooze};

/// Cards in one answer.
const MOST_CARDS: u32 = 200;
/// Next actions in one answer.
const MOST_ACTIONS: u32 = 200;
/// How far the next actions to come look ahead, days.
const UPCOMING_DAYS: u64 = 7;

pub(crate) fn today(session: &Session, request: TodayRequest) -> Result<Today> {
    signals::catch_up_on_new_day(session)?;
    let date = session.today();
    let customers = session.index().get(session.store())?;
    let selection = Selection::new(&customers, request.member, &request.kinds);
    let basis = session.signals().basis(session.store())?;
    let window = selection.window(request.offset, request.limit.min(MOST_CARDS));
    session.read(|reader| {
        let log_place = reader.log_place()?;
        let tomorrow = date.checked_add_days(Days::new(1)).unwrap_or(date);
        let horizon = date.checked_add_days(Days::new(UPCOMING_DAYS)).unwrap_or(date);
        let actions =
            reader.open_actions_due(chrono::NaiveDate::default(), date, request.member, MOST_ACTIONS)?;
        let upcoming = reader.open_actions_due(tomorrow, horizon, request.member, MOST_ACTIONS)?;
        let cards = window.iter().map(|found| card::read(reader, found, date));
        Ok(Today {
            date,
            queue: cards.collect::<Result<_>>()?,
            total: selection.total(),
            value_at_stake: selection.value_at_stake(),
            snoozed: selection.snoozed,
            done_today: reader.signals_closed_on(date, request.member)?,
            actions: actions.into_iter().map(|action| next_action(action, log_place)).collect(),
            upcoming: upcoming.into_iter().map(|action| next_action(action, log_place)).collect(),
            meetings: meetings::held_on(reader, date, request.member)?,
            promises: promises::due_by(reader, date, request.member)?,
            preparations_due: preparations::number_due(reader, date, request.member)?,
            customers: u32::try_from(customers.len()).unwrap_or(u32::MAX),
            orders: match &basis {
                Some(basis) => basis.orders,
                None => reader.order_count()?,
            },
            computed_at: basis.as_ref().map(|basis| basis.computed_at),
            plain_rule: basis
                .as_ref()
                .is_some_and(|basis| matches!(basis.fit.model, OrderModel::RhythmOnly { .. })),
        })
    })
}

pub(crate) fn recompute(session: &Session, _: Empty) -> Result<Empty> {
    signals::recompute_all(session)?;
    Ok(Empty {})
}
