//! How a bankruptcy is run, what it costs, whose work it touches and when rights come back.

mod common;

use common::{Family, asset, day, detail, family, variant, yen};
use law::calendar::date;
use law::trace::Shown;
use plan::Plan;

const SALE: &str = "voluntary-sale+bankruptcy";
const AUCTION: &str = "auction+bankruptcy";

/// In Tokyo, owing more than the home is worth, and with nothing else.
fn poor() -> Family {
    Family { court: "tokyo", home: Some(30_000_000), loan: Some(31_000_000), ..family() }
}

fn procedure(plan: &Plan, id: &str) -> Option<&'static str> {
    match detail(variant(plan, id), "procedure") {
        Some(Shown::Word(word)) => Some(word),
        None => None,
        other => panic!("{other:?}"),
    }
}

fn risks(plan: &Plan, id: &str) -> Vec<&'static str> {
    variant(plan, id).risks.iter().map(|risk| risk.key).collect()
}

const SIMULTANEOUS: Option<&str> = Some("simultaneous-discontinuance");
const TRUSTEE: Option<&str> = Some("trustee");

/// 破産法252条1項10号: within seven years of the final discharge, so through 2026-11-22 for one of 2019-11-22. A ground of
/// refusal brings a trustee who looks into it, whatever is owned.
#[test]
fn an_earlier_discharge_within_seven_years_brings_a_trustee() {
    let with = |past: &str| {
        let debtor_more =
            format!("income_regular = true\nsmall_fluctuation = true\nrefusal_grounds = []\npast = [{past}]");
        procedure(&Family { debtor_more, ..poor() }.plan(), SALE)
    };
    assert_eq!(with("{ kind = \"discharge\", final_on = 2019-11-22 }"), TRUSTEE);
    assert_eq!(with("{ kind = \"discharge\", final_on = 2019-11-21 }"), SIMULTANEOUS);
    // 小規模個人再生 is not in the list.
    assert_eq!(with("{ kind = \"small-scale-plan\", final_on = 2025-11-22 }"), SIMULTANEOUS);
}

/// Nobody said whether there are grounds of refusal: how it is run is not known, unless what is owned decides it.
#[test]
fn grounds_of_refusal_that_nobody_spoke_of_are_unknown() {
    let debtor_more = "income_regular = true\nsmall_fluctuation = true\npast = []".to_string();
    let plan = Family { debtor_more: debtor_more.clone(), ..poor() }.plan();
    assert_eq!(procedure(&plan, SALE), None);
    assert!(risks(&plan, SALE).contains(&"risk.procedure-unknown"));
    assert!(variant(&plan, SALE).figures.total.is_err());
    let plan = Family { debtor_more, more: asset("cash", 330_000), ..poor() }.plan();
    assert_eq!(procedure(&plan, SALE), TRUSTEE);
}

/// What a trustee could take back belongs to the creditors: in Tokyo a class of property from 200,000 on.
#[test]
fn a_payment_that_can_be_avoided_is_property() {
    let with = |amount: u32| {
        let transfer = format!(
            "asset = []\n[[transfer]]\non = 2026-09-01\nto = \"brother\"\namount = {amount}\nkind = \"preference\"\n"
        );
        procedure(&Family { more: transfer, ..poor() }.plan(), SALE)
    };
    assert_eq!(with(199_999), SIMULTANEOUS);
    assert_eq!(with(200_000), TRUSTEE);
}

/// 500,000 without a trustee, 1,000,000 with one, by the higher figures of the parameters. Six instalments, then the
/// petition (May 2027): four months later with the last day of September, six months with that of November.
#[test]
fn a_trustee_costs_more_and_takes_longer() {
    let (without, with) = (poor().plan(), Family { more: asset("cash", 330_000), ..poor() }.plan());
    assert_eq!((yen(&without, SALE, "attorney_fee"), yen(&with, SALE, "attorney_fee")), (500_000, 1_000_000));
    assert_eq!(day(&without, SALE, "rights_restored"), date(2027, 9, 30));
    assert_eq!(day(&with, SALE, "rights_restored"), date(2027, 11, 30));
    let plan = poor().plan_with(&[("bankruptcy-fee", "300000"), ("discontinuance-months", "3")]);
    assert_eq!(yen(&plan, SALE, "attorney_fee"), 300_000);
    assert_eq!(day(&plan, SALE, "rights_restored"), date(2027, 8, 31));
}

