"""What the user sees: how lines look, and that a group's text cannot steer the terminal."""

import json
from io import StringIO

import pytest
from rich.console import Console

from innoguide.jobs.walk.prompter import Line
from innoguide.terminal import screen
from innoguide.terminal.screen import Page, by_words, layout, show

NASTY = "a\x1b]0;x\x07b\x9b31mc\rd\u202ee\x00\x7f\ud800 [/x] [link=http://x]l[/link] :smile:"


def texts(*lines: Line, width: int = 60, plain: bool = False) -> list[str]:
    return [text.plain for text in layout(lines, width=width, plain=plain)]


def test_say_and_listen_are_aligned_and_hang() -> None:
    seen = texts(
        Line(label="Säg:", tone="say", text="Skriv var för sig i fem minuter: Vems problem är det här?"),
        Line(label="Lyssna efter:", tone="listen", text="Lösningar."),
    )
    assert seen == [
        "Säg:           Skriv var för sig i fem minuter: Vems problem",
        "               är det här?",
        "Lyssna efter:  Lösningar.",
    ]


def test_a_say_alone_stands_where_it_does_beside_a_listen() -> None:
    assert texts(Line(label="Säg:", tone="say", text="Hej")) == ["Säg:           Hej"]


def test_a_label_alone_stands_close_to_its_text() -> None:
    assert texts(Line(label="Varför:", text="Säga tydligt"), Line()) == ["Varför: Säga tydligt", ""]


def test_labels_of_a_list_are_aligned() -> None:
    seen = texts(
        Line(label="innoguide walk", tone="list", text="fortsätt"), Line(label="git", tone="list", text="spara")
    )
    assert seen == ["  innoguide walk  fortsätt", "  git             spara"]


def test_a_list_without_labels_hangs_under_its_dash() -> None:
    assert texts(Line(tone="list", text="en två tre fyra fem"), width=20) == ["  - en två tre fyra", "    fem"]


def test_leading_spaces_indent_the_whole_paragraph() -> None:
    assert texts(Line(text="     Parkerad: en buss som går"), width=24) == ["     Parkerad: en buss", "     som går"]


def test_a_label_too_long_for_the_width_stands_on_its_own_line() -> None:
    assert texts(Line(label="Vem är det ett problem för?", text="unga"), width=40) == [
        "Vem är det ett problem för?",
        "  unga",
    ]


def test_rule_fills_the_width() -> None:
    _, rule, _ = texts(Line(tone="rule", text="Definiera", right="metod 2 av 5"), width=40)
    assert rule == f"── Definiera {'─' * 11} metod 2 av 5 ──"
    assert len(rule) == 40


def test_a_rule_without_room_becomes_lines() -> None:
    assert texts(Line(tone="rule", text="Definiera utmaningen", right="metod 2 av 5 · 60 min"), width=30) == [
        "",
        "Definiera utmaningen",
        "metod 2 av 5 · 60 min",
        "",
    ]


def test_plain_has_no_box_characters() -> None:
    seen = texts(Line(tone="rule", text="Definiera", right="metod 2 av 5"), plain=True)
    assert seen == ["", "Definiera (metod 2 av 5)", ""]


def test_no_line_is_wider_than_the_width() -> None:
    lines = [Line(text="ord " * 60), Line(text="o" * 200), Line(label="Säg:", tone="say", text="字" * 90)]
    for text in layout(lines, width=40):
        assert text.cell_len <= 40


def test_empty_lines_never_double() -> None:
    file = StringIO()
    page = Page(Console(file=file, width=40), plain=True)
    page.show([Line(text="a"), Line(), Line(), Line(tone="rule", text="b"), Line(), Line(text="c")])
    assert file.getvalue() == "a\n\nb\n\nc\n"


def test_hidden_lines_are_not_shown() -> None:
    file = StringIO()
    page = Page(Console(file=file, width=40), plain=True)
    page.hidden = True
    page.show([Line(text="hemlig", for_facilitator=True), Line(text="öppen")])
    assert file.getvalue() == "öppen\n"


def test_show_makes_controls_visible_and_keeps_the_rest() -> None:
    assert show(NASTY).startswith("a␛]0;x␇b\N{REPLACEMENT CHARACTER}31mc␍d")
    assert show("rad ett\r\nrad\ttvå") == "rad ett\nrad\ttvå"
    assert show("Åsa 👩‍🔬 é €") == "Åsa 👩‍🔬 é €"


@pytest.mark.parametrize("tone", ["plain", "heading", "rule", "say", "saved", "warning", "hint", "list"])
def test_a_groups_text_is_shown_as_typed_but_safe(tone: str) -> None:
    file = StringIO()
    console = Console(file=file, width=200, force_terminal=True, color_system=None, markup=False)
    Page(console, plain=False).show([Line(text=NASTY, tone=tone, label=NASTY, right=NASTY)])  # type: ignore[arg-type]
    assert not set(file.getvalue()) & set("\x1b\x07\x9b\r\x00\u202e\ud800")
    assert "[/x] [link=http://x]l[/link] :smile:" in file.getvalue()


def test_tables_and_errors_are_safe_too(capsys: pytest.CaptureFixture[str]) -> None:
    screen.print_table(NASTY, [NASTY], [[NASTY]])
    screen.print_error(NASTY, NASTY)
    screen.print_json({"text": NASTY})
    printed = capsys.readouterr()
    assert not set(printed.out + printed.err) & set("\x1b\x07\x9b\r\x00\u202e\ud800")


def test_json_keeps_the_value_exactly(capsys: pytest.CaptureFixture[str]) -> None:
    screen.print_json({"å": [NASTY, "rad\u2028slut"]})
    assert json.loads(capsys.readouterr().out) == {"å": [NASTY, "rad\u2028slut"]}


def test_a_piped_table_has_one_row_a_line_without_padding(capsys: pytest.CaptureFixture[str]) -> None:
    screen.print_table("Poster", ["Id", "Text"], [["insight-k3f9w", "lång " * 40 + "\nrad"], ["a", "b"]])
    first, second = capsys.readouterr().out.splitlines()
    assert first == "insight-k3f9w\t" + "lång " * 40 + "rad"
    assert second == "a\tb"


def test_errors_go_to_stderr_and_keep_places_whole(capsys: pytest.CaptureFixture[str]) -> None:
    place = f"steps/{'x' * 120}.yaml:3:1: fel"
    screen.print_error(f"Guiden har 1 fel\n{place}", "Rätta filen.")
    assert capsys.readouterr() == ("", f"Guiden har 1 fel\n{place}\nRätta filen.\n")


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [({}, False), ({"INNOGUIDE_PLAIN": "1"}, True), ({"INNOGUIDE_PLAIN": "0"}, False), ({"ACCESSIBLE": "1"}, True)],
)
def test_plain_is_asked_for_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], wanted: bool
) -> None:
    for name in ("INNOGUIDE_PLAIN", "ACCESSIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert screen.plain_wanted() is wanted
    monkeypatch.setenv("TERM", "dumb")
    assert screen.plain_wanted()


def test_what_is_said_breaks_between_words_and_never_in_a_path() -> None:
    path = "/home/" + "long/" * 12 + "fil.txt"
    said = by_words(f"  Det ligger i {path} och sparas som en uppföljning däremellan.\nNästa rad", 40)
    lines = said.split("\n")
    assert said.replace("\n  ", " ").split() == said.split()
    assert path in said.split() and lines[-1] == "Nästa rad"
    assert all(len(line) <= 40 or path in line for line in lines) and lines[1].startswith("  ")
