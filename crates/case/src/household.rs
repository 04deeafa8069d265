//! The household: what the engine sees. Every reference is resolved, every date that must lie in the past does,
//! shares add up to one.

use std::sync::Arc;

pub use law::acts::civil_code::appropriation::Order;
use law::acts::civil_rehabilitation::municipality::Municipality;
pub use law::acts::civil_rehabilitation::salaried::PastKind;
pub use law::acts::civil_rehabilitation::yearly_income::IncomeEvent;
pub use law::loan::DayCount;
pub use law::terms::{AssetKind, Court, EncumbranceKind, Lies, Purpose};
use law::verdict::FactName;
use law::{Date, Rate, Share, Yen};

/// An amount that may be known only roughly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The least that it may be.
    pub low: Yen,
    /// What the engine works with.
    pub likely: Yen,
    /// The most that it may be.
    pub high: Yen,
    /// Was it said roughly?
    pub rough: bool,
}

impl Amount {
    /// An amount known to the yen.
    pub const fn exact(yen: Yen) -> Amount {
        Amount { low: yen, likely: yen, high: yen, rough: false }
    }
}

/// A past day that may be known only to the month (then the month's last day, not after `as_of`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PastDay {
    /// The day that the engine works with.
    pub day: Date,
    /// Was only the month said?
    pub rough: bool,
}

impl PastDay {
    /// The first day that it may have been: a month known only by name began on its first.
    #[must_use]
    pub fn earliest(self) -> Date {
        if self.rough { self.day.first_of_month() } else { self.day }
    }
}

/// A person of the household, by place in [`Household::people`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub usize);

/// A claim, by place in [`Household::claims`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(pub usize);

/// A home, by place in [`Household::homes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HomeId(pub usize);

/// A household and its debts on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Household {
    /// The day the picture is taken.
    pub as_of: Date,
    /// The practice profile of the district court.
    pub court: Court,
    /// Where the household lives: prefecture and municipality.
    pub lives_in: Option<Place>,
    /// The day of the petition, planned or made; `as_of` when nothing was said.
    pub petition_on: Date,
    /// Was the day of the petition said?
    pub petition_stated: bool,
    /// What the household wants.
    pub wishes: Wishes,
    /// Everybody in it; exactly one debtor.
    pub people: Vec<Person>,
    /// The debtor.
    pub debtor: PersonId,
    /// Income; `None` is unknown.
    pub incomes: Option<Vec<Income>>,
    /// The rows of the household budget, without what is paid on the claims below; `None` is unknown.
    pub expenses: Option<Vec<Expense>>,
    /// Homes owned.
    pub homes: Option<Vec<Home>>,
    /// Debts.
    pub claims: Option<Vec<Claim>>,
    /// Property other than homes.
    pub assets: Option<Vec<Asset>>,
    /// Payments and gifts that a trustee could avoid.
    pub transfers: Option<Vec<Transfer>>,
    /// The auction, if one has begun.
    pub auction: Option<Auction>,
    /// Did a disaster to which the Disaster Relief Act (災害救助法) was applied lead to this?
    pub disaster: Option<bool>,
    /// Decisions of courts, in the order of the file; none when nothing was said.
    pub decisions: Vec<Decision>,
    /// Facts that were said only roughly and stand in types without a mark of their own (a day known to the month, an
    /// estimate of one instalment): what rests on them is estimated.
    pub rough: Vec<FactName>,
}

/// A prefecture and, if it was said, a municipality in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The prefecture, `東京都`.
    pub prefecture: &'static str,
    /// The municipality, `八王子市`; a ward of a designated city stands for its city.
    pub municipality: Option<Arc<str>>,
    /// The same in the list of the law.
    pub(crate) listed: Option<&'static Municipality>,
}

impl Place {
    /// The municipality in the list of the law: its class and its rows in the decree. `None` where none was said or the list
    /// has no such name.
    pub const fn listed(&self) -> Option<&'static Municipality> {
        self.listed
    }
}

