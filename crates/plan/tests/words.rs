//! Every word that a plan can show stands in the catalogue, in Japanese and English, and every place in a sentence has
//! its value.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use catalogue::layout::columns;
use catalogue::{Lang, lookup};
use law::message::Message;
use law::trace::{Cx, Derivation, Origin, Shown};
use law::verdict::{FactName, Outcome, Verdict, Whose};
use law::words::Word;
use plan::{DebtChoice, HomeChoice, Item, Known, Liable, Plan, Practice, Record, Variant};

/// A family with three months of arrears, a guarantee company that has paid, an auction, a tax attachment, paired
/// loans and a good deal more: what most sentences are about.
const IN_TROUBLE: &str = r#"
as_of = 2026-11-22
court = "tokyo"
lives_in = "東京都八王子市"
petition_on = 2026-12-15
wishes = { rent_if_moved = 85_000, lump_sum_available = 3_000_000 }
auction = { applied_on = 2026-11-12, commenced_on = 2026-11-20, bids_open_on = 2027-04-14 }
expense = [{ kind = "food", monthly = 72_000 }, { kind = "management-fee", monthly = 21_000 }]

[[person]]
id = "taro"
born = 1981-05-04
role = "debtor"
credit_life_claim = "possible"
occupation = "security-guard"
income_regular = true
small_fluctuation = true
past = [{ kind = "discharge", final_on = 2021-03-01 }]
refusal_grounds = ["waste-or-gambling"]

[[person]]
id = "hanako"
born = 1983-11-20
role = "spouse"
supported = true
files_too = true

[[income]]
person = "taro"
kind = "salary"
net_monthly = 385_000
bonus_net_yearly = 500_000
last_two_years = [
  { gross = 4_900_000, income_tax = 110_000, resident_tax = 230_000, social_insurance = 720_000 },
  { gross = 2_700_000, income_tax = 101_000, resident_tax = 221_000, social_insurance = 400_000 },
]

[[home]]
id = "home"
kind = "condominium"
owners = [{ person = "taro", share = "1/2" }, { person = "hanako", share = "1/2" }]
main_residence = true
own_use_floor_share = "1/1"
value = { low = 20_000_000, likely = 24_000_000, high = 25_500_000 }
management_fee_arrears = 120_000
encumbrances = [
  { rank = 1, kind = "mortgage", on = "both", holder = "guarantee-company", claim = "loan", registered_on = 2021-04-01 },
  { rank = 1, kind = "mortgage", on = "both", holder = "lender", claim = "pair", registered_on = 2021-04-01 },
  { rank = 2, kind = "attachment", claim = "tax", registered_on = 2026-09-30 },
]

[[claim]]
id = "loan"
kind = "home-loan"
debtor = "taro"
guarantors = [{ name = "〇〇保証", kind = "company" }, { person = "hanako", kind = "joint" }]
purpose = "purchase"
creditor = { name = "A銀行", kind = "bank" }
principal = 25_000_000
rate = "1.475"
late_rate = "14.6"
last_due_on = 2051-03-27
monthly_payment = 106_000
unpaid = [{ due = 2026-08-27, principal = 87_600, interest = 38_400 }]
events = [
  { on = 2026-10-20, kind = "acceleration" },
  { on = 2026-11-10, kind = "subrogation", by = "〇〇保証", whole = true, amount = 25_400_000 },
]

[[claim]]
id = "pair"
kind = "home-loan"
debtor = "hanako"
purpose = "purchase"
creditor = { name = "機構", kind = "jhf" }
guarantors = []
principal = 5_000_000
rate = "1.5"
last_due_on = 2051-03-27
monthly_payment = 21_000
unpaid = []

[[claim]]
id = "tax"
kind = "tax"
debtor = "taro"
principal = 180_000
statutory_due_on = 2020-05-31

[[claim]]
id = "accident"
kind = "tort"
debtor = "taro"
principal = 500_000
monthly_payment = 10_000
guarantors = []

[[claim]]
id = "speeding"
kind = "fine"
debtor = "taro"
principal = 200_000

[[claim]]
id = "friend"
kind = "other"
debtor = "taro"
principal = 100_000
monthly_payment = 10_000
guarantors = []
left_off_list = true

[[claim]]
id = "support"
kind = "child-support"
debtor = "taro"
principal = 300_000
monthly_payment = 30_000
guarantors = []

