//! Start and memory of the program, beside those of a window that does nothing.

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use pelikirja_tests::figure::{median, print_megabytes, print_ratio};
use pelikirja_tests::window::{Options, Window};
use serde_json::json;

/// How many times the start of a bare window the program's may take.
const MOST_START: f64 = 1.3;
/// What the program may hold beyond a bare window with a large firm open, megabytes.
const MOST_MEMORY: f64 = 200.0;

/// Measures and prints.
pub async fn measure() -> Result<()> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let mut next = || arguments.next().context("measure_window PROGRAM BARE WORKSPACE ROUNDS");
    let (program, bare, workspace, rounds) = (next()?, next()?, next()?, next()?);
    let rounds: usize = rounds.to_string_lossy().parse()?;
    let passphrase = env::var("PELIKIRJA_PASSPHRASE").context("PELIKIRJA_PASSPHRASE is not set")?;

    let (mut starts, mut bare_starts, mut bare_memory) = (Vec::new(), Vec::new(), 0.0);
    for _ in 0..rounds {
        let window = open(&bare, None).await?;
        bare_starts.push(first_content(&window, &bare).await?);
        bare_memory = resident_megabytes(process_of(&bare)?)?;
        window.close().await?;
        let window = open(&program, None).await?;
        starts.push(first_content(&window, &program).await?);
        window.close().await?;
    }
    let baseline = ("a bare window", median(bare_starts));
    print_ratio("start of the program to first content", median(starts), baseline, MOST_START)?;

    let data = tempfile::tempdir()?;
    fs::write(data.path().join("settings.json"), json!({ "workspace": workspace }).to_string())?;
    let window = open(&program, Some(data.path())).await?;
    window
        .until("the program", async || {
            Ok(Some(window.call("unlock", json!({ "passphrase": passphrase })).await?))
        })
        .await?;
    window.reload().await?;
    for path in ["/", "/customers", "/"] {
        window.go(path).await?;
        window.picture("measured").await?;
    }
    window.call("list_customers", json!({ "search": "oy", "limit": 100 })).await?;
    window.call("search", json!({ "query": "virtanen", "limit": 8 })).await?;
    let memory = resident_megabytes(process_of(&program)?)?;
    eprintln!("program {memory:.0} MB, bare window {bare_memory:.0} MB");
    print_megabytes(
        "memory of the window's program beyond a bare window, firm open",
        memory - bare_memory,
        MOST_MEMORY,
    )?;
    window.close().await
}

async fn open(program: &Path, data: Option<&Path>) -> Result<Window> {
    let program = Some(program.to_path_buf());
    Window::open(Options { program, data: data.map(Path::to_path_buf), ..Options::default() }).await
}

/// From the start of the process until its page paints text for the first time.
async fn first_content(window: &Window, program: &Path) -> Result<Duration> {
    let painted = "const [paint] = performance.getEntriesByName('first-contentful-paint');
                   return paint ? performance.timeOrigin + paint.startTime : null";
    let painted = window
        .until("the first content", async || Ok(window.script(painted, vec![]).await?.as_f64()))
        .await?;
    let started = start_of(process_of(program)?)?;
    Ok(Duration::from_secs_f64((painted / 1000.0 - started).max(0.0)))
}

/// The process that runs a program.
fn process_of(program: &Path) -> Result<u32> {
    for entry in fs::read_dir("/proc")? {
        let entry = entry?;
        let Ok(process) = entry.file_name().to_string_lossy().parse() else { continue };
        if fs::read_link(entry.path().join("exe")).is_ok_and(|found| found == program) {
            return Ok(process);
        }
    }
    bail!("{} does not run", program.display())
}

/// When a process started, seconds since 1970 UTC, exact to a hundredth.
fn start_of(process: u32) -> Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name in parentheses may hold spaces; the start is the twentieth word after it, in ticks since the boot.
    let (_, words) = stat.rsplit_once(')').context("a stat without a name")?;
    let ticks: f64 = words.split_whitespace().nth(19).context("a stat without a start")?.parse()?;
    let boot: f64 = fs::read_to_string("/proc/stat")?
        .lines()
        .find_map(|line| line.strip_prefix("btime "))
        .context("no time of the boot")?
        .parse()?;
    // Linux counts a hundred ticks a second for programs, on every machine.
    Ok(boot + ticks / 100.0)
}

fn resident_megabytes(process: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kibibytes * 1024.0 / 1e6)
}
