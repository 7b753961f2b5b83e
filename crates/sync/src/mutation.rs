//! Deliberate faults of the engine, for the simulation to find. Without the feature `mutations` there are none: then
//! [`is`] is a constant, and nothing of this is in a program.

/// A deliberate fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutation {
    /// A file is taken without comparing its bytes with its name.
    SkipHash,
    /// An entry is taken without its device's signature.
    SkipSignature,
    /// An entry is applied before those that it rests on.
    SkipSeen,
    /// What was written into the folder is not looked at again.
    ForgetReadBack,
    /// An entry that is known is applied again.
    ApplyTwice,
    /// A file that is not listed any more is taken as removed, and forgotten.
    ConcludeRemoval,
    /// A folder is written into whatever it is.
    WriteAnywhere,
    /// Covered files are removed though not everybody has what is in them.
    RemoveUnacknowledged,
    /// Entries count as their author's role, though the author was removed.
    IgnoreStanding,
    /// A copied disk goes on in the session of the original.
    ReuseSession,
    /// What vanished from the folder is not written again.
    HealNothing,
    /// A file counts as whole when it has the right length.
    TrustSize,
    /// An entry counts as published before its file is kept.
    PublishBeforeKeep,
    /// Nobody hands out keys to a device that lacks them.
    KeepKeys,
    /// A round tells of no trouble.
    TellNothing,
    /// Operations are taken out of entries on anybody's word.
    AnybodyRedacts,
    /// What was taken out of entries is kept and written again in copies from before.
    KeepErased,
}

/// All of them.
#[cfg(feature = "mutations")]
pub const ALL: [Mutation; 17] = [
    Mutation::SkipHash,
    Mutation::SkipSignature,
    Mutation::SkipSeen,
    Mutation::ForgetReadBack,
    Mutation::ApplyTwice,
    Mutation::ConcludeRemoval,
    Mutation::WriteAnywhere,
    Mutation::RemoveUnacknowledged,
    Mutation::IgnoreStanding,
    Mutation::ReuseSession,
    Mutation::HealNothing,
    Mutation::TrustSize,
    Mutation::PublishBeforeKeep,
    Mutation::KeepKeys,
    Mutation::TellNothing,
    Mutation::AnybodyRedacts,
    Mutation::KeepErased,
];

#[cfg(feature = "mutations")]
thread_local! {
    static MUTATION: std::cell::Cell<Option<Mutation>> = const { std::cell::Cell::new(None) };
}

/// Switches a deliberate fault on, for the engines of this thread.
#[cfg(feature = "mutations")]
pub fn set(mutation: Option<Mutation>) {
    MUTATION.set(mutation);
}

/// Whether that fault is switched on.
#[cfg(feature = "mutations")]
pub(crate) fn is(mutation: Mutation) -> bool {
    MUTATION.get() == Some(mutation)
}

/// No fault is.
#[cfg(not(feature = "mutations"))]
pub(crate) const fn is(_: Mutation) -> bool {
    false
}
