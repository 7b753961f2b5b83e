//! The demo firm's customers.

use chrono::NaiveDate;
use pelikirja_domain::{BusinessId, TierKey};

use crate::firm_names;
use crate::members::{ASSISTANTS, REGION_MANAGERS, SALES_LEAD, SMALL_CUSTOMER_MANAGERS};
use crate::people::{self, DemoPerson};
use crate::places::{STREETS, SWEDISH_STREETS};
use crate::plan::Plan;
use crate::profile::{self, Profile};
use crate::random::{Random, Stream};
use crate::text::{phone, slug};

/// Language in which a customer is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Finnish.
    Finnish,
    /// Swedish.
    Swedish,
    /// English.
    English,
}

impl Language {
    /// ISO 639-1 code: `fi`, `sv` or `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Finnish => "fi",
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }
}

/// A customer of the demo firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCustomer {
    /// Place among the firm's customers, from 0.
    pub index: usize,
    /// Number in accounting, from `100001`.
    pub external_number: String,
    /// Firm name with its form (Oy, Ky, Ab ...).
    pub name: String,
    /// Unique; its check digit is right and its number is one that has never been issued.
    pub business_id: BusinessId,
    /// Industry: code in Statistics Finland's TOL 2008, five digits.
    pub industry_code: &'static str,
    /// Industry: name in Finnish.
    pub industry: &'static str,
    /// Street and number.
    pub street: String,
    /// Five digits.
    pub postcode: &'static str,
    /// Town, by its Swedish name for those who are served in Swedish.
    pub city: &'static str,
    /// Switchboard.
    pub phone: String,
    /// General e-mail address under `.example`.
    pub email: String,
    /// Home page under `.example`.
    pub website: String,
    /// Tier.
    pub tier: TierKey,
    /// Who cares for the customer: index of a member; some small customers have nobody.
    pub owner: Option<usize>,
    /// Who stands in: index of a member.
    pub deputy: Option<usize>,
    /// Language of service.
    pub language: Language,
    /// Since when a customer (or, without orders, on the books).
    pub since: NaiveDate,
    /// Tags in Finnish, none twice.
    pub tags: Vec<&'static str>,
    /// Index of the parent customer, for units of a group; never the customer itself, never a chain.
    pub parent: Option<usize>,
    /// One to seven people; the first is the primary one.
    pub people: Vec<DemoPerson>,
}

/// First number in accounting.
const FIRST_NUMBER: usize = 100_001;

/// Makes a customer.
pub(crate) fn customer(plan: &Plan, index: usize) -> DemoCustomer {
    let profile = profile::of(plan, index);
    let name = firm_names::of(plan, index, &profile);
    let mut random = Random::new(plan.settings.seed, Stream::Customer, index);
    let (owner, deputy) = carers(plan.settings.seed, index, &profile);
    let street = match profile.language {
        Language::Swedish => random.pick(&SWEDISH_STREETS),
        Language::Finnish | Language::English => random.pick(&STREETS),
    };
    let site = format!("{}.example", slug(&name.stem));
    let mailbox = random.pick(&["info", "toimisto", "posti", "myynti"]);
    DemoCustomer {
        index,
        external_number: (FIRST_NUMBER + index).to_string(),
        name: name.full(),
        business_id: business_id(plan.settings.seed, index),
        industry_code: profile.industry.code,
        industry: profile.industry.name,
        street: format!("{street} {}", 1 + random.below(60)),
        postcode: random.pick(profile.place.postcodes),
        city: firm_names::town(&profile),
        phone: phone(&mut random),
        email: format!("{mailbox}@{site}"),
        website: format!("https://www.{site}"),
        tier: profile.tier,
        owner,
        deputy,
        language: profile.language,
        since: profile::since(plan, index),
        tags: tags(&mut random, &profile),
        parent: profile.parent,
        people: people::of(plan, index, &profile, &site),
    }
}

/// Who cares for a customer, and who stands in.
///
/// Key and mid-sized customers have the account manager of their region, some key accounts the sales lead
/// herself. Most small ones are shared by two people; one in eight has nobody, as in most firms.
pub(crate) fn carers(seed: u64, customer: usize, profile: &Profile) -> (Option<usize>, Option<usize>) {
    let mut random = Random::new(seed, Stream::Carers, customer);
    let regional = REGION_MANAGERS[profile.place.region as usize];
    let [one, other] = SMALL_CUSTOMER_MANAGERS;
    match profile.tier {
        TierKey::Key if random.chance(0.25) => (Some(SALES_LEAD), Some(regional)),
        TierKey::Key => (Some(regional), Some(SALES_LEAD)),
        TierKey::Mid => (Some(regional), Some(random.pick(&[one, other, ASSISTANTS[0], ASSISTANTS[1]]))),
        TierKey::Small => match random.below(16) {
            0 | 1 => (None, None),
            2 => (Some(regional), None),
            3..=9 => (Some(one), Some(other)),
            _ => (Some(other), Some(one)),
        },
    }
}

/// A business id that belongs to nobody: stems from 8,000,000 up have never been issued.
///
/// Every customer has a pair of stems of its own (2n and 2n + 1, which differ in the last digit only). The
/// last digit weighs 2 in the check sum, so at most one of the pair has the remainder that is not issued.
fn business_id(seed: u64, index: usize) -> BusinessId {
    const PAIRS: u64 = 1_000_000;
    let start = Random::new(seed, Stream::BusinessIds, 0).bits() % PAIRS;
    // 387,421 shares no factor with the number of pairs: every index comes to a pair of its own.
    let pair = (index as u64 % PAIRS * 387_421 + start) % PAIRS;
    let mut stem = u32::try_from(8_000_000 + 2 * pair).unwrap_or(8_000_000);
    loop {
        match BusinessId::from_stem(stem) {
            Some(id) => return id,
            None => stem ^= 1,
        }
    }
}

fn tags(random: &mut Random, profile: &Profile) -> Vec<&'static str> {
    let mut tags = Vec::new();
    let mut add = |tag: &'static str, likely: bool| {
        if likely {
            tags.push(tag);
        }
    };
    let larger = profile.tier != TierKey::Small;
    add("sopimusasiakas", random.chance(if larger { 0.6 } else { 0.05 }));
    add("verkkokauppa", random.chance(if larger { 0.4 } else { 0.3 }));
    add("noutaja", random.chance(if larger { 0.1 } else { 0.25 }));
    add("projektit", random.chance(if larger { 0.2 } else { 0.05 }));
    add("hyllytyspalvelu", random.chance(if larger { 0.25 } else { 0.0 }));
    add("ennakkomaksu", random.chance(if larger { 0.0 } else { 0.04 }));
    tags
}
