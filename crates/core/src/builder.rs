//! From packs and levels to a linter: what is wanted, what is asked for, and what keeps them from being
//! used together.

use crate::compiled::CompiledPacks;
use crate::conversation::Checks;
use crate::engine::{Index, Plan};
use crate::linter::Linter;
use crate::pack::{DecodeError, Entry, Pack};
use crate::rule::Severity;
use crate::suppress::{DIRECTIVE_RULES, DIRECTIVES, directive_rules};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::str::FromStr;

/// What configuration sets for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a severity or none")]
pub enum Level {
    /// The rule is not looked for.
    Off,
    /// Its findings have this severity.
    At(Severity),
}

impl Level {
    /// The name used in options and configurations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::At(severity) => severity.name(),
        }
    }
}

impl FromStr for Level {
    type Err = ();
    /// Reads `off` or a severity's name, in any case.
    fn from_str(name: &str) -> Result<Self, ()> {
        if name.eq_ignore_ascii_case("off") { Ok(Level::Off) } else { name.parse().map(Level::At) }
    }
}

/// Why a linter cannot be built.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A level names no rule and no category of the chosen packs.
    #[error("no rule or category “{name}”{}", hint(nearest.as_deref()))]
    UnknownRule {
        /// What was written.
        name: String,
        /// The rule or category with the nearest name, if one is near.
        nearest: Option<String>,
    },
    /// Two packs bring rules of the same id.
    #[error("the rule “{rule}” stands in the packs “{first}” and “{second}”; rename one of them")]
    DuplicateRule {
        /// The id.
        rule: String,
        /// The pack that brought it first.
        first: String,
        /// The pack that brought it again.
        second: String,
    },
    /// A rule about conversations asks for a cue or rule that no chosen pack has.
    #[error("the rule “{rule}” asks for “{name}”, which no chosen pack has{}", found_elsewhere(nearest.as_deref()))]
    UnknownCue {
        /// The rule that asks.
        rule: String,
        /// What it asks for.
        name: String,
        /// The cue or rule with the nearest name, if one is near.
        nearest: Option<String>,
    },
}

fn hint(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |nearest| format!("; did you mean “{nearest}”?"))
}

fn found_elsewhere(nearest: Option<&str>) -> String {
    nearest.map_or_else(
        || "; choose the pack that has it as well, or switch the rule off".to_owned(),
        |nearest| format!("; did you mean “{nearest}”?"),
    )
}

/// Collects packs and levels for a [`Linter`].
#[derive(Debug, Default)]
pub struct LinterBuilder {
    packs: Vec<Pack>,
    indexes: Vec<Index>,
    levels: Vec<(String, Level)>,
}

impl LinterBuilder {
    /// Adds the rules of a pack.
    #[must_use]
    pub fn pack(mut self, pack: Pack) -> Self {
        self.packs.push(pack);
        self
    }

    /// Adds an index that [`LinterBuilder::index`] made, which is part of the program and read
    /// where it lies: those of the packs that it was made for are looked for at once. What the
    /// others look for is worked out when the linter is built.
    ///
    /// # Errors
    /// An index that another version made.
    pub fn indexed(mut self, index: &'static [u8]) -> Result<Self, DecodeError> {
        self.indexes.push(Index::decode(&bytes::Bytes::from_static(index))?);
        Ok(self)
    }

    /// Adds the index of packs that were compiled before; the packs themselves are added as all
    /// others are.
    #[must_use]
    pub fn compiled(mut self, packs: &CompiledPacks) -> Self {
        self.indexes.push(packs.index().clone());
        self
    }

    /// The index of some packs, for embedding in a program: what they look for, worked out. The
    /// same packs give the same bytes. It serves any of the packs, in their compact form only, and
    /// the usual ones best.
    #[must_use]
    pub fn index(usual: &[Pack], others: &[Pack]) -> Vec<u8> {
        Index::of(usual.iter().chain(others), usual.len()).encode()
    }

    /// Sets the level of a rule, or of every rule of a category. Later calls win.
    #[must_use]
    pub fn level(mut self, rule_or_category: &str, level: Level) -> Self {
        self.levels.push((rule_or_category.to_owned(), level));
        self
    }

