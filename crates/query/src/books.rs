//! A book of households as tables of SQL: what each route comes to, and what a household's routes come to together.
//!
//! `saiken_plan('book.parquet')` is no plan node of our own but a view: it reads the book, asks a function for the
//! routes of each household, and makes rows of them. So it runs on a cluster like any other query.

use std::fmt::Write as _;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use catalogue::{Lang, sentence};
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, ListArray, RecordBatch, StringBuilder, StructArray, UInt32Array, new_null_array,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::compute::{cast, concat, take};
use datafusion::arrow::datatypes::{DataType, Field, Fields, Schema};
use datafusion::catalog::view::ViewTable;
use datafusion::catalog::{TableFunctionArgs, TableFunctionImpl, TableProvider};
use datafusion::common::TableReference;
use datafusion::datasource::provider_as_source;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::session_state::SessionState;
use datafusion::functions::core::expr_fn::{get_field, named_struct};
use datafusion::logical_expr::{
    ColumnarValue, Expr, LogicalPlanBuilder, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, TypeSignature,
    Volatility, col, ident, lit,
};
use datafusion::scalar::ScalarValue;
use law::message;
use law::message::Message;
use law::words::Word;
use plan::Practice;
use portfolio::output::Answers;
use portfolio::row::Rows;
use portfolio::{By, Engine, Long, Problem, Wide};

/// How many rows a household has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    /// One for each route.
    Routes,
    /// One.
    Outcomes,
}

impl Form {
    const ALL: [Form; 2] = [Form::Routes, Form::Outcomes];

    /// The name of the table function.
    const fn table(self) -> &'static str {
        match self {
            Form::Routes => "saiken_plan",
            Form::Outcomes => "saiken_outcomes",
        }
    }

    /// The name of the function that it asks for each household.
    const fn scalar(self) -> &'static str {
        match self {
            Form::Routes => "saiken_plan_of",
            Form::Outcomes => "saiken_outcomes_of",
        }
    }

    /// The columns, without the encodings that are only there to save room, and last what is wrong with the household.
    fn fields(self) -> Fields {
        let schema = match self {
            Form::Routes => Long::schema(),
            Form::Outcomes => Wide::schema(),
        };
        let plain = |field: &Arc<Field>| Field::new(field.name(), plain(field.data_type()), true);
        let problem = Field::new("problem", DataType::Utf8, true);
        schema.fields().iter().map(plain).chain([problem]).collect()
    }
}

/// The type in which SQL sees a column.
fn plain(stored: &DataType) -> DataType {
    match stored {
        DataType::Dictionary(_, values) => values.as_ref().clone(),
        DataType::FixedSizeList(entry, _) => DataType::new_list(plain(entry.data_type()), true),
        DataType::UInt8 | DataType::UInt32 => DataType::Int64,
        other => other.clone(),
    }
}

/// The functions that the table functions ask.
pub(crate) fn household_functions(lang: Lang) -> Vec<ScalarUDF> {
    Form::ALL.map(|form| ScalarUDF::new_from_impl(Household::new(form, lang))).into()
}

/// The table functions with their names.
pub(crate) fn table_functions(lang: Lang) -> Vec<(&'static str, Arc<dyn TableFunctionImpl>)> {
    let table = |form: Form| (form.table(), Arc::new(BookTable { form, lang }) as Arc<dyn TableFunctionImpl>);
    Form::ALL.map(table).into()
}

/// `saiken_plan('book'[, 'criterion'])`.
#[derive(Debug)]
struct BookTable {
    form: Form,
    lang: Lang,
}

impl BookTable {
    fn refuse<V>(&self, message: &Message) -> Result<V> {
        Err(DataFusionError::Plan(sentence(message, self.lang)))
    }

