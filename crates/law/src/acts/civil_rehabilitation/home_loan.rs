//! 住宅資金特別条項: when a plan may carry a special clause on a home loan, and how far it may stretch the loan
//! (民事再生法196条–199条).

use crate::acts::civil_code::period::{self, Unit};
use crate::params::{Mark, home_loan_clause as figures};
use crate::provision::{CIVIL_CODE, CIVIL_REHABILITATION, Provision};
use crate::terms::{EncumbranceKind, Lies, Purpose};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::words::Word;
use crate::{Date, NotInForce, Share};

crate::word_list! {
    /// How "does not exceed 70" is read.
    pub enum AgeMode {
        /// In whole years: until the day before the 71st birthday.
        WholeYears = "whole-years",
        /// To the day: until the 70th birthday.
        Birthday = "birthday",
    }
}

/// The rule of [`reschedule_limit`].
pub static RESCHEDULE_LIMIT: Rule = Rule {
    id: "home-loan.reschedule-limit",
    ja: "リスケジュールの限度",
    en: "limit of the extended term",
    provisions: &[Provision::new(CIVIL_REHABILITATION, "199/2/2")],
    mark: Mark::Law,
    parameters: &[&figures::EXTENSION_YEARS, &figures::AGE_LIMIT],
};

/// The two ends that 199条2項2号 sets, and the earlier of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RescheduleLimit {
    /// The contract's last due date, ten years later; `None` beyond the year 9999.
    pub by_contract: Option<Date>,
    /// The last day within the age limit; `None` beyond the year 9999.
    pub by_age: Option<Date>,
}

impl RescheduleLimit {
    /// The latest day that may be the new last due date; `None` when one of the ends lies beyond the calendar.
    pub fn latest_last_due_on(self) -> Option<Date> {
        Some(self.by_contract?.min(self.by_age?))
    }
}

impl Show for RescheduleLimit {
    fn show(&self) -> Shown {
        self.latest_last_due_on().show()
    }
}

/// How late the last due date of an extended home loan may be.
///
/// リスケジュール型の最終弁済期の限度。民事再生法199条2項2号: not more than ten years after the contract's own last due date,
/// and the debtor not older than 70 on that day. The text does not settle whether 70 is counted in whole years or to the
/// birthday, so `age_mode` is a switch. One born on 29 February has the birthday on 28 February in other years.
///
/// ```
/// use law::acts::civil_rehabilitation::home_loan::{AgeMode, reschedule_limit};
/// use law::{calendar::date, trace::{Cx, NoTrace}};
/// let (on, contract_end, born) = (date(2026, 11, 22), date(2051, 3, 31), date(1981, 5, 4));
/// let limit = reschedule_limit(&mut Cx::new(&mut NoTrace), on, contract_end, born, AgeMode::Birthday)?;
/// assert_eq!(limit.latest_last_due_on(), Some(date(2051, 5, 4)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "リスケジュール")]
pub fn reschedule_limit<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    contract_last_due_on: Date,
    debtor_born: Date,
    age_mode: AgeMode,
) -> Result<RescheduleLimit, NotInForce> {
    cx.rule(&RESCHEDULE_LIMIT, |cx| {
        cx.given("contract_last_due_on", &contract_last_due_on);
        cx.given("debtor_born", &debtor_born);
        cx.given("age_mode", &age_mode);
        let by_contract = same_day_years_later(contract_last_due_on, cx.param(&figures::EXTENSION_YEARS, on)?);
        let age = cx.param(&figures::AGE_LIMIT, on)?;
        let by_age = match age_mode {
            AgeMode::Birthday => same_day_years_later(debtor_born, age),
            AgeMode::WholeYears => same_day_years_later(debtor_born, age + 1).and_then(|day| day.yesterday().ok()),
        };
        cx.given("by_contract", &by_contract);
        cx.given("by_age", &by_age);
        Ok(RescheduleLimit { by_contract, by_age })
    })
}

