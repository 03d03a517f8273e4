//! Which packs a run uses and where they are: built in, a file, or every file of a folder. Loads
//! only those that were chosen.

use crate::cache::Cache;
use crate::config::inside;
use crate::error::{Kind, ProjectError};
use crate::input::load_pack;
use crate::nearest::nearest;
use jinyu::{CompiledPacks, Level, Linter, LinterBuilder, Pack, Source};
use jinyu_rules::{BuiltIn, BuiltInFile, INDEX, PACKS};
use std::path::Path;

/// Where a pack, or one file of a pack that has several, is.
#[derive(Clone, Debug)]
pub struct PackPlace(Place);

#[derive(Clone, Debug)]
enum Place {
    BuiltIn(&'static BuiltInFile),
    File(String),
}

impl PackPlace {
    /// Loads the pack. A built-in one is not parsed: its compact form is read.
    ///
    /// # Errors
    /// A file that cannot be read, or faults in it, see [`ProjectError::faults`].
    pub fn load(&self) -> Result<Pack, ProjectError> {
        match &self.0 {
            Place::BuiltIn(file) => Pack::embedded(file.compiled)
                .map_err(|error| Kind::Damaged { name: file.name, error }.into()),
            Place::File(_) => parsed(self.source()?),
        }
    }

    /// The file of an own pack.
    fn file(&self) -> Option<&str> {
        match &self.0 {
            Place::BuiltIn(_) => None,
            Place::File(path) => Some(path),
        }
    }

    /// The YAML of the pack.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn source(&self) -> Result<Source, ProjectError> {
        match &self.0 {
            Place::BuiltIn(file) => Ok(Source::new(file.name, file.yaml)),
            Place::File(path) => load_pack(path),
        }
    }
}

fn parsed(yaml: Source) -> Result<Pack, ProjectError> {
    Pack::parse(&yaml).map_err(|error| Kind::Faulty { yaml, error }.into())
}

/// A pack that was named.
enum Chosen {
    BuiltIn(&'static BuiltIn),
    File(String),
}

/// Where the named packs are, in the order named; the default ones where none is named.
///
/// # Errors
/// A name that is no built-in pack, file or folder; a folder without packs.
pub fn places(names: &[String]) -> Result<Vec<PackPlace>, ProjectError> {
    Ok(chosen(names)?.iter().flat_map(Chosen::places).collect())
}

/// A linter's beginnings: the named packs, or the default ones where none is named.
pub(crate) fn builder(names: &[String], cache: &Cache) -> Result<LinterBuilder, ProjectError> {
    let mut builder = Linter::builder();
    let chosen = chosen(names)?;
    if chosen.iter().any(|chosen| matches!(chosen, Chosen::BuiltIn(_))) {
        let name = "the index of the built-in packs";
        builder = builder.indexed(INDEX).map_err(|error| Kind::Damaged { name, error })?;
    }
    let places: Vec<PackPlace> = chosen.iter().flat_map(Chosen::places).collect();
    let own = match own(places.iter().filter_map(PackPlace::file), cache)? {
        Own::Parsed(packs) => packs,
        Own::Compiled(packs) => {
            builder = builder.compiled(&packs);
            packs.into_packs()
        }
    };
    let mut own = own.into_iter();
    for place in &places {
        let own = place.file().and_then(|_| own.next());
        builder = builder.pack(own.map_or_else(|| place.load(), Ok)?);
    }
    Ok(builder)
}

impl Cache {
    /// A linter of the named packs (the default ones where none is named), at the given levels of
    /// rules or categories. Own packs come from the cache, if they are there.
    ///
    /// # Errors
    /// A pack that is not there or has faults; a level for a rule that no pack has.
    pub fn linter(
        &self,
        packs: &[String],
        levels: &[(String, Level)],
    ) -> Result<Linter, ProjectError> {
        let level =
            |builder: LinterBuilder, (rule, level): &(String, Level)| builder.level(rule, *level);
        let builder = levels.iter().fold(builder(packs, self)?, level);
        builder.build().map_err(|error| Kind::Build(error).into())
    }
}

/// Own packs, in their order.
enum Own {
    Parsed(Vec<Pack>),
    Compiled(Box<CompiledPacks>),
}

/// Loads own packs: from the cache, if it has just these, or else from their YAML, for the cache to have
/// them the next time. Packs with faults are in no cache.
fn own<'f>(files: impl Iterator<Item = &'f str>, cache: &Cache) -> Result<Own, ProjectError> {
    let texts: Vec<Result<Source, ProjectError>> = files.map(load_pack).collect();
    let read: Option<Vec<&Source>> = texts.iter().map(|text| text.as_ref().ok()).collect();
    let key = read.and_then(|read| cache.key(read.into_iter()));
    if let Some(packs) = key.and_then(|key| cache.get(key)) {
        return Ok(Own::Compiled(Box::new(packs)));
    }
    let packs = texts.into_iter().map(|text| parsed(text?)).collect::<Result<Vec<_>, _>>()?;
    let compiled = key.and_then(|key| Some((key, CompiledPacks::of(&packs).ok()?)));
    let Some((key, compiled)) = compiled else { return Ok(Own::Parsed(packs)) };
    cache.keep(key, &compiled);
    Ok(Own::Compiled(Box::new(compiled)))
}

fn chosen(names: &[String]) -> Result<Vec<Chosen>, ProjectError> {
    if names.is_empty() {
        return Ok(PACKS.iter().filter(|pack| pack.default).map(Chosen::BuiltIn).collect());
    }
    let mut chosen = Vec::new();
    for name in names {
        if let Some(pack) = PACKS.iter().find(|pack| pack.name == name) {
            chosen.push(Chosen::BuiltIn(pack));
        } else if Path::new(name).is_dir() {
            chosen.extend(in_folder(name)?.into_iter().map(Chosen::File));
        } else if Path::new(name).exists() {
            chosen.push(Chosen::File(name.clone()));
        } else {
            return Err(unknown(name));
        }
    }
    Ok(chosen)
}

impl Chosen {
    fn places(&self) -> impl Iterator<Item = PackPlace> {
        let (files, own) = match self {
            Chosen::BuiltIn(pack) => (pack.files, None),
            Chosen::File(path) => (&[][..], Some(PackPlace(Place::File(path.clone())))),
        };
        files.iter().map(|file| PackPlace(Place::BuiltIn(file))).chain(own)
    }
}

/// Every pack directly in a folder, by name.
fn in_folder(folder: &str) -> Result<Vec<String>, ProjectError> {
    let unreadable = |error| Kind::Unreadable { path: folder.into(), error };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if matches!(extension, Some("yaml" | "yml")) {
            if leads_outside(&path, Path::new(folder)) {
                return Err(Kind::LeadsOutside { path: path.to_string_lossy().into() }.into());
            }
            files.push(path.to_string_lossy().into_owned());
        }
    }
    if files.is_empty() {
        return Err(Kind::NoPacks { path: folder.into() }.into());
    }
    files.sort_unstable();
    Ok(files)
}

/// Whether an entry of a folder is a link to a file outside the repository of that folder.
fn leads_outside(path: &Path, folder: &Path) -> bool {
    let real = path.canonicalize().and_then(|path| Ok((path, folder.canonicalize()?)));
    real.is_ok_and(|(path, folder)| inside::outside(&path, &folder))
}

fn unknown(name: &str) -> ProjectError {
    let known: Vec<_> = PACKS.iter().map(|pack| pack.name).collect();
    let nearest = nearest(name, known.iter().copied()).map(String::from);
    Kind::UnknownPack { name: name.into(), nearest, known: known.join(", ") }.into()
}
