//! 民事再生法221条–241条: what a plan must pay, and how it is carried.

use std::num::NonZeroU32;

use law::Yen;
use law::acts::civil_rehabilitation::claims::{CapClaim, CapClass, claims_cap};
use law::acts::civil_rehabilitation::hardship::{HardshipGrounds, HardshipObstacle, Performance, hardship_discharge};
use law::acts::civil_rehabilitation::liquidation::{Asset, Estate, HomeValue, Readings, liquidation_value};
use law::acts::civil_rehabilitation::plan::{ExtensionGrounds, instalments, plan_extension, plan_period};
use law::acts::civil_rehabilitation::plan_total::{Floor, Floors, required_total};
use law::acts::civil_rehabilitation::small_scale::{Band, ClaimTotals, minimum_repayment};
use law::acts::civil_rehabilitation::vote::{Block, Vote, vote};
use law::calendar::date;
use law::terms::{AssetKind, Court};
use num_rational::Ratio;

use crate::calendar::{last_within, months_end, next, years_later};
use crate::draw::Draw;
use crate::property::largest_remainder;
use crate::{TODAY, on_every_input, silently};

#[test]
fn claims_cap_by_adding_up() {
    on_every_input("civil-rehabilitation.claims-cap", |draw| {
        let claims = draw.list(6, |draw| {
            let amount = draw.yen();
            let secured_part = if draw.flag() { Yen(draw.below(amount.0 + 1)) } else { Yen(0) };
            CapClaim { amount, class: draw.word(), secured_part }
        });
        let mut total = 0;
        for claim in &claims {
            if claim.class == CapClass::Other {
                total += claim.amount.0 - claim.secured_part.0;
            }
        }
        let fast = silently!(claims_cap, TODAY, &claims).unwrap();
        assert_eq!((fast.total.0, fast.eligible), (total, total <= 50_000_000), "{claims:?}");
    });
}

/// N and K of 231条2項.
fn totals(draw: &mut Draw) -> (u64, u64) {
    let n = draw.yen().0;
    let k = if draw.flag() { n } else { n + draw.yen().0 };
    (n, k)
}

/// The least whole total that 231条2項2号–4号 let pass, found by asking the conditions themselves of a guess.
fn least(n: u64, k: u64) -> Option<u64> {
    if n > 50_000_000 {
        return None;
    }
    let passes = |plan: u64| {
        if n > 30_000_000 {
            return plan * 10 >= n;
        }
        // 4号: one fifth of K or 1,000,000, whichever is more; all of K below 1,000,000; 3,000,000 where a fifth is above.
        if k < 1_000_000 {
            plan >= k
        } else if k > 15_000_000 {
            plan >= 3_000_000
        } else {
            plan * 5 >= k && plan >= 1_000_000
        }
    };
    let (mut fails, mut enough) = (None, 50_000_000);
    while fails.map_or(0, |at: u64| at + 1) < enough {
        let middle = fails.map_or(0, |at| at + 1).midpoint(enough);
        if passes(middle) { enough = middle } else { fails = Some(middle) }
    }
    Some(enough)
}

#[test]
fn minimum_repayment_by_its_conditions() {
    on_every_input("civil-rehabilitation.minimum-repayment", |draw| {
        let (n, k) = totals(draw);
        let fast =
            silently!(minimum_repayment, TODAY, ClaimTotals { tier_total: Yen(n), standard_claims: Yen(k) }).unwrap();
        assert_eq!(fast.minimum.map(|yen| yen.0), least(n, k), "{n} {k}");
        let band = match (n, k) {
            (50_000_001.., _) => None,
            (30_000_001.., _) => Some(Band::OneTenth),
            (_, ..1_000_000) => Some(Band::All),
            (_, 1_000_000..=5_000_000) => Some(Band::OneMillion),
            (_, ..=15_000_000) => Some(Band::OneFifth),
            _ => Some(Band::ThreeMillion),
        };
        assert_eq!(fast.band, band, "{n} {k}");
    });
}

