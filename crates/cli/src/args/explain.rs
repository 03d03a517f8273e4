//! What was typed about an explanation, of a text or of a conversation.

use super::scan::Heard;
use super::{Cached, Configured, Packs, Speaker};
use clap::{Args as ClapArgs, ValueEnum};
use jinyu_project::{Choice, Purpose, Typed, WhichConversation};

pub(super) const EXAMPLES: &str = "\
Examples:
  jinyu explain '您有不清楚的地方可以问我'
  jinyu explain --rule negative/unclear '我不清楚'
  jinyu explain --conversation chats.jsonl --line 120
  jinyu explain --conversation chats.csv --session 8831 --rule waiting/late-answer

Exit status: 0 explained, 2 something could not be read or is not there.";

/// `jinyu explain`
#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// What was said; `-` reads it from standard input
    #[arg(required_unless_present = "conversation", conflicts_with = "conversation")]
    pub(crate) text: Option<String>,

    /// It is a canned reply: {{name}}, %s, [订单号] stand for something else
    #[arg(long, conflicts_with = "conversation")]
    pub(crate) canned: bool,

    /// Explain this rule only
    #[arg(long, value_name = "ID")]
    pub(crate) rule: Option<String>,

    /// Explain a conversation of this transcript: what each rule about conversations asks for, and where
    /// it was heard or not
    #[arg(long, value_name = "FILE")]
    pub(crate) conversation: Option<String>,

    /// The conversation of this session, where the transcript has several
    #[arg(long, value_name = "ID", conflicts_with = "line")]
    session: Option<String>,

    /// The conversation that has this line of the transcript, as reports name it
    #[arg(long, value_name = "N")]
    line: Option<usize>,

    /// How a conversation is explained
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(crate) format: ExplainFormat,

    /// Show names, phone numbers, identity and card numbers, which are covered otherwise
    #[arg(long)]
    pub(crate) unmask: bool,

    #[command(flatten, next_help_heading = "How transcripts are read")]
    heard: Heard,

    #[command(flatten, next_help_heading = "Rules")]
    packs: Packs,

    #[command(flatten)]
    pub(crate) cached: Cached,

    #[command(flatten)]
    configured: Configured,

    #[command(flatten)]
    pub(crate) speaker: Speaker,
}

/// For whom a conversation is explained.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum ExplainFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

impl Explain {
    /// Which configurations are asked.
    pub(crate) fn choice(&self) -> Choice {
        self.configured.choice()
    }

    /// What was typed of that which a configuration can say as well.
    pub(crate) fn typed(&self) -> Typed {
        let purpose = match self.conversation {
            Some(_) => Purpose::Conversations,
            None => Purpose::Replies,
        };
        Typed {
            purpose,
            transcript: self.heard.typed(),
            packs: self.packs.packs.clone(),
            role: self.speaker.role,
            channel: self.speaker.channel,
            ..Typed::default()
        }
    }

    /// An option that was typed and means nothing for a text.
    pub(crate) fn stray(&self) -> Option<&'static str> {
        let typed = [
            ("--session", self.session.is_some()),
            ("--line", self.line.is_some()),
            ("--unmask", self.unmask),
        ];
        typed.into_iter().find(|(_, typed)| *typed).map(|(option, _)| option)
    }

    /// Which conversation is wanted.
    pub(crate) fn which(&self) -> WhichConversation {
        match (&self.session, self.line) {
            (Some(name), _) => WhichConversation::Session(name.clone()),
            (None, Some(line)) => WhichConversation::Line(line),
            (None, None) => WhichConversation::Only,
        }
    }
}
