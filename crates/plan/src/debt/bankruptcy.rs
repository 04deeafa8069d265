//! `bankruptcy`: 自己破産 – discharge of everything but what the law keeps alive.

use case::{AssetKind, Court, PersonId};
use law::acts::civil_rehabilitation::liquidation::HomeValue;
use law::acts::bankruptcy::procedure::{Procedure, Screening, ScreeningCourt, procedure};
use law::acts::bankruptcy::occupation::{Effect, restriction};
use law::acts::legal_support::AdvancedCase;
use law::params::{bankruptcy_practice, statistics};
use law::message::Message;
use law::provision::{BANKRUPTCY, Provision};
use law::trace::{Show, Shown};
use law::verdict::{FactName, Verdict, Whose};
use law::words::Word;
use law::{Balance, Cx, Date, Trace, Yen, message};

use crate::debt::fees::Attorney;
use crate::debt::{
    Beside, DebtOutcome, Record, Remaining, as_contracted_streams, exempt, fees, of_others, rehabilitation, surviving,
};
use crate::figures::{PROCEDURE, RIGHTS_RESTORED};
use crate::home::{HomeChoice, HomeOutcome};
use crate::known::{Known, all, both, known, look, verdict};
use crate::requirement::{Need, requirement, requirements};
use crate::situation::Situation;
use crate::stream::{Purpose, Streams};

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
    let (home, rest) = (beside.home, beside.rest());
    let (conduct, earlier) = (conduct(s), earlier_relief(cx, s));
    let requirements = requirements![T; unable::<T>(s, beside), grounds::<T>(&conduct), seven_years::<T>(&earlier)];
    if beside.settled_by::<T>(&requirements) {
        return DebtOutcome::closed(cx, requirements);
    }
    let surviving = T::WORDS.then(|| surviving::sum(cx, s, beside));
    let settled = look(rest).and_then(|rest| surviving::settled(s, rest));
    let streams = settled.clone().and_then(|rest| {
        let stays = |rest: &&Remaining<'_>| !surviving::lapses(s, rest) && !rest.residual;
        as_contracted_streams(cx, s, Some(home), rest.iter().filter(stays).map(|rest| rest.debt))
    });
    let mut outcome = DebtOutcome::new(cx, requirements, streams);
    if !T::FIGURES {
        return outcome;
    }
    outcome.figures.record = Record::Gazette;
    if let Ok(rest) = rest {
        let discharged = || rest.iter().filter(|rest| surviving::lapses(s, rest));
        // What another security is expected to cover is paid by it.
        let cut = |_| discharged().map(|rest| rest.amount.excess_over(rest.debt.covered_elsewhere)).sum();
        outcome.figures.cut = settled.map(cut);
        outcome.figures.debt_left = Ok(of_others(rest));
        if T::WORDS {
            outcome.figures.not_as_contracted = discharged().map(|rest| rest.debt.id).collect();
        }
    }
    let refusable = refusable(conduct, earlier);
    let run = cx.figure("procedure", &PROCEDURE, |cx| run(cx, s, choice, home, &refusable));
    if let Some(surviving) = &surviving {
        surviving::describe(s, beside, &mut outcome);
        crate::figures::detail(&mut outcome.words.details, "surviving", surviving);
        given_up(cx, s, home, &run, &mut outcome);
        exempt::describe(cx, s, choice, nothing_is_sold(&run), &mut outcome);
    }
    how_it_is_run(cx, beside, &run, &mut outcome);
    if T::WORDS {
        expected(cx, s, &run, &mut outcome);
        outcome.words.risks.extend(filed_before_sale(cx, s, choice, home, &run));
        outcome.words.risks.extend(paid_by_sale(beside));
        consequences(cx, s, beside, &mut outcome);
    }
    outcome
}

/// 216条1項: where the proceedings close as they open nobody administers the property, and nothing of it is sold.
fn nothing_is_sold(run: &Known<Option<Procedure>>) -> Option<Procedure> {
    run.as_ref().ok().copied().flatten().filter(|run| *run == Procedure::SimultaneousDiscontinuance)
}

