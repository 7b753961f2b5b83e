//! The nine people of the demo firm.

use pelikirja_domain::Role;

use crate::text::slug;

/// A person of the demo firm; its place in [`crate::DemoFirm::members`] is its index elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoMember {
    /// Given and family name.
    pub name: String,
    /// Job title in Finnish.
    pub title: &'static str,
    /// What the member may do in the workspace.
    pub role: Role,
    /// E-mail address under `.example`.
    pub email: String,
    /// Telephone number.
    pub phone: String,
}

/// The owner and sales lead, who keeps a few key accounts.
pub(crate) const SALES_LEAD: usize = 0;
/// Account managers with named key and mid-sized customers, one a region: south, west, east and north.
pub(crate) const REGION_MANAGERS: [usize; 3] = [1, 2, 3];
/// The two account managers who share the small customers.
pub(crate) const SMALL_CUSTOMER_MANAGERS: [usize; 2] = [4, 5];
/// Team assistants.
pub(crate) const ASSISTANTS: [usize; 2] = [6, 7];
/// Customer service.
pub(crate) const CUSTOMER_SERVICE: usize = 8;

const MEMBERS: [(&str, &str, &str, Role); 9] = [
    ("Marjatta", "Kallio", "Myyntijohtaja", Role::Owner),
    ("Petri", "Haapasalo", "Asiakasvastaava, Etelä-Suomi", Role::Manager),
    ("Sanna", "Ylitalo", "Asiakasvastaava, Länsi-Suomi", Role::Manager),
    ("Janne", "Kortelainen", "Asiakasvastaava, Itä- ja Pohjois-Suomi", Role::Manager),
    ("Anniina", "Rautio", "Asiakasvastaava, pienasiakkaat", Role::Manager),
    ("Mika", "Sjöblom", "Asiakasvastaava, pienasiakkaat", Role::Manager),
    ("Riikka", "Tuominen", "Tiimiassistentti", Role::Assistant),
    ("Eero", "Parviainen", "Tiimiassistentti", Role::Assistant),
    ("Kaisa", "Vuorela", "Asiakaspalvelu", Role::Viewer),
];

/// The firm's name.
pub(crate) const FIRM_NAME: &str = "Teknotarvike Kallio Oy";

/// The nine members, the same in every demo firm: guides and pictures speak of them by name.
pub(crate) fn members() -> Vec<DemoMember> {
    MEMBERS
        .iter()
        .zip(1..)
        .map(|((given, family, title, role), number)| DemoMember {
            name: format!("{given} {family}"),
            title,
            role: *role,
            email: format!("{}.{}@{}.example", slug(given), slug(family), slug("teknotarvike kallio")),
            phone: format!("049 550 010{number}"),
        })
        .collect()
}
