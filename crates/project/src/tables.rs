//! The files of tables: one for each in a folder, which is made where there is none. Writes no row.

use crate::error::{Kind, ProjectError};
use crate::output::Output;
use jinyu_report::scan::Table;
use std::path::Path;

/// Begins to write a file for each table into a folder, called after the table and this extension, in the order of
/// [`Table::ALL`].
///
/// # Errors
/// A folder that cannot be made, or in which nothing can be written.
pub fn table_outputs(folder: &str, extension: &str) -> Result<Vec<Output>, ProjectError> {
    std::fs::create_dir_all(folder)
        .map_err(|error| Kind::Unwritable { path: folder.into(), error })?;
    let file = |table: Table| {
        let path = Path::new(folder).join(table.name()).with_extension(extension);
        Output::create(&path.to_string_lossy())
    };
    Table::ALL.into_iter().map(file).collect()
}
