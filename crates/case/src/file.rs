//! The case file as it is written: every field with its type, its meaning and its JSON Schema, nothing resolved yet.
//!
//! A field that may be left out is an `Option`: left out means unknown. One that must be there is [`Needed`]. A value
//! that cannot be read is reported and then counts as left out, so that the rest of the file is still looked at.

mod values;

pub(crate) use values::spaced;
pub use values::{Amount, Day, Estimate, Id, Needed, Past, Percent};

use read::{Choice, Whole, record};

use crate::household::*;
use law::Share;

/// Months that a plan looks ahead.
pub type Horizon = Whole<1, 1_200>;
/// A rank in the register.
pub type Rank = Whole<1, 999>;
/// A contract rate; such rates have one digit before the point.
pub type ContractRate = Percent<10>;
/// A rate of late charges; such rates stay below twenty.
pub type LateRate = Percent<20>;

record! {
    /// A household's facts.
    pub struct File {
        /// The day the picture is taken.
        as_of: Needed<Day>;
        /// The practice profile of the district court; `standard` if unsure.
        court: Option<Choice<Court>>;
        /// Prefecture and municipality, 東京都八王子市: sets the region of the living-cost decree.
        lives_in: Option<String>;
        /// The day of the petition, planned or made; `as_of` when left out.
        petition_on: Option<Day>;
        /// What the household wants.
        wishes: Option<Wishes>;
        /// Everybody in the household; exactly one is the debtor.
        person: Option<Vec<Person>>;
        /// Income, by person and kind.
        income: Option<Vec<Income>>;
        /// Living costs per month, without what is paid on the claims.
        expense: Option<Vec<Expense>>;
        /// Homes owned.
        home: Option<Vec<Home>>;
        /// Debts.
        claim: Option<Vec<Claim>>;
        /// Property other than homes.
        asset: Option<Vec<Asset>>;
        /// Payments or gifts that a trustee could avoid.
        transfer: Option<Vec<Transfer>>;
        /// The auction, only if one has begun.
        auction: Option<Auction>;
        /// Did a disaster to which the Disaster Relief Act (災害救助法) was applied lead to this?
        disaster: Option<bool>;
        /// Decisions of courts with the days from which their periods run.
        decision: Option<Vec<Decision>>;
    }
}

record! {
    /// What the household wants and could add.
    pub struct Wishes {
        /// Keep the home?
        keep_home: Option<Choice<KeepHome>>;
        /// Rent per month if they moved.
        rent_if_moved: Option<Amount>;
        /// What relatives could give once.
        lump_sum_available: Option<Amount>;
        /// Months to look ahead; 120 when left out.
        horizon_months: Option<Horizon>;
    }
}

record! {
    /// Somebody in the household.
    pub struct Person unique "id" {
        /// The name by which the file refers to this person.
        id: Needed<Id>;
        /// Day of birth; needed for the debtor.
        born: Option<Past>;
        /// The part in the household.
        role: Needed<Choice<Role>>;
        /// Counted as a dependant?
        supported: Option<bool>;
        /// Lives in a dwelling apart: prefecture and municipality of it. Those with the same one live there together.
        lives_apart_in: Option<String>;
        /// What that dwelling costs per month; stated at one of those who live there.
        rent_apart: Option<Amount>;
        /// Would file together with the debtor (pair loans)?
        files_too: Option<bool>;
        /// Group credit life insurance (団体信用生命保険) that may pay the loan: illness, disability.
        credit_life_claim: Option<Choice<CreditLifeClaim>>;
        /// The occupation: some are restricted during bankruptcy.
        occupation: Option<String>;
        /// A continuing or repeated prospect of income?
        income_regular: Option<bool>;
        /// Are the swings of the income small, as with a salary?
        small_fluctuation: Option<bool>;
        /// Earlier discharges and plans: the seven-year bars.
        past: Option<Vec<PastRelief>>;
        /// Conduct that may be a ground for refusal of discharge (免責不許可事由).
        refusal_grounds: Option<Vec<Choice<RefusalGround>>>;
    }
}

record! {
    /// An earlier discharge or plan.
    pub struct PastRelief {
        /// Which.
        kind: Needed<Choice<PastKind>>;
        /// The day the decision became final that starts the seven years.
        final_on: Needed<Past>;
    }
}

record! {
    /// Income of one person of one kind.
    pub struct Income {
        /// Whose: the id of a person.
        person: Needed<Id>;
        /// What kind.
        kind: Needed<Choice<IncomeKind>>;
        /// Per month before deductions.
        gross_monthly: Option<Amount>;
        /// Per month in hand.
        net_monthly: Option<Amount>;
        /// Bonuses in hand per year.
        bonus_net_yearly: Option<Amount>;
        /// The last two years, newest first.
        last_two_years: Option<Vec<IncomeYear>>;
        /// Another job, or the beginning of a salary, within the last two years (民事再生法241条2項7号イ・ロ).
        changed: Option<IncomeChange>;
    }
}