[[claim]]
id = "car"
kind = "car-loan"
debtor = "taro"
principal = 900_000
rate = "3.9"
monthly_payment = 25_000
guarantors = []

[[asset]]
kind = "car"
owner = "taro"
value = 400_000
title_retained_by = "car"

[[asset]]
kind = "cash"
owner = "taro"
value = 200_000

[[asset]]
kind = "retirement-allowance"
owner = "taro"
value = 2_000_000
service_since = 2010-04-01

[[transfer]]
on = 2026-09-01
to = "brother"
amount = 300_000
kind = "preference"
"#;

/// A loan in order and card debts that weigh: everything is known, and the creditors' minds too.
const IN_ORDER: &str = r#"
as_of = 2026-11-22
lives_in = "大阪府大阪市"
court = "osaka"
petition_on = 2026-12-15
wishes = { rent_if_moved = 60_000, lump_sum_available = 0 }
expense = [{ kind = "food", monthly = 90_000 }]
asset = [{ kind = "deposit", owner = "taro", value = 300_000 }]
transfer = []

[[person]]
id = "taro"
born = 1985-05-04
role = "debtor"
income_regular = true
small_fluctuation = true
past = []
refusal_grounds = []

[[income]]
person = "taro"
kind = "salary"
net_monthly = 320_000
last_two_years = [
  { gross = 4_900_000, income_tax = 110_000, resident_tax = 230_000, social_insurance = 720_000 },
  { gross = 4_700_000, income_tax = 101_000, resident_tax = 221_000, social_insurance = 700_000 },
]

[[home]]
id = "home"
kind = "detached"
owners = [{ person = "taro", share = "1/1" }]
main_residence = true
own_use_floor_share = "1/1"
value = 30_000_000
encumbrances = [{ rank = 1, kind = "mortgage", on = "both", holder = "lender", claim = "loan" }]

[[claim]]
id = "loan"
kind = "home-loan"
debtor = "taro"
purpose = "purchase"
creditor = { name = "A銀行", kind = "bank" }
guarantors = []
principal = 20_000_000
rate = "1.475"
last_due_on = 2051-03-27
monthly_payment = 82_000
unpaid = []

[[claim]]
id = "card"
kind = "card"
debtor = "taro"
creditor = { name = "Bカード", kind = "card-company" }
guarantors = []
principal = 4_000_000
rate = "15"
monthly_payment = 90_000
dissents = false
"#;

/// Everything that bars a way at once: burdens, income, the cap, the seven years, the day of the bids.
const BARRED: &str = r#"
as_of = 2026-11-22
petition_on = 2026-12-15
wishes = { rent_if_moved = 120_000, lump_sum_available = 100_000 }
auction = { bids_open_on = 2026-11-01 }
expense = [{ kind = "food", monthly = 200_000 }]
asset = []

[[person]]
id = "taro"
born = 1955-05-04
role = "debtor"
income_regular = false
small_fluctuation = false
past = [{ kind = "discharge", final_on = "2022-03" }]
refusal_grounds = []

[[income]]
person = "taro"
kind = "pension"
net_monthly = 150_000

[[home]]
id = "home"
kind = "detached"
owners = [{ name = "義父", share = "1/1" }]
main_residence = false
own_use_floor_share = "1/3"
value = 30_000_000
encumbrances = [
  { rank = 1, kind = "mortgage", on = "land", holder = "personal-guarantor", claim = "loan" },
  { rank = 2, kind = "revolving-mortgage", on = "both", holder = "lender", claim = "shop" },
]

[[claim]]
id = "loan"
kind = "home-loan"
debtor = "taro"
purpose = "other"
instalments = false
creditor = { name = "機構", kind = "jhf" }
principal = 70_000_000
rate = "1.475"
last_due_on = 2030-03-27
monthly_payment = 900_000
unpaid = [{ due = 2026-08-27, principal = 800_000, interest = 100_000 }]
events = [{ on = 2026-05-01, kind = "subrogation", whole = true, amount = 70_000_000 }]

[[claim]]
id = "shop"
kind = "business-loan"
debtor = "taro"
principal = 20_000_000
monthly_payment = 300_000
dissents = true
"#;

/// Nobody has said anything yet.
const NOTHING_KNOWN: &str = r#"
as_of = 2026-11-22
person = [{ id = "taro", role = "debtor", born = 1981-05-04 }]
"#;

