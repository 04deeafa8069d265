//! The whole account in another order of appropriation: what an agreement is worth, or would be.

use case::{ClaimId, Household, Order};
use law::words::Word;
use law::{Balance, Cx, Date, Trace};

use crate::account::{Account, Balances};
use crate::contract::Reading;
use crate::replay::replay_as;

/// How an account ends when every payment goes in one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherOrder {
    /// The order.
    pub order: Order,
    /// What would be owed.
    pub owed: Balances,
    /// That less what is owed, component by component, and in all.
    pub difference: Differences,
    /// When everything would have been paid; later payments would have met no debt.
    pub closed_on: Option<Date>,
}

/// What another order changes, by component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Differences {
    /// 費用.
    pub costs: Balance,
    /// 利息.
    pub interest: Balance,
    /// 遅延損害金.
    pub late_charge: Balance,
    /// 元本.
    pub principal: Balance,
    /// All components together.
    pub total: Balance,
}

impl Differences {
    fn between(other: Balances, this: Balances) -> Differences {
        Differences {
            costs: other.costs.minus(this.costs),
            interest: other.interest.minus(this.interest),
            late_charge: other.late_charge.minus(this.late_charge),
            principal: other.principal.minus(this.principal),
            total: other.total().minus(this.total()),
        }
    }
}

/// The orders that would have led to other balances: one when the account keeps to one order, two when a settlement
/// mixes them, none when no payment came short. Each is a replay of its own, so what a payment leaves over bears charges
/// as it would have done. Distributions of a court keep their order. None is given for a history that contradicts itself.
pub fn other_orders<T: Trace>(
    cx: &mut Cx<'_, T>,
    house: &Household,
    id: ClaimId,
    account: &Account,
) -> Vec<OtherOrder> {
    if !account.contradictions.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for order in Order::ALL {
        let reading = Reading { order: Some(*order), ..Reading::default() };
        let other = replay_as(cx, house, id, account.to, reading);
        let owed = other.owed();
        if owed != account.owed() || other.closed_on != account.closed_on {
            let difference = Differences::between(owed, account.owed());
            found.push(OtherOrder { order: *order, owed, difference, closed_on: other.closed_on });
        }
    }
    found
}
