//! Orders of a customer.

use std::collections::HashMap;

use chrono::{Datelike, Months, NaiveDate};
use pelikirja_domain::Cents;
use pelikirja_store::Reader;

use crate::api::{ById, CustomerOrders, MonthValue, OrderLineRow, OrderRow, ProductBought};
use crate::error::{AppError, Result};
use crate::session::Session;

const MONTHS: u32 = 36;
const PRODUCTS: u32 = 200;
const ORDERS: u32 = 100;

pub(crate) fn orders(session: &Session, request: ById) -> Result<CustomerOrders> {
    let today = session.today();
    session.read(|reader| {
        let keys = family_keys(reader, request.id)?;
        let mut orders = Vec::new();
        let mut products: HashMap<pelikirja_domain::Id, ProductBought> = HashMap::new();
        let mut total = 0;
        for key in &keys {
            total += reader.order_count_of(*key)?;
            orders.extend(reader.orders_until(*key, NaiveDate::MAX.min(far_future(today)), ORDERS)?);
            for bought in reader.products_bought(*key, today, PRODUCTS)? {
                add(&mut products, bought);
            }
        }
        orders.sort_by(|left, right| right.date.cmp(&left.date).then_with(|| right.key.cmp(&left.key)));
        orders.truncate(ORDERS as usize);
        let mut products: Vec<ProductBought> = products.into_values().collect();
        products.sort_by(|left, right| {
            let by_value =
                (right.value_365, right.value_previous_365).cmp(&(left.value_365, left.value_previous_365));
            by_value
                .then_with(|| right.last_order.cmp(&left.last_order))
                .then_with(|| left.number.cmp(&right.number))
        });
        products.truncate(PRODUCTS as usize);
        Ok(CustomerOrders {
            months: months(reader, &keys, today)?,
            products,
            orders: orders.into_iter().map(order_row).collect(),
            total,
        })
    })
}

pub(crate) fn order_lines(session: &Session, request: ById) -> Result<Vec<OrderLineRow>> {
    let lines = session.read(|reader| Ok(reader.order_lines(request.id)?))?;
    let row = |line: pelikirja_store::table::orders::OrderLine| OrderLineRow {
        product_number: line.product_number,
        product_name: line.product_name,
        quantity: line.quantity,
        net: line.net,
    };
    Ok(lines.into_iter().map(row).collect())
}

/// Local keys of a customer and of the records merged into it.
pub(crate) fn family_keys(reader: &Reader<'_>, customer: pelikirja_domain::Id) -> Result<Vec<i64>> {
    let family = reader.family(customer)?;
    if family.is_empty() {
        return Err(AppError::not_found("customer"));
    }
    Ok(family.into_iter().map(|(_, key)| key).collect())
}

fn order_row(order: pelikirja_store::table::orders::OrderRow) -> OrderRow {
    OrderRow {
        id: order.id,
        number: order.number,
        date: order.date,
        net: order.net,
        currency: order.currency,
        lines: order.lines,
    }
}

/// Orders dated ahead (deliveries agreed) are shown as well.
fn far_future(today: NaiveDate) -> NaiveDate {
    today.checked_add_months(Months::new(12 * 50)).unwrap_or(today)
}

fn add(
    products: &mut HashMap<pelikirja_domain::Id, ProductBought>,
    bought: pelikirja_store::table::orders::BoughtProduct,
) {
    let product = products.entry(bought.id).or_insert_with(|| ProductBought {
        product: bought.id,
        number: bought.number.unwrap_or_default(),
        name: bought.name.unwrap_or_default(),
        group: bought.product_group,
        order_days: 0,
        last_order: bought.last_order,
        value_365: Cents::ZERO,
        value_previous_365: Cents::ZERO,
    });
    product.order_days += bought.order_days;
    product.last_order = product.last_order.max(bought.last_order);
    product.value_365 += bought.value_365;
    product.value_previous_365 += bought.value_previous_365;
}

fn months(reader: &Reader<'_>, keys: &[i64], today: NaiveDate) -> Result<Vec<MonthValue>> {
    let this_month = today.with_day(1).unwrap_or(today);
    let first = this_month.checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(this_month);
    let mut months: Vec<MonthValue> = (0..MONTHS)
        .filter_map(|ahead| first.checked_add_months(Months::new(ahead)))
        .map(|month| MonthValue { month, net: Cents::ZERO, orders: 0 })
        .collect();
    for key in keys {
        for (day, net) in reader.order_values_since(*key, first)? {
            let ahead =
                (day.year() - first.year()) * 12 + day.month0().cast_signed() - first.month0().cast_signed();
            let month = usize::try_from(ahead).ok().and_then(|index| months.get_mut(index));
            if let Some(month) = month {
                month.net += net;
                month.orders += u32::from(net > Cents::ZERO);
            }
        }
    }
    Ok(months)
}
