//! 可処分所得: what a salaried worker has left beside the least cost of living (民事再生法241条2項7号, 3項).

use super::living_costs::{self, HousingRow, RegionClass};
use super::yearly_income::PerYear;
use crate::calendar::date;
use crate::params::{Mark, civil_rehabilitation as figures};
use crate::provision::{CIVIL_REHABILITATION, LIVING_COST_DECREE, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Yen};

/// A dwelling of dependants apart from the debtor's.
#[derive(Clone, Copy, Debug)]
pub struct Dwelling<'a> {
    /// The class of the place.
    pub class: RegionClass,
    /// The row of the housing table for it.
    pub housing_row: &'static HousingRow,
    /// The days of birth of those who live there.
    pub residents: &'a [Date],
    /// Its rent in a year of the plan.
    pub housing_cost_yearly: Yen,
}

/// A household, as the decree looks at it.
#[derive(Clone, Copy, Debug)]
pub struct LivingCostFacts<'a> {
    /// The day on which ages are taken: [`aged_on`].
    pub aged_on: Date,
    /// The class of the place where they live.
    pub class: RegionClass,
    /// The row of the housing table for that place.
    pub housing_row: &'static HousingRow,
    /// The debtor's day of birth.
    pub debtor_born: Date,
    /// The days of birth of the dependants who live with the debtor.
    pub dependants: &'a [Date],
    /// Dwellings of other dependants.
    pub apart: &'a [Dwelling<'a>],
    /// Do they live in a home of the debtor's own?
    pub owns_home: bool,
    /// Is a home loan owed on it?
    pub home_loan: bool,
    /// Rent, or payments on the home loan, in a year of the plan.
    pub housing_cost_yearly: Yen,
    /// Gross income a year.
    pub gross_yearly: Yen,
    /// Is it earned by work?
    pub earned: bool,
}

/// The least cost of living for a year, part by part (平成13年政令第50号1条).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LivingCost {
    /// 個人別生活費.
    pub personal: Yen,
    /// 世帯別生活費.
    pub household: Yen,
    /// 冬季特別生活費.
    pub winter: Yen,
    /// 住居費.
    pub housing: Yen,
    /// 勤労必要経費.
    pub work: Yen,
}

impl LivingCost {
    /// All five parts together.
    pub fn total(&self) -> Yen {
        self.personal + self.household + self.winter + self.housing + self.work
    }
}

impl Show for LivingCost {
    fn show(&self) -> Shown {
        self.total().show()
    }
}

/// The rule of [`living_cost`].
pub static LIVING_COST: Rule = Rule {
    id: "civil-rehabilitation.living-cost",
    ja: "最低限度の生活の維持に必要な1年分の費用",
    en: "least cost of living for one year",
    provisions: &[
        Provision::new(CIVIL_REHABILITATION, "241/3"),
        Provision::new(LIVING_COST_DECREE, "1"),
        Provision::new(LIVING_COST_DECREE, "2"),
        Provision::new(LIVING_COST_DECREE, "3"),
        Provision::new(LIVING_COST_DECREE, "4"),
        Provision::new(LIVING_COST_DECREE, "5"),
        Provision::new(LIVING_COST_DECREE, "6"),
    ],
    mark: Mark::Law,
    parameters: living_costs::AMOUNTS,
};

/// The first 1 April on or after the day the plan was submitted (2条2項); `None` beyond the year 9999.
///
/// ```
/// use law::acts::civil_rehabilitation::disposable_income::aged_on;
/// use law::calendar::date;
/// assert_eq!(aged_on(date(2027, 4, 1)), Some(date(2027, 4, 1)));
/// assert_eq!(aged_on(date(2027, 4, 2)), Some(date(2028, 4, 1)));
/// ```
pub fn aged_on(plan_submitted_on: Date) -> Option<Date> {
    let first = date(plan_submitted_on.year(), 4, 1);
    if plan_submitted_on <= first { Some(first) } else { Date::new(first.year().checked_add(1)?, 4, 1).ok() }
}

