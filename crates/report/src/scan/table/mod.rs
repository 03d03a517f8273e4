//! Tables of a scan: which there are, and that each conversation becomes rows of them at once. Knows what a
//! column means and not how it is written down; that is said by a [`Book`].

mod columns;
pub(in crate::scan) mod csv;
mod parquet;
mod rows;
pub(in crate::scan) mod value;
pub(in crate::scan) mod xlsx;

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;

use super::{ConversationFacts, Exhibit, Sink, Totals};
use columns::Column;
use jinyu::Language;
use std::fmt;
use std::io::{self, Write};
use value::Value;

pub use xlsx::WRITTEN_ROWS as XLSX_ROWS;

/// A table of a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// A row a finding.
    Findings,
    /// A row a conversation.
    Conversations,
    /// A row for each of those who serve, of the conversations in which they served first.
    Agents,
    /// A row a team.
    Teams,
    /// A row a day.
    Days,
    /// A row a rule that was broken.
    Rules,
    /// How many answers came how fast: of all, by agent, by team and by channel.
    Waits,
}

impl Table {
    /// All of them, in the order in which a workbook has them.
    pub const ALL: [Table; 7] = [
        Table::Findings,
        Table::Conversations,
        Table::Agents,
        Table::Teams,
        Table::Days,
        Table::Rules,
        Table::Waits,
    ];

    /// Its name, which is that of its file.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Table::Findings => "findings",
            Table::Conversations => "conversations",
            Table::Agents => "agents",
            Table::Teams => "teams",
            Table::Days => "days",
            Table::Rules => "rules",
            Table::Waits => "waits",
        }
    }

    /// What its sheet is called.
    fn title(self, language: Language) -> &'static str {
        let zh = match self {
            Table::Findings => "问题",
            Table::Conversations => "对话",
            Table::Agents => "坐席",
            Table::Teams => "团队",
            Table::Days => "日期",
            Table::Rules => "规则",
            Table::Waits => "响应时间",
        };
        crate::vocabulary::either(language, zh, self.name())
    }

    fn columns(self) -> &'static [Column] {
        columns::of(self)
    }
}

/// Where a table is written.
pub type TableOut<'o> = Box<dyn Write + Send + 'o>;

/// How tables are written down.
trait Book {
    /// The next row of a table: a value for each of its columns.
    fn row(&mut self, table: Table, row: &[Value<'_>]) -> io::Result<()>;

    /// The end of all tables.
    fn finish(&mut self) -> io::Result<()>;
}

/// Writes the tables of a run, in one format. Holds a few thousand rows at most.
///
/// ```
/// use jinyu_report::scan::{ConversationFacts, Sink, Table, Tables, Totals};
/// let mut files = vec![Vec::new(); Table::ALL.len()];
/// let mut outs = files.iter_mut();
/// let mut tables = Tables::csv(|_| Ok(Box::new(outs.next().ok_or(std::io::ErrorKind::NotFound)?)))?;
/// tables.conversation(&ConversationFacts::default())?;
/// tables.finish(&Totals::default(), &[])?;
/// drop(tables);
/// assert!(String::from_utf8_lossy(&files[0]).starts_with("\u{FEFF}conversation,path,line"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Tables<'o> {
    book: Box<dyn Book + 'o>,
}

impl fmt::Debug for Tables<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tables").finish_non_exhaustive()
    }
}

impl<'o> Tables<'o> {
    /// CSV as [`ReportFormat::Csv`](crate::ReportFormat) writes it, a file a table.
    ///
    /// # Errors
    /// Where a file cannot be opened or written.
    pub fn csv(open: impl FnMut(Table) -> io::Result<TableOut<'o>>) -> io::Result<Tables<'o>> {
        Ok(Tables { book: Box::new(csv::Files::new(open)?) })
    }

    /// Parquet, a file a table.
    ///
    /// # Errors
    /// Where a file cannot be opened or written.
    pub fn parquet(open: impl FnMut(Table) -> io::Result<TableOut<'o>>) -> io::Result<Tables<'o>> {
        Ok(Tables { book: Box::new(parquet::Files::new(open)?) })
    }

    /// A workbook, a sheet a table, and more sheets for a table of which one cannot hold all rows. Rows wait
    /// in files of the system's folder for such, and are copied at the end.
    ///
    /// # Errors
    /// Where such a file cannot be made.
    pub fn xlsx(out: TableOut<'o>, language: Language) -> io::Result<Tables<'o>> {
        Tables::xlsx_of(out, language, XLSX_ROWS)
    }

    /// The same with fewer rows a sheet, at least one.
    ///
    /// # Errors
    /// Where a file for rows cannot be made.
    pub fn xlsx_of(out: TableOut<'o>, language: Language, rows: u32) -> io::Result<Tables<'o>> {
        Ok(Tables { book: Box::new(xlsx::Workbook::new(out, language, rows)?) })
    }
}

impl Sink for Tables<'_> {
    fn conversation(&mut self, facts: &ConversationFacts) -> io::Result<()> {
        self.book.row(Table::Conversations, &rows::conversation(facts))?;
        for finding in &facts.findings {
            self.book.row(Table::Findings, &rows::finding(facts, finding))?;
        }
        Ok(())
    }

    fn finish(&mut self, totals: &Totals, _: &[Exhibit]) -> io::Result<()> {
        let groups = [
            (Table::Agents, &totals.agents),
            (Table::Teams, &totals.teams),
            (Table::Days, &totals.days),
        ];
        for (table, tallies) in groups {
            for (name, tally) in tallies {
                self.book.row(table, &rows::tally(table, name, tally))?;
            }
        }
        for (rule, total) in &totals.rules {
            self.book.row(Table::Rules, &rows::rule(rule, total))?;
        }
        for row in rows::waits(totals) {
            self.book.row(Table::Waits, &row)?;
        }
        self.book.finish()
    }
}
