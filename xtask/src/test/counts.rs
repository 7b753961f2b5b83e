//! Counting the tests that ran, from what cargo test and vitest print.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::shell;

/// Tests over all steps.
#[derive(Default, Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    /// Named to be left out, in a test command that names some.
    pub left_out: u64,
}

impl Counts {
    /// Runs a test command, passes its output on as it comes and adds up its closing lines.
    ///
    /// # Errors
    /// When it fails, or when it passes without having run any test: then the tests were not found.
    pub fn of(&mut self, command: &mut Command) -> Result<()> {
        // Colours would stand between the words that are read here.
        command.env("NO_COLOR", "1").env("CARGO_TERM_COLOR", "never").stdout(Stdio::piped());
        let mut child =
            command.spawn().with_context(|| format!("{} cannot be started", shell::words(command)))?;
        let output = child.stdout.take().context("a piped output is missing")?;
        let mut found = Counts::default();
        let mut closing_lines = 0;
        for line in BufReader::new(output).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            writeln!(std::io::stdout(), "{line}")?;
            if let Some(counts) = closing_line(&line) {
                found.passed += counts.passed;
                found.failed += counts.failed;
                found.left_out += counts.left_out;
                closing_lines += 1;
            }
        }
        let status = child.wait()?;
        self.passed += found.passed;
        self.failed += found.failed;
        self.left_out += found.left_out;
        if !status.success() {
            bail!(
                "{} failed ({status}): {} passed, {} failed",
                shell::words(command),
                found.passed,
                found.failed
            );
        }
        if closing_lines == 0 {
            bail!("{} ran no test", shell::words(command));
        }
        Ok(())
    }
}

/// `test result: ok. 3 passed; 1 failed; ...` of cargo test, or `Tests  1 failed | 3 passed (4)` of vitest.
fn closing_line(line: &str) -> Option<Counts> {
    let line = line.trim();
    let cargo =
        line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")).map(|(_, counts)| counts);
    let counts = cargo.or_else(|| line.strip_prefix("Tests ").filter(|rest| rest.ends_with(')')))?;
    let number = |word: &str| {
        let words: Vec<&str> = counts.split([' ', ';', '|']).filter(|word| !word.is_empty()).collect();
        words.windows(2).find(|pair| pair[1] == word).and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
    };
    Some(Counts { passed: number("passed"), failed: number("failed"), left_out: number("filtered") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_of_both_runners_are_read() {
        let cargo = "test result: FAILED. 12 passed; 1 failed; 0 ignored; 0 measured; 3 filtered out; finished in 0.1s";
        assert_eq!(closing_line(cargo), Some(Counts { passed: 12, failed: 1, left_out: 3 }));
        assert_eq!(
            closing_line("      Tests  2 failed | 40 passed (42)"),
            Some(Counts { passed: 40, failed: 2, left_out: 0 })
        );
        let vitest = closing_line("      Tests  40 passed (40)");
        assert_eq!(vitest, Some(Counts { passed: 40, ..Counts::default() }));
    }

    #[test]
    fn other_lines_are_not() {
        for line in ["test a ... ok", " Test Files  3 passed (3)", "Tests are good", ""] {
            assert_eq!(closing_line(line), None, "{line:?}");
        }
    }

    #[test]
    fn a_command_that_runs_no_test_fails_even_if_it_ends_well() {
        let mut counts = Counts::default();
        let error = counts.of(&mut shell::cargo(&["--version"])).unwrap_err();
        assert!(error.to_string().ends_with("ran no test"), "{error}");
    }
}
