//! `bankruptcy`: 自己破産 – discharge of everything but what the law keeps alive.

use case::{AssetKind, ClaimKind};
use law::acts::bankruptcy::procedure::{Procedure, Screening, ScreeningCourt, procedure};
use law::acts::bankruptcy::occupation::{Effect, restriction};
use law::acts::civil_rehabilitation::salaried::seven_year_bar;
use law::acts::legal_support::AdvancedCase;
use law::provision::{BANKRUPTCY, Provision};
use law::trace::Shown;
use law::verdict::{FactName, Verdict, Whose};
use law::words::Word;
use law::{Balance, Cx, Trace, Yen, message};

use crate::debt::fees::Attorney;
use crate::debt::{
    Beside, DebtOutcome, Record, Remaining, as_contracted_streams, exempt, fees, of_others, rehabilitation,
};
use crate::figures::{PROCEDURE, SURVIVING};
use crate::home::{HomeChoice, HomeOutcome};
use crate::known::{Known, all, known, look, verdict};
use crate::requirement::{Need, requirement, requirements};
use crate::situation::{Situation, uses_owed};

static UNABLE: &[Provision] = &[Provision::new(BANKRUPTCY, "15/1"), Provision::new(BANKRUPTCY, "2/11")];
static GROUNDS: &[Provision] = &[Provision::new(BANKRUPTCY, "252/1"), Provision::new(BANKRUPTCY, "252/2")];
static SEVEN_YEARS: &[Provision] = &[Provision::new(BANKRUPTCY, "252/1/10"), Provision::new(BANKRUPTCY, "252/2")];

/// Open to whoever cannot pay; discharge depends on the court where a ground of refusal may exist.
pub(super) fn evaluate<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    choice: HomeChoice,
    beside: &Beside<'_, '_>,
) -> DebtOutcome {
    let Beside { home, rest, .. } = beside;
    let requirements = requirements![T; unable::<T>(s, beside), grounds::<T>(s), seven_years(cx, s)];
    if beside.settled_by::<T>(&requirements) {
        return DebtOutcome::closed(cx, requirements);
    }
    let surviving: Known<Yen> = cx.figure("surviving", &SURVIVING, |cx| {
        let rest = look(rest)?;
        let alive = rest.iter().filter(|rest| rest.debt.own && rest.debt.class.survives());
        Ok(alive
            .map(|rest| {
                uses_owed(cx, "owed", s.house, rest.debt.id, &rest.amount);
                rest.amount
            })
            .sum())
    });
    let streams = look(rest).and_then(|rest| {
        let stays = |rest: &&Remaining<'_>| !lapses(rest) && !rest.residual;
        as_contracted_streams(cx, s, Some(home), rest.iter().filter(stays).map(|rest| rest.debt))
    });
    let mut outcome = DebtOutcome::new(cx, requirements, streams);
    if !T::FIGURES {
        return outcome;
    }
    outcome.figures.record = Record::Gazette;
    if let Ok(rest) = rest {
        let discharged = || rest.iter().filter(|rest| lapses(rest));
        // What another security is expected to cover is paid by it.
        outcome.figures.cut = Ok(discharged().map(|rest| rest.amount.excess_over(rest.debt.covered_elsewhere)).sum());
        outcome.figures.debt_left = Ok(of_others(rest));
        if T::WORDS {
            outcome.figures.not_as_contracted = discharged().map(|rest| rest.debt.id).collect();
        }
    }
    if T::WORDS {
        describe(cx, s, beside, &surviving, &mut outcome);
        exempt::describe(cx, s, choice, &mut outcome);
    }
    how_it_is_run(cx, s, choice, home, &mut outcome);
    if T::WORDS {
        consequences(cx, s, &mut outcome);
    }
    outcome
}

