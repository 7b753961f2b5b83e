//! Orders of the demo firm's customers.

use chrono::{Datelike, NaiveDate};
use pelikirja_domain::Cents;

use crate::basket::Basket;
use crate::plan::{CREDIT_NOTES, Plan};
use crate::random::{Random, Stream};
use crate::real::{exp, ln, power};
use crate::rhythm::{self, Course, Rhythm};
use crate::stories::StoryKind;

/// An order or a credit note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoOrder {
    /// Unique; grows with the date, orders and credit notes each in a series of their own.
    pub number: u64,
    /// A working day inside the three years up to today.
    pub date: NaiveDate,
    /// For a credit note the number of the order it corrects.
    pub credits: Option<u64>,
    /// At least one.
    pub lines: Vec<DemoLine>,
}

/// A line of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoLine {
    /// Index of the product.
    pub product: usize,
    /// Units; never 0, negative on credit notes.
    pub quantity: i64,
    /// Net amount in euros without VAT; negative on credit notes.
    pub net: Cents,
}

/// The customer's orders and credit notes by date.
pub(crate) fn of(plan: &Plan, customer: usize) -> Vec<DemoOrder> {
    let rhythm = rhythm::of(plan, customer);
    let days = rhythm::order_days(plan, customer, &rhythm);
    let mut random = Random::new(plan.settings.seed, Stream::Baskets, customer);
    let basket = Basket::new(plan, customer, &mut random);
    let story = plan.stories.of(customer);
    let mut orders: Vec<DemoOrder> = Vec::with_capacity(days.len());
    let mut credited = None;
    for (day, count) in days.iter().zip(line_counts(plan, &rhythm, days.len(), &mut random)) {
        let volume = story.map_or(Course::USUAL, |story| rhythm::course(plan, story, *day)).volume;
        let amount = rhythm.size * rhythm::trend(plan, &rhythm, *day) * volume;
        let mut lines: Vec<DemoLine> = Vec::with_capacity(count);
        for _ in 0..count {
            let product = basket.draw(&mut random, &lines);
            lines.push(line(plan, &basket, product, amount, *day, &mut random));
        }
        if let Some(story) = story
            && let StoryKind::ComplaintWave { product } = story.kind
            && rhythm::bad_batch_day(plan, customer, story) == Some(*day)
            && lines.iter().all(|line| line.product != product)
            && let Some(first) = lines.first_mut()
        {
            *first = line(plan, &basket, product, amount, *day, &mut random);
        }
        let order = DemoOrder {
            number: number(plan, ORDERS, *day, customer),
            date: plan.calendar.date(*day),
            credits: None,
            lines,
        };
        let note = credit_note(plan, customer, *day, &order, &mut random);
        orders.push(order);
        // A planted story is told by orders alone; and two credit notes of one day would share a number.
        if let Some((day, note)) =
            note.filter(|(day, _)| story.is_none() && credited.is_none_or(|last| last < *day))
        {
            credited = Some(day);
            orders.push(note);
        }
    }
    orders.sort_by_key(|order| order.date);
    orders
}

/// How many lines each of the customer's orders has: one, and the customer's share of all the other lines,
/// spread unevenly.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn line_counts(plan: &Plan, rhythm: &Rhythm, orders: usize, random: &mut Random) -> Vec<usize> {
    let extra = random.round(plan.extra_lines * rhythm.lines_weight * orders as f64);
    let shares: Vec<f64> = (0..orders).map(|_| -ln(1.0 - random.unit())).collect();
    let whole: f64 = shares.iter().sum();
    let mut counts = vec![1; orders];
    let (mut sum, mut dealt) = (0.0, 0);
    for (count, share) in counts.iter_mut().zip(shares) {
        sum += share;
        // Rounding the running sum and not each share keeps the total exact.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and `extra`")]
        let until = if whole > 0.0 { ((sum / whole) * extra as f64 + 1e-6) as usize } else { 0 };
        *count += until - dealt;
        dealt = until;
    }
    counts
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "prices and quantities are small"
)]
fn line(
    plan: &Plan,
    basket: &Basket,
    product: usize,
    amount: f64,
    day: usize,
    random: &mut Random,
) -> DemoLine {
    let list = plan.catalogue.products[product].list_price.0;
    // Cheap things are bought by the dozen, dear ones singly.
    let usual = power(11_000.0 / list as f64, 0.7);
    let quantity = handy((usual * amount * exp(0.5 * random.normal())).min(50_000.0) as i64);
    // Prices rise by 2.5 % every January.
    let years = i64::from(plan.settings.today.year() - plan.calendar.date(day).year());
    let level = 1000 - 25 * years;
    let net = list * quantity * level * (1000 - basket.discount) / 1_000_000;
    DemoLine { product, quantity, net: Cents(net.max(1)) }
}

/// A quantity as people order: 23 becomes 25, 137 becomes 140.
const fn handy(quantity: i64) -> i64 {
    match quantity {
        ..=1 => 1,
        2..=12 => quantity,
        13..=99 => (quantity + 2) / 5 * 5,
        100..=999 => (quantity + 5) / 10 * 10,
        _ => (quantity + 50) / 100 * 100,
    }
}

/// Now and then something goes back within three weeks; with the day on which it is credited.
fn credit_note(
    plan: &Plan,
    customer: usize,
    day: usize,
    order: &DemoOrder,
    random: &mut Random,
) -> Option<(usize, DemoOrder)> {
    let line = order.lines.get(random.below(order.lines.len())).filter(|_| random.chance(CREDIT_NOTES))?;
    let credited = plan.calendar.working_day_from(day + 3 + random.below(18))?;
    let quantity = random.between(1, line.quantity);
    let net = Cents(-(line.net.0 * quantity / line.quantity).max(1));
    let lines = vec![DemoLine { product: line.product, quantity: -quantity, net }];
    let number = number(plan, CREDITS, credited, customer);
    Some((
        credited,
        DemoOrder { number, date: plan.calendar.date(credited), credits: Some(order.number), lines },
    ))
}

/// Series of orders and of credit notes: the first digit of the number.
const ORDERS: u64 = 1;
const CREDITS: u64 = 9;

/// A number that grows with the date and can be told without counting all other orders: series, day in four
/// digits, and the customer's own place on the day.
fn number(plan: &Plan, series: u64, day: usize, customer: usize) -> u64 {
    let mut places = 10;
    while places < plan.settings.customers as u64 {
        places *= 10;
    }
    // 7,919 is a prime that does not divide a power of ten: no two customers come to the same place.
    let place = (customer as u64 * 7_919 + 13) % places;
    (series * 10_000 + day as u64 + 1) * places + place
}
