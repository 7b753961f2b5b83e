//! The formulas of the order model.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Rhythm;
use super::log_likelihood::LogLikelihood;
use crate::special::incomplete_beta;

/// The smallest chance of a gap that is told from none, so that its logarithm and ratios stay finite.
pub(super) const SMALLEST_SURVIVAL: f64 = 1e-300;

/// Parameters of the order model "gamma-EB": MBG/CNBD with a real-valued regularity.
///
/// While a firm is a customer, its order intervals are gamma distributed with shape `k` and a rate of
/// its own; rates vary over customers as Gamma(`r`, `alpha`); after each order day (the first included) a customer leaves with
/// a probability of its own, which varies as Beta(`a`, `b`). With whole `k` this is the MBG/CNBD-k of Platzer & Reutterer (2016)
/// and Reutterer, Platzer & Schröder (2021); with `k = 1` it is the MBG/NBD of Batislam, Denizel & Filiztekin (2007).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct GammaEb {
    /// Shape of the distribution of rates over customers; above 0.
    pub r: f64,
    /// Its rate parameter, in days; above 0.
    pub alpha: f64,
    /// First shape of the distribution of leaving after an order day; above 0.
    pub a: f64,
    /// Second shape of the same; above 0.
    pub b: f64,
    /// Regularity of the intervals: 1 is random, larger is more regular; above 0.
    pub k: f64,
}

impl GammaEb {
    /// `S(g) = I_{B/(B+g)}(R, k)`, `R = r + k x`, `B = alpha + tx`: the chance that a customer who has not
    /// left lets at least `gap_days` pass, within 1e-300..=1.
    #[must_use]
    pub fn survival(&self, rhythm: &Rhythm, gap_days: f64) -> f64 {
        let shape = self.r + self.k * rhythm.repeats;
        let rate = self.alpha + rhythm.span_days;
        incomplete_beta(shape, self.k, rate / (rate + gap_days)).max(SMALLEST_SURVIVAL)
    }

    /// `P(active) = 1 / (1 + a / ((b + x) S(g)))`: the chance that the customer has not left, 0..=1.
    #[must_use]
    pub fn p_active(&self, rhythm: &Rhythm) -> f64 {
        self.p_active_given(rhythm, self.survival(rhythm, rhythm.gap_days))
    }

    fn p_active_given(&self, rhythm: &Rhythm, survival: f64) -> f64 {
        1.0 / (1.0 + self.a / ((self.b + rhythm.repeats) * survival))
    }

    /// `P(active)` and `P(no order in h) = 1 - P(active) (1 - S(g + h) / S(g))`, both 0..=1.
    #[must_use]
    pub fn p_active_and_no_order(&self, rhythm: &Rhythm, horizon_days: f64) -> (f64, f64) {
        let now = self.survival(rhythm, rhythm.gap_days);
        let later = self.survival(rhythm, rhythm.gap_days + horizon_days);
        let p_active = self.p_active_given(rhythm, now);
        (p_active, (1.0 - p_active * (1.0 - later / now)).clamp(0.0, 1.0))
    }

    /// Logarithm of the likelihood of one customer's order days; [`LogLikelihood`] for many.
    #[must_use]
    pub fn log_likelihood(&self, rhythm: &Rhythm) -> f64 {
        LogLikelihood::new(*self).of(rhythm)
    }
}
