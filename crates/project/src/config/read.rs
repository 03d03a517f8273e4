//! From the YAML of a configuration to what it says. Every fault is noted and reading goes on. Opens
//! nothing but to see whether a pack is there.

use super::{CODES, Config, Glob, LimitsSection, Override, Scoring, Section, inside};
use crate::fail_on::FailOn;
use crate::nearest::nearest;
use crate::origin::{Said, Written};
use crate::profile::{self, LEVELS, Profile};
use jinyu::yaml::{Fault, Faults, Fields, Node, Value, name, text};
use jinyu::{Channel, Language, Level, Role, Source};
use jinyu_formats::Input;
use jinyu_rules::PACKS;
use std::collections::HashMap;
use std::path::Path;
use std::str::FromStr;

impl Config {
    /// Reads a configuration. Paths in it count from the folder of its name.
    pub(super) fn read(source: Source) -> (Config, Vec<Fault>) {
        let mut config = Config {
            extends: None,
            section: Section::default(),
            ignore: Vec::new(),
            fail_on: None,
            language: None,
            baseline: None,
            known_days: None,
            hours: None,
            teams: Vec::new(),
            scores: None,
            overrides: Vec::new(),
            source,
        };
        let source = config.source.clone();
        let tree = match Node::read(source.text(), &CODES) {
            Ok(tree) => tree,
            Err(fault) => return (config, vec![fault]),
        };
        let mut faults = Faults::new(source.text(), &CODES);
        // A file of nothing but comments says nothing, which is in order.
        if !matches!(tree.value, Value::Nothing)
            && let Some(fields) = Fields::of(&tree, "a configuration", &mut faults)
        {
            let folder = Path::new(source.name()).parent().unwrap_or(Path::new(""));
            let written = Written::new(source.name(), source.text());
            Reader { written, profiles: HashMap::new(), folder, faults: &mut faults }
                .whole(fields, &mut config);
        }
        (config, faults.found)
    }
}

pub(super) struct Reader<'f, 'n> {
    written: Written,
    /// The profiles that were named so far.
    profiles: HashMap<String, Option<Profile>>,
    folder: &'f Path,
    pub(super) faults: &'f mut Faults<'n>,
}

