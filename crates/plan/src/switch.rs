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
        /// Where the means are small enough.
        WhenEligible = "when-eligible",
        /// Never: a private attorney, in instalments.
        Never = "never",
    }
}
