//! What stands between a program and the silent crates: files. Chooses and loads packs, reads
//! inputs, runs over them in order, on several threads. Nothing here prints or decides on an exit status.

mod baseline;
mod error;
mod eval;
mod fix;
mod input;
mod nearest;
mod output;
mod packs;
mod part;
mod run;

pub use baseline::{Baseline, Entry, Found};
pub use error::ProjectError;
pub use eval::evaluate;
pub use fix::{Answer, Applied, Fixed, Left, Offer, fix, safe};
pub use input::{STANDARD_INPUT, create, load};
pub use jinyu_formats::{FieldPath, Input, ReadOptions, placeholders};
pub use nearest::nearest;
pub use output::Output;
pub use packs::{PackPlace, places};
pub use part::Target;
pub use run::{Run, linter};
