//! Signs by which a record may turn out to be the same firm as another.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::num::NonZeroU64;

use pelikirja_domain::{firm_key, fold};
use pelikirja_store::table::customer_list::{Addresses, ListedCustomer};

use crate::api::DuplicateReason;

/// Mail domains that say nothing about the firm.
const COMMON_DOMAINS: [&str; 12] = [
    "gmail.com",
    "hotmail.com",
    "outlook.com",
    "live.com",
    "icloud.com",
    "yahoo.com",
    "luukku.com",
    "kolumbus.fi",
    "elisanet.fi",
    "saunalahti.fi",
    "pp.inet.fi",
    "suomi24.fi",
];

/// The digits of a telephone number that tell a subscriber, country code and zero left out.
const SUBSCRIBER_DIGITS: usize = 8;

/// Hashes of the values that two records of one firm share; they stay within this process.
pub(super) type Signs = [Option<Sign>; 4];

/// A hash, never 0 so that its absence takes no room.
pub(crate) type Sign = NonZeroU64;

const REASONS: [DuplicateReason; 4] =
    [DuplicateReason::BusinessId, DuplicateReason::Name, DuplicateReason::Email, DuplicateReason::Phone];

/// The signs of a customer, with what each is.
pub(super) fn named(signs: &Signs) -> impl Iterator<Item = (DuplicateReason, Sign)> + use<> {
    let signs = *signs;
    REASONS.into_iter().zip(signs).filter_map(|(reason, sign)| sign.map(|sign| (reason, sign)))
}

/// Those that two customers have in common.
pub(super) fn common(own: &Signs, other: &Signs) -> Signs {
    std::array::from_fn(|reason| own[reason].filter(|sign| other[reason] == Some(*sign)))
}

/// Computes them; some microseconds each.
pub(super) fn of(customer: &ListedCustomer, addresses: &Addresses) -> Signs {
    [
        customer.business_id.as_ref().map(hash),
        name(customer),
        addresses.email.as_deref().map(email),
        addresses.phone.as_deref().and_then(phone),
    ]
}

/// The same name in two towns is two shops; without a town it may be one.
fn name(customer: &ListedCustomer) -> Option<Sign> {
    let name = firm_key(&customer.name);
    let town = customer.city.as_deref().map(fold);
    (name.chars().count() >= 3).then(|| hash(&(name, town)))
}

fn email(email: &str) -> Sign {
    let email = fold(email);
    let domain = email.rsplit('@').next().unwrap_or_default();
    if COMMON_DOMAINS.contains(&domain) { hash(&email) } else { hash(&domain) }
}

fn phone(phone: &str) -> Option<Sign> {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let subscriber = digits.get(digits.len().checked_sub(SUBSCRIBER_DIGITS)?..)?;
    Some(hash(&subscriber))
}

fn hash(value: &impl Hash) -> Sign {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    NonZeroU64::new(hasher.finish()).unwrap_or(NonZeroU64::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_however_they_are_written() {
        assert_eq!(phone("040 123 4567"), phone("+358-40-1234567"));
        assert_ne!(phone("040 123 4567"), phone("040 123 4568"));
        assert_eq!(phone("112"), None, "a short number tells nothing");
    }

    #[test]
    fn a_firm_is_known_by_its_own_domain_but_not_by_a_common_one() {
        assert_eq!(email("aino@konepaja.example"), email("VAINO@Konepaja.example"));
        assert_ne!(email("aino@gmail.com"), email("vaino@gmail.com"));
    }
}
