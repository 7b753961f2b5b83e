//! The forms that are built in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{BlockKind, ChecklistItem, FieldKind, FilledBy, Form, FormField, FormItem, FormSection, Label};

/// A form that is built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BuiltInTemplate {
    /// Before the first meeting with a customer.
    FirstMeeting,
    /// Before a meeting of regular care.
    RegularCare,
    /// Before a review of the quarter.
    QuarterlyReview,
}

impl BuiltInTemplate {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 3] = [Self::FirstMeeting, Self::RegularCare, Self::QuarterlyReview];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> Label {
        match self {
            Self::FirstMeeting => Label::new("Ensitapaaminen", "First meeting"),
            Self::RegularCare => Label::new("Säännöllinen hoitotapaaminen", "Regular care meeting"),
            Self::QuarterlyReview => Label::new("Neljännesvuosikatsaus", "Quarterly review"),
        }
    }

    /// The form.
    #[must_use]
    pub fn form(self) -> Form {
        let sections = match self {
            Self::FirstMeeting => first_meeting(),
            Self::RegularCare => regular_care(),
            Self::QuarterlyReview => quarterly_review(),
        };
        Form { sections }
    }
}

fn first_meeting() -> Vec<FormSection> {
    vec![
        section(
            "Ketkä tapaamme",
            "Whom we meet",
            vec![
                block(BlockKind::Attendees),
                assistant(
                    "backgrounds",
                    "Osallistujien tausta ja vastuut",
                    "Backgrounds and responsibilities",
                    FieldKind::LongText,
                )
                .hint("Kuka päättää, kuka käyttää, kuka maksaa?", "Who decides, who uses, who pays?")
                .required()
                .item(),
            ],
        ),
        section(
            "Yritys",
            "The firm",
            vec![
                assistant(
                    "business",
                    "Mitä yritys tekee ja mistä se saa tulonsa",
                    "What the firm does and how it earns",
                    FieldKind::LongText,
                )
                .required()
                .item(),
                assistant("news", "Uutiset ja muutokset", "News and changes", FieldKind::LongText).item(),
                assistant("present_supplier", "Nykyinen toimittaja", "Present supplier", FieldKind::Text)
                    .item(),
                block(BlockKind::Orders),
            ],
        ),
        section("Tavoite", "Objective", objective()),
        section(
            "Keskustelu",
            "The conversation",
            vec![
                owner("questions", "Kolme kysymystä", "Three questions", FieldKind::LongText)
                    .hint(
                        "Avoimia kysymyksiä asiakkaan tavoitteista ja esteistä.",
                        "Open questions about their goals and obstacles.",
                    )
                    .required()
                    .item(),
                owner("agenda", "Asialista asiakkaalle", "Agenda for the customer", FieldKind::LongText)
                    .item(),
                owner(
                    "story",
                    "Mitä kerromme itsestämme",
                    "What we tell about ourselves",
                    FieldKind::LongText,
                )
                .item(),
                owner("avoid", "Aiheet, joita vältämme", "Topics to avoid", FieldKind::LongText).item(),
            ],
        ),
        logistics(),
    ]
}

fn regular_care() -> Vec<FormSection> {
    vec![
        section(
            "Ketkä tapaamme",
            "Whom we meet",
            vec![
                block(BlockKind::Attendees),
                assistant(
                    "people_changes",
                    "Muutokset henkilöissä",
                    "Changes of people",
                    FieldKind::LongText,
                )
                .item(),
            ],
        ),
        section(
            "Missä olemme",
            "Where we stand",
            vec![
                block(BlockKind::LastMinutes),
                block(BlockKind::Promises),
                block(BlockKind::Actions),
                block(BlockKind::Signals),
            ],
        ),
        section("Ostot", "What they buy", vec![block(BlockKind::Orders), block(BlockKind::Products)]),
        section(
            "Ajankohtaista",
            "News",
            vec![
                assistant("news", "Asiakkaan uutiset", "News of the customer", FieldKind::LongText)
                    .required()
                    .item(),
                assistant(
                    "our_news",
                    "Meidän uutisemme asiakkaalle",
                    "Our news for the customer",
                    FieldKind::LongText,
                )
                .item(),
            ],
        ),
        section("Tavoite", "Objective", objective()),
        section(
            "Keskustelu",
            "The conversation",
            vec![
                owner("questions", "Kolme kysymystä", "Three questions", FieldKind::LongText)
                    .required()
                    .item(),
                owner("agenda", "Asialista asiakkaalle", "Agenda for the customer", FieldKind::LongText)
                    .item(),
                owner(
                    "offer",
                    "Tarjous tai lisämyynnin ajatus",
                    "Offer or idea for more",
                    FieldKind::LongText,
                )
                .item(),
                owner("avoid", "Aiheet, joita vältämme", "Topics to avoid", FieldKind::LongText).item(),
            ],
        ),
        logistics(),
    ]
}

