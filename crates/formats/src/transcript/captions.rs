//! Captions in SubRip and WebVTT form: a turn for each caption, or for each voice in it, at its place in
//! the recording. Knows how captions are parted; what stands in tags is left to others.

use super::markup;
use super::told::{Reading, Told, Words};
use crate::line::{Line, Lines};
use crate::replies::{Prose, Space};
use std::borrow::Cow;

const ARROW: &str = "-->";

/// In which form captions are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Captions {
    Srt,
    Vtt,
}

/// A caption whose lines are being gathered.
struct Caption<'s> {
    start: usize,
    /// When it begins and ends, in milliseconds of the recording.
    frame: (i64, i64),
    id: Option<&'s str>,
    lines: Vec<Line<'s>>,
}

impl Captions {
    /// Where a stretch of at least `at_least` bytes ends: before a caption, behind a blank line.
    pub(super) fn cut(
        text: &str,
        searched: &mut usize,
        at_least: usize,
        whole: bool,
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut from = (*searched).max(at_least.saturating_sub(1));
        loop {
            let start = from + memchr::memchr(b'\n', bytes.get(from..)?)? + 1;
            let before = text.get(..start)?;
            if before.ends_with("\n\n") || before.ends_with("\n\r\n") {
                let mut lines = text.get(start..)?.splitn(3, '\n');
                let (first, second, rest) = (lines.next()?, lines.next(), lines.next());
                let frames = |line: &str| line.contains(ARROW);
                if second.is_some() && frames(first) || rest.is_some() && second.is_some_and(frames)
                {
                    return Some(start);
                }
                if rest.is_none() && !whole {
                    *searched = from;
                    return None;
                }
            }
            from = start;
            *searched = from;
        }
    }

    pub(super) fn read(self, reading: &mut Reading<'_>) {
        let mut lines = Lines::in_source(reading.source).peekable();
        let mut open: Option<Caption<'_>> = None;
        let mut id = None;
        let mut blank = true;
        while let Some(line) = lines.next() {
            let next_frames = lines.peek().is_some_and(|next| next.text.contains(ARROW));
            if line.text.contains(ARROW) {
                Caption::close(reading, open.take());
                let start = line.start - reading.source.offset();
                match (frame(line.text), id.take()) {
                    (Some(frame), id) => {
                        open = Some(Caption { start, frame, id, lines: Vec::new() });
                    }
                    (None, _) => reading.fault(start, NO_FRAME),
                }
            } else if line.text.is_empty() {
                // In SubRip a caption may hold blank lines; in WebVTT notes stand behind them.
                if self == Captions::Vtt {
                    Caption::close(reading, open.take());
                }
            } else if next_frames && (blank || is_number(line.text)) {
                id = Some(line.text.trim());
            } else if let Some(caption) = &mut open {
                caption.lines.push(line);
            }
            blank = line.text.is_empty();
        }
        Caption::close(reading, open);
    }
}

impl Caption<'_> {
    fn close(reading: &mut Reading<'_>, caption: Option<Caption<'_>>) {
        let Some(caption) = caption else { return };
        let mut turn = Turn { caption: &caption, prose: Prose::default(), speaker: None };
        for line in &caption.lines {
            turn.line(reading, line);
        }
        turn.finish(reading);
    }
}

const NO_FRAME: &str = "not a time frame such as 00:00:07,000 --> 00:00:11,890, with the same mark before \
     both fractions and the end behind the beginning; its caption is left out; correct it";

/// What one voice of a caption says.
struct Turn<'c, 's> {
    caption: &'c Caption<'s>,
    prose: Prose,
    speaker: Option<String>,
}

