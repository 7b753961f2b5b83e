//! BG/NBD (Fader, Hardie & Lee 2005).

use statrs::function::beta::ln_beta;
use statrs::function::gamma::ln_gamma;

use crate::cdnow::customers;
use crate::hypergeometric::hypergeometric;
use crate::{assert_published, log_add_exp, maximise};

/// Parameters of the BG/NBD model.
pub struct BgNbd {
    pub r: f64,
    pub alpha: f64,
    pub a: f64,
    pub b: f64,
}

impl BgNbd {
    pub fn log_likelihood(&self, x: f64, tx: f64, t: f64) -> f64 {
        let Self { r, alpha, a, b } = *self;
        let active = -(r + x) * (alpha + t).ln();
        let left = (a / (b + x - 1.0)).ln() - (r + x) * (alpha + tx).ln();
        ln_gamma(r + x) - ln_gamma(r) + r * alpha.ln() + ln_beta(a, b + x) - ln_beta(a, b)
            + if x > 0.0 { log_add_exp(active, left) } else { active }
    }

    fn odds_of_having_left(&self, x: f64, tx: f64, t: f64) -> f64 {
        if x == 0.0 {
            return 0.0;
        }
        let Self { r, alpha, a, b } = *self;
        a / (b + x - 1.0) * ((alpha + t) / (alpha + tx)).powf(r + x)
    }

    pub fn p_alive(&self, x: f64, tx: f64, t: f64) -> f64 {
        1.0 / (1.0 + self.odds_of_having_left(x, tx, t))
    }

    /// Expected purchases in the `ahead` weeks after `t`.
    pub fn expected(&self, x: f64, tx: f64, t: f64, ahead: f64) -> f64 {
        let Self { r, alpha, a, b } = *self;
        let end = alpha + t + ahead;
        let series = hypergeometric(r + x, b + x, a + b + x - 1.0, ahead / end);
        (a + b + x - 1.0) / (a - 1.0) * (1.0 - ((alpha + t) / end).powf(r + x) * series)
            / (1.0 + self.odds_of_having_left(x, tx, t))
    }
}

/// The model fitted to the sample, and its log-likelihood.
fn fitted() -> (BgNbd, f64) {
    let customers = customers();
    let ([r, alpha, a, b], log_likelihood) = maximise(|&[r, alpha, a, b]| {
        let model = BgNbd { r, alpha, a, b };
        customers.iter().map(|c| model.log_likelihood(c.repeats, c.last, c.observed)).sum()
    });
    (BgNbd { r, alpha, a, b }, log_likelihood)
}

#[test]
fn fits_the_published_parameters() {
    let (BgNbd { r, alpha, a, b }, log_likelihood) = fitted();
    println!("BG/NBD on CDNOW: {r:.4} {alpha:.4} {a:.4} {b:.4} {log_likelihood:.3}");
    assert_published(&[r, alpha, a, b], &[0.2426, 4.4136, 0.7929, 2.4259], 4);
    assert_published(&[log_likelihood], &[-9582.429], 3);
}

#[test]
fn judges_customer_1516_of_the_sample() {
    let (model, _) = fitted();
    let (x, tx, t) = (26.0, 216.0 / 7.0, 31.0);
    let (alive, expected) = (model.p_alive(x, tx, t), model.expected(x, tx, t, 52.0));
    println!("BG/NBD customer 1516: alive {alive:.5}, expected {expected:.3}");
    assert_published(&[alive], &[0.96885], 5);
    assert_published(&[expected], &[25.757], 3);
}

#[test]
fn judges_the_worked_example() {
    // The authors work it with parameters of three decimals and weeks of two.
    let model = BgNbd { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
    let (x, tx, t) = (2.0, 30.43, 38.86);
    let (alive, expected) = (model.p_alive(x, tx, t), model.expected(x, tx, t, 39.0));
    println!("BG/NBD worked example: alive {alive:.4}, expected {expected:.4}");
    assert_published(&[alive], &[0.7266], 4);
    assert_published(&[expected], &[1.2260], 4);
}
