//! Orders and products.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, Days, Months, NaiveDate};
use pelikirja_domain::{Cents, Id};
use pelikirja_store::Reader;
use pelikirja_store::table::orders::BoughtProduct;

use crate::api::{BlockContent, BlockMonth, BlockOrder, BlockOrders, BlockProductGroup, BlockStoppedProduct};
use crate::error::Result;

/// Months of the trend.
const MONTHS: u32 = 24;
/// Days of the year up to today and of the one before.
const COMPARED_DAYS: u64 = 730;
/// Orders that are named.
const RECENT: u32 = 5;
/// Products that are looked at.
const PRODUCTS: u32 = 2_000;
/// Product groups that are named.
const MOST_GROUPS: usize = 30;
/// Products that are named as stopped.
const MOST_STOPPED: usize = 20;
/// A product has a rhythm from so many order days on.
const RHYTHM_DAYS: u32 = 3;
/// Nothing is called stopped before so many days.
const SHORTEST_SILENCE: i64 = 90;

pub(super) fn orders(reader: &Reader<'_>, family: &[(Id, i64)], today: NaiveDate) -> Result<BlockContent> {
    let this_month = today.with_day(1).unwrap_or(today);
    let first = this_month.checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(this_month);
    let mut months: BTreeMap<String, (Cents, u32)> = (0..MONTHS)
        .filter_map(|ahead| first.checked_add_months(Months::new(ahead)))
        .map(|month| (month_key(month), (Cents::ZERO, 0)))
        .collect();
    let mut block = BlockOrders {
        value_365: Cents::ZERO,
        value_previous_365: Cents::ZERO,
        order_days: 0,
        last_order: None,
        median_interval_days: None,
        months: Vec::new(),
        recent: Vec::new(),
    };
    let mut recent = Vec::new();
    for (_, key) in family {
        for (day, net) in reader.order_values_since(*key, first_read(first, today))? {
            if let Some((value, orders)) = months.get_mut(&month_key(day)) {
                *value += net;
                *orders += 1;
            }
            let age = today.signed_duration_since(day).num_days();
            if (0..365).contains(&age) {
                block.value_365 += net;
            } else if (365..730).contains(&age) {
                block.value_previous_365 += net;
            }
        }
        if let Some(figures) = reader.figures_of(*key)? {
            block.order_days = block.order_days.max(figures.order_days);
            let median = figures.quartiles.map(|quartiles| f64::from(quartiles.median));
            block.median_interval_days = median.or(block.median_interval_days);
        }
        recent.extend(reader.orders_until(*key, today, RECENT)?);
    }
    recent.sort_by(|left, right| right.date.cmp(&left.date).then_with(|| right.key.cmp(&left.key)));
    recent.truncate(RECENT as usize);
    block.last_order = recent.first().map(|order| order.date);
    block.recent = recent
        .into_iter()
        .map(|order| BlockOrder {
            key: order.id.to_string(),
            number: order.number,
            date: order.date,
            net: order.net,
            currency: order.currency,
        })
        .collect();
    block.months = months.into_iter().map(|(key, (net, orders))| BlockMonth { key, net, orders }).collect();
    Ok(BlockContent::Orders { orders: block })
}

fn month_key(day: NaiveDate) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

