"""What has happened to files outside innoguide: found, mended where that is safe, told where it is not."""

import json
import random
import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_guide import person, quote, small_store, write_files

from innoguide.cli.app import run
from innoguide.errors import Conflict
from innoguide.files.recordfile import record_bytes
from innoguide.files.store import Store, session_bytes
from innoguide.jobs.doctor.examine import Doctor, Visit
from innoguide.jobs.doctor.harm import Harm
from innoguide.jobs.doctor.past import Past
from innoguide.jobs.doctor.tree import Tree, read_files
from innoguide.jobs.doctor.writing import write_mended
from innoguide.model.agenda.agenda import Agenda
from innoguide.model.project import Done, InRoom, Project, Return, Session
from innoguide.model.record import Record
from innoguide.model.sides import split_sides
from innoguide.texts import use_language

NOW = datetime(2026, 11, 24, 13, 0)
QUOTE = "records/quote/quote-22222-jag-visste-inte.yaml"
PERSON = "records/person/person-22222-asa.yaml"
MEETING = "sessions/2026-01-20-traff-1.yaml"


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A project with a meeting, a quote, and a person whose words it is."""
    store = small_store(tmp_path)
    store.save_session(MEETING_1)
    said = store.add(replace(quote("quote-22222", "Jag visste inte", topic="home"), session=MEETING_1.id))
    store.add(replace(person("person-22222", "Åsa", quotes=[said.id], friend="person-33333"), session=MEETING_1.id))
    store.add(person("person-33333", "Bo", visits=[{"what": "biblioteket", "quote": said.id}]))
    return store


MEETING_1 = Session(
    id="2026-01-20-traff-1",
    number=1,
    started="2026-01-20T13:00:00",
    ended="2026-01-20T15:00:00",
    room=(InRoom(role="bibliotek", count=2),),
    users_in_room=False,
    done=(Done(step="first", method="listen", move="hello", minutes=7, note="rad ett\nrad två"),),
)


# What the doctor is asked


def doctor_of(store: Store) -> Doctor:
    return Doctor(Past(store.folder), random.Random(3))


def examine(store: Store) -> list[Harm]:
    """Return what is wrong with the project. Nothing is written."""
    before = snapshot(store.folder)
    found = doctor_of(store).examine(Tree(read_files(store.folder)[0], store.guide))
    assert snapshot(store.folder) == before
    return found


def fix(store: Store) -> Visit:
    """Mend what can be mended, on disk; a second visit finds nothing that it says it can mend."""
    files, _unread = read_files(store.folder)
    visit = doctor_of(store).treat(Tree(files, store.guide))
    write_mended(store.folder, files, visit.tree.files, NOW)
    assert read_files(store.folder)[0] == visit.tree.files
    assert [one.finding.message for one in examine(store) if one.change] == []
    return visit


def codes(harms: list[Harm] | tuple[Harm, ...]) -> list[tuple[str, str, int, bool]]:
    """Return code, file, line, and whether it can be mended."""
    return [(one.finding.code, one.finding.file, one.finding.line, bool(one.change)) for one in harms]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def load(store: Store) -> Project:
    return Store(store.folder, store.guide, store.settings).load()


def file_of(record: Record, store: Store) -> str:
    """Return the text of a record's file."""
    return record_bytes(record, store.guide.kinds[record.kind]).decode()


def write(store: Store, name: str, text: str | bytes) -> None:
    path = store.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def read(store: Store, name: str) -> str:
    return (store.folder / name).read_text("utf-8")


def test_a_sound_project_has_nothing_to_mend(store: Store) -> None:
    assert examine(store) == []
    before = snapshot(store.folder)
    assert fix(store).mended == ()
    assert snapshot(store.folder) == before, "and no copies are made"


# How files are saved


two_forms = pytest.mark.skipif(sys.platform == "darwin", reason="a Mac holds both forms for one name")


@pytest.mark.parametrize(
    ("harmed", "says", "level"),
    [
        (lambda text: text.encode("utf-16"), "UTF-16", "error"),
        (lambda text: text.encode("utf-16-be"), "UTF-16", "error"),
        (lambda text: text.encode("utf-16-le"), "UTF-16", "error"),
        (lambda text: text.encode("cp1252"), "cp1252", "error"),
        (lambda text: text.encode().replace("ö".encode(), "ö".encode("cp1252")), "cp1252", "error"),
        (lambda text: text.encode("utf-8-sig"), "BOM", "warning"),
        (lambda text: text.replace("\n", "\r\n").encode(), "CRLF", "warning"),
        (lambda text: text.replace("\n", "\r").encode(), "CRLF", "warning"),
        (lambda text: unicodedata.normalize("NFD", text).encode(), "NFD", "warning"),
        (lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"), "BOM", "warning"),
    ],
)
def test_an_oddly_saved_file_is_saved_anew_as_it_was(store: Store, harmed, says: str, level: str) -> None:  # type: ignore[no-untyped-def]
    record = store.add(quote("quote-44444", "Väntan är lång,\nsa hon – ”för lång”.\nÅ ena sidan köer i höst"))
    text = read(store, record.file)
    write(store, record.file, harmed(text))
    (found,) = examine(store)
    assert (found.finding.code, found.finding.level, found.finding.file) == ("saved", level, record.file)
    assert says in found.finding.message and found.change
    fix(store)
    assert read(store, record.file) == text


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "mac_roman"])
def test_an_encoding_that_nobody_can_tell_is_left(store: Store, encoding: str) -> None:
    text = read(store, PERSON).replace("name: Åsa", "name: Åsa gör så här på en ö")
    write(store, PERSON, text.encode(encoding))
    visit = fix(store)
    assert visit.mended == ()
    assert ("yaml_encoding", PERSON, 8, False) in codes(visit.left)
    assert (store.folder / PERSON).read_bytes() == text.encode(encoding)


