//! Reports, as they are read. One program, since each takes long to link.

mod hostile;
mod reports;
