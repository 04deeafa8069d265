//! What both kinds of individual rehabilitation share: gate, totals, floors, plan.

use std::cell::{OnceCell, RefCell};
use std::num::NonZeroU32;

use case::{AssetKind, ClaimId, EncumbranceKind, Household, PastDay, PastRelief};
use law::acts::civil_rehabilitation::claims::{CapClaim, CapClass, ClaimsCap, claims_cap};
use law::acts::civil_rehabilitation::liquidation::{Asset, Estate, HomeValue, liquidation_value};
use law::acts::civil_rehabilitation::plan::{Adjust, Instalment, Schedule, instalments, paid_per_date};
use law::acts::civil_rehabilitation::plan_total::{Floors, RequiredTotal, required_total};
use law::acts::civil_rehabilitation::salaried::{SevenYearBar, seven_year_bar};
use law::acts::civil_rehabilitation::small_scale::ClaimTotals;
use law::acts::legal_support::AdvancedCase;
use law::loan::{LevelLoan, Months, repayment};
use law::message::Message;
use law::params::Parameter;
use law::params::civil_rehabilitation::{PLAN_YEARS, PLAN_YEARS_AT_MOST};
use law::provision::{CIVIL_REHABILITATION, Provision};
use law::trace::{Bare, NoTrace, Show, Shown};
use law::verdict::{FactName, Verdict, Whose};
use law::{Balance, Cx, Date, Rate, Share, Trace, Yen, message};
use smallvec::SmallVec;

use crate::debt::fees::Attorney;
use crate::debt::{
    Beside, DebtOutcome, Left, Memory, Record, Remaining, as_contracted_streams, fees, later, of_others, pair,
    risks_of_security, surviving, vote,
};
use crate::debts::Class;
use crate::disposable::unsaid_swing;
use crate::figures::running_support;
use crate::formula::formulas;
use crate::home::{HomeOutcome, repaid_until_plan};
use crate::known::{Known, Lacking, all, both, few, glance, known, look, once, sum, unknown, verdict};
use crate::requirement::{Requirements, requirement, requirements};
use crate::situation::{Situation, uses_owed};
use crate::stream::{Item, Once, Onces, Purpose, Stream, Streams};
use crate::switch::{Filing, HomeLoanShortfall, LiquidationReference, PairGuarantee};

/// What was paid to single creditors, given away or sold below value.
pub(crate) const TRANSFERS: FactName = FactName::of("transfer", "");

/// Which kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 小規模個人再生.
    SmallScale,
    /// 給与所得者等再生.
    Salaried,
}

formulas! {
    CLAIMS_TOTAL = "route.claims-total", "再生債権の総額（上限の判定）", "claims counted against the cap", Law, [CIVIL_REHABILITATION "221/1"];
    TIER_TOTAL = "route.tier-total", "基準債権の総額", "standard claims", Law, [CIVIL_REHABILITATION "231/2/3"];
    ORDER_OF_SALE = "route.order-of-sale", "売却と申立ての順", "order of sale and petition", Practice, [CIVIL_REHABILITATION "231/2/2", CIVIL_REHABILITATION "231/2/3"];
    STANDARD_CLAIMS = "route.standard-claims", "基準債権の総額（3号）", "standard claims (item 3)", Law, [CIVIL_REHABILITATION "231/2/3"];
    TIER_IN_OTHER_ORDER = "route.tier-total-in-other-order", "売却と申立てを逆の順にしたときの総額（2号）", "the total of item 2 in the other order of sale and petition", Law, [CIVIL_REHABILITATION "231/2/2"];
    STANDARD_IN_OTHER_ORDER = "route.standard-claims-in-other-order", "売却と申立てを逆の順にしたときの基準債権の総額（3号）", "standard claims in the other order of sale and petition", Law, [CIVIL_REHABILITATION "231/2/3"];
    LIQUIDATION_THEN = "route.liquidation-at-confirmation", "認可の時点の清算価値", "liquidation value at the confirmation", Law, [CIVIL_REHABILITATION "236", CIVIL_REHABILITATION "242"];
    LIQUIDATION = "route.liquidation-value", "清算価値", "liquidation value", Law, [CIVIL_REHABILITATION "174/2/4", CIVIL_REHABILITATION "236"];
    REQUIRED = "route.required-total", "計画弁済総額", "total that the plan must pay", Law, [CIVIL_REHABILITATION "231/2", CIVIL_REHABILITATION "241/2"];
    PLAN_MONTHS = "route.plan-months", "再生計画の月数", "months of the plan", Law, [CIVIL_REHABILITATION "229/2/2"];
    PLAN_START = "route.plan-start", "再生計画の支払の始まり", "first month of the plan", Practice, [];
    BINDING = "route.binding", "計画弁済総額を決めた基準", "the floor that sets the total", Law, [CIVIL_REHABILITATION "231/2", CIVIL_REHABILITATION "241/2"];
    PLAN_MONTHLY = "route.plan-monthly", "再生計画による毎月の弁済額", "plan payment per month", Law, [CIVIL_REHABILITATION "229/2"];
}

static GATE: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "221/1")];
static INSOLVENCY: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "21/1")];
static BANDS: &[Provision] =
    &[Provision::new(CIVIL_REHABILITATION, "231/2/3"), Provision::new(CIVIL_REHABILITATION, "231/2/4")];
static CAP: &[Provision] =
    &[Provision::new(CIVIL_REHABILITATION, "221/1"), Provision::new(CIVIL_REHABILITATION, "231/2/2")];
static STABLE: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "239/1")];
static BAR: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "239/5/2")];
static BARS: &[Provision] =
    &[Provision::new(CIVIL_REHABILITATION, "239/5/2"), Provision::new(law::provision::BANKRUPTCY, "252/1/10")];
static PERIOD: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "229/2/2")];
static CONFIRM: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "231")];
static CONFIRM_CLAUSE: &[Provision] =
    &[Provision::new(CIVIL_REHABILITATION, "202"), Provision::new(CIVIL_REHABILITATION, "231/2")];
static DISPOSABLE: &[Provision] = &[Provision::new(CIVIL_REHABILITATION, "241/2/7")];

/// What both kinds start from, the same for every content of the clause.
pub(crate) struct Core {
    /// The amounts among which a plan's total is shared, the claims' first.
    amounts: Known<Amounts>,
    cap: Known<ClaimsCap>,
    totals: Known<ClaimTotals>,
    /// On the day of the picture, which stands for the opening.
    liquidation: Known<Yen>,
    /// On the day of the confirmation, where it is another.
    liquidation_then: Option<Yen>,
    /// What is paid as contracted beside a plan: no rehabilitation touches it.
    goes_on: OnceCell<Known<Streams>>,
    /// Plans by what they pay and in how many months.
    laid: RefCell<SmallVec<[Laid; 3]>>,
}

