//! `saiken plan`: every lawful way out for a household.

use std::io::Write;
use std::path::PathBuf;

use catalogue::{Lang, sentence, text};
use clap::Args;
use law::message;
use law::trace::{Cx, Derivation};
use report::{Report, Style};

use crate::commands::case_file;
use crate::failure::Failure;

/// Columns when the output is no terminal.
const PLAIN_WIDTH: usize = 80;

#[derive(Debug, Args)]
pub(crate) struct Plan {
    file: PathBuf,
    #[arg(long, value_name = "ID", conflicts_with_all = ["why", "json"])]
    route: Option<String>,
    #[arg(long, value_name = "ID.FIGURE", conflicts_with = "json")]
    why: Option<String>,
    #[arg(long, conflicts_with_all = ["route", "why", "json"])]
    compare: bool,
    #[arg(long)]
    json: bool,
    #[arg(long, value_name = "NAME=VALUE")]
    assume: Vec<String>,
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=400))]
    width: Option<u16>,
}

impl Plan {
    pub(crate) fn run(self, lang: Lang) -> Result<(), Failure> {
        if self.assume.iter().any(|assumption| assumption == "list") {
            anstream::stdout().lock().write_all(report::assumptions(self.style(lang)).as_bytes())?;
            return Ok(());
        }
        let practice = commandline::practice(&self.assume)
            .map_err(|problems| Failure::Input(problems.iter().map(|problem| sentence(problem, lang)).collect()))?;
        let house = case_file::load(&self.file, lang)?;
        let mut derivation = Derivation::default();
        let months = house.wishes.horizon_months;
        let plan = plan::evaluate(&mut Cx::new(&mut derivation), &house, &practice, months);
        let standings = derivation.standings();
        let report = Report { house: &house, plan: &plan, derivation: &derivation, standings: &standings };
        let style = self.style(lang);
        let page = match (&self.route, &self.why) {
            _ if self.json => format!("{:#}\n", report::json(&report, lang)),
            _ if self.compare => report::compare(&report, style),
            (Some(id), _) => route(&report, id, style)?,
            (None, Some(name)) => why(&report, name, style)?,
            (None, None) => report::overview(&report, style),
        };
        anstream::stdout().lock().write_all(page.as_bytes())?;
        Ok(())
    }

    fn style(&self, lang: Lang) -> Style {
        let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let width = self.width.map(usize::from).or(terminal).unwrap_or(PLAIN_WIDTH);
        // `anstream` takes colours out again where they are not wanted (NO_COLOR, pipes; CLICOLOR_FORCE wants them).
        Style { lang, width, colour: true }
    }
}

/// A route, or one variant of it, in depth.
fn route(report: &Report<'_>, id: &str, style: Style) -> Result<String, Failure> {
    let (wanted, variant) = id.split_once('/').map_or((id, None), |(route, variant)| (route, Some(variant)));
    let found = report.plan.routes.iter().find(|route| route.id() == wanted);
    let known = |route: &&plan::Route| variant.is_none_or(|name| route.named(name).is_some());
    let Some(route) = found.filter(known) else {
        let ids: Vec<String> = report.plan.routes.iter().map(plan::Route::id).collect();
        let message = message!("plan.unknown-route", id = id.to_string(), ids = ids.join("\n  "));
        return Err(Failure::Input(vec![sentence(&message, style.lang)]));
    };
    Ok(report::in_depth(report, route, variant, style))
}

/// The derivation of a figure, or the names of all.
fn why(report: &Report<'_>, name: &str, style: Style) -> Result<String, Failure> {
    if name == "list" {
        let heading = text("screen.why-list", style.lang);
        return Ok(format!("{heading}\n  {}\n", report.names().join("\n  ")));
    }
    let Some(step) = report.find(name) else {
        let message = message!("plan.unknown-figure", name = name.to_string());
        return Err(Failure::Input(vec![sentence(&message, style.lang)]));
    };
    Ok(explain::text(report.derivation, step, style.lang, style.width))
}
