//! `keep-under-clause`: 住宅資金特別条項 – the home is kept inside a rehabilitation plan (民事再生法196条–206条).
//!
//! The law's ladder: as contracted or with the arrears cured (199条1項); the term extended when that has no prospect
//! (2項); principal deferred when that has none either (3項); anything else by consent (4項).

use std::cell::OnceCell;
use std::rc::Rc;

use case::{ClaimId, EncumbranceKind, Holder, Home, HomeId, Household, Lies};
use law::acts::civil_rehabilitation::home_loan::{
    ClauseCondition, ClauseFacts, MortgageHolder, OtherSecurity, clause_conditions, reschedule_limit, unwinding_deadline,
};
use law::acts::civil_rehabilitation::clause_schedule::{ClauseLoan, Terms};
use law::loan::{
    DayCount, Delay, LevelLoan, Months, Schedule, late_charge, least_instalments, level_payment, month_interest,
};
use law::message::Message;
use law::provision::{CIVIL_REHABILITATION, LOCAL_TAX, NATIONAL_TAX_COLLECTION, Provision};
use law::trace::{Bare, Shown};
use law::verdict::{FactName, Verdict, Whose};
use law::{Cx, Date, Share, Trace, Yen, message};
use smallvec::SmallVec;

use crate::clause::ClauseTerms;
use crate::debt::DebtChoice;
use crate::debts::{Class, Debt, rate};
use crate::figures::{
    ACCRUED, ARREARS_BUCKET, EXTENDED_UNTIL, HOME_MONTHLY, claim_of, extended_until, last_due, name_of_claim, unfit_terms,
};
use crate::formula::formulas;
use crate::home::{HomeOutcome, HomePayments, OfClaims, Unwalked, put};
use crate::home::reschedule::usual_limit;
use crate::known::{Known, Lacking, all, both, known, look, once, verdict};
use crate::ownership;
use crate::requirement::{Need, Requirements, requirement, requirements};
use crate::situation::{Situation, files, is_home_loan_kind};
use crate::stream::{Item, Purpose, Stream, Streams, worst_month};
use crate::switch::{CostsLoan, FeeArrears, GracePrincipal, PairLoan};

formulas! {
    FILE_BY = "clause.file-by", "巻戻しのために申し立てる期限", "petition by, to undo the guarantor's payment", Law, [CIVIL_REHABILITATION "198/2"];
}

/// The clause exists only inside a rehabilitation plan.
pub(super) const DEBTS: &[DebtChoice] = &[DebtChoice::SmallScale, DebtChoice::Salaried];

static HOME: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "196//1")];
static LOAN: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "196//3")];
static OTHER_SECURITY: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "198/1")];
static SIX_MONTHS: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "198/2")];
static HOME_LOST: &[Provision] = &[
    Provision::new(CIVIL_REHABILITATION, "202/2/3"),
    Provision::new(NATIONAL_TAX_COLLECTION, "79"),
    Provision::new(LOCAL_TAX, "14-10"),
];
static CURED: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "199/1")];
static PERMISSION: &[Provision] =
    &[Provision::new(CIVIL_REHABILITATION, "197/3"), Provision::new(CIVIL_REHABILITATION, "199/1")];
static EXTENDED: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "199/2")];
static DEFERRED: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "199/3")];
static CONSENT: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "199/4")];

/// The five contents of the clause, in the order of the ladder.
pub(super) fn evaluate<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcomes: &mut Vec<HomeOutcome>) {
    let (has_home, home) = ownership::has_home::<T>(s);
    let mut common = requirements![T; has_home, ownership::has_home_loan::<T>(s)];
    let mut unwinding = None;
    let other = home.and_then(|(_, facts)| other_borrower(s, facts));
    if let Some(home) = home {
        let several = s.home_loans().nth(1).is_some();
        for (place, debt) in s.home_loans().enumerate() {
            conditions(cx, s, home, debt, (place == 0, several), &mut common);
            // Of several loans the guarantor who paid first sets the day.
            let performed = debt.subrogated_on.map(|on| Performed { on, roughly: debt.subrogated_roughly, claim: debt.id });
            unwinding = unwinding.into_iter().chain(performed).min_by_key(|performed| performed.on);
        }
        common.push::<T>(fees::<T>(s, home));
        common.add::<T>(other.map(|other| pair_loan::<T>(s, other)));
        common.push::<T>(taxes::<T>(s, home));
        common.add::<T>(security_on_site::<T>(s, home));
        common.add::<T>(stay_in_time::<T>(s));
    }
    let file_by = unwinding.filter(|_| T::WORDS).and_then(|performed| {
        cx.under(&["keep-under-clause"]);
        file_by(cx, s, performed)
    });
    let common = Rc::new(common);
    if !T::FIGURES && common.fails() {
        // Whatever the content, the first condition that fails closes it.
        let closed = HomeOutcome::kept(cx, "", Requirements::new::<T>(), Err(Lacking(Vec::new())));
        put(outcomes, closed).common = Some(common);
        return;
    }
    let (loans, first) = (originals(s), outcomes.len());
    as_contracted(cx, s, loans, outcomes);
    arrears_cured(cx, s, loans, outcomes);
    term_extended(cx, s, loans, outcomes);
    principal_deferred(cx, s, loans, outcomes);
    by_consent(cx, s, loans, outcomes);
    let contents = &mut outcomes[first..];
    if T::WORDS {
        // The contents that leave the contract's instalments as they are.
        let unfit: Vec<Message> = s.home_loans().filter_map(|debt| unfit_terms(s, debt, &debt.original)).collect();
        contents.iter_mut().take(2).for_each(|outcome| outcome.words.risks.extend(unfit.iter().cloned()));
    }
    for outcome in contents {
        outcome.common = Some(Rc::clone(&common));
        outcome.unwinding = unwinding.is_some();
        outcome.second_petitioner = other.filter(|other| files(s.house, *other) == Some(true));
        if T::WORDS {
            finish(s, outcome, file_by.as_ref());
        }
    }
}

/// A guarantee that was performed, and the day, of which perhaps only the month is known.
#[derive(Clone, Copy)]
struct Performed {
    on: Date,
    roughly: bool,
    claim: ClaimId,
}

/// By when the petition must be filed for the payment to be undone.
struct FileBy {
    on: Date,
    /// The same counted from the first day of the month, where no more than the month is known.
    earliest: Option<Date>,
}

