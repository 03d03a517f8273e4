//! What one speaker said at one time, with the way back to the file it was read from. A draft or a
//! canned reply is a turn not yet spoken. Readers make turns; the linter knows no file format.

use crate::moment::Moment;
use crate::offset_map::OffsetMap;
use crate::span::{InFile, InTurn, Span};
use crate::suppress::Directive;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::str::FromStr;

/// As what a speaker took part.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
#[expect(clippy::exhaustive_enums, reason = "every reader and score must decide about each role")]
pub enum Role {
    /// Someone who serves: a person or a program that answers as one.
    Agent,
    /// Someone who is served; what a customer says is never a finding of an agent's rule.
    Customer,
    /// An automatic answer that nobody wrote for this conversation.
    Bot,
    /// A notice of the platform: "the customer has left".
    System,
    /// Nobody said. Judged like an agent, as a draft is.
    #[default]
    Unknown,
}

/// Some roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Roles(u8);

impl Roles {
    pub(crate) const NONE: Roles = Roles(0);
    /// How many roles are told apart.
    pub(crate) const COUNT: usize = 4;

    pub(crate) fn of(roles: impl IntoIterator<Item = Role>) -> Roles {
        Roles(roles.into_iter().fold(0, |bits, role| bits | Roles::bit(role)))
    }

    /// The place of a role among those that are told apart. Where nobody said whose words they are, an
    /// agent's, as a draft is.
    #[inline]
    pub(crate) fn place(role: Role) -> usize {
        match role {
            Role::Agent | Role::Unknown => 0,
            Role::Customer => 1,
            Role::Bot => 2,
            Role::System => 3,
        }
    }

    #[inline]
    fn bit(role: Role) -> u8 {
        1 << Roles::place(role)
    }

    #[inline]
    pub(crate) fn has(self, role: Role) -> bool {
        self.0 & Roles::bit(role) != 0
    }

    pub(crate) fn and(self, others: Roles) -> Roles {
        Roles(self.0 | others.0)
    }

    pub(crate) fn is_empty(self) -> bool {
        self == Roles::NONE
    }
}

impl Role {
    /// The name used in packs, options and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Role::Agent => "agent",
            Role::Customer => "customer",
            Role::Bot => "bot",
            Role::System => "system",
            Role::Unknown => "unknown",
        }
    }

    /// Every role, in the order of their names in help texts.
    pub const ALL: [Role; 5] =
        [Role::Agent, Role::Customer, Role::Bot, Role::System, Role::Unknown];
}

impl FromStr for Role {
    type Err = ();
    /// Reads a role's own name, in any case.
    fn from_str(name: &str) -> Result<Self, ()> {
        Role::ALL.into_iter().find(|role| role.name().eq_ignore_ascii_case(name)).ok_or(())
    }
}

/// Where the talk takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Channel {
    /// Written, answered at once.
    Chat,
    /// Spoken; usually read from a transcript.
    Phone,
    /// Written as a letter.
    Mail,
}

impl Channel {
    /// The name used in packs, options and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Channel::Chat => "chat",
            Channel::Phone => "phone",
            Channel::Mail => "mail",
        }
    }

    /// Every channel.
    pub const ALL: [Channel; 3] = [Channel::Chat, Channel::Phone, Channel::Mail];
}

impl FromStr for Channel {
    type Err = ();
    /// Reads a channel's own name, in any case.
    fn from_str(name: &str) -> Result<Self, ()> {
        Channel::ALL.into_iter().find(|c| c.name().eq_ignore_ascii_case(name)).ok_or(())
    }
}

