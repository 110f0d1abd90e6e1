"""A calendar file (iCalendar, RFC 5545) of planned meetings, as calendar programs read it. The same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from innoguide.model.language import clean

MARK = "PRODID:-//innoguide//"
"""How the maker of the file is named: only files with it are ever removed."""

ZONE = "Europe/Stockholm"
LONGEST_LINE = 75
"""Octets of a line, without its end. What is longer goes on after a line end and a blank."""

_ZONE = f"""\
BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""


@dataclass(frozen=True, kw_only=True)
class Event:
    """A meeting: *start* is `2026-11-24T13:00` by the clock in Sweden. *uid* stays when all else changes."""

    uid: str
    start: str
    minutes: int
    title: str
    place: str = ""
    text: str = ""


def calendar_file(events: Iterable[Event], *, name: str, lang: str) -> str:
    """Return the calendar *name* with *events*, the lines ended as the format wants."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"{MARK}calendar//{lang.upper()}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
        f"X-WR-TIMEZONE:{ZONE}",
        *_ZONE.splitlines(),
    ]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _event(event: Event) -> Iterator[str]:
    start = datetime.fromisoformat(event.start)
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    # Stands for when the event was last changed. The day of the meeting, since a file that told the time at
    # which it was made would differ each time.
    yield f"DTSTAMP:{_local(start)[:8]}T000000Z"
    yield "SEQUENCE:0"
    yield f"DTSTART;TZID={ZONE}:{_local(start)}"
    yield f"DTEND;TZID={ZONE}:{_local(start + timedelta(minutes=event.minutes))}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    if event.text:
        yield f"DESCRIPTION:{_text(event.text)}"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield "TRIGGER:-P1D"
    yield f"DESCRIPTION:{_text(event.title)}"
    yield "END:VALARM"
    yield "END:VEVENT"


def _local(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("-", "").replace(":", "")


def _text(value: str) -> str:
    """Return a text as a value: without control characters, and with what parts values marked as text."""
    plain = clean(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield *line* in pieces that are short enough, never in the middle of a letter."""
    piece, room = "", LONGEST_LINE
    for sign in line:
        octets = len(sign.encode())
        if octets > room:
            yield piece
            piece, room = " ", LONGEST_LINE - 1
        piece += sign
        room -= octets
    yield piece