fn file_by<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, performed: Performed) -> Option<FileBy> {
    let petition_on = s.house.petition_on;
    let on = cx.figure("file_by", &FILE_BY, |cx| {
        if performed.roughly {
            let path = || Household::claim_fact(performed.claim, "events").to_string();
            cx.fact("guarantee_performed_on", &performed.on, true, path);
        }
        unwinding_deadline(cx, petition_on, performed.on).ok().flatten()
    })?;
    let first = performed.on.first_of_month();
    let from_first = || unwinding_deadline(&mut Cx::new(&mut Bare), petition_on, first).ok().flatten();
    Some(FileBy { on, earliest: if performed.roughly { from_first() } else { None } })
}

/// What all five have in common: deadlines, risks, papers.
fn finish(s: &Situation<'_>, outcome: &mut HomeOutcome, file_by: Option<&FileBy>) {
    if let Some(FileBy { on, earliest }) = file_by {
        outcome.words.details.push(("file_by", Shown::Date(*on)));
        outcome.words.deadlines.push(("unwinding", *on));
        outcome.words.risks.extend(earliest.map(|first| message!("risk.unwinding-by-month", on = *on, earliest = first)));
        outcome.words.risks.push(message!("risk.unwinding-costs"));
    }
    if let Some(auction) = s.house.auction {
        outcome.words.deadlines.extend(auction.bids_open_on.map(|day| ("stay-of-auction", day)));
        outcome.words.risks.push(message!("risk.stay-needed"));
        outcome.words.papers.push("stay-petition");
    }
    outcome.words.risks.push(message!("risk.clause-intent"));
    outcome.words.papers.extend(["home-clause", "property-schedule", "mortgage-schedule", "home-loan-report"]);
}

/// Every condition of 196条 and 198条 as a requirement, for one home loan; of `several` loans each names its own, and what
/// is asked of the home stands with the `first`.
fn conditions<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: (HomeId, &Home),
    debt: &Debt,
    (first, several): (bool, bool),
    list: &mut Requirements,
) {
    let (id, facts) = home;
    let claim = claim_of(s, debt.id);
    let own = facts.encumbrances.as_deref().map(|burdens| {
        let of_loan =
            burdens.iter().filter(|burden| burden.claim == Some(debt.id) && burden.kind != EncumbranceKind::Attachment);
        of_loan.collect::<SmallVec<[_; 2]>>()
    });
    let others = facts.encumbrances.as_deref().map(|burdens| other_security(s, burdens, debt.id));
    let petition_on = s.house.petition_on;
    let answers = clause_conditions(
        cx,
        petition_on,
        &ClauseFacts {
            owned_by_debtor: s.own_share(id).ok().map(|share| share > Share::NOTHING),
            main_residence: facts.main_residence,
            own_use_floor_share: facts.own_use_floor_share,
            // A loan for the costs of buying is for buying, where the court takes it for a home loan.
            purpose: claim.purpose.or((claim.kind == case::ClaimKind::HomeCostsLoan).then_some(case::Purpose::Purchase)),
            instalments: Some(claim.instalments.unwrap_or(true)),
            mortgage_on_building: own.as_ref().map(|own| own.iter().any(|burden| burden.on != Lies::Land)),
            mortgage_holder: own.as_ref().and_then(|own| holder(own.first()?.holder)),
            other_security: others.as_deref(),
            mortgage_on_land: own.as_ref().map(|own| own.iter().any(|burden| burden.on != Lies::Building)),
            acquired_by_subrogation: Some(debt.taken_over_by_person),
            guarantee_performed_on: debt.subrogated_on,
            petition_on,
        },
    );
    let Ok(answers) = answers else { return };
    let burdens = Household::home_fact(id, "encumbrances");
    // What a burden secures that names no claim is not known: it may bar the clause, and it may be a home loan.
    let mut securities = facts.encumbrances.iter().flatten().filter(|burden| burden.kind != EncumbranceKind::Attachment);
    let unnamed = securities.any(|burden| burden.claim.is_none());
    // As the statute asks for them: what stands on the house is told before what stands on the land.
    for condition in ClauseCondition::BY_ARTICLE {
        let answer = answers.answer(condition);
        if condition == ClauseCondition::SixMonthsPassed && debt.subrogated_on.is_none() {
            if debt.subrogation_unsaid {
                list.push::<T>(requirement_of::<T>(condition, None, id, debt.id, burdens));
            }
            continue;
        }
        // What is asked of the home is asked once.
        let of_home = matches!(
            condition,
            ClauseCondition::NotOwned | ClauseCondition::NotMainResidence | ClauseCondition::FloorShare
        );
        if of_home && !first {
            continue;
        }
        let of_others = matches!(condition, ClauseCondition::SecurityOnBuilding | ClauseCondition::JuniorSecurityOnLand);
        let by_month = condition == ClauseCondition::SixMonthsPassed && hangs_on_the_day(s, debt);
        let answer = answer.filter(|met| !(*met && (by_month || of_others && unnamed)));
        let mut requirement = requirement_of::<T>(condition, answer, id, debt.id, burdens);
        let judged = || s.practice.costs_loan == CostsLoan::CourtDecides && costs_loan(s, facts);
        if condition == ClauseCondition::SecurityOnBuilding && answer == Some(true) && judged() {
            requirement = requirement!(T; "no-other-security", OTHER_SECURITY, Verdict::LeftTo(Whose::Court));
        }
        if T::WORDS && several && !of_home {
            requirement = requirement.of_claim(&claim.id);
        }
        list.push::<T>(requirement);
    }
}

/// Is no more than the month known of the guarantor's payment, and is the petition too late had it been made on the first
/// day? [`finish`] tells both limits.
fn hangs_on_the_day(s: &Situation<'_>, debt: &Debt) -> bool {
    let (true, Some(paid)) = (debt.subrogated_roughly, debt.subrogated_on) else { return false };
    let petition_on = s.house.petition_on;
    let limit = unwinding_deadline(&mut Cx::new(&mut Bare), petition_on, paid.first_of_month()).ok().flatten();
    limit.is_some_and(|limit| limit < petition_on)
}

