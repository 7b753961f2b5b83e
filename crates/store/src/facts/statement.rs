//! What a file said of orders, column by column: the form in which a batch is kept and exchanged.
//!
//! A part holds some thousand orders. Customers, products, currencies and other batches are named once in it, numbers of
//! orders share their beginnings, and everything is packed with zstd. An order that the file repeated just as another
//! batch has said it only names that batch.

use pelikirja_domain::Id;

use super::columns::{COLUMNS, ColumnReader, quantity, thousandth, too_short, unzigzag};
use crate::cbor::CborError;

/// The most that a part may be when unpacked.
const MOST_UNPACKED: usize = 4 << 20;

/// What a part says of one order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Said {
    /// Everything: places of customer and currency in the part, the day, and how many of the part's lines follow.
    Lines { customer: usize, day: i32, currency: usize, lines: usize },
    /// The same as the batch at that place in the part.
    AsIn(usize),
}

/// A line: the number that the other system gave it, the place of the product in the part, and what it says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SaidLine {
    pub number: Option<u32>,
    pub product: Option<usize>,
    pub quantity: f64,
    pub net: i64,
}

/// A part, unpacked.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Part {
    pub customers: Vec<Id>,
    pub products: Vec<Id>,
    pub batches: Vec<Id>,
    pub currencies: Vec<String>,
    pub orders: Vec<Said>,
    /// Numbers of the orders, one after the other, and where each of them ends.
    numbers: String,
    ends: Vec<usize>,
    pub lines: Vec<SaidLine>,
}

impl Part {
    /// Every order with its lines.
    pub fn statements(&self) -> impl Iterator<Item = (&str, Said, &[SaidLine])> {
        let (mut left, mut begin) = (self.lines.as_slice(), 0);
        self.orders.iter().zip(&self.ends).map(move |(said, end)| {
            let number = self.numbers.get(begin..*end).unwrap_or_default();
            begin = *end;
            let count = if let Said::Lines { lines, .. } = said { *lines } else { 0 };
            let (own, rest) = left.split_at_checked(count).unwrap_or((left, &[]));
            left = rest;
            (number, *said, own)
        })
    }
}