impl<'s> Turn<'_, 's> {
    fn line(&mut self, reading: &mut Reading<'_>, line: &Line<'s>) {
        let mut rest = line.text;
        let at = |rest: &str| line.start + line.text.len() - rest.len();
        let trimmed = rest.trim_start_matches(['-', '>', '–', ' ']);
        if let Some((name, words)) = named(trimmed, reading) {
            self.voice(reading, name);
            rest = words;
        }
        while let Some((before, name, behind)) = voice_tag(rest) {
            markup::caption(&mut self.prose, before, at(rest));
            self.voice(reading, name);
            rest = behind;
        }
        let indent = rest.len() - rest.trim_start().len();
        rest = rest.get(indent..).unwrap_or_default();
        markup::caption(&mut self.prose, rest, at(rest));
        let end = line.start + line.text.len();
        self.prose.space(end..end + 1, Space::Wrap);
    }

    /// Somebody begins to speak.
    fn voice(&mut self, reading: &mut Reading<'_>, name: &str) {
        self.finish(reading);
        self.speaker = Some(name.trim().to_owned());
    }

    fn finish(&mut self, reading: &mut Reading<'_>) {
        let Some((text, map)) = std::mem::take(&mut self.prose).into_parts() else { return };
        let told = Told {
            speaker: self.speaker.clone().map(Cow::Owned),
            frame: Some(self.caption.frame),
            id: self.caption.id.map(Cow::Borrowed),
            ..Told::default()
        };
        reading.turn(self.caption.start, Words::Made(text, map), &told);
    }
}

/// The two times of a line, if they are in order.
fn frame(line: &str) -> Option<(i64, i64)> {
    let (begin, rest) = line.split_once(ARROW)?;
    let (begin, end) = (begin.trim(), rest.split_whitespace().next()?);
    let (first, second) = (millis(begin)?, millis(end)?);
    let same = begin.contains(',') == end.contains(',');
    (same && first <= second).then_some((first, second))
}

/// How many milliseconds of a recording are over: `00:01:02,345`, `01:02.345`.
fn millis(said: &str) -> Option<i64> {
    let (clock, fraction) = said.split_once([',', '.'])?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if fraction.len() != 3 || !digits(fraction) {
        return None;
    }
    let mut parts = clock.rsplit(':');
    let mut sixty = |least: usize| -> Option<i64> {
        let part = parts.next().filter(|part| part.len() >= least && part.len() <= 2)?;
        let value: i64 = if digits(part) { part.parse().ok()? } else { return None };
        (value < 60).then_some(value)
    };
    let (seconds, minutes) = (sixty(2)?, sixty(1)?);
    let hours: i64 = match parts.next() {
        Some(hours) if digits(hours) && hours.len() <= 4 => hours.parse().ok()?,
        Some(_) => return None,
        None => 0,
    };
    let whole = (hours * 60 + minutes) * 60 + seconds;
    parts.next().is_none().then_some(whole * 1000 + fraction.parse::<i64>().ok()?)
}

/// A voice that begins in a line: what stands before it, its name, what stands behind.
fn voice_tag(line: &str) -> Option<(&str, &str, &str)> {
    let start = line
        .match_indices("<v")
        .map(|(at, _)| at)
        .find(|at| line.get(at + 2..).is_some_and(|rest| rest.starts_with(['.', ' '])))?;
    let tag = line.get(start + 2..)?;
    let end = tag.find('>')?;
    let name = tag.get(..end)?.split_once(' ').map_or("", |(_, name)| name);
    Some((line.get(..start)?, name, tag.get(end + 1..)?))
}

/// Who speaks, where a name and a colon begin a line, and what is said.
fn named<'l>(line: &'l str, reading: &mut Reading<'_>) -> Option<(&'l str, &'l str)> {
    const LONGEST: usize = 24;
    let (at, colon) = line.char_indices().take(LONGEST).find(|(_, c)| matches!(c, ':' | '：'))?;
    let (name, words) = (line.get(..at)?, line.get(at + colon.len_utf8()..)?);
    let parted = colon == '：' || words.is_empty() || words.starts_with(' ');
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let is_name = name.split(' ').count() <= 3 && name.split(' ').all(capital);
    let numbered = name.starts_with("SPEAKER") || name.starts_with("Speaker");
    let known = reading.is_somebody(name);
    (known || parted && (is_name || numbered)).then_some((name, words))
}

fn is_number(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}