record! {
    /// What changed the income of a year, with what was earned since.
    pub struct IncomeChange {
        /// What happened.
        event: Needed<Choice<IncomeEvent>>;
        /// The first day of the new income.
        on: Needed<Past>;
        /// The last day that the amounts cover; `as_of` when left out.
        to: Option<Past>;
        /// Before deductions, since then (収入).
        gross: Needed<Amount>;
        /// Income tax (所得税) on it.
        income_tax: Needed<Amount>;
        /// Resident tax (住民税) on it.
        resident_tax: Needed<Amount>;
        /// Social insurance (社会保険料) on it.
        social_insurance: Needed<Amount>;
        /// Gross of a year before the change; the older of the two years when left out.
        yearly_before: Option<Amount>;
    }
}

record! {
    /// A year of income with what the law deducts from it.
    pub struct IncomeYear {
        /// Before deductions (収入).
        gross: Needed<Amount>;
        /// Income tax (所得税).
        income_tax: Needed<Amount>;
        /// Resident tax (住民税).
        resident_tax: Needed<Amount>;
        /// Social insurance (社会保険料).
        social_insurance: Needed<Amount>;
    }
}

record! {
    /// A row of the household budget.
    pub struct Expense {
        /// Which row.
        kind: Needed<Choice<ExpenseKind>>;
        /// Per month.
        monthly: Needed<Amount>;
    }
}

record! {
    /// A building that the household owns.
    pub struct Home unique "id" {
        /// The name by which the file refers to this home.
        id: Option<Id>;
        /// Detached, or a flat in a condominium.
        kind: Option<Choice<HomeKind>>;
        /// Owners with shares that add up to one.
        owners: Option<Vec<Owner>>;
        /// Does the debtor mainly live there?
        main_residence: Option<bool>;
        /// The part of the floor that serves the debtor's own residence.
        own_use_floor_share: Option<Share>;
        /// Market value, with where it comes from.
        value: Option<Amount>;
        /// Value for the property tax (固定資産評価額), land and building together.
        tax_value: Option<Amount>;
        /// What it was bought for (取得費): price and costs of buying, less the wear of the building.
        acquisition_cost: Option<Amount>;
        /// The day it was acquired: of land and building the later one.
        acquired_on: Option<Past>;
        /// Arrears of management fees and repair reserve of a flat; stated here and not as a claim.
        management_fee_arrears: Option<Amount>;
        /// Registered burdens.
        encumbrances: Option<Vec<Encumbrance>>;
    }
}

record! {
    /// An owner and the share.
    pub struct Owner {
        /// A person of the household, by id.
        person: Option<Id>;
        /// The name of an owner outside the household.
        name: Option<String>;
        /// The share, `"1/2"`.
        share: Needed<Share>;
    }
}

record! {
    /// A burden in the register of a home.
    pub struct Encumbrance {
        /// Its rank; equal ranks are paid pro rata.
        rank: Needed<Rank>;
        /// What it is.
        kind: Needed<Choice<EncumbranceKind>>;
        /// What it lies on; both when left out.
        on: Option<Choice<Lies>>;
        /// In whose name it is registered.
        holder: Option<Choice<Holder>>;
        /// The claim that it secures, by id; unknown when left out.
        claim: Option<Id>;
        /// When it was registered.
        registered_on: Option<Past>;
    }
}

