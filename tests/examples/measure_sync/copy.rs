//! The least that any exchange costs: reading as many bytes, decrypting them, writing them.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use pelikirja_crypto::{HEADER_LENGTH, SealedFile, SecretKey, TAG_LENGTH, random_bytes, seal};

use crate::firm::files;

/// How often; the median counts.
const ROUNDS: usize = 5;

/// Seconds for files of the sizes of this folder's.
pub fn seconds(folder: &Path) -> Result<f64> {
    let place = tempfile::tempdir()?;
    let key = SecretKey::filled(|_| Ok::<(), std::convert::Infallible>(()))?;
    let mut names = Vec::new();
    for (number, (_, bytes)) in files(folder)?.iter().enumerate() {
        let name = place.path().join(number.to_string());
        let length = usize::try_from(*bytes)?.saturating_sub(HEADER_LENGTH + TAG_LENGTH).max(1);
        // Noise: what was sealed is compressed, and the same noise cannot be compressed again.
        let mut content = Vec::with_capacity(length);
        while content.len() < length {
            content.extend(random_bytes::<1024>()?);
        }
        content.truncate(length);
        fs::write(&name, seal(1, 1, &key, random_bytes()?, &content)?)?;
        names.push(name);
    }
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        times.push(copy(&names, &key)?);
    }
    Ok(pelikirja_tests::figure::median(times).as_secs_f64())
}

fn copy(names: &[std::path::PathBuf], key: &SecretKey) -> Result<Duration> {
    let start = Instant::now();
    for name in names {
        let bytes = fs::read(name)?;
        let content = SealedFile::parse(&bytes)?.open(key, bytes.len() * 2)?;
        fs::write(name.with_extension("copy"), content)?;
    }
    Ok(start.elapsed())
}
