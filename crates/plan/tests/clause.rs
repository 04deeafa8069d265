//! The table of payments under the home loan clause, against the figures of the same variant.

mod common;

use common::{Family, family, variant, yen};
use law::Yen;
use law::trace::{Cx, NoTrace, Shown};
use plan::{ClauseTable, Plan, Practice, Variant};

const ROUTE: &str = "keep-under-clause+small-scale";

fn plan_of(family: &Family) -> Plan {
    plan::evaluate(&mut Cx::new(&mut NoTrace), &family.read(), &Practice::default(), 12)
}

fn table(variant: &Variant) -> &ClauseTable {
    assert_eq!(variant.clause.len(), 1, "{}", variant.name);
    &variant.clause[0]
}

fn of(plan: &Plan, name: &str) -> Variant {
    variant(plan, &format!("{ROUTE}/{name}")).clone()
}

fn in_arrears() -> Family {
    let unpaid = "unpaid = [\n\
        { due = 2026-08-27, principal = 76_000, interest = 14_000 },\n\
        { due = 2026-09-27, principal = 76_000, interest = 14_000 },\n\
        { due = 2026-10-27, principal = 76_000, interest = 14_000 },\n]\nevents = []";
    Family { loan_more: unpaid.to_string(), debts: vec![6_000_000], loan: Some(18_000_000), ..family() }
}

/// 199条1項: the principal in arrears, 228,000, and what had accrued until 31 May 2027 (42,000 of interest, 5,136 and 17,328 of
/// late charges, as worked out in `worked.rs`) are paid within the plan; the contract's 90,000 go on beside them.
#[test]
fn two_buckets_of_a_plan() {
    let plan = plan_of(&in_arrears());
    let cured = of(&plan, "arrears-cured");
    let months = &table(&cured).schedule.months;
    let sum = |pick: fn(&law::acts::civil_rehabilitation::clause_schedule::ClauseMonth) -> Yen| -> u64 {
        months.iter().map(|month| pick(month).0).sum()
    };
    assert_eq!(sum(|month| month.arrears.principal), 228_000);
    assert_eq!(sum(|month| month.accrued), 42_000 + 5_136 + 17_328);
    assert_eq!(
        yen(&plan, &format!("{ROUTE}/arrears-cured"), "arrears_in_plan"),
        sum(|month| month.arrears.principal) + sum(|month| month.accrued)
    );
    let plan_months = table(&cured).plan_months as usize;
    assert!(months[plan_months..].iter().all(|month| month.arrears.principal.is_zero() && month.accrued.is_zero()));
    assert_eq!((months[0].regular.principal + months[0].regular.interest), Yen(90_000));
    // The picture is of 22 November and the loan is due on the 27th: six instalments come before the confirmation of 22 May, the
    // seventh on 27 May.
    assert_eq!(table(&cured).from, law::calendar::date(2027, 5, 1));
    assert!(months.last().unwrap().balance.is_zero());
}

/// By whatever day of the month a loan is due, and whether it was called in or not, its original schedule ends under the clause
/// with the month of the contract's last due date (199条1項), and ten years of extension are 120 instalments more (2項).
#[test]
fn the_schedule_ends_when_the_contract_does() {
    let called_in = "unpaid = [{ due = 2026-10-27, principal = 76_000, interest = 14_000 }]\n\
                     events = [{ on = 2026-11-10, kind = \"acceleration\", by = \"demand\" }]";
    for day in [5, 21, 22, 23, 27, 31] {
        for arrears in [in_arrears().loan_more, called_in.to_string()] {
            let text = text_of(&Family { loan_more: arrears, ..in_arrears() })
                .replace("last_due_on = 2046-03-27", &format!("last_due_on = 2036-03-{day:02}"))
                .replace("monthly_payment = 90_000", "monthly_payment = 30_000");
            let plan = plan_of_text(&text);
            let ends = |name: &str| {
                let table = table(&of(&plan, name)).clone();
                let count = table.schedule.months.len() as u32;
                (count, law::calendar::month_offset(table.from, count - 1, 1).unwrap())
            };
            let (cured, extended) = (ends("arrears-cured"), ends("term-extended"));
            assert_eq!(cured.1, law::calendar::date(2036, 3, 1), "{day} {text}");
            assert_eq!(extended, (cured.0 + 120, law::calendar::date(2046, 3, 1)), "{day}");
        }
    }
}

