//! The vote: 民事再生法230条.

use law::acts::civil_rehabilitation::vote::{self as law_of, Block};
use law::trace::Rule;
use law::{Cx, Date, Trace, Yen};
use read::{Choice, record};

use crate::{Callable, Refusal};

/// `civil-rehabilitation.vote`.
pub(crate) struct Vote;

record! {
    /// One creditor who may vote.
    pub struct Ballot {
        /// The amount for which the creditor may vote.
        amount: Yen;
        /// Did the creditor dissent in writing? Silence is consent.
        dissents: bool;
    }
}

record! {
    /// The creditors who may vote.
    pub struct Ballots {
        /// One entry a creditor.
        votes: Vec<Ballot>;
        /// The law in force on this day.
        law_on: Option<Date>;
    }
}

record! {
    /// How the vote went.
    pub struct Answer {
        /// Is the plan approved?
        passes: bool;
        /// What blocks it, heads before amount.
        blocked_by: Vec<Choice<Block>>;
    }
}

impl Callable for Vote {
    type Input = Ballots;
    type Answer = Answer;
    const RULE: &'static Rule = &law_of::VOTE;

    fn law_on(input: &Ballots) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Ballots, on: Date) -> Result<Answer, Refusal> {
        let votes: Vec<law_of::Vote> = input
            .votes
            .iter()
            .map(|ballot| law_of::Vote { amount: ballot.amount, dissents: ballot.dissents })
            .collect();
        let result = law_of::vote(cx, on, &votes)?;
        Ok(Answer { passes: result.passes(), blocked_by: result.blocked_by.into_iter().map(Choice).collect() })
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    const RULE: &str = "civil-rehabilitation.vote";

    #[test]
    fn heads_before_amount() {
        check(
            RULE,
            r#"{"votes": [{"amount": 2, "dissents": true}, {"amount": 1, "dissents": false}]}"#,
            r#"{"passes": false, "blocked_by": ["heads", "amount"]}"#,
        );
        check(RULE, r#"{"votes": []}"#, r#"{"passes": false, "blocked_by": ["heads"]}"#);
        check(RULE, r#"{"votes": [{"amount": 0, "dissents": false}]}"#, r#"{"passes": true, "blocked_by": []}"#);
    }

    #[test]
    fn the_first_bad_field_is_named() {
        check(RULE, r#"{"votes": [{"amount": 1, "dissents": "no"}]}"#, r#"{"error": "votes[0].dissents"}"#);
        check(RULE, r#"{"votes": 1}"#, r#"{"error": "votes"}"#);
    }
}