law::word_list! {
    /// How much the household wants to keep the home.
    pub enum KeepHome {
        /// Nothing else will do.
        Must = "must",
        /// Rather yes.
        Prefer = "prefer",
        /// Either way.
        Indifferent = "indifferent",
        /// Rather leave.
        Leave = "leave",
    }
}

/// What the household wants and could add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wishes {
    /// Keep the home?
    pub keep_home: Option<KeepHome>,
    /// Rent per month if they moved.
    pub rent_if_moved: Option<Amount>,
    /// What relatives could give once.
    pub lump_sum_available: Option<Amount>,
    /// Months to look ahead.
    pub horizon_months: u32,
}

/// Somebody in the household.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// The id of the file.
    pub id: String,
    /// Day of birth; known for the debtor.
    pub born: Option<Date>,
    /// Their part in the household.
    pub role: Role,
    /// Counted as a dependant?
    pub supported: Option<bool>,
    /// A dwelling apart from the household's.
    pub lives_apart_in: Option<Place>,
    /// What that dwelling costs per month.
    pub rent_apart: Option<Amount>,
    /// Would they file together with the debtor?
    pub files_too: Option<bool>,
    /// Group credit life insurance (団体信用生命保険) that may pay the loan.
    pub credit_life_claim: Option<CreditLifeClaim>,
    /// The occupation, a word of the engine's list or free text.
    pub occupation: Option<String>,
    /// A continuing or repeated prospect of income.
    pub income_regular: Option<bool>,
    /// Swings of the income are small.
    pub small_fluctuation: Option<bool>,
    /// Earlier discharges and plans; `None` is unknown.
    pub past: Option<Vec<PastRelief>>,
    /// Conduct that may be a ground for refusal of discharge (破産法252条1項); `None` is unknown.
    pub refusal_grounds: Option<Vec<RefusalGround>>,
}

law::word_list! {
    /// A part in the household.
    pub enum Role {
        /// The one whose debts these are.
        Debtor = "debtor",
        /// Spouse or partner.
        Spouse = "spouse",
        /// Child.
        Child = "child",
        /// Parent.
        Parent = "parent",
        /// Anybody else.
        Other = "other",
    }
}

law::word_list! {
    /// Group credit life insurance.
    pub enum CreditLifeClaim {
        /// Nothing has happened that it covers.
        None = "none",
        /// Illness or disability that it may cover.
        Possible = "possible",
        /// Already claimed.
        Made = "made",
    }
}

/// An earlier discharge or plan: the seven-year bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PastRelief {
    /// Which.
    pub kind: PastKind,
    /// The day the decision became final that starts the seven years.
    pub final_on: PastDay,
}

law::word_list! {
    /// Conduct of 破産法252条1項.
    pub enum RefusalGround {
        /// Item 1: property hidden or damaged.
        Concealment = "concealment",
        /// Item 2: debts on bad terms, or credit purchases turned into cash.
        BadFaithDebt = "bad-faith-debt",
        /// Item 3: a creditor preferred without duty.
        Preference = "preference",
        /// Item 4: waste or gambling.
        WasteOrGambling = "waste-or-gambling",
        /// Item 5: credit by deceit.
        Fraud = "fraud",
        /// Items 6 and 7: books or lists falsified.
        FalseRecords = "false-records",
        /// Items 8, 9 and 11: duties of the proceedings broken.
        Obstruction = "obstruction",
    }
}

/// Income of one person of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Income {
    /// Whose.
    pub person: PersonId,
    /// What kind.
    pub kind: IncomeKind,
    /// Per month before deductions.
    pub gross_monthly: Option<Amount>,
    /// Per month in hand.
    pub net_monthly: Option<Amount>,
    /// Bonuses in hand per year.
    pub bonus_net_yearly: Option<Amount>,
    /// The last two years, newest first.
    pub last_two_years: Option<Vec<IncomeYear>>,
    /// What changed it within the last two years.
    pub changed: Option<IncomeChange>,
}

