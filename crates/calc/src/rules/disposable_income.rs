//! Disposable income: 民事再生法241条2項7号, 平成13年政令第50号.

use law::acts::civil_rehabilitation::disposable_income::{self as law_of, Dwelling, LivingCostFacts, aged_on};
use law::acts::civil_rehabilitation::living_costs::{HousingRow, NoHousingRow, RegionClass, housing_row};
use law::acts::civil_rehabilitation::municipality::{Municipality, formerly, municipality, prefectures};
use law::acts::civil_rehabilitation::yearly_income::PerYear;
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen, message};
use read::{Whole, record};

use crate::{Callable, Refusal};

/// `civil-rehabilitation.disposable-income`.
pub(crate) struct DisposableIncome;

record! {
    /// A dependant in the same dwelling.
    pub struct Dependant {
        /// The day of birth.
        born: Date;
    }
}

record! {
    /// A dwelling of dependants apart from the debtor's (別居の被扶養者).
    pub struct Apart {
        /// The class of the place, 1 to 6.
        region_class: Whole<1, 6>;
        /// Its prefecture.
        prefecture: String,
            where (prefecture) !is_prefecture(prefecture) => message!("error.unknown-prefecture", found = prefecture.clone()),
            where (region_class, prefecture) is_prefecture(prefecture) && row(*region_class, prefecture, None) == Err(NoHousingRow::Class)
                => message!("error.class-not-in-prefecture", prefecture = prefecture.clone(), class = region_class.0) => region_class;
        /// Its municipality; required as for the debtor's own dwelling.
        municipality: Option<String>,
            where (prefecture, municipality) is_unknown(prefecture, municipality.as_deref())
                => message!("error.unknown-municipality", prefecture = prefecture.clone(), found = municipality.clone().unwrap_or_default()),
            where (region_class, prefecture, municipality) is_needed(*region_class, prefecture, municipality.as_deref())
                => message!("error.municipality-needed", prefecture = prefecture.clone()),
            where (region_class, prefecture, municipality) is_of_other_class(*region_class, prefecture, municipality.as_deref())
                => message!("error.municipality-other-class", class = region_class.0);
        /// Its rent a year.
        housing_cost_yearly: Yen;
        /// Those who live there.
        residents: Vec<Dependant>;
    }
}

record! {
    /// A household in one dwelling, with those who are supported elsewhere.
    pub struct Household {
        /// The day on which the plan was submitted.
        plan_submitted_on: Date, where (plan_submitted_on) aged_on(*plan_submitted_on).is_none() => message!("error.calendar-end");
        /// The class of the place, 1 to 6 (第1区 to 第6区).
        region_class: Whole<1, 6>;
        /// The prefecture, 東京都 for example.
        prefecture: String,
            where (prefecture) !is_prefecture(prefecture) => message!("error.unknown-prefecture", found = prefecture.clone()),
            where (region_class, prefecture) is_prefecture(prefecture) && row(*region_class, prefecture, None) == Err(NoHousingRow::Class)
                => message!("error.class-not-in-prefecture", prefecture = prefecture.clone(), class = region_class.0) => region_class;
        /// The municipality; required where some cities of the prefecture have housing amounts of their own.
        municipality: Option<String>,
            where (prefecture, municipality) is_unknown(prefecture, municipality.as_deref())
                => message!("error.unknown-municipality", prefecture = prefecture.clone(), found = municipality.clone().unwrap_or_default()),
            where (region_class, prefecture, municipality) is_needed(*region_class, prefecture, municipality.as_deref())
                => message!("error.municipality-needed", prefecture = prefecture.clone()),
            where (region_class, prefecture, municipality) is_of_other_class(*region_class, prefecture, municipality.as_deref())
                => message!("error.municipality-other-class", class = region_class.0);
        /// The debtor's day of birth.
        debtor_born: Date, where (plan_submitted_on, debtor_born) debtor_born > plan_submitted_on => message!("error.born-later");
        /// The dependants (被扶養者) in one dwelling with the debtor.
        dependants: Vec<Dependant>;
        /// Do they live in a home of the debtor's own?
        owns_home: bool;
        /// Is a home loan owed on it?
        home_loan: bool;
        /// Rent, or payments on the home loan, a year.
        housing_cost_yearly: Yen;
        /// Gross income a year.
        gross_yearly: Yen;
        /// Income a year after income tax, resident tax and social insurance.
        net_yearly: Yen;
        /// Is the income earned by work?
        earned: bool;
        /// Dwellings of dependants who live apart; none when it is left out.
        apart: Option<Vec<Apart>>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

fn is_prefecture(prefecture: &str) -> bool {
    prefectures().contains(&prefecture)
}

/// A name of today, or one of 2001 as the decree's table has it, with or without its prefecture before it.
fn named(prefecture: &str, name: &str) -> Option<&'static Municipality> {
    let name = name.strip_prefix(prefecture).unwrap_or(name);
    municipality(prefecture, name).or_else(|| formerly(prefecture, name))
}

fn region_class(class: Whole<1, 6>) -> RegionClass {
    RegionClass::new(class.0 as u8).expect("it was read as 1 to 6")
}

fn row(class: Whole<1, 6>, prefecture: &str, name: Option<&str>) -> Result<&'static HousingRow, NoHousingRow> {
    housing_row(prefecture, region_class(class), name.and_then(|name| named(prefecture, name)))
}