/// Full years on a day: a year is full on the birthday itself. The decree says 「年齢」 only; by the Age Calculation Act
/// the year would be full a day earlier, which matters to those born on 2 April.
fn age(born: Date, on: Date) -> u32 {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    u32::try_from(on.year() - born.year() - i16::from(!had_birthday)).unwrap_or(0)
}

/// Least cost of living for one year.
///
/// 最低生活費。民事再生法241条3項, 平成13年政令第50号1条から6条まで. `on` is the day that decides the law. Housing is never more
/// than the real cost: nothing for an own home without a home loan or a dwelling without rent (5条2項). A
/// dwelling of dependants apart is added with its own class, heads and rent (2条から5条まで).
#[doc(alias = "最低生活費")]
pub fn living_cost<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    facts: &LivingCostFacts<'_>,
) -> Result<LivingCost, NotInForce> {
    cx.rule(&LIVING_COST, |cx| {
        let class = facts.class;
        let heads = 1 + facts.dependants.len();
        cx.given("region_class", &class);
        cx.given("aged_on", &facts.aged_on);
        let mut personal = Yen::ZERO;
        for born in [&facts.debtor_born].into_iter().chain(facts.dependants) {
            let age = age(*born, facts.aged_on);
            cx.given("living-cost-age", &age);
            personal += cx.param(living_costs::personal(class, age), on)?;
        }
        cx.given("household-heads", &heads);
        let mut household = cx.param(living_costs::household(class, heads), on)?;
        let grade = facts.housing_row.winter_grade();
        let mut winter = cx.param(living_costs::winter(class, grade, heads), on)?;
        let of_table = cx.param(facts.housing_row.amount(heads), on)?;
        let owned_outright = facts.owns_home && !facts.home_loan;
        cx.exception("owned-outright", Provision::new(LIVING_COST_DECREE, "5/2/3"), owned_outright);
        cx.given("housing_cost_yearly", &facts.housing_cost_yearly);
        let mut housing = if owned_outright { Yen::ZERO } else { of_table.min(facts.housing_cost_yearly) };
        for dwelling in facts.apart {
            let (class, heads) = (dwelling.class, dwelling.residents.len());
            cx.given("region_class", &class);
            for born in dwelling.residents {
                let age = age(*born, facts.aged_on);
                cx.given("living-cost-age", &age);
                personal += cx.param(living_costs::personal(class, age), on)?;
            }
            cx.given("household-heads", &heads);
            household += cx.param(living_costs::household(class, heads), on)?;
            let grade = dwelling.housing_row.winter_grade();
            winter += cx.param(living_costs::winter(class, grade, heads), on)?;
            cx.given("housing_cost_yearly", &dwelling.housing_cost_yearly);
            housing += cx.param(dwelling.housing_row.amount(heads), on)?.min(dwelling.housing_cost_yearly);
        }
        cx.given("gross_yearly", &facts.gross_yearly);
        cx.exception("not-earned", Provision::new(LIVING_COST_DECREE, "6/1"), !facts.earned);
        let work = if facts.earned { cx.param(living_costs::work(class, facts.gross_yearly), on)? } else { Yen::ZERO };
        Ok(LivingCost { personal, household, winter, housing, work })
    })
}

/// What is left beside the cost of living.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisposableIncome {
    /// The least cost of living for a year.
    pub living_cost: LivingCost,
    /// What is left in a year; nothing where the cost is higher.
    pub disposable: Yen,
    /// What a plan must pay at least.
    pub two_years: Yen,
}

impl Show for DisposableIncome {
    fn show(&self) -> Shown {
        self.two_years.show()
    }
}

