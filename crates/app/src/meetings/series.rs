//! Series of meetings.

use chrono::{Days, NaiveDate};
use pelikirja_domain::{MeetingState, SeriesRule};
use pelikirja_store::table::meeting_series::SeriesRecord;
use pelikirja_store::{Base, Column, IntoValue, Reader, Value, schema, to_word};

use super::edit::{alarm, check_customer_and_owner, link, place, purpose, time};
use super::participants;
use crate::api::{
    ById, Changed, ListSeries, MeetingSeries, PreviewSeries, SaveSeries, Saved, SeriesFields, TransactionKind,
};
use crate::dates::plausible;
use crate::error::{AppError, FieldProblem, Result};
use crate::session::Session;

/// Days of a rule in one answer.
const MOST_DAYS: u32 = 50;

pub(crate) fn list_series(session: &Session, request: ListSeries) -> Result<Vec<MeetingSeries>> {
    let today = session.today();
    session.read(|reader| {
        let found = match request.customer {
            None => reader.all_series(None)?,
            Some(customer) => {
                let mut found = Vec::new();
                for (record, _) in reader.family(customer)? {
                    found.extend(reader.all_series(Some(record))?);
                }
                found
            }
        };
        found.into_iter().map(|record| series(reader, record, today)).collect()
    })
}

pub(crate) fn preview_series(_: &Session, request: PreviewSeries) -> Result<Vec<NaiveDate>> {
    check_rule(&request.rule)?;
    let mut days = request.rule.days(request.rule.from, NaiveDate::MAX);
    days.truncate(request.limit.min(MOST_DAYS) as usize);
    Ok(days)
}

pub(crate) fn save_series(session: &Session, request: SaveSeries) -> Result<Saved> {
    use schema::meeting_series as column;
    let fields = checked(request.fields)?;
    let written = session.write(TransactionKind::EditSeries, |tx| {
        check_customer_and_owner(&tx.reader(), fields.customer, fields.owner)?;
        let known = match request.id {
            Some(id) => Some(tx.reader().series(id)?.ok_or_else(|| AppError::not_found("series"))?),
            None => None,
        };
        let mut fields = fields;
        let mut base = request.base;
        let (id, is_new) = match (known, request.from_day) {
            (Some(known), Some(from_day)) if from_day > known.rule.from => {
                let before = from_day.pred_opt().unwrap_or(from_day);
                let until = known.rule.until.map_or(before, |until| until.min(before));
                let rule = SeriesRule { until: Some(until), ..known.rule };
                tx.set(known.id, [(column::RULE, rule_text(&rule)?.into_value())])?;
                fields.rule.from = fields.rule.from.max(from_day);
                check_rule(&fields.rule)?;
                base = None;
                (tx.new_id()?, true)
            }
            (Some(known), _) => (known.id, false),
            (None, _) => (tx.new_id()?, true),
        };
        let owner = if request.id.is_none() { fields.owner.or(tx.member()) } else { fields.owner };
        let mut cells = cells(&fields)?;
        cells.push((column::OWNER, owner.into_value()));
        if is_new {
            cells.push((column::CUSTOMER, fields.customer.into_value()));
        } else if let Some(known) = tx.reader().series(id)?
            && tx.reader().merge_root(known.customer)? != tx.reader().merge_root(fields.customer)?
        {
            cells.push((column::CUSTOMER, fields.customer.into_value()));
        }
        let began = match &base {
            Some(base) => {
                let mut cells = self::cells(&base.fields)?;
                cells.push((column::OWNER, base.fields.owner.into_value()));
                Base { cells, log_place: base.log_place }
            }
            None => Base::default(),
        };
        tx.set_from(id, cells, &began)?;
        let invited = base.as_ref().map(|base| &*base.fields.participants);
        participants::set(tx, id, &fields.participants, invited)?;
        Ok(id)
    })?;
    Ok(Saved { id: written.value, transaction: written.transaction })
}

pub(crate) fn delete_series(session: &Session, request: ById) -> Result<Changed> {
    let today = session.today();
    session.change(TransactionKind::DeleteSeries, |tx| {
        tx.reader().series(request.id)?.ok_or_else(|| AppError::not_found("series"))?;
        let mut deleted = u32::from(tx.delete(&schema::meeting_series::TABLE, request.id)?);
        for meeting in tx.reader().exceptions_of(request.id)? {
            let Some(meeting) = tx.reader().meeting(meeting)? else { continue };
            if meeting.day >= today && meeting.state == MeetingState::Planned && meeting.minutes.is_none() {
                deleted += u32::from(tx.delete(&schema::meeting::TABLE, meeting.id)?);
            }
        }
        Ok(deleted)
    })
}

/// A series as the interface gets it.
pub(super) fn series(reader: &Reader<'_>, record: SeriesRecord, today: NaiveDate) -> Result<MeetingSeries> {
    // A step is at most 120 years; whatever is further away than two years need not be named.
    let horizon = today.checked_add_days(Days::new(2 * 366)).unwrap_or(today);
    let next = record.rule.days(today, horizon).first().copied();
    let invited = reader.participants(record.id)?;
    Ok(MeetingSeries {
        id: record.id,
        customer_name: record.customer_name,
        fields: SeriesFields {
            customer: reader.merge_root(record.customer)?,
            purpose: record.purpose,
            kind: record.kind,
            rule: record.rule,
            begins: record.begins,
            duration: record.duration,
            place: record.place,
            link: record.link,
            owner: record.owner,
            alarm_minutes: record.alarm_minutes,
            participants: invited.iter().filter_map(participants::attendee).collect(),
        },
        next,
        log_place: reader.log_place()?,
    })
}

fn checked(fields: SeriesFields) -> Result<SeriesFields> {
    check_rule(&fields.rule)?;
    let (begins, duration) = time(fields.begins, fields.duration)?;
    Ok(SeriesFields {
        purpose: purpose(&fields.purpose)?,
        begins,
        duration,
        place: place(fields.place)?,
        link: link(fields.link)?,
        alarm_minutes: alarm(fields.alarm_minutes)?,
        ..fields
    })
}

fn check_rule(rule: &SeriesRule) -> Result<()> {
    plausible("from", rule.from)?;
    if let Some(until) = rule.until {
        plausible("until", until)?;
    }
    if rule.is_valid() { Ok(()) } else { Err(AppError::field("rule", FieldProblem::Range)) }
}

fn cells(fields: &SeriesFields) -> Result<Vec<(Column, Value)>> {
    use schema::meeting_series as column;
    Ok(vec![
        (column::PURPOSE, fields.purpose.clone().into_value()),
        (column::KIND, to_word(&fields.kind).into_value()),
        (column::RULE, rule_text(&fields.rule)?.into_value()),
        (column::BEGINS, fields.begins.into_value()),
        (column::DURATION, fields.duration.into_value()),
        (column::PLACE, fields.place.clone().into_value()),
        (column::LINK, fields.link.clone().into_value()),
        (column::ALARM_MINUTES, fields.alarm_minutes.into_value()),
    ])
}

fn rule_text(rule: &SeriesRule) -> Result<String> {
    serde_json::to_string(rule).map_err(|error| anyhow::Error::new(error).into())
}
