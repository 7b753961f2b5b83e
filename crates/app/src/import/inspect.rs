//! Looking at a file before it is imported.

use std::path::Path;

use pelikirja_exchange::{
    FileError, FileErrorCode, Inspection, Kind, Mapping, Overrides, ProposedMapping, Question, detect_kind,
    propose_mapping,
};

use super::unusable::unusable;
use super::{kept_mapping, rejected, source, unusable};
use crate::api::{InspectFile, InspectedFile};
use crate::error::{AppError, ErrorCode, Result};
use crate::session::Session;
use crate::settings::read_firm;

pub(crate) fn inspect(session: &Session, request: InspectFile) -> Result<InspectedFile> {
    let path = Path::new(&request.path);
    let kept = session.read(kept_mapping::all)?;
    let mut found = look(session, &request, &kept)?;
    let mapping = &mut found.proposal.mapping;
    if mapping.kind == Kind::Orders && mapping.missing().is_empty() {
        let own = propose_mapping(Kind::Orders, &as_of_source(&found.inspection)).mapping.source_name;
        let as_of = session.today();
        mapping.source_name =
            session.read(|reader| source::of_orders(reader, path, mapping, as_of, &kept, &own))?;
    }
    if request.unattended == Some(true) {
        check_answered(&found.proposal)?;
    }
    Ok(found)
}

fn look(session: &Session, request: &InspectFile, kept: &[Mapping]) -> Result<InspectedFile> {
    let path = Path::new(&request.path);
    let inspection =
        pelikirja_exchange::inspect(path, &request.overrides).map_err(|error| unusable(&error, path))?;
    // What the user corrects now counts more than what was corrected for an earlier file.
    if request.overrides == Overrides::default() {
        for mapping in kept.iter().filter(|mapping| mapping.overrides != Overrides::default()) {
            // Settings for another file need not make sense of this one.
            let Ok(corrected) = pelikirja_exchange::inspect(path, &mapping.overrides) else { continue };
            if let Some(found) = with_kept(std::slice::from_ref(mapping), &corrected, request.kind) {
                return Ok(found);
            }
        }
    }
    if let Some(found) = with_kept(kept, &inspection, request.kind) {
        return Ok(found);
    }
    let kind = request.kind.or_else(|| detect_kind(&inspection)).unwrap_or(Kind::Customers);
    let mut proposal = propose_mapping(kind, &as_of_source(&inspection));
    proposal.mapping.overrides = request.overrides.clone();
    let currency = session.read(read_firm)?.currency;
    proposal.mapping.default_currency = currency.parse().unwrap_or_default();
    Ok(found(kind, proposal, false, inspection))
}

/// The file under the name of the one whose rejected rows it holds.
fn as_of_source(inspection: &Inspection) -> Inspection {
    Inspection { file_name: rejected::name_of_source(&inspection.file_name), ..inspection.clone() }
}

fn with_kept(kept: &[Mapping], inspection: &Inspection, kind: Option<Kind>) -> Option<InspectedFile> {
    let kinds = || Kind::ALL.into_iter().filter(|one| kind.is_none_or(|wanted| wanted == *one));
    let named = as_of_source(inspection);
    let proposals: Vec<ProposedMapping> = kinds().map(|kind| propose_mapping(kind, &named)).collect();
    let detected = kind.or_else(|| detect_kind(inspection));
    // Of the kinds of one source, the one that the file looks like comes first.
    let (likely, rest): (Vec<&Mapping>, Vec<&Mapping>) =
        kept.iter().partition(|mapping| Some(mapping.kind) == detected);
    let ordered: Vec<Mapping> = likely.into_iter().chain(rest).cloned().collect();
    let chosen = kept_mapping::choose(&ordered, inspection, &proposals)?;
    let fresh = proposals.into_iter().find(|proposal| proposal.mapping.kind == chosen.kind)?;
    let proposal = kept_mapping::as_proposal(chosen, inspection, fresh);
    Some(found(chosen.kind, proposal, true, inspection.clone()))
}

fn found(kind: Kind, proposal: ProposedMapping, kept: bool, inspection: Inspection) -> InspectedFile {
    InspectedFile { kind, fields: kind.fields().to_vec(), required: kind.into(), proposal, kept, inspection }
}

/// The mapping by which a file is imported when nobody can be asked: the kept or the proposed one.
///
/// # Errors
/// [`ErrorCode::IncompleteMapping`] when a column is missing or a question is open (`field`: `date_order`,
/// `decimal_mark` or `discount`), and those of looking at the file.
pub(crate) fn unattended_mapping(session: &Session, path: &Path, kind: Kind) -> Result<Mapping> {
    let text = path.to_str().ok_or_else(|| {
        unusable(&FileError::new(FileErrorCode::NotFound, path).with_detail("the path is no text"), path)
    })?;
    let request = InspectFile {
        path: text.to_owned(),
        overrides: Overrides::default(),
        kind: Some(kind),
        unattended: Some(true),
    };
    Ok(inspect(session, request)?.proposal.mapping)
}

/// Refuses a proposal that leaves anything open.
fn check_answered(proposal: &ProposedMapping) -> Result<()> {
    unusable::check_complete(&proposal.mapping)?;
    let field = match proposal.questions.first() {
        None => return Ok(()),
        Some(Question::DateOrder { .. }) => "date_order",
        Some(Question::DecimalMark { .. }) => "decimal_mark",
        Some(Question::DiscountUnit { .. }) => "discount",
    };
    Err(AppError::new(ErrorCode::IncompleteMapping, format!("{field} has to be chosen")).with("field", field))
}
