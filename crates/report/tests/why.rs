//! Every figure that a plan prints explains itself: `--why ROUTE.figure` has a derivation with the same value.

use std::fs;
use std::path::{Path, PathBuf};

use law::trace::{Cx, Derivation, Shown};
use plan::{Plan, Practice, Variant};
use report::names::step_of;

fn households() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("case.toml"))
        .filter(|file| file.is_file())
        .collect();
    files.sort();
    assert!(files.len() >= 12, "twelve households");
    files
}

fn worked_out(file: &Path) -> (Plan, Derivation) {
    let text = fs::read(file).unwrap();
    let house =
        case::read(&text, case::Format::Toml).unwrap_or_else(|problems| panic!("{}: {problems:?}", file.display()));
    let mut derivation = Derivation::default();
    let plan = plan::evaluate(&mut Cx::new(&mut derivation), &house, &Practice::default(), 12);
    (plan, derivation)
}

/// Every figure of a variant that has a value, by name.
fn figures(variant: &Variant) -> impl Iterator<Item = (&'static str, Shown)> + '_ {
    let common = variant.figures.list().into_iter().filter_map(|(name, value)| Some((name, value.ok()?)));
    common.chain(variant.details.iter().cloned())
}

#[test]
fn every_figure_of_every_household_explains_itself() {
    let mut unexplained: Vec<String> = Vec::new();
    let mut seen = 0;
    for file in households() {
        let (plan, derivation) = worked_out(&file);
        for (route, variant) in plan.routes.iter().flat_map(|route| route.variants.iter().map(move |one| (route, one)))
        {
            let id = route.variant_id(variant);
            for (name, value) in figures(variant) {
                seen += 1;
                match step_of(&derivation, &id, name) {
                    None => unexplained.push(format!("{id}.{name}")),
                    // A figure that stands for another one would explain the wrong thing.
                    Some(step) if derivation.steps[step].value != value => {
                        let explained = &derivation.steps[step].value;
                        unexplained.push(format!("{id}.{name}: {value:?}, explained as {explained:?}"));
                    }
                    Some(_) => {}
                }
            }
        }
        for name in ["income", "living", "capacity", "overdue", "owed", "secured"] {
            assert!(derivation.figure(name).is_some(), "{}: {name}", file.display());
        }
    }
    assert!(seen > 5_000, "{seen} figures");
    unexplained.sort();
    unexplained.dedup();
    assert!(unexplained.is_empty(), "{} without a why:\n{}", unexplained.len(), unexplained.join("\n"));
}
