//! Small households for tests: a case file with what a test is about, and everything else known and unremarkable.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::fmt::Write;

use case::Household;
use law::trace::{Cx, NoTrace, Shown};
use law::verdict::{Requirement, Verdict};
use law::{Date, Yen};
use plan::{Plan, Practice, Route, Variant};

/// A household that earns enough for anything, with a home, a home loan without arrears, and other debts.
#[derive(Clone, Debug)]
pub struct Family {
    /// Court profile.
    pub court: &'static str,
    /// Net income per month.
    pub income: u64,
    /// Market value of the home; none without a home.
    pub home: Option<u64>,
    /// Further keys of the home.
    pub home_more: String,
    /// Principal of the home loan; none without one.
    pub loan: Option<u64>,
    /// Further keys of the home loan, its overdue instalments among them.
    pub loan_more: String,
    /// Further burdens in the register, each a TOML table.
    pub burdens: String,
    /// Unsecured debts.
    pub debts: Vec<u64>,
    /// Further keys of the debtor.
    pub debtor_more: String,
    /// Whole tables that follow.
    pub more: String,
    /// Keys at the top.
    pub top: String,
}

/// See [`Family`].
pub fn family() -> Family {
    Family {
        court: "standard",
        income: 900_000,
        home: Some(25_000_000),
        home_more: String::new(),
        loan: Some(20_000_000),
        loan_more: "unpaid = []\nevents = []".to_string(),
        burdens: String::new(),
        debts: Vec::new(),
        debtor_more: "income_regular = true\nsmall_fluctuation = true\npast = []\nrefusal_grounds = []".to_string(),
        more: "asset = []\n".to_string(),
        top: String::new(),
    }
}

impl Family {
    /// The case file.
    pub fn text(&self) -> String {
        let mut text =
            format!("as_of = 2026-11-22\ncourt = \"{}\"\nlives_in = \"東京都八王子市\"\n{}\n", self.court, self.top);
        if self.more.starts_with("asset = []") {
            text.push_str("asset = []\n");
        }
        if self.home.is_none() {
            text.push_str("home = []\n");
        }
        if self.loan.is_none() && self.debts.is_empty() && !self.more.contains("[[claim]]") {
            text.push_str("claim = []\n");
        }
        let _ = write!(
            text,
            "wishes = {{ rent_if_moved = 80_000, lump_sum_available = 0 }}\n\
             expense = [{{ kind = \"food\", monthly = 100_000 }}]\n\
             [[person]]\nid = \"taro\"\nrole = \"debtor\"\nborn = 1981-05-04\n{}\n\
             [[person]]\nid = \"hanako\"\nrole = \"spouse\"\nborn = 1983-11-20\nsupported = true\n\
             [[income]]\nperson = \"taro\"\nkind = \"salary\"\nnet_monthly = {}\n\
             last_two_years = [\n\
             {{ gross = 5_000_000, income_tax = 100_000, resident_tax = 200_000, social_insurance = 700_000 }},\n\
             {{ gross = 5_000_000, income_tax = 100_000, resident_tax = 200_000, social_insurance = 700_000 }},\n]\n",
            self.debtor_more, self.income
        );
        if let Some(value) = self.home {
            let own = if self.loan.is_some() {
                "{ rank = 1, kind = \"mortgage\", holder = \"lender\", claim = \"home-loan\", registered_on = 2021-04-01 },"
            } else {
                ""
            };
            let owners = if self.home_more.contains("owners") {
                ""
            } else {
                "owners = [{ person = \"taro\", share = \"1/1\" }]"
            };
            let kind = if self.home_more.contains("kind") { "" } else { "kind = \"detached\"" };
            let _ = write!(
                text,
                "[[home]]\nid = \"home\"\n{kind}\nmain_residence = true\nown_use_floor_share = \"1/1\"\nvalue = {value}\n\
                 {owners}\n{}\nencumbrances = [\n{own}\n{}\n]\n",
                self.home_more, self.burdens
            );
        }
        if let Some(principal) = self.loan {
            let creditor =
                if self.loan_more.contains("creditor") { "" } else { "creditor = { name = \"A\", kind = \"bank\" }" };
            let bonus = if self.loan_more.contains("bonus_payment") { "" } else { "bonus_payment = 0" };
            let _ = write!(
                text,
                "[[claim]]\nid = \"home-loan\"\nkind = \"home-loan\"\ndebtor = \"taro\"\nguarantors = []\n\
                 purpose = \"purchase\"\n{creditor}\nprincipal = {principal}\nrate = \"1.2\"\nlate_rate = \"14.6\"\n\
                 last_due_on = 2046-03-27\nmonthly_payment = 90_000\n{bonus}\n{}\n",
                self.loan_more
            );
        }
        for (place, debt) in self.debts.iter().enumerate() {
            let _ = write!(
                text,
                "[[claim]]\nid = \"debt-{place}\"\nkind = \"card-loan\"\ndebtor = \"taro\"\nguarantors = []\n\
                 creditor = {{ name = \"B{place}\", kind = \"bank\" }}\nprincipal = {debt}\nunpaid = []\n\
                 monthly_payment = 20_000\nlast_due_on = 2040-03-27\n"
            );
        }
        text.push_str(self.more.trim_start_matches("asset = []\n"));
        text
    }

