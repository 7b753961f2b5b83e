//! Fitting the order model to all customers of a firm.

use super::log_likelihood::LogLikelihood;
use super::nelder_mead::{Tolerance, minimise};
use super::newton::{Surroundings, minimise_nearby};
use super::{GammaEb, Rhythm};

/// Customers that the likelihood is summed over at the most; more move the parameters too little to be
/// worth the time.
pub const LARGEST_SAMPLE: usize = 5_000;
/// Customers of the rough search that finds where the exact one starts.
const ROUGH_SAMPLE: usize = 500;
/// Times that the end of a search is tried again.
const MOST_RESTARTS: usize = 3;
/// Gain in the logarithm of the likelihood below which another try is not worth its time.
const SMALLEST_GAIN: f64 = 0.01;
/// Parts that the likelihood is summed in, one thread each. Fixed, not the number of cores, so that rounding
/// and hence the parameters are the same on every machine.
const PARTS: usize = 4;
/// Below this the threads cost more than they save.
const SMALLEST_THREADED_SAMPLE: usize = 1_000;
/// Logarithms of parameters are kept within this; beyond it the likelihood is flat.
const LARGEST_LOG_PARAMETER: f64 = 16.0;

const ROUGH: Tolerance = Tolerance { value: 0.1, point: 0.1, evaluations: 400 };
const FINE: Tolerance = Tolerance { value: 1e-4, point: 1e-3, evaluations: 1_000 };
/// The last step is taken as well; what is left after it is far below a hundredth.
const NEARBY: Surroundings =
    Surroundings { difference: 0.002, longest_step: 1.0, smallest_gain: 0.02, steps: 8 };

/// Parameters of the largest likelihood and the sum of its logarithms over the sample.
///
/// The search runs over the logarithms of the parameters, so that they stay positive and the unit of time
/// is a mere shift of `alpha`; starting from the mean interval of the sample stands in for scaling time.
///
/// A rough search on a part of the sample tries its end again from plausible parameters with a wide simplex until
/// that finds nothing better, as a simplex may come to rest where nothing is to be found. From there Newton's method
/// takes about a hundred sums over the whole sample. Where it finds no top (few customers leave, and the likelihood is
/// flat in `a` and `b`), simplexes search the whole sample in the same way, several times as long.
pub fn fit(rhythms: &[Rhythm]) -> (GammaEb, f64) {
    let sample = sample(rhythms, LARGEST_SAMPLE);
    let rough_sample = self::sample(rhythms, ROUGH_SAMPLE);
    let first = search(&rough_sample, start(&sample), 0.7, ROUGH);
    let rough = try_again(&rough_sample, first, ROUGH);
    search_nearby(&sample, plausible(rough.0)).unwrap_or_else(|| {
        let exact = search(&sample, plausible(first.0), 0.3, FINE);
        try_again(&sample, exact, FINE)
    })
}

/// The better end of searches from an end, each with a wide simplex.
fn try_again(sample: &[Rhythm], mut best: (GammaEb, f64), tolerance: Tolerance) -> (GammaEb, f64) {
    for _ in 0..MOST_RESTARTS {
        let again = search(sample, plausible(best.0), 0.7, tolerance);
        let gained = again.1 - best.1;
        if gained > 0.0 {
            best = again;
        }
        if gained < SMALLEST_GAIN.max(tolerance.value) {
            break;
        }
    }
    best
}

/// The nearest parameters at which the likelihood is not flat.
fn plausible(parameters: GammaEb) -> GammaEb {
    GammaEb {
        r: parameters.r.clamp(0.05, 50.0),
        alpha: parameters.alpha,
        a: parameters.a.clamp(0.02, 20.0),
        b: parameters.b.clamp(0.1, 50.0),
        k: parameters.k.clamp(0.2, 20.0),
    }
}

/// Every n-th customer: deterministic, and spread over however the caller sorted them.
fn sample(rhythms: &[Rhythm], size: usize) -> Vec<Rhythm> {
    let count = size.min(rhythms.len());
    (0..count).map(|index| rhythms[index * rhythms.len() / count]).collect()
}

fn start(sample: &[Rhythm]) -> GammaEb {
    let (repeats, span) =
        sample.iter().fold((0.0, 0.0), |(x, t), rhythm| (x + rhythm.repeats, t + rhythm.span_days));
    let mean_interval = if repeats > 0.0 { (span / repeats).max(1.0) } else { 30.0 };
    let (r, k) = (1.0, 1.3);
    GammaEb { r, alpha: mean_interval * r / k, a: 0.5, b: 2.0, k }
}

fn search(sample: &[Rhythm], start: GammaEb, step: f64, tolerance: Tolerance) -> (GammaEb, f64) {
    let found = minimise(logs(start), step, tolerance, |logs| unlikelihood(logs, sample));
    (from_logs(&found.point), -found.value)
}

/// Some only when it ends at a top.
fn search_nearby(sample: &[Rhythm], start: GammaEb) -> Option<(GammaEb, f64)> {
    // Mean interval and odds of staying instead of `alpha` and `b`, which go with `r` and `a`: differences of functions
    // with narrow valleys across the axes say little of their curvature.
    let [r, alpha, a, b, k] = logs(start);
    let back = |[r, scale, a, odds, k]: [f64; 5]| [r, r + scale - k, a, a + odds, k];
    let found = minimise_nearby([r, alpha - r + k, a, b - a, k], NEARBY, |point| {
        unlikelihood(&back(*point), sample)
    })?;
    Some((from_logs(&back(found.point)), -found.value))
}

fn unlikelihood(logs: &[f64; 5], sample: &[Rhythm]) -> f64 {
    if logs.iter().any(|log| log.abs() > LARGEST_LOG_PARAMETER) {
        return f64::INFINITY;
    }
    -log_likelihood(from_logs(logs), sample)
}

fn logs(parameters: GammaEb) -> [f64; 5] {
    let GammaEb { r, alpha, a, b, k } = parameters;
    [r, alpha, a, b, k].map(f64::ln)
}

fn from_logs(logs: &[f64; 5]) -> GammaEb {
    let [r, alpha, a, b, k] = logs.map(f64::exp);
    GammaEb { r, alpha, a, b, k }
}

fn log_likelihood(parameters: GammaEb, sample: &[Rhythm]) -> f64 {
    let likelihood = LogLikelihood::new(parameters);
    let sum = |part: &[Rhythm]| part.iter().map(|rhythm| likelihood.of(rhythm)).sum::<f64>();
    if sample.len() < SMALLEST_THREADED_SAMPLE {
        return sum(sample);
    }
    let mut parts = sample.chunks(sample.len().div_ceil(PARTS));
    let first = parts.next().unwrap_or_default();
    std::thread::scope(|scope| {
        let others: Vec<_> = parts.map(|part| (part, scope.spawn(move || sum(part)))).collect();
        let mut total = sum(first);
        for (part, handle) in others {
            total += handle.join().unwrap_or_else(|_| sum(part));
        }
        total
    })
}
