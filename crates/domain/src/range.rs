//! Numbers that somebody set.

/// A number that somebody set is one with which nothing sensible can be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field} is out of range")]
pub struct OutOfRange {
    /// The field, as it is named on the wire.
    pub field: &'static str,
}

/// Whether `low <= value <= high`; what is no number never is.
pub(crate) fn within(field: &'static str, value: f64, low: f64, high: f64) -> Result<(), OutOfRange> {
    if (low..=high).contains(&value) { Ok(()) } else { Err(OutOfRange { field }) }
}