/// A petition on the day that the file names, while the home is still for sale: what it is worth is then property of the estate,
/// a trustee is appointed and sells it (破産法78条2項1号, 216条1項). What the route costs is reckoned for a petition after the sale.
fn filed_before_sale<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    choice: HomeChoice,
    home: &HomeOutcome,
    run: &Known<Option<Procedure>>,
) -> Option<Message> {
    let sold = home.moved_from.filter(|_| choice == HomeChoice::VoluntarySale && s.house.petition_stated)?;
    let by_the_way = nothing_is_sold(run).is_some() && exempt::home_as_asset(s).is_some();
    if !by_the_way || fees::months_to_petition(s) >= sold {
        return None;
    }
    let cost = crate::practice::bankruptcy_court_cost(cx, s, Procedure::Trustee).ok()?;
    let petition_on = s.house.petition_on;
    Some(message!("risk.petition-before-sale", petition = petition_on, months = sold - 1, cost = cost))
}

/// Who can pay everything is not unable to pay (破産法2条11項): what a sale leaves in hand against what it leaves owed. Prices
/// are expected ones and taxes come off them, and so the court judges; but nobody should read here that debts go for nothing.
fn paid_by_sale(beside: &Beside<'_, '_>) -> Option<Message> {
    let proceeds = beside.home.to_owner().ok()?;
    let owed = own(look(beside.rest()).ok()?);
    (!owed.is_zero() && proceeds >= owed).then(|| message!("risk.sale-pays-what-is-left", proceeds = proceeds, owed = owed))
}

/// What the debtor owes of it.
fn own(rest: &[Remaining<'_>]) -> Yen {
    rest.iter().filter(|rest| rest.debt.own).map(|rest| rest.amount).sum()
}

/// What of the property goes to the creditors.
fn given_up<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    home: &HomeOutcome,
    run: &Known<Option<Procedure>>,
    outcome: &mut DebtOutcome,
) {
    let given_up: Known<Yen> = cx.figure("property_given_up", &crate::figures::GIVEN_UP, |cx| {
        match nothing_is_sold(run) {
            Some(run) => {
                cx.uses("procedure", "procedure", &run);
                Ok(Yen::ZERO)
            }
            None => rehabilitation::liquidation(cx, s, home),
        }
    });
    crate::figures::detail(&mut outcome.words.details, "property_given_up", &given_up);
}

/// What follows for persons and for what was given away; papers.
fn consequences<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    beside: &Beside<'_, '_>,
    outcome: &mut DebtOutcome,
) {
    occupations(cx, s, outcome);
    crate::attachment::by_support(cx, s, beside, outcome);
    crate::attachment::by_tax_office(cx, s, beside, outcome);
    outcome.words.risks.extend(rehabilitation::bar_by_month(s));
    outcome.words.risks.push(message!("risk.guarantors-stay-liable"));
    if s.house.transfers.as_ref().is_some_and(|transfers| !transfers.is_empty()) {
        outcome.words.risks.push(message!("risk.transfers-avoidable"));
    }
    if let Ok(count) = statistics::PERSONAL_BANKRUPTCIES.on(s.house.as_of) {
        let year = u32::from(count.from.year().unsigned_abs());
        outcome.words.risks.push(message!("risk.many-file", count = count.value, year = year));
    }
    outcome.words.papers.extend(["bankruptcy-petition", "creditor-list-bankruptcy", "asset-list", "household-statement", "statement"]);
}

/// 支払不能: by the household's own figures, or left to the court.
fn unable<T: Trace>(s: &Situation<'_>, beside: &Beside<'_, '_>) -> Need {
    let home = beside.home;
    let verdict = match beside.rest() {
        Err(lacking) => Verdict::Unknown(lacking.0.clone()),
        Ok(rest) => {
            let owed = own(rest);
            let usual = s.practice.arrangement_months.value(s.house.as_of).unwrap_or(1);
            let month = home.moved_from.unwrap_or(1);
            match (&beside.living, &s.cash) {
                _ if owed.is_zero() => Verdict::NotMet,
                (Ok(living), Ok(cash)) => {
                    let rent = if home.kept { Yen::ZERO } else { home.rent(s).unwrap_or(Yen::ZERO) };
                    let spare = (living.capacity_at(month) + Balance(-i128::from(rent.0))).surplus();
                    let homes = rehabilitation::homes(s, home).unwrap_or_default();
                    let homes: Yen = homes.iter().map(HomeValue::counted).sum();
                    let proceeds = home.to_owner().unwrap_or(Yen::ZERO);
                    let payable = spare.times(u64::from(usual)) + *cash + proceeds + homes;
                    if payable < owed { Verdict::Met } else { Verdict::LeftTo(Whose::Court) }
                }
                _ => Verdict::LeftTo(Whose::Court),
            }
        }
    };
    requirement!(T; "unable-to-pay", UNABLE, verdict)
}