/// The same day of a later year, 28 February where there is no 29th.
fn same_day_years_later(day: Date, years: u32) -> Option<Date> {
    let year = i16::try_from(i64::from(day.year()) + i64::from(years)).ok().filter(|year| *year <= 9999)?;
    Date::new(year, day.month(), day.day()).or_else(|_| Date::new(year, 2, 28)).ok()
}

/// The rule of [`unwinding_deadline`].
pub static UNWINDING_DEADLINE: Rule = Rule {
    id: "home-loan.unwinding-deadline",
    ja: "巻戻しの申立期限",
    en: "deadline for the unwinding",
    provisions: &[
        Provision::new(CIVIL_REHABILITATION, "198/2"),
        Provision::new(CIVIL_CODE, "140"),
        Provision::new(CIVIL_CODE, "143"),
    ],
    mark: Mark::Law,
    parameters: &[&figures::UNWINDING_MONTHS],
};

/// The last day on which the petition may be filed after a guarantee company has paid; `None` beyond the year 9999.
///
/// 巻戻しの申立期限。民事再生法198条2項: by the day on which six months have passed since the whole guarantee was performed.
/// The first day is not counted (民法140条). The day of the petition counts, not that of the opening. Whether the day
/// rolls on when it is a day off (民法142条) is not settled: [`period::roll`] gives that day, and no condition uses it.
///
/// ```
/// use law::acts::civil_rehabilitation::home_loan::unwinding_deadline;
/// use law::{calendar::date, trace::{Cx, NoTrace}};
/// let file_by = unwinding_deadline(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), date(2026, 5, 22))?;
/// assert_eq!(file_by, Some(date(2026, 11, 22)));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "巻戻し")]
pub fn unwinding_deadline<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    guarantee_performed_on: Date,
) -> Result<Option<Date>, NotInForce> {
    cx.rule(&UNWINDING_DEADLINE, |cx| {
        cx.given("guarantee_performed_on", &guarantee_performed_on);
        let months = cx.param(&figures::UNWINDING_MONTHS, on)?;
        Ok(period::last_day(cx, guarantee_performed_on, months, Unit::Month, false))
    })
}

crate::word_list! {
    /// In whose name the mortgage for the home loan is registered.
    pub enum MortgageHolder {
        /// The lender.
        Lender = "lender",
        /// A guarantor by trade (保証会社), for its reimbursement claim.
        GuaranteeCompany = "guarantee-company",
        /// Any other guarantor.
        PersonalGuarantor = "personal-guarantor",
    }
}

/// A burden on the building or the land beside the mortgage of the home loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherSecurity {
    /// What it lies on.
    pub on: Lies,
    /// Its kind.
    pub kind: EncumbranceKind,
    /// Does it secure a home loan (196条3号) too?
    pub home_loan: bool,
    /// Does it rank behind the mortgage of the home loan?
    pub ranks_behind: bool,
}

impl OtherSecurity {
    /// Is it a security right of 53条1項 that secures no home loan? An attachment is no security right; a provisional
    /// registration as security is treated like a mortgage (仮登記担保法19条3項).
    fn blocks(self) -> bool {
        self.kind != EncumbranceKind::Attachment && !self.home_loan
    }

    fn on_building(self) -> bool {
        matches!(self.on, Lies::Building | Lies::Both)
    }

    fn on_land(self) -> bool {
        matches!(self.on, Lies::Land | Lies::Both)
    }
}

