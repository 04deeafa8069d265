//! What is owed on each claim today, to whom, and of which class.

use std::cell::OnceCell;

use case::{Claim, ClaimId, ClaimKind, CreditorKind, Event, EventKind, Guarantor, HomeId, Household, Order, Unpaid};
use law::acts::bankruptcy::discharge::ClaimNature;
use law::acts::civil_code::recourse::{Recourse, recourse};
use law::calendar::days_between;
use law::loan::{self, DayCount, Delay, Instalment, LevelLoan, Months, Schedule};
use law::provision::{CIVIL_CODE, CIVIL_REHABILITATION};
use law::trace::{Bare, Show, Shown};
use law::{Cx, Date, Rate, Trace, Yen};
use ledger::{Account, Book};
use smallvec::SmallVec;

use crate::formula::formulas;
use crate::known::{Known, Lacking, both, known, look, sum};

/// How a claim is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A home loan, secured on the home.
    HomeLoan,
    /// Taxes, social insurance, wages of employees: with general priority, outside rehabilitation.
    Priority,
    /// Family maintenance: never reduced without consent.
    Support,
    /// Malicious tort, or injury by intent or gross negligence: likewise.
    Tort,
    /// 罰金等: no plan touches it, and while one runs it is not paid.
    Fine,
    /// Everything else.
    Ordinary,
}

impl Class {
    /// Is it a claim that neither a plan nor a discharge reduces?
    pub const fn survives(self) -> bool {
        matches!(self, Class::Priority | Class::Support | Class::Tort | Class::Fine)
    }

    /// Does it take part in a rehabilitation when it is not secured? A fine is a rehabilitation claim without a vote
    /// (民事再生法87条2項), outside the totals (221条1項, 226条5項) and outside the plan (232条2項).
    pub const fn takes_part_in_plan(self) -> bool {
        !matches!(self, Class::Priority | Class::Fine)
    }

    /// Can its creditor agree to other terms in talks?
    pub const fn is_negotiable(self) -> bool {
        !matches!(self, Class::Priority | Class::Fine)
    }
}

/// What is owed on one claim on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Principal not yet due on the original schedule (all of what was subrogated, for a guarantee company).
    pub principal: Yen,
    /// Principal of overdue instalments.
    pub overdue_principal: Yen,
    /// Contract interest of overdue instalments.
    pub overdue_interest: Yen,
    /// Late charges to the day.
    pub late_charge: Yen,
}

impl Owed {
    /// Everything together.
    pub fn total(&self) -> Yen {
        self.principal + self.overdue_principal + self.overdue_interest + self.late_charge
    }

    /// What is overdue on the original schedule, with late charges.
    pub fn arrears(&self) -> Yen {
        self.overdue_principal + self.overdue_interest + self.late_charge
    }
}

impl Show for Owed {
    fn show(&self) -> Shown {
        Shown::Yen(self.total())
    }
}

/// One claim, worked out.
#[derive(Clone, Debug)]
pub struct Debt {
    /// Which.
    pub id: ClaimId,
    /// Its class.
    pub class: Class,
    /// What is owed today.
    pub owed: Known<Owed>,
    /// What would be owed today had no guarantee company paid; the same as `owed` when none has.
    pub original: Known<Owed>,
    /// The instalment per month, bonus months spread evenly.
    pub monthly: Known<Yen>,
    /// Instalments left on the contract.
    pub months_left: Known<u32>,
    /// The same, or the months until the instalments work off the principal where no last due date was said.
    pub months_to_pay: Known<u32>,
    /// Is it the debtor's own, as one who owes, owes jointly or guarantees? Another person's debt stays outside the
    /// debtor's rehabilitation and bankruptcy.
    pub own: bool,
    /// Is it registered on the home that the routes are about?
    pub on_home: bool,
    /// What retained title or another security outside the home is expected to cover.
    pub covered_elsewhere: Yen,
    /// Who holds it now.
    pub holder: Option<CreditorKind>,
    /// Since when the benefit of time is lost.
    pub accelerated_on: Option<Date>,
    /// Does nothing tell whether this loan on the home was called in, where it may have been: instalments are overdue and
    /// nobody said what happened, or the home is being auctioned? Then since when it is due is not known.
    pub acceleration_unsaid: bool,
    /// May a guarantee company have paid, for all that was said?
    pub subrogation_unsaid: bool,
    /// When a guarantee company performed its whole guarantee.
    pub subrogated_on: Option<Date>,
    /// Is only the month of that day known? Then its last day is taken.
    pub subrogated_roughly: bool,
    /// Did a person who guarantees it pay, and so take the claim over (民法499条)?
    pub taken_over_by_person: bool,
    /// See [`Debt::last`].
    last: OnceCell<Option<Instalment>>,
}

