"""What the group could do before, after and at six months, by its own answers; never fewer than five of them."""

from __future__ import annotations

from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.model.capacity import ROUNDS, Capacity, StatementResult, change_of
from innoguide.model.capacity import Answered as AnsweredRound
from innoguide.model.capacity import build_capacity as capacity_of
from innoguide.rendering.capacity import (
    change_words,
    compared_rounds,
    statement_head,
    statement_rows,
    story,
    theme_head,
    theme_rows,
)
from innoguide.rendering.charts.capacity import Answered, CapacityWords, Statement, draw_capacity
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.markdown import table
from innoguide.texts import t

_NAMES = {"sv": "formaga", "en": "capacity"}
_TITLES = {("before", "after"): "both", ROUNDS: "all"}


def build_capacity(book: Book) -> dict[str, Any]:
    """Return the picture, the tables by statement and theme, and what they tell; words alone when too few answered."""
    capacity, lang = capacity_of(book.guide, book.project), book.lang
    words = story(capacity, lang)
    if not capacity.is_shown:
        return {"title": _title(capacity, lang), "picture": "", "table": "", "themes": "", "words": words}
    return {
        "title": _title(capacity, lang),
        "picture": book.picture(_NAMES[lang], lambda: _draw(capacity, lang)),
        "table": table(statement_head(capacity, lang), statement_rows(capacity, lang)),
        "themes": table(theme_head(capacity, lang), theme_rows(capacity, lang)),
        "words": words,
    }


def _title(capacity: Capacity, lang: str) -> str:
    """Return `Vår förmåga före och efter`: by the rounds that somebody has answered."""
    rounds = capacity.rounds
    name = rounds[0] if len(rounds) == 1 else _TITLES.get(rounds, "later")
    return t(f"picture_capacity_title_{name}", lang) if rounds else ""


def _draw(capacity: Capacity, lang: str) -> Drawing:
    rounds = tuple(t(f"picture_capacity_{one}", lang) if one in capacity.rounds else "" for one in ROUNDS)
    words = {name: t(f"picture_capacity_{name}", lang) for name in ("spread", "low", "high")}
    is_compared = compared_rounds(capacity) is not None
    said = t("capacity_head_change", lang) if is_compared else ""
    return draw_capacity(
        title=_title(capacity, lang),
        description=_description(capacity, lang),
        statements=[_statement(capacity, one, lang) for one in capacity.statements],
        words=CapacityWords(rounds=rounds, **words, said=said, hidden=t("capacity_hidden", lang)),
        lang=lang,
    )


def _statement(capacity: Capacity, one: StatementResult, lang: str) -> Statement:
    compared = compared_rounds(capacity)
    said = change_words(change_of(one.rounds, *compared), lang) if compared else ""
    return Statement(one.text, tuple(_answered(one.rounds.get(name)) for name in ROUNDS), said)


def _answered(answered: AnsweredRound | None) -> Answered | None:
    return Answered(answered.median, answered.low, answered.high) if answered else None


def _description(capacity: Capacity, lang: str) -> str:
    number, compared = len(capacity.statements), compared_rounds(capacity)
    if compared is None:
        return t("picture_capacity_alt_one", lang, statements=number)
    changes = [one for each in capacity.statements if (one := change_of(each.rounds, *compared)) is not None]
    return t(
        "picture_capacity_alt",
        lang,
        statements=number,
        first=t(f"capacity_then_{compared[0]}", lang),
        then=t(f"capacity_then_{compared[1]}", lang),
        up=sum(one > 0 for one in changes),
        same=sum(one == 0 for one in changes),
        down=sum(one < 0 for one in changes),
    )
