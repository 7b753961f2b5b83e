//! Decimal numbers as people and programs write them.

use pelikirja_domain::Cents;

use crate::mapping::DecimalMark;

/// An exact decimal number of at most nine decimals.
///
/// Further decimals are rounded away when it is read: they come from spreadsheets that compute in binary and
/// cannot move a cent of any amount below a million.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Decimal {
    /// The number times 10^9.
    nanos: i128,
}

const DECIMALS: u32 = 9;
const ONE: i128 = 1_000_000_000;
/// The largest whole part, ±10^15: beyond it no amount is kept to the cent by all the programs we talk to.
const MAX_WHOLE: i128 = 1_000_000_000_000_000;

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Not a number, or its thousands are not in threes.
    #[error("not a number")]
    Form,
    /// It reads as thousands and as decimals.
    #[error("a number that reads both ways")]
    Ambiguous,
    /// Beyond ±10^15.
    #[error("the number is out of range")]
    Range,
}

/// A number with what stood beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParsedNumber {
    /// The number; 15 for `15 %`.
    pub value: Decimal,
    /// Whether a percent sign followed.
    pub is_percent: bool,
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self { nanos: 0 };
    /// One.
    pub const ONE: Self = Self { nanos: ONE };

    /// `digits` / 10^`decimals`, rounded to nine decimals, halves away from zero; `None` out of range.
    pub fn from_digits(digits: i128, decimals: u32) -> Option<Self> {
        let nanos = if decimals <= DECIMALS {
            digits.checked_mul(10_i128.checked_pow(DECIMALS - decimals)?)?
        } else {
            divide_rounded(digits, 10_i128.checked_pow(decimals - DECIMALS)?)
        };
        (nanos.abs() <= MAX_WHOLE * ONE).then_some(Self { nanos })
    }

    /// Whether it is 0.
    pub const fn is_zero(self) -> bool {
        self.nanos == 0
    }

    /// Whether it is below 0.
    pub const fn is_negative(self) -> bool {
        self.nanos < 0
    }

    /// The number without its sign.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self { nanos: self.nanos.abs() }
    }

    /// The number with the other sign.
    #[must_use]
    pub const fn negated(self) -> Self {
        Self { nanos: -self.nanos }
    }

    /// A hundredth of it.
    #[must_use]
    pub fn hundredth(self) -> Self {
        Self { nanos: divide_rounded(self.nanos, 100) }
    }

    /// 1 minus this number.
    #[must_use]
    pub const fn one_minus(self) -> Self {
        Self { nanos: ONE - self.nanos }
    }

    /// Whether it is from 0 to 1.
    pub const fn is_fraction(self) -> bool {
        self.nanos >= 0 && self.nanos <= ONE
    }

    /// Rounded to the cent, halves away from zero; `None` when cents do not hold it.
    pub fn to_cents(self) -> Option<Cents> {
        i64::try_from(divide_rounded(self.nanos, ONE / 100)).ok().map(Cents)
    }

    /// For statistics.
    #[expect(clippy::cast_precision_loss, reason = "statistics need no single nanos")]
    pub fn to_f64(self) -> f64 {
        self.nanos as f64 / 1e9
    }

    /// Quantity x price x factor to the cent, rounded once at the end, halves away from zero.
    ///
    /// `None` when out of range. Exact as long as the product of quantity and price is below 10^11 times the
    /// smallest step; beyond, the intermediate product is rounded to nine decimals.
    pub fn amount(quantity: Self, price: Self, factor: Self) -> Option<Cents> {
        let product = quantity.nanos.checked_mul(price.nanos)?;
        let nanos = match product.checked_mul(factor.nanos) {
            Some(exact) => return cents_of(exact, ONE * ONE * (ONE / 100)),
            None => divide_rounded(product, ONE),
        };
        cents_of(nanos.checked_mul(factor.nanos)?, ONE * (ONE / 100))
    }
}

