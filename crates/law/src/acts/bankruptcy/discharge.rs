//! 免責: which claims survive it (253条), and what bars a second one (252条1項10号).

use crate::acts::civil_code::period::{Unit, last_day};
use crate::calendar::LAST_DAY;
use crate::params::{Mark, bankruptcy as figures};
use crate::provision::{BANKRUPTCY, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::words::Word;
use crate::{Date, NotInForce};

crate::word_list! {
    /// The nature of a claim, as far as 253条1項 looks at it.
    pub enum ClaimNature {
        /// 租税.
        Tax = "tax",
        /// 社会保険料: collected like national taxes.
        SocialInsurance = "social-insurance",
        /// 悪意で加えた不法行為.
        MaliciousTort = "malicious-tort",
        /// 故意又は重大な過失により加えた人の生命又は身体を害する不法行為.
        BodilyHarm = "bodily-harm",
        /// A tort of which neither is known.
        Tort = "tort",
        /// 婚姻費用、養育費、扶養料.
        Support = "support",
        /// 雇用関係に基づく使用人の請求権.
        Wages = "wages",
        /// 罰金等.
        Fine = "fine",
        /// Anything else: loans, cards, guarantees, rent, fees.
        Other = "other",
    }
}

crate::word_list! {
    /// What becomes of a claim when the debtor is discharged.
    pub enum Fate {
        /// It survives (非免責債権).
        Survives = "survives",
        /// It is discharged.
        Discharged = "discharged",
        /// The facts do not settle it; a court does when the creditor sues.
        LeftToJudgement = "left-to-judgement",
    }
}

/// A claim before a discharge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimBefore {
    /// Its nature.
    pub nature: ClaimNature,
    /// The debtor knew of it and left it off the list of creditors.
    pub knowingly_omitted: bool,
    /// The creditor knew that the bankruptcy had been opened.
    pub creditor_knew: bool,
}

/// What becomes of a claim, and by which item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimAfter {
    /// What.
    pub fate: Fate,
    /// The item under which it survives or may survive.
    pub item: Option<Provision>,
}

impl Show for ClaimAfter {
    fn show(&self) -> Shown {
        Shown::Word(self.fate.word())
    }
}

const fn item(path: &'static str) -> Provision {
    Provision::new(BANKRUPTCY, path)
}

/// The rule of [`survives`].
pub static SURVIVES: Rule = Rule {
    id: "bankruptcy.survives",
    ja: "非免責債権",
    en: "claims that survive a discharge",
    provisions: &[Provision::new(BANKRUPTCY, "253/1")],
    mark: Mark::Law,
    parameters: &[],
};

/// Does a claim survive the debtor's discharge?
///
/// 非免責債権。破産法253条1項. Guarantors and other security stay liable in any case (2項). Whether a tort was malicious or
/// grossly negligent is left to the court that hears the creditor's suit.
///
/// ```
/// use law::acts::bankruptcy::discharge::{ClaimBefore, ClaimNature, Fate, survives};
/// use law::trace::{Cx, NoTrace};
/// let tax = ClaimBefore { nature: ClaimNature::Tax, knowingly_omitted: false, creditor_knew: false };
/// let after = survives(&mut Cx::new(&mut NoTrace), tax);
/// assert_eq!((after.fate, after.item.unwrap().to_string().as_str()), (Fate::Survives, "破産法253条1項1号"));
/// ```
#[doc(alias = "非免責債権")]
pub fn survives<T: Trace>(cx: &mut Cx<'_, T>, claim: ClaimBefore) -> ClaimAfter {
    cx.rule(&SURVIVES, |cx| {
        cx.given("nature", &claim.nature);
        let by_nature = match claim.nature {
            ClaimNature::Tax | ClaimNature::SocialInsurance => Some(item("253/1/1")),
            ClaimNature::MaliciousTort => Some(item("253/1/2")),
            ClaimNature::BodilyHarm => Some(item("253/1/3")),
            ClaimNature::Support => Some(item("253/1/4")),
            ClaimNature::Wages => Some(item("253/1/5")),
            ClaimNature::Fine => Some(item("253/1/7")),
            ClaimNature::Tort | ClaimNature::Other => None,
        };
        if by_nature.is_some() {
            return ClaimAfter { fate: Fate::Survives, item: by_nature };
        }
        let omitted = claim.knowingly_omitted && !claim.creditor_knew;
        cx.exception("knowingly_omitted", item("253/1/6"), omitted);
        if omitted {
            return ClaimAfter { fate: Fate::Survives, item: Some(item("253/1/6")) };
        }
        match claim.nature {
            ClaimNature::Tort => ClaimAfter { fate: Fate::LeftToJudgement, item: Some(item("253/1/2")) },
            _ => ClaimAfter { fate: Fate::Discharged, item: None },
        }
    })
}

