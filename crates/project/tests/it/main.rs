//! Whole runs, without a command line. One program, since each takes long to link.

mod baseline;
mod config;
mod fix;
mod output;
mod run;
mod scan;
