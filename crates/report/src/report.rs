//! The sections of a report, put together in order. The only place that writes to where a report
//! goes; finds no words of its own.

use crate::{Keeps, Reporter, Section, Summary, Unread, Whole};
use std::fmt;
use std::io::{self, Write};

/// A report that is being written.
///
/// ```
/// use jinyu_report::{Report, ReportFormat, Section, Style, Summary};
/// use std::io::Write;
/// let reporter = ReportFormat::Json.reporter(Style::default());
/// let mut written = Vec::new();
/// let mut report = Report::new(reporter.as_ref(), &mut written);
/// for _ in 0..2 {
///     let mut section = Section::default();
///     section.write_all(b"\n{}")?;
///     report.section(section)?;
/// }
/// report.finish(&Summary::default())?;
/// assert!(String::from_utf8_lossy(&written).contains("[\n{},\n{}\n]"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Report<'w> {
    reporter: &'w dyn Reporter,
    out: &'w mut dyn Write,
    begun: bool,
    /// How many bytes were written.
    written: u64,
    whole: Whole,
}

impl fmt::Debug for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report").field("reporter", &self.reporter).finish_non_exhaustive()
    }
}

impl<'w> Report<'w> {
    /// A report that goes to `out`, which should be buffered: it is flushed once, at the end.
    #[must_use]
    pub fn new(reporter: &'w dyn Reporter, out: &'w mut dyn Write) -> Self {
        Report { reporter, out, begun: false, written: 0, whole: Whole::default() }
    }

    /// A report of which so many bytes were written before, by a run that was interrupted; it must not be
    /// one that keeps findings.
    #[must_use]
    pub fn from(mut self, written: u64) -> Self {
        (self.begun, self.written) = (written > 0, written);
        self
    }

    /// Lets go of all that was told so far, and says how many bytes that are.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn flush(&mut self) -> io::Result<u64> {
        self.out.flush()?;
        Ok(self.written)
    }

    /// Whether findings were compared with a baseline, which some reports say of each of them.
    #[must_use]
    pub fn against_baseline(mut self, yes: bool) -> Self {
        self.whole.baseline = yes;
        self
    }

    /// Who says what stands in it.
    #[must_use]
    pub fn reporter(&self) -> &'w dyn Reporter {
        self.reporter
    }

    /// Writes or keeps the next section, which may say nothing. See [`Reporter::turn`].
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn section(&mut self, section: Section) -> io::Result<()> {
        if !section.text.is_empty() {
            if self.begun {
                self.write(self.reporter.between().as_bytes())?;
            }
            self.begin()?;
            self.write(&section.text)?;
        }
        self.whole.add(section);
        Ok(())
    }

    /// Takes note of what could not be read.
    pub fn unread(&mut self, unread: Unread) {
        if self.reporter.keeps() != Keeps::Counts {
            self.whole.unread.push(unread);
        }
    }

    /// Writes the end of the report, and flushes it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self, summary: &Summary) -> io::Result<()> {
        self.begin()?;
        self.whole.summary = *summary;
        self.reporter.finish(&self.whole, self.out)?;
        self.out.flush()
    }

    /// Writes all that stands before the first section, once.
    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let mut beginning = Vec::new();
        self.reporter.begin(&mut beginning)?;
        self.write(&beginning)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.written += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(())
    }
}
