//! The pages in a real browser: headless Chromium, one for the whole binary, a server and no cookies for each test.
//!
//! Debian's `chromium`, `chromium-driver` and `fonts-noto-cjk` must be there; `./test` installs them.

mod access;
mod browser;
mod interview;
mod journey;
mod outside;
mod page;
mod print;
mod private;
mod whatif;

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

/// Crawls that take minutes, and the look at printed colours: run with `-- --ignored` until they hold for every page.
const BY_HAND: &[&str] = &[
    "access::no_page_has_a_violation_that_axe_finds",
    "access::every_page_reflows_at_320_pixels_and_at_200_percent",
    "access::the_keyboard_reaches_everything_and_the_focus_is_seen",
    "print::a_route_is_a_short_summary_on_a4_in_black_and_white",
];

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    // One browser: one test at a time.
    arguments.test_threads = Some(1);
    let trials = trials![
        access::no_page_has_a_violation_that_axe_finds,
        access::every_page_reflows_at_320_pixels_and_at_200_percent,
        access::the_keyboard_reaches_everything_and_the_focus_is_seen,
        access::titles_tell_pages_and_errors_apart,
        interview::from_a_fresh_folder_to_the_deletion,
        interview::the_interview_works_without_javascript,
        interview::the_interview_works_with_the_keyboard_alone,
        journey::from_two_inputs_to_a_route_and_its_why,
        journey::without_javascript_everything_that_is_promised_works,
        print::a_route_is_a_short_summary_on_a4_in_black_and_white,
        whatif::sliders_move_every_route_at_once,
        whatif::keys_move_them_too,
        whatif::without_a_script_the_form_answers,
        whatif::scenarios_stand_side_by_side,
        private::no_page_asks_for_anything_elsewhere,
    ];
    let trials = trials.into_iter().map(|trial| {
        let by_hand = BY_HAND.iter().any(|name| trial.name() == *name);
        trial.with_ignored_flag(by_hand)
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    browser::close();
    conclusion.exit_code()
}