    /// The household.
    pub fn read(&self) -> Household {
        let text = self.text();
        case::read(text.as_bytes(), case::Format::Toml).unwrap_or_else(|problems| panic!("{text}\n{problems:#?}"))
    }

    /// Its plan with these assumptions.
    pub fn plan_with(&self, assumptions: &[(&str, &str)]) -> Plan {
        let mut practice = Practice::default();
        for (name, value) in assumptions {
            practice.assume(name, value).unwrap_or_else(|error| panic!("{name}={value}: {error:?}"));
        }
        plan::evaluate(&mut Cx::new(&mut NoTrace), &self.read(), &practice, 0)
    }

    /// Its plan.
    pub fn plan(&self) -> Plan {
        self.plan_with(&[])
    }
}

/// An asset of the debtor.
pub fn asset(kind: &str, value: u64) -> String {
    format!("[[asset]]\nkind = \"{kind}\"\nowner = \"taro\"\nvalue = {value}\n")
}

/// The route with this id.
pub fn route<'p>(plan: &'p Plan, id: &str) -> &'p Route {
    plan.routes.iter().find(|route| route.id() == id).unwrap_or_else(|| panic!("no route {id}"))
}

/// The variant with this id, or the shown one of a route.
pub fn variant<'p>(plan: &'p Plan, id: &str) -> &'p Variant {
    match id.split_once('/') {
        None => route(plan, id).shown(),
        Some((id, name)) => route(plan, id).named(name).unwrap_or_else(|| panic!("no variant {name} of {id}")),
    }
}

/// A detail of a variant.
pub fn detail<'v>(variant: &'v Variant, name: &str) -> Option<&'v Shown> {
    variant.details.iter().find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// A detail that is an amount.
pub fn yen(plan: &Plan, id: &str, name: &str) -> u64 {
    match detail(variant(plan, id), name) {
        Some(Shown::Yen(Yen(amount))) => *amount,
        other => panic!("{id}.{name} is {other:?}"),
    }
}

/// A detail that is a count.
pub fn count(plan: &Plan, id: &str, name: &str) -> u64 {
    match detail(variant(plan, id), name) {
        Some(Shown::Count(count)) => *count,
        other => panic!("{id}.{name} is {other:?}"),
    }
}

/// A detail that is a day.
pub fn day(plan: &Plan, id: &str, name: &str) -> Date {
    match detail(variant(plan, id), name) {
        Some(Shown::Date(day)) => *day,
        other => panic!("{id}.{name} is {other:?}"),
    }
}

/// A requirement of a variant.
pub fn requirement<'p>(plan: &'p Plan, id: &str, name: &str) -> Option<&'p Requirement> {
    variant(plan, id).requirements.iter().find(|requirement| requirement.id == name)
}

/// The verdict on a requirement of a variant.
pub fn verdict(plan: &Plan, id: &str, name: &str) -> Verdict {
    requirement(plan, id, name).unwrap_or_else(|| panic!("{id} does not ask for {name}")).verdict.clone()
}
