//! How long it takes from a kept change on one machine to its sight on another.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use pelikirja_tests::figure::{percentile_95, print_seconds};
use pelikirja_tests::program::Program;
use serde_json::json;

use crate::firm::{Firm, sync};

const SAMPLES: u32 = 40;
/// How often one looks.
const LOOK: Duration = Duration::from_millis(10);
const GIVE_UP: Duration = Duration::from_secs(120);

/// By itself, with the settings that a new firm has; and when both are asked to.
pub fn measure() -> Result<()> {
    // Nothing runs by itself here, or it would help.
    let asked = samples(&Firm::new(2, Program::new)?, |firm| {
        firm.machines.iter().for_each(|machine| drop(sync(machine)))
    })?;
    let alone = samples(&Firm::new(2, Program::in_background)?, |_| ())?;
    print_seconds("from a change to its sight elsewhere, by itself, p95", percentile_95(alone), 5.0)?;
    print_seconds("from a change to its sight elsewhere, asked to, p95", percentile_95(asked), 0.5)
}

fn samples(firm: &Firm, exchange: impl Fn(&Firm)) -> Result<Vec<Duration>> {
    let [writer, reader] = firm.machines.as_slice() else { bail!("two machines are needed") };
    let id = writer.add_customer(json!({ "name": "Nopea Oy" }));
    firm.sync_all();
    let mut times = Vec::new();
    for number in 0..SAMPLES {
        // At another moment of whatever goes round in the background.
        sleep(Duration::from_millis(u64::from(number) * 37 % 500));
        let phone = number.to_string();
        writer.call("save_customer", json!({ "id": id, "phone": phone }));
        let start = Instant::now();
        exchange(firm);
        while reader.call("get_customer", json!({ "id": id }))["fields"]["phone"] != phone {
            if start.elapsed() > GIVE_UP {
                bail!("change {number} has not come in {} s", GIVE_UP.as_secs());
            }
            sleep(LOOK);
        }
        times.push(start.elapsed());
    }
    Ok(times)
}
