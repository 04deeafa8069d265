//! Building requirements: the sentence follows from the requirement's id and its verdict.

/// Builds a [`law::verdict::Requirement`]. The reason is the catalogue's sentence `requirement.<id>.<verdict>`; what
/// would open a closed one is `requirement.<id>.opens`; both may use the values. `requirement!(T; …)` leaves the values
/// out where the trace `T` has no readers.
macro_rules! requirement {
    ($trace:ident; $($rest:tt)+) => { crate::requirement::requirement!(@ <$trace as law::Trace>::WORDS; $($rest)+) };
    (@ $words:expr; $id:literal, $provisions:expr, $verdict:expr $(, $name:ident = $value:expr)* $(,)?) => {{
        let verdict: law::verdict::Verdict = $verdict;
        let key = match &verdict {
            law::verdict::Verdict::Met => concat!("requirement.", $id, ".met"),
            law::verdict::Verdict::NotMet => concat!("requirement.", $id, ".not-met"),
            law::verdict::Verdict::Unknown(_) => "requirement.unknown",
            law::verdict::Verdict::LeftTo(_) => concat!("requirement.", $id, ".left"),
        };
        let values: Vec<(&'static str, law::trace::Shown)> =
            if $words { vec![$((stringify!($name), law::trace::Show::show(&$value))),*] } else { Vec::new() };
        let opened_by = (verdict == law::verdict::Verdict::NotMet).then(|| law::message::Message {
            key: concat!("requirement.", $id, ".opens"),
            values: values.clone(),
        });
        law::verdict::Requirement {
            id: $id,
            provisions: $provisions,
            verdict,
            reason: law::message::Message { key, values },
            opened_by,
        }
    }};
    ($($rest:tt)+) => { crate::requirement::requirement!(@ true; $($rest)+) };
}

pub(crate) use requirement;
