//! The special functions of statistics, kept from panicking.

use statrs::function::{beta, gamma};

/// Natural logarithm of the gamma function for `x > 0`.
pub(crate) fn ln_gamma(x: f64) -> f64 {
    gamma::ln_gamma(x)
}

/// Natural logarithm of the beta function for `a, b > 0`.
pub(crate) fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

/// Regularised incomplete beta function `I_x(a, b)` for `a, b > 0`, always within 0..=1.
///
/// Arguments outside the domain give 0: callers guarantee positive parameters, so this guards only
/// against what rounding could do to them.
pub(crate) fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    beta::checked_beta_reg(a, b, x.clamp(0.0, 1.0)).map_or(0.0, |value| value.clamp(0.0, 1.0))
}

/// `ln(e^left + e^right)` without overflow.
pub(crate) fn log_add_exp(left: f64, right: f64) -> f64 {
    let high = left.max(right);
    if high == f64::NEG_INFINITY {
        return high;
    }
    high + (left.min(right) - high).exp().ln_1p()
}
