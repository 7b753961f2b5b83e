//! Synced tables and columns with their stable numbers.
//!
//! The numbers go into the log and to other devices: they are never reused and never change. Column 0 of every
//! table says whether the record is deleted.

/// A synced table.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// Stable number.
    pub number: u16,
    /// Name in SQL and in the history.
    pub name: &'static str,
    /// Columns, [`Column::DELETED`] left out.
    pub columns: &'static [(u16, &'static str)],
}

/// A column of a synced table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its table.
    pub table: &'static Table,
    /// Stable number within the table.
    pub number: u16,
    /// Name in SQL and in the history.
    pub name: &'static str,
}

/// Number of the column that says whether a record is deleted.
pub const DELETED: u16 = 0;

impl Table {
    /// The name of a column, unless a newer program made it.
    pub fn column_name(&self, number: u16) -> Option<&'static str> {
        if number == DELETED {
            return Some("deleted");
        }
        self.columns.iter().find(|(found, _)| *found == number).map(|(_, name)| *name)
    }
}

/// Columns that say one thing together. Whoever writes one of them writes all, so that what two people wrote at the same
/// time is never mixed: an address is one or the other, and so is what was done about a signal.
const GROUPS: &[&[Column]] = &[
    &[customer::STREET, customer::POSTCODE, customer::CITY, customer::COUNTRY],
    &[customer::TIER, customer::TIER_REASON],
    &[customer::ENDED_ON, customer::ENDED_REASON],
    &[
        signal_handling::STATE,
        signal_handling::UNTIL,
        signal_handling::ASSIGNED_TO,
        signal_handling::REASON,
        signal_handling::NOTE,
        signal_handling::EVIDENCE,
        signal_handling::HANDLED_ON,
        signal_handling::MEMBER,
    ],
    &[meeting::DAY, meeting::BEGINS, meeting::DURATION],
    &[meeting::STATE, meeting::STATE_REASON],
    &[meeting_series::RULE, meeting_series::BEGINS, meeting_series::DURATION],
    &[preparation::TEMPLATE, preparation::FORM],
    &[preparation::COMPLETED_AT, preparation::COMPLETED_BY],
    &[preparation::APPROVED_AT, preparation::APPROVED_BY],
    &[preparation_block::CONTENT, preparation_block::CHANGED, preparation_block::TAKEN_AT],
    &[minutes::NEXT_STEP, minutes::NEXT_MEETING, minutes::NEXT_ACTION, minutes::NEXT_REASON],
    &[minutes::CLOSED_AT, minutes::CLOSED_BY],
    &[promise::STATE, promise::SETTLED_ON],
];

/// Texts into which people write at length. What two wrote at the same time is merged, not chosen between.
const LONG_TEXTS: &[Column] = &[
    customer::NOTES,
    person::NOTES,
    contact::NOTE,
    preparation_answer::TEXT,
    minutes::WANTS,
    minutes::AGREED,
    minutes::INTERNAL,
    promise::EVIDENCE,
];

/// Whether a column is a text of which edits made at the same time are merged character by character.
pub(crate) fn is_long_text(table: &Table, column: u16) -> bool {
    LONG_TEXTS.iter().any(|long| long.table.number == table.number && long.number == column)
}

/// The groups of columns of a table that are written together.
pub fn groups(table: &Table) -> impl Iterator<Item = &'static [Column]> {
    let number = table.number;
    GROUPS.iter().copied().filter(move |group| group.iter().any(|column| column.table.number == number))
}

/// The table with this number, unless a newer program made it.
pub fn table(number: u16) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| table.number == number)
}

/// The table with this name.
pub fn table_named(name: &str) -> Option<&'static Table> {
    TABLES.iter().copied().find(|table| table.name == name)
}