#[test]
fn required_total_by_comparing_the_floors() {
    on_every_input("civil-rehabilitation.required-total", |draw| {
        let (n, k) = totals(draw);
        let minimum = least(n, k);
        // Ties and the cap are where a slip would hide.
        let turns = [k, k.saturating_sub(1), k + 1, minimum.unwrap_or(0), minimum.unwrap_or(0) + 1];
        let floor = |draw: &mut Draw| if draw.flag() { draw.of(&turns) } else { draw.yen().0 };
        let liquidation_value = floor(draw);
        let two_year_disposable = draw.flag().then(|| if draw.once_in(4) { liquidation_value } else { floor(draw) });
        let slow = minimum.map(|minimum| {
            let disposable = two_year_disposable.unwrap_or(0);
            let largest = minimum.max(liquidation_value).max(disposable);
            let binding = if largest > k || (n <= 30_000_000 && k < 1_000_000) {
                Floor::AllClaims
            } else if minimum == largest {
                Floor::MinimumRepayment
            } else if liquidation_value == largest {
                Floor::LiquidationValue
            } else {
                Floor::DisposableIncome
            };
            (Yen(largest.min(k)), binding)
        });
        let floors = Floors {
            totals: ClaimTotals { tier_total: Yen(n), standard_claims: Yen(k) },
            liquidation_value: Yen(liquidation_value),
            two_year_disposable: two_year_disposable.map(Yen),
        };
        assert_eq!(silently!(required_total, TODAY, &floors).unwrap().required, slow, "{floors:?}");
    });
}

/// What an asset counts in a court, given those before it and the sum of its class.
fn counted(court: Court, assets: &[Asset]) -> Vec<u64> {
    use AssetKind::*;
    let worth = |asset: &Asset| if asset.kind == RetirementAllowance { asset.value.0 / 8 } else { asset.value.0 };
    let class = |kind: AssetKind| match kind {
        Deposit | TimeDeposit => Some(1),
        Insurance => Some(2),
        Securities => Some(3),
        Car => Some(4),
        OverpaidInterest => Some(5),
        RetirementAllowance => Some(6),
        _ => None,
    };
    let mut free = 990_000;
    assets
        .iter()
        .map(|asset| {
            let worth_here = worth(asset);
            let as_cash = matches!(court, Court::Osaka | Court::Nara) && asset.kind == Deposit;
            let freely = asset.kind == Cash || as_cash || court == Court::Wakayama;
            if asset.kind == HouseholdGoods || (court == Court::Tokyo && asset.kind == DepositWithLandlord) {
                0
            } else if freely {
                let kept = worth_here.min(free);
                free -= kept;
                worth_here - kept
            } else if let (Court::Tokyo, Some(of)) = (court, class(asset.kind)) {
                let sum: u64 = assets.iter().filter(|other| class(other.kind) == Some(of)).map(worth).sum();
                if sum > 200_000 { worth_here } else { 0 }
            } else {
                worth_here
            }
        })
        .collect()
}

#[test]
fn liquidation_value_item_by_item() {
    on_every_input("civil-rehabilitation.liquidation-value", |draw| {
        let kinds = [draw.word::<AssetKind>(), draw.word(), AssetKind::Cash, AssetKind::Deposit];
        let assets = draw.list(7, |draw| {
            let kind = if draw.flag() { draw.of(&kinds) } else { draw.word() };
            let value = match draw.below(3) {
                0 => Yen(draw.below(450_000)),
                1 => Yen(200_000 - 2 + draw.below(5)),
                _ => draw.yen(),
            };
            Asset { kind, value }
        });
        let homes = draw.list(2, |draw| HomeValue { value: draw.yen(), secured: draw.yen() });
        let (court, preferences) = (draw.word(), draw.yen());
        let items = counted(court, &assets);
        let equity: u64 = homes.iter().map(|home| home.value.0.saturating_sub(home.secured.0)).sum();
        let total = items.iter().sum::<u64>() + equity + preferences.0;
        let estate = Estate { assets: &assets, homes: &homes, preferences, readings: Readings::OF_THE_COURT };
        let fast = silently!(liquidation_value, TODAY, court, &estate).unwrap();
        assert_eq!(fast.assets.iter().map(|yen| yen.0).collect::<Vec<_>>(), items, "{court:?} {estate:?}");
        assert_eq!(fast.total.0, total, "{court:?} {estate:?}");
    });
}

#[test]
fn vote_by_counting() {
    on_every_input("civil-rehabilitation.vote", |draw| {
        let same = draw.flag().then(|| draw.yen());
        let votes = draw.list(7, |draw| Vote { amount: same.unwrap_or_else(|| draw.yen()), dissents: draw.flag() });
        let (mut heads, mut amount) = (0i64, 0i128);
        for vote in &votes {
            let side = if vote.dissents { 1 } else { -1 };
            heads += side;
            amount += i128::from(side) * i128::from(vote.amount.0);
        }
        // 230条6項: blocked by half the heads, or by more than half of the amount.
        let mut blocked_by = Vec::new();
        blocked_by.extend((heads >= 0).then_some(Block::Heads));
        blocked_by.extend((amount > 0).then_some(Block::Amount));
        assert_eq!(silently!(vote, TODAY, &votes).unwrap().blocked_by[..], blocked_by, "{votes:?}");
    });
}

