//! A rule as it is meant: what it looks for, where that is innocent, and what to say instead.
//! Nothing here searches; nothing here knows YAML.

mod checksum;
mod choices;
mod condition;
mod contraction;
mod example;
mod innocence;
mod joined;
mod look_for;
mod row;
mod talk;
mod template;

pub(crate) use checksum::Checksum;
pub(crate) use choices::Choices;
pub(crate) use condition::{
    Amount, Anchor, Answer, By, Condition, Cues, Leaf, Near, Repeated, Report, Said, Side, Silence,
    Spoken, Stretch, Test, To, Which,
};
pub use example::Example;
pub(crate) use example::{parse_marks, parse_talk};
pub use innocence::Actor;
pub(crate) use innocence::Innocence;
pub(crate) use joined::MOST_JOINED;
pub(crate) use look_for::{LookFor, Pattern, Phrase};
pub(crate) use template::{GAP, Letter, MOST_DEEP, MOST_WIDE, Part, Seq, Template, TemplateFault};

use crate::pack::{Decoded, Lazy};
use crate::turn::{Channel, Role, Roles};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How grave a finding is. Ordered: an error is the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "every report must say each severity")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Should be said in other words.
    Warning,
    /// Must not be sent.
    Error,
}

impl Severity {
    /// The name used in packs, options and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// Every severity, mildest first.
    pub const ALL: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];
}

impl FromStr for Severity {
    type Err = ();
    /// Reads a severity's own name, in any case.
    fn from_str(name: &str) -> Result<Self, ()> {
        Severity::ALL.into_iter().find(|s| s.name().eq_ignore_ascii_case(name)).ok_or(())
    }
}

/// A language people read reports in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "whatever people read must be in each language")]
pub enum Language {
    /// Chinese, in simplified characters.
    #[default]
    Zh,
    /// English.
    En,
}

impl std::str::FromStr for Language {
    type Err = ();
    /// Reads a language as packs name it.
    fn from_str(name: &str) -> Result<Self, ()> {
        match name {
            "zh" => Ok(Language::Zh),
            "en" => Ok(Language::En),
            _ => Err(()),
        }
    }
}

/// The same sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "a text in each language, like `Language`")]
pub struct Bilingual {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Bilingual {
    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// Something to say instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Wording {
    /// The approved wording, in the language the rule judges.
    pub text: String,
    /// Whether it may be put in the place of the forbidden wording as it is: the sentence around
    /// it stays grammatical and true.
    pub replaces: bool,
}

/// Who a rule speaks to, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Scope {
    /// The roles whose words are judged. A turn of unknown role is judged where agents are.
    pub roles: Vec<Role>,
    /// The channels in which it holds; none named means all. A turn of unknown channel is judged.
    pub channels: Vec<Channel>,
}

impl Scope {
    pub(crate) fn roles(&self) -> Roles {
        Roles::of(self.roles.iter().copied())
    }

    /// Whether a turn by this role on this channel is judged.
    #[must_use]
    pub fn admits(&self, role: Role, channel: Option<Channel>) -> bool {
        self.roles().has(role)
            && (self.channels.is_empty()
                || channel.is_none_or(|channel| self.channels.contains(&channel)))
    }
}

/// One rule: a class of wordings that must not be said, or a fault of a whole conversation, and
/// everything a person needs to know about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    pub(crate) id: String,
    pub(crate) pack: String,
    pub(crate) category: String,
    pub(crate) severity: Severity,
    pub(crate) message: Bilingual,
    pub(crate) why: Bilingual,
    pub(crate) source: String,
    pub(crate) scope: Scope,
    pub(crate) look_for: LookFor,
    pub(crate) innocent: Lazy<Innocence>,
    /// Whether a match must begin and end where Chinese words do.
    pub(crate) words: bool,
    /// When it is reported, of a rule about conversations; such a rule looks for no words itself.
    pub(crate) report: Option<Report>,
    pub(crate) say: Vec<Wording>,
    pub(crate) examples: Lazy<Vec<Example>>,
}

impl Decoded for Rule {
    fn nothing() -> Self {
        let empty = || Bilingual { zh: String::new(), en: String::new() };
        Rule {
            id: String::new(),
            pack: String::new(),
            category: String::new(),
            severity: Severity::Info,
            message: empty(),
            why: empty(),
            source: String::new(),
            scope: Scope::default(),
            look_for: LookFor::default(),
            innocent: Lazy::of(Innocence::default()),
            words: true,
            report: None,
            say: Vec::new(),
            examples: Lazy::of(Vec::new()),
        }
    }
}

impl Rule {
    /// The rule's name in options, suppressions and reports: `negative/unclear`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The pack it stands in.
    #[must_use]
    pub fn pack(&self) -> &str {
        &self.pack
    }

    /// The class of misconduct: `negative`, `vague`, …
    #[must_use]
    pub fn category(&self) -> &str {
        &self.category
    }

    /// How grave it is, where configuration says nothing.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What is wrong, in one sentence.
    #[must_use]
    pub fn message(&self, language: Language) -> &str {
        self.message.get(language)
    }

    /// Why it must not be said.
    #[must_use]
    pub fn why(&self, language: Language) -> &str {
        self.why.get(language)
    }

    /// The standard or document that asks for it.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whose words are judged, and where.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Approved wordings, best first; never empty in a valid pack.
    #[must_use]
    pub fn say(&self) -> &[Wording] {
        &self.say
    }

    /// The sentences that prove the rule.
    #[must_use]
    pub fn examples(&self) -> &[Example] {
        self.examples.get()
    }

    /// When it is reported, as its author wrote it in YAML, of a rule about whole conversations; `None`
    /// of one that looks for wordings.
    #[must_use]
    pub fn report(&self) -> Option<&str> {
        self.report.as_ref().map(|report| report.written.as_str())
    }

    /// The phrases as their author wrote them, `whole` ones included.
    pub fn phrases(&self) -> impl Iterator<Item = &str> {
        self.look_for.phrases().map(|phrase| phrase.template.source())
    }

    /// The contexts in which its wordings are innocent, by the keys of the pack format: each with
    /// its wordings, or with none where the key is a switch.
    pub fn innocent(&self) -> impl Iterator<Item = (&'static str, Vec<&str>)> {
        self.innocent.get().contexts()
    }

    /// The phrases that are innocent in contexts of their own, and these, as [`Rule::innocent`]
    /// gives them.
    pub fn innocent_phrases(&self) -> impl Iterator<Item = (&str, Vec<(&'static str, Vec<&str>)>)> {
        self.look_for.phrases().filter_map(|phrase| {
            let contexts = phrase.innocent.as_ref()?.contexts().collect();
            Some((phrase.template.source(), contexts))
        })
    }

    /// The regular expressions, each with whether it is tried on every text because nothing stands
    /// in all that it matches: no literal, no digit, no sign.
    pub fn patterns(&self) -> impl Iterator<Item = (&str, bool)> {
        let patterns = self.look_for.patterns.iter();
        patterns.map(|pattern| (pattern.source.as_str(), pattern.is_unguarded()))
    }
}
