//! Where queries run: embedded in this process, or on a cluster. Both know the same functions.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ballista::prelude::{SessionConfigExt, SessionContextExt};
use catalogue::{Lang, sentence};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::dataframe::DataFrame;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::context::SQLOptions;
use datafusion::execution::session_state::SessionStateBuilder;
use datafusion::logical_expr::{LogicalPlan, ScalarUDF};
use datafusion::prelude::{CsvReadOptions, ParquetReadOptions, SessionConfig, SessionContext};
use datafusion::sql::parser::DFParserBuilder;
use law::message;
use law::message::Message;

use crate::books::table_functions;
use crate::cluster::LONGEST_MESSAGE;
use crate::{Work, functions};

/// How long a scheduler may take to answer the first knock.
const PATIENCE: Duration = Duration::from_secs(5);

/// Pieces that pass from process to process together: each is a file of its own, with some hundred kilobytes.
const PIECES_AT_ONCE: usize = 16;

/// A decimal column of a CSV file: digits in all, and after the point.
const CSV_DECIMAL: DataType = DataType::Decimal128(38, 10);

/// A place for queries, with every function registered.
pub struct Session {
    context: SessionContext,
    lang: Lang,
}

impl Session {
    /// In this process, on so many threads (0: one a core).
    pub fn embedded(threads: usize, lang: Lang) -> Session {
        let config = settings(SessionConfig::new());
        let config = if threads == 0 { config } else { config.with_target_partitions(threads) };
        Session::with(SessionContext::new_with_config(config), functions(lang, None), lang)
    }

    /// On the cluster of a scheduler, `df://host:port`. Files are read by the executors, so that a path must lead to
    /// the same file on each of them.
    pub async fn cluster(url: &str, lang: Lang) -> Result<Session> {
        let context = remote(url, settings(SessionConfig::new_with_ballista()), lang).await?;
        Ok(Session::with(context, functions(lang, None), lang))
    }

    /// On a cluster, for [`Session::work`]. Pieces are large, so that few of them pass at a time.
    pub async fn workers(url: &str, work: Work, lang: Lang) -> Result<Session> {
        let config = settings(SessionConfig::new_with_ballista())
            .with_batch_size(PIECES_AT_ONCE)
            .set_usize("ballista.client.grpc_max_message_size", LONGEST_MESSAGE);
        let context = remote(url, config, lang).await?;
        Ok(Session::with(context, functions(lang, Some(work)), lang))
    }

    fn with(context: SessionContext, functions: Vec<ScalarUDF>, lang: Lang) -> Session {
        let context = context.enable_url_table();
        // Functions put into the state before a remote context is made would be dropped.
        for function in functions {
            context.register_udf(function);
        }
        for (name, function) in table_functions(lang) {
            context.register_udtf(name, function);
        }
        Session { context, lang }
    }

    /// The engine's own context.
    pub fn context(&self) -> &SessionContext {
        &self.context
    }

    /// Gives a Parquet or CSV file a name.
    pub async fn register(&self, name: &str, path: &Path) -> Result<()> {
        let refused = |message: Message| Err(DataFusionError::Plan(sentence(&message, self.lang)));
        let shown = path.display().to_string();
        let Ok(whole) = std::fs::canonicalize(path) else {
            return refused(message!("sql.no-file", path = shown));
        };
        let Some(place) = whole.to_str() else { return refused(message!("sql.no-file", path = shown)) };
        match whole.extension().and_then(|extension| extension.to_str()) {
            Some("parquet") => self.context.register_parquet(name, place, ParquetReadOptions::default()).await,
            Some("csv") => {
                let found = self.context.read_csv(place, CsvReadOptions::new()).await?;
                let schema = without_floats(found.schema().as_arrow());
                self.context.register_csv(name, place, CsvReadOptions::new().schema(&schema)).await
            }
            _ => refused(message!("sql.unknown-file", path = shown)),
        }
    }

    /// Runs statements; the last one must be a query, the ones before it must not. Nothing but the query's answer is
    /// ever written: statements that change or write files are refused.
    pub async fn query(&self, sql: &str) -> Result<DataFrame> {
        let refused = |message: Message| Err(DataFusionError::Plan(sentence(&message, self.lang)));
        let mut statements = DFParserBuilder::new(sql).build()?.parse_statements()?;
        let Some(last) = statements.pop_back() else { return refused(message!("sql.nothing")) };
        let state = || self.context.state();
        for statement in statements {
            let plan = state().statement_to_plan(statement).await?;
            if !matches!(plan, LogicalPlan::Ddl(_) | LogicalPlan::Statement(_)) {
                return refused(message!("sql.one-query"));
            }
            self.allowed(&plan)?;
            self.context.execute_logical_plan(plan).await?;
        }
        let plan = state().statement_to_plan(last).await?;
        self.allowed(&plan)?;
        if matches!(plan, LogicalPlan::Ddl(_) | LogicalPlan::Statement(_)) {
            return refused(message!("sql.no-query"));
        }
        self.context.execute_logical_plan(plan).await
    }

    fn allowed(&self, plan: &LogicalPlan) -> Result<()> {
        let reads_only = SQLOptions::new().with_allow_dml(false);
        reads_only
            .verify_plan(plan)
            .map_err(|_| DataFusionError::Plan(sentence(&message!("sql.reads-only"), self.lang)))
    }
}

fn settings(config: SessionConfig) -> SessionConfig {
    config
        .with_information_schema(true)
        // 1.475 in a query is an exact number.
        .set_bool("datafusion.sql_parser.parse_float_as_decimal", true)
        .set_bool("datafusion.execution.parquet.schema_force_view_types", false)
}

async fn remote(url: &str, config: SessionConfig, lang: Lang) -> Result<SessionContext> {
    knock(url, lang).await?;
    let state = SessionStateBuilder::new().with_config(config).with_default_features().build();
    SessionContext::remote_with_state(url, state).await
}

/// What a CSV file's numbers with a point are read as: exactly, never as binary floats.
fn without_floats(schema: &Schema) -> Schema {
    let exact = |field: &Arc<Field>| {
        if field.data_type().is_floating() {
            Field::new(field.name(), CSV_DECIMAL, field.is_nullable())
        } else {
            field.as_ref().clone()
        }
    };
    Schema::new(schema.fields().iter().map(exact).collect::<Vec<_>>())
}

/// The host and port of a scheduler, written `df://host:port`.
pub fn scheduler_address(url: &str) -> Option<(String, u16)> {
    let (host, port) = url.strip_prefix("df://")?.trim_end_matches('/').rsplit_once(':')?;
    Some((host.to_string(), port.parse().ok()?)).filter(|(host, _)| !host.is_empty())
}

/// Is anybody there? The client itself would only ask with the first job.
async fn knock(url: &str, lang: Lang) -> Result<()> {
    let refused = |message: Message| Err(DataFusionError::Plan(sentence(&message, lang)));
    let Some((host, port)) = scheduler_address(url) else {
        return refused(message!("cluster.wrong-url", url = url.to_string()));
    };
    let absent = |detail: String| refused(message!("cluster.no-scheduler", url = url.to_string(), detail = detail));
    match tokio::time::timeout(PATIENCE, tokio::net::TcpStream::connect((host.trim_matches(['[', ']']), port))).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => absent(error.to_string()),
        Err(late) => absent(late.to_string()),
    }
}
