//! The law of the way back: the source of a span is the smallest piece that made it. Stands alone, so that the
//! tests of the core, which this crate is made of, can hold the map against it as well.

use jinyu::{InFile, InTurn, OffsetMap, Span};

/// A map of some pieces, three bytes for each.
pub fn bytes(data: &[u8]) {
    let piece = |piece: &[u8]| match *piece {
        [kind, a, b] => (usize::from(kind % 3), usize::from(a % 5), usize::from(b % 5)),
        _ => (0, 0, 0),
    };
    map(&data.chunks_exact(3).take(64).map(piece).collect::<Vec<_>>());
}

/// A map of these pieces, each copied (`0`) or rewritten from so many bytes to so many, held against every edge
/// between two of its characters.
fn map(pieces: &[(usize, usize, usize)]) {
    const START: usize = 5;
    let mut map = OffsetMap::<InTurn, InFile>::starting_at(START);
    let mut edges = vec![(0, START)];
    let (mut derived, mut source) = (0, START);
    for &(kind, a, b) in pieces {
        if kind == 0 {
            for _ in 0..a {
                map.copy(1);
                (derived, source) = (derived + 1, source + 1);
                edges.push((derived, source));
            }
        } else {
            map.rewrite(a, b);
            (derived, source) = (derived + a, source + b);
            edges.push((derived, source));
        }
    }
    for &(start, _) in &edges {
        let least = edges.iter().filter(|edge| edge.0 == start).map(|edge| edge.1).max();
        for &(end, _) in edges.iter().filter(|edge| edge.0 > start) {
            let most = edges.iter().filter(|edge| edge.0 == end).map(|edge| edge.1).min();
            let got = map.source(Span::new(start, end));
            assert_eq!(
                (Some(got.start()), Some(got.end())),
                (least, most),
                "{start}..{end} of {pieces:?}"
            );
        }
    }
}
