//! What `jinyu rules new` writes is a pack that is in order, whatever it judges and whoever reads it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn jinyu(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jinyu")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_new_pack_passes_its_check_and_is_never_written_over() {
    for judged in ["zh", "en"] {
        for read in ["zh", "en"] {
            let name = format!("new-{judged}-{read}");
            let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.yaml"));
            let path = file.display().to_string();
            let _ = fs::remove_file(&file);
            let new = ["rules", "new", &name, &path, "--for", judged, "--lang", read];
            let written = jinyu(&new);
            assert_eq!((written.status.code(), text(&written.stderr)), (Some(0), ""));
            let pack = fs::read_to_string(&file).unwrap();
            assert!(pack.contains(&format!("\npack: {name}\n")) && !pack.contains("#zh"), "{pack}");
            let checked = jinyu(&["rules", "check", "--lang", "en", &path]);
            assert_eq!(text(&checked.stdout), format!("{path}: 1 rule, no fault\n"));
            let tested = jinyu(&["rules", "test", "--coverage", "--lang", "en", &path]);
            assert!(text(&tested.stdout).ends_with("(100.0%)\n"), "{}", text(&tested.stdout));
            assert_eq!(jinyu(&new).status.code(), Some(2));
            assert_eq!(fs::read_to_string(&file).unwrap(), pack);
        }
    }
}

#[test]
fn the_schema_is_printed_whole() {
    let schema = jinyu(&["rules", "schema"]);
    assert_eq!(schema.status.code(), Some(0));
    assert!(text(&schema.stdout).starts_with("{\n") && text(&schema.stdout).ends_with("}\n"));
    assert!(text(&schema.stdout).contains("\"whole_clause\""));
}
