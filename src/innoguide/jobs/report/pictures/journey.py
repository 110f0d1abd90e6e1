"""The curve of a journey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from innoguide.jobs.report.book import Book, upper_first
from innoguide.model.language import shorten
from innoguide.model.record import Record
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.journey import MOST, JourneyWords, Stage, draw_journey
from innoguide.rendering.markdown import Markdown
from innoguide.texts import t

_NAMES = {"sv": "resa", "en": "journey"}
_LONGEST = 120
_POINTS = (("pain", "picture_journey_pain"), ("gain", "picture_journey_gain"))


def journey_picture(book: Book, journey: Record, steps: Sequence[dict[str, Any]]) -> Markdown:
    """Return the picture of *journey*, whose *steps* are as its table shows them; nothing before the first."""
    if not steps:
        return Markdown()
    name = f"{_NAMES[book.lang]}-{journey.id.partition('-')[2]}"
    return book.picture(name, lambda: _draw(book, journey, steps))


def _draw(book: Book, journey: Record, steps: Sequence[dict[str, Any]]) -> Drawing:
    felt = [(one["emotion"], at) for at, one in enumerate(steps, start=1) if one["emotion"]]
    key = "picture_journey_alt" if felt else "picture_journey_alt_unfelt"
    (low, at_low), (high, at_high) = (min(felt), max(felt, key=lambda one: one[0])) if felt else ((0, 0), (0, 0))
    facts = {"low": low, "low_step": at_low, "high": high, "high_step": at_high} if felt else {}
    return draw_journey(
        title=book.heading(journey),
        description=t(
            key,
            book.lang,
            journey=book.heading(journey),
            steps=len(steps),
            pains=sum(bool(one["pain"]) for one in steps),
            assumed=sum(one["assumed"] for one in steps),
            **facts,
        ),
        stages=[_stage(book, one) for one in steps],
        words=JourneyWords(
            (
                t("picture_feeling_1", book.lang),
                t("picture_feeling_2", book.lang),
                t("picture_feeling_3", book.lang),
                t("picture_feeling_4", book.lang),
                t("picture_feeling_5", book.lang),
            ),
            t("picture_assumed", book.lang),
            t("picture_journey_unfelt", book.lang),
            t("picture_journey_empty", book.lang),
            t("picture_journey_more", book.lang, number=len(steps) - MOST),
        ),
        lang=book.lang,
    )


def _stage(book: Book, step: dict[str, Any]) -> Stage:
    decisive = [t("picture_journey_decisive", book.lang)] if step["decisive"] else []
    points = [t(key, book.lang, text=shorten(step[name], _LONGEST)) for name, key in _POINTS if step[name]]
    return Stage(
        shorten(step["activity"], _LONGEST),
        phase=upper_first(step["phase"]),
        emotion=step["emotion"],
        points=(*decisive, *points),
        assumed=step["assumed"],
    )