    /// The name or path of the book, and the criterion.
    fn read(&self, arguments: &[Expr]) -> Result<(String, By)> {
        let text = |argument: &Expr| match argument {
            Expr::Literal(ScalarValue::Utf8(Some(text)) | ScalarValue::Utf8View(Some(text)), _) => Some(text.clone()),
            _ => None,
        };
        let usage = || message!("sql.book-usage", function = self.form.table().to_string());
        let texts: Option<Vec<String>> = arguments.iter().map(text).collect();
        let (book, by) = match texts.as_deref() {
            Some([book]) => (book, By::KeepHome),
            Some([book, word]) => {
                let Some(by) = By::from_word(word) else {
                    let words: Vec<&str> = By::ALL.iter().map(|by| by.word()).collect();
                    let unknown = message!("sql.unknown-criterion", found = word.clone(), words = words.join(", "));
                    return self.refuse(&unknown);
                };
                (book, by)
            }
            _ => return self.refuse(&usage()),
        };
        Ok((book.clone(), by))
    }

    /// The table with this name, else the file at this path.
    fn provider(&self, book: &str, state: &SessionState) -> Result<Arc<dyn TableProvider>> {
        let named = TableReference::parse_str(book);
        let by_path = TableReference::bare(book);
        for name in [named, by_path] {
            let table = name.table().to_string();
            let Ok(schema) = state.schema_for_ref(name) else { continue };
            // Table functions are planned without waiting; a file's head is looked at here.
            let found =
                tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(schema.table(&table)));
            if let Some(found) = found? {
                return Ok(found);
            }
        }
        self.refuse(&message!("sql.no-book", book = book.to_string()))
    }
}

impl TableFunctionImpl for BookTable {
    fn call_with_args(&self, args: TableFunctionArgs<'_, '_>) -> Result<Arc<dyn TableProvider>> {
        let (book, by) = self.read(args.exprs())?;
        let Some(state) = args.session().as_any().downcast_ref::<SessionState>() else {
            return Err(DataFusionError::Internal("a session without a state".to_string()));
        };
        let provider = self.provider(&book, state)?;
        let schema = provider.schema();
        let misfits = portfolio::check_schema(&schema);
        if !misfits.is_empty() {
            let mut text = String::new();
            for message in misfits.iter().flat_map(|misfit| <[_; 2]>::from(misfit.messages())) {
                write!(text, "{}{}", if text.is_empty() { "" } else { "\n" }, sentence(&message, self.lang))
                    .expect("writing to a string");
            }
            return Err(DataFusionError::Plan(text));
        }
        let columns =
            schema.fields().iter().flat_map(|field| [lit(field.name().as_str()), ident(field.name())]).collect();
        let asked = ScalarUDF::new_from_impl(Household::new(self.form, self.lang));
        let answer = asked.call(vec![lit(by.word()), named_struct(columns)]).alias("answer");
        let plan = LogicalPlanBuilder::scan("book", provider_as_source(provider), None)?.project(vec![answer])?;
        let plan = match self.form {
            Form::Routes => plan.unnest_column("answer")?,
            Form::Outcomes => plan,
        };
        let fields = self.form.fields();
        let columns = fields.iter().map(|field| get_field(col("answer"), field.name().as_str()).alias(field.name()));
        Ok(Arc::new(ViewTable::new(plan.project(columns.collect::<Vec<_>>())?.build()?, None)))
    }
}

/// A criterion and a household as a struct: its routes as a list of structs, or what they come to as a struct.
#[derive(Debug)]
struct Household {
    form: Form,
    lang: Lang,
    signature: Signature,
}

impl Household {
    fn new(form: Form, lang: Lang) -> Household {
        let signature = Signature {
            type_signature: TypeSignature::Any(2),
            volatility: Volatility::Immutable,
            parameter_names: None,
        };
        Household { form, lang, signature }
    }

    /// The problems of a row in one text.
    fn tell(&self, problems: &[Problem]) -> String {
        let mut text = String::new();
        for problem in problems {
            let between = if text.is_empty() { "" } else { "\n" };
            write!(text, "{between}{}: {}", problem.column, sentence(&problem.message, self.lang))
                .expect("writing to a string");
            if let Some(hint) = &problem.hint {
                write!(text, " {}", sentence(hint, self.lang)).expect("writing to a string");
            }
        }
        text
    }

