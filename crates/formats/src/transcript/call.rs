//! Calls, of which each line of a file holds a whole one: `坐席：…客户：…坐席：…`, or items that a recogniser
//! of speech wrote, `<li start=13070 end=14870>坐席：…</li>`. Knows no line but the one it reads.

use super::colon::colons;
use super::roles::Known;
use super::{Said, TranscriptOptions, Utterance};
use crate::error::ReadError;
use crate::jsonl::LineFault;
use crate::line::{self, Line, Lines};
use crate::roles;
use jinyu::{Channel, Clock, InFile, InTurn, Moment, OffsetMap, Role, Source};
use std::ops::Range;
use std::sync::Arc;

/// How much of a file is looked at to recognise calls, in bytes.
const SAMPLE: usize = 1 << 16;

/// A call on each line.
///
/// ```
/// use jinyu::{Role, Source};
/// use jinyu_formats::{CallForm, TranscriptOptions};
/// let call = "坐席：您好客户：在吗坐席：请讲";
/// assert!(CallForm::detect(call));
/// let said = CallForm::read(&Source::new("a.txt", call).into(), &TranscriptOptions::default());
/// let turns: Vec<_> = said.utterances.iter().map(|turn| (turn.role, turn.text())).collect();
/// assert_eq!(turns[1], (Role::Customer, "在吗"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CallForm;

/// What somebody said, in bytes of the line.
struct Piece<'l> {
    name: Option<&'l str>,
    words: Range<usize>,
    begin: Option<Moment>,
    end: Option<Moment>,
}

impl CallForm {
    /// Whether most lines of a beginning are calls: they name roles two times or more, or are items.
    #[must_use]
    pub fn detect(beginning: &str) -> bool {
        let beginning = line::first_lines(beginning, SAMPLE);
        let options = TranscriptOptions::default();
        let (mut calls, mut lines) = (0, 0);
        for line in Lines::of(beginning).filter(|line| !line.is_blank()) {
            let text = line.text;
            lines += 1;
            calls += usize::from(items(text).next().is_some() || labels(text, &options).len() > 1);
        }
        calls * 2 > lines
    }

    /// What is said in some lines. A line of several turns is a session by the name that stands before
    /// them, or by its number; a line of one item belongs to those around it.
    #[must_use]
    pub fn read(source: &Arc<Source>, options: &TranscriptOptions) -> Said {
        let mut said = Said::default();
        let mut known = Known::new(options);
        for line in Lines::in_source(source).filter(|line| !line.is_blank()) {
            let read = Call { source, line, options }.read(&mut known, &mut said);
            if let Err(fault) = read {
                said.errors.push(ReadError::new(source.name(), line, fault));
            }
        }
        said
    }
}

/// A line that is being read.
struct Call<'r> {
    source: &'r Arc<Source>,
    line: Line<'r>,
    options: &'r TranscriptOptions,
}

impl<'r> Call<'r> {
    fn read(&self, known: &mut Known<'r>, said: &mut Said) -> Result<(), LineFault> {
        let text = self.line.text;
        let number = self.line.number.to_string();
        if text.contains("<li") {
            let items = items(text).collect::<Result<Vec<_>, _>>()?;
            let session = (items.len() > 1).then_some(number.as_str());
            let turns = items.into_iter().map(|item| self.utterance(item, session, known));
            said.utterances.extend(turns);
            return Ok(());
        }
        let labels = labels(text, self.options);
        let Some(first) = labels.first() else {
            let problem =
                "nobody speaks in this line; a call is 坐席：…客户：…, on one line".into();
            return Err(LineFault { offset: 0, problem });
        };
        let piece = |name, words| Piece { name, words, begin: None, end: None };
        let session = text.get(..first.start).and_then(session);
        let ahead = trimmed(text, 0..first.start);
        if session.is_none() && !ahead.is_empty() {
            let mut notice = self.utterance(piece(None, ahead), Some(&number), known);
            notice.role = Role::System;
            said.utterances.push(notice);
        }
        let session = Some(session.unwrap_or(&number));
        let ends = labels.iter().skip(1).map(|label| label.start).chain([text.len()]);
        for (label, end) in labels.iter().zip(ends) {
            let turn = piece(Some(label.name.trim()), trimmed(text, label.end..end));
            said.utterances.push(self.utterance(turn, session, known));
        }
        Ok(())
    }

    fn utterance(
        &self,
        piece: Piece<'r>,
        session: Option<&str>,
        known: &mut Known<'r>,
    ) -> Utterance {
        let start = self.line.start - self.source.offset();
        let words = self.line.text.get(piece.words.clone()).unwrap_or_default();
        let mut utterance = if words.contains(['&', '<']) {
            let (text, map) = without_markup(words, self.line.start + piece.words.start);
            Utterance::made(self.source, text, map)
        } else {
            Utterance::there(self.source, start + piece.words.start..start + piece.words.end)
        };
        utterance.role = piece.name.map_or(self.options.role, |name| known.role(name));
        utterance.channel = self.options.channel.or(Some(Channel::Phone));
        utterance.speaker = piece.name.map(Into::into);
        utterance.session = session.map(Into::into);
        (utterance.begin, utterance.end) = (piece.begin, piece.end);
        utterance
    }
}

/// How far before its colon a name is looked for, in bytes.
const NAME_BYTES: usize = 120;

/// A name with a colon behind it, in bytes of the line.
struct Label<'l> {
    name: &'l str,
    start: usize,
    /// Behind the colon.
    end: usize,
}

