//! What someone reads who works with the program: list pages, keystrokes of a search, customer pages.

use anyhow::Result;
use pelikirja_app::App;
use serde_json::{Value, json};

/// One kind of reading, with the requests of a person at work.
pub struct Reading {
    pub work: &'static str,
    pub command: &'static str,
    pub requests: Vec<Value>,
}

/// How many rows a page of the list has.
const PAGE: u32 = 100;

/// Words that somebody types letter by letter: names, parts of names, a city, numbers, something that is nowhere.
const TYPED: &[&str] = &["rakennus", "sähkö", "oulu", "10", "virtanen", "ruuvi", "hydraul", "xyzzy"];

/// Every kind of reading.
pub fn all(app: &App) -> Result<Vec<Reading>> {
    let first = app.dispatch("list_customers", json!({ "limit": 1 }))?;
    let total = u32::try_from(first["total"].as_u64().unwrap_or(0))?;
    let customers = some_customers(app, total)?;
    let keystrokes = || {
        TYPED
            .iter()
            .flat_map(|word| word.char_indices().map(|(end, letter)| &word[..end + letter.len_utf8()]))
    };
    Ok(vec![
        Reading {
            work: "a page of the list, in any order",
            command: "list_customers",
            requests: pages(total),
        },
        Reading {
            work: "a page of the list, per keystroke in its search",
            command: "list_customers",
            requests: keystrokes().map(|typed| json!({ "search": typed, "limit": PAGE })).collect(),
        },
        Reading {
            work: "a keystroke in the search from anywhere",
            command: "search",
            requests: keystrokes().map(|typed| json!({ "query": typed, "limit": 8 })).collect(),
        },
        Reading {
            work: "a customer page: the record",
            command: "get_customer",
            requests: customers.iter().map(|id| json!({ "id": id })).collect(),
        },
        Reading {
            work: "a customer page: the timeline",
            command: "customer_timeline",
            requests: customers.iter().map(|id| json!({ "customer": id, "limit": 50 })).collect(),
        },
        Reading {
            work: "a customer page: the orders",
            command: "customer_orders",
            requests: customers.iter().map(|id| json!({ "id": id })).collect(),
        },
    ])
}

/// Pages at the beginning, in the middle and at the end, sorted by each column both ways.
fn pages(total: u32) -> Vec<Value> {
    let columns = [
        "name",
        "external_number",
        "city",
        "tier",
        "owner",
        "segment",
        "last_contact",
        "last_order",
        "order_days",
        "value365",
        "value_at_stake",
        "next_action",
        "signals",
        "tags",
    ];
    let mut requests = Vec::new();
    for column in columns {
        for descending in [false, true] {
            for offset in [0, total / 2, total.saturating_sub(PAGE)] {
                requests.push(
                    json!({ "sort": column, "descending": descending, "offset": offset, "limit": PAGE }),
                );
            }
        }
    }
    requests
}

/// Two hundred customers: the hundred largest, whose pages are the heaviest, and a hundred from all over.
fn some_customers(app: &App, total: u32) -> Result<Vec<Value>> {
    let largest = json!({ "sort": "value365", "descending": true, "limit": 100 });
    let mut ids = ids(&app.dispatch("list_customers", largest)?);
    for step in 0..100 {
        let offset = total / 100 * step;
        ids.extend(self::ids(&app.dispatch("list_customers", json!({ "offset": offset, "limit": 1 }))?));
    }
    Ok(ids)
}

fn ids(page: &Value) -> Vec<Value> {
    page["rows"].as_array().into_iter().flatten().map(|row| row["id"].clone()).collect()
}
