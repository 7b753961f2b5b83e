//! Order lines.

use pelikirja_domain::Cents;

use super::{Checker, RowKind};
use crate::kind::Field;
use crate::mapping::{AmountRule, CurrencyCode, DiscountUnit};
use crate::number::Decimal;
use crate::problem::ProblemCode;
use crate::raw_row::Cells;
use crate::rows::OrderLineRow;

/// Order lines.
pub(crate) struct Orders;

impl RowKind for Orders {
    type Row<'a> = OrderLineRow<'a>;

    fn check<'a>(checker: &mut Checker<'_>, cells: &Cells<'a>) -> Option<OrderLineRow<'a>> {
        let order_number = checker.text(cells, Field::OrderNumber);
        if order_number.is_none() && checker.problems.is_empty() {
            checker.problem(Field::OrderNumber, "", ProblemCode::MissingOrderNumber);
        }
        let before = checker.problems.len();
        let ordered_on = checker.date(cells, Field::OrderedOn);
        match ordered_on {
            Some(date) if date > checker.as_of => {
                checker.problem(Field::OrderedOn, &date.to_string(), ProblemCode::FutureDate);
            }
            None if checker.problems.len() == before => {
                checker.problem(Field::OrderedOn, "", ProblemCode::MissingDate);
            }
            _ => {}
        }
        let before = checker.problems.len();
        let country = checker.text(cells, Field::Country);
        let customer_number = checker.text(cells, Field::CustomerNumber);
        let customer_name = checker.text(cells, Field::CustomerName);
        let customer_business_id = checker.business_id(cells, country.as_deref());
        let has_customer =
            customer_number.is_some() || customer_name.is_some() || customer_business_id.is_some();
        if !has_customer && checker.problems.len() == before {
            let field = customer_field(checker);
            checker.problem(field, "", ProblemCode::MissingCustomer);
        }
        let is_credit_note = order_number.as_deref().is_some_and(|number| is_credit(checker, number));
        let amounts = amounts(checker, cells, is_credit_note);
        let currency = currency(checker, cells);
        let row = OrderLineRow {
            line_number: checker.text(cells, Field::LineNumber),
            product_number: checker.text(cells, Field::ProductNumber),
            product_name: checker.text(cells, Field::ProductName),
            product_group: checker.text(cells, Field::ProductGroup),
            salesperson: checker.text(cells, Field::Salesperson),
            order_number: order_number.unwrap_or_default(),
            ordered_on: ordered_on.unwrap_or(checker.as_of),
            customer_number,
            customer_name,
            customer_business_id,
            quantity: amounts.quantity,
            unit_price: amounts.unit_price,
            discount: amounts.discount,
            net: amounts.net.unwrap_or_default(),
            currency,
            country,
            is_credit_note,
        };
        checker.problems.is_empty().then_some(row)
    }
}

/// The column to which "no customer" belongs.
fn customer_field(checker: &Checker<'_>) -> Field {
    let fields = [Field::CustomerNumber, Field::CustomerName, Field::BusinessId];
    fields
        .into_iter()
        .find(|field| checker.mapping.columns.contains_key(field))
        .unwrap_or(Field::CustomerNumber)
}

fn is_credit(checker: &Checker<'_>, number: &str) -> bool {
    let prefix = checker.mapping.credit_prefix.as_deref().filter(|prefix| !prefix.is_empty());
    let rest = prefix.and_then(|prefix| number.strip_prefix(prefix));
    rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
}

struct Amounts {
    quantity: Option<Decimal>,
    unit_price: Option<Decimal>,
    discount: Option<Decimal>,
    net: Option<Cents>,
}

fn amounts(checker: &mut Checker<'_>, cells: &Cells<'_>, is_credit_note: bool) -> Amounts {
    let before = checker.problems.len();
    let mut quantity = checker.number(cells, Field::Quantity);
    let unit_price = checker.number(cells, Field::UnitPrice);
    let discount = discount(checker, cells);
    let mut net = match checker.mapping.amount {
        AmountRule::Column => match checker.number(cells, Field::NetAmount) {
            Some(amount) => checked(checker, Field::NetAmount, amount.to_cents()),
            None => {
                missing(checker, before, Field::NetAmount, ProblemCode::MissingAmount);
                None
            }
        },
        AmountRule::QuantityTimesPrice => match (quantity, unit_price) {
            (Some(quantity), Some(price)) => {
                let factor = discount.map_or(Decimal::ONE, Decimal::one_minus);
                checked(checker, Field::UnitPrice, Decimal::amount(quantity, price, factor))
            }
            (None, _) => {
                missing(checker, before, Field::Quantity, ProblemCode::MissingQuantity);
                None
            }
            (_, None) => {
                missing(checker, before, Field::UnitPrice, ProblemCode::MissingPrice);
                None
            }
        },
    };
    if is_credit_note {
        // Some systems write credit notes with positive amounts and let the number say what they are.
        net = net.map(|net| if net > Cents::ZERO { Cents::ZERO - net } else { net });
        quantity = quantity.map(|quantity| quantity.abs().negated());
    }
    if quantity.is_some_and(Decimal::is_zero) && net == Some(Cents::ZERO) {
        checker.problem(Field::Quantity, "0", ProblemCode::ZeroQuantity);
    }
    Amounts { quantity, unit_price, discount, net }
}

/// Notes a missing value unless the value was there and wrong, which has been noted already.
fn missing(checker: &mut Checker<'_>, before: usize, field: Field, problem: ProblemCode) {
    if checker.problems.len() == before {
        checker.problem(field, "", problem);
    }
}

fn checked(checker: &mut Checker<'_>, field: Field, cents: Option<Cents>) -> Option<Cents> {
    if cents.is_none() {
        checker.problem(field, "", ProblemCode::NumberOutOfRange);
    }
    cents
}

fn discount(checker: &mut Checker<'_>, cells: &Cells<'_>) -> Option<Decimal> {
    let parsed = checker.parsed_number(cells, Field::Discount)?;
    let is_percent = parsed.is_percent || checker.mapping.discount == DiscountUnit::Percent;
    let fraction = if is_percent { parsed.value.hundredth() } else { parsed.value };
    if fraction.is_fraction() {
        return Some(fraction);
    }
    checker.problem(Field::Discount, checker.cell(cells, Field::Discount), ProblemCode::BadDiscount);
    None
}

fn currency(checker: &mut Checker<'_>, cells: &Cells<'_>) -> CurrencyCode {
    let Some(text) = checker.text(cells, Field::Currency) else { return checker.mapping.default_currency };
    text.parse().unwrap_or_else(|_| {
        checker.problem(Field::Currency, &text, ProblemCode::BadCurrency);
        checker.mapping.default_currency
    })
}
