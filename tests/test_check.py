"""What `check` finds in a project's files: with code, file, line, and what to do."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from small_guide import person, quote, small_store, write_files

from innoguide.files.store import Store
from innoguide.jobs.check.project import check_project
from innoguide.model.finding import Finding
from innoguide.model.project import Done, Session
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return small_store(tmp_path)


def check(store: Store, files: dict[str, str] | None = None) -> list[Finding]:
    """Return what is found in the project when *files* are added."""
    write_files(store.folder, files or {})
    return check_project(store.guide, Store(store.folder, store.guide, store.settings), today=date(2026, 11, 22))


def test_a_sound_project_has_no_finding(store: Store) -> None:
    said = store.add(quote("quote-22222", "Ett", topic="home"))
    store.add(person(quotes=[said.id], visits=[{"what": "x", "quote": said.id}]))
    session = Session(id="2026-01-20-traff-1", number=1, started="2026-01-20T13:00:00")
    store.save_session(session.with_done(Done(step="first", method="listen", move="hello")))
    store.add(replace(quote("quote-33333", "Två"), step="first", session=session.id, method="listen"))
    assert check(store) == []


HEAD = "format: 1\nid: person-22222\nkind: person\nname: Åsa\n"
PERSON = "records/person/person-22222-asa.yaml"
BOTH = "<<<<<<< HEAD\nname: A\n=======\nname: B\n>>>>>>> other\n"


@pytest.mark.parametrize(
    ("text", "code", "level", "line", "column", "says"),
    [
        # references that lead nowhere, or to the wrong kind
        (f"{HEAD}friend: person-99999\n", "reference_missing", "error", 5, 9, "person-99999"),
        (f"{HEAD}quotes:\n  - quote-55555\n  - quote-99999\n", "reference_missing", "error", 7, 5, "quote-99999"),
        (f"{HEAD}visits:\n  - what: x\n  - quote: quote-99999\n", "reference_missing", "error", 7, 12, "quote-99999"),
        (f"{HEAD}friend: quote-55555\n", "reference_wrong_kind", "error", 5, 9, "quote-55555"),
        (f"{HEAD}quotes: [quote-55555, person-22222]\n", "reference_wrong_kind", "error", 5, 23, "person-22222"),
        (f"{HEAD}visits:\n  - others: [quote-55555]\n", "reference_wrong_kind", "error", 6, 14, "quote-55555"),
        # what the guide does not have
        (f"{HEAD}abuot: x\n", "field_unknown", "warning", 5, 1, '"about"'),
        (f"{HEAD}step: frist\n", "step_unknown", "warning", 5, 7, '"first"'),
        (f"{HEAD}session: 2026-01-01-traff-9\n", "session_unknown", "warning", 5, 10, "2026-01-01-traff-9"),
        # values of the wrong type
        (f"{HEAD}age: tolv\n", "record_value", "error", 5, 6, "tolv"),
        (f"{HEAD}ring: nea\n", "record_value", "error", 5, 7, '"near"'),
        (f"{HEAD}met: 2026-02-30\n", "record_value", "error", 5, 6, "2026-02-30"),
        (f"{HEAD}words: a\n", "record_value", "error", 5, 8, "words"),
        (f"{HEAD}visits:\n  - what: x\n    mood: 9\n", "record_value", "error", 7, 11, "visits.1.mood"),
        # files that cannot be read
        (f"format: 1\nid: person-22222\n{BOTH}", "yaml_conflict", "error", 3, 1, "git"),
        (f"{HEAD}about: Steg 2: Forsta\n", "yaml_colon", "error", 5, 14, "quotation marks"),
        (f"{HEAD}name: Eva\n", "yaml_double_key", "error", 5, 1, "line 4"),
        (f"{HEAD}about: *x\n", "yaml_alias", "error", 5, 8, "&"),
        ("", "record_empty", "error", 1, 0, "empty"),
        ("format: 1\nid: dream-22222\n", "record_unknown_kind", "error", 1, 0, "dream"),
        ("format: 2\nid: person-22222\nname: A\n", "record_value", "error", 1, 9, "format 2"),
        # a record that is not named or filled in as it should be
        ("format: 1\nid: person-1\nkind: person\nname: A\n", "record_id", "error", 2, 5, "person-1"),
        ("format: 1\nid: quote-22222\nkind: person\nname: A\n", "record_id", "error", 2, 5, "quote-22222"),
        ("format: 1\nid: person-33333\nname: A\n", "record_file_name", "warning", 2, 5, "person-33333"),
        ("format: 1\nid: person-22222\nabout: A\n", "record_draft", "info", 1, 1, "name"),
    ],
)
def test_each_kind_of_fault_is_found_with_its_line(
    store: Store, text: str, code: str, level: str, line: int, column: int, says: str
) -> None:
    store.add(quote("quote-55555", "Finns"))
    found = check(store, {PERSON: text})
    assert [one.code for one in found] == [code]
    (finding,) = found
    assert (finding.file, finding.level, finding.line, finding.column) == (PERSON, level, line, column)
    assert says in f"{finding.message} {finding.hint}"
    assert finding.hint


def test_a_wrong_encoding_is_found(store: Store) -> None:
    (store.folder / "records/person").mkdir(parents=True)
    (store.folder / PERSON).write_bytes(HEAD.encode("latin-1"))
    (finding,) = check(store)
    assert (finding.code, finding.file, finding.line, finding.column) == ("yaml_encoding", PERSON, 4, 7)


def test_two_records_with_one_id_are_found(store: Store) -> None:
    (finding,) = check(store, {PERSON: HEAD, "records/person/person-22222-kopia.yaml": HEAD})
    assert (finding.code, finding.level, finding.line) == ("record_double_id", "error", 1)
    assert "person-22222" in finding.message
    assert {PERSON, "records/person/person-22222-kopia.yaml"} <= set(
        f"{finding.message} {finding.file}".replace(".yaml.", ".yaml ").split()
    )


@pytest.mark.parametrize(
    "name",
    [
        "records/person-22222.yaml",
        "records/quote/person-22222.yaml",
        "records/person/a/person-22222.yaml",
        "records/person/asa.yaml",
    ],
)
def test_a_record_in_the_wrong_place_is_found_where_it_is(store: Store, name: str) -> None:
    found = [one for one in check(store, {name: HEAD}) if one.file != "records/person/a/person-22222.yaml"]
    expected = [] if name == "records/person/a/person-22222.yaml" else [("record_file_name", name, 2)]
    assert [(one.code, one.file, one.line) for one in found] == expected


def test_what_was_done_in_a_move_that_is_gone_is_told(store: Store) -> None:
    session = Session(id="s1", number=1, started="2026-01-20T13:00:00")
    for step, method, move in (
        ("first", "listen", "hello"),
        ("first", "listen", "gone"),
        ("old", "listen", "hello"),
        ("first", "old", "x"),
    ):
        session = session.with_done(Done(step=step, method=method, move=move))
    store.save_session(session)
    found = check(store)
    assert {one.code for one in found} == {"move_unknown"}
    assert {one.file for one in found} == {"sessions/s1.yaml"}
    assert [
        one.message.count(f"{word}")
        for one, word in zip(found, ("first/listen/gone", "first/old/x", "old/listen/hello"), strict=True)
    ] == [1, 1, 1]


def test_a_session_that_cannot_be_read_is_found(store: Store) -> None:
    (finding,) = check(store, {"sessions/s1.yaml": "format: 1\nid: s1\nnumber: ett\nstarted: x\n"})
    assert (finding.code, finding.file, finding.line, finding.column) == ("session", "sessions/s1.yaml", 3, 9)


def test_findings_of_all_files_are_told_at_once_in_the_order_of_files_and_lines(store: Store) -> None:
    found = check(
        store,
        {
            PERSON: f"{HEAD}quotes: [quote-88888, quote-99999]\nabuot: x\n",
            "records/quote/quote-22222.yaml": "format: 1\nid: quote-22222\ntext: a: b\n",
            "records/quote/quote-33333.yaml": "format: 1\nid: quote-33333\ntext: x\nrank: ett\n",
            "sessions/s1.yaml": "format: 1\nid: *x\n",
        },
    )
    assert [(one.code, one.line) for one in found] == [
        ("reference_missing", 5),
        ("reference_missing", 5),
        ("field_unknown", 6),
        ("yaml_colon", 3),
        ("record_value", 4),
        ("yaml_alias", 2),
    ]
    assert [one.record for one in found[:3]] == ["person-22222"] * 3


def test_a_reference_to_a_record_that_cannot_be_read_is_told_as_missing_beside_it(store: Store) -> None:
    broken = {"records/quote/quote-22222.yaml": "format: 1\nid: quote-22222\ntext: a: b\n"}
    found = check(store, {PERSON: f"{HEAD}quotes: [quote-22222]\n", **broken})
    assert [one.code for one in found] == ["reference_missing", "yaml_colon"]


def test_what_is_said_is_in_the_language_of_the_program(store: Store) -> None:
    files = {PERSON: f"{HEAD}abuot: x\n"}
    english = check(store, files)[0].message
    use_language("sv")
    assert check(store)[0].message != english
    assert "fält" in check(store)[0].message
