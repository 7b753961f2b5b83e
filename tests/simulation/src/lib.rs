//! Many devices over a faulty folder, in one thread, from a seed.
//!
//! Each device has a disk of its own that survives its crashes, a clock of its own and its own view of the folder.
//! Steps are chosen at random: people write, devices have rounds, members come and go, time passes, and any of the
//! sixty faults of the design happens. Then the faults stop, and everything must come right. The same seed does the
//! same again.

pub mod adrift;
pub mod carrier;
pub mod checks;
pub mod container;
pub mod deeds;
pub mod device;
pub mod end;
pub mod erased;
pub mod faults;
pub mod fired;
pub mod folder;
pub mod ledger;
#[cfg(feature = "mutations")]
pub mod mutations;
pub mod operation;
pub mod people;
pub mod picture;
pub mod random;
pub mod replica;
pub mod run;
pub mod settle;
pub mod stuck;
pub mod summary;
pub mod view;
pub mod world;
