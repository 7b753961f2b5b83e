//! What is open: promises and next actions.

use pelikirja_domain::{Id, PromiseState};
use pelikirja_store::Reader;
use pelikirja_store::table::promise::{PromiseFilter, PromiseSort};

use crate::api::{BlockAction, BlockContent, BlockPromise};
use crate::error::Result;

/// Promises that are named.
const MOST: u32 = 200;

pub(super) fn promises(reader: &Reader<'_>, family: &[(Id, i64)]) -> Result<BlockContent> {
    let filter = PromiseFilter {
        customers: Some(family.iter().map(|(id, _)| *id).collect()),
        states: vec![PromiseState::Open],
        ..PromiseFilter::default()
    };
    let found = reader.promises(&filter, PromiseSort::Due, false, 0, MOST)?;
    let promises = found.into_iter().map(|promise| BlockPromise {
        key: promise.id.to_string(),
        promise: promise.id,
        direction: promise.direction,
        text: promise.text,
        due: promise.due,
        member: promise.member,
        person: promise.person,
        person_name: None,
    });
    Ok(BlockContent::Promises { promises: promises.collect() })
}

pub(super) fn actions(reader: &Reader<'_>, family: &[(Id, i64)]) -> Result<BlockContent> {
    let mut actions = Vec::new();
    for (record, _) in family {
        actions.extend(reader.open_actions_of(*record)?.into_iter().map(|action| BlockAction {
            key: action.id.to_string(),
            action: action.id,
            text: action.text,
            due: action.due,
            owner: action.owner,
        }));
    }
    actions.sort_by_key(|action| action.due);
    Ok(BlockContent::Actions { actions })
}
