"""The outputs given away in other formats: links, pictures, what is removed, and what cannot be done."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import pytest

from innoguide.cli import formats
from innoguide.cli.app import run
from innoguide.errors import ProjectError, UsageError
from innoguide.files.store import settings_bytes
from innoguide.jobs.export.export import LIST, Exported, Format, Ready, export_outputs, read_output, write_documents
from innoguide.model.project import Settings
from innoguide.rendering.documents.blocks import Document, Items, Paragraph, Picture, Quote, Text
from innoguide.texts import use_language

SHARED = {"lang": "sv", "watermark": "", "organisation": "Biblioteket", "municipality": ""}
REPORT = """# Rapport

Se [insikt 3](2-undersoka.md#insikt-3), [träffen](traffar/traff-1.md), [filen](../records/a.yaml),
[sidan](https://exempel.se/a.md), [ovan](#rapport) och [borta](borta.md).

![Karta](bilder/karta.svg)
"""


def write(folder: Path, files: Mapping[str, str]) -> list[PurePosixPath]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return [PurePosixPath(name) for name in files if name.endswith(".md")]


def lines(document: Document, pictures: Mapping[str, str]) -> bytes:
    """Stand in for a writer: each text with its link, and the pictures."""
    found = [one for block in document.blocks if isinstance(block, Paragraph) for one in block.inlines]
    told = [f"{one.text.strip()} > {one.link}" for one in found if isinstance(one, Text) and one.link]
    return "\n".join([document.title, *told, *(f"{key}={value}" for key, value in pictures.items())]).encode()


def export(tmp_path: Path, names: list[PurePosixPath], *, whole: bool = True, ending: str = ".txt") -> Exported:
    return export_outputs(
        names,
        [Format(ending, lines)],
        source=tmp_path / "outputs",
        target=tmp_path / "exports",
        settings=SHARED,
        whole=whole,
    )


@pytest.fixture
def names(tmp_path: Path) -> list[PurePosixPath]:
    files = {
        "report.md": REPORT,
        "2-undersoka.md": "# Steg\n",
        "traffar/traff-1.md": "# Träff\n\n[Rapporten](../report.md#rapport)\n\n![Karta](../bilder/karta.svg)\n",
        "bilder/karta.svg": "<svg/>",
    }
    return write(tmp_path / "outputs", files)


def test_links_follow_to_the_new_files_and_others_become_words(tmp_path: Path, names: list[PurePosixPath]) -> None:
    export(tmp_path, names)
    assert (tmp_path / "exports" / "report.txt").read_text("utf-8").split("\n") == [
        "Rapport",
        "insikt 3 > 2-undersoka.txt#insikt-3",
        "träffen > traffar/traff-1.txt",
        "sidan > https://exempel.se/a.md",
        "ovan > #rapport",
        "bilder/karta.svg=<svg/>",
    ]
    assert (tmp_path / "exports" / "traffar" / "traff-1.txt").read_text("utf-8").split("\n") == [
        "Träff",
        "Rapporten > ../report.txt#rapport",
        "../bilder/karta.svg=<svg/>",
    ]


def test_a_picture_that_is_none_of_ours_becomes_its_words(tmp_path: Path) -> None:
    text = "# A\n\n![Vårt foto](foto.jpg)\n\n- ![Borta](bilder/borta.svg)\n\n> ![Karta](bilder/karta.svg)\n"
    write(tmp_path, {"a.md": text, "foto.jpg": "x", "bilder/karta.svg": "<svg/>"})
    document, pictures = read_output(tmp_path, PurePosixPath("a.md"), SHARED)
    assert document.blocks[1:] == (
        Paragraph((Text("[Vårt foto]"),)),
        Items(((Paragraph((Text("[Borta]"),)),),)),
        Quote((Picture("bilder/karta.svg", "Karta"),)),
    )
    assert pictures == {"bilder/karta.svg": "<svg/>"}


def test_what_is_the_same_is_not_written_again(tmp_path: Path, names: list[PurePosixPath]) -> None:
    assert len(export(tmp_path, names).changed) == 3
    again = export(tmp_path, names)
    assert (again.changed, len(again.documents)) == ([], 3)


def test_only_files_made_here_of_documents_that_are_gone_are_removed(
    tmp_path: Path, names: list[PurePosixPath]
) -> None:
    export(tmp_path, names)
    export(tmp_path, names, ending=".other")
    own = tmp_path / "exports" / "eget.txt"
    own.write_text("vårt", "utf-8")
    assert export(tmp_path, names[:1], whole=False).removed == []
    gone = export(tmp_path, names[:1])
    assert sorted(map(str, gone.removed)) == ["2-undersoka.txt", "traffar/traff-1.txt"]
    assert own.is_file() and (tmp_path / "exports" / "2-undersoka.other").is_file()
    assert (tmp_path / "exports" / ".gitignore").read_text("utf-8") == "*\n"


def test_a_list_that_somebody_has_changed_removes_nothing_outside(tmp_path: Path, names: list[PurePosixPath]) -> None:
    outside = tmp_path / "viktigt.txt"
    outside.write_text("kvar", "utf-8")
    export(tmp_path, names)
    with (tmp_path / "exports" / LIST).open("a", encoding="utf-8") as file:
        file.write("../viktigt.txt\n")
    assert export(tmp_path, names).removed == []
    assert outside.read_text("utf-8") == "kvar"


def test_a_document_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "a.md").write_bytes(b"# \xe5\n")
    with pytest.raises(ProjectError, match=r"a\.md"):
        export(tmp_path, [PurePosixPath("a.md")])


def test_other_documents_are_written_without_touching_what_was_there(
    tmp_path: Path, names: list[PurePosixPath]
) -> None:
    export(tmp_path, names)
    sheet = Ready(PurePosixPath("blad/tre.prickar"), Document("Blad", "sv", ()))
    written = write_documents([sheet], [Format(".txt", lines)], target=tmp_path / "exports")
    assert written.changed == [PurePosixPath("blad/tre.prickar.txt")]
    assert export(tmp_path, names).removed == []
    assert (tmp_path / "exports" / "blad" / "tre.prickar.txt").read_text("utf-8") == "Blad"


# The options.


def test_formats_are_named_in_several_ways() -> None:
    def wanted(text: str) -> tuple[str, ...]:
        return formats.wanted_formats(text, base=None, open_it=False).names

    assert wanted("md") == ()
    assert wanted("html") == ("html",)
    assert wanted(" PDF, .html") == ("html", "pdf")
    assert wanted("all") == wanted("html,docx,pdf") == ("html", "docx", "pdf")


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("word", {}),
        ("html", {"base": Path("a.docx")}),
        ("html", {"check": True}),
        ("md", {"check": True, "open_it": True}),
    ],
)
def test_what_cannot_be_is_refused(text: str, more: dict[str, object]) -> None:
    use_language("sv")
    with pytest.raises(UsageError) as refused:
        formats.wanted_formats(text, **{"base": None, "open_it": False, **more})  # type: ignore[arg-type]
    assert refused.value.exit_code == 2 and refused.value.hint


@pytest.mark.parametrize(("name", "module", "extra"), [("docx", "docx", "word"), ("pdf", "typst", "pdf")])
def test_a_missing_extra_is_one_line_with_the_command(
    name: str, module: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_language("sv")
    monkeypatch.setitem(sys.modules, module, None)  # as if it were not installed
    with pytest.raises(UsageError, match=name) as refused:
        formats.wanted_formats(name, base=None, open_it=False)
    assert f'pip install "innoguide[{extra}]"' in str(refused.value.hint)


def test_a_model_that_is_not_there_is_told_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Fler in", language="sv")))
    base = tmp_path / "mall.docx"
    assert run(["report", "--format", "docx", "--base", str(base), "--project", str(tmp_path)]) == 2
    assert "mall.docx" in capsys.readouterr().err and not (tmp_path / "outputs").exists()


def test_the_report_as_a_page_is_written_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Fler in", language="sv")))
    assert run(["report", "--format", "html", "--project", str(tmp_path)]) == 0
    page = tmp_path / "exports" / "report.html"
    assert str(page) in capsys.readouterr().out.split()
    assert '<html lang="sv">' in page.read_text("utf-8")


def test_a_project_has_a_look_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Fler in", language="sv")))
    write(tmp_path, {"templates/page.html.j2": "vår sida: {{ title }}"})
    assert run(["report", "--format", "html", "--project", str(tmp_path)]) == 0
    assert (tmp_path / "exports" / "report.html").read_text("utf-8").startswith("vår sida: Fler in")


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs, as if there were a desktop."""
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":9")
    return programs


def opener(folder: Path, text: str) -> None:
    program = folder / "xdg-open"
    program.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    program.chmod(0o755)


@pytest.mark.skipif(sys.platform != "linux", reason="xdg-open is for Linux")
def test_the_first_document_is_opened(tmp_path: Path, desktop: Path) -> None:
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Fler in", language="sv")))
    opener(desktop, f'echo "$1" >> "{tmp_path}/opened.txt"')
    assert run(["report", "--format", "html", "--open", "--project", str(tmp_path)]) == 0
    assert run(["report", "--open", "--project", str(tmp_path)]) == 0
    opened = (tmp_path / "opened.txt").read_text("utf-8").splitlines()
    assert opened == [str(tmp_path / "exports" / "report.html"), str(tmp_path / "outputs" / "report.md")]


@pytest.mark.skipif(sys.platform != "linux", reason="xdg-open is for Linux")
def test_where_opening_fails_the_path_is_told(
    tmp_path: Path, desktop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opener(desktop, "exit 3")
    formats.open_file(tmp_path / "rapport.html")
    assert "rapport.html" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a desktop")
def test_without_a_desktop_the_path_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use_language("sv")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    formats.open_file(tmp_path / "rapport.html")
    assert "rapport.html" in capsys.readouterr().err
