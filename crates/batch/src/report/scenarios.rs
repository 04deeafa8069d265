//! The same households if nobody acts for six months, and if homes are worth a tenth less: worked out for a sample.

use case::{Claim, ClaimKind, CreditorKind, Event, EventKind, Household, PastDay, Unpaid};
use law::calendar::{month_end, month_offset};
use law::loan::month_interest;
use law::params::arrears_practice;
use law::verdict::Outcome;
use law::words::Word;
use law::{Date, Rate, Share, Yen};
use portfolio::{Engine, Outcomes};
use serde::{Deserialize, Serialize};

/// Months that nobody acts.
pub const WAITED: u32 = 6;

law::word_list! {
    /// Circumstances that are compared.
    pub enum Scenario {
        /// As the book says.
        Now = "now",
        /// Nobody acts for [`WAITED`] months.
        Later = "six-months-later",
        /// Homes are worth a tenth less.
        Cheaper = "homes-a-tenth-cheaper",
    }
}

/// The sums of the sample in one scenario.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub struct Sums {
    /// Households.
    pub households: u64,
    /// To so many a route that keeps the home is open.
    pub may_keep: u64,
    /// What the holder recovers on the open route on which it recovers most, as it is worth today; with what is paid before.
    pub recovered: u128,
    /// What is left over each month on the open route that leaves most, where one is open.
    pub left_over: i128,
    /// So many have such a route.
    pub with_route: u64,
}

/// The sums of the sample in every scenario, in the order of [`Scenario::ALL`].
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub struct Scenarios(pub [Sums; 3]);

impl Scenarios {
    /// Adds a household, whose answer of today is known already.
    pub fn count(&mut self, engine: &Engine, house: &Household, now: &Outcomes) {
        for (sums, scenario) in self.0.iter_mut().zip(Scenario::ALL) {
            match scenario {
                Scenario::Now => sums.count(now, |recovered| recovered),
                Scenario::Later => {
                    let (later, meanwhile) = later(house);
                    let meanwhile: Yen = (1..).zip(meanwhile).map(|(month, paid)| engine.discounted(month, paid)).sum();
                    sums.count(&engine.outcomes(&later), |rest| engine.discounted(WAITED, rest) + meanwhile);
                }
                Scenario::Cheaper => sums.count(&engine.outcomes(&cheaper(house)), |recovered| recovered),
            }
        }
    }

    /// Adds another part.
    pub fn add(&mut self, other: &Scenarios) {
        for (sums, more) in self.0.iter_mut().zip(&other.0) {
            sums.households += more.households;
            sums.may_keep += more.may_keep;
            sums.recovered += more.recovered;
            sums.left_over += more.left_over;
            sums.with_route += more.with_route;
        }
    }
}

impl Sums {
    /// What is left over each month, in the middle of the households that have a way open.
    pub fn left_over_mean(&self) -> i128 {
        self.left_over / i128::from(self.with_route.max(1))
    }

    /// `today` says what the holder's recovery is worth today.
    fn count(&mut self, outcomes: &Outcomes, today: impl FnOnce(Yen) -> Yen) {
        let open = || outcomes.routes.iter().filter(|route| route.outcome == Outcome::Open);
        self.households += 1;
        self.may_keep += u64::from(open().any(|route| route.home_kept));
        let most = open().filter_map(|route| route.recovery).max();
        self.recovered += u128::from(today(most.unwrap_or(Yen::ZERO)).0);
        if let Some(most) = open().filter_map(|route| route.left_over).max() {
            self.left_over += most.0;
            self.with_route += 1;
        }
    }
}

/// Homes a tenth cheaper.
fn cheaper(house: &Household) -> Household {
    let mut house = house.clone();
    let nine_tenths = Share::new(9, 10).unwrap_or(Share::WHOLE);
    for value in house.homes.iter_mut().flatten().filter_map(|home| home.value.as_mut()) {
        for amount in [&mut value.low, &mut value.likely, &mut value.high] {
            *amount = nine_tenths.of_floor(*amount);
        }
    }
    house
}

/// What is paid on the home loans in each month that nobody acts.
type Meanwhile = [Yen; WAITED as usize];

