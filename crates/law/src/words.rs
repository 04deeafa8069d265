//! Closed lists of words: an enumeration whose members have the spelling of the glossary.

/// A value that is one of a closed list of words.
pub trait Word: Copy + Eq + 'static {
    /// Every member, in the order of declaration.
    const ALL: &'static [Self];
    /// The spelling in files, flags and answers.
    fn word(self) -> &'static str;
    /// The member with this spelling.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|member| member.word() == word)
    }
}

/// Declares an enumeration with its spellings.
///
/// ```
/// use law::words::Word;
/// law::word_list! {
///     /// Which instalment takes the rest.
///     pub enum Adjust {
///         /// The first one.
///         First = "first",
///         /// The last one.
///         Last = "last",
///     }
/// }
/// assert_eq!(Adjust::from_word("last"), Some(Adjust::Last));
/// assert_eq!(Adjust::First.word(), "first");
/// ```
#[macro_export]
macro_rules! word_list {
    ($(#[$doc:meta])* $vis:vis enum $name:ident { $($(#[$member_doc:meta])* $member:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$member_doc])* $member),+ }

        impl $crate::words::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$member),+];
            fn word(self) -> &'static str {
                match self { $(Self::$member => $word),+ }
            }
        }

        impl $crate::trace::Show for $name {
            fn show(&self) -> $crate::trace::Shown {
                $crate::trace::Shown::Word($crate::words::Word::word(*self))
            }
        }
    };
}