impl Debt {
    /// Since when the benefit of time is lost, if it is.
    pub fn acceleration(&self) -> Known<Option<Date>> {
        let fact = Household::claim_fact(self.id, "events");
        if self.acceleration_unsaid { Err(Lacking::fact(fact)) } else { Ok(self.accelerated_on) }
    }

    /// The instalment that clears it where its instalments go on from today on the original schedule; `None` where nothing is
    /// left or the terms are not known. Every way that keeps the home asks for it, and no walk is as long.
    pub(crate) fn last(&self, claim: &Claim) -> Option<Instalment> {
        *self.last.get_or_init(|| {
            let principal = self.original.as_ref().ok()?.principal;
            let months = Months::new(*self.months_to_pay.as_ref().ok()?).filter(|_| !principal.is_zero())?;
            let loan = LevelLoan { principal, rate: claim.rate?, months };
            Schedule::with_payment(loan, *self.monthly.as_ref().ok()?).last()
        })
    }

    /// Is it a home loan that is registered on the home?
    pub fn is_loan_of_the_home(&self) -> bool {
        self.class == Class::HomeLoan && self.on_home
    }
}

formulas! {
    OWED = "claim.owed", "現在の債務額（元金・利息・遅延損害金）", "what is owed today (principal, interest, late charges)", Law, [CIVIL_CODE "415", CIVIL_CODE "419"];
    ORIGINAL = "claim.owed-on-schedule", "代位弁済がなかったものとした債務額", "what would be owed without the guarantee company's payment", Law, [CIVIL_REHABILITATION "204/1"];
}

/// The books of a claim whose history the file tells from its advance, where nothing in it contradicts: what is owed, what
/// is overdue and since when follows from the events and is not asked for again.
fn books<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, id: ClaimId, claim: &Claim) -> Option<Account> {
    let told = claim.events.iter().any(|event| event.kind == EventKind::Advance && event.amount.is_some());
    let account = told.then(|| ledger::replay(cx, house, id, house.as_of))?;
    account.contradictions.is_empty().then_some(account)
}

/// What a book says, split as the clause needs it: principal due on the original schedule apart from what is due through
/// the acceleration alone. Costs that the debtor owes stand with the late charges.
fn of_book<T: Trace>(cx: &mut Cx<'_, T>, book: &Book, on_schedule: Yen, rough: bool, at: impl Fn() -> String) -> Owed {
    let balances = book.balances;
    let overdue_principal = on_schedule.min(balances.principal);
    let owed = Owed {
        principal: balances.principal.excess_over(overdue_principal),
        overdue_principal,
        overdue_interest: balances.interest,
        late_charge: balances.late_charge + balances.costs,
    };
    cx.fact("principal", &owed.principal, rough, &at);
    cx.fact("overdue_principal", &owed.overdue_principal, rough, &at);
    cx.fact("overdue_interest", &owed.overdue_interest, rough, &at);
    cx.fact("late_charge", &owed.late_charge, rough, &at);
    owed
}

/// Principal that the original schedule has made due and nobody paid: the books without the loss of the benefit of time
/// and what followed it.
fn due_on_schedule(house: &Household, id: ClaimId, account: &Account) -> Yen {
    let due = |account: &Account| account.original.overdue.iter().map(|part| part.principal).sum();
    if account.accelerated_on.is_none() {
        return due(account);
    }
    let mut house = house.clone();
    let keeps = |event: &Event| {
        matches!(event.kind, EventKind::Advance | EventKind::Missed | EventKind::Payment | EventKind::Waiver)
    };
    if let Some(claim) = house.claims.as_mut().and_then(|claims| claims.get_mut(id.0)) {
        claim.events.retain(keeps);
    }
    due(&ledger::account(&house, id, house.as_of))
}

