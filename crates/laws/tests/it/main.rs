//! The laws, held against seeds and random texts. One program, since each takes long to link.

mod properties;
mod seeds;
