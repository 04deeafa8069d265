//! 消滅時効: 民法166条 ff.

use law::acts::civil_code::prescription::{
    self as law_of, ClaimHistory, CreditorKind, Event, EventKind, Regime, Status, Unanswerable,
};
use law::trace::Rule;
use law::{Cx, Date, Trace, message};
use read::{Choice, record};

use crate::{Callable, Refusal};

/// `civil-code.prescription`.
pub(crate) struct Prescription;

record! {
    /// An event.
    pub struct Happened {
        /// Its day.
        on: Date;
        /// What it was.
        kind: Choice<EventKind>;
    }
}

record! {
    /// A claim and what happened to it.
    pub struct Claim {
        /// The day of the contract; for a reimbursement claim, of the guarantee mandate.
        contracted_on: Date;
        /// The creditor.
        creditor: Choice<CreditorKind>;
        /// The day from which the creditor could claim.
        due_on: Date;
        /// Events after `due_on`, up to `as_of`.
        events: Vec<Happened>;
        /// The day that asks.
        as_of: Date;
        /// The law in force on this day decides the period, instead of that of the contract.
        law_on: Option<Date>;
    }
}

record! {
    /// Where prescription stands.
    pub struct Standing {
        /// The law of the claim's own period.
        regime: Choice<Regime>;
        /// The claim's own period.
        years: u32;
        /// The last day of the period that runs, with its postponements; null while an auction holds it.
        last_day: Option<Date>;
        /// The first day on which prescription may be invoked; null while an auction holds it.
        invocable_from: Option<Date>;
        /// The status.
        status: Choice<Status>;
    }
}

impl Callable for Prescription {
    type Input = Claim;
    type Answer = Standing;
    const RULE: &'static Rule = &law_of::PRESCRIPTION;
    const DECIDED_BY: &'static [&'static str] = &["contracted_on"];

    fn law_on(input: &Claim) -> Option<Date> {
        input.law_on
    }

    fn call<T: Trace>(cx: &mut Cx<'_, T>, input: &Claim, on: Date) -> Result<Standing, Refusal> {
        let events: Vec<Event> = input.events.iter().map(|event| Event { on: event.on, kind: event.kind.0 }).collect();
        let claim =
            ClaimHistory { creditor: input.creditor.0, due_on: input.due_on, events: &events, as_of: input.as_of };
        let standing = law_of::prescription(cx, on, &claim).map_err(|error| refusal(error, input))?;
        Ok(Standing {
            regime: Choice(standing.regime),
            years: standing.years,
            last_day: standing.last_day,
            invocable_from: standing.invocable_from(),
            status: Choice(standing.status),
        })
    }
}

fn refusal(error: Unanswerable, input: &Claim) -> Refusal {
    match error {
        Unanswerable::NotInForce(error) => error.into(),
        Unanswerable::OutOfTime(place) => Refusal::new(
            format!("events[{place}].on"),
            message!("error.event-out-of-time", due_on = input.due_on, as_of = input.as_of),
        ),
        Unanswerable::NoAuction(place) => {
            Refusal::new(format!("events[{place}].kind"), message!("error.no-auction-begun"))
        }
        Unanswerable::BeyondCalendar(place) => {
            let field = place.map_or_else(|| "due_on".to_string(), |place| format!("events[{place}].on"));
            Refusal::new(field, message!("error.beyond-calendar"))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::entry::tests::check;

    const RULE: &str = "civil-code.prescription";

    fn input(contracted_on: &str, events: &str) -> String {
        format!(
            r#"{{"contracted_on": "{contracted_on}", "creditor": "non-commercial", "due_on": "2016-03-10",
                 "events": {events}, "as_of": "2026-11-22"}}"#
        )
    }

    #[test]
    fn old_and_new_and_held() {
        let old = r#"{"regime": "old", "years": 10, "last_day": "2026-03-10", "invocable_from": "2026-03-11", "status": "complete"}"#;
        check(RULE, &input("2015-03-10", "[]"), old);
        let held = r#"[{"on": "2026-03-01", "kind": "auction-commenced"}]"#;
        let expect = r#"{"regime": "old", "years": 10, "last_day": null, "invocable_from": null, "status": "running"}"#;
        check(RULE, &input("2015-03-10", held), expect);
        let paid = r#"[{"on": "2026-03-11", "kind": "payment"}]"#;
        let expect = r#"{"regime": "old", "years": 10, "last_day": "2036-03-11", "invocable_from": "2036-03-12", "status": "barred"}"#;
        check(RULE, &input("2015-03-10", paid), expect);
    }

    #[test]
    fn what_cannot_be_is_refused_at_its_place() {
        let refused = |contracted_on: &str, events: &str, field: &str| {
            check(RULE, &input(contracted_on, events), &format!(r#"{{"error": "{field}"}}"#));
        };
        refused("1899-06-15", "[]", "contracted_on");
        refused("2015-03-10", r#"[{"on": "2016-03-10", "kind": "payment"}]"#, "events[0].on");
        refused("2015-03-10", r#"[{"on": "2026-11-23", "kind": "payment"}]"#, "events[0].on");
        refused("2015-03-10", r#"[{"on": "2020-11-23", "kind": "missed"}]"#, "events[0].kind");
        refused("2015-03-10", r#"[{"on": "2020-11-23", "kind": "auction-withdrawn"}]"#, "events[0].kind");
    }
}
