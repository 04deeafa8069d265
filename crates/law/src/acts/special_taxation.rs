//! 租税特別措置法: the tax on a gain from the sale of land and buildings (31条, 31条の3, 32条).

use crate::params::{Mark, special_taxation as figures};
use crate::provision::{GENERAL_TAX, LOCAL_TAX, Provision, RECONSTRUCTION_FINANCE, SPECIAL_TAXATION};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::words::Word;
use crate::{Date, NotInForce, Yen};

crate::word_list! {
    /// How long it was owned on 1 January of the year of the sale.
    pub enum Holding {
        /// 短期: five years or less.
        Short = "owned-short",
        /// 長期: more than five years.
        Long = "owned-long",
        /// The home that one lives in, owned for more than ten years.
        OwnHome = "own-home-owned-long",
    }
}

/// A gain that is taxed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    /// Price less acquisition cost, expenses of the sale and special deductions (課税譲渡所得金額).
    pub taxable: Yen,
    /// The day of the acquisition.
    pub acquired_on: Date,
    /// The day of the sale.
    pub sold_on: Date,
    /// Is it the home that one lives in, with what 31条の3 asks besides?
    pub own_home: bool,
}

/// What a gain is taxed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GainTax {
    /// How long it was owned.
    pub holding: Holding,
    /// What is taxed, cut to whole thousands.
    pub base: Yen,
    /// 所得税.
    pub income_tax: Yen,
    /// 復興特別所得税 and 防衛特別所得税.
    pub surtax: Yen,
    /// 住民税, of prefecture and municipality.
    pub resident_tax: Yen,
}

impl GainTax {
    /// Everything together.
    pub fn total(&self) -> Yen {
        self.income_tax + self.surtax + self.resident_tax
    }
}

impl Show for GainTax {
    fn show(&self) -> Shown {
        self.total().show()
    }
}

/// The rule of [`capital_gains_tax`].
pub static CAPITAL_GAINS_TAX: Rule = Rule {
    id: "special-taxation.capital-gains-tax",
    ja: "土地・建物の譲渡所得の税",
    en: "tax on a gain from land and buildings",
    provisions: &[
        Provision::new(SPECIAL_TAXATION, "31"),
        Provision::new(SPECIAL_TAXATION, "31-3"),
        Provision::new(SPECIAL_TAXATION, "32/1"),
        Provision::new(RECONSTRUCTION_FINANCE, "13"),
        Provision::new(LOCAL_TAX, ""),
        Provision::new(GENERAL_TAX, "118/1"),
    ],
    mark: Mark::Law,
    parameters: &[
        &figures::BASE_UNIT,
        &figures::LONG_YEARS,
        &figures::OWN_HOME_YEARS,
        &figures::SHORT_INCOME_TAX,
        &figures::SHORT_RESIDENT_TAX,
        &figures::LONG_INCOME_TAX,
        &figures::LONG_RESIDENT_TAX,
        &figures::OWN_HOME_UP_TO,
        &figures::OWN_HOME_INCOME_TAX,
        &figures::OWN_HOME_RESIDENT_TAX,
        &figures::RECONSTRUCTION_SURTAX,
        &figures::DEFENCE_SURTAX,
    ],
};

/// What is paid on a gain from land and buildings; `on` is the day of the sale, whose year's law applies.
///
/// 譲渡所得の税。租税特別措置法31条1項 (long), 32条1項 (short), 31条の3第1項 (the home, owned for more than ten years), 地方税法附則34条,
/// 34条の3, 35条 (resident tax), 復興財源確保法13条 and from 2027 防衛特別所得税. The years are counted on 1 January of the year of the sale
/// from the day after the acquisition (31条2項), so that the year of the acquisition decides: bought on any day of 2020 it has been
/// owned for five years and no more until the end of 2025. What is taxed is cut to whole thousands (国税通則法118条1項), each surtax to whole
/// yen; a return cuts its taxes of all income to whole hundreds besides, which is left out here. It is also left out that allowances
/// which other income does not use up are taken off a gain.
///
/// ```
/// use law::acts::special_taxation::{Gain, capital_gains_tax};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let gain = Gain { taxable: Yen(8_000_000), acquired_on: date(2012, 4, 1), sold_on: date(2026, 11, 22), own_home: false };
/// // 15 % are 1,200,000, of which 2.1 % are 25,200; 5 % are 400,000.
/// assert_eq!(capital_gains_tax(&mut Cx::new(&mut NoTrace), gain.sold_on, gain)?.total(), Yen(1_625_200));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "譲渡所得")]
#[doc(alias = "長期譲渡所得")]
#[doc(alias = "短期譲渡所得")]
pub fn capital_gains_tax<T: Trace>(cx: &mut Cx<'_, T>, on: Date, gain: Gain) -> Result<GainTax, NotInForce> {
    cx.rule(&CAPITAL_GAINS_TAX, |cx| {
        cx.given("taxable_gain", &gain.taxable);
        cx.given("acquired_on", &gain.acquired_on);
        cx.given("sold_on", &gain.sold_on);
        cx.given("own_home", &gain.own_home);
        let unit = cx.param(&figures::BASE_UNIT, on)?;
        let base = unit.times(gain.taxable.0 / unit.0.max(1));
        let holding = holding(cx, on, gain)?;
        cx.given("holding", &Shown::Word(holding.word()));
        let (long, long_resident) = (&figures::LONG_INCOME_TAX, &figures::LONG_RESIDENT_TAX);
        let (income_tax, resident_tax) = match holding {
            Holding::Short => {
                let (income, resident) = (&figures::SHORT_INCOME_TAX, &figures::SHORT_RESIDENT_TAX);
                (cx.param(income, on)?.of_floor(base), cx.param(resident, on)?.of_floor(base))
            }
            Holding::Long => (cx.param(long, on)?.of_floor(base), cx.param(long_resident, on)?.of_floor(base)),
            Holding::OwnHome => {
                let limit = cx.param(&figures::OWN_HOME_UP_TO, on)?;
                let (within, above) = (base.min(limit), base.excess_over(limit));
                let income = cx.param(&figures::OWN_HOME_INCOME_TAX, on)?.of_floor(within);
                let resident = cx.param(&figures::OWN_HOME_RESIDENT_TAX, on)?.of_floor(within);
                (income + cx.param(long, on)?.of_floor(above), resident + cx.param(long_resident, on)?.of_floor(above))
            }
        };
        let reconstruction = cx.param(&figures::RECONSTRUCTION_SURTAX, on)?.of_floor(income_tax);
        let defence = cx.param(&figures::DEFENCE_SURTAX, on)?.of_floor(income_tax);
        Ok(GainTax { holding, base, income_tax, surtax: reconstruction + defence, resident_tax })
    })
}

