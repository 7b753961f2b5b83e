//! The roles decide about everything that the schema has, and about nothing else.

use std::cell::Cell;
use std::collections::HashMap;

use pelikirja_domain::permissions::{Record, TABLE_PERMISSIONS, may_delete, may_make, may_write};
use pelikirja_domain::{Id, Role};
use pelikirja_store::exchange::EntryAuthor;
use pelikirja_store::schema::{self, TABLES};
use pelikirja_store::{Column, IntoValue, Result, StoreError, Table, Value, WriteTransaction};

use crate::support::Workspace;

#[test]
fn every_table_and_column_is_decided() {
    let decided: Vec<(&str, Vec<&str>)> = TABLE_PERMISSIONS
        .iter()
        .map(|table| (table.name, table.columns.iter().map(|(name, _)| *name).collect()))
        .collect();
    let stored: Vec<(&str, Vec<&str>)> = TABLES
        .iter()
        .map(|table| (table.name, table.columns.iter().map(|(_, name)| *name).collect()))
        .collect();
    assert_eq!(
        decided, stored,
        "permissions/tables.rs has the tables and columns of schema.rs, in its order"
    );
}

/// Two machines of a firm: somebody's, and an owner's who reads along.
struct Firm {
    somebody: Workspace,
    owner: Workspace,
    /// Types of columns, by table and name.
    types: HashMap<(String, String), String>,
    /// So that no value is like another.
    values: Cell<u8>,
}

impl Firm {
    fn new() -> Self {
        let firm = Self {
            somebody: Workspace::new(),
            owner: Workspace::new(),
            types: declared_types(),
            values: Cell::default(),
        };
        for machine in [&firm.somebody, &firm.owner] {
            machine.store.set_member(machine.store.device()).expect("writes");
        }
        firm.make(true, &schema::member::TABLE, Some(firm.me()));
        firm
    }

    fn me(&self) -> Id {
        self.somebody.store.device()
    }

    /// A value that no record has.
    fn value(&self, column: Column) -> Value {
        self.values.set(self.values.get().wrapping_add(1));
        let number = self.values.get();
        match self.types.get(&(column.table.name.to_owned(), column.name.to_owned())).map(String::as_str) {
            Some("BLOB") => Value::Blob(vec![number; 16]),
            Some("TEXT") => format!("arvo {number}").into_value(),
            Some("INTEGER") => Value::Integer(number.into()),
            other => panic!("{}.{} is of type {other:?}", column.table.name, column.name),
        }
    }

    /// A record that somebody or the owner has made, known to both.
    fn make(&self, is_own: bool, table: &'static Table, id: Option<Id>) -> Id {
        let (by, other) = if is_own { (&self.somebody, &self.owner) } else { (&self.owner, &self.somebody) };
        let first = column(table, table.columns[0].1);
        let made = by.store.write("make", |tx| {
            let id = id.map_or_else(|| tx.new_id(), Ok)?;
            tx.create(id, [(first, self.value(first))])?;
            Ok::<_, StoreError>(id)
        });
        let entry = by.publish().expect("something was written");
        assert_eq!(other.receive(&entry).refused, 0, "{}", table.name);
        made.expect("writes").value
    }

    /// A record that stands so to somebody; none to be made. Of the members, one's own is that of one's own identity.
    fn record(&self, record: Record, table: &'static Table) -> Option<Id> {
        match record {
            Record::New => None,
            Record::Own if table.name == "member" => Some(self.me()),
            Record::Own => Some(self.make(true, table, None)),
            Record::Other => Some(self.make(false, table, None)),
        }
    }

