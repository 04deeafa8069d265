//! 弁済の充当: which part of which debt a payment goes to (民法488条–491条).

use std::cmp::Reverse;

use crate::money::apportion;
use crate::params::Mark;
use crate::provision::{CIVIL_CODE, OBLIGATIONS_REFORM, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, Rate, Yen};

crate::word_list! {
    /// In which order the classes are served.
    pub enum Order {
        /// Costs, interest, principal, as 489条 has it.
        Statutory = "statutory",
        /// Principal, interest, costs, as the parties may agree (490条).
        PrincipalFirst = "principal-first",
    }
}

/// Costs, interest and principal of one debt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// 費用.
    pub costs: Yen,
    /// 利息, damages for delay among it.
    pub interest: Yen,
    /// 元本.
    pub principal: Yen,
}

impl Parts {
    /// All of it.
    pub fn sum(self) -> Yen {
        self.costs + self.interest + self.principal
    }
}

/// A debt towards which a payment may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Debt {
    /// The day on which it falls due.
    pub due_on: Date,
    /// The rate that it bears: the higher, the more its payment benefits the debtor.
    pub rate: Rate,
    /// What is owed.
    pub owed: Parts,
}

/// Where a payment went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appropriation {
    /// What each debt received, in the order of the debts.
    pub applied: Vec<Parts>,
    /// What was left when everything was paid.
    pub unapplied: Yen,
}

impl Show for Appropriation {
    fn show(&self) -> Shown {
        self.applied.iter().map(|parts| parts.sum()).sum::<Yen>().show()
    }
}

/// The rule of [`appropriate`].
pub static APPROPRIATION: Rule = Rule {
    id: "civil-code.appropriation",
    ja: "弁済の充当",
    en: "appropriation of payments",
    provisions: &[
        Provision::new(CIVIL_CODE, "488/4"),
        Provision::new(CIVIL_CODE, "489"),
        Provision::new(CIVIL_CODE, "490"),
        Provision::new(CIVIL_CODE, "491"),
        Provision::new(OBLIGATIONS_REFORM, "25/2"),
    ],
    mark: Mark::Law,
    parameters: &[],
};

/// Appropriates a payment to several debts of one debtor towards one creditor, when nobody designates otherwise.
///
/// 弁済の充当。民法489条1項: over all debts first every cost, then all interest, then principal. Inside a class 488条4項 (by
/// 489条2項): what is due before what is not; then what benefits the debtor more, the higher rate; then what falls due
/// earlier; equals in proportion to their amounts of that class, in whole yen by largest remainders. A debt is due when
/// its day has come, `due_on` on or before `paid_on`. By agreement (490条) principal may come first; then the classes are
/// taken in the opposite order, and inside a class the same rules hold.
///
/// ```
/// use law::acts::civil_code::appropriation::{Debt, Order, Parts, appropriate};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let owed = Parts { costs: Yen(10), interest: Yen(200), principal: Yen(1_000) };
/// let debt = Debt { due_on: date(2026, 10, 27), rate: "14.6".parse()?, owed };
/// let paid_on = date(2026, 11, 22);
/// let answer = appropriate(&mut Cx::new(&mut NoTrace), &[debt], Yen(300), paid_on, Order::Statutory);
/// assert_eq!(answer.applied, [Parts { costs: Yen(10), interest: Yen(200), principal: Yen(90) }]);
/// # Ok::<(), law::rate::NotARate>(())
/// ```
#[doc(alias = "弁済の充当")]
#[doc(alias = "法定充当")]
pub fn appropriate<T: Trace>(
    cx: &mut Cx<'_, T>,
    debts: &[Debt],
    payment: Yen,
    paid_on: Date,
    order: Order,
) -> Appropriation {
    cx.rule(&APPROPRIATION, |cx| {
        cx.given("debts", &debts.len());
        cx.given("payment", &payment);
        cx.given("paid_on", &paid_on);
        cx.given("order", &order);
        let classes: [Class; 3] = match order {
            Order::Statutory => [Class::COSTS, Class::INTEREST, Class::PRINCIPAL],
            Order::PrincipalFirst => [Class::PRINCIPAL, Class::INTEREST, Class::COSTS],
        };
        let (mut few, mut many) = ([0; FEW], Vec::new());
        let places = in_rank_order(debts, paid_on, (&mut few, &mut many));
        let mut applied = vec![Parts::default(); debts.len()];
        let mut left = payment;
        for class in &classes {
            let before = left;
            for rank in places.chunk_by(|one, other| rank_of(&debts[*one], paid_on) == rank_of(&debts[*other], paid_on))
            {
                // A debt alone in its rank shares with nobody.
                if let &[place] = rank {
                    let paid = left.min((class.of)(&debts[place].owed));
                    *(class.of_mut)(&mut applied[place]) = paid;
                    left = left.excess_over(paid);
                    continue;
                }
                let amounts: Vec<Yen> = rank.iter().map(|&place| (class.of)(&debts[place].owed)).collect();
                let paid = left.min(amounts.iter().sum());
                for (&place, share) in rank.iter().zip(apportion(paid, &amounts)) {
                    *(class.of_mut)(&mut applied[place]) = share;
                }
                left = left.excess_over(paid);
            }
            cx.given(class.name, &before.excess_over(left));
        }
        cx.given("unapplied", &left);
        Appropriation { applied, unapplied: left }
    })
}

