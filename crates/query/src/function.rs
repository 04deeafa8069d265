//! A rule of law as a scalar function of SQL. Everything comes from the registry: names, arguments, types, answers.

use std::fmt::Write as _;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use calc::{Entry, REGISTRY, Refusal};
use catalogue::{Lang, sentence};
use datafusion::arrow::array::{ArrayRef, StringBuilder};
use datafusion::arrow::datatypes::{DataType, Field as Column, FieldRef};
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, DocSection, Documentation, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
    TypeSignature, Volatility,
};
use datafusion::scalar::ScalarValue;
use law::message;
use law::message::Message;
use read::{Node, Value};

use crate::answers::{Answers, answer_type};
use crate::rows::Rows;
use crate::shape::{Field, Misfit, Shape, fields, table_takes};

/// The longest text of the values that an error repeats, in characters.
const LONGEST_VALUES: usize = 300;

/// What becomes of a row that the rule refuses. Each is a function of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Refused {
    /// The query ends with an error.
    Stops,
    /// The answer is NULL.
    IsNull,
    /// The answer is the reason, and NULL where the rule has an answer.
    IsTold,
}

impl Refused {
    const ALL: [Refused; 3] = [Refused::Stops, Refused::IsNull, Refused::IsTold];

    /// What stands before the name of the rule.
    const fn prefix(self) -> &'static str {
        match self {
            Refused::Stops => "",
            Refused::IsNull => "try_",
            Refused::IsTold => "why_not_",
        }
    }
}

/// The name of a rule in SQL.
///
/// `civil-rehabilitation.minimum-repayment` is `civil_rehabilitation_minimum_repayment`.
pub fn name(entry: &Entry) -> String {
    entry.rule().id.replace(['.', '-'], "_")
}

/// Every function of every rule, speaking this language in its errors.
pub(crate) fn rule_functions(lang: Lang) -> Vec<ScalarUDF> {
    let of_entry =
        |entry| Refused::ALL.map(|refused| ScalarUDF::new_from_impl(RuleFunction::new(entry, refused, lang)));
    REGISTRY.iter().flat_map(of_entry).collect()
}

/// A rule's arguments and answer as SQL writes them, for lists and documents: `name(argument TYPE, …) -> TYPE`. What
/// may be left out stands in brackets.
pub fn signature(entry: &Entry) -> String {
    let mut text = format!("{}(", name(entry));
    for (place, field) in fields(&entry.input_schema()).iter().enumerate() {
        let (before, after) = if field.required { ("", "") } else { ("[", "]") };
        let comma = if place == 0 { "" } else { ", " };
        write!(text, "{comma}{before}{} {}{after}", field.name, field.shape).expect("writing to a string");
    }
    format!("{text}) -> {}", Shape::Table(fields(&entry.answer_schema())))
}

/// One rule in one of its three forms.
#[derive(Debug)]
struct RuleFunction {
    entry: &'static Entry,
    name: String,
    refused: Refused,
    lang: Lang,
    input: Vec<Field>,
    answer: Vec<Field>,
    signature: Signature,
    documentation: Documentation,
}

impl PartialEq for RuleFunction {
    fn eq(&self, other: &RuleFunction) -> bool {
        self.name == other.name && self.lang == other.lang
    }
}

impl Eq for RuleFunction {}

impl Hash for RuleFunction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

/// How the arguments of a call stand for the fields of the input.
enum Given {
    /// One after the other, in the order of the schema.
    Positional,
    /// All in one struct, by name.
    Struct,
}

impl RuleFunction {
    fn new(entry: &'static Entry, refused: Refused, lang: Lang) -> RuleFunction {
        let input = fields(&entry.input_schema());
        let names = input.iter().map(|field| field.name.clone()).collect();
        let rule = entry.rule();
        let title = match lang {
            Lang::Ja | Lang::Easy => rule.ja,
            Lang::En => rule.en,
        };
        let name = format!("{}{}", refused.prefix(), name(entry));
        RuleFunction {
            documentation: Documentation::builder(DocSection::default(), title, signature(entry)).build(),
            signature: Signature {
                type_signature: TypeSignature::UserDefined,
                volatility: Volatility::Immutable,
                parameter_names: Some(names),
            },
            answer: fields(&entry.answer_schema()),
            entry,
            name,
            refused,
            lang,
            input,
        }
    }