/// The facts on which the clause depends. `None` is unknown, but for the day of the guarantor's payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClauseFacts<'a> {
    /// Does the debtor own the building (a share is enough)?
    pub owned_by_debtor: Option<bool>,
    /// Is it the debtor's only or main residence?
    pub main_residence: Option<bool>,
    /// The share of the floor that serves only the debtor's residence.
    pub own_use_floor_share: Option<Share>,
    /// What the loan was for.
    pub purpose: Option<Purpose>,
    /// Is it repaid in instalments?
    pub instalments: Option<bool>,
    /// Does a mortgage on the building secure it, or the guarantor's reimbursement?
    pub mortgage_on_building: Option<bool>,
    /// In whose name that mortgage stands.
    pub mortgage_holder: Option<MortgageHolder>,
    /// Every other burden.
    pub other_security: Option<&'a [OtherSecurity]>,
    /// Does that mortgage lie on the land too?
    pub mortgage_on_land: Option<bool>,
    /// Did the creditor acquire the claim by subrogation under 民法499条, as one with a legitimate interest? What a
    /// guarantee company paid stands in `guarantee_performed_on`, never here.
    pub acquired_by_subrogation: Option<bool>,
    /// The day on which a guarantee company had paid the whole; `None` when none has.
    pub guarantee_performed_on: Option<Date>,
    /// The day of the petition.
    pub petition_on: Date,
}

crate::word_list! {
    /// A condition of the clause, by the name of its failure. In alphabetical order.
    pub enum ClauseCondition {
        /// The creditor acquired the claim by subrogation (198条1項).
        AcquiredBySubrogation = "acquired-by-subrogation",
        /// Less than half of the floor serves the own residence (196条1号).
        FloorShare = "floor-share",
        /// The home-loan mortgage lies on the land too, and another security ranks behind it there (198条1項).
        JuniorSecurityOnLand = "junior-security-on-land",
        /// No mortgage on the building (196条3号).
        NoBuildingMortgage = "no-building-mortgage",
        /// Not repaid in instalments (196条3号).
        NoInstalments = "no-instalments",
        /// Not the main residence (196条1号).
        NotMainResidence = "not-main-residence",
        /// Not the debtor's own (196条1号).
        NotOwned = "not-owned",
        /// The mortgage secures the reimbursement of a guarantor who is none by trade (196条3号).
        PersonalGuarantor = "personal-guarantor",
        /// Not for building, buying or improving the home (196条3号).
        Purpose = "purpose",
        /// Another security right lies on the building (198条1項).
        SecurityOnBuilding = "security-on-building",
        /// The petition came after the six months (198条2項).
        SixMonthsPassed = "six-months-passed",
    }
}

impl ClauseCondition {
    /// Every condition as the statute asks for them: the home and the loan (196条), then what closes the clause (198条).
    pub const BY_ARTICLE: [ClauseCondition; 11] = [
        Self::NotOwned,
        Self::NotMainResidence,
        Self::FloorShare,
        Self::Purpose,
        Self::NoInstalments,
        Self::NoBuildingMortgage,
        Self::PersonalGuarantor,
        Self::AcquiredBySubrogation,
        Self::SecurityOnBuilding,
        Self::JuniorSecurityOnLand,
        Self::SixMonthsPassed,
    ];

    /// The article that asks for it.
    pub const fn provision(self) -> Provision {
        let path = match self {
            Self::NotOwned | Self::NotMainResidence | Self::FloorShare => "196//1",
            Self::Purpose | Self::NoInstalments | Self::NoBuildingMortgage | Self::PersonalGuarantor => "196//3",
            Self::AcquiredBySubrogation | Self::SecurityOnBuilding | Self::JuniorSecurityOnLand => "198/1",
            Self::SixMonthsPassed => "198/2",
        };
        Provision::new(CIVIL_REHABILITATION, path)
    }
}

/// Every condition of the clause with its answer: met, not met, or unknown (`None`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseConditions {
    /// The conditions, in alphabetical order.
    pub conditions: [(ClauseCondition, Option<bool>); 11],
}

impl ClauseConditions {
    /// The answer to one condition.
    pub fn answer(&self, condition: ClauseCondition) -> Option<bool> {
        self.conditions.iter().find(|(asked, _)| *asked == condition)?.1
    }

    /// The conditions that are not met, in alphabetical order.
    pub fn failing(&self) -> Vec<ClauseCondition> {
        self.with(Some(false))
    }

