//! Orders and their lines: facts from other systems, one clock a batch. What a batch replaces is kept, so that it can
//! be undone.
//!
//! An order is known by (source, number). A line is known by the number that the other system gives it or, where the
//! file has none, by what it says: lines in another order, or a file cut in two, are recognised all the same. A line
//! of the same product with another quantity or value is the same line corrected where the file evidently speaks of
//! the whole order. Lines that a later file no longer has stay: a file may be only a part. The same file read twice
//! therefore changes nothing.

mod batch;
mod heirs;
mod known;
mod order;
mod runs;
mod undo;

pub use batch::{FactBatch, LARGEST_LINE, LineOutcome, NewLine, OrderCounts};
pub use known::{KnownOrder, KnownOrders};
pub use undo::FactsUndone;

use pelikirja_crypto::SecretKey;
use pelikirja_domain::Id;

use crate::Result;
use crate::write::keyed_id;

fn order_id(identity: &SecretKey, source: &str, number: &str) -> Result<Id> {
    keyed_id(identity, &[b"order", source.as_bytes(), number.as_bytes()])
}

/// Where a line with a number of its own is kept: even places, so that [`unnumbered_place`] never meets it.
const fn numbered_place(number: u32) -> i64 {
    2 * number as i64
}

/// Where the line is kept that was the n-th of its order to come without a number.
const fn unnumbered_place(n: i64) -> i64 {
    2 * n + 1
}