/// A court whose multiple for over-mortgaged homes is not known: a home of 20,000,000 with 15,000,000 on it is property
/// there though an auction (14,000,000) would leave nothing; one with 20,000,000 on it is none.
#[test]
fn a_home_worth_more_than_its_debts_is_property_at_every_court() {
    let with = |loan| Family { court: "yokohama", home: Some(20_000_000), loan: Some(loan), ..family() }.plan();
    assert_eq!(procedure(&with(15_000_000), AUCTION), TRUSTEE);
    assert_eq!(procedure(&with(20_000_000), AUCTION), SIMULTANEOUS);
}

/// Whoever files loses the licence for a while, a director the office; a spouse who does not file loses nothing.
#[test]
fn occupations_of_each_person() {
    let with = |debtor: &str, spouse: &str| {
        let family = poor();
        let text = family
            .text()
            .replace("id = \"taro\"\n", &format!("id = \"taro\"\noccupation = \"{debtor}\"\n"))
            .replace("id = \"hanako\"\n", &format!("id = \"hanako\"\n{spouse}\n"));
        let house = case::read(text.as_bytes(), case::Format::Toml).unwrap();
        let plan = plan::evaluate(&mut law::Cx::new(&mut law::trace::NoTrace), &house, &plan::Practice::default(), 0);
        let mut keys = risks(&plan, SALE);
        keys.retain(|key| key.starts_with("risk.occupation"));
        keys
    };
    let insurance = "occupation = \"生命保険募集人\"";
    assert_eq!(with("security-guard", insurance), ["risk.occupation-restricted", "risk.occupation-untouched"]);
    assert_eq!(
        with("company-director", &format!("{insurance}\nfiles_too = true")),
        ["risk.occupation-mandate-ends", "risk.occupation-restricted"]
    );
    assert!(with("nurse", "occupation = \"nurse\"").is_empty());
    // A wife who owes the loan too may have to file herself.
    let family = Family { loan_more: "unpaid = []\nevents = []\njoint_debtors = [\"hanako\"]".to_string(), ..poor() };
    let text = family.text().replace("id = \"hanako\"\n", &format!("id = \"hanako\"\n{insurance}\n"));
    let house = case::read(text.as_bytes(), case::Format::Toml).unwrap();
    let plan = plan::evaluate(&mut law::Cx::new(&mut law::trace::NoTrace), &house, &plan::Practice::default(), 0);
    assert!(risks(&plan, SALE).contains(&"risk.occupation-if-filing"));
    assert!(with("nurse", "").is_empty());
    assert_eq!(with("lighthouse-keeper", "occupation = \"lighthouse-keeper\""), ["risk.occupation-not-listed"]);
}

/// The count is told with its year: 76,309 in 2024 (司法統計), the last that is known on 2026-11-22; 64,833 seen from 2022.
#[test]
fn how_many_others_file_is_told_with_its_year() {
    let told = |top: &str| {
        let text = poor().text();
        let text = if top.is_empty() { text } else { text.replace("as_of = 2026-11-22", top) };
        let house = case::read(text.as_bytes(), case::Format::Toml).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let plan = plan::evaluate(&mut law::Cx::new(&mut law::trace::NoTrace), &house, &plan::Practice::default(), 0);
        let risk = variant(&plan, SALE).risks.iter().find(|risk| risk.key == "risk.many-file").unwrap();
        (risk.values[0].1.clone(), risk.values[1].1.clone())
    };
    assert_eq!(told(""), (Shown::Count(76_309), Shown::Count(2024)));
    assert_eq!(told("as_of = 2022-12-31"), (Shown::Count(64_833), Shown::Count(2022)));
}

