//! The nine people of the demo firm.

use pelikirja_domain::Role;

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
