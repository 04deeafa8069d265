//! 任意売却の配分: who gets what of the price of a voluntary sale.

use smallvec::SmallVec;

use crate::Yen;
use crate::money::apportion;
use crate::params::Mark;
use crate::provision::{CIVIL_CODE, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};

/// One claim that burdens the home, in the rank of its registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burden {
    /// Its rank, from 1; several may stand equal.
    pub rank: u32,
    /// What is owed.
    pub owed: Yen,
    /// What its holder is paid for consenting to the release (ハンコ代), if the rank is not the first.
    pub consent_fee: Yen,
}

/// Amounts in the order of a list that is short in most sales.
pub type Amounts = SmallVec<[Yen; 4]>;

/// Where the price went. The lists are in the order in which deductions and burdens were given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// What each deduction received.
    pub taken: Amounts,
    /// All deductions together, consent fees not among them.
    pub deducted: Yen,
    /// What each burden received as its consent fee; part of `paid`.
    pub consent_paid: Amounts,
    /// What each burden received, consent fee included.
    pub paid: Amounts,
    /// What each burden is still owed.
    pub residual: Amounts,
    /// What is left for the owner.
    pub to_owner: Yen,
}

impl Show for Distribution {
    fn show(&self) -> Shown {
        Shown::Yen(self.paid.iter().sum())
    }
}

/// The rule of [`distribution`].
pub static DISTRIBUTION: Rule = Rule {
    id: "voluntary-sale.distribution",
    ja: "任意売却の配分",
    en: "distribution of a voluntary sale's price",
    provisions: &[Provision::new(CIVIL_CODE, "373")],
    mark: Mark::Practice,
    parameters: &[],
};

/// Distributes the price of a voluntary sale.
///
/// 任意売却の配分。Deductions come first, in their order, as far as the money goes; then the consent fees (ハンコ代) of
/// later ranks, a better rank before a worse one and equal ranks as given, each at most what is owed; then the ranks
/// in the order of registration (民法373条), equal ranks in proportion to what they are still owed, whole yen by the
/// largest remainder. A consent fee counts towards the claim, so what it has paid no longer weighs: by the whole debt
/// instead, an equal rank could be handed more than it is owed. The first rank is paid in any case and has no fee.
///
/// ```
/// use law::practice::distribution::{Burden, distribution};
/// use law::{Yen, trace::{Cx, NoTrace}};
/// let burdens = [
///     Burden { rank: 1, owed: Yen(25_000_000), consent_fee: Yen(0) },
///     Burden { rank: 2, owed: Yen(3_000_000), consent_fee: Yen(300_000) },
/// ];
/// let sale = distribution(&mut Cx::new(&mut NoTrace), Yen(20_000_000), &[Yen(726_000)], &burdens);
/// assert_eq!(sale.paid[..], [Yen(18_974_000), Yen(300_000)]);
/// assert_eq!(sale.residual[..], [Yen(6_026_000), Yen(2_700_000)]);
/// ```
#[doc(alias = "配分表")]
#[doc(alias = "ハンコ代")]
pub fn distribution<T: Trace>(cx: &mut Cx<'_, T>, price: Yen, deductions: &[Yen], burdens: &[Burden]) -> Distribution {
    cx.rule(&DISTRIBUTION, |cx| {
        cx.given("price", &price);
        let mut purse = Purse(price);
        let taken: Amounts = deductions.iter().map(|amount| purse.take(*amount)).collect();
        let deducted = taken.iter().sum();
        cx.given("deducted", &deducted);

        let mut order: SmallVec<[usize; 4]> = (0..burdens.len()).collect();
        // A stable sort: equal ranks stay as they were given.
        order.sort_by_key(|place| burdens[*place].rank);
        let mut consent_paid = Amounts::from_elem(Yen::ZERO, burdens.len());
        for &place in order.iter().filter(|place| burdens[**place].rank > FIRST_RANK) {
            let burden = burdens[place];
            consent_paid[place] = purse.take(burden.consent_fee.min(burden.owed));
        }
        if T::ON {
            cx.given("consent_fees", &consent_paid.iter().sum::<Yen>());
        }

        let mut paid = Amounts::from_slice(&consent_paid);
        for equals in order.chunk_by(|a, b| burdens[*a].rank == burdens[*b].rank) {
            if let &[alone] = equals {
                let still_owed = burdens[alone].owed.excess_over(paid[alone]);
                paid[alone] += purse.take(still_owed);
                continue;
            }
            let still_owed: Amounts = equals.iter().map(|&at| burdens[at].owed.excess_over(paid[at])).collect();
            let share = purse.take(still_owed.iter().sum());
            for (&place, part) in equals.iter().zip(apportion(share, &still_owed)) {
                paid[place] += part;
            }
        }
        let residual = burdens.iter().zip(&paid).map(|(burden, paid)| burden.owed.excess_over(*paid)).collect();
        Distribution { taken, deducted, consent_paid, paid, residual, to_owner: purse.0 }
    })
}

