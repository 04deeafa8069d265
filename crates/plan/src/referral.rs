//! Help that is no route: insurance, offices and schemes to ask beside the choices for home and debts, each with its
//! test. One line in the list, one function below it.

use case::{ClaimKind, CreditLifeClaim, ExpenseKind, Role};
use law::acts::civil_code::period::{Unit, last_day};
use law::acts::legal_support::{AdvancedCase, Applicant, MeansTest, SupportRegion, advance, eligibility};
use law::message::Message;
use law::params::{legal_support, tax_postponement};
use law::provision::{
    GENERAL_TAX, LEGAL_SUPPORT, LOCAL_TAX, NATIONAL_TAX_COLLECTION, PUBLIC_ASSISTANCE, Provision, SELF_RELIANCE,
    SPECIAL_CONCILIATION,
};
use law::trace::{Show, Shown};
use law::verdict::{FactName, Verdict, Whose};
use law::{Cx, Date, Trace, Yen};

use crate::formula::formulas;
use crate::known::{Known, Lacking, all, known, sum};
use crate::situation::Situation;

/// Help beside the routes.
#[derive(Clone, Debug)]
pub struct Referral {
    /// Its id; its name stands in the catalogue under `referral`.
    pub id: &'static str,
    /// On what it rests; empty for a scheme without an article of its own.
    pub provisions: &'static [Provision],
    /// Does it fit this household?
    pub verdict: Verdict,
    /// The sentence that says why, with its figures.
    pub reason: Message,
}

