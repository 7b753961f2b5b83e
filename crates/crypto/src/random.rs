//! Where randomness comes from: the operating system, or whatever a simulation plays.

/// There is no randomness.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gave no random bytes: {0}")]
pub struct RandomError(String);

impl RandomError {
    /// For a source of randomness of one's own.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// A source of random bytes.
///
/// It is passed in wherever a simulation must be able to play the same run again.
pub trait Randomness {
    /// Fills all of `bytes`.
    ///
    /// # Errors
    /// [`RandomError`] when there is no randomness; the bytes are then not to be used.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError>;
}

/// The randomness of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsRandomness;

impl Randomness for OsRandomness {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), RandomError> {
        getrandom::fill(bytes).map_err(|error| RandomError(error.to_string()))
    }
}

/// Random bytes from the operating system, for what is no secret.
///
/// # Errors
/// [`RandomError`] when the system has none.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], RandomError> {
    let mut bytes = [0; N];
    OsRandomness.fill(&mut bytes)?;
    Ok(bytes)
}
