//! Why a record counts for nothing.

/// Why a record counts for nothing. It stays in the log all the same, because others may rest on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Refusal {
    /// A signature does not fit.
    #[error("a signature does not fit")]
    Signature,
    /// It begins another firm.
    #[error("it begins another firm")]
    OtherBeginning,
    /// As far as it knew, its author was no active, confirmed device of an owner.
    #[error("its author was no owner")]
    NotOwner,
    /// Its author lost that standing at the same time, by a record that neither knew of.
    #[error("its author was removed or lost the role at the same time")]
    Revoked,
    /// What it is about is not there, as far as it knew.
    #[error("what it is about is not there")]
    NotThere,
    /// It changes nothing: the device was removed already, is confirmed already, belongs to the firm already.
    #[error("it was so already")]
    AlreadySo,
    /// The invitation was used by another device, or already.
    #[error("the invitation was used")]
    Used,
    /// The invitation was taken back, or whoever gave it lost the right to.
    #[error("the invitation was taken back")]
    TakenBack,
    /// The invitation had expired.
    #[error("the invitation had expired")]
    Expired,
    /// Nobody would be left to run the firm.
    #[error("no owner would be left")]
    LastOwner,
    /// The number of the epoch does not follow.
    #[error("the number of the epoch does not follow")]
    Epoch,
    /// Only a newer program knows what it does.
    #[error("a newer program knows what it does")]
    Newer,
}