    /// The conditions that the known facts do not decide.
    pub fn unknown(&self) -> Vec<ClauseCondition> {
        self.with(None)
    }

    fn with(&self, answer: Option<bool>) -> Vec<ClauseCondition> {
        self.conditions.iter().filter(|(_, met)| *met == answer).map(|(condition, _)| *condition).collect()
    }
}

impl Show for ClauseConditions {
    fn show(&self) -> Shown {
        match (self.failing().is_empty(), self.unknown().is_empty()) {
            (false, _) => Shown::Flag(false),
            (true, true) => Shown::Flag(true),
            (true, false) => Shown::Nothing,
        }
    }
}

/// The rule of [`clause_conditions`].
pub static CLAUSE_CONDITIONS: Rule = Rule {
    id: "home-loan.clause-conditions",
    ja: "住宅資金特別条項の要件",
    en: "conditions of the special clause on a home loan",
    provisions: &[
        Provision::new(CIVIL_REHABILITATION, "196//1"),
        Provision::new(CIVIL_REHABILITATION, "196//3"),
        Provision::new(CIVIL_REHABILITATION, "198/1"),
        Provision::new(CIVIL_REHABILITATION, "198/2"),
        Provision::new(CIVIL_REHABILITATION, "53/1"),
    ],
    mark: Mark::Law,
    parameters: &[&figures::OWN_USE_FLOOR_SHARE, &figures::UNWINDING_MONTHS],
};

