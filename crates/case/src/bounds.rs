//! What tells a slip of the keyboard from a fact.
//!
//! The bounds here are no law, and lie far from every real figure.

use law::calendar::date;
use law::{Date, Rate, Yen};

use crate::file::PERCENT;
use crate::household::ClaimKind;

/// A positive amount below this is 10,000 yen written as one (万円).
pub type Least = Yen;

/// No bound: some amounts may be a few yen.
pub const ANY: Least = Yen(0);
/// For salaries, rents and instalments.
pub const LEAST_MONTHLY: Least = Yen(1_000);
/// For homes and home loans: below 10,000 yen nobody owns or owes, up to 9,999万円 they do.
pub const LEAST_HOME: Least = Yen(10_000);
/// For money lent, and for what a retirement allowance or a year of work brings.
pub const LEAST_LENT: Least = Yen(1_000);

/// Since the reform of 18 June 2010 no new loan may cost more than 20 %, and late charges stay below 29.2 %.
pub const REFORM: Date = date(2010, 6, 18);
/// The most that a new loan may cost.
pub const MOST_RATE: Rate = Rate::from_units(20 * PERCENT);
/// The most that late charges may cost.
pub const MOST_LATE_RATE: Rate = Rate::from_units(292 * PERCENT / 10);
/// The most that older contracts asked for.
pub const MOST_OLD_RATE: Rate = Rate::from_units(110 * PERCENT);
/// Home loans never cost less; a smaller figure is a fraction written for a percentage, 0.01475 for 1.475 %.
pub const LEAST_HOME_LOAN_RATE: Rate = Rate::from_units(PERCENT / 10);

/// Petitions do not lie further from the picture than this, in years.
pub const PETITION_YEARS: (i16, i16) = (3, 5);
/// Loans do not run longer than this from the day of the picture, in years.
pub const LOAN_YEARS: i16 = 60;
/// Case files were not written before.
pub const FIRST_AS_OF: i16 = 2000;

/// What a claim of this kind has at least, if it has anything.
pub const fn least_principal(kind: ClaimKind) -> Least {
    match kind {
        ClaimKind::HomeLoan => LEAST_HOME,
        ClaimKind::HomeImprovementLoan
        | ClaimKind::HomeCostsLoan
        | ClaimKind::CarLoan
        | ClaimKind::Card
        | ClaimKind::CardLoan
        | ClaimKind::ConsumerLoan
        | ClaimKind::StudentLoan
        | ClaimKind::BusinessLoan => LEAST_LENT,
        _ => ANY,
    }
}
