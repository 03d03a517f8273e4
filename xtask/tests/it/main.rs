//! The tree, and what is written by tools. One program, since each takes long to link.

mod architecture;
mod generated;
mod month;
mod phrases;
mod supply;
