//! Mappings as people write them into files.

use pelikirja_exchange::Mapping;
use serde_json::Value;

/// Reads a mapping from a file, more strictly than one that the program kept: a name that means nothing is a mistake
/// and not from a newer program.
///
/// # Errors
/// What is wrong, for the person who wrote it.
pub fn read_mapping_file(text: &str) -> Result<Mapping, String> {
    let given: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mapping: Mapping = serde_json::from_value(given.clone()).map_err(|error| error.to_string())?;
    let known = serde_json::to_value(&mapping).map_err(|error| error.to_string())?;
    match unknown_name(&given, &known) {
        Some(name) => Err(format!("unknown field `{name}`")),
        None => Ok(mapping),
    }
}

/// The first name of an object that was not taken, by its path.
fn unknown_name(given: &Value, known: &Value) -> Option<String> {
    let (Value::Object(given), Value::Object(known)) = (given, known) else { return None };
    given.iter().find_map(|(name, value)| match known.get(name) {
        None => Some(name.clone()),
        Some(known) => unknown_name(value, known).map(|inner| format!("{name}.{inner}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAPPING: &str = r#"{"kind":"orders","source_name":"x","columns":{"order_number":{"index":0,"header":"nro"}},
        "date_order":null,"decimal_mark":"comma"}"#;

    #[test]
    fn names_that_mean_nothing_are_refused() {
        assert_eq!(read_mapping_file(MAPPING).map(|mapping| mapping.source_name), Ok("x".to_owned()));
        let misspelt = MAPPING.replace("\"date_order\"", "\"default_curency\":\"SEK\",\"date_order\"");
        assert_eq!(read_mapping_file(&misspelt), Err("unknown field `default_curency`".to_owned()));
        let inner = MAPPING.replace("\"index\":0", "\"index\":0,\"name\":\"nro\"");
        assert_eq!(read_mapping_file(&inner), Err("unknown field `columns.order_number.name`".to_owned()));
        assert!(read_mapping_file("{}").is_err_and(|error| error.contains("kind")));
    }
}
