//! What encryption costs: the same reads and writes on a database with a key and on one without, by the same build,
//! with a page cache of 64 MB each.
//!
//! `measure_encryption FOLDER ROUNDS` prints one figure as JSON for `cargo xtask bench encryption`.

use std::ops::Range;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use anyhow::{Context, Result};
use pelikirja_store::{CIPHER, JOURNAL};
use rusqlite::{Connection, params};

/// Records in the database before the measured work begins: some 100 MB, more than the cache holds.
const RECORDS: i64 = 300_000;
/// Steps of the measured work.
const STEPS: u64 = 60_000;
/// Steps on one database before it is the other's turn.
const TURN: u64 = 500;
/// Moves the journal into the database.
const CHECKPOINT: &str = "PRAGMA wal_checkpoint(TRUNCATE)";
/// How many times the plain database's time the encrypted one may take.
const MOST: f64 = 1.3;

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().context("measure_encryption FOLDER ROUNDS")?;
    let rounds: usize = arguments.next().context("measure_encryption FOLDER ROUNDS")?.parse()?;
    let (mut encrypted, mut plain) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let mut measured = [
            Measured::new(&Path::new(&folder).join("plain.db"), false)?,
            Measured::new(&Path::new(&folder).join("encrypted.db"), true)?,
        ];
        // In turns, a short while each: the disk, which each commit waits for, has better and worse seconds.
        for turn in 0..STEPS / TURN {
            // Neither always works on what the other has left for the disk to write.
            measured.reverse();
            for database in &mut measured {
                database.work(turn * TURN..(turn + 1) * TURN)?;
            }
        }
        for database in &mut measured {
            let seconds = database.finish()?;
            if database.has_key { &mut encrypted } else { &mut plain }.push(seconds);
        }
    }
    let (encrypted, plain) = (median(encrypted), median(plain));
    println!(
        r#"{{"work":"mixed reads and writes, encrypted","unit":"seconds","value":{encrypted},"baseline":["the same without a key",{plain}],"bar":{{"times_baseline":{MOST}}}}}"#
    );
    Ok(())
}

/// A database that is worked with, and how long that has taken.
struct Measured {
    sql: Connection,
    has_key: bool,
    random: Random,
    seconds: f64,
}

impl Measured {
    /// A new database with its records.
    fn new(path: &Path, with_key: bool) -> Result<Self> {
        for file in [path.to_path_buf(), path.with_extension("db-wal"), path.with_extension("db-shm")] {
            if file.exists() {
                fs::remove_file(file)?;
            }
        }
        let mut sql = Connection::open(path)?;
        if with_key {
            sql.execute_batch(&format!("PRAGMA key = \"x'{}'\"", "5a".repeat(32)))?;
            sql.execute_batch(CIPHER)?;
        }
        sql.execute_batch(JOURNAL)?;
        // The cache of the bar.
        sql.execute_batch(
            "PRAGMA cache_size = -64000; PRAGMA temp_store = MEMORY;
             CREATE TABLE record (key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, owner INTEGER, text TEXT);
             CREATE INDEX record_owner ON record (owner, key);
             CREATE TABLE log (seq INTEGER PRIMARY KEY, record INTEGER NOT NULL, cells BLOB NOT NULL);",
        )?;
        fill(&mut sql)?;
        sql.execute_batch(CHECKPOINT)?;
        Ok(Self { sql, has_key: with_key, random: Random(7), seconds: 0.0 })
    }

    fn work(&mut self, steps: Range<u64>) -> Result<()> {
        let start = Instant::now();
        work(&mut self.sql, &mut self.random, steps)?;
        self.seconds += start.elapsed().as_secs_f64();
        Ok(())
    }

    /// What the work took in all, with writing its journal into the database.
    fn finish(&mut self) -> Result<f64> {
        let start = Instant::now();
        self.sql.execute_batch(CHECKPOINT)?;
        Ok(self.seconds + start.elapsed().as_secs_f64())
    }
}

fn fill(sql: &mut Connection) -> Result<()> {
    let transaction = sql.transaction()?;
    {
        let mut insert = transaction.prepare("INSERT INTO record VALUES (?1, ?2, ?3, ?4)")?;
        let text = "Asiakas kertoi, mitä tarvitsee ja milloin. ".repeat(4);
        for key in 0..RECORDS {
            insert.execute(params![key, identity(key), key % 997, text])?;
        }
    }
    Ok(transaction.commit()?)
}

/// Seven reads of a record and one of a page of records to two writes, each write a transaction of its own that
/// also adds to a log: what one does who works with customers.
fn work(sql: &mut Connection, random: &mut Random, steps: Range<u64>) -> Result<()> {
    for step in steps {
        let key = random.below(RECORDS);
        match step % 10 {
            0..7 => {
                let mut read = sql.prepare_cached("SELECT owner, text FROM record WHERE id = ?1")?;
                read.query_row([identity(key)], |row| row.get::<_, String>(1))?;
            }
            7 => {
                let mut page = sql.prepare_cached(
                    "SELECT key, text FROM record WHERE owner = ?1 AND key >= ?2 ORDER BY key LIMIT 50",
                )?;
                let mut rows = page.query([key % 997, key])?;
                while rows.next()?.is_some() {}
            }
            _ => {
                let transaction = sql.transaction()?;
                transaction
                    .prepare_cached("UPDATE record SET owner = ?2 WHERE key = ?1")?
                    .execute([key, random.below(997)])?;
                transaction
                    .prepare_cached("INSERT INTO log (record, cells) VALUES (?1, ?2)")?
                    .execute(params![key, identity(key)])?;
                transaction.commit()?;
            }
        }
    }
    Ok(())
}

/// Sixteen bytes that look like chance, as identities do.
fn identity(key: i64) -> [u8; 16] {
    let mut random = Random(key.cast_unsigned());
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&random.next().to_le_bytes());
    bytes[8..].copy_from_slice(&random.next().to_le_bytes());
    bytes
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() / 2).copied().unwrap_or_default()
}

/// SplitMix64 (Steele, Lea & Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, end: i64) -> i64 {
        (self.next() >> 1).cast_signed() % end
    }
}