/// Works out a claim as of the household's day. `home` is the home that the routes are about.
pub fn debt<T: Trace>(cx: &mut Cx<'_, T>, house: &Household, home: Option<HomeId>, id: ClaimId, claim: &Claim) -> Debt {
    let on = |kind: EventKind| claim.events.iter().rev().find(move |event| event.kind == kind);
    let subrogation = on(EventKind::Subrogation).filter(|event| event.whole != Some(false));
    let accelerated_on = on(EventKind::Acceleration).or(subrogation).map(|event| event.on.day);
    let holder = if on(EventKind::Assignment).is_some() {
        Some(CreditorKind::Servicer)
    } else if subrogation.is_some() {
        Some(CreditorKind::GuaranteeCompany)
    } else {
        claim.creditor.as_ref().and_then(|creditor| creditor.kind)
    };
    let person = subrogation.and_then(|event| house.guarantor_who_paid(claim, event.by.as_deref()));
    let taken_over_by_person = person.is_some();
    let subrogated = subrogation.map(|event| Subrogated { on: event.on.day, paid: event.amount, person });
    let account = books(cx, house, id, claim);
    let accelerated_on = account.as_ref().map_or(accelerated_on, |account| account.accelerated_on);
    let (owed, original) = if let Some(account) = &account {
        from_books(cx, house, id, account)
    } else {
        let owed = owed(cx, house, id, claim, accelerated_on, subrogated);
        let original = match subrogated {
            // 204条2項: what was paid to the guarantee company counts on the loan.
            Some(Subrogated { on, .. }) => {
                cx.rule(&ORIGINAL, |cx| owed_on_schedule_since(cx, house, id, claim, accelerated_on, on))
            }
            None => owed.clone(),
        };
        (owed, original)
    };
    // What is left of a loan whose books are kept; else what the file states.
    let left = match &account {
        Some(_) => original.as_ref().ok().map(|original| original.principal),
        None => claim.principal.map(|principal| principal.likely),
    };
    let on_home = home.is_some_and(|home| is_on(house, home, id, claim));
    let mut debt = Debt {
        id,
        class: class(claim),
        owed,
        original,
        monthly: monthly(cx, house, id, claim, left),
        months_left: months_left(house.as_of, id, claim),
        own: claim.debtor == house.debtor
            || claim.joint_debtors.contains(&house.debtor)
            || match &claim.guarantors {
                Some(guarantors) => guarantors.iter().any(|guarantor| guarantor.person == Some(house.debtor)),
                // Paired loans usually guarantee each other: until the contract was looked at, this one is counted.
                None => class(claim) == Class::HomeLoan,
            },
        on_home,
        covered_elsewhere: Yen::ZERO,
        holder: if taken_over_by_person { Some(CreditorKind::Individual) } else { holder },
        accelerated_on,
        acceleration_unsaid: on_home && accelerated_on.is_none() && (house.auction.is_some() || history_unsaid(claim)),
        subrogation_unsaid: on_home && history_unsaid(claim) && may_have_a_company(claim),
        subrogated_roughly: subrogation.is_some_and(|event| event.on.rough),
        subrogated_on: subrogated.map(|subrogated| subrogated.on).filter(|_| !taken_over_by_person),
        taken_over_by_person,
        months_to_pay: Ok(0),
        last: OnceCell::new(),
    };
    debt.months_to_pay = match (&debt.months_left, &debt.owed, &debt.monthly) {
        (Err(_), Ok(owed), Ok(monthly)) => months_to_work_off(id, claim, owed.principal, *monthly),
        (months, ..) => months.clone(),
    };
    debt
}

