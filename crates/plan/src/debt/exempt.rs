//! What a bankrupt keeps, and how a court looks at a home that is not sold before the petition.

use case::{AssetKind, Court, Home, HomeId, Household};
use law::acts::bankruptcy::exempt::exempt_cash;
use law::acts::bankruptcy::procedure::Procedure;
use law::acts::civil_rehabilitation::liquidation::{Asset, Estate, liquidation_value};
use law::params::{bankruptcy_practice, sale_practice};
use law::provision::{BANKRUPTCY, Provision};
use law::trace::{NoTrace, Show};
use law::verdict::FactName;
use law::{Cx, Trace, Yen, message};
use smallvec::SmallVec;

use crate::debt::DebtOutcome;
use crate::debt::rehabilitation::other_secured;
use crate::formula::formulas;
use crate::home::HomeChoice;
use crate::known::{Known, Lacking, all, both, known};
use crate::ownership;
use crate::situation::Situation;

formulas! {
    KEPT = "route.property-kept", "破産しても手元に残る見込みの財産", "property that probably stays with the debtor", Practice, [BANKRUPTCY "34/3", BANKRUPTCY "34/4"];
    KEPT_OF_KIND = "route.kept-of-kind", "手元に残る見込みの財産（種類ごと）", "property of a kind that probably stays", Practice, [BANKRUPTCY "34/3", BANKRUPTCY "34/4"];
    EXEMPT_CASH = "route.exempt-cash", "手元に残る現金（自由財産）", "cash that stays with the debtor", Law, [BANKRUPTCY "34/3/1"];
    NO_ASSET_ABOVE = "route.home-no-asset-above", "自宅が財産とみられなくなる残債の額（超）", "debt above which the home counts as no asset", Practice, [BANKRUPTCY "216/1"];
}

static SALE_BY_TRUSTEE: &[Provision] = &[Provision::new(BANKRUPTCY, "78/2/1"), Provision::new(BANKRUPTCY, "186/1")];
static EXTENSION: Provision = Provision::new(BANKRUPTCY, "34/4");

/// Cash that stays, what the court can add to it, and a home that is still there at the petition.
/// Where nothing is sold everything stays.
pub(super) fn describe<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    choice: HomeChoice,
    nothing_is_sold: Option<Procedure>,
    outcome: &mut DebtOutcome,
) {
    let kept: Known<Yen> = cx.figure("exempt_cash", &EXEMPT_CASH, |cx| {
        let assets = known(s.house.assets.as_ref(), FactName::of("asset", ""))?;
        let cash = assets
            .iter()
            .enumerate()
            .filter(|(_, asset)| asset.owner == s.house.debtor && asset.kind == AssetKind::Cash);
        let cash: Vec<Yen> =
            all(cash.map(|(place, asset)| Ok(known(asset.value, FactName::at("asset", place, "value"))?.likely)))?;
        Ok(exempt_cash(cx, s.house.petition_on, cash.iter().sum())?.exempt)
    });
    crate::figures::detail(&mut outcome.words.details, "exempt_cash", &kept);
    property(cx, s, nothing_is_sold, outcome);
    outcome.words.risks.push(message!("risk.exempt-extension", article = EXTENSION));
    if choice == HomeChoice::Auction {
        home_at_petition(cx, s, outcome);
        if let Ok(share) = cx.param(&sale_practice::ESTATE_SHARE, s.house.as_of) {
            outcome.words.risks.push(message!("risk.trustee-may-sell", share = share, article = SALE_BY_TRUSTEE));
        }
    }
}

/// What a court leaves of each kind of property: the other side of the liquidation value, by the same habits. A later
/// extension (34条4項) is not counted.
fn property<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    nothing_is_sold: Option<Procedure>,
    outcome: &mut DebtOutcome,
) {
    let mut by_kind: Vec<(AssetKind, Yen)> = Vec::new();
    let all_kept: Known<Yen> = cx.figure("property_kept", &KEPT, |cx| {
        let assets = known(s.house.assets.as_ref(), FactName::of("asset", ""))?;
        let own = assets.iter().enumerate().filter(|(_, asset)| asset.owner == s.house.debtor);
        let mut list: Vec<Asset> = all(own.map(|(place, asset)| {
            let value = known(asset.value, FactName::at("asset", place, "value"))?.likely;
            let covered = asset.title_retained_by.map_or(Yen::ZERO, |claim| s.debts[claim.0].covered_elsewhere);
            Ok(Asset { kind: asset.kind, value: value.excess_over(covered) })
        }))?;
        // Cash first: the order of the file plays no part.
        list.sort_unstable_by_key(|asset| asset.kind);
        let counted = if let Some(run) = nothing_is_sold {
            cx.uses("procedure", "procedure", &run);
            SmallVec::from_elem(Yen::ZERO, list.len())
        } else {
            let readings = crate::practice::readings(cx, s)?;
            let estate = Estate { assets: &list, homes: &[], preferences: Yen::ZERO, readings };
            liquidation_value(cx, s.house.petition_on, s.house.court, &estate)?.assets
        };
        for (asset, counted) in list.iter().zip(&counted) {
            let kept = asset.value.excess_over(*counted);
            match by_kind.iter_mut().find(|(kind, _)| *kind == asset.kind) {
                Some((_, sum)) => *sum += kept,
                None => by_kind.push((asset.kind, kept)),
            }
        }
        Ok::<Yen, Lacking>(by_kind.iter().map(|(_, kept)| *kept).sum())
    });
    crate::figures::detail(&mut outcome.words.details, "property_kept", &all_kept);
    for (kind, kept) in by_kind.into_iter().filter(|(_, kept)| !kept.is_zero()) {
        let name = match kind {
            AssetKind::Deposit => "kept_deposit",
            AssetKind::TimeDeposit => "kept_time_deposit",
            AssetKind::Insurance => "kept_insurance",
            AssetKind::Car => "kept_car",
            AssetKind::RetirementAllowance => "kept_retirement",
            AssetKind::Securities => "kept_securities",
            AssetKind::HouseholdGoods => "kept_household_goods",
            AssetKind::DepositWithLandlord => "kept_landlord_deposit",
            // Cash has a figure of its own; what is left of other kinds is in the sum.
            _ => continue,
        };
        let kept = cx.figure(name, &KEPT_OF_KIND, |cx| {
            // What the court leaves of each kind stands in the sum.
            if let Ok(all) = &all_kept {
                cx.uses("property_kept", "property_kept", all);
            }
            kept
        });
        outcome.words.details.push((name, kept.show()));
    }
}

