//! What a plan looks like later: between which days it ends, how far it can be extended, and from when a hardship
//! discharge is open.

use law::acts::civil_rehabilitation::plan::{ExtensionGrounds, plan_extension, plan_period};
use law::calendar::{month_end, month_offset};
use law::params::civil_rehabilitation;
use law::provision::CIVIL_REHABILITATION;
use law::trace::Show;
use law::{Cx, Date, Trace, Yen, message};

use crate::debt::DebtOutcome;
use crate::formula::formulas;
use crate::known::{Known, Lacking};
use crate::situation::Situation;
use crate::stream::{Purpose, Stream};

formulas! {
    CONFIRMATION = "plan.confirmation-expected", "認可決定の確定の見込み", "confirmation expected to be final", Law, [CIVIL_REHABILITATION "229/2/2"];
    LAST_DUE_FROM = "plan.last-due-from", "最後の弁済期（早ければ）", "last due date, not before", Law, [CIVIL_REHABILITATION "229/2/2"];
    LAST_DUE_TO = "plan.last-due-to", "最後の弁済期（遅くとも）", "last due date, not after", Law, [CIVIL_REHABILITATION "229/2/2"];
    EXTENSION = "plan.extension-until", "期限を延長できる最後の日", "last day of an extension", Law, [CIVIL_REHABILITATION "234/1"];
    HARDSHIP = "plan.hardship-paid", "ハードシップ免責までに払う額（各債権の4分の3）", "paid before a hardship discharge", Law, [CIVIL_REHABILITATION "235/1"];
}

/// The days and figures of a plan that starts in this month; `longer` is one with special circumstances.
pub(super) fn describe<T: Trace>(
    cx: &mut Cx<'_, T>,
    s: &Situation<'_>,
    streams: &[Stream],
    (start, longer): (u32, bool),
    outcome: &mut DebtOutcome,
) {
    let period = |cx: &mut Cx<'_, T>, confirmed: Date| {
        let period = plan_period(cx, s.house.petition_on, confirmed, longer)?;
        period.ok_or_else(|| Lacking(Vec::new()))
    };
    let confirmed: Known<Date> = cx.figure("confirmation_expected", &CONFIRMATION, |cx| {
        // As for the clause: the last day of the month before the plan starts. A plan that waits for a sale waits with it.
        let beyond = || Lacking(Vec::new());
        let first = month_offset(s.house.as_of, start, 1).ok_or_else(beyond)?;
        cx.uses("plan_start", "plan_start", &first);
        month_end(s.house.as_of, start.saturating_sub(1)).ok_or_else(beyond)
    });
    let from: Known<Date> = cx.figure("last_due_from", &LAST_DUE_FROM, |cx| {
        let confirmed = confirmed.clone()?;
        cx.uses("confirmation_final_on", "confirmation_expected", &confirmed);
        Ok(period(cx, confirmed)?.last_due_from)
    });
    let to: Known<Date> = cx.figure("last_due_to", &LAST_DUE_TO, |cx| {
        let confirmed = confirmed.clone()?;
        cx.uses("confirmation_final_on", "confirmation_expected", &confirmed);
        Ok(period(cx, confirmed)?.last_due_to)
    });
    let until: Known<Date> = cx.figure("extension_until", &EXTENSION, |cx| {
        let to = to.clone()?;
        cx.uses("last_due_on", "last_due_to", &to);
        let grounds = ExtensionGrounds { unavoidable: true, very_hard: true };
        let extension = plan_extension(cx, s.house.petition_on, to, grounds)?;
        extension.map(|extension| extension.latest_last_due_on).ok_or_else(|| Lacking(Vec::new()))
    });
    let of_plan: Vec<Yen> =
        streams.iter().filter(|stream| stream.item.purpose == Purpose::Plan).map(Stream::total).collect();
    let paid: Known<Yen> = cx.figure("hardship_paid", &HARDSHIP, |cx| {
        let share = cx.param(&civil_rehabilitation::HARDSHIP_SHARE, s.house.petition_on)?;
        // Of each claim, not of their sum.
        for planned in &of_plan {
            cx.given("planned", planned);
        }
        Ok::<Yen, Lacking>(of_plan.iter().map(|planned| share.of_ceil(*planned)).sum())
    });
    for (name, day) in [
        ("confirmation_expected", &confirmed),
        ("last_due_from", &from),
        ("last_due_to", &to),
        ("extension_until", &until),
    ] {
        crate::figures::detail(&mut outcome.words.details, name, day);
    }
    if let (Ok(paid), Ok(until), false) = (paid, until, of_plan.is_empty()) {
        outcome.words.details.push(("hardship_paid", paid.show()));
        outcome.words.risks.push(message!("risk.plan-later", until = until, paid = paid));
    }
}
