//! What lies on a home beside the home loan, and who is paid from it: attachments, burdens that name no claim, second
//! loans and second homes. The figures are worked out by hand in the comments.

mod common;

use common::{Family, detail, family, requirement, variant, verdict, yen};
use law::Yen;
use law::trace::Shown;
use law::verdict::{FactName, Outcome, Verdict, Whose};
use plan::{Lacking, Liable, Plan};

const INSTALMENTS: &str = "voluntary-sale+instalments";
const SALE: &str = "voluntary-sale+as-contracted";
const AUCTION: &str = "auction+as-contracted";
const BANKRUPTCY: &str = "voluntary-sale+bankruptcy";
const CLAUSE: &str = "keep-under-clause+small-scale";

fn total(plan: &Plan, id: &str) -> u64 {
    variant(plan, id).figures.total.clone().expect("everything is known").0
}

fn risks(plan: &Plan, id: &str) -> Vec<&'static str> {
    variant(plan, id).risks.iter().map(|risk| risk.key).collect()
}

fn taxed(home: u64, loan: u64, due: &str) -> Family {
    Family {
        home: Some(home),
        loan: Some(loan),
        burdens: "{ rank = 2, kind = \"attachment\", claim = \"tax\" }".to_string(),
        more: format!(
            "asset = []\n[[claim]]\nid = \"tax\"\nkind = \"tax\"\ndebtor = \"taro\"\nprincipal = 800_000\n{due}\n"
        ),
        ..family()
    }
}

/// Nothing is lost: the price is what is taken off, what creditors receive and what the owners keep.
fn adds_up(plan: &Plan, id: &str) {
    let [price, deducted, to_creditors, to_owner] =
        ["sale_price", "deducted", "to_creditors", "to_owner"].map(|name| yen(plan, id, name));
    assert_eq!(price, deducted + to_creditors + to_owner, "{id}");
}

/// Sale at 25,500,000, brokerage 907,500 and release 22,000: 24,570,500 before the tax. A tax that goes before the mortgage
/// has its 800,000 from the price, and the household does not pay it once more: 31,000,000 − 23,770,500 = 7,229,500 are left.
/// One that comes behind has 100,000 for the release; 700,000 of it and 31,000,000 − 24,470,500 = 6,529,500 are left.
#[test]
fn a_tax_that_the_sale_paid_is_not_paid_again() {
    let (before, behind) = ("statutory_due_on = 2021-03-31", "statutory_due_on = 2021-04-01");
    for (due, left, surviving) in [(before, 7_229_500, 0), (behind, 6_529_500 + 700_000, 700_000)] {
        let plan = taxed(30_000_000, 31_000_000, due).plan();
        assert_eq!(total(&plan, INSTALMENTS), left, "{due}");
        assert_eq!(yen(&plan, BANKRUPTCY, "surviving"), surviving, "{due}");
        adds_up(&plan, INSTALMENTS);
    }
}

/// 国税徴収法79条: what nobody before it needs is not released for a part. Sale at 34,000,000, less 1,188,000 and 22,000, the
/// loan of 20,000,000 and the whole tax: 11,990,000 for the owner. Auction: 28,000,000 − 700,000 − 20,000,000 − 800,000.
#[test]
fn a_surplus_pays_the_attached_tax_before_the_owner() {
    let plan = taxed(40_000_000, 20_000_000, "statutory_due_on = 2025-05-31").plan();
    assert_eq!(yen(&plan, SALE, "to_owner"), 11_990_000);
    assert_eq!(yen(&plan, AUCTION, "to_owner"), 6_500_000);
    assert_eq!((total(&plan, SALE), total(&plan, AUCTION)), (0, 0));
    [SALE, AUCTION].into_iter().for_each(|id| adds_up(&plan, id));
    // 40,000,000 − 1,386,000 − 22,000 − 20,000,000 − 800,000 at the market value, and no other debt.
    let note = plan.notes.iter().find(|note| note.key == "note.sale-pays-everything").expect("it pays everything");
    assert_eq!(note.values, [("left", Shown::Yen(Yen(17_792_000)))]);
}

