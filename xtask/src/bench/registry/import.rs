//! Online Retail (541,909 lines) through the command line, against sqlite3 reading it into a plain table.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::super::figure::{Bar, Figure, Unit};
use super::super::measure;
use super::super::stage::Stage;
use crate::bench::Benchmark;
use crate::shell;

/// One that a new workspace accepts.
const PASSPHRASE: &str = "seven slow herons by the lake";

/// The import of a large export, unlocking included.
pub struct Import;

impl Benchmark for Import {
    fn name(&self) -> &'static str {
        "import"
    }

    fn measure(&self, stage: &Stage) -> Result<Vec<Figure>> {
        let folder = stage.empty_folder()?;
        let orders = unpack(&stage.data("online_retail_uci_2010_2011.csv.gz")?, folder.path())?;
        let work = || {
            let run = stage.empty_folder()?;
            let workspace = run.path().join("firm");
            shell::run(stage.command_line(&workspace, PASSPHRASE).args(["create", "--name", "Bench"]))?;
            let mut import = stage.command_line(&workspace, PASSPHRASE);
            measure::process(
                import.args(["import", "--kind", "orders", "--mapping", "auto", "--json"]).arg(&orders),
            )
        };
        let baseline = || {
            let run = stage.empty_folder()?;
            let mut sqlite = shell::command("sqlite3", run.path());
            measure::process(sqlite.args([
                "plain.db",
                ".mode csv",
                &format!(".import {} lines", orders.display()),
            ]))
        };
        let (work, baseline) = measure::compare(stage.rounds, work, baseline)?;
        let figure =
            |work: &str, unit, value, baseline, bar| Figure { work: work.into(), unit, value, baseline, bar };
        let seconds = |cost: &measure::Cost| cost.wall.as_secs_f64();
        let processor = |cost: &measure::Cost| cost.processor.as_secs_f64();
        Ok(vec![
            figure(
                "import of Online Retail, wall",
                Unit::Seconds,
                seconds(&work),
                Some(("sqlite3 .import".into(), seconds(&baseline))),
                Bar::TimesBaseline(4.0),
            ),
            figure(
                "import of Online Retail, processors",
                Unit::Seconds,
                processor(&work),
                Some(("sqlite3 .import".into(), processor(&baseline))),
                Bar::TimesBaseline(4.0),
            ),
            figure(
                "import of Online Retail, peak memory",
                Unit::Megabytes,
                work.memory_megabytes,
                None,
                Bar::AtMost(300.0),
            ),
        ])
    }
}

fn unpack(packed: &Path, folder: &Path) -> Result<PathBuf> {
    let file = folder.join("orders.csv");
    shell::run(shell::command("gzip", folder).args(["-dc"]).arg(packed).stdout(File::create(&file)?))?;
    Ok(file)
}
