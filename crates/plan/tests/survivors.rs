//! Which open routes another one makes needless.

use std::path::Path;

use law::trace::{Cx, NoTrace};
use law::verdict::Outcome;
use law::words::Word;
use plan::{Goal, Plan, Practice, survivors};

fn plan(household: &str) -> Plan {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(household).join("case.toml");
    let text = std::fs::read(path).expect("a case file");
    let house = case::read(&text, case::Format::Toml).expect("an example without mistakes");
    plan::evaluate(&mut Cx::new(&mut NoTrace), &house, &Practice::default(), 0)
}

fn households() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let folders = std::fs::read_dir(folder).expect("the examples").map(|entry| entry.expect("an entry").path());
    let named = folders.filter(|path| path.join("case.toml").is_file());
    named.map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect()
}

#[test]
fn an_open_route_is_best_or_beaten_by_one_that_is_best_in_every_respect() {
    for household in households() {
        let plan = plan(&household);
        let sorted = survivors(&plan);
        for (place, route) in plan.routes.iter().enumerate() {
            let is_best = sorted.best.contains(&place);
            let is_beaten = sorted.beaten.iter().any(|(loser, _)| *loser == place);
            assert_eq!(is_best || is_beaten, route.shown().outcome == Outcome::Open, "{household} {}", route.id());
            assert!(!(is_best && is_beaten), "{household} {}", route.id());
            let unknown = Goal::ALL.iter().any(|goal| goal.distance(route).is_none());
            assert!(!(unknown && is_beaten), "{household} {}: what is unknown may be better", route.id());
        }
        for (loser, winner) in sorted.beaten {
            let (loser, winner) = (&plan.routes[loser], &plan.routes[winner]);
            let distances = |route| Goal::ALL.iter().map(move |goal| goal.distance(route).expect("known")).collect();
            let (behind, ahead): (Vec<u64>, Vec<u64>) = (distances(loser), distances(winner));
            assert!(ahead != behind && ahead.iter().zip(&behind).all(|(ahead, behind)| ahead <= behind));
            let asked = &loser.shown().depends_on;
            assert!(winner.shown().depends_on.iter().all(|whose| asked.contains(whose)));
        }
    }
}

#[test]
fn a_settlement_beats_instalments_but_no_consent_is_taken_for_granted() {
    // examples/yamada, as the README shows it: of a voluntary sale, instalments take 248,000 a month, 18,803,957 in all
    // and 181 years, a settlement 243,000, 8,661,000 and 5 years 9 months; both leave nothing and ask the same people.
    let plan = plan("yamada");
    let sorted = survivors(&plan);
    let place = |id: &str| plan.routes.iter().position(|route| route.id() == id).expect("a route");
    let beaten = (place("voluntary-sale+instalments"), place("voluntary-sale+settlement"));
    assert!(sorted.beaten.contains(&beaten));
    // An auction with bankruptcy asks nobody, so that a sale, which needs the lender, does not make it needless; and
    // bankruptcy takes property, which a rehabilitation leaves.
    for id in ["auction+bankruptcy", "voluntary-sale+bankruptcy", "voluntary-sale+small-scale"] {
        assert!(sorted.best.contains(&place(id)), "{id}");
    }
    let keeps = &sorted.nearest.iter().find(|(goal, _)| *goal == Goal::KeepHome).expect("some keep the home").1;
    assert!(keeps.iter().all(|place| plan.routes[*place].shown().home_kept));
}
