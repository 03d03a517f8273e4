//! The derived files in the tree are what their sources give.

use xtask::{Derived, generate};

#[test]
fn the_script_table_equals_its_source() {
    assert_eq!(generate::run(&[Derived::Script], true).unwrap(), Vec::<std::path::PathBuf>::new());
}

#[test]
fn the_word_map_equals_the_dictionary_of_jieba() {
    assert_eq!(generate::run(&[Derived::Words], true).unwrap(), Vec::<std::path::PathBuf>::new());
}

#[test]
fn the_pages_about_rules_equal_the_packs() {
    assert_eq!(generate::run(&[Derived::Docs], true).unwrap(), Vec::<std::path::PathBuf>::new());
}
