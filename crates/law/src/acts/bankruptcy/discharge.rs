//! 免責: which claims survive it (253条). What bars a second one stands beside its mirror, in
//! [`seven_year_bar`](crate::acts::civil_rehabilitation::salaried::seven_year_bar).

use crate::params::Mark;
use crate::provision::{BANKRUPTCY, Provision};
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::words::Word;

crate::word_list! {
    /// The nature of a claim, as far as 253条1項 looks at it.
    pub enum ClaimNature {
        /// 租税.
        Tax = "tax",
        /// 社会保険料: collected like national taxes.
        SocialInsurance = "social-insurance",
        /// 悪意で加えた不法行為.
        MaliciousTort = "malicious-tort",
        /// 故意又は重大な過失により加えた人の生命又は身体を害する不法行為.
        BodilyHarm = "bodily-harm",
        /// A tort of which it is not known whether it is either.
        Tort = "tort",
        /// 婚姻費用、養育費、扶養料.
        Support = "support",
        /// 雇用関係に基づく使用人の請求権.
        Wages = "wages",
        /// 罰金等.
        Fine = "fine",
        /// Anything else: loans, cards, guarantees, rent, fees.
        Other = "other",
    }
}

impl ClaimNature {
    /// The nature of a tort, as far as it is known whether it was malicious (2号) and whether it harmed life or body by intent
    /// or gross negligence (3号, which leaves out what falls under 2号). 民事再生法229条3項1号・2号 ask the same.
    pub const fn of_tort(malicious: Option<bool>, bodily_harm: Option<bool>) -> ClaimNature {
        match (malicious, bodily_harm) {
            (Some(true), _) => ClaimNature::MaliciousTort,
            (_, Some(true)) => ClaimNature::BodilyHarm,
            (Some(false), Some(false)) => ClaimNature::Other,
            _ => ClaimNature::Tort,
        }
    }

    /// Is it a tort for which neither a plan nor a discharge reduces the damages?
    pub const fn is_grave_tort(self) -> bool {
        matches!(self, ClaimNature::MaliciousTort | ClaimNature::BodilyHarm)
    }
}

crate::word_list! {
    /// What becomes of a claim when the debtor is discharged.
    pub enum Fate {
        /// It survives (非免責債権).
        Survives = "survives",
        /// It is discharged.
        Discharged = "discharged",
        /// The facts do not settle it; a court does when the creditor sues.
        LeftToJudgement = "left-to-judgement",
    }
}

/// A claim before a discharge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimBefore {
    /// Its nature.
    pub nature: ClaimNature,
    /// The debtor knew of it and left it off the list of creditors.
    pub knowingly_omitted: bool,
    /// The creditor knew that the bankruptcy had been opened.
    pub creditor_knew: bool,
}

/// What becomes of a claim, and by which item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimAfter {
    /// What.
    pub fate: Fate,
    /// The item under which it survives or may survive.
    pub item: Option<Provision>,
}

impl Show for ClaimAfter {
    fn show(&self) -> Shown {
        Shown::Word(self.fate.word())
    }
}

const fn item(path: &'static str) -> Provision {
    Provision::new(BANKRUPTCY, path)
}

/// The rule of [`survives`].
pub static SURVIVES: Rule = Rule {
    id: "bankruptcy.survives",
    ja: "非免責債権",
    en: "claims that survive a discharge",
    provisions: &[Provision::new(BANKRUPTCY, "253/1")],
    mark: Mark::Law,
    parameters: &[],
};

