//! Names of firms.

use crate::customers::Language;
use crate::industries::{NAME_COLOURS, NAME_ENDS};
use crate::names::{SURNAMES, SWEDISH_SURNAMES};
use crate::plan::Plan;
use crate::profile::{self, Profile};
use crate::random::{Random, Stream};
use pelikirja_domain::TierKey;

const INITIALS: [&str; 14] =
    ["A.", "E.", "H.", "J.", "K.", "L.", "M.", "O.", "P.", "R.", "S.", "T.", "V.", "J-P."];

/// A firm's name without its form, and the form (*Oy*).
#[derive(Debug)]
pub(crate) struct FirmName {
    pub(crate) stem: String,
    pub(crate) form: &'static str,
}

impl FirmName {
    /// The whole name.
    pub(crate) fn full(&self) -> String {
        format!("{} {}", self.stem, self.form)
    }
}

/// The name of a customer; units of a group carry their parent's name and their town.
pub(crate) fn of(plan: &Plan, customer: usize, profile: &Profile) -> FirmName {
    let mut random = Random::new(plan.settings.seed, Stream::Name, customer);
    if let Some(parent) = profile.parent {
        let parent_name = of(plan, parent, &profile::of(plan, parent));
        return FirmName { stem: format!("{} {}", parent_name.stem, town(profile)), form: parent_name.form };
    }
    if profile.language == Language::Swedish {
        return swedish(&mut random, profile);
    }
    let form = match (profile.tier, random.below(100)) {
        (TierKey::Key, 0..=11) => "Oyj",
        (TierKey::Small, 0..=9) => "Tmi",
        (TierKey::Small, 10..=18) => "Ky",
        _ => "Oy",
    };
    FirmName { stem: finnish(&mut random, profile, form), form }
}

/// The town's name in the customer's language.
pub(crate) const fn town(profile: &Profile) -> &'static str {
    match profile.language {
        Language::Swedish => profile.place.swedish,
        Language::Finnish | Language::English => profile.place.name,
    }
}

fn finnish(random: &mut Random, profile: &Profile, form: &str) -> String {
    let trade = random.pick(profile.industry.trades);
    let (surname, genitive) = random.pick(&SURNAMES);
    let (second, _) = random.pick(&SURNAMES);
    let place = profile.place.genitive;
    let made_up =
        |random: &mut Random| format!("{}{}", random.pick(profile.industry.stems), random.pick(&NAME_ENDS));
    // A sole trader's firm carries the trader's name.
    let pattern = if form == "Tmi" { random.below(3) } else { random.below(12) };
    match pattern {
        0 => format!("{trade} {} {surname}", random.pick(&INITIALS)),
        1 => format!("{genitive} {trade}"),
        2 => format!("{trade} {surname}"),
        3 => format!("{trade} {surname} & {second}"),
        4 | 5 => format!("{place} {}", made_up(random)),
        6 => format!("{place} {trade} {surname}"),
        7 => format!("{} {surname}", made_up(random)),
        8 => format!("{} {}", random.pick(&NAME_COLOURS[profile.place.region as usize]), made_up(random)),
        9 => format!("{place} {trade} {surname} & {second}"),
        10 => format!("{genitive} {}", made_up(random)),
        _ => format!("{} {trade} {surname}", random.pick(&NAME_COLOURS[profile.place.region as usize])),
    }
}

fn swedish(random: &mut Random, profile: &Profile) -> FirmName {
    let trade = random.pick(profile.industry.swedish_trades);
    let surname = random.pick(&SWEDISH_SURNAMES);
    let second = random.pick(&SWEDISH_SURNAMES);
    let possessive = if surname.ends_with('s') { surname.to_owned() } else { format!("{surname}s") };
    let town = profile.place.swedish;
    let stem = match random.below(6) {
        0 => format!("{possessive} {trade}"),
        1 => format!("Bröderna {surname} {trade}"),
        2 => format!("{trade} {surname} & {second}"),
        3 => format!("{town} {trade} {surname}"),
        4 => format!("{} {possessive} {trade}", random.pick(&INITIALS)),
        _ => format!("{trade} {} {surname}", random.pick(&INITIALS)),
    };
    let form = if profile.tier == TierKey::Small && random.chance(0.12) { "Kb" } else { "Ab" };
    FirmName { stem, form }
}
