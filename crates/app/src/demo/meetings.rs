//! Meetings of the demo firm.

use chrono::NaiveTime;
use pelikirja_demo::{DemoMeeting, DemoMinutes, DemoPreparation, DemoSeries};
use pelikirja_domain::{
    Attendance, ContactKind, FieldKind, Frequency, Id, Instant, MeetingState, PreparationState, SeriesRule,
};
use pelikirja_store::{Column, IntoValue, Value, WriteTransaction, schema, to_word};

use super::Added;
use crate::error::{AppError, Result};

/// Adds a meeting with its people, form, minutes and promises.
pub(super) fn add(
    tx: &mut WriteTransaction<'_>,
    members: &[Id],
    customer: &Added,
    id: Id,
    meeting: &DemoMeeting,
) -> Result<()> {
    use schema::meeting as column;
    let owner = members.get(meeting.member).copied();
    tx.create(
        id,
        [
            (column::CUSTOMER, customer.id.into_value()),
            (column::PURPOSE, meeting.purpose.into_value()),
            (column::KIND, to_word(&meeting.kind).into_value()),
            (column::DAY, meeting.day.into_value()),
            (column::BEGINS, meeting.begins.into_value()),
            (column::DURATION, meeting.duration.into_value()),
            (column::PLACE, meeting.place.into_value()),
            (column::LINK, meeting.link.into_value()),
            (column::OWNER, owner.into_value()),
            (column::STATE, to_word(&meeting.state).into_value()),
            (column::STATE_REASON, meeting.reason.into_value()),
            (column::MOVED_BY_CUSTOMER, meeting.moved_by_customer.into_value()),
        ],
    )?;
    for (place, attendance) in &meeting.people {
        if let Some(person) = customer.people.get(*place) {
            invite(tx, id, *person, *attendance)?;
        }
    }
    let at = moment(meeting);
    if let Some(preparation) = &meeting.preparation {
        let before = at.saturating_sub(2 * 86_400_000).min(tx.now());
        add_preparation(tx, members, id, owner, preparation, before)?;
    }
    if let Some(minutes) = &meeting.minutes {
        add_minutes(tx, members, customer, id, minutes, owner, at)?;
    }
    Ok(())
}

/// Adds a series with its people.
pub(super) fn add_series(
    tx: &mut WriteTransaction<'_>,
    members: &[Id],
    customer: &Added,
    series: &DemoSeries,
) -> Result<()> {
    use schema::meeting_series as column;
    let frequency = Frequency::Weeks { every: series.weeks, weekday: series.weekday };
    let rule = SeriesRule { frequency, from: series.from, until: None };
    let rule = serde_json::to_string(&rule).map_err(anyhow::Error::new)?;
    let id = tx.new_id()?;
    tx.create(
        id,
        [
            (column::CUSTOMER, customer.id.into_value()),
            (column::PURPOSE, series.purpose.into_value()),
            (column::KIND, to_word(&ContactKind::Online).into_value()),
            (column::RULE, rule.into_value()),
            (column::BEGINS, series.begins.into_value()),
            (column::DURATION, 30_u32.into_value()),
            (column::LINK, "https://kokous.example/huone".into_value()),
            (column::OWNER, members.get(series.member).copied().into_value()),
        ],
    )?;
    for place in &series.people {
        if let Some(person) = customer.people.get(*place) {
            invite(tx, id, *person, Attendance::Invited)?;
        }
    }
    Ok(())
}

fn invite(tx: &mut WriteTransaction<'_>, meeting: Id, person: Id, attendance: Attendance) -> Result<()> {
    use schema::meeting_participant as column;
    let parts: [&[u8]; 4] = [b"meeting participant", meeting.as_bytes(), b"person", person.as_bytes()];
    let link = tx.keyed_id(&parts)?;
    tx.create(
        link,
        [
            (column::MEETING, meeting.into_value()),
            (column::PERSON, person.into_value()),
            (column::ATTENDANCE, to_word(&attendance).into_value()),
        ],
    )?;
    Ok(())
}

/// When a meeting is, as if the firm were at Greenwich: nobody looks at the hour of a demo.
fn moment(meeting: &DemoMeeting) -> Instant {
    let midnight = meeting.day.and_time(NaiveTime::MIN).and_utc().timestamp_millis();
    midnight.saturating_add(i64::from(meeting.begins) * 60_000)
}