/// What a test found: the verdict, and the figures of its sentence.
struct Found {
    verdict: Verdict,
    values: Vec<(&'static str, Shown)>,
}

impl From<Verdict> for Found {
    fn from(verdict: Verdict) -> Found {
        Found { verdict, values: Vec::new() }
    }
}

impl From<Lacking> for Found {
    fn from(lacking: Lacking) -> Found {
        Verdict::Unknown(lacking.0).into()
    }
}

macro_rules! referrals {
    ($($test:ident = $id:literal, [$($act:ident $path:literal),*];)+) => {
        /// Every referral, in the order of the list.
        pub(crate) fn evaluate<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Vec<Referral> {
            cx.under(&[]);
            vec![$({
                let Found { verdict, values } = $test(cx, s);
                let key = match &verdict {
                    Verdict::Met => concat!("referral.", $id, ".met"),
                    Verdict::NotMet => concat!("referral.", $id, ".not-met"),
                    Verdict::Unknown(_) => concat!("referral.", $id, ".unknown"),
                    Verdict::LeftTo(_) => concat!("referral.", $id, ".left"),
                };
                const PROVISIONS: &[Provision] = &[$(Provision::new($act, $path)),*];
                Referral { id: $id, provisions: PROVISIONS, verdict, reason: Message { key, values } }
            }),+]
        }
    };
}

referrals! {
    credit_life = "credit-life", [];
    legal_aid = "legal-aid", [LEGAL_SUPPORT "30"];
    postponement = "tax-postponement", [NATIONAL_TAX_COLLECTION "151-2", GENERAL_TAX "46/5", LOCAL_TAX "15-6"];
    disaster = "disaster-guideline", [SPECIAL_CONCILIATION ""];
    housing_benefit = "housing-benefit", [SELF_RELIANCE "6"];
    public_assistance = "public-assistance", [PUBLIC_ASSISTANCE "4", PUBLIC_ASSISTANCE "8"];
}

formulas! {
    AID_MEANS = "referral.legal-aid", "民事法律扶助の資力基準に当てはまるか", "means small enough for legal aid", Practice, [LEGAL_SUPPORT "30"];
    AID_BANKRUPTCY = "referral.aid-bankruptcy", "法テラスの立替額（自己破産）", "advance of legal aid for a bankruptcy", Practice, [LEGAL_SUPPORT "30"];
    AID_REHABILITATION = "referral.aid-rehabilitation", "法テラスの立替額（個人再生）", "advance of legal aid for a rehabilitation", Practice, [LEGAL_SUPPORT "30"];
    TAXES_OVERDUE = "referral.taxes-overdue", "滞納している税金・社会保険料", "taxes and social insurance overdue", Law, [];
    POSTPONEMENT_BY = "referral.postponement-by", "換価の猶予の申請期限", "last day to ask for the postponement", Law, [NATIONAL_TAX_COLLECTION "151-2/1"];
}

/// 団体信用生命保険: death, high disability and what the policy adds (cancer, the three illnesses) pay the whole loan.
fn credit_life<T: Trace>(_: &mut Cx<'_, T>, s: &Situation<'_>) -> Found {
    if let Err(lacking) = &s.debts_known {
        return lacking.clone().into();
    }
    let mut insured: Vec<case::PersonId> = s
        .home_loans()
        .map(|debt| crate::figures::claim_of(s, debt.id))
        .flat_map(|claim| claim.joint_debtors.iter().copied().chain([claim.debtor]))
        .collect();
    insured.sort_unstable();
    insured.dedup();
    let answer = |id: &case::PersonId| s.house.person(*id).credit_life_claim;
    if insured.iter().filter_map(answer).any(|claim| claim != CreditLifeClaim::None) {
        return Verdict::LeftTo(Whose::Insurer).into();
    }
    let open = insured.iter().filter(|id| answer(id).is_none());
    let facts: Vec<FactName> = open.map(|id| FactName::at("person", id.0, "credit_life_claim")).collect();
    if facts.is_empty() { Verdict::NotMet.into() } else { Verdict::Unknown(facts).into() }
}

/// 民事法律扶助: the means of debtor and spouse against the centre's limits.
fn legal_aid<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Found {
    let test = match means(cx, s) {
        Ok(test) => test,
        Err(lacking) => return lacking.into(),
    };
    let day = s.house.as_of;
    let advances: Known<(Yen, Yen)> = (|| {
        s.debts_known.clone()?;
        let creditors = creditors(s);
        let bankruptcy = cx.figure("aid_bankruptcy", &AID_BANKRUPTCY, |cx| {
            advance(cx, day, AdvancedCase::Bankruptcy, creditors).map(law::acts::legal_support::Advance::total)
        })?;
        let rehabilitation = cx.figure("aid_rehabilitation", &AID_REHABILITATION, |cx| {
            advance(cx, day, AdvancedCase::Rehabilitation, creditors).map(law::acts::legal_support::Advance::total)
        })?;
        Ok((bankruptcy, rehabilitation))
    })();
    let repayment = |parameter: &'static law::params::Parameter<Yen>| parameter.on(day).map(|dated| dated.value);
    let (least, usual) = (repayment(&legal_support::REPAYMENT_LEAST), repayment(&legal_support::REPAYMENT_USUAL));
    let ((bankruptcy, rehabilitation), least, usual) = match (advances, least, usual) {
        (Ok(advances), Ok(least), Ok(usual)) => (advances, least, usual),
        (Err(lacking), ..) => return lacking.into(),
        (_, Err(error), _) | (.., Err(error)) => return Lacking::from(error).into(),
    };
    Found {
        verdict: Verdict::when(test.eligible()),
        values: vec![
            ("income_limit", test.income_limit.show()),
            ("asset_limit", test.asset_limit.show()),
            ("bankruptcy", bankruptcy.show()),
            ("rehabilitation", rehabilitation.show()),
            ("least", least.show()),
            ("usual", usual.show()),
        ],
    }
}

/// The means test. Where the area is not known it is asked for only if it would decide: the limits outside class-one
/// areas are the lowest, those of the wards of Tokyo the highest.
pub(crate) fn means<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<MeansTest> {
    let applicant = applicant(s)?;
    let day = s.house.as_of;
    let quiet = |region| {
        let mut silent = law::trace::NoTrace;
        eligibility(&mut Cx::new(&mut silent), day, Applicant { region, ..applicant })
    };
    let region = match region(s) {
        Some(region) => region,
        None if quiet(SupportRegion::Other)?.eligible() => SupportRegion::Other,
        None if !quiet(SupportRegion::TokyoWards)?.eligible() => SupportRegion::TokyoWards,
        None => return Err(Lacking::fact(FactName::of("", "lives_in"))),
    };
    cx.figure("legal_aid", &AID_MEANS, |cx| {
        // The grades of public assistance are read from the decree of 2001: an estimate, except for the wards of Tokyo.
        let rough = region != SupportRegion::TokyoWards;
        cx.fact("region", &region, rough, || "lives_in".to_string());
        Ok(eligibility(cx, day, Applicant { region, ..applicant })?)
    })
}

/// The wards of Tokyo are named; elsewhere classes 1 and 2 of the decree of 2001 stand for 一級地: it was made along the
/// grades of public assistance, and the class of a municipality was carried through the mergers since.
fn region(s: &Situation<'_>) -> Option<SupportRegion> {
    let place = s.house.lives_in.as_ref()?;
    let name = place.municipality.as_deref()?;
    if place.prefecture == "東京都" && name.ends_with('区') {
        return Some(SupportRegion::TokyoWards);
    }
    let class = place.listed()?.class.number();
    Some(if class <= 2 { SupportRegion::ClassOne } else { SupportRegion::Other })
}

/// Debtor, spouse and those whom they support; income, cash and deposits of the couple; what housing really costs.
fn applicant(s: &Situation<'_>) -> Known<Applicant> {
    let house = s.house;
    let couple = |id: case::PersonId| id == house.debtor || house.person(id).role == Role::Spouse;
    let members = all(house.people.iter().enumerate().map(|(place, person)| {
        if couple(case::PersonId(place)) {
            return Ok(true);
        }
        known(person.supported, FactName::at("person", place, "supported"))
    }));
    let incomes = known(house.incomes.as_ref(), FactName::of("income", "")).and_then(|incomes| {
        let own = incomes.iter().enumerate().filter(|(_, income)| couple(income.person));
        sum(own.map(|(place, income)| {
            let net = known(income.net_monthly, FactName::at("income", place, "net_monthly"))?.likely;
            // A bonus that nobody mentioned is not counted on; a twelfth otherwise.
            Ok(net + income.bonus_net_yearly.map_or(Yen::ZERO, |bonus| bonus.likely.part_floor(1, 12)))
        }))
    });
    let assets = known(house.assets.as_ref(), FactName::of("asset", "")).and_then(|assets| {
        let money = assets.iter().enumerate().filter(|(_, asset)| {
            use case::AssetKind::{Cash, Deposit, TimeDeposit};
            matches!(asset.kind, Cash | Deposit | TimeDeposit) && couple(asset.owner)
        });
        sum(money.map(|(place, asset)| Ok(known(asset.value, FactName::at("asset", place, "value"))?.likely)))
    });
    let rent =
        house.expenses.iter().flatten().filter(|row| row.kind == ExpenseKind::Rent).map(|row| row.monthly.likely);
    let loans = s.debts_known.clone().and_then(|()| sum(s.home_loans().map(|debt| debt.monthly.clone())));
    let (((members, incomes), assets), loans) =
        crate::known::both(crate::known::both(crate::known::both(members, incomes), assets), loans)?;
    Ok(Applicant {
        household_size: members.iter().filter(|counts| **counts).count() as u32,
        region: SupportRegion::Other,
        net_monthly: incomes,
        housing_monthly: loans + rent.sum::<Yen>(),
        assets,
    })
}

/// Creditors of the debtor, each once; creditors without a name are taken as different ones.
pub(crate) fn creditors(s: &Situation<'_>) -> u32 {
    creditors_of(s, s.debts.iter().filter(|debt| debt.own))
}

/// The same of these debts.
pub(crate) fn creditors_of<'d>(s: &Situation<'_>, debts: impl Iterator<Item = &'d crate::Debt>) -> u32 {
    let mut names: Vec<&str> = Vec::new();
    let mut count = 0;
    for debt in debts {
        match crate::figures::claim_of(s, debt.id).creditor.as_ref().map(|creditor| creditor.name.as_str()) {
            Some(name) if names.contains(&name) => {}
            name => {
                names.extend(name);
                count += 1;
            }
        }
    }
    count
}