/// Is there conduct of 252条1項? To leave a creditor off the list knowingly is some (7号).
fn conduct(s: &Situation<'_>) -> Known<bool> {
    let debtor = s.house.debtor;
    if s.house.claims().any(|(_, claim)| claim.debtor == debtor && claim.left_off_list == Some(true)) {
        return Ok(true);
    }
    let grounds = s.house.person(debtor).refusal_grounds.as_deref();
    Ok(!known(grounds, FactName::at("person", debtor.0, "refusal_grounds"))?.is_empty())
}

/// Until when an earlier discharge or plan is a ground of refusal; `None` where it is none.
fn earlier_relief<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Option<Date>> {
    let bar = rehabilitation::seven_years(cx, s)?;
    Ok(bar.filter(|bar| bar.discharge_refusal_ground).and_then(|bar| bar.barred_until))
}

/// A ground of refusal leaves the discharge to the court (252条2項).
fn unless_refusable(refusable: &Known<bool>) -> Verdict {
    match refusable {
        Ok(true) => Verdict::LeftTo(Whose::Court),
        other => verdict(&other.clone().map(|refusable| !refusable)),
    }
}

fn grounds<T: Trace>(conduct: &Known<bool>) -> Need {
    requirement!(T; "refusal-grounds", GROUNDS, unless_refusable(conduct))
}

fn seven_years<T: Trace>(earlier: &Known<Option<Date>>) -> Need {
    let until = earlier.as_ref().ok().copied().flatten();
    let verdict = unless_refusable(&look(earlier).map(Option::is_some));
    requirement!(T; "seven-years", SEVEN_YEARS, verdict, until = until)
}

/// May there be a ground to refuse discharge, by conduct or by an earlier relief? Then a trustee looks into it.
fn refusable(conduct: Known<bool>, earlier: Known<Option<Date>>) -> Known<bool> {
    match (conduct, earlier) {
        (Ok(true), _) | (_, Ok(Some(_))) => Ok(true),
        (conduct, earlier) => both(conduct, earlier).map(|_| false),
    }
}

/// When the discharge is probably final and rights are restored (255条1項1号): counted from the petition, by practice.
fn expected<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    run: &Known<Option<Procedure>>,
    outcome: &mut DebtOutcome,
) {
    let Ok(Some(run)) = run else { return };
    let months = match run {
        Procedure::SimultaneousDiscontinuance => &s.practice.discontinuance_months,
        Procedure::Trustee => &s.practice.trustee_months,
    };
    let day: Known<Option<Date>> = cx.figure("rights_restored", &RIGHTS_RESTORED, |cx| {
        cx.uses("procedure", "procedure", run);
        let petition_on = s.house.petition_on;
        if s.house.petition_stated {
            cx.given("petition_on", &petition_on);
            return Ok(law::calendar::month_end(petition_on, months.read(cx, s.house.as_of)?));
        }
        // The petition waits until the attorney is paid.
        let until_petition = fees::month_of_petition(cx, s);
        cx.given("months_to_petition", &until_petition);
        Ok(law::calendar::month_end(s.house.as_of, until_petition + months.read(cx, s.house.as_of)?))
    });
    if let Ok(Some(day)) = day {
        outcome.words.details.push(("rights_restored", day.show()));
        outcome.figures.discharged_on = Some(day);
    }
}

