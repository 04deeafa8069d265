//! Property, avoidable transfers, and the auction.

use law::message;
use law::verdict::FactName;
use read::Choice;

use super::{Checker, Field, is_written, plausible};
use crate::file::{self, Day, Id};
use crate::household::{Asset, Auction, Decision, PastDay, PersonId, Transfer};

impl Checker<'_> {
    /// Somebody who is a person of the household or has a name: one of both must be said.
    pub(super) fn somebody(
        &mut self,
        at: &str,
        person: Option<&Id>,
        name: Option<&str>,
    ) -> Option<(Option<PersonId>, String)> {
        match (person, name) {
            (Some(id), name) => {
                let place = self.person_named(at, "person", id)?;
                Some((Some(place), name.unwrap_or(&id.0).to_string()))
            }
            (None, Some(name)) => Some((None, name.to_string())),
            (None, None) => {
                let table = self.root.nearest(at);
                if !is_written(table, "person") && !is_written(table, "name") {
                    self.problem(at, "", "missing", message!("case.nobody-named")).hint =
                        Some(message!("case.hint.nobody-named"));
                }
                None
            }
        }
    }

    pub(super) fn asset(&mut self, at: &str, place: usize, asset: &file::Asset) -> Option<Asset> {
        let kind = asset.kind.0.map(|Choice(kind)| kind);
        let owner = asset.owner.0.as_ref().and_then(|id| self.person_named(at, "owner", id));
        let least = kind.map_or(plausible::Least::Any, plausible::Least::of_asset);
        let value = self.amount(at, Field("field.value"), asset.value.as_ref(), least);
        let fact = FactName::at("asset", place, "first_registered");
        let first_registered = self.past_date(at, Field("field.first_registered"), asset.first_registered, fact);
        let fact = FactName::at("asset", place, "service_since");
        let service_since = self.past_date(at, Field("field.service_since"), asset.service_since, fact);
        self.after_birth(at, Field("field.service_since"), service_since, owner);
        let title = asset.title_retained_by.as_ref().and_then(|id| self.claim_named(at, "title_retained_by", id));
        Some(Asset { kind: kind?, owner: owner?, value, first_registered, service_since, title_retained_by: title })
    }

    pub(super) fn transfer(&mut self, at: &str, _: usize, transfer: &file::Transfer) -> Option<Transfer> {
        let on = self.past(at, Field("field.on"), transfer.on.0);
        self.after_birth(at, Field("field.on"), on.map(|on| on.day), self.debtor);
        let amount = self.amount(at, Field("field.amount"), transfer.amount.0.as_ref(), plausible::Least::Row);
        Some(Transfer { on: on?, to: transfer.to.clone(), amount: amount?, kind: transfer.kind.0?.0 })
    }

    pub(super) fn decision(&mut self, at: &str, _: usize, decision: &file::Decision) -> Option<Decision> {
        let on = self.past(at, Field("field.on"), decision.on.0);
        let final_on = self.past(at, Field("field.final_on"), decision.final_on);
        let day = |past: Option<PastDay>| past.map(|past| past.day);
        self.after_birth(at, Field("field.on"), day(on), self.debtor);
        self.in_order(at, (Field("field.final_on"), day(final_on)), (Field("field.on"), on.map(PastDay::earliest)));
        Some(Decision { kind: decision.kind.0?.0, on: on?, final_on })
    }

    pub(super) fn auction(&mut self, auction: &file::Auction) -> Auction {
        let at = "auction";
        let applied_on = self.past(at, Field("field.applied_on"), auction.applied_on);
        let commenced_on = self.past(at, Field("field.commenced_on"), auction.commenced_on);
        let bids_open_on = auction.bids_open_on.map(|Day(day)| day);
        self.in_order(
            at,
            (Field("field.commenced_on"), commenced_on.map(|past| past.day)),
            (Field("field.applied_on"), applied_on.map(PastDay::earliest)),
        );
        let begun = commenced_on.or(applied_on).map(PastDay::earliest);
        self.in_order(at, (Field("field.bids_open_on"), bids_open_on), (Field("field.commenced_on"), begun));
        self.soon(at, Field("field.bids_open_on"), bids_open_on);
        Auction { applied_on, commenced_on, bids_open_on }
    }
}
