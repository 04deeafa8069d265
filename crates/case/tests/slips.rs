//! Slips and contradictions: both sides of every bound, and the places that are named.

use case::{Format, read};

/// A household of one; `{}` stands for what a test adds.
const BASE: &str =
    "as_of = 2026-11-22\n{top}\n[[person]]\nid = \"taro\"\nborn = 1981-05-04\nrole = \"debtor\"\n{rest}\n";

fn check(top: &str, rest: &str, expect: &[&str]) {
    let text = BASE.replace("{top}", top).replace("{rest}", rest);
    let found: Vec<String> = match read(text.as_bytes(), Format::Toml) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(|problem| format!("{} {}", problem.code, problem.path)).collect(),
    };
    assert_eq!(found, expect, "{text}");
}

fn top(line: &str, expect: &[&str]) {
    check(line, "", expect);
}

fn loan(lines: &str, expect: &[&str]) {
    check("", &format!("[[claim]]\nid = \"loan\"\nkind = \"home-loan\"\ndebtor = \"taro\"\n{lines}"), expect);
}

fn card(lines: &str, expect: &[&str]) {
    check("", &format!("[[claim]]\nid = \"card\"\nkind = \"card-loan\"\ndebtor = \"taro\"\n{lines}"), expect);
}

#[test]
fn amounts_in_ten_thousands_are_noticed() {
    loan("principal = 9_999", &["implausible-amount claim[0].principal"]);
    loan("principal = 10_000", &[]);
    loan("principal = 0", &[]);
    loan("monthly_payment = 12", &["implausible-amount claim[0].monthly_payment"]);
    card("principal = 999", &["implausible-amount claim[0].principal"]);
    card("principal = 1_000", &[]);
    check("", "[[home]]\nvalue = 2400", &["implausible-amount home[0].value"]);
    check("", "[[home]]\nvalue = 10_000", &[]);
    check("", "[[home]]\nvalue = { likely = 2400 }", &["implausible-amount home[0].value.likely"]);
    let income = |amount: &str, expect: &[&str]| {
        check("", &format!("[[income]]\nperson = \"taro\"\nkind = \"salary\"\nnet_monthly = {amount}"), expect);
    };
    income("999", &["implausible-amount income[0].net_monthly"]);
    income("1_000", &[]);
    check("", "[wishes]\nrent_if_moved = 8", &["implausible-amount wishes.rent_if_moved"]);
    // A few yen in a bank account are real.
    check("", "[[asset]]\nkind = \"deposit\"\nowner = \"taro\"\nvalue = 8", &[]);
}

/// Every other amount of the schema: what is below its bound, and what is just real.
#[test]
fn no_field_takes_ten_thousands_for_yen() {
    let one = |path: &str, text: &str, least: u64| {
        let slip = format!("implausible-amount {path}");
        check("", &text.replace("{}", &(least - 1).to_string()), &[&slip]);
        check("", &text.replace("{}", &least.to_string()), &[]);
        check("", &text.replace("{}", "0"), &[]);
    };
    one("wishes.lump_sum_available", "[wishes]\nlump_sum_available = {}", 1_000);
    one("person[1].rent_apart", "[[person]]\nid = \"son\"\nrole = \"child\"\nrent_apart = {}", 1_000);
    for (kind, least) in [("salary", 1_000), ("business", 1_000), ("rent", 1_000), ("pension", 100), ("benefit", 100)] {
        for field in ["gross_monthly", "net_monthly", "bonus_net_yearly"] {
            let text = format!("[[income]]\nperson = \"taro\"\nkind = \"{kind}\"\n{field} = {{}}");
            one(&format!("income[0].{field}"), &text, least);
        }
    }
    let year = "[[income]]\nperson = \"taro\"\nkind = \"salary\"\nlast_two_years = [{ gross = 5_000_000, ";
    for (field, rest) in [
        ("income_tax", "resident_tax = 0, social_insurance = 0"),
        ("resident_tax", "income_tax = 0, social_insurance = 0"),
        ("social_insurance", "income_tax = 0, resident_tax = 0"),
    ] {
        one(&format!("income[0].last_two_years[0].{field}"), &format!("{year}{field} = {{}}, {rest} }}]"), 100);
    }
    let changed = "[[income]]\nperson = \"taro\"\nkind = \"salary\"\nchanged = { event = \"income-changed\", on = 2026-04-01, \
                   gross = 1_000_000, income_tax = 0, resident_tax = 0, social_insurance = 0, yearly_before = {} }";
    one("income[0].changed.yearly_before", changed, 1_000);
    one("expense[0].monthly", "[[expense]]\nkind = \"food\"\nmonthly = {}", 100);
    one("home[0].management_fee_arrears", "[[home]]\nmanagement_fee_arrears = {}", 1_000);
    for (kind, least) in [("car-loan", 1_000), ("student-loan", 1_000), ("tax", 100), ("fine", 100), ("other", 100)] {
        let claim = format!("[[claim]]\nid = \"a\"\nkind = \"{kind}\"\ndebtor = \"taro\"\n");
        one("claim[0].principal", &format!("{claim}principal = {{}}"), least);
        one("claim[0].monthly_payment", &format!("{claim}monthly_payment = {{}}"), least);
        one("claim[0].bonus_payment", &format!("{claim}bonus_payment = {{}}"), least);
    }
    for (kind, least) in [("car", 100), ("insurance", 100), ("securities", 100), ("retirement-allowance", 1_000)] {
        one("asset[0].value", &format!("[[asset]]\nkind = \"{kind}\"\nowner = \"taro\"\nvalue = {{}}"), least);
    }
    one("transfer[0].amount", "[[transfer]]\non = 2026-09-01\nkind = \"gift\"\namount = {}", 100);
}

