//! 住宅資金特別条項: what a home loan costs month by month under each content of the clause (民事再生法199条).

use crate::loan::{LevelLoan, Months, Schedule, level_payment, month_interest};
use crate::params::Mark;
use crate::provision::{CIVIL_REHABILITATION, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Rate, Yen};

crate::word_list! {
    /// A content of the clause.
    pub enum Content {
        /// 1項: the contract goes on; what is due by the day of finality is paid within the plan.
        ArrearsCured = "arrears-cured",
        /// 2項: everything over a longer term.
        TermExtended = "term-extended",
        /// 3項: interest and a part of the principal first, then the longer term.
        PrincipalDeferred = "principal-deferred",
    }
}

/// A home loan on the day on which the confirmation becomes final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClauseLoan {
    /// Principal not due on the original schedule.
    pub principal: Yen,
    /// Principal due by then on the original schedule, not what is due through acceleration alone.
    pub overdue_principal: Yen,
    /// Interest and late charges until then.
    pub accrued: Yen,
    /// The contract's rate: it stays.
    pub rate: Rate,
    /// Instalments left on the contract.
    pub months_left: Months,
    /// The contract's instalment.
    pub payment: Yen,
}

/// What the clause changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    /// 1項, over so many months of the plan.
    ArrearsCured {
        /// The general plan period.
        plan_months: Months,
    },
    /// 2項, over so many months.
    TermExtended {
        /// To the new last due date.
        months: Months,
    },
    /// 3項.
    PrincipalDeferred {
        /// Months in which only a part of the principal is paid, fewer than `months`.
        grace: Months,
        /// That part, each month.
        grace_principal: Yen,
        /// To the new last due date.
        months: Months,
    },
}

/// Principal with its interest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bucket {
    /// 元本.
    pub principal: Yen,
    /// 約定利息.
    pub interest: Yen,
}

impl Bucket {
    fn sum(self) -> Yen {
        self.principal + self.interest
    }
}

/// One month of the clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClauseMonth {
    /// Its number, from 1, the first after finality.
    pub month: u32,
    /// What was not due: by the contract, or over the new term.
    pub regular: Bucket,
    /// Principal due by the day of finality, with the contract's interest from then.
    pub arrears: Bucket,
    /// Interest and late charges until finality.
    pub accrued: Yen,
    /// All principal still owed after it.
    pub balance: Yen,
}

impl ClauseMonth {
    /// What is paid in it.
    pub fn payment(&self) -> Yen {
        self.regular.sum() + self.arrears.sum() + self.accrued
    }
}

/// The months of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseSchedule {
    /// Month by month, to the last payment.
    pub months: Vec<ClauseMonth>,
}

impl ClauseSchedule {
    /// Everything that is paid.
    pub fn total(&self) -> Yen {
        self.months.iter().map(ClauseMonth::payment).sum()
    }

    /// The dearest month.
    pub fn most(&self) -> Yen {
        self.months.iter().map(ClauseMonth::payment).max().unwrap_or(Yen::ZERO)
    }
}

impl Show for ClauseSchedule {
    fn show(&self) -> Shown {
        self.total().show()
    }
}

/// The rule of [`clause_schedule`].
pub static CLAUSE_SCHEDULE: Rule = Rule {
    id: "home-loan.clause-schedule",
    ja: "住宅資金特別条項による返済予定",
    en: "payments under the home loan clause",
    provisions: &[
        Provision::new(CIVIL_REHABILITATION, "199/1"),
        Provision::new(CIVIL_REHABILITATION, "199/2"),
        Provision::new(CIVIL_REHABILITATION, "199/3"),
    ],
    mark: Mark::Law,
    parameters: &[],
};

