"""How the groups worked: where each is in the steps, their meetings, what they made, how they found out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from innoguide.jobs.programme.report.basis import Row
from innoguide.jobs.programme.report.book import Book
from innoguide.jobs.programme.report.wording import groups_of, number_of, upper_first
from innoguide.model.programme.summary import Meetings, Summary
from innoguide.rendering.markdown import Markdown, Value, escape, table
from innoguide.texts import t

_MADE = ("quotes", "insights", "ideas", "cards", "prototypes", "test_rounds")
_WAYS = ("interview", "observation", "diary", "test_result")


def build_working(book: Book) -> dict[str, Any]:
    """Return the tables of steps, of ways and of things made, and the sentence about the meetings."""
    steps = shared_steps(book)
    return {
        "steps": _steps_table(book, steps) if book.read else "",
        "meetings": _meetings(book),
        "ways": [one for one in (_way(book, way) for way in _WAYS) if one],
        "made": _made_table(book),
    }


def _steps_table(book: Book, steps: Sequence[tuple[int, str, str]]) -> Markdown:
    heads = [t("prog_head_group", book.lang), *(f"{number}. {title}" for number, _step, title in steps)]
    rows: list[list[Value]] = [
        [book.group(one), *(_state(book, summary, step) for _number, step, _title in steps)]
        for one, summary in book.read
    ]
    return table(heads, [*rows, _closed_row(book, steps)])


def shared_steps(book: Book) -> list[tuple[int, str, str]]:
    """Return number, id and title of the steps: the guide's, then those that only a group's own guide has."""
    found = {one.step: (book.guide.number(one.step), one.step, one.title.in_(book.lang)) for one in book.guide.steps}
    for _one, summary in book.read:
        for each in summary.steps:
            found.setdefault(each.step, (each.number, each.step, each.title or each.step))
    return list(found.values())


def state_of(summary: Summary, step: str) -> str:
    """Return the state of a step in a group; an empty text where its guide has no such step."""
    return next((one.state for one in summary.steps if one.step == step), "")


def _state(book: Book, summary: Summary, step: str) -> str:
    state = state_of(summary, step)
    return t(f"prog_state_{state}", book.lang) if state else ""


def _closed_row(book: Book, steps: Sequence[tuple[int, str, str]]) -> list[Value]:
    """Return the last row of the table: how many groups have closed each step, with a link to which."""
    cells: list[Value] = [t("prog_closed_by", book.lang)]
    for number, step, title in steps:
        closed: list[Row] = [(one, "") for one, summary in book.read if state_of(summary, step) == "closed"]
        groups = groups_of(len(closed), len(book.read), book.lang)
        said = upper_first(t("prog_b_closed", book.lang, groups=groups, number=number, title=escape(title)))
        cells.append(Markdown(f"[{len(closed)}]({book.target(Markdown(said), closed)})") if closed else 0)
    return cells


def _meetings(book: Book) -> str:
    rows = [(one, summary.meetings) for one, summary in book.read if summary.meetings.number]
    if not rows:
        return ""
    hours = round(sum(meetings.minutes for _one, meetings in rows) / 60)
    return book.fact(
        "prog_s_meetings",
        [(one, _held(book, meetings)) for one, meetings in rows],
        meetings=number_of("meetings", sum(meetings.number for _one, meetings in rows), book.lang),
        hours=number_of("hours", hours, book.lang),
    )


def _held(book: Book, meetings: Meetings) -> str:
    hours = number_of("hours", round(meetings.minutes / 60), book.lang)
    return t("prog_b_meetings", book.lang, meetings=number_of("meetings", meetings.number, book.lang), hours=hours)


def _made_table(book: Book) -> Markdown:
    rows = []
    for name in _MADE:
        made = [(one, int(getattr(summary.made, name))) for one, summary in book.read]
        rows.append(_made_row(book, name, [(one, number) for one, number in made if number]))
    heads = [t(f"prog_head_{one}", book.lang) for one in ("what", "number", "groups", "basis")]
    return table(heads, [one for one in rows if one])


def _made_row(book: Book, name: str, made: Sequence[tuple[Any, int]]) -> list[Value]:
    if not made:
        return []
    said = number_of(name, sum(number for _one, number in made), book.lang)
    rows = [(one, number_of(name, number, book.lang)) for one, number in made]
    basis = book.basis_of("prog_b_made", rows, made=said, groups=groups_of(len(made), len(book.read), book.lang))
    return [t(f"prog_made_{name}", book.lang), sum(number for _one, number in made), len(made), basis]


def _way(book: Book, way: str) -> str:
    used = [one for one, summary in book.read if way in summary.made.ways]
    return book.count("prog_s_way", used, way=t(f"prog_way_{way}", book.lang))
