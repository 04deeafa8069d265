//! Building requirements: the sentence follows from the requirement's id and its verdict.

use law::Trace;
use law::message::Message;
use law::verdict::{Requirement, Verdict};

use smallvec::SmallVec;

use crate::home::room;
use crate::outcomes::{Reason, Why};

/// Builds a [`law::verdict::Requirement`]. The reason is the catalogue's sentence `requirement.<id>.<verdict>`; what
/// would open a closed one is `requirement.<id>.opens`; both may use the values. Where the trace `T` has no readers no
/// more than the verdict is kept.
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
            law::verdict::Requirement { id: $id, provisions: $provisions, verdict, reason, opened_by }
        } else {
            crate::requirement::without_words($id, verdict)
        }
    }};
}

pub(crate) use requirement;

/// A requirement of which nobody reads more than the verdict.
#[inline]
pub(crate) const fn without_words(id: &'static str, verdict: Verdict) -> Requirement {
    Requirement { id, provisions: &[], verdict, reason: Message { key: "", values: Vec::new() }, opened_by: None }
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
    brief: SmallVec<[Reason; 2]>,
}

impl Requirements {
    /// None yet.
    #[inline]
    pub(crate) fn new<T: Trace>() -> Requirements {
        Requirements { full: Vec::with_capacity(room::<T>()), brief: SmallVec::new() }
    }

    /// These requirements.
    pub(crate) fn of<T: Trace>(requirements: impl IntoIterator<Item = Requirement>) -> Requirements {
        let mut list = Requirements::new::<T>();
        list.add::<T>(requirements);
        list
    }

    /// Adds requirements at the end.
    pub(crate) fn add<T: Trace>(&mut self, requirements: impl IntoIterator<Item = Requirement>) {
        requirements.into_iter().for_each(|requirement| self.push::<T>(requirement));
    }

    /// Adds a requirement at the end.
    #[inline]
    pub(crate) fn push<T: Trace>(&mut self, requirement: Requirement) {
        if T::WORDS {
            self.full.push(requirement);
            return;
        }
        // Taken apart, so that nothing is left to clear away of one that was built on the spot.
        let Requirement { id, verdict, reason: _, opened_by: _, provisions: _ } = requirement;
        if let Some(why) = Why::of(&verdict) {
            self.brief.push(Reason { id, why });
        }
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