#[test]
fn plan_period_by_walking_to_the_month() {
    on_every_input("civil-rehabilitation.plan-period", |draw| {
        let (final_on, special) = (draw.day(2001, 40).max(date(2001, 4, 1)), draw.flag());
        let month = years_later(final_on, 3);
        let (mut first, mut last) = (date(month.year(), month.month(), 1), month);
        while next(last).month() == month.month() {
            last = next(last);
        }
        if special {
            first = next(last);
            last = months_end(final_on, 60, false);
        }
        let fast = silently!(plan_period, final_on, final_on, special).unwrap().unwrap();
        assert_eq!((fast.last_due_from, fast.last_due_to), (first, last), "{final_on} {special}");
    });
}

#[test]
fn instalments_by_handing_out_yen() {
    on_every_input("civil-rehabilitation.instalments", |draw| {
        let small = draw.flag();
        let claims = draw.list(6, |draw| if small { Yen(draw.below(12)) } else { draw.yen() });
        let amounts: Vec<u64> = claims.iter().map(|claim| claim.0).collect();
        let total = draw.below(amounts.iter().sum::<u64>() + 1);
        let count = 1 + draw.below(60);
        let shares = largest_remainder(total, &amounts);
        let number = NonZeroU32::new(count as u32).unwrap();
        let fast = silently!(instalments, &claims, Yen(total), number, draw.word());
        assert_eq!(fast.0.len(), claims.len());
        for (row, share) in fast.0.iter().zip(shares) {
            assert_eq!(row.sum.0, share, "{total} of {claims:?}");
            assert_eq!(row.regular.0, share / count, "{total} of {claims:?} in {count}");
            assert_eq!(row.regular.0 * (count - 1) + row.adjusted.0, share, "{total} of {claims:?} in {count}");
        }
    });
}

#[test]
fn plan_extension_by_walking_to_the_last_day() {
    on_every_input("civil-rehabilitation.plan-extension", |draw| {
        let last_due_on = draw.day(2001, 60);
        let (unavoidable, very_hard) = (draw.flag(), draw.flag());
        // 234条1項: with both grounds, the last date moves by no more than two years.
        let grounds = ExtensionGrounds { unavoidable, very_hard };
        let fast = silently!(plan_extension, TODAY, last_due_on, grounds).unwrap().unwrap();
        let slow = (unavoidable && very_hard, last_within(last_due_on, 2));
        assert_eq!((fast.possible, fast.latest_last_due_on), slow, "{last_due_on} {grounds:?}");
    });
}

#[test]
fn hardship_discharge_claim_by_claim() {
    on_every_input("civil-rehabilitation.hardship-discharge", |draw| {
        let claims = draw.list(4, |draw| {
            let planned = draw.yen();
            let paid = match draw.below(4) {
                0 => draw.below(planned.0 + 1),
                1 => planned.0,
                // About three quarters.
                _ => (planned.0 - planned.0 / 4 + draw.below(4)).saturating_sub(2),
            };
            Performance { planned, paid: Yen(paid) }
        });
        let mut found = || !draw.once_in(6);
        let grounds = HardshipGrounds {
            not_at_fault: found(),
            extremely_difficult: found(),
            general_interest_kept: found(),
            extension_extremely_difficult: found(),
        };
        // 235条1項1号・2号: of each claim three quarters; what of them is still open, a started yen as a whole one.
        let lacking: Vec<u64> = claims
            .iter()
            .map(|claim| {
                let three_quarters = Ratio::new(3 * u128::from(claim.planned.0), 4);
                let paid = Ratio::from_integer(u128::from(claim.paid.0));
                if paid < three_quarters { (three_quarters - paid).ceil().to_integer() as u64 } else { 0 }
            })
            .collect();
        // 柱書, then 3号 and 4号, in the order of the words.
        let mut failing = Vec::new();
        failing.extend((!grounds.not_at_fault).then_some(HardshipObstacle::AtFault));
        failing.extend((!grounds.extension_extremely_difficult).then_some(HardshipObstacle::ExtensionPossible));
        failing.extend((!grounds.general_interest_kept).then_some(HardshipObstacle::GeneralInterest));
        failing.extend((!grounds.extremely_difficult).then_some(HardshipObstacle::NotExtremelyDifficult));
        failing.extend(lacking.iter().any(|yen| *yen > 0).then_some(HardshipObstacle::ThreeQuarters));
        let fast = silently!(hardship_discharge, TODAY, &claims, grounds).unwrap();
        assert_eq!(fast.lacking.iter().map(|yen| yen.0).collect::<Vec<_>>(), lacking, "{claims:?}");
        assert_eq!(fast.failing, failing, "{claims:?} {grounds:?}");
    });
}