/// A total laid out over some months: what a verdict asks of it. What each claim is paid only the payments ask.
#[derive(Clone, Copy, Debug)]
struct Laid {
    total: Yen,
    months: u32,
    /// What all claims are paid in a usual month, and in the last one.
    per_date: (Yen, Yen),
    /// What of the total is not paid while the other borrower pays the loan that the debtor guarantees.
    waits: Yen,
}

/// The requirements before those of a plan, and after them.
pub(crate) struct Around {
    before: Requirements,
    after: Requirements,
    /// Is one of them not met? Told where nobody reads.
    fails: bool,
}

fn core<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, beside: &Beside<'_, '_>) -> Core {
    let cap = cap(cx, s, beside);
    let amounts = amounts(beside);
    let totals = totals(cx, s, beside, &amounts);
    let liquidation = match beside.home.to_owner() {
        // Whatever way the home is sold, what is left without it is the same.
        Ok(Yen::ZERO) if !beside.home.kept => once::<T, _>(&s.liquidation, || liquidation(cx, s, beside.home)),
        _ => liquidation(cx, s, beside.home),
    };
    let liquidation_then = liquidation.as_ref().ok().and_then(|opening| liquidation_then(cx, s, beside.home, *opening));
    Core { amounts, cap, totals, liquidation, liquidation_then, goes_on: OnceCell::new(), laid: RefCell::default() }
}

impl Core {
    /// What is paid as contracted beside a plan.
    fn goes_on<T: Trace>(&self, cx: &mut Cx<'_, T>, s: &Situation<'_>, beside: &Beside<'_, '_>) -> &Known<Streams> {
        self.goes_on.get_or_init(|| {
            let goes_on = look(beside.rest())?
                .iter()
                .filter(|rest| !rest.takes_part() && !rest.waits_for_plan() && !rest.residual);
            let mut streams = as_contracted_streams(cx, s, Some(beside.home), goes_on.map(|rest| rest.debt))?;
            streams.extend(running_support(s));
            Ok(streams)
        })
    }
}

/// A rehabilitation of either kind beside an outcome for the home.
pub(super) fn evaluate<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    kind: Kind,
) -> DebtOutcome {
    let (fresh, fresh_around);
    let (core, Around { before, after, fails }) = if T::ON {
        // Whoever listens hears each route's figures under its own name.
        fresh = core(cx, s, beside);
        fresh_around = around(cx, s, beside, kind, &fresh);
        (&fresh, &fresh_around)
    } else {
        let core = beside.memory.rehabilitation.get_or_init(|| core(cx, s, beside));
        (core, beside.memory.around[kind as usize].get_or_init(|| around(cx, s, beside, kind, core)))
    };
    let mut requirements = Requirements::new::<T>();
    requirements.append::<T>(before);
    if *fails && beside.is_settled_where_any_fails::<T>() {
        requirements.append::<T>(after);
        return DebtOutcome::closed(cx, requirements);
    }
    let disposable = match kind {
        Kind::SmallScale => Ok(None),
        Kind::Salaried => crate::disposable::two_years(cx, s, beside.home).map(Some),
    };
    let required = required(cx, s, core, &disposable);
    if beside.is_short_in_any_form::<T>(s) && required.is_ok() && are_payments_known(cx, s, beside, core) {
        // The plan's own requirements are met or left to the court.
        requirements.append::<T>(after);
        return DebtOutcome::short(cx, requirements);
    }
    let own = OnceCell::new();
    let plan = shortest_plan(cx, s, beside, core, &required, &own);
    needs_of_plan::<T>(kind, &disposable, &plan, &mut requirements);
    requirements.append::<T>(after);
    if !T::FIGURES {
        return verdict_alone(cx, s, beside, core, plan, requirements);
    }
    let open_vote = after.full().iter().any(|one| one.id == "vote" && one.verdict == Verdict::LeftTo(Whose::Vote));
    let payments = plan.clone().and_then(|plan| payments(cx, s, beside, core, plan));
    let (streams, once) = match payments {
        Ok((streams, once)) => (Ok(streams), once),
        Err(lacking) => (Err(lacking), Onces::new()),
    };
    let mut outcome = DebtOutcome::new(cx, requirements, streams);
    outcome.figures.record = Record::Gazette;
    // What the claims receive in all: by the plan's rate, and at its end what no plan reduces (232条4項).
    let of_plan = |rest: &&Once| rest.item.claim().is_some_and(|claim| s.debts[claim.0].class.takes_part_in_plan());
    let at_end: Yen = once.iter().filter(of_plan).map(|rest| rest.amount).sum();
    outcome.figures.cut = both(look(&core.totals), look(&plan)).map(|(totals, plan)| {
        let waits: Yen = beside.claims().into_iter().flatten().filter(|claim| claim.guarantee).map(unsecured).sum();
        let paid = plan.laid.total.excess_over(plan.laid.waits) + at_end;
        totals.standard_claims.excess_over(waits + paid)
    });
    outcome.figures.once = once;
    outcome.figures.plan = plan.as_ref().ok().map(|plan| (plan.start, plan.laid.months));
    if T::WORDS {
        figures(cx, s, core, &required, &disposable, &plan, &mut outcome);
    }
    outcome.figures.debt_left = look(beside.rest()).map(|rest| of_others(rest));
    if T::WORDS {
        outcome.figures.not_as_contracted = own_claims(beside);
        risks_of_claims(s, beside, &mut outcome);
        surviving::describe_in_plan(s, beside, &mut outcome);
        outcome.words.risks.extend(crate::disposable::class_note(s).filter(|_| kind == Kind::Salaried));
    }
    let of_plan = if T::WORDS { outcome.streams.clone() } else { Err(Lacking(Vec::new())) };
    costs(cx, s, beside, &mut outcome);
    if let Err(lacking) = surviving::torts_are_told(s, beside) {
        // 229条3項: whether the plan cuts the damages is not known, and so neither is what is paid in all.
        outcome.figures.cut = Err(lacking.clone());
        outcome.figures.costs = Err(lacking);
    }
    if T::WORDS {
        pair::describe(cx, s, beside, (kind, &disposable), &mut outcome);
        let of_plan = both(of_plan, look(&plan)).map(|(streams, plan)| (streams, (plan.start, plan.longer)));
        risks(cx, s, beside, core, (&of_plan, open_vote), &mut outcome);
        crate::attachment::by_support(cx, s, beside, &mut outcome);
        crate::attachment::by_tax_office(cx, s, beside, &mut outcome);
        outcome.words.papers.extend(PAPERS);
        if kind == Kind::Salaried {
            outcome.words.risks.extend(bar_by_month(s));
            outcome.words.papers.push("disposable-income-sheet");
        }
    }
    outcome
}

