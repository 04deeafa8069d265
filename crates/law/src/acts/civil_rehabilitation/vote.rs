//! The vote of the creditors on a small-scale plan (民事再生法230条).

use std::borrow::Borrow;

use smallvec::SmallVec;

use crate::params::{Mark, civil_rehabilitation as figures};
use crate::provision::{CIVIL_REHABILITATION, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Yen};

/// One creditor who may vote. Silence is consent (230条6項).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The amount for which the creditor may vote.
    pub amount: Yen,
    /// Did the creditor say in writing that it does not agree?
    pub dissents: bool,
}

crate::word_list! {
    /// What blocks a plan.
    pub enum Block {
        /// Dissent of half of the heads, or more.
        Heads = "heads",
        /// Dissent of more than half of the amount.
        Amount = "amount",
    }
}

/// How the vote went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoteResult {
    /// What blocks the plan, heads before amount; it passes when nothing does.
    pub blocked_by: SmallVec<[Block; 2]>,
}

impl VoteResult {
    /// Is the plan approved (可決)?
    pub fn passes(&self) -> bool {
        self.blocked_by.is_empty()
    }
}

impl Show for VoteResult {
    fn show(&self) -> Shown {
        Shown::Flag(self.passes())
    }
}

/// The rule of [`vote`].
pub static VOTE: Rule = Rule {
    id: "civil-rehabilitation.vote",
    ja: "再生計画案の決議",
    en: "vote on the proposed plan",
    provisions: &[Provision::new(CIVIL_REHABILITATION, "230/6"), Provision::new(CIVIL_REHABILITATION, "237/1")],
    mark: Mark::Law,
    parameters: &[&figures::VOTE_SHARE],
};

/// Do the creditors approve the proposed plan?
///
/// 再生計画案の可決。民事再生法230条6項: those who dissent are fewer than half of the heads, and their amount is not more
/// than half. Half of the heads is enough to block; half of the amount is not. Without any creditor who may vote,
/// nobody is "fewer than half of" nobody, so the heads block.
///
/// ```
/// use law::acts::civil_rehabilitation::vote::{Block, Vote, vote};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let votes = [Vote { amount: Yen(10), dissents: true }, Vote { amount: Yen(90), dissents: false }];
/// let result = vote(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), &votes)?;
/// assert_eq!(result.blocked_by[..], [Block::Heads]);
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "可決")]
#[doc(alias = "再生計画案の決議")]
pub fn vote<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    votes: impl IntoIterator<Item: Borrow<Vote>>,
) -> Result<VoteResult, NotInForce> {
    cx.rule(&VOTE, |cx| {
        let (mut heads, mut against) = (0usize, 0usize);
        let (mut amount, mut amount_against) = (Yen::ZERO, Yen::ZERO);
        for vote in votes {
            let vote: &Vote = vote.borrow();
            (heads, amount) = (heads + 1, amount + vote.amount);
            if vote.dissents {
                (against, amount_against) = (against + 1, amount_against + vote.amount);
            }
        }
        cx.given("voting-heads", &heads);
        cx.given("dissenting-heads", &against);
        cx.given("voting-amount", &amount);
        cx.given("dissenting-amount", &amount_against);
        let (above, below) = cx.param(&figures::VOTE_SHARE, on)?.parts();
        let (above, below) = (u128::from(above), u128::from(below));
        let by_heads = against as u128 * below >= heads as u128 * above;
        let by_amount = u128::from(amount_against.0) * below > u128::from(amount.0) * above;
        let blocked_by = [(by_heads, Block::Heads), (by_amount, Block::Amount)];
        Ok(VoteResult { blocked_by: blocked_by.into_iter().filter_map(|(so, by)| so.then_some(by)).collect() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    fn check(votes: &[(u64, bool)], blocked_by: &[Block]) {
        let votes: Vec<Vote> = votes.iter().map(|&(amount, dissents)| Vote { amount: Yen(amount), dissents }).collect();
        let result = vote(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), &votes).unwrap();
        assert_eq!(result.blocked_by[..], *blocked_by, "{votes:?}");
        assert_eq!(result.passes(), blocked_by.is_empty());
    }

    #[test]
    fn heads_and_amounts_from_both_sides() {
        // One of three with 50.00 % and with a yen more.
        check(&[(500, true), (250, false), (250, false)], &[]);
        check(&[(501, true), (250, false), (250, false)], &[Block::Amount]);
        check(&[(1, true), (1, true), (9, false), (9, false)], &[Block::Heads]);
        check(&[(1, true), (1, true), (9, false), (9, false), (9, false)], &[]);
        check(&[(9, true), (9, true), (1, false)], &[Block::Heads, Block::Amount]);
        check(&[(9, false)], &[]);
        check(&[], &[Block::Heads]);
    }

    /// Popular error: 「過半数の反対で否決」. Half of the heads is already enough (半数に満たず).
    #[test]
    fn half_of_the_heads_is_enough_to_block() {
        check(&[(1, true), (99, false)], &[Block::Heads]);
    }

    #[test]
    fn the_largest_amounts_do_not_overflow() {
        let most = crate::money::MAX_YEN.0;
        check(&vec![(most, true); 10_000], &[Block::Heads, Block::Amount]);
    }
}
