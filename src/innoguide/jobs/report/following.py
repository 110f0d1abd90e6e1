"""What became of it: what can be said of each effect, what has been done, and each follow-up with then and now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from innoguide.jobs.report.book import Book, clause, sentence, upper_first
from innoguide.jobs.report.showing import day
from innoguide.model.amount import read_amount
from innoguide.model.followup import (
    Baseline,
    Due,
    as_day,
    baseline_of,
    closing_day,
    effect_state,
    follow_ups,
    measured_rows,
    stage_on,
)
from innoguide.model.record import Record, option_label
from innoguide.texts import t


def build_said(book: Book, effect: Record) -> list[str]:
    """Return in sentences what can be said of an effect, and what cannot."""
    state, before = effect_state(effect, book.project), baseline_of(effect, book.project)
    measured = measured_rows(effect)
    if state == "no_baseline":
        last = [_last_measured(book, measured[-1])] if measured else []
        return [t("report_effect_no_baseline", book.lang), *last]
    if not measured:
        return [t(f"report_effect_{state}", book.lang)]
    return [*_change(book, effect, before, measured[-1])]


def _last_measured(book: Book, row: dict[str, Any]) -> str:
    value = clause(str(row["value"]))
    return t("report_effect_last", book.lang, date=day(book, str(row.get("date", ""))), value=value)


def _change(book: Book, effect: Record, before: Baseline, row: dict[str, Any]) -> Iterator[str]:
    """Yield from where to where it went, whether the target is reached, and that this alone proves nothing."""
    yield t(
        "report_effect_from_to",
        book.lang,
        before=_valued(book, before.value, before.day),
        now=_valued(book, str(row["value"]), str(row.get("date", ""))),
        later=_later(book, before.day, str(row.get("date", ""))),
    )
    if row.get("comment"):
        yield sentence(str(row["comment"]))
    yield t(f"report_effect_{_compared(book, effect, before, row)}", book.lang, target=_target(book, effect))
    yield t("report_effect_cause", book.lang)


def _target(book: Book, effect: Record) -> str:
    target = clause(str(effect.values.get("target", "")))
    by = str(effect.values.get("target_date", ""))
    return t("report_effect_target_by", book.lang, target=target, date=day(book, by)) if by and target else target


def _compared(book: Book, effect: Record, before: Baseline, row: dict[str, Any]) -> str:
    """Return how the last value stands to the target: `reached`, `not_reached`, or that it cannot be told."""
    target = str(effect.values.get("target", ""))
    if not target:
        return "no_target"
    if effect_state(effect, book.project) == "reached":
        return "reached"
    now, wanted, began = (read_amount(one) for one in (str(row["value"]), target, before.value))
    if now is None or wanted is None or not now.like(wanted) or (began is not None and not began.like(now)):
        return "in_words"
    return "not_reached"


def _later(book: Book, first: str, last: str) -> str:
    """Return how long after the baseline it was measured, in whole months; nothing where nobody knows."""
    began, ended = as_day(first), as_day(last)
    if began is None or ended is None or ended < began:
        return ""
    months = (ended.year - began.year) * 12 + ended.month - began.month - (ended.day < began.day)
    if not months:
        return ""
    return t("report_effect_later_one" if months == 1 else "report_effect_later", book.lang, number=months)


def build_influences(book: Book, effect: Record) -> list[str]:
    """Return what else may have influenced an effect: what was foreseen, and what the follow-ups have found."""
    found = [str(effect.values.get("caveat", ""))]
    found += [str(one) for held in book.of_kind("follow_up") for one in held.values.get("influences", ())]
    return [*dict.fromkeys(clause(one) for one in found if one)]


def next_look(book: Book, effect: Record, checks: list[str]) -> str:
    """Return the first of *checks* and follow-ups after all that is known by now, else the day of the target."""
    known = [one.started[:10] for one in book.project.sessions]
    held = max([*known, *(str(row.get("date", "")) for row in measured_rows(effect))], default="")
    dues = [one.day.isoformat() for one in follow_ups(book.guide, book.project) if not one.done]
    target = str(effect.values.get("target_date", ""))
    return min((one for one in [*checks, *dues] if one > held), default=target if target > held else "")


# -- what has been done ---------------------------------------------------------------------------------------


def build_done(book: Book) -> list[str]:
    """Return what the group has done, which is no effect: activities that are finished, and trials."""
    rows = [row for plan in book.of_kind("plan") for row in plan.values.get("activities", ())]
    done = [upper_first(clause(str(row["what"]))) for row in rows if row.get("status") == "done" and row.get("what")]
    return [*done, *(_trial(book, one) for one in book.of_kind("pilot"))]


def _trial(book: Book, pilot: Record) -> str:
    days = [day(book, str(pilot.values[name])) for name in ("from", "to") if pilot.values.get(name)]
    about = f" ({'–'.join(days)})" if days else ""
    return f"{t('report_effect_trial', book.lang, where=clause(book.label(pilot)))}{about}"


# -- follow-ups -----------------------------------------------------------------------------------------------

FILES = {"sv": "uppfoljning.ics", "en": "follow-up.ics"}


def follow_up_path(book: Book) -> str:
    """Return where the calendar of the follow-ups lies in `outputs/`."""
    return FILES[book.lang]


def coming_follow_ups(book: Book) -> list[Due]:
    """Return the follow-ups that are not made; none before the last step is closed."""
    if closing_day(book.guide, book.project) is None:
        return []
    return [one for one in follow_ups(book.guide, book.project) if not one.done]


def build_coming(book: Book) -> dict[str, Any]:
    """Return the days of the follow-ups to come, and the file that calendar programs read."""
    coming = coming_follow_ups(book)
    return {"days": [day(book, one.day.isoformat()) for one in coming], "file": book.to(follow_up_path(book))}


_SAID = ("can_say", "cannot_say", "influences", "obstacles", "next")


def build_follow_ups(book: Book) -> list[dict[str, Any]]:
    """Return the follow-ups by day: solutions and indicators then and now, and what the group said."""
    held = sorted(book.of_kind("follow_up"), key=lambda one: (str(one.values.get("date", "")), one.created))
    return [_follow_up(book, one) for one in held]


def _follow_up(book: Book, held: Record) -> dict[str, Any]:
    when = str(held.values.get("date", ""))
    mark = option_label(book.guide.kinds[held.kind], "mark", str(held.values.get("mark", "")), book.lang)
    return {
        "heading": t("report_effect_follow_up", book.lang, mark=mark, date=day(book, when)),
        "solutions": [_then_and_now(book, one, as_day(when)) for one in book.of_kind("solution")],
        "effects": [_measured_then(book, one, when) for one in book.of_kind("effect")],
        **{name: held.values.get(name, "") for name in _SAID},
    }


def _then_and_now(book: Book, solution: Record, when: date | None) -> dict[str, str]:
    closed = closing_day(book.guide, book.project)
    then, now = (stage_on(solution, one) if one else ("", "") for one in (closed, when))
    return {"name": book.label(solution), "then": _stage(book, solution, then), "now": _stage(book, solution, now)}


def _stage(book: Book, solution: Record, stage: tuple[str, str]) -> str:
    """Return `pilot, sedan 2 november 2026`, or that it is not known."""
    if not stage[0]:
        return t("report_effect_stage_unknown", book.lang)
    label = option_label(book.guide.kinds[solution.kind], "stage", stage[0], book.lang)
    return t("report_effect_stage", book.lang, stage=upper_first(label), date=day(book, stage[1]))


def _measured_then(book: Book, effect: Record, when: str) -> dict[str, str]:
    """Return what an indicator was before, and the last that was known on the day *when*."""
    before = baseline_of(effect, book.project)
    known = [row for row in measured_rows(effect) if not when or str(row.get("date", "")) <= when]
    now = _valued(book, str(known[-1]["value"]), str(known[-1].get("date", ""))) if known else ""
    return {
        "name": str(effect.values.get("indicator", "")) or book.label(effect),
        "then": _valued(book, before.value, before.day) if before.is_known else t("report_effect_unknown", book.lang),
        "now": now or t("report_effect_no_value", book.lang),
    }


def _valued(book: Book, value: str, when: str) -> str:
    return f"{clause(value)} ({day(book, when)})" if when else clause(value)
