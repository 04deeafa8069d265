//! `saiken serve`: the pages for a browser.

use std::ffi::OsString;

use catalogue::Lang;
use clap::Args;
use law::message;

use super::delegate;
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

impl Serve {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        delegate::run("saiken-serve", self.arguments, &message!("serve.not-installed"), lang)
    }
}
