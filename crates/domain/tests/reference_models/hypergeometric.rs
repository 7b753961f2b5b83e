//! The Gauss hypergeometric function.

/// `2F1(a, b; c; z)` for `0 <= z < 1` and `c > 0`: the power series, after Euler's transformation
/// `(1 - z)^(c-a-b) 2F1(c-a, c-b; c; z)` where `c - a - b < 0`, as it converges slowly or grows huge there.
pub fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> f64 {
    if c - a - b < 0.0 { (1.0 - z).powf(c - a - b) * series(c - a, c - b, c, z) } else { series(a, b, c, z) }
}

fn series(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 0..100_000 {
        let n = f64::from(n);
        term *= (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        sum += term;
        if f64::abs(term) <= 1e-17 * f64::abs(sum) {
            break;
        }
    }
    sum
}

#[test]
fn agrees_with_closed_forms() {
    let close = |found: f64, exact: f64| (found / exact - 1.0).abs() < 1e-12;
    // 2F1(1, 1; 2; z) = -ln(1 - z) / z and 2F1(a, b; b; z) = (1 - z)^-a (Abramowitz & Stegun 15.1.3, 15.1.8).
    assert!(close(hypergeometric(1.0, 1.0, 2.0, 0.3), -(0.7f64.ln()) / 0.3));
    assert!(close(hypergeometric(2.5, 4.0, 4.0, 0.6), 0.4f64.powf(-2.5)), "through Euler's transformation");
    assert!(close(hypergeometric(0.5, 1.0, 1.5, 0.25), 0.5f64.atanh() / 0.5), "A&S 15.1.4");
}