/// The highest debt beside which the court still counts a home as property; `None` where its habit is not known.
fn counts_up_to<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, (id, home): (HomeId, &Home)) -> Known<Option<Yen>> {
    let on = s.house.petition_on;
    if !matches!(s.house.court, Court::Tokyo | Court::Osaka | Court::Nagoya) {
        return Ok(None);
    }
    let value = ownership::value(id, home)?;
    cx.fact("home_value", &value.likely, value.rough, || Household::home_fact(id, "value").to_string());
    let value = value.likely;
    Ok(Some(match s.house.court {
        // 以上: from the multiple on it counts no more.
        Court::Tokyo => cx.param(&bankruptcy_practice::TOKYO_NO_ASSET_FROM, on)?.of_ceil(value).excess_over(Yen(1)),
        Court::Nagoya => cx.param(&bankruptcy_practice::NAGOYA_NO_ASSET_FROM, on)?.of_ceil(value).excess_over(Yen(1)),
        _ => {
            let appraised = cx.param(&bankruptcy_practice::OSAKA_NO_ASSET_ABOVE, on)?.of_floor(value);
            match home.tax_value {
                None => appraised,
                // More than twice the value for the tax, or more than one and a half times it and the appraisal.
                Some(tax) => {
                    let place = || Household::home_fact(id, "tax_value").to_string();
                    cx.fact("home_tax_value", &tax.likely, tax.rough, place);
                    let most = cx.param(&bankruptcy_practice::OSAKA_NO_ASSET_TAX_ABOVE, on)?.of_floor(tax.likely);
                    let least = cx.param(&bankruptcy_practice::OSAKA_NO_ASSET_TAX_LEAST, on)?.of_floor(tax.likely);
                    most.min(least.max(appraised))
                }
            }
        }
    }))
}

/// The value of the home that is looked at, where the court's habit counts it as property when it is still the debtor's at
/// the petition; `None` when it is owed well above its value.
pub(super) fn home_as_asset(s: &Situation<'_>) -> Option<Yen> {
    let home = s.home().ok()??;
    as_asset(s, home, *s.secured.as_ref().ok()?).ok()?
}

/// The values of the other homes that the court's habit counts as property.
pub(super) fn other_homes_as_assets(s: &Situation<'_>) -> Known<Vec<Yen>> {
    let main = s.home()?.map(|(id, _)| id);
    let list = known(s.house.homes.as_ref(), FactName::of("home", ""))?;
    let others = list.iter().enumerate().map(|(place, home)| (HomeId(place), home)).filter(|(id, _)| Some(*id) != main);
    let counted = all(others.map(|(id, home)| as_asset(s, (id, home), other_secured(s, id, home)?)))?;
    Ok(counted.into_iter().flatten().collect())
}

/// The debtor's share of a home that is not owed well above its value. Where the court's habit is not known, one that is worth
/// more than its debts counts.
fn as_asset(s: &Situation<'_>, (id, home): (HomeId, &Home), secured: Yen) -> Known<Option<Yen>> {
    let (value, share) = both(ownership::value(id, home), s.own_share(id))?;
    let above = counts_up_to(&mut Cx::new(&mut NoTrace), s, (id, home))?;
    let above = above.unwrap_or_else(|| value.likely.excess_over(Yen(1)));
    Ok((secured <= above).then(|| share.of_floor(value.likely)).filter(|worth| !worth.is_zero()))
}

/// A home under an auction may still be the debtor's at the petition. Owed well above its value it counts as no asset
/// there, and alone brings no trustee.
fn home_at_petition<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcome: &mut DebtOutcome) {
    let Ok(Some(home)) = s.home() else { return };
    if matches!(counts_up_to(&mut Cx::new(&mut NoTrace), s, home), Ok(None)) {
        return;
    }
    let above: Known<Yen> = cx
        .figure("no_asset_above", &NO_ASSET_ABOVE, |cx| counts_up_to(cx, s, home)?.ok_or_else(|| Lacking(Vec::new())));
    let Ok((above, secured)) = both(above, s.secured.clone()) else { return };
    outcome.words.details.push(("no_asset_above", above.show()));
    outcome.words.risks.push(if secured > above {
        message!("risk.home-no-asset", secured = secured, above = above)
    } else {
        message!("risk.home-asset", secured = secured, above = above)
    });
}