/// A loan of 200,000 at 1.2 % is repaid before the plan begins in June 2027, and no instalment follows: 200 of interest leave
/// 110,200, 110 leave 20,310, and with 20 the last one is 20,330.
#[test]
fn no_instalment_follows_a_loan_that_ends_before_the_plan() {
    let plan = plan_of(&Family { loan: Some(200_000), ..in_arrears() });
    let cured = of(&plan, "arrears-cured");
    let of_loan = |(item, _): &&(plan::Item, Yen)| item.purpose == plan::Purpose::HomeLoan;
    let paid = cured.cash_flow.iter().flat_map(|month| month.paid.iter().filter(of_loan)).map(|(_, amount)| amount.0);
    assert_eq!(paid.collect::<Vec<_>>(), [90_000, 90_000, 20_330]);
}

/// Every content pays the same principal: what is owed on the day of finality. Nothing is cut (199条2項1号).
#[test]
fn every_content_pays_all_principal() {
    let plan = plan_of(&in_arrears());
    let principal = |name: &str| -> u64 {
        let variant = of(&plan, name);
        table(&variant).schedule.months.iter().map(|month| (month.regular.principal + month.arrears.principal).0).sum()
    };
    let cured = principal("arrears-cured");
    assert_eq!((principal("term-extended"), principal("principal-deferred")), (cured, cured));
    let last = |name: &str| table(&of(&plan, name)).schedule.months.len();
    assert!(last("term-extended") > last("arrears-cured"));
    // Without a cash flow nobody asked for months.
    let quiet = in_arrears().plan();
    assert!(variant(&quiet, &format!("{ROUTE}/arrears-cured")).clause.is_empty());
}

/// A loan that a guarantor paid in full on 22 June 2026: 20,400,000.
fn subrogated(by: &str, kind: &str, more: &str) -> Family {
    let loan = format!(
        "guarantors = [{{ name = \"{by}\", kind = \"{kind}\" }}]\n\
         unpaid = [{{ due = 2026-03-27, principal = 76_000, interest = 14_000 }}]\n\
         events = [\n{{ on = 2026-04-10, kind = \"acceleration\", by = \"demand\" }},\n\
         {{ on = 2026-06-22, kind = \"subrogation\", whole = true, by = \"{by}\", amount = 20_400_000 }},\n{more}]"
    );
    let loan = loan.replace("guarantors = ", "guarantors=");
    Family { loan_more: loan, debts: vec![6_000_000], ..family() }
}

/// What a claim comes to: the household's total less the 6,000,000 of the other debt.
fn owed_on_loan(plan: &Plan) -> u64 {
    plan.owed.as_ref().unwrap().0 - 6_000_000
}

fn text_of(family: &Family) -> String {
    // The common text states that nobody guarantees; here somebody does.
    let text = family.text();
    let once = text.replacen("guarantors = []\n", "", 1);
    if family.loan_more.contains("guarantors=") { once } else { text }
}

fn plan_of_text(text: &str) -> Plan {
    let house =
        case::read(text.as_bytes(), case::Format::Toml).unwrap_or_else(|problems| panic!("{text}\n{problems:#?}"));
    plan::evaluate(&mut Cx::new(&mut NoTrace), &house, &Practice::default(), 12)
}

