//! A key store that lasts as long as the program.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use pelikirja_app::{KeyStore, Result};
use pelikirja_crypto::SecretKey;

/// Remembers in memory.
#[derive(Default)]
pub struct Remembered(Mutex<HashMap<String, [u8; 32]>>);

impl KeyStore for Remembered {
    fn available(&self) -> bool {
        true
    }

    fn remember(&self, name: &str, key: &SecretKey) -> Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), *key.expose());
        Ok(())
    }

    fn recall(&self, name: &str) -> Result<Option<SecretKey>> {
        let keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(keys.get(name).and_then(|key| SecretKey::from_slice(key)))
    }

    fn forget(&self, name: &str) -> Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }
}
