"""A group's text comes back from the finished Markdown as it was, and is never anything but text."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from markdown_it import MarkdownIt
from markdown_it.token import Token

from innoguide.errors import GuideError
from innoguide.rendering import markdown
from innoguide.rendering.environment import make_environment, render
from innoguide.rendering.markdown import Markdown, clean_line, escape, tidy
from innoguide.texts import use_language

PARSER = MarkdownIt("commonmark").enable("table").enable("strikethrough")

PIECES = [
    *"\\`*_{}[]()#+-.!|<>~$:;&@=%^/\"'?,1290 abåäöwx\t\n\u00a0\u0338\u1fef\u2028é–",
    *["www.", "http://", "https://skr.se", "ftp://x", "a@b.se", "@anna", "#12", "GH-3", "!3", ":smile:", ":+1:"],
    *["---", "***", "___", "```", "~~~", "<b>", "</p>", "<!--", "-->", "<?", "<![CDATA[", "<a@b.c>", "<http://x>"],
    *["&amp;", "&#35;", "1. ", "12) ", "- ", "+ ", "[x] ", "[a](b)", "![a](b)", "[^1]", "[^1]: x", "[a]: b", "[[a]]"],
    *["+++", ";;;", ":::", "$$", "$`", "~~", "==", "> ", "[!NOTE]", "|-|", ":-", ": def", "C:\\", "\\|", "\\*", "    "],
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), min_size=1, max_size=9).map("".join)
MANY = settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])

POSITIONS = {  # the template around the text, the tags that may be there, and the text before it
    "paragraph": ("{}", ["p"], ""),
    "second line": ("Ord\n{}", ["p"], "Ord "),
    "list item": ("- {}", ["ul", "li", "p"], ""),
    "numbered item": ("1. {}", ["ol", "li", "p"], ""),
    "heading": ("## {}", ["h2"], ""),
    "table cell": ("| a | b |\n| --- | --- |\n| {} | x |", ["table", "thead", "tbody", "tr", "th", "td"], "ab"),
    "block quote": ("> {}", ["blockquote", "p"], ""),
    "bold": ("**{}**", ["p", "strong"], ""),
    "after a number": ("12{}", ["p"], "12"),
}

# What forges look for in each text node of the finished page.
LINKED = re.compile(
    r"(?:^|\W)@[a-z0-9_]|[\w.+-]+@[\w-]|[a-z][a-z0-9+.-]*://|#\d|\bGH-\d|:(?:[0-9_+-]*[a-z][a-z0-9_+-]*|[+-]1|100):|\[\[|\[!\w+\]",
    re.IGNORECASE,
)


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def flat(tokens: list[Token]) -> list[Token]:
    return [leaf for token in tokens for leaf in (flat(token.children) if token.children else [token])]


def text_nodes(source: str) -> tuple[set[str], list[str]]:
    """The tags of the parsed source, and its text nodes, which tags and comments part."""
    tags, nodes = set(), [""]
    for token in flat(PARSER.parse(source)):
        if token.type == "html_inline" and token.content == "<!-- -->":
            nodes.append("")
        elif token.type in ("text", "softbreak"):
            nodes[-1] += " " if token.type == "softbreak" else token.content
        elif token.type != "inline":
            tags.add(token.tag or token.type)
            nodes.append("")
    return tags, nodes


def assert_only_text(text: str, position: str) -> None:
    template, tags, before = POSITIONS[position]
    source = template.format(escape(text))
    found, nodes = text_nodes(source)
    assert found == set(tags), source
    assert "".join(nodes).startswith(before + clean_line(text)), source
    assert not [node for node in nodes if LINKED.search(node)], source
    assert not re.search(r"(?<![^\W_])www\.", source, re.IGNORECASE), source
    assert source.count("\n") == template.count("\n")


@pytest.mark.parametrize("position", POSITIONS)
@MANY
@given(text=TEXTS.filter(clean_line))
def test_a_text_stays_text(position: str, text: str) -> None:
    assert_only_text(text, position)


@MANY
@given(first=TEXTS.filter(clean_line), second=TEXTS.filter(clean_line))
def test_two_values_side_by_side_make_no_markup(first: str, second: str) -> None:
    tags, nodes = text_nodes(f"{escape(first)} {escape(second)}")
    assert tags == {"p"}
    assert "".join(nodes) == f"{clean_line(first)} {clean_line(second)}"


@MANY
@given(text=TEXTS)
def test_tidying_leaves_an_escaped_text_alone(text: str) -> None:
    assert tidy(f"Ord\n{escape(text)}") == f"Ord\n{escape(text)}".rstrip("\n") + "\n"


@MANY
@given(text=st.lists(TEXTS, max_size=4).map("\n".join))
def test_paragraphs_and_quotes_hold_every_line_and_nothing_else(text: str) -> None:
    lines = [line for line in map(clean_line, re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text)) if line]
    for filtered, tags in (
        (markdown.paragraphs(text), {"p", "br"}),
        (markdown.quoted(text), {"p", "br", "blockquote"}),
    ):
        found, nodes = text_nodes(tidy(filtered))
        assert found <= tags
        assert "".join(nodes) == "".join(lines)


@MANY
@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_a_table_has_its_rows_and_cells_whatever_they_hold(rows: list[tuple[str, str]]) -> None:
    tokens = PARSER.parse(tidy(markdown.table(["Vem", "Vad"], rows)))
    assert [token.type for token in tokens].count("td_open") == 2 * len(rows)
    assert [token.type for token in tokens].count("table_open") == 1
    cells = [text_nodes(token.content)[1] for token in tokens if token.type == "inline"][2:]
    assert ["".join(cell) for cell in cells] == [clean_line(text) or "–" for row in rows for text in row]


@MANY
@given(text=TEXTS)
def test_a_comment_ends_where_it_should(text: str) -> None:
    source = markdown.comment(text)
    assert PARSER.parse(source + "\n\nord")[0].type == "html_block"
    assert re.search(r"-->|--!>|^-?>", source.removeprefix("<!--").removesuffix("-->")) is None
    assert source.endswith(" -->")


LINES = st.sampled_from(
    [
        *["", "  ", "\t", "\r", "Ord", "a\u0308", "# A", "## B ", "---", "***", "<!-- x -->", "> q"],
        *["- a", "- b", "* c", "1. d", "7. e", "  f", "    - g", "-", "+", "| a | b |", "| - | - |"],
        *["```", "```yaml", "~~~", "  ```", "    ```"],
    ]
)


@settings(MANY, max_examples=2000)
@given(lines=st.lists(LINES, max_size=12))
def test_tidying_twice_changes_nothing(lines: list[str]) -> None:
    once = tidy("\n".join(lines))
    assert tidy(once) == once
    assert once.endswith("\n") and not once.endswith("\n\n\n") and "\r" not in once
    assert not re.search(r"[ \t]$", once, re.MULTILINE)


PLEASANT = [
    "Jag väntade i tre veckor – utan svar, sa hon (68 år).",
    "Är det bra? Ja! 50 % av snake_case, 3 < 5, A -> B, R&D: 1.5 timmar, kl. 10:30",
    "-5 grader, +46 70, \"citat\", 'apostrof', och/eller, C# och C++, § 4",
    "24 november 2026",
]


@pytest.mark.parametrize("text", PLEASANT)
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Rubrik", r"\# Rubrik"),
        ("1. först", r"1\. först"),
        ("- punkt", r"\- punkt"),
        ("a | b", r"a \| b"),
        ("*viktigt*", r"\*viktigt\*"),
        ("fråga @anna", "fråga @<!-- -->anna"),
        ("se #12", r"se \#<!-- -->12"),
        ("anna@habo.se", "anna@<!-- -->habo.se"),
        ("https://www.skr.se", r"https:/<!-- -->/www\.skr.se"),
        ("<b>fet</b>", r"\<b>fet\</b>"),
        ("två\n\trader ", "två rader"),
        ("GH-3 :+1: 10:30:15", "GH-<!-- -->3 :<!-- -->+1: 10:30:15"),
        ("[[sida]] [TOC]", r"\[<!-- -->\[sida\]\] \[<!-- -->TOC\]"),
        ('!3 &4 %"mål" $5 ~6', r'\!3 \&4 \%"mål" \$5 \~6'),
        ("a --> b --!> c", r"a --\> b --!\> c"),
        ("rubrik {#id} ##", r"rubrik \{#id} \##"),
        (";;;", r"\;;;"),
        (". a", r"\. a"),
        ("\x1b[31mröd\u202e\ud800\u200b", r"\[31mröd"),
        (None, ""),
        (3, "3"),
    ],
)
def test_what_needs_it_is_escaped(text: str | None, expected: str) -> None:
    assert escape(text) == expected


def test_finished_markdown_is_not_escaped_again() -> None:
    assert escape(escape("*a*")) == r"\*a\*"
    assert markdown.cell(Markdown("**a** | b\nc")) == r"**a** \| b c"


@pytest.mark.parametrize("value", [True, 2.5, ["a"], {"a": 1}, b"a"])
def test_what_is_not_a_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        escape(value)  # type: ignore[arg-type]


def test_the_filters_of_their_own() -> None:
    assert markdown.paragraphs("Ett\nTvå\n\n\n- tre") == "Ett\\\nTvå\n\n\\- tre"
    assert markdown.quoted("Ett\nTvå\n\nTre") == "> Ett\\\n> Två\n>\n> Tre"
    assert markdown.quoted(None) == ""
    assert markdown.bullets(["a", "", None, "- b"]) == "- a\n- \\- b"
    assert markdown.cell("") == markdown.cell(None) == "–"
    assert markdown.table(["A", "B"], [["x|y", Markdown("**z**")]]) == "| A | B |\n| --- | --- |\n| x\\|y | **z** |"
    assert markdown.table(["A"], []) == ""
    with pytest.raises(ValueError, match="row 1 of the table has 2 cells, its head 1"):
        markdown.table(["A"], [["x", "y"]])


def test_anchors_are_those_of_the_forges() -> None:
    assert markdown.anchor("Så här gör vi: Steg 2, på riktigt!") == "så-här-gör-vi-steg-2-på-riktigt"
    assert markdown.anchor("snake_case & co") == "snake_case--co"


def test_dates_numbers_and_counts_in_both_languages() -> None:
    assert markdown.date("2026-11-24", lang="sv") == "24 november 2026"
    assert markdown.date("2026-05-01T09:00:00+02:00", lang="en") == "1 May 2026"
    assert markdown.date(None, lang="sv") == ""
    assert [markdown.number(n, lang="sv") for n in (2.5, 3.0, 1 / 3, -0.001, 1200, None)] == [
        *["2,5", "3", "0,33", "0", "1200", ""],
    ]
    assert markdown.number(2.5, lang="en") == "2.5"
    words = (("citat", "citat"), ("quote", "quotes"))
    assert [markdown.count(n, *words, lang="en") for n in (0, 1, 3)] == ["0 quotes", "1 quote", "3 quotes"]
    assert markdown.count(3, *words, lang="sv") == "3 citat"
    with pytest.raises(ValueError, match="inf"):
        markdown.number(float("inf"), lang="sv")


def test_say_speaks_the_language_and_escapes_its_values() -> None:
    assert markdown.say("**Vi** {who}", "**We** {who}", lang="en", who="*x*") == r"**We** \*x\*"
    with pytest.raises(TypeError):
        markdown.say("Bara svenska", lang="sv")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"\{who\}"):
        markdown.say("Vi {who}", "We", lang="sv")


# --- templates ---------------------------------------------------------------------------------------------------

Write = Callable[..., Environment]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def environment(lang: str = "sv", **sources: str) -> Environment:
        for name, source in sources.items():
            path = tmp_path / "templates" / f"{name}.md.j2"
            path.parent.mkdir(exist_ok=True)
            path.write_text(source, encoding="utf-8")
        return make_environment([tmp_path / "templates"], lang)

    return environment


SAMPLE = """\
{{ comment("Gjord av " ~ title) }}
# {{ title }}
{{ say("*{n} röster*, den {day}", "*{n} voices*, {day}", n=quotes | length, day="2026-11-24" | date) }}
{% for quote in quotes %}
## {{ quote.who }}
{{ quote.text | quoted }}
{{ quote.why | paragraphs }}
{% endfor %}
## {{ heading }}
{{ count(quotes | length, ("citat", "citat"), ("quote", "quotes")) }}, i snitt {{ mean }},
[här](#{{ heading | anchor }}):
{{ quotes | map(attribute="text") | bullets }}
Och i tabell:
{{ table([say("Vem", "Who"), say("Vad", "What")], rows) }}
```text
som    det


är
```
slut
"""

VALUES: dict[str, object] = {
    "title": "Väntan & <ovisshet> #1 @anna",
    "heading": "Så här långt, i dag",
    "mean": 2.5,
    "quotes": [
        {
            "who": "1. Anna, 68",
            "text": "Jag väntade.\nOch väntade.\n\n- Ingen ringde!",
            "why": "Se https://skr.se\n\nja",
        },
        {"who": "Bo_ #", "text": "# Va? | Nej", "why": "***"},
    ],
    "rows": [["Anna | Bo", "två\nrader"], ["", None]],
}


def test_the_linter_finds_nothing_in_a_rendered_sample(write: Write, tmp_path: Path) -> None:
    result = render(write(sample=SAMPLE), "sample.md.j2", VALUES)
    (tmp_path / "sample.md").write_text(result, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pymarkdown",
        "--disable-rules",
        "line-length",
        "scan",
        str(tmp_path / "sample.md"),
    ]
    linted = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert linted.stdout + linted.stderr == ""
    assert "2 citat, i snitt 2,5,\n[här](#så-här-långt-i-dag):\n\n- Jag väntade. Och" in result
    assert "som    det\n\n\när\n```\n\nslut\n" in result
    assert tidy(result) == result


def test_what_a_template_builds_itself_is_finished_markdown(write: Write) -> None:
    environment = write(
        main='{% import "words.md.j2" as words %}{% set b %}**{{ x }}**{% endset %}'
        '{{ words.bold(x) }} {{ b }} {{ "*" ~ x }}{% include "part.md.j2" %}',
        words="{% macro bold(text) %}**{{ text }}**{% endmacro %}",
        part=" {{ x }}",
    )
    assert render(environment, "main.md.j2", {"x": "*"}) == r"**\*** **\*** \*\* \*" + "\n"


def test_english_and_the_first_folder_win(write: Write, tmp_path: Path) -> None:
    write(a="{{ say('svenska', 'English') }} {{ lang }}")
    (tmp_path / "own").mkdir()
    environment = make_environment([tmp_path / "own", tmp_path / "templates"], "en")
    assert render(environment, "a.md.j2", {}) == "English en\n"
    (tmp_path / "own" / "a.md.j2").write_text("own {{ day | date }}", encoding="utf-8")
    environment = make_environment([tmp_path / "own", tmp_path / "templates"], "en")
    assert render(environment, "a.md.j2", {"day": "2026-11-24"}) == "own 24 November 2026\n"
    with pytest.raises(ValueError, match="lang"):
        make_environment([], "de")


def test_what_was_compiled_before_is_not_used_for_another_language_or_text(write: Write) -> None:
    """What stands in a template is shaped when it is compiled: 1.5 is "1,5" in Swedish."""
    assert render(write("sv", a="{{ 1.5 }}"), "a.md.j2", {}) == "1,5\n"
    assert render(write("en", a="{{ 1.5 }}"), "a.md.j2", {}) == "1.5\n"
    assert render(write("sv", a="{{ 2.5 }}"), "a.md.j2", {}) == "2,5\n"


def test_a_field_wins_over_a_method_of_its_name(write: Write) -> None:
    environment = write(a="{{ r.items }} {% for k, v in other.items() %}{{ k }}{% endfor %}")
    assert render(environment, "a.md.j2", {"r": {"items": "saker"}, "other": {"k": 1}}) == "saker k\n"


CORRECT = (
    "Correct the line in the template. If it lies in the project’s templates/ you can also remove it: "
    "then innoguide’s stands."
)


@pytest.mark.parametrize(
    ("source", "what", "hint"),
    [
        ("ett\n{{ titel }}\n", 'the name "titel"', 'Did you mean "title"?'),
        ("ett\n{{ q.text }}\n", 'the name "text"', CORRECT),
        ("ett\n{{ titel | quoted }}", 'the name "titel"', 'Did you mean "title"?'),
        ("ett\n{% if title %}", "A {% if %} lacks its {% endif %}", CORRECT),
        ("ett\n{{ title | qoted }}", 'the name "qoted"', 'Did you mean "quoted"?'),
        ('ett\n{{ say("Bara svenska") }}', "missing 1 required positional argument", CORRECT),
        ("ett\n{{ say(title, title) }}", "say() takes only texts written here", CORRECT),
        ("ett\n{{ q }}", "a dict cannot be written as text", CORRECT),
        ("ett\n{{ title | date }}", "Invalid isoformat string", CORRECT),
        ('ett\n{% include "nope.md.j2" %}', "there is no template 'nope.md.j2'", CORRECT),
        ('ett\n{% include "a.md.j2" %}', "includes itself without end", CORRECT),
    ],
)
def test_a_fault_in_a_template_has_its_file_line_and_advice(write: Write, source: str, what: str, hint: str) -> None:
    with pytest.raises(GuideError) as caught:
        render(write(a=source), "a.md.j2", {"title": "T", "q": {}})
    place, _, message = caught.value.message.partition(": ")
    assert place.endswith("a.md.j2:2")
    assert what in message
    assert caught.value.hint == hint


def test_a_fault_in_a_partial_is_placed_in_the_partial(write: Write) -> None:
    with pytest.raises(GuideError, match=r'part\.md\.j2:3: The template uses the name "x"'):
        render(write(a='{% include "part.md.j2" %}', part="\n\n{{ x }}"), "a.md.j2", {})


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ x.__class__.__base__.__subclasses__() }}",
        "{{ say.func.__globals__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__.os }}",
        "{{ '{0.__class__}'.format(x) }}",
        "{{ x | attr('__class__') }}",
        "{{ d.update({'a': 1}) }}",
        "{{ d.clear() }}",
        "{{ l.append(1) }}",
        "{{ 'a' * 10**9 }}",
        "{{ 'a' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 'a'.ljust(1000000000) }}",
        "{{ 'a' | center(1000000000) }}",
        "{{ (5).to_bytes(1000000000, 'big') }}",
        "{% for n in range(1000000000) %}{% endfor %}",
        "{{ x | safe }}",
        "{% include '../secret.md.j2' %}",
        "{% import '/etc/hostname' as h %}",
    ],
)
def test_a_template_gets_out_of_the_sandbox_nowhere(write: Write, source: str) -> None:
    with pytest.raises(GuideError):
        render(write(a=source), "a.md.j2", {"x": "<b>", "d": {}, "l": []})


@pytest.mark.parametrize(
    "name", ["../a", "/etc/hostname", "x/../a", "./a", "C:/a", "C:\\a", "\\\\host\\a", "a\0", "", "x//a"]
)
def test_a_name_that_leads_out_is_refused(write: Write, name: str) -> None:
    with pytest.raises(GuideError, match="is not the name of a template"):
        render(write(a=""), name, {})


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only administrators make symbolic links")
def test_a_symbolic_link_that_leads_out_is_refused(write: Write, tmp_path: Path) -> None:
    environment = write(a="hemligt")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "b.md.j2").write_text("hemligt", encoding="utf-8")
    (tmp_path / "templates" / "file.md.j2").symlink_to(tmp_path / "outside" / "b.md.j2")
    (tmp_path / "templates" / "folder").symlink_to(tmp_path / "outside")
    (tmp_path / "templates" / "inside.md.j2").symlink_to(tmp_path / "templates" / "a.md.j2")
    for name in ("file.md.j2", "folder/b.md.j2"):
        with pytest.raises(GuideError, match="leads out of"):
            render(environment, name, {})
    assert render(environment, "inside.md.j2", {}) == "hemligt\n"


def test_a_template_that_is_not_utf8_is_named_with_its_line(write: Write, tmp_path: Path) -> None:
    environment = write(a="")
    (tmp_path / "templates" / "a.md.j2").write_bytes(b"ett\ntv\xe5\n")
    with pytest.raises(GuideError, match=r"a\.md\.j2:2: is not UTF-8"):
        render(environment, "a.md.j2", {})


def test_only_plain_values_reach_a_template(write: Write, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"values\.q\[0\]\.where is a "):
        render(write(a=""), "a.md.j2", {"q": [{"where": tmp_path}]})


def test_blank_lines_come_around_blocks_and_go_elsewhere() -> None:
    source = (
        "\n\n# A\ntext  \n- a\n  mer\n- b\n1. c\n\n\n\nord\n| a |\n| - |\nord\n> q\nord\n```\n\n\n# x\n```\nslut\n\n"
    )
    assert tidy(source) == (
        "# A\n\ntext\n\n- a\n  mer\n- b\n\n1. c\n\nord\n\n| a |\n| - |\n\nord\n\n> q\n\nord\n\n"
        "```\n\n\n# x\n```\n\nslut\n"
    )
    assert tidy("år\n1986. Ett år") == "år\n1986. Ett år\n"
    assert tidy("") == "\n"
