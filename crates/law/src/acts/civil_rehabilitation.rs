//! 民事再生法, Civil Rehabilitation Act: rehabilitation of individuals (chapter 13).

pub mod home_loan;
pub mod small_scale;
