//! From a text to judged matches: fold, find candidates, hold phrases against them, judge, cover.
//! The parts know nothing of packs as files, of roles, or of configuration.

mod anchor;
mod commonness;
mod cover;
mod filter;
mod judge;
mod known;
mod needles;
mod number;
mod plan;
mod prefilter;
mod quote;
mod sample;
mod site;
mod walk;

pub(crate) use anchor::has_anchor;
pub(crate) use needles::needles;
pub(crate) use plan::{Match, Plan};
pub(crate) use prefilter::Owner;
pub(crate) use sample::sample;
