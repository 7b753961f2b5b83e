//! Meetings with a customer: a year of them, and those to come, with forms, minutes and promises.
//!
//! A meeting that was held is one of the customer's contacts, told at length.

use chrono::{Days, NaiveDate};
use pelikirja_domain::{
    Attendance, BuiltInTemplate, ContactKind, MeetingState, PreparationState, PromiseDirection, PromiseState,
    TierKey, Weekday,
};

use crate::calendar::working_day_back;
use crate::members::{ASSISTANTS, CUSTOMER_SERVICE};
use crate::people::DemoPerson;
use crate::plan::Plan;
use crate::profile;
use crate::random::{Random, Stream};
use crate::{contacts, customers, meeting_words as words, people};

/// A meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoMeeting {
    /// The day.
    pub day: NaiveDate,
    /// When it begins, minutes after midnight.
    pub begins: u32,
    /// How long it takes, minutes.
    pub duration: u32,
    /// How the customer is met.
    pub kind: ContactKind,
    /// What it is for, in Finnish.
    pub purpose: &'static str,
    /// Where.
    pub place: Option<&'static str>,
    /// Link of an online meeting.
    pub link: Option<&'static str>,
    /// Whose it is: index of a member.
    pub member: usize,
    /// Who comes from the customer: places among its people.
    pub people: Vec<(usize, Attendance)>,
    /// What became of it.
    pub state: MeetingState,
    /// Why it was called off.
    pub reason: Option<&'static str>,
    /// How often the customer moved it.
    pub moved_by_customer: u32,
    /// The contact that it is: place among the customer's contacts.
    pub contact: Option<usize>,
    /// Its form.
    pub preparation: Option<DemoPreparation>,
    /// Its minutes.
    pub minutes: Option<DemoMinutes>,
}

/// A form that prepares a meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoPreparation {
    /// The template.
    pub template: BuiltInTemplate,
    /// How far it is.
    pub state: PreparationState,
    /// Who completed it: index of a member.
    pub assistant: usize,
    /// What was answered: field, item of a checklist, answer.
    pub answers: Vec<(&'static str, Option<&'static str>, &'static str)>,
}

/// Minutes of a meeting.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoMinutes {
    /// What the customer wants.
    pub wants: &'static str,
    /// What was agreed.
    pub agreed: &'static str,
    /// What stays in the firm.
    pub internal: Option<&'static str>,
    /// Whether they are closed.
    pub closed: bool,
    /// Why there is no next step, where there is none.
    pub no_next_step: Option<&'static str>,
    /// What was promised; closed minutes without any say so.
    pub promises: Vec<DemoPromise>,
}

/// A promise.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoPromise {
    /// Who promised whom.
    pub direction: PromiseDirection,
    /// What.
    pub text: &'static str,
    /// By when.
    pub due: NaiveDate,
    /// What became of it.
    pub state: PromiseState,
    /// When it was settled.
    pub settled_on: Option<NaiveDate>,
    /// How one knows.
    pub evidence: Option<&'static str>,
    /// Who of the firm: index of a member.
    pub member: usize,
    /// Who at the customer: place among its people.
    pub person: Option<usize>,
}

/// A series of meetings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoSeries {
    /// What the meetings are for, in Finnish.
    pub purpose: &'static str,
    /// The first day that it may have.
    pub from: NaiveDate,
    /// Every so many weeks.
    pub weeks: u32,
    /// On which day of the week.
    pub weekday: Weekday,
    /// When each begins, minutes after midnight.
    pub begins: u32,
    /// Whose they are: index of a member.
    pub member: usize,
    /// Who comes from the customer: places among its people.
    pub people: Vec<usize>,
}

/// Days of meetings that are told.
const BACK_DAYS: u64 = 365;
/// Days ahead within which meetings are planned.
const AHEAD_DAYS: i64 = 45;

