//! The one place that meets miette's drawing: excerpts with lines and columns in characters, which
//! miette itself would count in bytes.

use crate::visible::{as_long, lines, message, one_line};
use jinyu::{Fault, Source};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// How many bytes the lines around what is underlined may have. miette can draw nothing that stands
/// more than 65,535 columns to the right.
const WIDEST: usize = 4_000;
/// How many characters of its lines are shown on each side of it, where they have more.
const NEAR: usize = 60;
/// How many characters of a fault are underlined.
const UNDERLINED: usize = 400;
/// How many lines before and behind a fault are shown.
const CONTEXT: usize = 1;

/// A piece of a file, as it is to be drawn.
#[derive(Debug)]
pub(crate) struct Excerpt<'t> {
    /// The file's name, or the name of a place in it.
    pub(crate) name: &'t str,
    /// Whether the name is told with a line and a column.
    pub(crate) numbered: bool,
    /// Whole lines, or the part of a line that is worth seeing.
    pub(crate) text: &'t str,
    /// The byte, of what spans count into, that the text begins with.
    pub(crate) offset: usize,
    /// The number, from 1, of its first line.
    pub(crate) first_line: usize,
    /// The column, from 1, of what is underlined, where the excerpt does not begin its line.
    pub(crate) column: Option<usize>,
}

impl SourceCode for Excerpt<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let around = span.offset().checked_sub(self.offset).and_then(|start| {
            let before = self.text.get(..start)?;
            Some((start, before, self.text.get(start + span.len()..)?))
        });
        let Some((start, before, after)) = around else { return Err(MietteError::OutOfBounds) };
        let line_start = |text: &str| text.rfind('\n').map_or(0, |at| at + 1);
        let line_before =
            |first: usize| before.get(..first.saturating_sub(1)).map_or(0, line_start);
        let mut first = (0..lines_before).fold(line_start(before), |first, _| line_before(first));
        let mut last = after.match_indices('\n').nth(lines_after).map_or(after.len(), |(at, _)| at);
        if (start - first).max(last) > WIDEST {
            first = start - near(before.chars().rev());
            last = near(after.chars());
        }
        let end = self.text.len() - after.len() + last;
        let (Some(ahead), Some(data)) = (self.text.get(..first), self.text.get(first..end)) else {
            return Err(MietteError::OutOfBounds);
        };
        let column = self.column.map_or_else(
            || before.rsplit('\n').next().unwrap_or_default().chars().count(),
            |column| column.saturating_sub(1),
        );
        let line = self.first_line.saturating_sub(1) + ahead.matches('\n').count();
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.to_owned(),
            data.as_bytes(),
            (self.offset + first, data.len()).into(),
            line,
            column,
            data.matches('\n').count() + 1,
        )))
    }
}

/// How many bytes of a line are shown, of what goes on to its end.
fn near(line: impl Iterator<Item = char>) -> usize {
    line.take(NEAR).take_while(|&c| c != '\n').map(char::len_utf8).sum()
}

/// A headline and an excerpt with one part of it underlined.
#[derive(Debug)]
pub(crate) struct Picture<'t> {
    pub(crate) headline: String,
    pub(crate) severity: jinyu::Severity,
    pub(crate) excerpt: Excerpt<'t>,
    /// The bytes of the excerpt's text that are underlined.
    pub(crate) underlined: Range<usize>,
}

impl fmt::Display for Picture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline)
    }
}

impl std::error::Error for Picture<'_> {}

impl Diagnostic for Picture<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            jinyu::Severity::Error => miette::Severity::Error,
            jinyu::Severity::Warning => miette::Severity::Warning,
            jinyu::Severity::Info => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::underline(self.underlined.clone()))))
    }
}

impl Picture<'_> {
    pub(crate) fn draw(&self, colour: bool) -> String {
        draw(self, colour, Extent { context_lines: 0, numbered: self.excerpt.numbered })
    }
}

