//! How large operations are, and what applying them costs:
//! `cargo run --release -p pelikirja-store --example measure_operations`.
//!
//! The workspaces lie in memory where the system has a folder for that, so that CPU is measured and not the disk.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::{Context, Result};
use chrono::NaiveDateTime;
use pelikirja_crypto::KdfParameters;
use pelikirja_domain::{Clock, Id, Instant, Role};
use pelikirja_store::exchange::{EntryAuthor, ExchangeBatch, ExchangeEntry};
use pelikirja_store::facts::{FactBatch, NewLine};
use pelikirja_store::{IntoValue, Secret, Store, StoreError, WorkspaceFolder, schema};

const CUSTOMERS: u64 = 100_000;
const EDITS: u64 = 100_000;
const SESSIONS: u64 = 10;
const LINES: u64 = 1_000_000;
const PRODUCTS: u64 = 2_000;
/// Bytes of operations that are applied in one go.
const ENTRY: usize = 4 << 20;
const PASSPHRASE: &str = "mitataan";

struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Instant {
        self.0.load(Ordering::Relaxed)
    }

    fn local_now(&self) -> NaiveDateTime {
        NaiveDateTime::default()
    }
}

/// Numbers that only look random, the same in every run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        let index = self.below(words.len() as u64);
        words.get(usize::try_from(index).unwrap_or_default()).copied().unwrap_or_default()
    }
}

fn main() -> Result<()> {
    let memory = Path::new("/dev/shm");
    let temporary = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }?;
    let clock = Arc::new(SetClock(AtomicI64::new(1_795_334_400_000)));
    let folder = |name: &str| WorkspaceFolder::new(temporary.path().join(name));
    let create = |name: &str| Store::create(&folder(name), PASSPHRASE, KdfParameters::FLOOR, clock.clone());
    let mut numbers = Numbers(7);

    let author = create("author")?;
    author.set_member(author.device())?;
    let customers = author.write("import", |tx| {
        (0..CUSTOMERS)
            .map(|number| add_customer(tx, number, &mut numbers))
            .collect::<Result<Vec<Id>, StoreError>>()
    })?;
    let customers = customers.value;
    let entries = publish(&author, ENTRY)?;
    tell(&format!("{CUSTOMERS} customers x 8 columns"), &entries, CUSTOMERS)?;
    let reader = create("reader")?;
    apply("  joining", &reader, &entries)?;
    drop(author);

    // A device of its own differs from another opening only in the entry's header.
    let mut entries = Vec::new();
    for _ in 0..SESSIONS {
        let author = Store::open(&folder("author"), &Secret::Passphrase(PASSPHRASE), clock.clone())?;
        author.set_member(author.device())?;
        for _ in 0..EDITS / SESSIONS {
            let pause = i64::try_from(200 + numbers.below(60_000))?;
            clock.0.fetch_add(pause, Ordering::Relaxed);
            let customer = customers.get(usize::try_from(numbers.below(CUSTOMERS))?).context("a customer")?;
            let phone = format!("0{} {}", 40 + numbers.below(10), 1_000_000 + numbers.below(9_000_000));
            author.write("edit_customer", |tx| {
                tx.set(*customer, [(schema::customer::PHONE, phone.into_value())])
            })?;
        }
        entries.extend(publish(&author, ENTRY)?);
    }
    tell(&format!("{EDITS} edits of one cell"), &entries, EDITS)?;
    let lone = entries.first().and_then(|entry| entry.operations.get(1)).context("an edit")?;
    println!("  a lone edit: {} bytes", lone.len());
    apply("  merging", &reader, &entries)?;
    apply("  the same once more", &reader, &entries)?;
    let mut entries = Vec::new();
    for round in ["new", "repeated"] {
        let author = Store::open(&folder("author"), &Secret::Passphrase(PASSPHRASE), clock.clone())?;
        let before = cpu_seconds()?;
        author.write("import", |tx| import(tx, &customers, &mut Numbers(11)))?;
        println!("{LINES} order lines, {round}: read here in {:.2} s of CPU", cpu_seconds()? - before);
        let published = publish(&author, ENTRY)?;
        tell("  as operations", &published, LINES)?;
        apply("  joining", &reader, &published)?;
        entries.extend(published);
    }
    apply("  the same once more", &reader, &entries)?;
    let problems = reader.check()?.problems;
    anyhow::ensure!(problems.is_empty(), "{problems:?}");
    Ok(())
}

fn add_customer(
    tx: &mut pelikirja_store::WriteTransaction<'_>,
    number: u64,
    numbers: &mut Numbers,
) -> Result<Id, StoreError> {
    use schema::customer as column;
    const FIRST: [&str; 12] = [
        "Konepaja",
        "Rakennus",
        "Kuljetus",
        "Sähkö",
        "Putki",
        "Maalaus",
        "Kiinteistö",
        "Puutarha",
        "Tilitoimisto",
        "Autohuolto",
        "Ravintola",
        "Leipomo",
    ];
    const SECOND: [&str; 12] = [
        "Virtanen",
        "Korhonen",
        "Nieminen",
        "Mäkelä",
        "Äijälä",
        "Hämäläinen",
        "Laine",
        "Heikkinen",
        "Koskinen",
        "Järvinen",
        "Lehtonen",
        "Saarinen",
    ];
    const CITIES: [&str; 8] =
        ["Helsinki", "Espoo", "Tampere", "Vantaa", "Oulu", "Turku", "Jyväskylä", "Kuopio"];
    let (first, second) = (numbers.pick(&FIRST), numbers.pick(&SECOND));
    let id = tx.new_id()?;
    let street = format!("{}katu {}", numbers.pick(&SECOND), 1 + numbers.below(120));
    let phone = format!("0{} {}", 40 + numbers.below(10), 1_000_000 + numbers.below(9_000_000));
    tx.create(
        id,
        [
            (column::NAME, format!("{first} {second} {} Oy", numbers.below(1_000)).into_value()),
            (
                column::BUSINESS_ID,
                format!("{:07}-{}", numbers.below(9_999_999), numbers.below(10)).into_value(),
            ),
            (column::EXTERNAL_NUMBER, (10_000 + number).to_string().into_value()),
            (column::STREET, street.into_value()),
            (column::POSTCODE, format!("{:05}", numbers.below(99_999)).into_value()),
            (column::CITY, numbers.pick(&CITIES).into_value()),
            (column::PHONE, phone.into_value()),
            (
                column::EMAIL,
                format!("{}@{}{number}.fi", second.to_lowercase(), first.to_lowercase()).into_value(),
            ),
        ],
    )?;
    Ok(id)
}