/// The requirement behind a condition, with the fact that would decide it.
fn requirement_of<T: Trace>(
    condition: ClauseCondition,
    answer: Option<bool>,
    home: HomeId,
    claim: ClaimId,
    burdens: FactName,
) -> Need {
    let of = |fact: FactName| Verdict::of(answer, fact);
    let home = |field| Household::home_fact(home, field);
    let claim = |field| Household::claim_fact(claim, field);
    match condition {
        ClauseCondition::NotOwned => requirement!(T; "owned", HOME, of(home("owners"))),
        ClauseCondition::NotMainResidence => requirement!(T; "main-residence", HOME, of(home("main_residence"))),
        ClauseCondition::FloorShare => requirement!(T; "floor-share", HOME, of(home("own_use_floor_share"))),
        ClauseCondition::Purpose => requirement!(T; "purpose", LOAN, of(claim("purpose"))),
        ClauseCondition::NoInstalments => requirement!(T; "in-instalments", LOAN, of(claim("instalments"))),
        ClauseCondition::NoBuildingMortgage => requirement!(T; "building-mortgage", LOAN, of(burdens)),
        ClauseCondition::PersonalGuarantor => requirement!(T; "no-personal-guarantor", LOAN, of(burdens)),
        ClauseCondition::AcquiredBySubrogation => requirement!(T; "not-subrogated", OTHER_SECURITY, of(burdens)),
        ClauseCondition::SecurityOnBuilding => requirement!(T; "no-other-security", OTHER_SECURITY, of(burdens)),
        ClauseCondition::JuniorSecurityOnLand => requirement!(T; "no-junior-on-land", OTHER_SECURITY, of(burdens)),
        ClauseCondition::SixMonthsPassed => requirement!(T; "six-months", SIX_MONTHS, of(claim("events"))),
    }
}

const fn holder(holder: Option<Holder>) -> Option<MortgageHolder> {
    match holder {
        Some(Holder::Lender | Holder::Other) => Some(MortgageHolder::Lender),
        Some(Holder::GuaranteeCompany) => Some(MortgageHolder::GuaranteeCompany),
        Some(Holder::PersonalGuarantor) => Some(MortgageHolder::PersonalGuarantor),
        None => None,
    }
}

/// The other burdens as the law looks at them.
fn other_security(s: &Situation<'_>, burdens: &[case::Encumbrance], own: ClaimId) -> SmallVec<[OtherSecurity; 4]> {
    let own_rank = burdens.iter().filter(|burden| burden.claim == Some(own)).map(|burden| burden.rank).min();
    burdens
        .iter()
        .filter(|burden| burden.claim.is_some_and(|claim| claim != own))
        .map(|burden| OtherSecurity {
            on: burden.on,
            kind: burden.kind,
            home_loan: burden.claim.is_some_and(|claim| is_home_loan(s, claim) || is_costs_loan(s, claim)),
            ranks_behind: own_rank.is_none_or(|own| burden.rank > own),
        })
        .collect()
}

/// A loan for buying, building or improving the home, by kind and purpose.
fn is_home_loan(s: &Situation<'_>, claim: ClaimId) -> bool {
    let claim = claim_of(s, claim);
    is_home_loan_kind(claim.kind) && claim.purpose != Some(case::Purpose::Other)
}

/// 諸費用ローン: whether a loan for the costs of buying is one "for acquiring" the home is not settled. It blocks nothing
/// by itself here; the court judges.
fn is_costs_loan(s: &Situation<'_>, claim: ClaimId) -> bool {
    s.practice.costs_loan != CostsLoan::Bars && claim_of(s, claim).kind == case::ClaimKind::HomeCostsLoan
}

fn costs_loan(s: &Situation<'_>, facts: &Home) -> bool {
    let security = facts.encumbrances.iter().flatten().filter(|burden| burden.kind != EncumbranceKind::Attachment);
    security.filter_map(|burden| burden.claim).any(|claim| is_costs_loan(s, claim))
}

static FEES: &[Provision] = &[
    Provision::new(law::provision::BUILDING_UNIT_OWNERSHIP, "7"),
    Provision::new(CIVIL_REHABILITATION, "198/1"),
];

/// Arrears of management fees are secured by a statutory lien on the flat: they must be paid first.
fn fees<T: Trace>(s: &Situation<'_>, (id, facts): (HomeId, &Home)) -> Need {
    let arrears = match (facts.kind, facts.management_fee_arrears) {
        (Some(case::HomeKind::Detached), None) => Some(Yen::ZERO),
        (_, arrears) => arrears.map(|arrears| arrears.likely),
    };
    let paid = arrears.map(Yen::is_zero);
    let fact = Household::home_fact(id, "management_fee_arrears");
    let arrears = arrears.unwrap_or(Yen::ZERO);
    let verdict = match (paid, s.practice.fee_arrears) {
        (Some(false), FeeArrears::Instalments) => Verdict::LeftTo(Whose::Creditor),
        _ => Verdict::of(paid, fact),
    };
    let need = requirement!(T; "no-fee-lien", FEES, verdict, arrears = arrears);
    // What opens it may lie in the drawer.
    match &s.cash {
        Ok(cash) if *cash + s.lump_sum >= arrears => need.opened_by(|| {
            message!("requirement.no-fee-lien.opens-now", arrears = arrears, cash = *cash, gift = s.lump_sum)
        }),
        _ => need,
    }
}

/// The other borrower of paired loans.
fn other_borrower(s: &Situation<'_>, facts: &Home) -> Option<case::PersonId> {
    let claims = facts.encumbrances.iter().flatten().filter_map(|burden| burden.claim);
    let debtors = claims.filter(|claim| is_home_loan(s, *claim)).map(|claim| claim_of(s, claim).debtor);
    debtors.into_iter().find(|debtor| *debtor != s.house.debtor)
}

static PAIR: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "198/1")];

/// Paired loans: another person's home loan on the same home. Practice allows it when both file together; alone it is
/// the court's judgement.
fn pair_loan<T: Trace>(s: &Situation<'_>, other: case::PersonId) -> Need {
    let verdict = match files(s.house, other) {
        Some(true) => Verdict::Met,
        Some(false) => match s.practice.pair_loan {
            PairLoan::CourtDecides => Verdict::LeftTo(Whose::Court),
            PairLoan::TogetherOnly => Verdict::NotMet,
        },
        None => Verdict::Unknown(vec![FactName::at("person", other.0, "files_too")]),
    };
    requirement!(T; "pair-loan", PAIR, verdict, person = s.house.person(other).id.clone())
}

/// An attachment for taxes threatens the home; it must be released or its payment agreed.
fn taxes<T: Trace>(s: &Situation<'_>, home: (HomeId, &Home)) -> Need {
    let (id, facts) = home;
    let name = Household::home_fact(id, "encumbrances");
    let attached = known(facts.encumbrances.as_ref(), name).and_then(|burdens| {
        let attachments = || burdens.iter().filter(|burden| burden.kind == EncumbranceKind::Attachment);
        let for_taxes = |claim: ClaimId| s.debts[claim.0].class == Class::Priority;
        if attachments().filter_map(|burden| burden.claim).any(for_taxes) {
            return Ok(true);
        }
        // An attachment that names no claim may be one for taxes.
        if attachments().any(|burden| burden.claim.is_none()) { Err(Lacking::fact(name)) } else { Ok(false) }
    });
    let verdict = match attached {
        Ok(true) => Verdict::LeftTo(Whose::TaxOffice),
        other => verdict(&other.map(|attached| !attached)),
    };
    requirement!(T; "home-not-lost", HOME_LOST, verdict)
}