def test_the_settings_and_a_meeting_are_saved_anew_too(store: Store) -> None:
    for name in (MEETING, "innoguide.yaml"):
        write(store, name, read(store, name).replace("\n", "\r\n").encode("utf-16"))
    assert codes(fix(store).mended) == [("saved", "innoguide.yaml", 1, True), ("saved", MEETING, 1, True)]
    assert load(store).sessions == (MEETING_1,)


def test_comments_stay_when_a_file_is_saved_anew(store: Store) -> None:
    text = read(store, PERSON).replace("name: Åsa", "# frågat i kön\nname: Åsa  # inte hennes namn")
    write(store, PERSON, text.replace("\n", "\r\n"))
    fix(store)
    assert read(store, PERSON) == text


def test_what_cannot_be_read_for_another_reason_is_told_and_left(store: Store) -> None:
    text = read(store, PERSON).replace("name: Åsa", "name: [Åsa").replace("\n", "\r\n")
    write(store, PERSON, text)
    visit = fix(store)
    assert [(one.finding.code, one.finding.file) for one in visit.left] == [("yaml_open_bracket", PERSON)]
    assert (store.folder / PERSON).read_bytes() == text.encode()


# Conflicts from git


def conflict(ours: str, theirs: str, base: str | None = None) -> str:
    """Return two versions (and what both began with) as git writes them, line by line where they differ."""
    a, b = ours.splitlines(), theirs.splitlines()
    first = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    last = next(
        (i for i, (x, y) in enumerate(zip(a[first:][::-1], b[first:][::-1], strict=False)) if x != y),
        min(len(a), len(b)) - first,
    )
    middle = [] if base is None else ["||||||| parent", *base.splitlines()[first : len(base.splitlines()) - last]]
    lines = [*a[:first], "<<<<<<< HEAD", *a[first : len(a) - last], *middle]
    lines += ["=======", *b[first : len(b) - last], ">>>>>>> other", *a[len(a) - last :]]
    return "\n".join(lines) + "\n"


ROWS = [{"what": "a"}, {"what": "b"}]
BASE = person("person-44444", "Cia", about="kom förbi", words=["ett", "två"], age=3)


def changed(record: Record, updated: str = "2026-01-21T10:00:00", **values: object) -> Record:
    return replace(record.with_values(**values), updated=updated)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        # only one side says it
        ({"mood": 2}, {"internal": True}, {"mood": 2, "internal": True}),
        # lists of ids and of short texts
        ({"quotes": ["quote-22222"]}, {"quotes": ["quote-33333"]}, {"quotes": ["quote-22222", "quote-33333"]}),
        ({"words": ["ett", "två", "tre"]}, {"words": ["noll", "ett"]}, {"words": ["ett", "två", "tre", "noll"]}),
        # rows that one side has and the other too
        ({"visits": ROWS[:1]}, {"visits": ROWS}, {"visits": ROWS}),
        ({"visits": ROWS}, {"visits": ROWS[1:]}, {"visits": ROWS}),
        # the same on both sides
        ({"about": "ny text", "mood": 1}, {"about": "ny text", "mood": 1}, {"about": "ny text", "mood": 1}),
    ],
)  # fmt: skip
def test_a_conflict_where_nothing_clashes_becomes_one(
    store: Store, ours: dict[str, object], theirs: dict[str, object], expected: dict[str, object]
) -> None:
    store.add(quote("quote-33333", "Två"))
    one = changed(BASE, "2026-01-21T10:00:00", **ours)
    other = changed(BASE, "2026-01-22T10:00:00", **theirs)
    stored = store.add(BASE)
    write(store, stored.file, conflict(file_of(one, store), file_of(other, store)))
    found = examine(store)
    assert [(one.finding.code, one.finding.level, bool(one.change)) for one in found] == [
        ("conflict_marks", "error", True)
    ]
    fix(store)
    merged = load(store).records[BASE.id]
    assert merged.values == {**BASE.values, **expected}
    assert merged.updated == "2026-01-22T10:00:00"
    assert read(store, stored.file) == file_of(merged, store)


@pytest.mark.parametrize("style", ["merge", "diff3"])
@pytest.mark.parametrize(
    ("ours", "theirs", "key"),
    [
        ({"about": "satt kvar"}, {"about": "gick hem"}, "about"),
        ({"age": 4}, {"age": 5}, "age"),
        ({"ring": "near"}, {"ring": "far"}, "ring"),
        ({"visits": [{"what": "a", "mood": 1}]}, {"visits": [{"what": "a", "mood": 2}]}, "visits"),
    ],
)
def test_what_differs_on_both_sides_is_left_and_told_with_its_line(
    store: Store, ours: dict[str, object], theirs: dict[str, object], key: str, style: str
) -> None:
    stored = store.add(BASE)
    sides = [file_of(changed(BASE, **side), store) for side in (ours, theirs)]
    text = conflict(*sides, file_of(BASE, store) if style == "diff3" else None)
    write(store, stored.file, text)
    (found,) = examine(store)
    assert (found.finding.code, found.finding.level, found.change) == ("conflict_text", "error", {})
    assert f"in {key}" in found.finding.message
    assert text.splitlines()[found.finding.line - 1].startswith((f"{key}:", "<<<<<<<"))
    assert fix(store).mended == ()
    assert read(store, stored.file) == text


