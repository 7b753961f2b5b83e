//! The table at the end of a test run.

use std::fmt;
use std::time::Duration;

use super::counts::Counts;

/// How a step went.
pub enum Outcome {
    Passed,
    /// Why, in the words of the error.
    Failed(String),
    /// Not run, and why not.
    LeftOut(String),
}

/// What ran, how long, and how many tests.
#[derive(Default)]
pub struct Report {
    steps: Vec<(String, Option<Duration>, Outcome)>,
    pub counts: Counts,
}

impl Report {
    /// Adds a step; wall time only for one that ran.
    pub fn add(&mut self, name: &str, wall: Option<Duration>, outcome: Outcome) {
        self.steps.push((name.to_owned(), wall, outcome));
    }

    /// Whether any step failed.
    pub fn failed(&self) -> bool {
        self.steps.iter().any(|(_, _, outcome)| matches!(outcome, Outcome::Failed(_)))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, wall, outcome) in &self.steps {
            let wall = wall.map_or_else(String::new, |wall| format!("{:.1} s", wall.as_secs_f64()));
            let words = match outcome {
                Outcome::Passed => "passed".to_owned(),
                // The first line says which command; the rest stands where the step ran.
                Outcome::Failed(why) => format!("FAILED   {}", why.lines().next().unwrap_or_default()),
                Outcome::LeftOut(why) => format!("left out ({why})"),
            };
            writeln!(out, "{name:<22}{wall:>9}  {words}")?;
        }
        write!(out, "{} passed, {} failed", self.counts.passed, self.counts.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_steps_times_and_reasons_and_closes_with_the_counts() {
        let mut report = Report { counts: Counts { passed: 7, failed: 1, left_out: 0 }, ..Report::default() };
        report.add("format", Some(Duration::from_millis(1234)), Outcome::Passed);
        report.add("tests", Some(Duration::from_secs(60)), Outcome::Failed("cargo test failed\nmore".into()));
        report.add("end to end", None, Outcome::LeftOut("--fast".into()));
        assert!(report.failed(), "one failed step fails the run");
        let lines: Vec<String> = report.to_string().lines().map(str::to_owned).collect();
        assert_eq!(
            lines,
            [
                "format                    1.2 s  passed",
                "tests                    60.0 s  FAILED   cargo test failed",
                "end to end                       left out (--fast)",
                "7 passed, 1 failed",
            ]
        );
    }
}