static SITE: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "202/2/3")];

/// Another creditor's security on the home or its land that does not bar the clause, as one on the land that ranks before
/// the home loan's: the plan cuts the claim, the security can be enforced, and whether the home is lost the court judges.
fn security_on_site<T: Trace>(s: &Situation<'_>, (_, facts): (HomeId, &Home)) -> Option<Need> {
    let securities = facts.encumbrances.iter().flatten().filter(|burden| burden.kind != EncumbranceKind::Attachment);
    let other = securities.filter_map(|burden| burden.claim).find(|claim| {
        let debt = &s.debts[claim.0];
        !debt.is_loan_of_the_home() && debt.owed.as_ref().is_ok_and(|owed| !owed.total().is_zero())
    })?;
    let claim = claim_of(s, other).id.clone();
    Some(requirement!(T; "site-not-lost", SITE, Verdict::LeftTo(Whose::Court), claim = claim))
}

static STAY: &[Provision] = &[
    Provision::new(CIVIL_REHABILITATION, "197/1"),
    Provision::new(law::provision::CIVIL_EXECUTION, "79"),
];

/// The court can stay an auction from the petition on, and only until the buyer has paid. Where the petition comes after
/// the opening of bids it may be too late.
fn stay_in_time<T: Trace>(s: &Situation<'_>) -> Option<Need> {
    let bids_open_on = s.house.auction?.bids_open_on?;
    let petition_on = s.house.petition_on;
    let late = petition_on >= bids_open_on;
    late.then(|| requirement!(T; "stay-in-time", STAY, Verdict::LeftTo(Whose::Court), on = bids_open_on, petition = petition_on))
}

/// A loan as the clause sees it: on its original schedule, a guarantee company's payment undone.
#[derive(Debug)]
pub(crate) struct Original {
    id: ClaimId,
    /// Principal not yet due today.
    principal: Yen,
    overdue_principal: Yen,
    overdue_interest: Yen,
    late_charge: Yen,
    rate: law::Rate,
    late_rate: Option<law::Rate>,
    months_left: u32,
    monthly: Yen,
    accelerated: bool,
    /// The last instalment that is told to be overdue.
    last_missed: Option<Date>,
    at_start: AtStart,
}

/// What a loan comes to when the plan starts: several contents begin with it, and it is worked out once where nobody
/// listens.
#[derive(Debug, Default)]
struct AtStart {
    /// The month in which the plan starts: all that is remembered is of this one.
    start: OnceCell<u32>,
    principal: OnceCell<Yen>,
    accrued: OnceCell<Yen>,
    longest: OnceCell<Known<(Date, Months)>>,
    /// The level payment over the first term that was asked for, which is the longest.
    level: OnceCell<(Months, Yen)>,
}

impl Original {
    fn of(s: &Situation<'_>, debt: &Debt) -> Known<Original> {
        let facts = claim_of(s, debt.id);
        let contract = both(both(rate(facts, debt.id), debt.months_left.clone()), debt.monthly.clone());
        let (owed, ((rate, months_left), monthly)) = both(debt.original.clone(), contract)?;
        let accelerated_on = debt.acceleration()?;
        Ok(Original {
            id: debt.id,
            principal: owed.principal,
            overdue_principal: owed.overdue_principal,
            overdue_interest: owed.overdue_interest,
            late_charge: owed.late_charge,
            rate,
            late_rate: facts.late_rate,
            months_left,
            monthly,
            accelerated: accelerated_on.is_some(),
            last_missed: facts.unpaid.iter().flatten().map(|instalment| instalment.due).max(),
            at_start: AtStart::default(),
        })
    }

    /// What is remembered of the day on which the plan starts, in month `start`: every caller of a plan asks with the same.
    fn at(&self, start: u32) -> &AtStart {
        debug_assert_eq!(*self.at_start.start.get_or_init(|| start), start, "one plan has one start");
        &self.at_start
    }

    fn arrears(&self) -> Yen {
        self.overdue_principal + self.overdue_interest + self.late_charge
    }

    /// Instalments of the original schedule that are left when the plan starts.
    fn left_at(&self, s: &Situation<'_>, start: u32) -> u32 {
        let last = claim_of(s, self.id).last_due_on;
        last.and_then(|last| self.instalments_until(s, start, last)).unwrap_or(0)
    }

    /// Instalments from the plan's start to a last due date: of a loan that is paid until then the months go on, of one that is
    /// due in full the due dates after the day of finality count.
    fn instalments_until(&self, s: &Situation<'_>, start: u32, until: Date) -> Option<u32> {
        let claim = claim_of(s, self.id);
        if self.accelerated && start > 1 {
            return claim.due_dates(finality(s, start), until);
        }
        Some(claim.due_dates(s.house.as_of, until)?.saturating_sub(start - 1))
    }

    /// The original schedule from today, where `behind` instalments that today is past are still in the principal.
    fn schedule(&self, behind: u32) -> Option<Schedule> {
        let months = Months::new(self.months_left + behind)?;
        Some(Schedule::with_payment(LevelLoan { principal: self.principal, rate: self.rate, months }, self.monthly))
    }
}

fn originals<'s>(s: &'s Situation<'_>) -> &'s Known<Vec<Original>> {
    s.originals.get_or_init(|| {
        s.debts_known.clone()?;
        all::<Original>(s.home_loans().map(|debt| Original::of(s, debt)))
    })
}

/// The regular bucket: the contract's instalments, until they have repaid what is not due when the plan begins, in month
/// `start`; the last one is what is left. Of a loan that is due in full they begin with the plan, of any other they go on
/// from today.
fn regular(s: &Situation<'_>, loan: &Original, start: u32) -> Option<Stream> {
    let from = regular_from(loan, start);
    let rest = rest_from(s, loan, from)?;
    let last = if from == 1 {
        // Every way that keeps the home asks for it.
        s.debts[loan.id.0].last(claim_of(s, loan.id))?
    } else {
        Schedule::with_payment(rest, loan.monthly).last()?
    };
    let item = Item::on(Purpose::HomeLoan, loan.id);
    Some(Stream { item, from, months: last.number, amount: loan.monthly, last: last.payment() })
}

/// The month in which the contract's instalments begin beside a plan.
const fn regular_from(loan: &Original, start: u32) -> u32 {
    if loan.accelerated { start } else { 1 }
}

