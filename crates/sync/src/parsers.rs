//! The parsers of what lies inside files, which the engine reaches only through a seal: for the fuzzer. What
//! they take they write again as bytes that they read as the same.

use crate::container::{read_container, write_container};
use crate::engine::inside;
use crate::envelope::Envelope;

/// The content of a file of entries.
pub fn container(bytes: &[u8]) {
    let Ok(runs) = read_container(bytes) else { return };
    let written = write_container(&runs);
    assert_eq!(read_container(&written).as_ref(), Ok(&runs), "what is written is read as the same");
}

/// A file of keys, behind its beginning.
pub fn envelope(bytes: &[u8]) {
    let Ok(envelope) = Envelope::from_bytes(bytes) else { return };
    let written = envelope.to_bytes();
    assert_eq!(Envelope::from_bytes(&written).as_ref(), Ok(&envelope), "what is written is read as the same");
}

/// The content of a file of membership.
pub fn membership(bytes: &[u8]) {
    inside::membership(bytes);
}

/// The content of an invitation.
pub fn invitation(bytes: &[u8]) {
    inside::invitation(bytes);
}