/// No home, no debts: nothing to do.
const NOTHING_OWED: &str = r#"
as_of = 2026-11-22
home = []
claim = []
income = []
expense = []
asset = []
person = [{ id = "taro", role = "debtor", born = 1981-05-04 }]
"#;

/// A household with one thing otherwise.
fn but(household: &str, replaced: &str, by: &str) -> String {
    assert!(household.contains(replaced), "{replaced}");
    household.replace(replaced, by)
}

fn households() -> Vec<String> {
    let in_trouble = [
        ("files_too = true", "files_too = false"),
        ("files_too = true", ""),
        ("service_since = 2010-04-01", ""),
        ("files_too = true", "occupation = \"security-guard\""),
        ("management_fee_arrears = 120_000", "management_fee_arrears = 1_300_000"),
        ("on = 2026-11-10, kind = \"subrogation\"", "on = \"2026-11\", kind = \"subrogation\""),
        ("value = { low = 20_000_000, likely = 24_000_000, high = 25_500_000 }", "value = 90_000_000"),
    ];
    let mortgage = r#"[{ rank = 1, kind = "mortgage", on = "both", holder = "lender", claim = "loan" }]"#;
    // 諸費用ローン, secured on the home beside the home loan.
    let with_costs_loan = r#"[
  { rank = 1, kind = "mortgage", on = "both", holder = "lender", claim = "loan" },
  { rank = 1, kind = "mortgage", on = "both", holder = "lender", claim = "card" },
]"#;
    let with_attachment = r#"[
  { rank = 1, kind = "mortgage", on = "both", holder = "lender", claim = "loan" },
  { rank = 2, kind = "attachment", on = "both", claim = "card" },
]"#;
    let in_order = [
        ("dissents = false", "dissents = true"),
        ("dissents = false", ""),
        ("unpaid = []", "unpaid = [{ due = 2026-10-27, principal = 60_000, interest = 22_000 }]"),
        ("unpaid = []", "unpaid = [{ due = 2026-10-27, principal = 900_000, interest = 220_000 }]"),
        ("value = 30_000_000", "value = 12_000_000"),
        ("value = 30_000_000", "value = 8_000_000"),
        ("value = 300_000", "value = 9_000_000"),
        ("principal = 4_000_000", "principal = 200_000"),
        ("principal = 4_000_000", "principal = 0"),
        ("net_monthly = 320_000", "net_monthly = 210_000"),
        (r#"kind = "bank""#, r#"kind = "jhf""#),
        (mortgage, "[]"),
        (r#"court = "osaka""#, r#"court = "mito""#),
        ("大阪府大阪市", "埼玉県白岡市"),
        ("transfer = []", "auction = { applied_on = 2026-11-12 }"),
        ("monthly_payment = 82_000", "monthly_payment = 60_000\nbonus_payment = 0"),
    ];
    [IN_TROUBLE, IN_ORDER, BARRED, NOTHING_KNOWN, NOTHING_OWED]
        .map(str::to_string)
        .into_iter()
        .chain(in_trouble.map(|(replaced, by)| but(IN_TROUBLE, replaced, by)))
        .chain(in_order.map(|(replaced, by)| but(IN_ORDER, replaced, by)))
        .chain([but(
            &but(IN_ORDER, r#"kind = "bank""#, r#"kind = "jhf""#),
            "monthly_payment = 82_000",
            "monthly_payment = 120_000",
        )])
        // Arrears of management fees eat up what a sale brings beyond an auction, and the income is small.
        .chain([but(
            &but(&but(IN_ORDER, "detached", "condominium"), "net_monthly = 320_000", "net_monthly = 160_000"),
            "value = 30_000_000",
            "value = 12_000_000\nmanagement_fee_arrears = 2_500_000",
        )])
        .chain([but(
            &but(
                IN_ORDER,
                r#"kind = "card"
"#,
                r#"kind = "home-costs-loan"
"#,
            ),
            mortgage,
            with_costs_loan,
        )])
        // Tax arrears and the contract take 2,000 more a month than there is, for a year; 300,000 are at hand.
        .chain([format!(
            "{IN_ORDER}\n[[claim]]\nid = \"tax\"\nkind = \"tax\"\ndebtor = \"taro\"\nprincipal = 720_000\n"
        )])
        .chain(
            ["value = 30_000_000", "value = 12_000_000"]
                .map(|value| but(&but(IN_ORDER, mortgage, with_attachment), "value = 30_000_000", value)),
        )
        .chain([but(IN_ORDER, "dissents = false", "events = [{ on = 2026-10-01, kind = \"attachment\" }]")])
        .chain(
            [but(IN_ORDER, "income_regular = true", "income_regular = true\noccupation = \"juggler\"") + SECOND_HOME],
        )
        .chain([
            but(IN_ORDER, "income_regular = true", "income_regular = true\noccupation = \"company-director\"") + WIFE
        ])
        .chain([but(IN_TROUBLE, "security-guard", "company-director") + RENT])
        .chain([aid_is_too_slow(), aid_is_dearer()])
        .chain(
            ["acquired_on = 2012-04-01", "acquisition_cost = 9_000_000\nacquired_on = 2012-04-01"]
                .map(|bought| but(IN_ORDER, "value = 30_000_000", &format!("value = 90_000_000\n{bought}"))),
        )
        .collect()
}

/// Legal aid's 10,000 a month make thirteen months of a plan of 100,000 too short, an attorney paid before it does not.
fn aid_is_too_slow() -> String {
    let household = but(IN_ORDER, "net_monthly = 320_000", "net_monthly = 240_000");
    let household = but(&household, "monthly = 90_000 }", "monthly = 53_000 }");
    let shares = "value = 150_000 }, { kind = \"securities\", owner = \"taro\", value = 6_000_000 }]";
    let household = but(&household, "value = 300_000 }]", shares);
    let household = but(&household, "value = 30_000_000", "value = 15_000_000");
    but(&household, "principal = 4_000_000", "principal = 8_000_000") + &tax(190_000, 10_000)
}

/// Two creditors cost less with an attorney paid directly, but 16,666 a month are too much beside two instalments of tax.
fn aid_is_dearer() -> String {
    let household = but(IN_ORDER, "net_monthly = 320_000", "net_monthly = 240_000");
    let household = but(&household, "value = 300_000", "value = 90_000");
    let (_, card) = household.split_once("[[claim]]\nid = \"card\"").expect("a card");
    let second =
        format!("[[claim]]\nid = \"second\"{}", but(card, "4_000_000", "600_000").replace("Bカード", "Dカード"));
    but(&household, "principal = 4_000_000", "principal = 1_800_000") + &second + &tax(120_000, 60_000)
}

#[test]
fn legal_aid_is_left_and_taken_where_only_the_other_way_is_carried() {
    for (household, key) in
        [(aid_is_too_slow(), "risk.legal-aid-too-slow"), (aid_is_dearer(), "risk.legal-aid-though-dearer")]
    {
        with_plan(&household, |plan, _| {
            let mut variants = plan.routes.iter().flat_map(|route| &route.variants);
            assert!(variants.any(|variant| variant.risks.iter().any(|risk| risk.key == key)), "{key}");
        });
    }
}

fn tax(principal: u64, monthly: u64) -> String {
    format!(
        "\n[[claim]]\nid = \"tax\"\nkind = \"tax\"\ndebtor = \"taro\"\nprincipal = {principal}\nmonthly_payment = {monthly}\n"
    )
}

/// What a tenant pays.
const RENT: &str = r#"
[[income]]
person = "taro"
kind = "rent"
net_monthly = 30_000
"#;

/// A guard who does not file.
const WIFE: &str = r#"
[[person]]
id = "hanako"
role = "spouse"
supported = true
occupation = "security-guard"
"#;

/// A home that is let, with more owed on it than it is worth.
const SECOND_HOME: &str = r#"
[[home]]
id = "let"
kind = "detached"
owners = [{ person = "taro", share = "1/1" }]
main_residence = false
value = 9_000_000
encumbrances = [{ rank = 1, kind = "mortgage", on = "both", holder = "lender", claim = "letting" }]

[[claim]]
id = "letting"
kind = "home-loan"
debtor = "taro"
purpose = "other"
creditor = { name = "C銀行", kind = "bank" }
guarantors = []
principal = 11_000_000
rate = "2"
last_due_on = 2046-03-27
monthly_payment = 58_000
unpaid = []
"#;

/// Evaluates a household; hands over its plan and derivation.
/// By the usual habits, and by the readings that a user may choose instead.
const READINGS: [&[(&str, &str)]; 2] = [&[], &[("pair-loan", "together-only"), ("fee-arrears", "instalments")]];

fn with_plan(text: &str, mut look: impl FnMut(&Plan, &Derivation)) {
    let house = case::read(text.as_bytes(), case::Format::Toml)
        .unwrap_or_else(|problems| panic!("the case has mistakes: {problems:?}\n{text}"));
    for readings in READINGS {
        let mut practice = Practice::default();
        for (name, word) in readings {
            practice.assume(name, word).expect("a reading");
        }
        let mut derivation = Derivation::default();
        let plan = plan::evaluate(&mut Cx::new(&mut derivation), &house, &practice, 60);
        look(&plan, &derivation);
    }
}

fn texts(key: &str) -> Vec<&'static str> {
    Lang::ALL.iter().filter_map(|lang| lookup(key, *lang)).filter(|text| !text.is_empty()).collect()
}

fn places(key: &str) -> BTreeSet<&'static str> {
    let places = |text: &'static str| text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    texts(key).into_iter().flat_map(places).collect()
}