/// Draws the faults of a file, each at its place.
#[derive(Debug)]
pub(crate) struct Faults<'s> {
    name: String,
    text: Cow<'s, str>,
    /// The bytes at which its lines begin.
    lines: Vec<usize>,
    colour: bool,
}

impl<'s> Faults<'s> {
    pub(crate) fn of(source: &'s Source, colour: bool) -> Self {
        let (name, text) = (one_line(source.name()), as_long(source.text()));
        let behind = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = [0].into_iter().chain(behind).collect();
        Faults { name, text, lines, colour }
    }

    /// One of them. Only the lines around it are looked at.
    pub(crate) fn draw(&self, fault: &Fault) -> String {
        let place = fault.place();
        let line = |at: usize| self.lines.partition_point(|&start| start <= at).saturating_sub(1);
        let first = line(place.start).saturating_sub(CONTEXT);
        let behind = line(place.end) + CONTEXT + 1;
        let offset = self.lines.get(first).copied().unwrap_or(0);
        // The line end belongs to it: without one a line would be the last of the file.
        let end = self.lines.get(behind).copied().unwrap_or(self.text.len());
        let text = self.text.get(offset..end).unwrap_or_default();
        let (name, first_line) = (self.name.as_str(), first + 1);
        let excerpt = Excerpt { name, numbered: true, text, offset, first_line, column: None };
        let extent = Extent { context_lines: CONTEXT, numbered: true };
        draw(&Placed { fault, excerpt }, self.colour, extent)
    }
}

/// A fault together with the text that its labels count into.
#[derive(Debug)]
struct Placed<'t> {
    fault: &'t Fault,
    excerpt: Excerpt<'t>,
}

impl fmt::Display for Placed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&lines(&message(&self.fault.to_string())))
    }
}

impl std::error::Error for Placed<'_> {}

impl Diagnostic for Placed<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Diagnostic::code(self.fault)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Diagnostic::severity(self.fault)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help = Diagnostic::help(self.fault)?;
        Some(Box::new(lines(&message(&help.to_string()))))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let place = self.fault.place();
        let text = self.excerpt.text.get(place.start.saturating_sub(self.excerpt.offset)..);
        let text = text.and_then(|text| text.get(..place.len())).unwrap_or_default();
        let longest = text.char_indices().nth(UNDERLINED).map_or(place.len(), |(at, _)| at);
        Some(Box::new(std::iter::once(LabeledSpan::new(None, place.start, longest))))
    }
}

/// How much is told of a place.
struct Extent {
    context_lines: usize,
    numbered: bool,
}

fn draw(diagnostic: &dyn Diagnostic, colour: bool, extent: Extent) -> String {
    let styles = if colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
    let theme = GraphicalTheme { characters: ThemeCharacters::unicode(), styles };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_wrap_lines(false)
        .with_context_lines(extent.context_lines);
    let handler = if extent.numbered { handler } else { handler.without_primary_span_start() };
    let mut drawn = String::new();
    match handler.render_report(&mut drawn, diagnostic) {
        Ok(()) => drawn,
        // What is wrong is told, also where its place cannot be drawn.
        Err(fmt::Error) => format!("{diagnostic}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jinyu::Fault;

    #[test]
    fn of_a_long_line_what_stands_near_is_drawn() {
        let text = format!("# x\n{{pad: \"{}\", 您: 2}}\n# y\n", "x".repeat(70_000));
        let at = text.find('您').expect("it is there");
        let fault = Fault::new("pack::x", at..at + '您'.len_utf8(), "wrong", "right");
        let source = Source::new("a.yaml", text);
        let drawn = Faults::of(&source, false).draw(&fault);
        assert!(drawn.contains("a.yaml:2:70011"), "{drawn}");
        assert!(drawn.contains("xx\", 您: 2}\n"), "{drawn}");
        assert!(drawn.len() < 1_000, "{drawn}");
    }
}
