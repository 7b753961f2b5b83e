//! Two machines over a real folder whose program is killed again and again, at random moments, while it writes and
//! exchanges. Then both are whole, hold the same, and everything that was confirmed; and so does a machine that
//! joins from what lies in the folder.
//!
//! `crash PROGRAM ROUNDS SEED`, the program being the command line. The seed decides what is written and when the
//! kills come; when they hit depends on the machine as well.

mod firm;
mod journal;
mod machine;
mod random;
mod round;

use std::env;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use self::firm::Firm;
use self::machine::Machine;
use self::round::Hits;

/// After so many rounds a machine is checked in between, so that damage is found near where it began.
const CHECK_AFTER: u32 = 50;

fn main() -> Result<()> {
    let usage = "crash PROGRAM ROUNDS SEED";
    let mut arguments = env::args().skip(1);
    let program = arguments.next().context(usage)?;
    let rounds: u32 = arguments.next().context(usage)?.parse().context(usage)?;
    let seed: u64 = arguments.next().context(usage)?.parse().context(usage)?;
    println!("seed {seed}, {rounds} rounds");

    let start = Instant::now();
    let firm = Firm::new(Path::new(&program), seed)?;
    let Firm { owner, manager, .. } = &firm;
    let (owner, manager) = std::thread::scope(|scope| {
        // Both at once: a kill of one may come while the other reads what is half there.
        let kill = |machine, rounds| move || kill_again_and_again(machine, rounds);
        let owner = scope.spawn(kill(owner.clone(), rounds.div_ceil(2)));
        let manager = scope.spawn(kill(manager.clone(), rounds / 2));
        (owner.join(), manager.join())
    });
    let ended =
        |thread: std::thread::Result<_>| thread.map_err(|_| anyhow::anyhow!("a machine's thread panicked"));
    let ((owner, of_owner), (manager, of_manager)) = (ended(owner)??, ended(manager)??);
    let hits = of_owner + of_manager;
    println!("{hits}; {:.0} s", start.elapsed().as_secs_f64());

    let customers = firm.settle(&[&owner, &manager])?;
    for machine in [&owner, &manager] {
        machine.journal.all_is_in(&customers).with_context(|| format!("{}'s journal", machine.name))?;
    }
    let newcomer = firm.newcomer()?;
    ensure!(newcomer.content()? == customers, "a machine that joins now gets something else");
    println!(
        "{} customers on three machines, nothing that was confirmed is missing; {} files in the folder, {} of them \
         left half-written; {:.0} s in all",
        customers.len(),
        firm.files()?.len(),
        firm.files()?.iter().filter(|name| !name.ends_with(".plk")).count(),
        start.elapsed().as_secs_f64()
    );
    ensure!(rounds < 100 || hits.exchanging > 0, "no kill has hit an exchange: the moments are badly chosen");
    ensure!(rounds < 100 || hits.writing > 0, "no kill has hit a write: the moments are badly chosen");
    Ok(())
}

/// The rounds of one machine.
fn kill_again_and_again(mut machine: Machine, rounds: u32) -> Result<(Machine, Hits)> {
    let mut hits = Hits::default();
    for round in 1..=rounds {
        let what = || format!("{} in its round {round}", machine.name);
        let name = what();
        round::run(&mut machine, &mut hits).with_context(|| name.clone())?;
        if round % CHECK_AFTER == 0 {
            machine.check().with_context(|| name)?;
        }
    }
    Ok((machine, hits))
}
