//! Every sentence that the code names stands in the catalogue, and every one that stands there is named.

use std::collections::BTreeSet;

use calc::REGISTRY;
use catalogue::{Lang, lookup};
use law::words::Word;
use serde_json::Value as Json;

use super::{none, quoted_after, rust};

fn lacking(key: &str) -> bool {
    Lang::ALL.iter().any(|lang| lookup(key, *lang).is_none_or(str::is_empty))
}

#[test]
fn every_sentence_and_label_that_the_code_names_is_there() {
    let labelled = [".given(", ".fact(", ".uses(", ".exception("];
    let mut found = BTreeSet::new();
    for source in rust().iter().filter(|source| source.path.contains("/src/")) {
        let labels = labelled.iter().flat_map(|call| quoted_after(source, call)).map(|name| format!("label.{name}"));
        let keys = quoted_after(source, "message!(").into_iter().chain(labels);
        found.extend(keys.filter(|key| lacking(key)).map(|key| format!("{}: {key}", source.path)));
    }
    none("the catalogue lacks", found.into_iter().collect());
}

#[test]
fn every_field_and_every_word_of_the_rules_is_there() {
    fn words(schema: &Json, found: &mut BTreeSet<String>) {
        match schema {
            Json::Object(entries) => {
                for (key, value) in entries {
                    if let (true, Json::Array(words)) = (key == "enum", value) {
                        found.extend(words.iter().filter_map(Json::as_str).map(|word| format!("word.{word}")));
                    }
                    words(value, found);
                }
            }
            Json::Array(items) => items.iter().for_each(|item| words(item, found)),
            _ => {}
        }
    }
    let mut keys = BTreeSet::new();
    for entry in REGISTRY {
        let (input, answer) = (entry.input_schema(), entry.answer_schema());
        words(&input, &mut keys);
        words(&answer, &mut keys);
        let fields = input["properties"].as_object().expect("an input is an object");
        keys.extend(fields.keys().map(|field| format!("label.{field}")));
    }
    none("the catalogue lacks", keys.into_iter().filter(|key| lacking(key)).collect());
}

/// Words, labels and help texts are looked up by a name that is put together; the rest stands in the code as it is.
#[test]
fn nothing_stands_in_the_catalogue_that_nobody_says() {
    let sources = rust();
    // What the planner shows is looked up so too; `crates/plan/tests/words.rs` looks at its requirements.
    let put_together = [
        "word.",
        "goal.",
        "limits.sign.",
        "limits.cell.",
        "label.",
        "figure.",
        "help",
        "cli.",
        "requirement.",
        "referral.",
        "home-choice.",
        "debt-choice.",
        "variant.",
        "outcome.",
        "record.",
        "liable.",
        "item.",
        "deadline.",
        "paper.",
        "fact.",
        "whose.",
        "route.",
        // The interview finds its words under the paths of the case file; one of its tests looks for each.
        "ask.",
        "web.history.what.",
        "step.home.",
        "step.debt.",
        // When a choice is usually made: `crates/plan/tests/words.rs` looks for each.
        "when.home.",
        "when.debt.",
        "whatif.knob.",
        // A test of the report looks for each.
        "switch.",
        // A test of the report looks for both.
        "batch.report.by.",
        "batch.report.scenario.",
    ];
    let said = |key: &str| {
        put_together.iter().any(|prefix| key.starts_with(prefix))
            || sources.iter().any(|source| source.shipped().contains(&format!("\"{key}\"")))
    };
    none("nobody says", catalogue::keys().filter(|key| !said(key)).map(str::to_string).collect());
}
