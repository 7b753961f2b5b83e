//! Who is a key account, who mid-sized.

use pelikirja_domain::TierKey;

use crate::random::{Random, Stream};

/// The tier of every customer: one byte each, the only thing kept for all of them.
#[derive(Debug)]
pub(crate) struct Tiers {
    of: Vec<TierKey>,
    /// Indices of the key accounts, ascending.
    pub(crate) keys: Vec<usize>,
}

impl Tiers {
    /// 3 % key (at least one of ten customers and more), 20 % mid-sized, the rest small. The newest tenth is
    /// small: nobody becomes a key account in the first weeks.
    pub(crate) fn new(seed: u64, customers: usize) -> Self {
        let mut random = Random::new(seed, Stream::Tiers, 0);
        let mut candidates: Vec<usize> = (0..customers - customers / 10).collect();
        random.shuffle(&mut candidates);
        let key = if customers < 10 { 0 } else { (customers * 3).div_ceil(100) };
        let mut of = vec![TierKey::Small; customers];
        let mut keys: Vec<usize> = candidates.iter().copied().take(key).collect();
        keys.sort_unstable();
        keys.iter().for_each(|index| of[*index] = TierKey::Key);
        candidates.iter().skip(key).take(customers / 5).for_each(|index| of[*index] = TierKey::Mid);
        Self { of, keys }
    }

    /// The tier of a customer.
    pub(crate) fn of(&self, customer: usize) -> TierKey {
        self.of.get(customer).copied().unwrap_or(TierKey::Small)
    }
}
