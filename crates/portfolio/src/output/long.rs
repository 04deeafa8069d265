//! One row a household and route.

use std::sync::{Arc, LazyLock};

use arrow_array::builder::{BooleanBuilder, Int64Builder, StringBuilder, UInt32Builder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use case::Household;
use law::words::Word;

use super::{Answers, ROUTE_IDS, Words, balance, yen};
use crate::engine::ROUTES;
use crate::{Engine, Outcomes};

/// See the module.
pub struct Long {
    id: StringBuilder,
    route: Words,
    variant: Words,
    verdict: Words,
    reason: Words,
    depends_on: StringBuilder,
    home_kept: BooleanBuilder,
    is_best: BooleanBuilder,
    monthly: Int64Builder,
    left_over: Int64Builder,
    total: Int64Builder,
    months: UInt32Builder,
    debt_left: Int64Builder,
    cash_now: Int64Builder,
    holder_recovery: Int64Builder,
}

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let yen = |name| Field::new(name, DataType::Int64, true);
    let word = |name| Field::new(name, Words::data_type(), true);
    Arc::new(Schema::new(vec![
        Field::new("id", DataType::Utf8, false),
        word("route"),
        word("variant"),
        word("verdict"),
        word("reason"),
        Field::new("depends_on", DataType::Utf8, false),
        Field::new("home_kept", DataType::Boolean, false),
        Field::new("is_best", DataType::Boolean, false),
        yen("monthly"),
        yen("left_over"),
        yen("total"),
        Field::new("months", DataType::UInt32, true),
        yen("debt_left"),
        yen("cash_now"),
        yen("holder_recovery"),
    ]))
});

impl Answers for Long {
    type Answer = Outcomes;

    fn schema() -> SchemaRef {
        SCHEMA.clone()
    }

    fn with_capacity(households: usize) -> Long {
        let rows = households * ROUTES;
        let yen = || Int64Builder::with_capacity(rows);
        let word = || Words::with_capacity(rows);
        Long {
            id: StringBuilder::with_capacity(rows, rows * 12),
            route: word(),
            variant: word(),
            verdict: word(),
            reason: word(),
            depends_on: StringBuilder::with_capacity(rows, rows * 8),
            home_kept: BooleanBuilder::with_capacity(rows),
            is_best: BooleanBuilder::with_capacity(rows),
            monthly: yen(),
            left_over: yen(),
            total: yen(),
            months: UInt32Builder::with_capacity(rows),
            debt_left: yen(),
            cash_now: yen(),
            holder_recovery: yen(),
        }
    }

    fn ask(engine: &Engine, houses: &[Household]) -> Vec<Outcomes> {
        houses.iter().map(|house| engine.outcomes(house)).collect()
    }

    fn push(&mut self, id: &str, outcomes: &Outcomes) {
        for (place, route) in outcomes.routes.iter().enumerate() {
            self.id.append_value(id);
            self.route.push(ROUTE_IDS[place]);
            self.variant.push(route.variant);
            self.verdict.push(route.outcome.word());
            self.reason.push(route.reason);
            let depends_on: Vec<&str> = route.depends_on.iter().map(|whose| whose.word()).collect();
            self.depends_on.append_value(depends_on.join(" "));
            self.home_kept.append_value(route.home_kept);
            self.is_best.append_value(outcomes.best == Some(place));
            self.monthly.append_option(yen(route.monthly));
            self.left_over.append_option(balance(route.left_over));
            self.total.append_option(yen(route.total));
            self.months.append_option(route.months);
            self.debt_left.append_option(yen(route.debt_left));
            self.cash_now.append_option(yen(route.cash_now));
            self.holder_recovery.append_option(yen(route.recovery));
        }
    }

    fn finish(&mut self) -> RecordBatch {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.id.finish()),
            self.route.finish(),
            self.variant.finish(),
            self.verdict.finish(),
            self.reason.finish(),
            Arc::new(self.depends_on.finish()),
            Arc::new(self.home_kept.finish()),
            Arc::new(self.is_best.finish()),
            Arc::new(self.monthly.finish()),
            Arc::new(self.left_over.finish()),
            Arc::new(self.total.finish()),
            Arc::new(self.months.finish()),
            Arc::new(self.debt_left.finish()),
            Arc::new(self.cash_now.finish()),
            Arc::new(self.holder_recovery.finish()),
        ];
        RecordBatch::try_new(Self::schema(), columns).expect("columns of one length, as the schema says")
    }
}
