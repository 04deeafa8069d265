//! The vote on a small-scale plan (民事再生法230条), as far as it is known who dissents: counted where that decides, else
//! what it would take to block the plan.

use law::acts::civil_rehabilitation::vote::{Vote, vote};
use law::params::civil_rehabilitation;
use law::provision::{CIVIL_REHABILITATION, Provision};
use law::trace::{NoTrace, Show};
use law::verdict::{FactName, Verdict, Whose};
use law::{Cx, Trace, Yen, message};
use smallvec::SmallVec;

use crate::debt::{Beside, DebtOutcome, Remaining};
use crate::formula::formulas;
use crate::known::{Known, Lacking};
use crate::requirement::{Need, requirement};
use crate::situation::Situation;

static PROVISIONS: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "230")];

formulas! {
    HEADS = "vote.more-heads", "あと何人の反対で否決されるか", "how many more heads would block the plan", Law, [CIVIL_REHABILITATION "230/6"];
    AMOUNT = "vote.more-amount", "あといくらを超える反対で否決されるか", "how much more, if exceeded, would block the plan", Law, [CIVIL_REHABILITATION "230/6"];
}

/// A creditor: one vote, whatever the number of its claims.
struct Voter<'s> {
    name: &'s str,
    amount: Yen,
    /// Whether it dissents; `None` while nobody knows.
    dissents: Option<bool>,
}

/// Stands for whoever is owed the management fees.
const FEES: &str = "fees_left";

type Voters<'s> = SmallVec<[Voter<'s>; 8]>;

/// Everybody who votes. Creditors without a name are taken as different ones; one that dissents with one claim
/// dissents. Management fees in arrears are those of one creditor more.
fn voters<'s, 'c, 'r: 'c>(
    s: &Situation<'s>,
    claims: impl Iterator<Item = &'c Remaining<'r>>,
    fees_left: Yen,
) -> Voters<'s> {
    let mut voters = Voters::new();
    if !fees_left.is_zero() {
        voters.push(Voter { name: FEES, amount: fees_left, dissents: None });
    }
    for claim in claims {
        let facts = crate::figures::claim_of(s, claim.debt.id);
        let amount = claim.amount.excess_over(claim.debt.covered_elsewhere);
        let name = facts.creditor.as_ref().map_or("", |creditor| creditor.name.as_str());
        match voters.iter_mut().find(|known| !name.is_empty() && known.name == name) {
            Some(known) => {
                known.amount += amount;
                known.dissents = match (known.dissents, facts.dissents) {
                    (Some(true), _) | (_, Some(true)) => Some(true),
                    (Some(false), Some(false)) => Some(false),
                    _ => None,
                };
            }
            None => voters.push(Voter { name, amount, dissents: facts.dissents }),
        }
    }
    voters
}

/// The creditors of voting claims that were not said.
fn unnamed<'c, 'r: 'c>(s: &Situation<'_>, claims: impl Iterator<Item = &'c Remaining<'r>>) -> Vec<FactName> {
    let unsaid = claims.map(|claim| claim.debt.id).filter(|id| crate::figures::claim_of(s, *id).creditor.is_none());
    unsaid.map(|id| FactName::at("claim", id.0, "creditor")).collect()
}

/// Does the plan pass when those whose mind nobody knows dissent, or when they do not?
fn passes<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, voters: &[Voter<'_>], unknown_dissent: bool) -> Known<bool> {
    let votes =
        voters.iter().map(|voter| Vote { amount: voter.amount, dissents: voter.dissents.unwrap_or(unknown_dissent) });
    let result = vote(cx, s.house.petition_on, votes)?;
    Ok(voters.is_empty() || result.passes())
}

