//! Made-up histories.

use chrono::{Days, NaiveDate};
use pelikirja_domain::{Cents, GammaEb, OrderDay};

pub use crate::random::Random;

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Orders of 100 euros, the first on `first`, the others after the given intervals.
pub fn ordered(first: NaiveDate, intervals: &[u64]) -> Vec<OrderDay> {
    let mut day = first;
    let mut history = vec![OrderDay { day, net: Cents(10_000) }];
    for interval in intervals {
        day = day + Days::new(*interval);
        history.push(OrderDay { day, net: Cents(10_000) });
    }
    history
}

impl Random {
    /// Gamma distributed with a whole shape and rate 1.
    pub fn gamma(&mut self, shape: u32) -> f64 {
        (0..shape).map(|_| -self.unit().ln()).sum()
    }

    /// Beta distributed with whole shapes.
    pub fn beta(&mut self, a: u32, b: u32) -> f64 {
        let one = self.gamma(a);
        one / (one + self.gamma(b))
    }
}

/// The parameters that [`firm`] is made with.
pub const TRUTH: GammaEb = GammaEb { r: 2.0, alpha: 40.0, a: 1.0, b: 6.0, k: 2.0 };

/// Customers who behave exactly as the order model says, watched for two years up to `as_of`.
pub fn firm(customers: usize, as_of: NaiveDate, random: &mut Random) -> Vec<Vec<OrderDay>> {
    const WATCHED: f64 = 730.0;
    let start = as_of - Days::new(WATCHED as u64);
    let customer = |random: &mut Random| {
        let rate = random.gamma(2) / TRUTH.alpha;
        let leaves = random.beta(1, 6);
        let mut time = random.unit() * 365.0;
        let mut history = Vec::new();
        while time <= WATCHED {
            let net = Cents((5_000.0 + 20_000.0 * random.unit()) as i64);
            history.push(OrderDay { day: start + Days::new(time as u64), net });
            if random.unit() < leaves {
                break;
            }
            time += (random.gamma(2) / rate).max(1.0);
        }
        history
    };
    (0..customers).map(|_| customer(random)).collect()
}