/// A file of orders, the same in every round.
fn import(
    tx: &mut pelikirja_store::WriteTransaction<'_>,
    customers: &[Id],
    numbers: &mut Numbers,
) -> Result<(), StoreError> {
    let mut products = Vec::new();
    for number in 0..PRODUCTS {
        let id = tx.keyed_id(&[b"number", b"erp", &number.to_be_bytes()])?;
        tx.put(id, [(schema::product::NUMBER, number.to_string().into_value())])?;
        products.extend(tx.reader().known_record(&schema::product::TABLE, id)?.map(|(key, _)| key));
    }
    let mut keys = Vec::with_capacity(customers.len());
    for customer in customers {
        keys.extend(tx.reader().customer_key(*customer)?);
    }
    let id = tx.new_id()?;
    let mut batch = FactBatch::begin(tx, id, "erp")?;
    let at = |list: &[i64], place: u64| list.get(usize::try_from(place).unwrap_or_default()).copied();
    let mut line = 0;
    let mut order = 0_u64;
    while line < LINES {
        let customer = at(&keys, numbers.below(CUSTOMERS)).ok_or(StoreError::NotFound)?;
        let order_number = format!("{}", 2_000_000 + order);
        let day = 18_000 + i32::try_from(order / 130).unwrap_or_default();
        for _ in 0..1 + numbers.below(7) {
            let quantity = u32::try_from(1 + numbers.below(20)).unwrap_or_default();
            let new = NewLine {
                order_number: &order_number,
                customer,
                day,
                currency: "EUR",
                line: None,
                product: at(&products, numbers.below(PRODUCTS)),
                quantity: f64::from(quantity),
                net: i64::from(quantity) * i64::try_from(100 + numbers.below(400) * 5).unwrap_or_default(),
            };
            batch.add(tx, new)?;
            line += 1;
        }
        order += 1;
    }
    batch.finish(tx).map(drop)
}

/// Everything that waits, as entries.
fn publish(store: &Store, most_bytes: usize) -> Result<Vec<ExchangeEntry>> {
    let mut entries = Vec::new();
    loop {
        let waiting = store.unpublished(most_bytes)?;
        if waiting.operations.is_empty() {
            return Ok(entries);
        }
        let published = Some(waiting.until);
        store.apply_exchange(&ExchangeBatch { published, ..ExchangeBatch::default() })?;
        let author = Some(EntryAuthor { member: store.device(), role: Role::Manager });
        let (device, operations) = (store.device(), waiting.operations);
        let number = entries.len() as u64 + 1;
        entries.push(ExchangeEntry { chain: device, number, hash: [0; 32], device, author, operations });
    }
}

/// How large operations are: as they are, and packed with a length before each.
fn tell(what: &str, entries: &[ExchangeEntry], count: u64) -> Result<()> {
    let operations = || entries.iter().flat_map(|entry| &entry.operations);
    let mut all = Vec::new();
    for operation in operations() {
        let length = operation.len();
        // As CBOR has it: two bytes for a short one.
        all.extend_from_slice(&[0x58, length.to_le_bytes()[0]]);
        all.extend_from_slice(operation);
    }
    println!("{what}: {} operations, {} bytes", operations().count(), all.len());
    for level in [3, 9] {
        let packed = zstd::bulk::compress(&all, level)?.len();
        println!("  zstd {level}: {packed} bytes, {:.1} each", packed as f64 / count as f64);
    }
    Ok(())
}

fn apply(what: &str, store: &Store, entries: &[ExchangeEntry]) -> Result<()> {
    let before = cpu_seconds()?;
    let size = |entry: &ExchangeEntry| entry.operations.iter().map(Vec::len).sum::<usize>();
    let mut waiting = entries.iter().peekable();
    while waiting.peek().is_some() {
        let mut batch = ExchangeBatch::default();
        let mut left = ENTRY;
        while let Some(entry) = waiting.next_if(|_| left > 0) {
            left = left.saturating_sub(size(entry));
            batch.entries.push(entry.clone());
        }
        let applied = store.apply_exchange(&batch)?;
        anyhow::ensure!(
            applied.refused <= 1,
            "only the key of an owner is a manager not to hand over: {applied:?}"
        );
    }
    println!("{what}: {:.2} s of CPU", cpu_seconds()? - before);
    Ok(())
}

/// CPU of this process so far, where the system says it in hundredths of a second.
fn cpu_seconds() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").context("the system does not say")?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = |index: usize| -> Result<f64> { Ok(fields.get(index).context("a field")?.parse::<f64>()?) };
    Ok((ticks(11)? + ticks(12)?) / 100.0)
}
