//! A filled review list to judgements: opens the file, whatever its kind. Draws no conclusion.

use crate::error::{Kind, ProjectError};
use crate::input::{bytes_of, decoded};
use jinyu_formats::{Reviewed, read_verdicts, workbook};
use jinyu_report::scan::Judgement;

/// Reads a filled list, CSV or a workbook: the judgements that are in order, and what is wrong with others.
///
/// # Errors
/// A file that cannot be read at all.
pub fn judgements(path: &str) -> Result<(Vec<Judgement>, Vec<ProjectError>), ProjectError> {
    let bytes = bytes_of(path)?;
    let source = if bytes.starts_with(b"PK") {
        workbook(path, &bytes).map_err(|error| Kind::NoWorkbook { path: path.into(), error })?
    } else {
        decoded(path, &bytes)?
    };
    let (reviewed, errors) = read_verdicts(&source);
    let judgement = |Reviewed { rule, right, before, wording, after, .. }| Judgement {
        rule,
        right,
        before,
        wording,
        after,
    };
    let errors = errors.into_iter().map(ProjectError::in_input).collect();
    Ok((reviewed.into_iter().map(judgement).collect(), errors))
}
