//! Values that are one of a few names, for clap: the names come from the type that reads them.

use crate::destination::Wanted;
use crate::outputs::{TableFormat, WantedReview, WantedTable};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jinyu::Level;
use jinyu_project::{Column, FieldPath, Gap, nearest};
use jinyu_report::ReportFormat;
use jinyu_report::scan::ReviewFormat;
use std::convert::Infallible;
use std::num::NonZeroUsize;
use std::path::Path;
use std::str::FromStr;

/// A parser that takes exactly these names, each of which `T` can read.
pub(crate) fn one_of<T>(
    names: impl IntoIterator<Item = &'static str>,
) -> impl TypedValueParser<Value = T>
where
    T: FromStr + Clone + Send + Sync + 'static,
{
    let read = |name: String| name.parse::<T>().map_err(|_| format!("{name:?} is no known name"));
    PossibleValuesParser::new(names).try_map(read)
}

/// Reads the path to a field; there is none that cannot be read.
pub(crate) fn field(typed: &str) -> Result<FieldPath, Infallible> {
    Ok(FieldPath::new(typed))
}

/// Reads how many threads there are to be.
pub(crate) fn threads(typed: &str) -> Result<NonZeroUsize, &'static str> {
    typed.parse().map_err(|_| "write a whole number from 1 on")
}

/// Reads which pause ends a conversation.
pub(crate) fn gap(typed: &str) -> Result<Gap, &'static str> {
    typed.parse()
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
        return Err("name a column or key behind the “=”".into());
    }
    Ok((column, name.to_owned()))
}

/// Reads `FORMAT=PLACE`, as in `csv=tables`.
pub(crate) fn table(typed: &str) -> Result<WantedTable, String> {
    let known = "it is one of csv=DIR, parquet=DIR and xlsx=FILE";
    let (format, place) = typed.split_once('=').unwrap_or((typed, ""));
    let format = match format {
        "csv" => TableFormat::Csv,
        "parquet" => TableFormat::Parquet,
        "xlsx" => TableFormat::Xlsx,
        other => return Err(format!("{other:?} is no kind of table; {known}")),
    };
    if place.is_empty() {
        return Err(format!("say where the tables go; {known}"));
    }
    Ok(WantedTable { format, place: place.to_owned() })
}

/// Reads the name of a review list, which says how it is written.
pub(crate) fn review(typed: &str) -> Result<WantedReview, &'static str> {
    let extension = Path::new(typed).extension().and_then(|own| own.to_str()).unwrap_or_default();
    let format = match extension.to_ascii_lowercase().as_str() {
        "csv" => ReviewFormat::Csv,
        "xlsx" => ReviewFormat::Xlsx,
        _ => return Err("a list is CSV or a workbook; name it FILE.csv or FILE.xlsx"),
    };
    Ok(WantedReview { format, file: typed.to_owned() })
}

/// Reads a whole number that is not too great.
pub(crate) fn at_most(most: u64) -> impl TypedValueParser<Value = usize> {
    clap::value_parser!(u64).range(0..=most).try_map(usize::try_from)
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
