//! Numbers that follow from a seed.

use std::time::Duration;

/// `SplitMix64`: good enough for choices, and the same on every machine.
#[derive(Clone)]
pub struct Random(u64);

impl Random {
    /// Another sequence for each seed and each stream of it.
    pub fn new(seed: u64, stream: u64) -> Self {
        Self(seed ^ stream.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0..below; 0 below 1.
    pub fn below(&mut self, below: u64) -> u64 {
        self.next() % below.max(1)
    }

    /// 0..most milliseconds, down to the microsecond.
    pub fn moment(&mut self, most: u64) -> Duration {
        Duration::from_micros(self.below(most * 1_000))
    }
}