def test_what_only_one_side_has_changed_holds_where_the_marks_tell_the_beginning(store: Store) -> None:
    stored = store.add(BASE)
    rows = [{"what": "a"}, {"what": "b"}]
    base = changed(BASE, "2026-01-20T14:00:00", visits=rows)
    one = changed(base, about="satt kvar", visits=[*rows, {"what": "c"}])
    other = changed(base, "2026-01-22T10:00:00", age=9, visits=[*rows, {"what": "d"}])
    write(store, stored.file, conflict(*(file_of(side, store) for side in (one, other, base))))
    fix(store)
    merged = load(store).records[BASE.id].values
    assert (merged["about"], merged["age"]) == ("satt kvar", 9)
    assert [row["what"] for row in merged["visits"]] == ["a", "b", "c", "d"]


def test_fingerprints_reasons_tags_and_open_questions_are_joined(store: Store) -> None:
    stored = store.add(BASE)
    one = replace(
        BASE, updated="2026-01-22", seen={"quote-22222": "aaaa", "quote-33333": "bbbb"}, tags=("x",), open=("met",)
    )
    other = replace(
        changed(BASE, met="2026-01-19"),
        updated="2026-01-21",
        seen={"quote-22222": "cccc", "quote-44444": "dddd"},
        tags=("y",),
        confidential=True,
        keep_reason={"about.x": "så sa hon"},
    )
    write(store, stored.file, conflict(file_of(one, store), file_of(other, store)))
    fix(store)
    merged = load(store).records[BASE.id]
    assert merged.seen == {"quote-22222": "aaaa", "quote-33333": "bbbb", "quote-44444": "dddd"}
    assert (merged.tags, merged.open, merged.confidential) == (("x", "y"), (), True)
    assert merged.keep_reason == {"about.x": "så sa hon"}
    assert merged.values["met"] == "2026-01-19"


def test_two_reasons_for_keeping_the_same_are_left(store: Store) -> None:
    stored = store.add(BASE)
    sides = [file_of(replace(BASE, keep_reason={"about.x": why}), store) for why in ("så sa hon", "det är sant")]
    write(store, stored.file, conflict(*sides))
    assert [one.finding.code for one in fix(store).left] == ["conflict_text"]


def test_a_conflict_is_mended_also_where_it_is_saved_oddly(store: Store) -> None:
    stored = store.add(BASE)
    text = conflict(file_of(changed(BASE, mood=2), store), file_of(changed(BASE, internal=True), store))
    write(store, stored.file, text.replace("\n", "\r\n").encode("utf-16"))
    fix(store)
    assert load(store).records[BASE.id].values["mood"] == 2


def test_comments_stay_when_two_versions_become_one(store: Store) -> None:
    stored = store.add(BASE)
    ours, theirs = (file_of(changed(BASE, **values), store) for values in ({"mood": 2}, {"internal": True}))
    write(store, stored.file, conflict(f"# fråga igen\n{ours}", f"# hörd i kön\n{theirs}"))
    fix(store)
    assert read(store, stored.file).startswith("# fråga igen\n# hörd i kön\nformat: 1\n")
    write(store, "records/quote/quote-22222 kopia.yaml", f"# en lapp\n{read(store, QUOTE)}")
    assert [one.finding.code for one in fix(store).mended] == ["twin_versions"]
    assert read(store, QUOTE).startswith("# en lapp\n")


def test_two_records_in_one_file_are_not_mixed(store: Store) -> None:
    stored = store.add(BASE)
    other = replace(changed(BASE, name="Dan"), created="2026-02-20T13:00:00")
    text = conflict(file_of(BASE, store), file_of(other, store))
    write(store, stored.file, text)
    assert [one.finding.code for one in fix(store).left] == ["conflict_two"]
    assert read(store, stored.file) == text


@pytest.mark.parametrize(
    "harmed",
    [
        lambda text: text.replace("=======\n", ""),
        lambda text: text.replace("<<<<<<< HEAD\n", ""),
        lambda text: text.replace(">>>>>>> other\n", ""),
        lambda text: text.replace("<<<<<<< HEAD\n", "<<<<<<< HEAD\nname: [\n"),
    ],
)
def test_marks_that_do_not_fit_together_are_told(store: Store, harmed) -> None:  # type: ignore[no-untyped-def]
    stored = store.add(BASE)
    text = harmed(conflict(file_of(changed(BASE, age=1), store), file_of(changed(BASE, age=2), store)))
    write(store, stored.file, text)
    visit = fix(store)
    assert visit.mended == ()
    assert [(one.finding.code, one.finding.file) for one in visit.left] == [("conflict_unclear", stored.file)]
    assert read(store, stored.file) == text


def test_sides_are_split_also_with_several_conflicts() -> None:
    text = "a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\nd\n<<<<<<< x\n||||||| z\ne\n=======\nf\n>>>>>>> y\n"
    sides = split_sides(text)
    assert sides is not None
    assert (sides.ours, sides.theirs, sides.base) == (
        ["a", "b", "d", ""],
        ["a", "c", "d", "f", ""],
        ["a", "d", "e", ""],
    )