/// What changed the income of a year, with what was earned since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncomeChange {
    /// What happened.
    pub event: IncomeEvent,
    /// The first day of the new income.
    pub on: PastDay,
    /// The last day that the amounts cover.
    pub to: PastDay,
    /// What was earned since, and what is deducted from it.
    pub since: IncomeYear,
    /// Gross of a year before.
    pub yearly_before: Option<Yen>,
}

law::word_list! {
    /// A kind of income.
    pub enum IncomeKind {
        /// 給与.
        Salary = "salary",
        /// 事業.
        Business = "business",
        /// 年金.
        Pension = "pension",
        /// 手当・給付.
        Benefit = "benefit",
        /// 家賃.
        Rent = "rent",
        /// Other.
        Other = "other",
    }
}

/// One year of income with what 民事再生法241条2項7号 deducts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncomeYear {
    /// 収入.
    pub gross: Yen,
    /// 所得税.
    pub income_tax: Yen,
    /// 住民税 (with 森林環境税).
    pub resident_tax: Yen,
    /// 社会保険料.
    pub social_insurance: Yen,
}

/// A row of the household budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expense {
    /// Which row.
    pub kind: ExpenseKind,
    /// Per month.
    pub monthly: Amount,
}

law::word_list! {
    /// The rows of the courts' household-budget form (家計全体の状況), without repayments of the claims.
    pub enum ExpenseKind {
        /// 家賃（管理費含む）.
        Rent = "rent",
        /// 管理費・修繕積立金 of an own flat.
        ManagementFee = "management-fee",
        /// 固定資産税, spread over the months.
        PropertyTax = "property-tax",
        /// 駐車場代.
        Parking = "parking",
        /// ガソリン代.
        Gasoline = "gasoline",
        /// 通勤通学費.
        Commuting = "commuting",
        /// 水道光熱費.
        Utilities = "utilities",
        /// 電話料金.
        Phone = "phone",
        /// 食費.
        Food = "food",
        /// 外食費.
        EatingOut = "eating-out",
        /// 被服費.
        Clothing = "clothing",
        /// 日用品.
        DailyGoods = "daily-goods",
        /// 医療費.
        Medical = "medical",
        /// 教育費.
        Education = "education",
        /// 仕送り.
        Remittance = "remittance",
        /// 新聞本代等.
        BooksNews = "books-news",
        /// 交際費.
        Social = "social",
        /// 娯楽費.
        Leisure = "leisure",
        /// 事業資金.
        BusinessCost = "business-cost",
        /// 生命保険料.
        LifeInsurance = "life-insurance",
        /// 税金.
        Tax = "tax",
        /// 雑費.
        Misc = "misc",
    }
}

/// A building that the household owns.
#[derive(Clone, Debug, PartialEq)]
pub struct Home {
    /// The id of the file.
    pub id: String,
    /// Detached or a flat.
    pub kind: Option<HomeKind>,
    /// Owners with shares that add up to one.
    pub owners: Option<Vec<Owner>>,
    /// Does the debtor mainly live there?
    pub main_residence: Option<bool>,
    /// The part of the floor that serves the debtor's own residence.
    pub own_use_floor_share: Option<Share>,
    /// Market value.
    pub value: Option<Amount>,
    /// Value for the property tax (固定資産評価額), land and building together.
    pub tax_value: Option<Amount>,
    /// What it was bought for (取得費): price and costs of buying, less the wear of the building (所得税法38条).
    pub acquisition_cost: Option<Amount>,
    /// The day it was acquired (租税特別措置法31条2項): of land and building the later one; what was inherited or given was acquired
    /// when the one before acquired it (所得税法60条1項).
    pub acquired_on: Option<PastDay>,
    /// Where the market value comes from.
    pub value_source: Option<String>,
    /// The day of the market value.
    pub value_on: Option<PastDay>,
    /// Arrears of management fees and repair reserve.
    pub management_fee_arrears: Option<Amount>,
    /// Registered burdens; `None` is unknown.
    pub encumbrances: Option<Vec<Encumbrance>>,
}

