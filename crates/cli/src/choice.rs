//! Values that are one of a few names, for clap: the names come from the type that reads them.

use crate::destination::Wanted;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jinyu::Level;
use jinyu_project::{Column, FieldPath, nearest};
use jinyu_report::ReportFormat;
use std::convert::Infallible;
use std::fmt::Debug;
use std::num::NonZeroUsize;
use std::str::FromStr;

/// A parser that takes exactly these names, each of which `T` can read.
pub(crate) fn one_of<T>(
    names: impl IntoIterator<Item = &'static str>,
) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err: Debug> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(names).map(|name| name.parse().expect("a type reads its own names"))
}

/// Reads the path to a field; there is none that cannot be read.
pub(crate) fn field(typed: &str) -> Result<FieldPath, Infallible> {
    Ok(FieldPath::new(typed))
}

/// Reads how many threads there are to be.
pub(crate) fn threads(typed: &str) -> Result<NonZeroUsize, &'static str> {
    typed.parse().map_err(|_| "write a whole number from 1 on")
}

/// Reads `WHAT=NAME`, as in `role=发送人类型`.
pub(crate) fn column(typed: &str) -> Result<(Column, String), String> {
    let (what, name) = typed.split_once('=').ok_or("write it as WHAT=NAME, as in text=内容")?;
    let column = what.trim().parse().map_err(|()| {
        let known = Column::ALL.map(Column::name);
        let meant = nearest(what, known).map(|it| format!(" (did you mean “{it}”?)"));
        format!(
            "nothing is called {what:?}{}; it is one of {}",
            meant.unwrap_or_default(),
            known.join(", ")
        )
    })?;
    let name = name.trim();
    if name.is_empty() {
        return Err(format!("name a column or key behind “{what}=”"));
    }
    Ok((column, name.to_owned()))
}

/// Reads `RULE=LEVEL`.
pub(crate) fn level(typed: &str) -> Result<(String, Level), String> {
    let (rule, level) = typed.split_once('=').ok_or("write it as RULE=LEVEL")?;
    let level = level.parse().map_err(|_| {
        format!("{level:?} is not a level; it is one of off, info, warning and error")
    })?;
    Ok((rule.to_owned(), level))
}

/// Reads `FORMAT` or `FORMAT=FILE`; the file `-` is standard output.
pub(crate) fn report(typed: &str) -> Result<Wanted, String> {
    let (format, file) = match typed.split_once('=') {
        Some((_, "")) => return Err("name a file behind the “=”".into()),
        Some((format, file)) => (format, Some(file).filter(|file| *file != "-")),
        None => (typed, None),
    };
    let known = || ReportFormat::ALL.map(ReportFormat::name).join(", ");
    let format = format
        .parse()
        .map_err(|()| format!("{format:?} is no report; it is one of {}", known()))?;
    Ok(Wanted { format, file: file.map(String::from) })
}
