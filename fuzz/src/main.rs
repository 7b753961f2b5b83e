//! The fuzzer: libFuzzer gives bytes to the parser that `PELIKIRJA_FUZZ` names, guided by what code they reach.
//! `cargo xtask fuzz` builds and runs it.
//!
//! Besides crashes it finds inputs for which a parser takes more memory than its bound: an allocator that counts says how
//! much.
#![no_main]

mod firm;
mod memory;
#[path = "../../crates/sync/tests/exchange/memory.rs"]
mod replica;
mod sealed;
mod seeds;
mod targets;

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

use crate::targets::Target;

#[global_allocator]
static COUNTING: memory::Counting = memory::Counting;

static TARGET: OnceLock<Target> = OnceLock::new();

/// What is asked for: to write the first inputs into a folder, or to run a target.
fn begin() {
    if let Some(folder) = std::env::var_os("PELIKIRJA_FUZZ_SEEDS") {
        seeds::write_all(folder.as_ref()).expect("the first inputs are written");
        std::process::exit(0);
    }
    let name = std::env::var("PELIKIRJA_FUZZ").unwrap_or_default();
    let target = targets::ALL.iter().find(|target| target.name == name);
    let target = target.unwrap_or_else(|| panic!("PELIKIRJA_FUZZ is none of the targets: {name}"));
    TARGET.get_or_init(|| *target);
}

fuzz_target!(init: begin(), |input: &[u8]| {
    let Some(target) = TARGET.get() else { return };
    (target.prepare)();
    let before = memory::start();
    (target.run)(input);
    let taken = memory::peak().saturating_sub(before);
    let bound = (target.bound)(input.len());
    assert!(taken <= bound, "{taken} bytes of memory for {} bytes, and at most {bound} are right", input.len());
});
