//! Journeys through the program's commands on real files, a module each.
#![expect(clippy::expect_used, reason = "the helpers of a test fail as the test does")]

mod after_commit;
mod background;
mod backups;
mod command_line;
mod contacts;
mod crash;
mod customers;
mod demo;
mod disk;
mod duplicates;
mod lock;
mod meetings;
mod open_forms;
mod people;
mod sync;
mod sync_folder;
mod sync_meetings;
mod sync_orders;
mod sync_people;
mod sync_roles;
mod sync_texts;
mod undo;
mod workspace;
