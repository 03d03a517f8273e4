//! Where the records of a table end, and their fields. The one place that follows quotes: stretches are
//! cut here and rows are read here, so both agree. It looks for the few bytes that matter many at a
//! time, where a parser that unquotes as it goes looks at each.

/// How long a record may be, in bytes. A quote that is not closed within that was never meant to be.
const LONGEST: usize = 1 << 20;

/// How records are divided into fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grammar {
    pub(super) separator: u8,
}

/// What begins at a byte of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Record {
    /// A record, and where the next one begins.
    Whole(usize),
    /// A line whose quotes are not in order, and where the next one begins; `closed` says whether this one
    /// is closed in the line.
    Broken { end: usize, quote: usize, closed: bool },
    /// More must be read to know it.
    Unfinished,
}

/// One field, quotes included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether its text stands between quotes.
    pub(super) quoted: bool,
}

/// What begins at a byte of a record.
enum Field {
    /// A field, where it ends (at a separator, at a line end or with the text), and whether it is quoted.
    To(usize, bool),
    Broken {
        quote: usize,
        close: Option<usize>,
    },
    Unfinished,
}

impl Grammar {
    /// Where the record ends that begins at `start`, which is before the end of the text. `whole` says
    /// whether the text is at its end.
    pub(super) fn end(self, text: &str, start: usize, whole: bool) -> Record {
        let bytes = text.as_bytes().get(start..).unwrap_or_default();
        let Some(line) = memchr::memchr(b'\n', bytes) else {
            return if whole {
                self.record(text, start, whole, |_| ())
            } else {
                Record::Unfinished
            };
        };
        let plain = memchr::memchr(b'"', bytes.get(..line).unwrap_or_default()).is_none();
        if plain {
            Record::Whole(start + line + 1)
        } else {
            self.record(text, start, whole, |_| ())
        }
    }

    /// Reads the record that begins at `start`, and tells of each of its fields, quotes included.
    pub(super) fn record(
        self,
        text: &str,
        start: usize,
        whole: bool,
        mut tell: impl FnMut(Bounds),
    ) -> Record {
        let bytes = text.as_bytes();
        let mut at = start;
        loop {
            let (end, quoted) = match self.field(bytes, start, at, whole) {
                Field::To(end, quoted) => (end, quoted),
                Field::Unfinished => return Record::Unfinished,
                Field::Broken { quote, close } => {
                    let rest = bytes.get(start..).unwrap_or_default();
                    let line = memchr::memchr(b'\n', rest).map(|line| start + line + 1);
                    let end = line.unwrap_or(bytes.len());
                    // The line is all that is left out, so what is wrong is what is open at its end.
                    let quote = if quote < end { quote } else { self.open(bytes, start, end) };
                    let closed = close.is_some_and(|close| close < end);
                    return Record::Broken { end, quote, closed };
                }
            };
            match bytes.get(end) {
                Some(&byte) if byte == self.separator => tell(Bounds { start: at, end, quoted }),
                behind => {
                    let half = bytes.get(at..end).is_some_and(|field| field.ends_with(b"\r"));
                    tell(Bounds { start: at, end: end - usize::from(half), quoted });
                    return Record::Whole(end + usize::from(behind.is_some()));
                }
            }
            at = end + 1;
        }
    }

    /// The quote that is open at the end of a line.
    fn open(self, bytes: &[u8], start: usize, end: usize) -> usize {
        let line = bytes.get(..end).unwrap_or_default();
        let mut at = start;
        while let Field::To(behind, _) = self.field(line, start, at, true)
            && behind < end
        {
            at = behind + 1;
        }
        at
    }

    fn field(self, bytes: &[u8], record: usize, at: usize, whole: bool) -> Field {
        if bytes.get(at) == Some(&b'"') {
            match self.quoted(bytes, record, at, whole) {
                // Tools that part fields with tabs mostly write no quotes but those of the text.
                Field::Broken { .. } if self.separator == b'\t' => {}
                field => return field,
            }
        }
        let rest = bytes.get(at..).unwrap_or_default();
        match memchr::memchr2(self.separator, b'\n', rest) {
            Some(end) => Field::To(at + end, false),
            None if whole => Field::To(bytes.len(), false),
            None => Field::Unfinished,
        }
    }

