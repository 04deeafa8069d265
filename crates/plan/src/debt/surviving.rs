//! What a discharge leaves alive (破産法253条1項), claim by claim.

use case::{Claim, ClaimKind, Household};
use law::acts::bankruptcy::discharge::{ClaimAfter, ClaimBefore, ClaimNature, Fate, survives};
use law::provision::{BANKRUPTCY, CIVIL_REHABILITATION, Provision};
use law::trace::{NoTrace, Show};
use law::verdict::FactName;
use law::{Cx, Trace, Yen, message};

use crate::debt::{Beside, DebtOutcome, Remaining};
use crate::figures::{SURVIVING, claim_of};
use crate::known::{Known, Lacking, look};
use crate::situation::{Situation, uses_owed};

/// Malice (2号), or harm to life or body by intent or gross negligence (3号).
static TORTS: &[Provision] = &[Provision::new(BANKRUPTCY, "253/1/2"), Provision::new(BANKRUPTCY, "253/1/3")];
static FALSE_LIST: &[Provision] = &[Provision::new(BANKRUPTCY, "253/1/6"), Provision::new(BANKRUPTCY, "252/1/7")];
static NOT_LISTED: Provision = Provision::new(CIVIL_REHABILITATION, "232/3");
static PRISON: Provision = Provision::new(law::provision::PENAL_CODE, "18");

const fn nature(claim: &Claim) -> ClaimNature {
    match claim.kind {
        ClaimKind::Tax => ClaimNature::Tax,
        ClaimKind::SocialInsurance => ClaimNature::SocialInsurance,
        ClaimKind::ChildSupport => ClaimNature::Support,
        ClaimKind::Wages => ClaimNature::Wages,
        ClaimKind::Fine => ClaimNature::Fine,
        ClaimKind::Tort => ClaimNature::of_tort(claim.malicious, claim.bodily_harm),
        _ => ClaimNature::Other,
    }
}

fn after<T: Trace>(cx: &mut Cx<'_, T>, claim: &Claim) -> ClaimAfter {
    // The file says of a claim that is left off that its creditor does not learn of the opening.
    let knowingly_omitted = claim.left_off_list == Some(true);
    survives(cx, ClaimBefore { nature: nature(claim), knowingly_omitted, creditor_knew: false })
}

fn fate(s: &Situation<'_>, rest: &Remaining<'_>) -> Fate {
    after(&mut Cx::new(&mut NoTrace), claim_of(s, rest.debt.id)).fate
}

/// Does the debtor's discharge end it?
pub(super) fn lapses(s: &Situation<'_>, rest: &Remaining<'_>) -> bool {
    rest.debt.own && fate(s, rest) == Fate::Discharged
}