    fn given(&self, types: &[&DataType]) -> Given {
        match types {
            [DataType::Struct(_)] if !matches!(self.input[0].shape, Shape::Table(_)) => Given::Struct,
            _ => Given::Positional,
        }
    }

    /// Do the types of a call fit?
    fn check(&self, types: &[&DataType]) -> Result<(), Misfit> {
        match (self.given(types), types) {
            (Given::Struct, [DataType::Struct(columns)]) => return table_takes(&self.input, columns, ""),
            _ => {
                for (field, found) in self.input.iter().zip(types) {
                    field.shape.takes(found, &field.name)?;
                }
            }
        }
        match self.input.iter().skip(types.len()).find(|field| field.required) {
            Some(field) => Err(Misfit::Missing { at: field.name.clone() }),
            None => Ok(()),
        }
    }

    /// What is wrong with a call before any row is read.
    fn misfit(&self, misfit: &Misfit) -> DataFusionError {
        let function = self.name.clone();
        let say = |message: &Message, hint: Message| {
            DataFusionError::Plan(format!("{} {}", sentence(message, self.lang), sentence(&hint, self.lang)))
        };
        match misfit {
            Misfit::Type { at, found, wanted, remedy } => {
                let (at, found, wanted) = (at.clone(), found.clone(), wanted.clone());
                let message =
                    message!("sql.wrong-type", function = function, argument = at, found = found, wanted = wanted);
                match remedy {
                    Some(remedy) => say(&message, message!("sql.hint.write", instead = remedy.clone())),
                    None => say(&message, self.usage()),
                }
            }
            Misfit::Unknown { at, nearest, known } => {
                let message = message!("sql.unknown-field", function = function, field = at.clone());
                match nearest {
                    Some(nearest) => say(&message, message!("hint.nearest-key", key = nearest.clone())),
                    None => say(&message, message!("hint.known-keys", keys = known.clone())),
                }
            }
            Misfit::Missing { at } => {
                let message = message!("sql.missing-argument", function = function, argument = at.clone());
                say(&message, self.usage())
            }
        }
    }

    /// How it is called.
    fn usage(&self) -> Message {
        message!("sql.hint.usage", usage = signature(self.entry))
    }

    /// The fields of the input that the call gives, as columns.
    fn read(&self, arrays: &[ArrayRef]) -> Result<Rows> {
        let types: Vec<&DataType> = arrays.iter().map(|array| array.data_type()).collect();
        if let Given::Struct = self.given(&types) {
            return Rows::new(&Shape::Table(self.input.clone()), &arrays[0]);
        }
        let column = |(field, array): (&Field, &ArrayRef)| Ok((field.name.clone(), Rows::new(&field.shape, array)?));
        Ok(Rows::Tables { nulls: None, fields: self.input.iter().zip(arrays).map(column).collect::<Result<_>>()? })
    }

    /// As everywhere in SQL: a row in which a required argument is not known has no answer.
    fn is_known(&self, rows: &Rows, row: usize) -> bool {
        let Rows::Tables { fields, .. } = rows else { return false };
        let required = |name: &str| self.input.iter().any(|field| field.required && field.name == name);
        !rows.is_null(row) && fields.iter().all(|(name, column)| !column.is_null(row) || !required(name))
    }