impl std::fmt::Display for Decimal {
    /// With a point and without needless zeros: `-1234.5`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, fraction) = (self.nanos.abs() / ONE, self.nanos.abs() % ONE);
        write!(f, "{}{whole}", if self.nanos < 0 { "-" } else { "" })?;
        if fraction == 0 {
            return Ok(());
        }
        let digits = format!("{fraction:09}");
        write!(f, ".{}", digits.trim_end_matches('0'))
    }
}

impl std::fmt::Debug for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

fn cents_of(value: i128, divisor: i128) -> Option<Cents> {
    let cents = divide_rounded(value, divisor);
    (cents.abs() <= MAX_WHOLE * 100).then(|| i64::try_from(cents).ok().map(Cents)).flatten()
}

/// Division rounded to the nearest, halves away from zero. `divisor` is positive and even, or 1.
fn divide_rounded(value: i128, divisor: i128) -> i128 {
    let rest = value % divisor;
    let whole = value / divisor;
    if rest.abs() * 2 >= divisor && rest != 0 { whole + value.signum() } else { whole }
}

/// Reads a number: signs, currency signs and codes, parentheses and a trailing minus for negative ones,
/// thousands parted by space, no-break space, apostrophe or the mark that is not the decimal mark.
///
/// # Errors
/// [`NumberError`]; `Ambiguous` only when no decimal mark is given.
pub fn parse_number(text: &str, mark: Option<DecimalMark>) -> Result<ParsedNumber, NumberError> {
    if let Some(value) = plain(text.as_bytes(), mark) {
        return Ok(ParsedNumber { value, is_percent: false });
    }
    let mut rest = text.trim();
    let mut negative = false;
    if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        negative = true;
        rest = inner.trim();
    }
    let is_percent = rest.ends_with('%');
    rest = rest.trim_end_matches('%').trim_end();
    let mut signs = u32::from(negative);
    rest = strip_sign(strip_currency(strip_sign(rest, &mut negative, &mut signs)), &mut negative, &mut signs);
    if signs > 1 {
        return Err(NumberError::Form);
    }
    let value = body(rest, mark)?;
    Ok(ParsedNumber { value: if negative { value.negated() } else { value }, is_percent })
}

/// What nearly every value is: an optional minus, digits, at most one decimal mark. `None` for the rest.
fn plain(bytes: &[u8], mark: Option<DecimalMark>) -> Option<Decimal> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    if digits.is_empty() || digits.len() > 16 {
        return None;
    }
    let decimal = match mark {
        Some(DecimalMark::Comma) => Some(b','),
        Some(DecimalMark::Point) => Some(b'.'),
        None => None,
    };
    let mut value = 0_i64;
    let mut decimals = None;
    for &byte in digits {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + i64::from(byte - b'0');
                decimals = decimals.map(|count: u32| count + 1);
            }
            _ if decimal == Some(byte) && decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
    }
    if decimals == Some(0) || decimals == u32::try_from(digits.len() - 1).ok() {
        return None;
    }
    Decimal::from_digits(i128::from(if negative { -value } else { value }), decimals.unwrap_or(0))
}

fn strip_sign<'a>(text: &'a str, negative: &mut bool, signs: &mut u32) -> &'a str {
    let mut text = text;
    for (sign, minus) in [('-', true), ('\u{2212}', true), ('+', false)] {
        let stripped = text.strip_prefix(sign).or_else(|| if minus { text.strip_suffix(sign) } else { None });
        if let Some(rest) = stripped {
            *negative |= minus;
            *signs += 1;
            text = rest.trim();
        }
    }
    text
}

fn strip_currency(text: &str) -> &str {
    const SIGNS: [&str; 8] = ["€", "$", "£", "EUR", "USD", "SEK", "GBP", "kr"];
    for sign in SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return rest.trim();
        }
    }
    text
}

const fn is_space_between_thousands(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}')
}

