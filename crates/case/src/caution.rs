//! What is no mistake of a file and probably wrong all the same: figures that are possible each for itself and do not fit
//! together. A file with cautions is read; whoever wrote it is asked to look again.

use law::loan::{Fit, LevelLoan, Months, fit};
use law::message;
use read::Problem;

use crate::household::{Claim, ClaimKind, Household};
use crate::text::Format;

/// Every caution about a file that was read as `household`, in the order of its text.
///
/// ```
/// let file = b"as_of = 2026-11-22\n[[person]]\nid = 'taro'\nborn = 1981-05-04\nrole = 'debtor'\n\
///     [[claim]]\nid = 'loan'\nkind = 'home-loan'\ndebtor = 'taro'\nprincipal = 20_000_000\nrate = '1.2'\n\
///     last_due_on = 2046-03-27\nmonthly_payment = 20_000\n";
/// let household = case::read(file, case::Format::Toml).unwrap();
/// // A month bears 20,000 yen of interest: such instalments never repay anything.
/// assert_eq!(case::cautions(file, case::Format::Toml, &household)[0].code, "instalments-misfit");
/// ```
pub fn cautions(bytes: &[u8], format: Format, household: &Household) -> Vec<Problem> {
    let found = household.claims().filter_map(|(id, claim)| {
        let path = Household::claim_fact(id, "monthly_payment").to_string();
        misfit(bytes, format, path, household, claim)
    });
    let mut found: Vec<Problem> = found.collect();
    found.sort_by_key(|caution| caution.span.start);
    found
}

/// Instalments of a home loan that leave a rest at the last due date, or have repaid it long before.
fn misfit(bytes: &[u8], format: Format, path: String, household: &Household, claim: &Claim) -> Option<Problem> {
    if !matches!(claim.kind, ClaimKind::HomeLoan | ClaimKind::HomeImprovementLoan) {
        return None;
    }
    let principal = claim.principal?.likely;
    let (rate, payment) = (claim.rate?, claim.instalment()?);
    let months = Months::new(claim.months_left(household.as_of)?).filter(|_| !principal.is_zero())?;
    let message = match fit(LevelLoan { principal, rate, months }, payment) {
        Fit::Repays => return None,
        Fit::LeavesARest(rest) => message!("case.instalments-leave-a-rest", payment = payment, rest = rest),
        Fit::EndsEarly(early) => message!("case.instalments-end-early", payment = payment, early = early),
    };
    let span = crate::place_of(bytes, format, &path);
    let caution = Problem::new("instalments-misfit", path, span, message);
    Some(caution.hint(message!("case.hint.instalments-misfit")))
}
