//! Figures as the benchmark reads them (`xtask/src/bench/figure.rs`).

use std::io::Write;
use std::time::Duration;

use anyhow::Result;
use serde_json::json;

/// A time that must not be longer than `most` seconds.
pub fn print_seconds(work: &str, value: Duration, most: f64) -> Result<()> {
    print(work, "seconds", value.as_secs_f64(), most)
}

/// A size that must not be larger than `most` megabytes.
pub fn print_megabytes(work: &str, value: f64, most: f64) -> Result<()> {
    print(work, "megabytes", value, most)
}

fn print(work: &str, unit: &str, value: f64, most: f64) -> Result<()> {
    let figure =
        json!({ "work": work, "unit": unit, "value": value, "baseline": null, "bar": { "at_most": most } });
    Ok(writeln!(std::io::stdout(), "{figure}")?)
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
    fn five_of_a_hundred_may_be_longer() {
        let milliseconds =
            |numbers: std::ops::RangeInclusive<u64>| numbers.map(Duration::from_millis).collect();
        assert_eq!(percentile_95(milliseconds(1..=100)), Duration::from_millis(95));
        assert_eq!(percentile_95(milliseconds(1..=20)), Duration::from_millis(19));
        assert_eq!(percentile_95(milliseconds(7..=7)), Duration::from_millis(7));
    }
}