record! {
    /// A debt.
    pub struct Claim unique "id" {
        /// The name by which the file refers to this debt.
        id: Needed<Id>;
        /// What kind.
        kind: Needed<Choice<ClaimKind>>;
        /// Who owes it: the id of a person.
        debtor: Needed<Id>;
        /// Who owes it too, by id.
        joint_debtors: Option<Vec<Id>>;
        /// Who guarantees it.
        guarantors: Option<Vec<Guarantor>>;
        /// What a home loan was for.
        purpose: Option<Choice<Purpose>>;
        /// Is it repaid in instalments? A home loan is unless the file says otherwise.
        instalments: Option<bool>;
        /// Who lent.
        creditor: Option<Creditor>;
        /// Day of the contract.
        contracted_on: Option<Past>;
        /// Day of the guarantee mandate (保証委託契約): decides the law of the reimbursement claim.
        mandate_contracted_on: Option<Past>;
        /// Principal not yet due on the original schedule; overdue principal stands in `unpaid`.
        principal: Option<Amount>;
        /// Contract rate, percent per year.
        rate: Option<ContractRate>;
        /// Rate of late charges, percent per year.
        late_rate: Option<LateRate>;
        /// How a part of a year is counted for late charges; `365` when left out.
        day_count: Option<Choice<DayCount>>;
        /// What the contract agrees for a payment that does not cover all (民法490条); the statute's order when left out.
        appropriation: Option<Choice<Order>>;
        /// First due date of the contract; the first due day after the advance when left out.
        first_due_on: Option<Day>;
        /// Last due date of the contract.
        last_due_on: Option<Day>;
        /// Instalment per month.
        monthly_payment: Option<Amount>;
        /// Additional instalment in each of two bonus months a year.
        bonus_payment: Option<Amount>;
        /// Instalments that are overdue.
        unpaid: Option<Vec<Unpaid>>;
        /// For taxes and social insurance: 法定納期限等, the rank against a mortgage.
        statutory_due_on: Option<Past>;
        /// Would this creditor dissent from a plan?
        dissents: Option<bool>;
        /// For a tort: was the harm done with malice (悪意)?
        malicious: Option<bool>;
        /// For a tort: was a person's life or body harmed, by intent or gross negligence?
        bodily_harm: Option<bool>;
        /// Is it knowingly left off the list of creditors, and the creditor does not learn of the opening?
        left_off_list: Option<bool>;
        /// What happened up to `as_of`.
        events: Option<Vec<Event>>;
    }
}

record! {
    /// Who lent.
    pub struct Creditor {
        /// The name.
        name: Option<String>;
        /// What kind.
        kind: Option<Choice<CreditorKind>>;
    }
}

record! {
    /// Who guarantees a debt.
    pub struct Guarantor {
        /// A person of the household, by id.
        person: Option<Id>;
        /// The name of a guarantor outside the household.
        name: Option<String>;
        /// What kind.
        kind: Needed<Choice<GuarantorKind>>;
        /// The rate agreed for what the guarantor pays.
        recourse_rate: Option<LateRate>;
    }
}

record! {
    /// An instalment that is overdue.
    pub struct Unpaid {
        /// When it was due.
        due: Needed<Past>;
        /// Principal in it.
        principal: Needed<Amount>;
        /// Contract interest in it.
        interest: Needed<Amount>;
    }
}

record! {
    /// Something that happened to a claim.
    pub struct Event {
        /// A name for this event: among equals of one day it decides the order.
        id: Option<Id>;
        /// When.
        on: Needed<Past>;
        /// What.
        kind: Needed<Choice<EventKind>>;
        /// How much, where the kind has an amount.
        amount: Option<Amount>;
        /// Who paid or acted; for an acceleration `contract` or `demand`.
        by: Option<String>;
        /// For an assignment: to whom.
        to: Option<String>;
        /// For a subrogation: was the whole guarantee performed?
        whole: Option<bool>;
        /// For an agreement to talk: until when.
        until: Option<Day>;
        /// For a waiver: what was waived. For a payment: `principal`, an agreed prepayment of what is not due yet.
        component: Option<Choice<Component>>;
        /// For a payment: was it made for this debt? If not, it is appropriated over all debts to the same creditor.
        designated: Option<bool>;
        /// For a settlement: what was agreed.
        terms: Option<String>;
        /// For a settlement: what payments go to first while it lasts; principal when left out.
        appropriation: Option<Choice<Order>>;
    }
}

record! {
    /// Property other than a home.
    pub struct Asset {
        /// What kind.
        kind: Needed<Choice<AssetKind>>;
        /// Whose: the id of a person.
        owner: Needed<Id>;
        /// What it is worth: for a retirement allowance what would be paid today, for insurance the surrender value.
        value: Option<Amount>;
        /// For a car: first registration.
        first_registered: Option<Past>;
        /// For a retirement allowance: the first day of the service that it is for.
        service_since: Option<Past>;
        /// The claim whose creditor retains the title, by id.
        title_retained_by: Option<Id>;
    }
}

record! {
    /// A payment or gift that a trustee could avoid.
    pub struct Transfer {
        /// When.
        on: Needed<Past>;
        /// To whom.
        to: Option<String>;
        /// How much.
        amount: Needed<Amount>;
        /// What kind.
        kind: Needed<Choice<TransferKind>>;
    }
}

record! {
    /// The auction of the home.
    pub struct Auction {
        /// Petition of the creditor.
        applied_on: Option<Past>;
        /// Order of commencement.
        commenced_on: Option<Past>;
        /// The day on which bids are opened.
        bids_open_on: Option<Day>;
    }
}

record! {
    /// A decision of a court.
    pub struct Decision {
        /// Which.
        kind: Needed<Choice<DecisionKind>>;
        /// The day from which the time for an appeal runs: service, or the public notice's effect.
        on: Needed<Past>;
        /// The day it became final, if it has.
        final_on: Option<Past>;
    }
}