/// 国税徴収法16条: without the statutory due date nobody knows who goes first.
#[test]
fn the_rank_of_a_tax_without_its_date_is_unknown() {
    let plan = taxed(30_000_000, 31_000_000, "").plan();
    let lacking = FactName::at("claim", 1, "statutory_due_on");
    assert_eq!(verdict(&plan, INSTALMENTS, "creditors-release"), Verdict::Unknown(vec![lacking]));
    assert!(plan.missing.iter().any(|missing| missing.fact == lacking && missing.decides > 0));
}

/// 民事執行法87条: attaching creditors share what the securities leave, by what they are owed. Sale at 25,500,000, less
/// 907,500 and 22,000: 24,570,500, of which the loan takes 23,000,000; 1,570,500 for 3,000,000 and 1,000,000 is 1,177,875
/// and 392,625.
#[test]
fn attaching_creditors_share_what_is_left() {
    let attached = |claim: &str| format!("{{ rank = 2, kind = \"attachment\", claim = \"{claim}\" }}, ");
    let with = |home: u64| Family {
        home: Some(home),
        loan: Some(23_000_000),
        debts: vec![3_000_000, 1_000_000],
        burdens: attached("debt-0") + &attached("debt-1"),
        ..family()
    };
    let plan = with(30_000_000).plan();
    assert_eq!((yen(&plan, SALE, "to_creditors"), yen(&plan, SALE, "to_owner")), (24_570_500, 0));
    adds_up(&plan, SALE);
    assert_eq!(verdict(&plan, SALE, "attachments-release"), Verdict::LeftTo(Whose::Creditor));
    // What is left of both is arranged: 4,000,000 − 1,570,500.
    assert_eq!(yen(&plan, "voluntary-sale+voluntary-arrangement", "arranged"), 2_429_500);
    // 34,000,000 − 1,210,000 − 23,000,000 − 4,000,000, and nothing is owed any more.
    let plan = with(40_000_000).plan();
    assert_eq!(yen(&plan, SALE, "to_owner"), 5_790_000);
    assert_eq!(verdict(&plan, SALE, "attachments-release"), Verdict::Met);
    assert_eq!(total(&plan, SALE), 0);
}

/// Whoever has attached the home can have it sold, whatever the other contracts say.
#[test]
fn a_home_that_is_attached_is_kept_only_if_its_creditor_waits() {
    let burdens = "{ rank = 2, kind = \"attachment\", claim = \"debt-0\" }".to_string();
    let plan = Family { burdens, debts: vec![300_000], ..family() }.plan();
    for id in ["keep+as-contracted", "reschedule+as-contracted"] {
        assert_eq!(verdict(&plan, id, "attachment-waits"), Verdict::LeftTo(Whose::Creditor), "{id}");
    }
    assert!(requirement(&plan, CLAUSE, "attachment-waits").is_none(), "民事再生法39条, 184条 stop it");
    let plan = taxed(30_000_000, 20_000_000, "statutory_due_on = 2025-05-31").plan();
    assert_eq!(verdict(&plan, "keep+as-contracted", "attachment-waits"), Verdict::LeftTo(Whose::TaxOffice));
}

/// A mortgage that names no claim secures something: not zero.
#[test]
fn what_a_burden_without_a_claim_takes_is_unknown() {
    let burdens = "{ rank = 2, kind = \"mortgage\", holder = \"other\" }".to_string();
    let plan = Family { home: Some(40_000_000), burdens, ..family() }.plan();
    let lacking = FactName::at("home", 0, "encumbrances");
    assert_eq!(plan.secured, Err(Lacking::fact(lacking)));
    assert!(plan.notes.is_empty(), "nobody can say that a sale pays everything");
    assert_eq!(verdict(&plan, SALE, "creditors-release"), Verdict::Unknown(vec![lacking]));
    assert_eq!(verdict(&plan, CLAUSE, "no-other-security"), Verdict::Unknown(vec![lacking]));
    assert_eq!(plan.missing.first().map(|missing| missing.fact), Some(lacking));
}