/// One turn: its text, who said it where, and where it stands in its file.
///
/// ```
/// use jinyu::{Role, Turn};
/// let turn = Turn::new("急什么").with_role(Role::Agent);
/// assert_eq!(turn.text(), "急什么");
/// ```
#[derive(Clone, Debug)]
pub struct Turn<'s> {
    text: Cow<'s, str>,
    id: Option<Cow<'s, str>>,
    role: Role,
    channel: Option<Channel>,
    speaker: Option<Cow<'s, str>>,
    begin: Option<Moment>,
    end: Option<Moment>,
    map: OffsetMap<InTurn, InFile>,
    directives: Vec<Directive>,
    placeholders: Vec<Span<InTurn>>,
}

impl<'s> Turn<'s> {
    /// A turn that is the whole of its file, by nobody in particular.
    pub fn new(text: impl Into<Cow<'s, str>>) -> Self {
        Turn {
            text: text.into(),
            id: None,
            role: Role::Unknown,
            channel: None,
            speaker: None,
            begin: None,
            end: None,
            map: OffsetMap::starting_at(0),
            directives: Vec::new(),
            placeholders: Vec::new(),
        }
    }

    /// Sets how its text maps to the file it was read from.
    #[must_use]
    #[inline]
    pub fn with_map(mut self, map: OffsetMap<InTurn, InFile>) -> Self {
        self.map = map;
        self
    }

    /// Sets the file's own name for it.
    #[must_use]
    #[inline]
    pub fn with_id(mut self, id: Option<Cow<'s, str>>) -> Self {
        self.id = id;
        self
    }

    /// Sets who speaks.
    #[must_use]
    #[inline]
    pub fn with_role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// Sets where the talk takes place.
    #[must_use]
    #[inline]
    pub fn with_channel(mut self, channel: Option<Channel>) -> Self {
        self.channel = channel;
        self
    }

    /// Sets who of those in this role speaks: a name or a staff number.
    #[must_use]
    #[inline]
    pub fn with_speaker(mut self, speaker: Option<Cow<'s, str>>) -> Self {
        self.speaker = speaker;
        self
    }

    /// Sets when it was said, or began to be said.
    #[must_use]
    #[inline]
    pub fn with_begin(mut self, begin: Option<Moment>) -> Self {
        self.begin = begin;
        self
    }

    /// Sets when the speaker came to its end.
    #[must_use]
    #[inline]
    pub fn with_end(mut self, end: Option<Moment>) -> Self {
        self.end = end;
        self
    }

    /// Sets which of its findings may stay.
    #[must_use]
    #[inline]
    pub fn with_directives(mut self, directives: Vec<Directive>) -> Self {
        self.directives = directives;
        self
    }

    /// Which of its findings may stay, as its file says.
    #[must_use]
    pub fn directives(&self) -> &[Directive] {
        &self.directives
    }

    /// Sets the pieces of its text that stand for something else, such as `{{name}}`, in order.
    /// They are never found, and no finding begins or ends inside of one.
    #[must_use]
    #[inline]
    pub fn with_placeholders(mut self, placeholders: Vec<Span<InTurn>>) -> Self {
        self.placeholders = placeholders;
        self
    }

    /// What was said.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file's own name for it, where it has one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Who speaks.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// Where the talk takes place, where that is known.
    #[must_use]
    pub fn channel(&self) -> Option<Channel> {
        self.channel
    }

    /// Who of those in this role speaks, where that is known.
    #[must_use]
    pub fn speaker(&self) -> Option<&str> {
        self.speaker.as_deref()
    }

    /// When it was said, or began to be said.
    #[must_use]
    pub fn begin(&self) -> Option<Moment> {
        self.begin
    }

    /// When the speaker came to its end; of a written message, when it was said.
    #[must_use]
    pub fn end(&self) -> Option<Moment> {
        self.end.or(self.begin)
    }

    /// The pieces of its text that stand for something else, in order.
    #[must_use]
    pub fn placeholders(&self) -> &[Span<InTurn>] {
        &self.placeholders
    }

    /// Where a span of the text stands in the file.
    #[must_use]
    pub fn in_file(&self, span: Span<InTurn>) -> Span<InFile> {
        self.map.source(span)
    }
}