law::word_list! {
    /// Detached or a flat.
    pub enum HomeKind {
        /// 一戸建て.
        Detached = "detached",
        /// マンション.
        Condominium = "condominium",
    }
}

/// An owner's share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// A person of the household, or somebody outside it.
    pub person: Option<PersonId>,
    /// The name as written.
    pub name: String,
    /// The share.
    pub share: Share,
}

/// A burden in the register of a home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encumbrance {
    /// Its rank; equal ranks are paid pro rata.
    pub rank: u32,
    /// What it is.
    pub kind: EncumbranceKind,
    /// What it lies on.
    pub on: Lies,
    /// In whose name it is registered.
    pub holder: Option<Holder>,
    /// The claim that it secures.
    pub claim: Option<ClaimId>,
    /// The claim's id as written.
    pub claim_name: String,
    /// When it was registered.
    pub registered_on: Option<PastDay>,
}

law::word_list! {
    /// In whose name a mortgage stands.
    pub enum Holder {
        /// The lender.
        Lender = "lender",
        /// A guarantee company.
        GuaranteeCompany = "guarantee-company",
        /// A person who guaranteed.
        PersonalGuarantor = "personal-guarantor",
        /// Anybody else.
        Other = "other",
    }
}

/// A debt.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The id of the file.
    pub id: String,
    /// What kind.
    pub kind: ClaimKind,
    /// Who owes it.
    pub debtor: PersonId,
    /// Who owes it too.
    pub joint_debtors: Vec<PersonId>,
    /// Who guarantees it; `None` is unknown.
    pub guarantors: Option<Vec<Guarantor>>,
    /// What a home loan was for.
    pub purpose: Option<Purpose>,
    /// Is it repaid in instalments? A home loan is unless the file says otherwise.
    pub instalments: Option<bool>,
    /// Who lent it.
    pub creditor: Option<Creditor>,
    /// Day of the contract.
    pub contracted_on: Option<PastDay>,
    /// Day of the guarantee mandate.
    pub mandate_contracted_on: Option<PastDay>,
    /// Principal not yet due on the original schedule.
    pub principal: Option<Amount>,
    /// Contract rate.
    pub rate: Option<Rate>,
    /// Rate of late charges.
    pub late_rate: Option<Rate>,
    /// How a part of a year is counted for late charges, if the contract says.
    pub day_count: Option<DayCount>,
    /// The order of appropriation that the contract agrees, if it does.
    pub appropriation: Option<Order>,
    /// First due date of the contract.
    pub first_due_on: Option<Date>,
    /// Last due date of the contract.
    pub last_due_on: Option<Date>,
    /// Instalment per month.
    pub monthly_payment: Option<Amount>,
    /// Additional instalment in each of two bonus months a year.
    pub bonus_payment: Option<Amount>,
    /// Instalments that are overdue; `None` is unknown.
    pub unpaid: Option<Vec<Unpaid>>,
    /// For taxes: 法定納期限等.
    pub statutory_due_on: Option<Date>,
    /// Would this creditor dissent from a plan?
    pub dissents: Option<bool>,
    /// Was the tort malicious (民事再生法229条3項1号, 破産法253条1項2号)?
    pub malicious: Option<bool>,
    /// Did it harm life or body, by intent or gross negligence (民事再生法229条3項2号, 破産法253条1項3号)?
    pub bodily_harm: Option<bool>,
    /// Is it knowingly left off the list of creditors (破産法253条1項6号)? Not so where nothing was said.
    pub left_off_list: Option<bool>,
    /// What happened, oldest first; see [`Claim::history_told`].
    pub events: Vec<Event>,
    /// Was the list of events given, if only to say that there is none? Else what happened is unknown.
    pub history_told: bool,
    /// Places in the file of events that could not be read; empty in a household that [`crate::read`] gives.
    pub unreadable_events: Vec<usize>,
}