/// What is owed today, and what would be owed had no guarantee company paid, from the books.
fn from_books<T: Trace>(
    cx: &mut Cx<'_, T>,
    house: &Household,
    id: ClaimId,
    account: &Account,
) -> (Known<Owed>, Known<Owed>) {
    let at = || Household::claim_fact(id, "events").to_string();
    // Presumptions of the books (instalments taken as paid, a rate that is lacking) make a figure rough.
    let rough = !account.notes.is_empty();
    let on_schedule = due_on_schedule(house, id, account);
    let figure = if T::ON { crate::situation::owed_figure(house, id) } else { String::new() };
    if let Some(reimbursement) = account.reimbursement.as_ref().filter(|_| account.subrogated_on.is_some()) {
        let owed = cx.figure(&figure, &OWED, |cx| of_book(cx, reimbursement, Yen::ZERO, rough, at));
        let original = cx.rule(&ORIGINAL, |cx| of_book(cx, &account.original, on_schedule, rough, at));
        (Ok(owed), Ok(original))
    } else {
        let owed = cx.figure(&figure, &OWED, |cx| of_book(cx, &account.original, on_schedule, rough, at));
        (Ok(owed), Ok(owed))
    }
}

/// Is the claim registered on the home? While the register is unknown a home loan is taken to be.
fn is_on(house: &Household, home: HomeId, id: ClaimId, claim: &Claim) -> bool {
    match &house.homes.as_ref().expect("an id names an entry")[home.0].encumbrances {
        Some(burdens) => burdens.iter().any(|burden| burden.claim == Some(id)),
        None => claim.kind == ClaimKind::HomeLoan,
    }
}

fn class(claim: &Claim) -> Class {
    match claim.kind {
        ClaimKind::HomeLoan | ClaimKind::HomeImprovementLoan => Class::HomeLoan,
        ClaimKind::Tax | ClaimKind::SocialInsurance | ClaimKind::Wages => Class::Priority,
        ClaimKind::ChildSupport => Class::Support,
        ClaimKind::Fine => Class::Fine,
        ClaimKind::Tort if ClaimNature::of_tort(claim.malicious, claim.bodily_harm).is_grave_tort() => Class::Tort,
        _ => Class::Ordinary,
    }
}

/// Instalments of a home loan are overdue, and nobody said what came of it: it may have been called in, a guarantee company may
/// have paid, somebody else may hold it. While nothing is overdue, nothing of that has happened.
fn history_unsaid(claim: &Claim) -> bool {
    let behind = claim.unpaid.as_ref().is_some_and(|unpaid| !unpaid.is_empty());
    !claim.history_told && behind && class(claim) == Class::HomeLoan
}

/// Does a guarantee company stand behind the loan, or may one?
fn may_have_a_company(claim: &Claim) -> bool {
    let company = |guarantor: &Guarantor| guarantor.kind == case::GuarantorKind::Company;
    claim.guarantors.as_ref().is_none_or(|guarantors| guarantors.iter().any(company))
}

/// Loans whose contracts may have bonus instalments.
const fn may_have_a_bonus(kind: ClaimKind) -> bool {
    matches!(kind, ClaimKind::HomeLoan | ClaimKind::HomeImprovementLoan | ClaimKind::HomeCostsLoan | ClaimKind::CarLoan)
}

/// Did nobody say what is paid in bonus months, of a loan that the monthly instalments alone do not repay by its last due
/// date? Where they do there is none; else none is counted, and it is asked for.
pub fn bonus_unsaid(as_of: Date, claim: &Claim) -> bool {
    let (Some(payment), None) = (claim.monthly_payment, claim.bonus_payment) else { return false };
    let terms = || {
        let months = Months::new(claim.months_left(as_of)?)?;
        Some(LevelLoan { principal: claim.principal?.likely, rate: claim.rate?, months })
    };
    let repay = |terms| !matches!(loan::fit(terms, payment.likely), loan::Fit::LeavesARest(_));
    may_have_a_bonus(claim.kind) && !terms().is_some_and(repay)
}

/// A guarantor's payment of the whole: when, how much, and the person who paid, if it was one.
#[derive(Clone, Copy, Debug)]
struct Subrogated<'c> {
    on: Date,
    paid: Option<Yen>,
    person: Option<&'c Guarantor>,
}

