//! `saiken schema`: JSON Schema of the case file or of the plan's JSON.

use std::io::Write;

use clap::{Args, ValueEnum};

use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Schema {
    #[arg(value_enum, default_value_t = What::Case)]
    what: What,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    Case,
    Plan,
}

impl Schema {
    pub(crate) fn run(self) -> Result<(), Failure> {
        let schema = match self.what {
            What::Case => case::schema(),
            What::Plan => report::schema(),
        };
        writeln!(std::io::stdout().lock(), "{schema:#}")?;
        Ok(())
    }
}