/// The payments on a home loan under the clause, month by month, to the yen.
///
/// 住宅資金特別条項の弁済額。民事再生法199条. 1項: the contract's own instalments go on (2号); beside them the principal that
/// was due by the day of finality, with the contract's interest from then, in level instalments over the plan, and the
/// interest and late charges until then in equal parts (1号). 2項: all principal with the contract's interest in level
/// instalments over the longer term, and what had accrued in equal parts over it. 3項: first the interest and a part of the
/// principal, then level instalments. Nothing is cut; a month's interest is cut off to a whole yen, equal parts too, and
/// the last payment takes the rest.
///
/// ```
/// use law::acts::civil_rehabilitation::clause_schedule::{ClauseLoan, Terms, clause_schedule};
/// use law::{Yen, loan::Months, trace::{Cx, NoTrace}};
/// let loan = ClauseLoan {
///     principal: Yen(1_200_000),
///     overdue_principal: Yen(36_000),
///     accrued: Yen(10_000),
///     rate: "0".parse()?,
///     months_left: Months::new(120).unwrap(),
///     payment: Yen(10_000),
/// };
/// let terms = Terms::ArrearsCured { plan_months: Months::new(36).unwrap() };
/// let schedule = clause_schedule(&mut Cx::new(&mut NoTrace), &loan, terms);
/// // 10,000 of the contract, 1,000 of the arrears, 277 (10,000 / 36) of what had accrued; the last part takes 305.
/// assert_eq!(schedule.months[0].payment(), Yen(11_277));
/// assert_eq!((schedule.months[35].accrued, schedule.total()), (Yen(305), Yen(1_246_000)));
/// # Ok::<(), law::rate::NotARate>(())
/// ```
#[doc(alias = "住宅資金特別条項による返済予定")]
pub fn clause_schedule<T: Trace>(cx: &mut Cx<'_, T>, loan: &ClauseLoan, terms: Terms) -> ClauseSchedule {
    cx.rule(&CLAUSE_SCHEDULE, |cx| {
        cx.given("principal", &loan.principal);
        cx.given("overdue_principal", &loan.overdue_principal);
        cx.given("accrued", &loan.accrued);
        cx.given("rate", &loan.rate);
        let all = loan.principal + loan.overdue_principal;
        match terms {
            Terms::ArrearsCured { plan_months } => {
                let contract = LevelLoan { principal: loan.principal, rate: loan.rate, months: loan.months_left };
                let regular = principal_of(Schedule::with_payment(contract, loan.payment), loan.principal);
                let arrears = LevelLoan { principal: loan.overdue_principal, rate: loan.rate, months: plan_months };
                let arrears = principal_of(Schedule::of(arrears), loan.overdue_principal);
                together(all, &regular, &arrears, &equal_parts(loan.accrued, plan_months))
            }
            Terms::TermExtended { months } => {
                let extended = LevelLoan { principal: all, rate: loan.rate, months };
                let regular = principal_of(Schedule::of(extended), all);
                together(all, &regular, &[], &equal_parts(loan.accrued, months))
            }
            Terms::PrincipalDeferred { grace, grace_principal, months } => {
                let mut balance = all;
                let mut regular = Vec::new();
                for _ in 0..grace.count() {
                    if balance.is_zero() {
                        break;
                    }
                    let principal = grace_principal.min(balance);
                    regular.push(Bucket { principal, interest: month_interest(balance, loan.rate) });
                    balance = balance.excess_over(principal);
                }
                let after = months.count().saturating_sub(grace.count());
                if let Some(after) = Months::new(after.max(1)).filter(|_| !balance.is_zero()) {
                    let later = LevelLoan { principal: balance, rate: loan.rate, months: after };
                    let payment = level_payment(balance, loan.rate, after);
                    regular.extend(principal_of(Schedule::with_payment(later, payment), balance));
                }
                together(all, &regular, &[], &equal_parts(loan.accrued, months))
            }
        }
    })
}

/// The instalments of a schedule; none when nothing is owed.
fn principal_of(schedule: Schedule, owed: Yen) -> Vec<Bucket> {
    if owed.is_zero() {
        return Vec::new();
    }
    schedule.map(|month| Bucket { principal: month.principal, interest: month.interest }).collect()
}

