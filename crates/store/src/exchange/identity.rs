//! Identities that follow from others, so that they need not travel.

use pelikirja_crypto::Hash;
use pelikirja_domain::{Id, Instant};

/// What identities are derived with; part of the format.
const SESSION: &str = "pelikirja 2026-11 session";
const TRANSACTION: &str = "pelikirja 2026-11 transaction";

/// Bytes of a session that its device draws at random.
pub(crate) const SEED_LENGTH: usize = 8;

/// A session: eight random bytes, and eight that only its device can have with them. Nobody writes in the name of
/// another device's session.
pub(crate) fn session(device: Id, seed: [u8; SEED_LENGTH]) -> Id {
    let bound = Hash::of(SESSION, &[device.as_bytes(), &seed]);
    let mut bytes = [0; 16];
    let (front, back) = bytes.split_at_mut(SEED_LENGTH);
    front.copy_from_slice(&seed);
    back.copy_from_slice(&bound.as_bytes()[..SEED_LENGTH]);
    Id::from_bytes(bytes)
}

/// The random bytes of a session.
pub(crate) fn seed(session: Id) -> [u8; SEED_LENGTH] {
    let mut seed = [0; SEED_LENGTH];
    seed.copy_from_slice(&session.as_bytes()[..SEED_LENGTH]);
    seed
}

/// The transaction that a session wrote in that millisecond; `counter` tells several apart.
pub(crate) fn transaction(session: Id, at: Instant, counter: u64) -> Id {
    let hash = Hash::of(TRANSACTION, &[session.as_bytes(), &at.to_be_bytes(), &counter.to_be_bytes()]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    Id::from_bytes(bytes)
}

/// Counts transactions so that no two of a session are the same. It stays at zero as long as the clock goes on, so that
/// it takes next to no room.
#[derive(Debug, Default)]
pub(crate) struct TransactionCounter {
    latest: Option<Instant>,
    counted: u64,
}

impl TransactionCounter {
    /// The counter of a transaction of that moment.
    pub fn next(&mut self, at: Instant) -> u64 {
        if self.latest.is_none_or(|latest| at > latest) {
            self.latest = Some(at);
            return 0;
        }
        // Never begun again: the clock may come back to a moment any number of times.
        self.counted += 1;
        self.counted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identities_are_those_of_their_device() {
        let device = |number| Id::from_bytes([number; 16]);
        let one = session(device(1), [7; 8]);
        assert_eq!(seed(one), [7; 8]);
        assert_eq!(session(device(1), seed(one)), one);
        assert_ne!(session(device(2), seed(one)), one);
        assert_ne!(transaction(one, 5, 0), transaction(one, 5, 1));
        assert_ne!(transaction(one, 5, 0), transaction(one, 6, 0));
        assert_ne!(transaction(one, 5, 0), transaction(session(device(2), [7; 8]), 5, 0));
    }

    #[test]
    fn no_two_transactions_are_counted_alike_wherever_the_clock_goes() {
        let mut counter = TransactionCounter::default();
        let moments = [4, 4, 4, 5, 4, 4, 5, 3, 6, 6, 5, 4, 7];
        let mut seen: Vec<(Instant, u64)> = moments.iter().map(|at| (*at, counter.next(*at))).collect();
        assert_eq!(seen.last(), Some(&(7, 0)));
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), moments.len());
    }
}
