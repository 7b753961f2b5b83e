//! The exchange between machines: a new one joins, measured as a whole process from outside; the rest from inside by
//! `tests/examples/measure_sync`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::super::figure::{self, Bar, Figure, Unit};
use super::super::measure;
use super::super::stage::Stage;
use crate::bench::Benchmark;
use crate::{project, shell};

/// One that a new workspace accepts.
const PASSPHRASE: &str = "seven slow herons by the lake";

/// Seconds that one derivation of a key from a passphrase takes on purpose, at the most.
const DERIVED_IN: f64 = 1.0;

/// Joining, merging, rounds with nothing new, and how soon a change is seen elsewhere.
pub struct Sync;

impl Benchmark for Sync {
    fn name(&self) -> &'static str {
        "sync"
    }

    fn measure(&self, stage: &Stage) -> Result<Vec<Figure>> {
        let mut build =
            shell::cargo(&["build", "--release", "--workspace", "--features", project::WINDOW_FEATURE]);
        shell::run(build.args(["--example", "measure_sync"]))?;

        // First, since it may need the network.
        let by_actual = merged_by_actual(100_000)?;
        let of_customers = join(stage, &[("customers", customers(100_000))])?;
        let mut figures =
            of_customers.figures("100,000 customers", ("processors", of_customers.seconds), [3.0, 8.0, 25.0]);
        figures.push(figure(
            "join 100,000 customers, peak memory",
            Unit::Megabytes,
            of_customers.megabytes,
            120.0,
        ));
        let notes = join(stage, &[("customers", notes(2_000))])?;
        let without_passphrase = ("processors without Argon2id", notes.own_seconds());
        figures.extend(notes.figures("2,000 notes of 490 bytes", without_passphrase, [0.5, 1.5, 20.0]));
        figures.push(figure(
            "beside it Argon2id from the passphrase, three times",
            Unit::Seconds,
            notes.passphrase_seconds,
            3.0 * DERIVED_IN,
        ));
        let orders = join(stage, &[("customers", customers(100_000)), ("orders", order_lines(1_000_000))])?;
        let more = |with: f64, without: f64| with - without;
        figures.extend([
            figure(
                "join, 1 M order lines more, processors",
                Unit::Seconds,
                more(orders.own_seconds(), of_customers.own_seconds()),
                2.0,
            ),
            figure(
                "folder, 1 M order lines more",
                Unit::Megabytes,
                more(orders.folder_megabytes, of_customers.folder_megabytes),
                14.0,
            ),
        ]);

        for part in ["merge", "nothing_new", "latency"] {
            figures.extend(figure::reported(&shell::output(&mut inside(stage, &[part]))?)?);
        }
        let merge = figures.iter_mut().find(|figure| figure.work.starts_with("merge"));
        merge.context("merging was not measured")?.baseline =
            Some(("@actual-app/crdt, in memory".to_owned(), by_actual));
        Ok(figures)
    }
}

/// Seconds of processor time that the CRDT of another program takes for as many edits: `tests/actual/merge.mjs`.
fn merged_by_actual(edits: usize) -> Result<f64> {
    let folder = project::root().join("tests/actual");
    shell::run(&mut shell::npm_in(&folder, &["ci", "--silent"]))?;
    let mut merge = shell::command("node", &folder);
    Ok(shell::output(merge.arg("merge.mjs").arg(edits.to_string()))?.trim().parse()?)
}

/// What it takes to come to a firm.
struct Join {
    /// Processor time of the whole process, the derivation of its key from the passphrase included.
    seconds: f64,
    /// That derivation alone.
    passphrase_seconds: f64,
    /// Seconds to copy and decrypt the same bytes.
    copy_seconds: f64,
    megabytes: f64,
    folder_megabytes: f64,
    files: f64,
}

impl Join {
    /// Without the derivation, whose cost each newcomer measures and chooses anew.
    fn own_seconds(&self) -> f64 {
        self.seconds - self.passphrase_seconds
    }

    /// Time (what it is of, and seconds), size and number of files, each with its bar.
    fn figures(
        &self,
        what: &str,
        (time, taken): (&str, f64),
        [seconds, megabytes, files]: [f64; 3],
    ) -> Vec<Figure> {
        let baseline = Some(("copy and decrypt".to_owned(), self.copy_seconds));
        let join = figure(&format!("join {what}, {time}"), Unit::Seconds, taken, seconds);
        vec![
            Figure { baseline, ..join },
            figure(&format!("folder of {what}"), Unit::Megabytes, self.folder_megabytes, megabytes),
            figure(&format!("files of {what}"), Unit::Count, self.files, files),
        ]
    }
}

fn figure(work: &str, unit: Unit, value: f64, most: f64) -> Figure {
    Figure { work: work.into(), unit, value, baseline: None, bar: Bar::AtMost(most) }
}

