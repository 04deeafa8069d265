//! `reschedule`: easier terms by consent of the lender, out of court (条件変更).

use case::CreditorKind;
use law::calendar::{Date, month_offset};
use law::loan::{LevelLoan, Months, least_instalments, level_payment};
use law::trace::{Bare, Shown};
use law::verdict::{FactName, Verdict, Whose};
use law::{Cx, Trace, Yen, message};

use crate::debt::DebtChoice;
use crate::debts::{Debt, rate};
use crate::figures::{EXTENDED_UNTIL, HOME_MONTHLY, claim_of, extended_until, last_due, name_of_claim, repaying};
use crate::home::{HomeOutcome, Unwalked, put};
use crate::jhf;
use crate::known::{Known, Lacking, all, both, known, look};
use crate::ownership;
use crate::requirement::{requirement, requirements};
use crate::situation::Situation;
use crate::stream::{Item, Purpose, Stream, Streams};

/// The debts beside it: as contracted, or the other debts by agreement.
pub(super) const DEBTS: &[DebtChoice] =
    &[DebtChoice::AsContracted, DebtChoice::VoluntaryArrangement, DebtChoice::SpecialConciliation];

/// Everything that is owed, spread over a longer term at the contract's rate; the lender decides. The Japan Housing
/// Finance Agency has conditions of its own: where it holds a loan they are a variant before the free consent.
pub(super) fn evaluate<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcomes: &mut Vec<HomeOutcome>) {
    let outcome = free(cx, s, outcomes);
    if !s.home_loans().any(|debt| debt.holder == Some(CreditorKind::Jhf)) {
        return;
    }
    let by_consent = HomeOutcome { variant: "by-consent", ..outcome.clone() };
    outcome.variant = "jhf";
    outcome.requirements.remove("lender-consents");
    let conditions = jhf::conditions(cx, s, outcome);
    outcome.requirements.add::<T>(conditions);
    outcomes.push(by_consent);
}

/// By the lender's free consent.
fn free<'o, T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    outcomes: &'o mut Vec<HomeOutcome>,
) -> &'o mut HomeOutcome {
    let (home, _) = ownership::has_home::<T>(s);
    let taken_over = s.home_loans().any(|debt| debt.subrogated_on.is_some());
    let auctioned = s.house.auction.is_some();
    let mut requirements = requirements![T;
        home,
        ownership::has_home_loan::<T>(s),
        requirement!(T; "lender-consents", &[], Verdict::LeftTo(Whose::Lender), taken_over = taken_over),
    ];
    requirements.add::<T>(ownership::attachments_wait::<T>(s));
    let terms: Known<Vec<(Stream, Date)>> = all(s.home_loans().map(|debt| extended(cx, s, debt)));
    let streams = look(&terms).map(|terms| terms.iter().map(|(stream, _)| *stream).collect());
    let outcome = put(outcomes, HomeOutcome::kept(cx, "", requirements, streams));
    if !T::FIGURES {
        let owed = s.home_loans().filter_map(|debt| Some(debt.owed.as_ref().ok()?.total()));
        let least = owed.zip(terms.iter().flatten());
        let least = least.map(|(owed, (stream, _))| least_instalments(owed, stream.amount, stream.months)).collect();
        outcome.unwalked = Some(Unwalked { walk: to_the_yen, least });
    }
    outcome.once.extend(ownership::fee_arrears(s));
    if !T::WORDS {
        return outcome;
    }
    let monthly: Known<Yen> = cx.figure("home_monthly", &HOME_MONTHLY, |cx| {
        let terms = look(&terms)?;
        for (stream, _) in terms {
            cx.given("instalment", &stream.amount);
        }
        Ok(terms.iter().map(|(stream, _)| stream.amount).sum())
    });
    crate::figures::detail(&mut outcome.words.details, "home_monthly", &monthly);
    if let Ok(terms) = &terms {
        let days: Vec<_> = terms.iter().filter_map(|(stream, until)| Some((stream.item.claim()?, *until))).collect();
        let until = extended_until(cx, s, &days);
        outcome.words.details.extend(until.map(|until| ("extended_until", Shown::Date(until))));
    }
    outcome.words.risks.push(if taken_over {
        message!("risk.reschedule-after-subrogation")
    } else if auctioned {
        message!("risk.reschedule-auction-runs")
    } else {
        message!("risk.reschedule-ask-early")
    });
    if s.home_loans().any(|debt| debt.holder == Some(CreditorKind::Jhf)) {
        outcome.words.risks.push(message!("risk.jhf-reschedule"));
    }
    outcome.words.papers.extend(["household-statement", "living-report"]);
    outcome
}

/// The instalments of each loan to the month in which it is repaid.
fn to_the_yen(s: &Situation<'_>) -> Known<Streams> {
    all(s.home_loans().map(|debt| Ok(extended(&mut Cx::new(&mut Bare), s, debt)?.0)))
}

/// One loan over its longer term: the instalment and the new last due date.
fn extended<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, debt: &Debt) -> Known<(Stream, Date)> {
    let facts = claim_of(s, debt.id);
    let ((owed, rate), last) = both(both(debt.owed.clone(), rate(facts, debt.id)), last_due(s, debt.id))?;
    let until = usual_limit(cx, s, debt, last)?.max(last);
    let months = facts.due_dates(s.house.as_of, until).and_then(|months| Months::new(months.max(1)));
    let months = months.ok_or_else(|| Lacking::fact(FactName::at("claim", debt.id.0, "last_due_on")))?;
    let loan = LevelLoan { principal: owed.total(), rate, months };
    let item = Item::on(Purpose::HomeLoan, debt.id);
    let amount = level_payment(loan.principal, loan.rate, loan.months);
    let stream = Stream { item, from: 1, months: months.count(), amount, last: amount };
    Ok((if T::FIGURES { repaying(loan, stream) } else { stream }, until))
}

/// How long a loan is usually extended by consent: years beyond the contract, and an age of the debtor.
pub(super) fn usual_limit<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, debt: &Debt, last: Date) -> Known<Date> {
    let born = known(
        s.house.person(s.house.debtor).born,
        FactName::at("person", s.house.debtor.0, "born"),
    )?;
    let as_of = s.house.as_of;
    let figure = name_of_claim::<T>(s, "extended_until", debt.id);
    cx.figure(&figure, &EXTENDED_UNTIL, |cx| {
        cx.given("last_due_on", &last);
        cx.given("born", &born);
        let years = match debt.holder {
            Some(CreditorKind::Jhf) => s.practice.reschedule_years_jhf.read(cx, as_of)?,
            _ => s.practice.reschedule_years.read(cx, as_of)?,
        };
        let age = s.practice.reschedule_age.read(cx, as_of)?;
        // A month without the day has its last one.
        let later = |from: Date, years: u32| {
            month_offset(from, years * 12, from.day()).or_else(|| law::calendar::month_end(from, years * 12))
        };
        let latest = later(last, years).into_iter().chain(later(born, age)).min();
        latest.ok_or_else(|| Lacking::fact(FactName::at("claim", debt.id.0, "last_due_on")))
    })
}
