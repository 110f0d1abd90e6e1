"""Calendar files: any calendar program reads them, at the right instant, whatever a group has written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Timezone
from icalendar.cal import Component

from innoguide.files.guard import Guard
from innoguide.model.language import clean
from innoguide.rendering.calendar_file import LONGEST_LINE, MARK, Event, calendar_file

MEETING = Event(
    uid="2026-12-08-traff-k7m2x.innoguide.invalid",
    start="2026-12-08T13:00",
    minutes=150,
    title="Träff 2: Ringa in",
    place="Biblioteket, Storsalen; våning 2",
    text="13.00–13.10 Incheckning\n13.10–15.30 Definiera utmaningen",
)
ODD = "å ä ö 🧑‍🤝‍🧑; en, två\\n \\, BEGIN:VEVENT\r\nEND:VCALENDAR " * 4


def written(*events: Event, name: str = "Fler unga") -> str:
    return calendar_file(events, name=name, lang="sv")


def read(text: str) -> list[Component]:
    return Calendar.from_ical(text.encode()).walk("VEVENT")


def at(start: str, minutes: int = 60) -> Component:
    (event,) = read(written(Event(uid="x", start=start, minutes=minutes, title="Träff")))
    return event


def test_a_meeting_is_read_as_it_was_meant() -> None:
    (event,) = read(written(MEETING))
    assert event["UID"] == MEETING.uid
    assert event["SUMMARY"] == MEETING.title
    assert event["LOCATION"] == MEETING.place
    assert event["DESCRIPTION"] == MEETING.text
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(days=-1)


@pytest.mark.parametrize(
    ("start", "in_utc"),
    [
        ("2026-12-08T13:00", datetime(2026, 12, 8, 12, 0, tzinfo=UTC)),
        ("2026-06-11T13:00", datetime(2026, 6, 11, 11, 0, tzinfo=UTC)),
        ("2027-03-28T12:00", datetime(2027, 3, 28, 10, 0, tzinfo=UTC)),
        ("2027-10-31T12:00", datetime(2027, 10, 31, 11, 0, tzinfo=UTC)),
    ],
)
def test_winter_and_summer_begin_at_the_right_instant(start: str, in_utc: datetime) -> None:
    assert at(start)["DTSTART"].dt.astimezone(UTC) == in_utc


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-01-15", 1), ("2026-03-28", 1), ("2026-03-30", 2), ("2026-07-01", 2), ("2026-10-24", 2), ("2026-10-26", 1)],
)
def test_the_zone_in_the_file_says_what_sweden_does(day: str, hours: int) -> None:
    """A program that knows no zones by name goes by the rules in the file alone."""
    (zone,) = Calendar.from_ical(written(MEETING)).walk("VTIMEZONE")
    assert isinstance(zone, Timezone)
    moment = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=zone.to_tz(lookup_tzid=False))
    assert moment.utcoffset() == timezone(timedelta(hours=hours)).utcoffset(None)


def test_a_meeting_may_go_past_midnight() -> None:
    event = at("2026-06-10T22:30", 180)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=3)
    assert event["DTEND"].dt.date().isoformat() == "2026-06-11"


def test_the_same_bytes_each_time() -> None:
    assert written(MEETING) == written(MEETING)
    assert "DTSTAMP:20261208T000000Z" in written(MEETING)


def test_a_meeting_that_is_moved_stays_the_same_one() -> None:
    moved = Event(uid=MEETING.uid, start="2026-12-15T09:00", minutes=60, title="Annat")
    assert read(written(MEETING))[0]["UID"] == read(written(moved))[0]["UID"]


def test_the_mark_stands_early() -> None:
    assert MARK in written(MEETING, name="å" * 500)[:200]


def test_nothing_looks_like_personal_data(tmp_path: Path) -> None:
    guard = Guard(tmp_path)
    assert [line for line in written(MEETING).splitlines() if guard.find(line)] == []


@given(title=st.text(), place=st.text(), text=st.text(max_size=400), name=st.text())
@example(title=ODD, place=ODD, text=ODD, name=ODD)
@example(title="å" * 200, place="🧑‍🤝‍🧑" * 40, text=";" * 200, name="\\" * 99)
def test_any_words_come_through(title: str, place: str, text: str, name: str) -> None:
    data = written(Event(uid="x", start="2026-12-08T13:00", minutes=60, title=title, place=place, text=text), name=name)
    (event,) = read(data)
    assert event["SUMMARY"] == clean(title)
    assert event.get("LOCATION", "") == clean(place)
    assert event.get("DESCRIPTION", "") == clean(text)


@given(text=st.text(max_size=400), name=st.text())
@example(text="🧑‍🤝‍🧑å" * 40, name=ODD)
def test_lines_are_short_and_never_cut_a_letter(text: str, name: str) -> None:
    data = written(Event(uid="x", start="2026-12-08T13:00", minutes=60, title="T", text=text), name=name).encode()
    assert data.endswith(b"\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    for line in lines:
        assert len(line) <= LONGEST_LINE
        assert b"\n" not in line
        assert b"\r" not in line
        assert line.decode().encode() == line
