//! Customers that look like the same firm: proposed in pairs, merged field by field, and parted again by undo.

use std::collections::{BTreeSet, HashMap, HashSet};

use pelikirja_domain::Id;
use pelikirja_store::{IntoValue, WriteTransaction, schema};

use crate::api::{
    Changed, CustomerPair, DuplicatePair, DuplicateReason, Empty, MergeCustomers, TransactionKind,
};
use crate::customer_index::{Entry, Sign};
use crate::customers::{is_below, row, write_fields};
use crate::error::{AppError, FieldProblem, Result};
use crate::session::Session;

/// Pairs that are proposed at once.
const MOST_PAIRS: usize = 200;
/// Records that share a value and are compared; more share it by habit (a switchboard, "Kioski").
const LARGEST_GROUP: usize = 8;

pub(crate) fn list(session: &Session, _: Empty) -> Result<Vec<DuplicatePair>> {
    let log_place = session.read(|reader| Ok(reader.log_place()?))?;
    let customers = session.index().get(session.store())?;
    let distinct = distinct(session)?;
    let mut pairs: Vec<(Id, Id, Vec<DuplicateReason>)> = suspected(customers.signs())
        .into_iter()
        .filter(|((first, second), _)| !distinct.contains(&(*first, *second)))
        .map(|((first, second), reasons)| (first, second, reasons.into_iter().collect()))
        .collect();
    pairs
        .sort_by(|left, right| strength(&right.2).cmp(&strength(&left.2)).then_with(|| left.0.cmp(&right.0)));
    pairs.truncate(MOST_PAIRS);
    let shown = |(first, second, reasons): (Id, Id, Vec<DuplicateReason>)| {
        let (first, second) = (customers.get(first)?, customers.get(second)?);
        let (first, second) =
            if first.listed.key <= second.listed.key { (first, second) } else { (second, first) };
        Some(DuplicatePair {
            first: row(&first.listed, log_place),
            second: row(&second.listed, log_place),
            reasons,
        })
    };
    Ok(pairs.into_iter().filter_map(shown).collect())
}

/// How many records look like this customer.
pub(crate) fn count_of(session: &Session, customer: Id) -> Result<u32> {
    let customers = session.index().get(session.store())?;
    let close = suspected(customers.sharing(customer));
    if close.is_empty() {
        return Ok(0);
    }
    let distinct = distinct(session)?;
    let pairs =
        close.keys().filter(|pair| (pair.0 == customer || pair.1 == customer) && !distinct.contains(*pair));
    Ok(u32::try_from(pairs.count()).unwrap_or(u32::MAX))
}

pub(crate) fn dismiss(session: &Session, request: CustomerPair) -> Result<Changed> {
    let (first, second) = ordered(request.first, request.second);
    session.change(TransactionKind::NotDuplicates, |tx| {
        for customer in [first, second] {
            tx.reader().customer(customer)?.ok_or_else(|| AppError::not_found("customer"))?;
        }
        let pair = tx.keyed_id(&[b"distinct pair", first.as_bytes(), second.as_bytes()])?;
        let cells = [
            (schema::distinct_pair::FIRST, first.into_value()),
            (schema::distinct_pair::SECOND, second.into_value()),
        ];
        Ok(u32::from(tx.put(pair, cells)?))
    })
}

/// Points one record at the other. Contacts, people and orders stay where they are and are read through the link, so
/// that undo parts the two exactly.
pub(crate) fn merge(session: &Session, request: MergeCustomers) -> Result<Changed> {
    if request.keep == request.merge {
        return Err(AppError::field("merge", FieldProblem::Circle));
    }
    session.change(TransactionKind::MergeCustomers, |tx| {
        for customer in [request.keep, request.merge] {
            let stored = tx.reader().customer(customer)?.ok_or_else(|| AppError::not_found("customer"))?;
            if stored.merged_into.is_some() {
                return Err(AppError::field("merge", FieldProblem::Taken));
            }
        }
        let mut changes = request.changes;
        changes.id = Some(request.keep);
        write_fields(tx, request.keep, changes)?;
        let tags = tx.reader().tags(request.merge)?;
        for tag in tags {
            crate::customers::add_tag(tx, request.keep, &tag)?;
        }
        tx.set(request.merge, [(schema::customer::MERGED_INTO, request.keep.into_value())])?;
        part_from_itself(tx, request.keep, request.merge)?;
        Ok(2)
    })
}

/// A firm that was merged with one above it is not above itself: it belongs where the other one did.
fn part_from_itself(tx: &mut WriteTransaction<'_>, keep: Id, merge: Id) -> Result<()> {
    let reader = tx.reader();
    let parent = |id: Id| Ok::<_, AppError>(reader.customer(id)?.and_then(|stored| stored.parent));
    let own = parent(keep)?;
    if !is_below(&reader, own, keep)? {
        return Ok(());
    }
    let others = parent(merge)?;
    let parent = if is_below(&reader, others, keep)? { None } else { others };
    tx.set(keep, [(schema::customer::PARENT, parent.into_value())])?;
    Ok(())
}

fn distinct(session: &Session) -> Result<HashSet<(Id, Id)>> {
    let pairs = session.read(|reader| Ok(reader.distinct_pairs()?))?;
    Ok(pairs.into_iter().map(|(first, second)| ordered(first, second)).collect())
}

fn ordered(first: Id, second: Id) -> (Id, Id) {
    if first <= second { (first, second) } else { (second, first) }
}

/// Pairs that share a sign.
fn suspected<'a>(
    signs: impl Iterator<Item = (&'a Entry, DuplicateReason, Sign)>,
) -> HashMap<(Id, Id), BTreeSet<DuplicateReason>> {
    let mut groups: HashMap<(DuplicateReason, Sign), Vec<Id>> = HashMap::new();
    for (entry, reason, sign) in signs {
        groups.entry((reason, sign)).or_default().push(entry.listed.id);
    }
    let mut pairs: HashMap<(Id, Id), BTreeSet<DuplicateReason>> = HashMap::new();
    for ((reason, _), members) in groups {
        if members.len() > LARGEST_GROUP {
            continue;
        }
        for (place, first) in members.iter().enumerate() {
            for second in members.iter().skip(place + 1) {
                pairs.entry(ordered(*first, *second)).or_default().insert(reason);
            }
        }
    }
    pairs
}

fn strength(reasons: &[DuplicateReason]) -> u32 {
    let weight = |reason: &DuplicateReason| match reason {
        DuplicateReason::BusinessId => 8,
        DuplicateReason::Name => 4,
        DuplicateReason::Email => 2,
        DuplicateReason::Phone => 1,
    };
    reasons.iter().map(weight).sum()
}