/// 換価の猶予: 国税徴収法151条の2 asks for a request within six months of the due date and no other tax in arrears; for
/// local taxes the municipality's ordinance sets the time (地方税法15条の6), usually the same.
fn postponement<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Found {
    match ask_by(cx, s) {
        Err(lacking) => lacking.into(),
        Ok(None) => Verdict::NotMet.into(),
        Ok(Some(Postponement { taxes, by, months, security_above, security_months })) => Found {
            verdict: Verdict::LeftTo(Whose::TaxOffice),
            values: vec![
                ("taxes", taxes.show()),
                ("by", by.show()),
                ("months", months.show()),
                ("security_above", security_above.show()),
                ("security_months", security_months.show()),
            ],
        },
    }
}

/// Taxes that may still be postponed on request.
struct Postponement {
    taxes: Yen,
    by: Date,
    months: u32,
    security_above: Yen,
    security_months: u32,
}

/// A tax, and the days between which its statutory due date lies: one day where it is known.
struct DueTax {
    id: case::ClaimId,
    fact: FactName,
    from: Date,
    to: Date,
    owed: Yen,
}

fn ask_by<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Option<Postponement>> {
    s.debts_known.clone()?;
    let day = s.house.as_of;
    let taxes = s.debts.iter().filter(|debt| {
        let kind = crate::figures::claim_of(s, debt.id).kind;
        matches!(kind, ClaimKind::Tax | ClaimKind::SocialInsurance)
    });
    let taxes: Vec<DueTax> = all(taxes.map(|debt| {
        let fact = case::Household::claim_fact(debt.id, "statutory_due_on");
        let (from, to) = known(s.house.statutory_due(debt.id), fact)?;
        Ok(DueTax { id: debt.id, fact, from, to, owed: debt.owed.clone()?.total() })
    }))?;
    let owing = || taxes.iter().filter(|tax| !tax.owed.is_zero());
    // Where no more than a month is known and it is this one, whether the tax is overdue is not.
    if let Some(tax) = owing().find(|tax| tax.from < day && day <= tax.to) {
        return Err(Lacking::fact(tax.fact));
    }
    let overdue: Vec<&DueTax> = owing().filter(|tax| tax.to < day).collect();
    let Some(oldest) = overdue.iter().min_by_key(|tax| tax.from) else { return Ok(None) };
    let total = cx.figure("taxes_overdue", &TAXES_OVERDUE, |cx| {
        for tax in &overdue {
            cx.uses("owed", &crate::situation::owed_figure(s.house, tax.id), &tax.owed);
        }
        overdue.iter().map(|tax| tax.owed).sum::<Yen>()
    });
    let by: Known<Option<Date>> = cx.figure("postponement_by", &POSTPONEMENT_BY, |cx| {
        let months = cx.param(&tax_postponement::REQUEST_MONTHS, day)?;
        // Of a month its first day: whoever is in time for that is in time.
        Ok(last_day(cx, oldest.from, months, Unit::Month, false))
    });
    // The oldest tax decides: another tax in arrears bars the request (2項).
    let Some(by) = by?.filter(|by| day <= *by) else {
        let months = tax_postponement::REQUEST_MONTHS.on(day)?.value;
        let last = overdue.iter().map(|tax| tax.to).min();
        let latest = last.and_then(|to| last_day(&mut Cx::new(&mut law::trace::Bare), to, months, Unit::Month, false));
        // By the last day of its month the oldest may still be in time.
        return if latest.is_some_and(|by| day <= by) { Err(Lacking::fact(oldest.fact)) } else { Ok(None) };
    };
    Ok(Some(Postponement {
        taxes: total,
        by,
        months: tax_postponement::MONTHS_AT_MOST.on(day)?.value,
        security_above: tax_postponement::SECURITY_ABOVE.on(day)?.value,
        security_months: tax_postponement::SECURITY_MONTHS.on(day)?.value,
    }))
}

