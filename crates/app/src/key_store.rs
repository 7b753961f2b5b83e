//! The operating system's key store, where the workspace key may be remembered.

use pelikirja_crypto::SecretKey;

use crate::error::{AppError, ErrorCode, Result};

/// Keeps workspace keys. Names are those of workspaces.
pub trait KeyStore: Send + Sync {
    /// Whether it can be used on this machine.
    fn available(&self) -> bool;
    /// Remembers a key.
    ///
    /// # Errors
    /// When the store refuses.
    fn remember(&self, name: &str, key: &SecretKey) -> Result<()>;
    /// The key, if it is remembered.
    ///
    /// # Errors
    /// When the store refuses.
    fn recall(&self, name: &str) -> Result<Option<SecretKey>>;
    /// Forgets a key; forgetting what is not remembered is fine.
    ///
    /// # Errors
    /// When the store refuses.
    fn forget(&self, name: &str) -> Result<()>;
}

/// The key store of the operating system: Keychain, Credential Manager, Secret Service.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemKeyStore;

const SERVICE: &str = "fi.pelikirja.app";

impl KeyStore for SystemKeyStore {
    fn available(&self) -> bool {
        // Asking for an entry that nobody made tells whether there is a store to ask.
        matches!(self.recall("availability"), Ok(None))
    }

    fn remember(&self, name: &str, key: &SecretKey) -> Result<()> {
        entry(name)?.set_secret(key.expose()).map_err(unavailable)
    }

    fn recall(&self, name: &str) -> Result<Option<SecretKey>> {
        match entry(name)?.get_secret() {
            Ok(secret) => {
                let key = SecretKey::from_slice(&zeroize::Zeroizing::new(secret));
                let damaged =
                    || AppError::new(ErrorCode::KeyStoreUnavailable, "the remembered key is damaged");
                key.map(Some).ok_or_else(damaged)
            }
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    fn forget(&self, name: &str) -> Result<()> {
        match entry(name)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(unavailable(error)),
        }
    }
}

fn entry(name: &str) -> Result<keyring::Entry> {
    keyring::Entry::new(SERVICE, name).map_err(unavailable)
}

fn unavailable(error: keyring::Error) -> AppError {
    AppError::new(ErrorCode::KeyStoreUnavailable, error.to_string())
}

/// No key store: the passphrase is asked every time. For the command line and for tests.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoKeyStore;

impl KeyStore for NoKeyStore {
    fn available(&self) -> bool {
        false
    }

    fn remember(&self, _name: &str, _key: &SecretKey) -> Result<()> {
        Err(AppError::new(ErrorCode::KeyStoreUnavailable, "no key store"))
    }

    fn recall(&self, _name: &str) -> Result<Option<SecretKey>> {
        Ok(None)
    }

    fn forget(&self, _name: &str) -> Result<()> {
        Ok(())
    }
}