    fn quoted(self, bytes: &[u8], record: usize, quote: usize, whole: bool) -> Field {
        let most = bytes.len().min(record.saturating_add(LONGEST));
        let tabs = self.separator == b'\t';
        let mut at = quote + 1;
        loop {
            let rest = bytes.get(at..most).unwrap_or_default();
            let found =
                if tabs { memchr::memchr2(b'"', b'\t', rest) } else { memchr::memchr(b'"', rest) };
            let Some(found) = found else {
                let all = whole || most < bytes.len();
                let open = Field::Broken { quote, close: None };
                return if all { open } else { Field::Unfinished };
            };
            at += found;
            if bytes.get(at) == Some(&b'\t') {
                return Field::Broken { quote, close: None };
            }
            match (bytes.get(at + 1), bytes.get(at + 2)) {
                (Some(b'"'), _) => at += 2,
                (Some(b'\n'), _) => return Field::To(at + 1, true),
                (Some(b'\r'), Some(b'\n')) => return Field::To(at + 2, true),
                (Some(&byte), _) if byte == self.separator => return Field::To(at + 1, true),
                (None, _) | (Some(b'\r'), None) if !whole => return Field::Unfinished,
                (None, _) => return Field::To(at + 1, true),
                (Some(b'\r'), None) => return Field::To(at + 2, true),
                _ => return Field::Broken { quote, close: Some(at) },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSV: Grammar = Grammar { separator: b',' };
    const TSV: Grammar = Grammar { separator: b'\t' };

    /// The fields of every record, `!` for a line that is broken.
    fn records(grammar: Grammar, text: &str) -> Vec<String> {
        let mut records = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let mut fields = Vec::new();
            let record =
                grammar.record(text, at, true, |field| fields.push(&text[field.start..field.end]));
            assert_eq!(
                std::mem::discriminant(&record),
                std::mem::discriminant(&grammar.end(text, at, true))
            );
            at = match record {
                Record::Whole(end) => end,
                Record::Broken { end, .. } => {
                    fields.push("!");
                    end
                }
                Record::Unfinished => panic!("{text}"),
            };
            records.push(fields.join("|"));
        }
        records
    }

    #[test]
    fn records_end_where_no_quote_is_open() {
        let table = [
            ("a,b\nc,d", vec!["a|b", "c|d"]),
            ("a,\"b\nc\",d\r\ne", vec!["a|\"b\nc\"|d", "e"]),
            ("\"a\"\"b\",c\n", vec!["\"a\"\"b\"|c"]),
            ("a\"b,c\nd\n", vec!["a\"b|c", "d"]),
            ("a,\"b\nc,d\n", vec!["a|!", "c|d"]),
            ("\"a\"b,c\nd,e\n", vec!["!", "d|e"]),
            ("\"a\nb\",\"", vec!["\"a\nb\"|!", "b\"|!"]),
            (",\n\n", vec!["|", ""]),
            ("\"a\"", vec!["\"a\""]),
            ("a,", vec!["a|"]),
        ];
        for (text, expected) in table {
            assert_eq!(records(CSV, text), expected, "{text:?}");
        }
        let tabs = [
            ("\"hi\" x\ty\nz\n", vec!["\"hi\" x|y", "z"]),
            ("\"hi\ty\nz\t\"\n", vec!["\"hi|y", "z|\""]),
            ("\"a\nb\"\tc\n", vec!["\"a\nb\"|c"]),
        ];
        for (text, expected) in tabs {
            assert_eq!(records(TSV, text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_quote_that_stays_open_costs_one_line() {
        let text = format!("a,\"b\n{}", "c,d\n".repeat(LONGEST / 2));
        assert_eq!(CSV.end(&text, 0, false), Record::Broken { end: 5, quote: 2, closed: false });
        let behind = Record::Broken { end: 3, quote: 0, closed: false };
        assert_eq!(CSV.end("\"a\nb\",\"", 0, true), behind);
        assert_eq!(CSV.end("a,\"b\nc", 0, false), Record::Unfinished);
        assert_eq!(CSV.end("a,\"b\"\n", 0, false), Record::Whole(6));
        assert_eq!(CSV.end("a,\"b\"", 0, false), Record::Unfinished);
    }
}
