//! Findings for somebody to judge, and what their judgements say about the rules. Knows how a list is written;
//! it is read by others.

mod guess;
mod list;
mod precision;

pub use guess::Guess;
pub use list::{Review, ReviewFormat};
pub use precision::{Judgement, Precision, Verdicts};

#[cfg(test)]
mod review_tests;
