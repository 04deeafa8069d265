//! What tells a slip of the keyboard from a fact.
//!
//! The bounds are no law, and lie far from every real figure; they stand in `parameters/plausibility.toml`.

use law::params::{Parameter, plausibility};
use law::{Date, Rate, Yen};

use crate::household::{AssetKind, ClaimKind, IncomeKind};

/// A positive amount below the bound of its kind is 10,000 yen written as one (万円).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Least {
    /// No bound: some amounts may be a few yen.
    Any,
    /// For rows of a budget, pensions, taxes and other debts.
    Row,
    /// For salaries, rents and instalments.
    Monthly,
    /// For homes and home loans: below 10,000 yen nobody owns or owes, up to 9,999万円 they do.
    Home,
    /// For money lent, and for what a retirement allowance or a year of work brings.
    Lent,
}

impl Least {
    /// What a claim of this kind has at least, if it has anything.
    pub const fn of_principal(kind: ClaimKind) -> Least {
        match kind {
            ClaimKind::HomeLoan => Least::Home,
            ClaimKind::HomeImprovementLoan
            | ClaimKind::HomeCostsLoan
            | ClaimKind::CarLoan
            | ClaimKind::Card
            | ClaimKind::CardLoan
            | ClaimKind::ConsumerLoan
            | ClaimKind::StudentLoan
            | ClaimKind::BusinessLoan => Least::Lent,
            _ => Least::Row,
        }
    }

    /// What the instalments of a claim have at least, by what its principal has.
    #[must_use]
    pub const fn of_instalments(self) -> Least {
        match self {
            Least::Any | Least::Row => self,
            _ => Least::Monthly,
        }
    }

    /// What income of this kind brings in a month at least: pensions and benefits may be small, nobody works for that.
    pub const fn of_income(kind: IncomeKind) -> Least {
        match kind {
            IncomeKind::Salary | IncomeKind::Business | IncomeKind::Rent => Least::Monthly,
            IncomeKind::Pension | IncomeKind::Benefit | IncomeKind::Other => Least::Row,
        }
    }

    /// What property of this kind is worth at least, if it is worth anything: a few yen may lie in an account.
    pub const fn of_asset(kind: AssetKind) -> Least {
        match kind {
            AssetKind::RetirementAllowance => Least::Lent,
            AssetKind::Cash | AssetKind::Deposit | AssetKind::TimeDeposit | AssetKind::HouseholdGoods => Least::Any,
            _ => Least::Row,
        }
    }

    /// The bound on a day; nothing is below [`Least::Any`].
    pub fn on(self, day: Option<Date>) -> Yen {
        match self {
            Least::Any => Yen::ZERO,
            Least::Row => bound(&plausibility::LEAST_ROW, day),
            Least::Monthly => bound(&plausibility::LEAST_MONTHLY, day),
            Least::Home => bound(&plausibility::LEAST_HOME, day),
            Least::Lent => bound(&plausibility::LEAST_LENT, day),
        }
    }
}

/// Between which rates a contract of this kind lies, zero left out: below them a fraction was written for a percentage.
pub fn contract_rates(kind: Option<ClaimKind>, on: Option<Date>) -> (Rate, Rate) {
    let least = match kind {
        Some(ClaimKind::HomeLoan) => bound(&plausibility::LEAST_HOME_LOAN_RATE, on),
        Some(ClaimKind::Card | ClaimKind::CardLoan | ClaimKind::ConsumerLoan | ClaimKind::Shopping) => {
            bound(&plausibility::LEAST_OTHER_RATE, on)
        }
        // A student loan or a car loan may cost next to nothing.
        _ => Rate::ZERO,
    };
    (least, bound(&plausibility::MOST_RATE, on))
}

/// The same of late charges, and of what is agreed for a guarantor's payment.
pub fn late_rates(on: Option<Date>) -> (Rate, Rate) {
    (bound(&plausibility::LEAST_OTHER_RATE, on), bound(&plausibility::MOST_LATE_RATE, on))
}

/// The bound that holds on a day; the newest where no day is known.
pub fn bound<V: Copy>(parameter: &'static Parameter<V>, on: Option<Date>) -> V {
    let newest = parameter.values[parameter.values.len() - 1].value;
    on.and_then(|day| parameter.on(day).ok()).map_or(newest, |dated| dated.value)
}

/// A bound in years.
pub fn years(parameter: &'static Parameter<u32>, on: Option<Date>) -> i16 {
    i16::try_from(bound(parameter, on)).unwrap_or(i16::MAX)
}
