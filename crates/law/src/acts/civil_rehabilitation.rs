//! 民事再生法, Civil Rehabilitation Act: rehabilitation of individuals (chapter 13).

pub mod small_scale;
