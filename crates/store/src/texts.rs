//! Long texts that several people wrote into without knowledge of each other, merged character by character.
//!
//! Every value of a cell names those that its author saw, so the log holds how a text came about. Loro is told of it
//! once more, each value by a writer of its own, whose number follows from the value's version; what it makes of the
//! values that nobody has written over is the text. It follows from the log alone, so devices agree. Nothing of Loro is
//! kept or exchanged, and it is only asked where there is something to merge.

use std::collections::BTreeSet;

use loro::{ExportMode, LoroDoc, UpdateOptions};

use pelikirja_domain::Id;

use crate::change::Version;
use crate::schema::Column;
use crate::{Reader, Result, StoreError, Value};

/// Texts of so many characters in all are merged line by line: finding what changed takes the square of it.
const MOST_BY_CHARACTER: usize = 20_000;
/// Beyond so many bytes in all nothing is merged.
const MOST_BYTES: usize = 1 << 20;

/// A value of a text.
#[derive(Debug, Clone)]
pub(crate) struct WrittenText<'t> {
    pub version: Version,
    /// The values that its author saw and wrote over; their versions are lower.
    pub over: Vec<Version>,
    pub text: &'t str,
}

/// The values from which a text can be merged; `None` when they are too long, or a value that somebody saw is not here.
/// Values in the order of their versions.
pub(crate) fn mergeable<'v, 't>(values: &'v [WrittenText<'t>]) -> Option<&'v [WrittenText<'t>]> {
    let values = values.get(common(values, &oldest_seen(values)?)..)?;
    (values.iter().map(|value| value.text.len()).sum::<usize>() <= MOST_BYTES).then_some(values)
}

/// What those who wrote the heads of a text would have together; `None` when it is not [`mergeable`].
pub(crate) fn merged(values: &[WrittenText<'_>]) -> Result<Option<String>> {
    let Some(values) = mergeable(values) else { return Ok(None) };
    let mut documents: Vec<LoroDoc> = Vec::with_capacity(values.len());
    for (place, value) in values.iter().enumerate() {
        let document = LoroDoc::new();
        document.set_peer_id(writer(value.version)).map_err(other)?;
        for (seen, before) in values.iter().zip(&documents).take(place) {
            if value.over.contains(&seen.version) {
                take(&document, before)?;
            }
        }
        write(&document, value.text)?;
        documents.push(document);
    }
    let replaced: BTreeSet<Version> = values.iter().flat_map(|value| value.over.iter().copied()).collect();
    let all = LoroDoc::new();
    for (value, document) in values.iter().zip(&documents) {
        if !replaced.contains(&value.version) {
            take(&all, document)?;
        }
    }
    Ok(Some(all.get_text(NAME).to_string()))
}

/// What somebody made of a text, together with what is there now.
pub(crate) fn merged_with(base: &str, made_of_it: &str, now: &str) -> Result<Option<String>> {
    let version = |clock| Version { clock, session: Id::from_bytes([0; 16]) };
    let value = |clock, over: &[i64], text| WrittenText {
        version: version(clock),
        over: over.iter().copied().map(version).collect(),
        text,
    };
    merged(&[value(1, &[], base), value(2, &[1], now), value(3, &[1], made_of_it)])
}

/// What a column of texts says; `None` when it is something else.
pub(crate) fn of_value(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::Null => Some(""),
        _ => None,
    }
}

/// The value of a column of texts.
pub(crate) fn into_value(text: String) -> Value {
    if text.is_empty() { Value::Null } else { Value::Text(text) }
}

impl Reader<'_> {
    /// How long a text of a record is, characters; 0 where there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn text_length(&self, column: Column, record: Id) -> Result<usize> {
        let statement =
            format!("SELECT coalesce(length({}), 0) FROM {} WHERE id = ?1", column.name, column.table.name);
        let length: Option<i64> = self.first(&statement, [record.as_bytes()], |row| row.get(0))?;
        Ok(length.and_then(|length| usize::try_from(length).ok()).unwrap_or(0))
    }
}

const NAME: &str = "text";

/// For each value the oldest place that its author saw, or none for a text that somebody began; `None` when something
/// that was seen is not here.
fn oldest_seen(values: &[WrittenText<'_>]) -> Option<Vec<Option<usize>>> {
    let place = |version: &Version| values.binary_search_by_key(version, |value| value.version).ok();
    let oldest = |value: &WrittenText<'_>| {
        let places: Option<Vec<usize>> = value.over.iter().map(place).collect();
        Some(places?.into_iter().min())
    };
    values.iter().map(oldest).collect()
}

/// The newest place that all values before it lead to and all after it come from: what was before has no say any more.
fn common(values: &[WrittenText<'_>], oldest_seen: &[Option<usize>]) -> usize {
    let replaced: BTreeSet<Version> = values.iter().flat_map(|value| value.over.iter().copied()).collect();
    let first_head = values.iter().position(|value| !replaced.contains(&value.version)).unwrap_or_default();
    let mut oldest_needed = usize::MAX;
    for (place, seen) in oldest_seen.iter().enumerate().rev() {
        if place <= first_head && oldest_needed >= place {
            return place;
        }
        oldest_needed = oldest_needed.min(seen.unwrap_or_default());
    }
    0
}

/// The number of who wrote a value; Loro keeps the highest for itself.
fn writer(version: Version) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&version.clock.to_be_bytes()).update(version.session.as_bytes());
    let mut number = [0; 8];
    hasher.finalize_xof().fill(&mut number);
    u64::from_be_bytes(number) >> 1
}

