"""A record as bytes and back: the same record, the same bytes, and nothing dropped."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_guide import person, quote, small_guide

from innoguide.files.content import load_guide, shipped_folder
from innoguide.files.recordfile import read_record, record_bytes
from innoguide.files.yamlfile import read_yaml
from innoguide.model.fields import KindField
from innoguide.model.guide import Guide, Kind
from innoguide.model.language import clean, clean_line
from innoguide.model.record import ALPHABET, Record
from innoguide.texts import use_language

FILE = "records/person/person-22222-asa.yaml"
NASTY = [
    "x\x85y", "slut \t", "  först", "- en", "# två", "tre: fyra", "fem # sex", "'a\"b'",
    "👩🏽‍🚒🏳️‍🌈", "rad\n\n  indrag\nslut", "no", "12:30", "2017-11-03", "010", "~", "null", "<<", "=", "---", "...",
    "{a}", "[b]", "&c", "*d", "!e", "%f", "@g", "`h", "|", ">", "?", ":", "-", ",", "a\u2028b",
    "\ufffe", "\u202eabc", "<<<<<<< HEAD",
    "rad\n=======\nrad", "e\u0301",
]  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Guide:
    return small_guide(tmp_path_factory.mktemp("guide"))


TEXT = st.text(st.characters(), max_size=40) | st.sampled_from(NASTY)
LINE = TEXT.map(clean_line).filter(bool)
IDS = st.text(ALPHABET, min_size=5, max_size=5)
TIMES = st.datetimes().map(lambda when: when.replace(microsecond=0).isoformat())


def value_of(field: KindField) -> st.SearchStrategy[Any]:
    """Return the values that a group may give *field*, empty ones left out."""
    ids = [option.id for option in field.options]
    references = IDS.map(lambda signs: f"{field.to[0]}-{signs}")
    made: dict[str, Any] = {
        "text": lambda: LINE,
        "long": lambda: TEXT.map(clean).filter(bool),
        "texts": lambda: st.lists(LINE, min_size=1, max_size=3),
        "number": lambda: st.integers(field.at_least or 0, 120 if field.at_most is None else field.at_most),
        "scale": lambda: st.integers(1, 5),
        "choice": lambda: st.sampled_from(ids),
        "choices": lambda: st.lists(st.sampled_from(ids), min_size=1, unique=True),
        "yes_no": st.booleans,
        "date": lambda: st.dates().map(str),
        "ref": lambda: references,
        "refs": lambda: st.lists(references, min_size=1, max_size=3),
        "rows": lambda: st.lists(values_of(field.fields), min_size=1, max_size=3),
    }
    return made[field.type]()  # type: ignore[no-any-return]


def values_of(fields: tuple[KindField, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={field.id: value_of(field) for field in fields})


def records_of(kind: Kind) -> st.SearchStrategy[Record]:
    return st.builds(
        Record,
        id=IDS.map(lambda signs: f"{kind.kind}-{signs}"),
        kind=st.just(kind.kind),
        status=st.sampled_from(["done", "draft"]),
        created=TIMES,
        updated=TIMES,
        session=st.sampled_from(["", "2026-01-20-traff-1"]),
        step=st.sampled_from(["", "first"]),
        method=st.sampled_from(["", "listen"]),
        by=st.just("") | LINE,
        confidential=st.booleans(),
        tags=st.lists(LINE, max_size=2).map(tuple),
        open=st.lists(st.sampled_from([field.id for field in kind.fields]), max_size=2, unique=True).map(tuple),
        seen=st.dictionaries(
            IDS.map(lambda signs: f"quote-{signs}"), st.text("0123456789abcdef", min_size=8, max_size=8)
        ),
        values=values_of(kind.fields),
        file=st.just(FILE),
    )


def read(data: bytes, guide: Guide) -> Record:
    record, findings = read_record(data, FILE, guide.kinds)
    assert findings == []
    assert record is not None
    return record


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_record_with_every_type_of_field_is_read_back_as_it_was(guide: Guide, data: st.DataObject) -> None:
    kind = guide.kinds["person"]
    record = data.draw(records_of(kind))
    written = record_bytes(record, kind)
    assert read(written, guide) == record
    assert record_bytes(read(written, guide), kind) == written


SHIPPED = load_guide([shipped_folder("steps")]).kinds


@pytest.mark.parametrize("name", SHIPPED)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_a_record_of_any_shipped_kind_is_read_back_as_it_was(name: str, data: st.DataObject) -> None:
    kind = SHIPPED[name]
    record = data.draw(records_of(kind))
    written = record_bytes(record, kind)
    again, findings = read_record(written, FILE, SHIPPED)
    assert (again, findings) == (record, [])
    assert again is not None
    assert record_bytes(again, kind) == written


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(), max_size=60))
@example("x\x85y \n\n- z\n# å")
@example("\u2029 x\ny")
def test_what_was_typed_survives_cleaning_writing_and_reading(typed: str) -> None:
    kind = SHIPPED["challenge"]
    record = Record(id="challenge-22222", kind="challenge").with_values(question=clean_line(typed), about=clean(typed))
    again, _ = read_record(record_bytes(record, kind), FILE, SHIPPED)
    assert again is not None
    assert again.values == record.values
    assert clean(again.values.get("about", "")) == clean(typed)


@pytest.mark.parametrize("text", NASTY)
def test_awkward_texts_are_stored_as_they_are(guide: Guide, text: str) -> None:
    kind = guide.kinds["person"]
    record = person("person-22222", "Åsa", about=text, words=[text], visits=[{"what": text}])
    written = record_bytes(record, kind)
    assert read(written, guide).values == record.values
    assert record_bytes(read(written, guide), kind) == written


def test_a_file_says_the_envelope_then_the_fields_in_the_order_of_the_kind(guide: Guide) -> None:
    record = person(mood=3, about="rad ett\nrad två", met="2026-01-19", internal=True, words=["a", "b"])
    assert record_bytes(record, guide.kinds["person"]).decode() == (
        "format: 1\nid: person-22222\nkind: person\nstatus: done\ncreated: 2026-01-20T13:00:00\n"
        "updated: 2026-01-20T13:00:00\nname: Åsa\nabout: |-\n  rad ett\n  rad två\nwords:\n- a\n- b\nmood: 3\n"
        "internal: yes\nmet: 2026-01-19\n"
    )


def test_columns_of_rows_stand_in_the_order_of_the_kind(guide: Guide) -> None:
    record = person(visits=[{"old": "z", "mood": 2, "what": "x"}])
    assert b"visits:\n- what: x\n  mood: 2\n  old: z\n" in record_bytes(record, guide.kinds["person"])


UNKNOWN = """\
format: 1
id: quote-22222
kind: quote
status: done
created: igår
text: Hej
old_text: "no"
old_list: [a, {b: '12:30', c: }, ~]
old_rows:
- x: 1
  y: |
    rad
