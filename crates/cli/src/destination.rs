//! Which reports a run fills and where each of them goes: to standard output, or to a file that is
//! put in its place when the run is over. Writes no word of them.

use crate::failure::Failure;
use crate::progress::{Beside, Progress};
use crate::terminal::Terminal;
use jinyu_project::{Output, Resume, STANDARD_INPUT};
use jinyu_report::{Keeps, Report, ReportFormat, Reporter, Style};
use std::io::{self, BufWriter, Write};

/// A report that was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) format: ReportFormat,
    /// None is standard output.
    pub(crate) file: Option<String>,
}

/// What was asked for.
pub(crate) struct Asked {
    /// What goes to standard output.
    pub(crate) format: Option<ReportFormat>,
    /// What goes to files, and what may go to standard output.
    pub(crate) reports: Vec<Wanted>,
    /// What goes to standard output where nothing else does.
    pub(crate) usual: Option<ReportFormat>,
}

impl Asked {
    /// Refuses a report on standard output, of which nothing can be taken back.
    pub(crate) fn in_files(&self) -> Result<(), Failure> {
        let standard = self.reports.iter().filter(|wanted| wanted.file.is_none());
        match standard.map(|wanted| wanted.format).chain(self.format).next() {
            None => Ok(()),
            Some(format) => Err(Failure::Usage(format!(
                "what went to standard output cannot be gone on with; with --resume write the report \
                 to a file, as in --report {}=FILE",
                format.name()
            ))),
        }
    }

    /// Whether the run writes nothing before its end that could be gone on with.
    fn is_kept(&self) -> bool {
        let formats = self.reports.iter().map(|wanted| wanted.format);
        let mut reporters = formats.map(|format| format.reporter(Style::default()));
        reporters.any(|reporter| matches!(reporter.keeps(), Keeps::Findings(_)))
    }
}

/// The reports of a run.
pub(crate) struct Destinations<'p>(Vec<Destination<'p>>);

struct Destination<'p> {
    reporter: Box<dyn Reporter>,
    out: Out<'p>,
    /// How many bytes an interrupted run has written.
    written: u64,
}

enum Out<'p> {
    Standard(Standard<'p>),
    File(Output),
}

impl<'p> Destinations<'p> {
    /// Opens every file. At most one report goes to standard output: that of `format`, or the one
    /// without a file, or the usual one.
    pub(crate) fn open(
        asked: Asked,
        mut resume: Option<&mut Resume>,
        inputs: &[String],
        terminal: &Terminal,
        progress: &'p Progress,
    ) -> Result<Destinations<'p>, Failure> {
        if asked.is_kept()
            && let Some(resume) = &mut resume
        {
            resume.again()?;
        }
        let (files, standard): (Vec<Wanted>, Vec<Wanted>) =
            asked.reports.into_iter().partition(|wanted| wanted.file.is_some());
        let mut standard = standard.iter().map(|wanted| wanted.format).chain(asked.format);
        let first = standard.next();
        if let Some((first, second)) = first.zip(standard.next()) {
            let (first, second) = (first.name(), second.name());
            return Err(Failure::Usage(format!(
                "two reports would go to standard output, {first} and {second}; \
                 name a file for one of them, as in --report {first}=FILE"
            )));
        }
        let mut all = Vec::new();
        if let Some(format) = first.or(asked.usual) {
            let standard = Standard::new(terminal.out_beside(progress), !files.is_empty());
            let reporter = format.reporter(terminal.style());
            all.push(Destination { reporter, out: Out::Standard(standard), written: 0 });
        }
        for Wanted { format, file } in files {
            let written = resume.as_ref().map(|resume| resume.written(all.len()));
            let output = file_of(&file.unwrap_or_default(), written, inputs, &all)?;
            let style = Style { language: terminal.language(), colour: false };
            let (reporter, out) = (format.reporter(style), Out::File(output));
            all.push(Destination { reporter, out, written: written.unwrap_or_default() });
        }
        Ok(Destinations(all))
    }

    /// Opens a file for what is no report.
    pub(crate) fn beside(&self, file: &str, inputs: &[String]) -> Result<Output, Failure> {
        file_of(file, None, inputs, &self.0)
    }

    /// The reports, to be filled; whether findings are held against a baseline.
    pub(crate) fn reports(&mut self, against_baseline: bool) -> Vec<Report<'_>> {
        let reports = self.0.iter_mut().map(Destination::report);
        reports.map(|report| report.against_baseline(against_baseline)).collect()
    }

    /// Standard output, where no report goes to it. Where there are files the run goes on for them when
    /// nobody reads it any more.
    pub(crate) fn free<'f>(
        &self,
        terminal: &Terminal,
        progress: &'f Progress,
    ) -> Option<impl Write + use<'f>> {
        let taken = self.0.iter().any(|it| matches!(it.out, Out::Standard(_)));
        (!taken).then(|| Standard::new(terminal.out_beside(progress), !self.0.is_empty()))
    }

    /// Puts every file in its place.
    pub(crate) fn keep(self) -> Result<(), Failure> {
        for destination in self.0 {
            if let Out::File(output) = destination.out {
                output.keep()?;
            }
        }
        Ok(())
    }
}

impl Destination<'_> {
    fn report(&mut self) -> Report<'_> {
        let out: &mut dyn Write = match &mut self.out {
            Out::Standard(out) => out,
            Out::File(out) => out,
        };
        Report::new(self.reporter.as_ref(), out).from(self.written)
    }
}

/// A file that is neither linted nor written by another report.
fn file_of(
    file: &str,
    written: Option<u64>,
    inputs: &[String],
    others: &[Destination<'_>],
) -> Result<Output, Failure> {
    let output = match written {
        Some(written) => Output::resume(file, written)?,
        None => Output::create(file)?,
    };
    if inputs.iter().any(|input| input != STANDARD_INPUT && output.is_at(input)) {
        return Err(Failure::Usage(format!(
            "{file}: is one of the files to be linted; write the report to another one"
        )));
    }
    let taken =
        |other: &Destination<'_>| matches!(&other.out, Out::File(it) if it.is_where(&output));
    if others.iter().any(taken) {
        return Err(Failure::Usage(format!(
            "{file}: two reports would be written to this file; name another one"
        )));
    }
    Ok(output)
}

/// Standard output. Its reader may go away; where files are written as well the run goes on for
/// them.
struct Standard<'p> {
    out: BufWriter<Beside<'p>>,
    patient: bool,
    closed: bool,
}

impl<'p> Standard<'p> {
    fn new(out: BufWriter<Beside<'p>>, patient: bool) -> Self {
        Standard { out, patient, closed: false }
    }

    fn or_closed<T>(&mut self, result: io::Result<T>, otherwise: T) -> io::Result<T> {
        match result {
            Err(error) if self.patient && error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(otherwise)
            }
            result => result,
        }
    }
}

impl Write for Standard<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let written = self.out.write(bytes);
        self.or_closed(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let flushed = self.out.flush();
        self.or_closed(flushed, ())
    }
}