/// Does a claim survive the debtor's discharge?
///
/// 非免責債権。破産法253条1項. Guarantors and other security stay liable in any case (2項). Whether a tort was malicious or
/// grossly negligent is left to the court that hears the creditor's suit.
///
/// ```
/// use law::acts::bankruptcy::discharge::{ClaimBefore, ClaimNature, Fate, survives};
/// use law::trace::{Cx, NoTrace};
/// let tax = ClaimBefore { nature: ClaimNature::Tax, knowingly_omitted: false, creditor_knew: false };
/// let after = survives(&mut Cx::new(&mut NoTrace), tax);
/// assert_eq!((after.fate, after.item.unwrap().to_string().as_str()), (Fate::Survives, "破産法253条1項1号"));
/// ```
#[doc(alias = "非免責債権")]
pub fn survives<T: Trace>(cx: &mut Cx<'_, T>, claim: ClaimBefore) -> ClaimAfter {
    cx.rule(&SURVIVES, |cx| {
        cx.given("nature", &claim.nature);
        let by_nature = match claim.nature {
            ClaimNature::Tax | ClaimNature::SocialInsurance => Some(item("253/1/1")),
            ClaimNature::MaliciousTort => Some(item("253/1/2")),
            ClaimNature::BodilyHarm => Some(item("253/1/3")),
            ClaimNature::Support => Some(item("253/1/4")),
            ClaimNature::Wages => Some(item("253/1/5")),
            ClaimNature::Fine => Some(item("253/1/7")),
            ClaimNature::Tort | ClaimNature::Other => None,
        };
        if by_nature.is_some() {
            return ClaimAfter { fate: Fate::Survives, item: by_nature };
        }
        let omitted = claim.knowingly_omitted && !claim.creditor_knew;
        cx.exception("knowingly_omitted", item("253/1/6"), omitted);
        if omitted {
            return ClaimAfter { fate: Fate::Survives, item: Some(item("253/1/6")) };
        }
        match claim.nature {
            ClaimNature::Tort => ClaimAfter { fate: Fate::LeftToJudgement, item: Some(item("253/1/2")) },
            _ => ClaimAfter { fate: Fate::Discharged, item: None },
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::NoTrace;

    fn check(nature: ClaimNature, knowingly_omitted: bool, creditor_knew: bool, fate: Fate, cited: Option<&str>) {
        let claim = ClaimBefore { nature, knowingly_omitted, creditor_knew };
        let found = survives(&mut Cx::new(&mut NoTrace), claim);
        assert_eq!(found.fate, fate, "{claim:?}");
        assert_eq!(found.item.map(Provision::id), cited.map(|path| format!("bankruptcy/253/1/{path}")));
    }

    #[test]
    fn every_item_of_article_253() {
        check(ClaimNature::Tax, false, false, Fate::Survives, Some("1"));
        check(ClaimNature::SocialInsurance, false, false, Fate::Survives, Some("1"));
        check(ClaimNature::MaliciousTort, false, false, Fate::Survives, Some("2"));
        check(ClaimNature::BodilyHarm, false, false, Fate::Survives, Some("3"));
        check(ClaimNature::Support, false, false, Fate::Survives, Some("4"));
        check(ClaimNature::Wages, false, false, Fate::Survives, Some("5"));
        check(ClaimNature::Fine, false, false, Fate::Survives, Some("7"));
        check(ClaimNature::Other, false, false, Fate::Discharged, None);
        check(ClaimNature::Tort, false, false, Fate::LeftToJudgement, Some("2"));
    }

    /// 2号 and 3号 are two questions: a yes to either settles it, a no to one leaves the other open.
    #[test]
    fn a_tort_by_what_is_known_of_it() {
        let (yes, no) = (Some(true), Some(false));
        for (malicious, bodily_harm, expect) in [
            (yes, None, ClaimNature::MaliciousTort),
            (yes, yes, ClaimNature::MaliciousTort),
            (no, yes, ClaimNature::BodilyHarm),
            (None, yes, ClaimNature::BodilyHarm),
            (no, no, ClaimNature::Other),
            (no, None, ClaimNature::Tort),
            (None, no, ClaimNature::Tort),
            (None, None, ClaimNature::Tort),
        ] {
            assert_eq!(ClaimNature::of_tort(malicious, bodily_harm), expect, "{malicious:?} {bodily_harm:?}");
        }
    }

    #[test]
    fn a_claim_left_off_the_list_survives_unless_its_creditor_knew() {
        check(ClaimNature::Other, true, false, Fate::Survives, Some("6"));
        check(ClaimNature::Other, true, true, Fate::Discharged, None);
        check(ClaimNature::Other, false, true, Fate::Discharged, None);
        check(ClaimNature::Tort, true, false, Fate::Survives, Some("6"));
        check(ClaimNature::Tax, true, true, Fate::Survives, Some("1"));
    }
}
