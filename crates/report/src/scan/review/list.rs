//! A list to be filled in: the conversations that are shown whole, a row a finding, with empty columns for a
//! verdict and a comment. One without findings has one row, so that somebody listens to it all the same.

use crate::csv::MARK;
use crate::scan::table::TableOut;
use crate::scan::table::csv::write_row;
use crate::scan::table::value::Value;
use crate::scan::table::xlsx::{Formats, empty, failed, write};
use crate::scan::{Chosen, ConversationFacts, Exhibit, ExhibitTurn, FindingFacts, Sink, Totals};
use crate::vocabulary::{category, either, severity};
use crate::window::Window;
use jinyu::{Language, Span};
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Worksheet};
use std::fmt;
use std::io::{self, Write};

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewFormat {
    /// CSV for spreadsheets.
    Csv,
    /// A workbook, in which a verdict is chosen.
    Xlsx,
}

/// The columns: names in English and Chinese, and how wide they are in a sheet.
const COLUMNS: [(&str, &str, u16); 21] = [
    ("chosen", "来源", 8),
    ("conversation", "对话序号", 9),
    ("path", "文件", 20),
    ("line", "行", 7),
    ("session", "会话", 14),
    ("agent", "坐席", 12),
    ("team", "团队", 10),
    ("score", "分数", 7),
    ("turn", "第几条", 7),
    ("begin", "时间", 19),
    ("speaker", "说话人", 12),
    ("before", "前文", 36),
    ("wording", "原话", 24),
    ("after", "后文", 36),
    ("rule", "规则", 24),
    ("category", "类别", 10),
    ("severity", "级别", 8),
    ("message", "问题", 30),
    ("instead", "可以说", 36),
    ("verdict", "判定", 8),
    ("comment", "备注", 30),
];

/// Which of them is the verdict.
const VERDICT: u16 = 19;

/// A list of the conversations that a run shows whole.
pub struct Review<'o> {
    out: TableOut<'o>,
    format: ReviewFormat,
    language: Language,
}

impl fmt::Debug for Review<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Review").field("format", &self.format).finish_non_exhaustive()
    }
}

impl<'o> Review<'o> {
    /// A list with headings in this language.
    #[must_use]
    pub fn new(out: TableOut<'o>, format: ReviewFormat, language: Language) -> Review<'o> {
        Review { out, format, language }
    }

    fn headings(&self) -> impl Iterator<Item = &'static str> {
        let language = self.language;
        COLUMNS.into_iter().map(move |(en, zh, _)| either(language, zh, en))
    }

    fn csv(&mut self, exhibits: &[Exhibit]) -> io::Result<()> {
        let headings: Vec<&str> = self.headings().collect();
        write!(self.out, "{MARK}{}\r\n", headings.join(","))?;
        for row in exhibits.iter().flat_map(|exhibit| rows(exhibit, self.language)) {
            write_row(&mut self.out, &row)?;
        }
        self.out.flush()
    }

    fn xlsx(&mut self, exhibits: &[Exhibit]) -> io::Result<()> {
        let (mut book, formats) = (empty()?, Formats::new());
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let mut sheet = Worksheet::new();
        sheet.set_name(either(self.language, "复核", "review")).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        for (column, ((.., width), heading)) in (0..).zip(COLUMNS.into_iter().zip(self.headings()))
        {
            sheet.set_column_width(column, width).map_err(failed)?;
            sheet.set_column_format(column, &wrapped).map_err(failed)?;
            let heading = sheet.write_string_with_format(0, column, heading, &formats.heading);
            heading.map_err(failed)?;
        }
        let mut last = 0;
        for (row, values) in
            (1..).zip(exhibits.iter().flat_map(|exhibit| rows(exhibit, self.language)))
        {
            for (column, value) in (0..).zip(&values) {
                write(&mut sheet, (row, column), value, &formats).map_err(failed)?;
            }
            last = row;
        }
        let verdicts = either(self.language, "对,错", "right,wrong").split(',');
        let verdicts: Vec<&str> = verdicts.collect();
        let choice = DataValidation::new().allow_list_strings(&verdicts).map_err(failed)?;
        sheet.add_data_validation(1, VERDICT, last.max(1), VERDICT, &choice).map_err(failed)?;
        sheet.autofilter(0, 0, last, VERDICT + 1).map_err(failed)?;
        book.push_worksheet(sheet);
        book.save_to_writer(&mut self.out).map_err(failed)?;
        self.out.flush()
    }
}

impl Sink for Review<'_> {
    fn conversation(&mut self, _: &ConversationFacts) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, _: &Totals, exhibits: &[Exhibit]) -> io::Result<()> {
        match self.format {
            ReviewFormat::Csv => self.csv(exhibits),
            ReviewFormat::Xlsx => self.xlsx(exhibits),
        }
    }
}

fn rows(exhibit: &Exhibit, language: Language) -> Vec<Vec<Value<'_>>> {
    let facts = &exhibit.facts;
    if facts.findings.is_empty() {
        return vec![row(exhibit, None, language)];
    }
    let numbered = facts.findings.iter().enumerate();
    numbered.map(|finding| row(exhibit, Some(finding), language)).collect()
}

/// A row; `finding` is one of the conversation and which.
fn row<'v>(
    exhibit: &'v Exhibit,
    finding: Option<(usize, &'v FindingFacts)>,
    language: Language,
) -> Vec<Value<'v>> {
    let facts = &exhibit.facts;
    let chosen = match exhibit.chosen {
        Chosen::Worst => either(language, "最差", "worst"),
        Chosen::Drawn => either(language, "抽样", "sample"),
    };
    let mut row = vec![
        Value::text(chosen),
        Value::count(facts.number),
        Value::text(facts.path.as_str()),
        Value::count(finding.map_or(facts.line, |(_, finding)| finding.start.line)),
        Value::some(facts.session.as_deref()),
        Value::some(facts.agents.first().map(String::as_str)),
        Value::some(facts.team.as_deref()),
        Value::decimal(facts.score),
    ];
    match finding {
        Some((number, finding)) => {
            let [before, wording, after] = context(&exhibit.turns, number, &finding.wording);
            row.extend([
                Value::count(finding.turn),
                Value::time(finding.begin),
                Value::some(finding.speaker.as_deref()),
                Value::text(before),
                Value::text(wording),
                Value::text(after),
                Value::text(finding.rule.as_str()),
                Value::text(category(&finding.category, language)),
                Value::text(severity(finding.severity, language)),
                Value::text(finding.message.as_str()),
                Value::text(finding.say.join(" / ")),
            ]);
        }
        None => row.extend([const { Value::None }; 11]),
    }
    row.extend([const { Value::None }; 2]);
    row
}

/// The wording of a finding and what stands around it; alone where its turn is not shown.
fn context(turns: &[ExhibitTurn], finding: usize, wording: &str) -> [String; 3] {
    let marks = turns.iter().flat_map(|turn| turn.marks.iter().map(move |mark| (turn, mark)));
    let mark = marks.into_iter().find(|(_, (_, marked))| *marked == finding);
    let shown = mark.and_then(|(turn, (range, _))| {
        turn.text.get(range.clone())?;
        Some(Window::around(&turn.text, Span::new(range.start, range.end)))
    });
    match &shown {
        Some(window) => {
            let (before, wording, after) = window.parts();
            [before, wording, after].map(String::from)
        }
        None => [String::new(), wording.to_owned(), String::new()],
    }
}
