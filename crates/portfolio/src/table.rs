//! The columns: one row a household, its claims and assets as lists.
//!
//! Names and words are those of the case file wherever the case file has them. `docs/portfolio.md` says what each means.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, FieldRef, Fields, Schema, SchemaRef};
use case::{
    AssetKind, ClaimKind, Court, CreditLifeClaim, CreditorKind, EncumbranceKind, Holder, HomeKind, IncomeKind,
    KeepHome, Lies, Purpose,
};
use law::message;

use crate::cells::{Cell, Column, Count, Day, Flag, Fraction, Kind, List, Percent, Record, Text, Word, Yen};
use crate::problem::{Found, Misfit, Problem};

macro_rules! columns {
    ($($(#[$doc:meta])* pub struct $table:ident of $row:ident { $($need:ident $name:ident: $cell:ty,)+ })+) => {
        $($(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $table { $(#[doc = concat!("`", stringify!($name), "`")] pub $name: $cell,)+ }

        #[doc = concat!("One entry of [`", stringify!($table), "`] as plain values.")]
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $row {
            $(#[doc = concat!("`", stringify!($name), "`")] pub $name: Option<<$cell as Cell>::Value>,)+
        }

        impl Record for $table {
            type Row = $row;

            fn fields() -> Fields {
                [$(Field::new(stringify!($name), <$cell as Cell>::data_type(), true)),+].into_iter().collect()
            }

            fn write(rows: &[&$row]) -> Vec<ArrayRef> {
                vec![$({
                    let values: Vec<Option<&<$cell as Cell>::Value>> = rows.iter().map(|row| row.$name.as_ref()).collect();
                    <$cell as Cell>::write(&values)
                }),+]
            }

            const COLUMNS: &'static [Column] = &[$(Column {
                name: stringify!($name),
                kind: <$cell as Cell>::KIND,
                needed: columns!(@needed $need),
            }),+];

            fn load(
                rows: usize,
                part: &dyn Fn(&str) -> Option<ArrayRef>,
                found: &mut Vec<Found>,
            ) -> Result<$table, Misfit> {
                Ok($table { $($name: match part(stringify!($name)) {
                    Some(array) => <$cell as Cell>::load(&array, stringify!($name), found)?,
                    None => <$cell as Cell>::absent(rows),
                },)+ })
            }

            fn lacking(&self, element: usize) -> Vec<&'static str> {
                let mut lacking = Vec::new();
                $(if columns!(@needed $need) && !self.$name.is_filled(element) {
                    lacking.push(stringify!($name));
                })+
                lacking
            }

            fn is_complete(&self, elements: usize) -> bool {
                let is_complete = true;
                $(let is_complete = is_complete
                    && (!columns!(@needed $need) || (0..elements).all(|element| self.$name.is_filled(element)));)+
                is_complete
            }
        })+
    };
    (@needed needed) => { true };
    (@needed may) => { false };
}

law::word_list! {
    /// Who owns the rest of a home that is not the debtor's alone.
    pub enum CoOwner {
        /// The spouse.
        Spouse = "spouse",
        /// Somebody outside the household.
        Outside = "outside",
    }
}

law::word_list! {
    /// Who guarantees a claim.
    pub enum Guaranteed {
        /// Nobody.
        None = "none",
        /// A guarantee company.
        Company = "company",
        /// A person, jointly and severally (連帯保証).
        Joint = "joint",
        /// A person, simply.
        Simple = "simple",
    }
}

law::word_list! {
    /// An earlier discharge or plan, or none.
    pub enum Past {
        /// None.
        None = "none",
        /// See [`case::PastKind`].
        Discharge = "discharge",
        /// See [`case::PastKind`].
        SmallScalePlan = "small-scale-plan",
        /// See [`case::PastKind`].
        SalariedPlan = "salaried-plan",
        /// See [`case::PastKind`].
        HardshipDischarge = "hardship-discharge",
    }
}

columns! {
    /// A household.
    pub struct Households of Household {
        needed id: Text,
        needed as_of: Day,
        may court: Word<Court>,
        may lives_in: Text,
        may petition_on: Day,
        may keep_home: Word<KeepHome>,
        may rent_if_moved: Yen,
        may lump_sum_available: Yen,
        may horizon_months: Count,
        needed debtor_born: Day,
        may credit_life_claim: Word<CreditLifeClaim>,
        may occupation: Text,
        may income_regular: Flag,
        may small_fluctuation: Flag,
        may past: Word<Past>,
        may past_final_on: Day,
        may refusal_grounds: Text,
        may spouse_born: Day,
        may spouse_supported: Flag,
        may dependants_born: List<Dependants>,
        may income_kind: Word<IncomeKind>,
        may gross_monthly: Yen,
        may net_monthly: Yen,
        may bonus_net_yearly: Yen,
        may income_years: List<IncomeYears>,
        may spouse_net_monthly: Yen,
        may living_cost: Yen,
        may management_fee: Yen,
        may property_tax: Yen,
        may owns_home: Flag,
        may home_kind: Word<HomeKind>,
        may home_value: Yen,
        may home_value_low: Yen,
        may home_value_high: Yen,
        may own_share: Fraction,
        may co_owner: Word<CoOwner>,
        may main_residence: Flag,
        may own_use_floor_share: Fraction,
        may management_fee_arrears: Yen,
        may auction_applied_on: Day,
        may auction_commenced_on: Day,
        may bids_open_on: Day,
        may avoidable_payments: Yen,
        may disaster: Flag,
        may claims: List<Claims>,
        may assets: List<Assets>,
    }

    /// A claim.
    pub struct Claims of Claim {
        may id: Text,
        needed kind: Word<ClaimKind>,
        may creditor_kind: Word<CreditorKind>,
        may principal: Yen,
        may rate: Percent,
        may late_rate: Percent,
        may contracted_on: Day,
        may mandate_contracted_on: Day,
        may last_due_on: Day,
        may monthly_payment: Yen,
        may bonus_payment: Yen,
        may unpaid: List<Overdue>,
        may purpose: Word<Purpose>,
        may joint_debtor: Flag,
        may guarantor: Word<Guaranteed>,
        may statutory_due_on: Day,
        may dissents: Flag,
        may malicious: Flag,
        may bodily_harm: Flag,
        may accelerated_on: Day,
        may subrogated_on: Day,
        may subrogated_amount: Yen,
        may assigned_on: Day,
        may security_rank: Count,
        may security_kind: Word<EncumbranceKind>,
        may security_on: Word<Lies>,
        may security_holder: Word<Holder>,
        may security_registered_on: Day,
    }

    /// An asset.
    pub struct Assets of Asset {
        needed kind: Word<AssetKind>,
        may value: Yen,
        may title_retained_by: Text,
    }

    /// An overdue instalment.
    pub struct Overdue of OverdueInstalment {
        needed due: Day,
        needed principal: Yen,
        needed interest: Yen,
    }

    /// A year of income, the newest first.
    pub struct IncomeYears of IncomeYear {
        needed gross: Yen,
        needed income_tax: Yen,
        needed resident_tax: Yen,
        needed social_insurance: Yen,
    }

    /// Somebody whom the debtor supports, other than the spouse.
    pub struct Dependants of Dependant {
        needed born: Day,
    }
}

/// The schema in which a book is written.
pub fn schema() -> SchemaRef {
    Arc::new(Schema::new(Households::fields()))
}

/// The schema in which a file is best read: texts as places in a dictionary, which most files have of them anyhow; but not
/// the ids of households, which are all different.
pub fn reading(found: &Schema) -> Schema {
    Schema::new_with_metadata(reading_fields(Households::COLUMNS, found.fields()), found.metadata().clone())
}

fn reading_fields(columns: &[Column], fields: &Fields) -> Fields {
    let field = |field: &FieldRef| {
        let column = columns.iter().find(|column| column.name == field.name());
        let is_key = column.is_some_and(|column| column.needed);
        match (column.map(|column| column.kind), field.data_type()) {
            (Some(Kind::Text), DataType::Utf8) if is_key => field.clone(),
            (Some(Kind::Text | Kind::Word(_) | Kind::Share), DataType::Utf8) => {
                let words = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
                Arc::new(field.as_ref().clone().with_data_type(words))
            }
            (Some(Kind::List(inner)), DataType::List(item)) => {
                let DataType::Struct(entry) = item.data_type() else { return field.clone() };
                let entry = DataType::Struct(reading_fields(inner, entry));
                let item = Arc::new(item.as_ref().clone().with_data_type(entry));
                Arc::new(field.as_ref().clone().with_data_type(DataType::List(item)))
            }
            _ => field.clone(),
        }
    };
    fields.iter().map(field).collect()
}

/// Need a column of a file not be read where nothing is filled in it? It is given by its path in the file, in which names of
/// the format stand between those of lists and their entries.
pub fn is_needless_where_empty(path: &[String]) -> bool {
    let mut columns = Households::COLUMNS;
    let mut found = None;
    for name in path {
        let Some(column) = columns.iter().find(|column| column.name == name) else { continue };
        found = Some(column);
        if let Kind::List(inner) = column.kind {
            columns = inner;
        }
    }
    found.is_some_and(|column| !column.needed && !matches!(column.kind, Kind::List(_)))
}

/// Rows as a batch.
pub fn batch(rows: &[Household]) -> RecordBatch {
    let rows: Vec<&Household> = rows.iter().collect();
    RecordBatch::try_new(schema(), Households::write(&rows)).expect("columns of one length, as the schema says")
}

/// Columns whose names begin so are the user's own: they are not read.
pub const OWN_PREFIX: &str = "x_";

/// What is wrong with the columns of a table, all at once.
pub fn check_schema(schema: &Schema) -> Vec<Misfit> {
    let fields: Vec<(&str, &DataType)> =
        schema.fields().iter().map(|field| (field.name().as_str(), field.data_type())).collect();
    check_fields(Households::COLUMNS, &fields, "")
}

fn check_fields(columns: &[Column], fields: &[(&str, &DataType)], inside: &str) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    let mut seen = BTreeSet::new();
    for (name, data_type) in fields {
        let Some(column) = columns.iter().find(|column| column.name == *name) else {
            if !name.starts_with(OWN_PREFIX) {
                let near = read::nearest(name, &names).map(str::to_string);
                misfits.push(Misfit::Unknown(format!("{inside}{name}"), near));
            }
            continue;
        };
        let full = format!("{inside}{name}");
        if !seen.insert(*name) {
            misfits.push(Misfit::Unknown(full, None));
        } else if !column.kind.fits(data_type) {
            misfits.push(Misfit::Type { column: full, found: (*data_type).clone(), expected: column.kind.word() });
        } else if let Kind::List(inner) = column.kind
            && let Some(fields) = record_fields(data_type)
        {
            misfits.extend(check_fields(inner, &fields, &format!("{full}.")));
        }
    }
    let missing = columns.iter().filter(|column| column.needed && !seen.contains(column.name));
    misfits.extend(missing.map(|column| Misfit::Missing(format!("{inside}{}", column.name))));
    misfits
}

fn record_fields(list: &DataType) -> Option<Vec<(&str, &DataType)>> {
    let (DataType::List(item) | DataType::LargeList(item) | DataType::FixedSizeList(item, _)) = list else {
        return None;
    };
    let DataType::Struct(fields) = item.data_type() else { return None };
    Some(fields.iter().map(|field| (field.name().as_str(), field.data_type())).collect())
}

/// Reads a batch: its columns, and what is wrong with single cells, in the order of the rows.
///
/// Mistakes of the columns themselves are for [`check_schema`]; the first one is the error here.
pub fn load(batch: &RecordBatch) -> Result<(Households, Vec<Problem>), Misfit> {
    if let Some(misfit) = check_schema(&batch.schema()).into_iter().next() {
        return Err(misfit);
    }
    let mut found = Vec::new();
    let rows = batch.num_rows();
    let households = Households::load(rows, &|name| batch.column_by_name(name).cloned(), &mut found)?;
    households.note_lacking(rows, &mut found);
    let mut problems: Vec<Problem> = found
        .into_iter()
        .map(|Found { element, path, code, message, hint }| Problem { row: element, column: path, code, message, hint })
        .collect();
    problems.sort_by(|a, b| (a.row, &a.column, a.code).cmp(&(b.row, &b.column, b.code)));
    // A cell that cannot be read is missing too: the first says more.
    problems.dedup_by(|later, first| (later.row, &later.column) == (first.row, &first.column));
    Ok((households, problems))
}

impl Households {
    fn note_lacking(&self, rows: usize, found: &mut Vec<Found>) {
        // Most books lack nothing that is needed: rows are looked at one by one only where something is not there.
        if self.is_complete(rows)
            && self.dependants_born.is_complete()
            && self.income_years.is_complete()
            && self.assets.is_complete()
            && self.claims.is_complete()
            && self.claims.items.unpaid.is_complete()
        {
            return;
        }
        let mut lacks = |element: usize, place: &dyn Fn() -> String, fields: Vec<&'static str>| {
            found.extend(fields.into_iter().map(|field| Found {
                element,
                path: format!("{}{field}", place()),
                code: "missing",
                message: message!("error.missing", field = field.to_string()),
                hint: Some(message!("batch.hint.missing")),
            }));
        };
        for row in 0..rows {
            lacks(row, &String::new, self.lacking(row));
            each(&self.dependants_born, row, |place, item| {
                let lacking = self.dependants_born.items.lacking(item);
                lacks(row, &|| format!("dependants_born[{place}]."), lacking);
            });
            each(&self.income_years, row, |place, item| {
                lacks(row, &|| format!("income_years[{place}]."), self.income_years.items.lacking(item));
            });
            each(&self.assets, row, |place, item| {
                lacks(row, &|| format!("assets[{place}]."), self.assets.items.lacking(item));
            });
            let claims = &self.claims.items;
            each(&self.claims, row, |place, item| {
                lacks(row, &|| format!("claims[{place}]."), claims.lacking(item));
                each(&claims.unpaid, item, |inner, overdue| {
                    let lacking = claims.unpaid.items.lacking(overdue);
                    lacks(row, &|| format!("claims[{place}].unpaid[{inner}]."), lacking);
                });
            });
        }
    }
}

fn each<R>(list: &List<R>, element: usize, mut look: impl FnMut(usize, usize)) {
    for (place, item) in list.get(element).into_iter().flatten().enumerate() {
        look(place, item);
    }
}
