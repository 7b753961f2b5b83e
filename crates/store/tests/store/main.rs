//! The store on real files.

mod backup;
mod damage;
mod log;
mod merge;
mod released;
mod support;
