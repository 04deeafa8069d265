//! What can be changed, how far, and how it is written.

use case::Household;
use catalogue::{Lang, text};
use law::money::MAX_YEN;
use law::params::civil_rehabilitation::{PLAN_YEARS, PLAN_YEARS_AT_MOST};
use law::words::Word;
use law::{Date, Yen};
use plan::{Plan, Practice};

use crate::parts::money::{self, Unit};

law::word_list! {
    /// What can be changed.
    pub(crate) enum Knob {
        /// The market value of the home.
        HomeValue = "home-value",
        /// The price of a voluntary sale.
        SalePrice = "sale-price",
        /// Income in hand per month, bonuses spread over the year.
        Income = "income",
        /// Rent after moving out.
        Rent = "rent",
        /// Years of a court's plan.
        CourtYears = "court-years",
        /// Years of instalments under an arrangement or a conciliation.
        PlanYears = "plan-years",
        /// Years by which a lender stretches the loan.
        Extension = "extension",
        /// What relatives could give once.
        LumpSum = "lump-sum",
    }
}

/// In what a knob is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    /// An amount, in 万円.
    Man,
    /// An amount per month, in yen.
    Yen,
    /// Years.
    Years,
}

/// Why a box could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slip {
    /// It is no amount.
    Amount,
    /// It is no number of years, or too many.
    Years,
}

/// The ends and the step of a slider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) least: u64,
    pub(crate) most: u64,
    pub(crate) step: u64,
}

const MAN: u64 = 10_000;
const MONTHS_OF_A_YEAR: u64 = 12;

impl Knob {
    /// In what it is counted.
    pub(crate) const fn measure(self) -> Measure {
        match self {
            Knob::HomeValue | Knob::SalePrice | Knob::LumpSum => Measure::Man,
            Knob::Income | Knob::Rent => Measure::Yen,
            Knob::CourtYears | Knob::PlanYears | Knob::Extension => Measure::Years,
        }
    }

    /// What the case says, or the habit of practice; `None` when it is not known.
    pub(crate) fn base(self, house: &Household, plan: &Plan) -> Option<u64> {
        let practice = Practice::default();
        let as_of = house.as_of;
        match self {
            Knob::HomeValue => Some(value(house)?.0),
            Knob::SalePrice => Some(practice.sale_share.value(as_of).ok()?.of_floor(value(house)?).0),
            Knob::Income => Some(plan.income.as_ref().ok()?.0),
            Knob::Rent => Some(house.wishes.rent_if_moved?.likely.0),
            // Three years or five, whichever a route's budget bears: unlike in each.
            Knob::CourtYears => None,
            Knob::PlanYears => Some(u64::from(practice.arrangement_months.value(as_of).ok()?) / MONTHS_OF_A_YEAR),
            Knob::Extension => Some(u64::from(practice.reschedule_years.value(as_of).ok()?)),
            Knob::LumpSum => Some(house.wishes.lump_sum_available?.likely.0),
        }
    }

    /// May the engine be asked with this value? The day is that of the petition.
    pub(crate) fn allows(self, value: u64, on: Date) -> bool {
        match self.measure() {
            Measure::Man | Measure::Yen => value <= MAX_YEN.0,
            Measure::Years => {
                let range = self.range(None, on);
                (range.least..=range.most).contains(&value)
            }
        }
    }

    /// How far the slider goes: amounts up to twice what the case says, a court's plan as far as the law of the day.
    pub(crate) fn range(self, base: Option<u64>, on: Date) -> Range {
        let up_to = |usual: u64, step: u64| {
            let most = base.map_or(usual, |base| base.saturating_mul(2)).max(usual / 4);
            Range { least: 0, most: most.div_ceil(step).saturating_mul(step), step }
        };
        match self {
            Knob::HomeValue | Knob::SalePrice => up_to(5_000 * MAN, 10 * MAN),
            Knob::LumpSum => up_to(300 * MAN, 5 * MAN),
            Knob::Income => up_to(600_000, 5_000),
            Knob::Rent => up_to(200_000, 1_000),
            Knob::CourtYears => {
                let [least, most] = [&PLAN_YEARS, &PLAN_YEARS_AT_MOST]
                    .map(|years| years.on(on).map_or(0, |dated| u64::from(dated.value)));
                Range { least, most, step: 1 }
            }
            Knob::PlanYears => Range { least: 1, most: 10, step: 1 },
            Knob::Extension => Range { least: 0, most: 35, step: 1 },
        }
    }

    /// What stands before and behind the number in a box, and what one of it is worth.
    pub(crate) fn unit(self, lang: Lang) -> (&'static str, &'static str, u64) {
        match (self.measure(), lang) {
            (Measure::Man, Lang::Ja | Lang::Easy) => ("", "万円", MAN),
            (Measure::Yen, Lang::Ja | Lang::Easy) => ("", "円", 1),
            (Measure::Man | Measure::Yen, Lang::En) => ("¥", "", 1),
            (Measure::Years, _) => ("", text("whatif.years", lang), 1),
        }
    }

    /// A value as the box shows it, and as it is read back.
    pub(crate) fn written(self, value: u64, lang: Lang) -> String {
        match self.measure() {
            Measure::Man => money::in_man(Yen(value), lang),
            Measure::Yen => catalogue::shown(&law::trace::Shown::Yen(Yen(value)), lang),
            Measure::Years => format!("{value}{}", text("whatif.years", lang)),
        }
    }

    /// Reads a box; the day is that of the petition.
    pub(crate) fn read(self, written: &str, on: Date) -> Result<u64, Slip> {
        let found = match self.measure() {
            Measure::Man => money::read(written, Unit::Man).map(|yen| yen.0).map_err(|_| Slip::Amount)?,
            Measure::Yen => money::read(written, Unit::Yen).map(|yen| yen.0).map_err(|_| Slip::Amount)?,
            Measure::Years => {
                let digits: String = written.chars().map(money::narrow).take_while(char::is_ascii_digit).collect();
                digits.parse().map_err(|_| Slip::Years)?
            }
        };
        let slip = if self.measure() == Measure::Years { Slip::Years } else { Slip::Amount };
        if self.allows(found, on) { Ok(found) } else { Err(slip) }
    }

    /// The key of its name in the catalogue.
    pub(crate) fn name(self, lang: Lang) -> &'static str {
        catalogue::lookup(&format!("whatif.knob.{}", self.word()), lang).unwrap_or_default()
    }
}

/// The home that the routes are about, by its place, as the planner chooses it: where the debtor mainly lives, else the
/// first.
pub(super) fn main_home(house: &Household) -> Option<usize> {
    let homes = house.homes.as_ref().filter(|homes| !homes.is_empty())?;
    Some(homes.iter().position(|home| home.main_residence == Some(true)).unwrap_or(0))
}

fn value(house: &Household) -> Option<Yen> {
    Some(house.homes.as_ref()?.get(main_home(house)?)?.value?.likely)
}