def test_the_settings_are_joined_or_told(store: Store) -> None:
    text = read(store, "innoguide.yaml")
    ours, theirs = text + "keep_reason:\n  one: därför\n", text + "keep_reason:\n  two: ändå\n"
    write(store, "innoguide.yaml", conflict(ours, theirs))
    fix(store)
    assert "one: därför\n  two: ändå" in read(store, "innoguide.yaml")
    write(store, "innoguide.yaml", conflict(text, text.replace("Fler in", "Alla in")))
    assert [one.finding.code for one in fix(store).left] == ["conflict_text"]


def test_marks_elsewhere_are_told(store: Store) -> None:
    marked = "# Rapport\n\n<<<<<<< HEAD\nEtt\n=======\nTvå\n>>>>>>> other\n"
    names = ["README.md", "allowed/name-1.yaml", "outputs/report.md", "steps/1-first/listen.yaml", "templates/a.md.j2"]
    write_files(store.folder, dict.fromkeys(names, marked))
    write(store, "outputs/heading.md", "Rubrik\n=======\n")
    found = [(code, name, line) for code, name, line, _mend in codes(fix(store).left)]
    assert found == [
        ("conflict_output" if name.startswith("outputs") else "conflict_elsewhere", name, 3) for name in names
    ]


# Meetings


def meeting(**changes: object) -> str:
    return session_bytes(MEETING_1.model_copy(update=changes)).decode()


def test_one_meeting_written_by_two_becomes_one(store: Store) -> None:
    move = MEETING_1.done[0]
    went_back = Return.model_validate({"to": "first", "from": "second", "why": "ny fråga", "at": "2026-01-20T14:00:00"})
    ours = meeting(done=(move, move.model_copy(update={"move": "quotes", "minutes": 3})), ended="")
    theirs = meeting(
        started="2026-01-20T12:55:00",
        done=(move.model_copy(update={"minutes": 9}), move.model_copy(update={"move": "quotes", "state": "skipped"})),
        returns=(went_back,),
        place="Torget",
    )
    write(store, MEETING, conflict(ours, theirs))
    assert [one.finding.code for one in fix(store).mended] == ["conflict_marks"]
    (merged,) = load(store).sessions
    assert (merged.started, merged.ended, merged.place) == ("2026-01-20T12:55:00", MEETING_1.ended, "Torget")
    assert [(one.move, one.minutes, one.state) for one in merged.done] == [("hello", 9, "done"), ("quotes", 7, "done")]
    assert merged.returns == (went_back,)
    assert merged.room == MEETING_1.room, "people are not counted twice"


@pytest.mark.parametrize(
    ("theirs", "code"),
    [
        ({"room": (InRoom(role="skola", count=3),)}, "conflict_two"),
        ({"room": (*MEETING_1.room, InRoom(role="skola", count=3))}, "conflict_two"),
        ({"started": "2026-01-27T13:00:00"}, "conflict_two"),
        ({"users_in_room": True}, "conflict_text"),
        ({"done": (MEETING_1.done[0].model_copy(update={"note": "annat"}),)}, "conflict_text"),
    ],
)
def test_two_meetings_in_one_file_are_told(store: Store, theirs: dict[str, object], code: str) -> None:
    text = conflict(meeting(), meeting(**theirs))
    write(store, MEETING, text)
    visit = fix(store)
    assert (visit.mended, [one.finding.code for one in visit.left]) == ((), [code])
    assert read(store, MEETING) == text


def test_a_copy_of_a_meeting_is_joined_and_another_with_its_id_is_told(store: Store) -> None:
    copy = "sessions/2026-01-20-traff-1 (1).yaml"
    write(store, copy, meeting(done=(MEETING_1.done[0].model_copy(update={"minutes": 20}),)))
    assert codes(fix(store).mended) == [("twin_versions", copy, 2, True)]
    assert load(store).sessions[0].done[0].minutes == 20
    other = meeting(room=(InRoom(role="skola", count=3),), started="2026-01-20T16:00:00")
    for name in (copy, "sessions/mötet.yaml"):
        write(store, name, other)
        assert codes(fix(store).left) == [("twin_meetings", name, 2, False)]
        (store.folder / name).unlink()
    named = "sessions/2026-02-10-traff-2.yaml"
    write(store, named, other)
    assert codes(fix(store).mended) == [("twin_new", named, 2, True)]
    assert [one.id for one in load(store).sessions] == [MEETING_1.id, "2026-02-10-traff-2"]


def test_a_meeting_whose_id_was_changed_gets_back_the_one_that_records_name(store: Store) -> None:
    write(store, MEETING, read(store, MEETING).replace("id: 2026-01-20-traff-1", "id: 2026-01-20-traff-9"))
    assert codes(fix(store).mended) == [("id_changed", MEETING, 2, True)]
    assert load(store).sessions[0].id == MEETING_1.id


def test_a_meeting_that_was_renamed_gets_back_its_name(store: Store) -> None:
    (store.folder / MEETING).rename(store.folder / "sessions/första mötet.yaml")
    fix(store)
    assert load(store).sessions == (MEETING_1,)


# Twins


def test_a_twin_that_says_the_same_is_removed(store: Store) -> None:
    copy = "records/quote/quote-22222-jag-visste-inte - kopia.yaml"
    write(store, copy, read(store, QUOTE))
    assert codes(examine(store)) == [("twin_same", copy, 2, True)]
    fix(store)
    assert not (store.folder / copy).exists()
    assert load(store).records["quote-22222"].file == QUOTE


