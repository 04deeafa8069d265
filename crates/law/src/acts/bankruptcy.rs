//! 破産法: opening, exempt property, discharge and what follows from it.

pub mod procedure;
