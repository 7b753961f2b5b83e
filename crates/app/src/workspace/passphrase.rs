//! The passphrase, and the key that the operating system may remember instead.

use std::path::Path;

use crate::api::{
    ChangePassphrase, Empty, PassphraseStrength, PassphraseStrengthRequest, SetRemembered, Status,
};
use crate::app::App;
use crate::error::{AppError, ErrorCode, Result};
use crate::session::Session;
use crate::settings;

pub(crate) fn passphrase_strength(_: &App, request: PassphraseStrengthRequest) -> Result<PassphraseStrength> {
    let known: Vec<&str> = request.known.iter().map(String::as_str).collect();
    Ok(strength(request.passphrase.expose(), &known))
}

pub(crate) fn change_passphrase(session: &Session, request: ChangePassphrase) -> Result<Empty> {
    let firm = session.read(settings::read_firm)?.firm;
    if !strength(request.new.expose(), &[&firm]).acceptable {
        return Err(AppError::new(ErrorCode::WeakPassphrase, "the passphrase is too easy to guess"));
    }
    session.store().change_passphrase(request.current.expose(), request.new.expose())?;
    Ok(Empty {})
}

pub(crate) fn set_remembered(session: &Session, request: SetRemembered) -> Result<Status> {
    let app = session.app();
    if request.remembered {
        remember(app, session)?;
    } else {
        app.options().key_store.forget(&key_name(session.store().folder().path()))?;
    }
    super::status(app, Empty {})
}

pub(crate) fn remember(app: &App, session: &Session) -> Result<()> {
    let store = session.store();
    app.options().key_store.remember(&key_name(store.folder().path()), store.key())
}

/// The name under which the key store remembers a workspace: its folder.
pub(super) fn key_name(folder: &Path) -> String {
    folder.display().to_string()
}

pub(crate) fn strength(passphrase: &str, known: &[&str]) -> PassphraseStrength {
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