/// The claim as of today. After acceleration the late charge runs on all principal, before it on each overdue
/// instalment; a guarantor's claim is what it paid, less what was paid on it since. Instalments that the file does not
/// mention are taken as none for other debts than the home loan, and the figure is marked rough.
fn owed<T: Trace>(
    cx: &mut Cx<'_, T>,
    house: &Household,
    id: ClaimId,
    claim: &Claim,
    accelerated_on: Option<Date>,
    subrogated: Option<Subrogated<'_>>,
) -> Known<Owed> {
    let name = |field| Household::claim_fact(id, field);
    let figure = if T::ON { crate::situation::owed_figure(house, id) } else { String::new() };
    cx.figure(&figure, &OWED, |cx| {
        let at = |field: &'static str| move || name(field).to_string();
        let Some(Subrogated { on, paid, person }) = subrogated else {
            let auctioned = house.auction.is_some() && class(claim) == Class::HomeLoan;
            if accelerated_on.is_none() && (auctioned || history_unsaid(claim)) {
                // A late charge since the loan was called in may be lacking, and nobody said since when it runs.
                cx.fact("events", &Shown::Nothing, true, at("events"));
            }
            return owed_on_schedule(cx, house, id, claim, accelerated_on, house.as_of);
        };
        let paid = match (paid, person) {
            (Some(paid), _) => {
                cx.fact("subrogation_amount", &paid, house.is_rough(name("events")), at("events"));
                paid
            }
            // A company's contract goes on with the loan's rates; what a person paid bears the legal rate from then on.
            (None, None) => return owed_on_schedule_since(cx, house, id, claim, accelerated_on, on),
            (None, Some(_)) => {
                let paid = owed_on_schedule(cx, house, id, claim, accelerated_on, on)?.total();
                cx.fact("subrogation_amount", &paid, true, at("events"));
                paid
            }
        };
        note_paid(cx, id, claim, on);
        let owed =
            Owed { principal: paid, overdue_principal: Yen::ZERO, overdue_interest: Yen::ZERO, late_charge: Yen::ZERO };
        match person {
            None => {
                let company = claim.guarantors.iter().flatten().find_map(|guarantor| guarantor.recourse_rate);
                Ok(run_on(cx, claim, id, owed, (on, paid_since(claim, on)), company.or(claim.late_rate), house.as_of))
            }
            Some(person) => {
                let first = paid_since(claim, on).map(|(day, _)| day).min().unwrap_or(house.as_of);
                let facts = Recourse { paid, paid_on: on, agreed_rate: person.recourse_rate, to: first };
                let found = recourse(cx, on, &facts)
                    .map_err(|_| Lacking::fact(name("guarantors")))?
                    .ok_or_else(|| Lacking::fact(name("events")))?;
                let owed = Owed { late_charge: found.interest, ..owed };
                Ok(run_on(cx, claim, id, owed, (first, paid_since(claim, on)), Some(found.rate), house.as_of))
            }
        }
    })
}

/// Payments of the debtor after a guarantor has paid; what was paid before stands in the file's figures already.
fn paid_since(claim: &Claim, subrogated_on: Date) -> impl Iterator<Item = (Date, Yen)> + Clone {
    let payments =
        claim.events.iter().filter(move |event| event.kind == EventKind::Payment && event.on.day > subrogated_on);
    payments.filter_map(|event| Some((event.on.day, event.amount?)))
}

/// Notes what was paid since.
fn note_paid<T: Trace>(cx: &mut Cx<'_, T>, id: ClaimId, claim: &Claim, subrogated_on: Date) {
    let paid: Yen = paid_since(claim, subrogated_on).map(|(_, amount)| amount).sum();
    if !paid.is_zero() {
        cx.fact("paid_to_guarantor", &paid, false, || Household::claim_fact(id, "events").to_string());
    }
}

/// A claim that is due in full, from a day on: every payment covers interest and late charges first, then principal
/// (489条), or the other way round where that was agreed.
fn run_on<T: Trace>(
    cx: &mut Cx<'_, T>,
    claim: &Claim,
    id: ClaimId,
    mut owed: Owed,
    (from, payments): (Date, impl Iterator<Item = (Date, Yen)>),
    rate: Option<Rate>,
    as_of: Date,
) -> Owed {
    let mut payments: SmallVec<[(Date, Yen); 4]> = payments.collect();
    payments.sort_unstable();
    let mut day = from;
    for (on, amount) in payments {
        owed.late_charge += late(cx, id, rate, owed.principal + owed.overdue_principal, day, on);
        day = on;
        let mut left = amount;
        let mut cover = |part: &mut Yen| {
            let covered = left.min(*part);
            *part = part.excess_over(covered);
            left = left.excess_over(covered);
        };
        if claim.appropriation == Some(Order::PrincipalFirst) {
            cover(&mut owed.overdue_principal);
            cover(&mut owed.principal);
        }
        cover(&mut owed.overdue_interest);
        cover(&mut owed.late_charge);
        cover(&mut owed.overdue_principal);
        cover(&mut owed.principal);
    }
    owed.late_charge += late(cx, id, rate, owed.principal + owed.overdue_principal, day, as_of);
    owed
}

