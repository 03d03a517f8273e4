//! What is known about a transcript before it is read. Reads nothing.

use super::Gap;
use crate::limit::Limits;
use jinyu::{Channel, Role};
use std::str::FromStr;

/// How a transcript is divided into turns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TranscriptShape {
    /// What its name and its beginning say.
    #[default]
    Auto,
    /// Each line is a JSON object: a turn, or a conversation.
    Jsonl,
    /// One JSON value: the export of a chat program or of a recogniser of speech.
    Json,
    /// A table with a header, its fields parted by commas; a turn a row.
    Csv,
    /// A table, its fields parted by tabs; a turn a row.
    Tsv,
    /// A workbook, the first sheet of which with such a header is a table; a turn a row.
    Xlsx,
    /// A chat log: each message begins with a head that says who speaks, and mostly when.
    Chat,
    /// A whole conversation on each line: `坐席：…客户：…`.
    Call,
    /// Captions in SubRip form.
    Srt,
    /// Captions in WebVTT form.
    Vtt,
}

impl TranscriptShape {
    /// Every shape, in the order of help texts.
    pub const ALL: [TranscriptShape; 10] = [
        TranscriptShape::Auto,
        TranscriptShape::Jsonl,
        TranscriptShape::Json,
        TranscriptShape::Csv,
        TranscriptShape::Tsv,
        TranscriptShape::Xlsx,
        TranscriptShape::Chat,
        TranscriptShape::Call,
        TranscriptShape::Srt,
        TranscriptShape::Vtt,
    ];

    /// The name used in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            TranscriptShape::Auto => "auto",
            TranscriptShape::Jsonl => "jsonl",
            TranscriptShape::Json => "json",
            TranscriptShape::Csv => "csv",
            TranscriptShape::Tsv => "tsv",
            TranscriptShape::Xlsx => "xlsx",
            TranscriptShape::Chat => "chat",
            TranscriptShape::Call => "call",
            TranscriptShape::Srt => "srt",
            TranscriptShape::Vtt => "vtt",
        }
    }
}

impl FromStr for TranscriptShape {
    type Err = ();
    /// Reads a shape's own name.
    fn from_str(name: &str) -> Result<Self, ()> {
        TranscriptShape::ALL.into_iter().find(|shape| shape.name() == name).ok_or(())
    }
}

/// What a column or key of a table or record can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// What was said.
    Text,
    /// As what the speaker took part.
    Role,
    /// Who speaks.
    Speaker,
    /// Which session it belongs to.
    Session,
    /// When it was said, or began to be said.
    Time,
    /// When the speaker came to its end.
    End,
    /// Where the talk takes place.
    Channel,
    /// The record's own name.
    Id,
}

impl Column {
    /// Every one of them.
    pub const ALL: [Column; 8] = [
        Column::Text,
        Column::Role,
        Column::Speaker,
        Column::Session,
        Column::Time,
        Column::End,
        Column::Channel,
        Column::Id,
    ];

    /// The name used in `--map`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Column::Text => "text",
            Column::Role => "role",
            Column::Speaker => "speaker",
            Column::Session => "session",
            Column::Time => "time",
            Column::End => "end",
            Column::Channel => "channel",
            Column::Id => "id",
        }
    }
}

impl FromStr for Column {
    type Err = ();
    /// Reads a column's own name.
    fn from_str(name: &str) -> Result<Self, ()> {
        Column::ALL.into_iter().find(|column| column.name() == name).ok_or(())
    }
}

/// In which order the numbers of a date stand, where a file does not make that plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// 2026-01-31
    YearMonthDay,
    /// 31/01/2026
    DayMonthYear,
    /// 01/31/2026
    MonthDayYear,
}

impl DateOrder {
    /// Every one of them.
    pub const ALL: [DateOrder; 3] =
        [DateOrder::YearMonthDay, DateOrder::DayMonthYear, DateOrder::MonthDayYear];

    /// The name used in options.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            DateOrder::YearMonthDay => "ymd",
            DateOrder::DayMonthYear => "dmy",
            DateOrder::MonthDayYear => "mdy",
        }
    }
}

impl FromStr for DateOrder {
    type Err = ();
    /// Reads an order's own name.
    fn from_str(name: &str) -> Result<Self, ()> {
        DateOrder::ALL.into_iter().find(|order| order.name() == name).ok_or(())
    }
}

/// What is known about a transcript before it is read.
#[derive(Clone, Debug, Default)]
pub struct TranscriptOptions {
    /// How it is divided into turns.
    pub shape: TranscriptShape,
    /// Which columns or keys hold what, as somebody said; the others are found by their usual names.
    pub map: Vec<(Column, String)>,
    /// Names of those who serve, beside names that say so themselves.
    pub agents: Vec<String>,
    /// Names of those who are served.
    pub customers: Vec<String>,
    /// Who speaks, where nothing says it.
    pub role: Role,
    /// Where the talk takes place, where the input does not say.
    pub channel: Option<Channel>,
    /// In which order the numbers of a date stand, as somebody said.
    pub date_order: Option<DateOrder>,
    /// Which pause ends a conversation, where a file names no sessions.
    pub gap: Gap,
    /// How large the input and its parts may be.
    pub limits: Limits,
}
