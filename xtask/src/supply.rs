//! `cargo xtask supply`: what jinyu is built from, held against `deny.toml`. cargo-deny reads the same file, and also
//! the texts of licences; this needs nothing installed and no network, so it runs with every test. Also holds every
//! dependency to the Rust version that the workspace states. Reads no source file.

use std::collections::BTreeMap;

use cargo_metadata::semver::{Version, VersionReq};
use cargo_metadata::{Metadata, Package};
use serde::Deserialize;
use spdx::{Expression, LicenseReq, Licensee, ParseMode};

use crate::Fault;

/// What `deny.toml` says, as far as it is read here.
#[derive(Debug, Deserialize)]
pub struct Policy {
    licenses: Licenses,
    bans: Bans,
    sources: Sources,
}

#[derive(Debug, Deserialize)]
struct Licenses {
    allow: Vec<Licence>,
    exceptions: Vec<Exception>,
}

#[derive(Debug, Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<Licence>,
}

#[derive(Debug, Deserialize)]
struct Bans {
    deny: Vec<Listed>,
    skip: Vec<Listed>,
}

#[derive(Debug, Deserialize)]
struct Sources {
    #[serde(rename = "allow-registry")]
    registries: Vec<String>,
}

/// A crate in a list, and why it is there.
#[derive(Debug, Deserialize)]
struct Listed {
    #[serde(rename = "crate")]
    which: Which,
    reason: String,
}

/// `name`, or `name@versions`.
#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Which {
    written: String,
    name: String,
    versions: VersionReq,
}

#[derive(Debug, Deserialize)]
#[serde(try_from = "String")]
struct Licence(Licensee);

impl TryFrom<String> for Which {
    type Error = cargo_metadata::semver::Error;
    fn try_from(written: String) -> Result<Self, Self::Error> {
        let (name, versions) = written.split_once('@').unwrap_or((&written, "*"));
        Ok(Which { name: name.to_owned(), versions: VersionReq::parse(versions)?, written })
    }
}

impl TryFrom<String> for Licence {
    type Error = spdx::ParseError;
    fn try_from(name: String) -> Result<Self, Self::Error> {
        Licensee::parse(&name).map(Licence)
    }
}

impl Which {
    fn is(&self, package: &Package) -> bool {
        self.name == package.name.as_str() && self.versions.matches(&package.version)
    }
}

impl Policy {
    /// Reads the text of a `deny.toml`.
    ///
    /// # Errors
    /// When it is no TOML, lacks one of the lists, or names a licence or versions that are none.
    pub fn parse(text: &str) -> Result<Policy, Fault> {
        toml::from_str(text).map_err(Fault::Policy)
    }

    /// The policy of the workspace.
    ///
    /// # Errors
    /// Those of [`Policy::parse`], or when the file cannot be read.
    pub fn load() -> Result<Policy, Fault> {
        Policy::parse(&crate::read(&crate::root().join("deny.toml"))?)
    }

    /// What the workspace is built from against it, one sentence each; nothing when all is well. Tests, build scripts
    /// and other platforms count.
    pub fn check(&self, metadata: &Metadata) -> Vec<String> {
        let members = metadata.workspace_packages();
        let stated = members.iter().filter_map(|member| member.rust_version.as_ref()).min();
        let outsiders = || metadata.packages.iter().filter(|package| !members.contains(package));
        let mut faults: Vec<String> = outsiders()
            .flat_map(|package| {
                [
                    self.licence_fault(package),
                    self.ban_fault(package),
                    self.source_fault(package),
                    stated.and_then(|stated| version_fault(package, stated)),
                ]
            })
            .flatten()
            .collect();
        faults.extend(self.copy_faults(outsiders()));
        faults.sort();
        faults
    }

    fn licence_fault(&self, package: &Package) -> Option<String> {
        let Some(stated) = &package.license else {
            return Some(format!("{} states no licence", named(package)));
        };
        let Ok(expression) = Expression::parse_mode(stated, ParseMode::LAX) else {
            return Some(format!("the licence of {} cannot be read: {stated}", named(package)));
        };
        let own = self.licenses.exceptions.iter().filter(|own| own.name == package.name.as_str());
        let own: Vec<&Licence> = own.flat_map(|own| &own.allow).collect();
        let allowed = |asked: &LicenseReq| {
            let mut known = self.licenses.allow.iter().chain(own.iter().copied());
            known.any(|Licence(known)| known.satisfies(asked))
        };
        (!expression.evaluate(allowed))
            .then(|| format!("the licence of {} is not allowed: {stated}", named(package)))
    }

    fn ban_fault(&self, package: &Package) -> Option<String> {
        let ban = self.bans.deny.iter().find(|ban| ban.which.is(package))?;
        Some(format!("{} must not be built in: {}", named(package), ban.reason))
    }

    fn source_fault(&self, package: &Package) -> Option<String> {
        let source = package.source.as_ref().map(|source| source.repr.as_str());
        let registry = source.and_then(|source| source.strip_prefix("registry+"));
        let known = registry.is_some_and(|url| self.sources.registries.iter().any(|r| r == url));
        (!known).then(|| {
            format!("{} comes from {}", named(package), source.unwrap_or("a folder outside"))
        })
    }

    /// Crates that stand in the tree more than once without a reason, and reasons without such a crate.
    fn copy_faults<'p>(&self, packages: impl Iterator<Item = &'p Package>) -> Vec<String> {
        let mut copies: BTreeMap<&str, Vec<&Package>> = BTreeMap::new();
        for package in packages {
            copies.entry(package.name.as_str()).or_default().push(package);
        }
        let excused = |package: &Package| self.bans.skip.iter().any(|skip| skip.which.is(package));
        let mut faults = Vec::new();
        for (name, copies) in &copies {
            let left: Vec<String> = copies
                .iter()
                .filter(|package| !excused(package))
                .map(|package| package.version.to_string())
                .collect();
            if copies.len() > 1 && left.len() > 1 {
                faults.push(format!("{name} stands in the tree twice: {}", left.join(", ")));
            }
        }
        for skip in &self.bans.skip {
            let copies = copies.get(skip.which.name.as_str()).map_or(&[][..], Vec::as_slice);
            if copies.len() < 2 || !copies.iter().any(|package| skip.which.is(package)) {
                let (which, reason) = (&skip.which.written, &skip.reason);
                faults.push(format!("{which} needs no excuse in deny.toml any more: {reason}"));
            }
        }
        faults
    }
}

/// A dependency that says it needs a newer Rust.
fn version_fault(package: &Package, stated: &Version) -> Option<String> {
    let needed = package.rust_version.as_ref().filter(|needed| *needed > stated)?;
    Some(format!("{} needs Rust {needed}, the workspace states {stated}", named(package)))
}

fn named(package: &Package) -> String {
    format!("{} {}", package.name, package.version)
}

#[cfg(test)]
#[path = "supply_tests.rs"]
mod tests;
