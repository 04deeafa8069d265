//! The households of `examples/`, for tests beside the code.

use case::Household;

/// A household by the name of its folder.
pub(crate) fn household(name: &str) -> Household {
    let file = format!("{}/../../examples/{name}/case.toml", env!("CARGO_MANIFEST_DIR"));
    case::read(&std::fs::read(file).unwrap(), case::Format::Toml).unwrap()
}
