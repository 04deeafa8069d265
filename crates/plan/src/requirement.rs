//! Building requirements: the sentence follows from the requirement's id and its verdict.

use law::Trace;
use law::message::Message;
use law::verdict::{Requirement, Verdict};

use smallvec::SmallVec;

use crate::home::room;
use crate::outcomes::{Reason, Why};

/// Builds a [`Need`]. The reason is the catalogue's sentence `requirement.<id>.<verdict>`; what would open a closed one is
/// `requirement.<id>.opens`; both may use the values. Where the trace `T` has no readers no more is kept than what keeps the
/// requirement from being met.
macro_rules! requirement {
    ($trace:ident; $id:literal, $provisions:expr, $verdict:expr $(, $name:ident = $value:expr)* $(,)?) => {{
        let verdict: law::verdict::Verdict = $verdict;
        if <$trace as law::Trace>::WORDS {
            let key = match &verdict {
                law::verdict::Verdict::Met => concat!("requirement.", $id, ".met"),
                law::verdict::Verdict::NotMet => concat!("requirement.", $id, ".not-met"),
                // Nothing that the household could find out: terms that are still to be agreed or worked out.
                law::verdict::Verdict::Unknown(facts) if facts.is_empty() => "requirement.terms-open",
                law::verdict::Verdict::Unknown(_) => "requirement.unknown",
                law::verdict::Verdict::LeftTo(_) => concat!("requirement.", $id, ".left"),
            };
            let values: Vec<(&'static str, law::trace::Shown)> =
                vec![$((stringify!($name), law::trace::Show::show(&$value))),*];
            let opened_by = matches!(verdict, law::verdict::Verdict::NotMet).then(|| law::message::Message {
                key: concat!("requirement.", $id, ".opens"),
                values: values.clone(),
            });
            let reason = law::message::Message { key, values };
            let provisions = $provisions;
            crate::requirement::Need::told(law::verdict::Requirement { id: $id, provisions, verdict, reason, opened_by })
        } else {
            crate::requirement::Need::brief($id, &verdict)
        }
    }};
}

pub(crate) use requirement;

/// One requirement, looked at.
#[derive(Clone, Debug)]
pub(crate) struct Need {
    id: &'static str,
    /// What keeps it from being simply met.
    why: Option<Why>,
    /// Its words, where somebody reads.
    full: Option<Box<Requirement>>,
}

impl Need {
    /// A requirement with its words.
    pub(crate) fn told(full: Requirement) -> Need {
        Need { id: full.id, why: Why::of(&full.verdict), full: Some(Box::new(full)) }
    }

    /// A requirement of which nobody reads more than the verdict.
    #[inline]
    pub(crate) fn brief(id: &'static str, verdict: &Verdict) -> Need {
        Need { id, why: Why::of(verdict), full: None }
    }

    /// What keeps it from being simply met.
    #[inline]
    pub(crate) fn reason(&self) -> Option<Reason> {
        self.why.map(|why| Reason { id: self.id, why })
    }

    /// The requirement with its words, where somebody reads.
    pub(crate) fn into_full(self) -> Option<Requirement> {
        self.full.map(|full| *full)
    }

    /// The same with another way to open it, where it is closed and somebody reads.
    #[must_use]
    pub(crate) fn opened_by(mut self, way: impl FnOnce() -> Message) -> Need {
        if let Some(opens) = self.full.as_mut().and_then(|full| full.opened_by.as_mut()) {
            *opens = way();
        }
        self
    }

    /// The same as a requirement on one claim of several.
    #[must_use]
    pub(crate) fn of_claim(self, id: &str) -> Need {
        Need { full: self.full.map(|full| Box::new(full.of_claim(id))), ..self }
    }
}

/// A list of requirements, `requirements![T; first, second]`, each put in its place without a copy.
macro_rules! requirements {
    ($trace:ident; $($requirement:expr),+ $(,)?) => {{
        let mut list = crate::requirement::Requirements::new::<$trace>();
        $(list.push::<$trace>($requirement);)+
        list
    }};
}

pub(crate) use requirements;

/// What something needs, in order: whole sentences for those who read, and for a portfolio no more than what is not
/// simply met.
#[derive(Clone, Debug, Default)]
pub struct Requirements {
    /// Every requirement; none where nobody reads.
    full: Vec<Requirement>,
    /// What is not simply met; none where somebody reads.
    brief: SmallVec<[Reason; 4]>,
}

impl Requirements {
    /// None yet.
    #[inline]
    pub(crate) fn new<T: Trace>() -> Requirements {
        Requirements { full: Vec::with_capacity(room::<T>()), brief: SmallVec::new() }
    }

    /// Adds requirements at the end.
    pub(crate) fn add<T: Trace>(&mut self, needs: impl IntoIterator<Item = Need>) {
        needs.into_iter().for_each(|need| self.push::<T>(need));
    }

    /// Adds a requirement at the end.
    #[inline]
    pub(crate) fn push<T: Trace>(&mut self, need: Need) {
        if T::WORDS {
            self.full.extend(need.into_full());
        } else if let Some(why) = need.why {
            self.note(Reason { id: need.id, why });
        }
    }

    fn note(&mut self, reason: Reason) {
        self.brief.push(reason);
    }

    /// Adds those of another list at the end.
    pub(crate) fn append<T: Trace>(&mut self, more: &Requirements) {
        if T::WORDS {
            self.full.extend_from_slice(&more.full);
        } else {
            // Most lists have one or two: a list that makes room for all at once would take longer.
            more.brief.iter().for_each(|reason| self.note(*reason));
        }
    }

    /// Every requirement in full, taken out.
    pub(crate) fn take_full(&mut self) -> Vec<Requirement> {
        std::mem::take(&mut self.full)
    }

    /// The same without one of them.
    pub(crate) fn remove(&mut self, id: &str) {
        self.full.retain(|requirement| requirement.id != id);
        self.brief.retain(|reason| reason.id != id);
    }

    /// Is one of them not met? Told where nobody reads; whoever reads looks at all of them.
    pub(crate) fn fails(&self) -> bool {
        self.brief.iter().any(|reason| reason.why == Why::NotMet)
    }

    /// Every requirement in full.
    pub(crate) fn full(&self) -> &[Requirement] {
        &self.full
    }

    /// What is not simply met.
    pub(crate) fn brief(&self) -> &[Reason] {
        &self.brief
    }
}