/// What is lacking, gathered over a plan.
#[derive(Default)]
struct Lacks(BTreeSet<String>);

impl Lacks {
    fn key(&mut self, key: &str) {
        if texts(key).len() < Lang::ALL.len() {
            self.0.insert(key.to_string());
        }
    }

    fn message(&mut self, message: &Message) {
        self.key(message.key);
        for place in places(message.key) {
            match message.values.iter().find(|(name, _)| *name == place) {
                None => _ = self.0.insert(format!("{}: no value for {{{place}}}", message.key)),
                // A sentence whose value does not exist reads as nonsense: "closed until none".
                Some((_, Shown::Nothing)) => _ = self.0.insert(format!("{}: {{{place}}} is nothing", message.key)),
                Some((_, value)) => self.shown(value),
            }
        }
    }

    fn shown(&mut self, value: &Shown) {
        if let Shown::Word(word) = value {
            self.key(&format!("word.{word}"));
        }
    }

    fn fact(&mut self, fact: &FactName) {
        let parts = ["fact", fact.list, fact.field].into_iter().filter(|part| !part.is_empty());
        self.key(&parts.collect::<Vec<_>>().join("."));
    }

    fn facts(&mut self, facts: &[FactName]) {
        for fact in facts {
            self.fact(fact);
        }
    }

