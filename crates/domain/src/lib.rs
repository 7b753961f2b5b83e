//! Types and rules of customer care. Pure: no IO, no clock, no SQL, no window.
//!
//! One file a concept. Values are parsed at the edge into types that cannot be wrong
//! ([`BusinessId`], [`Cents`], [`Id`]) and trusted from there on.

mod business_id;
mod clock;
mod contact;
mod customer;
mod id;
mod member;
mod money;

pub use business_id::{BusinessId, BusinessIdError};
pub use clock::{Clock, Instant};
pub use contact::{ContactKind, Direction};
pub use customer::{LadderStep, LifecycleStage, Segment, StakeholderRole, Stance, TierKey};
pub use id::{Id, IdError};
pub use member::Role;
pub use money::{Cents, MoneyError};
