//! The account of a claim: what stands on each line, and what is owed after it.

use case::{ClaimId, Component, EventKind};
use law::message::Message;
use law::trace::{Show, Shown};
use law::words::Word;
use law::{Date, Provision, Rate, Yen};

/// What is owed, by component.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balances {
    /// 費用.
    pub costs: Yen,
    /// 利息 of the contract that has fallen due.
    pub interest: Yen,
    /// 遅延損害金.
    pub late_charge: Yen,
    /// 元本, due or not.
    pub principal: Yen,
}

impl Balances {
    /// Nothing.
    pub const ZERO: Balances =
        Balances { costs: Yen::ZERO, interest: Yen::ZERO, late_charge: Yen::ZERO, principal: Yen::ZERO };

    /// All components together.
    pub fn total(self) -> Yen {
        self.costs + self.interest + self.late_charge + self.principal
    }

    /// Is there nothing?
    pub fn is_zero(self) -> bool {
        self == Balances::ZERO
    }

    /// One component.
    pub const fn of(self, component: Component) -> Yen {
        match component {
            Component::Costs => self.costs,
            Component::Interest => self.interest,
            Component::LateCharge => self.late_charge,
            Component::Principal => self.principal,
        }
    }

    /// An amount of one component.
    pub const fn only(component: Component, amount: Yen) -> Balances {
        let mut balances = Balances::ZERO;
        match component {
            Component::Costs => balances.costs = amount,
            Component::Interest => balances.interest = amount,
            Component::LateCharge => balances.late_charge = amount,
            Component::Principal => balances.principal = amount,
        }
        balances
    }

    /// The sum, component by component.
    #[must_use]
    pub fn plus(self, other: Balances) -> Balances {
        Balances {
            costs: self.costs + other.costs,
            interest: self.interest + other.interest,
            late_charge: self.late_charge + other.late_charge,
            principal: self.principal + other.principal,
        }
    }

    /// What is left after `other` is taken off; never below zero.
    #[must_use]
    pub fn less(self, other: Balances) -> Balances {
        Balances {
            costs: self.costs.excess_over(other.costs),
            interest: self.interest.excess_over(other.interest),
            late_charge: self.late_charge.excess_over(other.late_charge),
            principal: self.principal.excess_over(other.principal),
        }
    }
}

impl Show for Balances {
    fn show(&self) -> Shown {
        self.total().show()
    }
}

law::word_list! {
    /// A line that no event of the file makes.
    pub enum Booking {
        /// The account begins with the figures of the case file.
        Opening = "opening",
        /// Instalments taken as paid on their days: the file names no default before them.
        Presumed = "presumed-paid",
        /// An instalment falls due.
        Instalment = "instalment-due",
        /// The whole falls due on the last due date.
        Maturity = "maturity",
        /// Money held for the next instalment is used.
        HeldApplied = "held-applied",
        /// Contract interest by the day.
        AccruedInterest = "accrued-interest",
        /// Late charges up to this day.
        LateCharge = "late-charge-booked",
        /// Late charges that a settlement had frozen come back.
        Revived = "late-charge-revived",
        /// The settlement is fulfilled: the rest is released.
        Released = "released",
        /// The reimbursement claim comes into being.
        Reimbursement = "reimbursement-arises",
        /// Paid to the same creditor for all debts: the part that this one received.
        SharedPayment = "shared-payment",
    }
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// An event of the file.
    Event(EventKind),
    /// A booking that follows from the contract or the law.
    Booking(Booking),
}

impl Entry {
    /// Its spelling.
    pub fn word(self) -> &'static str {
        match self {
            Entry::Event(kind) => kind.word(),
            Entry::Booking(booking) => booking.word(),
        }
    }
}

/// One line of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The day.
    pub on: Date,
    /// What happened.
    pub entry: Entry,
    /// The amount of the event, if it has one.
    pub amount: Option<Yen>,
    /// What came on top, by component.
    pub charged: Balances,
    /// What was paid, waived or released, by component.
    pub credited: Balances,
    /// The part of a payment that is held for the next instalment.
    pub held: Yen,
    /// The part of a payment that met no debt any more.
    pub unapplied: Yen,
    /// What a payment would have reduced in the other order (statutory against principal first).
    pub other_order: Option<Balances>,
    /// Why, in a sentence.
    pub reason: Message,
    /// The articles.
    pub provisions: &'static [Provision],
    /// What is owed after it.
    pub after: Balances,
}