/// What is not due when the instalments begin, in month `from`.
fn rest_from(s: &Situation<'_>, loan: &Original, from: u32) -> Option<LevelLoan> {
    let principal = match from {
        // From today on nothing has been repaid yet; what is remembered of the start is of the day on which the plan begins.
        1 => loan.principal,
        _ => principal_at_start(loan, from).excess_over(due_principal(s, loan, from)),
    };
    let months = Months::new(loan.left_at(s, from)).filter(|_| !principal.is_zero())?;
    Some(LevelLoan { principal, rate: loan.rate, months })
}

/// The contract's instalments of every loan; of those that are due in full from month `start` on.
fn regulars(s: &Situation<'_>, loans: &Known<Vec<Original>>, start: &Known<u32>) -> Known<Streams> {
    let (loans, start) = both(look(loans), start.clone())?;
    Ok(loans.iter().filter_map(|loan| regular(s, loan, start)).collect())
}

/// The same, as far as anybody asks.
fn instalments<T: Trace>(
    s: &Situation<'_>,
    loans: &Known<Vec<Original>>,
    start: &Known<u32>,
    walk: fn(&Situation<'_>) -> Known<Streams>,
) -> (Known<Streams>, Option<Unwalked>) {
    match unwalked::<T>(s, loans, start, walk) {
        Some((streams, unwalked)) => (Ok(streams), Some(unwalked)),
        None => (regulars(s, loans, start), None),
    }
}

/// The same without a walk to the last of them, where nobody asked for figures and each surely lasts until the plan begins:
/// nothing begins later beside it, so that no month takes more than those that are looked at.
fn unwalked<T: Trace>(
    s: &Situation<'_>,
    loans: &Known<Vec<Original>>,
    start: &Known<u32>,
    walk: fn(&Situation<'_>) -> Known<Streams>,
) -> Option<(Streams, Unwalked)> {
    let (loans, start) = (loans.as_ref().ok().filter(|_| !T::FIGURES)?, *start.as_ref().ok()?);
    let plan = s.plan_start(&mut Cx::new(&mut Bare)).ok()?;
    let (mut streams, mut least) = (Streams::with_capacity(loans.len()), SmallVec::new());
    for loan in loans {
        let from = regular_from(loan, start);
        let Some(rest) = rest_from(s, loan, from) else { continue };
        let stream = Stream {
            item: Item::on(Purpose::HomeLoan, loan.id),
            from,
            months: rest.months.count(),
            amount: loan.monthly,
            last: loan.monthly,
        };
        let months = least_instalments(rest.principal, stream.amount, stream.months);
        if from + months <= plan {
            return None;
        }
        streams.push(stream);
        least.push(months);
    }
    Some((streams, Unwalked { walk, least }))
}

/// What the home loans take in the heaviest month from `from` on.
fn monthly_figure<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcome: &mut HomeOutcome, from: u32) {
    if !T::WORDS {
        return;
    }
    let monthly: Known<Yen> = cx.figure("home_monthly", &HOME_MONTHLY, |cx| {
        let streams: Streams = look(outcome.streams.of(s))?.iter().filter(|stream| stream.until() >= from).copied().collect();
        for stream in &streams {
            cx.given(stream.item.key(), &stream.amount);
        }
        Ok(worst_month(&[&streams]))
    });
    crate::figures::detail(&mut outcome.words.details, "home_monthly", &monthly);
}

/// No arrears: the contract goes on, by permission of the court until the plan is confirmed (197条3項).
fn as_contracted<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    loans: &Known<Vec<Original>>,
    outcomes: &mut Vec<HomeOutcome>,
) {
    cx.under(&["keep-under-clause/as-contracted", "keep-under-clause"]);
    let clean = look(loans).map(|loans| loans.iter().all(|loan| !loan.accelerated && loan.arrears().is_zero()));
    let arrears = loans.as_ref().map_or(Yen::ZERO, |loans| loans.iter().map(Original::arrears).sum());
    let requirements = requirements![T; requirement!(T; "no-arrears", PERMISSION, verdict(&clean), arrears = arrears)];
    let (streams, unwalked) = instalments::<T>(s, loans, &Ok(1), |s| regulars(s, originals(s), &Ok(1)));
    let outcome = put(outcomes, HomeOutcome::kept(cx, "as-contracted", requirements, streams));
    outcome.unwalked = unwalked;
    monthly_figure(cx, s, outcome, 1);
    if T::WORDS {
        outcome.words.papers.push("payment-permission");
        outcome.clause = at_finality(s, loans, |_, _, _| Some(None));
    }
}

/// 199条1項: what is due by the day of finality is paid within the plan, beside the contract's own instalments.
fn arrears_cured<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    loans: &Known<Vec<Original>>,
    outcomes: &mut Vec<HomeOutcome>,
) {
    cx.under(&["keep-under-clause/arrears-cured", "keep-under-clause"]);
    let some = look(loans).map(|loans| loans.iter().any(|loan| loan.accelerated || !loan.arrears().is_zero()));
    let start = s.plan_start(cx);
    let buckets: Known<OfClaims> = both(look(loans), start.clone()).map(|(loans, start)| {
        loans.iter().map(|loan| (loan.id, bucket(cx, s, loan, start))).collect()
    });
    let principal = both(look(loans), start.clone())
        .map(|(loans, start)| loans.iter().map(|loan| (loan.id, due_principal(s, loan, start))).collect());
    let requirements = requirements![T; requirement!(T; "arrears-to-cure", CURED, verdict(&some))];
    let (streams, unwalked) = instalments::<T>(s, loans, &start, |s| {
        regulars(s, originals(s), &s.plan_start(&mut Cx::new(&mut Bare)))
    });
    let outcome = put(outcomes, HomeOutcome::kept(cx, "arrears-cured", requirements, streams));
    outcome.unwalked = unwalked;
    monthly_figure(cx, s, outcome, 1);
    if let Ok(buckets) = buckets {
        if T::WORDS {
            let total = cx.figure("arrears_in_plan", &ARREARS_BUCKET, |cx| {
                for (claim, amount) in &buckets {
                    cx.uses("arrears_in_plan", &name_of_claim::<T>(s, "arrears_in_plan", *claim), amount);
                }
                buckets.iter().map(|(_, amount)| *amount).sum::<Yen>()
            });
            outcome.words.details.push(("arrears_in_plan", Shown::Yen(total)));
            outcome.clause = at_finality(s, loans, |_, _, _| Some(None));
        }
        outcome.arrears_in_plan = buckets;
        outcome.arrears_principal = principal.unwrap_or_default();
    }
}

