//! What somebody should know of a run that is no fault: each is told once a file. Decides nothing.

use jinyu_formats::{SessionNote, UnreadTimes};
use jinyu_report::scan::{Cover, Covers};
use std::fmt;

/// What somebody should know of how a transcript was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanNote {
    /// The transcript.
    pub(crate) path: String,
    pub(crate) note: Note,
}

/// What it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    Session(SessionNote),
    Times(UnreadTimes),
}

impl ScanNote {
    /// The same, in which what the transcript says is covered.
    pub(crate) fn covered(self, covers: Covers) -> ScanNote {
        let mut note = self.note;
        match &mut note {
            Note::Session(SessionNote::CameBack { name, .. }) => cover(covers.session, name),
            Note::Session(SessionNote::Cut { name, .. } | SessionNote::Full { name, .. }) => {
                name.iter_mut().for_each(|name| cover(covers.session, name));
            }
            Note::Times(times) => {
                times.first = (covers.text)(&times.first).into_text().into_boxed_str();
            }
        }
        ScanNote { note, ..self }
    }
}

fn cover(cover: Cover, name: &mut String) {
    *name = cover(name).into_text();
}

impl fmt::Display for ScanNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        let called = |name: &Option<String>| match name {
            Some(name) => format!("the session “{name}”"),
            None => "the conversation".to_owned(),
        };
        let note = match &self.note {
            Note::Session(note) => note,
            Note::Times(UnreadTimes { shape, first, line, count, dateless: true }) => {
                return write!(
                    f,
                    "{path}:{line}: “{first}” has no date, nor does anything tell it, and its turn has no \
                     time; in this file {count} look like it ({shape}); write dates as 2026-01-31"
                );
            }
            Note::Times(UnreadTimes { shape, first, line, count, .. }) => {
                return write!(
                    f,
                    "{path}:{line}: “{first}” is no time that is known, and its turn has none; in this file \
                     {count} look like it ({shape}); write times as 2026-01-31 09:30:00"
                );
            }
        };
        match note {
            SessionNote::CameBack { name, line, .. } => write!(
                f,
                "{path}:{line}: the session “{name}” goes on long after its last turn; what follows is \
                 judged as a conversation of its own, here and elsewhere in the file; sort the file by \
                 session to have it judged as one"
            ),
            SessionNote::Cut { name, turns, line } => write!(
                f,
                "{path}:{line}: {} has more than {turns} turns; it is judged in parts, as are others \
                 like it; name the column of the session with --map session=NAME if these are many",
                called(name)
            ),
            SessionNote::Full { name, line } => write!(
                f,
                "{path}:{line}: too much is open at a time, and {} was taken for ended, as may be \
                 others; sort the file by session to have each judged as one",
                called(name)
            ),
        }
    }
}