/// The names in a line, which stand there with nothing between them and what was said before: names of
/// roles, those that somebody listed, and the one that begins the line.
fn labels<'l>(text: &'l str, options: &TranscriptOptions) -> Vec<Label<'l>> {
    let mut labels: Vec<Label<'l>> = Vec::new();
    let mut behind = 0;
    let listed = || options.agents.iter().chain(&options.customers).map(String::as_str);
    for Range { start: colon, end } in colons(text.as_bytes()) {
        let window = colon.saturating_sub(NAME_BYTES).max(behind);
        let Some(before) = (window..colon).find_map(|at| text.get(at..colon)) else { continue };
        let window = colon - before.len();
        let own = labels.first().map(|first| first.name);
        let ends = |name: &str| {
            let ahead = before.strip_suffix(name)?;
            let whole = !name.is_ascii() || !ahead.ends_with(|c: char| c.is_ascii_alphanumeric());
            whole.then_some(ahead.len())
        };
        let known = listed().chain(own).filter_map(ends).min();
        let at = match known.or_else(|| roles::label_at_end(before)) {
            // The whole of 坐席小王, and nothing of what the call is called.
            at if window == 0 => first_name(before, options).or(at),
            at => at,
        };
        if let Some((at, name)) = at.and_then(|at| Some((at, before.get(at..)?))) {
            labels.push(Label { name, start: window + at, end });
            behind = end;
        }
    }
    labels
}

/// Where the name that begins a line starts, behind what the call is called.
fn first_name(before: &str, options: &TranscriptOptions) -> Option<usize> {
    let last = before.rsplit(['\t', ',', '，', '|', ' ']).next()?;
    let is_role = |name: &str| options.role_of(name) != Role::Unknown;
    match () {
        () if is_role(last) => Some(before.len() - last.len()),
        () if is_role(before) => Some(0),
        () => None,
    }
}

/// What a call is called: one word before its first name.
fn session(before: &str) -> Option<&str> {
    let name = before.trim_matches(|c: char| c.is_whitespace() || ",，|[]【】#".contains(c));
    (!name.is_empty() && !name.contains(char::is_whitespace)).then_some(name)
}

/// The items of a line.
fn items(text: &str) -> impl Iterator<Item = Result<Piece<'_>, LineFault>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find("<li")?;
        let item = item(text, start);
        from = item.as_ref().map_or(text.len(), |item| item.words.end);
        Some(item)
    })
}

fn item(text: &str, start: usize) -> Result<Piece<'_>, LineFault> {
    let fault = |problem: String| LineFault { offset: start, problem };
    let tag = text.get(start..).and_then(|item| item.strip_prefix("<li")?.split_once('>'));
    let Some((attributes, rest)) = tag else {
        return Err(fault("“<li” has no “>” behind it".into()));
    };
    let moment = |name: &str| -> Result<Option<Moment>, LineFault> {
        let Some(value) = attribute(attributes, name) else { return Ok(None) };
        let millis = value.parse::<f64>().ok().filter(|millis| millis.is_finite());
        match millis {
            Some(millis) => Ok(Some(Moment::new(Clock::Recording, millis as i64))),
            None => Err(fault(format!("{name} “{value}” is no number of milliseconds"))),
        }
    };
    let (begin, end) = (moment("start")?, moment("end")?);
    let inner = text.len() - rest.len();
    let ends = |at: usize| {
        let (words, tag) = rest.split_at_checked(at)?;
        (tag.starts_with("</li") || tag.starts_with("<li")).then_some(words)
    };
    let words = memchr::memchr_iter(b'<', rest.as_bytes()).find_map(ends).unwrap_or(rest);
    let named = words.split_once([':', '：']).filter(|(name, _)| {
        !name.is_empty() && name.chars().count() <= NAME && !name.contains(['，', '。', ','])
    });
    let name = named.map(|(name, _)| name.trim());
    let said = named.map_or(words, |(_, said)| said);
    let close = inner + words.len();
    Ok(Piece { name, words: trimmed(text, close - said.len()..close), begin, end })
}

/// The longest name of an item, in characters.
const NAME: usize = 20;

/// The value of an attribute, in quotes or without.
fn attribute<'l>(attributes: &'l str, name: &str) -> Option<&'l str> {
    attributes.split_ascii_whitespace().find_map(|attribute| {
        let (known, value) = attribute.split_once('=')?;
        known.eq_ignore_ascii_case(name).then(|| value.trim_matches(['"', '\'']))
    })
}

/// A range without the space at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default().trim_end();
    let inner = words.trim_start();
    let end = range.start + words.len();
    end - inner.len()..end
}

/// Words without tags and with the characters that entities stand for; `start` is where they stand in
/// the file.
fn without_markup(words: &str, start: usize) -> (String, OffsetMap<InTurn, InFile>) {
    const ENTITIES: [(&str, &str); 7] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    let mut text = String::new();
    let mut map = OffsetMap::starting_at(start);
    let mut rest = words;
    let last_tag = words.rfind('>').unwrap_or_default();
    while let Some(first) = rest.chars().next() {
        let entity = ENTITIES.iter().find(|(written, _)| rest.starts_with(written));
        let tag = rest
            .strip_prefix('<')
            .filter(|_| words.len() - rest.len() < last_tag)
            .filter(|tag| tag.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()));
        let length = if let Some((written, meant)) = entity {
            map.rewrite(meant.len(), written.len());
            text.push_str(meant);
            written.len()
        } else if let Some(end) = tag.and_then(|tag| tag.find('>')) {
            map.rewrite(0, end + 2);
            end + 2
        } else {
            map.copy(first.len_utf8());
            text.push(first);
            first.len_utf8()
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    (text, map)
}
