//! How promises were kept, and how a customer keeps to what was arranged.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Attendance, MeetingState, PromiseState};

/// How promises of one direction were kept (*lupausten pito*).
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct KeptRate {
    /// Kept in time.
    pub kept: u32,
    /// Kept late.
    pub late: u32,
    /// Broken.
    pub broken: u32,
    /// Open, and not due yet.
    pub open: u32,
    /// Open, and past their day.
    pub overdue: u32,
    /// Kept in time of those that were kept, kept late or broken, 0 to 1; none where there are no such. Withdrawn ones count
    /// nowhere.
    pub rate: Option<f64>,
}

impl KeptRate {
    /// Counts promises; of each its state, and whether it is past its day.
    pub fn of(promises: impl IntoIterator<Item = (PromiseState, bool)>) -> Self {
        let mut counts = Self::default();
        for (state, is_past) in promises {
            match state {
                PromiseState::Kept => counts.kept += 1,
                PromiseState::Late => counts.late += 1,
                PromiseState::Broken => counts.broken += 1,
                PromiseState::Open if is_past => counts.overdue += 1,
                PromiseState::Open => counts.open += 1,
                PromiseState::Withdrawn => {}
            }
        }
        let settled = counts.kept + counts.late + counts.broken;
        counts.rate = (settled > 0).then(|| f64::from(counts.kept) / f64::from(settled));
        counts
    }
}

/// How a customer keeps to what was arranged (*sitoutuminen*).
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Commitment {
    /// Meetings held.
    pub held: u32,
    /// Meetings that the customer called off.
    pub cancelled_by_customer: u32,
    /// Meetings that we called off.
    pub cancelled_by_us: u32,
    /// Times that the customer moved a meeting.
    pub moved_by_customer: u32,
    /// People of the customer invited to the meetings that were held.
    pub invited: u32,
    /// Of them, those who were there.
    pub present: u32,
    /// Present of those invited, 0 to 1; none where nobody was invited.
    pub rate: Option<f64>,
}

impl Commitment {
    /// Counts a meeting of the past: its state, how often the customer moved it, and the customer's people.
    pub fn add(
        &mut self,
        state: MeetingState,
        moved_by_customer: u32,
        people: impl IntoIterator<Item = Attendance>,
    ) {
        self.moved_by_customer = self.moved_by_customer.saturating_add(moved_by_customer);
        match state {
            MeetingState::Planned => {}
            MeetingState::CancelledByCustomer => self.cancelled_by_customer += 1,
            MeetingState::CancelledByUs => self.cancelled_by_us += 1,
            MeetingState::Held => {
                self.held += 1;
                for attendance in people {
                    self.invited += 1;
                    self.present += u32::from(attendance == Attendance::Present);
                }
            }
        }
        self.rate = (self.invited > 0).then(|| f64::from(self.present) / f64::from(self.invited));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kept_rate_leaves_out_what_is_not_settled() {
        use PromiseState::{Broken, Kept, Late, Open, Withdrawn};
        let counted = KeptRate::of([
            (Kept, true),
            (Kept, true),
            (Late, true),
            (Broken, true),
            (Open, true),
            (Open, false),
            (Withdrawn, true),
        ]);
        let expected = KeptRate { kept: 2, late: 1, broken: 1, open: 1, overdue: 1, rate: Some(0.5) };
        assert_eq!(counted, expected);
        assert_eq!(KeptRate::of([(Open, false)]).rate, None, "nothing has been settled yet");
    }

    #[test]
    fn only_meetings_that_were_held_say_who_comes() {
        let mut commitment = Commitment::default();
        commitment.add(MeetingState::Held, 1, [Attendance::Present, Attendance::Declined]);
        commitment.add(MeetingState::CancelledByCustomer, 2, [Attendance::Invited]);
        commitment.add(MeetingState::CancelledByUs, 0, []);
        let expected = Commitment {
            held: 1,
            cancelled_by_customer: 1,
            cancelled_by_us: 1,
            moved_by_customer: 3,
            invited: 2,
            present: 1,
            rate: Some(0.5),
        };
        assert_eq!(commitment, expected);
    }
}