/// May the plan carry a special clause on this home loan?
///
/// 住宅資金特別条項の要件。民事再生法196条 (the home, the home loan claim), 198条1項 (no claim acquired by subrogation, no
/// other security in the way), 2項 (the petition within six months of a guarantee company's payment). Overloan, arrears
/// and the lender's consent are no conditions. `on` is the day whose law decides, the petition as a rule.
///
/// ```
/// use law::acts::civil_rehabilitation::home_loan::*;
/// use law::{Share, calendar::date, terms::Purpose, trace::{Cx, NoTrace}};
/// let facts = ClauseFacts {
///     owned_by_debtor: Some(true),
///     main_residence: Some(true),
///     own_use_floor_share: Some(Share::WHOLE),
///     purpose: Some(Purpose::Purchase),
///     instalments: Some(true),
///     mortgage_on_building: Some(true),
///     mortgage_holder: Some(MortgageHolder::GuaranteeCompany),
///     other_security: Some(&[]),
///     mortgage_on_land: Some(true),
///     acquired_by_subrogation: Some(false),
///     guarantee_performed_on: Some(date(2026, 5, 22)),
///     petition_on: date(2026, 11, 23),
/// };
/// let answer = clause_conditions(&mut Cx::new(&mut NoTrace), date(2026, 11, 23), &facts)?;
/// assert_eq!(answer.failing(), [ClauseCondition::SixMonthsPassed]);
/// assert_eq!(answer.failing()[0].provision().to_string(), "民事再生法198条2項");
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "住宅資金特別条項")]
pub fn clause_conditions<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    facts: &ClauseFacts<'_>,
) -> Result<ClauseConditions, NotInForce> {
    cx.rule(&CLAUSE_CONDITIONS, |cx| {
        cx.given("owned_by_debtor", &facts.owned_by_debtor);
        cx.given("main_residence", &facts.main_residence);
        cx.given("own_use_floor_share", &facts.own_use_floor_share);
        cx.given("purpose", &facts.purpose);
        cx.given("instalments", &facts.instalments);
        cx.given("mortgage_on_building", &facts.mortgage_on_building);
        cx.given("mortgage_holder", &facts.mortgage_holder);
        cx.given("other_security", &facts.other_security.map(<[_]>::len));
        cx.given("mortgage_on_land", &facts.mortgage_on_land);
        cx.given("acquired_by_subrogation", &facts.acquired_by_subrogation);
        cx.given("guarantee_performed_on", &facts.guarantee_performed_on);
        cx.given("petition_on", &facts.petition_on);

        // 196条1号: a building of the debtor's own, at least half of its floor for the own residence alone; of two or
        // more such buildings the one mainly lived in.
        let least_share = cx.param(&figures::OWN_USE_FLOOR_SHARE, on)?;
        let floor_share = facts.own_use_floor_share.map(|share| share >= least_share);
        // 196条3号: the loan's purpose, its instalments, and the mortgage for it or for a guarantor by trade.
        let purpose = facts.purpose.map(|purpose| purpose != Purpose::Other);
        let holder = facts.mortgage_holder.map(|holder| holder != MortgageHolder::PersonalGuarantor);
        // 198条1項: 民法499条; then, as the proviso says, security on the home, and security on other land that the
        // home-loan mortgage covers when it ranks behind that mortgage.
        let subrogation = facts.acquired_by_subrogation.map(|acquired| !acquired);
        let no_other = |place: fn(OtherSecurity) -> bool| {
            facts.other_security.map(|all| !all.iter().any(|security| security.blocks() && place(*security)))
        };
        let building = no_other(OtherSecurity::on_building);
        let junior_on_land = no_other(|security| security.on_land() && security.ranks_behind);
        let land = match (facts.mortgage_on_land, junior_on_land) {
            (Some(false), _) | (_, Some(true)) => Some(true),
            (Some(true), Some(false)) => Some(false),
            _ => None,
        };
        // 198条2項: the very day on which the six months have passed is still in time, and it does not roll. A deadline
        // beyond the calendar has not passed.
        let in_time = match facts.guarantee_performed_on {
            Some(performed) => {
                unwinding_deadline(cx, on, performed)?.is_none_or(|file_by| facts.petition_on <= file_by)
            }
            None => true,
        };
        let conditions = [
            (ClauseCondition::AcquiredBySubrogation, subrogation),
            (ClauseCondition::FloorShare, floor_share),
            (ClauseCondition::JuniorSecurityOnLand, land),
            (ClauseCondition::NoBuildingMortgage, facts.mortgage_on_building),
            (ClauseCondition::NoInstalments, facts.instalments),
            (ClauseCondition::NotMainResidence, facts.main_residence),
            (ClauseCondition::NotOwned, facts.owned_by_debtor),
            (ClauseCondition::PersonalGuarantor, holder),
            (ClauseCondition::Purpose, purpose),
            (ClauseCondition::SecurityOnBuilding, building),
            (ClauseCondition::SixMonthsPassed, Some(in_time)),
        ];
        for (condition, met) in &conditions {
            if *met == Some(false) {
                cx.exception(condition.word(), condition.provision(), true);
            }
        }
        Ok(ClauseConditions { conditions })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::{Derivation, NoTrace};

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn every_condition_has_its_place_in_the_statute() {
        let mut by_article = ClauseCondition::BY_ARTICLE;
        by_article.sort_by_key(|condition| condition.word());
        assert_eq!(by_article, ClauseCondition::ALL);
    }

    fn limit(contract_end: Date, born: Date, mode: AgeMode) -> Option<Date> {
        let limit = reschedule_limit(&mut Cx::new(&mut NoTrace), TODAY, contract_end, born, mode).unwrap();
        limit.latest_last_due_on()
    }

    /// From the words of 199条2項2号, by hand.
    #[test]
    fn the_earlier_of_ten_years_and_the_age() {
        let (whole, birthday) = (AgeMode::WholeYears, AgeMode::Birthday);
        // Born 1981-05-04: 70 on 2051-05-04, 71 on 2052-05-04; the contract allows 2061-03-31.
        assert_eq!(limit(date(2051, 3, 31), date(1981, 5, 4), birthday), Some(date(2051, 5, 4)));
        assert_eq!(limit(date(2051, 3, 31), date(1981, 5, 4), whole), Some(date(2052, 5, 3)));
        // Born 2000: the ten years bind.
        assert_eq!(limit(date(2051, 3, 31), date(2000, 1, 1), birthday), Some(date(2061, 3, 31)));
        // 29 February: 2044 is a leap year, 2054 is none.
        assert_eq!(limit(date(2044, 2, 29), date(2000, 1, 1), birthday), Some(date(2054, 2, 28)));
        // Born on 29 February 1980: 70 on 28 February 2050; 71 on 28 February 2051, so 27 February is the last day.
        assert_eq!(limit(date(2060, 1, 1), date(1980, 2, 29), birthday), Some(date(2050, 2, 28)));
        assert_eq!(limit(date(2060, 1, 1), date(1980, 2, 29), whole), Some(date(2051, 2, 27)));
        // The day before 1 March 2048 is a 29 February.
        assert_eq!(limit(date(2060, 1, 1), date(1977, 3, 1), whole), Some(date(2048, 2, 29)));
        assert_eq!(limit(date(9990, 1, 1), date(1980, 1, 1), whole), None);
    }

    #[test]
    fn before_the_chapter_was_in_force_there_is_no_answer() {
        let before = reschedule_limit(
            &mut Cx::new(&mut NoTrace),
            date(2001, 3, 31),
            date(2020, 1, 1),
            date(1970, 1, 1),
            AgeMode::WholeYears,
        );
        assert_eq!(before.unwrap_err().known_from, date(2001, 4, 1));
    }

    #[test]
    fn six_months_without_the_first_day() {
        let by = |day| unwinding_deadline(&mut Cx::new(&mut NoTrace), TODAY, day).unwrap();
        assert_eq!(by(date(2026, 5, 22)), Some(date(2026, 11, 22)));
        assert_eq!(by(date(2026, 8, 31)), Some(date(2027, 2, 28)));
        assert_eq!(by(date(2026, 2, 28)), Some(date(2026, 8, 31)));
        assert_eq!(by(date(9999, 7, 1)), None);
    }

    fn all_met<'a>() -> ClauseFacts<'a> {
        ClauseFacts {
            owned_by_debtor: Some(true),
            main_residence: Some(true),
            own_use_floor_share: Share::new(1, 2),
            purpose: Some(Purpose::Purchase),
            instalments: Some(true),
            mortgage_on_building: Some(true),
            mortgage_holder: Some(MortgageHolder::Lender),
            other_security: Some(&[]),
            mortgage_on_land: Some(true),
            acquired_by_subrogation: Some(false),
            guarantee_performed_on: None,
            petition_on: TODAY,
        }
    }

    fn answer(facts: &ClauseFacts<'_>) -> ClauseConditions {
        clause_conditions(&mut Cx::new(&mut NoTrace), TODAY, facts).unwrap()
    }

    fn check(facts: ClauseFacts<'_>, expect: &[&str]) {
        let failing: Vec<&str> = answer(&facts).failing().into_iter().map(Word::word).collect();
        assert_eq!(failing, expect, "{facts:?}");
        assert!(failing.is_sorted());
    }

    #[test]
    fn each_condition_alone() {
        check(all_met(), &[]);
        check(ClauseFacts { owned_by_debtor: Some(false), ..all_met() }, &["not-owned"]);
        check(ClauseFacts { main_residence: Some(false), ..all_met() }, &["not-main-residence"]);
        // Half of the floor is enough (the case above); less is not.
        check(ClauseFacts { own_use_floor_share: Share::new(49, 100), ..all_met() }, &["floor-share"]);
        check(ClauseFacts { purpose: Some(Purpose::Other), ..all_met() }, &["purpose"]);
        check(ClauseFacts { instalments: Some(false), ..all_met() }, &["no-instalments"]);
        check(ClauseFacts { mortgage_on_building: Some(false), ..all_met() }, &["no-building-mortgage"]);
        check(
            ClauseFacts { mortgage_holder: Some(MortgageHolder::PersonalGuarantor), ..all_met() },
            &["personal-guarantor"],
        );
        check(ClauseFacts { acquired_by_subrogation: Some(true), ..all_met() }, &["acquired-by-subrogation"]);
        let everything = ClauseFacts {
            owned_by_debtor: Some(false),
            purpose: Some(Purpose::Other),
            acquired_by_subrogation: Some(true),
            ..all_met()
        };
        check(everything, &["acquired-by-subrogation", "not-owned", "purpose"]);
    }

    #[test]
    fn the_last_day_of_the_six_months_is_in_time_though_it_is_a_sunday() {
        let paid = |performed, petition_on| ClauseFacts {
            mortgage_holder: Some(MortgageHolder::GuaranteeCompany),
            guarantee_performed_on: Some(performed),
            petition_on,
            ..all_met()
        };
        check(paid(date(2026, 5, 22), date(2026, 11, 22)), &[]);
        // Monday is a holiday and the day rolls to Tuesday elsewhere: not here.
        check(paid(date(2026, 5, 22), date(2026, 11, 23)), &["six-months-passed"]);
        check(paid(date(9999, 12, 1), TODAY), &[]);
    }

    #[test]
    fn other_security_by_place_rank_and_kind() {
        let with = |on, kind, home_loan, ranks_behind, mortgage_on_land, expect: &[&str]| {
            let one = [OtherSecurity { on, kind, home_loan, ranks_behind }];
            check(
                ClauseFacts { other_security: Some(&one), mortgage_on_land: Some(mortgage_on_land), ..all_met() },
                expect,
            );
        };
        let (building, land) = ("security-on-building", "junior-security-on-land");
        for kind in [
            EncumbranceKind::Mortgage,
            EncumbranceKind::RevolvingMortgage,
            EncumbranceKind::Provisional,
            EncumbranceKind::StatutoryLien,
        ] {
            for behind in [true, false] {
                with(Lies::Building, kind, false, behind, true, &[building]);
                with(Lies::Both, kind, true, behind, true, &[]);
            }
            with(Lies::Both, kind, false, true, true, &[land, building]);
            with(Lies::Both, kind, false, true, false, &[building]);
            with(Lies::Both, kind, false, false, true, &[building]);
            with(Lies::Land, kind, false, true, true, &[land]);
            with(Lies::Land, kind, false, true, false, &[]);
            with(Lies::Land, kind, false, false, true, &[]);
        }
        with(Lies::Both, EncumbranceKind::Attachment, false, true, true, &[]);
    }

    #[test]
    fn what_is_not_known_is_unknown_and_never_met() {
        let facts = ClauseFacts { main_residence: None, other_security: None, ..all_met() };
        let found = answer(&facts);
        assert!(found.failing().is_empty());
        assert_eq!(
            found.unknown(),
            [
                ClauseCondition::JuniorSecurityOnLand,
                ClauseCondition::NotMainResidence,
                ClauseCondition::SecurityOnBuilding
            ]
        );
        // Where no mortgage lies on the land, the list is not needed for it.
        let facts = ClauseFacts { mortgage_on_land: Some(false), ..facts };
        assert!(!answer(&facts).unknown().contains(&ClauseCondition::JuniorSecurityOnLand));
        // A list without trouble is enough though the land is unknown.
        let facts = ClauseFacts { mortgage_on_land: None, ..all_met() };
        assert!(answer(&facts).unknown().is_empty());
    }

    #[test]
    fn traced_and_untraced_agree() {
        let mut derivation = Derivation::default();
        let facts = ClauseFacts { guarantee_performed_on: Some(date(2026, 5, 22)), ..all_met() };
        let traced = clause_conditions(&mut Cx::new(&mut derivation), TODAY, &facts).unwrap();
        assert_eq!(traced, answer(&facts));
        assert_eq!(derivation.steps[0].value, Shown::Flag(true));
    }
}