law::word_list! {
    /// A kind of debt.
    pub enum ClaimKind {
        /// 住宅ローン.
        HomeLoan = "home-loan",
        /// リフォームローン.
        HomeImprovementLoan = "home-improvement-loan",
        /// 諸費用ローン.
        HomeCostsLoan = "home-costs-loan",
        /// 自動車ローン.
        CarLoan = "car-loan",
        /// クレジットカード.
        Card = "card",
        /// カードローン.
        CardLoan = "card-loan",
        /// 消費者金融.
        ConsumerLoan = "consumer-loan",
        /// 立替金.
        Shopping = "shopping",
        /// 奨学金.
        StudentLoan = "student-loan",
        /// 事業資金.
        BusinessLoan = "business-loan",
        /// 税金.
        Tax = "tax",
        /// 社会保険料.
        SocialInsurance = "social-insurance",
        /// 養育費.
        ChildSupport = "child-support",
        /// 損害賠償.
        Tort = "tort",
        /// 罰金・科料・過料など.
        Fine = "fine",
        /// 従業員の給料.
        Wages = "wages",
        /// 家賃.
        Rent = "rent",
        /// 管理費.
        ManagementFee = "management-fee",
        /// 保証債務.
        Guarantee = "guarantee",
        /// その他.
        Other = "other",
    }
}

/// Who lent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Creditor {
    /// The name as written.
    pub name: String,
    /// What kind.
    pub kind: Option<CreditorKind>,
}

law::word_list! {
    /// A kind of creditor.
    pub enum CreditorKind {
        /// 銀行.
        Bank = "bank",
        /// 信用金庫.
        Shinkin = "shinkin",
        /// 住宅金融支援機構.
        Jhf = "jhf",
        /// Another public lender.
        Public = "public",
        /// 保証会社.
        GuaranteeCompany = "guarantee-company",
        /// 債権回収会社.
        Servicer = "servicer",
        /// 貸金業者.
        ConsumerLender = "consumer-lender",
        /// カード会社.
        CardCompany = "card-company",
        /// 税務署.
        TaxOffice = "tax-office",
        /// 市区町村.
        Municipality = "municipality",
        /// 個人.
        Individual = "individual",
        /// 勤務先.
        Employer = "employer",
        /// 家主.
        Landlord = "landlord",
        /// その他.
        Other = "other",
    }
}

/// Who guarantees a debt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guarantor {
    /// A person of the household, or somebody outside it.
    pub person: Option<PersonId>,
    /// The name.
    pub name: String,
    /// What kind.
    pub kind: GuarantorKind,
    /// 求償権の約定利率: what was agreed for what the guarantor pays, per year. Of a person the legal rate otherwise.
    pub recourse_rate: Option<Rate>,
}

law::word_list! {
    /// A kind of guarantor.
    pub enum GuarantorKind {
        /// A guarantee company.
        Company = "company",
        /// A person, jointly and severally (連帯保証).
        Joint = "joint",
        /// A person, simply.
        Simple = "simple",
    }
}

/// An instalment that is overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unpaid {
    /// When it was due.
    pub due: Date,
    /// Principal in it.
    pub principal: Yen,
    /// Contract interest in it.
    pub interest: Yen,
}

/// Something that happened to a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its place in the file's list.
    pub place: usize,
    /// The id of the file.
    pub id: Option<String>,
    /// When.
    pub on: PastDay,
    /// What.
    pub kind: EventKind,
    /// An amount, where the kind has one.
    pub amount: Option<Yen>,
    /// By whom or to whom, where the kind has one; for `acceleration`: `contract` or `demand`.
    pub by: Option<String>,
    /// For `subrogation`: was the whole guarantee performed?
    pub whole: Option<bool>,
    /// For `agreement-to-talk`: until when.
    pub until: Option<Date>,
    /// For `waiver`: what was waived. For `payment`: `principal`, an agreed prepayment.
    pub component: Option<Component>,
    /// For `payment`: was it made for this debt?
    pub designated: Option<bool>,
    /// For `settlement`: what was agreed.
    pub terms: Option<String>,
    /// For `settlement`: the order of appropriation while it lasts.
    pub appropriation: Option<Order>,
}

