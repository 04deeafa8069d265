//! What is no statute: habits of courts, agencies and the market. It stands apart and says so.

pub mod credit_record;
pub mod distribution;
