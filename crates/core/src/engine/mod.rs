//! From a text to judged matches: fold, find candidates, hold phrases against them, judge, cover.
//! The parts know nothing of packs as files, of roles, or of configuration.

mod anchor;
mod codes;
mod commonness;
mod cover;
mod filter;
mod hunt;
mod index;
mod judge;
mod known;
mod literal;
mod near;
mod needles;
mod needs;
mod number;
mod pattern;
mod plan;
mod prefilter;
mod quote;
mod rows;
mod sample;
mod settle;
mod site;
mod units;
mod walk;

pub(crate) use anchor::{count_literals, has_literal};
pub(crate) use commonness::Commonness;
pub(crate) use hunt::{Heard, Match, Terms};
pub(crate) use index::Index;
pub(crate) use literal::stands_alone;
pub(crate) use plan::{Plan, Searched};
pub(crate) use prefilter::Asked;
pub(crate) use sample::{sample, shortest};
