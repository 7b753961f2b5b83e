//! How often each fault had its effect.

use std::cell::Cell;
use std::rc::Rc;

/// Number of faults in the list of the design, section 4.
pub const FAULTS: usize = 60;

/// Counts of one run; a fault counts when the engine met it, not when it was only drawn.
#[derive(Debug, Clone)]
pub struct Fired(Rc<[Cell<u64>]>);

impl Default for Fired {
    fn default() -> Self {
        Self((0..=FAULTS).map(|_| Cell::new(0)).collect())
    }
}

impl Fired {
    /// Counts.
    pub fn count(&self, fault: u8) {
        if let Some(cell) = self.0.get(usize::from(fault)) {
            cell.set(cell.get() + 1);
        }
    }

    /// How often that one had its effect.
    pub fn of(&self, fault: u8) -> u64 {
        self.0.get(usize::from(fault)).map_or(0, Cell::get)
    }

    /// All of them, from the first on.
    pub fn all(&self) -> Vec<u64> {
        self.0.iter().skip(1).map(Cell::get).collect()
    }
}
