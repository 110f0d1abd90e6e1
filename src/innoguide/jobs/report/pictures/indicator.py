"""An effect from baseline to target. Values are a group's own words: a number is read only where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.showing import day
from innoguide.model.amount import Amount, read_amount
from innoguide.model.followup import baseline_of, measured_rows
from innoguide.model.language import shorten
from innoguide.model.record import Record
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.indicator import Stage, draw_indicator
from innoguide.rendering.markdown import Markdown
from innoguide.texts import t

_NAMES = {"sv": "effekt", "en": "effect"}


def effect_picture(book: Book, effect: Record) -> Markdown:
    """Return the picture of an effect; nothing while there is neither baseline, measurement nor target."""
    before = baseline_of(effect, book.project)
    if not (before.value or effect.values.get("target") or measured_rows(effect)):
        return Markdown()
    name = f"{_NAMES[book.lang]}-{effect.id.partition('-')[2]}"
    return book.picture(name, lambda: _draw(book, effect))


def _draw(book: Book, effect: Record) -> Drawing:
    values, measured, before = effect.values, measured_rows(effect), baseline_of(effect, book.project)
    latest: dict[str, Any] = measured[-1] if measured else {}
    said = [
        ("baseline", before.value, before.day),
        ("latest", str(latest.get("value", "")), str(latest.get("date", ""))),
        ("target", str(values.get("target", "")), str(values.get("target_date", ""))),
    ]
    amounts = _comparable([read_amount(value) for _name, value, _when in said])
    known = [one for one in amounts if one]
    between = [read_amount(str(row["value"])) for row in measured[:-1]]
    return draw_indicator(
        title=f"{book.name(effect)}: {book.label(effect, 110)}",
        description=_description(book, effect, [value for _name, value, _when in said]),
        what=str(values.get("indicator", "")),
        stages=[_stage(book, *one, amount) for one, amount in zip(said, amounts, strict=True)],
        between=[one.number for one in between if one and known and all(one.like(other) for other in known)],
        unit=_axis_unit(known, book.lang),
        lang=book.lang,
    )


def _comparable(amounts: Sequence[Amount | None]) -> list[Amount | None]:
    """Return the amounts if all of them that are numbers count the same; else none of them."""
    known = [one for one in amounts if one]
    return list(amounts) if all(a.like(b) for a, b in combinations(known, 2)) else [None for _ in amounts]


def _axis_unit(known: Sequence[Amount], lang: str) -> str:
    if any(one.share for one in known):
        return t("picture_effect_share", lang)
    return min((one.unit for one in known), key=len, default="")


def _stage(book: Book, name: str, value: str, when: str, amount: Amount | None) -> Stage:
    return Stage(
        t(f"picture_effect_{name}", book.lang),
        day(book, when) if when else "",
        value or t(f"picture_effect_no_{name}", book.lang),
        number=amount.number if amount else None,
        missing=not value,
    )


def _description(book: Book, effect: Record, said: Sequence[str]) -> str:
    names = ("baseline", "latest", "target")
    shown = {
        name: shorten(value, 40).rstrip(".") if value else t(f"picture_effect_no_{name}", book.lang)
        for name, value in zip(names, said, strict=True)
    }
    # A value that was shortened ends with its ellipsis, not with a full stop after it.
    return t("picture_effect_alt", book.lang, effect=book.name(effect), **shown).replace("….", "…")
