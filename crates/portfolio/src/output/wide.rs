//! One row a household: verdicts and reasons of all routes as fixed lists, the key figures, and the best route.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use arrow_array::builder::{BooleanBuilder, StringBuilder, UInt8Builder, UInt32Builder};
use arrow_array::{ArrayRef, DictionaryArray, FixedSizeListArray, RecordBatch, StringArray, UInt8Array};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use case::Household;
use law::verdict::Outcome;
use law::words::Word;

use super::{Amounts, Answers, ROUTE_IDS, Words, balance, yen};
use crate::engine::ROUTES;
use crate::{Brief, Engine};

/// See the module.
pub struct Wide {
    id: StringBuilder,
    position: Words,
    owed: Amounts,
    secured: Amounts,
    overdue: Amounts,
    capacity: Amounts,
    equity: Amounts,
    /// By their places in [`VERDICTS`].
    verdicts: Vec<u8>,
    reasons: Words,
    open_routes: UInt8Builder,
    best: Words,
    best_variant: Words,
    best_keeps_home: BooleanBuilder,
    monthly: Amounts,
    left_over: Amounts,
    total: Amounts,
    months: UInt32Builder,
    debt_left: Amounts,
    cash_now: Amounts,
    holder_recovery: Amounts,
}

/// What becomes of a route.
const VERDICTS: [Outcome; 3] = [Outcome::Open, Outcome::Unknown, Outcome::Closed];

/// The routes as the length of a list.
const WIDTH: i32 = ROUTES.cast_signed() as i32;

fn of_routes() -> DataType {
    DataType::FixedSizeList(Arc::new(Field::new("item", Words::data_type(), true)), WIDTH)
}

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let yen = |name| Field::new(name, DataType::Int64, true);
    let word = |name| Field::new(name, Words::data_type(), true);
    let fields = vec![
        Field::new("id", DataType::Utf8, false),
        word("position"),
        yen("owed"),
        yen("secured"),
        yen("overdue"),
        yen("capacity"),
        yen("equity"),
        Field::new("verdicts", of_routes(), false),
        Field::new("reasons", of_routes(), false),
        Field::new("open_routes", DataType::UInt8, false),
        word("best"),
        word("best_variant"),
        Field::new("best_keeps_home", DataType::Boolean, true),
        yen("monthly"),
        yen("left_over"),
        yen("total"),
        Field::new("months", DataType::UInt32, true),
        yen("debt_left"),
        yen("cash_now"),
        yen("holder_recovery"),
    ];
    // Which place of the lists is which route.
    let metadata = HashMap::from([("saiken.routes".to_string(), ROUTE_IDS.join(","))]);
    Arc::new(Schema::new_with_metadata(fields, metadata))
});

impl Answers for Wide {
    type Answer = Brief;

    fn schema() -> SchemaRef {
        SCHEMA.clone()
    }

    fn with_capacity(households: usize) -> Wide {
        let yen = || Amounts::with_capacity(households);
        let word = || Words::with_capacity(households);
        Wide {
            id: StringBuilder::with_capacity(households, households * 12),
            position: word(),
            owed: yen(),
            secured: yen(),
            overdue: yen(),
            capacity: yen(),
            equity: yen(),
            verdicts: Vec::with_capacity(households * ROUTES),
            reasons: Words::with_capacity(households * ROUTES),
            open_routes: UInt8Builder::with_capacity(households),
            best: word(),
            best_variant: word(),
            best_keeps_home: BooleanBuilder::with_capacity(households),
            monthly: yen(),
            left_over: yen(),
            total: yen(),
            months: UInt32Builder::with_capacity(households),
            debt_left: yen(),
            cash_now: yen(),
            holder_recovery: yen(),
        }
    }

    fn ask(engine: &Engine, houses: &[Household]) -> Vec<Brief> {
        engine.briefs(houses)
    }

    fn push(&mut self, id: &str, outcomes: &Brief) {
        self.id.append_value(id);
        self.position.push(outcomes.position.map_or("", |position| position.standing.word()));
        self.owed.push(yen(outcomes.owed));
        self.secured.push(yen(outcomes.secured));
        self.overdue.push(yen(outcomes.overdue));
        self.capacity.push(balance(outcomes.capacity));
        // Less than nothing where more is owed than the home is worth.
        self.equity
            .push(outcomes.position.and_then(|position| balance(Some(position.equity.minus(position.shortfall)))));
        debug_assert_eq!(outcomes.routes.len(), ROUTES);
        let place = |outcome| VERDICTS.iter().position(|verdict| *verdict == outcome).unwrap_or_default() as u8;
        self.verdicts.extend(outcomes.routes.iter().map(|(outcome, _)| place(*outcome)));
        self.reasons.push_all(outcomes.routes.iter().map(|(_, reason)| *reason));
        let open = outcomes.routes.iter().filter(|(outcome, _)| *outcome == Outcome::Open).count();
        self.open_routes.append_value(open as u8);
        let best = outcomes.best.as_ref().map(|(place, route)| (ROUTE_IDS[*place], route));
        self.best.push(best.map_or("", |(id, _)| id));
        let best = best.map(|(_, route)| route);
        self.best_variant.push(best.map_or("", |route| route.variant));
        self.best_keeps_home.append_option(best.map(|route| route.home_kept));
        self.monthly.push(yen(best.and_then(|route| route.monthly)));
        self.left_over.push(balance(best.and_then(|route| route.left_over)));
        self.total.push(yen(best.and_then(|route| route.total)));
        self.months.append_option(best.and_then(|route| route.months));
        self.debt_left.push(yen(best.and_then(|route| route.debt_left)));
        self.cash_now.push(yen(best.and_then(|route| route.cash_now)));
        self.holder_recovery.push(yen(best.and_then(|route| route.recovery)));
    }

    fn finish(&mut self) -> RecordBatch {
        let list = |words: ArrayRef| -> ArrayRef {
            let item = Arc::new(Field::new("item", Words::data_type(), true));
            Arc::new(FixedSizeListArray::new(item, WIDTH, words, None))
        };
        let verdicts = UInt8Array::from(std::mem::take(&mut self.verdicts));
        let verdicts = DictionaryArray::new(
            verdicts,
            Arc::new(VERDICTS.iter().map(|verdict| Some(verdict.word())).collect::<StringArray>()),
        );
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.id.finish()),
            self.position.finish(),
            self.owed.finish(),
            self.secured.finish(),
            self.overdue.finish(),
            self.capacity.finish(),
            self.equity.finish(),
            list(Arc::new(verdicts)),
            list(self.reasons.finish()),
            Arc::new(self.open_routes.finish()),
            self.best.finish(),
            self.best_variant.finish(),
            Arc::new(self.best_keeps_home.finish()),
            self.monthly.finish(),
            self.left_over.finish(),
            self.total.finish(),
            Arc::new(self.months.finish()),
            self.debt_left.finish(),
            self.cash_now.finish(),
            self.holder_recovery.finish(),
        ];
        RecordBatch::try_new(Self::schema(), columns).expect("columns of one length, as the schema says")
    }
}