@pytest.mark.parametrize(
    "copy",
    [
        "quote-22222-jag-visste-inte - kopia.yaml",
        "quote-22222-jag-visste-inte - kopia (2).yaml",
        "quote-22222-jag-visste-inte – Copy.yaml",
        "Kopia av quote-22222-jag-visste-inte.yaml",
        "quote-22222-jag-visste-inte kopia 2.yaml",
        "quote-22222-jag-visste-inte (1).yaml",
        "quote-22222-jag-visste-inte-DESKTOP-4F7K2LM.yaml",
        "quote-22222-jag-visste-inte (dators kopia i konflikt 2026-01-21).yaml",
        "quote-22222-jag-visste-inte.sync-conflict-20260121-101500-ABCDEFG.yaml",
    ],
)
def test_a_copy_with_more_in_it_is_joined_and_a_lone_one_gets_back_its_name(store: Store, copy: str) -> None:
    name = f"records/quote/{copy}"
    write(store, name, read(store, QUOTE) + "source: person-22222\n")
    assert codes(fix(store).mended) == [("twin_versions", name, 2, True)]
    assert load(store).records["quote-22222"].values["source"] == "person-22222"
    (store.folder / QUOTE).rename(store.folder / name)
    assert [(one.finding.code, one.finding.file) for one in fix(store).mended] == [("renamed", name)]
    assert load(store).records["quote-22222"].file == QUOTE


def test_a_twin_with_other_words_gets_an_id_of_its_own_and_references_stay_with_the_elder(store: Store) -> None:
    other = "records/quote/quote-22222-vi-kom-sent.yaml"
    younger = replace(quote("quote-22222", "Vi kom sent"), created="2026-02-20T13:00:00", session=MEETING_1.id)
    write(store, other, file_of(younger, store))
    visit = fix(store)
    assert codes(visit.mended) == [("twin_new", other, 2, True)]
    project = load(store)
    assert project.records["quote-22222"].values["text"] == "Jag visste inte"
    (new,) = [one for one in project.of_kind("quote") if one.id != "quote-22222"]
    assert new.values["text"] == "Vi kom sent"
    assert new.file == f"records/quote/{new.id}-vi-kom-sent.yaml"
    assert new.id in visit.mended[0].done
    assert project.records["person-22222"].values["quotes"] == ["quote-22222"]
    assert visit.mended[0].look == (PERSON,), "of the same meeting: it may mean the other"


def test_the_elder_is_the_one_created_first_then_the_one_named_after_the_id(store: Store) -> None:
    text = read(store, QUOTE)
    elder = text.replace("Jag visste inte", "Annat").replace("2026-01-20T13", "2025-01-20T13")
    write(store, "records/quote/quote-22222-aaa.yaml", elder)
    write(store, "records/quote/a.yaml", text.replace("Jag visste inte", "Ett till"))
    fix(store)
    project = load(store)
    assert project.records["quote-22222"].values["text"] == "Annat"
    assert sorted(str(one.values["text"]) for one in project.of_kind("quote")) == [
        "Annat",
        "Ett till",
        "Jag visste inte",
    ]


def test_a_twin_whose_name_still_has_its_own_id_gets_that_back(store: Store) -> None:
    store.add(quote("quote-55555", "Fem"))
    name = "records/quote/quote-55555-fem.yaml"
    write(store, name, read(store, name).replace("id: quote-55555", "id: quote-22222"))
    fix(store)
    assert load(store).records["quote-55555"].values["text"] == "Fem"


@two_forms
def test_names_in_two_forms_of_the_same_accents_are_one_record(store: Store) -> None:
    for form in ("NFC", "NFD"):
        write(store, unicodedata.normalize(form, "records/quote/quote-22222-frågan.yaml"), read(store, QUOTE))
    (store.folder / QUOTE).unlink()
    fix(store)
    assert [one.name for one in (store.folder / "records/quote").iterdir()] == ["quote-22222-frågan.yaml"]


# Moved, renamed, and ids changed by hand


HOME = "records/quote/"


@pytest.mark.parametrize(
    ("name", "code", "proper"),
    [
        (f"{HOME}gammalt/quote-22222-jag-visste-inte.yaml", "moved", QUOTE),
        ("records/quote-22222-jag-visste-inte.yaml", "moved", QUOTE),
        ("records/person/quote-22222-jag-visste-inte.yaml", "moved", QUOTE),
        ("sessions/quote-22222-jag-visste-inte.yaml", "moved", QUOTE),
        (f"{HOME}Det viktiga från Åsa.yaml", "renamed", f"{HOME}quote-22222-det-viktiga-fran-asa.yaml"),
        (f"{HOME}Quote-22222.yaml", "renamed", f"{HOME}quote-22222.yaml"),
        (f"{HOME}quote-22222 viktigt!.yaml", "renamed", f"{HOME}quote-22222-viktigt.yaml"),
        (f"{HOME}quote-22222-o\u0308ver.yaml", "renamed", f"{HOME}quote-22222-over.yaml"),
        (f"{HOME}quote-22222-jag-visste-inte.yml", "ending", QUOTE),
        (f"{HOME}quote-22222-jag-visste-inte.yaml.txt", "ending", QUOTE),
        (f"{HOME}quote-22222-jag-visste-inte.YAML", "ending", QUOTE),
    ],
)
def test_a_record_that_was_moved_or_renamed_comes_back(store: Store, name: str, code: str, proper: str) -> None:
    text = read(store, QUOTE)
    (store.folder / QUOTE).unlink()
    write(store, name, text)
    assert (code, name, True) in [(found, file, mend) for found, file, _line, mend in codes(examine(store))]
    fix(store)
    record = load(store).records["quote-22222"]
    assert (record.file, read(store, proper)) == (proper, text)