/// Taxes and contributions of 998,000 out of 480,000: a digit is lacking.
#[test]
fn what_is_deducted_is_no_more_than_the_income() {
    let year = |gross: u64, expect: &[&str]| {
        let year =
            format!("{{ gross = {gross}, income_tax = 98_000, resident_tax = 210_000, social_insurance = 690_000 }}");
        check("", &format!("[[income]]\nperson = \"taro\"\nkind = \"salary\"\nlast_two_years = [{year}]"), expect);
    };
    year(997_999, &["deducted-above-gross income[0].last_two_years[0].gross"]);
    year(998_000, &[]);
}

/// 300,000 and 200,000 were lent: more than 1,000,000 at once was never owed. Without what was lent nobody knows.
#[test]
fn a_payment_is_not_several_times_the_loan() {
    let paid = |kind: &str, amount: u64, lent: &str, expect: &[&str]| {
        card(&format!("events = [{lent}{{ on = 2026-01-10, kind = \"{kind}\", amount = {amount} }}]"), expect);
    };
    let lent = "{ on = 2020-04-01, kind = \"advance\", amount = 300_000 }, \
                { on = 2021-04-01, kind = \"advance\", amount = 200_000 }, ";
    for kind in ["payment", "sale-proceeds"] {
        paid(kind, 1_000_000, lent, &[]);
        paid(kind, 1_000_001, lent, &["payment-above-claim claim[0].events[2].amount"]);
        paid(kind, 1_000_001, "", &[]);
    }
}

#[test]
fn rates_written_as_fractions_are_noticed() {
    loan("late_rate = \"0.146\"", &["implausible-rate claim[0].late_rate"]);
    loan("late_rate = 0.14", &["implausible-rate claim[0].late_rate"]);
    loan("late_rate = \"0.5\"", &[]);
    loan("late_rate = 0", &[]);
    let recourse = |rate: &str, expect: &[&str]| {
        loan(&format!("guarantors = [{{ name = \"G\", kind = \"company\", recourse_rate = {rate} }}]"), expect);
    };
    recourse("0.14", &["implausible-rate claim[0].guarantors[0].recourse_rate"]);
    recourse("14.6", &[]);
    recourse("29.3", &["implausible-rate claim[0].guarantors[0].recourse_rate"]);
    card("rate = 0.15", &["implausible-rate claim[0].rate"]);
    card("rate = \"0.5\"", &[]);
    // A student loan may cost next to nothing.
    check("", "[[claim]]\nid = \"s\"\nkind = \"student-loan\"\ndebtor = \"taro\"\nrate = \"0.01\"", &[]);
}

