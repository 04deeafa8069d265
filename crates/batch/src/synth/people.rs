//! The debtor and who lives with them, what they earn and own.

use case::{AssetKind, CreditLifeClaim, IncomeKind, KeepHome};
use law::{Date, Yen};
use portfolio::table::{Asset, Dependant, Household, IncomeYear, Past};

use super::draw::Draw;
use super::loan::HomeLoan;
use super::rounded;
use super::tables::{self, Region};

const THOUSAND: u64 = 1_000;

/// A day so many years before another.
fn years_before(draw: &mut Draw, day: Date, least: u64, most: u64) -> Date {
    let years = draw.between(least, most);
    let year = i16::try_from(i64::from(day.year()) - years.cast_signed() - 1).unwrap_or(1970);
    let (month, day) = (draw.between(1, 12) as i8, draw.between(1, 28) as i8);
    Date::new(year, month, day).unwrap_or_default()
}

pub(super) fn people(draw: &mut Draw, as_of: Date, loan: &HomeLoan, house: &mut Household) {
    // Nobody borrows before 22, and few after 55.
    let since = u64::from((as_of.year() - loan.contracted_on.year()).unsigned_abs());
    house.debtor_born = Some(years_before(draw, as_of, 25 + since, 45 + since.min(25)));
    house.keep_home = Some(*draw.choose(&[
        (200, KeepHome::Must),
        (450, KeepHome::Prefer),
        (200, KeepHome::Indifferent),
        (150, KeepHome::Leave),
    ]));
    house.credit_life_claim = if draw.in_thousand(60) {
        None
    } else {
        Some(*draw.choose(&[(975, CreditLifeClaim::None), (25, CreditLifeClaim::Possible)]))
    };
    house.income_regular = if draw.in_thousand(30) { None } else { Some(!draw.in_thousand(80)) };
    house.small_fluctuation = if draw.in_thousand(50) { None } else { Some(draw.in_thousand(780)) };
    house.past = if draw.in_thousand(40) { None } else { Some(Past::None) };
    if draw.in_thousand(35) {
        house.past = Some(*draw.choose(&[(700, Past::Discharge), (300, Past::SmallScalePlan)]));
        house.past_final_on = Some(years_before(draw, as_of, 1, 14));
    }
    house.refusal_grounds = match draw.below(1_000) {
        0..60 => None,
        60..120 => Some("waste-or-gambling".to_string()),
        120..140 => Some("preference".to_string()),
        _ => Some("none".to_string()),
    };
    let joint = loan.claim.joint_debtor == Some(true) || house.co_owner.is_some();
    if joint || draw.in_thousand(640) {
        house.spouse_born = Some(years_before(draw, as_of, 27, 58));
        let earns = draw.in_thousand(520);
        house.spouse_supported = Some(!earns || draw.in_thousand(500));
        if earns {
            house.spouse_net_monthly = Some(rounded(draw.between(55, 230) * THOUSAND, 1_000));
        }
    }
    let children = *draw.choose(&[(390, 0_u64), (230, 1), (230, 2), (120, 3), (30, 4)]);
    house.dependants_born =
        Some((0..children).map(|_| Dependant { born: Some(years_before(draw, as_of, 1, 19)) }).collect());
    income(draw, loan, house);
}

fn income(draw: &mut Draw, loan: &HomeLoan, house: &mut Household) {
    let now = if loan.overdue > 0 { tables::INCOME_OF_LATE } else { tables::INCOME_NOW };
    let yearly = loan.income_then * 100 * draw.of(now);
    let business = draw.in_thousand(150);
    house.income_kind = Some(if business { IncomeKind::Business } else { IncomeKind::Salary });
    // Taxes and social insurance take more of a larger income.
    let kept = 84_u64.saturating_sub(yearly / 1_000_000).max(66);
    let bonus = if business || draw.in_thousand(250) { 0 } else { draw.between(8, 24) };
    let monthly = yearly * (100 - bonus) / 100 / 12;
    house.gross_monthly = Some(rounded(monthly, 1_000));
    house.net_monthly = Some(rounded(monthly * kept / 100, 1_000));
    house.bonus_net_yearly = Some(rounded(yearly * bonus / 100 * kept / 100, 10_000));
    if draw.in_thousand(60) {
        return;
    }
    let year = |gross: u64| IncomeYear {
        gross: Some(rounded(gross, 1_000)),
        income_tax: Some(rounded(gross * (gross / 1_000_000).min(20) / 500, 100)),
        resident_tax: Some(rounded(gross * 45 / 1_000, 100)),
        social_insurance: Some(rounded(gross * 145 / 1_000, 100)),
    };
    let before = yearly * draw.between(88, 115) / 100;
    house.income_years = Some(vec![year(yearly), year(before)]);
}

pub(super) fn budget(draw: &mut Draw, region: &Region, house: &mut Household) {
    let heads = u64::from(house.spouse_born.is_some()) * 45
        + house.dependants_born.as_ref().map_or(0, |list| list.len() as u64) * 32;
    let own = draw.of(tables::LIVING);
    house.living_cost = (!draw.in_thousand(50)).then(|| rounded((own + heads) * THOUSAND, 1_000));
    house.rent_if_moved = (!draw.in_thousand(80)).then(|| rounded(region.rent * draw.between(75, 120) / 100, 1_000));
    house.lump_sum_available = draw
        .in_thousand(700)
        .then(|| if draw.in_thousand(550) { Yen::ZERO } else { Yen(draw.between(1, 20) * 100_000) });
    house.disaster = draw.in_thousand(900).then_some(false);
}

pub(super) fn assets(draw: &mut Draw, house: &mut Household) {
    if draw.in_thousand(40) {
        return;
    }
    let mut list: Vec<Asset> = Vec::new();
    let mut add = |kind, value: Yen| list.push(Asset { kind: Some(kind), value: Some(value), title_retained_by: None });
    let at_hand = draw.of(tables::CASH) * THOUSAND;
    add(AssetKind::Cash, rounded(at_hand / 5, 1_000));
    add(AssetKind::Deposit, rounded(at_hand / 5 * 4, 1_000));
    for (cases, kind, least, most) in [
        (120, AssetKind::TimeDeposit, 100, 2_000),
        (480, AssetKind::Insurance, 20, 1_600),
        (600, AssetKind::Car, 50, 2_200),
        (120, AssetKind::Securities, 50, 2_500),
        (550, AssetKind::RetirementAllowance, 300, 14_000),
    ] {
        if draw.in_thousand(cases) {
            // The smaller values are the usual ones: the lower of two draws.
            let value = draw.between(least, most).min(draw.between(least, most));
            add(kind, Yen(value * THOUSAND));
        }
    }
    house.assets = Some(list);
}
