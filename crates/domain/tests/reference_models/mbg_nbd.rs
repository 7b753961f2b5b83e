//! MBG/NBD (Batislam, Denizel & Filiztekin 2007), and the order model with k = 1, which must be the same.

use pelikirja_domain::{GammaEb, Rhythm};
use statrs::function::beta::ln_beta;
use statrs::function::gamma::ln_gamma;

use crate::cdnow::customers;
use crate::{assert_published, log_add_exp, maximise};

fn log_likelihood([r, alpha, a, b]: [f64; 4], x: f64, tx: f64, t: f64) -> f64 {
    let active = -(r + x) * (alpha + t).ln();
    let left = (a / (b + x)).ln() - (r + x) * (alpha + tx).ln();
    ln_gamma(r + x) - ln_gamma(r) + r * alpha.ln() + ln_beta(a, b + x + 1.0) - ln_beta(a, b)
        + log_add_exp(active, left)
}

fn p_alive([r, alpha, a, b]: [f64; 4], x: f64, tx: f64, t: f64) -> f64 {
    1.0 / (1.0 + a / (b + x) * ((alpha + t) / (alpha + tx)).powf(r + x))
}

const PUBLISHED: [f64; 4] = [0.5248, 6.1831, 0.8914, 1.6140];

#[test]
fn fits_the_published_parameters() {
    let customers = customers();
    let (parameters, best) = maximise(|&parameters| {
        customers.iter().map(|c| log_likelihood(parameters, c.repeats, c.last, c.observed)).sum()
    });
    println!("MBG/NBD on CDNOW: {parameters:.4?} {best:.3}");
    assert_published(&parameters, &PUBLISHED, 4);
    assert_published(&[best], &[-9582.136], 3);
}

#[test]
fn the_order_model_with_a_regularity_of_one_is_mbg_nbd() {
    let [r, alpha, a, b] = PUBLISHED;
    let model = GammaEb { r, alpha, a, b, k: 1.0 };
    for customer in customers() {
        let (x, tx, t) = (customer.repeats, customer.last, customer.observed);
        let rhythm = Rhythm { repeats: x, span_days: tx, log_intervals: 7.7 * x, gap_days: t - tx };
        let (found, reference) = (model.log_likelihood(&rhythm), log_likelihood(PUBLISHED, x, tx, t));
        assert!((found - reference).abs() < 1e-10 * reference.abs().max(1.0), "{found} {reference}");
        let (found, reference) = (model.p_active(&rhythm), p_alive(PUBLISHED, x, tx, t));
        assert!((found - reference).abs() < 1e-12, "x {x}, tx {tx}, T {t}: {found} {reference}");
    }
}
