//! The two reports for programs. Both write as they are told, and keep nothing in memory.

use crate::model::{Record, Tool, Totals, VERSION};
use crate::{Located, Reporter, Summary};
use jinyu::{Language, Source, Turn};
use std::io::{self, Write};

/// One finding a line.
#[derive(Debug)]
pub(crate) struct Jsonl {
    language: Language,
}

impl Jsonl {
    pub(crate) fn new(language: Language) -> Self {
        Jsonl { language }
    }
}

impl Reporter for Jsonl {
    fn turn(
        &self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
        part: &mut Vec<u8>,
    ) -> io::Result<()> {
        for located in findings {
            let record = Record::new(source, turn, located, self.language);
            serde_json::to_writer(&mut *part, &record)?;
            part.push(b'\n');
        }
        Ok(())
    }
}

/// One document: its version, the tool, every finding on a line of its own, and the totals.
#[derive(Debug)]
pub(crate) struct Json {
    language: Language,
}

impl Json {
    pub(crate) fn new(language: Language) -> Self {
        Json { language }
    }
}

impl Reporter for Json {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"version\":{VERSION},\"tool\":")?;
        serde_json::to_writer(&mut *out, &Tool::JINYU)?;
        out.write_all(b",\"findings\":[")
    }

    fn turn(
        &self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
        part: &mut Vec<u8>,
    ) -> io::Result<()> {
        for located in findings {
            if !part.is_empty() {
                part.extend_from_slice(self.between().as_bytes());
            }
            part.push(b'\n');
            let record = Record::new(source, turn, located, self.language);
            serde_json::to_writer(&mut *part, &record)?;
        }
        Ok(())
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn finish(&self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\n],\"summary\":")?;
        serde_json::to_writer(&mut *out, &Totals::from(summary))?;
        out.write_all(b"}\n")
    }
}
