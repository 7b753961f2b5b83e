//! What the demo firm sells.

use pelikirja_domain::Cents;

use crate::catalogue::{self, Family};

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

/// A product group.
#[derive(Debug)]
pub(crate) struct Group {
    /// Name as it stands in lists: *Suodattimet*.
    pub(crate) name: &'static str,
    /// Inside a sentence, "some of it": *suodattimia*.
    pub(crate) partitive: &'static str,
    /// Families of products, each with its sizes.
    pub(crate) families: &'static [Family],
}

/// The fourteen product groups; industries refer to them by place.
pub(crate) const GROUPS: [Group; 14] = [
    Group { name: "Kiinnitystarvikkeet", partitive: "kiinnitystarvikkeita", families: &catalogue::FASTENERS },
    Group { name: "Suodattimet", partitive: "suodattimia", families: &catalogue::FILTERS },
    Group { name: "Laakerit", partitive: "laakereita", families: &catalogue::BEARINGS },
    Group { name: "Hydrauliikka", partitive: "hydrauliikan osia", families: &catalogue::HYDRAULICS },
    Group { name: "Tiivisteet", partitive: "tiivisteitä", families: &catalogue::SEALS },
    Group { name: "Käsityökalut", partitive: "käsityökaluja", families: &catalogue::HAND_TOOLS },
    Group {
        name: "Lastuavat työkalut",
        partitive: "lastuavia työkaluja",
        families: &catalogue::CUTTING_TOOLS,
    },
    Group { name: "Hitsaus", partitive: "hitsaustarvikkeita", families: &catalogue::WELDING },
    Group { name: "Suojaimet", partitive: "suojaimia", families: &catalogue::PROTECTION },
    Group { name: "Voiteluaineet", partitive: "voiteluaineita", families: &catalogue::LUBRICANTS },
    Group { name: "Putkiosat ja venttiilit", partitive: "putkiosia", families: &catalogue::PIPE_FITTINGS },
    Group { name: "Sähkötarvikkeet", partitive: "sähkötarvikkeita", families: &catalogue::ELECTRICAL },
    Group { name: "Tehonsiirto", partitive: "tehonsiirron osia", families: &catalogue::TRANSMISSION },
    Group { name: "Nosto ja kuormansidonta", partitive: "nostotarvikkeita", families: &catalogue::LIFTING },
];

/// All products by number, with the range of places that each group takes.
#[derive(Debug)]
pub(crate) struct Catalogue {
    pub(crate) products: Vec<DemoProduct>,
    pub(crate) groups: Vec<std::ops::Range<usize>>,
}

impl Catalogue {
    /// The catalogue, the same in every demo firm.
    pub(crate) fn new() -> Self {
        let mut products = Vec::new();
        let mut groups = Vec::new();
        for (group, code) in GROUPS.iter().zip(10..) {
            let start = products.len();
            let sizes =
                group.families.iter().flat_map(|family| family.sizes.iter().map(move |size| (family, size)));
            for ((family, (size, price)), number) in sizes.zip(1..) {
                products.push(DemoProduct {
                    number: format!("{code}-{:04}", number * 10),
                    name: format!("{} {size}", family.name),
                    group: group.name,
                    unit: family.unit,
                    list_price: Cents(*price),
                });
            }
            groups.push(start..products.len());
        }
        Self { products, groups }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn products_are_many_and_each_its_own() {
        let catalogue = Catalogue::new();
        let count = catalogue.products.len();
        assert!((400..=600).contains(&count), "{count} products");
        let numbers: BTreeSet<_> = catalogue.products.iter().map(|product| &product.number).collect();
        let names: BTreeSet<_> = catalogue.products.iter().map(|product| &product.name).collect();
        assert_eq!((numbers.len(), names.len()), (count, count));
        assert!(catalogue.products.iter().all(|product| product.list_price > Cents::ZERO));
        assert!(catalogue.groups.iter().all(|group| group.len() >= 20), "{:?}", catalogue.groups);
    }
}
