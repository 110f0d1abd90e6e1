"""Swedish personal identity numbers and coordination numbers (samordningsnummer), in whatever way they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

# Ten digits or more with little between them: only there is it worth looking closer.
_ISLAND = re.compile(r"\d(?:[ \-+_./]{0,3}\d){9,}+")
_BETWEEN = r"[ \-+_.]{0,3}"
_WRITTEN = tuple(
    re.compile(rf"(?<!\d)(?=({form})(?!\d))\d")
    for form in (
        rf"(?:18|19|20)\d{{6}}{_BETWEEN}\d\d ?\d\d",
        rf"\d{{6}}{_BETWEEN}\d\d ?\d\d",
        rf"(?:18|19|20)?\d\d([ .\-/])\d\d\2\d\d{_BETWEEN}\d{{4}}",
        rf"(?<!\d\d )(?:(?:18|19|20) )?\d\d \d\d \d\d{_BETWEEN}\d\d ?\d\d(?! ?\d\d)",
        rf"(?:18|19|20)\d\d[ -]\d{{4}}{_BETWEEN}\d{{4}}",
        rf"(?<!\d )[12] [890](?: \d){{6}}{_BETWEEN}\d(?: \d){{3}}(?! \d)",
        rf"(?<!\d )\d(?: \d){{5}}{_BETWEEN}\d(?: \d){{3}}(?! \d)",
    )
)
_PART_OF_DECIMAL = re.compile(r"(?<!\d)\d{1,3}[.,]\Z")
_ISBN = re.compile(r"isbn(?:-?10)?[: ]*\Z", re.IGNORECASE)


def find_personnummer(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the numbers stand in the flat *text*; the places may overlap.

    Date and check digit decide. Another number that happens to pass both is found too: of all numbers with ten digits
    that is about seven in a thousand.
    """
    for island in _ISLAND.finditer(text):
        for form in _WRITTEN:
            for found in form.finditer(text, island.start(), island.end()):
                if is_personnummer(found[1]) and not _is_other_number(text, *found.span(1)):
                    yield found.span(1)


def is_personnummer(written: str) -> bool:
    """Whether the digits of *written* are a real day (or that day + 60) and end with the right check digit."""
    digits = only_digits(written)
    years = (
        [int(digits[:4])] if len(digits) == 12 else [century + int(digits[-10:-8]) for century in (1800, 1900, 2000)]
    )
    month, day = int(digits[-8:-6]), int(digits[-6:-4])
    day -= 60 if day > 60 else 0
    return (
        any(_is_day(year, month, day) for year in years)
        and digits[-4:-1] != "000"
        and _check_sum(digits[-10:]) % 10 == 0
    )


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def only_digits(written: str) -> str:
    """Return *written* without whatever is no digit."""
    return "".join(sign for sign in written if sign.isdecimal())


def begins_with_date(digits: str) -> bool:
    """Whether *digits* begin with what may be a birth date: YYMMDD or YYYYMMDD, or that day + 60."""
    return _may_be_day(digits[2:6]) or (digits[:2] in ("18", "19", "20") and _may_be_day(digits[4:8]))


def _may_be_day(digits: str) -> bool:
    if len(digits) < 4:
        return False
    day = int(digits[2:])
    return 1 <= int(digits[:2]) <= 12 and (1 <= day <= 31 or 61 <= day <= 91)


def _check_sum(digits: str) -> int:
    return sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))


def _is_other_number(text: str, start: int, end: int) -> bool:
    """Whether all these digits in a row are the tail of a decimal, or a book's number that is called so."""
    if not text[start:end].isdecimal():
        return False
    before = text[max(0, start - 10) : start]
    is_decimal = bool(_PART_OF_DECIMAL.search(before)) or bool(re.match(r"[.,]\d", text[end : end + 2]))
    return is_decimal or (bool(_ISBN.search(before)) and _is_isbn(text[start:end]))


def _is_isbn(digits: str) -> bool:
    return len(digits) == 10 and sum(int(digit) * (10 - place) for place, digit in enumerate(digits)) % 11 == 0
