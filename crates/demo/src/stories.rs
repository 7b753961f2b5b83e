//! What was planted in the demo firm, so that tests and guides can find it.

use chrono::NaiveDate;

/// A planted story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoStory {
    /// Index of the customer whom it is about.
    pub customer: usize,
    /// What happens.
    pub kind: StoryKind,
    /// First day on which it shows.
    pub from: NaiveDate,
    /// Last day of what happens, at most today.
    pub until: NaiveDate,
}

/// What happens in a planted story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StoryKind {
    /// A key account whose volume falls over nine months until it is silent; `from` - `until` is the fall.
    KeyAccountLeaving,
    /// A small customer that buys ten times as much within a year.
    GrowsTenfold,
    /// One of those who complain about the same bad batch within three weeks; the weeks are `from` - `until`.
    ComplaintWave {
        /// Index of the bad product, which the customer was sent on `from` - 28 to `from` - 1 days.
        product: usize,
    },
    /// Ordered once, on `from`, and never again.
    OnceOnly,
    /// Orders regularly, and nobody has met or called them for a year.
    LoyalWithoutContact,
    /// Was silent from `from` to `until`, over eight months, and has come back.
    CameBack,
    /// A champion left for another customer on `from`.
    ChampionMoved {
        /// Place of the champion among this customer's people.
        person: usize,
        /// Index of the customer where the champion works now.
        to: usize,
    },
}
