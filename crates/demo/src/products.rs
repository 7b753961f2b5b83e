//! What the demo firm sells.

use pelikirja_domain::Cents;

/// A product; its place in [`crate::DemoFirm::products`] is its index in order lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoProduct {
    /// Product number, unique, for example `10-0030`.
    pub number: String,
    /// Finnish name.
    pub name: String,
    /// Product group in Finnish, for example `Suodattimet`.
    pub group: &'static str,
    /// Unit in which it is sold: `kpl`, `pkt`, `m`, `l` ...
    pub unit: &'static str,
    /// List price of one unit today, without VAT.
    pub list_price: Cents,
}
