//! Pages as people see them, and pages about texts that want to be more than text.

mod sample;

use super::{Page, SCRIPT, Unread, style};
use crate::scan::{Exhibit, Sink as _, Totals};
use jinyu::Language;

/// A page about some conversations, all of which can be read.
fn page(exhibits: &[Exhibit], language: Language) -> String {
    let mut totals = Totals::default();
    exhibits.iter().for_each(|exhibit| totals.add(&exhibit.facts));
    let (mut out, unread) = (Vec::new(), Unread::default());
    unread.add(&"chats/2026-01/07.jsonl:12: not JSON");
    let scanned = vec!["chats/2026-01".into()];
    Page::new(Box::new(&mut out), language, scanned, &unread).finish(&totals, exhibits).unwrap();
    String::from_utf8(out).unwrap()
}

/// Without the style and the script, which have their own files.
fn body(page: &str) -> String {
    let page = page.replace(SCRIPT, "…").replace(&style(), "…");
    page.split_once("<body>").map(|(_, body)| body.to_owned()).unwrap_or_default()
}

#[test]
fn a_small_page() {
    insta::assert_snapshot!("zh", body(&page(&sample::exhibits(6, Language::Zh), Language::Zh)));
    insta::assert_snapshot!("en", body(&page(&sample::exhibits(3, Language::En), Language::En)));
}

#[test]
fn nothing_was_said() {
    let page = page(&[], Language::En);
    assert!(page.contains("<dt>Conversations</dt><dd><b>0</b>"));
    assert!(!page.contains("<section"));
}

#[test]
fn no_text_becomes_markup() {
    const HOSTILE: &str =
        "</script><script>alert(1)</script><img src=x onerror='a()'>\"]]>\u{202e}\u{1b}&amp;";
    let mut exhibits = sample::exhibits(2, Language::En);
    for exhibit in &mut exhibits {
        let facts = &mut exhibit.facts;
        let names = [&mut facts.path, facts.agents.first_mut().unwrap()];
        names.into_iter().for_each(|name| *name = HOSTILE.into());
        [&mut facts.session, &mut facts.team, &mut facts.veto]
            .into_iter()
            .for_each(|name| *name = Some(HOSTILE.into()));
        for finding in &mut facts.findings {
            let words = [&mut finding.rule, &mut finding.message, &mut finding.category];
            words.into_iter().for_each(|word| *word = HOSTILE.into());
            finding.phrase = HOSTILE.into();
            finding.say = vec![HOSTILE.into()];
        }
        for turn in &mut exhibit.turns {
            turn.text = HOSTILE.into();
            turn.speaker = Some(HOSTILE.into());
            turn.marks = turn.marks.iter().map(|(_, of)| (3..40, *of)).collect();
        }
    }
    let body = body(&page(&exhibits, Language::En));
    let scripts: Vec<&str> =
        body.split("<script").skip(1).map(|it| it.split('>').next().unwrap()).collect();
    assert_eq!(scripts, [" type=\"application/json\" id=\"facets\"", ""]);
    let (before, facets) = body.split_once("id=\"facets\">").unwrap();
    let (facets, behind) = facets.split_once("</script>").unwrap();
    for markup in ["<img", "onerror='", "\u{202e}", "\u{1b}"] {
        assert!(!before.contains(markup) && !behind.contains(markup), "{markup}");
    }
    let facets: serde_json::Value = serde_json::from_str(facets).unwrap();
    let (start, _) = HOSTILE.split_once('\u{202e}').unwrap();
    assert_eq!(facets[0]["agent"][0], format!("{start}\u{fffd}␛&amp;"));
}

#[test]
fn a_browser_runs_what_came_with_the_page() {
    let page = page(&[], Language::Zh);
    // As `openssl dgst -sha256 -binary | base64` says of what stands between the tags.
    let (_, script) = page.split_once("<script>").unwrap();
    let (script, _) = script.split_once("</script>").unwrap();
    assert_eq!(script, SCRIPT);
    assert!(!page.contains("unsafe-inline"));
    assert!(!page.contains("style=\""));
}

#[test]
fn two_hundred_long_conversations_are_some_megabytes() {
    let mut exhibits = sample::exhibits(200, Language::Zh);
    for exhibit in &mut exhibits {
        exhibit.turns = exhibit.turns.iter().cycle().take(2_000).cloned().collect();
    }
    let megabytes = page(&exhibits, Language::Zh).len() / 1_000_000;
    assert!(megabytes < 20, "{megabytes} MB");
}
