//! Fitting the order model to all customers of a firm.

use super::nelder_mead::{Tolerance, minimise};
use super::{GammaEb, Rhythm};

/// Customers that the likelihood is summed over at the most; more move the parameters too little to be
/// worth the time.
pub const LARGEST_SAMPLE: usize = 5_000;
/// Customers of the rough search that finds where the exact one starts.
const ROUGH_SAMPLE: usize = 500;
/// Times that the end of the search is tried again.
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

/// Parameters of the largest likelihood and the sum of its logarithms over the sample.
///
/// The search runs over the logarithms of the parameters, so that they stay positive and the unit of time
/// is a mere shift of `alpha`; starting from the mean interval of the sample stands in for scaling time. A simplex may
/// come to rest where nothing is to be found (few customers leave, and the likelihood is flat in `a` and `b`), so
/// a rough search on a part of the sample is pulled back to plausible parameters, and the end of the exact one is tried again
/// with a wider simplex until that finds nothing better.
pub fn fit(rhythms: &[Rhythm]) -> (GammaEb, f64) {
    let sample = sample(rhythms, LARGEST_SAMPLE);
    let rough_sample = self::sample(rhythms, ROUGH_SAMPLE);
    let rough = Tolerance { value: 0.1, point: 0.1, evaluations: 400 };
    let fine = Tolerance { value: 1e-4, point: 1e-3, evaluations: 1_000 };
    let (start, _) = search(&rough_sample, start(&sample), 0.7, rough);
    let mut best = search(&sample, plausible(start), 0.3, fine);
    for _ in 0..MOST_RESTARTS {
        let again = search(&sample, plausible(best.0), 0.7, fine);
        let gained = again.1 - best.1;
        if gained > 0.0 {
            best = again;
        }
        if gained < SMALLEST_GAIN {
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
    let logs = [start.r, start.alpha, start.a, start.b, start.k].map(f64::ln);
    let found = minimise(logs, step, tolerance, |logs| {
        if logs.iter().any(|log| log.abs() > LARGEST_LOG_PARAMETER) {
            return f64::INFINITY;
        }
        -log_likelihood(&from_logs(logs), sample)
    });
    (from_logs(&found.point), -found.value)
}

fn from_logs(logs: &[f64; 5]) -> GammaEb {
    let [r, alpha, a, b, k] = logs.map(f64::exp);
    GammaEb { r, alpha, a, b, k }
}

fn log_likelihood(parameters: &GammaEb, sample: &[Rhythm]) -> f64 {
    let sum = |part: &[Rhythm]| part.iter().map(|rhythm| parameters.log_likelihood(rhythm)).sum::<f64>();
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
