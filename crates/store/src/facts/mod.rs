//! Orders and their lines: facts from other systems, one clock a batch.
//!
//! An order is known by (source, number). A line is known by the number that the other system gives it or, where the
//! file has none, by what it says: lines in another order, or a file cut in two, are recognised all the same. A line
//! of the same product with another quantity or value is the same line corrected where the file evidently speaks of
//! the whole order. Lines that a later file no longer has stay: a file may be only a part. The same file read twice
//! therefore changes nothing.
//!
//! What a file said is kept ([`statement`]), and orders follow from it: they are what the batches that count say, one
//! after the other in the order of (clock, identity). So a batch can be taken back, or come late from another device.

mod batch;
mod columns;
mod fold;
mod indexes;
mod keeping;
mod keys;
mod known;
mod line;
mod open_order;
mod order;
mod part_writer;
mod parts;
mod rows;
mod statement;
mod undo;

pub use batch::FactBatch;
pub(crate) use fold::{batches_of, follow, in_order};
pub use known::{KnownOrder, KnownOrders};
pub use line::{LARGEST_LINE, LineOutcome, NewLine, OrderCounts};
pub(crate) use parts::{FactPart, forget, keep, key_of, waiting};
pub use undo::FactsUndone;

use pelikirja_crypto::SecretKey;
use pelikirja_domain::Id;

use crate::Result;
use crate::write::KeyedIds;

fn order_id(identity: &SecretKey, source: &str, number: &str) -> Result<Id> {
    Ok(order_id_of(&mut KeyedIds::new(identity), source, number))
}

fn order_id_of(identities: &mut KeyedIds, source: &str, number: &str) -> Id {
    identities.id(&[b"order", source.as_bytes(), number.as_bytes()])
}

/// Where a line with a number of its own is kept: even places, so that [`unnumbered_place`] never meets it.
const fn numbered_place(number: u32) -> i64 {
    2 * number as i64
}

/// Where the line is kept that was the n-th of its order to come without a number.
const fn unnumbered_place(n: i64) -> i64 {
    2 * n + 1
}

/// The number of the line at a place, if it has one.
fn number_at(place: i64) -> Option<u32> {
    if place % 2 == 0 { u32::try_from(place / 2).ok() } else { None }
}
