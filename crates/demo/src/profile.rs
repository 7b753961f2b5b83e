//! What a customer is, before its name and its orders.

use chrono::{Days, NaiveDate};
use pelikirja_domain::TierKey;

use crate::calendar::working_day_back;
use crate::customers::Language;
use crate::industries::{INDUSTRIES, Industry};
use crate::places::{PLACES, Place};
use crate::plan::Plan;
use crate::random::{Random, Stream};
use crate::stories::StoryKind;

/// Where a customer is, what it does and how it is spoken to.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) tier: TierKey,
    pub(crate) place: &'static Place,
    pub(crate) industry: &'static Industry,
    pub(crate) language: Language,
    /// The key account whose unit this customer is.
    pub(crate) parent: Option<usize>,
}

/// The profile of a customer.
pub(crate) fn of(plan: &Plan, customer: usize) -> Profile {
    let mut random = Random::new(plan.settings.seed, Stream::Profile, customer);
    let tier = plan.tiers.of(customer);
    let place = &PLACES[random.weighted(&PLACES.each_ref().map(|place| place.weight))];
    let own_industry = &INDUSTRIES[random.weighted(&INDUSTRIES.each_ref().map(|industry| industry.weight))];
    let language = match random.below(100) {
        drawn if drawn < place.swedish_percent => Language::Swedish,
        98.. => Language::English,
        _ => Language::Finnish,
    };
    let unit = match tier {
        TierKey::Key => false,
        TierKey::Mid => random.chance(0.10),
        TierKey::Small => random.chance(0.015),
    };
    let parent = (unit && !plan.tiers.keys.is_empty()).then(|| random.pick(&plan.tiers.keys));
    // A unit is in its parent's trade and speaks its language.
    let (industry, language) = parent.map_or((own_industry, language), |parent| {
        let parent = of(plan, parent);
        (parent.industry, parent.language)
    });
    Profile { tier, place, industry, language, parent }
}

/// Share of the customers that were there before the three years, in tenths.
const OLD_TENTHS: usize = 7;

/// The day of the three years on which a new customer joined; `None` for the old ones. Customers are
/// numbered in the order in which they came.
pub(crate) fn joined(plan: &Plan, customer: usize) -> Option<usize> {
    let old = plan.settings.customers * OLD_TENTHS / 10;
    let new = plan.settings.customers - old;
    // The last one joined a few weeks ago.
    (customer >= old).then(|| (customer - old) * plan.calendar.days.saturating_sub(30) / new.max(1))
}

/// Since when it is a customer: a working day.
pub(crate) fn since(plan: &Plan, customer: usize) -> NaiveDate {
    let calendar = &plan.calendar;
    let date = match (joined(plan, customer), plan.stories.of(customer)) {
        (_, Some(story)) if story.kind == StoryKind::OnceOnly => Some(story.from),
        (Some(day), _) => Some(calendar.date(day)),
        (None, _) => {
            // The firm has had customers for 24 years before, more of them lately.
            let old = (plan.settings.customers * OLD_TENTHS / 10).max(1);
            let back = 8_700 * (old - customer) / old + 1;
            calendar.first.checked_sub_days(Days::new(back as u64))
        }
    };
    working_day_back(date.unwrap_or(calendar.first))
}
