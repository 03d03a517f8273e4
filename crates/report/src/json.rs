//! The two reports for programs. Both write as they are told, and keep nothing in memory.

use crate::model::{Record, Tool, Totals, VERSION};
use crate::{Located, Reporter, Summary};
use jinyu::{Language, Source, Turn};
use std::fmt::Debug;
use std::io::{self, Write};

/// One finding a line.
#[derive(Debug)]
pub(crate) struct Jsonl<W> {
    out: W,
    language: Language,
}

impl<W: Write> Jsonl<W> {
    pub(crate) fn new(out: W, language: Language) -> Self {
        Jsonl { out, language }
    }
}

impl<W: Write + Debug> Reporter for Jsonl<W> {
    fn turn(
        &mut self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
    ) -> io::Result<()> {
        for located in findings {
            let record = Record::new(source, turn, located, self.language);
            serde_json::to_writer(&mut self.out, &record)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}

/// One document: its version, the tool, every finding on a line of its own, and the totals.
#[derive(Debug)]
pub(crate) struct Json<W> {
    out: W,
    language: Language,
    begun: bool,
}

impl<W: Write> Json<W> {
    pub(crate) fn new(out: W, language: Language) -> Self {
        Json { out, language, begun: false }
    }

    /// Writes all that stands before the first finding, once.
    fn begin(&mut self) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            write!(self.out, "{{\"version\":{VERSION},\"tool\":")?;
            serde_json::to_writer(&mut self.out, &Tool::JINYU)?;
            self.out.write_all(b",\"findings\":[")?;
        }
        Ok(())
    }
}

impl<W: Write + Debug> Reporter for Json<W> {
    fn turn(
        &mut self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
    ) -> io::Result<()> {
        for located in findings {
            let separator: &[u8] = if self.begun { b",\n" } else { b"\n" };
            self.begin()?;
            self.out.write_all(separator)?;
            let record = Record::new(source, turn, located, self.language);
            serde_json::to_writer(&mut self.out, &record)?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.begin()?;
        self.out.write_all(b"\n],\"summary\":")?;
        serde_json::to_writer(&mut self.out, &Totals::from(summary))?;
        self.out.write_all(b"}\n")?;
        self.out.flush()
    }
}
