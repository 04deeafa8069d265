//! `salaried`: 給与所得者等再生 – no vote, but two years of disposable income must be paid.

use law::{Cx, Trace};

use crate::debt::{Beside, DebtOutcome};
use crate::debt::rehabilitation::{self, Kind};
use crate::home::HomeChoice;
use crate::situation::Situation;

/// Open within the cap, with a salary that swings little, outside the seven years; it depends on the court.
pub(super) fn evaluate<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    _choice: HomeChoice,
    beside: &Beside<'_, '_>,
) -> DebtOutcome {
    rehabilitation::evaluate(cx, s, beside, Kind::Salaried)
}
