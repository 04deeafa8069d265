//! 給与所得者等再生: whom an earlier relief bars (民事再生法239条5項2号, and its mirror in 破産法252条1項10号).

use crate::acts::civil_code::period::{Unit, last_day};
use crate::params::{Mark, bankruptcy, civil_rehabilitation as figures};
use crate::provision::{BANKRUPTCY, CIVIL_REHABILITATION, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce};

crate::word_list! {
    /// An earlier relief.
    pub enum PastKind {
        /// 免責許可の決定: counted from the day it became final.
        Discharge = "discharge",
        /// A small-scale plan that was carried out: bars nothing.
        SmallScalePlan = "small-scale-plan",
        /// A plan for salaried workers that was carried out: counted from the day its confirmation became final.
        SalariedPlan = "salaried-plan",
        /// ハードシップ免責: counted from the day the confirmation of that plan became final.
        HardshipDischarge = "hardship-discharge",
    }
}

/// What earlier reliefs bar on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SevenYearBar {
    /// Rehabilitation for salaried workers is barred; small-scale rehabilitation never is.
    pub salaried_barred: bool,
    /// It is a ground for refusal of discharge in bankruptcy; the court may still grant one (破産法252条2項).
    pub discharge_refusal_ground: bool,
    /// The last day of the bar; `None` when nothing bars.
    pub barred_until: Option<Date>,
}

impl Show for SevenYearBar {
    fn show(&self) -> Shown {
        self.barred_until.show()
    }
}

/// The rule of [`seven_year_bar`].
pub static SEVEN_YEAR_BAR: Rule = Rule {
    id: "civil-rehabilitation.seven-year-bar",
    ja: "7年の再申立て制限",
    en: "bar of seven years",
    provisions: &[
        Provision::new(CIVIL_REHABILITATION, "239/5/2"),
        Provision::new(CIVIL_REHABILITATION, "241/2/6"),
        Provision::new(BANKRUPTCY, "252/1/10"),
    ],
    mark: Mark::Law,
    parameters: &[&figures::BAR_YEARS, &bankruptcy::REPEAT_BAR],
};

/// What reliefs of the past bar when a petition is filed.
///
/// 7年の制限。民事再生法239条5項2号 bars rehabilitation for salaried workers, 破産法252条1項10号 makes a ground for refusal of
/// discharge. Both lists are the same, and small-scale rehabilitation is in neither: it stays open. `on` is the day that
/// decides the law, the day of the petition as a rule; `past` holds each relief with the day from which its years run. `None` when the end lies beyond the year 9999.
///
/// ```
/// use law::acts::civil_rehabilitation::salaried::{PastKind, seven_year_bar};
/// use law::{calendar::date, trace::{Cx, NoTrace}};
/// let past = [(PastKind::Discharge, date(2019, 11, 22))];
/// let petition_on = date(2026, 11, 22);
/// let bar = seven_year_bar(&mut Cx::new(&mut NoTrace), petition_on, petition_on, &past)?.unwrap();
/// assert_eq!((bar.salaried_barred, bar.barred_until), (true, Some(date(2026, 11, 22))));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "再度の申立ての制限")]
pub fn seven_year_bar<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    petition_on: Date,
    past: &[(PastKind, Date)],
) -> Result<Option<SevenYearBar>, NotInForce> {
    cx.rule(&SEVEN_YEAR_BAR, |cx| {
        cx.given("petition_on", &petition_on);
        let years = cx.param(&figures::BAR_YEARS, on)?;
        let refusal_years = cx.param(&bankruptcy::REPEAT_BAR, on)?;
        let mut ends = Some((None, None));
        for &(kind, from) in past {
            cx.given("relief", &kind);
            cx.given("relief-final-on", &from);
            if kind == PastKind::SmallScalePlan {
                continue;
            }
            let end = last_day(cx, from, years, Unit::Year, false);
            let refusal_end = last_day(cx, from, refusal_years, Unit::Year, false);
            ends = ends.zip(end.zip(refusal_end)).map(|((latest, latest_refusal), (end, refusal_end))| {
                (latest.max(Some(end)), latest_refusal.max(Some(refusal_end)))
            });
        }
        Ok(ends.map(|(end, refusal_end)| {
            let running = |end: Option<Date>| end.filter(|end| petition_on <= *end);
            SevenYearBar {
                salaried_barred: running(end).is_some(),
                discharge_refusal_ground: running(refusal_end).is_some(),
                barred_until: running(end),
            }
        }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    fn check(petition_on: Date, past: &[(PastKind, Date)], barred_until: Option<Date>) {
        let bar = seven_year_bar(&mut Cx::new(&mut NoTrace), petition_on, petition_on, past).unwrap().unwrap();
        let barred = barred_until.is_some();
        let expect = SevenYearBar { salaried_barred: barred, discharge_refusal_ground: barred, barred_until };
        assert_eq!(bar, expect, "{petition_on} {past:?}");
    }

    #[test]
    fn the_last_day_of_the_bar_and_the_first_free_one() {
        let past = [(PastKind::Discharge, date(2019, 11, 22))];
        check(date(2026, 11, 22), &past, Some(date(2026, 11, 22)));
        check(date(2026, 11, 23), &past, None);
        check(date(2026, 11, 22), &[], None);
        // The latest relief decides, whatever the order.
        let two = [(PastKind::HardshipDischarge, date(2021, 3, 1)), (PastKind::SalariedPlan, date(2018, 3, 1))];
        check(date(2026, 11, 22), &two, Some(date(2028, 3, 1)));
        // Counting starts on 1 March (民法140条), so the period ends with February.
        check(date(2027, 2, 28), &[(PastKind::Discharge, date(2020, 2, 29))], Some(date(2027, 2, 28)));
    }

    /// Popular error: 「免責後7年は個人再生不可」. The bar hits rehabilitation for salaried workers only, and a small-scale
    /// plan that was carried out bars nothing.
    #[test]
    fn a_small_scale_plan_bars_nothing() {
        check(date(2026, 11, 22), &[(PastKind::SmallScalePlan, date(2026, 1, 1))], None);
    }

    #[test]
    fn before_2005_and_beyond_the_calendar_there_is_no_answer() {
        let bar = |on, past: &[_]| seven_year_bar(&mut Cx::new(&mut NoTrace), on, on, past);
        assert!(bar(date(2004, 12, 31), &[]).is_err());
        assert_eq!(bar(date(9996, 1, 1), &[(PastKind::Discharge, date(9995, 1, 1))]), Ok(None));
    }
}
