//! A household worked out with everything that explains it, as the pages show it.

use case::Household;
use law::Cx;
use law::params::{Checked, Mark};
use law::trace::Derivation;
use plan::{Plan, Practice};
use report::Report;

/// A household with its plan and derivation.
#[derive(Debug)]
pub(crate) struct Worked<'h> {
    house: &'h Household,
    plan: Plan,
    derivation: Derivation,
    standings: Vec<(Mark, Checked)>,
}

impl<'h> Worked<'h> {
    /// Works out every route, with its cash flow and its derivation.
    pub(crate) fn out(house: &'h Household) -> Worked<'h> {
        let mut derivation = Derivation::default();
        let months = house.wishes.horizon_months;
        let plan = plan::evaluate(&mut Cx::new(&mut derivation), house, &Practice::default(), months);
        let standings = derivation.standings();
        Worked { house, plan, derivation, standings }
    }

    /// The report that the pages read.
    pub(crate) fn report(&self) -> Report<'_> {
        Report { house: self.house, plan: &self.plan, derivation: &self.derivation, standings: &self.standings }
    }
}
