//! Values of JSON to turns: objects that are turns, lists of them, and conversations that hold such
//! lists, as deep as programs put them. Knows what the values mean together; the meaning of one key is
//! known elsewhere.

use super::lists::{elements, pieces, without_pauses};
use super::record::{Keys, Record};
use super::told::{Reading, Told, Words};
use super::{Column, Utterance, mojibake};
use crate::fields::nearest;
use crate::jsonl::offset_in;
use crate::replies::Prose;
use crate::scalar;
use jinyu::{InFile, InTurn, OffsetMap};
use serde::de::IgnoredAny;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How deep conversations may stand in lists and objects.
const DEEPEST: usize = 8;

/// Reads values that stand in `base`.
pub(super) struct Objects<'s, 'r, 'o> {
    reading: &'o mut Reading<'r>,
    keys: Keys<'r>,
    /// What the values stand in: the text of the stretch, or its beginning.
    base: &'s str,
    /// The line that is the conversation, where each line is one.
    line: Option<usize>,
    /// How many conversations without a name were read, of the line or of the file.
    unnamed: usize,
    /// One that nobody uses, so that the next object needs no memory of its own.
    spare: Option<Box<Record<'s>>>,
}

/// Where a value stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    depth: usize,
    in_list: bool,
}

impl<'s, 'r: 's, 'o> Objects<'s, 'r, 'o> {
    pub(super) fn new(reading: &'o mut Reading<'r>, base: &'s str) -> Self {
        let keys = Keys::new(reading.options);
        Objects { reading, keys, base, line: None, unnamed: 0, spare: None }
    }

    /// Reads a line that starts with an object or a list.
    pub(super) fn line(&mut self, raw: &'s str, number: usize) {
        (self.line, self.unnamed) = (Some(number), 0);
        let session = raw.starts_with('[').then(|| self.name().into());
        let outer = Told { session, ..Told::default() };
        self.value(raw, &outer, Place { depth: 0, in_list: false });
    }

    /// Reads a value that is all of its file.
    pub(super) fn whole(&mut self, raw: &'s str) {
        self.value(raw, &Told::default(), Place { depth: 0, in_list: false });
    }

    fn at(&self, part: &str) -> usize {
        offset_in(self.base, part)
    }

    fn value(&mut self, raw: &'s str, outer: &Told<'s>, place: Place) {
        let at = self.at(raw);
        if place.depth > DEEPEST {
            let problem = format!("conversations stand more than {DEEPEST} deep in each other");
            return self.reading.fault(at, problem);
        }
        match raw.as_bytes().first() {
            Some(b'{') => self.object(raw, outer, place),
            Some(b'[') => {
                let (elements, error) = elements(raw);
                let inside = Place { depth: place.depth + 1, in_list: true };
                let from = self.reading.said.utterances.len();
                for element in elements {
                    self.value(element, outer, inside);
                }
                self.turn_round(from);
                if let Some(error) = error {
                    self.broken(raw, &error);
                }
            }
            Some(b'"') => self.sentence(raw, outer),
            _ => self.reading.fault(at, self.no_value()),
        }
    }

    fn no_value(&self) -> &'static str {
        if self.line.is_some() {
            "not a JSON object; each line must be one; correct or remove the line"
        } else {
            "neither an object nor a text, as turns are; correct or remove it"
        }
    }

    /// Puts turns that were listed the latest first into the order in which they were said.
    fn turn_round(&mut self, from: usize) {
        let Some(turns) = self.reading.said.utterances.get_mut(from..) else { return };
        let falls = |pair: &[Utterance]| match pair {
            [a, b] => {
                let later = b.begin.zip(a.begin).and_then(|(b, a)| b.since(a));
                a.session == b.session && later.is_some_and(|later| later <= 0)
            }
            _ => false,
        };
        let ends = turns.first().zip(turns.last());
        let differ = ends.is_some_and(|(first, last)| first.begin != last.begin);
        if differ && turns.windows(2).all(falls) {
            turns.reverse();
        }
    }

    fn object(&mut self, raw: &'s str, outer: &Told<'s>, place: Place) {
        let mut record = self.spare.take().unwrap_or_default();
        if let Err(error) = record.read(raw, &mut self.keys) {
            self.broken(raw, &error);
            return;
        }
        if is_conversation(&record) {
            self.conversation(*record, outer, place);
        } else {
            self.turn(raw, &mut record, outer);
            self.spare = Some(record);
        }
    }

    fn conversation(&mut self, record: Record<'s>, outer: &Told<'s>, place: Place) {
        let told = record.told;
        let lists = record.turns.iter().any(|turns| turns.starts_with('['));
        let id = told.id.filter(|_| lists || record.turns.len() > 1);
        let own = told.session.or(id);
        let session = match (own, &outer.session) {
            (None, None) if lists && (place.in_list || self.line.is_some()) => {
                Some(self.name().into())
            }
            (None, Some(_)) if lists && place.in_list => Some(self.name().into()),
            (own, outer) => own.or_else(|| outer.clone()),
        };
        let inner = Told {
            session,
            channel: told.channel.or_else(|| outer.channel.clone()),
            day: told.day.or_else(|| outer.day.clone()),
            agent: told.agent.or_else(|| outer.agent.clone()),
            customer: told.customer.or_else(|| outer.customer.clone()),
            requester: told.requester.or_else(|| outer.requester.clone()),
            ..Told::default()
        };
        let inside = Place { depth: place.depth + 1, in_list: false };
        for turns in record.turns {
            self.value(turns, &inner, inside);
        }
    }

    /// The name of a conversation that has none: its line, or its number in the file.
    fn name(&mut self) -> String {
        self.unnamed += 1;
        match (self.line, self.unnamed) {
            (Some(line), 1) => format!("#{line}"),
            (Some(line), count) => format!("#{line}.{count}"),
            (None, count) => format!("#{count}"),
        }
    }

    fn turn(&mut self, raw: &'s str, record: &mut Record<'s>, outer: &Told<'s>) {
        let at = self.at(raw);
        let told = &mut record.told;
        let fallback = |own: &mut Option<Cow<'s, str>>, other: &Option<Cow<'s, str>>| {
            if own.is_none() {
                own.clone_from(other);
            }
        };
        fallback(&mut told.session, &outer.session);
        fallback(&mut told.channel, &outer.channel);
        fallback(&mut told.day, &outer.day);
        fallback(&mut told.agent, &outer.agent);
        fallback(&mut told.customer, &outer.customer);
        fallback(&mut told.requester, &outer.requester);
        if record.told.to.is_some() {
            archived(&mut record.told);
        }
        if record.is_meta {
            record.told.speaker = record.told.speaker.take().map(mojibake::name);
        }
        if let Some((_, text)) = record.text {
            let words = self.words(text, record.is_meta);
            self.reading.turn(at, words, &record.told);
        } else if !record.voices.is_empty() {
            self.voices(record);
        } else if let Some(problem) = self.wordless(raw, record) {
            self.reading.fault(at, problem);
        } else if is_sent(record) {
            self.reading.turn(at, Words::There(at..at), &record.told);
        }
    }

    /// What is wrong with an object that has no words, if anything: pictures and notices have none.
    fn wordless(&self, raw: &str, record: &Record<'_>) -> Option<String> {
        if let Some(other) = record.other_text {
            let no_text = !matches!(other, "null" | "\"\"" | "[]");
            return no_text
                .then(|| "what was said is not a string; put the text between quotes".into());
        }
        if record.told.kinds[0].is_some() {
            return None;
        }
        let keys: BTreeMap<Cow<'_, str>, IgnoredAny> = serde_json::from_str(raw).ok()?;
        let names = || keys.keys().map(AsRef::as_ref);
        let named = self.reading.options.map.iter().find(|(column, _)| *column == Column::Text);
        Some(match named {
            Some((_, name)) => {
                let near = nearest(name, names()).map(|near| format!("; did you mean “{near}”?"));
                format!("no key “{name}”, which holds what was said{}", near.unwrap_or_default())
            }
            None => {
                let known: Vec<_> = names().take(8).map(|name| format!("“{name}”")).collect();
                format!(
                    "no key with a usual name of what was said (text, content, message, 内容 …); \
                     name it with --map text=KEY; the keys are {}",
                    known.join(", ")
                )
            }
        })
    }

    /// The turns of an object with a key for each voice, in the order of the keys.
    fn voices(&mut self, record: &Record<'s>) {
        for (voice, text) in record.voices.iter().filter(|(_, text)| text.starts_with('"')) {
            let name = voice.trim_matches(['[', ']']);
            let told = Told { speaker: Some(Cow::Borrowed(name)), ..record.told.clone() };
            let (said, map) = self.string(text);
            let words = match without_pauses(&said, &map) {
                Some((text, map)) => Words::Made(text, map),
                None => self.words(text, false),
            };
            self.reading.turn(self.at(text), words, &told);
        }
    }

    /// A text that is a turn: who speaks stands before a colon.
    fn sentence(&mut self, raw: &'s str, outer: &Told<'s>) {
        let (said, map) = self.string(raw);
        let colon = said.char_indices().find(|(_, c)| matches!(c, ':' | '：'));
        let head = colon.and_then(|(at, c)| Some((said.get(..at)?, at + c.len_utf8())));
        let head = head.filter(|(name, _)| self.reading.is_somebody(name));
        let mut told = outer.clone();
        let mut from = 0;
        if let Some((name, behind)) = head {
            told.speaker = Some(Cow::Owned(name.trim().to_owned()));
            from = behind;
        }
        let mut prose = Prose::default();
        let rest = said.get(from..).unwrap_or_default();
        let space = rest.len() - rest.trim_start().len();
        prose.part(&said, &map, from + space..said.len());
        let at = self.at(raw);
        let words =
            prose.into_parts().map_or(Words::There(at..at), |(text, map)| Words::Made(text, map));
        self.reading.turn(at, words, &told);
    }

    fn string(&self, raw: &'s str) -> (Cow<'s, str>, OffsetMap<InTurn, InFile>) {
        scalar::json_string(raw, self.reading.source.offset() + self.at(raw))
    }

    /// The words of a string, or of a list of pieces.
    fn words(&self, raw: &'s str, is_meta: bool) -> Words {
        let at = self.at(raw);
        if raw.starts_with('[') {
            let mut prose = Prose::default();
            for piece in pieces(raw) {
                let (text, map) = self.string(piece);
                prose.part(&text, &map, 0..text.len());
            }
            return prose
                .into_parts()
                .map_or(Words::There(at..at), |(text, map)| Words::Made(text, map));
        }
        let (text, map) = self.string(raw);
        if let Some((text, map)) = is_meta.then(|| mojibake::text(&text, &map)).flatten() {
            return Words::Made(text, map);
        }
        match text {
            Cow::Borrowed(text) => Words::There(at + 1..at + 1 + text.len()),
            Cow::Owned(text) => Words::Made(text, map),
        }
    }

    /// Tells what is wrong with the JSON of a value, and where; that place.
    pub(super) fn broken(&mut self, raw: &str, error: &serde_json::Error) -> usize {
        let said = error.to_string();
        let said = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
        let lines = raw.split_inclusive('\n').take(error.line().saturating_sub(1));
        let line: usize = lines.map(str::len).sum();
        let mut at = (line + error.column().saturating_sub(1)).min(raw.len());
        while !raw.is_char_boundary(at) {
            at -= 1;
        }
        let advice = if self.line.is_some() {
            "correct or remove the line"
        } else {
            "correct it; whole turns before it were read"
        };
        let at = self.at(raw) + at;
        self.reading.fault(at, format!("not valid JSON: {said}; {advice}"));
        at
    }
}