/// The debts that remain where it is known of each whether it survives; else what is lacking.
pub(super) fn settled<'r, 's>(s: &Situation<'_>, rest: &'r [Remaining<'s>]) -> Known<&'r [Remaining<'s>]> {
    let open = rest.iter().filter(|rest| rest.debt.own && fate(s, rest) == Fate::LeftToJudgement);
    let lacking: Vec<_> = open.flat_map(|rest| unsaid(s, rest)).collect();
    if lacking.is_empty() { Ok(rest) } else { Err(Lacking(lacking)) }
}

/// What is not said of a tort of the debtor's, on which it hangs whether a plan or a discharge reduces it.
pub(super) fn unsaid(s: &Situation<'_>, rest: &Remaining<'_>) -> impl Iterator<Item = FactName> + use<> {
    let (id, claim) = (rest.debt.id, claim_of(s, rest.debt.id));
    let open = claim.kind == ClaimKind::Tort && nature(claim) == ClaimNature::Tort;
    let facts = [("malicious", claim.malicious), ("bodily_harm", claim.bodily_harm)];
    let unsaid = facts.into_iter().filter(move |(_, said)| open && said.is_none());
    unsaid.map(move |(field, _)| Household::claim_fact(id, field))
}

/// Is it known of every tort that takes part whether a plan cuts its damages (民事再生法229条3項1号・2号)?
pub(super) fn torts_are_told(s: &Situation<'_>, beside: &Beside<'_, '_>) -> Known<()> {
    let rest = beside.rest().iter().flat_map(|rest| rest.iter()).filter(|rest| rest.debt.own);
    let lacking: Vec<_> = rest.flat_map(|rest| unsaid(s, rest)).collect();
    if lacking.is_empty() { Ok(()) } else { Err(Lacking(lacking)) }
}

/// What survives in all, each claim by its item.
pub(super) fn sum<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, beside: &Beside<'_, '_>) -> Known<Yen> {
    cx.figure("surviving", &SURVIVING, |cx| {
        let rest = look(beside.rest()).and_then(|rest| settled(s, rest))?;
        let mut sum = Yen::ZERO;
        for rest in rest.iter().filter(|rest| rest.debt.own && !lapses(s, rest)) {
            if T::ON {
                after(cx, claim_of(s, rest.debt.id));
            }
            uses_owed(cx, "owed", s.house, rest.debt.id, &rest.amount);
            sum += rest.amount;
        }
        Ok(sum)
    })
}

/// Says of each claim that survives under which item, and what is not known of a tort.
pub(super) fn describe(s: &Situation<'_>, beside: &Beside<'_, '_>, outcome: &mut DebtOutcome) {
    let Ok(rest) = beside.rest() else { return };
    let risks = &mut outcome.words.risks;
    for rest in rest.iter().filter(|rest| rest.debt.own) {
        let facts = claim_of(s, rest.debt.id);
        let claim = facts.id.clone();
        let ClaimAfter { fate, item } = after(&mut Cx::new(&mut NoTrace), facts);
        match (fate, item) {
            (Fate::LeftToJudgement, _) => risks.push(message!("risk.tort-unclear", claim = claim, article = TORTS)),
            (Fate::Survives, Some(item)) => {
                // Until two facts were asked for, one of them stood for both numbers.
                let either = nature(facts) == ClaimNature::MaliciousTort && facts.bodily_harm.is_none();
                let article = if either { TORTS.show() } else { item.show() };
                risks.push(message!("risk.survives-discharge", claim = claim, amount = rest.amount, article = article));
            }
            _ => {}
        }
        if facts.left_off_list == Some(true) {
            risks.push(message!("risk.left-off-list", claim = facts.id.clone(), article = FALSE_LIST));
        }
        if facts.kind == ClaimKind::Fine {
            risks.push(message!("risk.fine-unpaid", claim = facts.id.clone(), article = PRISON));
        }
    }
}

/// The same for a plan of rehabilitation: what is said of fines, and of a claim that is left off the list.
pub(super) fn describe_in_plan(s: &Situation<'_>, beside: &Beside<'_, '_>, outcome: &mut DebtOutcome) {
    let Ok(rest) = beside.rest() else { return };
    let risks = &mut outcome.words.risks;
    for rest in rest.iter().filter(|rest| rest.debt.own) {
        let facts = claim_of(s, rest.debt.id);
        if facts.kind == ClaimKind::Fine {
            risks.push(message!(
                "risk.fine-after-plan",
                claim = facts.id.clone(),
                amount = rest.amount,
                article = FINES
            ));
        }
        if unsaid(s, rest).next().is_some() {
            risks.push(message!("risk.tort-unclear-in-plan", claim = facts.id.clone(), article = TORTS_IN_PLAN));
        }
        if facts.left_off_list == Some(true) {
            risks.push(message!("risk.left-off-plan", claim = facts.id.clone(), article = NOT_LISTED));
        }
    }
}

static FINES: &[Provision] =
    &[Provision::new(CIVIL_REHABILITATION, "181/3"), Provision::new(CIVIL_REHABILITATION, "232/2")];
static TORTS_IN_PLAN: &[Provision] =
    &[Provision::new(CIVIL_REHABILITATION, "229/3/1"), Provision::new(CIVIL_REHABILITATION, "229/3/2")];
