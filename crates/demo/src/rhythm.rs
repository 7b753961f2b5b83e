//! When each customer orders.

use pelikirja_domain::TierKey;

use crate::plan::Plan;
use crate::profile;
use crate::random::{Random, Stream};
use crate::real::exp;
use crate::stories::{DemoStory, StoryKind};

/// How a customer buys.
///
/// The model is the one that the program assumes (MBG/CNBD with a real-valued regularity: gamma intervals,
/// rates that differ between customers, a chance to be lost after every order), with what it does not know
/// of added: seasons, trends and the planted stories.
#[derive(Debug)]
pub(crate) struct Rhythm {
    /// Business time of the first order of the three years, unless none comes.
    start: Option<f64>,
    /// Mean interval in days of business time.
    mean_interval: f64,
    /// Regularity k of the intervals: 1 = random, larger = steadier.
    regularity: f64,
    /// Chance to be lost after an order, and after the very first one.
    lost: f64,
    lost_after_first: f64,
    /// Growth of the pace and of the order size over the three years, 1 = none.
    growth: f64,
    /// Length of orders against those of other customers.
    pub(crate) lines_weight: f64,
    /// Quantities against those of other customers.
    pub(crate) size: f64,
}

/// Mean interval in days, spread of its logarithm, chances to be lost, weight of lines, size.
const KEY: [f64; 6] = [6.0, 0.4, 0.001, 0.0, 3.6, 3.4];
const MID: [f64; 6] = [20.0, 0.5, 0.004, 0.03, 2.2, 1.35];
const SMALL: [f64; 6] = [76.0, 0.6, 0.032, 0.2, 1.1, 0.8];

/// The rhythm of a customer.
pub(crate) fn of(plan: &Plan, customer: usize) -> Rhythm {
    let mut random = Random::new(plan.settings.seed, Stream::Rhythm, customer);
    let tier = plan.tiers.of(customer);
    let [interval, spread, lost, lost_after_first, lines_weight, size] = match tier {
        TierKey::Key => KEY,
        TierKey::Mid => MID,
        TierKey::Small => SMALL,
    };
    let mean_interval = interval * exp(spread * random.normal()) / plan.pace;
    let joined = profile::joined(plan, customer);
    // Old customers are somewhere in an interval when the three years begin; new ones order soon.
    let start = match joined {
        None => random.unit() * mean_interval,
        Some(day) => plan.calendar.start_of(day) + random.unit() * 12.0,
    };
    let mut rhythm = Rhythm {
        start: (tier != TierKey::Small || !random.chance(0.03)).then_some(start),
        mean_interval,
        regularity: 1.6 + 0.9 * random.unit(),
        lost: lost * (0.4 + 1.2 * random.unit()),
        lost_after_first: if joined.is_some() { lost_after_first } else { 0.0 },
        growth: exp(0.1 + 0.35 * random.normal()),
        lines_weight: lines_weight * exp(0.3 * random.normal()),
        size: size * exp(0.45 * random.normal()),
    };
    if let Some(story) = plan.stories.of(customer) {
        rhythm.fit(story, plan.pace);
    }
    rhythm
}

impl Rhythm {
    /// Makes a rhythm in which the story can be seen: steady, and nobody lost by chance.
    fn fit(&mut self, story: &DemoStory, pace: f64) {
        self.growth = 1.0;
        (self.lost, self.lost_after_first) = (0.0, 0.0);
        self.regularity = 2.5;
        let interval = match story.kind {
            StoryKind::KeyAccountLeaving => 6.0,
            StoryKind::GrowsTenfold => {
                (self.size, self.lines_weight) = (0.5, 1.2);
                14.0
            }
            StoryKind::ComplaintWave { .. } => 14.0,
            _ => 18.0,
        };
        self.mean_interval = interval / pace.min(2.0);
        let start = 0.5 * self.mean_interval;
        self.start = Some(start);
    }
}

/// Days of the customer's orders, counted from the first day of the three years; ascending, none twice.
pub(crate) fn order_days(plan: &Plan, customer: usize, rhythm: &Rhythm) -> Vec<usize> {
    let calendar = &plan.calendar;
    let story = plan.stories.of(customer);
    if let Some(DemoStory { kind: StoryKind::OnceOnly, from, .. }) = story {
        return usize::try_from((*from - calendar.first).num_days()).into_iter().collect();
    }
    let Some(mut time) = rhythm.start else { return Vec::new() };
    let mut random = Random::new(plan.settings.seed, Stream::Schedule, customer);
    let mut days: Vec<usize> = Vec::new();
    while let Some(day) = calendar.day_at(time) {
        let course = story.map_or(Course::USUAL, |story| course(plan, story, day));
        if course.pace > 0.0 {
            if days.last() != Some(&day) {
                days.push(day);
            }
            let lost = if days.len() == 1 { rhythm.lost.max(rhythm.lost_after_first) } else { rhythm.lost };
            if random.chance(lost) {
                break;
            }
        }
        // In a silence time goes on as usual, so that the end of it is not overslept.
        let pace = trend(plan, rhythm, day) * if course.pace > 0.0 { course.pace } else { 1.0 };
        time += (random.gamma(rhythm.regularity) * rhythm.mean_interval / pace).max(0.2);
    }
    if let Some(day) = story.and_then(|story| bad_batch_day(plan, customer, story))
        && let Err(place) = days.binary_search(&day)
    {
        days.insert(place, day);
    }
    days
}

/// The day on which a customer of the complaint wave ordered the bad product.
pub(crate) fn bad_batch_day(plan: &Plan, customer: usize, story: &DemoStory) -> Option<usize> {
    let StoryKind::ComplaintWave { .. } = story.kind else { return None };
    let from = usize::try_from((story.from - plan.calendar.first).num_days()).ok()?;
    // Five days of room: no run of days off is longer than that.
    plan.calendar.working_day_from(from.saturating_sub(28) + customer % 22)
}

/// How much more a customer buys on a day than at the start of the three years, by its own growth.
#[expect(clippy::cast_precision_loss, reason = "some 1,100 days")]
pub(crate) fn trend(plan: &Plan, rhythm: &Rhythm, day: usize) -> f64 {
    1.0 + (rhythm.growth - 1.0) * day as f64 / plan.calendar.days as f64
}

/// What a story does to a customer on a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Course {
    /// How often it orders against its usual; 0 = not at all.
    pub(crate) pace: f64,
    /// How much an order holds against its usual.
    pub(crate) volume: f64,
}

impl Course {
    pub(crate) const USUAL: Self = Self { pace: 1.0, volume: 1.0 };
}

/// What the story does to its customer on this day.
#[expect(clippy::cast_precision_loss, reason = "some 1,100 days")]
pub(crate) fn course(plan: &Plan, story: &DemoStory, day: usize) -> Course {
    let date = plan.calendar.date(day);
    let length = (story.until - story.from).num_days().max(1) as f64;
    let passed = ((date - story.from).num_days() as f64 / length).clamp(0.0, 1.0);
    let usual = Course::USUAL;
    match story.kind {
        StoryKind::KeyAccountLeaving if date > story.until => Course { pace: 0.0, volume: 1.0 },
        StoryKind::KeyAccountLeaving => Course { pace: 1.0 - 0.75 * passed, volume: 1.0 - 0.65 * passed },
        StoryKind::GrowsTenfold => Course { pace: 1.0 + 2.0 * passed, volume: 1.0 + 4.0 * passed },
        StoryKind::CameBack if (story.from..=story.until).contains(&date) => {
            Course { pace: 0.0, volume: 1.0 }
        }
        _ => usual,
    }
}
