//! Meetings with customers (*tapaaminen*), their series and what came of them.

mod kept;
mod meeting;
mod minutes;
mod promise;
mod series;

pub use kept::{Commitment, KeptRate};
pub use meeting::{Attendance, CalledOffBy, MeetingState};
pub use minutes::{MinutesState, MissingFromMinutes};
pub use promise::{BROKEN_PROMISE_DAYS, PromiseDirection, PromiseState};
pub use series::{Frequency, MonthDay, SeriesRule, Weekday};
