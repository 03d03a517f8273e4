//! A pack: rules that belong together, with the word lists that they share. Reading one from YAML
//! reports every fault at once; a built-in one is decoded from the compact form it was encoded to.

mod advice;
mod amount;
mod check;
mod compact;
mod coverage;
mod cues;
mod error;
mod example;
mod lazy;
mod lists;
mod places;
mod read;
mod report;
mod room;
mod rule;
mod said;
mod same;
mod talks;
mod together;
mod written;

pub use compact::DecodeError;
pub use coverage::{Coverage, CueCoverage};
pub use error::PackError;
pub use together::Checked;

use crate::rule::{Choices, Language, Rule, Severity};
use crate::source::Source;
use crate::turn::Roles;
use crate::yaml::{Codes, Fault};
use bytes::Bytes;
pub(crate) use lazy::{Decoded, Lazy};
use serde::{Deserialize, Serialize};

/// The codes of faults that are found while the YAML is read.
const CODES: Codes = Codes {
    yaml: "pack::yaml",
    shape: "pack::shape",
    missing_key: "pack::missing-key",
    character: "pack::character",
    unknown_key: "pack::unknown-key",
    unknown_name: "pack::unknown-name",
};

/// A named list of words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct WordList {
    pub(crate) name: String,
    pub(crate) items: Lazy<Choices>,
}

impl Decoded for Vec<WordList> {
    fn nothing() -> Self {
        Vec::new()
    }
}

/// A rule, and what must be known of it before it is looked for.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) category: String,
    pub(crate) severity: Severity,
    /// Whether it is about whole conversations.
    pub(crate) reports: bool,
    /// Whose words it judges.
    pub(crate) roles: Roles,
    rule: Lazy<Rule>,
}

impl Entry {
    fn of(rule: Rule) -> Entry {
        Entry {
            id: rule.id.clone(),
            category: rule.category.clone(),
            severity: rule.severity,
            reports: rule.report.is_some(),
            roles: rule.scope.roles(),
            rule: Lazy::of(rule),
        }
    }

    pub(crate) fn rule(&self) -> &Rule {
        self.rule.get()
    }
}

/// Rules with a name and a version.
#[derive(Clone, Debug)]
pub struct Pack {
    name: String,
    version: String,
    chinese: bool,
    entries: Vec<Entry>,
    cues: Vec<Entry>,
    lists: Lazy<Vec<WordList>>,
    /// Of its compact form; 0 if it was not read from one.
    digest: u64,
}

/// What a pack is made of, as it was read.
#[derive(Debug)]
struct Content {
    chinese: bool,
    lists: Vec<WordList>,
    rules: Vec<Rule>,
    cues: Vec<Rule>,
}

impl Pack {
    fn new(name: String, version: String, content: Content) -> Pack {
        let Content { chinese, lists, rules, cues } = content;
        let entries = |rules: Vec<Rule>| rules.into_iter().map(Entry::of).collect();
        let (entries, cues) = (entries(rules), entries(cues));
        Pack { name, version, chinese, entries, cues, lists: Lazy::of(lists), digest: 0 }
    }

    /// The JSON Schema (draft 7) of the YAML, for editors that help while one writes. It knows keys,
    /// names and shapes, and takes phrases for text; [`Pack::parse`] has the last word, and is more
    /// lenient about keys without a value and names in capital letters.
    pub const SCHEMA: &str = include_str!("../../data/pack.schema.json");

    /// Reads a pack from YAML.
    ///
    /// # Errors
    /// Every fault of the file, each at its place.
    pub fn parse(source: &Source) -> Result<Pack, PackError> {
        read::pack(source).map(|(pack, _)| pack)
    }

    /// Proves the rules: examples that are not found as marked, phrases that can never be found,
    /// exceptions that can never apply. `source` is the YAML that the pack was read from.
    #[must_use]
    pub fn check(&self, source: &Source) -> Vec<Fault> {
        check::pack(source)
    }