fn add_preparation(
    tx: &mut WriteTransaction<'_>,
    members: &[Id],
    meeting: Id,
    owner: Option<Id>,
    preparation: &DemoPreparation,
    at: Instant,
) -> Result<()> {
    use schema::preparation as column;
    let id = tx.keyed_id(&[b"preparation", meeting.as_bytes()])?;
    let form = preparation.template.form();
    let text = serde_json::to_string(&form).map_err(anyhow::Error::new)?;
    let mut cells: Vec<(Column, Value)> = vec![
        (column::MEETING, meeting.into_value()),
        (column::TEMPLATE, to_word(&preparation.template).into_value()),
        (column::FORM, text.into_value()),
    ];
    if preparation.state >= PreparationState::Completed {
        cells.push((column::COMPLETED_AT, at.into_value()));
        cells.push((column::COMPLETED_BY, members.get(preparation.assistant).copied().into_value()));
    }
    if preparation.state == PreparationState::Approved {
        cells.push((column::APPROVED_AT, at.saturating_add(3_600_000).min(tx.now()).into_value()));
        cells.push((column::APPROVED_BY, owner.into_value()));
    }
    tx.create_from(id, cells)?;
    for (field, item, value) in &preparation.answers {
        use schema::preparation_answer as column;
        let is_text = form
            .field(field)
            .ok_or_else(|| AppError::not_found("field"))
            .map(|field| matches!(field.kind, FieldKind::Text | FieldKind::LongText))?;
        let parts = [
            b"preparation answer".as_slice(),
            id.as_bytes(),
            field.as_bytes(),
            item.unwrap_or_default().as_bytes(),
        ];
        let answer = tx.keyed_id(&parts)?;
        let holder = if is_text { column::TEXT } else { column::VALUE };
        let mut cells: Vec<(Column, Value)> = vec![
            (column::PREPARATION, id.into_value()),
            (column::FIELD, (*field).into_value()),
            (holder, (*value).into_value()),
        ];
        cells.extend(item.map(|item| (column::ITEM, item.into_value())));
        tx.create_from(answer, cells)?;
    }
    Ok(())
}

fn add_minutes(
    tx: &mut WriteTransaction<'_>,
    members: &[Id],
    customer: &Added,
    meeting: Id,
    minutes: &DemoMinutes,
    owner: Option<Id>,
    at: Instant,
) -> Result<()> {
    use schema::minutes as column;
    let id = tx.keyed_id(&[b"minutes", meeting.as_bytes()])?;
    let mut cells: Vec<(Column, Value)> = vec![
        (column::MEETING, meeting.into_value()),
        (column::WANTS, minutes.wants.into_value()),
        (column::AGREED, minutes.agreed.into_value()),
        (column::INTERNAL, minutes.internal.into_value()),
        (column::NO_PROMISES, (minutes.closed && minutes.promises.is_empty()).into_value()),
    ];
    if let Some(reason) = minutes.no_next_step {
        cells.push((column::NEXT_STEP, "none".into_value()));
        cells.push((column::NEXT_REASON, reason.into_value()));
    }
    if minutes.closed {
        let contact = tx.keyed_id(&[crate::minutes::CONTACT, meeting.as_bytes()])?;
        cells.push((column::CLOSED_AT, at.saturating_add(7_200_000).min(tx.now()).into_value()));
        cells.push((column::CLOSED_BY, owner.into_value()));
        cells.push((column::CONTACT, contact.into_value()));
    } else {
        // What was held and not written down yet is still planned.
        let state = to_word(&MeetingState::Planned).into_value();
        tx.set(meeting, [(schema::meeting::STATE, state)])?;
    }
    tx.create_from(id, cells)?;
    for promise in &minutes.promises {
        use schema::promise as column;
        let id = tx.new_id()?;
        let person = promise.person.and_then(|place| customer.people.get(place)).copied();
        tx.create(
            id,
            [
                (column::CUSTOMER, customer.id.into_value()),
                (column::MEETING, meeting.into_value()),
                (column::DIRECTION, to_word(&promise.direction).into_value()),
                (column::TEXT, promise.text.into_value()),
                (column::DUE, promise.due.into_value()),
                (column::MEMBER, members.get(promise.member).copied().into_value()),
                (column::PERSON, person.into_value()),
                (column::STATE, to_word(&promise.state).into_value()),
                (column::SETTLED_ON, promise.settled_on.into_value()),
                (column::EVIDENCE, promise.evidence.into_value()),
            ],
        )?;
    }
    Ok(())
}
