//! `docs/roles.md` is made of the table. `UPDATE_EXPECT=1 cargo test -p pelikirja-domain --test permissions` writes it.

use expect_test::expect_file;
use pelikirja_domain::Role;
use pelikirja_domain::permissions::{Act, Grant, Rule, TABLE_PERMISSIONS, TablePermissions};

const HEAD: &str = "\
# Who may do what

Made of `crates/domain/src/permissions/` by a test of that crate; do not edit it here. The program asks this table before
it writes, and every device asks it again for every change that comes from another one, whatever that one thought. A
change that its author was not allowed to make counts nowhere; it is kept and shown.

- **Owner** (*omistaja*): everything.
- **Manager** (*asiakasvastaava*): everything but members, roles, erasure and the rules of the playbook.
- **Assistant** (*assistentti*): what helps, and nothing that decides.
- **Viewer** (*katselija*): reads. What anybody reads is not limited: whoever belongs to the firm has its key.

In the tables, **yes** is any record; **own** is a record that the member is making or has made, on whichever device (of
the rows of `member`: one's own); **signs** is only when making a record, and only one's own name; **-** is never. \"make\"
is also bringing back what was deleted. An erased record never comes back. An owner may write every column and a viewer
none, so they have no column here. A table or a column that a program does not know yet is kept aside until it does.
";

fn word(rule: Rule) -> &'static str {
    match rule {
        Rule::Never => "-",
        Rule::Signing => "signs",
        Rule::Own => "own",
        Rule::Any => "yes",
    }
}

/// Columns that are alike share a row.
fn rows(table: &TablePermissions) -> Vec<(String, Grant)> {
    let mut rows: Vec<(String, Grant)> =
        vec![("*make*".to_owned(), table.make), ("*delete*".to_owned(), table.delete)];
    let mut alike: Vec<(String, Grant)> = Vec::new();
    for (column, grant) in table.columns {
        match alike.iter_mut().find(|(_, found)| found == grant) {
            Some((columns, _)) => columns.push_str(&format!(", `{column}`")),
            None => alike.push((format!("`{column}`"), *grant)),
        }
    }
    rows.append(&mut alike);
    rows
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    page.push_str("\n## Acts\n\n| Act | Owner | Manager | Assistant | Viewer |\n|---|---|---|---|---|\n");
    for act in Act::ALL {
        let allowed = |role| if act.is_allowed(role) { "yes" } else { "-" };
        let (owner, manager) = (allowed(Role::Owner), allowed(Role::Manager));
        let (assistant, viewer) = (allowed(Role::Assistant), allowed(Role::Viewer));
        let what = what(act);
        page.push_str(&format!("| {what} | {owner} | {manager} | {assistant} | {viewer} |\n"));
    }
    page.push_str("\n## Tables\n");
    for table in TABLE_PERMISSIONS {
        page.push_str(&format!("\n### {}\n\n{}\n\n", table.name, table.why));
        page.push_str("| Column | Manager | Assistant |\n|---|---|---|\n");
        for (columns, grant) in rows(table) {
            let (manager, assistant) = (word(grant.rule(Role::Manager)), word(grant.rule(Role::Assistant)));
            page.push_str(&format!("| {columns} | {manager} | {assistant} |\n"));
        }
    }
    page
}

fn what(act: Act) -> &'static str {
    match act {
        Act::Invite => "Invite somebody, take an invitation back",
        Act::ChangeMembers => "Confirm who joined; remove a device or a person",
        Act::ChangeRoles => "Give a member another role",
        Act::RotateKeys => "Begin a new key epoch",
        Act::AdoptChanges => "Take over what a removed device wrote after its removal",
        Act::SetMinimumVersion => "Say from which version on a program may write",
        Act::ChangePlaybook => {
            "Change the settings of the firm, the tiers and the other rules of the playbook"
        }
        Act::Erase => "Erase a person for good, on all devices",
        Act::RestoreBackup => "Put a backup in place of what the firm has",
        Act::Import => "Import a file, by hand or from a watched folder; undo an import",
        Act::UndoOthers => "Undo what somebody else did (each cell judged as if typed)",
        Act::UndoOwn => "Undo what one did oneself (each cell judged as if typed)",
    }
}

#[test]
fn the_page_says_what_the_code_does() {
    expect_file!["../../../../docs/roles.md"].assert_eq(&page());
}
