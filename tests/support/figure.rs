//! Figures as `cargo xtask bench` reads them (`xtask/src/bench/figure.rs`).

use std::io::Write;
use std::time::Duration;

use anyhow::Result;
use serde_json::{Value, json};

/// A time that must not be longer than `most` seconds.
///
/// # Errors
/// When standard output is closed.
pub fn print_seconds(work: &str, value: Duration, most: f64) -> Result<()> {
    print(work, "seconds", value.as_secs_f64(), None, json!({ "at_most": most }))
}

/// A time that must not be longer than `most` times that of a baseline.
///
/// # Errors
/// When standard output is closed.
pub fn print_ratio(work: &str, value: Duration, baseline: (&str, Duration), most: f64) -> Result<()> {
    let baseline = (baseline.0, baseline.1.as_secs_f64());
    print(work, "seconds", value.as_secs_f64(), Some(baseline), json!({ "times_baseline": most }))
}

/// A size that must not be larger than `most` megabytes.
///
/// # Errors
/// When standard output is closed.
pub fn print_megabytes(work: &str, value: f64, most: f64) -> Result<()> {
    print(work, "megabytes", value, None, json!({ "at_most": most }))
}

/// A number of files or bytes that must not be larger than `most`.
///
/// # Errors
/// When standard output is closed.
pub fn print_count(work: &str, value: f64, most: f64) -> Result<()> {
    print(work, "count", value, None, json!({ "at_most": most }))
}

fn print(work: &str, unit: &str, value: f64, baseline: Option<(&str, f64)>, bar: Value) -> Result<()> {
    let figure = json!({ "work": work, "unit": unit, "value": value, "baseline": baseline, "bar": bar });
    Ok(writeln!(std::io::stdout(), "{figure}")?)
}

/// The one in the middle; zero for none.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The time that 95 of 100 do not exceed; zero for none.
pub fn percentile_95(mut times: Vec<Duration>) -> Duration {
    times.sort();
    let place = (times.len() * 95).div_ceil(100).saturating_sub(1);
    times.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_three_counts() {
        assert_eq!(median([3, 1, 2].map(Duration::from_secs).to_vec()), Duration::from_secs(2));
        assert_eq!(median(Vec::new()), Duration::ZERO);
    }

    #[test]
    fn five_of_a_hundred_may_be_longer() {
        let milliseconds =
            |numbers: std::ops::RangeInclusive<u64>| numbers.map(Duration::from_millis).collect();
        assert_eq!(percentile_95(milliseconds(1..=100)), Duration::from_millis(95));
        assert_eq!(percentile_95(milliseconds(1..=20)), Duration::from_millis(19));
        assert_eq!(percentile_95(milliseconds(7..=7)), Duration::from_millis(7));
    }
}
