//! 住まいの価額と被担保債権: is the home worth more or less than what is owed on it.

use crate::Yen;
use crate::params::Mark;
use crate::trace::{Cx, Rule, Show, Shown, Trace};
use crate::words::Word;

crate::word_list! {
    /// How the debts secured on a home compare with its value.
    pub enum Standing {
        /// オーバーローン: more is owed than the home is worth.
        Overloan = "overloan",
        /// アンダーローン: less is owed than the home is worth.
        Underloan = "underloan",
        /// The two are equal.
        Even = "even",
    }
}

/// The position of a home: its standing, and by how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Which is larger.
    pub standing: Standing,
    /// What the value has above the debts.
    pub equity: Yen,
    /// What the debts have above the value.
    pub shortfall: Yen,
}

impl Show for Position {
    fn show(&self) -> Shown {
        Shown::Word(self.standing.word())
    }
}

/// The rule of [`position`].
pub static POSITION: Rule = Rule {
    id: "home.position",
    ja: "オーバーローン・アンダーローンの別",
    en: "position of the home",
    provisions: &[],
    mark: Mark::Law,
    parameters: &[],
};

/// Compares the value of a home with all that is owed under its mortgages.
///
/// オーバーローン・アンダーローン。Arithmetic of the household; no article says it. 余剰 is the equity.
///
/// ```
/// use law::home::{Standing, position};
/// use law::{Yen, trace::{Cx, NoTrace}};
/// let home = position(&mut Cx::new(&mut NoTrace), Yen(24_000_000), Yen(28_000_000));
/// assert_eq!((home.standing, home.shortfall), (Standing::Overloan, Yen(4_000_000)));
/// ```
#[doc(alias = "オーバーローン")]
#[doc(alias = "アンダーローン")]
pub fn position<T: Trace>(cx: &mut Cx<'_, T>, value: Yen, secured: Yen) -> Position {
    cx.rule(&POSITION, |cx| {
        cx.given("value", &value);
        cx.given("secured", &secured);
        let standing = match secured.cmp(&value) {
            std::cmp::Ordering::Greater => Standing::Overloan,
            std::cmp::Ordering::Less => Standing::Underloan,
            std::cmp::Ordering::Equal => Standing::Even,
        };
        Position { standing, equity: value.excess_over(secured), shortfall: secured.excess_over(value) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::NoTrace;

    fn check(value: u64, secured: u64, standing: Standing, equity: u64, shortfall: u64) {
        let expect = Position { standing, equity: Yen(equity), shortfall: Yen(shortfall) };
        assert_eq!(position(&mut Cx::new(&mut NoTrace), Yen(value), Yen(secured)), expect);
    }

    #[test]
    fn both_sides_of_even() {
        check(24_000_000, 24_000_001, Standing::Overloan, 0, 1);
        check(24_000_000, 24_000_000, Standing::Even, 0, 0);
        check(24_000_001, 24_000_000, Standing::Underloan, 1, 0);
        check(0, 0, Standing::Even, 0, 0);
        check(5, 0, Standing::Underloan, 5, 0);
    }
}