@pytest.mark.parametrize(
    ("inner", "named", "referred", "expected"),
    [
        ("quote-66666", "quote-55555", ["quote-55555"], "quote-55555"),
        ("quote-66666", "quote-55555", ["quote-66666"], "quote-66666"),
        ("quote-66666", "quote-55555", [], "quote-66666"),
        ("quote-66666", "quote-55555", ["quote-55555", "quote-66666"], "quote-66666"),
        ("quote-6666", "quote-55555", ["quote-55555"], "quote-55555"),
        ("quote-6666", "quote-55555", ["quote-6666"], "quote-55555"),
        ("MITT CITAT", "quote-55555", [], "quote-55555"),
    ],
)
def test_of_two_ids_the_one_referred_to_is_right(
    store: Store, inner: str, named: str, referred: list[str], expected: str
) -> None:
    write(
        store, f"records/quote/{named}-ord.yaml", f"# hörd i kön\nformat: 1\nid: {inner}  # ?\nkind: quote\ntext: Ord\n"
    )
    if referred:
        friend = person("person-44444", "Ci", quotes=referred)
        write(store, "records/person/person-44444-ci.yaml", file_of(friend, store))
    fix(store)
    project = load(store)
    record = project.records[expected]
    assert (record.values["text"], record.file) == ("Ord", f"records/quote/{expected}-ord.yaml")
    assert read(store, record.file).startswith("# hörd i kön\n")
    if referred:
        assert set(project.records["person-44444"].values["quotes"]) == {expected}


def test_an_id_that_is_none_and_a_name_without_one_give_a_new_id(store: Store) -> None:
    write(store, "records/quote/nytt.yaml", "format: 1\nid: quote-nytt!\nkind: quote\ntext: Nytt\n")
    visit = fix(store)
    assert [one.finding.code for one in visit.mended] == ["id_none", "renamed"]
    (record,) = load(store).find_records("Nytt")
    assert record.file == f"records/quote/{record.id}-nytt.yaml"


def test_an_id_of_one_kind_with_another_kind_is_told(store: Store) -> None:
    write(store, QUOTE, read(store, QUOTE).replace("kind: quote", "kind: person").replace("text:", "name:"))
    assert ("id_kind", QUOTE, 2, False) in codes(fix(store).left)


# What is left behind


@pytest.mark.parametrize(
    "name",
    [
        f"{QUOTE}.orig",
        f"{QUOTE}~",
        f"{QUOTE}.bak",
        f"{HOME}.quote-22222-jag-visste-inte.yaml.0123abcd.tmp",
        f"{HOME}.quote-22222-jag-visste-inte.yaml.swp",
        f"{HOME}quote-22222-jag-visste-inte_REMOTE_4711.yaml.orig",
    ],
)
def test_what_an_editor_left_goes_when_it_holds_nothing_else(store: Store, name: str) -> None:
    write(store, name, read(store, QUOTE))
    assert codes(fix(store).mended) == [("leftover_same", name, 1, True)]
    write(store, name, read(store, QUOTE).replace("Jag", "Hon"))
    assert codes(fix(store).left) == [("leftover", name, 1, False)]


@two_forms
def test_odd_names_among_the_other_files_are_told(store: Store) -> None:
    names = ["outputs/report (1).md", "steps/kinds/quote - kopia.yaml", "templates/report.md.j2.orig"]
    write_files(store.folder, dict.fromkeys(names, "x"))
    write(store, unicodedata.normalize("NFC", "outputs/å.md"), "x")
    write(store, unicodedata.normalize("NFD", "outputs/å.md"), "x")
    found = codes(examine(store))
    two_signs, one_sign = (unicodedata.normalize(form, "outputs/å.md") for form in ("NFD", "NFC"))
    assert [name for code, name, _line, _mend in found if code == "odd_name"] == [two_signs, *names]
    assert [name for code, name, _line, _mend in found if code == "names_alike"] == [one_sign]
    assert fix(store).mended == ()


def test_a_file_of_the_system_is_not_spoken_of(store: Store) -> None:
    write_files(store.folder, {"records/.DS_Store": "x", "records/quote/Thumbs.db": "x", "sessions/.gitkeep": ""})
    assert examine(store) == []


# References to nothing

with_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.se", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def test_a_reference_to_nothing_is_told_and_stays(store: Store) -> None:
    (store.folder / QUOTE).unlink()
    (store.folder / MEETING).unlink()
    visit = fix(store)
    assert visit.mended == ()
    found = [(code, file) for code, file, _line, _mend in codes(visit.left)]
    assert sorted(found) == sorted(
        [("lost", PERSON), ("lost_meeting", PERSON), ("lost", "records/person/person-33333-bo.yaml")]
    )
    line = next(one.finding.line for one in visit.left if one.finding.code == "lost")
    assert "quote-22222" in read(store, PERSON).splitlines()[line - 1]


def test_what_cannot_be_read_is_not_said_to_be_gone(store: Store) -> None:
    write(store, QUOTE, read(store, QUOTE) + "topic: [\n")
    assert {one.finding.file for one in examine(store)} == {QUOTE}