fn body(text: &str, mark: Option<DecimalMark>) -> Result<Decimal, NumberError> {
    let decimal = match mark {
        Some(DecimalMark::Comma) => Some(','),
        Some(DecimalMark::Point) => Some('.'),
        None => decimal_mark_of(text)?,
    };
    let (whole, fraction) = match decimal.and_then(|decimal| text.split_once(decimal)) {
        Some((_, "")) => return Err(NumberError::Form),
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    let mut digits = 0_i128;
    let mut count = 0_u32;
    let mut in_group = 0_u32;
    let mut groups = 0_u32;
    for letter in whole.chars() {
        if let Some(digit) = letter.to_digit(10) {
            digits = digits * 10 + i128::from(digit);
            count += 1;
            in_group += 1;
            if count > 20 {
                return Err(NumberError::Range);
            }
        } else if is_space_between_thousands(letter) || matches!(letter, '.' | ',') {
            let right = if groups == 0 { (1..=3).contains(&in_group) } else { in_group == 3 };
            if !right {
                return Err(NumberError::Form);
            }
            groups += 1;
            in_group = 0;
        } else {
            return Err(NumberError::Form);
        }
    }
    if groups > 0 && in_group != 3 || count == 0 && fraction.is_empty() {
        return Err(NumberError::Form);
    }
    let mut decimals = 0;
    for letter in fraction.chars() {
        let digit = letter.to_digit(10).ok_or(NumberError::Form)?;
        // Ten are kept so that the ninth is rounded.
        if decimals <= DECIMALS {
            digits = digits * 10 + i128::from(digit);
            decimals += 1;
        }
    }
    Decimal::from_digits(digits, decimals).ok_or(NumberError::Range)
}

/// The decimal mark that the number itself shows, if it has one at all.
fn decimal_mark_of(text: &str) -> Result<Option<char>, NumberError> {
    let count = |mark| text.chars().filter(|&letter| letter == mark).count();
    let (points, commas) = (count('.'), count(','));
    let single = |mark| {
        let (whole, fraction) = text.split_once(mark).unwrap_or_default();
        let spaced = whole.chars().any(is_space_between_thousands);
        let whole_digits = whole.chars().filter(char::is_ascii_digit).count();
        let both = fraction.len() == 3 && (1..=3).contains(&whole_digits) && whole != "0" && !spaced;
        if both { Err(NumberError::Ambiguous) } else { Ok(Some(mark)) }
    };
    match (points, commas) {
        (0, 0) => Ok(None),
        (1, 0) => single('.'),
        (0, 1) => single(','),
        (_, 0) | (0, _) => Ok(None),
        _ => Ok(if text.rfind('.') > text.rfind(',') { Some('.') } else { Some(',') }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str, mark: Option<DecimalMark>) -> Result<String, NumberError> {
        parse_number(text, mark).map(|parsed| parsed.value.to_string())
    }

    #[test]
    fn numbers_as_accounting_writes_them() {
        let comma = Some(DecimalMark::Comma);
        for (text, expected) in [
            ("168,00", "168"),
            ("9,8", "9.8"),
            ("14", "14"),
            ("1 234,50", "1234.5"),
            ("1\u{a0}234\u{a0}567,5", "1234567.5"),
            ("1\u{202f}234,50 €", "1234.5"),
            ("1.234,50", "1234.5"),
            ("1.234", "1234"),
            ("1'234,5", "1234.5"),
            ("-12,30", "-12.3"),
            ("12,30-", "-12.3"),
            ("\u{2212}12,30", "-12.3"),
            ("(12,30)", "-12.3"),
            ("(1 200,00 €)", "-1200"),
            ("€ 12,30", "12.3"),
            ("EUR -12,30", "-12.3"),
            ("+5", "5"),
            (",5", "0.5"),
            ("15 %", "15"),
        ] {
            assert_eq!(number(text, comma).as_deref(), Ok(expected), "{text:?}");
        }
        for text in
            ["", "-", "9.8", "1,2,3", "12 34,5", "1 2345", "5,", "--5", "(-5)", "1e5", "abc", "5 kpl", "١٢"]
        {
            assert_eq!(number(text, comma), Err(NumberError::Form), "{text:?}");
        }
        let point = Some(DecimalMark::Point);
        assert_eq!(number("1,234.50", point).as_deref(), Ok("1234.5"));
        assert_eq!(number("$1,234.50", point).as_deref(), Ok("1234.5"));
        assert_eq!(
            number("9,8", point),
            Err(NumberError::Form),
            "a wrong mark is no number, not ten times it"
        );
    }

    #[test]
    fn a_mark_that_reads_both_ways_is_not_guessed() {
        assert_eq!(number("1,234", None), Err(NumberError::Ambiguous));
        assert_eq!(number("1.234", None), Err(NumberError::Ambiguous));
        assert_eq!(number("0,234", None).as_deref(), Ok("0.234"));
        assert_eq!(number("1.234,5", None).as_deref(), Ok("1234.5"));
        assert_eq!(number("1,234,567", None).as_deref(), Ok("1234567"));
        assert_eq!(number("1 234,567", None).as_deref(), Ok("1234.567"));
        assert_eq!(number("12.5", None).as_deref(), Ok("12.5"));
        assert_eq!(number("12\x0050", None), Err(NumberError::Form), "a zero byte is no decimal mark");
    }

    #[test]
    fn long_numbers_end_in_an_error_or_are_rounded() {
        let point = Some(DecimalMark::Point);
        assert_eq!(number(&"9".repeat(400), point), Err(NumberError::Range));
        assert_eq!(number("1000000000000001", point), Err(NumberError::Range));
        assert_eq!(number("168.00000000000003", point).as_deref(), Ok("168"));
        assert_eq!(number("0.1234567895", point).as_deref(), Ok("0.12345679"));
    }

    #[test]
    fn amounts_are_exact_to_the_cent() {
        let read = |text| parse_number(text, Some(DecimalMark::Point)).unwrap().value;
        let amount = |quantity, price, factor| Decimal::amount(read(quantity), read(price), read(factor));
        assert_eq!(amount("3", "0.335", "1"), Some(Cents(101)), "1.005 in binary would round down");
        assert_eq!(amount("-3", "0.335", "1"), Some(Cents(-101)));
        assert_eq!(amount("2", "33.25", "0.97"), Some(Cents(6451)), "64.505");
        assert_eq!(amount("1000000000000000", "1000000000000000", "1"), None);
        assert_eq!(amount("123456.789", "987654.321987654", "0.123456789"), Some(Cents(1_505_341_112_654)));
    }

    proptest! {
        #[test]
        fn written_and_read_is_the_same(cents in -10_000_000_000_000_000_i64..10_000_000_000_000_000) {
            let value = Decimal::from_digits(i128::from(cents), 2).unwrap();
            let text = value.to_string();
            prop_assert_eq!(parse_number(&text, Some(DecimalMark::Point)).unwrap().value, value);
            let finnish = text.replace('.', ",");
            prop_assert_eq!(parse_number(&finnish, Some(DecimalMark::Comma)).unwrap().value, value);
            prop_assert_eq!(value.to_cents(), Some(Cents(cents)));
        }

        #[test]
        fn nothing_panics(text in "\\PC*|[-+0-9., €%()]{0,40}") {
            for mark in [None, Some(DecimalMark::Comma), Some(DecimalMark::Point)] {
                let _ = parse_number(&text, mark);
            }
        }

        #[test]
        fn amounts_never_panic(a: i64, b: i64, c: i64, decimals in 0_u32..12) {
            let parts = [a, b, c].map(|digits| Decimal::from_digits(i128::from(digits), decimals));
            if let [Some(a), Some(b), Some(c)] = parts {
                let _ = Decimal::amount(a, b, c);
            }
        }
    }
}