/// Nobody owes, works or pays before the day of birth, 4 May 1981.
#[test]
fn nothing_happens_before_birth() {
    let before = "1981-05-03";
    let on = |path: &str, text: &str| {
        check("", &text.replace("{}", before), &[&format!("date-order {path}")]);
        check("", &text.replace("{}", "1981-05-04"), &[]);
    };
    let claim = "[[claim]]\nid = \"a\"\nkind = \"tax\"\ndebtor = \"taro\"\n";
    on("claim[0].mandate_contracted_on", &format!("{claim}mandate_contracted_on = {{}}"));
    on("claim[0].statutory_due_on", &format!("{claim}statutory_due_on = {{}}"));
    on("claim[0].events[0].on", &format!("{claim}events = [{{ on = {{}}, kind = \"demand\" }}]").replace("{{}}", "{}"));
    let allowance = "[[asset]]\nkind = \"retirement-allowance\"\nowner = \"taro\"\nservice_since = {}";
    on("asset[0].service_since", allowance);
    on("transfer[0].on", "[[transfer]]\non = {}\nkind = \"gift\"\namount = 10_000");
    on("decision[0].on", "[[decision]]\nkind = \"discharge-granted\"\non = {}");
    on(
        "income[0].changed.on",
        "[[income]]\nperson = \"taro\"\nkind = \"salary\"\nchanged = { event = \"income-changed\", on = {}, \
         gross = 1_000_000, income_tax = 0, resident_tax = 0, social_insurance = 0 }",
    );
    let past = "[[person]]\nid = \"h\"\nrole = \"spouse\"\nborn = 1981-05-04\npast = [{ kind = \"discharge\", final_on = {} }]";
    on("person[1].past[0].final_on", past);
}

#[test]
fn ages_and_days_ahead_that_cannot_be_meant_are_noticed() {
    let born = |day: &str, expect: &[&str]| {
        let text = format!("as_of = 2026-11-22\n[[person]]\nid = \"taro\"\nborn = {day}\nrole = \"debtor\"\n");
        let found = read(text.as_bytes(), Format::Toml).err().unwrap_or_default();
        let found: Vec<String> = found.iter().map(|problem| format!("{} {}", problem.code, problem.path)).collect();
        assert_eq!(found, expect, "{day}");
    };
    born("2011-12-31", &[]);
    born("2012-01-01", &["implausible-year person[0].born"]);
    born("1911-01-01", &[]);
    born("1910-12-31", &["implausible-year person[0].born"]);
    let child = |day: &str, expect: &[&str]| {
        check("", &format!("[[person]]\nid = \"c\"\nrole = \"child\"\nborn = {day}"), expect);
    };
    child("2026-11-22", &[]);
    child("1910-12-31", &["implausible-year person[1].born"]);
    check("", "[auction]\nbids_open_on = 2031-12-31", &[]);
    check("", "[auction]\nbids_open_on = 2032-01-01", &["implausible-year auction.bids_open_on"]);
    let tax = |day: &str, expect: &[&str]| {
        let claim = "[[claim]]\nid = \"a\"\nkind = \"tax\"\ndebtor = \"taro\"\nstatutory_due_on = ";
        check("", &format!("{claim}{day}"), expect);
    };
    tax("2031-12-31", &[]);
    tax("2032-01-01", &["implausible-year claim[0].statutory_due_on"]);
}

#[test]
fn amounts_beyond_the_range_are_refused() {
    loan("principal = 1_000_000_000_000_000", &[]);
    loan("principal = 1_000_000_000_000_001", &["out-of-range claim[0].principal"]);
    loan("principal = 99_999_999_999_999_999_999_999", &["out-of-range claim[0].principal"]);
    loan("principal = -1", &["negative-amount claim[0].principal"]);
    loan("principal = { low = -1, likely = 20_000 }", &["out-of-range claim[0].principal.low"]);
}

#[test]
fn rates_without_their_point_are_noticed() {
    for rate in ["1.475", "\"1.475\"", "\"20\"", "20.0", "0", "\"0.1\""] {
        loan(&format!("rate = {rate}"), &[]);
    }
    for rate in ["1475", "\"20.1\"", "\"0.01475\"", "20.0000000001"] {
        loan(&format!("rate = {rate}"), &["implausible-rate claim[0].rate"]);
    }
    loan("late_rate = \"29.2\"", &[]);
    loan("late_rate = 29.3", &["implausible-rate claim[0].late_rate"]);
    loan("rate = -1", &["bad-rate claim[0].rate"]);
    loan("rate = 1e0", &["bad-rate claim[0].rate"]);
    // Before the reform of 18 June 2010 lenders asked for more.
    card("contracted_on = 2010-06-17\nrate = 29.2", &[]);
    card("contracted_on = 2010-06-18\nrate = 29.2", &["implausible-rate claim[0].rate"]);
}

