//! Ctrl-C: noticed at the next pause between two households, so that temporary files are removed.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::Failure;

static STOPPED: AtomicBool = AtomicBool::new(false);

/// Listens from now on. A second call changes nothing.
pub fn listen() {
    // Where the handler cannot be set, the system ends the program: temporary files stay, the output is still whole.
    let _ = ctrlc::set_handler(|| STOPPED.store(true, Ordering::Relaxed));
}

/// Was it pressed?
pub fn check() -> Result<(), Failure> {
    if STOPPED.load(Ordering::Relaxed) { Err(Failure::Interrupted) } else { Ok(()) }
}