fn quarterly_review() -> Vec<FormSection> {
    vec![
        section(
            "Ketkä tapaamme",
            "Whom we meet",
            vec![
                block(BlockKind::Attendees),
                assistant(
                    "people_changes",
                    "Muutokset henkilöissä ja päättäjissä",
                    "Changes of people and deciders",
                    FieldKind::LongText,
                )
                .required()
                .item(),
            ],
        ),
        section(
            "Neljännes lukuina",
            "The quarter in figures",
            vec![
                block(BlockKind::Orders),
                block(BlockKind::Products),
                block(BlockKind::Signals),
                assistant("figures", "Mitä luvut kertovat", "What the figures tell", FieldKind::LongText)
                    .required()
                    .item(),
            ],
        ),
        section(
            "Mitä lupasimme",
            "What was promised",
            vec![block(BlockKind::LastMinutes), block(BlockKind::Promises), block(BlockKind::Actions)],
        ),
        section(
            "Asiakkaan tavoitteet",
            "The customer's goals",
            vec![
                owner("opportunities", "Mahdollisuudet", "Opportunities", FieldKind::LongText).item(),
                owner(
                    "their_objectives",
                    "Asiakkaan tavoitteet nyt",
                    "Their objectives now",
                    FieldKind::LongText,
                )
                .required()
                .item(),
                owner("blockers", "Esteet", "Blockers", FieldKind::LongText).item(),
                owner("offers_out", "Avoimet tarjoukset", "Offers out", FieldKind::LongText).item(),
                owner(
                    "direction",
                    "Suunta",
                    "Direction",
                    FieldKind::Choice {
                        choices: vec![
                            choice("grow", "Kasvata", "Grow"),
                            choice("nurture", "Hoida", "Nurture"),
                            choice("release", "Päästä irti", "Release"),
                        ],
                    },
                )
                .item(),
                owner("growth", "Kasvun arvo vuodessa, €", "Growth worth a year, €", FieldKind::Number)
                    .item(),
            ],
        ),
        section("Tavoite", "Objective", {
            let mut items = objective();
            items.push(owner("outcome_by", "Tulos viimeistään", "Outcome by", FieldKind::Date).item());
            items
        }),
        section(
            "Keskustelu",
            "The conversation",
            vec![
                owner("questions", "Kolme kysymystä", "Three questions", FieldKind::LongText)
                    .required()
                    .item(),
                owner("agenda", "Asialista asiakkaalle", "Agenda for the customer", FieldKind::LongText)
                    .required()
                    .item(),
                owner("avoid", "Aiheet, joita vältämme", "Topics to avoid", FieldKind::LongText).item(),
            ],
        ),
        logistics(),
    ]
}

fn objective() -> Vec<FormItem> {
    vec![
        owner("objective", "Yksi tavoite", "One objective", FieldKind::Text)
            .hint("Mikä on toisin tapaamisen jälkeen?", "What is different after the meeting?")
            .required()
            .item(),
        owner("result", "Toivottu konkreettinen tulos", "The concrete result wanted", FieldKind::LongText)
            .required()
            .item(),
        owner("fallback", "Varasuunnitelma", "Fallback", FieldKind::LongText).item(),
    ]
}

fn logistics() -> FormSection {
    let things = vec![
        choice("invitation", "Kutsu lähetetty", "Invitation sent"),
        choice("agenda_sent", "Asialista lähetetty", "Agenda sent"),
        choice("place", "Paikka tai etälinkki varmistettu", "Place or link confirmed"),
        choice("documents", "Aineistot valmiina", "Documents ready"),
    ];
    section(
        "Järjestelyt",
        "Logistics",
        vec![
            assistant("checklist", "Muistilista", "Checklist", FieldKind::Checklist { items: things }).item(),
            assistant(
                "arrival",
                "Saapuminen ja käytännöt",
                "Arrival and practicalities",
                FieldKind::LongText,
            )
            .item(),
            assistant(
                "documents",
                "Mukaan otettavat aineistot",
                "Documents to take along",
                FieldKind::LongText,
            )
            .item(),
        ],
    )
}

fn section(fi: &str, en: &str, items: Vec<FormItem>) -> FormSection {
    FormSection { title: Label::new(fi, en), items }
}

fn block(block: BlockKind) -> FormItem {
    FormItem::Block { block }
}

fn choice(key: &str, fi: &str, en: &str) -> ChecklistItem {
    ChecklistItem { key: key.to_owned(), label: Label::new(fi, en) }
}

fn assistant(key: &str, fi: &str, en: &str, kind: FieldKind) -> FormField {
    field(key, fi, en, kind, FilledBy::Assistant)
}

fn owner(key: &str, fi: &str, en: &str, kind: FieldKind) -> FormField {
    field(key, fi, en, kind, FilledBy::Owner)
}

fn field(key: &str, fi: &str, en: &str, kind: FieldKind, filled_by: FilledBy) -> FormField {
    let label = Label::new(fi, en);
    FormField { key: key.to_owned(), label, hint: Label::default(), kind, filled_by, required: false }
}

impl FormField {
    fn hint(self, fi: &str, en: &str) -> Self {
        Self { hint: Label::new(fi, en), ..self }
    }

    fn required(self) -> Self {
        Self { required: true, ..self }
    }

    fn item(self) -> FormItem {
        FormItem::Field { field: self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_can_be_filled_in_and_has_both_languages() {
        for template in BuiltInTemplate::ALL {
            let form = template.form();
            assert_eq!(form.check(), Ok(()), "{template:?}");
            let json = serde_json::to_value(&form).expect("is written");
            let back: Form = serde_json::from_value(json).expect("is read back");
            assert_eq!(back, form, "{template:?}");
            for label in
                form.fields().map(|field| &field.label).chain(form.sections.iter().map(|one| &one.title))
            {
                assert!(!label.fi.is_empty() && !label.en.is_empty(), "{label:?}");
            }
            for kind in [FilledBy::Assistant, FilledBy::Owner] {
                let required = form.fields().filter(|field| field.filled_by == kind && field.required);
                assert!(required.count() > 0, "{template:?}: {kind:?} has something to do");
            }
        }
    }
}
