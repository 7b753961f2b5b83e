//! Types and rules of customer care. Pure: no IO, no clock, no SQL, no window.
//!
//! One file a concept. Values are parsed at the edge into types that cannot be wrong
//! ([`BusinessId`], [`Cents`], [`Id`]) and trusted from there on.

mod backtest;
mod business_id;
mod clock;
mod contact;
mod customer;
mod email;
mod id;
mod language;
pub mod limits;
mod meetings;
mod member;
mod money;
mod order_model;
pub mod permissions;
mod phone;
mod preparation;
mod range;
mod segment;
mod signals;
mod special;
mod text;

pub use backtest::{
    BacktestCut, BacktestMethod, BacktestOutcome, BacktestReport, CalibrationBin, GainPoint, MethodResult,
    backtest,
};
pub use business_id::{BusinessId, BusinessIdError};
pub use clock::{Clock, Instant};
pub use contact::{ContactKind, Direction};
pub use customer::{LadderStep, LifecycleStage, Segment, StakeholderRole, Stance, TierKey};
pub use email::is_email;
pub use id::{Id, IdError};
pub use language::language_tag;
pub use meetings::{
    Attendance, BROKEN_PROMISE_DAYS, CalledOffBy, Commitment, Frequency, KeptRate, MeetingState,
    MinutesState, MissingFromMinutes, MonthDay, PromiseDirection, PromiseState, SeriesRule, Weekday,
};
pub use member::Role;
pub use money::{Cents, MoneyError};
pub use order_model::{
    BASE_WINDOW_DAYS, DEFAULT_HORIZON_DAYS, GammaEb, IntervalQuartiles, IntervalWeighting, OrderDay,
    OrderModel, OrderScore, OrderStatistics, OrderWindow, RECENT_WINDOW_DAYS, Rhythm, SMALLEST_FIT,
    StatisticsBuilder,
};
pub use phone::{phone_digits, phone_parts};
pub use preparation::{
    AnswerProblem, BlockKind, BuiltInTemplate, ChecklistItem, FieldKind, FilledBy, Form, FormField, FormItem,
    FormProblem, FormSection, Label, PreparationState,
};
pub use range::OutOfRange;
pub(crate) use range::within;
pub use segment::{SegmentRule, segment};
pub use signals::{
    BrokenPromise, CareState, Evidence, FrequencyChange, Season, SeasonBuilder, Signal, SignalDetector,
    SignalKind, SignalRules, SizeChange,
};
pub use text::{firm_key, fold, sort_key};
