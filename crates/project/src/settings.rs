//! What holds for a file, and where each value comes from: defaults, then configurations, furthest
//! first, then their overrides, then what was typed. Later wins; reads nothing.

use crate::config::{Chain, Config, LimitsSection, Scoring, Section, Team, TranscriptSection};
use crate::fail_on::FailOn;
use crate::hours::OpenHours;
use crate::origin::{Origin, Said, keep_last};
use crate::profile::{self, Profile};
use crate::score::Scores;
use jinyu::{Channel, Language, Level, Role};
use jinyu_formats::{
    Column, DateOrder, FieldPath, Gap, Input, Limits, ReadOptions, Size, TranscriptOptions,
    TranscriptShape,
};
use jinyu_rules::PACKS;
use std::path::Path;

/// What for texts are read: which packs judge where nobody names any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// To judge replies, one at a time.
    #[default]
    Replies,
    /// To judge conversations, for which there are packs of their own.
    Conversations,
}

/// The packs that judge conversations beside the default ones, where they come with this version.
const CONVERSATION_PACKS: [&str; 2] = ["en-conversation", "zh-conversation"];

impl Purpose {
    /// The packs that judge where nobody names any.
    pub(crate) fn packs(self) -> impl Iterator<Item = &'static str> {
        let wanted =
            move |name| self == Purpose::Conversations && CONVERSATION_PACKS.contains(&name);
        let packs = PACKS.iter().filter(move |pack| pack.default || wanted(pack.name));
        packs.map(|pack| pack.name)
    }
}

/// What was typed; it wins over every configuration.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// What for texts are read.
    pub purpose: Purpose,
    /// How transcripts are read.
    pub transcript: TypedTranscript,
    /// Packs instead of all others; none where none was typed.
    pub packs: Vec<String>,
    /// An industry's profile.
    pub profile: Option<String>,
    /// Levels of rules or categories, later ones win.
    pub levels: Vec<(String, Level)>,
    /// How inputs are divided into messages.
    pub input: Option<Input>,
    /// The key of a JSON object that holds the text.
    pub text_field: Option<String>,
    /// The key of a JSON object that holds its id.
    pub id_field: Option<String>,
    /// The fields that hold replies; none where none was typed.
    pub fields: Vec<String>,
    /// The file of known findings; an empty name is none.
    pub baseline: Option<String>,
    /// After how many days a known finding counts again.
    pub known_days: Option<u32>,
    /// Who speaks, where the input does not say.
    pub role: Option<Role>,
    /// Where the talk takes place, where the input does not say.
    pub channel: Option<Channel>,
    /// From which severity on a finding fails the run.
    pub fail_on: Option<FailOn>,
}

/// What was typed of how transcripts are read.
#[derive(Clone, Debug, Default)]
pub struct TypedTranscript {
    /// How they are divided into turns.
    pub shape: TranscriptShape,
    /// Which columns or keys hold what, later ones win.
    pub map: Vec<(Column, String)>,
    /// Names of those who serve.
    pub agents: Vec<String>,
    /// Names of those who are served.
    pub customers: Vec<String>,
    /// In which order the numbers of a date stand.
    pub date_order: Option<DateOrder>,
    /// Which pause ends a conversation, where a file names no sessions.
    pub gap: Option<Gap>,
}

impl TypedTranscript {
    fn section(&self) -> TranscriptSection {
        let some = |names: &Vec<String>| (!names.is_empty()).then(|| Said::typed(names.clone()));
        TranscriptSection {
            map: self.map.iter().cloned().map(Said::typed).collect(),
            agents: some(&self.agents),
            customers: some(&self.customers),
            date_order: self.date_order.map(Said::typed),
            gap: self.gap.map(Said::typed),
        }
    }
}

impl Typed {
    fn section(&self) -> Section {
        let typed = |levels: &(String, Level)| Said::typed(levels.clone());
        Section {
            packs: (!self.packs.is_empty()).then(|| Said::typed(self.packs.clone())),
            profile: self.profile.as_ref().and_then(|name| Some(Said::typed(profile::find(name)?))),
            levels: self.levels.iter().map(typed).collect(),
            fields: (!self.fields.is_empty()).then(|| Said::typed(self.fields.clone())),
            text_field: self.text_field.clone().map(Said::typed),
            id_field: self.id_field.clone().map(Said::typed),
            input: self.input.map(|input| (None, Said::typed(input))).into_iter().collect(),
            role: self.role.map(Said::typed),
            channel: self.channel.map(Said::typed),
            limits: LimitsSection::default(),
            transcript: self.transcript.section(),
        }
    }
}

