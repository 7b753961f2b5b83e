//! How likely a customer's order days are, for many customers with the same parameters.

use super::gamma_eb::SMALLEST_SURVIVAL;
use super::{GammaEb, Rhythm};
use crate::special::{incomplete_beta_with, ln_gamma};

/// The likelihood under given parameters, with what does not depend on the customer computed once.
#[derive(Debug, Clone, Copy)]
pub struct LogLikelihood {
    parameters: GammaEb,
    /// `lnΓ(k)`.
    ln_gamma_k: f64,
    /// `r ln alpha - lnΓ(r) + lnΓ(a + b) - lnΓ(b)`.
    common: f64,
}

impl LogLikelihood {
    /// For these parameters.
    pub fn new(parameters: GammaEb) -> Self {
        let GammaEb { r, alpha, a, b, k } = parameters;
        let common = r * alpha.ln() - ln_gamma(r) + ln_gamma(a + b) - ln_gamma(b);
        Self { parameters, ln_gamma_k: ln_gamma(k), common }
    }

    /// Logarithm of the likelihood of one customer's order days, intervals in days:
    /// `lnΓ(R) - lnΓ(r) + r ln alpha - R ln B + (k-1) l - x lnΓ(k) + lnB(a, b+x) - lnB(a, b) - ln(a+b+x)
    /// + ln((b+x) S + a)`, `S = I_{B/(B+g)}(R, k)`, `R = r + k x`, `B = alpha + tx`.
    ///
    /// `lnB(a, b+x) - lnB(a, b) - ln(a+b+x)` is `lnΓ(b+x) - lnΓ(a+b+x+1) + lnΓ(a+b) - lnΓ(b)`.
    pub fn of(&self, rhythm: &Rhythm) -> f64 {
        let GammaEb { r, alpha, a, b, k } = self.parameters;
        let (x, gap) = (rhythm.repeats, rhythm.gap_days);
        let (shape, rate) = (r + k * x, alpha + rhythm.span_days);
        let (ln_gamma_shape, ln_rate) = (ln_gamma(shape), rate.ln());
        let survival = if gap > 0.0 {
            let ln_whole = (rate + gap).ln();
            let ln_terms = shape * (ln_rate - ln_whole) + k * (gap.ln() - ln_whole) + ln_gamma(shape + k)
                - ln_gamma_shape
                - self.ln_gamma_k;
            incomplete_beta_with(shape, k, rate / (rate + gap), ln_terms).max(SMALLEST_SURVIVAL)
        } else {
            1.0
        };
        self.common + ln_gamma_shape - shape * ln_rate + (k - 1.0) * rhythm.log_intervals
            - x * self.ln_gamma_k
            + ln_gamma(b + x)
            - ln_gamma(a + b + x + 1.0)
            + ((b + x) * survival + a).ln()
    }
}

#[cfg(test)]
mod tests {
    use statrs::function::beta::{beta_reg, ln_beta};
    use statrs::function::gamma::ln_gamma;

    use super::*;

    /// The formula as it is written down.
    fn plain(parameters: &GammaEb, rhythm: &Rhythm) -> f64 {
        let GammaEb { r, alpha, a, b, k } = *parameters;
        let Rhythm { repeats: x, span_days, log_intervals, gap_days } = *rhythm;
        let (shape, rate) = (r + k * x, alpha + span_days);
        let survival = beta_reg(shape, k, rate / (rate + gap_days));
        ln_gamma(shape) - ln_gamma(r) + r * alpha.ln() - shape * rate.ln() + (k - 1.0) * log_intervals
            - x * ln_gamma(k)
            + ln_beta(a, b + x)
            - ln_beta(a, b)
            - (a + b + x).ln()
            + ((b + x) * survival + a).ln()
    }

    #[test]
    fn is_the_formula_as_it_is_written_down() {
        for (r, a, b, k) in [(1.0, 0.5, 2.0, 1.3), (0.3, 0.05, 7.0, 0.6), (12.0, 3.0, 0.2, 4.5)] {
            let parameters = GammaEb { r, alpha: 25.0, a, b, k };
            for x in [0.0, 0.17, 1.0, 6.4, 250.0] {
                for gap_days in [0.0, 1.0, 35.0, 400.0] {
                    let rhythm = Rhythm { repeats: x, span_days: 14.0 * x, log_intervals: 2.5 * x, gap_days };
                    let (found, exact) = (parameters.log_likelihood(&rhythm), plain(&parameters, &rhythm));
                    assert!(
                        (found - exact).abs() <= 1e-10 * exact.abs().max(1.0),
                        "{parameters:?} {rhythm:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_gap_beyond_all_measure_is_finite() {
        let parameters = GammaEb { r: 5.0, alpha: 1.0, a: 0.5, b: 2.0, k: 3.0 };
        let rhythm = Rhythm { repeats: 300.0, span_days: 900.0, log_intervals: 300.0, gap_days: 1e6 };
        assert!(parameters.log_likelihood(&rhythm).is_finite(), "customers that left long ago are common");
    }
}
