//! The special functions of statistics, kept from panicking.
//!
//! Fitting the order model computes them millions of times and spends its time here. They are our own because the
//! incomplete beta function and the likelihood share their gamma functions ([`incomplete_beta_with`]), and because one
//! fraction a step is half the work of two. The tests compare them with closed forms and with `statrs`.

/// Fractions after which the incomplete beta function is taken as it is; shapes of thousands need some dozens.
const MOST_FRACTIONS: u32 = 1_000;
/// Relative change by a fraction below which the rest is beyond the precision of a double.
const SMALLEST_CHANGE: f64 = 1e-15;
/// From here on Stirling's series is exact to rounding.
const SMALLEST_STIRLING: f64 = 8.0;
/// `ln(2 pi) / 2`.
const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// Natural logarithm of the gamma function for `x > 0`; not a number elsewhere.
///
/// Stirling's series (DLMF 5.11.1), small arguments by `Γ(x) = Γ(x + n) / (x (x + 1) ... (x + n - 1))`.
pub(crate) fn ln_gamma(x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return f64::NAN;
    }
    if x >= SMALLEST_STIRLING {
        return stirling(x);
    }
    let (mut product, mut shifted) = (1.0, x);
    while shifted < SMALLEST_STIRLING {
        product *= shifted;
        shifted += 1.0;
    }
    stirling(shifted) - f64::ln(product)
}

fn stirling(x: f64) -> f64 {
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    let mut series = 1.0 / 156.0;
    for coefficient in
        [-691.0 / 360_360.0, 1.0 / 1_188.0, -1.0 / 1_680.0, 1.0 / 1_260.0, -1.0 / 360.0, 1.0 / 12.0]
    {
        series = series * square + coefficient;
    }
    (x - 0.5) * x.ln() - x + HALF_LN_TWO_PI + series * inverse
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
    let x = x.clamp(0.0, 1.0);
    let ln_terms = a * x.ln() + b * (-x).ln_1p() - ln_beta(a, b);
    incomplete_beta_with(a, b, x, ln_terms)
}

/// [`incomplete_beta`] where `ln_terms = a ln x + b ln(1 - x) - ln B(a, b)` is known.
///
/// The continued fraction of Didonato & Morris (1992), equation 9, forwards; on the side where it is fast.
pub(crate) fn incomplete_beta_with(a: f64, b: f64, x: f64, ln_terms: f64) -> f64 {
    let is_within = a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite();
    if !is_within || x.is_nan() || x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let terms = ln_terms.exp();
    let value = if x < (a + 1.0) / (a + b + 2.0) {
        terms / fraction(a, b, x)
    } else {
        1.0 - terms / fraction(b, a, 1.0 - x)
    };
    if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) }
}

/// `x^a (1 - x)^b / (B(a, b) I_x(a, b))`.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let slope = a - (a + b) * x + 1.0;
    let mut inverse = 1.0 / (a + 1.0);
    let mut value = a * slope * inverse;
    // Numerator and denominator of the last two convergents, scaled so that the last denominator is 1.
    let (mut numerator_before, mut denominator_before) = (1.0, 0.0);
    let mut m = 0.0;
    for _ in 0..MOST_FRACTIONS {
        m += 1.0;
        let back = m * (b - m) * x * inverse;
        let above = (a + m - 1.0) * (a + b + m - 1.0) * x * inverse * back;
        inverse = 1.0 / (a + 2.0 * m + 1.0);
        let below = m + back + (a + m) * (slope + m * (2.0 - x)) * inverse;
        let scale = 1.0 / (below + above * denominator_before);
        let next = (below * value + above * numerator_before) * scale;
        numerator_before = value * scale;
        denominator_before = scale;
        let change = (next - value).abs();
        value = next;
        // The other way round, a value that is not a number would go on to the end.
        let goes_on = change > SMALLEST_CHANGE * value.abs();
        if !goes_on {
            break;
        }
    }
    value
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
    fn the_incomplete_beta_function_agrees_with_another_implementation() {
        for a in [0.03, 0.4, 1.0, 1.7, 6.3, 25.0, 140.0, 800.0] {
            for b in [0.2, 0.9, 1.62, 4.4, 17.0] {
                for step in 1..200 {
                    let x = f64::from(step) / 200.0;
                    let exact = statrs::function::beta::beta_reg(a, b, x);
                    for (found, exact) in [
                        (incomplete_beta(a, b, x), exact),
                        // DLMF 8.17.4: the other side of the same.
                        (1.0 - incomplete_beta(b, a, 1.0 - x), exact),
                    ] {
                        assert!((found - exact).abs() <= 1e-12, "I_{x}({a}, {b}): {found} {exact}");
                    }
                    let found = incomplete_beta(a, b, x);
                    assert!(
                        (found - exact).abs() <= 1e-10 * exact + 1e-300,
                        "I_{x}({a}, {b}): {found} {exact}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_logarithm_of_the_gamma_function_agrees_with_another_implementation() {
        for step in -400..=400 {
            let x = f64::exp(f64::from(step) / 20.0);
            let (found, exact) = (ln_gamma(x), statrs::function::gamma::ln_gamma(x));
            assert!((found - exact).abs() <= 2e-14 * exact.abs().max(1.0), "{x}: {found} {exact}");
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
}
