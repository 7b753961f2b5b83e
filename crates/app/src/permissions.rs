//! Roles, asked before anything is written. The other machines ask again, whatever this one thought.

use pelikirja_domain::Role;
use pelikirja_domain::permissions::{Act, Grant, Rule, TABLE_PERMISSIONS};
use pelikirja_store::WriteTransaction;
use pelikirja_store::exchange::{Denied, EntryAuthor};
use pelikirja_store::to_word;

use crate::api::{ActPermission, Empty, Permission, Permissions, TablePermission};
use crate::error::{AppError, ErrorCode, Result};
use crate::session::Session;

/// What the member who uses this machine may do.
pub(crate) fn permissions(session: &Session, _: Empty) -> Result<Permissions> {
    let (shared, role) = match session.sync().author(session) {
        Ok(Some(author)) => (true, Some(author.role)),
        // Who is alone may everything, whatever the list of members says.
        Ok(None) => (false, Some(Role::Owner)),
        Err(error) if error.code == ErrorCode::DeviceRemoved => (true, None),
        Err(error) => return Err(error),
    };
    let permission = |grant: Grant| Permission {
        rule: role.map_or(Rule::Never, |role| grant.rule(role)),
        least: grant.least_role(),
    };
    let act = |act: Act| {
        let allowed = role.is_some_and(|role| act.is_allowed(role));
        (act, ActPermission { allowed, least: act.least_role() })
    };
    let tables = TABLE_PERMISSIONS.iter().map(|table| {
        let columns = table.columns.iter().map(|(name, grant)| ((*name).to_owned(), permission(*grant)));
        let (make, delete) = (permission(table.make), permission(table.delete));
        (table.name.to_owned(), TablePermission { make, delete, columns: columns.collect() })
    });
    Ok(Permissions { role, shared, acts: Act::ALL.into_iter().map(act).collect(), tables: tables.collect() })
}

/// Refuses something that is no cell of a table before any work is done for it.
///
/// # Errors
/// [`ErrorCode::NotAllowed`], [`ErrorCode::DeviceRemoved`].
pub(crate) fn require(session: &Session, act: Act) -> Result<()> {
    match session.sync().author(session)? {
        Some(author) if !act.is_allowed(author.role) => Err(refused(author.role, Denied::Act(act))),
        _ => Ok(()),
    }
}

/// Refuses a transaction of which something would count nowhere; without an author the firm is not shared.
///
/// # Errors
/// [`ErrorCode::NotAllowed`], and those of the database.
pub(crate) fn check(tx: &WriteTransaction<'_>, author: Option<EntryAuthor>) -> Result<()> {
    let Some(author) = author else { return Ok(()) };
    match tx.denied(author)? {
        Some(denied) => Err(refused(author.role, denied)),
        None => Ok(()),
    }
}

/// The refusal of something that a role may not do.
pub(crate) fn refused(role: Role, denied: Denied) -> AppError {
    let needs = denied.least_role();
    let error = AppError::new(ErrorCode::NotAllowed, format!("{denied:?} needs {needs:?}"))
        .with("role", to_word(&role))
        .with("needs", to_word(&needs));
    match denied {
        Denied::Act(act) => error.with("act", to_word(&act)),
        Denied::Cell { table, column, .. } => error.with("table", table).with("column", column),
    }
}