/// The outcome where nobody asks for the payments.
fn verdict_alone<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    core: &Core,
    plan: Known<&Plan>,
    requirements: Requirements,
) -> DebtOutcome {
    let plan = match plan {
        Ok(plan) => plan,
        Err(lacking) => return DebtOutcome::new(cx, requirements, Err(lacking)),
    };
    let goes_on = core.goes_on(cx, s, beside).as_deref().unwrap_or(&[]);
    let over = plan.left_over.clone();
    let is_carried = || beside.is_carried(&over, [plan.laid.by_rate(plan.start).as_slice(), &plan.cured, goes_on]);
    let is_carried = Some(*plan.is_carried.get_or_init(is_carried));
    DebtOutcome::leaving(cx, requirements, Left { over, is_carried })
}

/// Are the payments of a plan known, whatever its total?
fn are_payments_known<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, beside: &Beside<'_, '_>, core: &Core) -> bool {
    let on = s.house.petition_on;
    s.plan_start(cx).is_ok()
        && PLAN_YEARS.on(on).is_ok()
        && PLAN_YEARS_AT_MOST.on(on).is_ok()
        && core.goes_on(cx, s, beside).is_ok()
}

const PAPERS: [&str; 7] =
    ["petition", "creditor-list", "asset-list", "liquidation-sheet", "household-statement", "plan", "plan-table"];

/// Who may use it at all; the vote and the court.
fn around<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, beside: &Beside<'_, '_>, kind: Kind, core: &Core) -> Around {
    let before = gate(cx, s, kind, &core.cap);
    let confirm = if beside.home.kept { CONFIRM_CLAUSE } else { CONFIRM };
    let mut after = Requirements::new::<T>();
    if kind == Kind::SmallScale {
        after.push::<T>(vote::requirement_of(cx, s, beside));
    }
    after.push::<T>(requirement!(T; "confirmation", confirm, Verdict::LeftTo(Whose::Court)));
    let fails = before.fails() || after.fails();
    Around { before, after, fails }
}

/// What the plan itself needs.
fn needs_of_plan<T: Trace>(
    kind: Kind,
    disposable: &Known<Option<Yen>>,
    plan: &Known<&Plan>,
    requirements: &mut Requirements,
) {
    if kind == Kind::Salaried {
        let known_total = glance::<T, _>(disposable).map(|_| true);
        requirements.push::<T>(requirement!(T; "disposable-income", DISPOSABLE, verdict(&known_total)));
    }
    let longer = match plan {
        Ok(plan) if plan.longer => Verdict::LeftTo(Whose::Court),
        Ok(_) => Verdict::Met,
        Err(lacking) => unknown::<T>(|| lacking.0.clone()),
    };
    let months = plan.as_ref().map_or(0, |plan| plan.laid.months);
    requirements.push::<T>(requirement!(T; "plan-period", PERIOD, longer, months = months));
}

/// How long the plan is, and why: three years, or five where that leaves the budget short or where principal is deferred,
/// or what the user said.
fn length<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, plan: &Plan, outcome: &mut DebtOutcome) {
    let on = s.house.petition_on;
    let months = cx.figure("plan_months", &PLAN_MONTHS, |cx| {
        if s.practice.plan_months.is_some() {
            cx.fact("plan_months", &plan.laid.months, true, || "assume.plan-months".to_string());
        } else if plan.longer {
            // The usual length, and what was taken in its place.
            let _ = (cx.param(&PLAN_YEARS, on), cx.param(&PLAN_YEARS_AT_MOST, on));
            cx.uses("plan_monthly", "plan_monthly", &plan.laid.per_date.0);
            cx.given("special_circumstances", &true);
        } else {
            let _ = cx.param(&PLAN_YEARS, on);
        }
        plan.laid.months
    });
    outcome.words.details.push(("plan_months", months.show()));
    let start = cx.figure("plan_start", &PLAN_START, |cx| {
        cx.given("petition_on", &on);
        // The habit that sets the day.
        let _ = s.plan_start(cx);
        law::calendar::month_offset(s.house.as_of, plan.start, 1)
    });
    outcome.words.details.extend(start.map(|day| ("plan_start", day.show())));
}

/// The figures by name.
fn figures<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    core: &Core,
    required: &Known<(Yen, Option<&'static str>)>,
    disposable: &Known<Option<Yen>>,
    plan: &Known<&Plan>,
    outcome: &mut DebtOutcome,
) {
    if let Ok(plan) = plan {
        outcome.words.details.push(("plan_monthly", plan.laid.per_date.0.show()));
        length(cx, s, plan, outcome);
    }
    for (name, value) in [
        ("claims_total", core.cap.clone().map(|cap| cap.total)),
        ("tier_total", core.totals.clone().map(|totals| totals.tier_total)),
        ("liquidation_value", core.liquidation.clone()),
        ("liquidation_at_confirmation", core.liquidation_then.ok_or(Lacking(Vec::new()))),
        ("required_total", required.clone().map(|(total, _)| total)),
    ] {
        crate::figures::detail(&mut outcome.words.details, name, &value);
    }
    if let Ok(Some(two_years)) = disposable {
        outcome.words.details.push(("two_year_disposable", two_years.show()));
    }
    if let Ok((total, Some(binding))) = required {
        let binding = cx.figure("binding", &BINDING, |cx| {
            cx.uses("required_total", "required_total", total);
            Shown::Word(binding)
        });
        outcome.words.details.push(("binding", binding));
    }
}

/// The claims that a plan cuts: a guarantee waits while the loan is paid.
fn own_claims(beside: &Beside<'_, '_>) -> Vec<ClaimId> {
    let own = beside.claims().into_iter().flatten().filter(|claim| !claim.guarantee);
    own.map(|claim| claim.debt.id).collect()
}

fn risks_of_claims(s: &Situation<'_>, beside: &Beside<'_, '_>, outcome: &mut DebtOutcome) {
    let Ok(claims) = beside.claims() else { return };
    if claims.clone().any(|claim| claim.debt.class.survives()) {
        outcome.words.risks.push(message!("risk.never-reduced"));
    }
    risks_of_security(s, beside.home, &own_claims(beside), &mut outcome.words.risks);
    outcome.words.risks.extend(co_owned_equity(s).filter(|_| beside.home.kept));
}

/// How much of the debts on a home falls on each share of it no court's page settles: the debtor's share of what the whole home
/// leaves is counted.
fn co_owned_equity(s: &Situation<'_>) -> Option<Message> {
    let (id, facts) = s.home().ok()??;
    let (share, secured) = both(s.own_share(id), s.secured.clone()).ok()?;
    let shared = Share::NOTHING < share && share < Share::WHOLE;
    (shared && facts.value?.likely > secured).then(|| message!("risk.co-owned-equity"))
}

