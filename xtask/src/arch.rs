//! `cargo xtask arch`: which crate of the workspace may depend on which, who may carry the heavy outsiders, and that
//! nothing that is shipped can talk to a network. The tables below are the whole policy; dev-dependencies are
//! ignored, because they are never shipped.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cargo_metadata::{Dependency, DependencyKind, Metadata, Package, PackageId};

/// A crate of the workspace with those of the workspace it may depend on.
struct Allowed {
    name: &'static str,
    normal: &'static [&'static str],
    build: &'static [&'static str],
}

const EDGES: &[Allowed] = &[
    Allowed { name: "jinyu", normal: &[], build: &[] },
    Allowed { name: "jinyu-reference", normal: &["jinyu"], build: &[] },
    Allowed { name: "jinyu-formats", normal: &["jinyu"], build: &[] },
    Allowed { name: "jinyu-report", normal: &["jinyu"], build: &[] },
    Allowed { name: "jinyu-rules", normal: &[], build: &["jinyu"] },
    Allowed {
        name: "jinyu-project",
        normal: &["jinyu", "jinyu-formats", "jinyu-report", "jinyu-rules"],
        build: &[],
    },
    Allowed {
        name: "jinyu-cli",
        normal: &["jinyu", "jinyu-formats", "jinyu-report", "jinyu-project"],
        build: &[],
    },
];

/// Crates that may depend on anything, because nobody installs them.
const FREE: &[&str] = &["jinyu-benches", "jinyu-laws", "xtask"];

/// Outsiders that only some crates may depend on.
const OUTSIDERS: &[(&[&str], &[&str])] = &[
    (&["clap", "clap_complete", "clap_mangen", "indicatif", "signal-hook"], &["jinyu-cli"]),
    (&["ignore", "globset"], &["jinyu-project"]),
    (&["encoding_rs", "chardetng"], &["jinyu-formats"]),
];

/// Outsiders that open connections, or wait for them; nothing that is shipped may lead to one.
#[rustfmt::skip]
const NETWORK: &[&str] = &[
    "async-net", "async-std", "attohttpc", "curl", "curl-sys", "git2", "h2", "hickory-resolver", "hyper", "isahc",
    "libgit2-sys", "libssh2-sys", "mio", "minreq", "native-tls", "openssl", "openssl-sys", "quinn", "reqwest", "rustls",
    "smol", "socket2", "ssh2", "surf", "tiny_http", "tokio", "tungstenite", "ureq",
];

/// What our own code would have to write to do so.
const SOCKETS: &[&str] = &["std::net", "os::unix::net", "TcpStream", "UdpSocket", "UnixStream"];

/// Those that may turn on the drawing half of miette.
const FANCY: &[&str] = &["jinyu-report", "jinyu-cli"];

/// What in the workspace is against the policy, one sentence each; nothing when all is well.
pub fn check(metadata: &Metadata) -> Vec<String> {
    let members = metadata.workspace_packages();
    let ours: BTreeSet<&str> = members.iter().map(|package| package.name.as_str()).collect();
    let mut faults: Vec<String> =
        members.iter().flat_map(|package| faults_of(package, &ours)).collect();
    for package in members.iter().filter(|package| !FREE.contains(&package.name.as_str())) {
        faults.extend(network_fault(metadata, package));
        if let Some(folder) = package.manifest_path.parent() {
            socket_faults(folder.join("src").as_std_path(), &mut faults);
        }
    }
    faults.sort();
    faults
}

/// A crate through which a package can talk to a network.
fn network_fault(metadata: &Metadata, package: &Package) -> Option<String> {
    let nodes = metadata.resolve.as_ref().map(|resolve| &resolve.nodes)?;
    let nodes: BTreeMap<&PackageId, _> = nodes.iter().map(|node| (&node.id, node)).collect();
    let (mut seen, mut next) = (BTreeSet::new(), vec![&package.id]);
    while let Some(id) = next.pop() {
        if !seen.insert(id) {
            continue;
        }
        let outsider = metadata.packages.iter().find(|package| package.id == *id);
        let outsider = outsider.map(|package| package.name.as_str()).unwrap_or_default();
        if NETWORK.contains(&outsider) {
            return Some(format!(
                "{} must not lead to {outsider}, which talks to networks",
                package.name
            ));
        }
        let shipped = nodes.get(id).into_iter().flat_map(|node| &node.deps).filter(|dependency| {
            let kinds = &dependency.dep_kinds;
            kinds.is_empty() || kinds.iter().any(|kind| kind.kind == DependencyKind::Normal)
        });
        next.extend(shipped.map(|dependency| &dependency.pkg));
    }
    None
}

/// Source files of ours that name a socket.
fn socket_faults(folder: &Path, faults: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            socket_faults(&path, faults);
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let named = SOCKETS.iter().find(|name| text.contains(**name));
            faults.extend(named.map(|name| format!("{} must not name {name}", path.display())));
        }
    }
}

fn faults_of(package: &Package, ours: &BTreeSet<&str>) -> Vec<String> {
    let name = package.name.as_str();
    if FREE.contains(&name) {
        return Vec::new();
    }
    let Some(allowed) = EDGES.iter().find(|allowed| allowed.name == name) else {
        return vec![format!("{name} has no place among the crates of the workspace yet")];
    };
    let mut faults = Vec::new();
    for dependency in &package.dependencies {
        if dependency.kind == DependencyKind::Development {
            continue;
        }
        let fault = if ours.contains(dependency.name.as_str()) {
            inner_fault(allowed, dependency)
        } else {
            outer_fault(name, dependency)
        };
        faults.extend(fault);
    }
    faults.extend(feature_fault(package));
    faults
}

/// A dependency on a crate of the workspace that is not in the table.
fn inner_fault(allowed: &Allowed, dependency: &Dependency) -> Option<String> {
    let (list, building) = match dependency.kind {
        DependencyKind::Build => (allowed.build, ", even to build"),
        _ => (allowed.normal, ""),
    };
    let may = list.contains(&dependency.name.as_str());
    (!may).then(|| format!("{} must not depend on {}{building}", allowed.name, dependency.name))
}

/// A dependency on an outsider, or on a half of it, that belongs to other crates.
fn outer_fault(name: &str, dependency: &Dependency) -> Option<String> {
    let outsider = dependency.name.as_str();
    let kept = OUTSIDERS.iter().find(|(outsiders, _)| outsiders.contains(&outsider));
    if kept.is_some_and(|(_, owners)| !owners.contains(&name)) {
        return Some(format!("{name} must not depend on {outsider}"));
    }
    let fancy = dependency.features.iter().find(|feature| feature.starts_with("fancy"));
    match fancy {
        // What a build script draws is in no program.
        _ if dependency.kind == DependencyKind::Build => None,
        Some(feature) if outsider == "miette" && !FANCY.contains(&name) => {
            Some(format!("{name} must not turn on {feature} of miette"))
        }
        _ => None,
    }
}

/// A feature of the crate itself that turns on the drawing half of miette.
fn feature_fault(package: &Package) -> Option<String> {
    let name = package.name.as_str();
    let turns_on = |part: &String| part.replace('?', "").starts_with("miette/fancy");
    let feature = package.features.iter().find(|(_, parts)| parts.iter().any(turns_on));
    let (feature, _) = feature.filter(|_| !FANCY.contains(&name))?;
    Some(format!("{name} must not turn on the fancy half of miette in its feature {feature}"))
}

#[cfg(test)]
#[path = "arch_tests.rs"]
mod tests;