fn take(document: &LoroDoc, from: &LoroDoc) -> Result<()> {
    let bytes = from.export(ExportMode::all_updates()).map_err(other)?;
    document.import(&bytes).map_err(other)?;
    Ok(())
}

fn write(document: &LoroDoc, text: &str) -> Result<()> {
    let own = document.get_text(NAME);
    // A limit of time would have devices find different changes.
    let options = UpdateOptions { timeout_ms: None, ..UpdateOptions::default() };
    let by_character = own.len_unicode() + text.chars().count() <= MOST_BY_CHARACTER;
    let update = if by_character { own.update(text, options) } else { own.update_by_line(text, options) };
    update.map_err(other)?;
    document.commit();
    Ok(())
}

fn other(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Other(anyhow::Error::new(error))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn version(clock: i64) -> Version {
        Version { clock, session: Id::from_bytes([clock.to_le_bytes()[0]; 16]) }
    }

    fn value<'t>(clock: i64, over: &[i64], text: &'t str) -> WrittenText<'t> {
        WrittenText { version: version(clock), over: over.iter().copied().map(version).collect(), text }
    }

    fn merge(values: &[WrittenText<'_>]) -> String {
        merged(values).expect("merges").expect("is short enough")
    }

    #[test]
    fn what_two_wrote_at_the_same_time_is_all_there() {
        let made = value(1, &[], "Avaimet vastaanotosta.");
        let one = value(2, &[1], "Avaimet vastaanotosta.\nSoita ennen tuloa.");
        let other = value(3, &[1], "HUOM: koira! Avaimet vastaanotosta.");
        let both = "HUOM: koira! Avaimet vastaanotosta.\nSoita ennen tuloa.";
        assert_eq!(merge(&[made.clone(), one.clone(), other.clone()]), both);
        // A third who saw neither, and one who saw both.
        let third = value(4, &[1], "Avaimet toimistosta.");
        let merged = merge(&[made.clone(), one.clone(), other.clone(), third.clone()]);
        assert_eq!(merged, "HUOM: koira! Avaimet toimistosta.\nSoita ennen tuloa.");
        let settled = value(5, &[2, 3, 4], "Uusi alku.");
        assert_eq!(merge(&[made, one, other, third, settled]), "Uusi alku.");
    }

    #[test]
    fn two_who_began_by_themselves_lose_nothing() {
        let merged = merge(&[value(1, &[], "Ensin."), value(2, &[], "Toinen.")]);
        assert!(merged == "Ensin.Toinen." || merged == "Toinen.Ensin.", "{merged}");
    }

    #[test]
    fn what_everybody_has_seen_is_not_told_again() {
        let values = [value(1, &[], "a"), value(2, &[1], "ab"), value(3, &[2], "abc"), value(4, &[2], "xab")];
        let common = |values: &[WrittenText<'_>]| common(values, &oldest_seen(values).expect("all are here"));
        assert_eq!(common(&values), 1);
        assert_eq!(merge(&values), "xabc");
        // One who only knew the first, and one who began anew.
        let late = [&values[..], &[value(5, &[1], "a!")]].concat();
        assert_eq!(common(&late), 0);
        assert_eq!(common(&[&values[..], &[value(5, &[], "b")]].concat()), 0);
        // A head from before what the others saw is not forgotten.
        let apart = [value(1, &[], "a"), value(2, &[1], "ab"), value(3, &[1], "ba"), value(4, &[3], "bad")];
        assert_eq!((common(&apart), merge(&apart).as_str()), (0, "badb"));
    }

    #[test]
    fn what_came_from_a_text_that_is_not_here_is_not_merged() {
        let values = [value(1, &[], "a"), value(2, &[1], "ab"), value(3, &[9], "?")];
        assert_eq!(merged(&values).expect("answers"), None);
    }

    #[test]
    fn what_is_too_long_is_not_merged() {
        let long = "a".repeat(MOST_BYTES);
        let values = [value(1, &[], "a"), value(2, &[1], &long), value(3, &[1], "b")];
        assert_eq!(merged(&values).expect("answers"), None);
    }

    #[test]
    fn an_edit_of_an_older_text_goes_into_the_present_one() {
        let merged = merged_with("yksi kaksi", "yksi kaksi kolme", "nolla yksi kaksi").expect("merges");
        assert_eq!(merged.as_deref(), Some("nolla yksi kaksi kolme"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_head_alone_is_what_was_written(
            texts in prop::collection::vec(("[a-zåäö \n]{0,20}", any::<prop::sample::Index>()), 1..8)
        ) {
            // A chain of values, each over one that was there.
            let mut values: Vec<WrittenText<'_>> = Vec::new();
            for (place, (text, over)) in texts.iter().enumerate() {
                let over: Vec<i64> = if place == 0 { vec![] } else { vec![over.index(place) as i64] };
                values.push(value(place as i64, &over, text));
            }
            let merged = merge(&values);
            let seen: BTreeSet<Version> = values.iter().flat_map(|value| value.over.clone()).collect();
            let heads: Vec<&WrittenText<'_>> =
                values.iter().filter(|value| !seen.contains(&value.version)).collect();
            if let [only] = heads[..] {
                prop_assert_eq!(&merged, only.text);
            }
            // Somebody who saw all writes: that is the text.
            let all: Vec<i64> = heads.iter().map(|head| head.version.clock).collect();
            values.push(value(99, &all, "loppu"));
            prop_assert_eq!(merge(&values), "loppu");
        }
    }
}
