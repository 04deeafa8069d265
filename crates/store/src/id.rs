//! Names of cases that nobody can guess, and that say nothing.

use std::fmt;
use std::fmt::Write as _;

use crate::Failure;

/// The name of a case: 128 random bits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Id(String);

impl Id {
    /// A name that was never given before.
    pub(crate) fn new() -> Result<Id, Failure> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|_| Failure::Randomness)?;
        let mut name = String::with_capacity(2 * bytes.len());
        for byte in bytes {
            let _ = write!(name, "{byte:02x}");
        }
        Ok(Id(name))
    }

    /// A name as somebody sends it back.
    ///
    /// ```
    /// assert!(store::Id::read("00112233445566778899aabbccddeeff").is_some());
    /// assert!(store::Id::read("../etc/passwd").is_none());
    /// ```
    pub fn read(text: &str) -> Option<Id> {
        let is_name =
            text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        is_name.then(|| Id(text.to_string()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