/// Six months without a step: a home loan that is behind is not paid, one that is not goes on; when it has been behind
/// as long as lenders usually wait, it is called in. Everything else stays as it is.
fn later(house: &Household) -> (Household, Meanwhile) {
    let (mut house, mut meanwhile) = (house.clone(), Meanwhile::default());
    let before = house.as_of;
    let Some(as_of) = month_offset(before, WAITED, before.day()).or_else(|| month_end(before, WAITED)) else {
        return (house, meanwhile);
    };
    house.as_of = as_of;
    house.petition_on = house.petition_on.max(as_of);
    for claim in house.claims.iter_mut().flatten().filter(|claim| claim.kind == ClaimKind::HomeLoan) {
        wait(claim, before, as_of, &mut meanwhile);
    }
    (house, meanwhile)
}

fn wait(claim: &mut Claim, before: Date, as_of: Date, meanwhile: &mut Meanwhile) {
    let called_in = claim.events.iter().any(|event| event.kind == EventKind::Acceleration);
    let subrogated = claim.events.iter().any(|event| event.kind == EventKind::Subrogation);
    let (Some(principal), Some(payment)) = (&mut claim.principal, claim.monthly_payment) else { return };
    if called_in || subrogated {
        // Late charges run; the day alone makes them.
        return;
    }
    let rate = claim.rate.unwrap_or(Rate::ZERO);
    let behind = claim.unpaid.as_ref().is_some_and(|unpaid| !unpaid.is_empty());
    let mut missed = Vec::new();
    for (month, paid) in (1..).zip(meanwhile) {
        let interest = month_interest(principal.likely, rate);
        let part = payment.likely.excess_over(interest).min(principal.likely);
        let left = principal.likely.excess_over(part);
        (principal.low, principal.likely, principal.high) = (left, left, left);
        if behind && let Some(due) = month_end(before, month).map(|end| end.min(as_of)) {
            missed.push(Unpaid { due, principal: part, interest });
        } else if !behind {
            *paid += part + interest;
        }
    }
    let Some(unpaid) = claim.unpaid.as_mut().filter(|_| behind) else { return };
    unpaid.extend(missed);
    let jhf = claim.creditor.as_ref().and_then(|creditor| creditor.kind) == Some(CreditorKind::Jhf);
    let patience =
        if jhf { &arrears_practice::ACCELERATION_MONTHS_JHF } else { &arrears_practice::ACCELERATION_MONTHS };
    let Ok(months) = patience.on(as_of).map(|dated| dated.value as usize) else { return };
    let Some(day) = unpaid.get(months.max(1) - 1).map(|overdue| overdue.due.max(before)) else { return };
    claim.events.push(Event {
        place: claim.events.len(),
        id: None,
        on: PastDay { day, rough: true },
        kind: EventKind::Acceleration,
        amount: None,
        by: None,
        whole: None,
        until: None,
        component: None,
        designated: None,
        terms: None,
        appropriation: None,
    });
    claim.events.sort_by_key(|event| (event.on.day, event.kind));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synth::Synth;
    use law::calendar::date;
    use plan::Practice;
    use portfolio::{By, table};

    /// Over hundreds of households: waiting opens no way of keeping a home that is behind, and cheaper homes bring their
    /// holders no more.
    #[test]
    fn waiting_and_cheaper_homes_bring_no_more() {
        let book = Synth { rows: 1_000, seed: 5, as_of: date(2026, 11, 22) };
        let rows: Vec<_> = (0..book.rows).map(|row| book.household(row)).collect();
        let (loaded, _) = portfolio::load(&table::batch(&rows)).unwrap();
        let engine = Engine::new(Practice::default(), By::KeepHome);
        let mut all = Scenarios::default();
        for row in 0..rows.len() {
            let house = portfolio::row::household(&loaded, row, &mut Vec::new()).unwrap();
            let behind = house.claims().any(|(_, claim)| claim.unpaid.as_ref().is_some_and(|list| !list.is_empty()));
            if behind {
                all.count(&engine, &house, &engine.outcomes(&house));
            }
        }
        let [now, later, cheaper] = all.0;
        assert!(now.households > 40 && now.households == later.households && now.households == cheaper.households);
        assert!(later.may_keep < now.may_keep, "{later:?} {now:?}");
        assert!(cheaper.recovered < now.recovered, "{cheaper:?} {now:?}");
    }

    #[test]
    fn a_yen_less_than_a_tenth_is_cut_off() {
        let nine_tenths = Share::new(9, 10).unwrap();
        assert_eq!(nine_tenths.of_floor(Yen(24_000_009)), Yen(21_600_008));
    }
}