/// What holds for a file.
#[derive(Clone, Debug)]
pub struct Settings {
    purpose: Purpose,
    shape: TranscriptShape,
    pub(crate) map: Vec<Said<(Column, String)>>,
    pub(crate) agents: Said<Vec<String>>,
    pub(crate) customers: Said<Vec<String>>,
    pub(crate) date_order: Said<Option<DateOrder>>,
    pub(crate) gap: Said<Gap>,
    pub(crate) hours: Option<Said<OpenHours>>,
    pub(crate) teams: Vec<Said<Team>>,
    pub(crate) packs: Option<Said<Vec<String>>>,
    pub(crate) profile: Option<Said<Profile>>,
    pub(crate) levels: Vec<Said<(String, Level)>>,
    pub(crate) fields: Option<Said<Vec<String>>>,
    pub(crate) text_field: Said<String>,
    pub(crate) id_field: Said<String>,
    pub(crate) input: Said<Input>,
    pub(crate) role: Said<Role>,
    pub(crate) channel: Said<Option<Channel>>,
    pub(crate) message: Said<Size>,
    pub(crate) record: Said<Size>,
    pub(crate) file: Said<Size>,
    pub(crate) fail_on: Said<FailOn>,
    pub(crate) language: Said<Option<Language>>,
    pub(crate) baseline: Said<Option<String>>,
    pub(crate) known_days: Said<Option<u32>>,
    pub(crate) scoring: Option<Scoring>,
}

impl Settings {
    /// What holds for the file at `path` from the folder of the chain; for all that is not a file
    /// where there is none.
    pub(crate) fn of(chain: Option<&Chain>, path: Option<&Path>, typed: &Typed) -> Settings {
        let (purpose, shape) = (typed.purpose, typed.transcript.shape);
        let mut settings = Settings { purpose, shape, ..Settings::default() };
        let files = chain.map_or(&[][..], |chain| &chain.files);
        for config in files {
            settings.apply(&config.section, path);
            settings.apply_to_all(config);
        }
        for one in files.iter().flat_map(|config| &config.overrides) {
            if path.is_some_and(|path| one.files.iter().any(|glob| glob.covers(path))) {
                settings.apply(&one.section, path);
            }
        }
        settings.apply(&typed.section(), path);
        keep_last(&mut settings.levels, |(name, _)| name.as_str());
        set(&mut settings.fail_on, &typed.fail_on.map(Said::typed));
        set(&mut settings.known_days, &typed.known_days.map(|days| Said::typed(Some(days))));
        let named = |path: &String| (!path.is_empty()).then(|| path.clone());
        set(&mut settings.baseline, &typed.baseline.as_ref().map(|path| Said::typed(named(path))));
        settings
    }

    fn apply(&mut self, section: &Section, path: Option<&Path>) {
        if let Some(packs) = &section.packs {
            self.packs = Some(packs.clone());
        }
        if let Some(profile) = &section.profile {
            // What a profile set is gone with it, and with that what it took the place of.
            keep_last(&mut self.levels, |(name, _)| name.as_str());
            self.levels.retain(|said| !said.origin.is_profile());
            let origin = profile.origin.through(profile.value.name);
            let levels = profile.value.levels.iter().cloned();
            self.levels.extend(levels.map(|value| Said { value, origin: origin.clone() }));
            self.profile = Some(profile.clone());
        }
        self.levels.extend_from_slice(&section.levels);
        if let Some(fields) = &section.fields {
            self.fields = Some(fields.clone());
        }
        set(&mut self.text_field, &section.text_field);
        set(&mut self.id_field, &section.id_field);
        set(&mut self.role, &section.role);
        let channel = section.channel.clone();
        let channel = channel.map(|Said { value, origin }| Said { value: Some(value), origin });
        set(&mut self.channel, &channel);
        set(&mut self.message, &section.limits.message);
        set(&mut self.record, &section.limits.record);
        set(&mut self.file, &section.limits.file);
        for said in &section.transcript.map {
            self.map.retain(|known| known.value.0 != said.value.0);
            self.map.push(said.clone());
        }
        set(&mut self.agents, &section.transcript.agents);
        set(&mut self.customers, &section.transcript.customers);
        set(&mut self.date_order, &section.transcript.date_order.as_ref().map(some));
        set(&mut self.gap, &section.transcript.gap);
        for (glob, shape) in &section.input {
            let meant = |glob: &crate::config::Glob| path.is_some_and(|path| glob.covers(path));
            if glob.as_ref().is_none_or(meant) {
                self.input = shape.clone();
            }
        }
    }

    /// What can be said only for all files of a configuration.
    fn apply_to_all(&mut self, config: &Config) {
        set(&mut self.fail_on, &config.fail_on);
        set(&mut self.language, &config.language.as_ref().map(some));
        set(&mut self.known_days, &config.known_days.as_ref().map(some));
        if let Some(hours) = &config.hours {
            self.hours = Some(hours.clone());
        }
        self.teams.extend_from_slice(&config.teams);
        keep_last(&mut self.teams, |(name, _)| name.as_str());
        if let Some(scoring) = &config.scores {
            self.scoring.get_or_insert_default().add(scoring);
        }
        if let Some(Said { value, origin }) = config.baseline.clone() {
            self.baseline = Said { value: Some(value), origin };
        }
    }

