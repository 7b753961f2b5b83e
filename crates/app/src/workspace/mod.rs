//! The workspace: made, opened, locked, backed up.

mod backup;
mod daily;
mod demo_firm;
mod make;
mod open;
mod passphrase;

use pelikirja_store::WorkspaceFolder;

use crate::api::{ById, CheckReport, Empty, Status, WorkspaceState};
use crate::app::App;
use crate::error::{AppError, ErrorCode, Result};
use crate::events::{JobKind, LockReason};
use crate::session::Session;
use crate::settings;

pub(crate) use backup::{list_backups, make_backup};
pub(crate) use demo_firm::{create_demo, is_demo, remove_demo, remove_files};
pub(crate) use make::{add_member, begin, calibrated_kdf, create, set_up, target_folder};
pub(crate) use open::{list_workspaces, open_workspace, opened, restore, unlock};
pub(crate) use passphrase::{change_passphrase, passphrase_strength, remember, set_remembered, strength};

pub(crate) fn status(app: &App, _: Empty) -> Result<Status> {
    let folder = app.workspace_path();
    let workspace = folder.as_deref().map(WorkspaceFolder::new).filter(WorkspaceFolder::exists);
    let session = app.session().ok();
    let closing =
        session.is_none() && folder.as_deref().is_some_and(|folder| app.open_workspaces().has(folder));
    let state = match (&session, &workspace) {
        (Some(_), _) => WorkspaceState::Unlocked,
        (None, Some(_)) => WorkspaceState::Locked,
        (None, None) => WorkspaceState::Missing,
    };
    let firm = session.as_ref().map(|session| session.read(settings::read_firm)).transpose()?;
    let key_store = &app.options().key_store;
    let key_name = workspace.as_ref().map(|workspace| passphrase::key_name(workspace.path()));
    let remembered = key_name.is_some_and(|name| matches!(key_store.recall(&name), Ok(Some(_))));
    Ok(Status {
        state,
        closing,
        demo: workspace.as_ref().is_some_and(|workspace| is_demo(workspace.path())),
        folder: workspace.map(|workspace| workspace.path().display().to_string()),
        currency: firm.as_ref().map(|firm| firm.currency.clone()),
        firm: firm.map(|firm| firm.firm),
        remembered,
        key_store: key_store.available(),
        me: session.and_then(|session| session.me()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        platform: std::env::consts::OS.to_owned(),
    })
}

pub(crate) fn lock(app: &App, _: Empty) -> Result<Status> {
    app.lock(LockReason::Asked);
    status(app, Empty {})
}

pub(crate) fn stop_job(app: &App, request: ById) -> Result<Empty> {
    app.jobs().stop(request.id);
    Ok(Empty {})
}

pub(crate) fn check(session: &Session, _: Empty) -> Result<CheckReport> {
    let found = session.app().run_job(JobKind::Check, true, |job| {
        let found = session.store().check_unless(&job.stop_flag())?;
        found.ok_or_else(|| AppError::new(ErrorCode::Stopped, "the check was stopped"))
    })?;
    Ok(CheckReport {
        ok: found.problems.is_empty(),
        problems: found.problems,
        transactions: found.transactions,
        changes: found.changes,
        customers: found.customers,
        orders: found.orders,
        order_lines: found.order_lines,
    })
}