/// What survives, and what is given up.
fn describe<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    surviving: &Known<Yen>,
    outcome: &mut DebtOutcome,
) {
    if let Ok(rest) = &beside.rest {
        if rest.iter().any(|rest| rest.debt.own && rest.debt.class.survives()) {
            outcome.words.risks.push(message!("risk.survives-discharge"));
        }
        let torts = rest.iter().map(|rest| crate::figures::claim_of(s, rest.debt.id));
        if torts.into_iter().any(|claim| claim.kind == ClaimKind::Tort && claim.malicious.is_none()) {
            outcome.words.risks.push(message!("risk.tort-unclear"));
        }
    }
    crate::figures::detail(&mut outcome.words.details, "surviving", surviving);
    let given_up = rehabilitation::liquidation(cx, s, beside.home);
    crate::figures::detail(&mut outcome.words.details, "property_given_up", &given_up);
}

/// What follows for persons and for what was given away; papers.
fn consequences<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcome: &mut DebtOutcome) {
    occupations(cx, s, outcome);
    crate::attachment::by_tax_office(cx, s, outcome);
    outcome.words.risks.push(message!("risk.guarantors-stay-liable"));
    if s.house.transfers.as_ref().is_some_and(|transfers| !transfers.is_empty()) {
        outcome.words.risks.push(message!("risk.transfers-avoidable"));
    }
    outcome.words.papers.extend(["bankruptcy-petition", "creditor-list-bankruptcy", "asset-list", "household-statement", "statement"]);
}

/// Does the debtor's discharge end it?
fn lapses(rest: &Remaining<'_>) -> bool {
    rest.debt.own && !rest.debt.class.survives()
}

/// 支払不能: by the household's own figures, or left to the court.
fn unable<T: Trace>(s: &Situation<'_>, beside: &Beside<'_, '_>) -> Need {
    let home = beside.home;
    let verdict = match &beside.rest {
        Err(lacking) => Verdict::Unknown(lacking.0.clone()),
        Ok(rest) => {
            let owed: Yen = rest.iter().filter(|rest| rest.debt.own).map(|rest| rest.amount).sum();
            let usual = s.practice.arrangement_months.value(s.house.as_of).unwrap_or(1);
            let month = home.moved_from.unwrap_or(1);
            match (&beside.living, &s.cash) {
                _ if owed.is_zero() => Verdict::NotMet,
                (Ok(living), Ok(cash)) => {
                    let rent = if home.kept { Yen::ZERO } else { home.rent(s).unwrap_or(Yen::ZERO) };
                    let spare = (living.capacity_at(month) + Balance(-i128::from(rent.0))).surplus();
                    let payable = spare.times(u64::from(usual)) + *cash + home.to_owner.clone().unwrap_or(Yen::ZERO);
                    if payable < owed { Verdict::Met } else { Verdict::LeftTo(Whose::Court) }
                }
                _ => Verdict::LeftTo(Whose::Court),
            }
        }
    };
    requirement!(T; "unable-to-pay", UNABLE, verdict)
}

fn grounds<T: Trace>(s: &Situation<'_>) -> Need {
    let debtor = s.house.debtor;
    let verdict = match &s.house.person(debtor).refusal_grounds {
        None => Verdict::Unknown(vec![FactName::at("person", debtor.0, "refusal_grounds")]),
        Some(grounds) if grounds.is_empty() => Verdict::Met,
        Some(_) => Verdict::LeftTo(Whose::Court),
    };
    requirement!(T; "refusal-grounds", GROUNDS, verdict)
}

fn seven_years<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Need {
    let mut until = None;
    let barred = rehabilitation::past(s).and_then(|past| {
        let bar = seven_year_bar(cx, s.house.petition_on, s.house.petition_on, &past)?;
        until = bar.as_ref().and_then(|bar| bar.barred_until);
        Ok(bar.is_some_and(|bar| bar.discharge_refusal_ground))
    });
    let verdict = match barred {
        Ok(true) => Verdict::LeftTo(Whose::Court),
        other => verdict(&other.map(|barred| !barred)),
    };
    requirement!(T; "seven-years", SEVEN_YEARS, verdict, until = until)
}

