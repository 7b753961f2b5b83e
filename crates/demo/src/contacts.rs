//! Past contacts with a customer and what was agreed to be done next.

use chrono::NaiveDate;
use pelikirja_domain::{ContactKind, Direction};

/// A past contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoContact {
    /// A working day up to today.
    pub date: NaiveDate,
    /// How the customer was met.
    pub kind: ContactKind,
    /// Who took the contact.
    pub direction: Direction,
    /// Whether both sides spoke.
    pub two_way: bool,
    /// Minutes spent, 1-480.
    pub minutes: u32,
    /// What a colleague wrote down, in Finnish.
    pub note: String,
    /// By whom: index of a member.
    pub member: usize,
    /// With whom: place among the customer's people.
    pub person: Option<usize>,
}

/// An open next action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoNextAction {
    /// Index of the customer.
    pub customer: usize,
    /// When it is due, up to two weeks past and two months ahead; a working day.
    pub due: NaiveDate,
    /// What to do, in Finnish.
    pub text: String,
    /// Whose it is: index of a member.
    pub member: usize,
    /// About whom: place among the customer's people.
    pub person: Option<usize>,
}
