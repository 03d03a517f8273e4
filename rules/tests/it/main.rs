//! The built-in packs, over labelled and ordinary text. One program, since each takes long to link.

mod findings;
mod ordinary;
mod packs;
