//! Requirements that several choices for the home share.

use case::{Home, HomeId, Household};
use law::provision::{CIVIL_CODE, Provision};
use law::verdict::{FactName, Verdict, Whose};
use law::{Share, Trace, Yen};

use crate::debts::Class;
use crate::known::{Known, Lacking, both, verdict};
use crate::requirement::{Need, requirement};
use crate::situation::Situation;
use crate::stream::{Item, Once, Purpose};

/// There is a home; without one nothing else about it is asked.
pub fn has_home<'h, T: Trace>(s: &Situation<'h>) -> (Need, Option<(HomeId, &'h Home)>) {
    let home = s.home();
    let verdict = match &home {
        Ok(home) => Verdict::when(home.is_some()),
        Err(lacking) => Verdict::Unknown(lacking.0.clone()),
    };
    (requirement!(T; "home", &[], verdict), home.ok().flatten())
}

/// There is a home loan on it.
pub fn has_home_loan<T: Trace>(s: &Situation<'_>) -> Need {
    let register = match s.home() {
        Ok(Some((id, home))) if home.encumbrances.is_none() => {
            Err(Lacking::fact(Household::home_fact(id, "encumbrances")))
        }
        _ => Ok(()),
    };
    let found = both(s.debts_known.clone(), register).map(|_| s.home_loans().next().is_some());
    requirement!(T; "home-loan", &[], verdict(&found))
}

static SHARED_OWNERSHIP: &[Provision] = &[Provision::new(CIVIL_CODE, "251")];

/// A sale of the whole needs every owner.
pub fn co_owners_consent<T: Trace>(s: &Situation<'_>, home: HomeId) -> Need {
    let verdict = match s.own_share(home) {
        Ok(share) if share == Share::WHOLE => Verdict::Met,
        Ok(_) => Verdict::LeftTo(Whose::CoOwner),
        Err(lacking) => Verdict::Unknown(lacking.0),
    };
    requirement!(T; "co-owners", SHARED_OWNERSHIP, verdict)
}

/// The benefit of time is not lost on any home loan.
pub fn benefit_of_time<T: Trace>(s: &Situation<'_>) -> Need {
    let lost = s.home_loans().find_map(|debt| debt.accelerated_on);
    let unsaid = s.home_loans().find_map(|debt| debt.acceleration().err()).filter(|_| lost.is_none());
    let kept = unsaid.map_or_else(|| s.debts_known.clone(), Err).map(|()| lost.is_none());
    requirement!(T; "benefit-of-time", &[], verdict(&kept), on = lost)
}

/// Arrears on the home loans can be paid at once from what is at hand.
pub fn arrears_payable<T: Trace>(s: &Situation<'_>, arrears: &Known<Yen>) -> Need {
    let means = s.cash.clone().map(|cash| cash + s.lump_sum);
    let arrears_now = arrears.clone().unwrap_or(Yen::ZERO);
    let verdict = match (arrears, &means) {
        (Ok(arrears), _) if arrears.is_zero() => Verdict::Met,
        (Ok(arrears), Ok(means)) => Verdict::when(arrears <= means),
        (Err(lacking), _) | (Ok(_), Err(lacking)) => Verdict::Unknown(lacking.0.clone()),
    };
    let means = means.unwrap_or(Yen::ZERO);
    requirement!(
        T; "arrears-payable",
        &[],
        verdict,
        arrears = arrears_now,
        means = means,
        gap = arrears_now.excess_over(means)
    )
}

static ATTACHED: &[Provision] = &[
    Provision::new(law::provision::CIVIL_EXECUTION, "45/1"),
    Provision::new(law::provision::NATIONAL_TAX_COLLECTION, "94/1"),
];

/// Who has attached the home can have it sold: a home that is kept without a court's stay hangs on whether they wait. One
/// requirement for tax offices, one for other creditors; none where nothing is attached.
pub fn attachments_wait<T: Trace>(s: &Situation<'_>) -> impl Iterator<Item = Need> {
    let facts = s.home().ok().flatten().map(|(_, facts)| facts);
    let burdens = facts.and_then(|facts| facts.encumbrances.as_deref()).unwrap_or(&[]);
    let attached = |tax: bool| {
        burdens
            .iter()
            .filter(|burden| burden.kind == case::EncumbranceKind::Attachment)
            .any(|burden| tax == burden.claim.is_some_and(|claim| s.debts[claim.0].class == Class::Priority))
    };
    let tax = attached(true).then(|| requirement!(T; "attachment-waits", ATTACHED, Verdict::LeftTo(Whose::TaxOffice)));
    let other =
        attached(false).then(|| requirement!(T; "attachment-waits", ATTACHED, Verdict::LeftTo(Whose::Creditor)));
    tax.into_iter().chain(other)
}

/// Arrears of management fees must be caught up where the home is kept.
pub fn fee_arrears(s: &Situation<'_>) -> Option<Once> {
    let amount = s.home().ok().flatten()?.1.management_fee_arrears?.likely;
    let item = Item::general(Purpose::ManagementFeeArrears);
    (!amount.is_zero()).then_some(Once { item, month: 1, amount, received: false })
}

/// The value of the home.
pub fn value(home: HomeId, facts: &Home) -> Known<case::Amount> {
    crate::known::known(facts.value, Household::home_fact(home, "value"))
}

/// The fact that decides whether there is a home at all.
pub const HOME_LIST: FactName = FactName::of("home", "");