/// 民法442条2項, 404条: a person who paid gets 3 % from the day of payment on. 22 June to 22 November 2026, both counted: 9 + 31 +
/// 31 + 30 + 31 + 22 = 154 days; 20,400,000 × 3 % × 154 / 365 = 258,213.6…, cut to 258,213. At the loan's 14.6 % from the next day
/// it would be 20,400,000 × 14.6 % × 153 / 365 = 1,248,480.
#[test]
fn what_a_person_paid_bears_the_legal_rate_and_a_companys_claim_that_of_the_contract() {
    let person = plan_of_text(&text_of(&subrogated("jiro", "joint", "")));
    assert_eq!(owed_on_loan(&person), 20_400_000 + 258_213);
    let company = plan_of_text(&text_of(&subrogated("guarantee", "company", "")));
    assert_eq!(owed_on_loan(&company), 20_400_000 + 1_248_480);
    // An agreement goes before the law: 20,400,000 × 10 % × 154 / 365 = 860,712.3….
    let agreed = text_of(&subrogated("jiro", "joint", ""))
        .replace("kind = \"joint\" }", "kind = \"joint\", recourse_rate = \"10\" }");
    assert_eq!(owed_on_loan(&plan_of_text(&agreed)), 20_400_000 + 860_712);
    // The other side of the change of 2020, with a payment on the last day of the old law: 31 March 2020 to 22 November 2026
    // are 2,428 days; 20,400,000 × 5 % × 2,428 / 365 = 6,785,095.8….
    let old = text_of(&subrogated("jiro", "joint", ""))
        .replace("2026-06-22", "2020-03-31")
        .replace("2026-04-10", "2020-02-10");
    let old = old.replace("due = 2026-03-27", "due = 2020-01-27");
    assert_eq!(owed_on_loan(&plan_of_text(&old)), 20_400_000 + 6_785_095);
    // 1 April 2020: 2,427 days at 3 %: 20,400,000 × 3 % × 2,427 / 365 = 4,069,380.8….
    let new = old.replace("2020-03-31", "2020-04-01");
    assert_eq!(owed_on_loan(&plan_of_text(&new)), 20_400_000 + 4_069_380);
}

/// 204条2項: 300,000 paid to the guarantee company on 30 September 2026 count on both claims. Its own: 100 days at 14.6 % on
/// 20,400,000 are 816,000, so the payment covers interest alone (489条) and the claim is 300,000 less: 948,480 of late charges. The
/// loan's, as if nobody had paid, is 300,000 less in the arrears bucket too (a yen of rounding apart, for two stretches are
/// reckoned in place of one).
#[test]
fn what_was_paid_to_the_guarantee_company_counts() {
    let paid = "{ on = 2026-09-30, kind = \"payment\", amount = 300_000 },\n";
    let (without, with) = (subrogated("guarantee", "company", ""), subrogated("guarantee", "company", paid));
    let (without, with) = (plan_of_text(&text_of(&without)), plan_of_text(&text_of(&with)));
    assert_eq!(owed_on_loan(&with), 20_400_000 + 948_480);
    let bucket = |plan: &Plan| yen(plan, &format!("{ROUTE}/arrears-cured"), "arrears_in_plan");
    assert!(of(&with, "arrears-cured").unwinding);
    assert!((300_000..=300_001).contains(&(bucket(&without) - bucket(&with))), "{}", bucket(&without) - bucket(&with));
    // A payment above the interest reduces principal: 1,000,000 less 816,000 leave 20,216,000, which bear 53 days at 14.6 %:
    // 428,579.2.
    let more = paid.replace("300_000", "1_000_000");
    let plan = plan_of_text(&text_of(&subrogated("guarantee", "company", &more)));
    assert_eq!(owed_on_loan(&plan), 20_216_000 + 428_579);
}

/// 199条3項: the time of deferral lies within the plan. With 60 months of it the plan has 60, and that needs special reasons;
/// with a plan of 36 months that the user wants, the deferral has 36.
#[test]
fn principal_is_deferred_within_the_plan() {
    let deferred = format!("{ROUTE}/principal-deferred");
    let plan = plan_of(&in_arrears());
    assert_eq!(common::count(&plan, &deferred, "plan_months"), 60);
    assert_eq!(
        common::verdict(&plan, &deferred, "plan-period"),
        law::verdict::Verdict::LeftTo(law::verdict::Whose::Court)
    );
    let grace = |plan: &Plan| -> usize {
        let variant = of(plan, "principal-deferred");
        let months = table(&variant).schedule.months.clone();
        let first = months[0].regular.principal;
        months.iter().take_while(|month| month.regular.principal == first).count()
    };
    assert_eq!(grace(&plan), 60);
    let mut practice = Practice::default();
    practice.assume("plan-months", "36").unwrap();
    let short = plan::evaluate(&mut Cx::new(&mut NoTrace), &in_arrears().read(), &practice, 12);
    assert_eq!((common::count(&short, &deferred, "plan_months"), grace(&short)), (36, 36));
}