/// 2,000,000 for repairs at 40,000 a month, a second mortgage: the clause covers both loans.
fn two_loans() -> Family {
    Family {
        burdens: "{ rank = 2, kind = \"mortgage\", holder = \"lender\", claim = \"repair\" }".to_string(),
        debts: vec![5_000_000],
        more: "asset = []\n[[claim]]\nid = \"repair\"\nkind = \"home-improvement-loan\"\ndebtor = \"taro\"\n\
               guarantors = []\npurpose = \"improvement\"\ncreditor = { name = \"R\", kind = \"bank\" }\n\
               principal = 2_000_000\nrate = \"2.5\"\nlast_due_on = 2031-03-27\nmonthly_payment = 40_000\nunpaid = []\n"
            .to_string(),
        ..family()
    }
}

#[test]
fn the_home_costs_what_all_its_loans_take() {
    let plan = two_loans().plan();
    assert_eq!(yen(&plan, CLAUSE, "home_monthly"), 90_000 + 40_000);
}

#[test]
fn requirements_of_several_loans_name_their_loan_and_those_of_the_home_stand_once() {
    let plan = two_loans().plan();
    let of = |id: &str| -> Vec<Option<String>> {
        let list = variant(&plan, CLAUSE).requirements.iter().filter(|requirement| requirement.id == id);
        list.map(|requirement| requirement.about().map(str::to_string)).collect()
    };
    assert_eq!(of("purpose"), [Some("home-loan".to_string()), Some("repair".to_string())]);
    for id in ["owned", "main-residence", "floor-share", "no-fee-lien"] {
        assert_eq!(of(id), [None], "{id}");
    }
    let plan = Family { debts: vec![5_000_000], ..family() }.plan();
    assert!(variant(&plan, CLAUSE).requirements.iter().all(|requirement| requirement.about().is_none()));
}

/// 232条4項: maintenance is paid at the plan's rate and the rest at its end. Of 6,500,000 + 500,000 the plan pays a fifth,
/// 1,400,000; of the 500,000 the other 400,000 follow; 5,200,000 are never paid.
#[test]
fn what_no_plan_reduces_is_not_counted_as_cut() {
    let more = "asset = []\n[[claim]]\nid = \"child\"\nkind = \"child-support\"\ndebtor = \"taro\"\n\
                principal = 500_000\nmonthly_payment = 20_000\n";
    let family = Family { home: Some(20_000_000), debts: vec![6_500_000], more: more.to_string(), ..family() };
    let plan = family.plan();
    assert_eq!(yen(&plan, CLAUSE, "required_total"), 1_400_000);
    assert_eq!(yen(&plan, CLAUSE, "cut"), 5_200_000);
}

/// A second home worth 15,000,000 pays as much of the 18,000,000 on it: a discharge cuts the other 3,000,000 and what the
/// first home's sale leaves, 31,000,000 − 24,570,500.
#[test]
fn a_second_home_pays_its_own_loan_first() {
    let more = "asset = []\n[[home]]\nid = \"second\"\nkind = \"detached\"\nowners = [{ person = \"taro\", share = \"1/1\" }]\n\
                main_residence = false\nvalue = 15_000_000\nencumbrances = [{ rank = 1, kind = \"mortgage\", claim = \"let\" }]\n\
                [[claim]]\nid = \"let\"\nkind = \"home-loan\"\npurpose = \"other\"\ndebtor = \"taro\"\nguarantors = []\n\
                creditor = { name = \"L\", kind = \"bank\" }\nprincipal = 18_000_000\nrate = \"2\"\n\
                last_due_on = 2046-03-27\nmonthly_payment = 90_000\nunpaid = []\n";
    let plan = Family { home: Some(30_000_000), loan: Some(31_000_000), more: more.to_string(), ..family() }.plan();
    assert_eq!(yen(&plan, BANKRUPTCY, "cut"), 3_000_000 + 6_429_500);
    assert!(risks(&plan, CLAUSE).contains(&"risk.other-home-sold"));
    assert!(!risks(&plan, CLAUSE).contains(&"risk.title-retained"));
}