/// Unpacks a part; total, and bounded whatever the bytes are.
pub(super) fn unpack(packed: &[u8], length: usize) -> Result<Part, CborError> {
    if length > MOST_UNPACKED {
        return Err(CborError(format!("a part of {length} bytes")));
    }
    let bytes = zstd::bulk::decompress(packed, length).map_err(|error| CborError(error.to_string()))?;
    if bytes.len() != length {
        return Err(CborError(format!("{} bytes instead of {length}", bytes.len())));
    }
    let mut input = ColumnReader(&bytes);
    let count = input.length()?;
    let mut columns: [ColumnReader<'_>; COLUMNS] = Default::default();
    for column in &mut columns {
        let length = input.length()?;
        *column = ColumnReader(input.take(length)?);
    }
    if !input.0.is_empty() {
        return Err(CborError("bytes too many".to_owned()));
    }
    read(count, columns)
}

fn read(count: usize, columns: [ColumnReader<'_>; COLUMNS]) -> Result<Part, CborError> {
    let [
        customers,
        products,
        batches,
        mut currencies,
        mut numbers,
        mut counts,
        mut orders,
        mut line_numbers,
        mut line_products,
        mut quantities,
        mut fractions,
        mut nets,
    ] = columns;
    let mut part = Part {
        customers: customers.identities()?,
        products: products.identities()?,
        batches: batches.identities()?,
        ..Part::default()
    };
    while !currencies.0.is_empty() {
        part.currencies.push(currencies.text()?.to_owned());
    }
    let (mut last_number, mut last_day) = (0_usize, 0_i32);
    for _ in 0..count {
        let (shared, number) = (numbers.length()?, part.numbers.len());
        let beginning = last_number..last_number.saturating_add(shared);
        if part.numbers.get(beginning.clone()).is_none() {
            return Err(CborError("a number shares too much".to_owned()));
        }
        part.numbers.extend_from_within(beginning);
        part.numbers.push_str(numbers.text()?);
        let said = match counts.length()? {
            0 => Said::AsIn(orders.place(part.batches.len())?),
            lines => {
                let customer = orders.place(part.customers.len())?;
                let day =
                    orders.signed()?.checked_add(last_day.into()).and_then(|day| i32::try_from(day).ok());
                last_day = day.ok_or_else(|| CborError("a day beyond all days".to_owned()))?;
                let currency = orders.place(part.currencies.len())?;
                let mut last_line = 0_i64;
                for _ in 0..lines {
                    let number = match line_numbers.unsigned()? {
                        0 => None,
                        number => {
                            last_line = last_line.wrapping_add(unzigzag(number - 1));
                            let number = u32::try_from(last_line);
                            Some(number.map_err(|_| CborError(format!("line {last_line}")))?)
                        }
                    };
                    let product = match line_products.length()? {
                        0 => None,
                        place if place <= part.products.len() => Some(place - 1),
                        place => return Err(CborError(format!("no product is at place {place}"))),
                    };
                    let quantity = read_quantity(&mut quantities, &mut fractions)?;
                    let net = nets.signed()?;
                    if net.unsigned_abs() > super::LARGEST_LINE {
                        return Err(CborError(format!("a line of {net} cents")));
                    }
                    part.lines.push(SaidLine { number, product, quantity, net });
                }
                Said::Lines { customer, day: last_day, currency, lines }
            }
        };
        last_number = number;
        part.ends.push(part.numbers.len());
        part.orders.push(said);
    }
    let rest = [numbers, counts, orders, line_numbers, line_products, quantities, fractions, nets];
    if rest.iter().any(|column| !column.0.is_empty()) {
        return Err(CborError("a column is too long".to_owned()));
    }
    Ok(part)
}

fn read_quantity(
    quantities: &mut ColumnReader<'_>,
    fractions: &mut ColumnReader<'_>,
) -> Result<f64, CborError> {
    let written = quantities.unsigned()?;
    let value = unzigzag(written >> 2);
    let quantity = match written & 3 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "quantities that are written so have at most twelve digits"
        )]
        quantity::WHOLE => value as f64,
        quantity::THOUSANDTHS => thousandth(value),
        quantity::OTHER => f64::from_be_bytes(fractions.take(8)?.try_into().map_err(|_| too_short())?),
        _ => return Err(CborError("a quantity of an unknown form".to_owned())),
    };
    if quantity.is_finite() { Ok(quantity) } else { Err(CborError("a quantity is no number".to_owned())) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::columns::LEVEL;
    use super::super::part_writer::{Named, PartWriter};
    use super::*;
    use crate::Result;

    fn identity(named: Named, key: i64) -> Result<Id> {
        let mut bytes = [named as u8; 16];
        bytes[..8].copy_from_slice(&key.to_be_bytes());
        Ok(Id::from_bytes(bytes))
    }

    type Line = (Option<u32>, Option<i64>, f64, i64);

    fn lines() -> impl Strategy<Value = Vec<Line>> {
        let quantity = prop_oneof![
            (-1000..1000_i32).prop_map(f64::from),
            (-100_000..100_000_i32).prop_map(|thousandths| f64::from(thousandths) / 1000.0),
            prop::num::f64::NORMAL,
            Just(-0.0),
        ];
        let net = -1_000_000..1_000_000_i64;
        prop::collection::vec((any::<Option<u32>>(), prop::option::of(0..5_i64), quantity, net), 1..6)
    }

    proptest! {
        #[test]
        fn parts_come_back(
            orders in prop::collection::vec(("[a-zä0-9-]{0,6}", 0..4_i64, any::<i32>(), prop::option::of(lines())), 0..12)
        ) {
            let mut writer = PartWriter::new();
            for (number, customer, day, lines) in &orders {
                match lines {
                    Some(lines) => {
                        writer.order(number, *customer, *day, "EUR", lines.len());
                        lines.iter().for_each(|(number, product, quantity, net)| {
                            writer.line(*number, *product, *quantity, *net);
                        });
                    }
                    None => writer.same(number, *customer),
                }
            }
            let (packed, length) = writer.pack(identity).expect("packs");
            let part = unpack(&packed, length).expect("unpacks");
            let named = |named, key| identity(named, key).expect("is named");
            prop_assert_eq!(part.orders.len(), orders.len());
            for ((number, said, lines), expected) in part.statements().zip(&orders) {
                prop_assert_eq!(number, &expected.0);
                match (said, &expected.3) {
                    (Said::AsIn(batch), None) => {
                        prop_assert_eq!(part.batches[batch], named(Named::Batch, expected.1));
                    }
                    (Said::Lines { customer, day, currency, .. }, Some(written)) => {
                        prop_assert_eq!(part.customers[customer], named(Named::Customer, expected.1));
                        prop_assert_eq!((day, part.currencies[currency].as_str()), (expected.2, "EUR"));
                        prop_assert_eq!(lines.len(), written.len());
                        for (line, (number, product, quantity, net)) in lines.iter().zip(written) {
                            let found = line.product.map(|place| part.products[place]);
                            prop_assert_eq!(found, product.map(|key| named(Named::Product, key)));
                            prop_assert_eq!((line.number, line.net), (*number, *net));
                            prop_assert_eq!(line.quantity.to_bits(), quantity.to_bits());
                        }
                    }
                    _ => prop_assert!(false, "{said:?} instead of {expected:?}"),
                }
            }
        }

        #[test]
        fn damaged_parts_are_an_error_or_another_part(
            bytes in prop::collection::vec(any::<u8>(), 0..200), length in 0..10_000_usize
        ) {
            let _ = unpack(&bytes, length);
            // Also where the packing is whole.
            let packed = zstd::bulk::compress(&bytes, LEVEL).expect("packs");
            if let Ok(part) = unpack(&packed, bytes.len()) {
                prop_assert_eq!(part.statements().map(|(_, _, lines)| lines.len()).sum::<usize>(), part.lines.len());
            }
        }
    }
}