    fn known<V>(&mut self, name: &str, value: &Known<V>) {
        self.key(&format!("figure.{name}"));
        if let Err(lacking) = value {
            self.facts(&lacking.0);
        }
    }

    fn item(&mut self, item: Item) {
        self.key(&format!("item.{}", item.key()));
    }

    fn plan(&mut self, plan: &Plan) {
        for (name, value) in [
            ("secured", &plan.secured),
            ("income", &plan.income),
            ("living", &plan.living),
            ("overdue", &plan.overdue),
            ("owed", &plan.owed),
        ] {
            self.known(name, value);
        }
        self.known("capacity", &plan.capacity);
        plan.missing.iter().for_each(|missing| self.fact(&missing.fact));
        plan.notes.iter().for_each(|note| self.message(note));
        for referral in &plan.referrals {
            self.key(&format!("referral.{}", referral.id));
            self.message(&referral.reason);
            if let Verdict::Unknown(facts) = &referral.verdict {
                self.facts(facts);
            }
        }
        for route in &plan.routes {
            route.variants.iter().for_each(|variant| self.variant(variant));
        }
    }

    fn variant(&mut self, variant: &Variant) {
        self.key(&format!("outcome.{}", variant.outcome.word()));
        if !variant.name.is_empty() {
            self.key(&format!("variant.{}", variant.name));
        }
        variant.faced.iter().for_each(|faced| self.message(&faced.said));
        for requirement in &variant.requirements {
            self.key(&format!("requirement.{}", requirement.id));
            self.message(&requirement.reason);
            requirement.opened_by.iter().for_each(|opened| self.message(opened));
            if let Verdict::Unknown(facts) = &requirement.verdict {
                self.facts(facts);
            }
        }
        for (name, value) in variant.figures.list() {
            self.known(name, &value);
        }
        for (name, value) in &variant.details {
            self.key(&format!("figure.{name}"));
            self.shown(value);
        }
        for month in &variant.cash_flow {
            month.paid.iter().chain(&month.received).for_each(|(item, _)| self.item(*item));
        }
        variant.deadlines.iter().for_each(|(key, _)| self.key(&format!("deadline.{key}")));
        variant.risks.iter().for_each(|risk| self.message(risk));
        variant.papers.iter().for_each(|paper| self.key(&format!("paper.{paper}")));
        if let Liable::Unknown(facts) = &variant.liable {
            self.facts(facts);
        }
    }

