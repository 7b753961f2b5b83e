//! Coming to a firm that is in a shared folder: with an invitation, or with the recovery words.

use std::sync::Arc;

use pelikirja_crypto::{InvitationCode, OsRandomness, SecretKey, WordsError};
use pelikirja_store::Store;
use pelikirja_sync::{DiskFolder, Engine, JoinError, World};

use super::devices;
use super::fingerprint::fingerprint;
use super::replica::{WorkspaceReplica, remove_kept};
use super::share::existing_folder;
use super::state::{WorkspaceEngine, failed, set_folder};
use crate::api::{JoinWorkspace, Status};
use crate::app::App;
use crate::error::{AppError, ErrorCode, Result};
use crate::session::Session;
use crate::workspace::{calibrated_kdf, opened, remember, remove_files, strength, target_folder};

/// Comes with an invitation.
pub(crate) fn join_workspace(app: &App, request: JoinWorkspace) -> Result<Status> {
    let code = InvitationCode::from_words(&request.words).map_err(wrong_words)?;
    come(app, &request, |replica, seed, print, world| Engine::join(replica, seed, print, &code, world))
}

/// Comes as an owner, with the printed words.
pub(crate) fn recover_workspace(app: &App, request: JoinWorkspace) -> Result<Status> {
    let words = SecretKey::from_words(&request.words).map_err(wrong_words)?;
    come(app, &request, |replica, seed, print, world| Engine::recover(replica, seed, print, &words, world))
}

/// Makes a workspace, has it come to the firm, and reads what others have written.
fn come(
    app: &App,
    request: &JoinWorkspace,
    arrive: impl FnOnce(WorkspaceReplica, &SecretKey, &[u8], &mut World<'_>) -> Result<WorkspaceEngine, JoinError>,
) -> Result<Status> {
    let shared = existing_folder(&request.shared_folder)?;
    if !strength(request.passphrase.expose(), &[]).acceptable {
        return Err(AppError::new(ErrorCode::WeakPassphrase, "the passphrase is too easy to guess"));
    }
    let name = shared.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = target_folder(app, request.folder.as_deref(), &name)?;
    let store =
        Store::create(&folder, request.passphrase.expose(), calibrated_kdf()?, Arc::clone(app.clock()))?;
    let session = Session::new(app.clone(), store, false);
    let come = || -> Result<()> {
        let replica = WorkspaceReplica::new(&session);
        let (seed, print) = (session.store().device_seed()?, fingerprint(session.store().folder()));
        let mut disk = DiskFolder::new(&shared);
        let now = session.store().now();
        let mut world = World { folder: &mut disk, now, randomness: &mut OsRandomness };
        let engine = arrive(replica, &seed, &print, &mut world).map_err(refused)?;
        let device = engine.membership().device(engine.device());
        let member = device.map(|device| device.member);
        let member =
            member.ok_or_else(|| AppError::new(ErrorCode::Internal, "the arrival does not count"))?;
        session.sync().put(engine);
        session.sync().arriving().begin();
        set_folder(&session, &shared.display().to_string())?;
        // The last: from here on it is a workspace like any other.
        Ok(session.store().set_member(member)?)
    };
    if let Err(error) = come() {
        // Nothing is in it yet; the next try starts from an empty folder.
        drop(session);
        let _ = remove_kept(folder.path());
        let _ = remove_files(folder.path());
        return Err(error);
    }
    devices::name_this(&session, request.device_name.as_deref())?;
    if request.remember {
        remember(app, &session)?;
    }
    // The rest comes while people look around.
    let status = opened(app, session.clone())?;
    session.sync().ask();
    Ok(status)
}

fn wrong_words(error: WordsError) -> AppError {
    let coded = AppError::new(ErrorCode::WrongWords, error.to_string());
    match error {
        WordsError::Count { found, expected } => coded.with("found", found).with("expected", expected),
        WordsError::Unknown { position, word, nearest } => {
            coded.with("position", position).with("word", word).with("nearest", nearest)
        }
        WordsError::Checksum => coded,
    }
}

fn refused(error: JoinError) -> AppError {
    let code = match &error {
        JoinError::NoWorkspace => ErrorCode::NotThisFirm,
        JoinError::NoInvitation | JoinError::WrongRecovery => ErrorCode::WordsOpenNothing,
        JoinError::NotAllHere => ErrorCode::FilesMissing,
        JoinError::Expired => ErrorCode::InvitationExpired,
        JoinError::Used | JoinError::Cancelled => ErrorCode::InvitationUsed,
        JoinError::Folder(_) => ErrorCode::FolderUnreachable,
        JoinError::Engine(_) => ErrorCode::Internal,
    };
    match error {
        JoinError::Engine(error) => failed(error),
        other => AppError::new(code, other.to_string()),
    }
}
