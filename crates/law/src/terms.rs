//! Words that rules and case files share: kinds of property, of burdens, of purposes, and the courts.

crate::word_list! {
    /// The practice profile of a district court.
    pub enum Court {
        /// 東京地方裁判所.
        Tokyo = "tokyo",
        /// 大阪地方裁判所.
        Osaka = "osaka",
        /// 横浜地方裁判所.
        Yokohama = "yokohama",
        /// 千葉地方裁判所.
        Chiba = "chiba",
        /// 名古屋地方裁判所.
        Nagoya = "nagoya",
        /// 神戸地方裁判所.
        Kobe = "kobe",
        /// 広島地方裁判所.
        Hiroshima = "hiroshima",
        /// 福岡地方裁判所.
        Fukuoka = "fukuoka",
        /// 京都地方裁判所.
        Kyoto = "kyoto",
        /// 奈良地方裁判所.
        Nara = "nara",
        /// 和歌山地方裁判所.
        Wakayama = "wakayama",
        /// 水戸地方裁判所.
        Mito = "mito",
        /// 新潟地方裁判所.
        Niigata = "niigata",
        /// 長崎地方裁判所.
        Nagasaki = "nagasaki",
        /// 熊本地方裁判所.
        Kumamoto = "kumamoto",
        /// The statute without a local habit.
        Standard = "standard",
    }
}

crate::word_list! {
    /// A kind of property.
    pub enum AssetKind {
        /// 現金.
        Cash = "cash",
        /// 普通預金.
        Deposit = "deposit",
        /// 定期預金.
        TimeDeposit = "time-deposit",
        /// 保険の解約返戻金.
        Insurance = "insurance",
        /// 自動車.
        Car = "car",
        /// 退職金見込額.
        RetirementAllowance = "retirement-allowance",
        /// 有価証券.
        Securities = "securities",
        /// 貸付金・売掛金.
        Receivable = "receivable",
        /// 過払金.
        OverpaidInterest = "overpaid-interest",
        /// 敷金.
        DepositWithLandlord = "deposit-with-landlord",
        /// 貴金属等.
        Valuables = "valuables",
        /// 家財.
        HouseholdGoods = "household-goods",
        /// 相続財産.
        Inheritance = "inheritance",
        /// その他.
        Other = "other",
    }
}

crate::word_list! {
    /// What a loan was for.
    pub enum Purpose {
        /// 購入.
        Purchase = "purchase",
        /// 建設.
        Construction = "construction",
        /// 改良.
        Improvement = "improvement",
        /// Anything else.
        Other = "other",
    }
}

crate::word_list! {
    /// A kind of burden.
    pub enum EncumbranceKind {
        /// 抵当権.
        Mortgage = "mortgage",
        /// 根抵当権.
        RevolvingMortgage = "revolving-mortgage",
        /// 仮登記担保.
        Provisional = "provisional",
        /// 先取特権.
        StatutoryLien = "statutory-lien",
        /// 差押え・仮差押え.
        Attachment = "attachment",
    }
}

crate::word_list! {
    /// What a burden lies on.
    pub enum Lies {
        /// The building alone.
        Building = "building",
        /// The land alone.
        Land = "land",
        /// Both.
        Both = "both",
    }
}
