//! Gamma-Gamma model of spend (Fader & Hardie 2013).

use statrs::function::beta::ln_beta;

use crate::cdnow::customers;
use crate::{assert_published, maximise};

/// `f(z | p, q, v, x) = (v / (v + x z))^q (x z / (v + x z))^(p x) / (z B(p x, q))`.
fn log_likelihood([p, q, v]: [f64; 3], x: f64, z: f64) -> f64 {
    let total = x * z;
    q * (v / (v + total)).ln() + p * x * (total / (v + total)).ln() - z.ln() - ln_beta(p * x, q)
}

#[test]
fn fits_the_published_parameters() {
    let repeaters: Vec<_> = customers().into_iter().filter(|customer| customer.repeats > 0.0).collect();
    assert_eq!(repeaters.len(), 946);
    let (parameters, best) = maximise(|&parameters| {
        repeaters.iter().map(|c| log_likelihood(parameters, c.repeats, c.repeat_value / c.repeats)).sum()
    });
    println!("Gamma-Gamma on CDNOW: {parameters:.4?} {best:.3}");
    assert_published(&parameters, &[6.2496, 3.7442, 15.4435], 4);
    assert_published(&[best], &[-4055.918], 3);
}