/// The arrears bucket on the day of finality, which is taken as the last day of the month before the plan starts:
/// principal due by then on the original schedule, and interest and late charges until then.
fn bucket<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, loan: &Original, start: u32) -> Yen {
    let figure = name_of_claim::<T>(s, "arrears_in_plan", loan.id);
    cx.figure(&figure, &ARREARS_BUCKET, |cx| {
        let name = || Household::claim_fact(loan.id, "unpaid").to_string();
        cx.fact("overdue_principal", &loan.overdue_principal, false, name);
        cx.given("principal_due_until_finality", &falls_due(s, loan, start));
        due_principal(s, loan, start) + accrued(cx, s, loan, start)
    })
}

/// Principal that the original schedule makes due by the day of finality.
fn due_principal(s: &Situation<'_>, loan: &Original, start: u32) -> Yen {
    loan.overdue_principal + falls_due(s, loan, start)
}

/// The day of finality, which is taken as the last day of the month before the plan starts.
fn finality(s: &Situation<'_>, start: u32) -> Date {
    law::calendar::month_end(s.house.as_of, start.saturating_sub(1)).unwrap_or(s.house.as_of)
}

/// Of an accelerated loan, what the original schedule makes due until the day of finality beside what is told to be overdue.
/// Whoever owes it all at once is asked for no instalment any more, and few list those that would have fallen due since:
/// they are counted from the last one that is listed.
fn falls_due(s: &Situation<'_>, loan: &Original, start: u32) -> Yen {
    if !loan.accelerated {
        return Yen::ZERO;
    }
    let ahead = start.saturating_sub(1);
    let since = |missed: Date| claim_of(s, loan.id).due_dates(missed, finality(s, start));
    let all = loan.last_missed.and_then(since).map_or(ahead, |all| all.max(ahead));
    loan.schedule(all - ahead).into_iter().flatten().take(all as usize).map(|instalment| instalment.principal).sum()
}

/// Interest and late charges until the day of finality. After acceleration the late charge runs on all principal and
/// takes the place of the contract's interest.
fn accrued<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, loan: &Original, start: u32) -> Yen {
    once::<T, Yen>(&loan.at(start).accrued, || accruing(cx, s, loan, start))
}

fn accruing<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, loan: &Original, start: u32) -> Yen {
    cx.rule(&ACCRUED, |cx| {
        let (as_of, finality) = (s.house.as_of, finality(s, start));
        let name = || Household::claim_fact(loan.id, "unpaid").to_string();
        cx.fact("overdue_interest", &loan.overdue_interest, false, name);
        cx.given("late_charge", &loan.late_charge);
        let base = if loan.accelerated { loan.principal + loan.overdue_principal } else { loan.overdue_principal };
        let more = loan.late_rate.filter(|_| !base.is_zero()).and_then(|rate| {
            late_charge(cx, Delay { principal: base, rate, after: as_of, to: finality, day_count: DayCount::Fixed365 })
        });
        loan.overdue_interest + loan.late_charge + more.map_or(Yen::ZERO, |more| more.amount)
    })
}

/// Principal of the instalments that fall due before the plan starts.
fn repaid_before(loan: &Original, start: u32) -> Yen {
    let waiting = loan.schedule(0).into_iter().flatten().take(start.saturating_sub(1) as usize);
    waiting.map(|instalment| instalment.principal).sum()
}

/// All principal that is owed when the plan starts: a loan that is not accelerated is paid as contracted until then.
fn principal_at_start(loan: &Original, start: u32) -> Yen {
    *loan.at(start).principal.get_or_init(|| {
        let repaid = if loan.accelerated { Yen::ZERO } else { repaid_before(loan, start) };
        loan.principal.excess_over(repaid) + loan.overdue_principal
    })
}

/// What pays it over a term.
fn level_over(loan: &Original, start: u32, months: Months) -> Yen {
    let level = || level_payment(principal_at_start(loan, start), loan.rate, months);
    let (of, amount) = *loan.at(start).level.get_or_init(|| (months, level()));
    if of == months { amount } else { level() }
}

/// What the home loans come down by until the plan starts: principal that is paid as contracted, less what accrues on what
/// is overdue.
pub(crate) fn repaid_until_plan<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Yen> {
    let (loans, start) = both(look(originals(s)), s.plan_start(cx))?;
    let mut silent = Bare;
    let quiet = &mut Cx::new(&mut silent);
    let sums = loans.iter().map(|loan| {
        let now = loan.principal + loan.arrears();
        (now, principal_at_start(loan, start) + accrued(quiet, s, loan, start))
    });
    let (now, then) = sums.fold((Yen::ZERO, Yen::ZERO), |sum, loan| (sum.0 + loan.0, sum.1 + loan.1));
    Ok(now.excess_over(then))
}

/// The contract's instalments until the plan starts; none on a loan that is due in full.
fn until_start(loan: &Original, start: u32) -> Option<Stream> {
    let months = if loan.accelerated { 0 } else { (start - 1).min(loan.months_left) };
    Stream::level(Item::on(Purpose::HomeLoan, loan.id), 1, months, loan.monthly)
}

/// The longest term of 199条2項 for one loan, and the months from the plan's start to it.
fn longest<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, loan: &Original, start: u32) -> Known<(Date, Months)> {
    once::<T, _>(&loan.at(start).longest, || longest_term(cx, s, loan, start))
}

fn longest_term<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    loan: &Original,
    start: u32,
) -> Known<(Date, Months)> {
    // Of paired loans each has a debtor of its own.
    let debtor = claim_of(s, loan.id).debtor;
    let born = known(s.house.person(debtor).born, FactName::at("person", debtor.0, "born"));
    let (last, born) = both(last_due(s, loan.id), born)?;
    let name = Household::claim_fact(loan.id, "last_due_on");
    let figure = name_of_claim::<T>(s, "extended_until", loan.id);
    let until = cx.figure(&figure, &EXTENDED_UNTIL, |cx| {
        let limit = reschedule_limit(cx, s.house.petition_on, last, born, s.practice.age_mode)?;
        limit.latest_last_due_on().ok_or_else(|| Lacking::fact(name))
    })?;
    // Where the age is reached before the contract ends there is nothing to extend: the contract's own end stays.
    let until = until.max(last);
    Ok((until, months_until(s, loan, start, until)?))
}

/// The months of a term from the plan's start to a last due date.
fn months_until(s: &Situation<'_>, loan: &Original, start: u32, until: Date) -> Known<Months> {
    loan.instalments_until(s, start, until).and_then(Months::new).ok_or(Lacking(Vec::new()))
}

