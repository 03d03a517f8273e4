//! Reads every pack once, when jinyu is built: a fault stops the build and says where it is.

use jinyu::{LinterBuilder, Pack, Source};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The packs that are chosen where nobody chooses.
const DEFAULT: &[&str] = &["zh-core", "en-core"];

/// The directory of the profiles; each of the others is a pack.
const PROFILES: &str = "profiles";

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut listing =
        String::from("/// Every pack that comes with jinyu.\npub const PACKS: &[BuiltIn] = &[\n");
    let (mut usual, mut others) = (Vec::new(), Vec::new());
    for pack in sorted(&here, is_pack)? {
        let name = file_name(&pack);
        println!("cargo::rerun-if-changed={}", pack.display());
        let default = DEFAULT.contains(&name.as_str());
        writeln!(listing, "    BuiltIn {{ name: {name:?}, default: {default}, files: &[")?;
        for file in sorted(&pack, is_yaml)? {
            let short = format!("{name}/{}", file_name(&file));
            let compiled = out.join(short.replace(['/', '.'], "_"));
            let bytes = compile(&file, &short, &name)?;
            fs::write(&compiled, &bytes)?;
            if default { &mut usual } else { &mut others }.push(Pack::decode(&bytes)?);
            writeln!(
                listing,
                "        BuiltInFile {{ name: {short:?}, yaml: include_str!({:?}), compiled: include_bytes!({:?}) }},",
                file.display().to_string(),
                compiled.display().to_string(),
            )?;
        }
        listing.push_str("    ] },\n");
    }
    let index = out.join("index");
    fs::write(&index, LinterBuilder::index(&usual, &others))?;
    listing.push_str("];\n\n/// What all packs look for, as `LinterBuilder::index` makes it.\n");
    writeln!(
        listing,
        "pub const INDEX: &[u8] = include_bytes!({:?});",
        index.display().to_string()
    )?;
    listing.push_str("\n/// Every profile that comes with jinyu.\n");
    listing.push_str("pub const PROFILES: &[BuiltInProfile] = &[\n");
    let profiles = here.join(PROFILES);
    if profiles.is_dir() {
        println!("cargo::rerun-if-changed={}", profiles.display());
    }
    for file in sorted(&profiles, is_yaml).unwrap_or_default() {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        writeln!(
            listing,
            "    BuiltInProfile {{ name: {name:?}, yaml: include_str!({:?}) }},",
            file.display().to_string()
        )?;
    }
    listing.push_str("];\n");
    fs::write(out.join("packs.rs"), listing)?;
    Ok(())
}

fn compile(file: &Path, name: &str, pack_name: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", file.display());
    let source = Source::new(name, fs::read_to_string(file)?);
    let pack = Pack::parse(&source).map_err(|error| {
        let mut positions = source.positions();
        let faults = error.faults().iter().map(|fault| {
            let at = positions.at(fault.place().start);
            format!("rules/{name}:{}:{}: {fault}; {}", at.line, at.column, fault.help())
        });
        faults.collect::<Vec<_>>().join("\n")
    })?;
    if pack.name() != pack_name {
        return Err(
            format!("rules/{name}: write `pack: {pack_name}`, as its directory is called").into()
        );
    }
    Ok(pack.encode())
}

fn sorted(
    directory: &Path,
    wanted: impl Fn(&Path) -> bool,
) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if wanted(&path) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml")
}

fn is_pack(path: &Path) -> bool {
    let has_yaml = || sorted(path, is_yaml).is_ok_and(|files| !files.is_empty());
    path.is_dir() && !path.ends_with(PROFILES) && has_yaml()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
