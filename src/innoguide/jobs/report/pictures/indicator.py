"""An effect from baseline to target. Values are a group's own words: a number is read only where there is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.showing import day
from innoguide.model.language import shorten
from innoguide.model.record import Record
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.charts.indicator import Stage, draw_indicator
from innoguide.rendering.markdown import Markdown
from innoguide.texts import t

_NAMES = {"sv": "effekt", "en": "effect"}

_ABOUT = (
    "minst|högst|ca\\.?|cirka|ungefär|omkring|runt|drygt|knappt|över|under|fler än|mer än|färre än|mindre än|"
    "at least|at most|about|around|approximately|over|more than|fewer than|less than"
)
_NUMBER = r"[-−]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[.,]\d{1,2})?"
# Not a range, a date, a time, nor a number written in a way that can be read as two.
_AMOUNT = re.compile(
    rf"(?:(?:{_ABOUT})\s+)?({_NUMBER})(?![\d.,:/–-]*\d|\s*[–-]\s*\d)\s*(.*)", re.IGNORECASE | re.DOTALL
)
_SHARE = re.compile(r"(?:av|of|out of)\s+(\d+)\b(?![.,:/–-]\d)\s*(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Amount:
    """A number with what it counts; for a share (`6 av 29`) the part in per cent."""

    number: float
    unit: str
    share: bool = False

    def like(self, other: Amount) -> bool:
        """Whether two amounts count the same, so that they can stand on one line."""
        if self.share != other.share:
            return False
        ours, theirs = self.unit.split(), other.unit.split()
        shared = min(len(ours), len(theirs))
        return ours[:shared] == theirs[:shared] and (self.share or shared > 0 or ours == theirs)


def read_amount(text: str) -> Amount | None:
    """Return the number that a text begins with, also after `minst` or `about`; None where there is no plain one."""
    found = _AMOUNT.match(" ".join(text.split()))
    if not found:
        return None
    number = float(re.sub(r"[ \u00a0\u202f]", "", found[1]).replace(",", ".").replace("−", "-"))
    share = _SHARE.match(found[2])
    if share is None:
        return Amount(number, _unit(found[2]))
    whole = float(share[1])
    return Amount(100 * number / whole, _unit(share[2]), share=True) if 0 <= number <= whole and whole else None


def _unit(rest: str) -> str:
    unit = re.split(r"[.,;:(]", rest)[0].strip().casefold()
    return re.sub(r"^(?:%|procent\b|per ?cent\b)", "%", unit)


def effect_picture(book: Book, effect: Record) -> Markdown:
    """Return the picture of an effect; nothing while there is neither baseline, measurement nor target."""
    if not any(effect.values.get(name) for name in ("baseline_value", "target")) and not _measured(effect):
        return Markdown()
    name = f"{_NAMES[book.lang]}-{effect.id.partition('-')[2]}"
    return book.picture(name, lambda: _draw(book, effect))


def _measured(effect: Record) -> list[dict[str, Any]]:
    """Return the measurements with a value, oldest first."""
    rows = [row for row in effect.values.get("measurements", ()) if row.get("value")]
    return sorted(rows, key=lambda row: str(row.get("date", "")))


def _draw(book: Book, effect: Record) -> Drawing:
    values, measured = effect.values, _measured(effect)
    latest: dict[str, Any] = measured[-1] if measured else {}
    said = [
        ("baseline", str(values.get("baseline_value", "")), str(values.get("baseline_date", ""))),
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
