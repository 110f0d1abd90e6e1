"""A document as a web page: what is in it, what cannot get into it, and what axe-core says in a real browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from browser import browser, sideways, violations, watched
from playwright.sync_api import Browser

from innoguide.rendering.documents.blocks import (
    Block,
    Box,
    Boxes,
    Document,
    Heading,
    Items,
    NewPage,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
    Text,
)
from innoguide.rendering.documents.html import write_html

__all__ = ["browser"]

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>T</title><desc>D</desc></svg>'
ABOUT = {"organisation": "Biblioteket", "registry_no": "KS 2026/1"}
BAD = '<script>alert(1)</script> & "citat" <b>'


def line(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def whole(lang: str = "sv", **more: object) -> Document:
    """A document with every block."""
    blocks: tuple[Block, ...] = (
        Heading(1, line("Rapport"), "rapport"),
        *(Heading(2, line(f"Del {n}"), f"del-{n}") for n in range(5)),
        Paragraph((Text("Se "), Text("del 1", strong=True, link="#del-1"), Text(" och "), Text("mer", link="x.html"))),
        Items(((Paragraph(line("a")), Items(((Paragraph(line("b")),),))), (Paragraph(line("c")),))),
        Items(((Paragraph(line("d")),),), ordered=True, start=3),
        Quote((Paragraph(line("Sagt")),)),
        Table((line("A"), line("")), ((line("1"), line("2")),), caption="Tabellen"),
        Table((line("A"), line("B")), ((line("långt " * 40), line("2")),), caption="Den breda", tall=3),
        Picture("bilder/x.svg", "En karta med 3 aktörer"),
        Rule(),
        NewPage(),
        Boxes(2, (Box("Behov", "Vad behöver ni?", 4), Box("Idé", blocks=(Paragraph(line("Bussen")),), lines=0))),
    )
    return Document("Rapport", lang, blocks, **more)  # type: ignore[arg-type]


class Seen(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_page_tells_language_title_and_headings_in_order() -> None:
    seen = Seen(write_html(whole(), {"bilder/x.svg": SVG}))
    assert seen.all("html")[0]["lang"] == "sv"
    assert [name for name, _ in seen.tags if re.fullmatch("h[1-6]", name)] == ["h1", "h2", "h2", "h2", "h2", "h2"]
    assert [one["href"] for one in seen.all("a")][:3] == ["#main", "#del-0", "#del-1"]
    assert all(one.get("scope") == "col" for one in seen.all("th"))


def test_pictures_are_in_the_page_with_their_words() -> None:
    (image,) = Seen(write_html(whole(), {"bilder/x.svg": SVG})).all("img")
    assert image["alt"] == "En karta med 3 aktörer"
    assert str(image["src"]).startswith("data:image/svg+xml;base64,")
    assert "[En karta med 3 aktörer]" in write_html(whole(), {})


def test_nobodys_words_become_markup() -> None:
    blocks = (
        Heading(1, line(BAD), BAD),
        Paragraph((Text(BAD, link=BAD),)),
        Table((line(BAD),), ((line(BAD),),), caption=BAD),
        Picture(BAD, BAD),
        Boxes(1, (Box(BAD, BAD),)),
    )
    seen = Seen(write_html(Document(BAD, "sv", blocks, watermark=BAD), {BAD: SVG}))
    assert seen.all("script") == [] and seen.all("b") == []
    assert [one["alt"] for one in seen.all("img")] == [BAD]


def test_working_material_says_so_once_aloud() -> None:
    page = write_html(whole(watermark="Arbetsmaterial"), {})
    assert '<p class="watermark">Arbetsmaterial</p>' in page
    assert '<div class="faint" aria-hidden="true">Arbetsmaterial</div>' in page
    assert "Arbetsmaterial</" not in write_html(whole(), {})


def test_who_gives_it_away_stands_at_the_foot() -> None:
    about = {"organisation": "Biblioteket & vi", "municipality": "Kransorten", "registry_no": "KS 2026/1"}
    page = write_html(whole(about=about), {})
    assert "<footer>\n<p>Biblioteket &amp; vi · Kransorten · KS 2026/1</p>\n</footer>" in page
    assert "<footer>" not in write_html(whole(), {})


@pytest.mark.parametrize(("page", "size"), [("a4", "A4;"), ("a3-landscape", "A3 landscape;")])
def test_the_paper_is_the_one_asked_for(page: str, size: str) -> None:
    assert f"size: {size}" in write_html(whole(page=page), {})


def test_a_project_has_a_page_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "page.html.j2").write_text("{{ title }}|{{ body }}", "utf-8")
    assert write_html(Document("T", "sv", (Paragraph(line("x")),)), {}, folders=[tmp_path]) == "T|<p>x</p>"


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_browser_finds_nothing_wrong(browser: Browser, tmp_path: Path, lang: str, width: int) -> None:
    file = tmp_path / "page.html"
    file.write_text(write_html(whole(lang, watermark="Arbetsmaterial", about=ABOUT), {"bilder/x.svg": SVG}), "utf-8")
    faults: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_init_script(path=AXE_FILE_PATH)
    with watched(context, faults, "file://") as page:
        page.goto(file.as_uri())
        faults += violations(page)
        assert sideways(page) <= 0
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    context.close()
    assert [one for one in faults if not one.startswith("asks for data:")] == []
