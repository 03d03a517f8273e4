//! The pack that docs/writing-rules.md shows is a pack that works.

use jinyu::{Pack, Source};

#[test]
fn the_pack_in_the_docs_is_in_order() {
    let docs = include_str!("../../../docs/writing-rules.md");
    let block = docs.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next());
    let source = Source::new("docs/writing-rules.md", block.expect("it shows a pack"));
    let pack = Pack::parse(&source).expect("it can be read");
    assert_eq!(pack.check(&source).as_slice(), [], "its examples prove it");
}
