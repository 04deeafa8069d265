//! 10,000 events replayed.

use std::fmt::Write as _;

use case::{ClaimId, Format};
use divan::Bencher;

fn main() {
    divan::main();
}

/// An accelerated loan with a small payment on every day that follows.
fn history(events: usize) -> case::Household {
    let mut file = String::from(
        "as_of = 2040-12-31\n[[person]]\nid = 'taro'\nborn = 1981-05-04\nrole = 'debtor'\n[[claim]]\nid = 'loan'\n\
         kind = 'home-loan'\ndebtor = 'taro'\ncontracted_on = 2010-04-01\nrate = '2.5'\nlate_rate = '14'\n\
         last_due_on = 2045-03-27\nevents = [\n{ on = 2010-04-01, kind = 'advance', amount = 31_000_000 },\n\
         { on = 2012-01-27, kind = 'missed' },\n{ on = 2012-07-01, kind = 'acceleration', by = 'demand' },\n",
    );
    let mut day = law::calendar::date(2012, 7, 2);
    for place in 3..events {
        let kind = if place % 10 == 0 { "demand" } else { "payment', amount = 5_000, id = 'p" };
        let _ = writeln!(file, "{{ on = {day}, kind = '{kind}' }},");
        day = day.tomorrow().expect("a day");
    }
    file.push_str("]\n");
    case::read(file.as_bytes(), Format::Toml).unwrap_or_else(|problems| panic!("{:?}", problems.first()))
}

#[divan::bench]
fn ten_thousand_events(bencher: Bencher) {
    let house = history(10_000);
    bencher.bench(|| ledger::account(&house, ClaimId(0), house.as_of));
}