    /// Compiles everything.
    ///
    /// # Errors
    /// A level that names nothing, two rules of one id, or a rule about conversations that asks for
    /// what no pack has.
    pub fn build(self) -> Result<Linter, BuildError> {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for (pack, entry) in self.entries() {
            if let Some(first) = seen.insert(&entry.id, pack.name()) {
                return Err(BuildError::DuplicateRule {
                    rule: entry.id.clone(),
                    first: first.to_owned(),
                    second: pack.name().to_owned(),
                });
            }
        }
        // Of two levels for one rule, by its name and by its category, the later one.
        let mut levels: HashMap<&str, (usize, Level)> = HashMap::new();
        for (order, (name, level)) in self.levels.iter().enumerate() {
            if levels.insert(name, (order, *level)).is_none() {
                self.names(name)?;
            }
        }
        let mut severities = BTreeMap::new();
        let about_directives = directive_rules();
        let entries = self.entries().map(|(_, it)| (&it.id, &it.category, it.severity));
        let own = about_directives.iter().map(|rule| (&rule.id, &rule.category, rule.severity));
        for (id, category, severity) in entries.chain(own) {
            let named = [levels.get(id.as_str()), levels.get(category.as_str())];
            let set = named.into_iter().flatten().max_by_key(|(order, _)| *order);
            if let Level::At(severity) = set.map_or(Level::At(severity), |&(_, level)| level) {
                severities.insert(id.clone(), severity);
            }
        }
        let wanted = |id: &str| severities.contains_key(id);
        let checks = self.checks(&wanted)?;
        let plan = Plan::new(self.packs, self.indexes, &wanted, &|id| checks.slot(id));
        Ok(Linter { plan, severities, about_directives, checks })
    }

    /// The rules about conversations that are wanted, with what they ask for.
    fn checks(&self, wanted: &dyn Fn(&str) -> bool) -> Result<Checks, BuildError> {
        let mut checks = Checks::default();
        let mut before = 0;
        for pack in &self.packs {
            for (at, entry) in pack.entries().iter().enumerate() {
                if entry.reports && wanted(&entry.id) {
                    checks.add(before + at, entry.rule());
                }
            }
            before += pack.searched().count();
        }
        if checks.is_empty() {
            return Ok(checks);
        }
        let known = || {
            let searched = self.packs.iter().flat_map(Pack::searched);
            searched.filter(|entry| !entry.reports).map(|e| e.id.as_str())
        };
        let ids: BTreeSet<&str> = known().collect();
        let missing = checks.asked().find(|(_, name)| !ids.contains(name.as_str()));
        match missing {
            Some((rule, name)) => Err(BuildError::UnknownCue {
                rule: rule.to_owned(),
                nearest: nearest(&name, known()),
                name,
            }),
            None => Ok(checks),
        }
    }

    fn entries(&self) -> impl Iterator<Item = (&Pack, &Entry)> {
        self.packs.iter().flat_map(|pack| pack.entries().iter().map(move |entry| (pack, entry)))
    }

    /// Whether a rule or a category of the packs added so far has this name, so that a level can be
    /// set for it.
    ///
    /// # Errors
    /// A name that none has, see [`BuildError::UnknownRule`].
    pub fn names(&self, name: &str) -> Result<(), BuildError> {
        if self.known().any(|known| known == name) {
            return Ok(());
        }
        let nearest = nearest(name, self.known());
        Err(BuildError::UnknownRule { name: name.to_owned(), nearest })
    }

    /// The names of all rules and categories of the packs added so far, which levels can be set for.
    pub fn known(&self) -> impl Iterator<Item = &str> {
        let entries = self.entries().map(|(_, entry)| entry);
        let of_packs = entries.flat_map(|entry| [entry.id.as_str(), entry.category.as_str()]);
        of_packs.chain(DIRECTIVE_RULES).chain([DIRECTIVES])
    }
}

/// The name that is nearest to one that is none, if any is near.
fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let near = names.map(|known| (strsim::jaro_winkler(known, name), known));
    let near = near.filter(|(nearness, _)| *nearness > 0.7);
    near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known.to_owned())
}
