//! What is decided for the firm as a whole, before any customer is made.

use crate::calendar::Calendar;
use crate::firm::DemoSettings;
use crate::products::Catalogue;
use crate::real::power;
use crate::rhythm;
use crate::stories::Stories;
use crate::tiers::Tiers;

/// The firm's plan: small, and all that the parts of the generator share.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) settings: DemoSettings,
    pub(crate) calendar: Calendar,
    pub(crate) catalogue: Catalogue,
    pub(crate) tiers: Tiers,
    pub(crate) stories: Stories,
    /// How often customers order, 1 = as in the demo firm of the first run.
    pub(crate) pace: f64,
    /// Lines beyond the first that an order of weight 1 has on average.
    pub(crate) extra_lines: f64,
}

/// Lines a customer in the demo firm of the first run, for which the rhythms were chosen.
const USUAL_LINES: f64 = 60.0;
/// Credit notes per order, one line each.
pub(crate) const CREDIT_NOTES: f64 = 0.012;

impl Plan {
    /// Draws every customer's order days once, so that the lines can be dealt out among them and their
    /// number comes out as asked.
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    pub(crate) fn new(settings: DemoSettings) -> Self {
        let DemoSettings { seed, customers, lines, today } = settings;
        let calendar = Calendar::new(today);
        let catalogue = Catalogue::new();
        let tiers = Tiers::new(seed, customers);
        let stories = Stories::new(seed, customers, &calendar, &tiers, &catalogue);
        // More lines mean both more orders and longer ones; most of it is the orders.
        let pace = power(lines as f64 / customers as f64 / USUAL_LINES, 0.75);
        let mut plan = Self { settings, calendar, catalogue, tiers, stories, pace, extra_lines: 0.0 };
        let (mut orders, mut weight) = (0.0, 0.0);
        for customer in 0..customers {
            let rhythm = rhythm::of(&plan, customer);
            let count = rhythm::order_days(&plan, customer, &rhythm).len() as f64;
            orders += count;
            weight += count * rhythm.lines_weight;
        }
        if weight > 0.0 {
            plan.extra_lines = (lines as f64 - orders * (1.0 + CREDIT_NOTES)).max(0.0) / weight;
        }
        plan
    }
}
