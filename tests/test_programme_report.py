"""The programme's report: every number leads back to groups, nothing is empty, nobody's words become markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Literal

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from programme_values import THEMES, built, gathered, guide, kvarno, solution, steps, summary, tallnas
from pymarkdown.api import PyMarkdownApi

from innoguide.jobs.check.heavy import Heavy
from innoguide.jobs.programme.report.cohorts import began, reached
from innoguide.jobs.programme.report.solutions import WAY
from innoguide.jobs.programme.report.wording import groups_of, listing, number_of, sentence, upper_first
from innoguide.jobs.report.write import plan_outputs, write_planned
from innoguide.model.checks.look import Look
from innoguide.model.checks.plain import HEAVY, Plain
from innoguide.model.programme.programme import Gathered, Group
from innoguide.model.programme.summary import Solution, Summary
from innoguide.model.programme.themes import Theme, Themes
from innoguide.model.project import Project, Settings
from innoguide.rendering.markdown import anchor
from innoguide.texts import LANGUAGES, use_language

HOSTILE = "## [x](http://y.se) | <script>alert(1)</script> `a` *b* @anna #1"
NUMBER = re.compile(
    r"[1-9]|\b(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)\b"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
BASIS = {"sv": "underlag.md", "en": "basis.md"}


def tokens_of(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(text)


def leaves(tokens: list[Token]) -> Iterator[Token]:
    for one in tokens:
        yield one
        yield from leaves(one.children or [])


def read(name: str, made: Summary, **values: str) -> Gathered:
    return Gathered(Group(name=name, path=f"groups/{name}", **values), made)  # type: ignore[arg-type]


def section(text: str, title: str) -> str:
    """Return what stands under the heading with *title*."""
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def line_of(text: str, words: str) -> str:
    return next(line for line in text.split("\n") if words in line)


# every number leads back


def units(text: str) -> Iterator[str]:
    """Yield what must hold a link if it holds a number: a sentence, a row of a table, an item with what is under it."""
    body = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    for block in re.split(r"\n\s*\n", body):
        if block.startswith("#") or not block.strip():
            continue
        if block.startswith("|"):
            yield from block.split("\n")[2:]
        elif block.startswith("!["):
            yield block
        elif block.startswith("- "):
            yield from re.split(r"\n(?=- )", block)
        else:
            yield from re.split(r"(?<=[.!?]) (?=[A-ZÅÄÖ\[])", block)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_with_a_number_leads_to_what_is_behind_it(lang: str) -> None:
    report = built(lang=lang)["report.md"]
    # Not the groups': when the programme ran, and which version of the program made the report.
    own = ("Programmets tid:", "The period of", "Gjord med innoguide", "Made with innoguide")
    found = [one for one in units(report) if NUMBER.search(one) and not one.startswith(own)]
    assert len(found) > 50
    assert [one for one in found if "](" not in one] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_mark_is_in_the_basis_with_its_groups_and_in_order(lang: str) -> None:
    made = built(lang=lang)
    basis = made[BASIS[lang]]
    letter = BASIS[lang][0]
    used = re.findall(rf"{BASIS[lang]}#({letter}\d+)\)", made["report.md"])
    marks = list(dict.fromkeys(used))
    assert marks == [f"{letter}{number}" for number in range(1, len(marks) + 1)]
    for mark in marks:
        entry = basis.split(f"### {mark.upper()}\n", 1)[1].split("\n### ", 1)[0]
        assert re.search(r"^- \[.+\]\(groups/\w+\.md\)", entry, re.MULTILINE), entry


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_leads_to_a_document_and_a_heading(lang: str) -> None:
    made = built(lang=lang)
    known = {name: headings(text) for name, text in made.items() if name.endswith(".md")}
    links = 0
    for name, text in made.items():
        for one in leaves(tokens_of(text)) if name.endswith(".md") else ():
            if one.type in ("link_open", "image"):
                links += 1
                target = str(one.attrs.get("href") or one.attrs.get("src"))
                file, _, place = target.partition("#")
                where = str(PurePosixPath(name).parent / file) if file else name
                where = where.replace("groups/../", "")
                assert where in made, (name, target)
                assert not place or place in known[where], (name, target)
    assert links > 100


def headings(text: str) -> set[str]:
    tokens = tokens_of(text)
    inline = (tokens[at + 1] for at, one in enumerate(tokens) if one.type == "heading_open")
    words = ("".join(leaf.content for leaf in leaves([one]) if leaf.type == "text") for one in inline)
    return {MarkdownIt().normalizeLink(anchor(one)) for one in words}


def test_few_groups_are_named_in_the_sentence_and_many_are_not() -> None:
    names = ("a", "b", "c", "d", "e", "f")
    groups = [read(one, summary(one.upper() * 3, steps=steps(2 if one in "ab" else 6))) for one in names]
    report = built(groups)["report.md"]
    assert "[4 av 6 grupper som gått att läsa](underlag.md#u1) har avslutat alla steg" in report
    groups = [read(one, summary(one.upper() * 3, steps=steps(6 if one in "ab" else 2))) for one in names]
    assert "(underlag.md#u1) ([AAA](groups/a.md) och [BBB](groups/b.md)) har" in built(groups)["report.md"]


# form


def test_the_same_values_give_the_same_bytes() -> None:
    use_language("sv")
    first = built()
    use_language("en")
    assert built() == first


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("groups", ["none", "unread", "new", "all"])
def test_headings_are_in_order_and_nothing_is_empty(lang: str, groups: str) -> None:
    chosen = {"none": [], "unread": gathered()[3:], "new": gathered()[2:3], "all": gathered()}[groups]
    made = {name: text for name, text in built(chosen, lang=lang).items() if name.endswith(".md")}
    assert len(made) == 2 + len(chosen)
    for name, text in made.items():
        tokens = tokens_of(text)
        levels = [int(one.tag[1]) for one in tokens if one.type == "heading_open"]
        assert levels.count(1) == 1 and levels[0] == 1, name
        assert all(after - before <= 1 for before, after in pairwise(levels)), (name, levels)
        plain = [one for one in tokens if one.type != "html_block"]
        for at, one in enumerate(plain):
            if one.type == "heading_close":
                follows = plain[at + 1] if at + 1 < len(plain) else None
                deeper = follows is not None and follows.type == "heading_open" and follows.tag > one.tag
                assert deeper or (follows is not None and follows.type != "heading_open"), (name, plain[at - 1].content)


def test_both_languages_have_the_same_parts() -> None:
    parts = {lang: re.findall(r"^#+ ", built(lang=lang)["report.md"], re.MULTILINE) for lang in LANGUAGES}
    assert parts["sv"] == parts["en"]


def test_a_linter_finds_nothing_but_long_lines(tmp_path: Path) -> None:
    for name, text in built().items():
        if name.endswith(".md"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
    found = PyMarkdownApi().disable_rule_by_identifier("md013").scan_path(str(tmp_path), recurse_if_directory=True)
    assert [f"{one.scan_file}:{one.line_number} {one.rule_id}" for one in found.scan_failures] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_templates_say_is_easy_to_read(lang: Literal["sv", "en"]) -> None:
    use_language(lang)
    look = Look(guide(), Project(Settings(title="Prov", language=lang)), date(2026, 12, 1))
    heavy = Heavy(empty_links=look.words(HEAVY, "empty_links"), plain=Plain.of(look))
    made = {name: heavy.find(text) for name, text in built(lang=lang).items() if name.endswith(".md")}
    assert len(made) == 6
    assert [(name, one) for name, found in made.items() for one in found] == []


def hostile() -> Summary:
    """Return a summary with markup wherever a group may write."""
    return summary(
        HOSTILE,
        organisation=HOSTILE,
        steps=steps(3),
        met={"user": 5, HOSTILE: 7},
        challenge={"question": HOSTILE, "first": HOSTILE, "versions": 2, "for_whom": HOSTILE},
        insights=[{"id": "insight-aaaaa", "text": HOSTILE, "need": HOSTILE, "who": HOSTILE, "strength": "strong"}],
        questions=[{"id": "development_area-aaaaa", "text": HOSTILE, "for_whom": HOSTILE}],
        solutions=[
            solution(HOSTILE, ("2026-01-01", "ended"), why=HOSTILE, description=HOSTILE, need=HOSTILE, owner=HOSTILE),
            solution("b", ("2026-01-01", HOSTILE), blocked_by=HOSTILE, learned=HOSTILE, spread_to=[HOSTILE]),
        ],
        effects=[{"id": "e", "effect": HOSTILE, "indicator": HOSTILE, "baseline": HOSTILE, "influences": [HOSTILE]}],
        lessons=[{"text": HOSTILE, "about": HOSTILE, "step": HOSTILE}],
        follow_ups=[
            {"mark": HOSTILE, "day": HOSTILE, "can_say": HOSTILE, "cannot_say": HOSTILE, "obstacles": [HOSTILE]}
        ],
        due=[{"mark": HOSTILE, "day": HOSTILE}],
    )


def test_what_a_group_writes_never_becomes_markup() -> None:
    themes = Themes(themes=(Theme(id="t", name=HOSTILE, about=HOSTILE, members=("a/insight-aaaaa",)),))
    made = built([read("a", hostile(), title=HOSTILE, cohort=HOSTILE)], themes=themes)
    for name, text in made.items():
        if not name.endswith(".md"):
            assert "<script" not in text
            continue
        tokens = tokens_of(text)
        found = list(leaves(tokens))
        # An empty comment is how a mention is kept from the forges.
        assert {one.content for one in found if one.type == "html_inline"} <= {"<!-- -->"}
        assert all(one.content.startswith("<!--") for one in found if one.type == "html_block")
        assert not any(
            one.type in ("em_open", "code_inline") for one in found if one.content != "innoguide programme themes"
        )
        targets = [str(one.attrs["href"]) for one in found if one.type == "link_open"]
        assert targets and all("y.se" not in one for one in targets)
        assert sum(one.type == "heading_open" and one.tag == "h1" for one in tokens) == 1


def test_what_is_written_between_the_marks_stays(tmp_path: Path) -> None:
    made = {PurePosixPath(name): text for name, text in built().items()}
    write_planned(plan_outputs(made, tmp_path, lang="sv"))
    report = tmp_path / "outputs" / "report.md"
    text = report.read_text("utf-8")
    assert text.count("<!-- keep: ") == 4
    mark = "<!-- keep: slutsatser -->\n"
    report.write_text(text.replace(mark, f"{mark}Bussen avgör.\n"), "utf-8")
    again = plan_outputs(made, tmp_path, lang="sv")
    assert [one for one in again if one.is_stale or one.hand] == []
    changed = {PurePosixPath(name): text for name, text in built(gathered()[:2]).items()}
    write_planned(plan_outputs(changed, tmp_path, lang="sv"))
    assert f"{mark}Bussen avgör.\n" in report.read_text("utf-8")
    assert not (tmp_path / "outputs" / "groups" / "kvarno.md").exists()


# what it says


def test_a_group_that_cannot_be_read_is_named_with_why_but_not_with_its_place() -> None:
    made = built()
    assert "- [Sjövik](groups/sjovik.md): Platsen gick inte att nå." in made["report.md"]
    assert "Platsen gick inte att nå." in made["groups/sjovik.md"]
    assert not any("hemlig" in text for text in made.values())


def test_who_may_log_in_is_never_shown() -> None:
    made = built()
    assert "git.example" in made["groups/granfors.md"]
    assert not any("nyckel@" in text or "nyckel<!-- -->@" in text.replace("@<!-- -->", "@") for text in made.values())


def test_steps_and_meetings_are_told_by_group() -> None:
    report = built()["report.md"]
    assert "| [Granfors](groups/granfors.md) | klart | klart | klart | klart | pågår | inte börjat |" in report
    assert re.search(r"\| Klart hos \| \[2\]\(underlag.md#u\d+\) \| .* \| \[1\]\(underlag.md#u\d+\) \|", report)
    assert "Grupperna har haft [14 träffar](underlag.md#u" in report
    assert "har noterat 32 timmar arbete" in report
    assert "| [Kvarnö](groups/kvarno.md) | – | – | 1\\. Ringa in | 0 | 4 maj 2026 |" in report


def test_themes_say_how_many_groups_and_what_each_said() -> None:
    report = built()["report.md"]
    theme = report.split("### Tema: Att komma hem\n", 1)[1].split("\n## ", 1)[0]
    assert "[2 av 3 grupper](underlag.md#u" in theme
    assert "- Granfors, [Insikt 1](groups/granfors.md#insikt-1): Sista bussen går 17.40" in theme
    assert (
        "inte att läsa nu: Något som är borta." in theme
        or "går ingen insikt att läsa nu: Något som är borta." in report
    )
    alone = section(report, "Behov som flera fann, och behov som en fann")
    assert "[Att komma hem](#tema-att-komma-hem)" in alone
    assert "Det känns som skola" in alone and "Bussen går före" not in alone
    assert "- [Att komma hem](../report.md#tema-att-komma-hem)" in built()["groups/granfors.md"]


def test_a_theme_of_one_group_is_not_shared() -> None:
    themes = Themes(themes=(Theme(id="t", name="Skola", members=("tallnas/insight-bbbbb",)),))
    report = built(themes=themes)["report.md"]
    assert "### Tema: Skola" in report
    assert "Ännu har inte flera grupper ett gemensamt tema." in report


def test_many_needs_that_one_group_found_are_counted_and_the_first_are_shown() -> None:
    insights = [{"id": f"insight-{n:05}", "text": f"Behov nummer {n}", "strength": "strong"} for n in range(15)]
    made = built([read("a", summary("Alvik", insights=insights))])
    alone = section(made["report.md"], "Behov som flera fann, och behov som en fann")
    assert "[15 insikter som grupperna bedömer som starka](underlag.md#u" in alone
    assert alone.count("Behov nummer") == 12
    assert "Ytterligare [3](underlag.md#u" in alone
    assert "Behov nummer 14" in made["underlag.md"]


def test_solutions_stand_by_stage_with_the_need_they_answer_and_why_they_stopped() -> None:
    text = section(built()["report.md"], "Lösningar")
    assert "| Införd | 1 | [U" in text and "| Testad | 0 | – |" in text
    assert "| Torsdagsrummet | [Tallnäs](groups/tallnas.md) | införd | 1 mars 2026 | ett ställe utan krav |" in text
    assert "- [Granfors](groups/granfors.md): Läsbussen (vilande). Ingen som äger den" in text


def test_a_solution_without_a_need_of_its_own_answers_the_insight_it_rests_on() -> None:
    insights = [{"id": "insight-aaaaa", "text": "Bussen går", "need": "komma hem"}]
    made = built(
        [read("a", summary("Alvik", insights=insights, solutions=[solution("Buss", answers=["insight-aaaaa"])]))]
    )
    assert "| Buss | [Alvik](groups/a.md) | idé | – | komma hem | – |" in made["report.md"]


def test_how_far_a_solution_has_come_at_most_is_not_forgotten_when_it_stops() -> None:
    assert reached(Solution.model_validate(solution("a", ("2026-01-01", "pilot"), ("2026-02-01", "ended")))) == 3
    assert reached(Solution.model_validate(solution("a", ("2026-01-01", "scaled"), ("2026-02-01", "tested")))) == 5
    assert reached(Solution.model_validate(solution("a"))) == 0
    assert reached(Solution(id="a", name="a")) == -1
    assert began(Solution(id="a", name="a", since="2026-01-02")) == "2026-01-02"
    assert began(Solution(id="a", name="a", since="i våras")) == ""


def cohort(*took: int) -> str:
    """Return the report of groups with a solution each that took so many days from idea to tested."""
    days = [f"2025-08-{1 + one:02}" for one in took]
    each = [solution(f"L{at}", ("2025-08-01", "idea"), (day, "tested")) for at, day in enumerate(days)]
    return built([read("a", summary("Alvik", solutions=each))])["report.md"]


def test_how_long_a_stage_took_is_said_for_three_solutions_but_not_for_two() -> None:
    assert "Därför säger vi inget om hur lång tid det tar." in cohort(3, 9)
    three = cohort(3, 9, 20)
    assert "Därför säger vi inget om hur lång tid det tar." not in three
    assert "Från idé till testad tog det [9 dagar](underlag.md#u" in three
    assert "för den mittersta av 3 lösningar" in three


def test_cohorts_are_by_half_year_and_count_those_who_came_at_least_so_far() -> None:
    made = [
        solution("A", ("2025-06-30", "idea"), ("2026-03-01", "scaled")),
        solution("B", ("2025-07-01", "tested")),
        solution("C", ("2025-12-31", "idea"), ("2026-01-10", "dormant")),
        solution("D", stage="pilot"),
    ]
    report = built([read("a", summary("Alvik", solutions=made))])["report.md"]
    assert len(WAY) == 6
    assert line_of(report, "| Första halvåret 2025 |").startswith(
        "| Första halvåret 2025 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | [U"
    )
    assert line_of(report, "| Andra halvåret 2025 |").startswith(
        "| Andra halvåret 2025 | 2 | 2 | 1 | 0 | 0 | 0 | 0 | [U"
    )
    assert line_of(report, "| Okänt när |").startswith("| Okänt när | 1 | 1 | 1 | 1 | 1 | 0 | 0 | [U")


def test_activities_are_never_effects() -> None:
    report = built()["report.md"]
    assert "Planerna har [5 aktiviteter](underlag.md#u" in section(report, "Aktiviteter")
    assert "aktivitet" not in section(report, "Effekter").lower()


def test_effects_stand_each_alone_with_what_can_be_said() -> None:
    text = section(built()["report.md"], "Effekter")
    assert (
        "| Fler kommer för första gången | [Tallnäs](groups/tallnas.md) | första besök | 14 (1 oktober 2025) |" in text
    )
    assert "Mätt, men inte vid sitt mål: [1 effekt av 2](underlag.md#u" in text
    assert "Saknar utgångsläge: [1 effekt av 2](underlag.md#u" in text
    assert "- [Tallnäs](groups/tallnas.md): Ny busslinje från augusti" in text
    assert "Tillsammans" not in text, "different measures are never added up"


def test_without_effects_it_says_that_it_is_too_early() -> None:
    report = built([read("a", kvarno())])["report.md"]
    assert "För tidigt att säga: ingen grupp" in section(report, "Effekter")
    assert "Det är för tidigt att säga något om effekter" in section(report, "Sammanfattning")


def test_lessons_are_by_step_and_say_what_they_are_about() -> None:
    text = section(built()["report.md"], "Lärdomar")
    assert "### Lärdomar: steg 2, Undersöka\n\n- [Tallnäs](groups/tallnas.md) (om arbetssättet): Fråga innan" in text


def test_obstacles_are_counted_by_group_and_told_in_words() -> None:
    text = section(built()["report.md"], "Hinder")
    assert "| Pengar | 1 | 1 | [U" in text
    assert "- [Tallnäs](groups/tallnas.md): Ingen budget efter sommaren" in text


def test_follow_ups_are_those_held_and_those_left() -> None:
    text = section(built()["report.md"], "Uppföljningar")
    assert "efter 3 månader (10 augusti 2026)\n  - Det gruppen kan säga: Fler är där för första gången." in text
    assert "| 4 november 2026 | [Tallnäs](groups/tallnas.md) | efter 6 månader |" in text
    assert "4 augusti" not in text, "it has been held"


def test_summaries_of_an_own_guide_have_their_own_steps() -> None:
    own = [{"step": "fira", "number": 7, "title": "Fira", "state": "under_way"}]
    report = built([read("a", summary("Alvik", steps=[*steps(6), *own]))])["report.md"]
    assert "7\\. Fira" in report
    assert len(guide().steps) == 6


def test_the_group_page_holds_what_the_summary_says() -> None:
    page = built()["groups/tallnas.md"]
    for words in (
        "Hur får vi fler till kulturskolan?",
        "- **Styrka, som gruppen bedömer den:** stark",
        "| 1 mars 2026 | införd |",
        "31",
        "3,5",
    ):
        assert words in page
    assert "| Jag vågar prata med användare utan att ha svaren klara. | 2 | 3,5 | 3 |" in page
    assert tallnas().until == "2026-05-04"


@pytest.mark.parametrize("place", ["/home/berit/projekt/tallnas", r"C:\Users\berit\tallnas"])
def test_where_a_group_lies_on_somebody_s_computer_is_not_told(place: str) -> None:
    made = built([Gathered(Group(name="a", path=place), summary("Alvik"))])
    assert not any("berit" in text for text in made.values())
    assert "- Projektets mapp tallnas" in made["groups/a.md"]
    fetched = built([Gathered(Group(name="a", git=f"file://{place}"), summary("Alvik"))])
    assert not any("berit" in text for text in fetched.values())


def test_without_themes_nobody_is_said_to_be_alone_with_a_need() -> None:
    text = section(built(themes=Themes())["report.md"], "Behov som flera fann, och behov som en fann")
    assert "Ännu har ingen jämfört gruppernas insikter." in text
    assert "insikter som grupperna bedömer som starka" not in text


def test_small_pieces_of_language() -> None:
    assert groups_of(3, 3, "sv") == "alla 3 grupper"
    assert groups_of(2, 2, "sv") == "båda grupperna"
    assert groups_of(0, 3, "en") == "none of 3 groups"
    assert groups_of(1, 1, "sv") == "1 av 1 grupp"
    assert number_of("solutions", 1, "en") == "1 solution"
    assert listing(["a", "b", "c"], "sv") == "a, b och c"
    assert listing([], "sv") == ""
    assert upper_first("[ingen](x)") == "[Ingen](x)"
    assert sentence("Så är det ") == "Så är det."


def test_themes_in_the_fixture_name_groups_that_exist() -> None:
    groups = {one.group.name for one in gathered()}
    assert {member.partition("/")[0] for theme in THEMES.themes for member in theme.members} <= groups
