//! Beginning a form, and filling its blocks.

use pelikirja_domain::{BlockKind, Id};
use pelikirja_store::{IntoValue, WriteTransaction, schema, to_word};

use super::{blocks, open, preparation_id, template};
use crate::api::{BeginPreparation, BlockContent, Changed, RefreshBlock, Saved, TransactionKind};
use crate::error::{AppError, FieldProblem, Result};
use crate::meetings;
use crate::session::Session;

pub(crate) fn begin(session: &Session, request: BeginPreparation) -> Result<Saved> {
    use schema::preparation as column;
    let written = session.write(TransactionKind::BeginPreparation, |tx| {
        let form = template::form(&tx.reader(), request.template)?;
        let form = form.ok_or_else(|| AppError::field("template", FieldProblem::Unknown))?;
        meetings::stored(tx, request.meeting)?;
        let id = preparation_id(tx, request.meeting)?;
        if tx.reader().preparation_of(request.meeting)?.is_some() {
            open(&tx.reader(), request.meeting)?;
        }
        tx.put(
            id,
            [
                (column::MEETING, request.meeting.into_value()),
                (column::TEMPLATE, template::word(request.template).into_value()),
                (column::FORM, template::json(&form)?.into_value()),
            ],
        )?;
        let filled = tx.reader().blocks_of(id)?;
        for block in form.blocks().filter(|block| filled.iter().all(|one| one.block != *block)) {
            fill(session, tx, id, request.meeting, block)?;
        }
        Ok(id)
    })?;
    Ok(Saved { id: written.value, transaction: written.transaction })
}

pub(crate) fn refresh(session: &Session, request: RefreshBlock) -> Result<Changed> {
    session.change(TransactionKind::EditPreparation, |tx| {
        let preparation = open(&tx.reader(), request.meeting)?;
        let wanted: Vec<BlockKind> = match request.block {
            None => preparation.form.blocks().collect(),
            Some(block) if preparation.form.blocks().any(|one| one == block) => vec![block],
            Some(_) => return Err(AppError::field("block", FieldProblem::Unknown)),
        };
        let mut filled = 0;
        for block in wanted {
            fill(session, tx, preparation.id, request.meeting, block)?;
            filled += 1;
        }
        Ok(filled)
    })
}

/// Writes what a block says now, and which lines are new or different.
fn fill(
    session: &Session,
    tx: &mut WriteTransaction<'_>,
    preparation: Id,
    meeting: Id,
    block: BlockKind,
) -> Result<()> {
    use schema::preparation_block as column;
    let content = blocks::now(session, &tx.reader(), meeting, block)?;
    let stored = tx.reader().blocks_of(preparation)?.into_iter().find(|one| one.block == block);
    let before: Option<BlockContent> = stored.and_then(|stored| blocks::read(&stored.content));
    let changed = before.map_or_else(Vec::new, |before| blocks::added_or_changed(&before, &content));
    let id = tx.keyed_id(&[b"preparation block", preparation.as_bytes(), to_word(&block).as_bytes()])?;
    tx.put(
        id,
        [
            (column::PREPARATION, preparation.into_value()),
            (column::BLOCK, to_word(&block).into_value()),
            (column::CONTENT, blocks::write(content)?.into_value()),
            (column::CHANGED, serde_json::to_string(&changed).map_err(anyhow::Error::new)?.into_value()),
            (column::TAKEN_AT, tx.now().into_value()),
        ],
    )?;
    Ok(())
}