macro_rules! tables {
    ($(
        $(#[doc = $doc:literal])*
        $(#[cfg($table_cfg:meta)])?
        $module:ident = $number:literal {
            $( $(#[cfg($cfg:meta)])? $column:ident = $cnum:literal $cname:literal ),* $(,)?
        }
    )*) => {
        /// Every synced table.
        pub const TABLES: &[&Table] = &[ $( $(#[cfg($table_cfg)])? &$module::TABLE ),* ];
        $(
            $(#[doc = $doc])*
            $(#[cfg($table_cfg)])?
            #[expect(missing_docs, reason = "the column names speak for themselves; domain.md explains them")]
            pub mod $module {
                use super::{Column, Table};
                pub static TABLE: Table = Table {
                    number: $number,
                    name: stringify!($module),
                    columns: &[ $( $(#[cfg($cfg)])? ($cnum, $cname) ),* ],
                };
                $( $(#[cfg($cfg)])? pub const $column: Column = Column { table: &TABLE, number: $cnum, name: $cname }; )*
            }
        )*
    };
}

tables! {
    /// Settings of the firm.
    setting = 1 { NAME = 1 "name", VALUE = 2 "value" }
    /// People of the firm.
    member = 2 { NAME = 1 "name", ROLE = 2 "role", EMAIL = 3 "email", PHONE = 4 "phone", ACTIVE = 5 "active" }
    /// Classes of customers.
    tier = 3 {
        NAME = 1 "name", TIER_KEY = 2 "tier_key", POSITION = 3 "position",
        CONTACT_MAXIMUM_DAYS = 4 "contact_maximum_days",
    }
    /// Customers.
    customer = 4 {
        NAME = 1 "name", BUSINESS_ID = 2 "business_id", VAT_ID = 3 "vat_id", EXTERNAL_NUMBER = 4 "external_number",
        PARENT = 5 "parent", INDUSTRY = 6 "industry", STREET = 7 "street", POSTCODE = 8 "postcode", CITY = 9 "city",
        COUNTRY = 10 "country", PHONE = 11 "phone", EMAIL = 12 "email", WEBSITE = 13 "website", TIER = 14 "tier",
        TIER_REASON = 15 "tier_reason", OWNER = 16 "owner", DEPUTY = 17 "deputy", STAGE = 18 "stage",
        LADDER = 19 "ladder", LANGUAGE = 20 "language", SOURCE = 21 "source", NOTES = 22 "notes",
        ENDED_ON = 23 "ended_on", ENDED_REASON = 24 "ended_reason", MERGED_INTO = 25 "merged_into",
        #[cfg(feature = "next-schema")] NICKNAME = 26 "nickname",
    }
    /// Tags of customers.
    customer_tag = 5 { CUSTOMER = 1 "customer", TAG = 2 "tag" }
    /// People at customers.
    person = 6 { NAME = 1 "name", EMAIL = 2 "email", PHONE = 3 "phone", BIRTHDAY = 4 "birthday", NOTES = 5 "notes" }
    /// Who works, or worked, at which customer.
    employment = 7 {
        PERSON = 1 "person", CUSTOMER = 2 "customer", TITLE = 3 "title", ROLE = 4 "role", STANCE = 5 "stance",
        INFLUENCE = 6 "influence", IS_PRIMARY = 7 "is_primary", STARTED_ON = 8 "started_on", ENDED_ON = 9 "ended_on",
    }
    /// Contacts with customers.
    contact = 8 {
        CUSTOMER = 1 "customer", DATE = 2 "date", KIND = 3 "kind", DIRECTION = 4 "direction", TWO_WAY = 5 "two_way",
        MINUTES = 6 "minutes", NOTE = 7 "note", MEMBER = 8 "member",
    }
    /// With whom a contact was.
    contact_person = 9 { CONTACT = 1 "contact", PERSON = 2 "person" }
    /// What to do next with a customer.
    next_action = 10 {
        CUSTOMER = 1 "customer", TEXT = 2 "text", DUE = 3 "due", OWNER = 4 "owner", DONE_ON = 5 "done_on",
    }
    /// What was done about a signal.
    signal_handling = 11 {
        CUSTOMER = 1 "customer", SIGNAL = 2 "signal", STATE = 3 "state", UNTIL = 4 "until",
        ASSIGNED_TO = 5 "assigned_to", REASON = 6 "reason", NOTE = 7 "note", EVIDENCE = 8 "evidence",
        HANDLED_ON = 9 "handled_on", MEMBER = 10 "member",
    }
    /// Products.
    product = 12 {
        NUMBER = 1 "number", NAME = 2 "name", PRODUCT_GROUP = 3 "product_group", UNIT = 4 "unit",
        LIST_PRICE = 5 "list_price", SOURCE = 6 "source",
    }
    /// Imports.
    import_batch = 13 {
        KIND = 1 "kind", FILE = 2 "file", REPORT = 3 "report", UNDONE_AT = 4 "undone_at",
        UNATTENDED = 5 "unattended", MEMBER = 6 "member", TXN = 7 "txn",
    }
    /// Mappings kept for a source.
    import_mapping = 14 { SOURCE = 1 "source", KIND = 2 "kind", MAPPING = 3 "mapping" }
    /// Saved views of the list of customers.
    saved_view = 15 { MEMBER = 1 "member", NAME = 2 "name", SHARED = 3 "shared", DEFINITION = 4 "definition" }
    /// Pairs of customers that somebody declared different.
    distinct_pair = 16 { FIRST = 1 "first", SECOND = 2 "second" }
    /// Machines of the firm, by the identity that follows from their keys.
    device = 17 { NAME = 1 "name" }
    /// Meetings with customers.
    meeting = 20 {
        CUSTOMER = 1 "customer", PURPOSE = 2 "purpose", KIND = 3 "kind", DAY = 4 "day", BEGINS = 5 "begins",
        DURATION = 6 "duration", PLACE = 7 "place", LINK = 8 "link", OWNER = 9 "owner", STATE = 10 "state",
        STATE_REASON = 11 "state_reason", MOVED_BY_CUSTOMER = 12 "moved_by_customer", SERIES = 13 "series",
        SERIES_DAY = 14 "series_day", ICS_UID = 15 "ics_uid", ICS_SEQUENCE = 16 "ics_sequence",
        ALARM_MINUTES = 17 "alarm_minutes",
    }
    /// Meetings that come again and again.
    meeting_series = 21 {
        CUSTOMER = 1 "customer", PURPOSE = 2 "purpose", KIND = 3 "kind", RULE = 4 "rule", BEGINS = 5 "begins",
        DURATION = 6 "duration", PLACE = 7 "place", LINK = 8 "link", OWNER = 9 "owner",
        ALARM_MINUTES = 10 "alarm_minutes",
    }
    /// Who comes to a meeting, or to those of a series.
    meeting_participant = 22 {
        MEETING = 1 "meeting", PERSON = 2 "person", MEMBER = 3 "member", ATTENDANCE = 4 "attendance",
    }
    /// Forms that prepare meetings.
    preparation = 23 {
        MEETING = 1 "meeting", TEMPLATE = 2 "template", FORM = 3 "form", COMPLETED_AT = 4 "completed_at",
        COMPLETED_BY = 5 "completed_by", APPROVED_AT = 6 "approved_at", APPROVED_BY = 7 "approved_by",
    }
    /// What was answered in a form.
    preparation_answer = 24 {
        PREPARATION = 1 "preparation", FIELD = 2 "field", ITEM = 3 "item", TEXT = 4 "text", VALUE = 5 "value",
    }
    /// What filled itself in a form.
    preparation_block = 25 {
        PREPARATION = 1 "preparation", BLOCK = 2 "block", CONTENT = 3 "content", CHANGED = 4 "changed",
        TAKEN_AT = 5 "taken_at",
    }
    /// Templates of forms.
    preparation_template = 26 { NAME = 1 "name", FORM = 2 "form" }
    /// Minutes of meetings.
    minutes = 27 {
        MEETING = 1 "meeting", WANTS = 2 "wants", AGREED = 3 "agreed", INTERNAL = 4 "internal",
        NO_PROMISES = 5 "no_promises", NEXT_STEP = 6 "next_step", NEXT_MEETING = 7 "next_meeting",
        NEXT_ACTION = 8 "next_action", NEXT_REASON = 9 "next_reason", CLOSED_AT = 10 "closed_at",
        CLOSED_BY = 11 "closed_by", CONTACT = 12 "contact",
    }
    /// Promises, ours and theirs.
    promise = 28 {
        CUSTOMER = 1 "customer", MEETING = 2 "meeting", DIRECTION = 3 "direction", TEXT = 4 "text", DUE = 5 "due",
        MEMBER = 6 "member", PERSON = 7 "person", STATE = 8 "state", SETTLED_ON = 9 "settled_on",
        EVIDENCE = 10 "evidence",
    }
    /// What a later version may have.
    #[cfg(feature = "next-schema")]
    errand = 60 { CUSTOMER = 1 "customer", TEXT = 2 "text" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_column_is_in_two_groups_and_no_group_in_two_tables() {
        let mut known = std::collections::HashSet::new();
        for group in GROUPS {
            for column in *group {
                assert!(known.insert((column.table.number, column.number)), "{column:?}");
                assert_eq!(column.table, group[0].table);
            }
        }
    }

    #[test]
    fn numbers_are_unique() {
        let mut tables: Vec<u16> = TABLES.iter().map(|table| table.number).collect();
        tables.dedup();
        assert_eq!(tables.len(), TABLES.len(), "table numbers ascend without repeats");
        for table in TABLES {
            let mut numbers: Vec<u16> = table.columns.iter().map(|(number, _)| *number).collect();
            numbers.sort_unstable();
            numbers.dedup();
            assert_eq!(numbers.len(), table.columns.len(), "columns of {}", table.name);
            assert!(!numbers.contains(&DELETED), "column 0 is taken in {}", table.name);
        }
    }
}
