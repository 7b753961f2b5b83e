//! Published models on published data: what the order model is measured against must itself be right.
//!
//! Numbers are those of the papers' tables; time in weeks, as there.

#![expect(clippy::unwrap_used, reason = "a test may fail where its data is not what it says")]

mod bar;
mod bg_nbd;
mod cdnow;
mod gamma_gamma;
mod hypergeometric;
mod mbg_nbd;
#[path = "../../src/order_model/nelder_mead.rs"]
mod nelder_mead;
mod online_retail;

use nelder_mead::{Tolerance, minimise};

/// Maximum likelihood over positive parameters, from all ones.
fn maximise<const N: usize>(log_likelihood: impl Fn(&[f64; N]) -> f64) -> ([f64; N], f64) {
    let tolerance = Tolerance { value: 1e-10, point: 1e-7, evaluations: 5_000 };
    let found = minimise([0.0; N], 0.5, tolerance, |logs| -log_likelihood(&logs.map(f64::exp)));
    (found.point.map(f64::exp), -found.value)
}

/// `ln(e^left + e^right)`.
fn log_add_exp(left: f64, right: f64) -> f64 {
    left.max(right) + (-(left - right).abs()).exp().ln_1p()
}

/// Asserts that each value rounds to the published one.
#[track_caller]
fn assert_published(found: &[f64], published: &[f64], decimals: i32) {
    let half_unit = 0.5 * 10f64.powi(-decimals);
    for (found, published) in found.iter().zip(published) {
        assert!((found - published).abs() <= half_unit, "found {found}, published {published}");
    }
    assert_eq!(found.len(), published.len());
}