impl<'n> Reader<'_, 'n> {
    fn whole(&mut self, mut fields: Fields<'n>, config: &mut Config) {
        if let Some(node) = fields.take("extends") {
            let path = text(node, "extends", self.faults);
            config.extends = path.map(|path| (path, node.place.clone()));
        }
        config.section = self.section(&mut fields);
        config.ignore = self.globs("ignore", fields.list("ignore"));
        let names = FailOn::ALL.map(FailOn::name);
        config.fail_on = self.named(&mut fields, "fail_on", "severity", &names);
        let language = self.named(&mut fields, "language", "language", &["zh", "en"]);
        config.language =
            language.map(|Said { value: Spoken(value), origin }| Said { value, origin });
        config.baseline = self.baseline(&mut fields);
        config.known_days = self.named(&mut fields, "known_days", "number of days", &["90"]);
        config.hours = self.hours(&mut fields);
        config.teams = self.teams(&mut fields);
        config.scores = fields.take("scores").and_then(|node| self.scores(node));
        let overrides = fields.list("overrides").iter();
        config.overrides = overrides.filter_map(|node| self.one_override(node)).collect();
        fields.finish(self.faults);
    }

    fn one_override(&mut self, node: &'n Node) -> Option<Override> {
        let mut fields = Fields::of(node, "an override", self.faults)?;
        let nodes = fields.list("files");
        if nodes.is_empty() {
            let help = "say which files it is for: `files: [replies/legal/**]`";
            self.faults.add(CODES.missing_key, &fields.place, "`files` is missing", help);
        }
        let files = self.globs("files", nodes).into_iter().map(|said| said.value).collect();
        let section = self.section(&mut fields);
        fields.finish(self.faults);
        Some(Override { files, section })
    }

    fn section(&mut self, fields: &mut Fields<'n>) -> Section {
        Section {
            packs: self.packs(fields),
            profile: self.profile(fields),
            levels: self.levels(fields),
            fields: self.texts(fields, "fields"),
            text_field: self.text(fields, "text_field"),
            id_field: self.text(fields, "id_field"),
            input: self.input(fields),
            role: self.named(fields, "role", "role", &Role::ALL.map(Role::name)),
            channel: self.named(fields, "channel", "channel", &Channel::ALL.map(Channel::name)),
            limits: self.limits(fields),
            transcript: self.transcript(fields),
        }
    }

    fn limits(&mut self, fields: &mut Fields<'n>) -> LimitsSection {
        let node = fields.take("limits");
        let Some(mut inner) = node.and_then(|node| Fields::of(node, "`limits`", self.faults))
        else {
            return LimitsSection::default();
        };
        let mut size =
            |key| self.named(&mut inner, key, "size", &["512KiB, 8MiB, 1GiB … up to 4GiB"]);
        let limits =
            LimitsSection { message: size("message"), record: size("record"), file: size("file") };
        inner.finish(self.faults);
        limits
    }

    fn scores(&mut self, node: &'n Node) -> Option<Scoring> {
        Scoring::read(node, self.faults, &self.written)
    }

    pub(super) fn said<T>(&self, value: T, node: &Node) -> Said<T> {
        Said { value, origin: self.written.at(node.place.clone()) }
    }

    fn text(&mut self, fields: &mut Fields<'n>, key: &'static str) -> Option<Said<String>> {
        let node = fields.take(key)?;
        let value = text(node, key, self.faults)?;
        Some(self.said(value, node))
    }

    /// A list of at least one text, or one text.
    pub(super) fn texts(
        &mut self,
        fields: &mut Fields<'n>,
        key: &'static str,
    ) -> Option<Said<Vec<String>>> {
        let node = fields.take(key)?;
        let items = items(node);
        if items.is_empty() {
            let message = format!("`{key}` is an empty list");
            self.faults.add(CODES.shape, &node.place, message, "write something, or take it out");
        }
        let value = items.iter().filter_map(|item| text(item, key, self.faults)).collect();
        Some(self.said(value, node))
    }

    pub(super) fn named<T: FromStr>(
        &mut self,
        fields: &mut Fields<'n>,
        key: &'static str,
        what: &str,
        names: &[&str],
    ) -> Option<Said<T>> {
        let node = fields.take(key)?;
        let value = name(node, what, names, self.faults)?;
        Some(self.said(value, node))
    }

    fn packs(&mut self, fields: &mut Fields<'n>) -> Option<Said<Vec<String>>> {
        let node = fields.take("packs")?;
        let items = items(node);
        if items.is_empty() {
            let help = "name at least one pack, or take `packs` out to use the built-in ones";
            self.faults.add(CODES.shape, &node.place, "`packs` names no pack", help);
        }
        let packs = items.iter().filter_map(|item| self.pack(item)).collect();
        Some(self.said(packs, node))
    }

    fn pack(&mut self, node: &Node) -> Option<String> {
        let written = text(node, "packs", self.faults)?;
        if PACKS.iter().any(|pack| pack.name == written) {
            return Some(written);
        }
        let path = self.folder.join(&written);
        if path.exists() {
            return self.inside(&path, node);
        }
        let known: Vec<&str> = PACKS.iter().map(|pack| pack.name).collect();
        let help = nearest(&written, known.iter().copied()).map_or_else(
            || {
                let known = known.join(", ");
                format!("name a built-in one ({known}), or a YAML file or a folder of them, counted from the folder of this file")
            },
            |nearest| format!("did you mean `{nearest}`?"),
        );
        let message = format!("no pack “{written}”");
        self.faults.add("config::unknown-pack", &node.place, message, help);
        None
    }

    fn baseline(&mut self, fields: &mut Fields<'n>) -> Option<Said<String>> {
        let node = fields.take("baseline")?;
        let path = self.folder.join(text(node, "baseline", self.faults)?);
        let path = self.inside(&path, node)?;
        Some(self.said(path, node))
    }

    /// A path that is named at a node; a fault where it leads out of the repository.
    fn inside(&mut self, path: &Path, node: &Node) -> Option<String> {
        let own = if self.folder.as_os_str().is_empty() { Path::new(".") } else { self.folder };
        // What is not there, or in a folder that is not, leads nowhere.
        let real = path.canonicalize().or_else(|_| path.parent().unwrap_or(own).canonicalize());
        if let (Ok(real), Ok(own)) = (real, own.canonicalize())
            && inside::outside(&real, &own)
        {
            let message = format!("“{}” lies outside the repository of this file", path.display());
            let help = "copy the file into the repository, or name it on the command line";
            self.faults.add("config::outside", &node.place, message, help);
            return None;
        }
        Some(path.to_string_lossy().into_owned())
    }

    fn profile(&mut self, fields: &mut Fields<'n>) -> Option<Said<Profile>> {
        let node = fields.take("profile")?;
        let written = text(node, "profile", self.faults)?;
        let known =
            self.profiles.entry(written.clone()).or_insert_with_key(|name| profile::find(name));
        if let Some(profile) = known.clone() {
            return Some(self.said(profile, node));
        }
        let known = profile::names();
        let help = match (known.as_slice(), nearest(&written, known.iter().copied())) {
            ([], _) => "no profile comes with this version; take the line out".to_owned(),
            (_, Some(nearest)) => format!("did you mean `{nearest}`?"),
            (known, None) => format!("one of: {}", known.join(", ")),
        };
        let message = format!("no profile “{written}”");
        self.faults.add("config::unknown-profile", &node.place, message, help);
        None
    }

    /// Levels, those of categories first.
    fn levels(&mut self, fields: &mut Fields<'n>) -> Vec<Said<(String, Level)>> {
        let node = fields.take("levels");
        let fields = node.and_then(|node| Fields::of(node, "`levels`", self.faults));
        let mut levels = Vec::new();
        for (rule, key, node) in fields.map(Fields::rest).unwrap_or_default() {
            if let Some(level) = name(node, "level", &LEVELS, self.faults) {
                levels.push(self.said((rule.to_owned(), level), key));
            }
        }
        levels.sort_by_key(|said| said.value.0.contains('/'));
        levels
    }

    /// One shape, or shapes by glob.
    fn input(&mut self, fields: &mut Fields<'n>) -> Vec<(Option<Glob>, Said<Input>)> {
        let Some(node) = fields.take("input") else { return Vec::new() };
        let names = Input::ALL.map(Input::name);
        let Value::Map(entries) = &node.value else {
            let shape = name(node, "shape", &names, self.faults);
            return shape.map(|shape| (None, self.said(shape, node))).into_iter().collect();
        };
        let mut shapes = Vec::new();
        for (key, node) in entries {
            let glob = self.glob("input", key);
            let shape = name(node, "shape", &names, self.faults);
            if let (Some(glob), Some(shape)) = (glob, shape) {
                shapes.push((Some(glob), self.said(shape, node)));
            }
        }
        shapes
    }

    fn globs(&mut self, key: &str, nodes: &'n [Node]) -> Vec<Said<Glob>> {
        let mut globs = Vec::new();
        for node in nodes {
            if let Some(glob) = self.glob(key, node) {
                globs.push(self.said(glob, node));
            }
        }
        globs
    }

    fn glob(&mut self, key: &str, node: &Node) -> Option<Glob> {
        let written = text(node, key, self.faults)?;
        let glob = Glob::new(&written, node.place.clone());
        glob.map_err(|(message, help)| {
            self.faults.add("config::glob", &node.place, message, help);
        })
        .ok()
    }
}

/// The items of a list, or a single value as a list of one.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => std::slice::from_ref(node),
    }
}

/// A language of messages, by its name.
struct Spoken(Language);

impl FromStr for Spoken {
    type Err = ();
    fn from_str(name: &str) -> Result<Self, ()> {
        match name {
            "zh" => Ok(Spoken(Language::Zh)),
            "en" => Ok(Spoken(Language::En)),
            _ => Err(()),
        }
    }
}