/// 第一順位.
const FIRST_RANK: u32 = 1;

/// Money that is handed out until it is gone.
struct Purse(Yen);

impl Purse {
    fn take(&mut self, wanted: Yen) -> Yen {
        let taken = wanted.min(self.0);
        self.0 = self.0.excess_over(taken);
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::NoTrace;
    use proptest::prelude::*;

    type Row = (u32, u64, u64);

    fn run(price: u64, deductions: &[u64], rows: &[Row]) -> Distribution {
        let deductions: Vec<Yen> = deductions.iter().copied().map(Yen).collect();
        let burden = |row: &Row| Burden { rank: row.0, owed: Yen(row.1), consent_fee: Yen(row.2) };
        let burdens: Vec<Burden> = rows.iter().map(burden).collect();
        distribution(&mut Cx::new(&mut NoTrace), Yen(price), &deductions, &burdens)
    }

    fn check(price: u64, deductions: &[u64], rows: &[Row], deducted: u64, paid: &[u64], to_owner: u64) {
        let sale = run(price, deductions, rows);
        assert_eq!((sale.deducted, sale.to_owner), (Yen(deducted), Yen(to_owner)));
        assert_eq!(sale.paid, paid.iter().copied().map(Yen).collect::<Amounts>());
    }

    #[test]
    fn by_rank_with_the_rest_to_the_owner() {
        check(100, &[10], &[(1, 50, 0), (2, 20, 0)], 10, &[50, 20], 20);
        check(100, &[10], &[(2, 20, 0), (1, 80, 0)], 10, &[10, 80], 0);
        check(100, &[], &[], 0, &[], 100);
    }

    #[test]
    fn deductions_go_as_far_as_the_money_in_their_order() {
        let sale = run(100, &[60, 50, 5], &[(1, 50, 0)]);
        assert_eq!(sale.taken[..], [Yen(60), Yen(40), Yen(0)]);
        assert_eq!((&sale.paid[..], &sale.residual[..]), (&[Yen(0)][..], &[Yen(50)][..]));
    }

    #[test]
    fn consent_fees_come_before_the_first_rank_and_count_towards_their_claims() {
        check(100, &[], &[(1, 95, 0), (2, 50, 10)], 0, &[90, 10], 0);
        // At most what is owed, and what the fee paid is not paid twice.
        check(100, &[], &[(1, 50, 0), (2, 8, 10)], 0, &[50, 8], 42);
        // A better rank's fee first, whatever the order of the list.
        check(12, &[], &[(3, 50, 10), (1, 95, 0), (2, 50, 10)], 0, &[2, 0, 10], 0);
        // The first rank has no fee.
        check(12, &[], &[(1, 50, 10), (2, 50, 5)], 0, &[7, 5], 0);
    }

    /// 10 for 6, 3, 3: 5, 2.5, 2.5; the earlier of two equal remainders gets the yen.
    /// With a fee of 3 on the second of two claims of 6: 7 are left for 6 and 3, 4.67 and 2.33.
    #[test]
    fn equal_ranks_share_by_what_is_still_owed() {
        check(10, &[], &[(1, 6, 0), (1, 3, 0), (1, 3, 0)], 0, &[5, 3, 2], 0);
        check(10, &[], &[(2, 6, 0), (2, 6, 3)], 0, &[5, 5], 0);
    }

    proptest! {
        #[test]
        fn nothing_is_created_or_lost_and_nobody_gets_more_than_is_owed(
            price in 0u64..2_000,
            deductions in prop::collection::vec(0u64..300, 0..4),
            rows in prop::collection::vec((1u32..5, 0u64..600, 0u64..100), 0..6),
        ) {
            let sale = run(price, &deductions, &rows);
            let paid: Yen = sale.paid.iter().sum();
            prop_assert_eq!(sale.deducted + paid + sale.to_owner, Yen(price));
            prop_assert_eq!(sale.taken.iter().sum::<Yen>(), sale.deducted);
            for (place, row) in rows.iter().enumerate() {
                prop_assert_eq!(sale.paid[place] + sale.residual[place], Yen(row.1));
                // Money for the owner only when everybody is paid; for a later rank, beyond its fee, only when the
                // better ones are.
                prop_assert!(sale.to_owner.is_zero() || sale.residual[place].is_zero());
                let beyond_fee = sale.paid[place] > sale.consent_paid[place];
                let better_unpaid = rows.iter().zip(&sale.residual).any(|(other, rest)| other.0 < row.0 && !rest.is_zero());
                prop_assert!(!(beyond_fee && better_unpaid));
            }
        }

        /// Yen by yen: each yen goes to the first who may have it. Ranks are all different, so no sharing is needed.
        #[test]
        fn handing_out_yen_by_yen_gives_the_same(
            price in 0u64..400,
            deductions in prop::collection::vec(0u64..60, 0..4),
            debts in prop::collection::vec((0u64..150, 0u64..40), 0..5),
        ) {
            let rows: Vec<Row> = debts.iter().zip(1..).map(|(debt, rank)| (rank, debt.0, debt.1)).collect();
            let mut wanted: Vec<(Option<usize>, u64)> = deductions.iter().map(|amount| (None, *amount)).collect();
            wanted.extend(rows.iter().enumerate().skip(1).map(|(at, row)| (Some(at), row.2.min(row.1))));
            wanted.extend(rows.iter().enumerate().map(|(at, row)| {
                (Some(at), if at == 0 { row.1 } else { row.1.saturating_sub(row.2) })
            }));
            let mut paid = vec![0u64; rows.len()];
            let mut left = price;
            for (who, mut amount) in wanted {
                while amount > 0 && left > 0 {
                    amount -= 1;
                    left -= 1;
                    if let Some(at) = who {
                        paid[at] += 1;
                    }
                }
            }
            let sale = run(price, &deductions, &rows);
            prop_assert_eq!(sale.paid, paid.into_iter().map(Yen).collect::<Amounts>());
            prop_assert_eq!(sale.to_owner, Yen(left));
        }

        #[test]
        fn the_order_of_creditors_of_different_rank_is_irrelevant(
            price in 0u64..2_000,
            debts in prop::collection::vec((0u64..600, 0u64..100), 1..6),
        ) {
            let rows: Vec<Row> = debts.iter().zip(1..).map(|(debt, rank)| (rank, debt.0, debt.1)).collect();
            let turned: Vec<Row> = rows.iter().rev().copied().collect();
            let mut paid = run(price, &[], &turned).paid;
            paid.reverse();
            prop_assert_eq!(run(price, &[], &rows).paid, paid);
        }
    }
}
