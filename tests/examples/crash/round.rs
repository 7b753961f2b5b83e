//! One life of the program, from its start to the kill.

use std::fmt;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::ops::{Add, AddAssign};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::machine::Machine;

/// A program that neither answers nor ends is killed after this: far more than a round takes, so that it fails.
const HUNG: Duration = Duration::from_secs(120);

/// What the program was doing when it was killed.
#[derive(Clone, Copy, Default)]
pub struct Hits {
    pub opening: u32,
    pub writing: u32,
    pub exchanging: u32,
    /// `sync --watch`, which does not tell what it does.
    pub watching: u32,
}

impl AddAssign for Hits {
    fn add_assign(&mut self, other: Self) {
        self.opening += other.opening;
        self.writing += other.writing;
        self.exchanging += other.exchanging;
        self.watching += other.watching;
    }
}

impl Add for Hits {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self += other;
        self
    }
}

impl fmt::Display for Hits {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { opening, writing, exchanging, watching } = self;
        write!(
            out,
            "killed {opening} times while it opened, {writing} while it wrote, {exchanging} while it exchanged, \
             {watching} while it watched the folder"
        )
    }
}

/// Starts the program, has it work, and kills it at a moment that nobody expects.
///
/// # Errors
/// When the program ends by itself or refuses something.
pub fn run(machine: &mut Machine, hits: &mut Hits) -> Result<()> {
    match machine.random.below(10) {
        // From the very beginning: unlocking, migrating, taking the lock.
        0 => {
            let moment = machine.random.moment(250);
            let killed = work(machine, Start::AtOnce, moment)?;
            *hits += killed;
        }
        1 | 2 => {
            // Unlocking takes some 150 ms of these.
            let moment = machine.random.moment(700);
            watch(machine, moment)?;
            hits.watching += 1;
        }
        _ => {
            let moment = machine.random.moment(400);
            let killed = work(machine, Start::WhenOpen, moment)?;
            *hits += killed;
        }
    }
    Ok(())
}

/// From when the moment is counted.
#[derive(PartialEq, Eq)]
enum Start {
    AtOnce,
    WhenOpen,
}

/// `sync --watch` until it is killed.
fn watch(machine: &Machine, moment: Duration) -> Result<()> {
    let mut command = machine.command(&["sync", "--watch", "--every", "1", "--json"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    thread::sleep(moment);
    let said = kill(&mut child)?;
    ensure!(said.is_empty(), "an exchange failed: {said}");
    Ok(())
}

/// Changes and exchanges, one after the other, each noted before and after.
fn work(machine: &mut Machine, start: Start, moment: Duration) -> Result<Hits> {
    let mut command = machine.command(&["serve"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().context("a pipe")?;
    let mut answers = BufReader::new(child.stdout.take().context("a pipe")?).lines();
    let (is_open, open) = mpsc::channel();
    let killer = thread::spawn(move || {
        let opened = wait(&open, start);
        thread::sleep(moment);
        kill(&mut child).and(opened)
    });

    let mut doing = Doing::Opening;
    let mut refused = None;
    loop {
        let request = Request::any(machine);
        // A closed pipe: it has been killed, before it read this.
        if writeln!(input, "{}", request.line()).is_err() {
            break;
        }
        if doing != Doing::Opening {
            doing = request.doing();
        }
        let Some(Ok(line)) = answers.next() else { break };
        // The killer may be gone already.
        let _ = is_open.send(());
        doing = request.doing();
        // A line that the kill has cut off is no answer.
        let Ok(answer) = serde_json::from_str::<Value>(&line) else { break };
        if let Err(error) = request.confirm(machine, &answer) {
            refused = Some(error);
            break;
        }
    }
    drop(is_open);
    let ended = killer.join().map_err(|_| anyhow::anyhow!("the killer's thread panicked"))?;
    if let Some(error) = refused {
        return Err(error);
    }
    ended?;
    let mut hits = Hits::default();
    match doing {
        Doing::Opening => hits.opening += 1,
        Doing::Writing => hits.writing += 1,
        Doing::Exchanging => hits.exchanging += 1,
    }
    Ok(hits)
}

/// Waits for the first answer, where the moment is counted from it.
fn wait(open: &Receiver<()>, start: Start) -> Result<()> {
    if start == Start::AtOnce {
        return Ok(());
    }
    match open.recv_timeout(HUNG) {
        // Disconnected: it has ended by itself, and the kill will tell.
        Ok(()) | Err(RecvTimeoutError::Disconnected) => Ok(()),
        Err(RecvTimeoutError::Timeout) => bail!("the program has not answered in {} s", HUNG.as_secs()),
    }
}

/// Kills the program, which must not have ended by itself, and returns what it has complained of.
fn kill(child: &mut Child) -> Result<String> {
    child.kill()?;
    let status = child.wait()?;
    let mut said = String::new();
    if let Some(mut errors) = child.stderr.take() {
        errors.read_to_string(&mut said)?;
    }
    // A killed program has no exit status of its own; on Windows it has that of the kill.
    ensure!(status.code().is_none() || cfg!(windows), "the program ended by itself ({status}): {said}");
    Ok(said)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    Opening,
    Writing,
    Exchanging,
}

/// What a machine is asked to do.
enum Request {
    Customer { name: String },
    Phone { id: String, number: u64 },
    Contact { customer: String, note: String },
    Exchange,
}

impl Request {
    fn any(machine: &mut Machine) -> Self {
        let customers = machine.journal.len();
        let place = machine.random.below(customers);
        let id = machine.journal.customer(place).map(str::to_owned);
        match (machine.random.below(10), id) {
            (0..3, _) => Self::Exchange,
            (3..5, Some(id)) => Self::Phone { number: machine.journal.ask_phone(&id), id },
            (5..7, Some(customer)) => Self::Contact {
                note: format!("Sovittiin käynnistä. {}-{}", machine.name, machine.random.below(1_000_000)),
                customer,
            },
            _ => Self::Customer {
                name: format!("{} {customers}-{}", machine.name, machine.random.below(1_000_000)),
            },
        }
    }

    fn line(&self) -> Value {
        match self {
            Self::Customer { name } => json!({ "name": "save_customer", "request": { "name": name } }),
            Self::Phone { id, number } => {
                json!({ "name": "save_customer", "request": { "id": id, "phone": number.to_string() } })
            }
            Self::Contact { customer, note } => {
                let contact = json!({
                    "customer": customer, "note": note, "kind": "call", "direction": "outgoing", "two_way": true,
                });
                json!({ "name": "log_contact", "request": contact })
            }
            Self::Exchange => json!({ "name": "sync_now" }),
        }
    }

    fn doing(&self) -> Doing {
        match self {
            Self::Exchange => Doing::Exchanging,
            _ => Doing::Writing,
        }
    }

    /// Notes what the answer confirms.
    fn confirm(&self, machine: &mut Machine, answer: &Value) -> Result<()> {
        let ok = answer.get("ok").with_context(|| format!("{} was refused: {answer}", self.line()))?;
        match self {
            Self::Customer { name } => {
                let id = ok["id"].as_str().context("a new customer has no identity")?;
                machine.journal.confirm_customer(id, name);
            }
            Self::Phone { id, .. } => machine.journal.confirm_phone(id),
            Self::Contact { customer, note } => {
                let id = ok["id"].as_str().context("a new contact has no identity")?;
                machine.journal.confirm_contact(customer, id, note);
            }
            Self::Exchange => {}
        }
        Ok(())
    }
}
