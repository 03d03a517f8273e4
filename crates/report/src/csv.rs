//! CSV for spreadsheets: RFC 4180, a row a finding, every text quoted. What a spreadsheet would
//! calculate is made a text; programs that want the very words read JSON Lines.

use crate::visible::visible;
use crate::{Located, Reporter, Section, Standing};
use jinyu::{Language, Source, Turn};
use std::fmt::{self, Display, Write as _};
use std::io::{self, Write};

/// The byte order mark, without which Excel takes UTF-8 for the legacy encoding of the system and
/// shows Chinese as rubbish.
pub(crate) const MARK: &str = "\u{FEFF}";

const HEADER: &str = "path,line,column,end_line,end_column,id,role,rule,category,severity,text,\
                      message,suggestions,phrase,fingerprint,standing,note\r\n";

#[derive(Debug)]
pub(crate) struct Csv {
    language: Language,
}

impl Csv {
    pub(crate) fn new(language: Language) -> Self {
        Csv { language }
    }
}

impl Reporter for Csv {
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{MARK}{HEADER}")
    }

    fn turn(
        &self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
        section: &mut Section,
    ) -> io::Result<()> {
        for Located { finding, start, end, fingerprint, standing, .. } in findings {
            let rule = finding.rule;
            let say: Vec<_> = rule.say().iter().map(|wording| wording.text.as_str()).collect();
            let (standing, note) = match *standing {
                Standing::New => ("new", ""),
                Standing::Known { since } => ("known", since),
                Standing::Suppressed { reason } => ("suppressed", reason),
            };
            write!(section, "{},{},{},", Cell(source.name()), start.line, start.column)?;
            write!(section, "{},{},", end.line, end.column)?;
            write!(section, "{},{},", Cell(turn.id().unwrap_or_default()), turn.role().name())?;
            write!(section, "{},{},", Cell(rule.id()), Cell(rule.category()))?;
            let wording = finding.span.cut(turn.text()).unwrap_or_default();
            write!(section, "{},{},", finding.severity.name(), Cell(wording))?;
            write!(section, "{},{},", Cell(rule.message(self.language)), Cell(&say.join(" / ")))?;
            write!(section, "{},{fingerprint},", Cell(finding.phrase))?;
            write!(section, "{standing},{}\r\n", Cell(note))?;
        }
        Ok(())
    }
}

/// A text as a quoted field that stays on its line. One that begins as a formula does has an
/// apostrophe before it.
pub(crate) struct Cell<'w>(pub(crate) &'w str);

impl Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
        f.write_str(if self.0.len() > 1 && self.0.starts_with(formula) { "\"'" } else { "\"" })?;
        for character in self.0.chars() {
            match character {
                '"' => f.write_str("\"\""),
                other => f.write_char(visible(other)),
            }?;
        }
        f.write_char('"')
    }
}

#[cfg(test)]
mod tests {
    use super::Cell;

    #[test]
    fn a_cell_is_a_text_on_one_line() {
        for (text, cell) in [
            ("急什么, 急", "\"急什么, 急\""),
            ("a\"b\r\nc", "\"a\"\"b␍␊c\""),
            ("=cmd()|'/C calc'!A0", "\"'=cmd()|'/C calc'!A0\""),
            ("-1+1", "\"'-1+1\""),
            ("＝1", "\"'＝1\""),
            ("\t=1", "\"'␉=1\""),
            ("-", "\"-\""),
            ("", "\"\""),
        ] {
            assert_eq!(Cell(text).to_string(), cell);
        }
    }
}
