//! Habits of practice that the planner works with, each editable for one household.

use std::sync::Arc;

use law::acts::bankruptcy::procedure::Procedure;
use law::acts::civil_rehabilitation::home_loan::AgeMode;
use law::acts::civil_rehabilitation::liquidation::{ClassLimit, Deposits, Readings};
use law::acts::court_costs::{CourtProcedure, petition_costs};
use law::message::Message;
use law::params::{
    AnyParameter, Parameter, auction_practice, court_practice, debt_practice, legal_support, planning, sale_practice,
    special_conciliation,
};
use law::trace::Show;
use law::{Cx, Date, NotInForce, Share, Trace, Yen, message};

use crate::discount::Discount;
use crate::known::Known;
use crate::situation::Situation;
use crate::switch::{
    Commissioner, CostsLoan, FeeArrears, Filing, GracePrincipal, HomeLoanShortfall, LegalAid, LiquidationReference,
    PairGuarantee, PairLoan, PromotedCity,
};
use law::words::Word;

/// A habit of practice: the parameter's value of the day, unless the user said another.
#[derive(Clone, Debug)]
pub struct Assumed<V: 'static> {
    parameter: &'static Parameter<V>,
    stated: Option<V>,
}

impl<V: Copy + Show + std::fmt::Debug + Sync> Assumed<V> {
    /// The value of a day, noted in the derivation; what the user said is noted as an estimate.
    pub fn read<T: Trace>(&self, cx: &mut Cx<'_, T>, day: Date) -> Result<V, NotInForce> {
        match self.stated {
            Some(value) => {
                cx.fact(self.parameter.id, &value, true, || format!("assume.{}", self.parameter.id));
                Ok(value)
            }
            None => cx.param(self.parameter, day),
        }
    }

    /// Did the user say another value than the parameter's?
    pub const fn is_stated(&self) -> bool {
        self.stated.is_some()
    }

    /// The value of a day, quietly.
    pub fn value(&self, day: Date) -> Result<V, NotInForce> {
        match self.stated {
            Some(value) => Ok(value),
            None => self.parameter.on(day).map(|dated| dated.value),
        }
    }
}

/// A switch: a closed list of readings or ways, of which one is taken. What each means, and its ground, stands in the
/// catalogue under `switch.NAME` and `switch.NAME.WORD`.
#[derive(Clone, Copy, Debug)]
pub struct Switch {
    /// Its name.
    pub name: &'static str,
    words: fn() -> Vec<&'static str>,
    default: fn() -> &'static str,
}

impl Switch {
    /// Its words.
    pub fn words(&self) -> Vec<&'static str> {
        (self.words)()
    }

    /// The word that is taken when nobody says one.
    pub fn default(&self) -> &'static str {
        (self.default)()
    }
}

/// Why an assumption was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAssumed {
    /// No assumption has this name.
    UnknownName,
    /// The text is no value of its kind.
    BadValue,
}

/// How the value of an assumption is read.
trait Assumable: Sized {
    fn parse(text: &str) -> Option<Self>;
}

impl Assumable for Yen {
    fn parse(text: &str) -> Option<Yen> {
        let digits: String = text.chars().filter(|c| !matches!(c, '_' | ',')).collect();
        digits.parse().ok().map(Yen).filter(|yen| *yen <= law::money::MAX_YEN)
    }
}

impl Assumable for Share {
    fn parse(text: &str) -> Option<Share> {
        text.parse().ok()
    }
}

impl Assumable for Arc<Discount> {
    fn parse(text: &str) -> Option<Arc<Discount>> {
        Discount::at(text.parse().ok()?).map(Arc::new)
    }
}

impl Assumable for u32 {
    fn parse(text: &str) -> Option<u32> {
        text.parse().ok().filter(|count| *count <= 1_200)
    }
}

