//! What a customer buys again and again.

use pelikirja_domain::TierKey;

use crate::orders::DemoLine;
use crate::plan::Plan;
use crate::profile;
use crate::random::Random;
use crate::real::power;
use crate::stories::StoryKind;

/// The few product groups and favourite products of a customer.
#[derive(Debug)]
pub(crate) struct Basket {
    groups: Vec<Favourites>,
    weights: Vec<usize>,
    /// Discount off the list price in thousandths.
    pub(crate) discount: i64,
}

/// A group's products in the order of the customer's liking: start, then by `step`, around and around.
#[derive(Debug)]
struct Favourites {
    first_product: usize,
    count: usize,
    offset: usize,
    step: usize,
}

/// Groups of cheap goods: fasteners, protective gear, seals.
const CONSUMABLES: [usize; 3] = [0, 8, 4];

impl Basket {
    /// Larger customers buy from more groups, the first ones those of their trade.
    pub(crate) fn new(plan: &Plan, customer: usize, random: &mut Random) -> Self {
        let profile = profile::of(plan, customer);
        let (breadth, discount) = match profile.tier {
            TierKey::Key => (random.between(5, 9), random.between(180, 320)),
            TierKey::Mid => (random.between(3, 6), random.between(80, 220)),
            TierKey::Small => (random.between(1, 4), random.between(0, 90)),
        };
        let all = plan.catalogue.groups.len();
        // Growth is told by many small things: one gear unit in the first year would hide it.
        let grows = plan.stories.of(customer).is_some_and(|story| story.kind == StoryKind::GrowsTenfold);
        let mut chosen: Vec<usize> = if grows { CONSUMABLES.to_vec() } else { Vec::new() };
        while !grows && chosen.len() < usize::try_from(breadth).unwrap_or(1) {
            let own = profile.industry.groups;
            let group = if random.chance(0.65) { random.pick(own) } else { random.below(all) };
            if !chosen.contains(&group) {
                chosen.push(group);
            }
        }
        // Each group half as much again as the next.
        let weights =
            std::iter::successors(Some(100_000), |weight| Some(weight * 2 / 3)).take(chosen.len()).collect();
        let groups = chosen.into_iter().map(|group| {
            let range = &plan.catalogue.groups[group];
            let count = range.len();
            let mut step = 1 + random.below(count - 1);
            while common_factor(step, count) != 1 {
                step = step % (count - 1) + 1;
            }
            Favourites { first_product: range.start, count, offset: random.below(count), step }
        });
        Self { groups: groups.collect(), weights, discount: discount / 10 * 10 }
    }

    /// A product, as a rule one that is not on the order yet.
    pub(crate) fn draw(&self, random: &mut Random, already: &[DemoLine]) -> usize {
        let mut product = 0;
        for _ in 0..8 {
            let group = &self.groups[random.weighted(&self.weights)];
            // Half of what is bought comes from the first tenth of the list.
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a place in a short list"
            )]
            let liking = (power(random.unit().max(1e-9), 3.2) * group.count as f64) as usize;
            product = group.first_product + (group.offset + liking * group.step) % group.count;
            if already.iter().all(|line| line.product != product) {
                break;
            }
        }
        product
    }
}

/// Greatest common divisor.
const fn common_factor(mut a: usize, mut b: usize) -> usize {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
