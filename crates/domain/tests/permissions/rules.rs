//! What the issue and the design promise of the roles.

use pelikirja_domain::Role::{self, Assistant, Manager, Owner, Viewer};
use pelikirja_domain::permissions::{
    Act, Record, Rule, TABLE_PERMISSIONS, may_delete, may_make, may_write, table_permissions,
};

const RECORDS: [Record; 3] = [Record::New, Record::Own, Record::Other];
/// What decides about a customer.
const DECIDING: [&str; 13] = [
    "business_id",
    "vat_id",
    "external_number",
    "parent",
    "tier",
    "tier_reason",
    "owner",
    "deputy",
    "stage",
    "ladder",
    "ended_on",
    "ended_reason",
    "merged_into",
];

fn writes(role: Role, table: &str, column: &str) -> bool {
    RECORDS.iter().all(|record| may_write(role, table, column, *record, false))
}

fn never_writes(role: Role, table: &str, column: &str) -> bool {
    RECORDS.iter().all(|record| !may_write(role, table, column, *record, true))
}

#[test]
fn an_owner_may_everything_and_a_viewer_nothing() {
    for table in TABLE_PERMISSIONS {
        assert!(may_make(Owner, table.name) && !may_make(Viewer, table.name), "making {}", table.name);
        for record in RECORDS {
            assert!(may_delete(Owner, table.name, record), "deleting {}", table.name);
            assert!(!may_delete(Viewer, table.name, record), "deleting {}", table.name);
        }
        for (column, _) in table.columns {
            assert!(writes(Owner, table.name, column), "{}.{column}", table.name);
            assert!(never_writes(Viewer, table.name, column), "{}.{column}", table.name);
        }
    }
    assert!(Act::ALL.iter().all(|act| act.is_allowed(Owner) && !act.is_allowed(Viewer)));
}

#[test]
fn each_role_may_do_what_the_next_one_may() {
    for table in TABLE_PERMISSIONS {
        for (column, _) in table.columns {
            for record in RECORDS {
                for names_author in [false, true] {
                    let may = |role| may_write(role, table.name, column, record, names_author);
                    assert!(may(Manager) || !may(Assistant), "{}.{column}", table.name);
                }
            }
        }
        assert!(may_make(Manager, table.name) || !may_make(Assistant, table.name), "{}", table.name);
        for record in RECORDS {
            let may = |role| may_delete(role, table.name, record);
            assert!(may(Manager) || !may(Assistant), "deleting {}", table.name);
        }
    }
}

#[test]
fn whoever_may_make_a_record_may_write_something_into_it() {
    for table in TABLE_PERMISSIONS {
        for role in [Manager, Assistant] {
            let writes_any = table
                .columns
                .iter()
                .any(|(column, _)| may_write(role, table.name, column, Record::New, true));
            assert!(
                writes_any || !may_make(role, table.name),
                "{role:?} makes empty records of {}",
                table.name
            );
        }
    }
}

#[test]
fn a_manager_decides_about_customers_but_not_about_rules_and_members() {
    assert!(DECIDING.iter().all(|column| writes(Manager, "customer", column)));
    for (table, column) in [
        ("setting", "value"),
        ("tier", "contact_maximum_days"),
        ("member", "role"),
        ("member", "active"),
        ("member", "name"),
    ] {
        assert!(never_writes(Manager, table, column), "{table}.{column}");
    }
    for table in ["setting", "tier", "member"] {
        assert!(!may_make(Manager, table) && !may_delete(Manager, table, Record::Own), "{table}");
    }
    let of_owner = [
        Act::Invite,
        Act::ChangeMembers,
        Act::ChangeRoles,
        Act::RotateKeys,
        Act::AdoptChanges,
        Act::SetMinimumVersion,
        Act::ChangePlaybook,
        Act::Erase,
        Act::RestoreBackup,
    ];
    for act in Act::ALL {
        assert_eq!(act.is_allowed(Manager), !of_owner.contains(&act), "{act:?}");
    }
}

#[test]
fn an_assistant_decides_nothing_about_a_customer() {
    for (column, _) in table_permissions("customer").expect("there are customers").columns {
        if DECIDING.contains(column) {
            assert!(never_writes(Assistant, "customer", column), "{column}");
        } else {
            assert!(writes(Assistant, "customer", column), "{column}");
        }
    }
    assert!(!may_make(Assistant, "customer"), "that a firm is a customer is a decision");
    assert!(RECORDS.iter().all(|record| !may_delete(Assistant, "customer", *record)));
}

#[test]
fn an_assistant_deletes_only_their_own_records() {
    for table in ["person", "employment", "contact", "next_action", "saved_view"] {
        assert!(may_delete(Assistant, table, Record::Own), "{table}");
        assert!(!may_delete(Assistant, table, Record::Other), "{table}");
    }
    for table in [
        "setting",
        "member",
        "tier",
        "customer",
        "product",
        "import_batch",
        "import_mapping",
        "distinct_pair",
    ] {
        assert!(!may_delete(Assistant, table, Record::Own), "{table}");
    }
}

#[test]
fn an_assistant_cannot_log_a_contact_in_the_name_of_another() {
    assert!(may_write(Assistant, "contact", "member", Record::New, true));
    assert!(!may_write(Assistant, "contact", "member", Record::New, false), "somebody else's name");
    assert!(!may_write(Assistant, "contact", "member", Record::Own, true), "nor later");
    assert!(!may_write(Assistant, "contact", "member", Record::Other, true), "nor into another's");
    assert!(may_write(Assistant, "contact", "note", Record::Other, false), "but may complete it");
}

#[test]
fn an_assistant_leaves_the_views_of_others_alone() {
    assert!(may_make(Assistant, "saved_view"));
    assert!(may_write(Assistant, "saved_view", "definition", Record::Own, false));
    assert!(!may_write(Assistant, "saved_view", "definition", Record::Other, false));
}

#[test]
fn an_assistant_imports_nothing() {
    assert!(!Act::Import.is_allowed(Assistant));
    for table in ["import_batch", "import_mapping", "product", "customer"] {
        assert!(!may_make(Assistant, table), "{table}");
    }
}

#[test]
fn everybody_but_a_viewer_keeps_their_own_address() {
    for role in [Manager, Assistant] {
        assert!(may_write(role, "member", "phone", Record::Own, false));
        assert!(!may_write(role, "member", "phone", Record::Other, false));
    }
    assert!(!may_write(Viewer, "member", "phone", Record::Own, false));
}

#[test]
fn what_is_unknown_is_not_decided() {
    assert!(table_permissions("prophecy").is_none());
    assert!(table_permissions("customer").is_some_and(|table| table.column("aura").is_none()));
    assert!(!may_write(Owner, "customer", "aura", Record::Own, true), "kept aside instead");
    assert!(!may_make(Owner, "prophecy") && !may_delete(Owner, "prophecy", Record::Own));
}

#[test]
fn signing_asks_for_the_own_name_and_nothing_else_does() {
    for record in RECORDS {
        for rule in [Rule::Never, Rule::Own, Rule::Any] {
            assert_eq!(rule.allows(record, true), rule.allows(record, false), "{rule:?}");
        }
    }
}
