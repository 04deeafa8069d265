//! What a discharge leaves alive (破産法253条1項), claim by claim.

use case::{Claim, ClaimKind, Household};
use law::acts::bankruptcy::discharge::{ClaimAfter, ClaimBefore, ClaimNature, Fate, survives};
use law::provision::{BANKRUPTCY, CIVIL_REHABILITATION, Provision};
use law::trace::{NoTrace, Show};
use law::{Cx, Trace, Yen, message};

use crate::debt::{Beside, DebtOutcome, Remaining};
use crate::figures::{SURVIVING, claim_of};
use crate::known::{Known, Lacking, look};
use crate::situation::{Situation, uses_owed};

/// A file does not say whether a tort was malicious (2号) or an injury by gross negligence (3号).
static TORTS: &[Provision] = &[Provision::new(BANKRUPTCY, "253/1/2"), Provision::new(BANKRUPTCY, "253/1/3")];
static FALSE_LIST: &[Provision] = &[Provision::new(BANKRUPTCY, "253/1/6"), Provision::new(BANKRUPTCY, "252/1/7")];
static NOT_LISTED: Provision = Provision::new(CIVIL_REHABILITATION, "232/3");
static PRISON: Provision = Provision::new(law::provision::PENAL_CODE, "18");

const fn nature(claim: &Claim) -> ClaimNature {
    match (claim.kind, claim.malicious) {
        (ClaimKind::Tax, _) => ClaimNature::Tax,
        (ClaimKind::SocialInsurance, _) => ClaimNature::SocialInsurance,
        (ClaimKind::ChildSupport, _) => ClaimNature::Support,
        (ClaimKind::Wages, _) => ClaimNature::Wages,
        (ClaimKind::Fine, _) => ClaimNature::Fine,
        (ClaimKind::Tort, Some(true)) => ClaimNature::MaliciousTort,
        (ClaimKind::Tort, None) => ClaimNature::Tort,
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
    let lacking: Vec<_> = open.map(|rest| Household::claim_fact(rest.debt.id, "malicious")).collect();
    if lacking.is_empty() { Ok(rest) } else { Err(Lacking(lacking)) }
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
                let article = if nature(facts) == ClaimNature::MaliciousTort { TORTS.show() } else { item.show() };
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
        if facts.kind == ClaimKind::Tort && facts.malicious.is_none() {
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
