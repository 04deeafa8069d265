//! What tells a slip of the keyboard from a fact.
//!
//! The bounds are no law, and lie far from every real figure; they stand in `parameters/plausibility.toml`.

use law::params::{Parameter, plausibility};
use law::{Date, Yen};

use crate::household::ClaimKind;

/// A positive amount below the bound of its kind is 10,000 yen written as one (万円).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Least {
    /// No bound: some amounts may be a few yen.
    Any,
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
            _ => Least::Any,
        }
    }

    /// What the instalments of a claim have at least, by what its principal has.
    #[must_use]
    pub fn of_instalments(self) -> Least {
        if self == Least::Any { self } else { Least::Monthly }
    }

    /// The bound on a day; nothing is below [`Least::Any`].
    pub fn on(self, day: Option<Date>) -> Yen {
        match self {
            Least::Any => Yen::ZERO,
            Least::Monthly => bound(&plausibility::LEAST_MONTHLY, day),
            Least::Home => bound(&plausibility::LEAST_HOME, day),
            Least::Lent => bound(&plausibility::LEAST_LENT, day),
        }
    }
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
