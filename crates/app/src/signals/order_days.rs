//! The order days of all customers, read by two threads.

use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use pelikirja_domain::OrderDay;
use pelikirja_store::Reader;

use crate::error::Result;

/// Parts that the customers are read in: enough that two threads end at about the same time.
const PARTS: usize = 32;

/// What some customers ordered.
pub(super) struct Part {
    /// What every record ordered on each day, by local key and then by day.
    pub days: Vec<(i64, OrderDay)>,
    /// Orders read.
    pub orders: u64,
}

/// Order days while threads read them: each takes the next part, until none is left.
pub(super) struct Reading {
    parts: Vec<RangeInclusive<i64>>,
    next: AtomicUsize,
    done: AtomicU64,
    stopped: AtomicBool,
    read: Mutex<Vec<(usize, Part)>>,
}

impl Reading {
    /// Parts by the customers that have orders now.
    pub fn new(reader: &Reader<'_>) -> Result<Self> {
        let parts = reader.order_customers()?.map_or_else(Vec::new, |(first, last)| split(first, last));
        Ok(Self {
            read: Mutex::new(Vec::with_capacity(parts.len())),
            parts,
            next: AtomicUsize::new(0),
            done: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
        })
    }

    /// Reads parts while there are some. `progress` gets parts done and in all; all threads stop when it answers false.
    pub fn take_part(&self, reader: &Reader<'_>, progress: impl Fn(u64, u64) -> bool) -> Result<()> {
        while !self.stopped.load(Ordering::Relaxed) {
            let place = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(customers) = self.parts.get(place) else { break };
            let mut days = Vec::new();
            let orders = reader.each_order_day_of(customers.clone(), &mut |customer, entry| {
                days.push((customer, entry));
                true
            })?;
            self.read.lock().unwrap_or_else(PoisonError::into_inner).push((place, Part { days, orders }));
            let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
            if !progress(done, self.parts.len() as u64) {
                self.stopped.store(true, Ordering::Relaxed);
            }
        }
        Ok(())
    }

    /// All parts by local key, when every thread has ended; none when the reading was stopped.
    pub fn finish(self) -> Option<Vec<Part>> {
        let mut read = self.read.into_inner().unwrap_or_else(PoisonError::into_inner);
        if self.stopped.into_inner() {
            return None;
        }
        read.sort_unstable_by_key(|(place, _)| *place);
        Some(read.into_iter().map(|(_, part)| part).collect())
    }
}

/// Ranges of about the same width that have every key once; the outer ones are open for what is written meanwhile.
fn split(first: i64, last: i64) -> Vec<RangeInclusive<i64>> {
    let width = last.saturating_sub(first) / PARTS as i64 + 1;
    let bounds: Vec<i64> = (1..PARTS as i64)
        .map(|part| first.saturating_add(width.saturating_mul(part)))
        .take_while(|bound| *bound <= last)
        .collect();
    let starts = std::iter::once(i64::MIN).chain(bounds.iter().copied());
    let ends = bounds.iter().map(|bound| bound - 1).chain(std::iter::once(i64::MAX));
    starts.zip(ends).map(|(start, end)| start..=end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_in_one_part() {
        for (first, last) in
            [(1, 1), (1, 5), (-3, 200), (1, 100_000), (i64::MIN, i64::MAX), (i64::MAX, i64::MAX)]
        {
            let parts = split(first, last);
            assert!(parts.len() <= PARTS);
            assert_eq!((*parts[0].start(), *parts[parts.len() - 1].end()), (i64::MIN, i64::MAX));
            for pair in parts.windows(2) {
                assert_eq!(pair[0].end() + 1, *pair[1].start(), "{first}..={last}: {parts:?}");
            }
        }
        assert_eq!(split(1, 100_000).len(), PARTS);
    }
}
