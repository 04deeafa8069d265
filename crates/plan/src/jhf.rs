//! 返済方法の変更: the conditions under which the Japan Housing Finance Agency itself lengthens a loan.

use case::CreditorKind;
use law::loan::month_interest;
use law::params::{Parameter, jhf_reschedule as figures};
use law::trace::{NoTrace, Show};
use law::verdict::{FactName, Verdict, Whose};
use law::{Cx, Share, Trace, Yen, message};

use crate::debts::rate;
use crate::formula::formulas;
use crate::home::HomeOutcome;
use crate::known::{Known, Lacking, all, both, known};
use crate::requirement::{Need, requirement};
use crate::situation::Situation;

formulas! {
    INCOME = "reschedule.jhf-income", "直近の年収", "income of the newest year", Practice, [];
    INSTALMENTS = "reschedule.jhf-instalments", "機構のローンの1年の返済額", "what the agency's loans take in a year", Practice, [];
    GRACE = "reschedule.jhf-grace-interest", "機構の元金据置き中の毎月の利息", "interest per month while the agency defers principal", Practice, [];
    INCOME_TEST = "reschedule.jhf-income-test", "住宅金融支援機構の返済期間延長：収入の基準", "longer term at the Japan Housing Finance Agency: income test", Practice, [];
}

/// Income of the newest year and of the one before, and what the home loans take in a year: the agency's own, and all.
struct Facts {
    income: Yen,
    before: Yen,
    instalments: Yen,
    all_instalments: Yen,
    heads: u64,
}

/// What the agency asks for, beside the budget: hardship, and one of its income tests.
pub(crate) fn conditions<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcome: &mut HomeOutcome) -> [Need; 2] {
    let facts = facts(s);
    let passes = cx.figure("jhf_income_test", &INCOME_TEST, |cx| income_test(cx, s, facts.as_ref()));
    let (income, instalments) =
        facts.as_ref().map_or((Yen::ZERO, Yen::ZERO), |facts| (facts.income, facts.instalments));
    if T::WORDS && facts.is_ok() {
        let income = cx.figure("jhf_income", &INCOME, |cx| {
            let own =
                s.house.incomes.iter().flatten().enumerate().filter(|(_, income)| income.person == s.house.debtor);
            for (place, years) in own.filter_map(|(place, income)| Some((place, income.last_two_years.as_deref()?))) {
                let name = FactName::at("income", place, "last_two_years");
                years.first().into_iter().for_each(|year| cx.fact("gross", &year.gross, false, || name.to_string()));
            }
            income
        });
        let instalments = cx.figure("jhf_instalments", &INSTALMENTS, |cx| {
            for debt in s.home_loans().filter(|debt| debt.holder == Some(CreditorKind::Jhf)) {
                let figure = crate::figures::name_of_claim::<T>(s, "contracted", debt.id);
                debt.monthly.iter().for_each(|monthly| cx.uses("instalment", &figure, monthly));
            }
            instalments
        });
        outcome.words.details.push(("jhf_income", income.show()));
        outcome.words.details.push(("jhf_instalments", instalments.show()));
    }
    if T::WORDS
        && let Ok(facts) = &facts
        && let Ok(Some((interest, years))) = grace(cx, s, facts)
    {
        outcome.words.details.push(("jhf_grace_interest", interest.show()));
        outcome.words.risks.push(message!("risk.jhf-grace", years = years, interest = interest));
    }
    [
        // 離職, 病気 and the like: told to the agency with papers.
        requirement!(T; "jhf-hardship", &[], Verdict::LeftTo(Whose::Lender)),
        requirement!(T; "jhf-income", &[], crate::known::verdict(&passes), income = income, instalments = instalments),
    ]
}

