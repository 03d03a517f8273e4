//! Ctrl-C: the first one asks a run to stop where it can go on later, the second one ends it at once.
//! The only place that hears signals; what stopping means is no business of it.

use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What becomes true when somebody presses Ctrl-C.
///
/// # Errors
/// Where the system has no such signal; then Ctrl-C ends the program as it ends every other one.
pub(crate) fn asked() -> io::Result<Arc<AtomicBool>> {
    let asked = Arc::new(AtomicBool::new(false));
    // In this order: what the first one sets is what the second one finds.
    flag::register_conditional_shutdown(SIGINT, 130, Arc::clone(&asked))?;
    flag::register(SIGINT, Arc::clone(&asked))?;
    Ok(asked)
}