/// The rule of [`disposable_income`].
pub static DISPOSABLE_INCOME: Rule = Rule {
    id: "civil-rehabilitation.disposable-income",
    ja: "可処分所得",
    en: "disposable income",
    provisions: &[
        Provision::new(CIVIL_REHABILITATION, "241/2/7"),
        Provision::new(CIVIL_REHABILITATION, "241/3"),
        Provision::new(LIVING_COST_DECREE, ""),
    ],
    mark: Mark::Law,
    parameters: &[&figures::DISPOSABLE_YEARS],
};

/// Twice the disposable income of a year: what a plan for a salaried worker must pay at least.
///
/// 可処分所得額の2年分。民事再生法241条2項7号. `net` is gross income of a year less income tax, resident tax, forest
/// environment tax and social insurance, nothing else; not the household's real expenses but the decree's living cost
/// is taken from it.
///
/// ```
/// use law::acts::civil_rehabilitation::disposable_income::{LivingCostFacts, aged_on, disposable_income};
/// use law::acts::civil_rehabilitation::living_costs::HousingRow;
/// use law::acts::civil_rehabilitation::municipality::locate;
/// use law::acts::civil_rehabilitation::yearly_income::PerYear;
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let home = locate("東京都八王子市").unwrap();
/// let submitted = date(2027, 2, 1);
/// let facts = LivingCostFacts {
///     aged_on: aged_on(submitted).unwrap(),
///     class: home.class,
///     housing_row: HousingRow::of(home),
///     debtor_born: date(1981, 5, 4),
///     dependants: &[date(1983, 11, 20), date(2016, 8, 1)],
///     apart: &[],
///     owns_home: true,
///     home_loan: true,
///     housing_cost_yearly: Yen(1_512_000),
///     gross_yearly: Yen(5_000_000),
///     earned: true,
/// };
/// let answer = disposable_income(&mut Cx::new(&mut NoTrace), submitted, &facts, PerYear::whole(Yen(3_920_000)))?;
/// assert_eq!((answer.living_cost.total(), answer.two_years), (Yen(3_499_000), Yen(842_000)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "可処分所得")]
pub fn disposable_income<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    facts: &LivingCostFacts<'_>,
    net: PerYear,
) -> Result<DisposableIncome, NotInForce> {
    cx.rule(&DISPOSABLE_INCOME, |cx| {
        let yearly = net.rounded_up();
        cx.given("net_yearly", &yearly);
        let living_cost = living_cost(cx, on, facts)?;
        let cost = living_cost.total();
        let disposable = yearly.excess_over(cost);
        cx.given("disposable", &disposable);
        let years = cx.param(&figures::DISPOSABLE_YEARS, on)?;
        let two_years = net.of_years(years).excess_over(cost.times(u64::from(years)));
        Ok(DisposableIncome { living_cost, disposable, two_years })
    })
}

#[cfg(test)]
mod tests {
    use super::super::municipality::locate;
    use super::*;
    use crate::trace::{Derivation, NoTrace};

    const ON: Date = date(2027, 2, 1);

