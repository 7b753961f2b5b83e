//! Making a workspace.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use pelikirja_crypto::KdfParameters;
use pelikirja_domain::{Role, TierKey};
use pelikirja_store::{IntoValue, Store, WorkspaceFolder, WriteTransaction, schema, to_word};

use super::demo_firm::remove_files;
use super::open::opened;
use super::passphrase::{remember, strength};
use crate::api::{CreateWorkspace, Language, Status, TransactionKind};
use crate::app::App;
use crate::error::{AppError, ErrorCode, FieldProblem, Result};
use crate::session::Session;

/// How long opening with the passphrase should take on the machine that makes the workspace.
const UNLOCK_SECONDS: f64 = 0.7;

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
    if !strength(request.passphrase.expose(), &[firm, member]).acceptable {
        return Err(AppError::new(ErrorCode::WeakPassphrase, "the passphrase is too easy to guess"));
    }
    let folder = target_folder(app, request.folder.as_deref(), firm)?;
    let passphrase = request.passphrase.expose();
    let store = Store::create(&folder, passphrase, calibrated_kdf()?, Arc::clone(app.clock()))?;
    let session = Session::new(app.clone(), store, false);
    let begun = begin(&session, TransactionKind::CreateWorkspace, |tx| {
        set_up(tx, firm, request.language)?;
        let owner = tx.new_id()?;
        add_member(tx, owner, member, Role::Owner)?;
        Ok(owner)
    });
    if let Err(error) = begun {
        // A workspace without a member is none; the next try starts from an empty folder.
        drop(session);
        let _ = remove_files(folder.path());
        return Err(error);
    }
    if request.remember {
        remember(app, &session)?;
    }
    opened(app, session)
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

/// The folder that was named, or one in the data folder called after the firm.
pub(crate) fn target_folder(app: &App, named: Option<&str>, firm: &str) -> Result<WorkspaceFolder> {
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

/// The cost at which this machine opens a workspace in about [`UNLOCK_SECONDS`].
pub(crate) fn calibrated_kdf() -> Result<KdfParameters> {
    let begun = Instant::now();
    KdfParameters::FLOOR.derive("calibration", &[0; 16]).map_err(anyhow::Error::from)?;
    Ok(KdfParameters::calibrated(begun.elapsed().as_secs_f64(), UNLOCK_SECONDS))
}