#[test]
fn days_stand_in_order() {
    loan("contracted_on = 2026-11-22", &[]);
    loan("contracted_on = 2026-11-23", &["after-as-of claim[0].contracted_on"]);
    loan("contracted_on = \"2026-11\"", &[]);
    loan("contracted_on = \"2026-12\"", &["after-as-of claim[0].contracted_on"]);
    loan("contracted_on = 1981-05-03", &["date-order claim[0].contracted_on"]);
    loan("contracted_on = 2021-04-01\nlast_due_on = 2021-03-31", &["date-order claim[0].last_due_on"]);
    loan("contracted_on = 2021-04-01\nlast_due_on = 2021-04-01", &[]);
    let unpaid = |due: &str, expect: &[&str]| {
        loan(
            &format!(
                "contracted_on = \"2021-04\"\nlast_due_on = 2026-10-27\n\
                 unpaid = [{{ due = {due}, principal = 1, interest = 1 }}]"
            ),
            expect,
        );
    };
    unpaid("2021-03-31", &["date-order claim[0].unpaid[0].due"]);
    // In a month that is known only by name every day may be the one.
    unpaid("2021-04-01", &[]);
    unpaid("\"2026-10\"", &[]);
    unpaid("2026-10-28", &["date-order claim[0].unpaid[0].due"]);
    unpaid("2026-11-23", &["after-as-of claim[0].unpaid[0].due", "date-order claim[0].unpaid[0].due"]);
    check("", "[auction]\napplied_on = 2026-10-20\ncommenced_on = 2026-10-20", &[]);
    check("", "[auction]\napplied_on = 2026-10-20\ncommenced_on = 2026-10-19", &["date-order auction.commenced_on"]);
}

#[test]
fn years_that_cannot_be_meant_are_noticed() {
    loan("contracted_on = 1826-04-01", &["implausible-year claim[0].contracted_on"]);
    loan("contracted_on = 2206-04-01", &["implausible-year claim[0].contracted_on"]);
    loan("last_due_on = 2086-12-31", &[]);
    loan("last_due_on = 2087-01-01", &["implausible-year claim[0].last_due_on"]);
    top("petition_on = 2023-01-01", &[]);
    top("petition_on = 2022-12-31", &["petition-far petition_on"]);
    top("petition_on = 2031-12-31", &[]);
    top("petition_on = 2032-01-01", &["petition-far petition_on"]);
}

#[test]
fn people_are_found_and_one_is_the_debtor() {
    let spouse = "[[person]]\nid = \"hanako\"\nrole = \"spouse\"\n";
    check("", spouse, &[]);
    check("", &spouse.replace("spouse", "debtor"), &["missing person[1]", "two-debtors person[1].role"]);
    check("", &spouse.replace("hanako", "taro"), &["repeated-id person[1].id"]);
    loan("joint_debtors = [\"hanako\"]", &["unknown-reference claim[0].joint_debtors[0]"]);
    loan("joint_debtors = [\"taro\"]", &["owes-twice claim[0].joint_debtors[0]"]);
    loan("guarantors = [{ kind = \"joint\" }]", &["missing claim[0].guarantors[0]"]);
    check("", "[[asset]]\nkind = \"cash\"\nowner = \"tara\"", &["unknown-reference asset[0].owner"]);
}

#[test]
fn a_broken_name_is_reported_once_and_not_where_it_is_used() {
    let text = "as_of = 2026-11-22\n[[person]]\nid = 5\nborn = 1981-05-04\nrole = \"debtor\"\n\
                [[claim]]\nid = \"a\"\nkind = \"card\"\ndebtor = \"taro\"\n";
    let problems = read(text.as_bytes(), Format::Toml).unwrap_err();
    assert_eq!(problems.iter().map(|problem| problem.path.as_str()).collect::<Vec<_>>(), ["person[0].id"]);
}

#[test]
fn contradictions_of_the_home_are_noticed() {
    let home = |lines: &str, expect: &[&str]| check("", &format!("[[home]]\n{lines}"), expect);
    home("owners = [{ person = \"taro\", share = \"1/3\" }, { name = \"父\", share = \"2/3\" }]", &[]);
    home("owners = [{ person = \"taro\", share = \"1/3\" }]", &["shares-sum home[0].owners"]);
    home("owners = []", &["shares-sum home[0].owners"]);
    home("owners = [{ person = \"taro\", share = \"3/2\" }]", &["above-whole home[0].owners[0].share"]);
    let fees = "\n[[claim]]\nid = \"f\"\nkind = \"management-fee\"\ndebtor = \"taro\"";
    home(&format!("management_fee_arrears = 5_000{fees}"), &["fee-stated-twice claim[0].kind"]);
    home(&format!("kind = \"condominium\"\nmanagement_fee_arrears = 0{fees}"), &["fee-stated-twice claim[0].kind"]);
    home(&format!("management_fee_arrears = 0{fees}"), &[]);
    home(
        "main_residence = true\n[[home]]\nid = \"b\"\nmain_residence = true",
        &["two-main-residences home[1].main_residence"],
    );
}

