//! Customers.

use std::borrow::Cow;

use pelikirja_domain::language_tag;

use super::{Checker, RowKind, business_id_of};
use crate::kind::Field;
use crate::problem::ProblemCode;
use crate::raw_row::Cells;
use crate::rows::{ContactPerson, CustomerRow, Text};

/// Customers.
pub(crate) struct Customers;

impl RowKind for Customers {
    type Row<'a> = CustomerRow<'a>;

    fn check<'a>(checker: &mut Checker<'_>, cells: &Cells<'a>) -> Option<CustomerRow<'a>> {
        let name = checker.text(cells, Field::CustomerName);
        if name.is_none() && checker.problems.is_empty() {
            checker.problem(Field::CustomerName, "", ProblemCode::MissingName);
        }
        let country = checker.text(cells, Field::Country);
        let vat_id = checker.text(cells, Field::VatId).map(compact);
        let business_id = checker
            .business_id(cells, country.as_deref())
            .or_else(|| vat_id.as_deref().filter(|id| id.starts_with("FI")).and_then(business_id_of));
        let row = CustomerRow {
            number: checker.text(cells, Field::CustomerNumber),
            name: name.unwrap_or_default(),
            business_id,
            vat_id,
            parent: checker.text(cells, Field::Parent),
            industry: checker.text(cells, Field::Industry),
            street: checker.text(cells, Field::Street),
            postcode: checker.text(cells, Field::Postcode),
            city: checker.text(cells, Field::City),
            country,
            phone: checker.text(cells, Field::Phone),
            email: checker.email(cells, Field::Email),
            website: checker.text(cells, Field::Website),
            tier: checker.text(cells, Field::Tier),
            owner_name: checker.text(cells, Field::OwnerName),
            language: language(checker, cells),
            tags: checker.text(cells, Field::Tags).map(tags).unwrap_or_default(),
            ended_on: checker.date(cells, Field::EndedOn),
            notes: checker.text(cells, Field::Notes),
            contact: contact(checker, cells),
        };
        checker.problems.is_empty().then_some(row)
    }
}

/// The tag of the language; what is none is left out with a warning.
fn language<'a>(checker: &mut Checker<'_>, cells: &Cells<'a>) -> Option<Text<'a>> {
    let text = checker.text(cells, Field::Language)?;
    let tag = language_tag(&text);
    if tag.is_none() {
        checker.warning(Field::Language, &text, ProblemCode::BadLanguage);
    }
    tag.map(Cow::Owned)
}

fn contact<'a>(checker: &mut Checker<'_>, cells: &Cells<'a>) -> Option<ContactPerson<'a>> {
    let title = checker.text(cells, Field::ContactTitle);
    let phone = checker.text(cells, Field::ContactPhone);
    let email = checker.email(cells, Field::ContactEmail);
    let name = checker.text(cells, Field::ContactName)?;
    Some(ContactPerson { name, title, phone, email })
}

/// A VAT id without its spaces, in upper case.
fn compact(text: Text<'_>) -> Text<'_> {
    let is_compact = text.chars().all(|letter| !letter.is_whitespace() && !letter.is_lowercase());
    if is_compact {
        return text;
    }
    Cow::Owned(text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_uppercase())
}

/// Tags parted by commas, semicolons or bars, each once.
fn tags(text: Text<'_>) -> Vec<Text<'_>> {
    let parts: Vec<Text<'_>> = match text {
        Cow::Borrowed(text) => text.split([',', ';', '|']).map(|tag| Cow::Borrowed(tag.trim())).collect(),
        Cow::Owned(text) => {
            text.split([',', ';', '|']).map(|tag| Cow::Owned(tag.trim().to_owned())).collect()
        }
    };
    let mut tags: Vec<Text<'_>> = Vec::new();
    for tag in parts {
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}
