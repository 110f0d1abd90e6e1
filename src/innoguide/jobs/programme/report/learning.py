"""What the groups have learned, what stands in the way, and the follow-ups."""

from __future__ import annotations

from collections import Counter
from typing import Any

from innoguide.jobs.programme.report.basis import Row, groups_in
from innoguide.jobs.programme.report.book import Book
from innoguide.jobs.programme.report.solutions import STOPPED, solutions_of
from innoguide.jobs.programme.report.wording import number_of, upper_first
from innoguide.jobs.programme.report.working import shared_steps
from innoguide.model.programme.programme import Gathered
from innoguide.model.programme.summary import Lesson
from innoguide.rendering.markdown import Markdown, Value, escape, table
from innoguide.texts import t


def build_lessons(book: Book) -> dict[str, Any]:
    """Return the lessons by the step they were learned in, each with its group and what it is about."""
    lessons = [(one, each) for one, summary in book.read for each in summary.lessons]
    if not lessons:
        return {"sentence": "", "about": "", "steps": []}
    rows: list[Row] = [(one, each.text) for one, each in lessons]
    titles = [
        (step, t("prog_step", book.lang, number=number, title=title)) for number, step, title in shared_steps(book)
    ]
    known = {step for step, _title in titles}
    steps = [(title, [pair for pair in lessons if pair[1].step == step]) for step, title in titles]
    steps.append((t("prog_no_step", book.lang), [pair for pair in lessons if pair[1].step not in known]))
    return {
        "sentence": book.fact(
            "prog_s_lessons",
            rows,
            lessons=number_of("lessons", len(lessons), book.lang),
            groups=number_of("groups", len(groups_in(rows)), book.lang),
        ),
        "about": _about(book, lessons),
        "steps": [
            {"title": title, "lessons": [_lesson(book, one, each) for one, each in some]}
            for title, some in steps
            if some
        ],
    }


def _about(book: Book, lessons: list[tuple[Gathered, Lesson]]) -> Markdown:
    """Return the table of what the lessons are about, the most first."""
    kinds = Counter(each.about for _one, each in lessons if each.about)
    heads = [t(f"prog_head_{one}", book.lang) for one in ("about", "lessons", "groups", "basis")]
    return table(heads, [_about_row(book, kind, lessons) for kind, _number in kinds.most_common()])


def _about_row(book: Book, kind: str, lessons: list[tuple[Gathered, Lesson]]) -> list[Value]:
    label = book.option("lesson", "about", kind)
    rows: list[Row] = [(one, each.text) for one, each in lessons if each.about == kind]
    number = number_of("lessons", len(rows), book.lang)
    basis = book.basis_of("prog_b_about", rows, about=label, lessons=number)
    return [upper_first(label), len(rows), len(groups_in(rows)), basis]


def _lesson(book: Book, one: Gathered, lesson: Lesson) -> Markdown:
    about = book.option("lesson", "about", lesson.about)
    said = f" ({escape(t('prog_about', book.lang, about=about))})" if about else ""
    return Markdown(f"{book.group(one)}{said}: {escape(lesson.text)}")


def build_obstacles(book: Book) -> dict[str, Any]:
    """Return what blocks solutions, counted, and obstacles in words from follow-ups."""
    blocked = [one for one in solutions_of(book) if one.solution.blocked_by and one.solution.stage not in STOPPED]
    kinds = sorted({one.solution.blocked_by for one in blocked})
    counted = [(kind, [one for one in blocked if one.solution.blocked_by == kind]) for kind in kinds]
    counted.sort(key=lambda one: -len(one[1]))
    said = [(one, text) for one, summary in book.read for each in summary.follow_ups for text in each.obstacles]
    return {
        "table": table(
            [t(f"prog_head_{one}", book.lang) for one in ("obstacle", "solutions", "groups", "basis")],
            [_obstacle(book, kind, [(one.gathered, one.solution.name) for one in some]) for kind, some in counted],
        ),
        "said": [Markdown(f"{book.group(one)}: {escape(text)}") for one, text in said],
    }


def _obstacle(book: Book, kind: str, rows: list[Row]) -> list[Value]:
    label = upper_first(book.option("solution", "blocked_by", kind))
    number = number_of("solutions", len(rows), book.lang)
    basis = book.basis_of("prog_b_obstacle", rows, obstacle=label, solutions=number)
    return [label, len(rows), len(groups_in(rows)), basis]


def build_follow_ups(book: Book) -> dict[str, Any]:
    """Return the follow-ups that have been held, with what the groups can say, and those that are left with their day.

    Whether one is late is for the programme's status to say: the report says the same each day.
    """
    left = [(one, each) for one, summary in book.read for each in summary.due if not each.done]
    held = [(one, each) for one, summary in book.read for each in summary.follow_ups]
    left.sort(key=lambda one: (one[1].day, one[0].group.name))
    return {
        "held": [
            {
                "group": book.group(one),
                "when": t("prog_mark", book.lang, mark=mark_label(book, each.mark), day=book.day(each.day)),
                "can_say": each.can_say,
                "cannot_say": each.cannot_say,
            }
            for one, each in held
        ],
        "left": table(
            [t(f"prog_head_{one}", book.lang) for one in ("day", "group", "follow_up")],
            [[book.day(each.day), book.group(one), mark_label(book, each.mark)] for one, each in left],
        ),
    }


def mark_label(book: Book, mark: str) -> str:
    """Return `efter 3 månader`."""
    return book.option("follow_up", "mark", mark)
