//! 破産法: opening, exempt property, discharge and what follows from it.

pub mod discharge;
pub mod exempt;
pub mod occupation;
pub mod procedure;