    /// Whether a write is refused beforehand; the owner's machine, which gets it all the same, has to judge alike.
    fn is_denied(&self, role: Role, write: impl FnOnce(&mut WriteTransaction<'_>) -> Result<()>) -> bool {
        let author = EntryAuthor { member: self.me(), role };
        let written = self.somebody.store.write("try", |tx| {
            write(tx)?;
            tx.denied(author)
        });
        let denied = written.expect("writes").value;
        let mut entry = self.somebody.publish().expect("something was written");
        entry.author = Some(author);
        let refused = self.owner.receive(&entry).refused;
        assert_eq!(denied.is_some(), refused > 0, "beforehand {denied:?}, there {refused} refused");
        if let Some(denied) = denied {
            assert!(denied.least_role() < role, "{denied:?} needs more than {role:?}");
        }
        denied.is_some()
    }
}

fn column(table: &'static Table, name: &'static str) -> Column {
    let (number, name) = table.columns.iter().find(|(_, found)| *found == name).expect("the column is there");
    Column { table, number: *number, name }
}

/// Types of columns as the migration declares them.
fn declared_types() -> HashMap<(String, String), String> {
    let mut types = HashMap::new();
    let migration = concat!(
        include_str!("../../migrations/0001_foundation.sql"),
        include_str!("../../migrations/0002_meetings.sql"),
    );
    for part in migration.split("CREATE TABLE ").skip(1) {
        let Some((table, rest)) = part.split_once('(') else { continue };
        for column in rest.split(");").next().unwrap_or_default().split([',', '\n']) {
            let mut words = column.split_whitespace();
            if let (Some(column), Some(declared)) = (words.next(), words.next()) {
                types.insert((table.trim().to_owned(), column.to_owned()), declared.to_owned());
            }
        }
    }
    types
}

const ROLES: [Role; 4] = [Role::Owner, Role::Manager, Role::Assistant, Role::Viewer];
const RECORDS: [Record; 3] = [Record::New, Record::Own, Record::Other];

/// Every role against every column of every table, in records of every kind: what is refused beforehand is what the table
/// of roles says, and what other machines refuse.
#[test]
fn every_role_is_refused_beforehand_what_other_machines_refuse() {
    let firm = Firm::new();
    for (rules, table) in TABLE_PERMISSIONS.iter().zip(TABLES.iter().copied()) {
        for record in RECORDS {
            let id = firm.record(record, table);
            for column in rules.columns.iter().map(|(name, _)| column(table, name)) {
                let is_identity = matches!(firm.value(column), Value::Blob(_));
                for (role, names_me) in ROLES.into_iter().flat_map(|role| [(role, false), (role, true)]) {
                    if names_me && !is_identity {
                        continue;
                    }
                    let is_denied = firm.is_denied(role, |tx| {
                        // Something else than before, so that there is something to refuse.
                        if let Some(id) = id {
                            tx.set(id, [(column, Value::Null)])?;
                        }
                        let id = id.map_or_else(|| tx.new_id(), Ok)?;
                        let value = if names_me { firm.me().into_value() } else { firm.value(column) };
                        tx.set(id, [(column, value)]).map(drop)
                    });
                    let may = may_write(role, table.name, column.name, record, names_me)
                        && (record != Record::New || may_make(role, table.name));
                    assert_eq!(is_denied, !may, "{role:?}, {record:?} {column:?}, {names_me}");
                }
            }
        }
    }
}

#[test]
fn every_role_is_refused_beforehand_the_deletions_that_other_machines_refuse() {
    let firm = Firm::new();
    for table in TABLES {
        for record in [Record::Own, Record::Other] {
            for role in ROLES {
                // An own member record is the one of one's own identity, which is there once: deleted, then put back.
                let id = firm.record(record, table).expect("a record that is there");
                let is_denied = firm.is_denied(role, |tx| tx.delete(table, id).map(drop));
                let may = may_delete(role, table.name, record);
                assert_eq!(is_denied, !may, "{role:?} deletes {record:?} {}", table.name);
                let is_denied = firm.is_denied(role, |tx| tx.restore(table, id).map(drop));
                assert_eq!(is_denied, !may_make(role, table.name), "{role:?} brings back {}", table.name);
            }
        }
    }
}
