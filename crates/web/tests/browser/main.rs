//! The pages in a real browser: headless Chromium, one for the whole binary, a server and no cookies for each test.
//!
//! Debian's `chromium`, `chromium-driver` and `fonts-noto-cjk` must be there; `./test` installs them.

mod access;
mod browser;
mod journey;
mod outside;
mod page;
mod private;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

/// A test: what it shows, and how.
macro_rules! trials {
    ($($module:ident::$name:ident),+ $(,)?) => {
        vec![$(Trial::test(concat!(stringify!($module), "::", stringify!($name)), || {
            browser::run(async |page| $module::$name(page).await);
            Ok(())
        })),+]
    };
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // One browser: one test at a time.
    arguments.test_threads = Some(1);
    let trials = trials![
        access::no_page_has_a_violation_that_axe_finds,
        access::every_page_reflows_at_320_pixels_and_at_200_percent,
        access::the_keyboard_reaches_everything_and_the_focus_is_seen,
        access::titles_tell_pages_and_errors_apart,
        journey::from_two_inputs_to_a_route_and_its_why,
        journey::without_javascript_everything_that_is_promised_works,
        private::no_page_asks_for_anything_elsewhere,
    ];
    let conclusion = libtest_mimic::run(&arguments, trials);
    browser::close();
    conclusion.exit_code()
}
