"""Markdown read into blocks: nothing said is lost, nothing unseen is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from innoguide.rendering.documents.blocks import (
    Block,
    Break,
    Heading,
    Inlines,
    Items,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
    Text,
)
from innoguide.rendering.documents.reader import read_markdown, words_of
from innoguide.rendering.markdown import bullets, cell, clean_line, escape, quoted, table

LINE = st.text(max_size=40).map(clean_line).filter(bool)


def read(text: str) -> tuple[Block, ...]:
    return read_markdown(text, lang="sv").blocks


def lines(blocks: Iterable[Block]) -> Iterator[Inlines]:
    for one in blocks:
        if isinstance(one, Heading | Paragraph):
            yield one.inlines
        elif isinstance(one, Quote):
            yield from lines(one.blocks)
        elif isinstance(one, Items):
            for item in one.items:
                yield from lines(item)
        elif isinstance(one, Table):
            for row in (one.head, *one.rows):
                yield from row


def texts(blocks: Iterable[Block]) -> list[str]:
    return [words_of(one) for one in lines(blocks)]


def test_headings_name_the_document_and_get_the_anchors_of_the_forges() -> None:
    document = read_markdown("# Fler *unga*\n\n## Insikt 3: Vänta – inte!\n\n## Insikt 3: Vänta – inte!\n", lang="sv")
    assert document.title == "Fler unga"
    anchors = [one.anchor for one in document.blocks if isinstance(one, Heading)]
    assert anchors == ["fler-unga", "insikt-3-vänta--inte", "insikt-3-vänta--inte-1"]


def test_a_line_keeps_its_marks_links_and_breaks() -> None:
    (paragraph,) = read("Vi **vet** [*det*](2-undersoka.md#insikt-1)\\\noch `mer`\n")
    assert paragraph == Paragraph(
        (
            Text("Vi "),
            Text("vet", strong=True),
            Text(" "),
            Text("det", emphasis=True, link="2-undersoka.md#insikt-1"),
            Break(),
            Text("och "),
            Text("mer", code=True),
        )
    )


def test_a_link_to_a_heading_says_what_the_heading_is_called() -> None:
    (heading, paragraph) = read("## Värt att göra\n\n[Dit](#värt-att-göra) [bort](2-värt.md#värt)\n")
    assert isinstance(heading, Heading) and isinstance(paragraph, Paragraph)
    links = [one.link for one in paragraph.inlines if isinstance(one, Text) and one.link]
    assert links == [f"#{heading.anchor}", "2-v%C3%A4rt.md#v%C3%A4rt"]


def test_comments_are_left_out_wherever_they_stand() -> None:
    assert texts(read("<!-- innoguide: x -->\n\nSkriv till anna@<!-- -->exempel.se\n\n<!-- keep: slut -->\n")) == [
        "Skriv till anna@exempel.se"
    ]


def test_a_picture_is_a_block_of_its_own_and_words_in_a_cell() -> None:
    assert read("Före ![En *karta*](bilder/karta.svg) efter\n") == (
        Paragraph((Text("Före"),)),
        Picture("bilder/karta.svg", "En karta"),
        Paragraph((Text("efter"),)),
    )
    assert texts(read("| A |\n| --- |\n| ![En karta](x.svg) |\n")) == ["A", "En karta"]


def test_a_table_is_called_what_stands_above_it() -> None:
    found = [one for one in read("## Möten\n\n| A |\n| --- |\n| 1 |\n\n**Bevis:**\n\n| A |\n| --- |\n| 2 |\n")
             if isinstance(one, Table)]  # fmt: skip
    assert [one.caption for one in found] == ["Möten", "Bevis"]
    assert [words_of(one.rows[0][0]) for one in found] == ["1", "2"]


def test_lists_quotes_rules_and_code() -> None:
    blocks = read("- a\n  - b\n- c\n\n3. d\n\n> e\n>\n> f\n\n---\n\n```\ng  h\n\ni\n```\n")
    assert blocks[0] == Items(
        ((Paragraph((Text("a"),)), Items(((Paragraph((Text("b"),)),),))), (Paragraph((Text("c"),)),))
    )
    assert blocks[1] == Items(((Paragraph((Text("d"),)),),), ordered=True, start=3)
    assert blocks[2] == Quote((Paragraph((Text("e"),)), Paragraph((Text("f"),))))
    assert blocks[3] == Rule()
    assert texts(blocks[4:]) == ["g h i"]


def test_an_empty_document_has_no_blocks_and_no_title() -> None:
    document = read_markdown("", lang="sv")
    assert (document.title, document.blocks) == ("", ())


@given(st.lists(LINE, min_size=1, max_size=4))
def test_what_a_group_has_said_comes_back_word_for_word(said: list[str]) -> None:
    want = [" ".join(one.split()) for one in said]
    assert texts(read("\n\n".join(f"Ord: {escape(one)}" for one in said))) == [f"Ord: {one}" for one in want]
    assert texts(read(bullets(f"Ord: {one}" for one in said))) == [f"Ord: {one}" for one in want]
    assert texts(read(table(["A"], [[one] for one in said]))) == ["A", *want]
    assert texts(read(f"| A |\n| --- |\n| {cell(said[0])} |")) == ["A", want[0]]
    assert texts(read(quoted(f"Ord: {said[0]}"))) == [f"Ord: {want[0]}"]