fn risks<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    core: &Core,
    (of_plan, open_vote): (&Known<Paid>, bool),
    outcome: &mut DebtOutcome,
) {
    if let (Ok(liquidation), Ok(totals)) = (&core.liquidation, &core.totals)
        && *liquidation >= totals.standard_claims
        && !totals.standard_claims.is_zero()
    {
        outcome.words.risks.push(message!(
            "risk.assets-cover-claims",
            liquidation = *liquidation,
            claims = totals.standard_claims
        ));
    }
    if let (Ok(opening), Some(then)) = (&core.liquidation, core.liquidation_then) {
        outcome.words.risks.push(message!(
            "risk.liquidation-at-confirmation",
            opening = *opening,
            confirmation = then,
            reference = s.practice.liquidation_reference
        ));
    }
    outcome.words.risks.extend(crate::practice::commissioner_note(s));
    outcome.words.risks.extend(bands(s.house.petition_on));
    outcome.words.risks.push(message!("risk.plan-default"));
    if let Ok((streams, plan)) = of_plan {
        later::describe(cx, s, streams, *plan, outcome);
    }
    if let (Ok(claims), Ok(totals), Ok(liquidation)) = (beside.claims(), &core.totals, &core.liquidation)
        && let Some(other) = other_totals(s, claims, *totals)
    {
        order_of_sale(cx, s, (*totals, other), *liquidation, outcome);
    }
    if let (true, Ok(claims)) = (open_vote, beside.claims()) {
        vote::forecast(cx, s, claims, beside.home.fees_left, outcome);
    }
    if s.house.transfers.as_ref().is_some_and(|transfers| !transfers.is_empty()) {
        outcome.words.risks.push(message!("risk.preferences-added-back"));
    }
}

/// The bands of the least total in one sentence: articles draw them wrong (231条2項3号・4号).
fn bands(petition_on: Date) -> Option<Message> {
    use law::params::civil_rehabilitation as figures;
    let share = |figure: &'static Parameter<Share>| figure.on(petition_on).ok().map(|dated| dated.value);
    let yen = |figure: &'static Parameter<Yen>| figure.on(petition_on).ok().map(|dated| dated.value);
    Some(message!(
        "risk.bands",
        fifth = share(&figures::FIFTH)?,
        floor = yen(&figures::MINIMUM_REPAYMENT_FLOOR)?,
        ceiling = yen(&figures::MINIMUM_REPAYMENT_CEILING)?,
        above = yen(&figures::TENTH_BAND_ABOVE)?,
        tenth = share(&figures::TENTH)?,
        articles = BANDS
    ))
}

/// What the order of sale and petition changes in the least that the plan must pay, disposable income left aside.
fn order_of_sale<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    (this, other): (ClaimTotals, ClaimTotals),
    liquidation: Yen,
    outcome: &mut DebtOutcome,
) {
    let least = |totals: ClaimTotals| {
        let floors = Floors { totals, liquidation_value: liquidation, two_year_disposable: None };
        required_total(&mut Cx::new(&mut NoTrace), s.house.petition_on, &floors).ok()?.required.map(|(total, _)| total)
    };
    let (standard, [tier_otherwise, standard_otherwise]) = totals_by_order(cx, this, other);
    let order = cx.figure("order_of_sale", &ORDER_OF_SALE, |cx| {
        cx.given("filing", &s.practice.filing);
        s.practice.filing.show()
    });
    outcome.words.details.push(("order_of_sale", order));
    outcome.words.details.push(("standard_claims", standard.show()));
    outcome.words.details.push(("tier_total_in_other_order", tier_otherwise.show()));
    outcome.words.details.push(("standard_claims_in_other_order", standard_otherwise.show()));
    let order = s.practice.filing;
    match (least(this), least(other)) {
        (Some(this), Some(other)) if this != other => {
            outcome.words.risks.push(message!("risk.order-of-sale", order = order, this = this, other = other));
        }
        // By one of them there is a plan, by the other none: the cap of 231条2項2号 lies between.
        (None, Some(least)) => {
            outcome.words.risks.push(message!("risk.order-of-sale-opens", order = order, other = least));
        }
        (Some(_), None) => outcome.words.risks.push(message!("risk.order-of-sale-closes", order = order)),
        _ => {}
    }
}

/// The standard claims, and both totals of 231条2項 had the sale and the petition come in the other order.
fn totals_by_order<T: Trace>(cx: &mut Cx<'_, T>, this: ClaimTotals, other: ClaimTotals) -> (Yen, [Yen; 2]) {
    let standard = cx.figure("standard_claims", &STANDARD_CLAIMS, |cx| {
        cx.uses("tier_total", "tier_total", &this.tier_total);
        this.standard_claims
    });
    let standard_most = other.standard_claims.max(this.standard_claims);
    let rest = standard_most.excess_over(this.tier_total.min(other.tier_total));
    let of_other = |cx: &mut Cx<'_, T>, name, rule, total: Yen| {
        cx.figure(name, rule, |cx| {
            cx.uses("tier_total", "tier_total", &this.tier_total);
            cx.given("residual", &rest);
            total
        })
    };
    let tier = of_other(cx, "tier_total_in_other_order", &TIER_IN_OTHER_ORDER, other.tier_total);
    let all = of_other(cx, "standard_claims_in_other_order", &STANDARD_IN_OTHER_ORDER, other.standard_claims);
    (standard, [tier, all])
}

/// What a reading of the guarantee of a paired loan comes to.
pub(super) struct ReadAs {
    /// The claims against the cap.
    pub(super) claims: Yen,
    /// What the plan must pay; nothing above the cap, where there is no plan.
    pub(super) least: Option<Yen>,
    /// Who votes with how much; claims of one creditor apart.
    pub(super) voting: Vec<(String, Yen)>,
}

/// Works the totals out by a reading, in silence.
pub(super) fn read_as(
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    reading: PairGuarantee,
    disposable: &Known<Option<Yen>>,
) -> Known<ReadAs> {
    let mut silent = NoTrace;
    let cx = &mut Cx::new(&mut silent);
    let memory = Memory::default();
    let beside = &beside.read_as(reading, &memory);
    let core = core(cx, s, beside);
    let name = |claim: &Remaining<'_>| {
        let creditor = crate::figures::claim_of(s, claim.debt.id).creditor.as_ref();
        creditor.map_or(String::new(), |creditor| creditor.name.clone())
    };
    let voting = beside.claims()?.map(|claim| (name(claim), unsecured(claim))).collect();
    let claims = look(&core.cap)?;
    let least = required(cx, s, &core, disposable).ok().map(|(total, _)| total).filter(|_| claims.eligible);
    Ok(ReadAs { claims: claims.total, least, voting })
}