/// The customer's meetings by day.
pub(crate) fn of(plan: &Plan, customer: usize) -> Vec<DemoMeeting> {
    let profile = profile::of(plan, customer);
    if profile.tier == TierKey::Small {
        return Vec::new();
    }
    let today = plan.settings.today;
    let since = today.checked_sub_days(Days::new(BACK_DAYS)).unwrap_or(today);
    let mut random = Random::new(plan.settings.seed, Stream::Meetings, customer);
    let (owner, _) = customers::carers(plan.settings.seed, customer, &profile);
    let people = people::of(plan, customer, &profile, "");
    let staying: Vec<usize> =
        people.iter().enumerate().filter(|(_, person)| stays(person)).map(|(place, _)| place).collect();
    let mut meetings = Vec::new();
    for (place, contact) in contacts::of(plan, customer).into_iter().enumerate() {
        let is_meeting =
            matches!(contact.kind, ContactKind::Visit | ContactKind::Hosting | ContactKind::Online);
        if !is_meeting || !contact.two_way || contact.date < since || contact.date > today {
            continue;
        }
        let mut meeting = planned(&mut random, contact.date, contact.kind, contact.member, contact.person);
        meeting.state = MeetingState::Held;
        meeting.contact = Some(place);
        meeting.duration = contact.minutes.clamp(15, 240);
        meeting.moved_by_customer = u32::from(random.chance(0.15));
        for (_, attendance) in &mut meeting.people {
            *attendance = Attendance::Present;
        }
        add_another(&mut random, &mut meeting, &staying);
        meeting.preparation =
            random.chance(0.8).then(|| preparation(&mut random, PreparationState::Approved));
        meeting.minutes = Some(minutes(&mut random, &meeting, today));
        if random.chance(0.12) {
            meetings.extend(called_off(&mut random, &meeting));
        }
        meetings.push(meeting);
    }
    let is_ahead = match profile.tier {
        TierKey::Key => random.chance(0.7),
        TierKey::Mid | TierKey::Small => random.chance(0.15),
    };
    if is_ahead {
        meetings.push(coming(&mut random, today, owner.unwrap_or(CUSTOMER_SERVICE), &staying));
    }
    meetings.sort_by_key(|meeting| (meeting.day, meeting.begins));
    meetings
}

/// The customer's series: some key accounts are met at fixed times.
pub(crate) fn series(plan: &Plan, customer: usize) -> Option<DemoSeries> {
    let profile = profile::of(plan, customer);
    let mut random = Random::new(plan.settings.seed, Stream::MeetingSeries, customer);
    if profile.tier != TierKey::Key || !random.chance(0.15) {
        return None;
    }
    let (owner, _) = customers::carers(plan.settings.seed, customer, &profile);
    let people = people::of(plan, customer, &profile, "");
    let today = plan.settings.today;
    let weekdays = [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday];
    Some(DemoSeries {
        purpose: random.pick(&words::SERIES),
        from: today.succ_opt().unwrap_or(today),
        weeks: random.pick(&[2, 4, 4]),
        weekday: random.pick(&weekdays),
        begins: 30 * u32::try_from(random.between(17, 30)).unwrap_or(18),
        member: owner.unwrap_or(CUSTOMER_SERVICE),
        people: people.iter().position(stays).into_iter().collect(),
    })
}

fn planned(
    random: &mut Random,
    day: NaiveDate,
    kind: ContactKind,
    member: usize,
    person: Option<usize>,
) -> DemoMeeting {
    let is_online = kind == ContactKind::Online;
    DemoMeeting {
        day,
        begins: 30 * u32::try_from(random.between(16, 30)).unwrap_or(18),
        duration: random.pick(&[30, 45, 60, 60, 90]),
        kind,
        purpose: random.pick(&words::PURPOSES),
        place: (!is_online).then(|| random.pick(&words::PLACES)),
        link: is_online.then_some("https://kokous.example/huone"),
        member,
        people: person.map(|person| (person, Attendance::Invited)).into_iter().collect(),
        state: MeetingState::Planned,
        reason: None,
        moved_by_customer: 0,
        contact: None,
        preparation: None,
        minutes: None,
    }
}

/// Whether somebody has been there for all the year, and still is.
fn stays(person: &DemoPerson) -> bool {
    person.from.is_none() && person.to.is_none()
}

/// Another of the customer's people: there, or not.
fn add_another(random: &mut Random, meeting: &mut DemoMeeting, people: &[usize]) {
    let other = people.get(random.below(people.len().max(1))).copied();
    let other = other.filter(|other| meeting.people.iter().all(|(person, _)| person != other));
    if let Some(other) = other.filter(|_| random.chance(0.5)) {
        let attendance = random.pick(&[Attendance::Present, Attendance::Present, Attendance::Declined]);
        meeting.people.push((other, attendance));
    }
}

/// A meeting some weeks before that was called off, and was held as that one instead.
fn called_off(random: &mut Random, held: &DemoMeeting) -> Option<DemoMeeting> {
    let before = u64::try_from(random.between(7, 25)).ok()?;
    let is_customers = random.chance(0.75);
    Some(DemoMeeting {
        day: working_day_back(held.day.checked_sub_days(Days::new(before))?),
        state: if is_customers { MeetingState::CancelledByCustomer } else { MeetingState::CancelledByUs },
        reason: Some(random.pick(&words::REASONS)),
        people: held.people.iter().map(|(person, _)| (*person, Attendance::Invited)).collect(),
        contact: None,
        preparation: None,
        minutes: None,
        ..held.clone()
    })
}

