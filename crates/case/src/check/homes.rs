//! Homes, their owners and their register.

use law::{Share, message};
use read::Choice;

use super::{Checker, Field, plausible};
use crate::file;
use crate::household::{ClaimKind, Encumbrance, Home, HomeKind, Lies, Owner};

impl Checker<'_> {
    #[expect(clippy::option_option, reason = "a mistake is not the same as an unknown list")]
    pub(super) fn homes(
        &mut self,
        homes: Option<&[file::Home]>,
        claims: Option<&[file::Claim]>,
    ) -> Option<Option<Vec<Home>>> {
        let of_management = claims
            .unwrap_or_default()
            .iter()
            .position(|claim| claim.kind.0.is_some_and(|Choice(kind)| kind == ClaimKind::ManagementFee));
        let mut main: Option<usize> = None;
        self.list(homes, "home", |checker, at, place, home| {
            if home.main_residence == Some(true)
                && let Some(first) = main.replace(place)
            {
                let message = message!("case.two-main-residences", first = first + 1);
                checker.problem(at, "main_residence", "two-main-residences", message);
            }
            if let Some(claim) = of_management {
                checker.fee_stated_once(home, claim);
            }
            checker.home(at, place, home)
        })
    }

    /// Arrears of management fees stand at the home, or they would count twice and without their statutory lien.
    fn fee_stated_once(&mut self, home: &file::Home, claim: usize) {
        let Some(arrears) = home.management_fee_arrears.as_ref().and_then(file::Amount::likely) else { return };
        let is_flat = home.kind == Some(Choice(HomeKind::Condominium));
        if !arrears.is_zero() || is_flat {
            self.problem(&format!("claim[{claim}]"), "kind", "fee-stated-twice", message!("case.fee-stated-twice"))
                .hint = Some(message!("case.hint.fee-stated-twice"));
        }
    }

    fn home(&mut self, at: &str, place: usize, home: &file::Home) -> Option<Home> {
        let owners = self.owners(at, home.owners.as_deref());
        let value = self.amount(at, Field("field.value"), home.value.as_ref(), plausible::Least::Home);
        let tax_value = self.amount(at, Field("field.tax_value"), home.tax_value.as_ref(), plausible::Least::Home);
        let least = plausible::Least::Home;
        let acquisition_cost = self.amount(at, Field("field.acquisition_cost"), home.acquisition_cost.as_ref(), least);
        let acquired_on = self.past(at, Field("field.acquired_on"), home.acquired_on);
        let (value_source, value_on) = match &home.value {
            // The day has been checked with the amount.
            Some(file::Amount::Rough(estimate)) => (estimate.source.clone(), estimate.on),
            _ => (None, None),
        };
        let value_on = value_on.map(|on| self.past_day(on));
        let management_fee_arrears = self.amount(
            at,
            Field("field.management_fee_arrears"),
            home.management_fee_arrears.as_ref(),
            plausible::Least::Monthly,
        );
        let encumbrances = self.list(home.encumbrances.as_deref(), &format!("{at}.encumbrances"), Self::encumbrance);
        let id = home.id.as_ref().map_or_else(|| default_id(place), |id| id.0.clone());
        Some(Home {
            id,
            kind: home.kind.map(|Choice(kind)| kind),
            owners: owners?,
            main_residence: home.main_residence,
            own_use_floor_share: home.own_use_floor_share,
            value,
            tax_value,
            acquisition_cost,
            acquired_on,
            value_source,
            value_on,
            management_fee_arrears,
            encumbrances: encumbrances?,
        })
    }

    #[expect(clippy::option_option, reason = "a mistake is not the same as an unknown list")]
    fn owners(&mut self, at: &str, owners: Option<&[file::Owner]>) -> Option<Option<Vec<Owner>>> {
        let mut seen: Vec<&str> = Vec::new();
        let read = self.list(owners, &format!("{at}.owners"), |checker, at, _, owner| {
            let (person, name) = checker.somebody(at, owner.person.as_ref(), owner.name.as_deref())?;
            if let Some(id) = &owner.person {
                if seen.contains(&id.0.as_str()) {
                    let message = message!("case.repeated-owner", id = id.0.clone());
                    checker.problem(at, "person", "repeated-owner", message);
                }
                seen.push(&id.0);
            }
            Some(Owner { person, name, share: owner.share.0? })
        });
        if let Some(Some(owners)) = &read {
            let sum = owners.iter().try_fold(Share::NOTHING, |sum, owner| sum.plus(owner.share));
            if sum != Some(Share::WHOLE) {
                let sum = sum.map_or_else(|| "?".to_string(), |sum| sum.to_string());
                self.problem(at, "owners", "shares-sum", message!("case.shares-sum", sum = sum)).hint =
                    Some(message!("case.hint.shares-sum"));
            }
        }
        read
    }

    fn encumbrance(&mut self, at: &str, _: usize, encumbrance: &file::Encumbrance) -> Option<Encumbrance> {
        let registered_on = self.past(at, Field("field.registered_on"), encumbrance.registered_on);
        let claim = encumbrance.claim.as_ref().and_then(|id| self.claim_named(at, "claim", id));
        Some(Encumbrance {
            rank: encumbrance.rank.0?.0,
            kind: encumbrance.kind.0?.0,
            on: encumbrance.on.map_or(Lies::Both, |Choice(on)| on),
            holder: encumbrance.holder.map(|Choice(holder)| holder),
            claim,
            claim_name: encumbrance.claim.as_ref().map(|id| id.0.clone()).unwrap_or_default(),
            registered_on,
        })
    }
}

/// A home that the file does not name.
fn default_id(place: usize) -> String {
    if place == 0 { "home".to_string() } else { format!("home-{}", place + 1) }
}
