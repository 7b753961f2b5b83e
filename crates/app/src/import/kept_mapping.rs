//! Mappings kept for their sources, so that the next file of a source asks nothing.

use std::collections::BTreeSet;

use pelikirja_exchange::{
    Field, HeaderRow, Inspection, Kind, Mapping, ProposedField, ProposedMapping, Question, Reason,
};
use pelikirja_store::{IntoValue, Reader, WriteTransaction, schema, to_word};

use crate::error::{AppError, ErrorCode, Result};

/// Keeps a mapping for its source and kind. Returns whether another one was kept before.
pub(super) fn keep(tx: &mut WriteTransaction<'_>, mapping: &Mapping) -> Result<bool> {
    use schema::import_mapping as column;
    let kind = to_word(&mapping.kind);
    let id = tx.keyed_id(&[b"import mapping", kind.as_bytes(), mapping.source_name.as_bytes()])?;
    let json = serde_json::to_string(mapping)
        .map_err(|error| AppError::new(ErrorCode::Internal, error.to_string()))?;
    let cells = [
        (column::SOURCE, mapping.source_name.as_str().into_value()),
        (column::KIND, kind.into_value()),
        (column::MAPPING, json.into_value()),
    ];
    let restored = tx.restore(&column::TABLE, id)?;
    Ok(tx.set(id, cells)? || restored)
}

/// Every kept mapping, the newest first; those in the form of a newer program are passed over.
pub(super) fn all(reader: &Reader<'_>) -> Result<Vec<Mapping>> {
    let kept = reader.import_mappings()?;
    Ok(kept.iter().filter_map(|json| serde_json::from_str(json).ok()).collect())
}

/// The kept mapping that a file is read with: that of its source, or else one whose columns are just those that the
/// file would be read by.
pub(super) fn choose<'a>(
    kept: &'a [Mapping],
    inspection: &Inspection,
    proposals: &[ProposedMapping],
) -> Option<&'a Mapping> {
    let fitting = || kept.iter().filter(|mapping| mapping.fits(inspection) && mapping.missing().is_empty());
    let proposal_of = |kind: Kind| proposals.iter().find(|proposal| proposal.mapping.kind == kind);
    let same_source = fitting().find(|mapping| {
        proposal_of(mapping.kind).is_some_and(|found| found.mapping.source_name == mapping.source_name)
    });
    same_source.or_else(|| {
        let named = inspection.header != HeaderRow::None;
        fitting().filter(|_| named).find(|mapping| {
            let columns = columns(mapping);
            proposal_of(mapping.kind).is_some_and(|found| columns.is_superset(&columns_of(found)))
        })
    })
}

fn columns(mapping: &Mapping) -> BTreeSet<(Field, &str)> {
    mapping.columns.iter().map(|(field, column)| (*field, column.header.as_str())).collect()
}

fn columns_of(proposal: &ProposedMapping) -> BTreeSet<(Field, &str)> {
    columns(&proposal.mapping)
}

/// A kept mapping in the form of a proposal: nothing to ask that was answered once.
pub(super) fn as_proposal(
    kept: &Mapping,
    inspection: &Inspection,
    fresh: ProposedMapping,
) -> ProposedMapping {
    let mut mapping = kept.clone();
    for column in mapping.columns.values_mut() {
        if let Some(place) = inspection.find_column(column) {
            *column = inspection.column_ref(place);
        }
    }
    let fields = mapping
        .columns
        .iter()
        .map(|(field, column)| ProposedField {
            field: *field,
            column: column.clone(),
            confidence: 1.0,
            reason: Reason::Header,
        })
        .collect();
    let unused = (0..inspection.headers.len())
        .map(|place| inspection.column_ref(place))
        .filter(|column| !mapping.columns.values().any(|used| used.index == column.index))
        .collect();
    let open = fresh.questions.into_iter().filter(|question| match question {
        Question::DateOrder { .. } => mapping.date_order.is_none(),
        Question::DecimalMark { .. } => mapping.decimal_mark.is_none(),
        Question::DiscountUnit { .. } => false,
    });
    ProposedMapping { fields, questions: open.collect(), missing: mapping.missing(), unused, mapping }
}
