//! From a row to a household, with the same contradictions named as in a case file.

mod checks;
mod claims;
mod spare;

use std::collections::HashMap;

use case::{
    Amount, Asset, Auction, Court, Expense, ExpenseKind, Home, HomeId, Household, Income, IncomeKind, IncomeYear,
    Owner, PastDay, PastKind, PastRelief, Person, PersonId, Place, RefusalGround, Role, Transfer, TransferKind, Wishes,
    bounds::Least,
};
use law::message::Message;
use law::words::Word as _;
use law::{Date, Share, Yen, message};

use checks::Bounds;
use spare::{Spare, reused};

use crate::problem::Problem;
use crate::table::{CoOwner, Households, Past};

/// Months that a plan looks ahead when the row does not say.
const HORIZON_MONTHS: u32 = 120;

/// Makes households of the rows of one batch.
#[derive(Debug)]
pub struct Rows<'t> {
    table: &'t Households,
    memory: Memory,
}

/// What is kept from row to row, and from one batch to the next.
#[derive(Debug, Default)]
pub struct Memory {
    /// Places that were already understood: books have few municipalities and many rows.
    places: HashMap<Box<str>, Option<Place>>,
    bounds: Option<Bounds>,
    spare: Spare,
}

/// Places that are kept: more than there are municipalities and wards. A book with more has no places in this column.
const MOST_PLACES: usize = 4_096;

impl Memory {
    fn place(&mut self, text: &str) -> Option<Place> {
        if let Some(place) = self.places.get(text) {
            return place.clone();
        }
        if self.places.len() == MOST_PLACES {
            self.places.clear();
        }
        let place: Option<Place> = text.parse().ok();
        self.places.insert(text.into(), place.clone());
        place
    }
}

