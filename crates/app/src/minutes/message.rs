//! What was agreed, in writing: a message to the customer that a person sends.

use std::fmt::Write as _;
use std::path::Path;

use chrono::{Datelike, NaiveDate};
use pelikirja_domain::{Attendance, PromiseDirection, PromiseState, is_email};
use pelikirja_exchange::{Draft, write_draft};
use pelikirja_store::table::promise::PromiseRecord;

use crate::api::{
    Empty, MessageLanguage, MinutesMessage, MinutesMessageRequest, Recipient, SaveMessageDraft,
};
use crate::error::{AppError, FieldProblem, Result};
use crate::meetings;
use crate::session::Session;

/// The longest message, characters.
const LONGEST: usize = 200_000;
/// Recipients of a message, at the most.
const MOST_RECIPIENTS: usize = 200;

pub(crate) fn message(session: &Session, request: MinutesMessageRequest) -> Result<MinutesMessage> {
    session.read(|reader| {
        let meeting = meetings::find(reader, request.meeting)?.record;
        let minutes = reader.minutes_of(request.meeting)?;
        let customer = reader.customer(meeting.customer)?;
        let language = request.language.unwrap_or_else(|| {
            let tag = customer.and_then(|customer| customer.language);
            if tag.is_some_and(|tag| !tag.to_lowercase().starts_with("fi")) {
                MessageLanguage::English
            } else {
                MessageLanguage::Finnish
            }
        });
        let (mut to, mut without_address) = (Vec::new(), Vec::new());
        for one in reader.participants(request.meeting)? {
            let Some(person) = one.person.filter(|_| one.attendance == Attendance::Present && !one.deleted)
            else {
                continue;
            };
            let name = one.name.unwrap_or_default();
            match reader.person_email(person)?.filter(|email| is_email(email)) {
                Some(email) => to.push(Recipient { name, email }),
                None => without_address.push(name),
            }
        }
        let promises: Vec<PromiseRecord> = reader
            .promises_of_meeting(request.meeting)?
            .into_iter()
            .filter(|promise| promise.state != PromiseState::Withdrawn)
            .collect();
        let next = match minutes.as_ref().and_then(|minutes| minutes.next_meeting) {
            Some(next) => meetings::find(reader, next).ok().map(|found| found.record),
            None => None,
        };
        let words = Words::of(language);
        let subject = format!("{}: {} {}", words.subject, meeting.purpose, day(language, meeting.day));
        let mut text = format!("{}\n\n{}\n", words.greeting, words.thanks(&day(language, meeting.day)));
        let mut section = |title: &str, body: &str| {
            let _ = write!(text, "\n{title}\n{body}\n");
        };
        if let Some(minutes) = &minutes {
            for (title, body) in [(words.wants, &minutes.wants), (words.agreed, &minutes.agreed)] {
                if let Some(body) = body {
                    section(title, body);
                }
            }
        }
        for (title, direction) in
            [(words.ours, PromiseDirection::Ours), (words.theirs, PromiseDirection::Theirs)]
        {
            let lines: Vec<String> = promises
                .iter()
                .filter(|promise| promise.direction == direction)
                .map(|promise| format!("- {} ({} {})", promise.text, words.by, day(language, promise.due)))
                .collect();
            if !lines.is_empty() {
                section(title, &lines.join("\n"));
            }
        }
        if let Some(next) = next {
            let time = next.begins.map(|minute| words.time(minute)).unwrap_or_default();
            section(words.next, &format!("{}{time}: {}", day(language, next.day), next.purpose));
        }
        let _ = write!(text, "\n{}\n", words.closing);
        Ok(MinutesMessage { language, to, without_address, subject, text })
    })
}

pub(crate) fn save_draft(session: &Session, request: SaveMessageDraft) -> Result<Empty> {
    if request.text.chars().count() > LONGEST {
        return Err(AppError::field("text", FieldProblem::TooLong));
    }
    if request.subject.chars().count() > pelikirja_domain::limits::MAX_TEXT_CHARS * 2 {
        return Err(AppError::field("subject", FieldProblem::TooLong));
    }
    if request.to.len() > MOST_RECIPIENTS || request.to.iter().any(|one| !is_email(&one.email)) {
        return Err(AppError::field("to", FieldProblem::Form));
    }
    let to: Vec<(&str, &str)> = request.to.iter().map(|one| (&*one.name, &*one.email)).collect();
    let draft =
        Draft { to: &to, subject: &request.subject, text: &request.text, at: session.store().clock().now() };
    let failed = |error| AppError::from(anyhow::Error::new(error)).with("path", &request.path);
    write_draft(Path::new(&request.path), &draft).map_err(failed)?;
    Ok(Empty {})
}

/// A date as people of that language write it.
fn day(language: MessageLanguage, day: NaiveDate) -> String {
    match language {
        MessageLanguage::Finnish => format!("{}.{}.{}", day.day(), day.month(), day.year()),
        MessageLanguage::English => day.format("%-d %B %Y").to_string(),
    }
}

/// The sentences of the message.
struct Words {
    language: MessageLanguage,
    subject: &'static str,
    greeting: &'static str,
    wants: &'static str,
    agreed: &'static str,
    ours: &'static str,
    theirs: &'static str,
    by: &'static str,
    next: &'static str,
    closing: &'static str,
}

impl Words {
    fn of(language: MessageLanguage) -> Self {
        match language {
            MessageLanguage::Finnish => Self {
                language,
                subject: "Sovitut asiat",
                greeting: "Hei,",
                wants: "Toiveenne",
                agreed: "Sovimme",
                ours: "Me lupasimme",
                theirs: "Te lupasitte",
                by: "viimeistään",
                next: "Seuraava tapaaminen",
                closing: "Kertokaa, jos jokin kohta jäi väärin.\n\nYstävällisin terveisin",
            },
            MessageLanguage::English => Self {
                language,
                subject: "What we agreed",
                greeting: "Hello,",
                wants: "What you wish for",
                agreed: "What we agreed",
                ours: "What we promised",
                theirs: "What you promised",
                by: "by",
                next: "Next meeting",
                closing: "Please tell us if anything here is not as you understood it.\n\nKind regards",
            },
        }
    }

    fn thanks(&self, day: &str) -> String {
        match self.language {
            MessageLanguage::Finnish => format!("kiitos tapaamisesta {day}. Tässä se, mistä sovimme."),
            MessageLanguage::English => {
                format!("thank you for meeting us on {day}. This is what we agreed.")
            }
        }
    }

    fn time(&self, minute: u32) -> String {
        let (hour, minute) = (minute / 60, minute % 60);
        match self.language {
            MessageLanguage::Finnish => format!(" klo {hour}.{minute:02}"),
            MessageLanguage::English => format!(" at {hour:02}:{minute:02}"),
        }
    }
}
