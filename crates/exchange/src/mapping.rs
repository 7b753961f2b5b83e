//! How the columns of one source become fields; kept per source.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

use crate::inspection::{Inspection, Overrides};
use crate::kind::{Field, Kind};

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ColumnRef {
    /// Place in the row, from 0.
    pub index: u32,
    /// Header as written in the file. When another file of the source has it elsewhere, the header decides.
    pub header: String,
}

/// In which order a date such as `07/04/1996` names its parts. Dates with dots are always day first, dates
/// that begin with the year always year first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
    /// Year, month, day: every other order is a mistake.
    YearFirst,
}

/// What parts the whole from the fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// `1 234,50`
    Comma,
    /// `1,234.50`
    Point,
}

/// What a bare number in the discount column means. A value with a percent sign is a percentage in any case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DiscountUnit {
    /// `0.15` takes 15 % off.
    #[default]
    Fraction,
    /// `15` takes 15 % off.
    Percent,
}

/// Where the net amount of an order line comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AmountRule {
    /// From its column.
    #[default]
    Column,
    /// Quantity x unit price x (1 - discount).
    QuantityTimesPrice,
}

impl AmountRule {
    /// The fields without which an amount cannot be told by this rule, each of them.
    pub const fn needed(self) -> &'static [Field] {
        match self {
            Self::Column => &[Field::NetAmount],
            Self::QuantityTimesPrice => &[Field::Quantity, Field::UnitPrice],
        }
    }
}

/// Three letters of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(as = "String")]
pub struct CurrencyCode([u8; 3]);

/// The text is not three letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a currency is three letters")]
pub struct CurrencyError;

impl CurrencyCode {
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("EUR")
    }
}

impl Default for CurrencyCode {
    fn default() -> Self {
        Self::EUR
    }
}

impl FromStr for CurrencyCode {
    type Err = CurrencyError;

    /// Accepts three letters of either case, and the signs `€`, `£` and `$`.
    fn from_str(text: &str) -> Result<Self, CurrencyError> {
        match (text.trim(), text.trim().as_bytes()) {
            ("€", _) => Ok(Self::EUR),
            ("£", _) => Ok(Self(*b"GBP")),
            ("$", _) => Ok(Self(*b"USD")),
            (_, &[a, b, c]) if [a, b, c].iter().all(u8::is_ascii_alphabetic) => {
                Ok(Self([a, b, c].map(|letter| letter.to_ascii_uppercase())))
            }
            _ => Err(CurrencyError),
        }
    }
}

impl fmt::Display for CurrencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CurrencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for CurrencyCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CurrencyCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Everything needed to read files of one source without asking again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mapping {
    /// What the rows are.
    pub kind: Kind,
    /// Name of the source, under which the mapping is kept.
    pub source_name: String,
    /// What the user corrected of what the program saw in the file.
    #[serde(default)]
    pub overrides: Overrides,
    /// The column of each field that has one.
    pub columns: BTreeMap<Field, ColumnRef>,
    /// `None` while nobody knows: a date that reads both ways is then a problem of its row.
    pub date_order: Option<DateOrder>,
    /// `None` while nobody knows: a number that reads both ways is then a problem of its row.
    pub decimal_mark: Option<DecimalMark>,
    /// Currency of rows that name none.
    #[serde(default)]
    pub default_currency: CurrencyCode,
    /// What a bare number in the discount column means.
    #[serde(default)]
    pub discount: DiscountUnit,
    /// Where the net amount comes from.
    #[serde(default)]
    pub amount: AmountRule,
    /// An order number of this prefix and a digit is a credit note, whose amounts are negative.
    #[serde(default)]
    pub credit_prefix: Option<String>,
    /// Whether files of the source end without a line end, as somebody who looked at one has accepted: one without it
    /// is then not taken for cut off.
    #[serde(default)]
    pub open_end: bool,
}

impl Mapping {
    /// A mapping without any columns yet.
    pub fn empty(kind: Kind, source_name: impl Into<String>) -> Self {
        Self {
            kind,
            source_name: source_name.into(),
            overrides: Overrides::default(),
            columns: BTreeMap::new(),
            date_order: None,
            decimal_mark: None,
            default_currency: CurrencyCode::EUR,
            discount: DiscountUnit::default(),
            amount: AmountRule::default(),
            credit_prefix: None,
            open_end: false,
        }
    }

    /// The required groups of which no field has a column; empty when the mapping can be used.
    pub fn missing(&self) -> Vec<Vec<Field>> {
        let mut missing: Vec<Vec<Field>> = (self.kind.required().iter())
            .filter(|group| !group.iter().any(|field| self.columns.contains_key(field)))
            .map(|group| group.to_vec())
            .collect();
        if self.kind == Kind::Orders {
            let absent = self.amount.needed().iter().filter(|field| !self.columns.contains_key(field));
            let absent: Vec<Vec<Field>> = absent.map(|field| vec![*field]).collect();
            if missing.iter().all(|group| !group.contains(&Field::NetAmount)) {
                missing.extend(absent);
            }
        }
        missing
    }

    /// Whether the file has every column of this mapping, here or elsewhere in its rows.
    pub fn fits(&self, inspection: &Inspection) -> bool {
        self.columns.values().all(|column| inspection.find_column(column).is_some())
    }
}

/// Why a column was proposed for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The header is a known name of the field.
    Header,
    /// The header holds a known name of the field.
    SimilarHeader,
    /// The values look like it.
    Content,
}

/// A proposed column of a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProposedField {
    /// The field.
    pub field: Field,
    /// Its column.
    pub column: ColumnRef,
    /// From 0 (a guess) to 1 (certain).
    pub confidence: f32,
    /// Why.
    pub reason: Reason,
}

/// What only the user can answer before the file is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "question")]
pub enum Question {
    /// Every date that was seen reads both day first and month first.
    DateOrder {
        /// The column.
        column: ColumnRef,
        /// Some of its values.
        examples: Vec<String>,
    },
    /// Some discounts look like percentages and some like fractions.
    DiscountUnit {
        /// The column.
        column: ColumnRef,
        /// Some of its values.
        examples: Vec<String>,
    },
    /// Every number that was seen with a separator reads both as thousands and as decimals.
    DecimalMark {
        /// The column.
        column: ColumnRef,
        /// Some of its values.
        examples: Vec<String>,
    },
}

/// A mapping as the program would have it, with what it is unsure of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ProposedMapping {
    /// The mapping, usable as it is when `questions` and `missing` are empty.
    pub mapping: Mapping,
    /// Where each of its columns comes from.
    pub fields: Vec<ProposedField>,
    /// What the user must answer.
    pub questions: Vec<Question>,
    /// Groups of fields of which at least one is needed and none was found.
    pub missing: Vec<Vec<Field>>,
    /// Columns that nothing was made of.
    pub unused: Vec<ColumnRef>,
}
