//! Erasing a person for good: from the database, from the sealed files, and what is left where.

use pelikirja_domain::permissions::Act;
use pelikirja_store::exchange::Erased;

use crate::api::{ById, Empty, ErasureRemains, PersonErased, TransactionKind};
use crate::error::Result;
use crate::permissions::require;
use crate::session::Session;
use crate::sync;
use crate::workspace::list_backups;

/// Erases a person for good, on every machine. What notes say of them stays.
pub(crate) fn erase_person(session: &Session, request: ById) -> Result<PersonErased> {
    require(session, Act::Erase)?;
    let erase = || session.write(TransactionKind::ErasePerson, |tx| Ok(tx.erase_person(request.id)?));
    let written = session.sync().between_rounds(session, erase)?;
    // What was purged is not to stay in the write-ahead log either; a later one empties it if this cannot.
    let _ = session.store().checkpoint();
    let (before, after) = sync::redact(session)?;
    let Erased { records, changes, quarantined } = written.value;
    Ok(PersonErased {
        transaction: written.transaction,
        records,
        changes,
        quarantined,
        operations: after.operations.saturating_sub(before.operations),
        entries: after.entries.saturating_sub(before.entries),
        remains: remains(session, Empty {})?,
    })
}

/// Where something may remain of those who were erased.
pub(crate) fn remains(session: &Session, _: Empty) -> Result<ErasureRemains> {
    let (shared, progress) = match sync::erasure_progress(session)? {
        Some(progress) => (true, progress),
        None => (false, Default::default()),
    };
    let names = sync::names(session)?;
    let name = |device| names.get(device).cloned().unwrap_or_else(|| device.to_string());
    Ok(ErasureRemains {
        shared,
        operations: progress.operations,
        files: progress.exposed_files,
        machines: progress.behind.iter().map(name).collect(),
        backups: list_backups(session, Empty {})?,
    })
}

/// Erases what came of erased people since, from machines that did not know: that they work somewhere, or had a contact.
/// Only an owner's machine does; the others hear of it.
pub(crate) fn erase_stragglers(session: &Session) -> Result<()> {
    if require(session, Act::Erase).is_err() || !session.store().has_erasure_stragglers()? {
        return Ok(());
    }
    let erase = || session.write(TransactionKind::ErasePerson, |tx| Ok(tx.erase_stragglers()?));
    session.sync().between_rounds(session, erase)?;
    Ok(())
}
