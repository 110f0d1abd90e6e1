"""A group's page: all that its summary says, the themes it is in, and where that came from."""

from __future__ import annotations

from typing import Any

from innoguide.jobs.programme.report.book import REPORT, Book
from innoguide.jobs.programme.report.capacity import keys_of, label_of, round_of
from innoguide.jobs.programme.report.effects import latest, state_label, with_day
from innoguide.jobs.programme.report.learning import mark_label
from innoguide.jobs.programme.report.met import kind_label
from innoguide.jobs.programme.report.method import revision_of, source_of
from innoguide.jobs.programme.report.solutions import Found, need_of, reasons, stage_label
from innoguide.jobs.programme.report.taking_part import trouble_text, where
from innoguide.model.capacity import ROUNDS
from innoguide.model.programme.numbers import number_text
from innoguide.model.programme.programme import Gathered
from innoguide.model.programme.summary import Effect, Finding, Summary
from innoguide.rendering.markdown import Markdown, Value, anchor, escape, number, table
from innoguide.texts import t


def build_page(book: Book, one: Gathered) -> dict[str, Any]:
    """Return the values of a group's page; *book* stands in it."""
    common = {
        "name": one.name,
        "report": book.to(REPORT),
        "cohort": one.group.cohort,
        "service": t(f"prog_service_{one.group.service}", book.lang) if one.group.service else "",
        "troubles": [trouble_text(book, each) for each in one.troubles],
        "source": source_of(book, one),
        "revision": revision_of(one),
        "read": one.summary is not None,
    }
    return common | (_contents(book, one, one.summary) if one.summary else {})


def _contents(book: Book, one: Gathered, summary: Summary) -> dict[str, Any]:
    return {
        "title": summary.title,
        "organisation": summary.organisation,
        "municipality": summary.municipality,
        "where": where(book, summary),
        "meetings": {"number": summary.meetings.number, **_first_and_last(book, summary)},
        "challenge": summary.challenge.model_dump(),
        "met": _met(book, summary),
        "insights": [_insight(book, at, each) for at, each in enumerate(summary.insights, start=1)],
        "questions": [
            {"name": t("prog_question_name", book.lang, number=at), "text": each.text, "for_whom": each.for_whom}
            for at, each in enumerate(summary.questions, start=1)
        ],
        "solutions": [_solution(book, Found(one, summary, each)) for each in summary.solutions],
        "effects": [_effect(book, each) for each in summary.effects],
        "capacity": _capacity(book, summary),
        "lessons": [_lesson(book, each.text, each.about) for each in summary.lessons],
        "follow_ups": [
            {
                **each.model_dump(),
                "when": t("prog_mark", book.lang, mark=mark_label(book, each.mark), day=book.day(each.day)),
            }
            for each in summary.follow_ups
        ],
        "due": [
            t("prog_mark", book.lang, mark=mark_label(book, each.mark), day=book.day(each.day))
            for each in summary.due
            if not each.done
        ],
        "themes": _themes(book, one, summary),
        "guide": f"{summary.guide} {summary.guide_version}".strip(),
        "until": book.day(summary.until),
    }


def _first_and_last(book: Book, summary: Summary) -> dict[str, str]:
    return {"first": book.day(summary.meetings.first), "last": book.day(summary.meetings.last)}


def _met(book: Book, summary: Summary) -> Markdown:
    rows: list[list[Value]] = [
        [kind_label(book, kind), number_text(number, book.lang)] for kind, number in summary.met.items()
    ]
    return table([t("prog_head_who", book.lang), t("prog_head_number", book.lang)], rows)


def _insight(book: Book, at: int, insight: Finding) -> dict[str, str]:
    return {
        "name": t("prog_insight_name", book.lang, number=at),
        "text": insight.text,
        "need": insight.need,
        "who": insight.who,
        "strength": book.option("insight", "strength", insight.strength),
    }


def _solution(book: Book, one: Found) -> dict[str, Any]:
    solution = one.solution
    return {
        "name": solution.name,
        "description": solution.description,
        "stage": stage_label(book, solution.stage),
        "since": book.day(solution.since),
        "why": next((each for each in reasons(solution) if each), "") if solution.stage in ("dormant", "ended") else "",
        "need": need_of(one),
        "owner": solution.owner,
        "blocked": book.option("solution", "blocked_by", solution.blocked_by),
        "next_check": book.day(solution.next_check),
        "learned": solution.learned,
        "spread_to": list(solution.spread_to),
        "history": table(
            [t(f"prog_head_{name}", book.lang) for name in ("day", "stage", "why")],
            [[book.day(each.day), stage_label(book, each.stage), each.why] for each in solution.history],
        ),
    }


def _effect(book: Book, effect: Effect) -> dict[str, Any]:
    return {
        "effect": effect.effect,
        "for_whom": effect.for_whom,
        "indicator": effect.indicator,
        "baseline": with_day(book, effect.baseline, effect.baseline_day),
        "target": with_day(book, effect.target, effect.target_day),
        "latest": latest(book, effect),
        "says": state_label(book, effect),
        "influences": list(effect.influences),
        "measurements": table(
            [t(f"prog_head_{name}", book.lang) for name in ("day", "value", "comment")],
            [[book.day(each.day), each.value, each.comment] for each in effect.measurements],
        ),
    }


def _capacity(book: Book, summary: Summary) -> Markdown:
    rounds = [one for one in (round_of(summary, name) for name in ROUNDS) if one]
    heads = [t("prog_head_of_statements", book.lang), *(t(f"prog_round_head_{one.round}", book.lang) for one in rounds)]
    rows: list[list[Value]] = []
    for key in keys_of(book, "statements", [summary]):
        rated = [one.statements.get(key) for one in rounds]
        if any(rated):
            cells = [number(one.median, lang=book.lang) if one else "" for one in rated]
            rows.append([label_of(book, "statements", key), *cells])
    return table(heads, rows)


def _lesson(book: Book, text: str, about: str) -> Markdown:
    label = book.option("lesson", "about", about)
    said = t("prog_about", book.lang, about=label) if label else ""
    return Markdown(f"{escape(text)} ({escape(said)})" if said else escape(text))


def _themes(book: Book, one: Gathered, summary: Summary) -> list[Markdown]:
    ids = [*(each.id for each in summary.insights), *(each.id for each in summary.questions)]
    mine = {f"{one.group.name}/{each}" for each in ids}
    return [_theme(book, theme.name) for theme in book.themes.themes if mine & set(theme.members)]


def _theme(book: Book, name: str) -> Markdown:
    heading = anchor(t("prog_theme_name", book.lang, name=name))
    return Markdown(f"[{escape(name)}]({book.to(REPORT)}#{heading})")