    /// The packs that judge: those of the profile, then those that are named beside it; the default
    /// ones where nobody names any.
    #[must_use]
    pub fn packs(&self) -> Vec<String> {
        let own = self.packs.as_ref();
        let mut packs = Vec::new();
        let chosen = self.profile.as_ref().is_some_and(|profile| profile.origin.is_typed());
        if chosen || !own.is_some_and(|own| own.origin.is_typed()) {
            packs.extend(self.profile.iter().flat_map(|said| said.value.packs.clone()));
        }
        packs.extend(own.iter().flat_map(|said| said.value.clone()));
        if packs.is_empty() {
            packs.extend(self.purpose.packs().map(String::from));
        }
        let mut seen = std::collections::BTreeSet::new();
        packs.retain(|name| seen.insert(name.clone()));
        packs
    }

    /// The levels of rules and categories, in the order in which they are set.
    #[must_use]
    pub fn levels(&self) -> &[Said<(String, Level)>] {
        &self.levels
    }

    /// How the file is read. In JSON Lines the first of the fields that hold replies is the key of
    /// the text, unless `text_field` says otherwise.
    #[must_use]
    pub fn options(&self) -> ReadOptions {
        ReadOptions {
            input: self.input.value,
            text_field: self.text_key().value,
            fields: self.fields.iter().flat_map(|said| &said.value).map(FieldPath::new).collect(),
            id_field: self.id_field.value.clone(),
            role: self.role.value,
            channel: self.channel.value,
            limits: self.limits(),
        }
    }

    fn limits(&self) -> Limits {
        let (message, record, file) = (self.message.value, self.record.value, self.file.value);
        Limits { message, record, file }
    }

    /// How the file is read as a transcript.
    #[must_use]
    pub fn transcript_options(&self) -> TranscriptOptions {
        TranscriptOptions {
            shape: self.shape,
            map: self.map.iter().map(|said| said.value.clone()).collect(),
            agents: self.agents.value.clone(),
            customers: self.customers.value.clone(),
            role: self.role.value,
            channel: self.channel.value,
            date_order: self.date_order.value,
            gap: self.gap.value,
            limits: self.limits(),
        }
    }

    /// When somebody is there to answer, where a configuration says it.
    #[must_use]
    pub fn hours(&self) -> Option<&OpenHours> {
        self.hours.as_ref().map(|said| &said.value)
    }

    /// The team that somebody is in, where a configuration says it.
    #[must_use]
    pub fn team(&self, agent: &str) -> Option<&str> {
        let holds = |said: &&Said<Team>| said.value.1.iter().any(|known| known == agent);
        self.teams.iter().find(holds).map(|said| said.value.0.as_str())
    }

    /// The key of the text in JSON Lines.
    pub(crate) fn text_key(&self) -> Said<String> {
        let first = || {
            let Said { value, origin } = self.fields.as_ref()?;
            Some(Said { value: value.first()?.clone(), origin: origin.clone() })
        };
        let unsaid = self.text_field.origin == Origin::DEFAULT;
        first().filter(|_| unsaid).unwrap_or_else(|| self.text_field.clone())
    }

    /// From which severity on a finding in the file fails the run.
    #[must_use]
    pub fn fail_on(&self) -> FailOn {
        self.fail_on.value
    }

    /// The language of messages, where a configuration says it.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.language.value
    }

    /// After how many days a known finding counts again.
    #[must_use]
    pub fn known_days(&self) -> Option<u32> {
        self.known_days.value
    }

    /// How conversations are scored, where a configuration says it.
    #[must_use]
    pub fn scores(&self) -> Option<Scores> {
        self.scoring.as_ref().map(Scoring::scores)
    }

    /// The file of known findings, where a configuration names one.
    #[must_use]
    pub fn baseline(&self) -> Option<&str> {
        self.baseline.value.as_deref()
    }
}

impl Default for Settings {
    /// What holds where nobody says anything.
    fn default() -> Self {
        let ReadOptions { input, text_field, id_field, role, channel, limits, .. } =
            ReadOptions::default();
        let Limits { message, record, file } = limits;
        Settings {
            purpose: Purpose::default(),
            shape: TranscriptShape::default(),
            map: Vec::new(),
            agents: Said::default(Vec::new()),
            customers: Said::default(Vec::new()),
            date_order: Said::default(None),
            gap: Said::default(Gap::default()),
            hours: None,
            teams: Vec::new(),
            packs: None,
            profile: None,
            levels: Vec::new(),
            fields: None,
            text_field: Said::default(text_field),
            id_field: Said::default(id_field),
            input: Said::default(input),
            role: Said::default(role),
            channel: Said::default(channel),
            message: Said::default(message),
            record: Said::default(record),
            file: Said::default(file),
            fail_on: Said::default(FailOn::default()),
            language: Said::default(None),
            baseline: Said::default(None),
            known_days: Said::default(None),
            scoring: None,
        }
    }
}

fn some<T: Copy>(said: &Said<T>) -> Said<Option<T>> {
    Said { value: Some(said.value), origin: said.origin.clone() }
}

fn set<T: Clone>(value: &mut Said<T>, said: &Option<Said<T>>) {
    if let Some(said) = said {
        *value = said.clone();
    }
}
