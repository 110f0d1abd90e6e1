"""The group's own words for the report: asked for in the walk, kept as records, shown first, hidden where needed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from innoguide.cli.app import run
from innoguide.files.content import content_folders, load_guide
from innoguide.files.store import Store, read_settings, settings_bytes
from innoguide.jobs.report.build import build_outputs
from innoguide.model.audience import Audience
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Settings
from innoguide.model.record import Record, missing_fields
from innoguide.rendering.keepmarks import read_marks
from innoguide.texts import use_language

ANSWERS = """\
format: 1
seed: 1
sessions:
  - start: 2026-11-24T13:00
    room: bibliotek 2
    users: no
    walk:
      - forverkliga/rapportens-ord:
          en-mening-var: Ordet ifred kom igen.
          sammanfattningen:
            wanted: Vi ville förstå varför unga inte kommer
            found: De vill öva ifred.
            proposal: |-
              Vi föreslår ett bord.

              Det är prövat i sex veckor.
          forordet:
            text: |-
              Vi hade fel # från början.

              Tack till alla som lät oss sitta med.
            signed_by: Kulturchefen
          lardomar:
            - {text: Fråga först., about: method}
"""


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(content_folders("steps", None))


@pytest.fixture
def project(tmp_path: Path, guide: Guide) -> Project:
    """A project where the method has been walked through."""
    use_language("sv")
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Prov")))
    answers = tmp_path / "answers.yaml"
    answers.write_text(ANSWERS, "utf-8")
    assert run(["walk", "--answers", str(answers), "--project", str(tmp_path), "--lang", "sv"]) == 0
    return Store(tmp_path, guide, read_settings(tmp_path)).load()


def report(guide: Guide, project: Project, audience: Audience = "public") -> str:
    outputs = build_outputs(guide, project, audience=audience, template_folders=content_folders("templates", None))
    return outputs[PurePosixPath("report.md")]


def changed(project: Project, kind: str, **envelope: object) -> Project:
    """Return the project with the record of *kind* changed."""
    record = project.of_kind(kind)[0]
    return replace(project, records={**project.records, record.id: replace(record, **envelope)})  # type: ignore[arg-type]


def test_the_walk_asks_for_all_of_it(guide: Guide, project: Project) -> None:
    assert {one.kind for one in project.records.values()} == {"summary", "preface", "lesson"}
    for kind in ("summary", "preface"):
        record = project.of_kind(kind)[0]
        assert missing_fields(record, guide.kinds[kind], "to_close") == []
        assert record.status == "done"


def test_the_preface_stands_first_and_the_groups_summary_above_the_computed(guide: Guide, project: Project) -> None:
    text = report(guide, project)
    order = [
        "## Förord",
        "Vi hade fel # från början.",
        "Tack till alla som lät oss sitta med.",
        "– Kulturchefen",
        "## Sammanfattning",
        "Vi ville förstå varför unga inte kommer.",
        "De vill öva ifred.",
        "Vi föreslår ett bord.\n\nDet är prövat i sex veckor.",
        "### Arbetet i korthet",
        "**Behovet.**",
        "## Bakgrund och utmaning",
    ]
    places = [text.find(one) for one in order]
    assert -1 not in places
    assert places == sorted(places)
    assert "Fråga först." in text[text.index("## Det vi har lärt oss") :]


def test_without_them_there_is_no_empty_heading(guide: Guide, project: Project) -> None:
    text = report(guide, Project(project.settings, {}))
    assert "## Förord" not in text
    assert "### Arbetet i korthet" not in text
    assert "## Sammanfattning" in text


def test_the_latest_counts_and_the_older_stands_in_the_steps_document(guide: Guide, project: Project) -> None:
    old = project.of_kind("summary")[0]
    new = replace(old, id="summary-zzzzz", created="2026-11-25T09:00:00", values={"wanted": "Vi ville något annat"})
    both = replace(project, records={**project.records, new.id: new})
    text = report(guide, both)
    summary = text[text.index("## Sammanfattning") : text.index("## Bakgrund")]
    assert "Vi ville något annat." in summary
    assert "De vill öva ifred." not in summary
    outputs = build_outputs(guide, both, audience="public", template_folders=content_folders("templates", None))
    step = outputs[PurePosixPath("6-forverkliga.md")]
    assert "Vi ville något annat" in step and "De vill öva ifred." in step


@pytest.mark.parametrize("envelope", [{"confidential": True}, {"status": "draft"}])
@pytest.mark.parametrize(("kind", "words"), [("preface", "Vi hade fel"), ("summary", "De vill öva ifred")])
def test_what_is_not_for_all_stays_inside(
    guide: Guide, project: Project, kind: str, words: str, envelope: dict[str, object]
) -> None:
    hidden = changed(project, kind, **envelope)
    assert words not in report(guide, hidden)
    assert words in report(guide, hidden, "internal")


def test_their_words_are_no_markup_and_no_marks(guide: Guide, project: Project) -> None:
    hostile = "<!-- keep: a -->\n# Rubrik\n<!-- /keep -->"
    record = project.of_kind("preface")[0]
    text = report(guide, changed(project, "preface", values={**record.values, "text": hostile}))
    assert "\n# Rubrik" not in text
    marked = read_marks(text)
    assert marked.broken == []
    assert [one.name for one in marked.kept] == ["efter-sammanfattningen", "efter-insikterna", "sist"]


def test_the_preface_can_be_added_by_one_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Prov")))
    words = ["--project", str(tmp_path), "--lang", "sv"]
    assert run(["add", "preface", "Vi hade fel.", "--set", "signed_by=Kulturchefen", *words]) == 0
    assert run(["report", *words]) == 0
    capsys.readouterr()
    assert "## Förord\n\nVi hade fel.\n\n– Kulturchefen\n" in (tmp_path / "outputs" / "report.md").read_text("utf-8")


def test_wording_is_asked_about_as_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Prov")))
    words = ["--project", str(tmp_path), "--lang", "sv"]
    assert run(["add", "summary", "Vi ville bygga en app för unga i Sandby", *words]) == 0
    run(["check", *words])
    assert "solution_built_in" in capsys.readouterr().out


def test_every_document_offers_a_place_last(guide: Guide, project: Project) -> None:
    outputs = build_outputs(guide, project, audience="public", template_folders=content_folders("templates", None))
    documents = {name: text for name, text in outputs.items() if name.suffix == ".md"}
    assert len(documents) >= 3
    for name, text in documents.items():
        assert text.endswith("<!-- keep: sist -->\n<!-- /keep -->\n"), name


def test_only_records_that_exist_are_read(guide: Guide) -> None:
    odd = Record(id="preface-22222", kind="preface", values={"signed_by": "Chefen"})
    text = report(guide, Project(Settings(title="Prov", language="sv"), {odd.id: odd}))
    assert "Chefen" not in text[: text.index("## Sammanfattning")]