/// Who may use it at all.
fn gate<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, kind: Kind, cap: &Known<ClaimsCap>) -> Requirements {
    let debtor = s.house.debtor;
    let person = s.house.person(debtor);
    let fact = |field| FactName::at("person", debtor.0, field);
    let regular = Verdict::of(person.income_regular, fact("income_regular"));
    let mut list = requirements![T; requirement!(T; "regular-income", GATE, regular)];
    // 21条1項: a cause of bankruptcy threatens.
    list.push::<T>(requirement!(T; "insolvency-threatens", INSOLVENCY, s.insolvency_threatens()));
    let total = cap.as_ref().map_or(Yen::ZERO, |cap| cap.total);
    let eligible = glance::<T, _>(cap).map(|cap| cap.eligible);
    let limit =
        law::params::civil_rehabilitation::CLAIMS_CAP.on(s.house.petition_on).map_or(Yen::ZERO, |cap| cap.value);
    let over = total.excess_over(limit);
    let capped = requirement!(T; "claims-cap", CAP, verdict(&eligible), total = total, cap = limit, over = over);
    list.push::<T>(capped);
    if kind == Kind::Salaried {
        let stated = || Verdict::of(person.small_fluctuation, fact("small_fluctuation"));
        let stable = once::<T, _>(&s.stable_income, || stable(cx, s, stated()));
        list.push::<T>(requirement!(T; "stable-income", STABLE, stable));
        let mut until = None;
        let free = seven_years(cx, s).map(|bar| {
            until = bar.and_then(|bar| bar.barred_until);
            bar.is_none_or(|bar| !bar.salaried_barred)
        });
        list.push::<T>(requirement!(T; "seven-year-bar", BAR, verdict(&free), until = until));
    }
    list
}

/// 239条1項 names no share. Where the certificates of two years differ as much as 241条2項7号イ calls a change, and nobody says
/// why, that the swings are small is for the court to see.
fn stable<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, stated: Verdict) -> Verdict {
    let most = s.practice.income_variation.read(cx, s.house.petition_on);
    match (stated, most) {
        (Verdict::Met, Ok(most)) if unsaid_swing(s.house, most).is_some() => Verdict::LeftTo(Whose::Court),
        (stated, _) => stated,
    }
}

/// How long earlier discharges and plans of the debtor bar another relief; `None` beyond the calendar. Where no more than
/// the month of one is known and the bar hangs on the day, it is not known; [`bar_by_month`] tells both ends.
pub(super) fn seven_years<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Option<SevenYearBar>> {
    once::<T, _>(&s.seven_years, || {
        let past = known(s.house.person(s.house.debtor).past.as_ref(), past_fact(s))?;
        let bar = barred(cx, s, past, |day| day.day)?;
        if past.iter().any(|relief| relief.final_on.rough) {
            let from_first = barred(&mut Cx::new(&mut Bare), s, past, PastDay::earliest)?;
            let bars = |bar: Option<SevenYearBar>| bar.map(|bar| (bar.salaried_barred, bar.discharge_refusal_ground));
            if bars(bar) != bars(from_first) {
                return Err(Lacking::fact(past_fact(s)));
            }
        }
        Ok(bar)
    })
}

const fn past_fact(s: &Situation<'_>) -> FactName {
    FactName::at("person", s.house.debtor.0, "past")
}

fn barred<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    past: &[PastRelief],
    pick: impl Fn(PastDay) -> Date,
) -> Known<Option<SevenYearBar>> {
    let past: SmallVec<[_; 2]> = past.iter().map(|relief| (relief.kind, pick(relief.final_on))).collect();
    Ok(seven_year_bar(cx, s.house.petition_on, s.house.petition_on, &past)?)
}

/// Until when the bar of seven years lasts by the first and by the last day, where no more than the month is known.
pub(super) fn bar_by_month(s: &Situation<'_>) -> Option<Message> {
    let past = s.house.person(s.house.debtor).past.as_deref()?;
    let mut silent = Bare;
    let cx = &mut Cx::new(&mut silent);
    let latest = barred(cx, s, past, |day| day.day).ok()??.barred_until?;
    let firsts = past.iter().filter_map(|relief| {
        let from = relief.final_on.earliest();
        // Asked as of the day from which it counts, so that an end which has passed is told as well.
        seven_year_bar(cx, s.house.petition_on, from, &[(relief.kind, from)]).ok()??.barred_until
    });
    let first = firsts.max()?;
    (first < latest).then(|| message!("risk.bar-by-month", earliest = first, latest = latest, articles = BARS))
}

/// The claims against the cap: home loans that stay secured are left out, taxes are no rehabilitation claims.
fn cap<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, beside: &Beside<'_, '_>) -> Known<ClaimsCap> {
    let home = beside.home;
    cx.figure("claims_total", &CLAIMS_TOTAL, |cx| {
        let claims = beside.claims()?;
        if T::ON {
            claims.clone().for_each(|claim| uses_owed(cx, "owed", s.house, claim.debt.id, &claim.amount));
        }
        let fees = Some(home.fees_left).filter(|fees| !fees.is_zero());
        if let Some(fees) = &fees {
            cx.given("fees_left", fees);
        }
        let of_home = s.home_loans().filter(|_| home.kept).map(|debt| Ok(look(&debt.owed)?.total()));
        let of_home: SmallVec<[Yen; 4]> = of_home.collect::<Known<_>>()?;
        let whole = |amount, class| CapClaim { amount, class, secured_part: Yen::ZERO };
        let list = claims
            .map(|claim| CapClaim {
                amount: claim.amount,
                class: if is_unsold(s, claim) { CapClass::HomeLoan } else { CapClass::Other },
                secured_part: claim.debt.covered_elsewhere.min(claim.amount),
            })
            .chain(fees.map(|fees| whole(fees, CapClass::Other)))
            .chain(of_home.into_iter().map(|amount| whole(amount, CapClass::HomeLoan)));
        Ok(claims_cap(cx, s.house.petition_on, list)?)
    })
}

/// Is it the home loan of a home that is sold only after the petition? Then it is still secured on the home, and no part of
/// it counts against the cap or in the total of 231条2項2号, while what the sale will not cover is a standard claim (3号).
fn is_unsold(s: &Situation<'_>, rest: &Remaining<'_>) -> bool {
    s.practice.filing == Filing::PetitionFirst && is_rest_of_home_loan(rest)
}

fn is_rest_of_home_loan(rest: &Remaining<'_>) -> bool {
    rest.residual && rest.debt.class == Class::HomeLoan && rest.debt.on_home
}

/// The two totals, had the sale and the petition come in the other order; `None` where the order plays no part.
fn other_totals<'c, 's: 'c>(
    s: &Situation<'_>,
    claims: impl Iterator<Item = &'c Remaining<'s>>,
    totals: ClaimTotals,
) -> Option<ClaimTotals> {
    let rest: Yen = claims.filter(|rest| is_rest_of_home_loan(rest)).map(|rest| rest.amount).sum();
    let sold_first = s.practice.filing == Filing::SaleFirst;
    let without = if sold_first { totals.tier_total.excess_over(rest) } else { totals.tier_total };
    let other = match s.practice.home_loan_shortfall {
        _ if !sold_first => ClaimTotals { tier_total: without + rest, standard_claims: without + rest },
        HomeLoanShortfall::StandardClaim => ClaimTotals { tier_total: without, standard_claims: without + rest },
        HomeLoanShortfall::LeftOut => ClaimTotals { tier_total: without, standard_claims: without },
    };
    (!rest.is_zero()).then_some(other)
}