    /// What a derivation names. A habit that the user replaced goes by the name of its parameter.
    fn derivation(&mut self, derivation: &Derivation) {
        for line in derivation.steps.iter().flat_map(|step| &step.lines) {
            if !matches!(line.origin, Origin::Parameter(..)) && !line.name.is_empty() {
                self.key(&format!("label.{}", line.name));
                self.shown(&line.value);
            }
        }
    }

    fn none(self) {
        let list: Vec<String> = self.0.into_iter().collect();
        assert!(list.is_empty(), "the catalogue lacks:\n  {}", list.join("\n  "));
    }
}

#[test]
fn every_word_of_these_households_plans_is_there() {
    let mut lacks = Lacks::default();
    for text in households() {
        with_plan(&text, |plan, derivation| {
            lacks.plan(plan);
            lacks.derivation(derivation);
        });
    }
    lacks.none();
}

/// Sentences that no case file leads to: nobody else's subrogation can be said in one; the order of sale and petition
/// needs amounts of its own, which `worked.rs` has, and paired loans have `pair.rs`; what later ranks and offices compare has
/// `sale.rs`, an income that fell `jhf.rs`.
const NOT_REACHED: &[&str] = &[
    "requirement.not-subrogated.not-met",
    "requirement.not-subrogated.opens",
    "risk.order-of-sale",
    "risk.order-of-sale-opens",
    "risk.order-of-sale-closes",
    "requirement.later-consent-test.left",
    "risk.tax-attachment-useless",
    "risk.gain-taxable",
    "risk.jhf-grace",
    "risk.other-files-too",
    "risk.pair-guarantee",
    "risk.pair-guarantee-cap",
    "risk.pair-guarantee-vote",
    "risk.pair-guarantee-waits",
];

/// So the test above sees every sentence with the values that the planner gives it.
#[test]
fn the_households_reach_every_sentence_about_a_verdict() {
    let mut said: BTreeSet<&str> = NOT_REACHED.iter().copied().collect();
    for text in households() {
        with_plan(&text, |plan, _| {
            for variant in plan.routes.iter().flat_map(|route| &route.variants) {
                let requirements = variant.requirements.iter();
                said.extend(
                    requirements.flat_map(|it| [Some(&it.reason), it.opened_by.as_ref()]).flatten().map(|it| it.key),
                );
                said.extend(variant.risks.iter().map(|risk| risk.key));
            }
        });
    }
    let about_a_verdict = |key: &str| match key.split_once('.') {
        Some(("requirement", rest)) => rest.contains('.'),
        Some((kind, _)) => kind == "risk",
        None => false,
    };
    let missing: Vec<&str> = catalogue::keys().filter(|key| about_a_verdict(key) && !said.contains(key)).collect();
    assert!(missing.is_empty(), "no household leads to {missing:?}");
}

#[test]
fn every_member_of_the_closed_lists_has_its_word() {
    fn words<W: Word>(prefix: &str, lacks: &mut Lacks) {
        for member in W::ALL {
            lacks.key(&format!("{prefix}.{}", member.word()));
        }
    }
    let mut lacks = Lacks::default();
    for list in [
        words::<Whose>,
        words::<case::AssetKind>,
        words::<case::ClaimKind>,
        words::<case::Component>,
        words::<case::Court>,
        words::<case::CreditLifeClaim>,
        words::<case::CreditorKind>,
        words::<case::EncumbranceKind>,
        words::<case::EventKind>,
        words::<case::ExpenseKind>,
        words::<case::GuarantorKind>,
        words::<case::Holder>,
        words::<case::HomeKind>,
        words::<case::IncomeKind>,
        words::<case::KeepHome>,
        words::<case::Lies>,
        words::<case::PastKind>,
        words::<case::Purpose>,
        words::<case::RefusalGround>,
        words::<case::Role>,
        words::<case::TransferKind>,
    ] {
        list("word", &mut lacks);
    }
    words::<case::ExpenseKind>("label", &mut lacks);
    words::<case::AssetKind>("label", &mut lacks);
    words::<Record>("record", &mut lacks);
    for outcome in [Outcome::Open, Outcome::Unknown, Outcome::Closed] {
        lacks.key(&format!("outcome.{}", outcome.word()));
    }
    for liable in ["nobody", "not-called", "called-on", "unknown"] {
        lacks.key(&format!("liable.{liable}"));
    }
    lacks.key("variant.unwinding");
    lacks.none();
}

