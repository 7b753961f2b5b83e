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
    /// Put the firm into a folder that others have as well; prints the recovery words.
    Share {
        /// The folder; it must be there.
        #[arg(long, value_name = "DIR")]
        folder: PathBuf,
        /// Name of this machine, as the others will see it.
        #[arg(long, value_name = "NAME")]
        device_name: Option<String>,
        #[arg(long)]
        json: bool,
    },
    /// Invite a machine; prints twelve words to hand over.
    Invite {
        /// As what somebody new comes.
        #[arg(long, required_unless_present = "member")]
        role: Option<Role>,
        /// Name of somebody new.
        #[arg(long, required_unless_present = "member")]
        name: Option<String>,
        /// Identity of a member whose machine it will be instead; `members` lists them.
        #[arg(long, value_name = "ID", conflicts_with_all = ["role", "name"])]
        member: Option<Id>,
        /// For how many days it can be used.
        #[arg(long, default_value_t = 7)]
        days: u32,
        #[arg(long)]
        json: bool,
    },
    /// Come to a firm that is in a shared folder, with the words of an invitation.
    Join {
        #[command(flatten)]
        arrival: Arrival,
    },
    /// Come back to a firm as an owner, with the words that were printed when it was shared.
    Recover {
        #[command(flatten)]
        arrival: Arrival,
    },
    /// Exchange with the shared folder.
    Sync {
        /// Go on until stopped.
        #[arg(long)]
        watch: bool,
        /// Seconds between two rounds while watching.
        #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=86_400))]
        every: u64,
        #[arg(long)]
        json: bool,
    },
    /// Members of the firm and their machines.
    Members {
        #[arg(long)]
        json: bool,
    },
    /// Shut a machine out and begin new keys.
    RemoveDevice {
        /// Its identity; `members` lists them.
        id: Id,
        #[arg(long)]
        json: bool,
    },
    /// The shared folder.
    #[command(subcommand)]
    Folder(FolderCommand),
    /// Erase a person for good, on every machine of the firm, and say what is left of them where.
    ErasePerson {
        /// The person's identity; `call get_customer` has it.
        id: Id,
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

/// How a machine comes to a firm.
#[derive(Debug, clap::Args)]
pub struct Arrival {
    /// The shared folder.
    #[arg(long, value_name = "DIR")]
    pub folder: PathBuf,
    /// The words, in quotes.
    #[arg(long)]
    pub words: String,
    /// Name of this machine, as the others will see it.
    #[arg(long, value_name = "NAME")]
    pub device_name: Option<String>,
    #[arg(long)]
    pub json: bool,
}

/// What a member may do.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Role {
    /// Everything.
    Owner,
    /// Everything but members, roles, erasure and the rules of the playbook.
    Manager,
    /// Contacts, people and notes; decides nothing.
    Assistant,
    /// Reads.
    Viewer,
}

impl Role {
    /// The word that commands use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Manager => "manager",
            Self::Assistant => "assistant",
            Self::Viewer => "viewer",
        }
    }
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

/// What can be done with the shared folder.
#[derive(Debug, Subcommand)]
pub enum FolderCommand {
    /// Verify every file: signatures, chains, gaps, junk; say which machine could mend what. Changes nothing.
    Check {
        #[arg(long)]
        json: bool,
    },
}
