//! Rows that have been checked. Texts are trimmed, without control characters, in NFC, never empty.

use std::borrow::Cow;

use chrono::NaiveDate;
use pelikirja_domain::{BusinessId, Cents};

use crate::mapping::CurrencyCode;
use crate::number::Decimal;

/// A text of the file, borrowed unless it had to be mended.
pub type Text<'a> = Cow<'a, str>;

/// One line of an order. At least one of number, name and business id of the customer is there.
#[derive(Debug, Clone, PartialEq)]
pub struct OrderLineRow<'a> {
    /// The other system's number of the order.
    pub order_number: Text<'a>,
    /// Day of the order, not after the day of the import.
    pub ordered_on: NaiveDate,
    /// Number of the customer.
    pub customer_number: Option<Text<'a>>,
    /// Name of the customer.
    pub customer_name: Option<Text<'a>>,
    /// Business id of the customer.
    pub customer_business_id: Option<BusinessId>,
    /// The line within its order as the file numbers it. `None`: lines that are alike in everything are told
    /// apart only by how many of them came before.
    pub line_number: Option<Text<'a>>,
    /// Number of the product.
    pub product_number: Option<Text<'a>>,
    /// Name of the product.
    pub product_name: Option<Text<'a>>,
    /// Group of the product.
    pub product_group: Option<Text<'a>>,
    /// How many; negative on credit notes.
    pub quantity: Option<Decimal>,
    /// Price of one, without tax.
    pub unit_price: Option<Decimal>,
    /// Discount as a fraction, from 0 to 1.
    pub discount: Option<Decimal>,
    /// Amount of the line without tax; negative on credit notes.
    pub net: Cents,
    /// Currency of the amounts.
    pub currency: CurrencyCode,
    /// Country of the customer.
    pub country: Option<Text<'a>>,
    /// Our person who sold.
    pub salesperson: Option<Text<'a>>,
    /// Whether the order number says that this is a credit note.
    pub is_credit_note: bool,
}

/// One customer, with at most one person.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerRow<'a> {
    /// The other system's number.
    pub number: Option<Text<'a>>,
    /// Name.
    pub name: Text<'a>,
    /// Business id; taken from a Finnish VAT id where it has no column or value of its own.
    pub business_id: Option<BusinessId>,
    /// Value added tax id, upper case, without spaces.
    pub vat_id: Option<Text<'a>>,
    /// Number or name of the group.
    pub parent: Option<Text<'a>>,
    /// Industry.
    pub industry: Option<Text<'a>>,
    /// Street and number.
    pub street: Option<Text<'a>>,
    /// Postcode.
    pub postcode: Option<Text<'a>>,
    /// City.
    pub city: Option<Text<'a>>,
    /// Country as written.
    pub country: Option<Text<'a>>,
    /// Telephone number as written.
    pub phone: Option<Text<'a>>,
    /// E-mail address.
    pub email: Option<Text<'a>>,
    /// Web site.
    pub website: Option<Text<'a>>,
    /// Tier as the other system names it.
    pub tier: Option<Text<'a>>,
    /// Our person who cares for the customer.
    pub owner_name: Option<Text<'a>>,
    /// Language, as a BCP 47 tag.
    pub language: Option<Text<'a>>,
    /// Tags, in the order of the file.
    pub tags: Vec<Text<'a>>,
    /// Day on which the customer left.
    pub ended_on: Option<NaiveDate>,
    /// Anything else; may have several lines.
    pub notes: Option<Text<'a>>,
    /// The person at the customer.
    pub contact: Option<ContactPerson<'a>>,
}

/// The person named in a row of a customer.
#[derive(Debug, Clone, PartialEq)]
pub struct ContactPerson<'a> {
    /// Name.
    pub name: Text<'a>,
    /// Title.
    pub title: Option<Text<'a>>,
    /// Telephone number as written.
    pub phone: Option<Text<'a>>,
    /// E-mail address.
    pub email: Option<Text<'a>>,
}

/// One person.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonRow<'a> {
    /// Whole name, made of first and last where the file has those.
    pub name: Text<'a>,
    /// First name, if the file has it apart.
    pub first_name: Option<Text<'a>>,
    /// Last name, if the file has it apart.
    pub last_name: Option<Text<'a>>,
    /// Title at the customer.
    pub title: Option<Text<'a>>,
    /// E-mail address.
    pub email: Option<Text<'a>>,
    /// Telephone number as written.
    pub phone: Option<Text<'a>>,
    /// Number of the customer.
    pub customer_number: Option<Text<'a>>,
    /// Name of the customer.
    pub customer_name: Option<Text<'a>>,
    /// Birthday.
    pub birthday: Option<Birthday>,
    /// Anything else; may have several lines.
    pub notes: Option<Text<'a>>,
}

/// A birthday; telephones often know only the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birthday {
    /// Year of birth, where known.
    pub year: Option<i32>,
    /// Month, 1-12.
    pub month: u32,
    /// Day of the month, 1-31.
    pub day: u32,
}

/// One product. At least one of number and name is there.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductRow<'a> {
    /// Number.
    pub number: Option<Text<'a>>,
    /// Name.
    pub name: Option<Text<'a>>,
    /// Group.
    pub group: Option<Text<'a>>,
    /// Unit in which it is sold.
    pub unit: Option<Text<'a>>,
    /// List price of a unit.
    pub list_price: Option<Decimal>,
}