/// A car of 800,000 under retained title for a debt of 700,000 is the debtor's for 100,000; for one of 600,000 it is
/// property of 200,000. The deposit for the dwelling is left out in Tokyo, by its pages, and counts in Osaka.
#[test]
fn what_is_not_the_debtors_is_no_property() {
    let car = |owed: u64| {
        let more = format!(
            "asset = []\n[[claim]]\nid = \"car\"\nkind = \"car-loan\"\ndebtor = \"taro\"\nprincipal = {owed}\n\
             monthly_payment = 20_000\nguarantors = []\nunpaid = []\ncreditor = {{ name = \"C\", kind = \"card-company\" }}\n\
             [[asset]]\nkind = \"car\"\nowner = \"taro\"\nvalue = 800_000\ntitle_retained_by = \"car\"\n"
        );
        // An empty list stands before the tables only where there are none.
        let text = Family { more, ..poor() }.text().replacen("asset = []\n", "", 1);
        let house = case::read(text.as_bytes(), case::Format::Toml).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let plan = plan::evaluate(&mut law::Cx::new(&mut law::trace::NoTrace), &house, &plan::Practice::default(), 0);
        procedure(&plan, SALE)
    };
    assert_eq!(car(600_001), SIMULTANEOUS);
    assert_eq!(car(600_000), TRUSTEE);
    let deposit =
        |court, paid| procedure(&Family { court, more: asset("deposit-with-landlord", paid), ..poor() }.plan(), SALE);
    assert_eq!(deposit("tokyo", 900_000), SIMULTANEOUS);
    assert_eq!(deposit("fukuoka", 900_000), SIMULTANEOUS);
    // Osaka takes 600,000 off, and looks at 200,000. Of Kobe nothing was found: it counts in full.
    assert_eq!(deposit("osaka", 799_999), SIMULTANEOUS);
    assert_eq!(deposit("osaka", 800_000), TRUSTEE);
    assert_eq!(deposit("kobe", 200_000), TRUSTEE);
}

/// Each court's limits through the planner, on both sides (their pages; docs/law-coverage.md): cash, deposits, the eighth
/// of a retirement allowance (1,600,000 gives 200,000, 1,599,999 gives 199,999), the sum of a kind or each asset.
#[test]
fn every_court_on_both_sides_of_its_limits() {
    let with = |court, assets: &[(&str, u64)]| {
        let more: String = assets.iter().map(|(kind, value)| asset(kind, *value)).collect();
        procedure(&Family { court, more, ..poor() }.plan(), SALE)
    };
    for (court, below, from) in [
        ("tokyo", [("cash", 329_999)], [("cash", 330_000)]),
        ("tokyo", [("deposit", 199_999)], [("deposit", 200_000)]),
        ("tokyo", [("retirement-allowance", 1_599_999)], [("retirement-allowance", 1_600_000)]),
        ("osaka", [("cash", 500_000)], [("cash", 500_001)]),
        ("osaka", [("insurance", 199_999)], [("insurance", 200_000)]),
        ("yokohama", [("cash", 329_999)], [("cash", 330_000)]),
        ("chiba", [("securities", 199_999)], [("securities", 200_000)]),
        ("nagoya", [("car", 300_000)], [("car", 300_001)]),
        ("kobe", [("deposit", 499_999)], [("deposit", 500_000)]),
        ("hiroshima", [("cash", 499_999)], [("cash", 500_000)]),
        ("fukuoka", [("cash", 330_000)], [("cash", 330_001)]),
    ] {
        assert_eq!(with(court, &below), SIMULTANEOUS, "{court} {below:?}");
        assert_eq!(with(court, &from), TRUSTEE, "{court} {from:?}");
    }
    // Two insurances of 100,000: a kind in Tokyo, two assets in Osaka. 200,000 of each in Nagoya: 400,000 in all is not above it.
    let insured = [("insurance", 100_000), ("insurance", 100_000)];
    assert_eq!((with("tokyo", &insured), with("osaka", &insured)), (TRUSTEE, SIMULTANEOUS));
    assert_eq!(with("nagoya", &[("car", 200_000), ("insurance", 200_000)]), SIMULTANEOUS);
    assert_eq!(with("nagoya", &[("car", 200_000), ("insurance", 200_001)]), TRUSTEE);
    // Where no habit is known, nobody can tell.
    assert_eq!(with("kyoto", &[]), None);
}