/// The two totals of 231条2項. Under the clause the home loan is in neither; after a sale its rest is in both; before it
/// what the sale will not cover is a standard claim alone. Management fees in arrears that an auction does not pay are in
/// both: the lien of 区分所有法7条 is gone with the flat, and what the buyer pays for them (8条) he asks back.
fn totals<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    amounts: &Known<Amounts>,
) -> Known<ClaimTotals> {
    let fees = beside.home.fees_left;
    let total: Known<Yen> = cx.figure("tier_total", &TIER_TOTAL, |cx| {
        let all: Yen = look(amounts)?.iter().sum();
        if T::ON {
            for claim in beside.claims()? {
                uses_owed(cx, "owed", s.house, claim.debt.id, &claim.amount);
                if !claim.debt.covered_elsewhere.is_zero() {
                    cx.given("secured_part", &claim.debt.covered_elsewhere);
                }
            }
        }
        if !fees.is_zero() {
            cx.given("fees_left", &fees);
        }
        if s.practice.filing == Filing::SaleFirst {
            return Ok(all);
        }
        let unsold = beside.claims()?.filter(|claim| is_unsold(s, claim));
        Ok(all.excess_over(unsold.map(unsecured).sum()))
    });
    let tier_total = total?;
    if s.practice.home_loan_shortfall != HomeLoanShortfall::StandardClaim || s.practice.filing == Filing::SaleFirst {
        return Ok(ClaimTotals { tier_total, standard_claims: tier_total });
    }
    let unsold: Yen = beside.claims()?.filter(|claim| is_unsold(s, claim)).map(|claim| claim.amount).sum();
    Ok(ClaimTotals { tier_total, standard_claims: tier_total + unsold })
}

/// What the household's property would bring the creditors in a bankruptcy.
pub(super) fn liquidation<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, home: &HomeOutcome) -> Known<Yen> {
    cx.figure("liquidation_value", &LIQUIDATION, |cx| {
        let fresh;
        let assets = if T::ON {
            fresh = own_assets(cx, s);
            &fresh
        } else {
            s.own_assets.get_or_init(|| own_assets(cx, s))
        };
        let (assets, mut homes) = both(look(assets), homes(s, home))?;
        let proceeds = home.to_owner()?;
        let beside_homes: OwnAssets;
        let assets = if home.kept || proceeds.is_zero() {
            assets
        } else {
            cx.uses("to_owner", "to_owner", &proceeds);
            let proceeds = Asset { kind: AssetKind::Deposit, value: proceeds };
            beside_homes = assets.iter().copied().chain([proceeds]).collect();
            &beside_homes
        };
        let preferences = avoidable(cx, s)?;
        if s.practice.disposal_rate.is_stated() {
            let disposal = s.practice.disposal_rate.read(cx, s.house.petition_on)?;
            for home in &mut homes {
                home.value = home.value.excess_over(disposal.of_floor(home.value));
            }
        }
        let readings = crate::practice::readings(cx, s)?;
        let estate = Estate { assets, homes: &homes, preferences, readings };
        Ok(liquidation_value(cx, s.house.petition_on, s.house.court, &estate)?.total)
    })
}

/// What the debtor owns beside homes; few households own more kinds of things.
pub(crate) type OwnAssets = SmallVec<[Asset; 8]>;

fn own_assets<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<OwnAssets> {
    let assets = known(s.house.assets.as_ref(), FactName::of("asset", ""))?;
    let own = assets.iter().enumerate().filter(|(_, asset)| asset.owner == s.house.debtor);
    few(own.map(|(place, asset)| {
        let name = FactName::at("asset", place, "value");
        let value = known(asset.value, name)?;
        cx.fact(law::words::Word::word(asset.kind), &value.likely, value.rough, || name.to_string());
        // A thing under retained title belongs to the debtor only as far as it exceeds the debt.
        let covered = asset.title_retained_by.map_or(Yen::ZERO, |claim| s.debts[claim.0].covered_elsewhere);
        Ok(Asset { kind: asset.kind, value: value.likely.excess_over(covered) })
    }))
}

/// What was paid or given away before and would come back to the creditors.
pub(super) fn avoidable<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Yen> {
    if s.house.transfers.is_none() {
        // Whether anything was paid or given away before is not said: none is counted, and the figure is rough.
        cx.fact("preferences", &Shown::Nothing, true, || TRANSFERS.to_string());
    }
    let transfers = || s.house.transfers.iter().flatten();
    let sum: Yen = transfers().map(|transfer| transfer.amount.likely).sum();
    if transfers().any(|transfer| transfer.amount.rough) {
        cx.fact("preferences", &sum, true, || TRANSFERS.to_string());
    }
    Ok(match sum {
        Yen::ZERO => Yen::ZERO,
        all => s.practice.preference_share.read(cx, s.house.petition_on)?.of_ceil(all),
    })
}

/// What the same property would bring on the day of the confirmation: the instalments until then repay the loan, so that a
/// home worth more than its debts leaves more. `None` where nothing changes, or where the loan's terms are not known.
fn liquidation_then<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, home: &HomeOutcome, opening: Yen) -> Option<Yen> {
    if !home.kept {
        return None;
    }
    let main = s.home().ok().flatten()?;
    let secured = s.secured.clone().ok()?;
    let before = home_value(s, main, secured).ok()?;
    let start = s.plan_start(&mut Cx::new(&mut Bare)).ok()?;
    let instalments: Yen = s.home_loans().filter_map(|debt| debt.monthly.clone().ok()).sum();
    if before.value <= before.secured.excess_over(instalments.times(start.into())) {
        // All the instalments until then would leave nothing above the debts.
        return None;
    }
    let repaid = repaid_until_plan(cx, s).ok()?;
    let then = home_value(s, main, secured.excess_over(repaid)).ok()?;
    (then.counted() != before.counted()).then(|| {
        let known: Known<Yen> = cx.figure("liquidation_at_confirmation", &LIQUIDATION_THEN, |cx| {
            cx.uses("liquidation_value", "liquidation_value", &opening);
            // The habit that sets the day.
            s.plan_start(cx)?;
            cx.given("repaid_until_confirmation", &repaid);
            Ok(opening.excess_over(before.counted()) + then.counted())
        });
        known.unwrap_or(opening)
    })
}

/// The least that creditors would get in a bankruptcy, on the day that the practice looks at.
fn liquidation_floor<T: Trace>(s: &Situation<'_>, core: &Core) -> Known<Yen> {
    let opening = *glance::<T, _>(&core.liquidation)?;
    let then = core.liquidation_then.unwrap_or(opening);
    Ok(match s.practice.liquidation_reference {
        LiquidationReference::Larger => opening.max(then),
        LiquidationReference::Opening => opening,
        LiquidationReference::Confirmation => then,
    })
}

