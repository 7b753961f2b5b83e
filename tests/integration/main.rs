//! Journeys through the program's commands on real files, a module each.

mod contacts;
mod crash;
mod customers;
mod demo;
mod duplicates;
mod people;
mod undo;
mod workspace;
