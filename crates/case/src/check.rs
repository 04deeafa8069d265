//! From the file as written to the household: references resolved, contradictions named.
//!
//! Each part answers its half of the household, or `None` after a mistake; the parts after it are looked at all the
//! same, so that one pass finds every mistake.

mod claims;
mod homes;
mod people;
mod place;
mod plausible;
mod property;

pub use place::NotAPlace;

use law::message::Message;
use law::trace::Shown;
use law::verdict::FactName;
use law::{Date, message};
use read::{Choice, Moment, Node, Problem, Value};

use crate::file::{self, Day, File, Id, Past};
use crate::household::{Amount, ClaimId, Court, Household, PastDay, PersonId};

/// Months that a plan looks ahead when the file does not say.
const HORIZON_MONTHS: u32 = 120;

/// Among more ids than this no nearest one is looked for.
const MAX_COMPARED: usize = 500;
/// More ids than this are not listed.
const MAX_LISTED: usize = 20;

/// The household that a file describes, and what contradicts in it.
pub(crate) fn household(file: &File, root: &Node<'_>) -> (Option<Household>, Vec<Problem>) {
    let mut checker = Checker::new(file, root);
    let household = checker.household(file);
    (household, checker.problems)
}

/// What all parts of the check need.
struct Checker<'f> {
    root: &'f Node<'f>,
    as_of: Option<Date>,
    people: Ids<'f>,
    claims: Ids<'f>,
    debtor: Option<PersonId>,
    /// When each person was born, as far as it can be read.
    born: Vec<Option<Date>>,
    rough: Vec<FactName>,
    problems: Vec<Problem>,
}

/// The ids of a list, by place.
struct Ids<'f> {
    known: Vec<Option<&'f str>>,
    /// Could the whole list be read? If not, a reference that names nothing is no news.
    complete: bool,
}

impl<'f> Ids<'f> {
    fn of<E>(list: Option<&'f Vec<E>>, written: bool, id: impl Fn(&'f E) -> Option<&'f Id>) -> Ids<'f> {
        let known: Vec<Option<&str>> = list.into_iter().flatten().map(|e| id(e).map(|id| id.0.as_str())).collect();
        let complete = known.iter().all(Option::is_some) && (list.is_some() || !written);
        Ids { known, complete }
    }
}

