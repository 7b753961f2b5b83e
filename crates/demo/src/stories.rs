//! What was planted in the demo firm, so that tests and guides can find it.

use chrono::NaiveDate;
use pelikirja_domain::TierKey;

use crate::calendar::Calendar;
use crate::products::Catalogue;
use crate::random::{Random, Stream};
use crate::tiers::Tiers;

/// A planted story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoStory {
    /// Index of the customer whom it is about; each has one story at most.
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
    /// A key account whose volume falls over nine months (`from` to `until`) and that is silent since.
    KeyAccountLeaving,
    /// A small customer that buys ten times as much at the end of a year (`from` to `until`) as at its start.
    GrowsTenfold,
    /// One of those who complain of the same bad batch within three weeks, `from` to `until`.
    ComplaintWave {
        /// Index of the bad product; the customer ordered it in the 28 days before `from`.
        product: usize,
    },
    /// Ordered once, on `from`, and never again.
    OnceOnly,
    /// Orders regularly, and nobody has spoken with them from `from` to `until`, a year.
    LoyalWithoutContact,
    /// Was silent from `from` to `until`, eleven months, and has come back.
    CameBack,
    /// A champion left for another customer: last day `from`, first day there `until`.
    ChampionMoved {
        /// Place of the champion among this customer's people.
        person: usize,
        /// Index of the customer where the champion works now, as the last of its people.
        to: usize,
    },
}

/// Place of the person who is the champion in [`StoryKind::ChampionMoved`].
pub(crate) const CHAMPION_PLACE: usize = 1;

/// The stories by customer, and where champions arrived.
#[derive(Debug)]
pub(crate) struct Stories {
    pub(crate) list: Vec<DemoStory>,
    /// The customer where a champion arrived, and the one that was left, by the first.
    arrivals: Vec<(usize, usize)>,
}

/// Takes customers of one tier out of the hat, none twice.
struct Hat<'a> {
    order: Vec<usize>,
    tiers: &'a Tiers,
}

impl Hat<'_> {
    fn take(&mut self, tier: TierKey) -> Option<usize> {
        let place = self.order.iter().rposition(|customer| self.tiers.of(*customer) == tier)?;
        Some(self.order.remove(place))
    }
}

impl Stories {
    /// Plants each story once a thousand customers (at least once, at most ten times), the complaint wave
    /// among twelve customers and three to six once-only buyers a time; fewer where customers are too few.
    pub(crate) fn new(
        seed: u64,
        customers: usize,
        calendar: &Calendar,
        tiers: &Tiers,
        catalogue: &Catalogue,
    ) -> Self {
        let mut random = Random::new(seed, Stream::Stories, 0);
        // Those who were customers before the three years began, so that there is a past to tell from; a
        // sample of them is enough, but with all the key accounts.
        let old = customers * 3 / 5;
        let mut order: Vec<usize> = (0..old.min(20_000)).collect();
        order.extend(tiers.keys.iter().copied().filter(|key| *key >= 20_000 && *key < old));
        random.shuffle(&mut order);
        let mut hat = Hat { order, tiers };
        let (hoses_from, product_count) = catalogue.groups.get(3).map_or((0, 1), |group| (group.start, 12));
        let bad_product = hoses_from + random.below(product_count);

        let today = calendar.days - 1;
        let ago = |days: usize| calendar.before_today(days);
        let mut list = Vec::new();
        let mut arrivals = Vec::new();
        let mut plant = |customer: Option<usize>, kind: StoryKind, from: usize, until: usize| {
            if let Some(customer) = customer {
                let (from, until) = (calendar.date(from), calendar.date(until));
                list.push(DemoStory { customer, kind, from, until });
            }
        };
        for _ in 0..(customers / 1000).clamp(1, 10) {
            plant(hat.take(TierKey::Key), StoryKind::KeyAccountLeaving, ago(335), ago(62));
            plant(hat.take(TierKey::Small), StoryKind::GrowsTenfold, ago(365), today);
            for _ in 0..2 {
                plant(hat.take(TierKey::Mid), StoryKind::LoyalWithoutContact, ago(365), today);
                plant(hat.take(TierKey::Mid), StoryKind::CameBack, ago(480), ago(150));
            }
            if let Some((customer, to)) = hat.take(TierKey::Mid).zip(hat.take(TierKey::Mid)) {
                arrivals.push((to, customer));
                let kind = StoryKind::ChampionMoved { person: CHAMPION_PLACE, to };
                plant(Some(customer), kind, ago(110), ago(96));
            }
            for _ in 0..random.between(3, 6) {
                let day = calendar.working_day_from(ago(random.below(580) + 120)).unwrap_or(0);
                plant(hat.take(TierKey::Small), StoryKind::OnceOnly, day, day);
            }
            for place in 0..12 {
                let tier = if place % 3 == 0 { TierKey::Small } else { TierKey::Mid };
                plant(hat.take(tier), StoryKind::ComplaintWave { product: bad_product }, ago(45), ago(25));
            }
        }
        list.sort_unstable_by_key(|story| story.customer);
        arrivals.sort_unstable();
        Self { list, arrivals }
    }

    /// The story of a customer.
    pub(crate) fn of(&self, customer: usize) -> Option<&DemoStory> {
        let place = self.list.binary_search_by_key(&customer, |story| story.customer).ok()?;
        self.list.get(place)
    }

    /// The story of the champion who arrived at this customer.
    pub(crate) fn arrival_at(&self, customer: usize) -> Option<&DemoStory> {
        let place = self.arrivals.binary_search_by_key(&customer, |(to, _)| *to).ok()?;
        self.arrivals.get(place).and_then(|(_, from)| self.of(*from))
    }
}