law::word_list! {
    /// A part of a claim.
    pub enum Component {
        /// 費用.
        Costs = "costs",
        /// 利息.
        Interest = "interest",
        /// 遅延損害金.
        LateCharge = "late-charge",
        /// 元本.
        Principal = "principal",
    }
}

law::word_list! {
    /// A kind of event, in the order in which events of one day are taken.
    pub enum EventKind {
        /// 貸付け.
        Advance = "advance",
        /// 弁済.
        Payment = "payment",
        /// 不払い.
        Missed = "missed",
        /// 催告.
        Demand = "demand",
        /// 期限の利益の喪失.
        Acceleration = "acceleration",
        /// 代位弁済.
        Subrogation = "subrogation",
        /// 債権譲渡.
        Assignment = "assignment",
        /// 訴え提起.
        SuitFiled = "suit-filed",
        /// 訴え取下げ.
        SuitWithdrawn = "suit-withdrawn",
        /// 判決確定.
        JudgmentFinal = "judgment-final",
        /// 支払督促確定.
        PaymentOrderFinal = "payment-order-final",
        /// 仮差押え.
        ProvisionalAttachment = "provisional-attachment",
        /// 競売開始.
        AuctionCommenced = "auction-commenced",
        /// 競売終了.
        AuctionCompleted = "auction-completed",
        /// 競売取下げ.
        AuctionWithdrawn = "auction-withdrawn",
        /// 差押え.
        Attachment = "attachment",
        /// 差押え取下げ.
        AttachmentWithdrawn = "attachment-withdrawn",
        /// 承認.
        Acknowledgment = "acknowledgment",
        /// 協議合意.
        AgreementToTalk = "agreement-to-talk",
        /// 和解.
        Settlement = "settlement",
        /// 和解の失効.
        SettlementFailed = "settlement-failed",
        /// 免除.
        Waiver = "waiver",
        /// 売却代金.
        SaleProceeds = "sale-proceeds",
        /// 償却.
        WriteOff = "write-off",
        /// 援用.
        Invocation = "invocation",
    }
}

/// Property other than a home.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
    /// What kind.
    pub kind: AssetKind,
    /// Whose.
    pub owner: PersonId,
    /// What it is worth: for a retirement allowance what would be paid today, for insurance the surrender value.
    pub value: Option<Amount>,
    /// For a car.
    pub first_registered: Option<Date>,
    /// For a retirement allowance: the first day of the service that it is for.
    pub service_since: Option<Date>,
    /// The claim whose creditor retains the title.
    pub title_retained_by: Option<ClaimId>,
}

/// A payment or gift that a trustee could avoid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// When.
    pub on: PastDay,
    /// To whom.
    pub to: Option<String>,
    /// How much.
    pub amount: Amount,
    /// What kind.
    pub kind: TransferKind,
}

law::word_list! {
    /// A kind of avoidable transfer.
    pub enum TransferKind {
        /// 偏頗弁済.
        Preference = "preference",
        /// 贈与.
        Gift = "gift",
        /// 廉価売却.
        Undervalue = "undervalue",
    }
}

/// The auction of the home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Auction {
    /// Petition of the creditor.
    pub applied_on: Option<PastDay>,
    /// Order of commencement.
    pub commenced_on: Option<PastDay>,
    /// Day on which bids are opened.
    pub bids_open_on: Option<Date>,
}

/// A decision of a court.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Which.
    pub kind: DecisionKind,
    /// The day from which the time for an appeal runs: the day of the gazette that published it; for a permission of sale
    /// the day it was pronounced.
    pub on: PastDay,
    /// The day it became final.
    pub final_on: Option<PastDay>,
}