    /// A family in Hachioji on 1 April 2027: 45, 43 and 10 years old.
    fn family(dependants: &[Date]) -> LivingCostFacts<'_> {
        let home = locate("東京都八王子市").unwrap();
        LivingCostFacts {
            aged_on: aged_on(ON).unwrap(),
            class: home.class,
            housing_row: HousingRow::of(home),
            debtor_born: date(1981, 5, 4),
            dependants,
            apart: &[],
            owns_home: true,
            home_loan: true,
            housing_cost_yearly: Yen(1_512_000),
            gross_yearly: Yen(5_000_000),
            earned: true,
        }
    }

    fn cost(facts: &LivingCostFacts<'_>) -> LivingCost {
        living_cost(&mut Cx::new(&mut NoTrace), ON, facts).unwrap()
    }

    /// 478,000 + 478,000 + 482,000; 647,000; 24,000; 835,000; 555,000: together 3,499,000.
    /// A dependant in a dwelling apart costs what one who lives alone there costs, without work: a student of 19 in Kumamoto at
    /// 600,000 a year of rent, beside a family in Tokyo.
    #[test]
    fn a_dwelling_apart_is_added() {
        let student = date(2007, 5, 1);
        let kumamoto = locate("熊本県熊本市").unwrap();
        let (class, housing_row) = (kumamoto.class, HousingRow::of(kumamoto));
        let rent = Yen(600_000);
        let dwelling = Dwelling { class, housing_row, residents: &[student], housing_cost_yearly: rent };
        let mut silent = NoTrace;
        let cx = &mut Cx::new(&mut silent);
        let on = ON;
        let together = family(&[]);
        let alone = LivingCostFacts {
            class,
            housing_row,
            debtor_born: student,
            owns_home: false,
            home_loan: false,
            housing_cost_yearly: rent,
            earned: false,
            ..together
        };
        let base = living_cost(cx, on, &together).unwrap();
        let apart = living_cost(cx, on, &LivingCostFacts { apart: &[dwelling], ..together }).unwrap();
        let one = living_cost(cx, on, &alone).unwrap();
        assert!(!one.personal.is_zero() && !one.household.is_zero() && !one.housing.is_zero() && one.work.is_zero());
        assert_eq!(apart.total(), base.total() + one.total());
        assert_eq!((apart.personal, apart.housing), (base.personal + one.personal, base.housing + one.housing));
    }

    #[test]
    fn a_family_of_three_in_class_1() {
        let dependants = [date(1983, 11, 20), date(2016, 8, 1)];
        let expect = LivingCost {
            personal: Yen(1_438_000),
            household: Yen(647_000),
            winter: Yen(24_000),
            housing: Yen(835_000),
            work: Yen(555_000),
        };
        assert_eq!(cost(&family(&dependants)), expect);
        assert_eq!(expect.total(), Yen(3_499_000));
    }

    #[test]
    fn housing_is_never_more_than_the_real_cost() {
        let housing = |owns_home, home_loan, cost_yearly| {
            let facts = LivingCostFacts { owns_home, home_loan, housing_cost_yearly: Yen(cost_yearly), ..family(&[]) };
            cost(&facts).housing.0
        };
        // One person in Tokyo, class 1 to 3: 642,000.
        assert_eq!(housing(true, true, 642_001), 642_000);
        assert_eq!(housing(true, true, 641_999), 641_999);
        assert_eq!(housing(false, false, 900_000), 642_000);
        assert_eq!(housing(false, false, 0), 0);
        assert_eq!(housing(true, false, 900_000), 0);
    }

    #[test]
    fn heads_move_household_winter_and_housing() {
        let grown = [date(1990, 1, 1); 6];
        let of = |dependants: usize| {
            let answer = cost(&family(&grown[..dependants]));
            (answer.household.0, answer.winter.0, answer.housing.0)
        };
        assert_eq!(of(0), (527_000, 16_000, 642_000));
        assert_eq!(of(1), (583_000, 20_000, 835_000));
        assert_eq!(of(3), (703_000, 27_000, 835_000));
        assert_eq!(of(5), (703_000, 27_000, 835_000));
        assert_eq!(of(6), (703_000, 27_000, 1_002_000));
    }

    #[test]
    fn ages_turn_on_the_birthday_itself() {
        // Class 1: 40 years 488,000, 41 to 58 years 478,000; 69 years 538,000, 70 and over 624,000.
        let personal = |born| cost(&LivingCostFacts { debtor_born: born, ..family(&[]) }).personal.0;
        assert_eq!(personal(date(1986, 4, 1)), 478_000);
        assert_eq!(personal(date(1986, 4, 2)), 488_000);
        assert_eq!(personal(date(1957, 4, 1)), 624_000);
        assert_eq!(personal(date(1957, 4, 2)), 538_000);
        assert_eq!(personal(date(1900, 1, 1)), 624_000);
        assert_eq!(age(date(2026, 4, 2), date(2027, 4, 1)), 0);
        assert_eq!(age(date(2024, 2, 29), date(2027, 4, 1)), 3);
    }

    #[test]
    fn the_first_of_april_on_or_after_submission() {
        assert_eq!(aged_on(date(2027, 3, 31)), Some(date(2027, 4, 1)));
        assert_eq!(aged_on(date(2027, 12, 31)), Some(date(2028, 4, 1)));
        assert_eq!(aged_on(date(9999, 4, 1)), Some(date(9999, 4, 1)));
        assert_eq!(aged_on(date(9999, 4, 2)), None);
    }

    #[test]
    fn work_expenses_follow_the_gross_income_where_it_is_earned() {
        let work = |place: &str, gross: u64, earned| {
            let place = locate(place).unwrap();
            let facts = LivingCostFacts {
                class: place.class,
                housing_row: HousingRow::of(place),
                gross_yearly: Yen(gross),
                earned,
                ..family(&[])
            };
            cost(&facts).work.0
        };
        let bands = [
            ("東京都八王子市", 1_999_999, 490_000),
            ("東京都八王子市", 2_000_000, 525_000),
            ("東京都八王子市", 2_499_999, 525_000),
            ("東京都八王子市", 2_500_000, 555_000),
            ("北海道函館市", 1_999_999, 476_000),
            ("北海道函館市", 2_000_000, 505_000),
            ("北海道松前町", 0, 455_000),
            ("北海道松前町", 9_000_000, 455_000),
        ];
        for (place, gross, expect) in bands {
            assert_eq!(work(place, gross, true), expect, "{place} {gross}");
            assert_eq!(work(place, gross, false), 0);
        }
    }

    #[test]
    fn winter_by_the_grade_of_the_prefecture() {
        // 別表第四・第五, one person: class 3 in grades 1 to 6.
        let places = [
            ("北海道函館市", 112_000),
            ("岩手県盛岡市", 80_000),
            ("富山県富山市", 53_000),
            ("石川県金沢市", 41_000),
            ("群馬県前橋市", 28_000),
            ("沖縄県那覇市", 14_000),
        ];
        for (place, expect) in places {
            let place = locate(place).unwrap();
            let facts = LivingCostFacts { class: place.class, housing_row: HousingRow::of(place), ..family(&[]) };
            assert_eq!(cost(&facts).winter, Yen(expect), "{}", place.name);
        }
    }

    /// Popular error: 「可処分所得は手取り−実際の生活費」. The decree's figure is taken from the income, and where it is
    /// higher nothing must be paid on this ground.
    #[test]
    fn the_living_cost_of_the_decree_not_the_real_one() {
        let dependants = [date(1983, 11, 20), date(2016, 8, 1)];
        let facts = family(&dependants);
        let of =
            |net: u64| disposable_income(&mut Cx::new(&mut NoTrace), ON, &facts, PerYear::whole(Yen(net))).unwrap();
        assert_eq!((of(3_499_001).disposable, of(3_499_001).two_years), (Yen(1), Yen(2)));
        assert_eq!(of(3_499_000).two_years, Yen(0));
        assert_eq!(of(0).two_years, Yen(0));
    }

    #[test]
    fn every_amount_of_the_answer_is_in_the_derivation() {
        let mut derivation = Derivation::default();
        let facts = family(&[]);
        disposable_income(&mut Cx::new(&mut derivation), ON, &facts, PerYear::whole(Yen(4_000_000))).unwrap();
        let names: Vec<&str> = derivation.steps[1].lines.iter().map(|line| line.name).collect();
        for name in [
            "living_costs.personal.class_1.age_41",
            "living_costs.winter.class_1.any_grade.persons_1",
            "living-cost-age",
        ] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
        let before = date(2001, 3, 31);
        assert!(disposable_income(&mut Cx::new(&mut NoTrace), before, &facts, PerYear::NONE).is_err());
    }
}
