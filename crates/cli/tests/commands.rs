//! Commands as documents: each file of `fixtures/cli` shows what is typed, what is answered and the
//! exit status. They run in `fixtures/cli/files`.

#![allow(clippy::unwrap_used, reason = "a test may stop where it fails")]

#[test]
fn documents() {
    let files = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cli/files");
    std::env::set_current_dir(files).unwrap();
    let cache = tempfile::tempdir().unwrap();
    trycmd::TestCases::new()
        .default_bin_name("jinyu")
        .env("LANGUAGE", "en")
        .env("COLUMNS", "100")
        .env("JINYU_NO_CACHE", "")
        .env("XDG_CACHE_HOME", cache.path().to_str().unwrap())
        .case("../*.md")
        .case("../*.toml");
}
