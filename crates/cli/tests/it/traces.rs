//! What a run leaves behind: the files that were asked for, own packs in the cache, and no other, anywhere; and no
//! word of a message where none is to be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Every file below a folder with what it holds, and every folder.
type Tree = BTreeMap<PathBuf, Option<Vec<u8>>>;

fn tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(|entry| entry.unwrap().path()) {
            let name = entry.strip_prefix(folder).unwrap().to_owned();
            if entry.is_dir() {
                tree.insert(name, None);
                folders.push(entry);
            } else {
                tree.insert(name, Some(fs::read(entry).unwrap()));
            }
        }
    }
    tree
}

/// A folder that stands for all that a run may reach: a project, a home, a cache and a place for temporary files.
struct World(PathBuf);

impl World {
    fn new(name: &str) -> World {
        let world = crate::empty_folder(name);
        for folder in ["project", "home", "cache", "temporary"] {
            fs::create_dir_all(world.join(folder)).unwrap();
        }
        let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/cli/files");
        for name in ["demo.yaml", "replies.yaml", "chats.jsonl", "labels.jsonl", "good.txt"] {
            fs::copy(files.join(name), world.join("project").join(name)).unwrap();
        }
        World(world)
    }

    fn run(&self, args: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jinyu"));
        command.current_dir(self.0.join("project")).args(args.split(' '));
        for name in ["JINYU_NO_CACHE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
            command.env_remove(name);
        }
        command.env("XDG_CACHE_HOME", self.0.join("cache"));
        for name in ["HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"] {
            command.env(name, self.0.join("home"));
        }
        for name in ["TMPDIR", "TEMP", "TMP"] {
            command.env(name, self.0.join("temporary"));
        }
        command.env("LANGUAGE", "en").stdin(Stdio::null()).output().unwrap()
    }

    /// What is kept of own packs: each file with what it holds.
    fn cached(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let cache = self.0.join("cache");
        let files = tree(&cache).into_iter();
        files.filter_map(|(name, held)| Some((cache.join(name), held?))).collect()
    }

    /// What is there after a command and was not before, but for the cache. All else must be as it was.
    fn new_after(&self, args: &str) -> Vec<String> {
        let before = tree(&self.0);
        let output = self.run(args);
        let after = tree(&self.0);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code().is_some_and(|code| code < 3), "{args}: {said}");
        for (name, held) in &before {
            assert!(after.get(name) == Some(held), "{args} changes {}", name.display());
        }
        let cache = Path::new("cache").join("jinyu");
        let new = after.keys().filter(|name| !before.contains_key(*name));
        let new = new.filter(|name| !name.starts_with(&cache));
        new.map(|name| name.to_string_lossy().replace('\\', "/")).collect()
    }
}

#[test]
fn nothing_is_written_that_was_not_asked_for() {
    let world = World::new("traces");
    for args in [
        "--version",
        "--help",
        "lint",
        "lint --pack demo.yaml replies.yaml chats.jsonl",
        "lint --pack demo.yaml --format html .",
        "scan --pack demo.yaml chats.jsonl",
        "scan --pack demo.yaml --format csv .",
        "fix --pack demo.yaml replies.yaml",
        "fix --pack demo.yaml",
        "explain --pack demo.yaml 我不清楚",
        "baseline check --pack demo.yaml replies.yaml",
        "baseline show",
        "config",
        "config --check",
        "config --format json replies.yaml",
        "rules list --pack demo.yaml",
        "rules show --pack demo.yaml negative/unclear",
        "rules check demo.yaml",
        "rules test demo.yaml",
        "rules eval --pack demo.yaml labels.jsonl",
        "rules quiet --pack demo.yaml good.txt",
        "rules schema",
        "completions bash",
        "man",
    ] {
        assert_eq!(world.new_after(args), [""; 0], "{args}");
    }
    // Most of them use the same pack, and the first one has kept it.
    assert_eq!(world.cached().len(), 1);
}

/// What is kept of own packs is of the user alone, is rules and no word of a message, and can be forbidden.
#[test]
fn the_cache_is_the_users_own_and_holds_no_word_of_a_reply() {
    const SAID: &str = "独一无二，我不清楚，王小明13812345678";
    let world = World::new("traces-cache");
    fs::write(world.0.join("project/said.txt"), SAID).unwrap();
    for args in [
        "lint --no-cache --pack demo.yaml said.txt",
        "explain --no-cache --pack demo.yaml 我不清楚",
        "lint said.txt",
        "lint --pack broken.yaml said.txt",
    ] {
        fs::write(world.0.join("project/broken.yaml"), "pack: [").unwrap();
        world.run(args);
        assert!(world.cached().is_empty(), "{args}");
    }
    for args in [
        "lint --pack demo.yaml said.txt",
        &format!("explain --pack demo.yaml {SAID}"),
        "scan --pack demo.yaml said.txt",
        "fix --pack demo.yaml said.txt",
    ] {
        world.run(args);
    }
    let entries = world.cached();
    assert_eq!(entries.len(), 1);
    for (entry, held) in entries {
        for said in ["独一无二", "王小明", "13812345678"] {
            assert!(!held.windows(said.len()).any(|held| held == said.as_bytes()), "{said}");
        }
        #[cfg(unix)]
        for (path, mode) in [(entry.as_path(), 0o600), (entry.parent().unwrap(), 0o700)] {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, mode);
        }
    }
}