/// A meeting to come, its form in any state.
fn coming(random: &mut Random, today: NaiveDate, member: usize, people: &[usize]) -> DemoMeeting {
    let ahead = u64::try_from(random.between(1, AHEAD_DAYS)).unwrap_or(1);
    let day = working_day_back(today.checked_add_days(Days::new(ahead)).unwrap_or(today)).max(today);
    let kind =
        random.pick(&[ContactKind::Visit, ContactKind::Visit, ContactKind::Hosting, ContactKind::Online]);
    let person = people.get(random.below(people.len().max(1))).copied();
    let mut meeting = planned(random, day, kind, member, person);
    for (_, attendance) in &mut meeting.people {
        *attendance = random.pick(&[Attendance::Invited, Attendance::Accepted, Attendance::Accepted]);
    }
    let state = random.pick(&[
        None,
        Some(PreparationState::Draft),
        Some(PreparationState::Draft),
        Some(PreparationState::Completed),
        Some(PreparationState::Approved),
    ]);
    meeting.preparation = state.map(|state| preparation(random, state));
    meeting
}

fn preparation(random: &mut Random, state: PreparationState) -> DemoPreparation {
    let mut answers = vec![("checklist", Some("invitation"), "true")];
    if state != PreparationState::Draft || random.chance(0.4) {
        answers.push(("news", None, random.pick(&words::NEWS)));
        answers.push(("checklist", Some("place"), "true"));
    }
    if state != PreparationState::Draft && random.chance(0.5) {
        answers.push(("people_changes", None, random.pick(&words::PEOPLE_CHANGES)));
    }
    if state == PreparationState::Approved {
        answers.push(("objective", None, random.pick(&words::OBJECTIVES)));
        answers.push(("result", None, random.pick(&words::RESULTS)));
        answers.push(("questions", None, random.pick(&words::QUESTIONS)));
        answers.push(("agenda", None, words::AGENDA));
    }
    let assistant = random.pick(&ASSISTANTS);
    DemoPreparation { template: BuiltInTemplate::RegularCare, state, assistant, answers }
}

fn minutes(random: &mut Random, meeting: &DemoMeeting, today: NaiveDate) -> DemoMinutes {
    let age = today.signed_duration_since(meeting.day).num_days();
    let closed = age > 3 || random.chance(0.5);
    let count = random.pick(&[0, 1, 1, 2, 3]);
    let promises = (0..count).filter_map(|_| promise(random, meeting, today)).collect();
    DemoMinutes {
        wants: random.pick(&words::WANTS),
        agreed: random.pick(&words::AGREED),
        internal: random.chance(0.4).then(|| random.pick(&words::INTERNAL)),
        closed,
        no_next_step: closed.then(|| random.pick(&words::NO_NEXT_STEP)),
        promises,
    }
}

fn promise(random: &mut Random, meeting: &DemoMeeting, today: NaiveDate) -> Option<DemoPromise> {
    let is_ours = random.chance(0.65);
    let days = u64::try_from(random.between(5, 45)).ok()?;
    let due = working_day_back(meeting.day.checked_add_days(Days::new(days))?).max(meeting.day);
    let later = |random: &mut Random, from: i64, to: i64| {
        let days = u64::try_from(random.between(from, to)).ok()?;
        due.checked_add_days(Days::new(days)).map(working_day_back).filter(|day| *day <= today)
    };
    let (state, settled_on) = if due > today {
        // Some are kept before their day.
        if random.chance(0.2) { (PromiseState::Kept, Some(today)) } else { (PromiseState::Open, None) }
    } else {
        match random.below(100) {
            0..=67 => (PromiseState::Kept, Some(due)),
            68..=82 => match later(random, 3, 20).filter(|day| *day > due) {
                Some(day) => (PromiseState::Late, Some(day)),
                None => (PromiseState::Open, None),
            },
            83..=87 => match later(random, 5, 30) {
                Some(day) => (PromiseState::Broken, Some(day)),
                None => (PromiseState::Open, None),
            },
            88..=91 => (PromiseState::Withdrawn, Some(due)),
            // Forgotten, unless it is too long ago for that.
            _ if today.signed_duration_since(due).num_days() < 40 => (PromiseState::Open, None),
            _ => (PromiseState::Kept, Some(due)),
        }
    };
    let evidence = match state {
        PromiseState::Kept | PromiseState::Late => Some(random.pick(&words::KEPT)),
        PromiseState::Broken => Some(random.pick(&words::BROKEN)),
        PromiseState::Withdrawn => Some("Sovittiin puhelimessa, ettei tarvita."),
        PromiseState::Open => None,
    };
    let (direction, text) = if is_ours {
        (PromiseDirection::Ours, random.pick(&words::OURS))
    } else {
        (PromiseDirection::Theirs, random.pick(&words::THEIRS))
    };
    let person = meeting.people.first().map(|(person, _)| *person);
    Some(DemoPromise { direction, text, due, state, settled_on, evidence, member: meeting.member, person })
}