crate::word_list! {
    /// An earlier relief from debts.
    pub enum ReliefKind {
        /// イ: 免責許可.
        Discharge = "discharge",
        /// A small-scale plan, carried out: no bar.
        SmallScalePlan = "small-scale-plan",
        /// ロ: 給与所得者等再生, carried out.
        SalariedPlan = "salaried-plan",
        /// ハ: ハードシップ免責.
        HardshipDischarge = "hardship-discharge",
    }
}

/// An earlier relief with the day that starts the seven years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relief {
    /// Which.
    pub kind: ReliefKind,
    /// イ: the discharge became final; ロ and ハ: the confirmation of the plan did.
    pub final_on: Date,
}

/// Whether an earlier relief stands in the way of a discharge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SevenYears {
    /// Is there a ground to refuse discharge for this petition?
    pub ground: bool,
    /// For each relief the last day of its seven years; `None` for one that bars nothing.
    pub bars_until: Vec<Option<Date>>,
    /// The first day on which a petition meets no bar, if there is any bar.
    pub free_from: Option<Date>,
}

impl Show for SevenYears {
    fn show(&self) -> Shown {
        Shown::Flag(self.ground)
    }
}

/// The rule of [`seven_year_ground`].
pub static SEVEN_YEAR_GROUND: Rule = Rule {
    id: "bankruptcy.seven-year-ground",
    ja: "七年以内の再度の免責申立て",
    en: "another discharge within seven years",
    provisions: &[Provision::new(BANKRUPTCY, "252/1/10")],
    mark: Mark::Law,
    parameters: &[&figures::REPEAT_BAR],
};

