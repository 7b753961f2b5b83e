//! The one source of chance.

use crate::real::ln;

/// What a random stream is for; the same customer has another stream for each use, so that a change in one
/// part of the demo firm leaves the others as they were.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Stream {
    Tiers = 1,
    Stories,
    Profile,
    Name,
    Customer,
    Carers,
    People,
    Rhythm,
    Schedule,
    Baskets,
    Contacts,
    NextAction,
    BusinessIds,
    Meetings,
    MeetingSeries,
}

/// xoshiro256++ 1.0 (Blackman & Vigna 2019), its state filled by `SplitMix64` (Steele, Lea & Flood 2014).
///
/// Written out here because the demo firm is to stay the same for years, whatever a library changes.
#[derive(Debug, Clone)]
pub(crate) struct Random([u64; 4]);

/// One step of `SplitMix64`: moves the state on and gives the mixed value.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

impl Random {
    /// The stream of a seed, a use and a number (mostly a customer's index).
    pub(crate) fn new(seed: u64, stream: Stream, number: usize) -> Self {
        let mut state = seed;
        for part in [stream as u64, number as u64] {
            state = split_mix(&mut state) ^ part;
        }
        Self(std::array::from_fn(|_| split_mix(&mut state)))
    }

    /// The next 64 random bits.
    pub(crate) fn bits(&mut self) -> u64 {
        let s = &mut self.0;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let shifted = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= shifted;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// Uniform in [0, 1), a multiple of 2^-53.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// Uniform in `0..count` and 0 when `count` is 0; the bias is below `count` / 2^64.
    #[expect(clippy::cast_possible_truncation, reason = "the product's upper half is below `count`")]
    pub(crate) fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.bits()) * count as u128) >> 64) as usize
    }

    /// Uniform from `low` to `high`, both included; `low` when they are the wrong way round.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let count = usize::try_from(high.saturating_sub(low).saturating_add(1)).unwrap_or(0);
        low.saturating_add_unsigned(self.below(count) as u64)
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// Index into a list of weights, each drawn in proportion to its weight.
    pub(crate) fn weighted(&mut self, weights: &[usize]) -> usize {
        let mut rest = self.below(weights.iter().sum());
        for (index, weight) in weights.iter().enumerate() {
            if rest < *weight {
                return index;
            }
            rest -= weight;
        }
        0
    }

    /// Standard normal, by Marsaglia's polar method (1964).
    pub(crate) fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * (-2.0 * ln(square) / square).sqrt();
            }
        }
    }

    /// Gamma with this shape (at least 1) and mean 1, after Marsaglia & Tsang (2000).
    pub(crate) fn gamma(&mut self, shape: f64) -> f64 {
        let d = shape.max(1.0) - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let base = 1.0 + c * x;
            if base <= 0.0 {
                continue;
            }
            let v = base * base * base;
            let u = self.unit();
            if u > 0.0 && ln(u) < 0.5 * x * x + d - d * v + d * ln(v) {
                return d * v / shape.max(1.0);
            }
        }
    }

    /// Whole number whose mean is `value`: rounded up as often as its fraction says.
    pub(crate) fn round(&mut self, value: f64) -> usize {
        let whole = value.max(0.0).floor();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturates, never negative"
        )]
        let count = whole as usize;
        count + usize::from(self.unit() < value - whole)
    }

    /// Puts the list into random order (Fisher-Yates).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generators_give_their_published_values() {
        // SplitMix64 from state 1234567, and xoshiro256++ from state 1, 2, 3, 4: the reference sequences.
        let mut state = 1_234_567;
        assert_eq!(split_mix(&mut state), 6_457_827_717_110_365_317);
        assert_eq!(split_mix(&mut state), 3_203_168_211_198_807_973);
        let mut random = Random([1, 2, 3, 4]);
        assert_eq!([random.bits(), random.bits()], [41_943_041, 58_720_359]);
    }

    #[test]
    fn gamma_has_mean_one_and_variance_one_over_shape() {
        let mut random = Random::new(1, Stream::Schedule, 0);
        let draws: Vec<f64> = (0..40_000).map(|_| random.gamma(2.0)).collect();
        let mean = draws.iter().sum::<f64>() / 40_000.0;
        let variance = draws.iter().map(|draw| (draw - mean) * (draw - mean)).sum::<f64>() / 40_000.0;
        assert!((mean - 1.0).abs() < 0.02, "mean {mean}");
        assert!((variance - 0.5).abs() < 0.03, "variance {variance}");
    }

    #[test]
    fn bounds_are_kept() {
        let mut random = Random::new(7, Stream::Profile, 3);
        assert!((0..10_000).all(|_| (-3..=3).contains(&random.between(-3, 3))));
        assert!((0..10_000).all(|_| random.weighted(&[0, 5, 0, 1]) % 2 == 1), "a weight of 0 is never drawn");
        assert_eq!(random.below(0), 0);
        assert_eq!(random.round(4.0), 4);
    }
}
