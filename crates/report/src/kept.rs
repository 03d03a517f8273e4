//! What a reporter wants to have whole before it writes: findings with all that a report says of
//! them, free of the text that they were found in. Puts nothing into words and writes nothing.

use crate::fix::replacement;
use crate::window::Window;
use crate::{Located, Standing, Summary};
use jinyu::{Fingerprint, Language, Position, Rule, Severity, Source, Turn};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How much of a run a reporter wants to have at its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeps {
    /// The counts: all else is written when it is told.
    #[default]
    Counts,
    /// What could not be read, too.
    Unread,
    /// Every finding as well, in the words of this language, because totals or groups stand before
    /// them. The memory of a run is then in proportion to its findings and inputs, and still not to
    /// their size.
    Findings(Language),
}

/// What one reporter says of a chunk of an input: words, or findings that are put into words at the
/// end. Made on any thread; a [`Report`](crate::Report) puts the sections together in order.
#[derive(Debug, Default)]
pub struct Section {
    pub(crate) text: Vec<u8>,
    pub(crate) files: Vec<String>,
    pub(crate) rules: Vec<RuleNote>,
    pub(crate) entries: Vec<Entry>,
}

impl Section {
    /// Keeps a turn's findings for the end, and that its file was linted.
    pub(crate) fn keep(
        &mut self,
        source: &Source,
        turn: &Turn<'_>,
        findings: &[Located<'_, '_>],
        language: Language,
    ) {
        let file = place(&mut self.files, |file| file == source.name(), || source.name().into());
        for located in findings {
            let rule = located.finding.rule;
            let same = |note: &RuleNote| note.is_of(rule, language);
            let rule = place(&mut self.rules, same, || RuleNote::new(rule, language));
            self.entries.push(Entry::new(file, rule, source, turn, located));
        }
    }
}

impl Write for Section {
    fn write(&mut self, words: &[u8]) -> io::Result<usize> {
        self.text.write(words)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Where the one that is meant stands; it is put at the end where it does not stand yet.
fn place<T>(all: &mut Vec<T>, meant: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> usize {
    all.iter().rposition(meant).unwrap_or_else(|| {
        all.push(new());
        all.len() - 1
    })
}

/// An input, or a line of one, that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The input's name; empty where no input is at fault.
    pub path: String,
    /// Where in it the fault was noticed, where that is known.
    pub position: Option<Position>,
    /// What is wrong and what to do, with the place.
    pub message: String,
}

/// A run at its end: its counts, and of the rest what the reporter [`Keeps`].
#[derive(Debug, Default)]
pub struct Whole {
    pub(crate) summary: Summary,
    pub(crate) baseline: bool,
    pub(crate) files: Vec<String>,
    pub(crate) rules: Vec<RuleNote>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) unread: Vec<Unread>,
    numbers: BTreeMap<String, usize>,
}

impl Whole {
    /// What the run came to.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Takes what the next section keeps.
    pub(crate) fn add(&mut self, section: Section) {
        let files: Vec<usize> = section.files.into_iter().map(|file| self.file(file)).collect();
        let rule = |note: RuleNote| place(&mut self.rules, |known| *known == note, || note.clone());
        let rules: Vec<usize> = section.rules.into_iter().map(rule).collect();
        let placed = |entry: Entry| {
            let (file, rule) = (files.get(entry.file)?, rules.get(entry.rule)?);
            Some(Entry { file: *file, rule: *rule, ..entry })
        };
        self.entries.extend(section.entries.into_iter().filter_map(placed));
    }

    fn file(&mut self, name: String) -> usize {
        if let Some(number) = self.number(&name) {
            return number;
        }
        self.files.push(name.clone());
        self.numbers.insert(name, self.files.len() - 1);
        self.files.len() - 1
    }

    /// Which of the files has this name.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).copied()
    }

    /// The entries of each file that has some, files and entries in the order of the run.
    pub(crate) fn by_file(&self, wanted: impl Fn(&Entry) -> bool) -> Vec<(&str, Noted<'_>)> {
        let mut files: Vec<_> = self.files.iter().map(|file| (file.as_str(), vec![])).collect();
        for entry in self.entries.iter().filter(|entry| wanted(entry)) {
            if let (Some((_, entries)), Some(rule)) =
                (files.get_mut(entry.file), self.rules.get(entry.rule))
            {
                entries.push((rule, entry));
            }
        }
        files.retain(|(_, entries)| !entries.is_empty());
        files
    }
}

/// Entries, each with its rule.
pub(crate) type Noted<'w> = Vec<(&'w RuleNote, &'w Entry)>;

/// What a report says of a rule, in its own language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleNote {
    pub(crate) id: String,
    pub(crate) category: String,
    /// Where configuration says nothing.
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) why: String,
    pub(crate) source: String,
    pub(crate) say: Vec<String>,
}

impl RuleNote {
    fn new(rule: &Rule, language: Language) -> Self {
        RuleNote {
            id: rule.id().into(),
            category: rule.category().into(),
            severity: rule.severity(),
            message: rule.message(language).into(),
            why: rule.why(language).into(),
            source: rule.source().into(),
            say: rule.say().iter().map(|wording| wording.text.clone()).collect(),
        }
    }

    /// Whether it says all that there is to say of the rule.
    fn is_of(&self, rule: &Rule, language: Language) -> bool {
        self.id == rule.id()
            && self.category == rule.category()
            && self.severity == rule.severity()
            && self.message == rule.message(language)
            && self.why == rule.why(language)
            && self.source == rule.source()
            && self.say.iter().eq(rule.say().iter().map(|wording| &wording.text))
    }
}

/// A finding.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Which of the files.
    pub(crate) file: usize,
    /// Which of the rules.
    pub(crate) rule: usize,
    pub(crate) severity: Severity,
    /// The file's own name for the turn.
    pub(crate) id: Option<String>,
    pub(crate) start: Position,
    pub(crate) end: Position,
    /// As it stands in the turn.
    pub(crate) wording: String,
    /// The wording with what stands around it.
    pub(crate) window: Window,
    /// What may be written in its place in the file.
    pub(crate) replacement: Option<String>,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) decision: Decision,
}

/// A [`Standing`] that borrows nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    New,
    Known { since: String },
    Suppressed { reason: String },
}

impl Entry {
    fn new(
        file: usize,
        rule: usize,
        source: &Source,
        turn: &Turn<'_>,
        located: &Located<'_, '_>,
    ) -> Self {
        let Located { finding, start, end, fingerprint, .. } = *located;
        Entry {
            file,
            rule,
            severity: finding.severity,
            id: turn.id().map(String::from),
            start,
            end,
            wording: finding.span.cut(turn.text()).unwrap_or_default().into(),
            window: Window::around(turn.text(), finding.span),
            replacement: replacement(source, turn, located).map(String::from),
            fingerprint,
            decision: match located.standing {
                Standing::New => Decision::New,
                Standing::Known { since } => Decision::Known { since: since.into() },
                Standing::Suppressed { reason } => Decision::Suppressed { reason: reason.into() },
            },
        }
    }

    pub(crate) fn is_new(&self) -> bool {
        self.decision == Decision::New
    }
}