/// Simultaneous discontinuance or a trustee, and what either costs.
fn how_it_is_run<T: Trace>(
    cx: &mut Cx<'_, T>,
    beside: &Beside<'_, '_>,
    run: &Known<Option<Procedure>>,
    outcome: &mut DebtOutcome,
) {
    let s = beside.s;
    if T::WORDS {
        match run {
            Ok(Some(run)) => {
                outcome.words.details.push(("procedure", Shown::Word(run.word())));
                // Older articles still tell how one went without a trustee there.
                let osaka = s.house.court == Court::Osaka && *run == Procedure::Trustee;
                outcome.words.risks.extend(osaka.then(|| message!("risk.no-proportional-payment")));
            }
            _ => outcome.words.risks.push(message!("risk.procedure-unknown")),
        }
    }
    // Where the court's habit or the property is not known, the dearer way is reckoned with month by month; without the
    // property the total stays unknown.
    let (month, months) = (fees::month_of_petition(cx, s), fees::months_of_attorney(cx, s));
    // Where it waits for the attorney's instalments it is made later than the day of the file.
    if month > fees::months_to_petition(s) {
        outcome.figures.petition_on = law::calendar::month_end(s.house.as_of, month);
    }
    let reckoned = run.clone().unwrap_or(None).unwrap_or(Procedure::Trustee);
    fees::procedure(cx, outcome, month, |cx| crate::practice::bankruptcy_court_cost(cx, s, reckoned));
    let fee = match reckoned {
        Procedure::SimultaneousDiscontinuance => &s.practice.bankruptcy_fee,
        Procedure::Trustee => &s.practice.bankruptcy_fee_trustee,
    };
    let case = Some(AdvancedCase::Bankruptcy);
    fees::attorneys(cx, beside, outcome, Attorney { case, creditors: None, fee, times: 1, months }, None);
    let in_instalments =
        |streams: &Streams| streams.iter().any(|stream| stream.item.purpose == Purpose::AttorneyFee && stream.until() > month);
    if T::WORDS && outcome.streams.as_ref().is_ok_and(in_instalments) {
        let petition_on = s.house.petition_on;
        outcome.words.risks.push(message!("risk.petition-before-fee", petition = petition_on, months = months));
    }
    if let Err(lacking) = run {
        outcome.figures.costs = Err(lacking.clone());
    }
}

/// By what is owned; where that alone brings no trustee, a ground to refuse discharge does.
fn run<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    choice: HomeChoice,
    home: &HomeOutcome,
    refusable: &Known<bool>,
) -> Known<Option<Procedure>> {
    let Some(court) = ScreeningCourt::of(s.house.court) else { return Ok(None) };
    let assets = known(s.house.assets.as_ref(), FactName::of("asset", ""))?;
    let own = assets.iter().enumerate().filter(|(_, asset)| asset.owner == s.house.debtor);
    let values = all(own.map(|(place, asset)| {
        let value = known(asset.value, FactName::at("asset", place, "value"))?.likely;
        // A thing under retained title is the debtor's only as far as it exceeds the debt.
        let covered = asset.title_retained_by.map_or(Yen::ZERO, |claim| s.debts[claim.0].covered_elsewhere);
        Ok((asset.kind, value.excess_over(covered)))
    }))?;
    let sum = |kind| values.iter().filter(|(found, _)| *found == kind).map(|(_, value)| *value).sum::<Yen>();
    let eighth = crate::practice::retirement_share(cx, s)?;
    let spared = landlord_deposit_spared(cx, s, court)?;
    // Where the court looks at deposits as a class, time deposits are of it.
    let a_class = court.sums_deposits();
    let apart = |kind: AssetKind| match kind {
        AssetKind::Cash | AssetKind::Deposit | AssetKind::HouseholdGoods => false,
        AssetKind::TimeDeposit => !a_class,
        _ => true,
    };
    let time_deposits = if a_class { sum(AssetKind::TimeDeposit) } else { Yen::ZERO };
    let mut others: Vec<(AssetKind, Yen)> = values
        .iter()
        .filter(|(kind, _)| apart(*kind))
        .map(|(kind, value)| match kind {
            AssetKind::RetirementAllowance => (*kind, eighth.of_floor(*value)),
            AssetKind::DepositWithLandlord => (*kind, spared.map_or(Yen::ZERO, |spared| value.excess_over(spared))),
            _ => (*kind, *value),
        })
        .collect();
    let proceeds = home.to_owner()?;
    if !proceeds.is_zero() {
        others.push((AssetKind::Other, proceeds));
    }
    others.extend(exempt::other_homes_as_assets(s)?.into_iter().map(|worth| (AssetKind::Other, worth)));
    let avoidable = rehabilitation::avoidable(cx, s)?;
    if !avoidable.is_zero() {
        others.push((AssetKind::Receivable, avoidable));
    }
    // Under an auction the home may still be the debtor's at the petition.
    others.extend((choice == HomeChoice::Auction).then(|| exempt::home_as_asset(s)).flatten().map(|v| (AssetKind::Other, v)));
    let screening = Screening {
        cash: sum(AssetKind::Cash),
        ordinary_deposits: sum(AssetKind::Deposit) + time_deposits,
        other_classes: &others,
        refusal_ground: refusable.clone().unwrap_or(false),
    };
    let screened = procedure(cx, s.house.petition_on, court, screening)?.procedure;
    match (screened, refusable) {
        (Procedure::SimultaneousDiscontinuance, Err(lacking)) => Err(lacking.clone()),
        _ => Ok(Some(screened)),
    }
}

