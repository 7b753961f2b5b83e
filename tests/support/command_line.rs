//! The real command line, as another program calls it.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::program::PASSPHRASE;

/// The command line, which cargo builds beside the tests; `PELIKIRJA_CLI` names another.
///
/// # Panics
/// When the test has no path of its own.
#[expect(clippy::expect_used, reason = "a test without a program cannot go on")]
pub fn program() -> PathBuf {
    let built = std::env::var_os("PELIKIRJA_CLI").map(PathBuf::from);
    built.unwrap_or_else(|| {
        let test = std::env::current_exe().expect("the test has a path");
        test.ancestors().nth(2).expect("target/debug/deps").join("pelikirja")
    })
}

/// The program on the workspace `firm` of a folder, to be started.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    command_of(&program(), folder, arguments)
}

/// The same with a program from elsewhere.
pub fn command_of(program: &Path, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command
        .env("PELIKIRJA_PASSPHRASE", PASSPHRASE)
        .env("PELIKIRJA_DATA_DIR", folder)
        .arg("--workspace")
        .arg(folder.join("firm"))
        .args(arguments)
        .stdin(Stdio::null());
    command
}

/// Runs it and reads its JSON.
///
/// # Panics
/// When it fails or prints no JSON.
#[expect(clippy::expect_used, reason = "a test whose program fails cannot go on")]
pub fn answer(folder: &Path, arguments: &[&str]) -> Value {
    let output =
        command(folder, arguments).output().expect("the command line runs; `cargo build -p pelikirja-cli`");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("prints JSON")
}

/// An export of orders: four lines an order, 300 customers, 90 products.
pub fn orders_csv(lines: u64) -> String {
    let mut text = String::from("order_id,order_date,customer_id,product_id,quantity,unit_price\n");
    for line in 0..lines {
        let order = line / 4;
        let (customer, product, month, day) = (order % 300, line % 90, 1 + order % 9, 10 + order % 9);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{order},2026-0{month}-{day},C{customer},P{product},2,9.50");
    }
    text
}
