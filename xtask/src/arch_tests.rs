//! The policy on made-up workspaces.

use super::check;
use cargo_metadata::Metadata;
use serde_json::{Value, json};

fn package(name: &str, dependencies: Value, features: Value) -> Value {
    json!({
        "name": name, "version": "0.1.0", "id": name, "dependencies": dependencies,
        "targets": [], "features": features, "manifest_path": "/Cargo.toml",
    })
}

fn dependency(name: &str, kind: Value, features: &[&str]) -> Value {
    json!({
        "name": name, "req": "*", "kind": kind, "optional": false,
        "uses_default_features": true, "features": features, "target": null,
    })
}

fn faults(packages: &[Value]) -> Vec<String> {
    let members: Vec<&Value> = packages.iter().map(|package| &package["id"]).collect();
    let metadata: Metadata = serde_json::from_value(json!({
        "packages": packages, "workspace_members": members, "workspace_default_members": members,
        "resolve": null, "workspace_root": "/", "target_directory": "/target", "version": 1,
    }))
    .unwrap();
    check(&metadata)
}

#[test]
fn an_edge_against_the_table_is_named() {
    let core = package("jinyu", json!([dependency("jinyu-report", Value::Null, &[])]), json!({}));
    let report = package("jinyu-report", json!([dependency("jinyu", Value::Null, &[])]), json!({}));
    assert_eq!(faults(&[core, report]), ["jinyu must not depend on jinyu-report"]);
}

#[test]
fn rules_may_only_be_built_with_the_core() {
    let core = package("jinyu", json!([]), json!({}));
    let rules = |kind| package("jinyu-rules", json!([dependency("jinyu", kind, &[])]), json!({}));
    assert!(faults(&[core.clone(), rules(json!("build"))]).is_empty());
    assert!(faults(&[core.clone(), rules(json!("dev"))]).is_empty());
    assert_eq!(faults(&[core, rules(Value::Null)]), ["jinyu-rules must not depend on jinyu"]);
}

#[test]
fn heavy_outsiders_stay_where_they_belong() {
    let core = package(
        "jinyu",
        json!([
            dependency("clap", Value::Null, &[]),
            dependency("chardetng", json!("build"), &[]),
            dependency("miette", Value::Null, &["fancy-no-backtrace"]),
        ]),
        json!({ "pretty": ["miette?/fancy"] }),
    );
    let report =
        package("jinyu-report", json!([dependency("miette", Value::Null, &["fancy"])]), json!({}));
    assert_eq!(
        faults(&[core, report]),
        [
            "jinyu must not depend on chardetng",
            "jinyu must not depend on clap",
            "jinyu must not turn on fancy-no-backtrace of miette",
            "jinyu must not turn on the fancy half of miette in its feature pretty",
        ]
    );
}

#[test]
fn nothing_that_is_shipped_leads_to_a_network() {
    let package = |name: &str| package(name, json!([]), json!({}));
    let metadata = |kind: Value| -> Metadata {
        let to = |name: &str, kind| json!({ "name": name, "pkg": name, "dep_kinds": [{ "kind": kind, "target": null }] });
        let node = |id: &str, deps: Value| json!({ "id": id, "deps": deps, "dependencies": [], "features": [] });
        let nodes = json!([
            node("jinyu", json!([to("between", Value::Null)])),
            node("between", json!([to("hyper", kind)])),
            node("hyper", json!([])),
        ]);
        serde_json::from_value(json!({
            "packages": [package("jinyu"), package("between"), package("hyper")],
            "workspace_members": ["jinyu"], "workspace_default_members": ["jinyu"],
            "resolve": { "nodes": nodes, "root": null },
            "workspace_root": "/", "target_directory": "/target", "version": 1,
        }))
        .unwrap()
    };
    assert_eq!(
        check(&metadata(Value::Null)),
        ["jinyu must not lead to hyper, which talks to networks"]
    );
    assert!(check(&metadata(json!("dev"))).is_empty());
}

#[test]
fn a_crate_without_a_place_is_a_fault_unless_nobody_installs_it() {
    let anything = json!([dependency("clap", Value::Null, &[])]);
    let benches = package("jinyu-benches", anything.clone(), json!({}));
    assert!(faults(&[benches]).is_empty());
    let other = package("jinyu-other", anything, json!({}));
    assert_eq!(faults(&[other]).len(), 1);
}