@with_git
def test_git_tells_where_a_record_went_and_how_it_comes_back(store: Store, tmp_path: Path) -> None:
    git(store.folder, "init", "-q")
    git(store.folder, "add", ".")
    git(store.folder, "commit", "-qm", "ett")
    text = read(store, QUOTE)
    git(store.folder, "rm", "-q", QUOTE)
    git(store.folder, "commit", "-qm", "två")
    (found, _other) = [one.finding for one in fix(store).left if one.finding.code == "lost"]
    command = found.hint.partition("git ")[2]
    git(store.folder, *(word.strip('"') for word in command.split()))
    assert read(store, QUOTE) == text
    assert examine(store) == []


@with_git
def test_what_was_removed_here_alone_comes_back_from_git(store: Store) -> None:
    git(store.folder, "init", "-q")
    git(store.folder, "add", ".")
    git(store.folder, "commit", "-qm", "ett")
    (store.folder / MEETING).unlink()
    (found,) = [one.finding for one in examine(store)]
    assert (found.code, "2" in found.message) == ("lost_meeting", True), "told once, with the number of its records"
    git(store.folder, "checkout", *(word.strip('"') for word in found.hint.partition("checkout ")[2].split()))
    assert examine(store) == []


@with_git
def test_git_tells_what_both_sides_began_with(store: Store) -> None:
    """Lines that stand next to each other are one conflict for git, though each side changed only its own."""
    git(store.folder, "init", "-q", "-b", "main")
    git(store.folder, "add", ".")
    git(store.folder, "commit", "-qm", "ett")
    person_2 = load(store).records["person-22222"]
    for branch, values in (
        ("ours", {"name": "Åsa K", "about": "satt kvar"}),
        ("theirs", {"mood": 4, "words": ["nej"]}),
    ):
        git(store.folder, "checkout", "-q", "-b", branch, "main")
        write(store, PERSON, file_of(changed(person_2, f"2026-01-21T1{len(branch)}:00:00", **values), store))
        git(store.folder, "commit", "-qam", branch)
    with pytest.raises(subprocess.CalledProcessError):
        git(store.folder, "merge", "ours")
    assert "<<<<<<<" in read(store, PERSON)
    fix(store)
    values = load(store).records["person-22222"].values
    assert (values["name"], values["about"], values["mood"], values["words"]) == ("Åsa K", "satt kvar", 4, ["nej"])


# Writing


def test_every_file_that_changes_is_copied_first(store: Store) -> None:
    write(store, f"{QUOTE}~", read(store, QUOTE))
    write(store, PERSON, read(store, PERSON).replace("\n", "\r\n"))
    before = snapshot(store.folder)
    fix(store)
    (backup,) = (store.folder / ".innoguide/doctor").iterdir()
    assert snapshot(backup) == {name: before[name] for name in (f"{QUOTE}~", PERSON)}


def test_a_file_that_somebody_changes_meanwhile_is_not_overwritten(store: Store) -> None:
    write(store, PERSON, read(store, PERSON).replace("\n", "\r\n"))
    files, _unread = read_files(store.folder)
    visit = doctor_of(store).treat(Tree(files, store.guide))
    write(store, PERSON, "något nytt")
    with pytest.raises(Conflict):
        write_mended(store.folder, files, visit.tree.files, NOW)
    assert read(store, PERSON) == "något nytt"


# The command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of innoguide's own guide, with a quote."""
    use_language("sv")
    assert run(["init", str(tmp_path / "p"), "--title", "Prov", "--lang", "sv", "--no-git", "--no-input"]) == 0
    assert run(["add", "quote", "Jag visste inte", "--project", str(tmp_path / "p")]) == 0
    return tmp_path / "p"