/// One of the three classes.
struct Class {
    name: &'static str,
    of: fn(&Parts) -> Yen,
    of_mut: fn(&mut Parts) -> &mut Yen,
}

impl Class {
    const COSTS: Class = Class { name: "costs", of: |parts| parts.costs, of_mut: |parts| &mut parts.costs };
    const INTEREST: Class = Class { name: "interest", of: |parts| parts.interest, of_mut: |parts| &mut parts.interest };
    const PRINCIPAL: Class =
        Class { name: "principal", of: |parts| parts.principal, of_mut: |parts| &mut parts.principal };
}

/// The rank of a debt under 488条4項: the smaller goes first.
fn rank_of(debt: &Debt, paid_on: Date) -> (bool, Reverse<Rate>, Date) {
    (debt.due_on > paid_on, Reverse(debt.rate), debt.due_on)
}

/// As many debts as are ranked without room on the heap: a ledger asks for every payment.
const FEW: usize = 8;

/// The places of the debts by their rank; inside a rank in the order of the list.
fn in_rank_order<'p>(
    debts: &[Debt],
    paid_on: Date,
    (few, many): (&'p mut [usize; FEW], &'p mut Vec<usize>),
) -> &'p [usize] {
    let places = if debts.len() <= FEW {
        &mut few[..debts.len()]
    } else {
        many.resize(debts.len(), 0);
        many.as_mut_slice()
    };
    for (place, number) in places.iter_mut().enumerate() {
        *number = place;
    }
    places.sort_by_key(|place| rank_of(&debts[*place], paid_on));
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;
    use num_bigint::BigInt;
    use num_rational::BigRational;
    use num_traits::ToPrimitive;
    use proptest::prelude::*;

    const PAID_ON: Date = date(2026, 11, 22);

    fn debt(due_on: Date, rate: &str, [costs, interest, principal]: [u64; 3]) -> Debt {
        let owed = Parts { costs: Yen(costs), interest: Yen(interest), principal: Yen(principal) };
        Debt { due_on, rate: rate.parse().unwrap(), owed }
    }

    fn check(debts: &[Debt], payment: u64, order: Order, expect: &[[u64; 3]], unapplied: u64) {
        let answer = appropriate(&mut Cx::new(&mut NoTrace), debts, Yen(payment), PAID_ON, order);
        let found: Vec<[u64; 3]> =
            answer.applied.iter().map(|parts| [parts.costs.0, parts.interest.0, parts.principal.0]).collect();
        assert_eq!((found.as_slice(), answer.unapplied), (expect, Yen(unapplied)), "{payment} {order:?}");
    }

    /// 489条1項, by hand: all costs (30), then all interest (300), then principal.
    #[test]
    fn classes_go_over_all_debts() {
        let debts =
            [debt(date(2026, 9, 27), "1.475", [10, 100, 1_000]), debt(date(2026, 10, 27), "14.6", [20, 200, 2_000])];
        let statutory = Order::Statutory;
        // The second bears the higher rate and stands first inside each class.
        check(&debts, 15, statutory, &[[0, 0, 0], [15, 0, 0]], 0);
        check(&debts, 25, statutory, &[[5, 0, 0], [20, 0, 0]], 0);
        check(&debts, 280, statutory, &[[10, 50, 0], [20, 200, 0]], 0);
        check(&debts, 430, statutory, &[[10, 100, 0], [20, 200, 100]], 0);
        check(&debts, 4_000, statutory, &[[10, 100, 1_000], [20, 200, 2_000]], 670);
        let agreed = Order::PrincipalFirst;
        check(&debts, 2_500, agreed, &[[0, 0, 500], [0, 0, 2_000]], 0);
        check(&debts, 3_250, agreed, &[[0, 50, 1_000], [0, 200, 2_000]], 0);
        check(&debts, 3_310, agreed, &[[0, 100, 1_000], [10, 200, 2_000]], 0);
    }

    /// 488条4項, item by item.
    #[test]
    fn inside_a_class_due_then_benefit_then_earlier_then_pro_rata() {
        let statutory = Order::Statutory;
        // 1号: due on the day of payment is due; a higher rate does not help what is not due.
        let debts = [debt(date(2026, 11, 23), "14.6", [0, 0, 100]), debt(date(2026, 11, 22), "1", [0, 0, 100])];
        check(&debts, 150, statutory, &[[0, 0, 50], [0, 0, 100]], 0);
        // 2号: both due, the higher rate first though it fell due later; both not due, likewise.
        for year in [2025, 2027] {
            let debts = [debt(date(year, 1, 1), "1", [0, 0, 100]), debt(date(year, 2, 1), "2", [0, 0, 100])];
            check(&debts, 150, statutory, &[[0, 0, 50], [0, 0, 100]], 0);
        }
        // 3号: one rate, the earlier first.
        let debts = [debt(date(2025, 2, 1), "2", [0, 0, 100]), debt(date(2025, 1, 1), "2.0", [0, 0, 100])];
        check(&debts, 150, statutory, &[[0, 0, 50], [0, 0, 100]], 0);
        // 4号: equals pro rata by the amounts of the class: 100 over 1 : 2 is 33.3 and 66.7; of three equal shares of 100
        // the first takes the odd yen.
        let same = |amounts: [u64; 3]| debt(date(2025, 1, 1), "2", amounts);
        check(&[same([0, 0, 100]), same([0, 0, 200])], 100, statutory, &[[0, 0, 33], [0, 0, 67]], 0);
        let three = [same([0, 50, 900]), same([0, 50, 9]), same([0, 50, 90])];
        check(&three, 100, statutory, &[[0, 34, 0], [0, 33, 0], [0, 33, 0]], 0);
        check(&[], 100, statutory, &[], 100);
    }

    /// The same from the text, one yen-class at a time, in rationals: sort by hand-written comparisons, floors of exact
    /// shares, then the largest remainders.
    fn slowly(debts: &[Debt], payment: u64, order: Order) -> Vec<[u64; 3]> {
        let mut applied = vec![[0u64; 3]; debts.len()];
        let mut left = payment;
        let classes = match order {
            Order::Statutory => [0, 1, 2],
            Order::PrincipalFirst => [2, 1, 0],
        };
        for class in classes {
            let owed = |place: usize| {
                let Parts { costs, interest, principal } = debts[place].owed;
                [costs.0, interest.0, principal.0][class]
            };
            let goes_before = |one: usize, other: usize| {
                let (one, other) = (&debts[one], &debts[other]);
                let (one_due, other_due) = (one.due_on <= PAID_ON, other.due_on <= PAID_ON);
                if one_due != other_due {
                    return one_due;
                }
                if one.rate != other.rate {
                    return one.rate > other.rate;
                }
                one.due_on < other.due_on
            };
            let mut open: Vec<usize> = (0..debts.len()).collect();
            while !open.is_empty() {
                let first: Vec<usize> =
                    open.iter().copied().filter(|one| !open.iter().any(|other| goes_before(*other, *one))).collect();
                open.retain(|place| !first.contains(place));
                let whole: u64 = first.iter().map(|place| owed(*place)).sum();
                let paid = left.min(whole);
                if paid == 0 {
                    continue;
                }
                let exact = |place: usize| BigRational::new(BigInt::from(paid) * owed(place), BigInt::from(whole));
                for &place in &first {
                    applied[place][class] = exact(place).floor().to_integer().to_u64().unwrap();
                }
                let given: u64 = first.iter().map(|place| applied[*place][class]).sum();
                for _ in given..paid {
                    let missing = |place: usize| exact(place) - BigInt::from(applied[place][class]);
                    let mut best = first[0];
                    for &place in &first[1..] {
                        if missing(place) > missing(best) {
                            best = place;
                        }
                    }
                    applied[best][class] += 1;
                }
                left -= paid;
            }
        }
        applied
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn the_rule_agrees_with_the_text_taken_slowly(
            debts in prop::collection::vec(
                (0i8..4, 0u64..3, [0u64..60, 0u64..400, 0u64..2_000]), 0..6,
            ),
            payment in 0u64..6_000,
            principal_first: bool,
        ) {
            let debts: Vec<Debt> = debts
                .into_iter()
                .map(|(day, rate, parts)| debt(date(2026, 11, 20 + day), &rate.to_string(), parts))
                .collect();
            let order = if principal_first { Order::PrincipalFirst } else { Order::Statutory };
            let answer = appropriate(&mut Cx::new(&mut NoTrace), &debts, Yen(payment), PAID_ON, order);
            let found: Vec<[u64; 3]> =
                answer.applied.iter().map(|parts| [parts.costs.0, parts.interest.0, parts.principal.0]).collect();
            prop_assert_eq!(&found, &slowly(&debts, payment, order));
            prop_assert_eq!(found.iter().flatten().sum::<u64>() + answer.unapplied.0, payment);
        }
    }
}