/// Simultaneous discontinuance or a trustee, and what either costs.
fn how_it_is_run<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    choice: HomeChoice,
    home: &HomeOutcome,
    outcome: &mut DebtOutcome,
) {
    let run = cx.figure("procedure", &PROCEDURE, |cx| run(cx, s, choice, home));
    if T::WORDS {
        match &run {
            Ok(Some(run)) => outcome.words.details.push(("procedure", Shown::Word(run.word()))),
            _ => outcome.words.risks.push(message!("risk.procedure-unknown")),
        }
    }
    // Where the court's habit or the property is not known, the dearer way is reckoned with month by month; without the
    // property the total stays unknown.
    let month = fees::months_before_petition(cx, s);
    let reckoned = run.clone().unwrap_or(None).unwrap_or(Procedure::Trustee);
    fees::procedure(cx, outcome, month, |cx| crate::practice::bankruptcy_court_cost(cx, s, reckoned));
    let (case, fee) = (Some(AdvancedCase::Bankruptcy), &s.practice.bankruptcy_fee);
    fees::attorney(cx, s, outcome, Attorney { case, fee, times: 1, months: month });
    if let Err(lacking) = run {
        outcome.figures.costs = Err(lacking);
    }
}

fn run<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    choice: HomeChoice,
    home: &HomeOutcome,
) -> Known<Option<Procedure>> {
    let Some(court) = ScreeningCourt::of(s.house.court) else { return Ok(None) };
    let assets = known(s.house.assets.as_ref(), FactName::of("asset", ""))?;
    let own = assets.iter().enumerate().filter(|(_, asset)| asset.owner == s.house.debtor);
    let values = all(own.map(|(place, asset)| {
        Ok((asset.kind, known(asset.value, FactName::at("asset", place, "value"))?.likely))
    }))?;
    let sum = |kind| values.iter().filter(|(found, _)| *found == kind).map(|(_, value)| *value).sum::<Yen>();
    let eighth = crate::practice::retirement_share(cx, s)?;
    let mut others: Vec<(AssetKind, Yen)> = values
        .iter()
        .filter(|(kind, _)| !matches!(kind, AssetKind::Cash | AssetKind::Deposit | AssetKind::HouseholdGoods))
        .map(|(kind, value)| match kind {
            AssetKind::RetirementAllowance => (*kind, eighth.of_floor(*value)),
            _ => (*kind, *value),
        })
        .collect();
    let proceeds = home.to_owner.clone()?;
    if !proceeds.is_zero() {
        others.push((AssetKind::Other, proceeds));
    }
    // Under an auction the home may still be the debtor's at the petition.
    others.extend((choice == HomeChoice::Auction).then(|| exempt::home_as_asset(s)).flatten().map(|v| (AssetKind::Other, v)));
    let debtor = s.house.person(s.house.debtor);
    let screening = Screening {
        cash: sum(AssetKind::Cash),
        ordinary_deposits: sum(AssetKind::Deposit),
        other_classes: &others,
        refusal_ground: debtor.refusal_grounds.as_ref().is_some_and(|grounds| !grounds.is_empty()),
    };
    Ok(Some(procedure(cx, s.house.petition_on, court, screening)?.procedure))
}

/// Occupations that are closed until rights are restored.
fn occupations<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcome: &mut DebtOutcome) {
    for person in &s.house.people {
        if person.role != case::Role::Debtor && person.files_too != Some(true) {
            continue;
        }
        let person_id = person.id.clone();
        let Some(occupation) = &person.occupation else {
            outcome.words.risks.push(message!("risk.occupation-unsaid", person = person_id));
            continue;
        };
        match restriction(cx, occupation) {
            // What the list knows to be free needs no warning.
            Some(known) if known.effect == Effect::Free => {}
            Some(restricted) => outcome.words.risks.push(message!(
                "risk.occupation-restricted",
                person = person_id,
                occupation = Shown::Named(restricted.ja, restricted.en),
                article = Shown::Named(restricted.citation, restricted.citation_en)
            )),
            None => outcome.words.risks.push(message!(
                "risk.occupation-not-listed",
                person = person_id,
                occupation = occupation.clone()
            )),
        }
    }
}
