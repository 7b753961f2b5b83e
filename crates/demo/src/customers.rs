//! The demo firm's customers and the people there.

use chrono::NaiveDate;
use pelikirja_domain::{BusinessId, StakeholderRole, TierKey};

/// Language in which a customer is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Finnish.
    Finnish,
    /// Swedish.
    Swedish,
    /// English.
    English,
}

impl Language {
    /// ISO 639-1 code: `fi`, `sv` or `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Finnish => "fi",
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }
}

/// A customer of the demo firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCustomer {
    /// Place among the firm's customers, from 0.
    pub index: usize,
    /// Number in accounting, from `100001`.
    pub external_number: String,
    /// Firm name with its form (Oy, Ky, Ab ...).
    pub name: String,
    /// Unique; its check digit is right and its number is one that has never been issued.
    pub business_id: BusinessId,
    /// Industry: code in Statistics Finland's TOL 2008, five digits.
    pub industry_code: &'static str,
    /// Industry: name in Finnish.
    pub industry: &'static str,
    /// Street and number.
    pub street: String,
    /// Five digits.
    pub postcode: &'static str,
    /// Town, in the customer's language where it has a Swedish name.
    pub city: &'static str,
    /// Switchboard.
    pub phone: String,
    /// General e-mail address under `.example`.
    pub email: String,
    /// Home page under `.example`.
    pub website: String,
    /// Tier.
    pub tier: TierKey,
    /// Who cares for the customer: index of a member; some small customers have nobody.
    pub owner: Option<usize>,
    /// Who stands in: index of a member.
    pub deputy: Option<usize>,
    /// Language of service.
    pub language: Language,
    /// Since when a customer (or, without orders, on the books).
    pub since: NaiveDate,
    /// Tags in Finnish, none twice.
    pub tags: Vec<&'static str>,
    /// Index of the parent customer, for units of a group; never the customer itself, never a chain.
    pub parent: Option<usize>,
    /// One to seven people; the first is the primary one.
    pub people: Vec<DemoPerson>,
}

/// Who a person is; two entries with the same identity are one person with two employments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonIdentity {
    /// Index of the customer at which the person was first known.
    pub customer: usize,
    /// Place among that customer's people.
    pub place: usize,
}

/// A person and the employment with the customer under which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    /// Who it is, over all customers.
    pub identity: PersonIdentity,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// Job title, in the customer's language.
    pub title: &'static str,
    /// What the person decides.
    pub role: StakeholderRole,
    /// Mobile number.
    pub phone: String,
    /// E-mail address at this employer.
    pub email: String,
    /// Birthday, where known.
    pub birthday: Option<NaiveDate>,
    /// What the person likes, in Finnish, where known.
    pub preferences: Option<&'static str>,
    /// What a colleague should know, in Finnish.
    pub note: Option<&'static str>,
    /// Whether the person is the customer's main contact.
    pub primary: bool,
    /// Start of the employment, where known.
    pub from: Option<NaiveDate>,
    /// Last day of the employment, when it has ended.
    pub to: Option<NaiveDate>,
}

impl DemoPerson {
    /// Given and family name.
    pub fn name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}
