//! 資格制限: occupations that a bankrupt may not follow until rights are restored (255条).
//!
//! The list is data, `parameters/restricted_occupations.toml`: it grows by an entry, not by a line of code.

use crate::params::{Checked, Mark};
use crate::provision::{BANKRUPTCY, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::words::Word;

crate::word_list! {
    /// What the opening of bankruptcy does to an occupation.
    pub enum Effect {
        /// The statute shuts out a bankrupt until rights are restored.
        Restricted = "restricted",
        /// The present mandate ends; a new one is possible at once.
        MandateEnds = "mandate-ends",
        /// Known to be untouched.
        Free = "free",
    }
}

/// An occupation of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occupation {
    /// Its identifier, `security-guard`.
    pub id: &'static str,
    /// The Japanese name.
    pub ja: &'static str,
    /// The English name.
    pub en: &'static str,
    /// What the opening does to it.
    pub effect: Effect,
    /// The article that says so, as text: the acts of the trades are no acts of this library. Empty for a free one.
    pub citation: &'static str,
    /// The same for readers of English.
    pub citation_en: &'static str,
    /// How far that was compared with a source.
    pub checked: Checked,
}

impl Show for &Occupation {
    fn show(&self) -> Shown {
        Shown::Word(self.effect.word())
    }
}

include!(concat!(env!("OUT_DIR"), "/occupations.rs"));

/// Every occupation of the list, in its order.
pub fn all() -> &'static [Occupation] {
    OCCUPATIONS
}

/// The rule of [`restriction`].
pub static RESTRICTED_OCCUPATION: Rule = Rule {
    id: "bankruptcy.restricted-occupation",
    ja: "資格制限",
    en: "occupations restricted by bankruptcy",
    provisions: &[Provision::new(BANKRUPTCY, "255/1")],
    mark: Mark::Law,
    parameters: &[],
};

/// What a bankruptcy does to an occupation; `None` when the list does not know it.
///
/// 資格制限。The acts of the trades shut out "one who has not been restored to rights"; 破産法255条1項 restores them with the
/// final discharge. `occupation` is an identifier of the list or the Japanese name. Rehabilitation restricts nothing.
///
/// ```
/// use law::acts::bankruptcy::occupation::{Effect, restriction};
/// use law::trace::{Cx, NoTrace};
/// let guard = restriction(&mut Cx::new(&mut NoTrace), "警備員").unwrap();
/// assert_eq!((guard.id, guard.effect), ("security-guard", Effect::Restricted));
/// ```
#[doc(alias = "資格制限")]
pub fn restriction<T: Trace>(cx: &mut Cx<'_, T>, occupation: &str) -> Option<&'static Occupation> {
    cx.rule(&RESTRICTED_OCCUPATION, |cx| {
        let found = OCCUPATIONS.iter().find(|known| known.id == occupation || known.ja == occupation);
        if cx.is_traced() {
            cx.given("occupation", &occupation.to_string());
            cx.given("citation", &found.map(|known| known.citation.to_string()));
            cx.given("checked", &found.map(|known| known.checked));
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::NoTrace;

    fn check(occupation: &str, effect: Option<Effect>) {
        let found = restriction(&mut Cx::new(&mut NoTrace), occupation);
        assert_eq!(found.map(|known| known.effect), effect, "{occupation}");
    }

    /// Three of the law pages' lists on either side, and one that nobody listed.
    #[test]
    fn listed_free_and_unknown() {
        for occupation in ["security-guard", "生命保険募集人", "real-estate-transaction-agent"] {
            check(occupation, Some(Effect::Restricted));
        }
        check("company-director", Some(Effect::MandateEnds));
        for occupation in ["nurse", "教員", "company-employee"] {
            check(occupation, Some(Effect::Free));
        }
        check("lighthouse-keeper", None);
    }

    #[test]
    fn names_are_unique_and_a_restriction_cites_its_article() {
        for (place, known) in all().iter().enumerate() {
            assert!(all()[..place].iter().all(|other| other.id != known.id && other.ja != known.ja), "{}", known.id);
            assert_eq!(known.citation.is_empty(), known.effect == Effect::Free, "{}", known.id);
            assert_eq!(known.citation_en.is_empty(), known.citation.is_empty(), "{}", known.id);
            assert!(known.citation_en.is_ascii(), "{}", known.id);
        }
    }
}
