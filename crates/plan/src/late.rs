//! What most never ask for, kept out of the way.

use std::ops::{Deref, DerefMut};

/// A value that is blank until something is written into it, and until then takes no more than a pointer: outcomes of
/// millions of households are handed on without what nobody reads of them.
#[derive(Clone, Debug)]
pub(crate) struct Late<V: Blank>(Option<Box<V>>);

/// A value of which a blank one can be shown before there is any.
pub(crate) trait Blank: Default + 'static {
    /// The blank one.
    const BLANK: &'static Self;
}

impl<V: Blank> Late<V> {
    /// Nothing is written yet.
    pub(crate) const fn blank() -> Late<V> {
        Late(None)
    }

    /// The value itself, taken out.
    pub(crate) fn take(&mut self) -> V {
        self.0.take().map_or_else(V::default, |value| *value)
    }
}

impl<V: Blank> Deref for Late<V> {
    type Target = V;

    fn deref(&self) -> &V {
        self.0.as_deref().unwrap_or(V::BLANK)
    }
}

impl<V: Blank> DerefMut for Late<V> {
    fn deref_mut(&mut self) -> &mut V {
        self.0.get_or_insert_default()
    }
}
