//! What if: a few facts and habits of a case changed, and every route worked out again beside the stored case.

mod income;
mod knob;

use case::{Amount, Household};
use catalogue::Lang;
use law::trace::NoTrace;
use law::words::Word;
use law::{Cx, Yen};
use plan::{Plan, Practice};
use serde_json::{Map, Value as Json};

pub(crate) use knob::{Knob, Measure, Slip};

/// The field that says what the box of the sale price showed untouched: it follows the value of the home.
pub(crate) const SALE_PRICE_SHOWN: &str = "sale-price-shown";

/// What is changed: a value for each knob, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes([Option<u64>; Knob::ALL.len()]);

impl Changes {
    /// The changed value of a knob.
    pub(crate) fn of(&self, knob: Knob) -> Option<u64> {
        self.0[knob as usize]
    }

    /// Sets a knob.
    pub(crate) fn set(&mut self, knob: Knob, value: Option<u64>) {
        self.0[knob as usize] = value;
    }

    /// The knobs that are changed, with their values.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Knob, u64)> {
        Knob::ALL.iter().filter_map(|knob| Some((*knob, self.of(*knob)?)))
    }

    /// Reads what a form sent. A box that is empty, or says what it said when it was shown, or what the case says,
    /// changes nothing.
    pub(crate) fn read(
        pairs: &[(String, String)],
        house: &Household,
        plan: &Plan,
        lang: Lang,
    ) -> Result<Changes, Vec<(Knob, Slip)>> {
        let mut changes = Changes::default();
        let mut slips = Vec::new();
        for knob in Knob::ALL {
            let sent = |name: &str| pairs.iter().find(|(found, _)| found == name).map_or("", |(_, text)| text.trim());
            let written = sent(knob.word());
            let base = changes.base(*knob, house, plan);
            let follows = *knob == Knob::SalePrice && written == sent(SALE_PRICE_SHOWN);
            if written.is_empty() || follows || base.is_some_and(|base| knob.written(base, lang) == written) {
                continue;
            }
            match knob.read(written, house.petition_on) {
                Ok(value) => changes.set(*knob, Some(value).filter(|value| Some(*value) != base)),
                Err(slip) => slips.push((*knob, slip)),
            }
        }
        if slips.is_empty() { Ok(changes) } else { Err(slips) }
    }

    /// What an untouched knob stands at: what the case says; the price of a sale follows a changed value of the home.
    pub(crate) fn base(&self, knob: Knob, house: &Household, plan: &Plan) -> Option<u64> {
        match (knob, self.of(Knob::HomeValue)) {
            (Knob::SalePrice, Some(_)) => knob.base(&self.apply(house).0, plan),
            _ => knob.base(house, plan),
        }
    }

    /// The changes as they are kept.
    pub(crate) fn to_json(&self) -> Json {
        self.all().map(|(knob, value)| (knob.word().to_string(), value.into())).collect::<Map<_, _>>().into()
    }

    /// The changes as they were kept; what is not known here is left out.
    pub(crate) fn from_json(json: &Json, house: &Household) -> Changes {
        let mut changes = Changes::default();
        for knob in Knob::ALL {
            changes.set(*knob, json[knob.word()].as_u64().filter(|value| knob.allows(*value, house.petition_on)));
        }
        changes
    }

    /// The household and the habits of practice with the changes in them.
    pub(crate) fn apply(&self, house: &Household) -> (Household, Practice) {
        let (mut house, mut practice) = (house.clone(), Practice::default());
        for (knob, value) in self.all() {
            let amount = rough(Yen(value));
            let mut assume = |names: &[&str], value: u64| {
                for name in names {
                    let taken = practice.assume(name, &value.to_string());
                    debug_assert!(taken.is_ok(), "{name} takes {value}");
                }
            };
            match knob {
                Knob::HomeValue => {
                    if let Some(home) = knob::main_home(&house).and_then(|at| house.homes.as_mut()?.get_mut(at)) {
                        home.value = Some(amount);
                    }
                }
                Knob::SalePrice => assume(&["sale-price"], value),
                Knob::Income => income::set(&mut house, Yen(value)),
                Knob::Rent => house.wishes.rent_if_moved = Some(amount),
                Knob::CourtYears => assume(&["plan-months"], 12 * value),
                Knob::PlanYears => {
                    assume(&["arrangement-months", "arrangement-months-most", "conciliation-months"], 12 * value);
                }
                Knob::Extension => assume(&["reschedule-years", "reschedule-years-jhf"], value),
                Knob::LumpSum => house.wishes.lump_sum_available = Some(amount),
            }
        }
        (house, practice)
    }

    /// Every route of the case with the changes in it.
    pub(crate) fn plan(&self, house: &Household) -> Plan {
        let (house, practice) = self.apply(house);
        plan::evaluate(&mut Cx::new(&mut NoTrace), &house, &practice, 0)
    }
}

/// What somebody only supposes is an estimate.
const fn rough(yen: Yen) -> Amount {
    Amount { low: yen, likely: yen, high: yen, rough: true }
}

#[cfg(test)]
mod tests {
    use super::*;
    use case::Format;

