//! The report of one line a finding, as editors and `grep` read it.

use crate::visible::one_line;
use crate::{Located, Reporter, Summary};
use jinyu::{Language, Source, Turn};
use std::fmt::Debug;
use std::io::{self, Write};

#[derive(Debug)]
pub(crate) struct Brief<W> {
    out: W,
    language: Language,
}

impl<W: Write> Brief<W> {
    pub(crate) fn new(out: W, language: Language) -> Self {
        Brief { out, language }
    }
}

impl<W: Write + Debug> Reporter for Brief<W> {
    fn turn(
        &mut self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
    ) -> io::Result<()> {
        for Located { finding, position } in findings {
            writeln!(
                self.out,
                "{}:{}:{}: {} {} {}: “{}” {}",
                source.name(),
                position.line,
                position.column,
                finding.severity.name(),
                finding.rule.category(),
                finding.rule.id(),
                one_line(finding.span.cut(turn.text()).unwrap_or_default()),
                finding.rule.message(self.language),
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}
