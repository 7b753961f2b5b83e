//! What a person sees of the records: a pure function of the operations that count, in whatever order they came.

use std::collections::{BTreeMap, BTreeSet};

use pelikirja_domain::Role;
use pelikirja_sync::membership::Standing;

use crate::operation::{Cell, Operation, Version, What};
use crate::replica::Disk;

/// What is seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picture {
    /// The winning values.
    pub values: BTreeMap<Cell, (Version, u64)>,
    /// The facts, each once.
    pub facts: BTreeSet<u64>,
    /// The letters of each text.
    pub texts: BTreeMap<Cell, BTreeSet<u64>>,
    /// Records that are deleted.
    pub deleted: BTreeSet<u32>,
    /// Records that were deleted by somebody who did not know of an edit, and are back.
    pub back: BTreeSet<u32>,
    /// Records that are erased.
    pub erased: BTreeSet<u32>,
}

impl Picture {
    /// Leaves records out of sight.
    pub fn leave_out(&mut self, rows: &BTreeSet<u32>) {
        self.values.retain(|cell, _| !rows.contains(&cell.row));
        self.texts.retain(|cell, _| !rows.contains(&cell.row));
        self.deleted.retain(|row| !rows.contains(row));
        self.back.retain(|row| !rows.contains(row));
    }
}

impl Disk {
    /// What counts: those who wrote it were allowed to, and this program knows it.
    pub fn counting(&self) -> Vec<&Operation> {
        let mut own: BTreeMap<u64, (&Operation, Role)> =
            self.own.iter().map(|(operation, role)| (operation.id, (operation, *role))).collect();
        let mut counting: BTreeMap<u64, &Operation> = BTreeMap::new();
        for (standing, operations) in self.entries.values() {
            let role = if let Standing::Member(role) = standing { Some(*role) } else { None };
            for operation in operations {
                own.remove(&operation.id);
                if role.is_some_and(|role| operation.is_allowed(role)) && operation.schema <= self.schema {
                    counting.insert(operation.id, operation);
                }
            }
        }
        let own = own.into_values().filter(|(operation, role)| operation.is_allowed(*role));
        counting.extend(own.map(|(operation, _)| (operation.id, operation)));
        counting.into_values().collect()
    }

    /// What a person sees.
    pub fn picture(&self) -> Picture {
        let counting = self.counting();
        let mut picture = Picture::default();
        for operation in &counting {
            if operation.what == What::Erase {
                picture.erased.insert(operation.cell.row);
            }
        }
        let is_edit = |operation: &Operation| matches!(operation.what, What::Value(_) | What::Letter(_));
        let mut edits: BTreeMap<u32, Vec<u64>> = BTreeMap::new();
        for operation in counting.iter().filter(|operation| is_edit(operation)) {
            edits.entry(operation.cell.row).or_default().push(operation.id);
        }
        for operation in &counting {
            if let What::Delete(seen) = &operation.what {
                let row = operation.cell.row;
                let edits = edits.get(&row).map(Vec::as_slice).unwrap_or_default();
                let has_seen_all = edits.iter().all(|edit| seen.contains(edit));
                if has_seen_all {
                    picture.deleted.insert(row)
                } else {
                    picture.back.insert(row)
                };
            }
        }
        for operation in &counting {
            if picture.erased.contains(&operation.cell.row) {
                continue;
            }
            match operation.what {
                What::Value(value) => {
                    let candidate = (operation.version, value);
                    let winner = picture.values.entry(operation.cell).or_insert(candidate);
                    *winner = (*winner).max(candidate);
                }
                What::Fact(fact) => {
                    picture.facts.insert(fact);
                }
                What::Letter(letter) => {
                    picture.texts.entry(operation.cell).or_default().insert(letter);
                }
                What::Delete(_) | What::Erase => {}
            }
        }
        picture
    }
}
