//! Which lines of a block are different from those of another time.
//!
//! What changes by the mere passing of days (the value of the last 365 days, the age of a signal) is no change.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::api::BlockContent;

/// Keys of lines that are new or different.
pub(crate) fn added_or_changed(before: &BlockContent, after: &BlockContent) -> Vec<String> {
    let (before, after) = (lines(before), lines(after));
    after.into_iter().filter(|(key, line)| before.get(key) != Some(line)).map(|(key, _)| key).collect()
}

/// Keys of lines that are new, different or gone.
pub(crate) fn differences(before: &BlockContent, after: &BlockContent) -> Vec<String> {
    let mut different = added_or_changed(before, after);
    if !matches!(after, BlockContent::Orders { .. }) {
        // Of orders the oldest months go by themselves.
        let now = lines(after);
        different.extend(lines(before).into_keys().filter(|key| !now.contains_key(key)));
    }
    different
}

/// What each line says, by its key.
fn lines(content: &BlockContent) -> BTreeMap<String, String> {
    match content {
        BlockContent::Attendees { people } => people
            .iter()
            .map(|one| (one.key.clone(), said(&(&one.title, one.role, one.attendance, one.last_contact))))
            .collect(),
        BlockContent::Orders { orders } => {
            let months = orders.months.iter().filter(|month| month.orders > 0);
            let months = months.map(|month| (month.key.clone(), said(month)));
            let recent = orders.recent.iter().map(|order| (order.key.clone(), said(order)));
            months.chain(recent).collect()
        }
        BlockContent::Products { groups, stopped } => {
            let groups = groups.iter().map(|group| (group.key.clone(), String::new()));
            let stopped = stopped.iter().map(|one| (one.key.clone(), said(&one.last_order)));
            groups.chain(stopped).collect()
        }
        BlockContent::Promises { promises } => promises
            .iter()
            .map(|one| (one.key.clone(), said(&(&one.text, one.due, one.member, one.person))))
            .collect(),
        BlockContent::LastMinutes { minutes } => {
            minutes.iter().map(|minutes| (minutes.key.clone(), said(minutes))).collect()
        }
        BlockContent::Signals { signals } => signals
            .iter()
            .map(|one| (one.key.clone(), said(&(one.signal.since, one.signal.returned))))
            .collect(),
        BlockContent::Actions { actions } => actions.iter().map(|one| (one.key.clone(), said(one))).collect(),
    }
}

fn said<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::BlockAction;
    use pelikirja_domain::Id;

    fn actions(of: &[(u8, &str)]) -> BlockContent {
        let action = |(number, text): &(u8, &str)| BlockAction {
            key: number.to_string(),
            action: Id::from_bytes([*number; 16]),
            text: (*text).to_owned(),
            due: chrono::NaiveDate::default(),
            owner: None,
        };
        BlockContent::Actions { actions: of.iter().map(action).collect() }
    }

    #[test]
    fn new_different_and_gone_lines_are_told() {
        let (before, after) =
            (actions(&[(1, "a"), (2, "b"), (3, "c")]), actions(&[(1, "a"), (2, "x"), (4, "d")]));
        assert_eq!(added_or_changed(&before, &after), ["2", "4"]);
        assert_eq!(differences(&before, &after), ["2", "4", "3"]);
        assert_eq!(differences(&before, &before), Vec::<String>::new());
    }
}
