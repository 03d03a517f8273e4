//! What is said of every fault of a configuration, which setting wins, and which files are linted.

use insta::{assert_snapshot, with_settings};
use jinyu::{Channel, Language, Level, Role, Severity};
use jinyu_project::{
    Choice, DateOrder, FailOn, Input, Project, ProjectError, RowValue, Scores, Typed,
    TypedTranscript,
};
use jinyu_report::Style;
use std::fs;
use std::path::{Path, PathBuf};

const FAULTS: &str = "../../fixtures/config";
const PACK: &str = include_str!("../../../../fixtures/cli/files/demo.yaml");

/// What is said of errors.
fn said(errors: &[ProjectError]) -> String {
    let style = Style { language: Language::En, colour: false };
    let mut said = Vec::new();
    for error in errors {
        match error.faults() {
            Some((source, faults)) => {
                jinyu_report::faults(&mut said, source, faults, style).unwrap();
            }
            None => said.extend_from_slice(format!("{error}\n").as_bytes()),
        }
    }
    String::from_utf8(said).unwrap()
}

#[test]
fn every_fault_is_said_at_its_place() {
    let entries = fs::read_dir(FAULTS).unwrap();
    let files = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|own| own == "yaml")).collect();
    files.sort();
    assert!(files.len() > 15, "the configurations are gone");
    let fixtures = fs::canonicalize(FAULTS).unwrap();
    for file in files {
        let choice = Choice::File(file.to_str().unwrap().into());
        let mut project = Project::new(choice, Typed::default()).unwrap();
        let errors = project.plan(&["-".into()]).unwrap_err();
        let said = said(&errors).replace(FAULTS, "").replace(fixtures.to_str().unwrap(), "");
        with_settings!({
            snapshot_path => format!("../../{FAULTS}"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { assert_snapshot!(file.file_stem().unwrap().to_str().unwrap(), said); });
    }
}

/// A folder for one test, a repository of its own, with these files.
fn tree(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = crate::empty_folder(name);
    fs::create_dir_all(root.join(".git")).unwrap();
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn project() -> Project {
    Project::new(Choice::Nearest, Typed::default()).unwrap()
}

fn path(root: &Path, name: &str) -> String {
    root.join(name).to_str().unwrap().to_owned()
}

/// What is linted of some paths, and the errors, in order.
fn linted(project: &mut Project, root: &Path, paths: &[&str]) -> Vec<String> {
    let paths: Vec<String> = paths.iter().map(|below| path(root, below)).collect();
    let mut plan = project.plan(&paths).unwrap_or_else(|errors| panic!("{}", said(&errors)));
    let name = |text: &str| text.replace(root.to_str().unwrap(), "").trim_matches('/').to_owned();
    let targets = plan.targets().map(|target| match target {
        Ok(target) => name(&target.path),
        Err(error) => name(&error.to_string()),
    });
    targets.collect()
}

/// A value as text, and where it comes from.
fn shown(value: &RowValue) -> (String, String) {
    match value {
        RowValue::Text(value, origin) => (value.clone(), origin.to_string()),
        RowValue::List(values, origin) => (values.join(" "), origin.to_string()),
        RowValue::Lists(entries) => entries.last().map_or_else(
            || (String::new(), "default".into()),
            |(name, values, origin)| {
                (format!("{{ {name}: {} }}", values.join(" ")), origin.to_string())
            },
        ),
        RowValue::Nothing(origin) => (String::new(), origin.to_string()),
        RowValue::Map(entries) => entries.last().map_or_else(
            || (String::new(), "default".into()),
            |(name, value, origin)| (format!("{{ {name}: {value} }}"), origin.to_string()),
        ),
        RowValue::Keys(rows) => {
            let (value, origin) = shown(&rows[0].value);
            (format!("{{ {}: {value} }}", rows[0].key), origin)
        }
    }
}

/// Where the values of a row of [`KEYS`] stand.
const LAYERS: [&str; 5] = ["default", "base.yaml", "jinyu.yaml", "jinyu.yaml", "command line"];

/// For each key its value by default, in a base, in the nearest file, in an override, and typed;
/// `-` where it cannot be said.
const KEYS: [(&str, [&str; 5]); 15] = [
    ("packs", ["en-core zh-core", "zh-core", "en-core", "own.yaml", "zh-core"]),
    ("levels", ["", "{ vague: off }", "{ vague: info }", "{ vague: warning }", "{ vague: error }"]),
    ("fields", ["", "a", "b", "c", "-"]),
    ("text_field", ["text", "d", "e", "f", "g"]),
    ("id_field", ["id", "h", "i", "j", "k"]),
    ("input", ["auto", "text", "lines", "jsonl", "text"]),
    ("role", ["unknown", "bot", "customer", "system", "agent"]),
    ("channel", ["", "chat", "phone", "mail", "phone"]),
    ("map", ["", "{ text: a }", "{ text: b }", "{ text: c }", "-"]),
    ("agents", ["", "d", "e", "f", "-"]),
    ("customers", ["", "g", "h", "i", "j"]),
    ("date_order", ["", "ymd", "dmy", "mdy", "ymd"]),
    (
        "limits",
        [
            "{ message: 4 MiB }",
            "{ message: 1 MiB }",
            "{ message: 2 KiB }",
            "{ message: 3 GiB }",
            "-",
        ],
    ),
    ("fail_on", ["warning", "info", "error", "-", "never"]),
    ("scores", ["", "{ start: 50 }", "{ start: 60 }", "-", "-"]),
];

/// All that a layer says, with this indentation.
fn layer(at: usize, indentation: &str) -> String {
    let said = KEYS.iter().filter(|(_, values)| values[at] != "-");
    said.map(|(key, values)| format!("{indentation}{key}: {}\n", values[at])).collect()
}

fn typed() -> Typed {
    Typed {
        packs: vec!["zh-core".into()],
        profile: None,
        levels: vec![("vague".into(), Level::At(Severity::Error))],
        input: Some(Input::Text),
        text_field: Some("g".into()),
        id_field: Some("k".into()),
        fields: Vec::new(),
        role: Some(Role::Agent),
        channel: Some(Channel::Phone),
        fail_on: Some(FailOn::Never),
        transcript: TypedTranscript {
            customers: vec!["j".into()],
            date_order: Some(DateOrder::YearMonthDay),
            ..TypedTranscript::default()
        },
        baseline: None,
        known_days: None,
        ..Typed::default()
    }
}

#[test]
fn the_nearer_wins() {
    for layers in 0..16_u8 {
        let has = |at: usize| at == 0 || layers & (1 << (at - 1)) != 0;
        let said = |at, indentation| if has(at) { layer(at, indentation) } else { String::new() };
        let nearest = format!(
            "extends: base.yaml\n{}overrides:\n  - {{ files: b.txt, role: bot }}\n  - files: a.txt\n{}",
            said(2, ""),
            said(3, "    ")
        );
        let files = [("base.yaml", &*said(1, "")), ("jinyu.yaml", &nearest), ("own.yaml", PACK)];
        let root = tree(&format!("nearer-{layers}"), &files);
        let typed = if has(4) { typed() } else { Typed::default() };
        let mut project = Project::new(Choice::Nearest, typed).unwrap();
        let rows = project.settings(&path(&root, "a.txt")).unwrap().settings.rows();
        for (key, values) in KEYS {
            let wins = (0..5).rev().find(|&at| has(at) && values[at] != "-").unwrap();
            let (value, origin) = shown(&rows.iter().find(|row| row.key == key).unwrap().value);
            let (value, place) =
                (value.replace(&path(&root, ""), ""), format!("{key} {layers:04b}"));
            assert_eq!(value, values[wins], "{place}");
            assert!(origin.contains(LAYERS[wins]), "{place}: {origin}");
        }
    }
}

#[test]
fn a_rule_wins_over_its_category_and_a_later_override_over_an_earlier_one() {
    let config = "\
levels: { negative/unclear: error, negative: off }
packs: demo.yaml
fields: [content, reply]
overrides:
  - { files: calls, channel: phone, input: lines }
  - { files: '*.txt', input: text }
";
    let root = tree("later", &[("jinyu.yaml", config), ("demo.yaml", PACK), ("calls/a.txt", "")]);
    let settings = project().settings(&path(&root, "calls/a.txt")).unwrap().settings;
    let names: Vec<&str> = settings.levels().iter().map(|said| &*said.value.0).collect();
    assert_eq!(names, ["negative", "negative/unclear"]);
    let options = settings.options();
    assert_eq!((options.input, options.channel), (Input::Text, Some(Channel::Phone)));
    assert_eq!(options.text_field, "content");
}

/// A profile takes the place of what was said before it; with the profile that is gone as well.
#[test]
fn levels_of_a_profile_go_with_it() {
    let files = [
        ("base.yaml", "levels: { off-platform: off, vague: info }"),
        ("jinyu.yaml", "extends: base.yaml\nprofile: e-commerce\n"),
    ];
    let root = tree("profiles", &files);
    let levels = |typed: Typed| {
        let mut project = Project::new(Choice::Nearest, typed).unwrap();
        let settings = project.settings(&path(&root, "a.txt")).unwrap().settings;
        let levels = settings.levels().iter().map(|said| said.value.clone());
        levels
            .filter(|(name, _)| name == "off-platform")
            .map(|(_, level)| level)
            .collect::<Vec<_>>()
    };
    let bank = Typed { profile: Some("bank".into()), ..Typed::default() };
    assert_eq!(levels(Typed::default()), [Level::At(Severity::Error)]);
    assert_eq!(levels(bank), []);
}

#[test]
fn the_nearest_configuration_holds_as_far_as_the_repository() {
    let files = [
        ("jinyu.yaml", "role: bot"),
        ("a/jinyu.yaml", "role: customer"),
        ("a/inner/.git", ""),
        ("b/.jinyu.yaml", "# says nothing\n"),
        ("c/jinyu.yaml", ""),
        ("c/.jinyu.yaml", ""),
    ];
    let root = tree("nearest", &files);
    let table = [
        ("x.txt", Role::Bot, 1),
        ("z/y/x.txt", Role::Bot, 1),
        ("a/x.txt", Role::Customer, 1),
        ("a/b/x.txt", Role::Customer, 1),
        ("a/inner/x.txt", Role::Unknown, 0),
        ("b/x.txt", Role::Unknown, 1),
    ];
    for (name, role, configs) in table {
        let name = path(&root, name);
        let held = project().settings(&name).unwrap();
        assert_eq!((held.settings.options().role, held.configs.len()), (role, configs), "{name}");
        let mut none = Project::new(Choice::Nothing, Typed::default()).unwrap();
        assert_eq!(none.settings(&name).unwrap().configs.len(), 0);
    }
    let errors = project().settings(&path(&root, "c/x.txt")).unwrap_err();
    assert!(said(&errors).ends_with("jinyu.yaml is beside it; keep one of the two\n"));
}

#[test]
fn nothing_outside_the_repository_is_read() {
    let outside = tree("unreachable", &[("pack.yaml", PACK), ("known.json", "{}")]);
    let config = "packs: [../unreachable/pack.yaml]\nbaseline: ../unreachable/known.json\n";
    let inside = tree("reaching", &[("jinyu.yaml", config), ("a.txt", "")]);
    let errors = project().plan(&[path(&inside, "a.txt")]).unwrap_err();
    assert_eq!(said(&errors).matches("lies outside the repository").count(), 2);
    let config = format!("packs: [{}]\n", path(&outside, "pack.yaml"));
    let inside = tree("reaching", &[("jinyu.yaml", &config), ("a.txt", "")]);
    let errors = project().plan(&[path(&inside, "a.txt")]).unwrap_err();
    assert!(said(&errors).contains("config::outside"), "{}", said(&errors));
}

#[test]
fn a_base_outside_the_repository_is_for_configurations_outside_it() {
    let files = [("base.yaml", "role: bot"), ("chosen.yaml", "extends: base.yaml")];
    let outside = tree("outside", &files);
    let inside = tree("inside", &[("jinyu.yaml", "extends: ../outside/base.yaml")]);
    let errors = project().settings(&path(&inside, "a.txt")).unwrap_err();
    assert!(said(&errors).contains("lies outside the repository"), "{}", said(&errors));
    let choice = Choice::File(path(&outside, "chosen.yaml"));
    let held = Project::new(choice, Typed::default()).unwrap().settings("-").unwrap();
    assert_eq!(held.settings.options().role, Role::Bot);
}

#[test]
fn what_is_in_a_folder() {
    let config = "\
ignore: [archive, '*.old.txt']
input: { '*.log': lines, own.yaml: text }
packs: [own.yaml]
baseline: known.txt
";
    let files = [
        ("jinyu.yaml", config),
        ("own.yaml", PACK),
        ("known.txt", ""),
        (".gitignore", "ignored\n*.tmp.txt\n"),
        ("b/.jinyuignore", "secret.txt\n"),
        ("b/secret.txt", ""),
        ("b/a.txt", ""),
        ("b/a/c.jsonl", ""),
        ("b.txt", ""),
        ("a.NDJSON", ""),
        ("a.old.txt", ""),
        ("a.tmp.txt", ""),
        ("a.log", ""),
        ("a.png", ""),
        (".hidden.txt", ""),
        (".hidden/a.txt", ""),
        ("ignored/a.txt", ""),
        ("archive/a.txt", ""),
        ("archive/b/jinyu.yaml", "faulty: 1"),
        ("z/jinyu.yaml", "role: bot"),
        ("z/a.old.txt", ""),
    ];
    let root = tree("walked", &files);
    let all = ["a.NDJSON", "a.log", "b/a/c.jsonl", "b/a.txt", "b.txt", "z/a.old.txt"];
    assert_eq!(linted(&mut project(), &root, &[""]), all);
    let named = ["a.png", "ignored/a.txt", "a.old.txt", "ignored", "b/a", "not-here.txt"];
    let found =
        ["a.png", "ignored/a.txt", "a.old.txt", "ignored/a.txt", "b/a/c.jsonl", "not-here.txt"];
    assert_eq!(linted(&mut project(), &root, &named), found);
    let held = project().settings(&path(&root, "archive/a.txt")).unwrap();
    assert_eq!(held.ignored.unwrap().0, "archive");
}

#[cfg(unix)]
#[test]
fn links_in_circles_and_names_that_are_not_utf8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let root = tree("odd", &[("a/b.txt", ""), ("linked.txt", "")]);
    symlink(&root, root.join("a/circle")).unwrap();
    symlink("nowhere", root.join("a/dangling.txt")).unwrap();
    fs::write(root.join("a").join(OsStr::from_bytes(b"\xff.txt")), "").unwrap();
    let told =
        "a/\u{fffd}.txt: its name is not UTF-8, so that no report could name it; rename the file";
    assert_eq!(linted(&mut project(), &root, &["a"]), ["a/b.txt", told]);
    let through = "a/circle/linked.txt";
    assert_eq!(linted(&mut project(), &root, &[through]), [through]);
}

#[test]
fn globs_that_mean_nothing() {
    let config = "\
ignore: [gone, old]
input: { '*.log': lines }
overrides:
  - { files: [calls, mail], role: agent }
  - { files: '*.txt', input: lines }
";
    let root = tree("stale", &[("jinyu.yaml", config), ("calls/a.txt", ""), ("old/a.txt", "")]);
    let mut project = project();
    linted(&mut project, &root, &[""]);
    let stale = project.stale();
    let [(source, faults)] = stale.as_slice() else { panic!("{stale:?}") };
    let stale: Vec<&str> =
        faults.iter().map(|fault| source.text().get(fault.place()).unwrap()).collect();
    assert_eq!(stale, ["gone", "'*.log'", "mail"]);
}

#[test]
fn levels_for_packs_that_are_used_elsewhere_are_no_fault() {
    let config = "\
levels: { negative/unclear: error }
overrides:
  - { files: a.txt, packs: own.yaml }
";
    let files = [("jinyu.yaml", config), ("own.yaml", PACK), ("a.txt", ""), ("b.txt", "")];
    let root = tree("elsewhere", &files);
    assert_eq!(linted(&mut project(), &root, &[""]), ["a.txt", "b.txt"]);
    for (level, in_order) in [("negative/unclear", true), ("negative/unclaer", false)] {
        let typed = Typed { levels: vec![(level.into(), Level::Off)], ..Typed::default() };
        let mut project = Project::new(Choice::Nearest, typed).unwrap();
        assert_eq!(project.plan(&[path(&root, "")]).is_ok(), in_order, "{level}");
    }
}

#[test]
fn scores_are_added_to_those_that_a_file_builds_on() {
    let base = "scores: { start: 50, points: { vague: -1, negative: -2 }, vetoes: combative }";
    let near = "extends: base.yaml\nscores: { points: { vague: -3 }, caps: { vague: -9 }, vetoes: [impatient] }";
    let root = tree("scores", &[("base.yaml", base), ("jinyu.yaml", near)]);
    let scores = project().settings(&path(&root, "a.txt")).unwrap().settings.scores().unwrap();
    let taken =
        |list: &[(&str, f64)]| list.iter().map(|(name, it)| ((*name).into(), *it)).collect();
    let vetoes = ["combative", "impatient"].map(String::from).into();
    let points = taken(&[("vague", -3.0), ("negative", -2.0)]);
    assert_eq!(scores, Scores { start: 50.0, points, caps: taken(&[("vague", -9.0)]), vetoes });
    let none = tree("no-scores", &[("jinyu.yaml", "scores:\n")]);
    assert_eq!(project().settings(&path(&none, "a.txt")).unwrap().settings.scores(), None);
}
