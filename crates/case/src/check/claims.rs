//! Debts and what happened to them.

use law::Date;
use law::message;
use law::trace::Shown;
use law::verdict::FactName;
use law::words::Word;
use read::Choice;

use super::{Checker, Field, plausible};
use crate::file::{self, Day, File, Id};
use crate::household::{Claim, Creditor, Event, EventKind, Guarantor, PastDay, PersonId, Unpaid};

/// What brings an acceleration about.
const ACCELERATED_BY: [&str; 2] = ["contract", "demand"];

/// The days of a claim between which everything else lies.
#[derive(Clone, Copy)]
struct Term {
    contracted_on: Option<PastDay>,
    last_due_on: Option<Date>,
}

impl Checker<'_> {
    #[expect(clippy::option_option, reason = "a mistake is not the same as an unknown list")]
    pub(super) fn claims_of(&mut self, file: &File) -> Option<Option<Vec<Claim>>> {
        self.list(file.claim.as_deref(), "claim", Self::claim)
    }

    fn claim(&mut self, at: &str, place: usize, claim: &file::Claim) -> Option<Claim> {
        let kind = claim.kind.0.map(|Choice(kind)| kind);
        let debtor = claim.debtor.0.as_ref().and_then(|id| self.person_named(at, "debtor", id));
        let joint_debtors = self.joint_debtors(at, claim);
        let guarantors = self.guarantors(at, claim);

        let contracted_on = self.past(at, Field("field.contracted_on"), claim.contracted_on);
        let mandate_contracted_on = self.past(at, Field("field.mandate_contracted_on"), claim.mandate_contracted_on);
        let first_due_on = claim.first_due_on.map(|Day(day)| day);
        let last_due_on = claim.last_due_on.map(|Day(day)| day);
        self.after_birth(at, Field("field.contracted_on"), contracted_on.map(|past| past.day), debtor);
        let mandate_day = mandate_contracted_on.map(|past| past.day);
        self.after_birth(at, Field("field.mandate_contracted_on"), mandate_day, debtor);
        self.in_order(
            at,
            (Field("field.last_due_on"), last_due_on),
            (Field("field.contracted_on"), contracted_on.map(PastDay::earliest)),
        );
        self.in_order(
            at,
            (Field("field.first_due_on"), first_due_on),
            (Field("field.contracted_on"), contracted_on.map(PastDay::earliest)),
        );
        self.in_order(at, (Field("field.last_due_on"), last_due_on), (Field("field.first_due_on"), first_due_on));
        self.plausible_last_due(at, last_due_on);
        let term = Term { contracted_on, last_due_on };

        let contract_day = contracted_on.map(|past| past.day);
        self.plausible_rate(at, kind, contract_day, claim.rate);
        self.plausible_late_rate(at, "late_rate", contract_day, claim.late_rate);
        for (place, guarantor) in claim.guarantors.iter().flatten().enumerate() {
            let at = format!("{at}.guarantors[{place}]");
            self.plausible_late_rate(&at, "recourse_rate", contract_day, guarantor.recourse_rate);
        }
        let least = kind.map_or(plausible::Least::Any, plausible::Least::of_principal);
        let principal = self.amount(at, Field("field.principal"), claim.principal.as_ref(), least);
        let least = least.of_instalments();
        let monthly_payment = self.amount(at, Field("field.monthly_payment"), claim.monthly_payment.as_ref(), least);
        let bonus_payment = self.amount(at, Field("field.bonus_payment"), claim.bonus_payment.as_ref(), least);

        let fact = FactName::at("claim", place, "unpaid");
        let unpaid = self.list(claim.unpaid.as_deref(), &format!("{at}.unpaid"), |checker, at, _, unpaid| {
            checker.unpaid(at, unpaid, term, fact)
        });
        let fact = FactName::at("claim", place, "events");
        let (events, unreadable_events) = self.events(at, claim.events.as_deref().unwrap_or_default(), term, fact);
        self.plausible_payments(at, &events);
        if contracted_on.is_none() {
            for event in &events {
                let at = format!("{at}.events[{}]", event.place);
                self.after_birth(&at, Field("field.on"), Some(event.on.day), debtor);
            }
        }
        // The statutory due date of a tax may still lie ahead.
        let statutory_due_on = claim.statutory_due_on.map(|due| {
            if matches!(due.0, read::Moment::Month(_)) {
                self.rough.push(FactName::at("claim", place, "statutory_due_on"));
            }
            due.0.last_day()
        });
        self.soon(at, Field("field.statutory_due_on"), statutory_due_on);
        self.after_birth(at, Field("field.statutory_due_on"), statutory_due_on, debtor);
        self.soon(at, Field("field.first_due_on"), first_due_on);
        Some(Claim {
            id: claim.id.0.as_ref()?.0.clone(),
            kind: kind?,
            debtor: debtor?,
            joint_debtors: joint_debtors?,
            guarantors: guarantors?,
            purpose: claim.purpose.map(|Choice(purpose)| purpose),
            instalments: claim.instalments,
            creditor: claim.creditor.as_ref().map(|creditor| Creditor {
                name: creditor.name.clone().unwrap_or_default(),
                kind: creditor.kind.map(|Choice(kind)| kind),
            }),
            contracted_on,
            mandate_contracted_on,
            principal,
            rate: claim.rate.map(|rate| rate.0),
            late_rate: claim.late_rate.map(|rate| rate.0),
            day_count: claim.day_count.map(|Choice(day_count)| day_count),
            appropriation: claim.appropriation.map(|Choice(order)| order),
            first_due_on,
            last_due_on,
            monthly_payment,
            bonus_payment,
            unpaid: unpaid?,
            statutory_due_on,
            dissents: claim.dissents,
            malicious: claim.malicious,
            bodily_harm: claim.bodily_harm,
            left_off_list: claim.left_off_list,
            events,
            history_told: claim.events.is_some(),
            unreadable_events,
        })
    }

    fn joint_debtors(&mut self, at: &str, claim: &file::Claim) -> Option<Vec<PersonId>> {
        let debtor = claim.debtor.0.as_ref();
        let ids = claim.joint_debtors.as_deref().unwrap_or_default();
        let people = self.list(Some(ids), &format!("{at}.joint_debtors"), |checker, at, place, id| {
            if debtor == Some(id) || ids[..place].contains(id) {
                checker.owes_twice(at, "", id);
            }
            checker.person_named(at, "", id)
        });
        people.map(Option::unwrap_or_default)
    }

    #[expect(clippy::option_option, reason = "a mistake is not the same as an unknown list")]
    fn guarantors(&mut self, at: &str, claim: &file::Claim) -> Option<Option<Vec<Guarantor>>> {
        let debtor = claim.debtor.0.as_ref();
        self.list(claim.guarantors.as_deref(), &format!("{at}.guarantors"), |checker, at, _, guarantor| {
            if let Some(id) = guarantor.person.as_ref().filter(|id| debtor == Some(*id)) {
                checker.owes_twice(at, "person", id);
            }
            let (person, name) = checker.somebody(at, guarantor.person.as_ref(), guarantor.name.as_deref())?;
            let recourse_rate = guarantor.recourse_rate.map(|rate| rate.0);
            Some(Guarantor { person, name, kind: guarantor.kind.0?.0, recourse_rate })
        })
    }

    /// Nobody owes a debt beside themselves.
    fn owes_twice(&mut self, at: &str, field: &str, id: &Id) {
        let message = message!("case.owes-twice", id = id.0.clone());
        self.problem(at, field, "owes-twice", message).hint = Some(message!("case.hint.owes-twice"));
    }

    fn unpaid(&mut self, at: &str, unpaid: &file::Unpaid, term: Term, fact: FactName) -> Option<Unpaid> {
        let due = self.past_date(at, Field("field.due"), unpaid.due.0, fact);
        self.within_term(at, Field("field.due"), due, unpaid.due.0.map(|past| past.0.first_day()), term);
        let principal = self.yen(at, Field("field.principal"), unpaid.principal.0.as_ref(), fact);
        let interest = self.yen(at, Field("field.interest"), unpaid.interest.0.as_ref(), fact);
        Some(Unpaid { due: due?, principal: principal?, interest: interest? })
    }

    /// Instalments fall due between the contract and its last due date.
    fn within_term(&mut self, at: &str, field: Field, latest: Option<Date>, earliest_day: Option<Date>, term: Term) {
        let contracted_on = term.contracted_on.map(PastDay::earliest);
        self.in_order(at, (field, latest), (Field("field.contracted_on"), contracted_on));
        if let (Some(day), Some(last)) = (earliest_day, term.last_due_on)
            && day > last
        {
            let message = message!("case.due-after-end", found = day, last = last);
            self.problem(at, field.key(), "date-order", message).hint = Some(message!("case.hint.date-order"));
        }
    }

    /// The events, and the places of those that could not be read: an account shows the rest all the same.
    fn events(&mut self, at: &str, written: &[file::Event], term: Term, fact: FactName) -> (Vec<Event>, Vec<usize>) {
        self.lost_once(at, written);
        let (mut events, mut unreadable) = (Vec::new(), Vec::new());
        for (place, event) in written.iter().enumerate() {
            match self.event(&format!("{at}.events[{place}]"), place, event, term, fact) {
                Some(event) => events.push(event),
                None => unreadable.push(place),
            }
        }
        // Oldest first; one day's events in the order of the vocabulary, then by amount, then by id.
        events.sort_by(|one, other| {
            (one.on.day, one.kind, one.amount, &one.id).cmp(&(other.on.day, other.kind, other.amount, &other.id))
        });
        (events, unreadable)
    }

    /// The benefit of time is lost once, unless it is agreed anew in between.
    fn lost_once(&mut self, at: &str, events: &[file::Event]) {
        let mut by_day: Vec<(usize, EventKind, Date)> = events
            .iter()
            .enumerate()
            .filter_map(|(place, event)| Some((place, event.kind.0?.0, event.on.0?.0.last_day())))
            .collect();
        by_day.sort_by_key(|(_, kind, day)| (*day, *kind));
        let mut lost: Option<usize> = None;
        for (place, kind, _) in by_day {
            match kind {
                EventKind::Acceleration => {
                    if let Some(first) = lost.replace(place) {
                        let message = message!("case.accelerated-twice", first = first + 1);
                        self.problem(&format!("{at}.events[{place}]"), "kind", "repeated-event", message).hint =
                            Some(message!("case.hint.accelerated-twice"));
                    }
                }
                EventKind::Settlement => lost = None,
                _ => {}
            }
        }
    }

    fn event(&mut self, at: &str, place: usize, event: &file::Event, term: Term, fact: FactName) -> Option<Event> {
        let kind = event.kind.0.map(|Choice(kind)| kind);
        let on = self.past(at, Field("field.on"), event.on.0);
        let contracted_on = term.contracted_on.map(PastDay::earliest);
        self.in_order(at, (Field("field.on"), on.map(|on| on.day)), (Field("field.contracted_on"), contracted_on));
        if let Some(kind) = kind {
            self.fields_of_kind(at, event, kind);
        }
        let until = event.until.map(|Day(day)| day);
        self.in_order(at, (Field("field.until"), until), (Field("field.on"), on.map(PastDay::earliest)));
        self.soon(at, Field("field.until"), until);
        let amount = match &event.amount {
            Some(amount) => Some(self.yen(at, Field("field.amount"), Some(amount), fact)?),
            None => None,
        };
        Some(Event {
            place,
            id: event.id.as_ref().map(|id| id.0.clone()),
            on: on?,
            kind: kind?,
            amount,
            by: event.by.clone().or_else(|| event.to.clone()),
            whole: event.whole,
            until,
            component: event.component.map(|Choice(component)| component),
            designated: event.designated,
            terms: event.terms.clone(),
            appropriation: event.appropriation.map(|Choice(order)| order),
        })
    }

    /// Fields that only one kind of event has.
    fn fields_of_kind(&mut self, at: &str, event: &file::Event, kind: EventKind) {
        for (field, stated, belongs_to) in [
            ("to", event.to.is_some(), EventKind::Assignment),
            ("whole", event.whole.is_some(), EventKind::Subrogation),
            ("until", event.until.is_some(), EventKind::AgreementToTalk),
            ("component", event.component.is_some() && kind != EventKind::Payment, EventKind::Waiver),
            ("designated", event.designated.is_some(), EventKind::Payment),
            ("terms", event.terms.is_some(), EventKind::Settlement),
            ("appropriation", event.appropriation.is_some(), EventKind::Settlement),
        ] {
            if stated && kind != belongs_to {
                let message = message!("case.not-for-kind", field = field.to_string(), kind = kind.word().to_string());
                let hint = message!("case.hint.not-for-kind", kind = belongs_to.word().to_string());
                self.problem(at, field, "not-for-kind", message).hint = Some(hint);
            }
        }
        if let (EventKind::Acceleration, Some(by)) = (kind, &event.by)
            && !ACCELERATED_BY.contains(&by.as_str())
        {
            let message = message!("error.unknown-word", found = by.clone());
            let hint = message!("hint.known-words", words = Shown::Words(ACCELERATED_BY.to_vec()));
            self.problem(at, "by", "unknown-word", message).hint = Some(hint);
        }
    }
}
