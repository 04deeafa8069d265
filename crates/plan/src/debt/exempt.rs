//! What a bankrupt keeps, and how a court looks at a home that is not sold before the petition.

use case::{AssetKind, Court};
use law::acts::bankruptcy::exempt::exempt_cash;
use law::params::{Parameter, bankruptcy_practice};
use law::provision::{BANKRUPTCY, Provision};
use law::trace::Show;
use law::verdict::FactName;
use law::{Cx, Share, Trace, Yen, message};

use crate::debt::DebtOutcome;
use crate::formula::formulas;
use crate::home::HomeChoice;
use crate::known::{Known, Lacking, all, both, known};
use crate::ownership;
use crate::situation::Situation;

formulas! {
    EXEMPT_CASH = "route.exempt-cash", "手元に残る現金（自由財産）", "cash that stays with the debtor", Law, [BANKRUPTCY "34/3/1"];
    NO_ASSET_ABOVE = "route.home-no-asset-above", "自宅が財産とみられなくなる残債の額（超）", "debt above which the home counts as no asset", Practice, [BANKRUPTCY "216/1"];
}

static EXTENSION: Provision = Provision::new(BANKRUPTCY, "34/4");

/// Cash that stays, what the court can add to it, and a home that is still there at the petition.
pub(super) fn describe<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, choice: HomeChoice, outcome: &mut DebtOutcome) {
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
    crate::figures::detail(&mut outcome.details, "exempt_cash", &kept);
    outcome.risks.push(message!("risk.exempt-extension", article = EXTENSION));
    if choice == HomeChoice::Auction {
        home_at_petition(cx, s, outcome);
    }
}

/// The court's multiple of the appraised value; where its habit is known.
const fn multiple(court: Court) -> Option<&'static Parameter<Share>> {
    match court {
        Court::Tokyo => Some(&bankruptcy_practice::TOKYO_NO_ASSET_ABOVE),
        Court::Osaka => Some(&bankruptcy_practice::OSAKA_NO_ASSET_ABOVE),
        _ => None,
    }
}

/// The value of a home that the court's habit counts as property when it is still the debtor's at the petition; `None`
/// when it is owed well above its value, or the habit is not known.
pub(super) fn home_as_asset(s: &Situation<'_>) -> Option<Yen> {
    let ((id, home), multiple) = (s.home().ok()??, multiple(s.house.court)?);
    let value = ownership::value(id, home).ok()?.likely;
    let above = multiple.on(s.house.petition_on).ok()?.value.of_floor(value);
    let secured = *s.secured.as_ref().ok()?;
    (secured <= above).then_some(value)
}

/// A home under an auction may still be the debtor's at the petition. Owed well above its value it counts as no asset
/// there, and alone brings no trustee.
fn home_at_petition<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, outcome: &mut DebtOutcome) {
    let (Ok(Some((id, home))), Some(multiple)) = (s.home(), multiple(s.house.court)) else { return };
    let above: Known<Yen> = cx.figure("no_asset_above", &NO_ASSET_ABOVE, |cx| {
        let value = ownership::value(id, home)?;
        cx.fact("home_value", &value.likely, value.rough, || case::Household::home_fact(id, "value").to_string());
        Ok::<Yen, Lacking>(cx.param(multiple, s.house.petition_on)?.of_floor(value.likely))
    });
    let Ok((above, secured)) = both(above, s.secured.clone()) else { return };
    outcome.details.push(("no_asset_above", above.show()));
    outcome.risks.push(if secured > above {
        message!("risk.home-no-asset", secured = secured, above = above)
    } else {
        message!("risk.home-asset", secured = secured, above = above)
    });
}
