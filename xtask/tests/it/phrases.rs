//! Made packs are packs: what is measured with them was read.

use xtask::phrases::{Size, write_pack};

#[test]
fn a_made_pack_can_be_read_and_is_the_same_each_time() {
    let directory = tempfile::tempdir().unwrap();
    let size = Size { phrases: 100, rules: 7 };
    let [pack, list] = write_pack(size, directory.path()).unwrap();
    let yaml = std::fs::read_to_string(&pack).unwrap();
    let source = jinyu::Source::new("made", yaml.as_str());
    let read = jinyu::Pack::parse(&source).unwrap();
    assert!(read.check(&source).is_empty());
    assert_eq!(read.rules().len(), 7);
    assert_eq!(read.rules().flat_map(jinyu::Rule::phrases).count(), 100);
    assert_eq!(std::fs::read_to_string(list).unwrap().lines().count(), 100);
    write_pack(size, directory.path()).unwrap();
    assert_eq!(std::fs::read_to_string(pack).unwrap(), yaml);
}
