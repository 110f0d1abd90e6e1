"""The tables of a programme: rows of published values, parted by group, in place of those of the last time."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from programme_values import THEMES, granfors, kvarno, solution, summary, tallnas

from innoguide.cli.app import run
from innoguide.errors import ProjectError
from innoguide.files.programmefile import write_programme, write_themes
from innoguide.files.summaryfile import summary_bytes
from innoguide.jobs.dataset.columns import Row
from innoguide.jobs.dataset.tables import TABLES
from innoguide.jobs.dataset.textfiles import csv_bytes, json_bytes, sheet_bytes, sheet_head
from innoguide.jobs.dataset.write import SCHEMA, Format, write_dataset
from innoguide.model.programme.programme import Gathered, Group, Programme, Trouble
from innoguide.model.programme.summary import Summary
from innoguide.model.programme.themes import Themes
from innoguide.texts import use_language

NAMED = {table.name: table for table in TABLES}
CSV = Format("csv", csv_bytes)
JSON = Format("jsonl", json_bytes)


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


def group(name: str, found: Summary | None) -> Gathered:
    about = Group(name=name, path=f"groups/{name}", cohort="omgång 1")
    trouble = Trouble(code="unreachable", level="error", message="gone")
    return Gathered(about, found, () if found else (trouble,))


def rows(table: str, found: Summary | None, themes: Themes | None = None) -> list[dict[str, object]]:
    names = [one.name for one in NAMED[table].columns]
    made: list[Row] = NAMED[table].rows(group("tallnas", found), themes or Themes())
    return [dict(zip(names, one, strict=True)) for one in made]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_every_column_takes_its_type_from_every_group() -> None:
    kinds = {"text": str, "integer": int, "number": (int, float), "boolean": bool, "date": date}
    filled: set[tuple[str, str]] = set()
    for found in (tallnas(), granfors(), kvarno(), None):
        for table in TABLES:
            for row in table.rows(group("tallnas", found), THEMES):
                for column, value in zip(table.columns, row, strict=True):
                    assert value is None or isinstance(value, kinds[column.type]), (table.name, column.name, value)
                    filled |= {(table.name, column.name)} if value is not None else set()
    assert {table for table, _column in filled} >= {table.name for table in TABLES} - {
        "missing",
        "rests_on",
        "capacity_unknown",
    }


def test_few_people_are_a_least_and_a_most() -> None:
    found = {one["kind"]: (one["people_least"], one["people_most"]) for one in rows("met", granfors())}
    assert found == {"user": (7, 7), "non_user": (1, 4), "staff": (0, 0), "relative": (5, 5)}


def test_what_is_hidden_is_hidden_here_too() -> None:
    """Summaries that differ only in what they hide make the same tables."""
    one, other = (summary("Kvarnö", met={"user": number, "non_user": 6}) for number in (1, 4))
    for table in TABLES:
        assert table.rows(group("kvarno", one), Themes()) == table.rows(group("kvarno", other), Themes())


def test_the_checksum_of_a_folder_is_no_revision() -> None:
    """It would tell the same files from others, also where they differ only in what is hidden."""
    taken = NAMED["groups"].rows(Gathered(Group(name="a", path="a"), kvarno(), (), "0123456789ab"), Themes())
    names = [one.name for one in NAMED["groups"].columns]
    assert taken[0][names.index("revision")] is None


def test_a_group_that_cannot_be_read_is_a_row_that_says_so() -> None:
    (row,) = rows("groups", None)
    assert (row["read"], row["troubles"], row["cohort"], row["records"]) == (False, "unreachable", "omgång 1", None)
    assert rows("insights", None) == []


def test_a_solutions_way_is_a_row_for_each_stage() -> None:
    found = rows("solution_stages", tallnas())
    assert [(one["number"], one["day"], one["stage"]) for one in found] == [
        (1, date(2025, 10, 1), "idea"),
        (2, date(2025, 12, 1), "tested"),
        (3, date(2026, 3, 1), "introduced"),
    ]


def test_a_solution_and_a_question_rest_on_insights() -> None:
    made = summary(
        "Tallnäs",
        questions=[{"id": "development_area-aaaaa", "text": "Hur?", "insights": ["insight-aaaaa"]}],
        solutions=[solution("Rummet", answers=["insight-aaaaa", "insight-bbbbb"])],
    )
    assert [(one["kind"], one["insight"]) for one in rows("rests_on", made)] == [
        ("question", "insight-aaaaa"),
        ("solution", "insight-aaaaa"),
        ("solution", "insight-bbbbb"),
    ]


@pytest.mark.parametrize(
    ("value", "number", "is_share"),
    [
        ("31", 31.0, False),
        ("10 av 40", 25.0, True),
        ("färre än 5 av 40", None, None),
        ("minst 20", None, None),
        ("flera", None, None),
    ],
)
def test_only_a_plain_number_is_a_number(value: str, number: float | None, is_share: bool | None) -> None:
    effect = {"id": "effect-aaaaa", "effect": "Fler", "measurements": [{"day": "2026-04-01", "value": value}]}
    (row,) = rows("measurements", summary("Tallnäs", effects=[effect]))
    assert (row["value"], row["number"], row["is_share"]) == (value, number, is_share)


def test_a_day_that_is_none_becomes_no_value() -> None:
    (row,) = rows("meetings", summary("Tallnäs", meetings={"number": 1, "first": "i höstas", "last": "2026-05-04"}))
    assert (row["first"], row["last"]) == (None, date(2026, 5, 4))


def test_they_who_do_not_know_are_apart_from_those_who_answer() -> None:
    one = {"median": 3, "low": 2, "high": 4}
    made = {"round": "before", "least_answers": 5, "statements": {"dare_ask": one}, "unknown": {"dare_ask": 2}}
    found = summary("Tallnäs", capacity=[made])
    (answered,) = rows("capacity", found)
    assert (answered["about"], answered["id"], answered["median"]) == ("statement", "dare_ask", 3)
    (unknown,) = rows("capacity_unknown", found)
    assert (unknown["people_least"], unknown["people_most"]) == (1, 4)


def test_a_theme_is_told_of_its_own_groups_members_only() -> None:
    ours = {
        member.partition("/")[2] for one in THEMES.themes for member in one.members if member.startswith("tallnas/")
    }
    assert ours and {one["id"] for one in rows("themes", tallnas(), THEMES)} == ours


def test_text_is_written_as_it_is() -> None:
    words = ['=1+1; "så"', "en\nrad till", "-5", "@alla", "é, å"]
    made = summary("Tallnäs", lessons=[{"text": one} for one in words])
    found = NAMED["lessons"].rows(group("tallnas", made), Themes())
    read = list(csv.DictReader(io.StringIO(csv_bytes(NAMED["lessons"], found).decode(), newline="")))
    assert [one["text"] for one in read] == words
    lines = json_bytes(NAMED["lessons"], found).decode().splitlines()
    assert [json.loads(one)["text"] for one in lines] == words


def test_what_was_written_before_is_replaced_and_the_rest_is_left(tmp_path: Path) -> None:
    write_dataset([group("tallnas", tallnas()), group("kvarno", kvarno())], THEMES, folder=tmp_path, form=CSV)
    assert "groups/group=kvarno/part.csv" in files(tmp_path)
    own = ["README.md", "groups/group=kvarno/anteckning.txt", "groups/mina.csv", "eget/part.csv"]
    for name in own:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("mitt", "utf-8")
    write_dataset([group("tallnas", tallnas())], THEMES, folder=tmp_path, form=JSON)
    found = files(tmp_path)
    assert not [one for one in found if "part.csv" in one and one not in own]
    assert {*own, SCHEMA, "groups/group=tallnas/part.jsonl"} <= set(found)
    assert not (tmp_path / "insights" / "group=kvarno").exists()


SHEET = Format("csv", partial(sheet_bytes, comma=True), head=partial(sheet_head, comma=True))


def test_a_table_for_a_spreadsheet_is_one_file_with_the_group_first(tmp_path: Path) -> None:
    words = ["=1+1; så", "en\nrad till", "-5", "@alla", "vanlig"]
    made = summary("Tallnäs", lessons=[{"text": one} for one in words])
    both = [group("tallnas", made), group("kvarno", summary("Kvarnö", lessons=[{"text": "sist"}]))]
    write_dataset(both, THEMES, folder=tmp_path, form=SHEET)
    data = (tmp_path / "lessons.csv").read_bytes()
    assert data.startswith(codecs.BOM_UTF8) and data.count(codecs.BOM_UTF8) == 1
    read = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [one["group"] for one in read] == ["tallnas"] * 5 + ["kvarno"]
    assert [one["text"] for one in read] == ["'=1+1; så", "en\nrad till", "'-5", "'@alla", "vanlig", "sist"]
    assert "partitioned_by" not in json.loads((tmp_path / SCHEMA).read_bytes())


@pytest.mark.parametrize(("comma", "number"), [(True, b"33,33"), (False, b"33.33")])
def test_a_number_in_a_spreadsheet_has_the_sign_that_it_reads(comma: bool, number: bytes) -> None:
    assert sheet_bytes(NAMED["effects"], [(100 / 3, True, None)], comma=comma).split(b"," if not comma else b";") == [
        number,
        b"true",
        b"\r\n",
    ]


def test_tables_for_spreadsheets_are_replaced_and_a_file_of_ones_own_is_left(tmp_path: Path) -> None:
    (tmp_path / "lessons.csv").write_text("mitt", "utf-8")
    write_dataset([group("kvarno", kvarno())], THEMES, folder=tmp_path, form=CSV)
    assert (tmp_path / "lessons.csv").read_text("utf-8") == "mitt"
    write_dataset([group("tallnas", tallnas())], THEMES, folder=tmp_path, form=SHEET)
    assert not (tmp_path / "groups").exists() and (tmp_path / "groups.csv").is_file()
    write_dataset([group("tallnas", tallnas())], THEMES, folder=tmp_path, form=JSON)
    assert not (tmp_path / "groups.csv").exists()


def test_tables_without_rows_are_in_the_schema(tmp_path: Path) -> None:
    write_dataset([group("kvarno", kvarno())], Themes(), folder=tmp_path, form=CSV)
    schema = json.loads((tmp_path / SCHEMA).read_bytes())
    assert [one["table"] for one in schema["tables"]] == [one.name for one in TABLES]
    assert {one["table"]: one["rows"] for one in schema["tables"]}["insights"] == 0
    assert not (tmp_path / "insights").exists()
    assert all(one["columns"][0]["name"] == "group" for one in schema["tables"])


def test_the_same_groups_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_dataset([group("tallnas", tallnas())], THEMES, folder=tmp_path / name, form=CSV)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    for name in files(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_what_stops_half_way_leaves_the_old_tables(tmp_path: Path) -> None:
    write_dataset([group("tallnas", tallnas())], THEMES, folder=tmp_path, form=CSV)
    before = files(tmp_path)

    def broken() -> Iterator[Gathered]:
        yield group("kvarno", kvarno())
        raise ProjectError("stop", "")

    with pytest.raises(ProjectError):
        write_dataset(broken(), THEMES, folder=tmp_path, form=CSV)
    assert files(tmp_path) == before


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", "utf-8")
    with pytest.raises(ProjectError):
        write_dataset([group("kvarno", kvarno())], Themes(), folder=tmp_path / "taken" / "under", form=CSV)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "summaries").mkdir()
    (tmp_path / "summaries" / "tallnas.yaml").write_bytes(summary_bytes(tallnas()))
    groups = tuple(Group(name=name, summary=f"summaries/{name}.yaml") for name in ("tallnas", "sjovik"))
    write_programme(tmp_path, Programme(title="Mer för fler", groups=groups))
    write_themes(tmp_path, THEMES)
    return tmp_path


def test_the_command_writes_for_spreadsheets(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["programme", "export", "--format", "sheet", "--programme", str(home), "--lang", "sv"]) == 0
    head = (home / "exports" / "dataset" / "groups.csv").read_text("utf-8-sig").splitlines()[0]
    assert head.startswith("group;name;read;")


@pytest.mark.parametrize(("name", "ending"), [("csv", "csv"), ("json", "jsonl"), ("parquet", "parquet")])
def test_the_command_writes_every_format(
    home: Path, name: str, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["programme", "export", "--format", name, "--programme", str(home), "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert told.out.strip().endswith("exports/dataset")
    assert "sjovik" in told.err, "the group that could not be read is named"
    assert (home / "exports" / "dataset" / "insights" / "group=tallnas" / f"part.{ending}").is_file()


def test_a_format_that_is_none_is_refused(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["programme", "export", "--format", "xlsx", "--programme", str(home), "--lang", "en"]) == 2
    assert "csv, json, parquet" in capsys.readouterr().err
    assert not (home / "exports").exists()
