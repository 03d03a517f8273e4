//! checkstyle's XML, which many tools read: findings by file.

use crate::kept::Entry;
use crate::visible::one_line;
use crate::vocabulary::sentence;
use crate::xml::{Attributes, HEAD};
use crate::{Keeps, Reporter, Unread, Whole};
use jinyu::Language;
use std::io::{self, Write};

/// The version of checkstyle whose reports look like this.
const VERSION: &str = "4.3";

#[derive(Debug)]
pub(crate) struct Checkstyle {
    language: Language,
}

impl Checkstyle {
    pub(crate) fn new(language: Language) -> Self {
        Checkstyle { language }
    }
}

impl Reporter for Checkstyle {
    fn keeps(&self) -> Keeps {
        Keeps::Findings(self.language)
    }

    fn finish(&self, whole: &Whole, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{HEAD}<checkstyle{}>", Attributes(&[("version", &VERSION)]))?;
        for (path, entries) in whole.by_file(Entry::is_new) {
            writeln!(out, "  <file{}>", Attributes(&[("name", &path)]))?;
            for (rule, entry) in entries {
                let instead = rule.say.first().map(String::as_str);
                let message = sentence(&entry.wording, &rule.message, instead, self.language);
                let attributes = Attributes(&[
                    ("line", &entry.start.line),
                    ("column", &entry.start.column),
                    ("severity", &entry.severity.name()),
                    ("message", &message),
                    ("source", &rule.id),
                ]);
                writeln!(out, "    <error{attributes}/>")?;
            }
            out.write_all(b"  </file>\n")?;
        }
        for Unread { path, position, message } in &whole.unread {
            let (line, column) = position.map_or((1, 1), |at| (at.line, at.column));
            let message = one_line(message);
            let attributes = Attributes(&[
                ("line", &line),
                ("column", &column),
                ("severity", &"error"),
                ("message", &message),
                ("source", &"unread"),
            ]);
            writeln!(out, "  <file{}>", Attributes(&[("name", path)]))?;
            writeln!(out, "    <error{attributes}/>\n  </file>")?;
        }
        out.write_all(b"</checkstyle>\n")
    }
}
