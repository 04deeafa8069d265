//! Verdicts: met, not met, unknown, or left to somebody's judgement. Unknown is a value, never a guess.

use std::fmt;

use crate::message::Message;
use crate::provision::Provision;
use crate::trace::Shown;

crate::word_list! {
    /// Whose judgement decides.
    pub enum Whose {
        /// The secured lender, guarantee company or servicer.
        Lender = "lender",
        /// Each creditor with whom terms are agreed.
        Creditor = "creditor",
        /// The vote of the creditors.
        Vote = "vote",
        /// The court.
        Court = "court",
        /// Another owner of the home.
        CoOwner = "co-owner",
        /// The tax office or municipality.
        TaxOffice = "tax-office",
        /// The insurer of the group credit life insurance.
        Insurer = "insurer",
        /// The municipality's office for livelihood support and public assistance.
        WelfareOffice = "welfare-office",
        /// The buyer who lets the home back.
        Buyer = "buyer",
    }
}

/// A fact of the case by its place: `claim[1].rate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactName {
    /// The list or table, `claim`; empty for a fact at the top of the file.
    pub list: &'static str,
    /// The entry in the list, from zero.
    pub index: Option<u32>,
    /// The field.
    pub field: &'static str,
}

impl FactName {
    /// A field of a table, or one at the top of the file when `list` is empty.
    pub const fn of(list: &'static str, field: &'static str) -> FactName {
        FactName { list, index: None, field }
    }

    /// A field of the entry `index` of a list.
    pub const fn at(list: &'static str, index: usize, field: &'static str) -> FactName {
        FactName { list, index: Some(index as u32), field }
    }
}

impl fmt::Display for FactName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.list)?;
        if let Some(index) = self.index {
            write!(f, "[{index}]")?;
        }
        if !self.list.is_empty() && !self.field.is_empty() {
            f.write_str(".")?;
        }
        f.write_str(self.field)
    }
}

/// What became of one requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is fulfilled.
    Met,
    /// It is not.
    NotMet,
    /// The facts named are lacking. An empty list means that the rule is not computed yet.
    Unknown(Vec<FactName>),
    /// Neither facts nor law decide it, somebody does.
    LeftTo(Whose),
}

impl Verdict {
    /// Met when `condition` holds.
    pub fn when(condition: bool) -> Verdict {
        if condition { Verdict::Met } else { Verdict::NotMet }
    }

    /// Met or not met by a fact that may be unknown.
    pub fn of(condition: Option<bool>, fact: FactName) -> Verdict {
        condition.map_or_else(|| Verdict::Unknown(vec![fact]), Verdict::when)
    }

    /// The word in files and answers.
    pub const fn word(&self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::NotMet => "not-met",
            Verdict::Unknown(_) => "unknown",
            Verdict::LeftTo(_) => "left-to-judgement",
        }
    }
}

/// One requirement of a route, looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Its identifier, `claims-cap`.
    pub id: &'static str,
    /// The articles that ask for it; empty when practice or the household's own budget does.
    pub provisions: &'static [Provision],
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in a sentence.
    pub reason: Message,
    /// What would open the way, when it is closed.
    pub opened_by: Option<Message>,
}

impl Requirement {
    /// The same as a requirement on one claim of several.
    #[must_use]
    pub fn of_claim(mut self, id: &str) -> Requirement {
        self.reason.values.push((OF_CLAIM, Shown::Text(id.to_string())));
        self
    }

    /// The claim that it is about, where several are asked the same.
    pub fn about(&self) -> Option<&str> {
        self.reason.values.iter().find_map(|(name, value)| match value {
            Shown::Text(id) if *name == OF_CLAIM => Some(id.as_str()),
            _ => None,
        })
    }
}

/// The place of the claim among the values of a reason.
const OF_CLAIM: &str = "of_claim";

/// What became of a whole route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// No requirement fails and none is unknown; what it depends on stands beside it.
    Open,
    /// No requirement fails, but at least one is unknown.
    Unknown,
    /// At least one requirement fails.
    Closed,
}

impl Outcome {
    /// The outcome of these requirements together.
    ///
    /// ```
    /// use law::verdict::{Outcome, Verdict, Whose};
    /// assert_eq!(Outcome::of([&Verdict::Met, &Verdict::LeftTo(Whose::Court)]), Outcome::Open);
    /// assert_eq!(Outcome::of([&Verdict::Unknown(vec![]), &Verdict::NotMet]), Outcome::Closed);
    /// ```
    pub fn of<'a>(verdicts: impl IntoIterator<Item = &'a Verdict>) -> Outcome {
        verdicts.into_iter().fold(Outcome::Open, |outcome, verdict| {
            outcome.max(match verdict {
                Verdict::Met | Verdict::LeftTo(_) => Outcome::Open,
                Verdict::Unknown(_) => Outcome::Unknown,
                Verdict::NotMet => Outcome::Closed,
            })
        })
    }

    /// The word in files and answers.
    pub const fn word(self) -> &'static str {
        match self {
            Outcome::Open => "open",
            Outcome::Unknown => "unknown",
            Outcome::Closed => "closed",
        }
    }
}