/// The homes that stay the debtor's, each by the debtor's share.
pub(super) fn homes(s: &Situation<'_>, home: &HomeOutcome) -> Known<SmallVec<[HomeValue; 2]>> {
    let main = s.home.clone()?;
    let list = known(s.house.homes.as_ref(), FactName::of("home", ""))?;
    few(list.iter().enumerate().filter(|(place, _)| home.kept || main.is_none_or(|main| main.0 != *place)).map(
        |(place, facts)| {
            let id = case::HomeId(place);
            let secured = if main == Some(id) { s.secured.clone()? } else { other_secured(s, id, facts)? };
            home_value(s, (id, facts), secured)
        },
    ))
}

fn home_value(s: &Situation<'_>, (id, facts): (case::HomeId, &case::Home), secured: Yen) -> Known<HomeValue> {
    let value = known(facts.value, Household::home_fact(id, "value"));
    let (value, share) = both(value, s.own_share(id))?;
    Ok(HomeValue { value: share.of_floor(value.likely), secured: share.of_floor(secured) })
}

/// What is owed on the securities of a home other than the one that is looked at.
pub(super) fn other_secured(s: &Situation<'_>, id: case::HomeId, home: &case::Home) -> Known<Yen> {
    let name = Household::home_fact(id, "encumbrances");
    let burdens = known(home.encumbrances.as_ref(), name)?;
    let securities = burdens.iter().filter(|burden| burden.kind != EncumbranceKind::Attachment);
    let mut claims = all(securities.map(|burden| known(burden.claim, name)))?;
    claims.sort_unstable();
    claims.dedup();
    sum(claims.into_iter().map(|claim| Ok(look(&s.debts[claim.0].owed)?.total())))
}

/// What the plan must pay, and which floor sets it.
fn required<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    core: &Core,
    disposable: &Known<Option<Yen>>,
) -> Known<(Yen, Option<&'static str>)> {
    let mut binding = None;
    let total = cx.figure("required_total", &REQUIRED, |cx| {
        let claims = both(glance::<T, _>(&core.totals).copied(), liquidation_floor::<T>(s, core));
        let ((totals, liquidation), two_years) = both(claims, glance::<T, _>(disposable).copied())?;
        cx.uses("tier_total", "tier_total", &totals.tier_total);
        cx.given("standard_claims", &totals.standard_claims);
        let name = if core.liquidation.as_ref().is_ok_and(|opening| *opening == liquidation) {
            "liquidation_value"
        } else {
            "liquidation_at_confirmation"
        };
        cx.uses(name, name, &liquidation);
        if let Some(two_years) = two_years {
            cx.uses("two_year_disposable", "two_year_disposable", &two_years);
        }
        let floors = Floors { totals, liquidation_value: liquidation, two_year_disposable: two_years };
        let RequiredTotal { required, .. } = required_total(cx, s.house.petition_on, &floors)?;
        // Above the cap nothing can be confirmed, and no plan has figures; the requirement says so.
        let (total, floor) = required.ok_or(Lacking(Vec::new()))?;
        binding = Some(law::words::Word::word(floor));
        Ok::<Yen, Lacking>(total)
    })?;
    Ok((total, binding))
}

/// What a plan pays, the month in which it starts, and whether it takes longer than usual.
type Paid = (Streams, (u32, bool));

/// A plan in the time that the budget bears.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    laid: Laid,
    /// The first month.
    start: u32,
    /// Does it take longer than usual?
    longer: bool,
    /// The arrears of home loans that are paid within it.
    cured: Cured,
    /// What the tightest month leaves over beside the home's own payments.
    left_over: Known<Balance>,
    /// Do savings carry it, where somebody has looked?
    is_carried: OnceCell<bool>,
}

impl Laid {
    /// What is paid by the plan's rate from a month on, in one sum.
    fn by_rate(&self, from: u32) -> Option<Stream> {
        let (amount, last) = self.per_date;
        (!last.is_zero()).then_some(Stream {
            item: Item::general(Purpose::Plan),
            from,
            months: self.months,
            amount,
            last,
        })
    }
}

/// One payment for each home loan; most homes have one.
type Cured = SmallVec<[Stream; 1]>;

/// Three years if the budget bears them, else five with special circumstances; or as many months as the user said.
///
/// Where nobody listens the first one beside a home is remembered, which is that of the other kind too where both pay the same;
/// any other has a place of its `own`.
fn shortest_plan<'p, T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &'p Beside<'_, '_>,
    core: &Core,
    required: &Known<(Yen, Option<&'static str>)>,
    own: &'p OnceCell<Known<Plan>>,
) -> Known<&'p Plan> {
    let (_, (total, _)) = both(glance::<T, _>(beside.rest()), glance::<T, _>(required))?;
    let place = match beside.laid.get() {
        Some(Ok(plan)) if !T::ON && plan.laid.total == *total => return Ok(plan),
        None if !T::ON => &beside.laid,
        _ => own,
    };
    glance::<T, _>(place.get_or_init(|| lay_out_in_time(cx, s, beside, core, *total)))
}

fn lay_out_in_time<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    core: &Core,
    total: Yen,
) -> Known<Plan> {
    let usual = 12 * PLAN_YEARS.on(s.house.petition_on)?.value;
    let longest = 12 * PLAN_YEARS_AT_MOST.on(s.house.petition_on)?.value;
    if let Some(stated) = s.practice.plan_months {
        let months = stated.clamp(usual, longest);
        return Ok(Plan { longer: months > usual, ..lay_out(cx, s, beside, core, (total, months))? });
    }
    // 199条3項: principal is deferred within the plan, so that the plan is as long as the deferral.
    let least = usual.max(beside.home.deferred_months);
    let plan = lay_out(cx, s, beside, core, (total, least))?;
    if least > usual {
        return Ok(Plan { longer: true, ..plan });
    }
    if plan.left_over.as_ref().is_ok_and(|left| left.is_short()) {
        return Ok(Plan { longer: true, ..lay_out(cx, s, beside, core, (total, longest))? });
    }
    Ok(plan)
}

fn lay_out<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    core: &Core,
    (total, months): (Yen, u32),
) -> Known<Plan> {
    let home = beside.home;
    let start = s.plan_start(cx)?.max(home.moved_from.unwrap_or(1));
    let known = core.laid.borrow().iter().find(|laid| (laid.total, laid.months) == (total, months)).copied();
    let laid = if let Some(laid) = known {
        laid
    } else {
        let laid = laid(cx, s, beside, core, (total, months))?;
        core.laid.borrow_mut().push(laid);
        laid
    };
    let arrears = home.arrears_in_plan.iter().zip(&home.arrears_principal);
    let cured: Cured = arrears
        .filter_map(|((claim, arrears), (_, principal))| cured(s, *claim, (*arrears, *principal), start, months))
        .collect();
    let goes_on = core.goes_on(cx, s, beside).as_ref().map_err(Clone::clone)?;
    let left_over = beside.left_over([laid.by_rate(start).as_slice(), &cured, goes_on]);
    Ok(Plan { laid, start, longer: false, cured, left_over, is_carried: OnceCell::new() })
}

