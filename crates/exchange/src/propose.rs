//! Proposing what the columns of a file are.

use std::path::Path;

use crate::inspection::{FileFormat, Inspection};
use crate::kind::{Field, Kind};
use crate::mapping::{
    AmountRule, ColumnRef, DateOrder, DecimalMark, DiscountUnit, Mapping, ProposedField, ProposedMapping,
    Question, Reason,
};
use crate::profile::ColumnProfile;
use crate::synonyms::{match_header, normalise};

/// The mapping that the headers and the values suggest.
pub fn propose_mapping(kind: Kind, inspection: &Inspection) -> ProposedMapping {
    let mut fields = by_header(kind, inspection);
    by_content(kind, inspection, &mut fields);
    fields.sort_by_key(|proposed| kind.fields().iter().position(|field| *field == proposed.field));
    let mut mapping = Mapping::empty(kind, source_name(inspection));
    mapping.columns = fields.iter().map(|proposed| (proposed.field, proposed.column.clone())).collect();
    let mut questions = Vec::new();
    mapping.date_order = date_order(inspection, &fields, &mut questions);
    mapping.decimal_mark = decimal_mark(inspection, &fields, &mut questions);
    if kind == Kind::Orders {
        if !mapping.columns.contains_key(&Field::NetAmount) && mapping.columns.contains_key(&Field::UnitPrice)
        {
            mapping.amount = AmountRule::QuantityTimesPrice;
        }
        mapping.discount = discount_unit(inspection, &mapping, &mut questions);
        mapping.credit_prefix = profile_of(inspection, &mapping, Field::OrderNumber).and_then(credit_prefix);
    }
    let is_used = |index| fields.iter().any(|proposed| proposed.column.index as usize == index);
    let unused = (0..inspection.headers.len()).filter(|&index| !is_used(index));
    let unused = unused.map(|index| inspection.column_ref(index)).collect();
    ProposedMapping { missing: mapping.missing(), mapping, fields, questions, unused }
}

/// What the rows probably are; `None` when the file has what no kind needs.
pub fn detect_kind(inspection: &Inspection) -> Option<Kind> {
    if inspection.format == FileFormat::Vcard {
        return Some(Kind::People);
    }
    // Of kinds that fit equally well, the one with the most demands is meant.
    let order = [Kind::Orders, Kind::Products, Kind::Customers, Kind::People];
    let mut best = None;
    for kind in order {
        let proposed = propose_mapping(kind, inspection);
        if !proposed.missing.is_empty() {
            continue;
        }
        let own: f32 = proposed.fields.iter().map(|found| found.confidence * weight(kind, found.field)).sum();
        if best.is_none_or(|(score, _)| own > score) {
            best = Some((own, kind));
        }
    }
    best.map(|(_, kind)| kind)
}

/// How much a field tells of its kind: what several kinds have tells little.
fn weight(kind: Kind, field: Field) -> f32 {
    use Field::*;
    match (kind, field) {
        (Kind::Orders, OrderNumber | OrderedOn | Quantity | NetAmount) => 2.0,
        (Kind::Orders, ProductGroup | ProductName) | (_, CustomerNumber | Notes) => 0.5,
        (Kind::People, PersonName) => 0.8,
        (Kind::People, FirstName | LastName | Birthday) | (Kind::Products, ListPrice | ProductNumber) => 2.0,
        _ => 1.0,
    }
}

/// Name of the file without its extension and without a date at its end, which nightly exports carry there.
fn source_name(inspection: &Inspection) -> String {
    let stem =
        Path::new(&inspection.file_name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = stem.trim_end_matches(|letter: char| letter.is_ascii_digit() || "-_. T".contains(letter));
    let cut = &stem[name.len()..];
    let is_date = cut.bytes().filter(u8::is_ascii_digit).count() >= 6
        && !cut.starts_with(|first: char| first.is_ascii_digit());
    if name.is_empty() || !is_date { stem } else { name.to_owned() }
}

/// Gives every field the column whose header names it best, surest first.
fn by_header(kind: Kind, inspection: &Inspection) -> Vec<ProposedField> {
    let normalised: Vec<String> = inspection.headers.iter().map(|header| normalise(header)).collect();
    let mut candidates = Vec::new();
    for &field in kind.fields() {
        for (index, header) in normalised.iter().enumerate() {
            let confidence = match_header(kind, field, header);
            if confidence > 0.0 && fits(field, inspection.columns.get(index)) {
                candidates.push((confidence, field, index));
            }
        }
    }
    // A stable sort: of equals, the field that comes first in its kind and the column that comes first in the file.
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut fields: Vec<ProposedField> = Vec::new();
    for (confidence, field, index) in candidates {
        let column = inspection.column_ref(index);
        if fields.iter().any(|taken| taken.field == field || taken.column.index == column.index) {
            continue;
        }
        let reason = if confidence >= 1.0 { Reason::Header } else { Reason::SimilarHeader };
        fields.push(ProposedField { field, column, confidence: confidence.min(0.98), reason });
    }
    fields
}

/// Whether the values of a column can be of the field at all: a `Total` full of words is no amount.
fn fits(field: Field, column: Option<&ColumnProfile>) -> bool {
    let Some(column) = column.filter(|column| column.filled > 0) else { return true };
    let half = |count: u32| count * 2 >= column.filled;
    match field {
        Field::Quantity | Field::UnitPrice | Field::NetAmount | Field::ListPrice | Field::Discount => {
            half(column.numbers)
        }
        // Day numbers of spreadsheets are dates too.
        Field::OrderedOn | Field::EndedOn => half(column.dates) || half(column.numbers),
        Field::Email | Field::ContactEmail => half(column.emails),
        Field::CustomerName | Field::PersonName | Field::ContactName | Field::ProductName => {
            !half(column.numbers) && !half(column.emails)
        }
        _ => true,
    }
}

/// Finds by their values the fields that show themselves: the only column of dates, of business ids, of e-mail
/// addresses.
fn by_content(kind: Kind, inspection: &Inspection, fields: &mut Vec<ProposedField>) {
    for field in [Field::OrderedOn, Field::BusinessId, Field::Email] {
        if !kind.fields().contains(&field) || fields.iter().any(|taken| taken.field == field) {
            continue;
        }
        let looks_right = |column: &ColumnProfile| match field {
            Field::OrderedOn => column.dates,
            Field::BusinessId => column.business_ids,
            _ => column.emails,
        };
        let is_free = |index: usize| fields.iter().all(|taken| taken.column.index as usize != index);
        let mut found = (0..inspection.columns.len()).filter(|&index| {
            let column = &inspection.columns[index];
            is_free(index) && column.is_mostly(looks_right(column))
        });
        if let (Some(index), None) = (found.next(), found.next()) {
            let column = inspection.column_ref(index);
            fields.push(ProposedField { field, column, confidence: 0.6, reason: Reason::Content });
        }
    }
}

fn profile_of<'a>(inspection: &'a Inspection, mapping: &Mapping, field: Field) -> Option<&'a ColumnProfile> {
    inspection.columns.get(mapping.columns.get(&field)?.index as usize)
}