/// Of two homes nobody said which one is lived in.
#[test]
fn which_home_it_is_about_is_not_guessed() {
    let second = "asset = []\n[[home]]\nid = \"second\"\nvalue = 15_000_000\nencumbrances = []\n".to_string();
    let text = Family { more: second, ..family() }.text();
    for (text, known) in [(text.clone(), true), (text.replacen("main_residence = true\n", "", 1), false)] {
        let house = case::read(text.as_bytes(), case::Format::Toml).expect("no mistakes");
        let mut silent = law::trace::NoTrace;
        let plan = plan::evaluate(&mut law::Cx::new(&mut silent), &house, &plan::Practice::default(), 0);
        assert_eq!(plan.secured.is_ok(), known);
        let asked = FactName::at("home", 0, "main_residence");
        assert_eq!(plan.missing.first().is_some_and(|first| first.fact == asked), !known);
    }
}

/// 199条2項: at 71 nothing can be extended any more, and no fact is missing.
#[test]
fn past_the_age_nothing_is_extended() {
    for (born, loan) in [("1955-11-22", "unpaid = []\nevents = []"), ("1956-06-01", "unpaid = []\nevents = []")] {
        let text = Family { loan_more: loan.to_string(), ..family() }.text().replace("1981-05-04", born);
        let house = case::read(text.as_bytes(), case::Format::Toml).expect("no mistakes");
        let mut silent = law::trace::NoTrace;
        let plan = plan::evaluate(&mut law::Cx::new(&mut silent), &house, &plan::Practice::default(), 0);
        let id = "keep-under-clause+small-scale/term-extended";
        assert_eq!(verdict(&plan, id, "term-can-be-extended"), Verdict::NotMet, "{born}");
        assert!(detail(variant(&plan, id), "extended_until").is_none(), "{born}");
    }
}

/// Above the cap there is no plan, and so no total of zero.
#[test]
fn above_the_cap_no_total_is_said() {
    let plan = Family { debts: vec![50_000_001], ..family() }.plan();
    assert_eq!(variant(&plan, CLAUSE).outcome, Outcome::Closed);
    assert!(detail(variant(&plan, CLAUSE), "required_total").is_none());
    assert!(variant(&plan, CLAUSE).figures.total.is_err());
    let plan = Family { home: Some(18_000_000), debts: vec![50_000_000], ..family() }.plan();
    assert_eq!(yen(&plan, CLAUSE, "required_total"), 5_000_000);
}

/// Where the value of the home is not known, neither is what a sale leaves for those who owe it too.
#[test]
fn who_is_called_on_is_unknown_with_what_is_left() {
    let joint = "joint_debtors = [\"hanako\"]\nunpaid = []\nevents = []".to_string();
    let text = Family { loan_more: joint, ..family() }.text().replace("value = 25000000\n", "");
    let house = case::read(text.as_bytes(), case::Format::Toml).expect("no mistakes");
    let mut silent = law::trace::NoTrace;
    let plan = plan::evaluate(&mut law::Cx::new(&mut silent), &house, &plan::Practice::default(), 0);
    let value = FactName::at("home", 0, "value");
    assert_eq!(variant(&plan, BANKRUPTCY).liable, Liable::Unknown(vec![value]));
    assert_eq!(variant(&plan, "keep+as-contracted").liable, Liable::NotCalled);
    // Nobody said whether somebody guarantees it.
    let text = family().text().replacen("guarantors = []\n", "", 1);
    let house = case::read(text.as_bytes(), case::Format::Toml).expect("no mistakes");
    let plan = plan::evaluate(&mut law::Cx::new(&mut silent), &house, &plan::Practice::default(), 0);
    let guarantors = FactName::at("claim", 0, "guarantors");
    assert_eq!(variant(&plan, "keep+as-contracted").liable, Liable::Unknown(vec![guarantors]));
    assert!(plan.missing.iter().any(|missing| missing.fact == guarantors));
}