def test_the_command_tells_then_mends_then_is_content(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = (folder / "records/quote").iterdir()
    path.write_bytes(path.read_bytes() + b"topic: hem\xe5t\n")
    capsys.readouterr()
    assert run(["doctor", "--project", str(folder)]) == 1
    said = capsys.readouterr()
    assert f"{path.name}:1: fel: Filen är inte sparad som den ska: Windows gamla teckenkodning" in said.out
    assert "1 av dem lagar innoguide doctor --fix" in said.err
    assert run(["doctor", "--fix", "--project", str(folder)]) == 0
    said = capsys.readouterr()
    assert f"{path.name}: sparad om som UTF-8" in said.out
    assert ".innoguide/doctor/" in said.err
    assert run(["doctor", "--project", str(folder)]) == 0
    assert "Filerna är hela" in capsys.readouterr().err


def test_as_json_it_says_what_can_be_mended_and_what_was(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (path,) = (folder / "records/quote").iterdir()
    path.rename(path.with_name("ett citat.yaml"))
    (folder / "records/quote/x.yaml~").write_text("x")
    capsys.readouterr()
    assert run(["doctor", "--json", "--project", str(folder)]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [(one["code"], one["mendable"]) for one in document["findings"]] == [("renamed", True), ("leftover", False)]
    assert (document["format"], document["mended"], document["backup"]) == (1, [], "")
    assert run(["doctor", "--json", "--fix", "--project", str(folder)]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in document["mended"]] == ["renamed"]
    assert (folder / document["backup"] / "records/quote/ett citat.yaml").is_file()
    assert [one["code"] for one in document["findings"]] == ["leftover"]


def test_it_works_when_settings_and_guide_cannot_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings_file = folder / "innoguide.yaml"
    text = settings_file.read_text("utf-8")
    settings_file.write_bytes(text.encode("utf-16"))
    write_files(folder, {"steps/kinds/own.yaml": "format: [\n"})
    capsys.readouterr()
    assert run(["doctor", "--fix", "--project", str(folder), "--lang", "sv"]) == 0
    assert "steps/:1: varning" in capsys.readouterr().out
    assert settings_file.read_text("utf-8") == text


# Random harm


WORDS = ("alfa", "bravo", "charlie", "delta", "eko", "foxtrot", "golf", "hotell")
HARM_NAMES = (
    "utf16",
    "cp1252",
    "crlf",
    "nfd",
    "rename",
    "move",
    "copy",
    "twin",
    "id",
    "conflict",
    "orig",
    "cut",
    "delete",
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    harms=st.lists(
        st.tuples(st.sampled_from(HARM_NAMES), st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=6
    )
)
def test_nothing_is_lost_whatever_happened(
    tmp_path_factory: pytest.TempPathFactory, harms: list[tuple[str, int, int]]
) -> None:
    """Every word that stood in a file before the visit stands in a file of the project after it."""
    use_language("en")
    store = small_store(tmp_path_factory.mktemp("random"))
    store.save_session(MEETING_1)
    for number, word in enumerate(WORDS[:4]):
        store.add(quote(f"quote-{number + 2}2222", f"{word} på väg"))
        quotes = [f"quote-{number + 2}2222", "quote-22222"]
        store.add(person(f"person-{number + 2}2222", f"{word} själv", quotes=quotes, about=f"{word}\nvågar"))
    for name, first, second in harms:
        do_harm(store, name, first, second)
    before = words_of(store.folder)
    visit = fix(store)
    assert before - words_of(store.folder) == set()
    after = snapshot(store.folder)
    again = fix(store)
    assert again.mended == ()
    assert [one.finding for one in again.left] == [one.finding for one in visit.left]
    assert snapshot(store.folder) == after


def words_of(folder: Path) -> set[str]:
    """Return every word of the records and meetings, however they are saved. The doctor's copies do not count."""
    found: set[str] = set()
    for top in ("records", "sessions"):
        for path in (folder / top).rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
                text = data.decode(encoding) if _fits(data, encoding) else data.decode("cp1252")
                text = unicodedata.normalize("NFC", text)
                found |= {word for word in text.split() if word.isalpha() or word.startswith("ord")}
    return found


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def do_harm(store: Store, harm: str, first: int, second: int) -> None:
    """Do one kind of harm to a file; *first* and *second* choose which file and how."""
    paths = sorted(path for top in ("records", "sessions") for path in (store.folder / top).rglob("*.yaml"))
    if not paths:
        return
    path = paths[first % len(paths)]
    data = path.read_bytes()
    text = data.decode("utf-8", errors="replace")
    is_text = "\ufffd" not in text and "\x00" not in text
    if harm == "delete":
        path.unlink()
    elif harm == "rename":
        path.rename(path.with_name(f"namn {second}.yaml"))
    elif harm == "move":
        (store.folder / "records/flyttat").mkdir(exist_ok=True)
        path.rename(store.folder / "records/flyttat" / path.name)
    elif harm == "copy":
        path.with_name(f"{path.stem} - kopia ({second}).yaml").write_bytes(data)
    elif harm == "orig":
        path.with_name(f"{path.name}.orig").write_bytes(data if second % 2 else data + f"# ord{second}\n".encode())
    elif is_text:
        path.write_bytes(_harmed(harm, text, second))


def _harmed(harm: str, text: str, number: int) -> bytes:
    if harm == "utf16":
        return text.encode("utf-16")
    if harm == "cp1252":
        return text.encode("cp1252", errors="replace")
    if harm == "crlf":
        return text.replace("\n", "\r\n").encode()
    if harm == "nfd":
        return unicodedata.normalize("NFD", text).encode()
    if harm == "cut":
        return text[: len(text) - number].encode()
    if harm == "twin":
        return re.sub(r"^id: (\w+)-.*$", rf"id: \1-{number % 4 + 2}2222", text, count=1, flags=re.MULTILINE).encode()
    if harm == "id":
        return text.replace("2222\n", f"222{'23456789x!'[number % 10]}\n", 1).encode()
    lines = text.rstrip("\n").split("\n")
    at = number % len(lines)
    theirs = [line.replace("på väg", f"ord{number}x") if number % 2 else line for line in lines[at:]]
    marked = [
        "<<<<<<< 1",
        *lines[at:],
        f"tags: [ord{number}]",
        "=======",
        *theirs,
        f"words: [ord{number}ord]",
        ">>>>>>> 2",
    ]
    return "\n".join([*lines[:at], *marked, ""]).encode()


def test_a_planned_meeting_changed_on_both_sides_is_told_where_it_is(store: Store) -> None:
    plan = Agenda(date="2026-02-10", start="13:00", minutes=60, people=6, step="first")
    sides = [Session(id=MEETING_1.id, number=1, agenda=plan.model_copy(update={"people": number})) for number in (8, 9)]
    text = conflict(*(session_bytes(one).decode() for one in sides))
    write(store, MEETING, text)
    (left,) = fix(store).left
    assert (left.finding.code, left.finding.line) == ("conflict_text", text[: text.index("people:")].count("\n") + 1)
    assert read(store, MEETING) == text
