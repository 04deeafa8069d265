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
mod readings;
mod whatif;

use std::io::Write as _;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Measurement, Trial};

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
    let mut trials = trials![
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
        whatif::sliders_move_every_route,
        whatif::keys_move_them_too,
        whatif::without_a_script_the_form_answers,
        whatif::scenarios_stand_side_by_side,
        readings::another_reading_moves_its_routes_without_a_script,
        private::no_page_asks_for_anything_elsewhere,
    ];
    trials.push(Trial::bench("whatif::from_a_move_to_the_picture", |once| {
        let moves = if once { 1 } else { 100 };
        let mut times = Vec::new();
        browser::run(async |page| times = whatif::from_a_move_to_the_picture(page, moves).await);
        Ok((!once).then(|| measured(times)))
    }));
    let conclusion = libtest_mimic::run(&arguments, trials);
    browser::close();
    conclusion.exit_code()
}

/// The average and the variance of times; the median and the worst go to the screen.
fn measured(mut times: Vec<u64>) -> Measurement {
    times.sort_unstable();
    let count = times.len() as u64;
    let avg = times.iter().sum::<u64>() / count;
    let variance = times.iter().map(|time| time.abs_diff(avg).saturating_pow(2) / count).sum();
    let milliseconds = |share: usize| times[(times.len() - 1) * share / 100] / 1_000_000;
    let [half, most, all] = [50, 95, 100].map(milliseconds);
    let _ = writeln!(std::io::stderr(), "half within {half} ms, 95 of 100 within {most} ms, all within {all} ms");
    Measurement { avg, variance }
}
