//! Every household of `examples/` is read without a problem and shows what its first lines say.

mod common;

use std::path::{Path, PathBuf};

use case::Household;
use common::{variant, verdict, yen};
use law::trace::{Cx, NoTrace};
use law::verdict::{Outcome, Verdict, Whose};
use plan::{Liable, Plan, Practice};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

fn read(household: &str) -> Household {
    let path = folder().join(household).join("case.toml");
    let text = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    case::read(&text, case::Format::Toml).unwrap_or_else(|problems| panic!("{household}: {problems:#?}"))
}

fn plan(household: &str) -> Plan {
    plan::evaluate(&mut Cx::new(&mut NoTrace), &read(household), &Practice::default(), 0)
}

fn outcome(plan: &Plan, id: &str) -> Outcome {
    variant(plan, id).outcome
}

const CLAUSE: &str = "keep-under-clause+small-scale";
const CURED: &str = "keep-under-clause+small-scale/arrears-cured";

#[test]
fn every_household_is_read_and_planned() {
    let households: Vec<String> = std::fs::read_dir(folder())
        .expect("the examples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join("case.toml").is_file())
        .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    assert!(households.len() >= 12);
    for household in households {
        assert_eq!(plan(&household).routes.len(), 24, "{household}");
    }
}

#[test]
fn yamada_has_several_ways_out() {
    let plan = plan("yamada");
    assert_eq!(outcome(&plan, CURED), Outcome::Open);
    assert_eq!(outcome(&plan, "keep-under-clause+salaried/arrears-cured"), Outcome::Open);
    assert_eq!(outcome(&plan, "keep+voluntary-arrangement"), Outcome::Open);
    assert_eq!(outcome(&plan, "keep+as-contracted"), Outcome::Closed);
    assert_eq!(outcome(&plan, "voluntary-sale+small-scale"), Outcome::Open);
    assert_eq!(outcome(&plan, "voluntary-sale+bankruptcy"), Outcome::Open);
    assert_eq!(outcome(&plan, "voluntary-sale+settlement"), Outcome::Open);
    assert!(plan.missing.is_empty());
    // 5,720,000 of other debts: a fifth is 1,144,000.
    assert_eq!(yen(&plan, CURED, "tier_total"), 5_720_000);
    assert_eq!(
        yen(&plan, "voluntary-sale+small-scale", "tier_total"),
        5_720_000 + yen(&plan, "voluntary-sale+small-scale", "residual")
    );
}

#[test]
fn satos_second_mortgage_blocks_the_clause() {
    let plan = plan("sato");
    assert_eq!(verdict(&plan, CURED, "no-other-security"), Verdict::NotMet);
    assert_eq!(outcome(&plan, CLAUSE), Outcome::Closed);
    // A sale needs the second creditor too, whom the price does not reach.
    let sale = variant(&plan, "voluntary-sale+small-scale");
    assert!(sale.depends_on.contains(&Whose::Lender));
    assert!(matches!(&sale.liable, Liable::CalledOn(claims) if claims.len() == 1));
}

#[test]
fn suzukis_payment_can_be_undone_and_takahashis_cannot() {
    let suzuki = plan("suzuki");
    assert_eq!(verdict(&suzuki, CURED, "six-months"), Verdict::Met);
    assert!(variant(&suzuki, CURED).unwinding);
    assert_eq!(common::day(&suzuki, CURED, "file_by"), law::calendar::date(2026, 12, 22));
    assert_eq!(outcome(&suzuki, CLAUSE), Outcome::Open);
    let takahashi = plan("takahashi");
    assert_eq!(verdict(&takahashi, CURED, "six-months"), Verdict::NotMet);
    assert_eq!(outcome(&takahashi, CLAUSE), Outcome::Closed);
    assert_eq!(outcome(&takahashi, "voluntary-sale+settlement"), Outcome::Open);
}

#[test]
fn tanakas_equity_binds_the_plan() {
    let plan = plan("tanaka");
    let id = "keep-under-clause+small-scale/as-contracted";
    assert_eq!((yen(&plan, id, "liquidation_value"), yen(&plan, id, "required_total")), (10_000_000, 5_000_000));
    assert!(plan.notes.iter().any(|note| note.key == "note.sale-pays-everything"));
}

#[test]
fn itos_debts_exceed_the_cap() {
    let plan = plan("ito");
    // 38,500,000 + 9,700,000 + 2,900,000; the tax does not count.
    assert_eq!(yen(&plan, CURED, "claims_total"), 51_100_000);
    assert_eq!(verdict(&plan, CURED, "claims-cap"), Verdict::NotMet);
    assert_eq!(outcome(&plan, "voluntary-sale+bankruptcy"), Outcome::Open);
}

#[test]
fn watanabe_has_no_regular_income_and_perhaps_an_insurance() {
    let plan = plan("watanabe");
    assert_eq!(verdict(&plan, CURED, "regular-income"), Verdict::NotMet);
    assert_eq!(verdict(&plan, "voluntary-sale+small-scale", "regular-income"), Verdict::NotMet);
    assert_eq!(plan.notes[0].key, "note.credit-life");
    assert_eq!(outcome(&plan, "voluntary-sale+bankruptcy"), Outcome::Open);
}

#[test]
fn nakamuras_fees_block_the_clause_only() {
    let plan = plan("nakamura");
    assert_eq!(verdict(&plan, CURED, "no-fee-lien"), Verdict::NotMet);
    let keep = variant(&plan, "keep+as-contracted");
    assert_eq!(keep.outcome, Outcome::Open);
    // The fees must be caught up beside the arrears of the loan.
    let cash_now = keep.figures.cash_now.clone().expect("everything is known");
    assert_eq!(cash_now.0, yen(&plan, "keep+as-contracted", "arrears") + 410_000);
}

#[test]
fn kobayashis_missing_facts_open_nothing() {
    let plan = plan("kobayashi");
    for route in &plan.routes {
        assert_ne!(route.shown().outcome, Outcome::Open, "{}", route.id());
    }
    let first = plan.missing.first().expect("facts are missing");
    assert_eq!(first.fact.to_string(), "home[0].encumbrances");
    assert!(plan.missing.iter().any(|missing| missing.fact.to_string() == "claim[0].unpaid"));
}

#[test]
fn katos_file_together() {
    let plan = plan("kato");
    assert_eq!(verdict(&plan, CURED, "pair-loan"), Verdict::Met);
    assert_eq!(outcome(&plan, CURED), Outcome::Open);
    // Ryo's own 2,900,000 and 1,700,000; Misaki's card is hers alone.
    assert_eq!(yen(&plan, CURED, "claims_total"), 4_600_000);
    // After a sale Ryo owes what is left of both loans: of Misaki's he is a joint guarantor.
    let sold = "voluntary-sale+small-scale";
    assert_eq!(yen(&plan, sold, "claims_total"), 4_600_000 + yen(&plan, sold, "residual"));
}

#[test]
fn yoshidas_auction_runs_and_nothing_is_unwound() {
    let plan = plan("yoshida");
    assert!(!variant(&plan, CURED).unwinding);
    assert!(common::requirement(&plan, CURED, "six-months").is_none());
    assert!(variant(&plan, CURED).papers.contains(&"stay-petition"));
    assert_eq!(verdict(&plan, CURED, "home-not-lost"), Verdict::LeftTo(Whose::TaxOffice));
    assert_eq!(verdict(&plan, "voluntary-sale+settlement", "creditor-cuts"), Verdict::NotMet);
    let bids = law::calendar::date(2027, 6, 10);
    assert!(variant(&plan, "voluntary-sale+instalments").deadlines.contains(&("before-bids", bids)));
}

#[test]
fn sasaki_can_bear_only_bankruptcy_and_it_costs_his_post() {
    let plan = plan("sasaki");
    let open: Vec<String> = plan
        .routes
        .iter()
        .filter(|route| {
            route.shown().outcome == Outcome::Open && !matches!(route.shown().name, "consensual" | "leaseback")
        })
        .map(plan::Route::id)
        .collect();
    // A rehabilitation can be borne only if somebody buys the flat and lets it back for less than another rent.
    let let_back = plan.routes.iter().filter(|route| route.shown().name == "leaseback").map(plan::Route::id);
    assert_eq!(let_back.collect::<Vec<_>>(), ["voluntary-sale+small-scale", "voluntary-sale+salaried"]);
    assert_eq!(open, ["voluntary-sale+bankruptcy", "auction+as-contracted", "auction+bankruptcy"]);
    let bankruptcy = variant(&plan, "voluntary-sale+bankruptcy");
    assert!(bankruptcy.risks.iter().any(|risk| risk.key == "risk.occupation-restricted"));
    // 96,000 of tax and 180,000 of maintenance survive.
    assert_eq!(yen(&plan, "voluntary-sale+bankruptcy", "surviving"), 276_000);
}
