"""A project's values: settings, sessions, and records looked up."""

from dataclasses import replace

import pytest
from pydantic import ValidationError
from small_guide import SETTINGS, person, quote

from innoguide.model.project import Done, InRoom, Project, Session, Settings

OLD = replace(quote("quote-33333", "Den första"), created="2026-01-01T10:00:00")
NEW = replace(quote("quote-22222", "Den andra", topic="home"), created="2026-01-02T10:00:00")
TIE = replace(quote("quote-44444", "Den tredje"), created="2026-01-02T10:00:00")


def project(*records: object) -> Project:
    return Project(SETTINGS, {one.id: one for one in records})  # type: ignore[attr-defined]


def test_records_of_a_kind_come_oldest_first_and_by_id_when_of_the_same_second() -> None:
    found = project(TIE, NEW, person(), OLD)
    assert found.of_kind("quote") == [OLD, NEW, TIE]
    assert found.of_kind("quote", {"topic": "home"}) == [NEW]
    assert found.of_kind("insight") == []
    assert found.latest("quote") == TIE
    assert found.latest("insight") is None


@pytest.mark.parametrize("looked_up_before", [False, True])
def test_a_record_remembered_is_found_once_and_in_its_place(looked_up_before: bool) -> None:
    found = project(OLD, TIE)
    if looked_up_before:
        assert len(found.of_kind("quote")) == 2
    found.remember(NEW)
    found.remember(person())
    assert found.of_kind("quote") == [OLD, NEW, TIE]
    assert found.of_kind("person") == [person()]
    changed = NEW.with_values(text="Ändrad")
    found.remember(changed)
    found.remember(changed)
    assert found.of_kind("quote") == [OLD, changed, TIE]
    assert found.records[NEW.id] == changed


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("quote-22222", ["quote-22222"]),
        ("quote-2", ["quote-22222"]),
        ("22222", ["quote-22222", "person-22222"]),
        ("ANDRA", ["quote-22222"]),
        ("den", ["quote-33333", "quote-22222", "quote-44444"]),
        ("finns inte", []),
    ],
)
def test_a_record_is_found_by_id_by_a_beginning_of_it_or_by_its_words(text: str, ids: list[str]) -> None:
    found = project(OLD, NEW, TIE, replace(person(), created="2026-02-01"))
    assert [one.id for one in found.find_records(text)] == ids
    assert all(one.kind == "quote" for one in found.find_records(text, {"quote"}))


def session(number: int, **more: object) -> Session:
    started = f"2026-01-0{number}T13:00:00"
    return Session.model_validate({"id": f"s{number}", "number": number, "started": started, **more})


def test_sessions_stand_in_the_order_they_began_and_one_takes_the_place_of_itself() -> None:
    found = Project(SETTINGS).with_session(session(2)).with_session(session(1)).with_session(session(2, place="Torget"))
    assert [(one.id, one.place) for one in found.sessions] == [("s1", ""), ("s2", "Torget")]


def test_what_is_done_again_counts_once_and_the_newest_wins() -> None:
    skipped = Done(step="first", method="listen", move="hello", state="skipped")
    done = Done(step="first", method="listen", move="hello", minutes=7)
    other = Done(step="first", method="listen", move="quotes")
    one = session(1).with_done(skipped).with_done(other).with_done(done)
    assert one.done == (other, done)
    two = session(2).with_done(skipped)
    assert Project(SETTINGS, sessions=(one, two)).done_moves()["first", "listen", "hello"] == skipped


def test_people_in_the_room_are_counted() -> None:
    assert session(1, room=[InRoom(role="bibliotek", count=2), InRoom(role="skola", count=3)]).people == 5


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {}, {"title": "x", "language": "no"}, {"title": "x", "extra": "y"}, {"title": "x", "format": "2"}],
)
def test_settings_that_do_not_fit_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate(wrong)


@pytest.mark.parametrize("count", [0, -1, 1000])
def test_a_number_of_people_is_a_number_of_people(count: int) -> None:
    with pytest.raises(ValidationError):
        InRoom(role="a", count=count)
