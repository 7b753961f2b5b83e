//! Times the reading of an order export: `cargo run --release -p pelikirja-exchange --example time_orders -- FILE`.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::Instant;

use chrono::NaiveDate;
use pelikirja_exchange::{Kind, Overrides, inspect, propose_mapping, read_orders};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = PathBuf::from(std::env::args_os().nth(1).ok_or("name a file")?);
    let as_of = NaiveDate::from_ymd_opt(2199, 12, 31).ok_or("no such day")?;
    let start = Instant::now();
    let inspection = inspect(&path, &Overrides::default())?;
    println!("inspected in {:.3} s: {:?}", start.elapsed().as_secs_f64(), inspection.format);
    let mapping = propose_mapping(Kind::Orders, &inspection).mapping;
    for run in 1..=3 {
        let (mut cents, mut problems) = (0_i128, std::collections::BTreeMap::new());
        let start = Instant::now();
        let summary = read_orders(&path, &mapping, as_of, &mut |row| {
            match row.result {
                Ok(line) => cents += i128::from(line.net.0),
                Err(found) => {
                    found.iter().for_each(|found| *problems.entry(found.problem).or_insert(0_u64) += 1)
                }
            }
            ControlFlow::Continue(())
        })?;
        println!(
            "run {run}: {:.3} s, {summary:?}, {cents} cents, {problems:?}",
            start.elapsed().as_secs_f64()
        );
    }
    Ok(())
}
