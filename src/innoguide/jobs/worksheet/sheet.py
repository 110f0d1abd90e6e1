"""`build_sheet`: a method as an empty sheet; `build_cards` and the other sheets that belong to no single method."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import MappingProxyType

from innoguide.jobs.worksheet.frames import line, paragraph
from innoguide.jobs.worksheet.have import Have
from innoguide.jobs.worksheet.moves import OnPaper
from innoguide.model.guide import Method, Step
from innoguide.model.moves import Collect, Move
from innoguide.rendering.documents.blocks import (
    Block,
    Box,
    Boxes,
    Document,
    Heading,
    Items,
    NewPage,
    Page,
    Paragraph,
    Table,
)
from innoguide.texts import t

_SENTENCE = re.compile(r".+?[.!?…](?=\s|$)")
_ASKS = 8


def build_sheet(method: Method, step: Step | None, have: Have, *, page: Page = "a4", about: str = "") -> Document:
    """Return the method as a sheet to write on; *about* is the project's title, *step* where it is done."""
    title = method.title.in_(have.lang)
    blocks = [Heading(1, line(title)), *_head(method, have.lang), *_to_do(method, have.lang)]
    paper = OnPaper(have, step)
    for move in method.script:
        written = [*paper.blocks(move)]
        if written:
            blocks += [Heading(2, line(move.title.in_(have.lang))), *written]
    blocks += [paragraph(t("worksheet_no_names", have.lang))]
    return _document(title, blocks, have.lang, page=page, about=about)


def _document(title: str, blocks: list[Block], lang: str, *, page: Page = "a4", about: str = "") -> Document:
    known = {"project": about} if about else {}
    return Document(title, lang, tuple(blocks), page=page, contents=False, about=known)


def _head(method: Method, lang: str) -> Iterator[Block]:
    """Yield purpose, minutes, people and what is needed."""
    yield paragraph(method.purpose.in_(lang))
    size = t("worksheet_people", lang, least=method.group.min, most=method.group.max)
    yield paragraph(f"{tn_in('worksheet_minutes', method.minutes, lang)} · {size}", strong=True)
    if method.materials:
        yield paragraph(t("worksheet_materials", lang), strong=True)
        yield Items(tuple((paragraph(one.in_(lang)),) for one in method.materials))


def tn_in(key: str, number: int, lang: str) -> str:
    """Return the sentence about a number of things in *lang*."""
    return t(f"{key}_one" if number == 1 else key, lang, number=number)


def _to_do(method: Method, lang: str) -> Iterator[Block]:
    """Yield what the group does, move by move."""
    yield paragraph(t("worksheet_to_do", lang), strong=True)
    yield Items(
        tuple((Paragraph((*line(_name(one, lang), strong=True), *line(_gist(one, lang)))),) for one in method.script),
        ordered=True,
    )


def _name(move: Move, lang: str) -> str:
    minutes = f" ({move.minutes} min)" if move.minutes else ""
    return f"{move.title.in_(lang)}{minutes}."


def _gist(move: Move, lang: str) -> str:
    """Return the first sentence of what is said: the sheet lies on the table, the rest is the facilitator's."""
    said = move.say.in_(lang) if move.say else ""
    first = _SENTENCE.match(" ".join(said.split()))
    return f" {first[0]}" if first else ""


# Sheets of no single method


def build_notes(have: Have) -> Document:
    """Return sheets of empty notes to cut apart."""
    notes = Boxes(2, tuple([Box("", "", 5)] * 8))
    return _document(
        t("worksheet_notes", have.lang), [Heading(1, line(t("worksheet_notes", have.lang))), notes], have.lang
    )


