//! What it costs on purpose to come to a firm: deriving keys from a passphrase.

use std::path::Path;

use anyhow::Result;
use pelikirja_crypto::KdfParameters;
use pelikirja_store::WorkspaceFolder;

use crate::firm::processor_time;

/// Seconds of processor time for what making this workspace derived: once to see how fast the machine is, once to seal
/// the key, once to see that it opens.
pub fn seconds(workspace: &Path) -> Result<f64> {
    let kdf = WorkspaceFolder::new(workspace).read_key_file()?.kdf();
    let start = processor_time()?;
    for parameters in [KdfParameters::FLOOR, kdf, kdf] {
        parameters.derive("seven slow herons by the lake", &[7; 16])?;
    }
    Ok((processor_time()? - start).as_secs_f64())
}