    /// Reads packs that are used together and finds all that is wrong with each: what
    /// [`Pack::check`] finds; rules of one id, phrases that stand in two rules or are always
    /// covered by a finding of another one, approved wordings that a rule of any of them forbids;
    /// contexts that excuse nothing. What is not certain to do harm is a warning.
    ///
    /// # Errors
    /// For each source that is no pack, every fault of it.
    #[must_use]
    pub fn check_together(sources: &[&Source]) -> Vec<Result<Checked, PackError>> {
        together::packs(sources)
    }

    /// Which phrases of each rule its own examples find.
    ///
    /// ```
    /// # use jinyu::{Pack, Source};
    /// # let yaml = include_str!("../../tests/demo.yaml");
    /// let pack = Pack::parse(&Source::new("demo.yaml", yaml))?;
    /// let coverage = pack.coverage();
    /// assert!(coverage[0].wordings.iter().any(|&(_, examples)| examples > 0));
    /// # Ok::<(), jinyu::PackError>(())
    /// ```
    #[must_use]
    pub fn coverage(&self) -> Vec<Coverage<'_>> {
        coverage::pack(self)
    }

    /// Which phrases of each cue stand in talks of the pack's rules.
    #[must_use]
    pub fn cue_coverage(&self) -> Vec<CueCoverage<'_>> {
        coverage::cues(self)
    }

    /// The compact form, for embedding in a program. The same pack gives the same bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        compact::encode(self)
    }

    /// Reads the compact form.
    ///
    /// # Errors
    /// Bytes that [`Pack::encode`] of this version did not write, or that were damaged since.
    pub fn decode(bytes: &[u8]) -> Result<Pack, DecodeError> {
        let pack = compact::decode(&Bytes::copy_from_slice(bytes), false)?;
        if compact::is_whole(&pack) { Ok(pack) } else { Err(DecodeError::new()) }
    }

    /// The same for one that stands in more bytes, of which somebody has made sure that they are as they were
    /// written; where it lies. Word lists that could not be followed are damage all the same.
    pub(crate) fn within(bytes: &Bytes) -> Result<Pack, DecodeError> {
        let pack = compact::decode(bytes, true)?;
        if lists::are_sound(pack.lists()) { Ok(pack) } else { Err(DecodeError::new()) }
    }

    /// Reads a compact form that is part of the program, where it lies. It is not looked through
    /// for damage: rules are decoded when something leads to them, and a damaged one finds nothing.
    ///
    /// # Errors
    /// Bytes that [`Pack::encode`] of another version wrote.
    pub fn embedded(bytes: &'static [u8]) -> Result<Pack, DecodeError> {
        compact::decode(&Bytes::from_static(bytes), true)
    }

    /// The pack's name, as `--pack` takes it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The pack's version, as its author writes it.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The language that its rules judge.
    #[must_use]
    pub fn language(&self) -> Language {
        if self.chinese { Language::Zh } else { Language::En }
    }

    /// Its rules, in the order of the file.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &Rule> {
        self.entries.iter().map(Entry::rule)
    }

    /// Its rules by their heads only.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What tells packs in their compact form apart; 0 for one that was read from YAML.
    pub(crate) fn digest(&self) -> u64 {
        self.digest
    }

    /// Its word lists, those of its language first.
    pub(crate) fn lists(&self) -> &[WordList] {
        self.lists.get()
    }

    /// Its cues by their heads only; the id of each is `pack/cue`.
    pub(crate) fn cues(&self) -> &[Entry] {
        &self.cues
    }

    /// All that is searched for: the rules, then the cues.
    pub(crate) fn searched(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().chain(&self.cues)
    }

    /// One of those.
    pub(crate) fn searched_at(&self, at: usize) -> Option<&Entry> {
        let cue = || self.cues.get(at.checked_sub(self.entries.len())?);
        self.entries.get(at).or_else(cue)
    }

    /// The same pack with one rule, or one cue as a rule, and nothing else.
    fn only(&self, rule: &Rule) -> Pack {
        let (lists, rules) = (self.lists().to_vec(), vec![rule.clone()]);
        let content = Content { chinese: self.chinese, lists, rules, cues: Vec::new() };
        Pack::new(self.name.clone(), self.version.clone(), content)
    }
}
