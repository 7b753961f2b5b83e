//! The firm: a shared folder, the machines over it, and how they come together in the end.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use crate::journal::Customers;
use crate::machine::Machine;
use crate::random::Random;

/// Rounds of undisturbed exchange after which everybody has everything.
const ENOUGH: u32 = 6;

/// Two machines, and room for a third.
pub struct Firm {
    pub owner: Machine,
    pub manager: Machine,
    folder: TempDir,
    program: PathBuf,
}

impl Firm {
    /// A firm that an owner has shared and a manager has come to.
    ///
    /// # Errors
    /// When the program fails.
    pub fn new(program: &Path, seed: u64) -> Result<Self> {
        let program =
            fs::canonicalize(program).with_context(|| format!("{} is missing", program.display()))?;
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("shared"))?;
        let machine =
            |name, stream| Machine::new(name, &program, folder.path().join(name), Random::new(seed, stream));
        let (owner, manager) = (machine("MAC", 1)?, machine("OFFICE-PC", 2)?);
        owner.run(&["create", "--name", "Kaatuva Oy", "--json"])?;
        owner.make_unlocking_cheap()?;
        let firm = Self { owner, manager, program: program.clone(), folder };
        firm.owner.run(&["share", "--folder", &firm.shared(), "--device-name", firm.owner.name])?;
        firm.bring(&firm.manager)?;
        firm.owner.run(&["sync"])?;
        Ok(firm)
    }

    /// A machine that joins, and so knows only what lies in the folder.
    ///
    /// # Errors
    /// When the program fails.
    pub fn newcomer(&self) -> Result<Machine> {
        let random = Random::new(0, 3);
        let newcomer = Machine::new("LAPTOP-2", &self.program, self.folder.path().join("LAPTOP-2"), random)?;
        self.bring(&newcomer)?;
        newcomer.check()?;
        Ok(newcomer)
    }

    /// Exchanges undisturbed until nobody waits for anything, and returns what everybody then has.
    ///
    /// # Errors
    /// When a machine is damaged, or they do not come to hold the same.
    pub fn settle(&self, machines: &[&Machine]) -> Result<Customers> {
        for _ in 0..ENOUGH {
            let mut is_settled = true;
            for machine in machines {
                let round = machine.answer(&["sync", "--json"])?;
                is_settled &=
                    round["status"]["in_step"] == true && round["sent"] == 0 && round["received"] == 0;
            }
            if is_settled {
                break;
            }
        }
        let mut contents = Vec::new();
        for machine in machines {
            machine.check()?;
            contents.push(machine.content()?);
        }
        let first = contents.swap_remove(0);
        for (machine, content) in machines.iter().skip(1).zip(&contents) {
            if *content != first {
                bail!(
                    "{} holds something else than {}: {}",
                    machine.name,
                    self.owner.name,
                    difference(&first, content)
                );
            }
        }
        ensure!(!first.is_empty(), "nothing was written");
        Ok(first)
    }

    /// The files of the shared folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn files(&self) -> Result<Vec<String>> {
        let mut open = VecDeque::from([self.folder.path().join("shared")]);
        let mut files = Vec::new();
        while let Some(folder) = open.pop_front() {
            for entry in fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    open.push_back(path);
                } else {
                    files.push(path.display().to_string());
                }
            }
        }
        Ok(files)
    }

    fn bring(&self, machine: &Machine) -> Result<()> {
        let words = self.owner.run(&["invite", "--role", "manager", "--name", machine.name])?;
        let arrival = ["--folder", &self.shared(), "--words", words.trim(), "--device-name", machine.name];
        machine.run(&[&["join"], arrival.as_slice()].concat())?;
        machine.make_unlocking_cheap()
    }

    fn shared(&self) -> String {
        self.folder.path().join("shared").display().to_string()
    }
}

/// The first record that differs.
fn difference(left: &Customers, right: &Customers) -> String {
    let differs = |id: &&String| left.get(*id) != right.get(*id);
    left.keys().chain(right.keys()).find(differs).map_or_else(String::new, |id| {
        let (left, right) = (left.get(id), right.get(id));
        format!("{id}: {} and {}", words(left), words(right))
    })
}

fn words(record: Option<&serde_json::Value>) -> String {
    record.map_or_else(|| "nothing".to_owned(), ToString::to_string)
}
