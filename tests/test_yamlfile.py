"""Strict YAML: what is read, what is refused and where, and that the same value is always written in the same bytes."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from innoguide.errors import ProjectError
from innoguide.files.yamlfile import DEEPEST, LARGEST, Marks, Unreadable, Verbatim, read_yaml, write_yaml
from innoguide.model.finding import Finding
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def refusal(data: bytes) -> Finding:
    """Return why *data* cannot be read."""
    with pytest.raises(Unreadable) as caught:
        read_yaml(data, "a.yaml")
    return caught.value.finding


# What is read


@pytest.mark.parametrize(
    "text",
    [
        "12:30",
        "no",
        "yes",
        "on",
        "2017-11-03",
        "010",
        "1.10",
        "0x1F",
        "1e3",
        "1_000",
        "~",
        "null",
        "True",
        "=",
        ".inf",
        "1:2:3",
    ],
)
def test_a_scalar_stays_the_text_it_is(text: str) -> None:
    assert read_yaml(f"a: {text}\nb: [{text}]\n".encode(), "a.yaml") == {"a": text, "b": [text]}


def test_what_is_left_empty_is_none_and_what_is_quoted_is_a_text() -> None:
    assert read_yaml(b"a:\nb: ''\nc: \"\"\nd:\n  -\n  - ''\n", "a.yaml") == {
        "a": None,
        "b": "",
        "c": "",
        "d": [None, ""],
    }


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only a comment\n"])
def test_an_empty_file_is_none(data: bytes) -> None:
    assert read_yaml(data, "a.yaml") is None


def test_windows_line_ends_and_a_byte_order_mark_are_read_as_if_they_were_not_there() -> None:
    plain = "a: å\nb: |\n  rad ett\n  rad två\nc: [x]\n".encode()
    expected = {"a": "å", "b": "rad ett\nrad två\n", "c": ["x"]}
    assert read_yaml(plain, "a.yaml") == expected
    assert read_yaml(plain.replace(b"\n", b"\r\n"), "a.yaml") == expected
    assert read_yaml(b"\xef\xbb\xbf" + plain, "a.yaml") == expected


def test_a_document_may_begin_and_end_with_its_marks() -> None:
    assert read_yaml(b"---\na: 1\n...\n", "a.yaml") == {"a": "1"}


def test_every_value_and_key_has_its_line_and_column() -> None:
    marks: Marks = {}
    read_yaml("å: ä\nrows:\n  - {what: x, n: 1}\n  - what: y\n".encode(), "a.yaml", marks)
    assert marks[()] == (1, 1)
    assert marks[("å",)] == (1, 4)
    assert marks[("rows",)] == (3, 3)
    assert marks[("key:rows",)] == (2, 1)
    assert marks[("rows", 0, "n")] == (3, 18)
    assert marks[("rows", 0, "key:n")] == (3, 15)
    assert marks[("rows", 1, "what")] == (4, 11)


# What is refused

DEEP = b"a: " + b"[" * 30 + b"]" * 30 + b"\n"
TWICE = "namn: a\nålder: 1\nnamn: b\n".encode()


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"a: 1\nb: !!python/object:os.system x\n", "yaml_tag", 2, 4),
        (b"a: !own x\n", "yaml_tag", 1, 4),
        (b"a: ! x\n", "yaml_tag", 1, 4),
        (b"!!str a: x\n", "yaml_tag", 1, 1),
        (b"a: !!map {b: c}\n", "yaml_tag", 1, 4),
        (b"a: &x 1\nb: *x\n", "yaml_alias", 1, 4),
        (b"a: 1\nb:\n  - *x\n", "yaml_alias", 3, 5),
        (b"&x a: 1\n", "yaml_alias", 1, 1),
        (b"*x : 1\n", "yaml_alias", 1, 1),
        (b"a: &x [1]\n", "yaml_alias", 1, 4),
        (TWICE, "yaml_double_key", 3, 1),
        (b"a: {b: 1, c: 2, b: 3}\n", "yaml_double_key", 1, 17),
        (DEEP, "yaml_too_deep", 1, 23),
        (b"a: 1\nb: h\xe5r\n", "yaml_encoding", 2, 5),
        ("a: 1\nb: på två h".encode() + b"\xff\n", "yaml_encoding", 2, 12),
        ("a: 1\n".encode("utf-16"), "yaml_encoding", 1, 1),
        ("å: 1\n".encode("utf-16-le"), "yaml_encoding", 1, 1),
        ("å: ö\nb: y\x07\n".encode(), "yaml_character", 2, 5),
        (b'a: "x\x00"\n', "yaml_character", 1, 6),
        (b"a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n", "yaml_conflict", 2, 1),
        (b"a: 1\r\n<<<<<<< HEAD\r\nb: 2\r\n=======\r\nb: 3\r\n>>>>>>> other\r\n", "yaml_conflict", 2, 1),
        (b'a: "x\n<<<<<<< HEAD\ny\n=======\nz\n>>>>>>> b"\n', "yaml_conflict", 2, 1),
        (b"a: 1\nb: 3\n>>>>>>> other\n", "yaml_conflict", 3, 1),
        (b"a: 1\nb: Steg 2: Forsta\n", "yaml_colon", 2, 10),
        (b"a: {sv: Steg 2: Forsta, en: Step}\n", "yaml_colon", 1, 15),
        (b"a: [Steg 2: Forsta: nu]\n", "yaml_colon", 1, 19),
        (b"a: 1\n---\nb: 2\n", "yaml_documents", 2, 1),
        (b"{a: 1}\nmore\n", "yaml_syntax", 2, 1),
        (b"a:\n\tb: c\n", "yaml_tab", 2, 1),
        (b"a:\n  b: c\n \td: e\n", "yaml_tab", 3, 2),
        (b"a: [1, 2\nb: 3\n", "yaml_open_bracket", 1, 4),
        (b"a: {b: 1\nc: 3\n", "yaml_open_bracket", 1, 4),
        (b"a: 'x\nb: y\n", "yaml_open_quote", 1, 4),
        (b"a: @x\n", "yaml_first_sign", 1, 4),
        (b"a:\n  b: c\n d: e\n", "yaml_indent", 3, 2),
        (b"- a: b\n -c\n  d: e\n", "yaml_indent", 2, 2),
        (b"a:\n- b: c\n  -d: e\n    f: g\n", "yaml_colon", 4, 6),
        ("a: 1\nb: ”Steg: två”\n".encode(), "yaml_curly", 2, 9),
        (b"a: 'b' c\n", "yaml_syntax", 1, 8),
        (b"? [a]\n: b\n", "yaml_key", 1, 3),
        (b"a: {{ x }}\n", "yaml_key", 1, 5),
    ],
)
def test_what_is_refused_says_where_and_what_to_do(data: bytes, code: str, line: int, column: int) -> None:
    finding = refusal(data)
    assert (finding.code, finding.file, finding.line, finding.column) == (code, "a.yaml", line, column)
    assert finding.message
    assert finding.hint
    assert finding.level == "error"


def test_a_key_that_stands_twice_names_both_lines() -> None:
    finding = refusal(TWICE)
    assert finding.line == 3
    assert "line 1" in finding.message
    assert '"namn"' in finding.message


def test_the_deepest_allowed_is_read() -> None:
    value = read_yaml(b"[" * DEEPEST + b"]" * DEEPEST, "a.yaml")
    for _ in range(DEEPEST - 1):
        (value,) = value
    assert value == []


def test_too_large_a_file_is_refused_before_it_is_parsed() -> None:
    finding = refusal(
        b"a: '" + b"x" * LARGEST + b"\n"
    )  # with a quote that never ends: parsing would tell another fault
    assert (finding.code, finding.line) == ("yaml_too_large", 1)
    assert finding.hint


def test_a_million_bytes_are_still_read() -> None:
    data = b"a: " + b"x" * (LARGEST - 4) + b"\n"
    assert len(data) == LARGEST
    assert len(read_yaml(data, "a.yaml")["a"]) == LARGEST - 4


def test_an_unreadable_file_says_its_place_in_one_line() -> None:
    with pytest.raises(Unreadable, match=r"^records/a\.yaml:1:4: ") as caught:
        read_yaml(b"a: *x\n", "records/a.yaml")
    assert caught.value.exit_code == 4


def test_merge_marks_inside_an_indented_text_are_a_text() -> None:
    assert read_yaml(b"a: |\n  <<<<<<< so it looks\n  =======\n", "a.yaml") == {"a": "<<<<<<< so it looks\n=======\n"}


# What is written

SCALARS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
VALUES = st.recursive(
    st.none() | SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SCALARS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(SCALARS.filter(bool), VALUES, max_size=4))
@example({"a": "x\x85y", "b": "\u2028x", "c": "\ufeffx", "d": "\tx\ny", "e": "  x\n y", "f": "\n\n", "g": "x \ny"})
@example(
    {"a": "- x", "b": "# x", "c": "x: y", "d": "x #y", "e": "'x\"", "f": "👩🏽‍🚒", "g": "---", "h": "...\nx", "i": "%x"}
)
@example({"a": "no", "b": "12:30", "c": "=", "d": "<<", "e": "", "f": "~", "g": "1", "h": "2026-01-01", "<<": "x"})
def test_whatever_is_written_is_read_back_the_same(value: dict[str, object]) -> None:
    data = write_yaml(value)
    assert read_yaml(data, "a.yaml") == value
    assert write_yaml(read_yaml(data, "a.yaml")) == data


def test_the_file_looks_as_one_would_write_it_by_hand() -> None:
    value = {
        "format": 1,
        "text": "Hej på dig",
        "when": Verbatim("2026-01-20T13:00:00"),
        "sure": True,
        "never": False,
        "clock": "12:30",
        "long": "rad ett\nrad två",
        "list": ["a: b", "- c"],
        "rows": [{"a": "x", "b": 2}],
        "empty": None,
    }
    assert write_yaml(value).decode() == (
        "format: 1\ntext: Hej på dig\nwhen: 2026-01-20T13:00:00\nsure: yes\nnever: no\nclock: '12:30'\n"
        "long: |-\n  rad ett\n  rad två\nlist:\n- 'a: b'\n- '- c'\nrows:\n- a: x\n  b: 2\nempty:\n"
    )


@pytest.mark.parametrize(
    "text", ["2026-01-20", "2026-01-20T13:00:00", "2026-01-20T13:00", "igår", "x: y", "", "# x", "!x"]
)
def test_a_verbatim_text_is_read_back_even_if_it_is_no_time(text: str) -> None:
    assert read_yaml(write_yaml({"a": Verbatim(text)}), "a.yaml") == {"a": text}


def test_a_list_that_stands_twice_is_written_out_twice() -> None:
    shared = ["x"]
    assert read_yaml(write_yaml({"a": shared, "b": shared}), "a.yaml") == {"a": ["x"], "b": ["x"]}


def test_a_long_line_is_not_broken() -> None:
    text = "ord " * 500 + "slut"
    assert write_yaml({"a": text}).decode() == f"a: {text}\n"


def test_what_would_be_too_large_to_read_is_not_written() -> None:
    with pytest.raises(ProjectError, match="too large") as caught:
        write_yaml({"a": "x" * LARGEST})
    assert str(LARGEST) in str(caught.value) and caught.value.hint


def test_nothing_is_written_as_nothing() -> None:
    assert write_yaml({"a": None, "b": [None], "c": ""}) == b"a:\nb:\n-\nc: ''\n"


@pytest.mark.parametrize("text", ["a: [", "a: {b: c", 'a: "b'])
def test_what_is_left_open_at_the_end_is_told_with_a_line(text: str) -> None:
    """A bracket that is never closed is missed after the last line: no line beyond the file is named."""
    with pytest.raises(Unreadable) as caught:
        read_yaml(text.encode(), "x.yaml")
    assert caught.value.finding.line == 1
