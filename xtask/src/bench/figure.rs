//! A measured number beside its baseline and the bar it has to reach.

use std::fmt::Write;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// What a number counts.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Seconds,
    Megabytes,
    /// Files or bytes, as the work says.
    Count,
}

/// What a figure must not exceed.
#[derive(Serialize, Deserialize, Clone, Copy, PartialEq, Debug)]
#[serde(rename_all = "snake_case")]
pub enum Bar {
    /// So many times the baseline.
    TimesBaseline(f64),
    /// So much, in the unit of the figure.
    AtMost(f64),
}

/// One row of the table.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct Figure {
    /// What was done.
    pub work: String,
    pub unit: Unit,
    /// What it took.
    pub value: f64,
    /// What the baseline took, and what it was; none where the bar is absolute.
    pub baseline: Option<(String, f64)>,
    pub bar: Bar,
}

impl Figure {
    /// Value over baseline.
    pub fn ratio(&self) -> Option<f64> {
        self.baseline.as_ref().map(|(_, baseline)| self.value / baseline)
    }

    /// Whether the bar is kept. A bar over a baseline that was not measured is not.
    pub fn reached(&self) -> bool {
        match self.bar {
            Bar::TimesBaseline(times) => self.ratio().is_some_and(|ratio| ratio <= times),
            Bar::AtMost(most) => self.value <= most,
        }
    }
}

/// The figures that a measuring program of ours printed: one JSON object a line, other lines are its talk.
///
/// # Errors
/// When it printed no figure at all.
pub fn reported(output: &str) -> Result<Vec<Figure>> {
    let figures: Vec<Figure> = output
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    figures.first().context("the measuring program reported no figure")?;
    Ok(figures)
}

/// All figures, one a line.
pub fn table(figures: &[Figure]) -> String {
    let width = figures.iter().map(|figure| figure.work.chars().count()).max().unwrap_or(0).max(4);
    let mut table =
        format!("{:<width$}  {:>10}  {:>10}  {:>6}  {:>10}\n", "work", "value", "baseline", "ratio", "bar");
    for figure in figures {
        let baseline =
            figure.baseline.as_ref().map_or_else(|| "-".into(), |(_, value)| amount(*value, figure.unit));
        let ratio = figure.ratio().map_or_else(|| "-".into(), |ratio| format!("{ratio:.2}"));
        let bar = match figure.bar {
            Bar::TimesBaseline(times) => format!("<= {times} x"),
            Bar::AtMost(most) => format!("<= {}", amount(most, figure.unit)),
        };
        let verdict = if figure.reached() { "" } else { "  MISSED" };
        let value = amount(figure.value, figure.unit);
        // Writing to a String cannot fail.
        let _ = writeln!(
            table,
            "{:<width$}  {value:>10}  {baseline:>10}  {ratio:>6}  {bar:>10}{verdict}",
            figure.work
        );
    }
    table
}

fn amount(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Seconds if value < 1.0 => format!("{:.1} ms", value * 1000.0),
        Unit::Seconds => format!("{value:.2} s"),
        Unit::Megabytes if value < 100.0 => format!("{value:.2} MB"),
        Unit::Megabytes => format!("{value:.0} MB"),
        Unit::Count => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: f64, baseline: Option<f64>, bar: Bar) -> Figure {
        let baseline = baseline.map(|value| ("plain".to_owned(), value));
        Figure { work: "import".into(), unit: Unit::Seconds, value, baseline, bar }
    }

    #[test]
    fn a_bar_is_kept_up_to_and_with_its_value() {
        assert!(figure(4.0, Some(1.0), Bar::TimesBaseline(4.0)).reached());
        assert!(!figure(4.1, Some(1.0), Bar::TimesBaseline(4.0)).reached());
        assert!(figure(0.02, None, Bar::AtMost(0.02)).reached());
        assert!(!figure(0.1, None, Bar::TimesBaseline(4.0)).reached(), "no baseline, no ratio");
    }

    #[test]
    fn the_table_shows_value_baseline_ratio_and_bar() {
        let figures = [
            figure(3.0, Some(1.5), Bar::TimesBaseline(4.0)),
            Figure {
                work: "memory".into(),
                unit: Unit::Megabytes,
                ..figure(310.0, None, Bar::AtMost(300.0))
            },
            Figure { work: "folder".into(), unit: Unit::Megabytes, ..figure(7.96, None, Bar::AtMost(8.0)) },
            Figure { work: "files".into(), unit: Unit::Count, ..figure(25.0, None, Bar::AtMost(25.0)) },
        ];
        assert_eq!(
            table(&figures),
            "work         value    baseline   ratio         bar\n\
             import      3.00 s      1.50 s    2.00      <= 4 x\n\
             memory      310 MB           -       -   <= 300 MB  MISSED\n\
             folder     7.96 MB           -       -  <= 8.00 MB\n\
             files           25           -       -       <= 25\n"
        );
    }

    #[test]
    fn figures_are_read_from_between_other_lines_and_their_absence_is_an_error() {
        let line = serde_json::to_string(&figure(1.0, Some(2.0), Bar::TimesBaseline(3.0))).unwrap();
        let found = reported(&format!("making the firm\n{line}\ndone\n")).unwrap();
        assert_eq!(found, [figure(1.0, Some(2.0), Bar::TimesBaseline(3.0))]);
        assert!(reported("making the firm\n").is_err());
    }
}
