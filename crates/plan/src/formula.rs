//! Declaring the rules behind figures: name, id, both names, who stands behind it, and the articles.

/// Declares rules, one a line: `NAME = "id", "日本語", "English", Law, [ACT "199/2"];`.
macro_rules! formulas {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $ja:literal, $en:literal, $mark:ident, [$($act:ident $path:literal),*];)+) => {
        $($(#[$doc])* pub(crate) static $name: law::trace::Rule = law::trace::Rule {
            id: $id,
            ja: $ja,
            en: $en,
            provisions: &[$(law::provision::Provision::new($act, $path)),*],
            mark: law::params::Mark::$mark,
            parameters: &[],
        };)+
    };
}

pub(crate) use formulas;
