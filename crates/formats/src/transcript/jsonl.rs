//! A turn on each line, as an object.

use super::{Column, Said, TranscriptOptions, Utterance};
use crate::error::ReadError;
use crate::jsonl::LineFault;
use crate::line::{Line, Lines};
use crate::{roles, scalar};
use jinyu::{Clock, Moment, Source};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) fn read(source: &Arc<Source>, options: &TranscriptOptions) -> Said {
    let mut said = Said::default();
    for line in Lines::in_source(source).filter(|line| !line.is_blank()) {
        match utterance(source, line, options) {
            Ok(utterance) => said.utterances.push(utterance),
            Err(fault) => said.errors.push(ReadError::new(source.name(), line, fault)),
        }
    }
    said
}

fn utterance(
    source: &Arc<Source>,
    line: Line<'_>,
    options: &TranscriptOptions,
) -> Result<Utterance, LineFault> {
    let record: BTreeMap<Cow<'_, str>, &RawValue> =
        serde_json::from_str(line.text).map_err(|error| LineFault::json(&error, line.text))?;
    let key = |column: Column| {
        let said = options.map.iter().find(|(known, _)| *known == column);
        said.map_or(column.name(), |(_, key)| key.as_str())
    };
    let field = |column: Column| record.get(key(column)).copied();
    let Some(raw) = field(Column::Text) else {
        return Err(LineFault {
            offset: 0, problem: format!("no key “{}”", key(Column::Text))
        });
    };
    let start = line.start + (raw.get().as_ptr() as usize - line.text.as_ptr() as usize);
    let (text, map) = scalar::json_string(raw.get(), start);
    let string = |column: Column| field(column).map(|raw| scalar::json_string(raw.get(), 0).0);
    let mut utterance = match text {
        Cow::Borrowed(text) => {
            let start = start + 1 - source.offset();
            Utterance::there(source, start..start + text.len())
        }
        Cow::Owned(text) => Utterance::made(source, text, map),
    };
    utterance.role = string(Column::Role).map_or(options.role, |name| roles::role(&name));
    utterance.session = string(Column::Session).map(Into::into);
    utterance.speaker = string(Column::Speaker).map(Into::into);
    let number = field(Column::Time).and_then(|raw| raw.get().parse::<f64>().ok());
    utterance.begin = number.map(|seconds| Moment::new(Clock::Calendar, (seconds * 1e3) as i64));
    Ok(utterance)
}