#[test]
fn what_was_asked_for_is_all_that_is_written() {
    let world = World::new("traces-asked");
    let scan = "scan --pack demo.yaml --page p.html --review v.xlsx --table xlsx=t.xlsx --resume c --report json=s.json";
    for (args, new) in [
        (
            "lint --pack demo.yaml --report json=r.json --report html=r.html replies.yaml",
            "r.html r.json",
        ),
        (&format!("{scan} chats.jsonl"), "p.html s.json t.xlsx v.xlsx"),
        ("baseline write --pack demo.yaml replies.yaml", "jinyu-baseline.json"),
        ("init", "jinyu.yaml"),
        ("rules new own own.yaml", "own.yaml"),
    ] {
        let new: Vec<_> = new.split(' ').map(|name| format!("project/{name}")).collect();
        assert_eq!(world.new_after(args), new, "{args}");
    }
}

#[test]
fn a_baseline_holds_no_word_of_a_reply() {
    let world = World::new("traces-baseline");
    fs::write(world.0.join("project/said.txt"), "独一无二，我不清楚，王小明13812345678").unwrap();
    world.run("baseline write --pack demo.yaml said.txt");
    let held = fs::read_to_string(world.0.join("project/jinyu-baseline.json")).unwrap();
    assert!(held.contains("negative/unclear"), "{held}");
    for said in ["独一无二", "不清楚", "王小明", "13812345678"] {
        assert!(!held.contains(said), "{held}");
    }
}

/// What is said of a broken transcript shows no more of it than somebody needs who looks for the place.
#[test]
fn faults_show_no_record_and_no_number() {
    let world = World::new("traces-faults");
    let said = "我叫王小明，身份证11010519491231002X，电话13812345678，请帮我查一查这个号码的订单到哪里了，独一无二的一句话";
    for (name, text) in [
        ("a.jsonl", format!("{{\"role\":\"客户\",\"text\":\"{said}\"}}\n{said}\n")),
        ("b.jsonl", format!("{{\"role\":\"客户\",\"text\":\"{said}\n")),
        ("c.csv", format!("13812345678,{said},{said}\n1,{said},{said}\n")),
        ("d.csv", format!("会话ID,角色,内容\n1,客户,\"{said}\n")),
        ("e.json", format!("[{{\"text\":\"{said}\"}},{said}]")),
        ("f.srt", format!("1\n00:00:01,000 --> {said}\n{said}\n")),
        ("g.txt", format!("2024-13-45 {said}\n{said}\n")),
        (
            "h.jsonl",
            format!("{{\"time\":\"13812345678 {said}\",\"text\":\"{said}\",\"role\":\"客户\"}}\n"),
        ),
        ("i.xlsx", said.into()),
        ("j.gz", said.into()),
        ("k.csv", format!("时间,角色,内容\n13812345678x,客户,{said}\n")),
    ] {
        fs::write(world.0.join("project").join(name), text).unwrap();
        let output = world.run(&format!("scan --pack demo.yaml {name}"));
        let told = String::from_utf8(output.stderr).unwrap();
        for private in ["11010519491231002X", "13812345678", "独一无二"] {
            assert!(!told.contains(private), "{name}: {told}");
        }
    }
}

/// The same of replies, of a list of judgements and of what is known.
#[test]
fn faults_of_replies_show_no_number() {
    let world = World::new("traces-replies");
    let said = "王小明13812345678身份证11010519491231002X";
    let twice = format!("{said}: 我不清楚");
    let list = format!("rule,verdict\nnegative/unclear,{said}\n");
    let known = format!("{{\"version\":1,\"findings\":[{{\"{said}\":1}}]}}");
    for (command, name, text) in [
        ("lint", "a.csv", format!("{said},1\n{said},2\n")),
        ("lint", "b.yaml", format!("{twice}\n{twice}\n")),
        ("fix", "b.yaml", format!("{twice}\n{twice}\n")),
        ("lint", "c.json", format!("{{\"{said}\":\"a b\",\"{said}\":\"a b\"}}")),
        ("lint", "d.yaml", format!("- *{said}\n")),
        ("lint", "e.yaml", format!("{}{said}: a b\n{0}{said}: a b\n", "长".repeat(26))),
        (
            "lint --report json=r.json",
            "j.yaml",
            twice.replace("我不清楚", "您好") + "\n" + &twice.replace("我不清楚", "您好"),
        ),
        ("rules eval", "f.jsonl", format!("{said}\n")),
        ("scan --verdicts", "g.csv", list),
        ("explain --conversation", "k.jsonl", format!("{{\"text\":\"您好\"}}\n{said}\n")),
        ("lint good.txt --baseline", "h.json", known),
        ("lint good.txt --baseline", "i.json", format!("{{\"version\":\"{said}\"}}")),
    ] {
        fs::write(world.0.join("project").join(name), text).unwrap();
        let pack = if command.contains("verdicts") { "" } else { " --pack demo.yaml" };
        let output = world.run(&format!("{command} {name}{pack}"));
        let mut told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains(name), "{command} {name}: {told}");
        told += &fs::read_to_string(world.0.join("project/r.json")).unwrap_or_default();
        for private in ["13812345678", "11010519491231002X", "110105"] {
            assert!(!told.contains(private), "{command} {name}: {told}");
        }
    }
}

