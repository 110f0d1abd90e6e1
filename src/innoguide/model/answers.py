"""What somebody typed, read as the value of a field."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from innoguide.model.fields import KindField, is_date
from innoguide.model.language import MONTHS, clean, clean_line, plain_ascii
from innoguide.texts import t

YES = ("yes", "y", "ja", "j", "true", "1")
NO = ("no", "n", "nej", "false", "2")


@dataclass(frozen=True)
class Wrong:
    """An answer that cannot be taken, and why."""

    message: str


def read_answer(field: KindField, text: str, *, lang: str, today: date) -> Any:
    """Return the value of *field* that *text* means, or `Wrong`. References and rows are read elsewhere.

    `texts` are one a line; several choices are separated by commas; a choice is its number, id or label.
    """
    reader = _READERS.get(field.type)
    if reader:
        return reader(field, text)
    if field.type == "date":
        return read_date(text, today)
    if field.type == "choice":
        return pick_one(text, [(one.id, one.label.in_(lang)) for one in field.options])
    if field.type == "choices":
        return pick_several(text, [(one.id, one.label.in_(lang)) for one in field.options])
    raise ValueError(f"no reader for fields of type {field.type}")


def _read_number(field: KindField, text: str) -> int | Wrong:
    digits = text.strip().replace(" ", "").replace("\u00a0", "")
    if not re.fullmatch(r"-?\d{1,9}", digits):
        return Wrong(t("answer_number"))
    number = int(digits)
    lowest = 1 if field.type == "scale" else field.at_least
    highest = 5 if field.type == "scale" else field.at_most
    if (lowest is not None and number < lowest) or (highest is not None and number > highest):
        return Wrong(t("answer_range", low="–" if lowest is None else lowest, high="–" if highest is None else highest))
    return number


def _read_yes_no(_field: KindField, text: str) -> bool | Wrong:
    word = text.strip().casefold()
    if word in YES:
        return True
    return False if word in NO else Wrong(t("answer_yes_no"))


_READERS: dict[str, Callable[[KindField, str], Any]] = {
    "text": lambda _field, text: clean_line(text),
    "long": lambda _field, text: clean(text),
    "texts": lambda _field, text: [line for line in map(clean_line, clean(text).splitlines()) if line],
    "number": _read_number,
    "scale": _read_number,
    "yes_no": _read_yes_no,
}


def read_date(text: str, today: date) -> str | Wrong:
    """Return a day as 2026-11-24. Reads that, 24/11, 24 nov, 24 november 2026; no year: the nearest to *today*."""
    written = text.strip().casefold()
    if is_date(written):
        return written
    match = re.fullmatch(r"(?:den )?(\d{1,2})[ /.]\s*([a-z]+|\d{1,2})\.?(?:[ /.-](\d{4}))?", written)
    if not match:
        return Wrong(t("answer_date"))
    day, month_word, year = match.groups()
    month = int(month_word) if month_word.isdigit() else _month(month_word)
    years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
    days = []
    for one in years:
        try:
            days.append(date(one, month, int(day)))
        except ValueError:
            continue
    if not days:
        return Wrong(t("answer_date"))
    return min(days, key=lambda one: abs((one - today).days)).isoformat()


def _month(word: str) -> int:
    for names in MONTHS.values():
        for number, name in enumerate(names, start=1):
            if len(word) >= 3 and name.casefold().startswith(word):
                return number
    return 0


Options = Sequence[tuple[str, str]]
"""What can be picked: (id, label)."""


def pick_one(text: str, options: Options) -> str | Wrong:
    """Return the id of the option that *text* means: its number, its id, or a piece of its label."""
    found = find_options(text, options)
    if len(found) == 1:
        return found[0]
    return Wrong(t("answer_pick_several", number=len(found)) if found else t("answer_pick_none", text=text.strip()))


def pick_several(text: str, options: Options) -> list[str] | Wrong:
    """Return the ids that *text* means: numbers (also `1 3 4` and `2-5`), ids or labels, separated by commas."""
    numbers = _numbers(text, len(options))
    if numbers is not None:
        return [options[number - 1][0] for number in numbers]
    picked: list[str] = []
    whole = pick_one(text, options)
    if not isinstance(whole, Wrong):
        return [whole]
    for part in filter(str.strip, text.split(",")):
        one = pick_one(part, options)
        if isinstance(one, Wrong):
            return one
        if one not in picked:
            picked.append(one)
    return picked


def _numbers(text: str, highest: int) -> list[int] | None:
    """Return the numbers in *text* if it holds nothing else and all are between 1 and *highest*."""
    if not re.fullmatch(r"[\d\s,;–-]+", text) or re.search(r"\d{10}", text):
        return None
    numbers: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s*[-–]\s*(\d+))?", text):
        numbers += range(int(first), int(last or first) + 1) if int(last or first) <= highest else [0]
    if not numbers or any(not 1 <= number <= highest for number in numbers):
        return None
    return list(dict.fromkeys(numbers))


def pick_choice(text: str, choices: Options) -> str:
    """Return the one of *choices* that *text* means: its id, its number or a piece of its label; else an empty text."""
    if not text.strip():
        return ""
    found = [one for one, _label in choices if one == text.strip()] or find_options(text, choices)
    return found[0] if len(found) == 1 else ""


def find_options(text: str, options: Options) -> list[str]:
    """Return the ids of the options that *text* may mean, the best kind of match only."""
    word = text.strip()
    if re.fullmatch(r"\d{1,9}", word):
        return [options[int(word) - 1][0]] if 1 <= int(word) <= len(options) else []
    exact = [one for one, label in options if word in (one, label)]
    if exact:
        return exact
    wanted = plain_ascii(word)
    if not wanted:
        return []
    begins = [one for one, label in options if plain_ascii(label).startswith(wanted) or one.startswith(wanted)]
    return begins or [one for one, label in options if wanted in plain_ascii(label)]


def shown_value(field: KindField, value: Any, lang: str) -> str:
    """Return *value* as it is typed and read: the text that an answer is edited from."""
    if isinstance(value, bool):
        return t("yes" if value else "no", lang)
    if field.type == "choice":
        return next((one.label.in_(lang) for one in field.options if one.id == value), str(value))
    if field.type == "choices":
        labels = {one.id: one.label.in_(lang) for one in field.options}
        return ", ".join(labels.get(one, one) for one in value)
    if isinstance(value, list):
        return "\n".join(str(one) for one in value)
    return str(value)
