//! 弁護士法72条 and its exceptions: who may negotiate about somebody's debts.

use crate::params::{Mark, judicial_scrivener as figures};
use crate::provision::{ATTORNEY, JUDICIAL_SCRIVENER, Provision, SERVICER};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::{Date, NotInForce, Yen};

crate::word_list! {
    /// Somebody who would talk with the other side about a debt.
    pub enum Actor {
        /// The debtor in person.
        Debtor = "debtor",
        /// 弁護士.
        Attorney = "attorney",
        /// 認定司法書士.
        CertifiedJudicialScrivener = "certified-judicial-scrivener",
        /// 司法書士 without the minister's certification.
        JudicialScrivener = "judicial-scrivener",
        /// 任意売却の仲介業者.
        SaleAgent = "sale-agent",
        /// 債権回収会社, for the holder of the claim.
        ServicerForHolder = "servicer-for-holder",
    }
}

/// Whether somebody may negotiate, and which article says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Negotiation {
    /// May they?
    pub may: bool,
    /// The article that allows it, or that forbids it.
    pub citation: Provision,
}

impl Show for Negotiation {
    fn show(&self) -> Shown {
        Shown::Flag(self.may)
    }
}

/// 弁護士法72条: nobody but an attorney handles another's legal affairs for pay.
const RESERVED: Provision = Provision::new(ATTORNEY, "72");

/// The rule of [`may_negotiate`].
pub static MAY_NEGOTIATE: Rule = Rule {
    id: "attorney.may-negotiate",
    ja: "交渉できる者",
    en: "who may negotiate",
    provisions: &[
        RESERVED,
        Provision::new(ATTORNEY, "3/1"),
        Provision::new(JUDICIAL_SCRIVENER, "3/1/7"),
        Provision::new(SERVICER, "11/1"),
    ],
    mark: Mark::Law,
    parameters: &[&figures::SCRIVENER_CLAIM_CAP],
};

/// May this person negotiate about a claim of this amount?
///
/// 非弁護士の法律事務の取扱い等の禁止。弁護士法72条 reserves the legal affairs of others, for pay, to attorneys; one's own
/// are not "of others". A certified judicial scrivener acts for claims up to the limit of the summary court
/// (司法書士法3条1項7号), each claim by its own amount (最判平成28年6月27日); a licensed servicer acts for the holder of
/// the claim (サービサー法11条1項), never for the debtor; a sale agent brokers the sale and no more.
///
/// ```
/// use law::acts::attorney::{Actor, may_negotiate};
/// use law::{Yen, calendar::date, trace::{Cx, NoTrace}};
/// let agent = may_negotiate(&mut Cx::new(&mut NoTrace), date(2026, 11, 22), Actor::SaleAgent, Yen(6_000_000))?;
/// assert_eq!((agent.may, agent.citation.to_string().as_str()), (false, "弁護士法72条"));
/// # Ok::<(), law::NotInForce>(())
/// ```
#[doc(alias = "非弁行為")]
pub fn may_negotiate<T: Trace>(
    cx: &mut Cx<'_, T>,
    on: Date,
    actor: Actor,
    claim_amount: Yen,
) -> Result<Negotiation, NotInForce> {
    cx.rule(&MAY_NEGOTIATE, |cx| {
        cx.given("actor", &actor);
        let (may, citation) = match actor {
            Actor::Debtor => (true, RESERVED),
            Actor::Attorney => (true, Provision::new(ATTORNEY, "3/1")),
            Actor::CertifiedJudicialScrivener => {
                cx.given("claim_amount", &claim_amount);
                let cap = cx.param(&figures::SCRIVENER_CLAIM_CAP, on)?;
                (claim_amount <= cap, Provision::new(JUDICIAL_SCRIVENER, "3/1/7"))
            }
            Actor::JudicialScrivener | Actor::SaleAgent => (false, RESERVED),
            Actor::ServicerForHolder => (true, Provision::new(SERVICER, "11/1")),
        };
        Ok(Negotiation { may, citation })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::date;
    use crate::trace::NoTrace;

    fn check(actor: Actor, claim_amount: u64, may: bool, citation: &str) {
        let mut silent = NoTrace;
        let cx = &mut Cx::new(&mut silent);
        let found = may_negotiate(cx, date(2026, 11, 22), actor, Yen(claim_amount)).unwrap();
        assert_eq!((found.may, found.citation.to_string().as_str()), (may, citation), "{actor:?}");
    }

    #[test]
    fn a_certified_scrivener_up_to_the_limit_of_the_summary_court() {
        check(Actor::CertifiedJudicialScrivener, 1_400_000, true, "司法書士法3条1項7号");
        check(Actor::CertifiedJudicialScrivener, 1_400_001, false, "司法書士法3条1項7号");
    }

    #[test]
    fn the_others_whatever_the_amount() {
        for amount in [0, 1_400_001] {
            check(Actor::Debtor, amount, true, "弁護士法72条");
            check(Actor::Attorney, amount, true, "弁護士法3条1項");
            check(Actor::JudicialScrivener, amount, false, "弁護士法72条");
            check(Actor::SaleAgent, amount, false, "弁護士法72条");
            check(Actor::ServicerForHolder, amount, true, "サービサー法11条1項");
        }
    }
}