/// A day that the file names is the day of the petition, also before the attorney has been paid in six instalments: the court
/// is paid in December 2026, and rights come back four months later; that it may have to wait is told. Of a later day, or of
/// none, it is not.
#[test]
fn a_petition_on_a_given_day_does_not_wait_for_the_attorney() {
    let with = |top: &str| {
        let house = Family { top: top.to_string(), ..poor() }.read();
        let mut silent = law::trace::NoTrace;
        let plan = plan::evaluate(&mut law::Cx::new(&mut silent), &house, &plan::Practice::default(), 24);
        let flow = &variant(&plan, SALE).cash_flow;
        let is_court =
            |month: &&plan::Month| month.paid.iter().any(|(item, _)| item.purpose == plan::Purpose::ProcedureCost);
        let court = flow.iter().find(is_court).expect("the court is paid").first_day;
        (court, day(&plan, SALE, "rights_restored"), risks(&plan, SALE).contains(&"risk.petition-before-fee"))
    };
    assert_eq!(with("petition_on = 2026-12-20"), (date(2026, 12, 1), date(2027, 4, 30), true));
    assert_eq!(with("petition_on = 2027-05-10"), (date(2027, 5, 1), date(2027, 9, 30), false));
    assert_eq!(with(""), (date(2027, 5, 1), date(2027, 9, 30), false));
}

/// In Tokyo deposits are one class, ordinary and time deposits together: 100,000 and 100,000 reach 200,000. Osaka looks at
/// cash with ordinary deposits, and at a time deposit alone.
#[test]
fn time_deposits_are_deposits_where_the_court_looks_at_a_class() {
    let with = |court: &'static str, time: u64| {
        let more = asset("deposit", 100_000) + &asset("time-deposit", time);
        procedure(&Family { court, more, ..poor() }.plan(), SALE)
    };
    assert_eq!((with("tokyo", 99_999), with("tokyo", 100_000)), (SIMULTANEOUS, TRUSTEE));
    assert_eq!((with("osaka", 199_999), with("osaka", 200_000)), (SIMULTANEOUS, TRUSTEE));
}

/// Land that nobody has a mortgage on, beside the home that is sold: a trustee sells it, and it is given up.
#[test]
fn another_home_brings_a_trustee() {
    let with = |value: u64, burdens: &str| {
        let land = format!(
            "asset = []\n[[home]]\nid = \"land\"\nkind = \"detached\"\nmain_residence = false\nvalue = {value}\n\
             own_use_floor_share = \"1/1\"\nowners = [{{ person = \"taro\", share = \"1/1\" }}]\nencumbrances = [{burdens}]\n\
             [[claim]]\nid = \"b\"\nkind = \"other\"\ndebtor = \"taro\"\nprincipal = 3_000_000\nunpaid = []\n\
             creditor = {{ name = \"B\", kind = \"other\" }}\nguarantors = []\n"
        );
        Family { more: land, ..poor() }.plan()
    };
    let free = with(3_000_000, "");
    assert_eq!(procedure(&free, SALE), TRUSTEE);
    assert_eq!(yen(&free, SALE, "property_given_up"), 3_000_000);
    assert_eq!((procedure(&with(200_000, ""), SALE), procedure(&with(199_999, ""), SALE)), (TRUSTEE, SIMULTANEOUS));
    // Owed one and a half times its value it counts as no asset in Tokyo, below that it does.
    let mortgaged = "{ rank = 1, kind = \"mortgage\", claim = \"b\", registered_on = 2024-07-01 }";
    assert_eq!(procedure(&with(2_000_000, mortgaged), SALE), SIMULTANEOUS);
    assert_eq!(procedure(&with(2_000_001, mortgaged), SALE), TRUSTEE);
}

/// The years of a contract count from its end: here from the discharge, which is expected at the end of September 2027, four
/// months after a petition at the end of May, when the attorney is paid; the gazette's seven from the petition. What is left after an
/// auction and never paid ends nothing.
#[test]
fn records_count_from_the_end_of_what_is_owed() {
    let plan = poor().plan();
    assert_eq!(detail(variant(&plan, SALE), "rights_restored"), Some(&Shown::Date(date(2027, 9, 30))));
    assert_eq!(detail(variant(&plan, SALE), "record_until"), Some(&Shown::Date(date(2034, 5, 31))));
    assert!(detail(variant(&plan, "auction+as-contracted"), "record_until").is_none());
}