/// 自然災害債務整理ガイドライン: only where a disaster of the Disaster Relief Act led to this.
fn disaster<T: Trace>(_: &mut Cx<'_, T>, s: &Situation<'_>) -> Found {
    match s.house.disaster {
        Some(true) => Verdict::LeftTo(Whose::Creditor).into(),
        Some(false) => Verdict::NotMet.into(),
        None => Verdict::Unknown(vec![FactName::of("", "disaster")]).into(),
    }
}

/// 住居確保給付金: for a rent, never for a home loan; the municipality looks at income, savings and the loss of work.
fn housing_benefit<T: Trace>(_: &mut Cx<'_, T>, s: &Situation<'_>) -> Found {
    match &s.rent {
        Ok(rent) => Found { verdict: Verdict::LeftTo(Whose::WelfareOffice), values: vec![("rent", rent.show())] },
        Err(lacking) => lacking.clone().into(),
    }
}

/// 生活保護: a hint where the income in hand does not even pay the living cost.
fn public_assistance<T: Trace>(_: &mut Cx<'_, T>, s: &Situation<'_>) -> Found {
    match &s.capacity {
        Ok(left) if left.is_short() => {
            Found { verdict: Verdict::LeftTo(Whose::WelfareOffice), values: vec![("short", left.shortfall().show())] }
        }
        Ok(_) => Verdict::NotMet.into(),
        Err(lacking) => lacking.clone().into(),
    }
}
