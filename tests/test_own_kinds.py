"""A kind of a project's own with a template of its own: in the step's document and in the report."""

from pathlib import Path

import pytest

from innoguide.cli.app import run

KIND = """\
format: 1
kind: walk_stop
title: plats
plural: platser
text: En plats där barnen stannade.
step: undersoka
label_field: place
fields:
  - {id: place, type: text, needed: at_once, label: Plats}
  - {id: said, type: texts, label: Det barnen sa}
  - {id: wish, type: long, label: Önskan}
"""
TEMPLATE = """\
{% for one in records %}
{{ h }} {{ one.heading }}

{% for said in one.text.said %}
> {{ said }}

{% endfor %}
{% if one.text.wish %}Önskan: {{ one.text.wish }}{% else %}Ingen önskan.{% endif %}

{% endfor %}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "p"
    assert run(["init", str(folder), "--title", "P", "--organisation", "B", "--lang", "sv"]) == 0
    monkeypatch.chdir(folder)
    for file, text in (("steps/kinds/walk_stop.yaml", KIND), ("templates/kinds/walk_stop.md.j2", TEMPLATE)):
        (folder / file).parent.mkdir(parents=True)
        (folder / file).write_text(text, "utf-8")
    assert run(["add", "walk_stop", "Trappan", "--set", "said=här är lugnt"]) == 0
    assert run(["add", "walk_stop", "Bussen", "--set", "wish=Ett tak", "--confidential"]) == 0
    return folder


def test_the_template_writes_the_document_and_a_chapter_of_the_report(project: Path) -> None:
    assert run(["report"]) == 0
    step = (project / "outputs" / "2-undersoka.md").read_text("utf-8")
    report = (project / "outputs" / "report.md").read_text("utf-8")
    assert "### Platser\n\n#### Plats 1: Trappan\n\n> här är lugnt\n\nIngen önskan.\n" in step
    assert "## Platser\n\n### Plats 1: Trappan\n\n> här är lugnt\n\nIngen önskan.\n" in report
    assert "Ett tak" not in step + report  # confidential


def test_without_it_the_records_are_written_as_any(project: Path) -> None:
    (project / "templates" / "kinds" / "walk_stop.md.j2").unlink()
    assert run(["report"]) == 0
    assert "- **Det barnen sa:** här är lugnt" in (project / "outputs" / "2-undersoka.md").read_text("utf-8")
    assert "## Platser\n" not in (project / "outputs" / "report.md").read_text("utf-8").replace("# Register: ", "")


def test_a_field_that_is_not_there_is_told_with_the_nearest(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = project / "templates" / "kinds" / "walk_stop.md.j2"
    template.write_text(TEMPLATE.replace("one.text.said", "one.text.siad"), "utf-8")
    assert run(["report", "--lang", "sv"]) == 3
    err = capsys.readouterr().err
    assert 'walk_stop.md.j2:4: Mallen använder namnet "siad", som inte finns här.\nMenade du "said"?' in err
    assert not (project / "outputs").exists()