/// The proposed columns of these fields with their profiles.
fn columns_of<'a>(
    inspection: &'a Inspection,
    fields: &'a [ProposedField],
    wanted: &'a [Field],
) -> impl Iterator<Item = (&'a ColumnRef, &'a ColumnProfile)> {
    let chosen = fields.iter().filter(|proposed| wanted.contains(&proposed.field));
    chosen.filter_map(|proposed| {
        Some((&proposed.column, inspection.columns.get(proposed.column.index as usize)?))
    })
}

fn date_order(
    inspection: &Inspection,
    fields: &[ProposedField],
    questions: &mut Vec<Question>,
) -> Option<DateOrder> {
    let wanted = [Field::OrderedOn, Field::EndedOn, Field::Birthday];
    let columns = || columns_of(inspection, fields, &wanted);
    let day_first: u32 = columns().map(|(_, column)| column.day_first).sum();
    let month_first: u32 = columns().map(|(_, column)| column.month_first).sum();
    match (day_first, month_first) {
        (1.., 0) => return Some(DateOrder::DayFirst),
        (0, 1..) => return Some(DateOrder::MonthFirst),
        _ => {}
    }
    // Both orders at once are as open as neither, as soon as any date reads both ways.
    let (column, profile) = columns().find(|(_, column)| column.either_order > 0 || day_first > 0)?;
    let examples = profile.ambiguous_examples.clone();
    questions.push(Question::DateOrder { column: column.clone(), examples });
    None
}

fn decimal_mark(
    inspection: &Inspection,
    fields: &[ProposedField],
    questions: &mut Vec<Question>,
) -> Option<DecimalMark> {
    let wanted = [Field::Quantity, Field::UnitPrice, Field::NetAmount, Field::ListPrice, Field::Discount];
    let columns = || columns_of(inspection, fields, &wanted);
    let comma: u32 = columns().map(|(_, column)| column.comma_decimals).sum();
    let point: u32 = columns().map(|(_, column)| column.point_decimals).sum();
    match (comma, point) {
        (0, 0) => {}
        (comma, point) if comma >= 20 * point => return Some(DecimalMark::Comma),
        (comma, point) if point >= 20 * comma => return Some(DecimalMark::Point),
        _ => {}
    }
    let open = columns()
        .find(|(_, column)| column.either_decimals + column.comma_decimals + column.point_decimals > 0);
    let (column, profile) = open?;
    let examples =
        if profile.ambiguous_examples.is_empty() { &profile.examples } else { &profile.ambiguous_examples };
    questions.push(Question::DecimalMark { column: column.clone(), examples: examples.clone() });
    None
}

/// `C`, when some order numbers are C and digits, most of them beside a negative number, and most are not.
fn credit_prefix(orders: &ColumnProfile) -> Option<String> {
    let is_some = orders.credit_numbers > 0 && orders.credit_numbers * 2 < orders.filled;
    (is_some && orders.credit_rows * 10 >= orders.credit_numbers * 8).then(|| "C".to_owned())
}

/// Percentages where any discount is above 1 or the header says so; a question where others are fractions.
fn discount_unit(inspection: &Inspection, mapping: &Mapping, questions: &mut Vec<Question>) -> DiscountUnit {
    let column = mapping.columns.get(&Field::Discount);
    let (Some(column), Some(profile)) = (column, profile_of(inspection, mapping, Field::Discount)) else {
        return DiscountUnit::Fraction;
    };
    let header = column.header.to_lowercase();
    let is_named = ["%", "pros", "pct", "percent"].iter().any(|name| header.contains(name));
    match (profile.beyond_one, profile.fractions) {
        (0, 1..) => DiscountUnit::Fraction,
        (0, 0) => {
            if is_named {
                DiscountUnit::Percent
            } else {
                DiscountUnit::Fraction
            }
        }
        (_, 0) => DiscountUnit::Percent,
        _ => {
            if !is_named {
                questions.push(Question::DiscountUnit {
                    column: column.clone(),
                    examples: profile.examples.clone(),
                });
            }
            DiscountUnit::Percent
        }
    }
}