/// Imports files into a new firm, shares it, and has other machines join, each from nothing.
fn join(stage: &Stage, imports: &[(&str, String)]) -> Result<Join> {
    let place = stage.empty_folder()?;
    let (owner, shared) = (place.path().join("owner"), place.path().join("shared"));
    fs::create_dir(&shared)?;
    let program = |workspace: &Path| stage.command_line(workspace, PASSPHRASE);
    shell::output(program(&owner).args(["create", "--name", "Bench"]))?;
    for (kind, text) in imports {
        let file = place.path().join(format!("{kind}.csv"));
        fs::write(&file, text)?;
        let report = shell::output(program(&owner).args(["import", "--kind", kind, "--json"]).arg(&file))?;
        let report: serde_json::Value = serde_json::from_str(&report)?;
        let rows = text.lines().count() as u64 - 1;
        ensure!(report["created"] == rows, "not every row of {kind} was taken: {report}");
    }
    shell::output(program(&owner).arg("share").arg("--folder").arg(&shared))?;

    let mut costs = Vec::new();
    for round in 0..stage.rounds {
        let invited = program(&owner)
            .args(["invite", "--role", "manager", "--name", &format!("PC-{round}")])
            .output()?;
        ensure!(invited.status.success(), "no invitation: {}", String::from_utf8_lossy(&invited.stderr));
        let words = String::from_utf8(invited.stdout)?;
        let newcomer = place.path().join(format!("newcomer-{round}"));
        let mut join = program(&newcomer);
        join.args(["join", "--words", words.trim(), "--folder"]).arg(&shared);
        costs.push((measure::process(&mut join)?, newcomer));
    }
    let files = files(&shared)?;
    costs.sort_by_key(|(cost, _)| cost.processor);
    let (cost, newcomer) = costs.get(costs.len() / 2).context("no round was run")?;
    let derived = shell::output(&mut inside(stage, &["passphrase", &newcomer.display().to_string()]))?;
    let copied = shell::output(&mut inside(stage, &["copy", &shared.display().to_string()]))?;
    Ok(Join {
        seconds: cost.processor.as_secs_f64(),
        passphrase_seconds: derived.trim().parse()?,
        copy_seconds: copied.trim().parse()?,
        megabytes: cost.memory_megabytes,
        folder_megabytes: files.iter().map(|(_, bytes)| bytes).sum::<u64>() as f64 / 1e6,
        files: files.len() as f64,
    })
}

fn inside(stage: &Stage, arguments: &[&str]) -> Command {
    let mut measure = shell::command(project::program("release/examples", "measure_sync"), &project::root());
    measure.args(arguments);
    // Temporary folders of the measuring program, on the disk of the build folder like those here.
    measure.env("TMPDIR", stage.folder());
    measure
}

/// The files below a folder, with their bytes.
fn files(folder: &Path) -> Result<Vec<(PathBuf, u64)>> {
    let mut open = vec![folder.to_path_buf()];
    let mut files = Vec::new();
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next)? {
            let entry = entry?;
            let metadata = entry.metadata()?;
            if metadata.is_dir() {
                open.push(entry.path());
            } else {
                files.push((entry.path(), metadata.len()));
            }
        }
    }
    Ok(files)
}

/// Customers with eight columns each, hardly two values alike.
fn customers(count: u64) -> String {
    const TOWNS: [&str; 8] = ["Helsinki", "Espoo", "Tampere", "Oulu", "Turku", "Lahti", "Kuopio", "Pori"];
    let mut text = String::from("customer_number,name,street,postcode,city,phone,email,website\n");
    for number in 0..count {
        let mixed = number * 7_919 % 1_000_003;
        let town = TOWNS[(mixed % 8) as usize];
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{number},{} {mixed} Oy,Kauppakatu {},{:05},{town},050 {mixed:07},info@firma{mixed}.example.fi,\
             https://firma{mixed}.example.fi",
            ["Kallion Kone", "Niemen Puu", "Saaren Sähkö", "Mäen Putki"][(mixed % 4) as usize],
            mixed % 200,
            mixed % 99_000,
        );
    }
    text
}

/// Customers with a note each.
fn notes(count: u64) -> String {
    const WORDS: [&str; 12] = [
        "soitettu",
        "tarjous",
        "lähetetty",
        "toimitus",
        "myöhässä",
        "kiireinen",
        "hinta",
        "sovittu",
        "palataan",
        "syksyllä",
        "varasto",
        "uusi",
    ];
    let mut text = String::from("customer_number,name,notes\n");
    let mut state = 1_u64;
    for number in 0..count {
        let mut note = String::new();
        while note.len() < 490 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let _ =
                write!(note, "{} {} ", WORDS[(state >> 33) as usize % WORDS.len()], (state >> 40) % 1_000);
        }
        let _ = writeln!(text, "{number},Asiakas {number} Oy,{}", note.trim_end());
    }
    text
}

/// Order lines over the customers, four an order.
fn order_lines(count: u64) -> String {
    let mut text = String::from("order_id,order_date,customer_id,product_id,quantity,unit_price\n");
    for line in 0..count {
        let order = line / 4;
        let mixed = line * 7_919 % 1_000_003;
        let _ = writeln!(
            text,
            "{order},{}-{:02}-{:02},{},P{},{},{}.{:02}",
            2023 + order % 3,
            1 + order % 12,
            1 + order % 28,
            order * 7_919 % 100_000,
            mixed % 2_000,
            1 + mixed % 20,
            1 + mixed % 300,
            mixed % 100,
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_imported_has_the_size_that_the_figures_speak_of() {
        assert_eq!(customers(3).lines().next().map(|line| line.split(',').count()), Some(8));
        assert_eq!(customers(100).lines().count(), 101);
        for line in notes(50).lines().skip(1) {
            let note = line.rsplit(',').next().unwrap_or_default();
            assert!((480..510).contains(&note.len()), "{} bytes", note.len());
        }
        assert_eq!(
            order_lines(8).lines().last().map(|line| line.starts_with("1,")),
            Some(true),
            "four an order"
        );
    }
}
