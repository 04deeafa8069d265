//! `small-scale`: 小規模個人再生 – the creditors vote.

use law::{Cx, Trace};

use crate::debt::{Beside, DebtOutcome};
use crate::debt::rehabilitation::{self, Kind};
use crate::home::HomeChoice;
use crate::situation::Situation;

/// Open within the cap, with a prospect of income; it depends on the vote and the court.
pub(super) fn evaluate<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    _choice: HomeChoice,
    beside: &Beside<'_, '_>,
) -> DebtOutcome {
    rehabilitation::evaluate(cx, s, beside, Kind::SmallScale)
}