/// 199条2項: everything is paid, over a term up to ten years longer, until the age of 70 at most.
fn term_extended<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    loans: &Known<Vec<Original>>,
    outcomes: &mut Vec<HomeOutcome>,
) {
    cx.under(&["keep-under-clause/term-extended", "keep-under-clause"]);
    let terms = if T::FIGURES {
        level_terms(cx, s, loans, longest).map(|(until, streams)| (until, Ok(streams).into()))
    } else {
        let waiting = HomePayments::waiting(|s| level_streams(s, longest));
        latest(cx, s, loans, |_| true).map(|until| (until, waiting))
    };
    let outcome = extended_outcome(cx, ("term-extended", EXTENDED), s, terms, loans, outcomes);
    if T::WORDS {
        outcome.clause = level_tables(s, loans, longest);
    }
}

/// The last day of all loans over their longest terms, each of which must `serve`.
fn latest<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    loans: &Known<Vec<Original>>,
    serves: impl Fn(Months) -> bool,
) -> Known<Option<Date>> {
    let (loans, start) = both(look(loans), s.plan_start(cx))?;
    loans.iter().try_fold(None, |latest: Option<Date>, loan| {
        let (until, months) = longest(cx, s, loan, start)?;
        if serves(months) { Ok(latest.max(Some(until))) } else { Err(Lacking(Vec::new())) }
    })
}

/// The new last due date of a loan, and the months from the plan's start to it.
type Longest<T> = fn(&mut Cx<'_, T>, &Situation<'_>, &Original, u32) -> Known<(Date, Months)>;

/// Everything in level instalments over a longer term: each loan's last due date and payments.
fn level_terms<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    loans: &Known<Vec<Original>>,
    longest: Longest<T>,
) -> Known<(Option<Date>, Streams)> {
    let (loans, start) = both(look(loans), s.plan_start(cx))?;
    of_all(loans, |loan, streams| {
        let (until, months) = longest(cx, s, loan, start)?;
        let amount = level_over(loan, start, months);
        let item = Item::on(Purpose::HomeLoan, loan.id);
        let rest = accrued(cx, s, loan, start);
        streams.extend(until_start(loan, start));
        streams.push(Stream { item, from: start, months: months.count(), amount, last: amount });
        streams.extend(Stream::sharing(Item::on(Purpose::Accrued, loan.id), start, months.count(), rest));
        Ok(until)
    })
}

/// The payments alone, in silence.
fn level_streams(s: &Situation<'_>, longest: Longest<Bare>) -> Known<Streams> {
    level_terms(&mut Cx::new(&mut Bare), s, originals(s), longest).map(|(_, streams)| streams)
}

/// The same month by month.
fn level_tables(s: &Situation<'_>, loans: &Known<Vec<Original>>, longest: Longest<Bare>) -> Vec<ClauseTerms> {
    at_finality(s, loans, |loan, _, start| {
        let (_, months) = longest(&mut Cx::new(&mut Bare), s, loan, start).ok()?;
        Some(Some(Terms::TermExtended { months }))
    })
}

/// Each loan on the day of finality, with the terms of a content; loans that end before it are left out.
fn at_finality(
    s: &Situation<'_>,
    loans: &Known<Vec<Original>>,
    terms: impl Fn(&Original, &ClauseLoan, u32) -> Option<Option<Terms>>,
) -> Vec<ClauseTerms> {
    let mut silent = Bare;
    let cx = &mut Cx::new(&mut silent);
    let (Ok(loans), Ok(start)) = (loans, s.plan_start(cx)) else { return Vec::new() };
    let mut list = Vec::with_capacity(loans.len());
    for loan in loans {
        let due = due_principal(s, loan, start);
        let of_contract = ClauseLoan {
            principal: principal_at_start(loan, start).excess_over(due),
            overdue_principal: due,
            accrued: accrued(cx, s, loan, start),
            rate: loan.rate,
            months_left: match Months::new(loan.left_at(s, start)) {
                Some(months) => months,
                None => continue,
            },
            payment: loan.monthly,
        };
        if let Some(terms) = terms(loan, &of_contract, start) {
            // A month counted from today holds the due date of the month before where that is still ahead today.
            let due_before = !loan.accelerated && claim_of(s, loan.id).is_due_after(s.house.as_of) == Some(true);
            list.push(ClauseTerms { claim: loan.id, loan: of_contract, terms, due_before });
        }
    }
    list
}

/// 199条3項: within the plan only interest and a part of the principal, then the extended term.
fn principal_deferred<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    loans: &Known<Vec<Original>>,
    outcomes: &mut Vec<HomeOutcome>,
) {
    cx.under(&["keep-under-clause/principal-deferred", "keep-under-clause"]);
    let most = longest_grace(s);
    let terms = if T::FIGURES {
        deferred_terms(cx, s, loans, &most).map(|(until, streams)| (until, Ok(streams).into()))
    } else {
        let waiting = HomePayments::waiting(|s| {
            let mut silent = Bare;
            let cx = &mut Cx::new(&mut silent);
            deferred_terms(cx, s, originals(s), &longest_grace(s)).map(|(_, streams)| streams)
        });
        look(&most).and_then(|most| {
            s.practice.deferred_share.read(cx, s.house.as_of)?;
            let until = latest(cx, s, loans, |months| after_grace(*most, months).is_some())?;
            Ok((until, waiting))
        })
    };
    let known = terms.is_ok();
    let outcome = extended_outcome(cx, ("principal-deferred", DEFERRED), s, terms, loans, outcomes);
    if known {
        outcome.deferred_months = *look(&most).unwrap_or(&0);
    }
    if T::WORDS {
        outcome.clause = at_finality(s, loans, |loan, at_start, start| {
            let mut silent = Bare;
            let cx = &mut Cx::new(&mut silent);
            let (_, months) = longest(cx, s, loan, start).ok()?;
            let most = *look(&most).ok()?;
            let part = s.practice.deferred_share.read(cx, s.house.as_of).ok()?;
            let principal = at_start.principal + at_start.overdue_principal;
            let grace = Months::new(grace_of(most, months))?;
            let interest = month_interest(principal, loan.rate);
            let full = level_payment(principal, loan.rate, months);
            let principal_paid = grace_principal(s, part, full.excess_over(interest));
            Some(Some(Terms::PrincipalDeferred { grace, grace_principal: principal_paid, months }))
        });
    }
}

