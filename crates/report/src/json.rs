//! The two reports for programs. Both write as they are told, and keep nothing in memory.

use crate::json_text;
use crate::model::{Record, Tool, Totals, Unreadable, VERSION};
use crate::{Keeps, Located, Reporter, Section, Whole};
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
        section: &mut Section,
    ) -> io::Result<()> {
        for located in findings {
            let record = Record::new(source, turn, located, self.language);
            json_text::write(section, &record)?;
            section.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// One document: its version, the tool, every finding on a line of its own, the totals, and
/// what could not be read.
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
        json_text::write(out, &Tool::JINYU)?;
        out.write_all(b",\"findings\":[")
    }

    fn turn(
        &self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
        section: &mut Section,
    ) -> io::Result<()> {
        for located in findings {
            if !section.text.is_empty() {
                section.write_all(self.between().as_bytes())?;
            }
            section.write_all(b"\n")?;
            let record = Record::new(source, turn, located, self.language);
            json_text::write(section, &record)?;
        }
        Ok(())
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn keeps(&self) -> Keeps {
        Keeps::Unread
    }

    fn finish(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"\n],\"summary\":")?;
        json_text::write(out, &Totals::from(&whole.summary))?;
        out.write_all(b",\"unread\":")?;
        let unread: Vec<_> = whole.unread.iter().map(Unreadable::from).collect();
        json_text::write(out, &unread)?;
        out.write_all(b"}\n")
    }
}
