//! The workspace: made, opened, locked, backed up.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use pelikirja_crypto::KdfParameters;
use pelikirja_domain::{Role, TierKey};
use pelikirja_store::{
    IntoValue, Secret, Store, StoreError, WorkspaceFolder, WriteTransaction, restore_backup, schema, to_word,
};

use crate::api::{
    Backup, ById, ChangePassphrase, CheckReport, CreateDemo, CreateWorkspace, Empty, FilePath, Language,
    PassphraseStrength, PassphraseStrengthRequest, Restore, SetRemembered, Status, TransactionKind, Unlock,
    WorkspaceState,
};
use crate::app::App;
use crate::error::{AppError, ErrorCode, FieldProblem, Result};
use crate::events::{JobKind, LockReason};
use crate::session::Session;
use crate::{demo, settings, signals, watch};

/// The demo firm's passphrase; shown on its lock screen, for it protects nothing.
pub(crate) const DEMO_PASSPHRASE: &str = "demo";
/// Says that a workspace is the generated demo firm, and may be removed as such.
const DEMO_MARK: &str = "demo-firm";
/// How long opening with the passphrase should take on the machine that makes the workspace.
const UNLOCK_SECONDS: f64 = 0.7;
/// Daily backups that are kept.
const BACKUPS_KEPT: usize = 7;