impl<'t> Rows<'t> {
    /// The rows of a table.
    pub fn new(table: &'t Households) -> Rows<'t> {
        Rows::with(table, Memory::default())
    }

    /// The rows of a table, with what was kept of another.
    pub fn with(table: &'t Households, memory: Memory) -> Rows<'t> {
        Rows { table, memory }
    }

    /// What may be kept for the next table.
    pub fn into_memory(self) -> Memory {
        self.memory
    }

    /// The household of a row, or `None` with what contradicts in it added to `problems`.
    ///
    /// A row in which a cell could not be read has a household all the same: the cell counts as left out.
    pub fn household(&mut self, row: usize, problems: &mut Vec<Problem>) -> Option<Household> {
        let before = problems.len();
        let table = self.table;
        let as_of = table.as_of.get(row)?;
        let lives_in = table.lives_in.get(row).map(|text| (text, self.memory.place(text)));
        let bounds = *self.memory.bounds.insert(Bounds::on(as_of, self.memory.bounds));
        let mut reader = Reader { table, row, as_of, bounds, problems, spare: &mut self.memory.spare };
        if let Some((text, None)) = lives_in {
            let message = message!("case.bad-place", found = text.to_string());
            reader.say("lives_in", "bad-place", message, message!("case.hint.bad-place"));
        }
        let household = reader.household(lives_in.and_then(|(_, place)| place))?;
        (problems.len() == before).then_some(household)
    }

    /// Takes a household back that is done with: the next one is made of its lists.
    pub fn take_back(&mut self, household: Household) {
        self.memory.spare.take_apart(household);
    }
}

/// The household of one row.
pub fn household(table: &Households, row: usize, problems: &mut Vec<Problem>) -> Option<Household> {
    Rows::new(table).household(row, problems)
}

/// Reads one row.
struct Reader<'t, 'p> {
    table: &'t Households,
    row: usize,
    as_of: Date,
    bounds: Bounds,
    problems: &'p mut Vec<Problem>,
    spare: &'p mut Spare,
}

/// The ids of the first dependants: few households have more.
const DEPENDANTS: [&str; 6] =
    ["dependant-1", "dependant-2", "dependant-3", "dependant-4", "dependant-5", "dependant-6"];
/// The debtor is always the first person.
const DEBTOR: PersonId = PersonId(0);
/// The spouse, where there is one, the second.
const SPOUSE: PersonId = PersonId(1);

impl Reader<'_, '_> {
    fn say(&mut self, column: impl Into<String>, code: &'static str, message: Message, hint: Message) {
        let column = column.into();
        self.problems.push(Problem { row: self.row, column, code, message, hint: Some(hint) });
    }

    fn household(&mut self, lives_in: Option<Place>) -> Option<Household> {
        let (table, row) = (self.table, self.row);
        let petition_on = table.petition_on.get(row);
        self.plausible_days(petition_on);
        let has_spouse = self.has_spouse();
        let people = self.people(has_spouse)?;
        let claims = self.claims(has_spouse);
        let homes = self.homes(claims.as_deref(), has_spouse);
        Some(Household {
            as_of: self.as_of,
            court: table.court.get(row).unwrap_or(Court::Standard),
            lives_in,
            petition_on: petition_on.unwrap_or(self.as_of),
            petition_stated: petition_on.is_some(),
            wishes: Wishes {
                keep_home: table.keep_home.get(row),
                rent_if_moved: self.amount("rent_if_moved", table.rent_if_moved.get(row), Least::Monthly),
                lump_sum_available: self.amount(
                    "lump_sum_available",
                    table.lump_sum_available.get(row),
                    Least::Monthly,
                ),
                horizon_months: table.horizon_months.get(row).unwrap_or(HORIZON_MONTHS),
            },
            people,
            debtor: DEBTOR,
            incomes: self.incomes(),
            expenses: self.expenses(),
            assets: self.assets(claims.as_deref()),
            claims,
            homes,
            transfers: table.avoidable_payments.get(row).map(|paid| self.transfers(paid)),
            auction: self.auction(),
            disaster: table.disaster.get(row),
            decisions: Vec::new(),
            rough: Vec::new(),
        })
    }

    /// Is anything said that only a spouse can be?
    fn has_spouse(&self) -> bool {
        let (table, row) = (self.table, self.row);
        let claims = &table.claims;
        table.spouse_born.get(row).is_some()
            || table.spouse_supported.get(row).is_some()
            || table.spouse_net_monthly.get(row).is_some()
            || table.co_owner.get(row) == Some(CoOwner::Spouse)
            || claims.get(row).into_iter().flatten().any(|item| claims.items.joint_debtor.get(item) == Some(true))
    }

    fn people(&mut self, has_spouse: bool) -> Option<Vec<Person>> {
        let (table, row) = (self.table, self.row);
        let born = table.debtor_born.get(row)?;
        let dependants = table.dependants_born.get(row);
        let count = 1 + usize::from(has_spouse) + dependants.as_ref().map_or(0, ExactSizeIterator::len);
        let mut people = reused(&mut self.spare.people, count);
        self.past_day("debtor_born", Some(born));
        let refusal_grounds = self.refusal_grounds();
        people.push(Person {
            credit_life_claim: table.credit_life_claim.get(row),
            occupation: table.occupation.get(row).map(str::to_string),
            income_regular: table.income_regular.get(row),
            small_fluctuation: table.small_fluctuation.get(row),
            past: self.past(),
            refusal_grounds,
            ..person(self.spare.name("debtor"), Role::Debtor, Some(born), None)
        });
        if has_spouse {
            let born = table.spouse_born.get(row);
            self.past_day("spouse_born", born);
            people.push(person(self.spare.name("spouse"), Role::Spouse, born, table.spouse_supported.get(row)));
        }
        for (place, item) in dependants.into_iter().flatten().enumerate() {
            let born = table.dependants_born.items.born.get(item);
            if born.is_some_and(|day| day > self.as_of) {
                self.past_day(&format!("dependants_born[{place}]"), born);
            }
            let id = DEPENDANTS.get(place).map(|id| self.spare.name(id));
            let id = id.unwrap_or_else(|| format!("dependant-{}", place + 1));
            people.push(person(id, Role::Child, born, Some(true)));
        }
        Some(people)
    }

    fn past(&mut self) -> Option<Vec<PastRelief>> {
        let (table, row) = (self.table, self.row);
        let kind = match table.past.get(row)? {
            Past::None => return Some(Vec::new()),
            Past::Discharge => PastKind::Discharge,
            Past::SmallScalePlan => PastKind::SmallScalePlan,
            Past::SalariedPlan => PastKind::SalariedPlan,
            Past::HardshipDischarge => PastKind::HardshipDischarge,
        };
        let day = table.past_final_on.get(row);
        let Some(day) = self.past_day("past_final_on", day) else {
            self.missing("past_final_on");
            return None;
        };
        Some(vec![PastRelief { kind, final_on: day }])
    }

    /// `none`, or words of the case file with blanks between them.
    fn refusal_grounds(&mut self) -> Option<Vec<RefusalGround>> {
        let text = self.table.refusal_grounds.get(self.row)?;
        let mut grounds = Vec::new();
        for word in text.split_ascii_whitespace().filter(|word| *word != "none") {
            let ground = RefusalGround::from_word(word);
            if ground.is_none() {
                let words: Vec<&str> = RefusalGround::ALL.iter().map(|ground| ground.word()).collect();
                let message = message!("error.unknown-word", found = word.to_string());
                let hint = message!("hint.known-words", words = words.join(" | "));
                self.say("refusal_grounds", "unknown-word", message, hint);
            }
            grounds.extend(ground);
        }
        Some(grounds)
    }

    fn incomes(&mut self) -> Option<Vec<Income>> {
        let (table, row) = (self.table, self.row);
        let years = self.income_years();
        let kind = table.income_kind.get(row).unwrap_or(IncomeKind::Salary);
        let least = Least::of_income(kind);
        let gross_monthly = self.amount("gross_monthly", table.gross_monthly.get(row), least);
        let net_monthly = self.amount("net_monthly", table.net_monthly.get(row), least);
        let bonus_net_yearly = self.amount("bonus_net_yearly", table.bonus_net_yearly.get(row), least);
        let spouse = self.amount("spouse_net_monthly", table.spouse_net_monthly.get(row), Least::Row);
        if let (Some(gross), Some(net)) = (gross_monthly, net_monthly)
            && net.likely > gross.likely
        {
            let message = message!("case.net-above-gross", net = net.likely, gross = gross.likely);
            self.say("net_monthly", "net-above-gross", message, message!("case.hint.net-above-gross"));
        }
        let own = gross_monthly.is_some() || net_monthly.is_some() || bonus_net_yearly.is_some() || years.is_some();
        if !own && spouse.is_none() {
            return None;
        }
        let mut incomes = reused(&mut self.spare.incomes, 1 + usize::from(spouse.is_some()));
        // Where only the spouse's income is said, the debtor's own is unknown, not nothing.
        incomes.push(Income {
            person: DEBTOR,
            kind,
            gross_monthly,
            net_monthly,
            bonus_net_yearly,
            last_two_years: years,
            changed: None,
        });
        if spouse.is_some() {
            incomes.push(Income {
                person: SPOUSE,
                kind: IncomeKind::Salary,
                gross_monthly: None,
                net_monthly: spouse,
                bonus_net_yearly: None,
                last_two_years: None,
                changed: None,
            });
        }
        Some(incomes)
    }

    fn income_years(&mut self) -> Option<Vec<IncomeYear>> {
        let years = &self.table.income_years;
        let range = years.get(self.row)?;
        if range.len() > 2 {
            self.say(
                "income_years",
                "too-many-years",
                message!("case.too-many-years"),
                message!("batch.hint.too-many-years"),
            );
        }
        let items = &years.items;
        range
            .map(|item| {
                Some(IncomeYear {
                    gross: items.gross.get(item)?,
                    income_tax: items.income_tax.get(item)?,
                    resident_tax: items.resident_tax.get(item)?,
                    social_insurance: items.social_insurance.get(item)?,
                })
            })
            .collect()
    }

    fn expenses(&mut self) -> Option<Vec<Expense>> {
        let (table, row) = (self.table, self.row);
        let rows = [
            (ExpenseKind::Misc, table.living_cost.get(row)),
            (ExpenseKind::ManagementFee, table.management_fee.get(row)),
            (ExpenseKind::PropertyTax, table.property_tax.get(row)),
        ];
        // Without the living cost the budget is unknown, whatever else is said.
        table.living_cost.get(row)?;
        let mut expenses = reused(&mut self.spare.expenses, rows.len());
        expenses.extend(
            rows.into_iter().filter_map(|(kind, monthly)| Some(Expense { kind, monthly: Amount::exact(monthly?) })),
        );
        Some(expenses)
    }

    fn assets(&mut self, claims: Option<&[case::Claim]>) -> Option<Vec<Asset>> {
        let assets = &self.table.assets;
        let items = &assets.items;
        let range = assets.get(self.row)?;
        let mut list = reused(&mut self.spare.assets, range.len());
        for (place, item) in range.enumerate() {
            let Some(kind) = items.kind.get(item) else { continue };
            let least = Least::of_asset(kind);
            let value = self.amount_in("assets", place, "value", items.value.get(item), least);
            let title_retained_by = items.title_retained_by.get(item).and_then(|id| {
                let found = claims.unwrap_or_default().iter().position(|claim| claim.id == id);
                if found.is_none() {
                    let ids: Vec<&str> = claims.unwrap_or_default().iter().map(|claim| claim.id.as_str()).collect();
                    let message = message!("batch.unknown-claim", id = id.to_string());
                    let hint = message!("case.hint.known-ids", ids = ids.join(", "));
                    self.say(format!("assets[{place}].title_retained_by"), "unknown-reference", message, hint);
                }
                found.map(case::ClaimId)
            });
            list.push(Asset {
                kind,
                owner: DEBTOR,
                value,
                first_registered: None,
                service_since: None,
                title_retained_by,
            });
        }
        Some(list)
    }

    fn transfers(&self, paid: Yen) -> Vec<Transfer> {
        if paid.is_zero() {
            return Vec::new();
        }
        // The book tells how much could be avoided, not when it was paid.
        let on = PastDay { day: self.as_of, rough: true };
        vec![Transfer { on, to: None, amount: Amount::exact(paid), kind: TransferKind::Preference }]
    }

    fn auction(&mut self) -> Option<Auction> {
        let (table, row) = (self.table, self.row);
        let (applied, commenced) = (table.auction_applied_on.get(row), table.auction_commenced_on.get(row));
        let bids_open_on = table.bids_open_on.get(row);
        if applied.is_none() && commenced.is_none() && bids_open_on.is_none() {
            return None;
        }
        let applied_on = self.past_day("auction_applied_on", applied);
        let commenced_on = self.past_day("auction_commenced_on", commenced);
        self.in_order(("auction_commenced_on", commenced), ("auction_applied_on", applied));
        self.in_order(("bids_open_on", bids_open_on), ("auction_commenced_on", commenced.or(applied)));
        Some(Auction { applied_on, commenced_on, bids_open_on })
    }

    /// The home that the book is about. A row that says nothing of a home leaves it unknown whether there is one.
    fn homes(&mut self, claims: Option<&[case::Claim]>, has_spouse: bool) -> Option<Vec<Home>> {
        let (table, row) = (self.table, self.row);
        let encumbrances = claims.and_then(|_| self.encumbrances());
        if table.owns_home.get(row) == Some(false) {
            if encumbrances.is_some() {
                let message = message!("batch.rank-without-home");
                self.say("owns_home", "rank-without-home", message, message!("batch.hint.rank-without-home"));
            }
            return Some(Vec::new());
        }
        let likely = self.amount("home_value", table.home_value.get(row), Least::Home);
        if table.owns_home.get(row).is_none() && likely.is_none() && encumbrances.is_none() {
            return None;
        }
        let value = likely.map(|value| self.range_of(value));
        let management_fee_arrears =
            self.amount("management_fee_arrears", table.management_fee_arrears.get(row), Least::Monthly);
        let home = Home {
            id: self.spare.name("home"),
            kind: table.home_kind.get(row),
            owners: table.own_share.get(row).and_then(|share| self.owners(share, has_spouse)),
            main_residence: table.main_residence.get(row),
            own_use_floor_share: table.own_use_floor_share.get(row),
            value,
            tax_value: None,
            acquisition_cost: None,
            acquired_on: None,
            value_source: None,
            value_on: None,
            management_fee_arrears,
            encumbrances,
        };
        let mut homes = reused(&mut self.spare.homes, 1);
        homes.push(home);
        Some(homes)
    }

    fn owners(&mut self, share: Share, has_spouse: bool) -> Option<Vec<Owner>> {
        let mut owner = |person, name: &str, share| Owner { person, name: self.spare.name(name), share };
        let own = owner(Some(DEBTOR), "debtor", share);
        if share == Share::WHOLE {
            return Some(vec![own]);
        }
        let (numerator, denominator) = share.parts();
        let rest = Share::new(denominator - numerator, denominator)?;
        match self.table.co_owner.get(self.row) {
            Some(CoOwner::Spouse) if has_spouse => Some(vec![own, owner(Some(SPOUSE), "spouse", rest)]),
            Some(_) => Some(vec![own, owner(None, "outside", rest)]),
            None => {
                self.missing("co_owner");
                None
            }
        }
    }

    /// The range of a rough value.
    fn range_of(&mut self, value: Amount) -> Amount {
        let (table, row) = (self.table, self.row);
        let (low, high) = (table.home_value_low.get(row), table.home_value_high.get(row));
        if low.is_none() && high.is_none() {
            return value;
        }
        for (column, bound, wrong) in [
            ("home_value_low", low, low.is_some_and(|low| low > value.likely)),
            ("home_value_high", high, high.is_some_and(|high| high < value.likely)),
        ] {
            if wrong {
                let message = message!("case.amount-order", found = bound, likely = value.likely);
                self.say(column, "amount-order", message, message!("case.hint.amount-order"));
            }
        }
        let likely = value.likely;
        Amount { low: low.unwrap_or(likely), likely, high: high.unwrap_or(likely), rough: true }
    }
}

fn person(id: String, role: Role, born: Option<Date>, supported: Option<bool>) -> Person {
    Person {
        id,
        born,
        role,
        supported,
        lives_apart_in: None,
        rent_apart: None,
        files_too: None,
        credit_life_claim: None,
        occupation: None,
        income_regular: None,
        small_fluctuation: None,
        past: None,
        refusal_grounds: None,
    }
}

/// The home that rows are about.
pub const HOME: HomeId = HomeId(0);