    fn yamada() -> Household {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/yamada/case.toml");
        case::read(&std::fs::read(file).unwrap(), Format::Toml).unwrap()
    }

    fn with(list: &[(Knob, u64)]) -> Changes {
        let mut changes = Changes::default();
        for (knob, value) in list {
            changes.set(*knob, Some(*value));
        }
        changes
    }

    #[test]
    fn each_knob_moves_what_it_is_about_and_nothing_else() {
        let house = yamada();
        let (same, _) = Changes::default().apply(&house);
        assert_eq!(same, house);
        let base = Changes::default().plan(&house);
        for (knob, value) in
            [(Knob::HomeValue, 30_000_000), (Knob::Income, 500_000), (Knob::Rent, 60_000), (Knob::LumpSum, 0)]
        {
            let plan = with(&[(knob, value)]).plan(&house);
            assert_eq!(knob.base(&with(&[(knob, value)]).apply(&house).0, &plan), Some(value), "{}", knob.word());
            assert_eq!(plan.routes.len(), base.routes.len());
        }
        let price = |plan: &Plan| {
            let route = plan.routes.iter().find(|route| route.id() == "voluntary-sale+bankruptcy").unwrap();
            route.shown().details.iter().find(|(name, _)| *name == "sale_price").map(|(_, value)| value.clone())
        };
        let sold = with(&[(Knob::SalePrice, 19_000_000)]).plan(&house);
        assert_eq!(price(&sold), Some(law::trace::Shown::Yen(Yen(19_000_000))));
        let months = |plan: &Plan, id: &str| {
            plan.routes.iter().find(|route| route.id() == id).unwrap().shown().figures.months.clone()
        };
        let ten = with(&[(Knob::PlanYears, 10)]).plan(&house);
        assert_eq!(months(&ten, "voluntary-sale+special-conciliation").unwrap(), 120 + 6);
        let monthly = |plan: &Plan| {
            plan.routes
                .iter()
                .find(|route| route.id() == "reschedule+as-contracted")
                .unwrap()
                .shown()
                .figures
                .monthly
                .clone()
        };
        for years in [3, 4, 5] {
            let plan = with(&[(Knob::CourtYears, years)]).plan(&house);
            let route = plan.routes.iter().find(|route| route.id() == "voluntary-sale+small-scale").unwrap();
            let months = route.shown().details.iter().find(|(name, _)| *name == "plan_months");
            assert_eq!(months.map(|(_, value)| value.clone()), Some(law::trace::Shown::Count(12 * years)));
        }
        let stretched = with(&[(Knob::Extension, 1)]).plan(&house);
        assert!(monthly(&stretched).unwrap() > monthly(&base).unwrap());
    }

    #[test]
    fn what_a_form_says_is_read_and_what_is_the_same_changes_nothing() {
        let house = yamada();
        let plan = Changes::default().plan(&house);
        let read = |list: &[(&str, &str)]| {
            let pairs: Vec<(String, String)> =
                list.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect();
            Changes::read(&pairs, &house, &plan, Lang::Ja)
        };
        let all: Vec<(&str, String)> = Knob::ALL
            .iter()
            .filter_map(|knob| Some((knob.word(), knob.written(knob.base(&house, &plan)?, Lang::Ja))))
            .collect();
        assert_eq!(all.len(), Knob::ALL.len() - 1, "the case says all but what the engine chooses for each route");
        let all: Vec<(&str, &str)> = all.iter().map(|(name, text)| (*name, text.as_str())).collect();
        assert_eq!(read(&all), Ok(Changes::default()));
        assert_eq!(read(&[]), Ok(Changes::default()));
        let changed = read(&[("home-value", "2000"), ("rent", "85,000円"), ("plan-years", "５年"), ("income", " ")]);
        assert_eq!(changed, Ok(with(&[(Knob::HomeValue, 20_000_000), (Knob::Rent, 85_000), (Knob::PlanYears, 5)])));
        assert_eq!(read(&[("home-value", "much"), ("extension", "99"), ("court-years", "2年")]).unwrap_err().len(), 3);
        let follows = read(&[("home-value", "2000"), ("sale-price", "1,700万円")]);
        assert_eq!(
            follows,
            Ok(with(&[(Knob::HomeValue, 20_000_000)])),
            "85 % of 20,000,000 is what it would be anyway"
        );
        let follows = read(&[("home-value", "2000"), ("sale-price", "2,040万円"), (SALE_PRICE_SHOWN, "2,040万円")]);
        assert_eq!(follows, Ok(with(&[(Knob::HomeValue, 20_000_000)])), "nobody touched the price");
        let stated = read(&[("home-value", "2000"), ("sale-price", "2,040万円"), (SALE_PRICE_SHOWN, "1,700万円")]);
        assert_eq!(stated.unwrap().of(Knob::SalePrice), Some(20_400_000));
        let changes = changed.unwrap();
        assert_eq!(Changes::from_json(&changes.to_json(), &house), changes);
        let strange = serde_json::json!({ "rent": "x", "extension": 4_000, "court-years": 6, "more": 1 });
        assert_eq!(Changes::from_json(&strange, &house), Changes::default());
    }
}
