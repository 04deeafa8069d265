//! Readings and ways that a user can choose for one household, where the law or a habit leaves more than one.

law::word_list! {
    /// The order of a sale and of a petition for rehabilitation.
    pub enum Filing {
        /// The home is sold first: what is left of its loan is a claim like others.
        SaleFirst = "sale-first",
        /// The petition comes first: the loan is still secured on the home (民事再生法231条2項2号・3号).
        PetitionFirst = "petition-first",
    }
}

law::word_list! {
    /// Is the attorney paid by legal aid (民事法律扶助)?
    pub enum LegalAid {
        /// Where the means are small enough, but for ways that savings carry only with a private attorney.
        WhenEligible = "when-eligible",
        /// Never: a private attorney, in instalments.
        Never = "never",
    }
}

law::word_list! {
    /// What a sale will not cover of a home loan that is still secured at the petition (231条2項3号): the act does not leave it
    /// out of the standard claims as it does of the total of 2号.
    pub enum HomeLoanShortfall {
        /// A standard claim.
        StandardClaim = "standard-claim",
        /// Left out as in 2号.
        LeftOut = "left-out",
    }
}

law::word_list! {
    /// The class of a town of 2001 that has become a city since (平成13年政令第50号別表第一): 7条 speaks of mergers alone.
    pub enum PromotedCity {
        /// The same legal person keeps its class.
        KeepsClass = "keeps-class",
        /// The decree does not list the city by its name: class 6.
        ByName = "by-name",
    }
}

law::word_list! {
    /// Paired loans where the other person does not file.
    pub enum PairLoan {
        /// The court judges whether the other mortgage threatens the home.
        CourtDecides = "court-decides",
        /// Only both together.
        TogetherOnly = "together-only",
    }
}

law::word_list! {
    /// What the debtor guarantees of the other's paired loan where both file: the bank may take part with all of it (民事再生法
    /// 86条2項, 破産法105条), and whether it counts beside the clause no article settles.
    pub enum PairGuarantee {
        /// Treated like the loan itself, inside the clause.
        LikeHomeLoan = "like-home-loan",
        /// Counted as far as the home is not expected to cover the loan.
        ShortfallOnly = "shortfall-only",
        /// Counted like any other claim.
        OrdinaryClaim = "ordinary-claim",
    }
}

law::word_list! {
    /// A mortgage for a loan that paid the costs of buying (諸費用ローン).
    pub enum CostsLoan {
        /// The court judges what it paid and how large it is.
        CourtDecides = "court-decides",
        /// It is a home loan.
        HomeLoan = "home-loan",
        /// It is none, and bars the clause.
        Bars = "bars",
    }
}

law::word_list! {
    /// Arrears of management fees, which carry a statutory lien on the flat.
    pub enum FeeArrears {
        /// They must be paid before the plan.
        MustBePaid = "must-be-paid",
        /// Instalments that the management association agrees to are enough.
        Instalments = "instalments",
    }
}

law::word_list! {
    /// The day whose property sets the liquidation value (清算価値の基準時): the inventory shows the opening (124条1項), a plan is
    /// revoked when it falls short on the day of the confirmation (236条).
    pub enum LiquidationReference {
        /// The larger of both.
        Larger = "larger-of-both",
        /// The opening alone.
        Opening = "at-opening",
        /// The confirmation alone.
        Confirmation = "at-confirmation",
    }
}

law::word_list! {
    /// What is paid of the principal while it is deferred: 199条3項 speaks of a part (元本の一部).
    pub enum GracePrincipal {
        /// A part, however small.
        APart = "a-part",
        /// Interest alone.
        InterestOnly = "interest-only",
    }
}

law::word_list! {
    /// The commissioner of an individual rehabilitation (個人再生委員, 民事再生法223条).
    pub enum Commissioner {
        /// Counted where the court appoints one in every case.
        ByCourt = "every-case-courts",
        /// Counted at every court.
        Appointed = "appointed",
        /// Counted nowhere.
        NotAppointed = "not-appointed",
    }
}