/// The vote: decided where those whose mind is known decide it, else left to the creditors. Silence is consent (230条6項),
/// so one who is asked and says nothing is none against.
pub(super) fn requirement_of<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, beside: &Beside<'_, '_>) -> Need {
    let mut against = Yen::ZERO;
    let verdict = match beside.claims() {
        Err(lacking) => Verdict::Unknown(lacking.0),
        Ok(claims) if !T::FIGURES && nobody_said(s, claims.clone()) => open_vote(s, claims, beside.home.fees_left),
        Ok(claims) => {
            let voters = voters(s, claims.clone(), beside.home.fees_left);
            against = voters.iter().filter(|voter| voter.dissents == Some(true)).map(|voter| voter.amount).sum();
            let worst = passes(&mut Cx::new(&mut NoTrace), s, &voters, true);
            match (passes(cx, s, &voters, false), worst) {
                (Ok(false), _) => Verdict::NotMet,
                // Two claims of one creditor are one head: whoever dissents may weigh more than the file shows.
                (Ok(true), _) if !against.is_zero() && !unnamed(s, claims.clone()).is_empty() => {
                    Verdict::Unknown(unnamed(s, claims))
                }
                (Ok(true), Ok(true)) => Verdict::Met,
                (Ok(true), Ok(false)) => Verdict::LeftTo(Whose::Vote),
                (Err(lacking), _) | (_, Err(lacking)) => Verdict::Unknown(lacking.0),
            }
        }
    };
    requirement!(T; "vote", PROVISIONS, verdict, against = against)
}

/// Has no creditor of these claims told whether it dissents?
fn nobody_said<'c, 'r: 'c>(s: &Situation<'_>, mut claims: impl Iterator<Item = &'c Remaining<'r>>) -> bool {
    claims.all(|claim| crate::figures::claim_of(s, claim.debt.id).dissents.is_none())
}

/// The vote where nobody's mind is known: silence is consent (230条6項), and all of them against block any plan, however many
/// they are and whatever they are owed.
fn open_vote<'c, 'r: 'c>(
    s: &Situation<'_>,
    mut claims: impl Iterator<Item = &'c Remaining<'r>>,
    fees_left: Yen,
) -> Verdict {
    match civil_rehabilitation::VOTE_SHARE.on(s.house.petition_on) {
        Ok(_) if claims.next().is_none() && fees_left.is_zero() => Verdict::Met,
        Ok(_) => Verdict::LeftTo(Whose::Vote),
        Err(lacking) => Verdict::Unknown(Lacking::from(lacking).0),
    }
}

/// What it would take to block the plan, where the vote is open: how many more heads, or how much more; and a creditor
/// who could do it alone.
pub(super) fn forecast<'c, 'r: 'c, T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    claims: impl Iterator<Item = &'c Remaining<'r>>,
    fees_left: Yen,
    outcome: &mut DebtOutcome,
) {
    let voters = voters(s, claims, fees_left);
    let against = || voters.iter().filter(|voter| voter.dissents == Some(true));
    let (heads, heads_against) = (voters.len() as u64, against().count() as u64);
    let total: Yen = voters.iter().map(|voter| voter.amount).sum();
    let amount_against: Yen = against().map(|voter| voter.amount).sum();
    let more_heads: Known<u64> = cx.figure("vote_more_heads", &HEADS, |cx| {
        let (above, below) = cx.param(&civil_rehabilitation::VOTE_SHARE, s.house.petition_on)?.parts();
        cx.given("voting-heads", &heads);
        cx.given("dissenting-heads", &heads_against);
        // Half of the heads blocks: the least number that reaches it.
        Ok((heads * u64::from(above)).div_ceil(u64::from(below)).saturating_sub(heads_against))
    });
    let more_amount: Known<Yen> = cx.figure("vote_more_amount", &AMOUNT, |cx| {
        let share = cx.param(&civil_rehabilitation::VOTE_SHARE, s.house.petition_on)?;
        cx.given("voting-amount", &total);
        cx.given("dissenting-amount", &amount_against);
        Ok::<Yen, Lacking>(share.of_floor(total).excess_over(amount_against))
    });
    let (Ok(more_heads), Ok(more_amount)) = (more_heads, more_amount) else { return };
    outcome.words.details.push(("vote_more_heads", more_heads.show()));
    outcome.words.details.push(("vote_more_amount", more_amount.show()));
    outcome.words.risks.push(message!("risk.vote-blocked-by", heads = heads, more = more_heads, amount = more_amount));
    let open = voters.iter().filter(|voter| voter.dissents.is_none());
    for voter in open.filter(|voter| more_heads <= 1 || voter.amount > more_amount) {
        if !matches!(voter.name, "" | FEES) {
            outcome.words.risks.push(message!(
                "risk.vote-one-blocks",
                creditor = voter.name.to_string(),
                amount = voter.amount
            ));
        }
    }
}