pub(super) fn products(reader: &Reader<'_>, family: &[(Id, i64)], today: NaiveDate) -> Result<BlockContent> {
    let mut products: HashMap<Id, (BoughtProduct, NaiveDate)> = HashMap::new();
    for (_, key) in family {
        for (bought, first) in reader.products_with_first_order(*key, today, PRODUCTS)? {
            match products.entry(bought.id) {
                std::collections::hash_map::Entry::Vacant(place) => {
                    place.insert((bought, first));
                }
                std::collections::hash_map::Entry::Occupied(mut place) => {
                    let (known, known_first) = place.get_mut();
                    known.order_days += bought.order_days;
                    known.last_order = known.last_order.max(bought.last_order);
                    known.value_365 += bought.value_365;
                    known.value_previous_365 += bought.value_previous_365;
                    *known_first = (*known_first).min(first);
                }
            }
        }
    }
    let mut groups: BTreeMap<Option<String>, (Cents, Cents)> = BTreeMap::new();
    let mut stopped = Vec::new();
    for (bought, first) in products.into_values() {
        let group = groups.entry(bought.product_group.clone()).or_default();
        group.0 += bought.value_365;
        group.1 += bought.value_previous_365;
        if has_stopped(&bought, first, today) {
            stopped.push(BlockStoppedProduct {
                key: bought.id.to_string(),
                number: bought.number.unwrap_or_default(),
                name: bought.name.unwrap_or_default(),
                last_order: bought.last_order,
                orders: bought.order_days,
                value: bought.value_365 + bought.value_previous_365,
            });
        }
    }
    let mut groups: Vec<BlockProductGroup> = groups
        .into_iter()
        .filter(|(_, (now, before))| *now != Cents::ZERO || *before != Cents::ZERO)
        .map(|(group, (value_365, value_previous_365))| BlockProductGroup {
            key: group.clone().unwrap_or_default(),
            group,
            value_365,
            value_previous_365,
        })
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse((group.value_365, group.value_previous_365)));
    groups.truncate(MOST_GROUPS);
    stopped.sort_by(|left, right| right.value.cmp(&left.value).then_with(|| left.number.cmp(&right.number)));
    stopped.truncate(MOST_STOPPED);
    Ok(BlockContent::Products { groups, stopped })
}

/// From which day on orders are read: the first month of the trend may begin later than the two years that are compared.
fn first_read(first_month: NaiveDate, today: NaiveDate) -> NaiveDate {
    today.checked_sub_days(Days::new(COMPARED_DAYS - 1)).map_or(first_month, |day| day.min(first_month))
}

/// Whether a product was bought in a rhythm and has been silent for twice its usual interval, within the last two years.
fn has_stopped(bought: &BoughtProduct, first: NaiveDate, today: NaiveDate) -> bool {
    let silence = today.signed_duration_since(bought.last_order).num_days();
    let span = bought.last_order.signed_duration_since(first).num_days();
    let intervals = i64::from(bought.order_days) - 1;
    bought.order_days >= RHYTHM_DAYS
        && (SHORTEST_SILENCE..730).contains(&silence)
        && silence * intervals > 2 * span
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_days_of_both_years_are_read_on_any_day_of_a_month() {
        for (today, first_month, expected) in
            [("2026-11-01", "2024-12-01", "2024-11-02"), ("2026-11-30", "2024-12-01", "2024-12-01")]
        {
            let day = |text: &str| text.parse::<NaiveDate>().unwrap();
            assert_eq!(first_read(day(first_month), day(today)), day(expected), "on {today}");
        }
    }

    #[test]
    fn a_product_stops_after_twice_its_interval_and_not_before_ninety_days() {
        let today: NaiveDate = "2026-11-22".parse().unwrap();
        let stops = |order_days, first: &str, last: &str| {
            let last_order = last.parse().unwrap();
            let bought = BoughtProduct {
                id: Id::from_bytes([1; 16]),
                number: None,
                name: None,
                product_group: None,
                order_days,
                last_order,
                value_365: Cents(1),
                value_previous_365: Cents(1),
            };
            has_stopped(&bought, first.parse().unwrap(), today)
        };
        assert!(stops(4, "2026-01-01", "2026-04-01"), "every 30 days, silent for 235");
        assert!(!stops(4, "2026-06-01", "2026-09-01"), "silent for 82 days only");
        assert!(!stops(3, "2026-01-01", "2026-07-01"), "every 90 days, silent for 144");
        assert!(!stops(2, "2026-01-01", "2026-02-01"), "two orders are no rhythm");
        assert!(!stops(9, "2023-01-01", "2024-01-01"), "long forgotten");
    }
}
