//! Where the dictionary of the locked jieba-rs lies. Its own feature embeds it packed, with a compressor in C.

#![allow(clippy::expect_used, reason = "what is built may stop where it cannot be")]

use std::process::Command;

fn main() {
    let told = Command::new(std::env::var_os("CARGO").expect("cargo names itself"))
        .args(["metadata", "--format-version=1", "--offline"])
        .output()
        .expect("cargo runs cargo");
    let metadata = String::from_utf8_lossy(&told.stdout).replace(r"\\", "/");
    let manifests =
        metadata.split("\"manifest_path\":\"").filter_map(|rest| rest.split_once("/Cargo.toml\""));
    let package = manifests
        .map(|(package, _)| package)
        .find(|package| {
            package.rsplit('/').next().is_some_and(|name| name.starts_with("jieba-rs-"))
        })
        .expect("jieba-rs comes from a registry");
    println!("cargo::rustc-env=JIEBA_DICTIONARY={package}/src/data/dict.txt");
    println!("cargo::rerun-if-changed=../../Cargo.lock");
}