/// Names of choices, and short ones that fit a column of a table.
#[test]
fn every_choice_has_a_name_and_a_short_one() {
    const MOST_COLUMNS: usize = 16;
    let homes = HomeChoice::ALL.iter().map(|choice| format!("home-choice.{}", choice.word()));
    let debts = DebtChoice::ALL.iter().map(|choice| format!("debt-choice.{}", choice.word()));
    let mut lacks = Lacks::default();
    for key in homes.chain(debts) {
        let short = format!("{key}.short");
        lacks.key(&key);
        lacks.key(&format!("when.{}", key.replace("-choice", "")));
        lacks.key(&short);
        assert!(texts(&short).into_iter().all(|text| columns(text) <= MOST_COLUMNS), "{short} is too long");
    }
    lacks.none();
}

/// A call of one of the macros that name a sentence.
struct Call {
    id: String,
    names: BTreeSet<String>,
}

/// The calls in the planner's sources: what no household above reaches is looked at too.
fn calls(opening: &str) -> Vec<Call> {
    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { files(&path, found) } else { found.push(path) }
        }
    }
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut paths);
    let mut found = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(path).expect("a source is UTF-8");
        for rest in text.split(opening).skip(1) {
            // A leading trace says who reads the values.
            let arguments = arguments(rest.trim_start().trim_start_matches("T;"));
            let Some(id) = arguments.first().and_then(|first| first.strip_prefix('"')?.strip_suffix('"')) else {
                continue;
            };
            let names = arguments[1..].iter().filter_map(|argument| argument.split_once(" = "));
            let names = names.map(|(name, _)| name.to_string()).collect();
            found.push(Call { id: id.to_string(), names });
        }
    }
    assert!(found.len() > 10, "{opening} was not found");
    found
}

/// The arguments of a call, from its opening bracket on.
fn arguments(text: &str) -> Vec<String> {
    let mut arguments = vec![String::new()];
    let mut depth = 0;
    for character in text.chars() {
        match character {
            ')' | ']' | '}' if depth == 0 => break,
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(String::new());
                continue;
            }
            _ => {}
        }
        arguments.last_mut().expect("there is always one").push(character);
    }
    arguments.iter().map(|argument| argument.trim().to_string()).collect()
}

#[test]
fn every_sentence_in_the_sources_is_there_and_has_its_values() {
    let mut lacks = Lacks::default();
    let mut check = |key: &str, call: &Call| {
        lacks.key(key);
        for place in places(key).into_iter().filter(|place| !call.names.contains(*place)) {
            lacks.0.insert(format!("{key}: no value for {{{place}}}"));
        }
    };
    for call in calls("message!(") {
        check(&call.id, &call);
    }
    let requirements = calls("requirement!(");
    for call in &requirements {
        let key = format!("requirement.{}", call.id);
        check(&key, call);
        let said: Vec<String> =
            [".met", ".not-met", ".left"].map(|verdict| format!("{key}{verdict}")).into_iter().collect();
        assert!(said.iter().any(|key| !texts(key).is_empty()), "{key} says nothing");
        said.iter().filter(|key| !texts(key).is_empty()).for_each(|key| check(key, call));
        // What is closed says what would open it.
        if !texts(&format!("{key}.not-met")).is_empty() {
            check(&format!("{key}.opens"), call);
        }
    }
    lacks.none();
    for key in catalogue::keys().filter_map(|key| key.strip_prefix("requirement.")) {
        let id = key.split('.').next().unwrap_or(key);
        let general = ["unknown", "terms-open", "not-computed"].contains(&id);
        assert!(general || requirements.iter().any(|call| call.id == id), "nobody says requirement.{key}");
    }
}