"""


def test_fields_that_the_guide_does_not_have_are_kept(guide: Guide) -> None:
    record = read(UNKNOWN.encode(), guide)
    assert record.values["old_list"] == ["a", {"b": "12:30", "c": None}, "~"]
    written = record_bytes(record, guide.kinds["quote"])
    assert read(written, guide) == record
    said = read_yaml(written, FILE)
    assert said == {**read_yaml(UNKNOWN.encode(), FILE), "updated": "igår"}


def test_a_key_left_empty_is_no_answer(guide: Guide) -> None:
    empty = "".join(f"{key}:\n" for key in ("age", "mood", "ring", "met", "friend", "words", "tags", "by", "internal"))
    text = f"format: 1\nid: person-22222\nname: A\n{empty}visits:\n- {{what: x, day: , mood: }}\n"
    record = read(text.encode(), guide)
    assert record.values == {"name": "A", "visits": [{"what": "x"}]}


def test_the_kind_may_be_left_to_the_id(guide: Guide) -> None:
    record = read(b"format: 1\nid: quote-22222\ntext: Hej\n", guide)
    assert (record.kind, record.status, record.values) == ("quote", "done", {"text": "Hej"})


HEAD = "format: 1\nid: person-22222\nkind: person\nname: Åsa\n"


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        (f"{HEAD}age: tolv\n", 5, 6, "age"),
        (f"{HEAD}age: 130\n", 5, 6, "130"),
        (f"{HEAD}mood: 6\n", 5, 7, "mood"),
        (f"{HEAD}ring: nere\n", 5, 7, "nere"),
        (f"{HEAD}roles: [user, kock]\n", 5, 15, "kock"),
        (f"{HEAD}internal: kanske\n", 5, 11, "kanske"),
        (f"{HEAD}met: 2026-02-30\n", 5, 6, "2026-02-30"),
        (f"{HEAD}friend: [a]\n", 5, 9, "friend"),
        (f"{HEAD}quotes: a\n", 5, 9, "quotes"),
        (f"{HEAD}words:\n  - a\n  - [b]\n", 7, 5, "words.2"),
        (f"{HEAD}visits:\n  - {{what: x}}\n  - {{what: y, mood: 9}}\n", 7, 21, "visits.2.mood"),
        (f"{HEAD}visits:\n  - x\n", 6, 5, "visits.1"),
        (f"{HEAD}about: {{a: b}}\n", 5, 8, "about"),
        (f"{HEAD}confidential: hemligt\n", 5, 15, "confidential"),
        (f"{HEAD}status: open\n", 5, 9, "open"),
        ("format: 2\nid: person-22222\n", 1, 9, "format 2"),
        ("id: person-22222\nname: A\n", 1, 1, "format"),
        ("format: 1\nkind: person\nname: A\n", 1, 1, "id"),
    ],
)
def test_a_wrong_value_is_told_with_its_line_and_what_to_do(
    guide: Guide, text: str, line: int, column: int, says: str
) -> None:
    record, findings = read_record(text.encode(), FILE, guide.kinds)
    assert record is None
    (finding,) = findings
    assert (finding.file, finding.line, finding.column, finding.level) == (FILE, line, column, "error")
    assert says in finding.message
    assert finding.hint


def test_all_wrong_values_of_a_file_are_told_at_once(guide: Guide) -> None:
    _, findings = read_record(f"{HEAD}age: tolv\nmood: 6\nmet: igår\n".encode(), FILE, guide.kinds)
    assert [one.line for one in findings] == [5, 6, 7]


def test_a_wrong_choice_names_the_near_one_and_all(guide: Guide) -> None:
    _, (finding,) = read_record(f"{HEAD}ring: nea\n".encode(), FILE, guide.kinds)
    assert '"near"' in finding.hint
    assert "far" in finding.hint


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "record_empty"),
        (b"- a\n", "record_empty"),
        (b"just text\n", "record_empty"),
        (b"format: 1\nid: dream-22222\nkind: dream\n", "record_unknown_kind"),
        (b"format: 1\nid: whatever\n", "record_unknown_kind"),
        (b"format: 1\nid: [a]\nkind: {b: c}\n", "record_unknown_kind"),
        (b"format: 1\nid: *x\n", "yaml_alias"),
    ],
)
def test_a_file_that_is_no_record_is_told(guide: Guide, data: bytes, code: str) -> None:
    record, (finding,) = read_record(data, FILE, guide.kinds)
    assert record is None
    assert (finding.code, finding.file) == (code, FILE)
    assert finding.line >= 1
    assert finding.hint


def test_a_value_of_the_label_field_alone_makes_a_short_file(guide: Guide) -> None:
    record = Record(id="quote-22222", kind="quote", created="2026-01-20T13:00:00", values={"text": "Hej"})
    assert record_bytes(record, guide.kinds["quote"]).decode().count("\n") == 6
    assert quote().values == {"text": "Jag visste inte"}
