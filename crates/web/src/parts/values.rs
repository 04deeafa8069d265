//! Figures with what stands behind them.

use catalogue::{Lang, shown, text};
use law::params::{Checked, Mark};
use law::trace::{Show, Shown};
use maud::{Markup, html};
use plan::{Known, Variant};

/// A figure as text; months as years and months.
pub(crate) fn figure(name: &str, value: &Shown, lang: Lang) -> String {
    match value {
        Shown::Count(months) if name.ends_with("months") => report::duration(*months, lang),
        _ => shown(value, lang),
    }
}

/// A figure of a variant as text; the months of one that nobody lives to finish are told as such.
pub(crate) fn of_variant(variant: &Variant, name: &str, value: &Shown, lang: Lang) -> String {
    if name == "months" && variant.never_ends() {
        text("short.never", lang).to_string()
    } else {
        figure(name, value, lang)
    }
}

/// A figure that may be unknown.
pub(crate) fn known<V: Show>(name: &str, value: &Known<V>, lang: Lang) -> Markup {
    match value {
        Ok(value) => html! { (figure(name, &value.show(), lang)) },
        Err(_) => unknown(lang),
    }
}

/// A figure that is not known.
pub(crate) fn unknown(lang: Lang) -> Markup {
    html! { span.unknown { (text("screen.unknown", lang)) } }
}

/// Who stands behind a figure, where it is not the law alone, in a word.
pub(crate) fn marks(standing: Option<(Mark, Checked)>, lang: Lang) -> Markup {
    let Some((mark, checked)) = standing else { return html! {} };
    let key = match mark {
        Mark::Law => None,
        Mark::Practice => Some("web.mark.practice"),
        Mark::Estimate => Some("web.mark.estimate"),
    };
    let unchecked = (checked == Checked::Memory).then_some("web.mark.memory");
    html! {
        @if key.or(unchecked).is_some() {
            span.marks { @for key in [key, unchecked].into_iter().flatten() { " " span.mark { (text(key, lang)) } } }
        }
    }
}
