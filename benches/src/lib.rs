//! Nothing lives here: the benches are in `benches/`, run with `cargo bench -p jinyu-benches`.
