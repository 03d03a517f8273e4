//! The policy on made-up trees, a line each.

use super::Policy;
use cargo_metadata::Metadata;
use serde_json::{Value, json};

const POLICY: &str = r#"
[licenses]
allow = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "Unicode-3.0"]
exceptions = [{ crate = "free", allow = ["CC0-1.0"] }]
[bans]
deny = [{ crate = "hyper", reason = "network" }, { crate = "old@<2", reason = "unsound" }]
skip = [{ crate = "twice@0.1", reason = "asked for by other" }]
[sources]
allow-registry = ["https://crates.example/index"]
"#;

fn package(name: &str, version: &str, changed: &Value) -> Value {
    let mut package = json!({
        "name": name, "version": version, "id": format!("{name}@{version}"), "dependencies": [],
        "targets": [], "features": {}, "manifest_path": "/Cargo.toml", "license": "MIT",
        "source": "registry+https://crates.example/index", "rust_version": null,
    });
    for (key, value) in changed.as_object().unwrap() {
        package[key] = value.clone();
    }
    package
}

/// What is wrong with these beside a workspace of one crate and the two copies that the policy excuses.
fn faults(packages: &[Value]) -> Vec<String> {
    let ours = package("jinyu", "0.1.0", &json!({ "source": null, "rust_version": "1.90" }));
    let excused = ["0.1.7", "0.2.0"].map(|version| package("twice", version, &json!({})));
    let mut all = packages.to_vec();
    all.push(ours);
    if !packages.iter().any(|package| package["name"] == "twice") {
        all.extend(excused);
    }
    let metadata: Metadata = serde_json::from_value(json!({
        "packages": all, "workspace_members": ["jinyu@0.1.0"],
        "workspace_default_members": ["jinyu@0.1.0"],
        "resolve": null, "workspace_root": "/", "target_directory": "/target", "version": 1,
    }))
    .unwrap();
    Policy::parse(POLICY).unwrap().check(&metadata)
}

#[test]
fn what_is_against_the_policy_is_named() {
    let twice = |version| package("twice", version, &json!({}));
    let table: &[(&[Value], &[&str])] = &[
        (&[package("a", "1.0.0", &json!({}))], &[]),
        (&[package("a", "1.0.0", &json!({ "license": "GPL-3.0 OR MIT" }))], &[]),
        (&[package("a", "1.0.0", &json!({ "license": "Apache-2.0/MIT" }))], &[]),
        (&[package("free", "1.0.0", &json!({ "license": "CC0-1.0" }))], &[]),
        (
            &[package("a", "1.0.0", &json!({ "license": "CC0-1.0" }))],
            &["the licence of a 1.0.0 is not allowed: CC0-1.0"],
        ),
        (
            &[package("a", "1.0.0", &json!({ "license": "MIT AND MPL-2.0" }))],
            &["the licence of a 1.0.0 is not allowed: MIT AND MPL-2.0"],
        ),
        (
            &[package("a", "1.0.0", &json!({ "license": "Do what you like" }))],
            &["the licence of a 1.0.0 cannot be read: Do what you like"],
        ),
        (&[package("a", "1.0.0", &json!({ "license": null }))], &["a 1.0.0 states no licence"]),
        (&[package("hyper", "1.0.0", &json!({}))], &["hyper 1.0.0 must not be built in: network"]),
        (&[package("old", "2.0.0", &json!({}))], &[]),
        (&[package("old", "1.9.9", &json!({}))], &["old 1.9.9 must not be built in: unsound"]),
        (
            &[package("a", "1.0.0", &json!({ "source": "git+https://crates.example/index" }))],
            &["a 1.0.0 comes from git+https://crates.example/index"],
        ),
        (
            &[package("a", "1.0.0", &json!({ "source": null }))],
            &["a 1.0.0 comes from a folder outside"],
        ),
        (&[package("a", "1.0.0", &json!({ "rust_version": "1.90" }))], &[]),
        (
            &[package("a", "1.0.0", &json!({ "rust_version": "1.91" }))],
            &["a 1.0.0 needs Rust 1.91.0, the workspace states 1.90.0"],
        ),
        (
            &[twice("0.1.0"), twice("0.2.0"), twice("0.3.0")],
            &["twice stands in the tree twice: 0.2.0, 0.3.0"],
        ),
        (
            &[twice("0.2.0")],
            &["twice@0.1 needs no excuse in deny.toml any more: asked for by other"],
        ),
    ];
    for (packages, expected) in table {
        assert_eq!(&faults(packages), expected, "{packages:?}");
    }
}

#[test]
fn a_policy_without_a_reason_is_none() {
    let silent = POLICY.replace(r#", reason = "network""#, "");
    let fault = Policy::parse(&silent).unwrap_err().to_string();
    assert!(fault.starts_with("deny.toml: ") && fault.contains("reason"), "{fault}");
}
