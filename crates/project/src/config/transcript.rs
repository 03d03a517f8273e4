//! What a configuration says about transcripts: which columns hold what, who serves and in which team, and
//! when somebody is there to answer.

use super::read::{Reader, items};
use crate::hours::{self, OpenHours};
use crate::origin::Said;
use jinyu::yaml::{Fields, Node, name, text};
use jinyu_formats::{Column, DateOrder, Gap};
use std::collections::HashMap;

/// What is wrong with business hours.
const CODE: &str = "config::hours";

/// What can be said about transcripts for all files, and once more for some.
#[derive(Clone, Debug, Default)]
pub(crate) struct TranscriptSection {
    pub(crate) map: Vec<Said<(Column, String)>>,
    pub(crate) agents: Option<Said<Vec<String>>>,
    pub(crate) customers: Option<Said<Vec<String>>>,
    pub(crate) date_order: Option<Said<DateOrder>>,
    pub(crate) gap: Option<Said<Gap>>,
}

/// A team and those who are in it.
pub(crate) type Team = (String, Vec<String>);

impl<'n> Reader<'_, 'n> {
    pub(super) fn transcript(&mut self, fields: &mut Fields<'n>) -> TranscriptSection {
        let orders = DateOrder::ALL.map(DateOrder::name);
        TranscriptSection {
            map: self.map(fields),
            agents: self.texts(fields, "agents"),
            customers: self.texts(fields, "customers"),
            date_order: self.named(fields, "date_order", "order of a date", &orders),
            gap: self.named(fields, "gap", "pause", &["12h", "30min", "2d", "never"]),
        }
    }

    fn map(&mut self, fields: &mut Fields<'n>) -> Vec<Said<(Column, String)>> {
        let mut map = Vec::new();
        let names = Column::ALL.map(Column::name);
        for (_, key, node) in self.entries(fields, "map") {
            let column = name::<Column>(key, "part of a turn", &names, self.faults);
            if let Some(entry) = column.zip(text(node, "map", self.faults)) {
                map.push(self.said(entry, key));
            }
        }
        map
    }

    /// Teams; nobody is in two of them.
    pub(super) fn teams(&mut self, fields: &mut Fields<'n>) -> Vec<Said<Team>> {
        let mut teams: Vec<Said<Team>> = Vec::new();
        let mut known: HashMap<String, &str> = HashMap::new();
        for (team, key, node) in self.entries(fields, "teams") {
            let mut people = Vec::new();
            for item in items(node) {
                let Some(person) = text(item, "teams", self.faults) else { continue };
                let other = *known.entry(person.clone()).or_insert(team);
                if other != team {
                    let message = format!("“{person}” is in the team “{other}” already");
                    let help = "take the name out of one of the two";
                    self.faults.add("config::two-teams", &item.place, message, help);
                }
                people.push(person);
            }
            teams.push(self.said((team.to_owned(), people), key));
        }
        teams
    }

    /// Business hours: opening times by day, and holidays.
    pub(super) fn hours(&mut self, fields: &mut Fields<'n>) -> Option<Said<OpenHours>> {
        let node = fields.take("hours")?;
        let mut inner = Fields::of(node, "`hours`", self.faults)?;
        let holidays = inner.list("holidays");
        let mut hours = OpenHours::default();
        for holiday in holidays {
            let Some(written) = text(holiday, "holidays", self.faults) else { continue };
            match hours::day_of(&written) {
                Some(day) => hours.holidays.push(day),
                None => {
                    let message = format!("“{written}” is no day");
                    let help = "write it as 2026-10-01";
                    self.faults.add(CODE, &holiday.place, message, help);
                }
            }
        }
        for (days, key, node) in inner.rest() {
            let Some(days) = hours::weekdays(days) else {
                let help = "write mon to sun, or 周一 to 周日; several as mon-fri";
                let message = format!("“{days}” is no day of the week");
                self.faults.add(CODE, &key.place, message, help);
                continue;
            };
            self.times(items(node), days, &mut hours);
        }
        if hours.open.is_empty() && self.faults.found.is_empty() {
            let help = "write when somebody is there, `mon-fri: 9:00-18:00`, or take `hours` out";
            self.faults.add(CODE, &node.place, "`hours` says no opening time", help);
        }
        Some(self.said(hours, node))
    }

    fn times(&mut self, nodes: &[Node], days: hours::Weekdays, hours: &mut OpenHours) {
        for node in nodes {
            let Some(written) = text(node, "hours", self.faults) else { continue };
            match hours::times(&written) {
                Some((from, to)) => hours.open.extend(days.clone().map(|day| (day, from, to))),
                None => {
                    let message = format!("“{written}” is no time of a day");
                    let help = "write it as 9:00-18:00, and what goes over midnight as two times";
                    self.faults.add(CODE, &node.place, message, help);
                }
            }
        }
    }

    /// The entries of a map.
    fn entries(
        &mut self,
        fields: &mut Fields<'n>,
        key: &'static str,
    ) -> Vec<(&'n str, &'n Node, &'n Node)> {
        let node = fields.take(key);
        let fields = node.and_then(|node| Fields::of(node, &format!("`{key}`"), self.faults));
        fields.map(Fields::rest).unwrap_or_default()
    }
}
