//! A meeting as lists show it.

use pelikirja_domain::Id;
use pelikirja_store::Reader;

use super::occurrence::Found;
use super::participants;
use crate::api::MeetingRow;
use crate::error::Result;

/// A meeting as the interface gets it.
pub(crate) fn row(reader: &Reader<'_>, found: Found) -> Result<MeetingRow> {
    let Found { record, from_series_only } = found;
    let invited: Id = record.series.filter(|_| from_series_only).unwrap_or(record.id);
    let root = reader.merge_root(record.customer)?;
    let customer_name = if root == record.customer {
        record.customer_name
    } else {
        reader.customer(root)?.map_or(record.customer_name, |customer| customer.name)
    };
    Ok(MeetingRow {
        id: record.id,
        customer: root,
        customer_name,
        purpose: record.purpose,
        kind: record.kind,
        day: record.day,
        begins: record.begins,
        duration: record.duration,
        place: record.place,
        link: record.link,
        owner: record.owner,
        state: record.state,
        state_reason: record.state_reason,
        moved_by_customer: record.moved_by_customer,
        series: record.series,
        series_day: record.series_day,
        from_series_only,
        participants: participants::read(reader, invited)?,
        preparation: record.preparation,
        minutes: record.minutes,
    })
}
