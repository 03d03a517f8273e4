//! Profiles: which packs and levels suit an industry. They come with jinyu as data; a configuration
//! names one. What is named in them is checked by a test, not at run time.

use crate::config::CODES;
use jinyu::Level;
use jinyu::yaml::{Faults, Fields, Node, name, text};
use jinyu_rules::PROFILES;

/// What a profile chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Profile {
    pub(crate) name: &'static str,
    /// Names of built-in packs.
    pub(crate) packs: Vec<String>,
    /// Levels of rules and categories.
    pub(crate) levels: Vec<(String, Level)>,
}

/// The names of all profiles.
pub(crate) fn names() -> Vec<&'static str> {
    PROFILES.iter().map(|profile| profile.name).collect()
}

/// The profile of this name.
pub(crate) fn find(wanted: &str) -> Option<Profile> {
    let known = PROFILES.iter().find(|profile| profile.name == wanted)?;
    Some(read(known.name, known.yaml).0)
}

/// Reads a profile, and how many faults there are in it.
fn read(profile: &'static str, yaml: &str) -> (Profile, usize) {
    let mut read = Profile { name: profile, packs: Vec::new(), levels: Vec::new() };
    let Ok(tree) = Node::read(yaml, &CODES) else { return (read, 1) };
    let mut faults = Faults::new(yaml, &CODES);
    if let Some(mut fields) = Fields::of(&tree, "a profile", &mut faults) {
        let packs = fields.list("packs");
        read.packs = packs.iter().filter_map(|node| text(node, "packs", &mut faults)).collect();
        read.levels = levels(fields.take("levels"), &mut faults);
        // For people: its name, its title, and the source of each choice.
        for key in ["profile", "title", "sources"] {
            fields.take(key);
        }
        fields.finish(&mut faults);
    }
    (read, faults.found.len())
}

fn levels<'n>(node: Option<&'n Node>, faults: &mut Faults<'n>) -> Vec<(String, Level)> {
    let fields = node.and_then(|node| Fields::of(node, "`levels`", faults));
    let entries = fields.map(Fields::rest).unwrap_or_default();
    let level = |(rule, _, node): (&str, _, _)| {
        Some((rule.to_owned(), name(node, "level", &LEVELS, faults)?))
    };
    entries.into_iter().filter_map(level).collect()
}

/// The names of levels.
pub(crate) const LEVELS: [&str; 4] = ["off", "info", "warning", "error"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Cache;
    use crate::packs::builder;
    use jinyu::Severity;

    #[test]
    fn a_profile_is_packs_and_levels() {
        let (read, faults) =
            read("a", "packs: [zh-core]\nlevels: { vague: off, combative: error }");
        assert_eq!((read.packs, faults), (vec!["zh-core".to_owned()], 0));
        let levels = [("vague", Level::Off), ("combative", Level::At(Severity::Error))];
        assert_eq!(read.levels, levels.map(|(rule, level)| (rule.to_owned(), level)));
    }

    #[test]
    fn faults_are_counted() {
        for yaml in ["packs: [", "pakcs: []", "levels: { vague: grave }", "levels: 1", "1"] {
            assert_eq!(read("a", yaml).1, 1, "{yaml}");
        }
    }

    #[test]
    fn every_profile_is_in_order() {
        for profile in PROFILES {
            let (read, faults) = read(profile.name, profile.yaml);
            assert_eq!(faults, 0, "{}", profile.name);
            let builder = builder(&read.packs, &Cache::none()).unwrap();
            assert!(read.levels.iter().all(|(rule, _)| builder.names(rule).is_ok()), "{read:?}");
        }
    }
}