macro_rules! practice {
    (
        switches { $($(#[$doc:meta])* $switch:ident: $words:ty = $default:expr, $word:literal;)+ }
        habits { $($field:ident: $type:ty = $module:ident::$parameter:ident, $name:literal;)+ }
    ) => {
        /// Every habit that the planner works with.
        #[derive(Clone, Debug)]
        pub struct Practice {
            $(#[doc = concat!("`", stringify!($module), ".", stringify!($parameter), "`.")] pub $field: Assumed<$type>,)+
            /// The price of a voluntary sale, if the user said one (`sale-price`).
            pub sale_price: Option<Yen>,
            /// The months of a court's plan, if the user said how many (`plan-months`); as far as the law allows them.
            pub plan_months: Option<u32>,
            /// How what the holder of the home loan receives is discounted, if the user said so (`holder-discount`).
            pub discount: Option<Arc<Discount>>,
            $($(#[$doc])* pub $switch: $words,)+
        }

        impl Default for Practice {
            fn default() -> Practice {
                Practice {
                    $($field: Assumed { parameter: &$module::$parameter, stated: None },)+
                    sale_price: None,
                    plan_months: None,
                    discount: None,
                    $($switch: $default,)+
                }
            }
        }

        impl Practice {
            /// What is no habit and no switch, and [`Practice::assume`] takes too.
            pub const OWN: &'static [&'static str] = &["sale-price", "plan-months", "holder-discount"];

            /// The names that [`Practice::assume`] takes, each with its parameter.
            pub const NAMES: &'static [(&'static str, &'static dyn AnyParameter)] =
                &[$(($name, &$module::$parameter)),+];

            /// The switches that [`Practice::assume`] takes.
            pub const SWITCHES: &'static [Switch] = &[$(Switch {
                name: $word,
                words: || <$words as Word>::ALL.iter().map(|reading| reading.word()).collect(),
                default: || Word::word($default),
            }),+];

            /// Replaces a habit for this household: `assume("sale-share", "80%")`.
            ///
            /// ```
            /// let mut practice = plan::Practice::default();
            /// assert!(practice.assume("sale-share", "80%").is_ok());
            /// assert!(practice.assume("sale-share", "a lot").is_err());
            /// ```
            pub fn assume(&mut self, name: &str, value: &str) -> Result<(), NotAssumed> {
                match name {
                    $($name => self.$field.stated = Some(<$type>::parse(value).ok_or(NotAssumed::BadValue)?),)+
                    "sale-price" => self.sale_price = Some(Yen::parse(value).ok_or(NotAssumed::BadValue)?),
                    "plan-months" => self.plan_months = Some(u32::parse(value).ok_or(NotAssumed::BadValue)?),
                    "holder-discount" => self.discount = Some(Assumable::parse(value).ok_or(NotAssumed::BadValue)?),
                    $($word => {
                        self.$switch = Word::from_word(value).ok_or(NotAssumed::BadValue)?;
                    })+
                    _ => return Err(NotAssumed::UnknownName),
                }
                Ok(())
            }
        }
    };
}

practice! {
    switches {
        /// How 民事再生法199条2項2号 counts the age of 70: the text does not settle it.
        age_mode: AgeMode = AgeMode::WholeYears, "age-mode";
        /// Is the home sold before the petition, or after it?
        filing: Filing = Filing::SaleFirst, "filing";
        /// Does legal aid pay the attorney?
        legal_aid: LegalAid = LegalAid::WhenEligible, "legal-aid";
        /// Is the shortfall of a home loan that is not sold yet a standard claim?
        home_loan_shortfall: HomeLoanShortfall = HomeLoanShortfall::StandardClaim, "home-loan-shortfall";
        /// May one of two paired borrowers file alone?
        pair_loan: PairLoan = PairLoan::CourtDecides, "pair-loan";
        /// Does a guarantee of the other's paired loan count as a claim of its own?
        pair_guarantee: PairGuarantee = PairGuarantee::LikeHomeLoan, "pair-guarantee";
        /// Is a loan for the costs of buying a home loan?
        costs_loan: CostsLoan = CostsLoan::CourtDecides, "costs-loan";
        /// Must arrears of management fees be paid before the plan?
        fee_arrears: FeeArrears = FeeArrears::MustBePaid, "fee-arrears";
        /// Which day sets the liquidation value?
        liquidation_reference: LiquidationReference = LiquidationReference::Larger, "liquidation-reference";
        /// How do ordinary deposits count in the liquidation value?
        deposits: Deposits = Deposits::ByCourt, "deposits";
        /// Where does a class of property count only above the limit?
        class_limit: ClassLimit = ClassLimit::TokyoOnly, "class-limit";
        /// Must some principal be paid while principal is deferred (199条3項)?
        grace_principal: GracePrincipal = GracePrincipal::APart, "grace-principal";
        /// Which class has a town of 2001 that has become a city since?
        promoted_city: PromotedCity = PromotedCity::KeepsClass, "promoted-city";
        /// Is a commissioner paid?
        commissioner: Commissioner = Commissioner::ByCourt, "commissioner";
    }
    habits {
        sale_share: Share = sale_practice::PRICE_SHARE, "sale-share";
        auction_share: Share = auction_practice::PRICE_SHARE, "auction-share";
        base_share: Share = auction_practice::BASE_SHARE, "auction-base-share";
        auction_cost: Yen = planning::AUCTION_COST, "auction-cost";
        release_scrivener_fee: Yen = sale_practice::RELEASE_SCRIVENER_FEE, "release-scrivener-fee";
        release_tax: Yen = sale_practice::RELEASE_REGISTRATION_TAX, "release-registration-tax";
        tax_release: Yen = sale_practice::TAX_RELEASE_MOST, "tax-release";
        moving_cost: Yen = planning::MOVING_COST, "moving-cost";
        own_moving_cost: Yen = planning::OWN_MOVING_COST, "own-moving-cost";
        consent_fee_second: Yen = sale_practice::CONSENT_FEE_SECOND, "consent-fee-second";
        consent_fee_third: Yen = sale_practice::CONSENT_FEE_THIRD, "consent-fee-third";
        consent_fee_later: Yen = sale_practice::CONSENT_FEE_LATER, "consent-fee-later";
        consent_fee_share: Share = sale_practice::CONSENT_FEE_SHARE, "consent-fee-share";
        management_fee_years: u32 = sale_practice::MANAGEMENT_FEE_YEARS, "management-fee-years";
        leaseback_share: Share = sale_practice::LEASEBACK_SHARE, "leaseback-share";
        leaseback_yield: Share = sale_practice::LEASEBACK_YIELD, "leaseback-yield";
        repurchase_low: Share = sale_practice::REPURCHASE_SHARE_LOW, "repurchase-low";
        repurchase_high: Share = sale_practice::REPURCHASE_SHARE_HIGH, "repurchase-high";
        months_to_sell: u32 = sale_practice::MONTHS_TO_SELL, "months-to-sell";
        eviction_days: u32 = auction_practice::EVICTION_DAYS, "eviction-days";
        months_to_confirmation: u32 = debt_practice::REHABILITATION_MONTHS, "months-to-confirmation";
        priority_months: u32 = planning::PRIORITY_MONTHS, "priority-months";
        bonuses_a_year: u32 = planning::BONUSES_A_YEAR, "bonuses-a-year";
        bridge_months: u32 = planning::BRIDGE_MONTHS, "bridge-months";
        instalment_least: Yen = debt_practice::SERVICER_MONTHLY_LOW, "instalment-least";
        instalment_most: Yen = debt_practice::SERVICER_MONTHLY_HIGH, "instalment-most";
        settlement_first: Share = debt_practice::SETTLEMENT_SHARE_LOW, "settlement-first";
        settlement_most: Share = debt_practice::SETTLEMENT_SHARE_HIGH, "settlement-most";
        arrangement_months: u32 = debt_practice::VOLUNTARY_ARRANGEMENT_MONTHS, "arrangement-months";
        arrangement_months_most: u32 = debt_practice::VOLUNTARY_ARRANGEMENT_MONTHS_AT_MOST, "arrangement-months-most";
        arrangement_fee: Yen = debt_practice::ATTORNEY_ARRANGEMENT_EACH_HIGH, "arrangement-fee";
        conciliation_months: u32 = special_conciliation::MONTHS, "conciliation-months";
        conciliation_fee: Yen = planning::CONCILIATION_FEE, "conciliation-fee";
        rehabilitation_fee: Yen = debt_practice::ATTORNEY_REHABILITATION_HIGH, "rehabilitation-fee";
        attorney_instalments: u32 = debt_practice::ATTORNEY_INSTALMENTS, "attorney-instalments";
        aid_repayment: Yen = legal_support::REPAYMENT_USUAL, "aid-repayment";
        bankruptcy_fee: Yen = debt_practice::ATTORNEY_DISCONTINUANCE_HIGH, "bankruptcy-fee";
        bankruptcy_fee_trustee: Yen = debt_practice::ATTORNEY_TRUSTEE_HIGH, "bankruptcy-fee-trustee";
        discontinuance_months: u32 = debt_practice::DISCONTINUANCE_MONTHS, "discontinuance-months";
        trustee_months: u32 = debt_practice::TRUSTEE_MONTHS, "trustee-months";
        missed_instalments: u32 = debt_practice::DEFAULT_AFTER_MISSED, "missed-instalments";
        commissioner_tokyo: Yen = debt_practice::COMMISSIONER_TOKYO, "commissioner-tokyo";
        commissioner_tokyo_alone: Yen = debt_practice::COMMISSIONER_TOKYO_ALONE, "commissioner-tokyo-alone";
        commissioner_osaka: Yen = debt_practice::COMMISSIONER_OSAKA, "commissioner-osaka";
        commissioner_fukuoka: Yen = debt_practice::COMMISSIONER_FUKUOKA, "commissioner-fukuoka";
        commissioner_elsewhere: Yen = debt_practice::COMMISSIONER_ELSEWHERE, "commissioner-elsewhere";
        trustee_deposit: Yen = debt_practice::TRUSTEE_DEPOSIT, "trustee-deposit";
        reschedule_years: u32 = planning::RESCHEDULE_YEARS, "reschedule-years";
        reschedule_years_jhf: u32 = planning::RESCHEDULE_YEARS_JHF, "reschedule-years-jhf";
        reschedule_age: u32 = planning::RESCHEDULE_AGE, "reschedule-age";
        reckoned_age: u32 = planning::RECKONED_AGE, "reckoned-age";
        long_instalments: u32 = planning::LONG_INSTALMENTS, "long-instalments";
        deferred_share: Share = planning::DEFERRED_SHARE, "deferred-share";
        retirement_share: Share = court_practice::RETIREMENT_SHARE, "retirement-share";
        disposal_rate: Share = planning::DISPOSAL_RATE, "disposal-rate";
        preference_share: Share = planning::PREFERENCE_SHARE, "preference-share";
        income_variation: Share = planning::INCOME_VARIATION, "income-variation";
    }
}

/// Court fees, gazette and commissioner of a rehabilitation.
pub(crate) fn rehabilitation_court_cost<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Yen> {
    let petition_on = s.house.petition_on;
    let costs = petition_costs(cx, petition_on, petition_on, CourtProcedure::Rehabilitation)?.total();
    let paid = match s.practice.commissioner {
        Commissioner::ByCourt => appoints_always(s),
        Commissioner::Appointed => true,
        Commissioner::NotAppointed => false,
    };
    if paid { Ok(costs + commissioner(s).read(cx, s.house.as_of)?) } else { Ok(costs) }
}

/// Does the court appoint a commissioner in every case, with an attorney too?
fn appoints_always(s: &Situation<'_>) -> bool {
    let courts = court_practice::COMMISSIONER_ALWAYS.on(s.house.as_of).map_or("", |courts| courts.value);
    courts.split(' ').any(|court| court == s.house.court.word())
}

const fn commissioner<'s>(s: &'s Situation<'_>) -> &'s Assumed<Yen> {
    match s.house.court {
        case::Court::Tokyo => &s.practice.commissioner_tokyo,
        case::Court::Osaka => &s.practice.commissioner_osaka,
        case::Court::Fukuoka => &s.practice.commissioner_fukuoka,
        _ => &s.practice.commissioner_elsewhere,
    }
}

/// What to know of the commissioner's fee: what it would be where none is counted, and what it is without an attorney.
pub(crate) fn commissioner_note(s: &Situation<'_>) -> Option<Message> {
    let fee = commissioner(s).value(s.house.as_of).ok()?;
    match (s.practice.commissioner, appoints_always(s)) {
        (Commissioner::ByCourt, true) if s.house.court != case::Court::Tokyo => {
            Some(message!("risk.commissioner-always-elsewhere", fee = fee))
        }
        (Commissioner::ByCourt, true) => {
            let alone = s.practice.commissioner_tokyo_alone.value(s.house.as_of).ok()?;
            Some(message!("risk.commissioner-always", fee = fee, alone = alone))
        }
        (Commissioner::ByCourt, false) => Some(message!("risk.commissioner-possible", fee = fee)),
        _ => None,
    }
}

/// Court fees and gazette of a bankruptcy, with the trustee's deposit where there is one.
pub(crate) fn bankruptcy_court_cost<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>, run: Procedure) -> Known<Yen> {
    let petition_on = s.house.petition_on;
    let (kind, deposit) = match run {
        Procedure::SimultaneousDiscontinuance => (CourtProcedure::SimultaneousDiscontinuance, Yen::ZERO),
        Procedure::Trustee => (CourtProcedure::Trustee, s.practice.trustee_deposit.read(cx, s.house.as_of)?),
    };
    Ok(petition_costs(cx, petition_on, petition_on, kind)?.total() + deposit)
}

/// How property counts, where the user knows better than the court's habits.
pub(crate) fn readings<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Readings> {
    let share = &s.practice.retirement_share;
    let retirement_share = if share.is_stated() { Some(share.read(cx, s.house.petition_on)?) } else { None };
    Ok(Readings { retirement_share, deposits: s.practice.deposits, class_limit: s.practice.class_limit })
}

/// The part of the expected retirement allowance that counts as property.
pub(crate) fn retirement_share<T: Trace>(cx: &mut Cx<'_, T>, s: &Situation<'_>) -> Known<Share> {
    Ok(s.practice.retirement_share.read(cx, s.house.petition_on)?)
}
