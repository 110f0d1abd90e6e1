"""model/schema.py: an editor finds in a guide file what innoguide finds, as far as one file can tell."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from innoguide.cli.app import run
from innoguide.files.content import shipped_folder
from innoguide.model.schema import SCHEMAS, guide_schema

STEPS = shipped_folder("steps")


class Editor(yaml.SafeLoader):
    """Reads YAML 1.2 as editors do: `yes` is a text."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool" and "timestamp" not in tag]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def sort_of(path: Path) -> str:
    """Return which sort of guide file lies at *path*."""
    if path.stem in ("guide", "step"):
        return path.stem
    return {"kinds": "kind", "checks": "check", "words": "words"}.get(path.parent.name, "method")


def faults(sort: str, value: Any) -> list[str]:
    return [one.message for one in jsonschema.Draft202012Validator(guide_schema(sort)).iter_errors(value)]


@pytest.mark.parametrize("sort", SCHEMAS)
def test_each_is_a_schema(sort: str) -> None:
    jsonschema.Draft202012Validator.check_schema(guide_schema(sort))


@pytest.mark.parametrize("path", sorted(STEPS.rglob("*.yaml")), ids=lambda one: one.stem)
def test_every_shipped_file_fits(path: Path) -> None:
    assert faults(sort_of(path), yaml.load(path.read_text("utf-8"), Editor)) == []


METHOD = STEPS / "4-ta-fram-ideer" / "tre-prickar.yaml"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("purpose:", "purpos:"),
        ("minutes:", "minutes: många #"),
        ("basis: ", "basis: x"),
        ("move: say", "move: sey"),
        ("format: 1", "format: 2"),
        ("title:", "titles:"),
    ],
)
def test_what_innoguide_would_refuse_is_underlined(before: str, after: str) -> None:
    text = METHOD.read_text("utf-8")
    assert before in text
    assert faults("method", yaml.load(text.replace(before, after, 1), Editor))


def test_a_local_file_may_say_a_text_in_one_string_and_a_truth_in_words() -> None:
    value = yaml.load(METHOD.read_text("utf-8"), Editor) | {"title": "Tre prickar", "optional": "yes"}
    assert faults("method", value) == []
    assert faults("method", value | {"optional": "kanske"})


def test_all_are_written_into_the_project_with_the_line_that_an_editor_reads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "innoguide.yaml").write_text("format: 1\ntitle: Prov\nlanguage: sv\n", "utf-8")
    for _again in range(2):
        assert run(["schema", "--project", str(tmp_path), "--lang", "sv"]) == 0
    said = capsys.readouterr()
    assert len(said.out.split()) == 2 * len(SCHEMAS)
    line = "# yaml-language-server: $schema=../../schema/method.json"
    assert line in said.err
    method = tmp_path / "steps" / "2-undersoka" / "gatur.yaml"  # where the line finds the file
    assert json.loads((method.parent / line.partition("=")[2]).resolve().read_text("utf-8")) == guide_schema("method")


def test_one_is_printed_and_a_wrong_name_gets_a_near_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "kind", "--lang", "sv"]) == 0
    assert json.loads(capsys.readouterr().out) == guide_schema("kind")
    assert run(["schema", "metod", "--lang", "sv"]) == 2
    assert "method" in capsys.readouterr().err