    /// Works out the rows of a book. Answers the columns, and how many rows each household has.
    fn work<A: Answers>(&self, by: By, book: &RecordBatch, each: usize) -> Result<(Vec<ArrayRef>, Vec<usize>)> {
        let (table, mut found) = portfolio::load(book).map_err(|misfit| {
            let (message, _) = misfit.messages();
            DataFusionError::Plan(sentence(&message, self.lang))
        })?;
        let engine = Engine::new(Practice::default(), by);
        let mut reader = Rows::new(&table);
        let mut answers = A::with_capacity(book.num_rows());
        let mut ids = StringBuilder::new();
        let mut problems = StringBuilder::new();
        let mut lengths = Vec::with_capacity(book.num_rows());
        // Where each row of the answer stands: households with mistakes stand behind those with answers.
        let mut places: Vec<u32> = Vec::new();
        let mut broken: Vec<usize> = Vec::new();
        let mut answered = 0;
        found.reverse();
        for row in 0..book.num_rows() {
            let mut told = Vec::new();
            while found.last().is_some_and(|problem| problem.row == row) {
                told.extend(found.pop());
            }
            let cells_fit = told.is_empty();
            if let Some(household) = reader.household(row, &mut told).filter(|_| cells_fit && told.is_empty()) {
                let answer = A::ask(&engine, std::slice::from_ref(&household));
                answers.push(table.id.get(row).unwrap_or_default(), &answer[0]);
                places.extend(answered..answered + each as u32);
                answered += each as u32;
                lengths.push(each);
            } else {
                broken.push(places.len());
                places.push(0);
                ids.append_option(table.id.get(row));
                problems.append_value(self.tell(&told));
                lengths.push(1);
            }
        }
        for (behind, place) in broken.into_iter().enumerate() {
            places[place] = answered + behind as u32;
        }
        let answers = answers.finish();
        let (ids, problems) = (ids.finish(), problems.finish());
        let places = UInt32Array::from(places);
        let mut columns = Vec::new();
        for (field, column) in self.form.fields().iter().zip(answers.columns()) {
            let column = cast(column, field.data_type())?;
            let rest: ArrayRef = match field.name().as_str() {
                "id" => Arc::new(ids.clone()),
                _ => new_null_array(field.data_type(), ids.len()),
            };
            columns.push(take(&concat(&[&column, &rest])?, &places, None)?);
        }
        let fine = new_null_array(&DataType::Utf8, answers.num_rows());
        columns.push(take(&concat(&[&fine, &(Arc::new(problems) as ArrayRef)])?, &places, None)?);
        Ok((columns, lengths))
    }
}

impl PartialEq for Household {
    fn eq(&self, other: &Household) -> bool {
        self.form == other.form && self.lang == other.lang
    }
}

impl Eq for Household {}

impl Hash for Household {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.form.hash(state);
    }
}

impl ScalarUDFImpl for Household {
    fn name(&self) -> &str {
        self.form.scalar()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        let answer = DataType::Struct(self.form.fields());
        Ok(match self.form {
            Form::Routes => DataType::new_list(answer, true),
            Form::Outcomes => answer,
        })
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let usage = || {
            let usage = message!("sql.household-usage", function = self.form.scalar().to_string());
            DataFusionError::Plan(sentence(&usage, self.lang))
        };
        let [ColumnarValue::Scalar(by), book] = &args.args[..] else { return Err(usage()) };
        let (ScalarValue::Utf8(Some(by)) | ScalarValue::Utf8View(Some(by))) = by else { return Err(usage()) };
        let by = By::from_word(by).ok_or_else(usage)?;
        let book = book.to_array(args.number_rows)?;
        let Some(book) = book.as_struct_opt() else { return Err(usage()) };
        let book = RecordBatch::try_new(Arc::new(Schema::new(book.fields().clone())), book.columns().to_vec())?;
        let fields = self.form.fields();
        Ok(ColumnarValue::Array(match self.form {
            Form::Outcomes => {
                let (columns, _) = self.work::<Wide>(by, &book, 1)?;
                Arc::new(StructArray::try_new(fields, columns, None)?)
            }
            Form::Routes => {
                let (columns, lengths) = self.work::<Long>(by, &book, portfolio::engine::ROUTES)?;
                let entries = StructArray::try_new(fields.clone(), columns, None)?;
                let entry = Arc::new(Field::new_list_field(DataType::Struct(fields), true));
                Arc::new(ListArray::try_new(entry, OffsetBuffer::from_lengths(lengths), Arc::new(entries), None)?)
            }
        }))
    }
}
