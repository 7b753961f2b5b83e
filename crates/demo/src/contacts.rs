//! Past contacts with a customer and what was agreed to be done next.

use chrono::{Days, NaiveDate};
use pelikirja_domain::{ContactKind, Direction, TierKey};

use crate::calendar::working_day_back;
use crate::members::{ASSISTANTS, CUSTOMER_SERVICE};
use crate::notes::{self, COMPLAINTS, KINDS, fill};
use crate::people::{self, DemoPerson};
use crate::plan::Plan;
use crate::profile::{self, Profile};
use crate::random::{Random, Stream};
use crate::stories::{DemoStory, StoryKind};
use crate::{customers, rhythm};

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

/// Mean days between contacts: key, mid-sized, small with an owner, small without.
const INTERVALS: [f64; 4] = [26.0, 65.0, 260.0, 600.0];

/// The customer's past contacts by date.
pub(crate) fn of(plan: &Plan, customer: usize) -> Vec<DemoContact> {
    let calendar = &plan.calendar;
    let mut random = Random::new(plan.settings.seed, Stream::Contacts, customer);
    let profile = profile::of(plan, customer);
    let circle = Circle::new(plan, customer, &profile);
    let interval = match (profile.tier, circle.owner) {
        (TierKey::Key, _) => INTERVALS[0],
        (TierKey::Mid, _) => INTERVALS[1],
        (TierKey::Small, Some(_)) => INTERVALS[2],
        (TierKey::Small, None) => INTERVALS[3],
    };
    let story = plan.stories.of(customer);
    let days = rhythm::order_days(plan, customer, &rhythm::of(plan, customer));
    // Whoever no longer orders is soon forgotten; that is what the program is for.
    let last = days.last().map_or(120, |last| last + 120);
    let since = (profile::since(plan, customer) - calendar.first).num_days();
    let start = calendar.start_of(usize::try_from(since).unwrap_or(0));
    let mut contacts = Vec::new();
    let mut time = start + random.unit() * interval;
    while let Some(day) = calendar.day_at(time).filter(|day| *day <= last) {
        let date = calendar.date(day);
        let mut contact = circle.contact(&mut random, date);
        if contacts.last().is_some_and(|last: &DemoContact| last.note == contact.note) {
            // Nobody writes the same note twice running.
            contact = circle.contact(&mut random, date);
        }
        let silent = match story {
            Some(DemoStory { kind: StoryKind::LoyalWithoutContact, from, .. }) => {
                contact.two_way && date >= *from
            }
            Some(DemoStory { kind: StoryKind::KeyAccountLeaving, from, .. }) => {
                date > *from && random.chance(0.6)
            }
            _ => false,
        };
        if !silent {
            contacts.push(contact);
        }
        time += (random.gamma(1.5) * interval).max(2.0);
    }
    if let Some(story) = story
        && let StoryKind::ComplaintWave { product } = story.kind
    {
        contacts.extend(complaint(plan, story, product, &circle, &mut random));
    }
    contacts.sort_by_key(|contact| contact.date);
    contacts
}

/// A customer's complaint about the bad batch, inside the three weeks of the wave.
fn complaint(
    plan: &Plan,
    story: &DemoStory,
    product: usize,
    circle: &Circle,
    random: &mut Random,
) -> Option<DemoContact> {
    let first = usize::try_from((story.from - plan.calendar.first).num_days()).ok()?;
    // The last five days are left as room for days off.
    let day = plan.calendar.working_day_from(first + random.below(15))?;
    let date = plan.calendar.date(day);
    let person = circle.person(random, date);
    let name = &plan.catalogue.products.get(product)?.name;
    Some(DemoContact {
        date,
        kind: ContactKind::Service,
        direction: Direction::Incoming,
        two_way: true,
        minutes: random.pick(&[10, 15, 20, 30]),
        note: fill(random.pick(&COMPLAINTS), circle.name(person), "", name),
        member: CUSTOMER_SERVICE,
        person,
    })
}

/// The customer's open next action: a good part of the key accounts has one, of the small ones few.
pub(crate) fn next_action(plan: &Plan, customer: usize) -> Option<DemoNextAction> {
    let mut random = Random::new(plan.settings.seed, Stream::NextAction, customer);
    let profile = profile::of(plan, customer);
    let likely = match profile.tier {
        TierKey::Key => 0.6,
        TierKey::Mid => 0.25,
        TierKey::Small => 0.02,
    };
    if !random.chance(likely) {
        return None;
    }
    let circle = Circle::new(plan, customer, &profile);
    let today = plan.settings.today;
    let day = random.between(-14, 60);
    let shifted = match u64::try_from(day) {
        Ok(ahead) => today.checked_add_days(Days::new(ahead)),
        Err(_) => today.checked_sub_days(Days::new(day.unsigned_abs())),
    };
    Some(DemoNextAction {
        customer,
        due: working_day_back(shifted.unwrap_or(today)),
        text: notes::action(&mut random, circle.groups),
        member: circle.owner.unwrap_or(CUSTOMER_SERVICE),
        person: circle.person(&mut random, today),
    })
}

/// The people on both sides of a customer's contacts.
struct Circle {
    people: Vec<DemoPerson>,
    owner: Option<usize>,
    deputy: Option<usize>,
    groups: &'static [usize],
}

impl Circle {
    fn new(plan: &Plan, customer: usize, profile: &Profile) -> Self {
        let (owner, deputy) = customers::carers(plan.settings.seed, customer, profile);
        let groups = profile.industry.groups;
        Self { people: people::of(plan, customer, profile, ""), owner, deputy, groups }
    }

    /// Someone who works there on the day, mostly the primary person.
    fn person(&self, random: &mut Random, date: NaiveDate) -> Option<usize> {
        let here = |person: &DemoPerson| {
            person.from.is_none_or(|from| from <= date) && person.to.is_none_or(|to| date <= to)
        };
        let weight = |person: &DemoPerson| usize::from(here(person)) * if person.primary { 5 } else { 2 };
        let weights: Vec<usize> = self.people.iter().map(weight).collect();
        (weights.iter().sum::<usize>() > 0).then(|| random.weighted(&weights))
    }

    fn name(&self, person: Option<usize>) -> &'static str {
        person.and_then(|place| self.people.get(place)).map_or("Asiakas", |person| person.given_name)
    }

    /// Who of us it was: mostly the owner.
    fn member(&self, random: &mut Random, kind: ContactKind) -> usize {
        let owner = self.owner.unwrap_or(CUSTOMER_SERVICE);
        match (kind, random.below(10)) {
            (ContactKind::Service, 0..=6) => CUSTOMER_SERVICE,
            (ContactKind::Email | ContactKind::Letter, 0..=2) => random.pick(&ASSISTANTS),
            (ContactKind::Call, 0) => random.pick(&ASSISTANTS),
            (_, 1) => self.deputy.unwrap_or(owner),
            _ => owner,
        }
    }

    fn contact(&self, random: &mut Random, date: NaiveDate) -> DemoContact {
        let (kind, _, least, most) = KINDS[random.weighted(&KINDS.map(|(_, weight, ..)| weight))];
        let template = notes::template(random, kind);
        let person = self.person(random, date);
        let minutes = if template.two_way { random.between(least, most) } else { random.between(1, 8) };
        DemoContact {
            date,
            kind,
            direction: template.direction,
            two_way: template.two_way,
            minutes: u32::try_from(minutes).unwrap_or(1),
            note: fill(template.note, self.name(person), notes::goods(random, self.groups), ""),
            member: self.member(random, kind),
            person,
        }
    }
}