/// The claim by its own schedule, with what was paid to the guarantor since it has paid.
fn owed_on_schedule_since<T: Trace>(
    cx: &mut Cx<'_, T>,
    house: &Household,
    id: ClaimId,
    claim: &Claim,
    accelerated_on: Option<Date>,
    subrogated_on: Date,
) -> Known<Owed> {
    let stated = owed_on_schedule(cx, house, id, claim, accelerated_on, house.as_of)?;
    let payments = paid_since(claim, subrogated_on);
    if payments.clone().next().is_none() {
        return Ok(stated);
    }
    let from = accelerated_on.unwrap_or(subrogated_on).max(subrogated_on);
    let before = owed_on_schedule(&mut Cx::new(&mut Bare), house, id, claim, accelerated_on, from)?;
    note_paid(cx, id, claim, subrogated_on);
    Ok(run_on(cx, claim, id, before, (from, payments), claim.late_rate, house.as_of))
}

/// The claim by its own schedule, whoever holds it now. Interest of instalments that would have fallen due after the
/// acceleration is not owed: the late charge on all principal has taken its place.
fn owed_on_schedule<T: Trace>(
    cx: &mut Cx<'_, T>,
    house: &Household,
    id: ClaimId,
    claim: &Claim,
    accelerated_on: Option<Date>,
    to: Date,
) -> Known<Owed> {
    let name = |field| Household::claim_fact(id, field);
    let at = |field: &'static str| move || name(field).to_string();
    let unpaid = known(claim.unpaid.as_deref(), name("unpaid"));
    // Only a home loan's arrears decide which ways out are open; elsewhere the principal is the whole claim.
    let unpaid = if class(claim) == Class::HomeLoan { unpaid } else { Ok(unpaid.unwrap_or(&[])) };
    let (principal, unpaid) = both(known(claim.principal, name("principal")), unpaid)?;
    let unsaid = claim.unpaid.is_none();
    let lender_unsaid = !unpaid.is_empty() && claim.creditor.as_ref().is_none_or(|creditor| creditor.kind.is_none());
    cx.fact("principal", &principal.likely, principal.rough || unsaid || lender_unsaid, at("principal"));
    let overdue_principal: Yen = unpaid.iter().map(|instalment| instalment.principal).sum();
    let until_acceleration = accelerated_on.unwrap_or(to);
    let overdue_interest: Yen = unpaid
        .iter()
        .filter(|instalment| instalment.due <= until_acceleration)
        .map(|instalment| instalment.interest)
        .sum();
    if !unpaid.is_empty() {
        let rough = house.is_rough(name("unpaid"));
        cx.fact("overdue_principal", &overdue_principal, rough, at("unpaid"));
        cx.fact("overdue_interest", &overdue_interest, rough, at("unpaid"));
    }
    let mut late_charge: Yen = unpaid
        .iter()
        .map(|instalment| {
            late(cx, id, claim.late_rate, late_base(claim, instalment), instalment.due, until_acceleration)
        })
        .sum();
    if let Some(day) = accelerated_on {
        if claim.events.iter().any(|event| event.on.day == day && event.on.rough) {
            cx.fact("accelerated_on", &day, true, at("events"));
        }
        late_charge += late(cx, id, claim.late_rate, principal.likely + overdue_principal, day, to);
    }
    Ok(Owed { principal: principal.likely, overdue_principal, overdue_interest, late_charge })
}