law::word_list! {
    /// A kind of decision.
    pub enum DecisionKind {
        /// 再生手続開始決定.
        RehabilitationOpening = "rehabilitation-opening",
        /// 再生計画認可決定.
        Confirmation = "confirmation",
        /// 破産手続開始決定.
        BankruptcyOpening = "bankruptcy-opening",
        /// 免責許可決定.
        DischargeGranted = "discharge-granted",
        /// 売却許可決定.
        SalePermission = "sale-permission",
    }
}

impl Claim {
    /// Due dates of the contract from the day after `as_of` to the last one.
    pub fn months_left(&self, as_of: Date) -> Option<u32> {
        self.due_dates(as_of, self.last_due_on?)
    }

    /// Due dates from the day after `from` to `to`, on the day of the month of the last one, had the contract none. A month
    /// without that day has its last day.
    pub fn due_dates(&self, from: Date, to: Date) -> Option<u32> {
        // The month of the last due date that is not after a day.
        let last_month =
            |day: Date| Some(i64::from(day.year()) * 12 + i64::from(day.month()) - i64::from(self.is_due_after(day)?));
        Some(u32::try_from((last_month(to)? - last_month(from)?).max(0)).unwrap_or(0))
    }

    /// Is this month's due date after this day of it?
    pub fn is_due_after(&self, day: Date) -> Option<bool> {
        let due = self.last_due_on?.day();
        Some(due.min(day.days_in_month()) > day.day())
    }

    /// The contract's instalment per month as the file says it; bonus instalments (two a year) spread evenly, rounded up.
    pub fn instalment(&self) -> Option<Yen> {
        let bonus = self.bonus_payment.map_or(Yen::ZERO, |bonus| bonus.likely.part_ceil(2, 12));
        Some(self.monthly_payment?.likely + bonus)
    }
}

impl Household {
    /// The person with this id.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.people[id.0]
    }

    /// Was a fact, or a part of it, said only roughly, in a type without a mark of its own?
    pub fn is_rough(&self, fact: FactName) -> bool {
        self.rough.contains(&fact)
    }

    /// The claims, none when the list is unknown (ask [`Household::claims`] whether it is).
    pub fn claims(&self) -> impl Iterator<Item = (ClaimId, &Claim)> {
        self.claims.iter().flatten().enumerate().map(|(place, claim)| (ClaimId(place), claim))
    }

    /// The homes, none when the list is unknown.
    pub fn homes(&self) -> impl Iterator<Item = (HomeId, &Home)> {
        self.homes.iter().flatten().enumerate().map(|(place, home)| (HomeId(place), home))
    }

    /// The person who paid a claim as its guarantor, where it was one and no company.
    pub fn guarantor_who_paid<'c>(&self, claim: &'c Claim, by: Option<&str>) -> Option<&'c Guarantor> {
        let by = by?;
        let persons = claim.guarantors.iter().flatten().filter(|guarantor| guarantor.kind != GuarantorKind::Company);
        let is = |guarantor: &&Guarantor| {
            guarantor.name == by || guarantor.person.is_some_and(|person| self.person(person).id == by)
        };
        persons.into_iter().find(is)
    }

    /// The first and the last day that the statutory due date of a tax may be: two where no more than its month is known.
    pub fn statutory_due(&self, claim: ClaimId) -> Option<(Date, Date)> {
        let due = self.claims.as_ref()?.get(claim.0)?.statutory_due_on?;
        let rough = self.is_rough(Household::claim_fact(claim, "statutory_due_on"));
        Some((if rough { due.first_of_month() } else { due }, due))
    }

    /// The name of a fact of a claim.
    pub const fn claim_fact(claim: ClaimId, field: &'static str) -> FactName {
        FactName::at("claim", claim.0, field)
    }

    /// The name of a fact of a home.
    pub const fn home_fact(home: HomeId, field: &'static str) -> FactName {
        FactName::at("home", home.0, field)
    }
}
