//! Settings to be shown: every key with its value and where that comes from. Prints nothing.

use crate::config::{Scoring, Team};
use crate::hours::OpenHours;
use crate::origin::{Origin, Said};
use crate::score::START;
use crate::settings::Settings;
use jinyu::{Channel, Language, Level};
use jinyu_formats::{Column, DateOrder, Size};
use std::borrow::Cow;

/// A key and its value, to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The key of a configuration.
    pub key: &'static str,
    /// What holds.
    pub value: RowValue,
}

/// A value of any kind, to be shown, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowValue {
    /// One word or path.
    Text(String, Origin),
    /// Several.
    List(Vec<String>, Origin),
    /// Several by name, each from a place of its own.
    Map(Vec<(String, Cow<'static, str>, Origin)>),
    /// Several keys of its own.
    Keys(Vec<Row>),
    /// Several by name, each of one text or several.
    Lists(Vec<(String, Vec<String>, Origin)>),
    /// Nothing is set.
    Nothing(Origin),
}

impl Settings {
    /// Every key with its value, in the order of the documentation.
    #[must_use]
    pub fn rows(&self) -> Vec<Row> {
        let packs = self.packs.as_ref().map(|said| &said.origin);
        let packs = packs.or(self.profile.as_ref().map(|said| &said.origin));
        let profile = self.profile.as_ref();
        let profile = profile.map_or_else(nothing, |said| text(said.value.name, &said.origin));
        let fields = self.fields.as_ref();
        let fields = fields
            .map_or_else(nothing, |said| RowValue::List(said.value.clone(), said.origin.clone()));
        let text_key = self.text_key();
        let days = self.known_days().map(|days| days.to_string());
        let order = self.date_order.value;
        let values = [
            ("packs", RowValue::List(self.packs(), packs.unwrap_or(&Origin::DEFAULT).clone())),
            ("profile", profile),
            ("levels", RowValue::Map(self.levels().iter().map(level).collect())),
            ("fields", fields),
            ("text_field", text(&text_key.value, &text_key.origin)),
            ("id_field", text(&self.id_field.value, &self.id_field.origin)),
            ("input", text(self.input.value.name(), &self.input.origin)),
            ("role", text(self.role.value.name(), &self.role.origin)),
            ("channel", perhaps(self.channel.value.map(Channel::name), &self.channel.origin)),
            ("limits", self.limits_rows()),
            ("fail_on", text(self.fail_on.value.name(), &self.fail_on.origin)),
            ("language", perhaps(self.language.value.map(code), &self.language.origin)),
            ("baseline", perhaps(self.baseline(), &self.baseline.origin)),
            ("known_days", perhaps(days.as_deref(), &self.known_days.origin)),
            ("map", RowValue::Lists(self.map.iter().map(column).collect())),
            ("agents", names(&self.agents)),
            ("customers", names(&self.customers)),
            ("date_order", perhaps(order.map(DateOrder::name), &self.date_order.origin)),
            ("gap", text(&self.gap.value.to_string(), &self.gap.origin)),
            ("hours", RowValue::Lists(self.hours.iter().flat_map(hours).collect())),
            ("teams", RowValue::Lists(self.teams.iter().map(team).collect())),
            ("scores", self.scoring.as_ref().map_or_else(nothing, scores)),
        ];
        rows(values)
    }

    fn limits_rows(&self) -> RowValue {
        let size = |said: &Said<Size>| text(&said.value.to_string(), &said.origin);
        let values = [
            ("message", size(&self.message)),
            ("record", size(&self.record)),
            ("file", size(&self.file)),
        ];
        RowValue::Keys(rows(values))
    }
}

fn rows<const N: usize>(values: [(&'static str, RowValue); N]) -> Vec<Row> {
    values.into_iter().map(|(key, value)| Row { key, value }).collect()
}

fn nothing() -> RowValue {
    RowValue::Nothing(Origin::DEFAULT)
}

fn text(value: &str, origin: &Origin) -> RowValue {
    RowValue::Text(value.to_owned(), origin.clone())
}

fn perhaps(value: Option<&str>, origin: &Origin) -> RowValue {
    value.map_or_else(|| RowValue::Nothing(origin.clone()), |value| text(value, origin))
}

fn level(said: &Said<(String, Level)>) -> (String, Cow<'static, str>, Origin) {
    let (rule, level) = &said.value;
    (rule.clone(), level.name().into(), said.origin.clone())
}

fn scores(scoring: &Scoring) -> RowValue {
    let start = scoring.start.clone().unwrap_or(Said::default(START));
    let taken = |said: &Said<(String, f64)>| {
        (said.value.0.clone(), said.value.1.to_string().into(), said.origin.clone())
    };
    let vetoes = scoring.vetoes.iter().map(|said| said.value.clone()).collect();
    let origin = scoring.vetoes.last().map_or(Origin::DEFAULT, |said| said.origin.clone());
    let values = [
        ("start", text(&start.value.to_string(), &start.origin)),
        ("points", RowValue::Map(scoring.points.iter().map(taken).collect())),
        ("caps", RowValue::Map(scoring.caps.iter().map(taken).collect())),
        ("vetoes", RowValue::List(vetoes, origin)),
    ];
    RowValue::Keys(rows(values))
}

fn names(said: &Said<Vec<String>>) -> RowValue {
    match said.value.as_slice() {
        [] => RowValue::Nothing(said.origin.clone()),
        names => RowValue::List(names.to_vec(), said.origin.clone()),
    }
}

fn column(said: &Said<(Column, String)>) -> (String, Vec<String>, Origin) {
    let (column, name) = &said.value;
    (column.name().to_owned(), vec![name.clone()], said.origin.clone())
}

fn team(said: &Said<Team>) -> (String, Vec<String>, Origin) {
    let (team, people) = &said.value;
    (team.clone(), people.clone(), said.origin.clone())
}

fn hours(said: &Said<OpenHours>) -> Vec<(String, Vec<String>, Origin)> {
    let row = |(key, values)| (key, values, said.origin.clone());
    said.value.written().into_iter().map(row).collect()
}

fn code(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh",
        Language::En => "en",
    }
}