/// 199条4項: what could be proposed to the lender has a schedule to the yen, which pays all principal; a budget that does not bear
/// it closes nothing, for other terms may be agreed.
#[test]
fn what_could_be_agreed_has_a_schedule_and_closes_nothing() {
    let plan = plan_of(&in_arrears());
    let consensual = of(&plan, "consensual");
    let months = &table(&consensual).schedule.months;
    let principal: u64 = months.iter().map(|month| (month.regular.principal + month.arrears.principal).0).sum();
    let cured = of(&plan, "arrears-cured");
    let same: u64 =
        table(&cured).schedule.months.iter().map(|month| (month.regular.principal + month.arrears.principal).0).sum();
    assert_eq!(principal, same);
    assert!(months.last().unwrap().balance.is_zero());
    assert!(months.len() > table(&of(&plan, "term-extended")).schedule.months.len());
    let poor = plan_of(&Family { income: 150_000, ..in_arrears() });
    assert_eq!(
        common::verdict(&poor, &format!("{ROUTE}/consensual"), "budget"),
        law::verdict::Verdict::Unknown(Vec::new())
    );
}

/// Of two loans whose guarantors paid on different days the earlier payment sets the day: 1 June and 22 June 2026.
#[test]
fn the_first_guarantor_sets_the_day() {
    let second = "[[claim]]\nid = \"second\"\nkind = \"home-loan\"\ndebtor = \"taro\"\npurpose = \"improvement\"\n\
        guarantors = [{ name = \"other guarantee\", kind = \"company\" }]\ncreditor = { name = \"A\", kind = \"bank\" }\n\
        principal = 1_000_000\nrate = \"2\"\nlate_rate = \"14\"\nunpaid = []\nmonthly_payment = 20_000\nlast_due_on = 2031-03-27\n\
        events = [{ on = 2026-06-01, kind = \"subrogation\", whole = true, by = \"other guarantee\", amount = 1_000_000 }]\n";
    let burdens = "{ rank = 2, kind = \"mortgage\", holder = \"guarantee-company\", claim = \"second\" }";
    let family = subrogated("guarantee", "company", "");
    let family = Family { burdens: burdens.to_string(), more: format!("asset = []\n{second}"), ..family };
    let plan = plan_of_text(&text_of(&family));
    assert_eq!(common::day(&plan, &format!("{ROUTE}/arrears-cured"), "file_by"), law::calendar::date(2026, 12, 1));
}

const CARD: &str = "[[claim]]\nid = \"other\"\nkind = \"card-loan\"\ndebtor = \"taro\"\nguarantors = []\n\
    creditor = { name = \"C\", kind = \"bank\" }\nprincipal = 3_000_000\nunpaid = []\nmonthly_payment = 30_000\n\
    last_due_on = 2036-03-27\n";

/// An attachment that names no claim may be one for taxes: unknown, where it was taken for none. One for a card loan is none.
#[test]
fn an_attachment_without_a_claim_is_not_taken_for_harmless() {
    let attached = |claim: &str| {
        let burdens = format!("{{ rank = 2, kind = \"attachment\", on = \"both\"{claim} }}");
        let more = format!("asset = []\n{CARD}");
        plan_of(&Family { burdens, more, debts: vec![3_000_000], ..family() })
    };
    let verdict = |plan: &Plan| common::verdict(plan, &format!("{ROUTE}/as-contracted"), "home-not-lost");
    assert!(matches!(verdict(&attached("")), law::verdict::Verdict::Unknown(facts) if facts.len() == 1));
    assert_eq!(verdict(&attached(", claim = \"other\"")), law::verdict::Verdict::Met);
}

