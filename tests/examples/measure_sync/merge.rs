//! 100,000 edits of one cell each, by ten machines, read by one that has none of them.

use anyhow::{Result, ensure};
use pelikirja_tests::figure::{print_count, print_seconds};
use serde_json::{Value, json};

use crate::firm::{Firm, processor_time, sync};

const MACHINES: usize = 10;
/// Of each machine; nobody edits another's, since this is about merging and not about conflicts.
const CUSTOMERS: usize = 1_000;
/// The cells of a customer that are edited.
const FIELDS: [&str; 10] = [
    "phone",
    "email",
    "street",
    "city",
    "postcode",
    "website",
    "industry",
    "source",
    "external_number",
    "vat_id",
];

/// The time, and the bytes that an edit takes among many and alone.
pub fn measure() -> Result<()> {
    let firm = Firm::new(MACHINES + 1, pelikirja_tests::program::Program::new)?;
    let (reader, writers) = firm.machines.split_first().ok_or_else(|| anyhow::anyhow!("no machine"))?;
    let customers: Vec<Vec<String>> = writers
        .iter()
        .enumerate()
        .map(|(machine, writer)| {
            let add =
                |number| writer.add_customer(json!({ "name": format!("Asiakas {machine}-{number} Oy") }));
            (0..CUSTOMERS).map(add).collect()
        })
        .collect();
    firm.sync_all();
    let (_, before) = firm.size()?;

    for field in FIELDS {
        for (writer, customers) in writers.iter().zip(&customers) {
            for (number, id) in customers.iter().enumerate() {
                writer.call("save_customer", json!({ "id": id, (field): value(field, number) }));
            }
            // Like a working day: what belongs together in time travels together.
            sync(writer);
        }
    }
    let (_, after) = firm.size()?;
    let edits = MACHINES * CUSTOMERS * FIELDS.len();

    let start = processor_time()?;
    let round = sync(reader);
    let time = processor_time()? - start;
    ensure!(round["waiting"] == 0, "not everything has come: {round}");
    let last = customers.last().and_then(|own| own.last());
    let record = reader.call("get_customer", json!({ "id": last }));
    ensure!(record["fields"]["vat_id"] != Value::Null, "an edit is missing: {record}");

    print_seconds("merge 100,000 edits of ten machines, processors", time, 3.0)?;
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let each = (after - before) as f64 / edits as f64;
    print_count("bytes in the folder for each of them", each, 25.0)?;

    // The first that it writes also says what of the ten machines it has applied.
    reader.call("save_customer", json!({ "id": last, "phone": "09 998" }));
    sync(reader);
    let (_, before) = firm.size()?;
    reader.call("save_customer", json!({ "id": last, "phone": "09 999" }));
    sync(reader);
    let (_, after) = firm.size()?;
    #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
    let alone = (after - before) as f64;
    print_count("bytes in the folder for an edit alone, after one that told what was read", alone, 250.0)
}

/// As people write it: short, and hardly two alike.
fn value(field: &str, number: usize) -> String {
    let mixed = number * 7_919 % 100_003;
    match field {
        "phone" => format!("050 {mixed:06}"),
        "email" => format!("info{mixed}@example.fi"),
        "street" => format!("Kauppakatu {mixed}"),
        "postcode" => format!("{:05}", mixed % 99_999),
        "website" => format!("https://asiakas{mixed}.example.fi"),
        "vat_id" => format!("FI{mixed:08}"),
        field => format!("{field} {mixed}"),
    }
}