pub(crate) fn status(app: &App, _: Empty) -> Result<Status> {
    let folder = app.workspace_path();
    let workspace = folder.as_deref().map(WorkspaceFolder::new).filter(WorkspaceFolder::exists);
    let session = app.session().ok();
    let state = match (&session, &workspace) {
        (Some(_), _) => WorkspaceState::Unlocked,
        (None, Some(_)) => WorkspaceState::Locked,
        (None, None) => WorkspaceState::Missing,
    };
    let firm = session.as_ref().map(|session| session.read(settings::read_firm)).transpose()?;
    let key_store = &app.options().key_store;
    let key_name = workspace.as_ref().map(|workspace| key_name(workspace.path()));
    let remembered = key_name.is_some_and(|name| matches!(key_store.recall(&name), Ok(Some(_))));
    Ok(Status {
        state,
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

pub(crate) fn create(app: &App, request: CreateWorkspace) -> Result<Status> {
    let (firm, member) = (request.firm.trim(), request.member.trim());
    for (name, value) in [("firm", firm), ("member", member)] {
        if value.is_empty() {
            return Err(AppError::field(name, FieldProblem::Required));
        }
        if value.chars().count() > 200 {
            return Err(AppError::field(name, FieldProblem::TooLong));
        }
    }
    if !strength(&request.passphrase, &[firm, member]).acceptable {
        return Err(AppError::new(ErrorCode::WeakPassphrase, "the passphrase is too easy to guess"));
    }
    let folder = target_folder(app, request.folder.as_deref(), firm)?;
    let store = Store::create(&folder, &request.passphrase, calibrated_kdf()?, Arc::clone(app.clock()))?;
    let session = Session::new(app.clone(), store, false);
    begin(&session, TransactionKind::CreateWorkspace, |tx| {
        set_up(tx, firm, request.language)?;
        let owner = tx.new_id()?;
        add_member(tx, owner, member, Role::Owner)?;
        Ok(owner)
    })?;
    if request.remember {
        remember(app, &session)?;
    }
    opened(app, session)
}

pub(crate) fn create_demo(app: &App, request: CreateDemo) -> Result<Status> {
    let sizes = demo::sizes(&request)?;
    let folder = target_folder(app, request.folder.as_deref(), "demo")?;
    // A demo firm that is there already is made anew, but nothing else is ever overwritten.
    if folder.exists() && is_demo(folder.path()) {
        close_if_open(app, folder.path());
        remove_workspace(folder.path())?;
    }
    app.run_job(JobKind::Demo, true, |job| {
        let store = Store::create(&folder, DEMO_PASSPHRASE, KdfParameters::FLOOR, Arc::clone(app.clock()))?;
        let mark = folder.path().join(DEMO_MARK);
        fs::write(&mark, b"").map_err(|error| StoreError::at(error, &mark))?;
        let session = Session::new(app.clone(), store, true);
        let filled = demo::fill(&session, &sizes, job).and_then(|()| signals::recompute_all(&session));
        match filled {
            Ok(()) => opened(app, session),
            Err(error) => {
                drop(session);
                remove_workspace(folder.path())?;
                Err(error)
            }
        }
    })
}

pub(crate) fn remove_demo(app: &App, _: Empty) -> Result<Status> {
    let folder = app.workspace_path().filter(|folder| is_demo(folder));
    let folder = folder.ok_or_else(|| AppError::new(ErrorCode::NoWorkspace, "there is no demo firm"))?;
    app.lock(LockReason::Asked);
    remove_workspace(&folder)?;
    app.set_workspace_path(None)?;
    status(app, Empty {})
}

pub(crate) fn unlock(app: &App, request: Unlock) -> Result<Status> {
    if app.session().is_ok() {
        return status(app, Empty {});
    }
    let folder =
        app.workspace_path().ok_or_else(|| AppError::new(ErrorCode::NoWorkspace, "no workspace yet"))?;
    let workspace = WorkspaceFolder::new(&folder);
    let clock = Arc::clone(app.clock());
    let store = match &request.passphrase {
        Some(passphrase) => Store::open(&workspace, &Secret::Passphrase(passphrase), clock),
        None => {
            let key = app.options().key_store.recall(&key_name(&folder))?;
            let key = key.ok_or_else(|| AppError::new(ErrorCode::WrongPassphrase, "no key is remembered"))?;
            Store::open(&workspace, &Secret::Key(&key), clock)
        }
    };
    let store = store.map_err(|error| AppError::from(error).with("folder", folder.display()))?;
    let session = Session::new(app.clone(), store, is_demo(&folder));
    if request.remember {
        remember(app, &session)?;
    }
    let status = opened(app, session.clone())?;
    after_unlock(app, &session)?;
    Ok(status)
}

pub(crate) fn lock(app: &App, _: Empty) -> Result<Status> {
    app.lock(LockReason::Asked);
    status(app, Empty {})
}

pub(crate) fn restore(app: &App, request: Restore) -> Result<Status> {
    let backup = PathBuf::from(&request.path);
    let name =
        backup.file_stem().map_or_else(|| "restored".into(), |stem| stem.to_string_lossy().into_owned());
    let folder = target_folder(app, request.folder.as_deref(), &name)?;
    app.run_job(JobKind::Restore, false, |_| {
        restore_backup(&backup, &folder, &request.passphrase)
            .map_err(|error| AppError::from(error).with("path", backup.display()))
    })?;
    app.lock(LockReason::Asked);
    app.set_workspace_path(Some(folder.path()))?;
    unlock(app, Unlock { passphrase: Some(request.passphrase), remember: false })
}

pub(crate) fn passphrase_strength(_: &App, request: PassphraseStrengthRequest) -> Result<PassphraseStrength> {
    let known: Vec<&str> = request.known.iter().map(String::as_str).collect();
    Ok(strength(&request.passphrase, &known))
}

pub(crate) fn stop_job(app: &App, request: ById) -> Result<Empty> {
    app.jobs().stop(request.id);
    Ok(Empty {})
}

pub(crate) fn change_passphrase(session: &Session, request: ChangePassphrase) -> Result<Empty> {
    let firm = session.read(settings::read_firm)?.firm;
    if !strength(&request.new, &[&firm]).acceptable {
        return Err(AppError::new(ErrorCode::WeakPassphrase, "the passphrase is too easy to guess"));
    }
    session.store().change_passphrase(&request.current, &request.new)?;
    Ok(Empty {})
}

pub(crate) fn set_remembered(session: &Session, request: SetRemembered) -> Result<Status> {
    let app = session.app();
    if request.remembered {
        remember(app, session)?;
    } else {
        app.options().key_store.forget(&key_name(session.store().folder().path()))?;
    }
    status(app, Empty {})
}

pub(crate) fn make_backup(session: &Session, request: FilePath) -> Result<Backup> {
    back_up_to(session, Path::new(&request.path))
}

pub(crate) fn list_backups(session: &Session, _: Empty) -> Result<Vec<Backup>> {
    backups_in(&backup_folder(session))
}

pub(crate) fn check(session: &Session, _: Empty) -> Result<CheckReport> {
    let found = session.app().run_job(JobKind::Check, false, |_| Ok(session.store().check()?))?;
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

/// Adds a member while a workspace is being made.
pub(crate) fn add_member(
    tx: &mut WriteTransaction<'_>,
    id: pelikirja_domain::Id,
    name: &str,
    role: Role,
) -> Result<()> {
    use schema::member as column;
    Ok(tx.create(
        id,
        [
            (column::NAME, name.into_value()),
            (column::ROLE, to_word(&role).into_value()),
            (column::ACTIVE, true.into_value()),
        ],
    )?)
}

/// What every workspace starts with: its name and three tiers.
pub(crate) fn set_up(tx: &mut WriteTransaction<'_>, firm: &str, language: Language) -> Result<()> {
    use schema::tier as column;
    tx.set_setting("firm", firm)?;
    let tiers = [
        (TierKey::Key, ["Avainasiakas", "Key account"], 45_u32),
        (TierKey::Mid, ["Keskikokoinen", "Mid-sized"], 120),
        (TierKey::Small, ["Pieni", "Small"], 365),
    ];
    for (position, (key, [finnish, english], days)) in (0_u32..).zip(tiers) {
        let id = tx.keyed_id(&[b"tier", to_word(&key).as_bytes()])?;
        let name = if language == Language::Fi { finnish } else { english };
        tx.set(
            id,
            [
                (column::NAME, name.into_value()),
                (column::TIER_KEY, to_word(&key).into_value()),
                (column::POSITION, position.into_value()),
                (column::CONTACT_MAXIMUM_DAYS, days.into_value()),
            ],
        )?;
    }
    Ok(())
}

/// Runs the first transaction of a workspace and makes the member it names the one who uses this machine.
pub(crate) fn begin(
    session: &Session,
    kind: TransactionKind,
    fill: impl FnOnce(&mut WriteTransaction<'_>) -> Result<pelikirja_domain::Id>,
) -> Result<()> {
    let written = session.write(kind, fill)?;
    Ok(session.store().set_member(written.value)?)
}

/// Makes a session the one in use; a workspace that is open gives way.
fn opened(app: &App, session: Session) -> Result<Status> {
    if let Ok(open) = app.session() {
        open.close();
    }
    app.set_workspace_path(Some(session.store().folder().path()))?;
    app.set_session(session);
    status(app, Empty {})
}

/// What is due when a workspace has been opened: signals of a new day, the daily backup, watched folders.
fn after_unlock(app: &App, session: &Session) -> Result<()> {
    if !app.options().background {
        return Ok(());
    }
    watch::start(session);
    let session = session.clone();
    std::thread::spawn(move || {
        // Failures are told through the events of the jobs; the program goes on without them.
        let _ = signals::catch_up(&session);
        let _ = daily_backup(&session);
    });
    Ok(())
}

fn daily_backup(session: &Session) -> Result<()> {
    let folder = backup_folder(session);
    let name = format!("pelikirja-{}.pelikirja-backup", session.today());
    if session.is_demo() || folder.join(&name).exists() {
        return Ok(());
    }
    fs::create_dir_all(&folder).map_err(|error| StoreError::at(error, &folder))?;
    back_up_to(session, &folder.join(name))?;
    for old in backups_in(&folder)?.iter().skip(BACKUPS_KEPT) {
        let path = Path::new(&old.path);
        fs::remove_file(path).map_err(|error| StoreError::at(error, path))?;
    }
    Ok(())
}

fn back_up_to(session: &Session, path: &Path) -> Result<Backup> {
    if !path.is_absolute() {
        return Err(AppError::field("path", FieldProblem::Form));
    }
    let done = session.app().run_job(JobKind::Backup, true, |job| {
        let finished = session.store().back_up(path, &mut |done, total| job.progress(done, total));
        finished.map_err(|error| AppError::from(error).with("path", path.display()))
    })?;
    if !done {
        return Err(AppError::new(ErrorCode::Stopped, "the backup was stopped"));
    }
    backup_at(path).ok_or_else(|| {
        AppError::new(ErrorCode::FileNotFound, "the backup is not there").with("path", path.display())
    })
}

fn backup_folder(session: &Session) -> PathBuf {
    let chosen = session.app().device_settings().backup_folder.map(PathBuf::from);
    chosen.unwrap_or_else(|| session.store().folder().backups())
}

/// The daily backups in a folder, the newest first.
fn backups_in(folder: &Path) -> Result<Vec<Backup>> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let named = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with("pelikirja-") && name.ends_with(".pelikirja-backup")
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(named).collect();
    paths.sort();
    paths.reverse();
    Ok(paths.iter().filter_map(|path| backup_at(path)).collect())
}

fn backup_at(path: &Path) -> Option<Backup> {
    let metadata = fs::metadata(path).ok()?;
    let since = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    let at = i64::try_from(since.as_millis()).ok()?;
    Some(Backup { path: path.display().to_string(), at, bytes: metadata.len() })
}

fn remember(app: &App, session: &Session) -> Result<()> {
    let store = session.store();
    app.options().key_store.remember(&key_name(store.folder().path()), store.key())
}

/// The name under which the key store remembers a workspace: its folder.
fn key_name(folder: &Path) -> String {
    folder.display().to_string()
}

fn is_demo(folder: &Path) -> bool {
    folder.join(DEMO_MARK).exists()
}

fn close_if_open(app: &App, folder: &Path) {
    if app.session().is_ok_and(|session| session.store().folder().path() == folder) {
        app.lock(LockReason::Asked);
    }
}

/// Removes a demo workspace: only the files that a workspace consists of, never anything else in the folder.
fn remove_workspace(folder: &Path) -> Result<()> {
    let workspace = WorkspaceFolder::new(folder);
    let database = workspace.database();
    let files = [
        database.clone(),
        database.with_extension("db-wal"),
        database.with_extension("db-shm"),
        workspace.key_file(),
        folder.join(DEMO_MARK),
        folder.join("lock"),
    ];
    for file in files {
        match fs::remove_file(&file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::at(error, &file).into());
            }
            _ => {}
        }
    }
    // Left standing when something else lies in it.
    let _ = fs::remove_dir(folder);
    Ok(())
}

/// The folder that was named, or one in the data folder called after the firm.
fn target_folder(app: &App, named: Option<&str>, firm: &str) -> Result<WorkspaceFolder> {
    let fixed = || app.options().workspace.clone();
    let path =
        named.map(PathBuf::from).or_else(fixed).unwrap_or_else(|| app.options().data_folder.join(slug(firm)));
    if !path.is_absolute() {
        return Err(AppError::field("folder", FieldProblem::Form));
    }
    Ok(WorkspaceFolder::new(path))
}

/// A name that every file system takes.
fn slug(name: &str) -> String {
    let folded = pelikirja_domain::fold(name);
    let words: Vec<&str> = folded
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let slug: String = words.join("-").chars().take(60).collect();
    if slug.is_empty() { "workspace".to_owned() } else { format!("firm-{slug}") }
}

fn strength(passphrase: &str, known: &[&str]) -> PassphraseStrength {
    // Longer texts gain nothing more and would take zxcvbn seconds.
    let beginning: String = passphrase.chars().take(72).collect();
    let entropy = zxcvbn::zxcvbn(&beginning, known);
    let score = u8::from(entropy.score());
    PassphraseStrength {
        score,
        guesses_log10: entropy.guesses_log10(),
        acceptable: passphrase.chars().count() >= 8 && score >= 2,
    }
}

/// The cost at which this machine opens a workspace in about [`UNLOCK_SECONDS`].
fn calibrated_kdf() -> Result<KdfParameters> {
    let begun = Instant::now();
    KdfParameters::FLOOR.derive("calibration", &[0; 16]).map_err(anyhow::Error::from)?;
    Ok(KdfParameters::calibrated(begun.elapsed().as_secs_f64(), UNLOCK_SECONDS))
}
