//! What a later version can do, made up: for the tests of mixed versions.

use pelikirja_domain::Id;
use pelikirja_store::{IntoValue, NextCustomer, SCHEMA_VERSION, schema};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::api::{Changed, Empty, TransactionKind};
use crate::commands::CommandInfo;
use crate::error::Result;
use crate::session::Session;

/// What it lists besides.
pub(crate) fn commands() -> Vec<CommandInfo> {
    let info = |name, request: &str, response: &str| CommandInfo {
        name,
        about: "For the tests of mixed versions.",
        request: request.to_owned(),
        response: response.to_owned(),
        while_locked: false,
    };
    vec![info("write_next", "WriteNext", "Changed"), info("read_next", "Empty", "object")]
}

/// Writes into the new column, and into the new table.
#[derive(Debug, Deserialize)]
pub(crate) struct WriteNext {
    customer: Id,
    nickname: Option<String>,
    errand: Option<String>,
}

pub(crate) fn write(session: &Session, request: WriteNext) -> Result<Changed> {
    session.change(TransactionKind::EditCustomer, |tx| {
        if let Some(nickname) = request.nickname {
            tx.set(request.customer, [(schema::customer::NICKNAME, nickname.into_value())])?;
        }
        if let Some(text) = request.errand {
            let cells = [
                (schema::errand::CUSTOMER, request.customer.into_value()),
                (schema::errand::TEXT, text.into_value()),
            ];
            tx.set(tx.new_id()?, cells)?;
        }
        Ok(1)
    })
}

/// What the new column and the new table hold, and what is put aside.
pub(crate) fn read(session: &Session, _: Empty) -> Result<Value> {
    session.read(|reader| {
        let customer = |found: NextCustomer| {
            json!({ "customer": found.customer, "nickname": found.nickname, "errands": found.errands })
        };
        let customers: Vec<Value> = reader.next_customers()?.into_iter().map(customer).collect();
        let aside = reader.quarantined_count()?;
        Ok(json!({ "schema": SCHEMA_VERSION, "customers": customers, "put_aside": aside }))
    })
}
