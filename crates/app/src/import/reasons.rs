//! Why a row was rejected, in words.
//!
//! The interface writes all other sentences; these leave the program in a file that is mended in a spreadsheet.

use pelikirja_exchange::{CellProblem, ProblemCode};

use crate::api::Language;

/// The header of the column with the reasons.
pub(super) fn heading(language: Language) -> &'static str {
    match language {
        Language::Fi => "Hylkäyksen syy",
        Language::En => "Reason for rejection",
    }
}

/// All that is wrong with a row: column, value, reason.
pub(super) fn reason(problems: &[CellProblem], language: Language) -> String {
    let one = |problem: &CellProblem| {
        let words =
            words(problem.problem, language).replace(EXPECTED, problem.expected.as_deref().unwrap_or("?"));
        match (&problem.column, problem.value.is_empty()) {
            (Some(column), true) => format!("{column}: {words}"),
            (Some(column), false) => format!("{column}: {words} ({})", problem.value),
            (None, true) => words,
            (None, false) => format!("{words} ({})", problem.value),
        }
    };
    problems.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Stands for what would have been right.
const EXPECTED: &str = "{expected}";

fn words(problem: ProblemCode, language: Language) -> &'static str {
    let (finnish, english) = both(problem);
    match language {
        Language::Fi => finnish,
        Language::En => english,
    }
}

const fn both(problem: ProblemCode) -> (&'static str, &'static str) {
    match problem {
        ProblemCode::TooManyFields => {
            ("rivillä on enemmän sarakkeita kuin otsikoita", "more columns than headers")
        }
        ProblemCode::TooFewFields => ("riviltä puuttuu sarakkeita", "fewer columns than headers"),
        ProblemCode::StrayQuote => (
            "lainausmerkki keskellä kenttää: poista se tai kirjoita se kahdesti lainausmerkeissä",
            "a stray quotation mark: take it away, or write it twice between quotation marks",
        ),
        ProblemCode::TooLong => ("liian pitkä", "too long"),
        ProblemCode::BadEncoding => ("merkkejä ei voi lukea", "letters that cannot be read"),
        ProblemCode::MissingCustomer => ("asiakas puuttuu", "no customer"),
        ProblemCode::MissingOrderNumber => ("tilausnumero puuttuu", "no order number"),
        ProblemCode::MissingDate => ("päivämäärä puuttuu", "no date"),
        ProblemCode::MissingName => ("nimi puuttuu", "no name"),
        ProblemCode::MissingProduct => ("tuote puuttuu", "no product"),
        ProblemCode::MissingQuantity => ("määrä puuttuu", "no quantity"),
        ProblemCode::MissingPrice => ("hinta puuttuu", "no price"),
        ProblemCode::MissingAmount => ("summa puuttuu", "no amount"),
        ProblemCode::BadDate => ("ei ole päivämäärä", "not a date"),
        ProblemCode::AmbiguousDate => {
            ("päivän ja kuukauden järjestys on epäselvä", "the order of day and month is unclear")
        }
        ProblemCode::FutureDate => ("päivämäärä on tulevaisuudessa", "the date is in the future"),
        ProblemCode::BadNumber => ("ei ole luku", "not a number"),
        ProblemCode::AmbiguousNumber => ("desimaalimerkki on epäselvä", "the decimal mark is unclear"),
        ProblemCode::NumberOutOfRange => ("luku on liian suuri", "the number is too large"),
        ProblemCode::BadDiscount => ("alennus ei ole 0–100 %", "the discount is not 0-100 %"),
        ProblemCode::ZeroQuantity => ("määrä ja summa ovat nolla", "quantity and amount are zero"),
        ProblemCode::BadBusinessId => ("Y-tunnus on virheellinen", "not a business id"),
        ProblemCode::BadEmail => ("ei ole sähköpostiosoite", "not an e-mail address"),
        ProblemCode::BadCurrency => ("ei ole valuutta", "not a currency"),
        ProblemCode::BadLanguage => ("ei ole kieli", "not a language"),
        ProblemCode::OpenEnd => (
            "rivi ei pääty rivinvaihtoon: tiedosto voi olla katkennut",
            "the line has no end: the file may be cut off",
        ),
        ProblemCode::ForeignCurrency => (
            "eri valuutta kuin yrityksen {expected}: anna summat valuutassa {expected} tai vaihda yrityksen valuutta \
             asetuksista, kun tilauksia ei vielä ole",
            "another currency than the firm's {expected}: give the amounts in {expected}, or change the firm's currency \
             in the settings while there are no orders yet",
        ),
        ProblemCode::DeletedCustomer => ("asiakas on poistettu", "the customer was deleted"),
        ProblemCode::DeletedPerson => ("henkilö on poistettu", "the person was deleted"),
        ProblemCode::BadCard => {
            ("käyntikortti on katkennut tai vioittunut", "the card is damaged or cut off")
        }
        ProblemCode::AmbiguousCustomer => {
            ("useampi asiakas sopii, lisää asiakasnumero", "several customers fit: add the customer number")
        }
        ProblemCode::UnknownCustomer => ("asiakasta ei löydy", "no such customer"),
        ProblemCode::OtherCustomer => (
            "saman tilauksen toisella rivillä on eri asiakas",
            "another line of the order has another customer",
        ),
        ProblemCode::OtherCurrency => (
            "saman tilauksen toisella rivillä on eri valuutta",
            "another line of the order has another currency",
        ),
        ProblemCode::UnknownTier => ("asiakasluokkaa ei löydy", "no such tier"),
        ProblemCode::UnknownOwner => ("asiakasvastaavaa ei löydy", "no such member"),
        ProblemCode::UnknownParent => ("konsernia ei löydy", "no such group"),
        ProblemCode::NumberTaken => ("numero on jo toisella asiakkaalla", "another customer has the number"),
        ProblemCode::MissingYear => ("vuosi puuttuu", "no year"),
    }
}

#[cfg(test)]
mod tests {
    use pelikirja_exchange::Field;

    use super::*;

    #[test]
    fn a_reason_names_column_and_value() {
        let problems = [
            CellProblem {
                column: Some("Tilauspvm".to_owned()),
                field: Some(Field::OrderedOn),
                value: "eilen".to_owned(),
                expected: None,
                problem: ProblemCode::BadDate,
            },
            CellProblem::of_row("2–3", ProblemCode::StrayQuote),
            CellProblem {
                column: None,
                field: Some(Field::Currency),
                value: "SEK".to_owned(),
                expected: Some("EUR".to_owned()),
                problem: ProblemCode::ForeignCurrency,
            },
        ];
        expect_test::expect![[r#"
            Tilauspvm: ei ole päivämäärä (eilen); lainausmerkki keskellä kenttää: poista se tai kirjoita se kahdesti lainausmerkeissä (2–3); eri valuutta kuin yrityksen EUR: anna summat valuutassa EUR tai vaihda yrityksen valuutta asetuksista, kun tilauksia ei vielä ole (SEK)
        "#]]
        .assert_eq(&format!("{}\n", reason(&problems, Language::Fi)));
        expect_test::expect![[r#"
            Tilauspvm: not a date (eilen); a stray quotation mark: take it away, or write it twice between quotation marks (2–3); another currency than the firm's EUR: give the amounts in EUR, or change the firm's currency in the settings while there are no orders yet (SEK)
        "#]]
        .assert_eq(&format!("{}\n", reason(&problems, Language::En)));
    }
}
