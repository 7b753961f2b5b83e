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
    let value = beta::checked_beta_reg(a, b, x.clamp(0.0, 1.0)).unwrap_or(0.0);
    if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) }
}

/// `ln(e^left + e^right)` without overflow.
pub(crate) fn log_add_exp(left: f64, right: f64) -> f64 {
    let high = left.max(right);
    if high == f64::NEG_INFINITY {
        return high;
    }
    high + (left.min(right) - high).exp().ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_incomplete_beta_function_agrees_with_its_closed_forms() {
        for shape in [0.05, 0.3, 1.0, 2.5, 17.0, 120.0, 900.0, 5_000.0] {
            for x in [1e-6, 0.01, 0.2, 0.5, 0.8, 0.97, 0.999, 0.999_99] {
                let (power, rest) = (f64::powf(x, shape), 1.0 - x);
                // Repeated use of I_x(a, b + 1) = I_x(a, b) + x^a (1 - x)^b / (b B(a, b)) (DLMF 8.17.21).
                let one = power;
                let two = one + power * shape * rest;
                let three = two + power * shape * (shape + 1.0) / 2.0 * rest * rest;
                for (b, exact) in [(1.0, one), (2.0, two), (3.0, three)] {
                    let found = incomplete_beta(shape, b, x);
                    let tolerance = 1e-10 * exact + 1e-300;
                    assert!((found - exact).abs() <= tolerance, "I_{x}({shape}, {b}): {found} {exact}");
                }
            }
        }
    }

    #[test]
    fn nothing_outside_its_domain_panics() {
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, 0.0, 1e-300, 1e300] {
            for (a, b, x) in [(odd, 1.5, 0.5), (1.5, odd, 0.5), (1.5, 1.5, odd), (odd, odd, odd)] {
                let found = incomplete_beta(a, b, x);
                assert!((0.0..=1.0).contains(&found), "I_{x}({a}, {b}) = {found}");
            }
        }
    }

    #[test]
    fn the_logarithm_of_the_gamma_function_is_that_of_factorials() {
        let mut factorial = 1.0_f64;
        for n in 1..150_u8 {
            assert!(
                (ln_gamma(f64::from(n)) - factorial.ln()).abs() <= 1e-13 * factorial.ln().max(1.0),
                "{n}"
            );
            factorial *= f64::from(n);
        }
        assert!((ln_gamma(0.5) - std::f64::consts::PI.sqrt().ln()).abs() < 1e-14);
        assert!((ln_beta(2.0, 3.0) - (1.0 / 12.0_f64).ln()).abs() < 1e-14);
    }

    #[test]
    fn sums_of_exponentials_do_not_overflow() {
        assert!((log_add_exp(1_000.0, 1_000.0) - (1_000.0 + 2f64.ln())).abs() < 1e-12);
        assert_eq!(log_add_exp(f64::NEG_INFINITY, -3.0), -3.0);
        assert_eq!(log_add_exp(f64::NEG_INFINITY, f64::NEG_INFINITY), f64::NEG_INFINITY);
    }
}
