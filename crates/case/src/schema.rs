//! The JSON Schema of the case file, from the types that read it.

use read::Wire;
use serde_json::Value as Json;

use crate::file::File;

/// The JSON Schema (draft 2020-12) of a case file in JSON: it accepts what the reader accepts.
///
/// What no schema says, the reader still checks: that references name something, that days stand in order.
///
/// ```
/// let schema = case::schema();
/// assert_eq!(schema["required"], serde_json::json!(["as_of"]));
/// ```
pub fn schema() -> Json {
    let Json::Object(of_file) = File::schema() else { unreachable!("a record's schema is an object") };
    let head = [
        ("$schema", "https://json-schema.org/draft/2020-12/schema"),
        ("title", "saiken case file"),
        (
            "description",
            "A household's facts. Money is whole yen, rates are percent per year. A field that is left out is unknown; \
             an empty list says that there is none.",
        ),
    ];
    head.into_iter().map(|(key, text)| (key.to_string(), Json::from(text))).chain(of_file).collect()
}
