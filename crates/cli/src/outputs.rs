//! Where pages, tables and review lists go: files that are put in their places when the run is over. Writes no row.

use crate::args::Made;
use crate::destination::Destinations;
use crate::failure::Failure;
use jinyu::Language;
use jinyu_project::{Output, STANDARD_INPUT, table_outputs};
use jinyu_report::scan::{Page, Review, ReviewFormat, Sink, Table, TableOut, Tables, Unread};
use std::io;

/// The files of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableFormat {
    Csv,
    Parquet,
    Xlsx,
}

/// Tables that were asked for.
#[derive(Clone, Debug)]
pub(crate) struct WantedTable {
    pub(crate) format: TableFormat,
    /// A folder, or the file of a workbook.
    pub(crate) place: String,
}

/// A review list that was asked for.
#[derive(Clone, Debug)]
pub(crate) struct WantedReview {
    pub(crate) format: ReviewFormat,
    pub(crate) file: String,
}

/// What a file is filled with.
#[derive(Clone, Copy)]
enum Content {
    Tables(TableFormat),
    Review(ReviewFormat),
    Page,
}

/// Files that are filled together: one, or one for each table.
struct Opened {
    content: Content,
    files: Vec<Output>,
}

/// The pages, tables and lists of a run.
pub(crate) struct Outputs(Vec<Opened>);

impl Outputs {
    /// Opens every file; none of them is one of the reports.
    pub(crate) fn open(
        made: &Made,
        inputs: &[String],
        reports: &Destinations,
    ) -> Result<Outputs, Failure> {
        let mut outputs = Outputs(Vec::new());
        for WantedTable { format, place } in &made.tables {
            let files = match format {
                TableFormat::Csv => table_outputs(place, "csv")?,
                TableFormat::Parquet => table_outputs(place, "parquet")?,
                TableFormat::Xlsx => vec![reports.beside(place, inputs)?],
            };
            outputs.add(Content::Tables(*format), files, place, inputs)?;
        }
        if let Some(WantedReview { format, file }) = &made.review {
            let files = vec![reports.beside(file, inputs)?];
            outputs.add(Content::Review(*format), files, file, inputs)?;
        }
        if let Some(file) = &made.page {
            outputs.add(Content::Page, vec![reports.beside(file, inputs)?], file, inputs)?;
        }
        Ok(outputs)
    }

    /// Adds files that are neither scanned nor written for something else.
    fn add(
        &mut self,
        content: Content,
        files: Vec<Output>,
        place: &str,
        inputs: &[String],
    ) -> Result<(), Failure> {
        let is_input =
            |file: &Output| inputs.iter().any(|it| it != STANDARD_INPUT && file.is_at(it));
        if files.iter().any(is_input) {
            return Err(Failure::Usage(format!(
                "{place}: is, or holds, one of the files to be scanned; write to another place"
            )));
        }
        let mut others = self.0.iter().flat_map(|opened| &opened.files);
        if others.any(|other| files.iter().any(|file| file.is_where(other))) {
            return Err(Failure::Usage(format!(
                "{place}: is written to for something else as well; name another place"
            )));
        }
        self.0.push(Opened { content, files });
        Ok(())
    }

    /// What fills the files, in the words of this language, about what is `scanned`, as it was named.
    pub(crate) fn sinks<'o>(
        &'o mut self,
        language: Language,
        scanned: &[String],
        unread: &'o Unread,
    ) -> io::Result<Vec<Box<dyn Sink + 'o>>> {
        self.0.iter_mut().map(|opened| opened.sink(language, scanned, unread)).collect()
    }

    /// Puts every file in its place.
    pub(crate) fn keep(self) -> Result<(), Failure> {
        let mut files = self.0.into_iter().flat_map(|opened| opened.files);
        files.try_for_each(|file| Ok(file.keep()?))
    }
}

impl Opened {
    fn sink<'o>(
        &'o mut self,
        language: Language,
        scanned: &[String],
        unread: &'o Unread,
    ) -> io::Result<Box<dyn Sink + 'o>> {
        let mut files = self.files.iter_mut();
        let mut next = || -> io::Result<TableOut<'o>> {
            Ok(Box::new(files.next().ok_or(io::ErrorKind::NotFound)?))
        };
        Ok(match self.content {
            Content::Tables(TableFormat::Csv) => Box::new(Tables::csv(|_: Table| next())?),
            Content::Tables(TableFormat::Parquet) => Box::new(Tables::parquet(|_: Table| next())?),
            Content::Tables(TableFormat::Xlsx) => Box::new(Tables::xlsx(next()?, language)?),
            Content::Page => Box::new(Page::new(next()?, language, scanned.to_vec(), unread)),
            Content::Review(format) => Box::new(Review::new(next()?, format, language)),
        })
    }
}
