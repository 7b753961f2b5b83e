//! What a file may hold, field by field.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::AmountRule;

/// What the rows of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "ImportKind")]
pub enum Kind {
    /// Customers (*asiakkaat*), each with at most one person.
    Customers,
    /// People (*yhteyshenkilöt*).
    People,
    /// Products (*tuotteet*).
    Products,
    /// Order lines (*tilausrivit*).
    Orders,
}

/// Something that a column may hold. Kinds share the fields that mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The other system's number of the order or invoice.
    OrderNumber,
    /// Day of the order.
    OrderedOn,
    /// The other system's number of the customer.
    CustomerNumber,
    /// Name of the customer.
    CustomerName,
    /// Finnish business id (*Y-tunnus*) of the customer.
    BusinessId,
    /// Value added tax id of the customer.
    VatId,
    /// Number, or failing that name, of the customer's group.
    Parent,
    /// Industry of the customer.
    Industry,
    /// Street and number.
    Street,
    /// Postcode.
    Postcode,
    /// Post office or city.
    City,
    /// Country.
    Country,
    /// Telephone number of the customer or the person.
    Phone,
    /// E-mail address of the customer or the person.
    Email,
    /// Web site of the customer.
    Website,
    /// Tier of the customer.
    Tier,
    /// Name of our person who cares for the customer.
    OwnerName,
    /// Language spoken with the customer.
    Language,
    /// Tags, several in a cell.
    Tags,
    /// Day on which the customer left.
    EndedOn,
    /// Anything else worth keeping.
    Notes,
    /// Name of the person at the customer.
    ContactName,
    /// Title of that person.
    ContactTitle,
    /// Telephone number of that person.
    ContactPhone,
    /// E-mail address of that person.
    ContactEmail,
    /// Whole name of a person.
    PersonName,
    /// First name of a person.
    FirstName,
    /// Last name of a person.
    LastName,
    /// Title of a person.
    Title,
    /// Birthday of a person.
    Birthday,
    /// Number of the line within its order.
    LineNumber,
    /// Number of the product.
    ProductNumber,
    /// Name of the product.
    ProductName,
    /// Group of the product.
    ProductGroup,
    /// Unit in which the product is sold.
    Unit,
    /// List price of the product.
    ListPrice,
    /// How many were ordered.
    Quantity,
    /// Price of one, without tax.
    UnitPrice,
    /// Discount on the line.
    Discount,
    /// Amount of the line without tax.
    NetAmount,
    /// Currency of the amounts.
    Currency,
    /// Name of our person who sold.
    Salesperson,
}

impl Field {
    /// How many fields there are; `field as usize` is below it.
    pub const COUNT: usize = Self::Salesperson as usize + 1;
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Customers, Self::People, Self::Products, Self::Orders];

    /// The fields that a file of this kind may have, in the order in which they are shown.
    pub const fn fields(self) -> &'static [Field] {
        use Field::*;
        match self {
            Self::Customers => &[
                CustomerNumber,
                CustomerName,
                BusinessId,
                VatId,
                Parent,
                Industry,
                Street,
                Postcode,
                City,
                Country,
                Phone,
                Email,
                Website,
                Tier,
                OwnerName,
                Language,
                Tags,
                EndedOn,
                Notes,
                ContactName,
                ContactTitle,
                ContactPhone,
                ContactEmail,
            ],
            Self::People => &[
                PersonName,
                FirstName,
                LastName,
                Title,
                Email,
                Phone,
                CustomerNumber,
                CustomerName,
                Birthday,
                Notes,
            ],
            Self::Products => &[ProductNumber, ProductName, ProductGroup, Unit, ListPrice],
            Self::Orders => &[
                OrderNumber,
                OrderedOn,
                CustomerNumber,
                CustomerName,
                BusinessId,
                LineNumber,
                ProductNumber,
                ProductName,
                ProductGroup,
                Quantity,
                UnitPrice,
                Discount,
                NetAmount,
                Currency,
                Country,
                Salesperson,
            ],
        }
    }

    /// What a mapping needs that tells amounts by this rule: of each group, at least one field.
    pub fn required_by(self, amount: AmountRule) -> Vec<Vec<Field>> {
        let tells_amount = |group: &&&[Field]| group.contains(&Field::NetAmount);
        let mut groups: Vec<Vec<Field>> =
            self.required().iter().filter(|group| !tells_amount(group)).map(|group| group.to_vec()).collect();
        if self == Self::Orders {
            groups.extend(amount.needed().iter().map(|field| vec![*field]));
        }
        groups
    }

    /// What a mapping needs before anything can be read: of each group, at least one field.
    pub const fn required(self) -> &'static [&'static [Field]] {
        use Field::*;
        match self {
            Self::Customers => &[&[CustomerName]],
            Self::People => &[&[PersonName, FirstName, LastName]],
            Self::Products => &[&[ProductNumber, ProductName]],
            Self::Orders => &[
                &[OrderNumber],
                &[OrderedOn],
                &[CustomerNumber, CustomerName, BusinessId],
                &[NetAmount, UnitPrice],
            ],
        }
    }
}
