//! What was erased, taken out of the sealed files as well.

use pelikirja_crypto::OsRandomness;
use pelikirja_sync::ErasureProgress;

use super::state::failed;
use crate::error::{ErrorCode, Result};
use crate::session::Session;

/// Takes out of the sealed files what was erased here, so far as they are on this machine; the next rounds carry it into
/// the shared folder. How far erasures had come before, and how far they are now.
pub(crate) fn redact(session: &Session) -> Result<(ErasureProgress, ErasureProgress)> {
    let now = session.store().now();
    let done = session.sync().with(session, |engine| {
        let before = engine.erasure_progress();
        engine.redact(now, &mut OsRandomness).map_err(failed)?;
        Ok((before, engine.erasure_progress()))
    });
    session.sync().ask();
    match done {
        Err(error) if error.code == ErrorCode::NotShared => Ok(Default::default()),
        done => done,
    }
}

/// How far the erasures of this firm have come; none where it is not shared.
pub(crate) fn erasure_progress(session: &Session) -> Result<Option<ErasureProgress>> {
    match session.sync().with(session, |engine| Ok(engine.erasure_progress())) {
        Ok(progress) => Ok(Some(progress)),
        Err(error) if error.code == ErrorCode::NotShared => Ok(None),
        Err(error) => Err(error),
    }
}