/// Whether an object holds turns and is none.
fn is_conversation(record: &Record<'_>) -> bool {
    let told = &record.told;
    let speaks = told.role.is_some() || told.speaker.is_some();
    match record.text {
        _ if record.turns.is_empty() => false,
        None => record.other_text.is_none() || !speaks,
        Some((_, text)) if text.starts_with('[') => !speaks,
        Some(_) => !speaks && record.turns.iter().any(|turns| turns.starts_with('[')),
    }
}

/// Whether somebody sent something without words: a picture, an empty message.
fn is_sent(record: &Record<'_>) -> bool {
    const MEDIA: &str = "image photo picture voice audio video file location emotion sticker link \
         weapp card mixed gif animation 图片 语音 视频 文件 位置 表情 动画表情 链接";
    let media = |kind: &str| MEDIA.split_ascii_whitespace().any(|known| known == kind.trim());
    let empty = record.other_text.is_some_and(|other| other != "null");
    empty || record.told.kinds.iter().flatten().any(|kind| media(kind))
}

/// What an archive of WeCom does not say: the session of two people is both of them.
fn archived(told: &mut Told<'_>) {
    let to = told.to.as_deref().and_then(|to| serde_json::from_str::<Vec<String>>(to).ok());
    let first = to.and_then(|to| to.into_iter().next());
    if let (None, Some(from), Some(to)) = (&told.session, &told.speaker, first) {
        let (from, to) = (from.as_ref(), to.as_str());
        let pair = if from < to { format!("{from} {to}") } else { format!("{to} {from}") };
        told.session = Some(Cow::Owned(pair));
    }
}
