//! `small-scale`: 小規模個人再生 – the creditors vote.

use law::acts::civil_rehabilitation::vote::{Vote, vote};
use law::provision::{CIVIL_REHABILITATION, Provision};
use law::verdict::{Requirement, Verdict, Whose};
use law::{Cx, Trace, Yen};

use crate::debt::rehabilitation::{self, Kind};
use crate::debt::{DebtOutcome, Remaining};
use crate::home::{HomeChoice, HomeOutcome};
use crate::known::Known;
use crate::requirement::requirement;
use crate::situation::Situation;

/// Open within the cap, with a prospect of income; it depends on the vote and the court.
pub(super) fn evaluate<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    _choice: HomeChoice,
    home: &HomeOutcome,
) -> DebtOutcome {
    rehabilitation::evaluate(cx, s, home, Kind::SmallScale)
}

static VOTE: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "230")];

/// One vote a creditor, whatever the number of its claims (230条6項 counts heads and amounts); `None` while it is not
/// known of each whether it dissents. Creditors without a name are taken as different ones.
fn votes(s: &Situation<'_>, claims: &[Remaining<'_>]) -> Option<Vec<Vote>> {
    let mut votes: Vec<(&str, Vote)> = Vec::new();
    for claim in claims {
        let facts = crate::figures::claim_of(s, claim.debt.id);
        let dissents = facts.dissents?;
        let amount = claim.amount.excess_over(claim.debt.covered_elsewhere);
        let name = facts.creditor.as_ref().map_or("", |creditor| creditor.name.as_str());
        match votes.iter_mut().find(|(known, _)| !name.is_empty() && *known == name) {
            Some((_, vote)) => {
                vote.amount += amount;
                vote.dissents |= dissents;
            }
            None => votes.push((name, Vote { amount, dissents })),
        }
    }
    Some(votes.into_iter().map(|(_, vote)| vote).collect())
}

/// The vote: counted when it is known of every creditor whether it dissents, else left to them.
pub(super) fn vote_of<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, claims: &Known<Vec<Remaining<'_>>>) -> Requirement {
    let mut against = Yen::ZERO;
    let verdict = match claims {
        Err(lacking) => Verdict::Unknown(lacking.0.clone()),
        Ok(claims) => {
            match votes(s, claims) {
                None => Verdict::LeftTo(Whose::Vote),
                Some(votes) => {
                    against = votes.iter().filter(|vote| vote.dissents).map(|vote| vote.amount).sum();
                    match vote(cx, s.house.petition_on, &votes) {
                        Ok(result) if votes.is_empty() || result.blocked_by.is_empty() => Verdict::Met,
                        Ok(_) => Verdict::NotMet,
                        Err(error) => Verdict::Unknown(crate::known::Lacking::from(error).0),
                    }
                }
            }
        }
    };
    requirement!("vote", VOTE, verdict, against = against)
}