/// A father who has paid as guarantor is the creditor now; nobody calls on him.
#[test]
fn a_guarantor_who_has_paid_is_not_called_on() {
    let with = |events: &str| {
        let guarantors = "guarantors = [{ name = \"chichi\", kind = \"joint\" }]";
        let text = Family { home: Some(15_000_000), loan_more: format!("unpaid = []\nevents = {events}"), ..family() }
            .text()
            .replacen("guarantors = []", guarantors, 1);
        let house = case::read(text.as_bytes(), case::Format::Toml).expect("no mistakes");
        let mut silent = law::trace::NoTrace;
        plan::evaluate(&mut law::Cx::new(&mut silent), &house, &plan::Practice::default(), 0)
    };
    assert!(matches!(variant(&with("[]"), BANKRUPTCY).liable, Liable::CalledOn(_)));
    let paid = "[{ on = 2026-09-01, kind = \"subrogation\", whole = true, by = \"chichi\", amount = 20_100_000 }]";
    assert_eq!(variant(&with(paid), BANKRUPTCY).liable, Liable::Nobody);
}

/// Fees in arrears are owed and overdue like everything else.
#[test]
fn fee_arrears_stand_in_what_is_owed() {
    let home_more = "kind = \"condominium\"\nmanagement_fee_arrears = 350_000".to_string();
    let plan = Family { home_more, ..family() }.plan();
    assert_eq!((plan.owed, plan.overdue), (Ok(Yen(20_350_000)), Ok(Yen(350_000))));
}

/// Bids in two weeks: a sale takes half a year, and a petition planned after the opening may be too late.
#[test]
fn bids_that_are_opened_soon_leave_it_to_others() {
    let auction = |bids: &str, petition: &str| Family {
        loan_more: "unpaid = []\nevents = [{ on = 2026-04-10, kind = \"acceleration\", by = \"demand\" }]".to_string(),
        top: format!(
            "petition_on = {petition}\n\
             auction = {{ applied_on = 2026-05-10, commenced_on = 2026-05-25, bids_open_on = {bids} }}"
        ),
        ..family()
    };
    let plan = auction("2026-12-06", "2026-12-15").plan();
    assert_eq!(verdict(&plan, SALE, "before-bids"), Verdict::LeftTo(Whose::Lender));
    assert_eq!(verdict(&plan, CLAUSE, "stay-in-time"), Verdict::LeftTo(Whose::Court));
    let plan = auction("2026-12-06", "2026-12-05").plan();
    assert!(requirement(&plan, CLAUSE, "stay-in-time").is_none());
    let plan = auction("2027-08-02", "2026-12-15").plan();
    assert_eq!(verdict(&plan, SALE, "before-bids"), Verdict::Met);
    let plan = auction("2026-11-22", "2026-12-15").plan();
    assert_eq!(verdict(&plan, SALE, "before-bids"), Verdict::NotMet);
}

/// 民事再生法39条, 184条; 破産法42条, 249条; out of court nothing stops an attachment.
#[test]
fn what_becomes_of_an_attachment_of_wages() {
    let more = "asset = []\n[[claim]]\nid = \"card\"\nkind = \"card-loan\"\ndebtor = \"taro\"\nguarantors = []\n\
                principal = 900_000\nmonthly_payment = 30_000\nunpaid = []\n\
                events = [{ on = 2026-08-01, kind = \"judgment-final\" }, { on = 2026-10-01, kind = \"attachment\" }]\n";
    let plan =
        Family { more: more.to_string(), debtor_more: "occupation = \"juggler\"".to_string(), ..family() }.plan();
    for (id, risk) in [
        ("keep+voluntary-arrangement", "risk.attachment-goes-on"),
        (CLAUSE, "risk.attachment-stayed"),
        (BANKRUPTCY, "risk.attachment-lapses"),
        (BANKRUPTCY, "risk.occupation-not-listed"),
    ] {
        assert!(risks(&plan, id).contains(&risk), "{id}: {:?}", risks(&plan, id));
    }
}