/// 198条1項 bars what ranks behind on the land. A security that ranks before bars nothing, but its claim is cut and it can be
/// enforced: whether home or land would be lost (202条2項3号) the court judges.
#[test]
fn a_security_on_the_land_that_ranks_before_may_cost_the_home() {
    let ranked = |rank: u32| {
        let burdens =
            format!("{{ rank = {rank}, kind = \"mortgage\", on = \"land\", holder = \"lender\", claim = \"other\" }}");
        let more = format!("asset = []\n{CARD}");
        let text = Family { burdens, more, debts: vec![3_000_000], ..family() }.text();
        plan_of_text(&text.replace(
            "rank = 1, kind = \"mortgage\", holder = \"lender\", claim = \"home-loan\"",
            "rank = 2, kind = \"mortgage\", holder = \"lender\", claim = \"home-loan\"",
        ))
    };
    let of = |plan: &Plan, name: &str| common::verdict(plan, &format!("{ROUTE}/as-contracted"), name);
    let before = ranked(1);
    assert_eq!(of(&before, "no-junior-on-land"), law::verdict::Verdict::Met);
    assert_eq!(of(&before, "site-not-lost"), law::verdict::Verdict::LeftTo(law::verdict::Whose::Court));
    assert_eq!(of(&ranked(3), "no-junior-on-land"), law::verdict::Verdict::NotMet);
}

/// 諸費用ローン: where the court takes it for a home loan (196条3号), the clause covers it (198条3項): its 20,000 a month go on, and
/// it is no claim of the plan.
#[test]
fn a_loan_for_costs_is_covered_by_the_clause_where_it_does_not_bar_it() {
    let costs =
        CARD.replace("\"other\"", "\"costs\"").replace("card-loan", "home-costs-loan").replace("30_000", "20_000");
    let costs = format!("{costs}rate = \"3\"\n");
    let burdens = "{ rank = 2, kind = \"mortgage\", holder = \"lender\", claim = \"costs\" }".to_string();
    let family = Family { burdens, more: format!("asset = []\n{costs}"), debts: vec![6_000_000], ..family() };
    let plan = plan_of(&family);
    let contracted = format!("{ROUTE}/as-contracted");
    assert_eq!(yen(&plan, &contracted, "tier_total"), 6_000_000);
    assert_eq!(yen(&plan, &contracted, "home_monthly"), 90_000 + 20_000);
    assert_eq!(variant(&plan, &contracted).clause.len(), 2);
    let barred = family.plan_with(&[("costs-loan", "bars")]);
    assert_eq!(yen(&barred, &contracted, "tier_total"), 9_000_000);
    assert_eq!(common::verdict(&barred, &contracted, "no-other-security"), law::verdict::Verdict::NotMet);
}

const AUCTION: &str = "auction = { applied_on = 2026-09-01, commenced_on = 2026-09-20 }";

/// An auction tells that the loan on the home was called in. Since when hangs late charges on the whole of it, some 2.6 million a
/// year here: without the day neither the arrears bucket nor whether the benefit of time is lost is known.
#[test]
fn an_auction_asks_since_when_the_loan_is_due() {
    let plan = plan_of(&Family { top: AUCTION.to_string(), ..in_arrears() });
    let asked = law::verdict::FactName::at("claim", 0, "events");
    let unknown = law::verdict::Verdict::Unknown(vec![asked]);
    assert_eq!(common::verdict(&plan, "keep+as-contracted", "benefit-of-time"), unknown);
    let cured = format!("{ROUTE}/arrears-cured");
    assert_eq!(common::verdict(&plan, &cured, "arrears-to-cure"), unknown);
    assert!(common::detail(&of(&plan, "arrears-cured"), "arrears_in_plan").is_none());
    assert!(plan.missing.iter().any(|missing| missing.fact == asked && missing.decides > 0));
}

/// 198条2項, 民法143条: performed "in May 2026" is taken as 31 May, whose six months end with November; counted from 1 May they end
/// on 1 November, and whoever waits for the later day may be too late.
#[test]
fn a_guarantee_performed_in_a_month_has_an_earlier_limit_too() {
    let paid = |on: &str| plan_of_text(&text_of(&subrogated("G", "company", "")).replace("2026-06-22", on));
    let told = |plan: &Plan| {
        let shown = variant(plan, ROUTE);
        let risk = shown.risks.iter().find(|risk| risk.key == "risk.unwinding-by-month").cloned();
        (common::day(plan, ROUTE, "file_by"), risk.map(|risk| risk.values))
    };
    let [first, last] = [law::calendar::date(2026, 11, 1), law::calendar::date(2026, 11, 30)];
    let values = vec![("on", Shown::Date(last)), ("earliest", Shown::Date(first))];
    assert_eq!(told(&paid("\"2026-05\"")), (last, Some(values)));
    assert_eq!(told(&paid("2026-05-31")), (last, None));
}

