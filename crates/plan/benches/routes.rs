//! How long it takes to work out every route of one household.

use std::path::Path;

use case::Household;
use divan::{Bencher, black_box};
use law::trace::{Cx, Derivation, NoTrace};
use plan::Practice;

fn main() {
    divan::main();
}

/// The household of the README, and one with two loans and an auction less, to see that neither is special.
const HOUSEHOLDS: [&str; 2] = ["yamada", "kato"];

fn household(name: &str) -> Household {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).join("case.toml");
    case::read(&std::fs::read(path).expect("an example"), case::Format::Toml).expect("a case without mistakes")
}

/// Verdicts and figures only: what a portfolio asks of each borrower.
#[divan::bench(args = HOUSEHOLDS)]
fn all_routes(bencher: Bencher, name: &str) {
    let (house, practice) = (household(name), Practice::default());
    bencher.bench(|| plan::outcomes(black_box(&house), &practice));
}

/// Verdicts and figures with every sentence, paper and deadline, unexplained.
#[divan::bench(args = HOUSEHOLDS)]
fn all_routes_in_words(bencher: Bencher, name: &str) {
    let (house, practice) = (household(name), Practice::default());
    bencher.bench(|| plan::evaluate(&mut Cx::new(&mut NoTrace), black_box(&house), &practice, 0));
}

/// With every figure explained and 120 months of cash flow for each variant: what a screen asks.
#[divan::bench(args = HOUSEHOLDS)]
fn all_routes_explained_with_cash_flow(bencher: Bencher, name: &str) {
    let (house, practice) = (household(name), Practice::default());
    bencher.bench(|| {
        let mut derivation = Derivation::default();
        let plan = plan::evaluate(&mut Cx::new(&mut derivation), black_box(&house), &practice, 120);
        (plan, derivation)
    });
}