/// Equal parts, the rest with the last one.
fn equal_parts(amount: Yen, months: Months) -> Vec<Yen> {
    if amount.is_zero() {
        return Vec::new();
    }
    let each = amount.part_floor(1, u128::from(months.count()));
    let mut parts = vec![each; months.count() as usize];
    if let Some(last) = parts.last_mut() {
        *last = amount.excess_over(each.times(u64::from(months.count() - 1)));
    }
    parts
}

fn together(all: Yen, regular: &[Bucket], arrears: &[Bucket], accrued: &[Yen]) -> ClauseSchedule {
    let count = regular.len().max(arrears.len()).max(accrued.len());
    let mut balance = all;
    let months = (0..count).map(|place| {
        let regular = regular.get(place).copied().unwrap_or_default();
        let arrears = arrears.get(place).copied().unwrap_or_default();
        balance = balance.excess_over(regular.principal + arrears.principal);
        ClauseMonth {
            month: place as u32 + 1,
            regular,
            arrears,
            accrued: accrued.get(place).copied().unwrap_or_default(),
            balance,
        }
    });
    ClauseSchedule { months: months.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::NoTrace;
    use proptest::prelude::*;

    fn months(count: u32) -> Months {
        Months::new(count).unwrap()
    }

    fn schedule(loan: &ClauseLoan, terms: Terms) -> Vec<ClauseMonth> {
        clause_schedule(&mut Cx::new(&mut NoTrace), loan, terms).months
    }

    /// 1,200,000 at 1.2 % (a tenth of a percent a month), 24 instalments of 51,000 left, 60,000 overdue, 7,001 accrued.
    fn loan() -> ClauseLoan {
        ClauseLoan {
            principal: Yen(1_200_000),
            overdue_principal: Yen(60_000),
            accrued: Yen(7_001),
            rate: "1.2".parse().unwrap(),
            months_left: months(24),
            payment: Yen(51_000),
        }
    }

    fn bucket(principal: u64, interest: u64) -> Bucket {
        Bucket { principal: Yen(principal), interest: Yen(interest) }
    }

    /// By hand. Contract: interest 1,200, principal 49,800; then 1,150.2 → 1,150 and 49,850. Arrears over 3 months at a tenth
    /// of a percent: level 60,000 × 0.001 / (1 − 1.001^−3) = 20,040.01 → 20,040: interest 60, principal 19,980; 40 (of
    /// 40,020) and 20,000; the rest, 20,020, with 20. Accrued: 2,333, 2,333, 2,335.
    #[test]
    fn arrears_are_cured_beside_the_contract() {
        let found = schedule(&loan(), Terms::ArrearsCured { plan_months: months(3) });
        assert_eq!((found[0].regular, found[1].regular), (bucket(49_800, 1_200), bucket(49_850, 1_150)));
        let arrears: Vec<Bucket> = found.iter().take(4).map(|month| month.arrears).collect();
        assert_eq!(arrears, [bucket(19_980, 60), bucket(20_000, 40), bucket(20_020, 20), Bucket::default()]);
        let accrued: Vec<Yen> = found.iter().take(4).map(|month| month.accrued).collect();
        assert_eq!(accrued, [Yen(2_333), Yen(2_333), Yen(2_335), Yen(0)]);
        assert_eq!((found[0].payment(), found[0].balance), (Yen(73_373), Yen(1_190_220)));
        assert_eq!((found.len(), found[23].balance), (24, Yen(0)));
    }

    /// All principal, 1,260,000, over 120 months: level 1,260,000 × 0.001 / (1 − 1.001^−120) = 11,147.8…; interest 1,260 first.
    #[test]
    fn a_longer_term_takes_everything() {
        let found = schedule(&loan(), Terms::TermExtended { months: months(120) });
        assert_eq!((found.len(), found[0].regular.interest, found[0].arrears), (120, Yen(1_260), Bucket::default()));
        assert_eq!(found[0].regular.sum(), level_payment(Yen(1_260_000), loan().rate, months(120)));
        // 7,001 / 120 = 58.3…: 58 each, 99 at the end.
        assert_eq!((found[0].accrued, found[119].accrued, found[119].balance), (Yen(58), Yen(99), Yen(0)));
    }

    /// Three months of 1,000 beside the interest: 1,260, 1,259, 1,258; then 1,257,000 over 117 months.
    #[test]
    fn principal_is_deferred_and_then_level() {
        let terms = Terms::PrincipalDeferred { grace: months(3), grace_principal: Yen(1_000), months: months(120) };
        let found = schedule(&loan(), terms);
        let first: Vec<Bucket> = found.iter().take(3).map(|month| month.regular).collect();
        assert_eq!(first, [bucket(1_000, 1_260), bucket(1_000, 1_259), bucket(1_000, 1_258)]);
        assert_eq!(found[3].regular.sum(), level_payment(Yen(1_257_000), loan().rate, months(117)));
        assert_eq!((found.len(), found[119].balance), (120, Yen(0)));
    }

    /// 1,260,000 in parts of 700,000: 1,260 of interest, then 560 with the 560,000 that are left, and no month after.
    #[test]
    fn no_month_follows_the_one_that_pays_the_last() {
        let nothing_accrued = ClauseLoan { accrued: Yen(0), ..loan() };
        let terms = Terms::PrincipalDeferred { grace: months(36), grace_principal: Yen(700_000), months: months(120) };
        let found = schedule(&nothing_accrued, terms);
        let paid: Vec<Bucket> = found.iter().map(|month| month.regular).collect();
        assert_eq!(paid, [bucket(700_000, 1_260), bucket(560_000, 560)]);
        let nothing_owed = ClauseLoan { principal: Yen(0), overdue_principal: Yen(0), ..nothing_accrued };
        assert_eq!(schedule(&nothing_owed, terms), []);
    }

    #[test]
    fn without_arrears_the_contract_goes_on_alone() {
        let clean = ClauseLoan { overdue_principal: Yen(0), accrued: Yen(0), ..loan() };
        let found = schedule(&clean, Terms::ArrearsCured { plan_months: months(36) });
        assert!(found.iter().all(|month| month.arrears == Bucket::default() && month.accrued.is_zero()));
        assert_eq!(found.len(), 24);
    }

    proptest! {
        /// Nothing is cut and nothing is lost: all principal and all that accrued is paid, and the balance ends at nothing.
        #[test]
        fn everything_is_paid(
            principal in 0u64..80_000_000, overdue in 0u64..5_000_000, accrued in 0u64..5_000_000,
            rate in 0u64..80_000_000_000, left in 1u32..420, plan in 1u32..=60, longer in 1u32..540, part in 1u64..50_000,
        ) {
            let rate = Rate::from_units(rate);
            let months_left = months(left);
            let payment = level_payment(Yen(principal), rate, months_left);
            let loan = ClauseLoan {
                principal: Yen(principal), overdue_principal: Yen(overdue), accrued: Yen(accrued), rate, months_left, payment,
            };
            let grace = months(plan.min(longer.saturating_sub(1)).max(1));
            for terms in [
                Terms::ArrearsCured { plan_months: months(plan) },
                Terms::TermExtended { months: months(longer) },
                Terms::PrincipalDeferred { grace, grace_principal: Yen(part), months: months(longer.max(2)) },
            ] {
                let found = schedule(&loan, terms);
                let paid: Yen = found.iter().map(|month| month.regular.principal + month.arrears.principal).sum();
                prop_assert_eq!(paid, Yen(principal + overdue));
                prop_assert_eq!(found.iter().map(|month| month.accrued).sum::<Yen>(), Yen(accrued));
                prop_assert_eq!(found.last().map_or(Yen::ZERO, |month| month.balance), Yen::ZERO);
            }
        }
    }
}