fn is_unknown(prefecture: &str, name: Option<&str>) -> bool {
    is_prefecture(prefecture) && name.is_some_and(|name| named(prefecture, name).is_none())
}

fn is_needed(class: Whole<1, 6>, prefecture: &str, name: Option<&str>) -> bool {
    name.is_none() && row(class, prefecture, None) == Err(NoHousingRow::Municipality)
}

fn is_of_other_class(class: Whole<1, 6>, prefecture: &str, name: Option<&str>) -> bool {
    name.is_some_and(|name| named(prefecture, name).is_some())
        && row(class, prefecture, name) == Err(NoHousingRow::Municipality)
}

record! {
    /// What is left beside the least cost of living.
    pub struct Answer {
        /// 個人別生活費.
        personal: Yen;
        /// 世帯別生活費.
        household: Yen;
        /// 冬季特別生活費.
        winter: Yen;
        /// 住居費.
        housing: Yen;
        /// 勤労必要経費.
        work: Yen;
        /// All five together.
        living_cost: Yen;
        /// What is left in a year.
        disposable: Yen;
        /// What a plan must pay at least.
        two_years: Yen;
    }
}

impl Callable for DisposableIncome {
    type Input = Household;
    type Answer = Answer;
    const RULE: &'static Rule = &law_of::DISPOSABLE_INCOME;
    const DECIDED_BY: &'static [&'static str] = &["plan_submitted_on"];

    fn law_on(input: &Household) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Household, on: Date) -> Result<Answer, Refusal> {
        let dependants: Vec<Date> = input.dependants.iter().map(|dependant| dependant.born).collect();
        let later = |born: &Date| *born > input.plan_submitted_on;
        if let Some(index) = dependants.iter().position(later) {
            return Err(Refusal::new(format!("dependants[{index}].born"), message!("error.born-later")));
        }
        let others: Vec<Vec<Date>> = input
            .apart
            .iter()
            .flatten()
            .map(|dwelling| dwelling.residents.iter().map(|resident| resident.born).collect())
            .collect();
        for (at, residents) in others.iter().enumerate() {
            if let Some(index) = residents.iter().position(later) {
                let field = format!("apart[{at}].residents[{index}].born");
                return Err(Refusal::new(field, message!("error.born-later")));
            }
        }
        let apart: Vec<Dwelling<'_>> = input
            .apart
            .iter()
            .flatten()
            .zip(&others)
            .map(|(dwelling, residents)| Dwelling {
                class: region_class(dwelling.region_class),
                housing_row: row(dwelling.region_class, &dwelling.prefecture, dwelling.municipality.as_deref())
                    .expect("refused when it was read"),
                residents,
                housing_cost_yearly: dwelling.housing_cost_yearly,
            })
            .collect();
        let place = row(input.region_class, &input.prefecture, input.municipality.as_deref());
        let facts = LivingCostFacts {
            aged_on: aged_on(input.plan_submitted_on).expect("refused when it was read"),
            class: region_class(input.region_class),
            housing_row: place.expect("refused when it was read"),
            debtor_born: input.debtor_born,
            dependants: &dependants,
            apart: &apart,
            owns_home: input.owns_home,
            home_loan: input.home_loan,
            housing_cost_yearly: input.housing_cost_yearly,
            gross_yearly: input.gross_yearly,
            earned: input.earned,
        };
        let answer = law_of::disposable_income(cx, on, &facts, PerYear::whole(input.net_yearly))?;
        let cost = answer.living_cost;
        Ok(Answer {
            personal: cost.personal,
            household: cost.household,
            winter: cost.winter,
            housing: cost.housing,
            work: cost.work,
            living_cost: cost.total(),
            disposable: answer.disposable,
            two_years: answer.two_years,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    const RULE: &str = "civil-rehabilitation.disposable-income";

    /// The family of the worked check with some fields exchanged.
    fn family(changes: &[(&str, &str)]) -> String {
        let fields = [
            ("plan_submitted_on", r#""2027-02-01""#),
            ("region_class", "1"),
            ("prefecture", r#""東京都""#),
            ("municipality", "null"),
            ("debtor_born", r#""1981-05-04""#),
            ("dependants", r#"[{"born": "1983-11-20"}, {"born": "2016-08-01"}]"#),
            ("owns_home", "true"),
            ("home_loan", "true"),
            ("housing_cost_yearly", "1512000"),
            ("gross_yearly", "5000000"),
            ("net_yearly", "3920000"),
            ("earned", "true"),
            ("law_on", "null"),
        ];
        let changed = |(name, value)| {
            let value = changes.iter().find(|(changed, _)| *changed == name).map_or(value, |(_, value)| *value);
            format!(r#""{name}": {value}"#)
        };
        format!("{{{}}}", fields.map(changed).join(", "))
    }

    /// One head in 京都市, class 1 (別表第六).
    const KYOTO_ALONE: u64 = 502_000;

    fn family_answer() -> String {
        r#"{"personal": 1438000, "household": 647000, "winter": 24000, "housing": 835000, "work": 555000,
            "living_cost": 3499000, "disposable": 421000, "two_years": 842000}"#
            .to_string()
    }

    fn refused(changes: &[(&str, &str)], field: &str) {
        check(RULE, &family(changes), &format!(r#"{{"error": "{field}"}}"#));
    }

    #[test]
    fn a_family_in_tokyo() {
        check(RULE, &family(&[]), &family_answer());
        // The name with its prefecture, and that of the decree's table for the wards (別表第一).
        for name in ["八王子市", "東京都八王子市", "特別区の存する区域", "中野区"] {
            check(RULE, &family(&[("municipality", &format!("\"{name}\""))]), &family_answer());
        }
    }

    #[test]
    fn a_city_with_a_row_of_its_own() {
        let answer = |housing: u64| {
            let living_cost = 2_664_000 + housing;
            let disposable = 3_920_000 - living_cost;
            format!(
                r#"{{"personal": 1438000, "household": 647000, "winter": 24000, "housing": {housing}, "work": 555000,
                "living_cost": {living_cost}, "disposable": {disposable}, "two_years": {}}}"#,
                2 * disposable
            )
        };
        let in_kanagawa = |name: &str| family(&[("prefecture", r#""神奈川県""#), ("municipality", name)]);
        check(RULE, &in_kanagawa(r#""横浜市""#), &answer(835_000));
        check(RULE, &in_kanagawa(r#""川崎市中原区""#), &answer(835_000));
        check(RULE, &in_kanagawa(r#""鎌倉市""#), &answer(714_000));
        check(RULE, &in_kanagawa(r#""三浦郡葉山町""#), &answer(714_000));
        // A name of 2001 that the decree's table has: part of 相模原市 today.
        check(RULE, &in_kanagawa(r#""津久井郡津久井町""#), &answer(714_000));
    }

    /// A daughter of 18 who studies in 京都市 (class 1): 524,000 for herself, 527,000 for a household of one, 16,000 for winter,
    /// and for housing the smaller of 502,000 and her rent (平成13年政令第50号2条–5条).
    #[test]
    fn a_daughter_who_lives_apart() {
        let apart = |rent: u64| {
            format!(
                r#"[{{"region_class": 1, "prefecture": "京都府", "municipality": "京都市", "housing_cost_yearly": {rent},
                    "residents": [{{"born": "2008-06-01"}}]}}]"#
            )
        };
        let with = |apart: &str| family(&[("earned", &format!("true, \"apart\": {apart}"))]);
        let expect = |housing: u64| {
            let living_cost = 3_499_000 + 524_000 + 527_000 + 16_000 + housing;
            let disposable = 3_920_000_u64.saturating_sub(living_cost);
            format!(
                r#"{{"personal": {}, "household": {}, "winter": {}, "housing": {}, "work": 555000, "living_cost": {living_cost},
                    "disposable": {disposable}, "two_years": {}}}"#,
                1_438_000 + 524_000,
                647_000 + 527_000,
                24_000 + 16_000,
                835_000 + housing,
                2 * disposable
            )
        };
        check(RULE, &with(&apart(480_000)), &expect(480_000));
        check(RULE, &with(&apart(10_000_000)), &expect(KYOTO_ALONE));
        check(RULE, &with("null"), &family_answer());
        check(RULE, &with("[]"), &family_answer());
        let refused = |apart: &str, field: &str| check(RULE, &with(apart), &format!(r#"{{"error": "{field}"}}"#));
        refused(&apart(1).replace("京都市", "大阪市"), "apart[0].municipality");
        refused(&apart(1).replace(r#""京都市""#, "null"), "apart[0].municipality");
        refused(&apart(1).replace("2008-06-01", "2027-02-02"), "apart[0].residents[0].born");
        refused(&apart(1).replace("\"region_class\": 1", "\"region_class\": 4, \"x\": 1"), "apart[0].region_class");
    }

    #[test]
    fn places_that_do_not_fit() {
        refused(&[("region_class", "4")], "region_class");
        refused(&[("region_class", "7")], "region_class");
        refused(&[("prefecture", r#""東京""#)], "prefecture");
        refused(&[("prefecture", r#""神奈川県""#)], "municipality");
        refused(&[("prefecture", r#""神奈川県""#), ("municipality", r#""大阪市""#)], "municipality");
        // Yokohama has class 1 only.
        let yokohama = [("region_class", "5"), ("prefecture", r#""神奈川県""#), ("municipality", r#""横浜市""#)];
        refused(&yokohama, "municipality");
    }

    #[test]
    fn the_first_bad_field_is_named() {
        refused(&[("region_class", "4"), ("net_yearly", "-1")], "region_class");
        refused(&[("plan_submitted_on", r#""9999-04-02""#)], "plan_submitted_on");
        refused(&[("plan_submitted_on", r#""2001-03-31""#)], "plan_submitted_on");
        refused(&[("law_on", r#""2001-03-31""#)], "law_on");
        refused(&[("debtor_born", r#""2027-02-02""#)], "debtor_born");
        refused(&[("dependants", r#"[{"born": "2027-02-01"}, {"born": "2027-02-02"}]"#)], "dependants[1].born");
        refused(&[("dependants", r#"[{"born": "2027-02-30"}]"#)], "dependants[0].born");
        refused(&[("earned", "1")], "earned");
        refused(&[("plan_submitted_on", r#""2001-03-31""#), ("earned", "1")], "plan_submitted_on");
        refused(&[("plan_submitted_on", r#""2001-03-31""#), ("earned", "1"), ("law_on", r#""2026-01-01""#)], "earned");
    }
}