impl<'f> Checker<'f> {
    fn new(file: &'f File, root: &'f Node<'f>) -> Checker<'f> {
        let written = |list| is_written(root, list);
        Checker {
            root,
            as_of: file.as_of.0.map(|day| day.0),
            people: Ids::of(file.person.as_ref(), written("person"), |person| person.id.0.as_ref()),
            claims: Ids::of(file.claim.as_ref(), written("claim"), |claim| claim.id.0.as_ref()),
            debtor: None,
            born: file.person.iter().flatten().map(|person| person.born.map(|born| born.0.first_day())).collect(),
            rough: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn household(&mut self, file: &File) -> Option<Household> {
        self.plausible_as_of();
        let lives_in = file.lives_in.as_deref().and_then(|text| self.place("", "lives_in", text));
        let petition_on = self.petition_on(file.petition_on);
        let wishes = self.wishes(file.wishes.as_ref());
        let people = self.people(file.person.as_deref());
        let debtor = self.debtor(file.person.as_deref());
        self.debtor = debtor;
        let incomes = self.list(file.income.as_deref(), "income", Self::income);
        let expenses = self.expenses(file.expense.as_deref());
        let homes = self.homes(file.home.as_deref(), file.claim.as_deref());
        let claims = self.claims_of(file);
        let assets = self.list(file.asset.as_deref(), "asset", Self::asset);
        let transfers = self.list(file.transfer.as_deref(), "transfer", Self::transfer);
        let auction = file.auction.as_ref().map(|auction| self.auction(auction));
        let decisions = self.list(file.decision.as_deref(), "decision", Self::decision);
        Some(Household {
            as_of: self.as_of?,
            court: file.court.map_or(Court::Standard, |Choice(court)| court),
            lives_in,
            petition_on: petition_on?,
            petition_stated: file.petition_on.is_some(),
            wishes,
            people: people?,
            debtor: debtor?,
            incomes: incomes?,
            expenses: expenses?,
            homes: homes?,
            claims: claims?,
            assets: assets?,
            transfers: transfers?,
            auction,
            disaster: file.disaster,
            decisions: decisions?.unwrap_or_default(),
            rough: std::mem::take(&mut self.rough),
        })
    }

    /// The entries of a list, each with its place in the file; `None` after a mistake in one of them.
    #[expect(clippy::option_option, reason = "a mistake is not the same as an unknown list")]
    fn list<'r, R, E>(
        &mut self,
        entries: Option<&'r [R]>,
        name: &str,
        mut read: impl FnMut(&mut Self, &str, usize, &'r R) -> Option<E>,
    ) -> Option<Option<Vec<E>>> {
        let Some(entries) = entries else { return Some(None) };
        let read: Vec<Option<E>> = entries
            .iter()
            .enumerate()
            .map(|(place, entry)| read(self, &format!("{name}[{place}]"), place, entry))
            .collect();
        read.into_iter().collect::<Option<Vec<E>>>().map(Some)
    }

    /// Reports a mistake in a field of the table at a path.
    fn problem(&mut self, at: &str, field: &str, code: &'static str, message: Message) -> &mut Problem {
        let path = if at.is_empty() || field.is_empty() { format!("{at}{field}") } else { format!("{at}.{field}") };
        let span = self.root.nearest(&path).span.clone();
        self.problems.push(Problem::new(code, path, span, message));
        self.problems.last_mut().expect("one was pushed")
    }

    /// A past day; a later one than `as_of` is a mistake.
    fn past(&mut self, at: &str, field: Field, past: Option<Past>) -> Option<PastDay> {
        let Past(moment) = past?;
        if let Some(as_of) = self.as_of
            && moment.first_day() > as_of
        {
            let message =
                message!("case.after-as-of", field = field.shown(), found = shown_moment(moment), as_of = as_of);
            self.problem(at, field.key(), "after-as-of", message).hint = Some(message!("case.hint.after-as-of"));
        }
        Some(self.past_day(Past(moment)))
    }

    /// A month counts with its last day, but not after `as_of`.
    fn past_day(&self, Past(moment): Past) -> PastDay {
        let day = self.as_of.map_or(moment.last_day(), |as_of| moment.last_day().min(as_of));
        PastDay { day, rough: matches!(moment, Moment::Month(_)) }
    }

    /// The same where the household keeps a plain day: a month is noted as rough.
    fn past_date(&mut self, at: &str, field: Field, past: Option<Past>, fact: FactName) -> Option<Date> {
        let past = self.past(at, field, past)?;
        if past.rough {
            self.rough.push(fact);
        }
        Some(past.day)
    }

    /// Reports a day that lies before one that must come first.
    fn in_order(&mut self, at: &str, later: (Field, Option<Date>), earlier: (Field, Option<Date>)) {
        if let (Some(found), Some(first)) = (later.1, earlier.1)
            && found < first
        {
            let message = message!(
                "case.date-order",
                later = later.0.shown(),
                found = found,
                earlier = earlier.0.shown(),
                first = first
            );
            self.problem(at, later.0.key(), "date-order", message).hint = Some(message!("case.hint.date-order"));
        }
    }

    /// Reports a day of a person's before that person was born.
    fn after_birth(&mut self, at: &str, field: Field, day: Option<Date>, person: Option<PersonId>) {
        let born = person.and_then(|person| *self.born.get(person.0)?);
        self.in_order(at, (field, day), (Field("field.born"), born));
    }

    /// The person with this id; a name that nobody has is a mistake.
    fn person_named(&mut self, at: &str, field: &str, id: &Id) -> Option<PersonId> {
        let place = self.people.known.iter().position(|known| *known == Some(id.0.as_str()));
        if place.is_none() && self.people.complete {
            let message = message!("case.unknown-person", id = id.0.clone());
            let hint = hint_of(&id.0, &self.people.known, message!("case.hint.no-person"));
            self.problem(at, field, "unknown-reference", message).hint = Some(hint);
        }
        place.map(PersonId)
    }

    /// The claim with this id; a name that no claim has is a mistake.
    fn claim_named(&mut self, at: &str, field: &str, id: &Id) -> Option<ClaimId> {
        let place = self.claims.known.iter().position(|known| *known == Some(id.0.as_str()));
        if place.is_none() && self.claims.complete {
            let message = message!("case.unknown-claim", id = id.0.clone());
            let hint = hint_of(&id.0, &self.claims.known, message!("case.hint.no-claim"));
            self.problem(at, field, "unknown-reference", message).hint = Some(hint);
        }
        place.map(ClaimId)
    }

    fn petition_on(&mut self, stated: Option<Day>) -> Option<Date> {
        let as_of = self.as_of?;
        let Some(Day(day)) = stated else { return Some(as_of) };
        self.plausible_petition(as_of, day);
        Some(day)
    }

    fn wishes(&mut self, wishes: Option<&file::Wishes>) -> crate::Wishes {
        let amount = |checker: &mut Self, field: Field, amount: Option<&file::Amount>| {
            checker.amount("wishes", field, amount, plausible::Least::Monthly)
        };
        crate::Wishes {
            keep_home: wishes.and_then(|wishes| wishes.keep_home).map(|Choice(wish)| wish),
            rent_if_moved: amount(self, Field("field.rent_if_moved"), wishes.and_then(|w| w.rent_if_moved.as_ref())),
            lump_sum_available: amount(
                self,
                Field("field.lump_sum_available"),
                wishes.and_then(|w| w.lump_sum_available.as_ref()),
            ),
            horizon_months: wishes.and_then(|wishes| wishes.horizon_months).map_or(HORIZON_MONTHS, |months| months.0),
        }
    }

    /// An amount; one that is positive but below `least` is a slip of the unit. The day of an estimate lies in the past.
    fn amount(
        &mut self,
        at: &str,
        field: Field,
        amount: Option<&file::Amount>,
        least: plausible::Least,
    ) -> Option<Amount> {
        let amount = amount?;
        let likely = amount.likely()?;
        self.plausible_amount(at, field, likely, least);
        Some(match amount {
            file::Amount::Exact(yen) => Amount::exact(*yen),
            file::Amount::Rough(estimate) => {
                self.past(&format!("{at}.{}", field.key()), Field("field.on"), estimate.on);
                Amount {
                    low: estimate.low.unwrap_or(likely),
                    likely,
                    high: estimate.high.unwrap_or(likely),
                    rough: true,
                }
            }
        })
    }

    /// The same where the household keeps plain yen: an estimate is noted as rough.
    fn yen(&mut self, at: &str, field: Field, amount: Option<&file::Amount>, fact: FactName) -> Option<law::Yen> {
        // A year's pay in thousands of ten thousands is a slip; interest and what is paid on a debt may be a few yen.
        let least = match field.key() {
            "gross" | "yearly_before" => plausible::Least::Lent,
            "income_tax" | "resident_tax" | "social_insurance" => plausible::Least::Row,
            _ => plausible::Least::Any,
        };
        let amount = self.amount(at, field, amount, least)?;
        if amount.rough {
            self.rough.push(fact);
        }
        Some(amount.likely)
    }
}

/// Does the table say something about a field, readable or not? JSON's null says nothing.
fn is_written(table: &Node<'_>, field: &str) -> bool {
    table.get(field).is_some_and(|node| node.value != Value::Null)
}

/// A field that messages name: a word of the catalogue, `field.` and the key in the file.
#[derive(Clone, Copy)]
struct Field(&'static str);

impl Field {
    fn key(self) -> &'static str {
        &self.0["field.".len()..]
    }

    fn shown(self) -> Shown {
        Shown::Word(self.0)
    }
}

fn shown_moment(moment: Moment) -> Shown {
    match moment {
        Moment::Day(day) => Shown::Date(day),
        Moment::Month(_) => Shown::Text(moment.to_string()),
    }
}

/// The id that was probably meant, else all of them, else what to do when there is none.
fn hint_of(name: &str, known: &[Option<&str>], none: Message) -> Message {
    let known: Vec<&str> = known.iter().copied().flatten().collect();
    let near = if known.len() > MAX_COMPARED { None } else { read::nearest(name, &known) };
    match near {
        Some(nearest) => message!("hint.nearest-key", key = nearest.to_string()),
        None if known.is_empty() => none,
        None if known.len() > MAX_LISTED => message!("case.hint.unlisted-id"),
        None => message!("case.hint.known-ids", ids = known.join(", ")),
    }
}