impl Line {
    /// What was owed before it.
    pub fn before(&self) -> Balances {
        self.after.plus(self.credited).less(self.charged)
    }
}

law::word_list! {
    /// Which of two linked claims a book is about.
    pub enum Side {
        /// 原債権: the claim of the loan, after a subrogation held by the guarantor with its mortgage.
        Original = "original",
        /// 求償権: the guarantor's claim for what it paid.
        Reimbursement = "reimbursement",
    }
}

/// The rates that the books use, and what a statute cut off them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// Contract rate.
    pub interest: Option<Rate>,
    /// Rate of late charges.
    pub late: Option<Rate>,
    /// The contract rate as stated, when it lies above the cap.
    pub interest_stated: Option<Rate>,
    /// The late rate as stated, when it lies above the cap.
    pub late_stated: Option<Rate>,
}

/// An instalment that is overdue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdue {
    /// Its due date; the day of acceleration when everything is due.
    pub due: Date,
    /// Principal in it.
    pub principal: Yen,
    /// Contract interest in it.
    pub interest: Yen,
    /// Late charges on it.
    pub late_charge: Yen,
}

/// The book of one claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Which claim.
    pub side: Side,
    /// Who holds it at the end; `None` when the file does not say.
    pub holder: Option<String>,
    /// Its rates.
    pub rates: Rates,
    /// Its lines, oldest first.
    pub lines: Vec<Line>,
    /// What is owed at the end.
    pub balances: Balances,
    /// What is overdue at the end.
    pub overdue: Vec<Overdue>,
    /// Money held for the next instalment.
    pub held: Yen,
    /// Late charges that a settlement keeps frozen: owed again if it fails.
    pub frozen: Yen,
    /// What a payment exceeded everything by.
    pub overpaid: Yen,
}

/// An event that cannot be: the account is shown up to the first of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The claim.
    pub claim: ClaimId,
    /// The place of the event in the file.
    pub place: usize,
    /// Its day, if it could be read.
    pub on: Option<Date>,
    /// The kind of mistake, `before-advance`.
    pub code: &'static str,
    /// What is wrong.
    pub message: Message,
}

impl Contradiction {
    /// Where it stands in the file, `claim[0].events[3]`.
    pub fn path(&self) -> String {
        format!("claim[{}].events[{}]", self.claim.0, self.place)
    }
}

/// A claim's account on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The claim.
    pub claim: ClaimId,
    /// The day.
    pub to: Date,
    /// The claim of the contract.
    pub original: Book,
    /// The guarantor's reimbursement claim, after it has paid.
    pub reimbursement: Option<Book>,
    /// Since when everything is due.
    pub accelerated_on: Option<Date>,
    /// When the whole guarantee was performed.
    pub subrogated_on: Option<Date>,
    /// When everything was paid.
    pub closed_on: Option<Date>,
    /// Events that cannot be, oldest first.
    pub contradictions: Vec<Contradiction>,
    /// What the reader must know: presumptions, caps, figures that are lacking.
    pub notes: Vec<Message>,
}

impl Account {
    /// The book that says what the debtor has to pay: the reimbursement claim once there is one, for a payment on it
    /// reduces both.
    pub fn book(&self) -> &Book {
        match &self.reimbursement {
            Some(book) if self.subrogated_on.is_some() => book,
            _ => &self.original,
        }
    }

    /// What is owed.
    pub fn owed(&self) -> Balances {
        self.book().balances
    }

    /// What is overdue: instalments with their late charges, or everything once the benefit of time is lost.
    pub fn arrears(&self) -> Yen {
        let parts = self.book().overdue.iter();
        parts.map(|part| part.principal + part.interest + part.late_charge).sum::<Yen>() + self.book().balances.costs
    }

    /// The books, the original first.
    pub fn books(&self) -> impl Iterator<Item = &Book> {
        std::iter::once(&self.original).chain(&self.reimbursement)
    }
}

impl Show for Account {
    fn show(&self) -> Shown {
        self.owed().show()
    }
}
