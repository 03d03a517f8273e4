//! The report of one line a finding, as editors and `grep` read it.

use crate::visible::one_line;
use crate::{Located, Reporter, Section};
use jinyu::{Language, Source, Turn};
use std::io::{self, Write};

#[derive(Debug)]
pub(crate) struct Brief {
    language: Language,
}

impl Brief {
    pub(crate) fn new(language: Language) -> Self {
        Brief { language }
    }
}

impl Reporter for Brief {
    fn turn(
        &self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
        section: &mut Section,
    ) -> io::Result<()> {
        for located in findings.iter().filter(|located| located.is_new()) {
            let finding = located.finding;
            writeln!(
                section,
                "{}:{}: {} {} {}: “{}” {}",
                one_line(source.name()),
                located.place(source),
                finding.severity.name(),
                finding.rule.category(),
                finding.rule.id(),
                one_line(finding.span.cut(turn.text()).unwrap_or_default()),
                one_line(finding.rule.message(self.language)),
            )?;
        }
        Ok(())
    }
}