/// How much of the deposit for the debtor's own dwelling (居住用家屋の敷金) the pages of this court take off; `None` where they
/// leave it out altogether. Of other courts nothing was found, and it counts in full.
fn landlord_deposit_spared<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    court: ScreeningCourt,
) -> Known<Option<Yen>> {
    Ok(match court {
        ScreeningCourt::Tokyo | ScreeningCourt::Fukuoka => None,
        ScreeningCourt::Osaka => {
            Some(cx.param(&bankruptcy_practice::OSAKA_LANDLORD_DEPOSIT_FREE, s.house.petition_on)?)
        }
        _ => Some(Yen::ZERO),
    })
}

/// Occupations that are closed until rights are restored: of whoever files, and who of the others is not touched.
fn occupations<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcome: &mut DebtOutcome) {
    for (place, person) in s.house.people.iter().enumerate() {
        let files = person.role == case::Role::Debtor || person.files_too == Some(true);
        let is_liable = files || owes_too(s, PersonId(place));
        let name = person.id.clone();
        let Some(occupation) = &person.occupation else {
            outcome.words.risks.extend(files.then(|| message!("risk.occupation-unsaid", person = name)));
            continue;
        };
        let Some(known) = restriction(cx, occupation) else {
            let unlisted = || message!("risk.occupation-not-listed", person = name, occupation = occupation.clone());
            outcome.words.risks.extend(is_liable.then(unlisted));
            continue;
        };
        let occupation = Shown::Named(known.ja, known.en);
        let article = Shown::Named(known.citation, known.citation_en);
        outcome.words.risks.push(match known.effect {
            // What the list knows to be free needs no warning.
            Effect::Free => continue,
            Effect::Restricted | Effect::MandateEnds if is_liable && !files => {
                message!("risk.occupation-if-filing", person = name, occupation = occupation, article = article)
            }
            Effect::Restricted | Effect::MandateEnds if !files => {
                message!("risk.occupation-untouched", person = name, occupation = occupation)
            }
            Effect::Restricted => {
                message!("risk.occupation-restricted", person = name, occupation = occupation, article = article)
            }
            Effect::MandateEnds => {
                message!("risk.occupation-mandate-ends", person = name, occupation = occupation, article = article)
            }
        });
    }
}

/// Does this person owe or guarantee one of the debtor's claims, and so may have to file as well?
fn owes_too(s: &Situation<'_>, person: PersonId) -> bool {
    s.debts.iter().filter(|debt| debt.own).map(|debt| crate::figures::claim_of(s, debt.id)).any(|claim| {
        let guarantees = |guarantor: &case::Guarantor| guarantor.person == Some(person);
        claim.debtor == person
            || claim.joint_debtors.contains(&person)
            || claim.guarantors.iter().flatten().any(guarantees)
    })
}
