//! The articles that the lines of an account rest on.

use law::provision::{CIVIL_CODE, CONSUMER_CONTRACT, INTEREST_RESTRICTION, Provision};

use crate::account::Side;

const fn civil(path: &'static str) -> Provision {
    Provision::new(CIVIL_CODE, path)
}

pub(crate) const ADVANCE: &[Provision] = &[civil("587")];
pub(crate) const DUE: &[Provision] = &[civil("412/1")];
pub(crate) const ORDER: &[Provision] = &[civil("488/4"), civil("489")];
pub(crate) const DESIGNATED: &[Provision] = &[civil("488/1"), civil("489")];
pub(crate) const AGREED: &[Provision] = &[civil("490")];
pub(crate) const SHARED: &[Provision] = &[civil("488/4"), civil("489"), civil("491")];
pub(crate) const DISTRIBUTION: &[Provision] = &[civil("489")];
pub(crate) const ACCELERATION: &[Provision] = &[civil("136"), civil("137")];
pub(crate) const REIMBURSEMENT: &[Provision] = &[civil("459/1"), civil("442/2"), civil("404/1")];
pub(crate) const SUBROGATION: &[Provision] = &[civil("499"), civil("500"), civil("501")];
pub(crate) const PART_SUBROGATION: &[Provision] = &[civil("499"), civil("502")];
pub(crate) const ASSIGNMENT: &[Provision] = &[civil("466/1"), civil("467")];
pub(crate) const WAIVER: &[Provision] = &[civil("519")];
pub(crate) const SETTLEMENT: &[Provision] = &[civil("695")];
pub(crate) const INVOCATION: &[Provision] = &[civil("144"), civil("145")];
pub(crate) const DEMAND: &[Provision] = &[civil("150")];
pub(crate) const SUIT: &[Provision] = &[civil("147/1")];
pub(crate) const JUDGMENT: &[Provision] = &[civil("147/2"), civil("169")];
pub(crate) const PROVISIONAL: &[Provision] = &[civil("149")];
pub(crate) const EXECUTION: &[Provision] = &[civil("148")];
pub(crate) const ACKNOWLEDGMENT: &[Provision] = &[civil("152")];
pub(crate) const TALKS: &[Provision] = &[civil("151")];
pub(crate) const LATE: &[Provision] = &[civil("419/1"), civil("420")];

const LATE_CAPPED: &[Provision] = &[
    civil("419/1"),
    civil("420"),
    Provision::new(INTEREST_RESTRICTION, "4"),
    Provision::new(INTEREST_RESTRICTION, "7"),
];
const LATE_CAPPED_RECOURSE: &[Provision] = &[civil("419/1"), civil("420"), Provision::new(CONSUMER_CONTRACT, "9/1/2")];
const INTEREST: &[Provision] = &[civil("589")];
const INTEREST_CAPPED: &[Provision] = &[civil("589"), Provision::new(INTEREST_RESTRICTION, "1")];

/// Late charges, with the cap where one cut the rate.
pub(crate) const fn late(capped: bool, side: Side) -> &'static [Provision] {
    match (capped, side) {
        (false, _) => LATE,
        (true, Side::Original) => LATE_CAPPED,
        (true, Side::Reimbursement) => LATE_CAPPED_RECOURSE,
    }
}

/// Contract interest, with the cap where one cut the rate.
pub(crate) const fn interest(capped: bool) -> &'static [Provision] {
    if capped { INTEREST_CAPPED } else { INTEREST }
}