/// An auction that has begun needs a stay (197条1項), whether or not the day of the bids is known.
#[test]
fn an_auction_needs_a_stay_even_before_the_day_of_the_bids_is_known() {
    let top = AUCTION.to_string();
    let called_in = "events = [{ on = 2026-08-28, kind = \"acceleration\", by = \"demand\" }]";
    let loan_more = in_arrears().loan_more.replace("events = []", called_in);
    let plan = plan_of(&Family { loan_more, top, ..in_arrears() });
    let cured = of(&plan, "arrears-cured");
    assert!(cured.risks.iter().any(|risk| risk.key == "risk.stay-needed"));
    assert!(cured.papers.contains(&"stay-petition"));
    assert!(cured.deadlines.iter().all(|(name, _)| *name != "stay-of-auction"));
}

/// What a reader adds up: the clause's table and the instalments until the plan, the plan itself, fees. 17,000,000 at 1.2 % with 90,000
/// a month are repaid before the 232 instalments of the contract are; the total follows the table.
#[test]
fn the_total_is_that_of_the_table() {
    let check = |family: &Family, told: Option<&str>| {
        let plan = plan_of(family);
        let variant = of(&plan, "as-contracted");
        let months = &table(&variant).schedule.months;
        let by_table: u64 = months.iter().map(|month| month.payment().0).sum();
        // Six months until the plan begins in June 2027.
        let until_plan = 6 * 90_000;
        let id = format!("{ROUTE}/as-contracted");
        let beside =
            yen(&plan, &id, "required_total") + yen(&plan, &id, "procedure_cost") + yen(&plan, &id, "attorney_fee");
        assert_eq!(variant.figures.total.clone().unwrap().0, by_table + until_plan + beside);
        let keys: Vec<&str> =
            variant.risks.iter().map(|risk| risk.key).filter(|key| key.starts_with("risk.instalments-")).collect();
        assert_eq!(keys, told.into_iter().collect::<Vec<_>>());
    };
    let early = Family { loan: Some(17_000_000), debts: vec![6_000_000], ..family() };
    check(&early, Some("risk.instalments-end-early"));
    check(&Family { loan: Some(20_000_000), ..early.clone() }, Some("risk.instalments-leave-a-rest"));
    // 232 instalments of 90,000 repay 90,000 × (1 − 1.001^−232) / 0.001 = 18,626,575: nothing to tell.
    check(&Family { loan: Some(18_617_000), ..early }, None);
}

/// No late charge is counted where nobody said its rate, and on what it runs hangs on who lends: both are asked for while
/// something is overdue.
#[test]
fn the_terms_of_arrears_are_asked_for() {
    let asks = |family: &Family, field| {
        let text = family
            .text()
            .replace("late_rate = \"14.6\"\n", "")
            .replace("creditor = { name = \"A\", kind = \"bank\" }\n", "");
        plan_of_text(&text).missing.iter().any(|missing| missing.fact == law::verdict::FactName::at("claim", 0, field))
    };
    for field in ["late_rate", "creditor"] {
        assert!(asks(&in_arrears(), field), "{field}");
        assert!(!asks(&family(), field), "nothing is overdue: {field}");
    }
}

/// An instalment that nobody said is reckoned with as the level one of the rest of the term, and asked for wherever the loan is
/// paid as contracted.
#[test]
fn an_instalment_that_is_reckoned_is_asked_for() {
    let asks = |text: &str| {
        let asked = law::verdict::FactName::at("claim", 0, "monthly_payment");
        plan_of_text(text).missing.iter().any(|missing| missing.fact == asked)
    };
    let said = family().text();
    assert!(!asks(&said));
    assert!(asks(&said.replace("monthly_payment = 90_000\n", "")));
}
