//! What `jinyu init` writes: a configuration that is in order, that the schema takes, that says what
//! holds anyway, and that names every key.

use boon::{Compiler, SchemaIndex, Schemas};
use jinyu_project::{CONFIG_SCHEMA, Choice, Project, Settings, Typed};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn jinyu(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jinyu")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// An empty folder that is a repository.
fn folder(name: &str) -> PathBuf {
    let folder = crate::empty_folder(name);
    fs::create_dir_all(folder.join(".git")).unwrap();
    folder
}

fn validator() -> (Schemas, SchemaIndex) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("config.json", serde_json::from_str(CONFIG_SCHEMA).unwrap()).unwrap();
    let index = compiler.compile("config.json", &mut schemas).unwrap();
    (schemas, index)
}

/// The template as it is, and with every line in use that is there to be used: such a line has no
/// space, or more than one, behind its `#`; written in folders of this test alone.
fn templates(test: &str) -> Vec<String> {
    let mut templates = Vec::new();
    for language in ["zh", "en"] {
        let folder = folder(&format!("init-{test}-{language}"));
        let written = jinyu(&["init", "--lang", language, folder.to_str().unwrap()]);
        assert_eq!((written.status.code(), text(&written.stderr)), (Some(0), ""));
        let template = fs::read_to_string(folder.join("jinyu.yaml")).unwrap();
        let in_use = |line: &str| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') || rest.starts_with("  ") => format!("{rest}\n"),
            _ => format!("{line}\n"),
        };
        templates.push(template.lines().map(in_use).collect());
        templates.push(template);
    }
    templates
}

#[test]
fn the_schema_takes_the_template_and_it_names_every_key() {
    let (schemas, index) = validator();
    for template in templates("taken") {
        let document: Value = serde_yaml::from_str(&template).unwrap();
        schemas.validate(&document, index).unwrap_or_else(|error| panic!("{error}\n{template}"));
    }
    let document: Value = serde_yaml::from_str(&templates("keys")[0]).unwrap();
    let schema: Value = serde_json::from_str(CONFIG_SCHEMA).unwrap();
    let keys = |object: &Value| object.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&document), keys(&schema["properties"]));
}

#[test]
fn the_template_says_what_holds_anyway() {
    for template in templates("order") {
        let folder = folder("init-default");
        fs::write(folder.join("jinyu.yaml"), &template).unwrap();
        let path = folder.join("a.txt").to_str().unwrap().to_owned();
        let mut usual = Project::new(Choice::Nothing, Typed::default()).unwrap();
        let usual = usual.settings(&path).unwrap().settings;
        let mut project = Project::new(Choice::Nearest, Typed::default()).unwrap();
        match project.settings(&path) {
            Ok(held) => {
                let packs =
                    |settings: &Settings| settings.packs().into_iter().collect::<BTreeSet<_>>();
                assert_eq!(packs(&held.settings), packs(&usual));
                assert_eq!(held.settings.levels().len(), 0);
                assert_eq!(
                    format!("{:?}", held.settings.options()),
                    format!("{:?}", usual.options())
                );
                assert_eq!(held.settings.fail_on(), usual.fail_on());
            }
            // In use, it names another configuration and a profile that are not there.
            Err(errors) => {
                let faults = errors.iter().filter_map(|error| error.faults());
                let codes: Vec<&str> =
                    faults.flat_map(|(_, faults)| faults).map(|fault| fault.code()).collect();
                assert_eq!(codes, ["config::extends", "config::unknown-profile"]);
            }
        }
    }
}

/// The schema and the reader know the same keys and shapes.
#[test]
fn the_schema_says_what_the_reader_says() {
    const SEEN: [&str; 4] =
        ["config::unknown-key", "config::unknown-name", "config::shape", "config::missing-key"];
    let (schemas, index) = validator();
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/config");
    let mut wrong = 0;
    for entry in fs::read_dir(fixtures).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|own| own != "yaml") {
            continue;
        }
        let yaml = fs::read_to_string(&path).unwrap();
        let Ok(document) = serde_yaml::from_str::<Value>(&yaml) else { continue };
        let choice = Choice::File(path.to_str().unwrap().into());
        let errors = Project::new(choice, Typed::default()).unwrap().settings("-").unwrap_err();
        let own = |name: &str| Path::new(name).file_name() == path.file_name();
        let faults = errors.iter().filter_map(|error| error.faults());
        let faults = faults.filter(|(source, _)| own(source.name())).flat_map(|(_, faults)| faults);
        let seen = faults.filter(|fault| SEEN.contains(&fault.code())).count() > 0;
        wrong += usize::from(seen);
        let said = schemas.validate(&document, index).err().map(|error| error.to_string());
        assert_eq!(said.is_some(), seen, "{}: {said:?}", path.display());
    }
    assert!(wrong > 5, "the configurations are gone");
}

#[test]
fn the_keys_of_the_schema_are_those_of_the_reader() {
    let path = folder("init-keys").join("jinyu.yaml");
    fs::write(&path, "QQ: 1\noverrides: [{ files: a, QQ: 1 }]\n").unwrap();
    let choice = Choice::File(path.to_str().unwrap().into());
    let errors = Project::new(choice, Typed::default()).unwrap().settings("-").unwrap_err();
    let (_, faults) = errors[0].faults().unwrap();
    let schema: Value = serde_json::from_str(CONFIG_SCHEMA).unwrap();
    for (fault, at) in faults.iter().zip(["/properties", "/definitions/override/properties"]) {
        let mut known: Vec<&str> =
            fault.help().strip_prefix("one of: ").unwrap().split(", ").collect();
        known.sort_unstable();
        let keys = schema.pointer(at).unwrap().as_object().unwrap().keys();
        assert_eq!(keys.collect::<Vec<_>>(), known, "{at}");
    }
}

#[test]
fn the_schema_is_printed_whole() {
    let schema = jinyu(&["config", "--schema"]);
    assert_eq!((schema.status.code(), text(&schema.stdout)), (Some(0), CONFIG_SCHEMA));
}