fn facts(s: &Situation<'_>) -> Known<Facts> {
    let incomes = known(s.house.incomes.as_ref(), FactName::of("income", ""))?;
    let own = incomes.iter().enumerate().filter(|(_, income)| income.person == s.house.debtor);
    let years = all(own.map(|(place, income)| match income.last_two_years.as_deref() {
        Some([newest, before]) => Ok((newest.gross, before.gross)),
        _ => Err(Lacking::fact(FactName::at("income", place, "last_two_years"))),
    }));
    let monthly = all(s.home_loans().map(|debt| Ok((debt.holder == Some(CreditorKind::Jhf), debt.monthly.clone()?))));
    let (years, monthly) = both(years, monthly)?;
    Ok(Facts {
        income: years.iter().map(|(newest, _)| *newest).sum(),
        before: years.iter().map(|(_, before)| *before).sum(),
        instalments: monthly.iter().filter(|(own, _)| *own).map(|(_, amount)| *amount).sum::<Yen>().times(12),
        all_instalments: monthly.iter().map(|(_, amount)| *amount).sum::<Yen>().times(12),
        heads: s.house.people.len() as u64,
    })
}

/// The income fell by a fifth.
fn has_fallen<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, facts: &Facts) -> Known<bool> {
    let least = cx.param(&figures::INCOME_DROP, s.house.as_of)?.of_ceil(facts.before);
    Ok(!facts.before.is_zero() && least <= facts.before.excess_over(facts.income))
}

/// While interest alone is paid (元金据置き): what the agency's loans take in a month then, and for how many years at most.
fn grace<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, facts: &Facts) -> Known<Option<(Yen, u32)>> {
    if !has_fallen(&mut Cx::new(&mut NoTrace), s, facts)? {
        return Ok(None);
    }
    let interest = cx.figure("jhf_grace_interest", &GRACE, |cx| {
        has_fallen(cx, s, facts)?;
        let loans = s.home_loans().filter(|debt| debt.holder == Some(CreditorKind::Jhf));
        let monthly = all(loans.map(|debt| {
            let (owed, rate) = both(debt.owed.clone(), rate(crate::figures::claim_of(s, debt.id), debt.id))?;
            let principal = owed.principal + owed.overdue_principal;
            cx.given("principal", &principal);
            cx.given("rate", &rate);
            Ok(month_interest(principal, rate))
        }))?;
        Ok::<Yen, Lacking>(monthly.into_iter().sum())
    })?;
    Ok(Some((interest, figures::GRACE_YEARS.on(s.house.as_of)?.value)))
}

/// The shares of the income that the instalments may not exceed without counting as heavy, by income.
const BANDS: [(Option<&Parameter<Yen>>, &Parameter<Share>); 4] = [
    (Some(&figures::BAND_ONE_BELOW), &figures::BAND_ONE_SHARE),
    (Some(&figures::BAND_TWO_BELOW), &figures::BAND_TWO_SHARE),
    (Some(&figures::BAND_THREE_BELOW), &figures::BAND_THREE_SHARE),
    (None, &figures::BAND_FOUR_SHARE),
];

/// One is enough: the income is at most four times the agency's instalments; it is at most so much a month for each head;
/// or all home loans together are heavy for it and it fell by a fifth.
fn income_test<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, facts: Result<&Facts, &Lacking>) -> Known<bool> {
    let facts = facts.map_err(Clone::clone)?;
    let day = s.house.as_of;
    cx.given("income", &facts.income);
    cx.given("income-before", &facts.before);
    cx.given("instalment", &facts.instalments);
    cx.given("household_size", &facts.heads);
    let times = cx.param(&figures::INCOME_TIMES, day)?;
    let per_head = cx.param(&figures::INCOME_PER_HEAD, day)?;
    let small =
        facts.income <= facts.instalments.times(u64::from(times)) || facts.income <= per_head.times(12 * facts.heads);
    let fallen = has_fallen(cx, s, facts)?;
    let mut heavy = false;
    for (below, share) in BANDS {
        let below = match below {
            Some(below) => Some(cx.param(below, day)?),
            None => None,
        };
        if below.is_none_or(|below| facts.income < below) {
            heavy = facts.all_instalments > cx.param(share, day)?.of_floor(facts.income);
            break;
        }
    }
    Ok(small || heavy && fallen)
}