def build_cards(have: Have) -> Document:
    """Return the cards of all methods to cut out, and empty ones for the group's own."""
    title = t("worksheet_cards", have.lang)
    blocks: list[Block] = [Heading(1, line(title)), paragraph(t("worksheet_cards_about", have.lang))]
    for method in _methods(have):
        for move in method.script:
            if isinstance(move, Collect) and move.cards:
                cards = [Box(one.title.in_(have.lang), one.text.in_(have.lang), 2) for one in move.cards]
                own = [Box(t("worksheet_own_card", have.lang), "", 3)] * (2 + len(cards) % 2)
                blocks += [Heading(2, line(method.title.in_(have.lang))), Boxes(2, (*cards, *own))]
    return _document(title, blocks, have.lang)


def _methods(have: Have) -> Iterator[Method]:
    for methods in have.guide.methods.values():
        yield from methods


def build_interview(have: Have) -> Document:
    """Return an interview guide: how to begin, the questions of the research plan or empty lines, how to end."""
    lang, title = have.lang, t("worksheet_interview", have.lang)
    plans = have.records("research_plan")
    asked = [str(one) for one in plans[-1].values.get("questions", ())] if plans else []
    questions = [Box(f"{at}. {one}", "", 4) for at, one in enumerate(asked, start=1)]
    questions += [Box(f"{at}.", "", 4) for at in range(len(asked) + 1, max(len(asked) + 2, _ASKS + 1))]
    blocks: list[Block] = [Heading(1, line(title)), Boxes(2, _of_whom(lang))]
    for part in ("before", "begin"):
        blocks += [
            Heading(2, line(t(f"worksheet_interview_{part}", lang))),
            _ticked(f"worksheet_interview_{part}_list", lang),
        ]
    blocks += [
        Heading(2, line(t("worksheet_interview_questions", lang))),
        paragraph(t("worksheet_interview_open", lang)),
        Boxes(1, tuple(questions)),
        Heading(2, line(t("worksheet_interview_end", lang))),
        _ticked("worksheet_interview_end_list", lang),
        Boxes(1, (Box(t("worksheet_interview_quotes", lang), t("worksheet_interview_quotes_hint", lang), 6),
                  Box(t("worksheet_interview_surprise", lang), "", 3))),
        paragraph(t("worksheet_no_names", lang)),
    ]  # fmt: skip
    return _document(title, blocks, lang)


def _of_whom(lang: str) -> tuple[Box, ...]:
    return tuple(Box(t(f"worksheet_interview_{one}", lang), "", 1) for one in ("code", "date", "kind", "age"))


def _ticked(key: str, lang: str) -> Items:
    return Items(tuple((paragraph(f"☐ {one}"),) for one in t(key, lang).split("\n")))


def build_information(have: Have) -> Document:
    """Return the information for those who take part, for grown-ups and for children, to fill in and hand over."""
    lang, title = have.lang, t("worksheet_information", have.lang)
    blocks: list[Block] = [Heading(1, line(title)), paragraph(t("worksheet_information_check", lang))]
    for who in ("adult", "child"):
        blocks += [NewPage()] if who == "child" else []
        blocks += [Heading(2, line(t(f"worksheet_information_{who}", lang)))]
        blocks += [paragraph(one) for one in t(f"worksheet_information_{who}_text", lang).split("\n")]
        fields = ("about", "responsible", "kept", "contact", *(("guardian",) if who == "child" else ()))
        blocks += [Boxes(1, tuple(Box(t(f"worksheet_information_{one}", lang), "", 1) for one in fields))]
        heads = [t(f"worksheet_information_{one}", lang) for one in ("agreed", "yes", "no")]
        rows = tuple((line(one), line("☐"), line("☐")) for one in t("worksheet_information_scope", lang).split("\n"))
        blocks += [Table(tuple(line(one) for one in heads), rows, caption=heads[0])]
    return _document(title, blocks, lang)


EXTRAS: MappingProxyType[str, Callable[[Have], Document]] = MappingProxyType(
    {"notes": build_notes, "cards": build_cards, "interview": build_interview, "information": build_information}
)
"""The sheets of no single method; the texts `worksheet_word_<name>` are what they are asked for by."""
