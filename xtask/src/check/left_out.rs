//! The tests that Wine cannot run for reasons of its own, by name and with the reason; a check prints them.

use std::fmt::Write as _;

/// A test that runs on every system but Wine.
pub struct LeftOut {
    pub package: &'static str,
    /// As the test runner names it.
    pub name: &'static str,
    /// What Wine does otherwise than Windows.
    pub why: &'static str,
}

/// All of them.
const TESTS: &[LeftOut] = &[];

/// Those of one package.
pub fn of(package: &str) -> Vec<&'static LeftOut> {
    TESTS.iter().filter(|test| test.package == package).collect()
}

/// What a check says about them.
pub fn report() -> String {
    let mut report = format!("tests left out under Wine: {}\n", TESTS.len());
    for LeftOut { package, name, why } in TESTS {
        // Writing to a String cannot fail.
        let _ = writeln!(report, "  {package} {name}: {why}");
    }
    report
}
