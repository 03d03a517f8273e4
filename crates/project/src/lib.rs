//! What stands between a program and the silent crates: files. Finds configurations, walks folders,
//! chooses and loads packs, reads inputs, runs over them in order, on several threads. Nothing here prints or decides on an exit status.

mod config;
mod error;
mod eval;
mod fail_on;
mod input;
mod nearest;
mod origin;
mod packs;
mod part;
mod plan;
mod profile;
mod project;
mod rows;
mod run;
mod settings;
mod walk;

pub use config::{CONFIG_SCHEMA, Choice};
pub use error::ProjectError;
pub use eval::evaluate;
pub use fail_on::FailOn;
pub use input::{STANDARD_INPUT, create, create_config, load};
pub use jinyu_formats::{Input, ReadOptions};
pub use nearest::nearest;
pub use origin::{Origin, Said};
pub use packs::{PackPlace, places};
pub use part::Target;
pub use plan::Plan;
pub use project::{Held, Project};
pub use rows::{Row, RowValue};
pub use run::{Run, linter};
pub use settings::{Settings, Typed};
