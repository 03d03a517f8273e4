//! A rule as it is meant: what it looks for, where that is innocent, and what to say instead.
//! Nothing here searches; nothing here knows YAML.

mod choices;
mod contraction;
mod example;
mod template;

pub(crate) use choices::Choices;
pub use example::Example;
pub(crate) use example::parse_marks;
pub(crate) use template::{GAP, Letter, MOST_WIDE, Part, Seq, Template, TemplateFault};

use crate::turn::{Channel, Role};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How grave a finding is. Ordered: an error is the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Chinese, in simplified characters.
    #[default]
    Zh,
    /// English.
    En,
}

/// The same sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
pub struct Wording {
    /// The approved wording, in the language the rule judges.
    pub text: String,
    /// Whether it may be put in the place of the forbidden wording as it is: the sentence around
    /// it stays grammatical and true.
    pub replaces: bool,
}

/// Who a rule speaks to, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The roles whose words are judged. A turn of unknown role is judged where agents are.
    pub roles: Vec<Role>,
    /// The channels in which it holds; none named means all. A turn of unknown channel is judged.
    pub channels: Vec<Channel>,
}

impl Scope {
    /// Whether a turn by this role on this channel is judged.
    #[must_use]
    pub fn admits(&self, role: Role, channel: Option<Channel>) -> bool {
        let role = if role == Role::Unknown { Role::Agent } else { role };
        self.roles.contains(&role)
            && (self.channels.is_empty()
                || channel.is_none_or(|channel| self.channels.contains(&channel)))
    }
}

/// Whose act a wording speaks of: the nearest subject before it in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Actor {
    /// The one who answers: 我, we.
    #[serde(rename = "self")]
    Oneself,
    /// The one who is served: 您, you.
    Customer,
    /// Somebody else: 快递员, the courier.
    Other,
    /// A thing: 线路, the line.
    Thing,
}

impl Actor {
    /// The name used in packs and in explanations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Actor::Oneself => "self",
            Actor::Customer => "customer",
            Actor::Other => "other",
            Actor::Thing => "thing",
        }
    }
}

/// What a rule looks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct LookFor {
    /// Wordings anywhere in a clause.
    pub(crate) phrases: Vec<Template>,
    /// Regular expressions over the folded text.
    pub(crate) patterns: Vec<Pattern>,
    /// Wordings that are the whole of a clause, once fillers are set aside.
    pub(crate) whole_clause: Vec<Template>,
    /// Wordings that are the whole of a message, once greetings and fillers are set aside.
    pub(crate) whole_message: Vec<Template>,
}

/// A regular expression and what must stand in a text that it can match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pattern {
    pub(crate) source: String,
    /// Folded literals, one of which is in every match; empty: the pattern is tried on every text.
    pub(crate) literals: Vec<String>,
}

/// The contexts in which a wording is innocent. An empty list or `false` never excuses.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Innocence {
    pub(crate) inside: Vec<Template>,
    pub(crate) after: Vec<Template>,
    pub(crate) before: Vec<Template>,
    pub(crate) clause: Vec<Template>,
    pub(crate) sentence: Vec<Template>,
    pub(crate) message: Vec<Template>,
    pub(crate) whose: Vec<Actor>,
    pub(crate) question: bool,
    pub(crate) conditional: bool,
    pub(crate) quoted: bool,
    pub(crate) rescued: bool,
    pub(crate) number: bool,
    pub(crate) negated: bool,
}

/// One rule: a class of wordings that must not be said, and everything a person needs to know
/// about them.
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
    pub(crate) innocent: Innocence,
    /// Whether a match must begin and end where Chinese words do.
    pub(crate) words: bool,
    pub(crate) say: Vec<Wording>,
    pub(crate) examples: Vec<Example>,
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
        &self.examples
    }

    /// The phrases as their author wrote them, `whole` ones included.
    pub fn phrases(&self) -> impl Iterator<Item = &str> {
        let LookFor { phrases, whole_clause, whole_message, .. } = &self.look_for;
        phrases.iter().chain(whole_clause).chain(whole_message).map(Template::source)
    }

    /// The contexts in which its wordings are innocent, by the keys of the pack format: each with
    /// its wordings, or with none where the key is a switch.
    pub fn innocent(&self) -> impl Iterator<Item = (&'static str, Vec<&str>)> {
        let Innocence { inside, after, before, clause, sentence, message, .. } = &self.innocent;
        let lists = [
            ("inside", inside),
            ("after", after),
            ("before", before),
            ("clause", clause),
            ("sentence", sentence),
            ("message", message),
        ];
        let lists =
            lists.map(|(key, wordings)| (key, wordings.iter().map(Template::source).collect()));
        let whose = ("whose", self.innocent.whose.iter().map(|actor| actor.name()).collect());
        let named =
            lists.into_iter().chain([whose]).filter(|(_, words): &(_, Vec<_>)| !words.is_empty());
        let switches = [
            ("question", self.innocent.question),
            ("conditional", self.innocent.conditional),
            ("quoted", self.innocent.quoted),
            ("rescued", self.innocent.rescued),
            ("number", self.innocent.number),
            ("negated", self.innocent.negated),
        ];
        let set = switches.into_iter().filter(|(_, set)| *set);
        named.chain(set.map(|(key, _)| (key, Vec::new())))
    }

    /// The regular expressions, each with whether it is tried on every text because no literal
    /// stands in all that it matches.
    pub fn patterns(&self) -> impl Iterator<Item = (&str, bool)> {
        self.look_for.patterns.iter().map(|p| (p.source.as_str(), p.literals.is_empty()))
    }
}