#[test]
fn a_share_that_is_a_number_is_told_how_to_be_written() {
    let text = "as_of = 2026-11-22\n[[person]]\nid = \"taro\"\nborn = 1981-05-04\nrole = \"debtor\"\n\
                [[home]]\nowners = [{ person = \"taro\", share = 1 }]\n";
    let problems = read(text.as_bytes(), Format::Toml).unwrap_err();
    assert_eq!((problems[0].code, problems[0].hint.as_ref().map(|hint| hint.key)), ("wrong-kind", Some("hint.share")));
}

#[test]
fn events_make_sense() {
    let events =
        |events: &str, expect: &[&str]| loan(&format!("contracted_on = 2021-04-01\nevents = [{events}]"), expect);
    let lost = "{ on = 2026-10-20, kind = \"acceleration\", by = \"contract\" }";
    events(lost, &[]);
    events(&format!("{lost}, {lost}"), &["repeated-event claim[0].events[1].kind"]);
    // By their days, whatever their order in the file.
    let again = lost.replace("10-20", "11-20");
    events(&format!("{again}, {lost}, {{ on = 2026-10-25, kind = \"settlement\" }}"), &[]);
    events("{ on = 2021-03-31, kind = \"subrogation\" }", &["date-order claim[0].events[0].on"]);
    events("{ on = 2026-11-23, kind = \"demand\" }", &["after-as-of claim[0].events[0].on"]);
    events("{ on = 2026-11-22, kind = \"demand\", whole = true }", &["not-for-kind claim[0].events[0].whole"]);
    events("{ on = 2026-11-22, kind = \"acceleration\", by = \"bank\" }", &["unknown-word claim[0].events[0].by"]);
}

#[test]
fn all_problems_come_at_once_in_the_order_of_the_file() {
    check(
        "lives_in = \"Tokyo\"",
        "born_on = 1\n[[claim]]\nid = \"loan\"\nkind = \"home-loan\"\ndebtor = \"jiro\"\nrate = 1475\n\
         contracted_on = 2027-01-01\nunpaid = [{ due = 2027-01-27, principal = -1, interest = \"5\" }]",
        &[
            "bad-place lives_in",
            "unknown-key person[0].born_on",
            "unknown-reference claim[0].debtor",
            "implausible-rate claim[0].rate",
            "after-as-of claim[0].contracted_on",
            "after-as-of claim[0].unpaid[0].due",
            "negative-amount claim[0].unpaid[0].principal",
            "amount-as-text claim[0].unpaid[0].interest",
        ],
    );
}

/// 20,000,000 at 1.2 % bear 20,000 a month, and 233 instalments from 27 November 2026 to 27 March 2046 repay it with about 96,300:
/// 96,300 is no matter, 94,000 leaves more than two instalments for the last one, and 20,000 never repays anything.
#[test]
fn instalments_that_do_not_repay_a_home_loan_are_a_caution() {
    let cautions = |payment: u64| -> Vec<(&'static str, String, &'static str)> {
        let text = format!(
            "as_of = 2026-11-22\n[[person]]\nid = 'taro'\nborn = 1981-05-04\nrole = 'debtor'\n[[claim]]\nid = 'loan'\n\
             kind = 'home-loan'\ndebtor = 'taro'\nprincipal = 20_000_000\nrate = '1.2'\nlast_due_on = 2046-03-27\n\
             monthly_payment = {payment}\n"
        );
        let house = read(text.as_bytes(), Format::Toml).expect("no mistake");
        let found = case::cautions(text.as_bytes(), Format::Toml, &house);
        let of = |caution: read::Problem| {
            assert!(caution.hint.is_some() && text[caution.span.clone()].contains(&payment.to_string()));
            (caution.code, caution.path, caution.message.key)
        };
        found.into_iter().map(of).collect()
    };
    let told = |key| vec![("instalments-misfit", "claim[0].monthly_payment".to_string(), key)];
    assert_eq!(cautions(96_300), []);
    assert_eq!(cautions(94_000), told("case.instalments-leave-a-rest"));
    assert_eq!(cautions(20_000), told("case.instalments-leave-a-rest"));
    assert_eq!(cautions(150_000), told("case.instalments-end-early"));
}