    /// Asks the rule for every row.
    fn answer(&self, arrays: &[ArrayRef], count: usize) -> Result<ArrayRef> {
        let rows = self.read(arrays)?;
        let mut answers = Answers::new(&Shape::Table(self.answer.clone()), count);
        let mut reasons = StringBuilder::new();
        for row in 0..count {
            if !self.is_known(&rows, row) {
                answers.push_null();
                reasons.append_null();
                continue;
            }
            let node = rows.node(row);
            match (self.entry.run(&node), self.refused) {
                (Ok(_), Refused::IsTold) => reasons.append_null(),
                (Ok(answer), _) => answers.push(&answer)?,
                (Err(refusal), Refused::Stops) => return Err(self.stopped(&refusal, &node)),
                (Err(_), Refused::IsNull) => answers.push_null(),
                (Err(refusal), Refused::IsTold) => reasons.append_value(self.reason(&refusal)),
            }
        }
        match self.refused {
            Refused::IsTold => Ok(Arc::new(reasons.finish())),
            _ => answers.finish(),
        }
    }

    /// Which argument, what is wrong with it, and what to do.
    fn reason(&self, refusal: &Refusal) -> String {
        let mut text = format!("{}: {}", refusal.field, sentence(&refusal.message, self.lang));
        if let Some(hint) = &refusal.hint {
            text.push(' ');
            text.push_str(&sentence(hint, self.lang));
        }
        text
    }

    /// The error that ends a query.
    fn stopped(&self, refusal: &Refusal, row: &Node<'_>) -> DataFusionError {
        let mut values = String::new();
        tell(&row.value, &mut values);
        if let Some((cut, _)) = values.char_indices().nth(LONGEST_VALUES) {
            values.truncate(cut);
            values.push('…');
        }
        let message = message!(
            "sql.refused",
            function = self.name.clone(),
            reason = self.reason(refusal),
            values = values,
            try_function = format!("{}{}", Refused::IsNull.prefix(), self.name),
            why_function = format!("{}{}", Refused::IsTold.prefix(), self.name),
        );
        DataFusionError::Execution(sentence(&message, self.lang))
    }
}

/// Writes a row as an error shows it.
fn tell(value: &Value<'_>, text: &mut String) {
    match value {
        Value::Null => text.push_str("NULL"),
        Value::Flag(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => text.push_str(number),
        Value::Text(found) => write!(text, "'{found}'").expect("writing to a string"),
        Value::Date(date) => text.push_str(date),
        Value::List(items) => {
            text.push('[');
            for (place, item) in items.iter().enumerate() {
                text.push_str(if place == 0 { "" } else { ", " });
                tell(&item.value, text);
            }
            text.push(']');
        }
        Value::Table(entries) => {
            text.push('{');
            for (place, (key, _, item)) in entries.iter().enumerate() {
                text.push_str(if place == 0 { "" } else { ", " });
                write!(text, "{key}: ").expect("writing to a string");
                tell(&item.value, text);
            }
            text.push('}');
        }
    }
}

impl ScalarUDFImpl for RuleFunction {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(match self.refused {
            Refused::IsTold => DataType::Utf8,
            _ => answer_type(&self.answer),
        })
    }

    /// The types are looked at here, and not where they are coerced, so that the reason reaches the user as it is.
    fn return_field_from_args(&self, args: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        let types: Vec<&DataType> = args.arg_fields.iter().map(|field| field.data_type()).collect();
        if types.len() > self.input.len() {
            let usage = sentence(&self.usage(), self.lang);
            let many = message!("sql.too-many", function = self.name.clone(), found = types.len());
            return Err(DataFusionError::Plan(format!("{} {usage}", sentence(&many, self.lang))));
        }
        self.check(&types).map_err(|misfit| self.misfit(&misfit))?;
        Ok(Arc::new(Column::new(&self.name, self.return_type(&[])?, true)))
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        Ok(types.to_vec())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let constant = args.args.iter().all(|argument| matches!(argument, ColumnarValue::Scalar(_)));
        let rows = if constant { 1 } else { args.number_rows };
        let arrays = args.args.iter().map(|argument| argument.to_array(rows)).collect::<Result<Vec<_>>>()?;
        let answer = self.answer(&arrays, rows)?;
        Ok(if constant {
            ColumnarValue::Scalar(ScalarValue::try_from_array(&answer, 0)?)
        } else {
            ColumnarValue::Array(answer)
        })
    }

    fn documentation(&self) -> Option<&Documentation> {
        Some(&self.documentation)
    }
}
