//! The parts of a report, put together in order. The only place that writes to where a report goes;
//! finds no words of its own.

use crate::{Reporter, Summary};
use std::fmt;
use std::io::{self, Write};

/// A report that is being written.
///
/// ```
/// use jinyu_report::{Report, ReportFormat, Style, Summary};
/// let reporter = ReportFormat::Json.reporter(Style::default());
/// let mut written = Vec::new();
/// let mut report = Report::new(reporter.as_ref(), &mut written);
/// report.part(b"\n{}")?;
/// report.part(b"\n{}")?;
/// report.finish(&Summary::default())?;
/// assert!(String::from_utf8_lossy(&written).contains("[\n{},\n{}\n]"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Report<'w> {
    reporter: &'w dyn Reporter,
    out: &'w mut dyn Write,
    begun: bool,
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
        Report { reporter, out, begun: false }
    }

    /// Who says what stands in it.
    #[must_use]
    pub fn reporter(&self) -> &'w dyn Reporter {
        self.reporter
    }

    /// Writes the next part, which may say nothing. See [`Reporter::turn`].
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn part(&mut self, part: &[u8]) -> io::Result<()> {
        if part.is_empty() {
            return Ok(());
        }
        if self.begun {
            self.out.write_all(self.reporter.between().as_bytes())?;
        }
        self.begin()?;
        self.out.write_all(part)
    }

    /// Writes the end of the report, and flushes it.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(mut self, summary: &Summary) -> io::Result<()> {
        self.begin()?;
        self.reporter.finish(summary, self.out)?;
        self.out.flush()
    }

    /// Writes all that stands before the first part, once.
    fn begin(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            Ok(())
        } else {
            self.reporter.begin(self.out)
        }
    }
}