/// Is the petition for discharge made within seven years of an earlier relief?
///
/// 七年以内の申立て。破産法252条1項10号: a discharge that became final (イ), a salaried workers' plan carried out (ロ), a
/// hardship discharge (ハ); the last two count from the day on which the confirmation of the plan became final. A
/// small-scale plan carried out is not among them. The day itself is not counted (民法140条). The ground does not
/// forbid a discharge: the court may grant it at its discretion (2項). `on` is the day whose law decides: the petition's,
/// unless a caller asks under another day's law.
///
/// ```
/// use law::acts::bankruptcy::discharge::{Relief, ReliefKind, seven_year_ground};
/// use law::{calendar::date, trace::{Cx, NoTrace}};
/// let past = [Relief { kind: ReliefKind::Discharge, final_on: date(2020, 3, 1) }];
/// let petition_on = date(2026, 11, 22);
/// let found = seven_year_ground(&mut Cx::new(&mut NoTrace), petition_on, petition_on, &past)?;
/// assert_eq!((found.ground, found.free_from), (true, Some(date(2027, 3, 2))));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "免責不許可事由")]
pub fn seven_year_ground<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    petition_on: Date,
    past: &[Relief],
) -> Result<SevenYears, NotInForce> {
    cx.rule(&SEVEN_YEAR_GROUND, |cx| {
        cx.given("petition_on", &petition_on);
        let years = cx.param(&figures::REPEAT_BAR, on)?;
        let mut ground = false;
        let mut bars_until = Vec::with_capacity(past.len());
        for relief in past {
            cx.given("relief", &relief.kind);
            if relief.kind == ReliefKind::SmallScalePlan {
                bars_until.push(None);
                continue;
            }
            // Seven years that leave the calendar cover every day that is left in it.
            let until = last_day(cx, relief.final_on, years, Unit::Year, false).unwrap_or(LAST_DAY);
            ground |= (relief.final_on..=until).contains(&petition_on);
            bars_until.push(Some(until));
        }
        let free_from = bars_until.iter().flatten().max().and_then(|until| until.tomorrow().ok());
        Ok(SevenYears { ground, bars_until, free_from })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    fn check(nature: ClaimNature, knowingly_omitted: bool, creditor_knew: bool, fate: Fate, cited: Option<&str>) {
        let claim = ClaimBefore { nature, knowingly_omitted, creditor_knew };
        let found = survives(&mut Cx::new(&mut NoTrace), claim);
        assert_eq!(found.fate, fate, "{claim:?}");
        assert_eq!(found.item.map(Provision::id), cited.map(|path| format!("bankruptcy/253/1/{path}")));
    }

    #[test]
    fn every_item_of_article_253() {
        check(ClaimNature::Tax, false, false, Fate::Survives, Some("1"));
        check(ClaimNature::SocialInsurance, false, false, Fate::Survives, Some("1"));
        check(ClaimNature::MaliciousTort, false, false, Fate::Survives, Some("2"));
        check(ClaimNature::BodilyHarm, false, false, Fate::Survives, Some("3"));
        check(ClaimNature::Support, false, false, Fate::Survives, Some("4"));
        check(ClaimNature::Wages, false, false, Fate::Survives, Some("5"));
        check(ClaimNature::Fine, false, false, Fate::Survives, Some("7"));
        check(ClaimNature::Other, false, false, Fate::Discharged, None);
        check(ClaimNature::Tort, false, false, Fate::LeftToJudgement, Some("2"));
    }

    #[test]
    fn a_claim_left_off_the_list_survives_unless_its_creditor_knew() {
        check(ClaimNature::Other, true, false, Fate::Survives, Some("6"));
        check(ClaimNature::Other, true, true, Fate::Discharged, None);
        check(ClaimNature::Other, false, true, Fate::Discharged, None);
        check(ClaimNature::Tort, true, false, Fate::Survives, Some("6"));
        check(ClaimNature::Tax, true, true, Fate::Survives, Some("1"));
    }

    fn seven(petition_on: Date, past: &[(ReliefKind, Date)]) -> SevenYears {
        let past: Vec<Relief> = past.iter().map(|&(kind, final_on)| Relief { kind, final_on }).collect();
        seven_year_ground(&mut Cx::new(&mut NoTrace), petition_on, petition_on, &past).unwrap()
    }

    /// Final on 2019-11-22: counting starts on the 23rd, the seven years end with 2026-11-22.
    #[test]
    fn the_last_day_of_the_seven_years_from_both_sides() {
        for kind in [ReliefKind::Discharge, ReliefKind::SalariedPlan, ReliefKind::HardshipDischarge] {
            let past = [(kind, date(2019, 11, 22))];
            assert!(seven(date(2026, 11, 22), &past).ground);
            assert!(!seven(date(2026, 11, 23), &past).ground);
            assert!(seven(date(2019, 11, 22), &past).ground);
            // Not yet final at the petition.
            assert!(!seven(date(2019, 11, 21), &past).ground);
            assert_eq!(seven(date(2026, 1, 1), &past).free_from, Some(date(2026, 11, 23)));
        }
    }

    #[test]
    fn a_small_scale_plan_bars_nothing_and_the_latest_bar_decides() {
        let none = seven(date(2026, 11, 22), &[(ReliefKind::SmallScalePlan, date(2025, 1, 1))]);
        assert_eq!(none, SevenYears { ground: false, bars_until: vec![None], free_from: None });
        let two = seven(
            date(2026, 11, 22),
            &[(ReliefKind::SalariedPlan, date(2022, 5, 31)), (ReliefKind::Discharge, date(2010, 1, 1))],
        );
        assert_eq!(two.bars_until, [Some(date(2029, 5, 31)), Some(date(2017, 1, 1))]);
        assert_eq!((two.ground, two.free_from), (true, Some(date(2029, 6, 1))));
    }
}