/// What is paid of a total in a month.
fn laid<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    core: &Core,
    (total, months): (Yen, u32),
) -> Known<Laid> {
    let amounts = look(&core.amounts)?;
    if !T::ON && beside.guarantee == PairGuarantee::LikeHomeLoan {
        // No claim waits, and nobody asks what each is paid.
        let per_date = paid_per_date(amounts, total, count(months));
        return Ok(Laid { total, months, per_date, waits: Yen::ZERO });
    }
    let schedule = cx.figure("plan_monthly", &PLAN_MONTHLY, |cx| {
        cx.uses("required_total", "required_total", &total);
        if s.practice.plan_months.is_some() {
            cx.fact("plan_months", &months, true, || "assume.plan-months".to_string());
        }
        schedule(cx, amounts, (total, months))
    });
    let (waits, per_date) = if beside.guarantee == PairGuarantee::LikeHomeLoan {
        (Yen::ZERO, schedule.per_date())
    } else {
        without_guarantees(beside, &schedule)?
    };
    Ok(Laid { total, months, per_date, waits })
}

/// An amount for each claim.
type Amounts = SmallVec<[Yen; 8]>;

/// What takes part in a plan: of each claim what no other security covers, and fees that a sale leaves.
fn amounts(beside: &Beside<'_, '_>) -> Known<Amounts> {
    let fees = Some(beside.home.fees_left).filter(|fees| !fees.is_zero());
    Ok(beside.claims()?.map(unsecured).chain(fees).collect())
}

/// What each of these amounts is paid of a total.
fn schedule<T: Trace>(cx: &mut Cx<'_, T>, amounts: &[Yen], (total, months): (Yen, u32)) -> Schedule {
    instalments(cx, amounts, total, count(months), Adjust::Last)
}

fn count(months: u32) -> NonZeroU32 {
    NonZeroU32::new(months).expect("a plan has years")
}

/// What of a plan's total is not paid while the other borrower pays the loan, and what all other claims are paid in a usual
/// month and in the last one.
fn without_guarantees(beside: &Beside<'_, '_>, schedule: &Schedule) -> Known<(Yen, (Yen, Yen))> {
    let waits = beside.claims()?.zip(&schedule.0).filter(|(claim, _)| claim.guarantee).map(|(_, row)| row);
    let (mut sum, all) = (Yen::ZERO, schedule.per_date());
    let per_date = waits.fold(all, |(regular, adjusted), row| {
        sum += row.sum;
        (regular.excess_over(row.regular), adjusted.excess_over(row.adjusted))
    });
    Ok((sum, per_date))
}

/// What no other security is expected to cover.
pub(super) fn unsecured(claim: &Remaining<'_>) -> Yen {
    claim.amount.excess_over(claim.debt.covered_elsewhere)
}

/// Every payment of a plan: to each creditor, the arrears that it cures, and what goes on beside it.
fn payments<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    core: &Core,
    Plan { laid, start, cured, .. }: &Plan,
) -> Known<(Streams, Onces)> {
    let (mut streams, mut once) = (Streams::new(), Onces::new());
    let (from, months) = (*start, laid.months);
    // The plan itself has told of them.
    let schedule = schedule(&mut Cx::new(&mut NoTrace), look(&core.amounts)?, (laid.total, months));
    let stream = |item, row: &Instalment| Stream { item, from, months, amount: row.regular, last: row.adjusted };
    for (claim, row) in beside.claims()?.zip(&schedule.0).filter(|(claim, _)| !claim.guarantee) {
        if !row.sum.is_zero() {
            streams.push(stream(Item::on(Purpose::Plan, claim.debt.id), row));
        }
        // 229条3項, 232条4項: what is never reduced is paid at the plan's rate, and the rest at its end.
        let left = unsecured(claim).excess_over(row.sum);
        if claim.debt.class.survives() && !left.is_zero() {
            let item = Item::on(Purpose::RestAtEnd, claim.debt.id);
            once.push(Once { item, month: from + months - 1, amount: left, received: false });
        }
    }
    // 181条3項, 232条2項: a fine is not touched by the plan, and not paid until its period is over.
    for fine in look(beside.rest())?.iter().filter(|rest| rest.waits_for_plan()) {
        let item = Item::on(Purpose::RestAtEnd, fine.debt.id);
        once.push(Once { item, month: from + months - 1, amount: fine.amount, received: false });
    }
    if let Some(row) = schedule.0.last().filter(|_| !beside.home.fees_left.is_zero()) {
        streams.push(stream(Item::general(Purpose::Plan), row));
    }
    streams.extend_from_slice(cured);
    streams.extend_from_slice(core.goes_on(cx, s, beside).as_ref().map_err(Clone::clone)?);
    Ok((streams, once))
}

/// 199条1項1号: the arrears over the plan in equal parts. Their principal bears the contract's interest until it is paid: that
/// of level instalments over the same months.
fn cured(
    s: &Situation<'_>,
    claim: ClaimId,
    (arrears, principal): (Yen, Yen),
    start: u32,
    months: u32,
) -> Option<Stream> {
    let rate = crate::debts::rate(crate::figures::claim_of(s, claim), claim).unwrap_or(Rate::ZERO);
    let mut silent = NoTrace;
    let interest = Months::new(months).filter(|_| !principal.is_zero()).map_or(Yen::ZERO, |months| {
        repayment(&mut Cx::new(&mut silent), LevelLoan { principal, rate, months }).interest_total
    });
    Stream::sharing(Item::on(Purpose::ArrearsInPlan, claim), start, months, arrears + interest)
}

/// Court fees, gazette, commissioner and attorney, placed where they fall due.
fn costs<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, beside: &Beside<'_, '_>, outcome: &mut DebtOutcome) {
    let month = fees::months_to_petition(s);
    fees::procedure(cx, outcome, month, |cx| crate::practice::rehabilitation_court_cost(cx, s));
    match s.plan_start(cx) {
        Ok(start) => {
            let (case, fee) = (Some(AdvancedCase::Rehabilitation), &s.practice.rehabilitation_fee);
            // Until the plan begins.
            let months = start.saturating_sub(1).max(1);
            let attorney = Attorney { case, creditors: None, fee, times: 1, months };
            fees::attorneys(cx, beside, outcome, attorney, beside.home.second_petitioner);
        }
        Err(lacking) => outcome.figures.costs = Err(lacking),
    }
}