/// How long it was owned on 1 January of the year of the sale (31条1項・2項, 31条の3第1項, 32条1項).
fn holding<T: Trace>(cx: &mut Cx<'_, T>, on: Date, gain: Gain) -> Result<Holding, NotInForce> {
    // Counted from the day after the acquisition, n years that begin in a year end in the n-th year after it, on 31 December at the
    // earliest where it is bought on 31 December: more than n years have passed on 1 January of the year after that.
    let years = i32::from(gain.sold_on.year()) - i32::from(gain.acquired_on.year());
    let more_than = |count: u32| i64::from(years) > i64::from(count);
    let long = cx.param(&figures::LONG_YEARS, on)?;
    if !more_than(long) {
        return Ok(Holding::Short);
    }
    let of_home = gain.own_home && more_than(cx.param(&figures::OWN_HOME_YEARS, on)?);
    Ok(if of_home { Holding::OwnHome } else { Holding::Long })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    fn taxed(taxable: u64, acquired_on: Date, sold_on: Date, own_home: bool) -> GainTax {
        let gain = Gain { taxable: Yen(taxable), acquired_on, sold_on, own_home };
        capital_gains_tax(&mut Cx::new(&mut NoTrace), sold_on, gain).unwrap()
    }

    /// Of 10,000,000: long 1,500,000 + 31,500 + 500,000; short 3,000,000 + 63,000 + 900,000; the home 1,000,000 + 21,000 + 400,000.
    /// 20.315 %, 39.63 % and 14.21 %, as the pages of the tax office have them.
    #[test]
    fn the_year_of_the_acquisition_decides() {
        let of = |acquired, own_home| {
            let tax = taxed(10_000_000, acquired, date(2026, 6, 30), own_home);
            (tax.holding, tax.total().0)
        };
        // More than five years on 1 January 2026: bought in 2020 or before.
        assert_eq!(of(date(2020, 12, 31), true), (Holding::Long, 2_031_500));
        assert_eq!(of(date(2021, 1, 1), true), (Holding::Short, 3_963_000));
        assert_eq!(of(date(2026, 6, 30), false), (Holding::Short, 3_963_000));
        // More than ten: in 2015 or before.
        assert_eq!(of(date(2015, 12, 31), true), (Holding::OwnHome, 1_421_000));
        assert_eq!(of(date(2016, 1, 1), true), (Holding::Long, 2_031_500));
        assert_eq!(of(date(2015, 12, 31), false), (Holding::Long, 2_031_500));
    }

    /// 60,000,000: 6,000,000 and 2,400,000. 1,000 more: 150 and 50. 999 yen above a thousand are cut.
    #[test]
    fn the_lower_rate_ends_at_sixty_million() {
        let of = |taxable| {
            let tax = taxed(taxable, date(2000, 4, 1), date(2026, 6, 30), true);
            (tax.base.0, tax.income_tax.0, tax.resident_tax.0)
        };
        assert_eq!(of(60_000_000), (60_000_000, 6_000_000, 2_400_000));
        assert_eq!(of(60_000_999), (60_000_000, 6_000_000, 2_400_000));
        assert_eq!(of(60_001_000), (60_001_000, 6_000_150, 2_400_050));
        assert_eq!(of(999), (0, 0, 0));
    }

    /// 2.1 % until 2026; 1.1 % and 1 % from 2027. Each is cut to whole yen: of 151,350 it is 3,178 (3,178.35) before and 1,664 (1,664.85)
    /// with 1,513 (1,513.5) after.
    #[test]
    fn the_surtax_is_split_from_2027() {
        let of = |sold_on| taxed(1_009_000, date(2010, 1, 1), sold_on, false).surtax.0;
        assert_eq!((of(date(2026, 12, 31)), of(date(2027, 1, 1))), (3_178, 1_664 + 1_513));
    }
}
