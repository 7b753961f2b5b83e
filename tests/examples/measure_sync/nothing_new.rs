//! A round in which nobody has anything new, in a folder that a firm has used for a month.

use std::time::Instant;

use anyhow::{Result, ensure};
use pelikirja_tests::figure::{median, print_count, print_seconds};
use pelikirja_tests::program::Program;
use serde_json::json;

use crate::firm::{Firm, sync};

const MACHINES: usize = 10;
const DAYS: i64 = 30;
/// Times a day at which everybody writes and exchanges.
const TIMES: i64 = 3;
/// Changes between two exchanges.
const CHANGES: usize = 5;
const ROUNDS: usize = 15;

/// The time, and the files that a month has left.
pub fn measure() -> Result<()> {
    let firm = Firm::new(MACHINES, Program::new)?;
    let ids: Vec<String> = firm
        .machines
        .iter()
        .enumerate()
        .map(|(number, machine)| machine.add_customer(json!({ "name": format!("Asiakas {number} Oy") })))
        .collect();
    for day in 0..DAYS {
        for time in 0..TIMES {
            for (machine, id) in firm.machines.iter().zip(&ids) {
                for change in 0..CHANGES {
                    let phone = format!("{day} {time} {change}");
                    machine.call("save_customer", json!({ "id": id, "phone": phone }));
                }
                sync(machine);
            }
            firm.machines.iter().for_each(|machine| machine.clock.advance_hours(24 / TIMES));
        }
    }
    firm.sync_all();
    firm.sync_all();
    let reader = &firm.machines[0];
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let round = sync(reader);
        times.push(start.elapsed());
        ensure!(round["sent"] == 0 && round["received"] == 0, "something was new: {round}");
    }
    print_seconds("a round with nothing new, a month of ten machines", median(times), 0.05)?;
    let (files, _) = firm.size()?;
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let files = files as f64;
    print_count("files in the folder after a month of ten machines", files, 500.0)
}
