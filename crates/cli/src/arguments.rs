//! What can be said on the command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};
use pelikirja_domain::Id;

/// Customer care from the command line.
#[derive(Debug, Parser)]
#[command(name = "pelikirja", version, about)]
pub struct Arguments {
    /// Folder of the workspace; the one that the program uses unless given.
    #[arg(long, global = true, value_name = "DIR", env = "PELIKIRJA_WORKSPACE")]
    pub workspace: Option<PathBuf>,
    /// File whose first line is the passphrase; otherwise the variable PELIKIRJA_PASSPHRASE holds it.
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a workspace.
    Create {
        /// The firm's name.
        #[arg(long)]
        name: String,
        /// Name of the first member, who becomes its owner.
        #[arg(long, default_value = "Omistaja")]
        member: String,
        #[arg(long)]
        json: bool,
    },
    /// Make the demo firm.
    Demo {
        #[arg(long, default_value_t = 1_000)]
        customers: u32,
        /// Order lines, about; 60 for each customer unless given.
        #[arg(long)]
        lines: Option<u32>,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        #[arg(long)]
        json: bool,
    },
    /// Import a file, or undo an import.
    Import {
        /// The file.
        #[arg(required_unless_present = "undo")]
        file: Option<PathBuf>,
        /// What the file holds; found out unless given.
        #[arg(long)]
        kind: Option<Kind>,
        /// `auto`, or a file with a mapping as JSON.
        #[arg(long, default_value = "auto")]
        mapping: String,
        /// Check every row and change nothing.
        #[arg(long)]
        dry_run: bool,
        /// Undo this import instead.
        #[arg(long, value_name = "BATCH", conflicts_with_all = ["file", "kind", "dry_run"])]
        undo: Option<Id>,
        #[arg(long)]
        json: bool,
    },
    /// Look into the watched folders once and import what is new.
    Watch {
        #[arg(long)]
        json: bool,
    },
    /// Whom to contact, the most value at stake first.
    Queue {
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// As it would have been on that day.
        #[arg(long, value_name = "YYYY-MM-DD")]
        as_of: Option<NaiveDate>,
        #[arg(long)]
        json: bool,
    },
    /// The order model's scores of every customer, as CSV.
    Scores {
        /// Using only what was known on that day; today unless given.
        #[arg(long, value_name = "YYYY-MM-DD")]
        as_of: Option<NaiveDate>,
        /// How far to look ahead, days.
        #[arg(long, default_value_t = 182)]
        horizon: u32,
    },
    /// How well the queue would have done on the firm's own history.
    Backtest {
        #[arg(long)]
        json: bool,
    },
    /// Write the workspace to one encrypted file.
    Backup {
        /// The file.
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
    /// Put a backup into the folder named by --workspace.
    Restore {
        /// The file.
        file: PathBuf,
        #[arg(long)]
        json: bool,
    },
    /// Check the store, its log and its derived tables.
    Check {
        #[arg(long)]
        json: bool,
    },
    /// Run any command of the program.
    Call {
        /// Its name; `pelikirja commands` lists them.
        name: String,
        /// Its request as JSON.
        #[arg(default_value = "{}")]
        request: String,
    },
    /// Run commands from standard input, one JSON object `{"name", "request"}` a line; answers likewise, each
    /// `{"ok"}` or `{"error"}`. The workspace is opened once, so that a thousand commands cost a thousand commands.
    Serve,
    /// List every command of the program with its types.
    Commands {
        #[arg(long)]
        json: bool,
    },
}

/// What a file holds.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Kind {
    /// Customers.
    Customers,
    /// People at customers.
    People,
    /// Products.
    Products,
    /// Order lines.
    Orders,
}

impl Kind {
    /// The word that commands use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::People => "people",
            Self::Products => "products",
            Self::Orders => "orders",
        }
    }
}
