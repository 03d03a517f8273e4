//! "Did you mean": the one known name that somebody most likely wanted to write.

/// How many edits away a name may be, in parts of its length: one in three.
const PART: usize = 3;

/// The known name nearest to `name`, where one is near enough to be meant.
///
/// ```
/// use jinyu_project::nearest;
/// assert_eq!(nearest("zh-cor", ["en-core", "zh-core"]), Some("zh-core"));
/// assert_eq!(nearest("unclear", ["negative/unclear"]), Some("negative/unclear"));
/// assert_eq!(nearest("something", ["en-core"]), None);
/// ```
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let far = (name.chars().count() / PART).max(2);
    let distance = |known: &str| {
        let last = known.rsplit('/').next().unwrap_or(known);
        strsim::damerau_levenshtein(name, known).min(strsim::damerau_levenshtein(name, last))
    };
    let near = known.into_iter().map(|known| (distance(known), known));
    near.filter(|(distance, _)| *distance <= far).min().map(|(_, known)| known)
}