/// The last day of all loans of which principal is deferred, and their payments.
fn deferred_terms<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    loans: &Known<Vec<Original>>,
    most: &Known<u32>,
) -> Known<(Option<Date>, Streams)> {
    let (loans, start) = both(look(loans), s.plan_start(cx))?;
    let most = most.clone()?;
    let part = s.practice.deferred_share.read(cx, s.house.as_of)?;
    of_all(loans, |loan, streams| {
        let (until, months) = longest(cx, s, loan, start)?;
        let grace = grace_of(most, months);
        let principal = principal_at_start(loan, start);
        let rest = accrued(cx, s, loan, start);
        let interest = month_interest(principal, loan.rate);
        let full = level_over(loan, start, months);
        let amount = interest + grace_principal(s, part, full.excess_over(interest));
        let item = Item::on(Purpose::HomeLoan, loan.id);
        let schedule = Schedule::with_payment(LevelLoan { principal, rate: loan.rate, months }, amount);
        let repaid: Yen = schedule.take(grace as usize).map(|instalment| instalment.principal).sum();
        let after = after_grace(most, months).ok_or_else(|| Lacking(Vec::new()))?;
        let later = level_payment(principal.excess_over(repaid), loan.rate, after);
        streams.extend(Stream::level(item, start, grace, amount));
        streams.extend(Stream::level(item, start + grace, after.count(), later));
        streams.extend(until_start(loan, start));
        streams.extend(Stream::sharing(Item::on(Purpose::Accrued, loan.id), start, months.count(), rest));
        Ok(until)
    })
}

/// The longest time of deferral: that of the plan (199条3項1号: within the general plan period), five years at most, or the
/// months that the user wants of the plan.
fn longest_grace(s: &Situation<'_>) -> Known<u32> {
    let on = s.house.petition_on;
    let usual = 12 * law::params::civil_rehabilitation::PLAN_YEARS.on(on)?.value;
    let longest = 12 * law::params::civil_rehabilitation::PLAN_YEARS_AT_MOST.on(on)?.value;
    Ok(s.practice.plan_months.map_or(longest, |stated| stated.clamp(usual, longest)))
}

/// The deferral of one loan: a month at least is left of its term.
fn grace_of(most: u32, months: Months) -> u32 {
    most.min(months.count().saturating_sub(1)).max(1)
}

/// The months behind the deferral, if there are any.
fn after_grace(most: u32, months: Months) -> Option<Months> {
    Months::new(months.count() - grace_of(most, months))
}

/// What is paid each month of the principal that a level instalment would repay.
fn grace_principal(s: &Situation<'_>, part: Share, of_full: Yen) -> Yen {
    match s.practice.grace_principal {
        GracePrincipal::APart => part.of_ceil(of_full).max(Yen(1)),
        GracePrincipal::InterestOnly => Yen::ZERO,
    }
}

/// The last day of all loans and their payments, or everything that is lacking for any of them.
fn of_all(
    loans: &[Original],
    mut of_loan: impl FnMut(&Original, &mut Streams) -> Known<Date>,
) -> Known<(Option<Date>, Streams)> {
    let mut streams = Streams::with_capacity(4 * loans.len());
    let (mut until, mut lacking) = (None, None);
    for loan in loans {
        match of_loan(loan, &mut streams) {
            Ok(day) => until = until.max(Some(day)),
            Err(more) => lacking.get_or_insert(Lacking(Vec::new())).add(&more.0),
        }
    }
    lacking.map_or(Ok((until, streams)), Err)
}

/// Until when each loan is extended.
fn days(s: &Situation<'_>, loans: &Known<Vec<Original>>, longest: Longest<Bare>) -> Vec<(ClaimId, Date)> {
    let mut silent = Bare;
    let cx = &mut Cx::new(&mut silent);
    let (Ok(loans), Ok(start)) = (loans, s.plan_start(cx)) else { return Vec::new() };
    loans.iter().filter_map(|loan| Some((loan.id, longest(cx, s, loan, start).ok()?.0))).collect()
}

fn extended_outcome<'o, T: Trace>(
    cx: &mut Cx<'_, T>,
    (variant, provisions): (&'static str, &'static [Provision]),
    s: &Situation<'_>,
    terms: Known<(Option<Date>, HomePayments)>,
    loans: &Known<Vec<Original>>,
    outcomes: &'o mut Vec<HomeOutcome>,
) -> &'o mut HomeOutcome {
    let until = terms.as_ref().ok().and_then(|(until, _)| *until);
    // None where one of them is not known.
    let latest = |latest: Option<Date>, debt: &Debt| Some(latest.max(last_due(s, debt.id).ok().map(Some)?));
    let contract = s.home_loans().try_fold(None, latest).flatten();
    let longer = look(&terms).map(|_| until > contract);
    let requirements = requirements![T; requirement!(T; "term-can-be-extended", provisions, verdict(&longer), until = until)];
    let streams = terms.map_or_else(|lacking| Err(lacking).into(), |(_, streams)| streams);
    let outcome = put(outcomes, HomeOutcome::kept(cx, variant, requirements, streams));
    outcome.only_after_others = true;
    let start = s.plan_start(&mut Cx::new(&mut Bare)).unwrap_or(1);
    monthly_figure(cx, s, outcome, start);
    if T::WORDS && until.is_some_and(|until| contract.is_none_or(|contract| until > contract)) {
        let until = extended_until(cx, s, &days(s, loans, longest));
        outcome.words.details.extend(until.map(|until| ("extended_until", Shown::Date(until))));
    }
    outcome
}

/// The longest term that lenders usually consent to, and the months from the plan's start to it.
fn longest_by_consent<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    loan: &Original,
    start: u32,
) -> Known<(Date, Months)> {
    let last = last_due(s, loan.id)?;
    let until = usual_limit(cx, s, &s.debts[loan.id.0], last)?.max(last);
    Ok((until, months_until(s, loan, start, until)?))
}

/// 199条4項: anything else, with the consent of those whose rights it changes. What will be agreed nobody knows; shown is
/// what could be proposed, the term to which lenders usually consent outside court.
fn by_consent<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    loans: &Known<Vec<Original>>,
    outcomes: &mut Vec<HomeOutcome>,
) {
    cx.under(&["keep-under-clause/consensual", "keep-under-clause"]);
    let requirements = requirements![T; requirement!(T; "consent-in-plan", CONSENT, Verdict::LeftTo(Whose::Lender))];
    let streams = if T::FIGURES {
        level_terms(cx, s, loans, longest_by_consent).map(|(_, streams)| streams).into()
    } else {
        HomePayments::waiting(|s| level_streams(s, longest_by_consent))
    };
    let outcome = put(outcomes, HomeOutcome::kept(cx, "consensual", requirements, streams));
    outcome.terms_open = true;
    let start = s.plan_start(&mut Cx::new(&mut Bare)).unwrap_or(1);
    monthly_figure(cx, s, outcome, start);
    if T::WORDS {
        let until = extended_until(cx, s, &days(s, loans, longest_by_consent));
        outcome.words.details.extend(until.map(|until| ("extended_until", Shown::Date(until))));
        outcome.clause = level_tables(s, loans, longest_by_consent);
        outcome.words.risks.push(message!("risk.consensual-terms-open"));
    }
}