/// Before acceleration a bank charges the overdue principal, the 機構 the overdue instalment; the latter where nobody said
/// who lends, so that nothing seems easier than it is.
fn late_base(claim: &Claim, instalment: &Unpaid) -> Yen {
    match claim.creditor.as_ref().and_then(|creditor| creditor.kind) {
        Some(CreditorKind::Jhf) | None => instalment.principal + instalment.interest,
        Some(_) => instalment.principal,
    }
}

/// The late charge from `after` to `to`; none, and marked rough, when the file does not say the rate.
fn late<T: Trace>(cx: &mut Cx<'_, T>, id: ClaimId, rate: Option<Rate>, base: Yen, after: Date, to: Date) -> Yen {
    let place = || Household::claim_fact(id, "late_rate").to_string();
    let Some(rate) = rate else {
        cx.fact("late_rate", &Shown::Nothing, true, place);
        return Yen::ZERO;
    };
    if base.is_zero() || days_between(after, to) == 0 {
        return Yen::ZERO;
    }
    cx.fact("late_rate", &rate, false, place);
    let delay = Delay { principal: base, rate, after, to, day_count: DayCount::Fixed365 };
    loan::late_charge(cx, delay).map_or(Yen::ZERO, |charge| charge.amount)
}

formulas! {
    CONTRACTED = "claim.contracted", "契約どおりの毎月の返済額", "instalment per month as contracted", Law, [];
}

/// The contract's instalment per month; bonus instalments (two a year) spread evenly, rounded up.
fn monthly<T: Trace>(
    cx: &mut Cx<'_, T>,
    house: &Household,
    id: ClaimId,
    claim: &Claim,
    left: Option<Yen>,
) -> Known<Yen> {
    let name = |field| Household::claim_fact(id, field);
    let figure = if T::ON { format!("contracted[{}]", claim.id) } else { String::new() };
    cx.figure(&figure, &CONTRACTED, |cx| {
        if let Some(payment) = claim.monthly_payment {
            cx.fact("monthly_payment", &payment.likely, payment.rough, || name("monthly_payment").to_string());
            let Some(bonus) = claim.bonus_payment else {
                if T::ON && bonus_unsaid(house.as_of, claim) {
                    cx.fact("bonus_payment", &Shown::Nothing, true, || name("bonus_payment").to_string());
                }
                return Ok(payment.likely);
            };
            cx.fact("bonus_payment", &bonus.likely, bonus.rough, || name("bonus_payment").to_string());
            return Ok(claim.instalment().unwrap_or(payment.likely));
        }
        // A loan whose instalment was not said: the level instalment of what is left.
        if let (Some(principal), Some(rate), Ok(months)) = (left, claim.rate, months_left(house.as_of, id, claim))
            && let Some(months) = Months::new(months)
        {
            cx.fact("principal", &principal, true, || name("principal").to_string());
            return Ok(loan::level_payment(principal, rate, months));
        }
        known(None, name("monthly_payment"))
    })
}

/// Due dates of the contract from the day after `as_of` to the last one.
fn months_left(as_of: Date, id: ClaimId, claim: &Claim) -> Known<u32> {
    known(claim.months_left(as_of), Household::claim_fact(id, "last_due_on"))
}

/// The contract rate.
pub fn rate(claim: &Claim, id: ClaimId) -> Known<Rate> {
    known(claim.rate, Household::claim_fact(id, "rate"))
}

/// The sum of what is owed on these claims.
pub fn total<'d>(debts: impl IntoIterator<Item = &'d Debt>) -> Known<Yen> {
    sum(debts.into_iter().map(|debt| look(&debt.owed).map(Owed::total)))
}

/// Months until a monthly payment works off a principal at the contract's rate.
fn months_to_work_off(id: ClaimId, claim: &Claim, principal: Yen, monthly: Yen) -> Known<u32> {
    let rate = rate(claim, id).unwrap_or(Rate::ZERO);
    let months = Months::new(MOST_MONTHS).expect("a hundred years are months");
    Schedule::with_payment(LevelLoan { principal, rate, months }, monthly)
        .last()
        .filter(|last| last.payment() <= monthly)
        .map(|last| last.number)
        .ok_or_else(|| Lacking::fact(Household::claim_fact(id, "last_due_on")))
}

/// No schedule is followed for longer than a hundred years.
const MOST_MONTHS: u32 = 1_200;
