"""The themes of a step, with the notes in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.listing import home_of
from innoguide.jobs.report.showing import quoted
from innoguide.model.guide import Step
from innoguide.model.language import shorten, slug
from innoguide.model.record import Record
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.themes import MOST, Theme, draw_themes
from innoguide.rendering.markdown import Markdown, Value, escape
from innoguide.texts import t

_NAMES = {"sv": "teman", "en": "themes"}
_LONGEST = 120


def build_themes(book: Book, step_id: str) -> dict[str, Any]:
    """Return the themes made in a step: a picture, and each with all its notes."""
    found = [one for one in book.of_kind("theme") if home_of(book, one) == step_id]
    step = next((one for one in book.guide.steps if one.step == step_id), None)
    if step is None or not found:
        return {"picture": "", "themes": []}
    name = f"{_NAMES[book.lang]}-{slug(step.title.in_(book.lang))}"
    return {
        "picture": book.picture(name, lambda: _draw(book, step, found)),
        "themes": [_listed(book, one) for one in found],
    }


def _listed(book: Book, theme: Record) -> dict[str, Any]:
    notes = book.find_all(theme.values.get("notes"))
    lines: Counter[Value] = Counter(_line(book, one) for one in notes)
    return {
        "name": book.label(theme),
        "meaning": str(theme.values.get("meaning", "")),
        "notes": [Markdown(f"{line} × {times}") if times > 1 else line for line, times in lines.items()],
    }


def _line(book: Book, note: Record) -> Markdown:
    return quoted(book, book.label(note)) if note.kind == "quote" else escape(_words(book, note))


def _words(book: Book, note: Record) -> str:
    """Return what a note says; of a person who was met only what kind of person, where nobody is to be told apart."""
    if not book.sees.persons and book.is_personal(book.kind(note)):
        return book.met(note)
    return book.label(note)


def _draw(book: Book, step: Step, found: Sequence[Record]) -> Drawing:
    themes = [_theme(book, one) for one in found]
    return draw_themes(
        title=t("picture_themes_title", book.lang, step=step.title.in_(book.lang)),
        description=t(
            "picture_themes_alt",
            book.lang,
            step=step.title.in_(book.lang),
            themes=len(found),
            notes=sum(len(book.find_all(one.values.get("notes"))) for one in found),
        ),
        themes=themes,
        more=t("picture_themes_more", book.lang, number=len(found) - MOST),
        lang=book.lang,
    )


def _theme(book: Book, theme: Record) -> Theme:
    notes = book.find_all(theme.values.get("notes"))
    lines = Counter(_short(book, one) for one in notes)
    texts = tuple(f"{line} × {times}" if times > 1 else line for line, times in lines.items())
    return Theme(
        book.label(theme, 140),
        t("picture_themes_one" if len(notes) == 1 else "picture_themes_notes", book.lang, number=len(notes)),
        texts,
        t("picture_more", book.lang, number=len(texts) - MOST),
    )


def _short(book: Book, note: Record) -> str:
    words = shorten(_words(book, note), _LONGEST)
    return f"”{words.strip('”“')}”" if note.kind == "quote" else words