/// Whatever a file is called, and whatever it holds, no command passes on what a terminal or a CI server obeys.
#[cfg(unix)]
#[test]
fn no_name_and_no_text_acts_on_a_terminal() {
    const NAME: &str = "\u{1b}[35m\u{9b}2J\u{202e}\n::error::a\r##[error]b";
    let world = World::new("traces-names");
    let project = world.0.join("project");
    let text = |name: &str| fs::read_to_string(project.join(name)).unwrap();
    let hostile = project.join(NAME);
    fs::create_dir(&hostile).unwrap();
    let said = "\u{1b}[35m我不清楚\u{202e}\u{9b}\u{7f}\n";
    fs::write(hostile.join("a.txt"), said).unwrap();
    fs::write(hostile.join("b.jsonl"), format!("{{\"text\":\"我不清楚\",\"id\":\"{NAME}\n"))
        .unwrap();
    fs::write(hostile.join("pack.yaml"), text("demo.yaml").replace("pack: demo", "pack: ["))
        .unwrap();
    fs::write(hostile.join("good.yaml"), text("demo.yaml")).unwrap();
    fs::write(hostile.join("labels.jsonl"), text("labels.jsonl")).unwrap();
    fs::write(hostile.join("jinyu.yaml"), "packs: [zh-core]\nlevels: { nothing: off }\n").unwrap();
    let commands: &[&[&str]] = &[
        &["lint", "--no-config", "a.txt", "b.jsonl", "gone.txt"],
        &["lint", "--no-config", "--format", "brief", "--input", "lines", "a.txt"],
        &["lint", "--no-config", "--format", "github", "a.txt", "b.jsonl"],
        &["lint", "--no-config", "--format", "json", "a.txt", "b.jsonl", "gone.txt"],
        &["lint", "a.txt"],
        &["lint", "--no-config", "--pack", "pack.yaml", "a.txt"],
        &["scan", "--no-config", "a.txt", "b.jsonl", "gone.txt"],
        &["scan", "--no-config", "--resume", "a.txt", "b.jsonl"],
        &["fix", "--no-config", "--color", "always", "a.txt", "gone.txt"],
        &["baseline", "write", "--no-config", "--baseline", "known.json", "a.txt"],
        &["baseline", "check", "--no-config", "--baseline", "gone.json", "a.txt"],
        &["baseline", "show", "--no-config", "--baseline", "known.json"],
        &["config", "a.txt"],
        &["config", "--format", "json", "a.txt"],
        &["config", "--check", "a.txt"],
        &["rules", "check", "pack.yaml", "good.yaml"],
        &["rules", "test", "good.yaml"],
        &["rules", "test", "--coverage", "good.yaml"],
        &["rules", "list", "--pack", "good.yaml"],
        &["rules", "eval", "--no-config", "--pack", "good.yaml", "labels.jsonl"],
        &["rules", "quiet", "--no-config", "--pack", "good.yaml", "--input", "lines", "a.txt"],
        &["init", "."],
        &["rules", "new", "own", "own.yaml"],
    ];
    let mut faults = Vec::new();
    let file = |word: &&str| match word.rsplit_once('.') {
        Some((_, "txt" | "jsonl" | "yaml" | "json")) => format!("{NAME}/{word}"),
        _ if *word == "." => NAME.to_owned(),
        _ => (*word).to_owned(),
    };
    let explained = ["explain".to_owned(), said.to_owned(), "--no-config".to_owned()];
    let commands = commands.iter().map(|words| words.iter().map(file).collect::<Vec<_>>());
    for words in commands.chain([explained.to_vec()]) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_jinyu"));
        command.current_dir(&project).args(&words).stdin(Stdio::null());
        let output = command.output().unwrap();
        for bytes in [output.stdout, output.stderr] {
            let shown = String::from_utf8(bytes).unwrap();
            // Colours are ours.
            let shown = ["1;31", "31", "32", "33", "36", "0"]
                .iter()
                .fold(shown, |shown, code| shown.replace(&format!("\u{1b}[{code}m"), ""));
            let acts = |c: char| {
                matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
                    || c.is_control() && !matches!(c, '\n' | '\t')
            };
            let ours = ["::error file=", "::error title=", "::warning file="];
            let forged =
                |line: &str| line.starts_with("::") && !ours.iter().any(|it| line.starts_with(it));
            let json = words.iter().any(|word| word == "json" || word == "github");
            if shown.contains(acts) || shown.lines().any(forged) || shown.contains("##[") && !json {
                faults.push(format!("{}: {shown:?}", words[..2].join(" ")));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
