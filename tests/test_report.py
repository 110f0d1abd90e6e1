"""The outputs: everything that was said is there, nothing that must not be, and a group's words never become markup."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from pymarkdown.api import PyMarkdownApi
from stale import find_stale

from innoguide.files.content import content_folders, load_guide
from innoguide.jobs.report import build
from innoguide.jobs.report.build import build_outputs
from innoguide.jobs.report.keeping import MARK
from innoguide.jobs.report.write import write_outputs
from innoguide.model.fields import KindField
from innoguide.model.guide import Guide, Kind
from innoguide.model.language import long_date
from innoguide.model.privacy import Audience
from innoguide.model.project import Done, InRoom, Project, Return, Session, Settings
from innoguide.model.record import ALPHABET, Record
from innoguide.rendering.environment import make_environment
from innoguide.rendering.markdown import anchor
from innoguide.texts import use_language

PARSER = MarkdownIt("commonmark").enable("table")
TEMPLATES = content_folders("templates", None)
SESSION = "2026-11-24-traff-1"
SETTINGS = {
    "sv": Settings(title="Fler unga", organisation="Kulturskolan", municipality="Norrvik", language="sv"),
    "en": Settings(title="More young people", organisation="Kulturskolan", municipality="Norrvik", language="en"),
}
Words = Callable[[str], str]


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(content_folders("steps", None))


@pytest.fixture(scope="module", autouse=True)
def compiled_once() -> Iterator[None]:
    """Compiling the templates is most of a build, and they do not change under the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "make_environment", lambda folders, lang: compiled(tuple(folders), lang))
        yield


compiled = cache(make_environment)


def built(guide: Guide, project: Project, audience: Audience = "public") -> dict[PurePosixPath, str]:
    return build_outputs(guide, project, audience=audience, template_folders=TEMPLATES)


def whole(outputs: dict[PurePosixPath, str]) -> str:
    return "\n".join(outputs.values())


# -- a project with one record of every kind, every field answered ------------------------------------------------


def record_id(kind: str, number: int = 0) -> str:
    return f"{kind}-{''.join(random.Random(f'{kind}{number}').choices(ALPHABET, k=5))}"


def token(*names: str) -> str:
    """A word that is like no other and says where it stands."""
    return "Q" + "".join(name.replace("_", "").title() for name in names)


def value_of(guide: Guide, field: KindField, path: tuple[str, ...], words: Words, number: int) -> Any:
    if field.type in ("text", "long"):
        return words(token(*path, str(number)))
    if field.type == "texts":
        return [words(token(*path, str(number), word)) for word in ("a", "b")]
    if field.type in ("choice", "choices"):
        ids = [option.id for option in field.options]
        return ids[-1] if field.type == "choice" else ids
    if field.type in ("ref", "refs"):
        target = record_id("quote" if "any" in field.to else field.to[0])
        return target if field.type == "ref" else [target]
    if field.type == "rows":
        return [{one.id: value_of(guide, one, (*path, one.id), words, number) for one in field.fields}]
    return {"number": 4711, "scale": 3, "yes_no": True, "date": "2026-03-01"}[field.type]


def record_of(guide: Guide, kind: Kind, words: Words, number: int = 0, **envelope: Any) -> Record:
    made = record_id(kind.kind, number)
    return Record(
        id=made,
        kind=kind.kind,
        step=kind.step or "ta-fram-ideer",
        session=SESSION,
        created=f"2026-11-24T10:0{number}:00",
        updated=f"2026-11-24T11:0{number}:00",
        file=f"records/{kind.kind}/{made}.yaml",
        values={one.id: value_of(guide, one, (kind.kind, one.id), words, number) for one in kind.fields},
        **envelope,
    )


def filled(guide: Guide, lang: str = "sv", words: Words = lambda word: f"{word} ord") -> Project:
    records = [record_of(guide, kind, words) for kind in guide.kinds.values()]
    gate = {"answers": [{"criterion": one.id, "answer": "partly"} for one in guide.steps[0].exit_criteria]}
    records.append(Record(id=record_id("gate", 7), kind="gate", step="ringa-in", status="draft", values=gate))
    session = Session(
        id=SESSION,
        number=1,
        started="2026-11-24T13:00",
        ended="2026-11-24T16:00",
        place=words("Qplats"),
        room=(InRoom(role=words("Qroll"), count=6),),
        users_in_room=True,
        returns=(Return(to="ringa-in", **{"from": "undersoka"}, why=words("Qskal"), at="2026-11-24T15:00:00"),),
        done=tuple(
            Done(step=step.step, method=method.method, move=move.id, minutes=7, note=words(f"Qnot{move.id}"))
            for step in guide.steps
            for method in guide.methods[step.step][:1]
            for move in method.script
        ),
    )
    return Project(SETTINGS[lang], {one.id: one for one in records}, (session,))


def added(project: Project, *records: Record) -> Project:
    return replace(project, records={**project.records, **{one.id: one for one in records}})


# -- what must be there, and what must not ------------------------------------------------------------------------

MACHINE = {
    "vote.criteria.criterion",
    "vote.results.criterion",
    "weighing.criteria.criterion",
    "weighing.scores.criterion",
    "gate.answers.criterion",
}


def expected(guide: Guide, kind: Kind, fields: tuple[KindField, ...], path: tuple[str, ...]) -> Iterator[str]:
    for field in fields:
        here = (*path, field.id)
        if ".".join(here) in MACHINE:
            continue
        if field.type in ("text", "long"):
            yield token(*here, "0")
        elif field.type == "texts":
            yield token(*here, "0", "b")
        elif field.type == "rows":
            yield from expected(guide, kind, field.fields, here)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_everything_said_shows_somewhere(guide: Guide, lang: str) -> None:
    outputs = built(guide, filled(guide, lang), "internal")
    text = whole(outputs)
    wanted = [one for kind in guide.kinds.values() for one in expected(guide, kind, kind.fields, (kind.kind,))]
    assert [one for one in wanted if one not in text] == []
    assert "Qplats" in text
    assert "Qskal" in text
    assert "Qnot" in text


def test_options_and_dates_are_in_words(guide: Guide) -> None:
    text = whole(built(guide, filled(guide), "internal")).casefold()
    labels = {
        field.options[-1].label.sv.casefold()
        for kind in guide.kinds.values()
        for field in kind.fields
        if field.type in ("choice", "choices")
    }
    assert {one for one in labels if one not in text} <= {"sluta"}
    assert "1 mars 2026" in text
    assert "2026-03-01" not in text


def test_ids_stand_only_in_the_register(guide: Guide) -> None:
    project = filled(guide)
    outputs = built(guide, project, "internal")
    report = outputs.pop(PurePosixPath("report.md"))
    for record in project.records.values():
        assert record.id not in whole(outputs)
        assert record.id not in report.partition("### Register")[0]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_confidential_records_and_drafts_are_not_in_public(guide: Guide, lang: str) -> None:
    project = filled(guide, lang)
    ways: list[dict[str, Any]] = [{"confidential": True}, {"status": "draft"}]
    for number, envelope in enumerate(ways, start=1):
        for kind in guide.kinds.values():
            project = added(project, record_of(guide, kind, lambda word: f"{word} HEMLIGT", number, **envelope))
    assert "HEMLIGT" in whole(built(guide, project, "internal"))
    assert "HEMLIGT" not in whole(built(guide, project))


def test_nobody_can_be_picked_out_in_public(guide: Guide) -> None:
    text = whole(built(guide, filled(guide)))
    personal = ["pseudonym", "role_context", "attributes", "place_type", "interviewer", "notetaker"]
    hidden = [token("interview", one, "0") for one in personal]
    hidden += [
        token("test_result", "tester", "0"),
        token("observation", "who_type", "0"),
        token("diary", "background", "0"),
    ]
    assert [one for one in hidden if one in text] == []
    assert token("interview", "needs", "0", "b") in text
    assert record_id("interview") not in text


def test_small_groups_are_not_numbered_in_public(guide: Guide) -> None:
    kind = guide.kinds["interview"]
    records = {}
    for number in range(8):
        one = record_of(guide, kind, str, number)
        band = "a13_15" if number < 6 else "a80_plus"
        records[one.id] = replace(one, values={**one.values, "age_band": band, "participant_type": "non_user"})
    project = Project(SETTINGS["sv"], records)
    public = built(guide, project)[PurePosixPath("report.md")]
    assert "| 13–15 år | 6 |" in public
    assert "| färre än fem |" in public
    assert "färre än fem" not in built(guide, project, "internal")[PurePosixPath("report.md")]


# -- the same bytes, whatever the order ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_same_records_give_the_same_bytes(guide: Guide, lang: str) -> None:
    project = filled(guide, lang)
    first = built(guide, project)
    items = list(project.records.items())
    random.Random(3).shuffle(items)
    use_language("en" if lang == "sv" else "sv")
    assert built(guide, Project(project.settings, dict(items), project.sessions)) == first
    assert all(text.splitlines()[2].startswith(MARK) for path, text in first.items() if path.suffix == ".md")


# -- a group's words never become markup --------------------------------------------------------------------------

HOSTILE = [
    "# rubrik",
    "a | b | c",
    "[länk](http://x.se) ![bild](y.png) <http://z.se> www.x.se",
    "<b>fet</b> <script>alert(1)</script> <!-- kommentar -->",
    "[/x] [red]hej[/red]",
    "rad\n# rubrik\n- punkt\n\n---\n\n    kod\n\n> citat",
    "1. ett",
    "---",
    "- [ ] att göra",
    "*kursiv* **fet** `kod` ~~struken~~ _under_",
    "```\nkod\n```",
    "| a |\n| --- |\n| b |",
    "rubrik\n===",
    "[a]: http://x.se\n\n[a]",
    "&lt;b&gt; &copy; \\",
    "{{ 7 * 7 }} {% raw %}",
]
MARKUP = {
    "heading_open", "link_open", "image", "html_block", "code_inline", "code_block", "fence", "hr", "em_open",
    "s_open", "table_open", "tr_open", "td_open", "th_open", "ordered_list_open",
}  # fmt: skip


def leaves(tokens: list[Token]) -> Iterator[Token]:
    for one in tokens:
        yield one
        yield from leaves(one.children or [])


def markup(text: str) -> Counter[str]:
    found = Counter(one.type for one in leaves(PARSER.parse(text)) if one.type in MARKUP)
    found["html"] = sum(one.type == "html_inline" and one.content != "<!-- -->" for one in leaves(PARSER.parse(text)))
    return found


@cache
def benign(guide_: int, blank: str, audience: Audience) -> dict[PurePosixPath, Counter[str]]:
    outputs = built(GUIDES[guide_], filled(GUIDES[guide_], words=lambda word: f"{word}{blank}ord"), audience)
    return {name: markup(text) for name, text in outputs.items()}


GUIDES: dict[int, Guide] = {}


@pytest.mark.parametrize(
    ("audience", "hostile"), [("internal", one) for one in HOSTILE] + [("public", one) for one in HOSTILE[::4]]
)
def test_words_never_become_markup(guide: Guide, hostile: str, audience: Audience) -> None:
    GUIDES[0] = guide
    blank = "\n\n" if "\n\n" in hostile else " "
    outputs = built(guide, filled(guide, words=lambda word: f"{hostile} {word}{blank}\n{hostile}"), audience)
    expected_markup = benign(0, blank, audience)
    for name, text in outputs.items():
        assert markup(text) - expected_markup[name] == Counter(), name


def test_a_title_cannot_break_out(guide: Guide) -> None:
    settings = SETTINGS["sv"].model_copy(update={"title": "x\n# y [a](b) --> <b>", "organisation": "<i>\n## z"})
    text = built(guide, Project(settings))[PurePosixPath("report.md")]
    plain = built(guide, Project(SETTINGS["sv"]))[PurePosixPath("report.md")]
    assert markup(text) == markup(plain)


# -- links, headings, linter --------------------------------------------------------------------------------------


def headings(text: str) -> list[tuple[int, str]]:
    tokens = PARSER.parse(text)
    found = []
    for at, one in enumerate(tokens):
        if one.type == "heading_open":
            words = "".join(leaf.content for leaf in leaves([tokens[at + 1]]) if leaf.type == "text")
            found.append((int(one.tag[1]), words))
    return found


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("audience", ["public", "internal"])
def test_links_resolve_and_headings_are_in_order(guide: Guide, lang: str, audience: Audience) -> None:
    project = filled(guide, lang)
    whole = built(guide, project, audience)
    outputs = {path: text for path, text in whole.items() if path.suffix == ".md"}
    anchors = {name: {anchor(words) for _level, words in headings(text)} for name, text in outputs.items()}
    files = {record.file for record in project.records.values()}
    up = "../" if audience == "public" else "../../"  # the internal documents lie in private/outputs/
    for name, text in outputs.items():
        levels = [level for level, _words in headings(text)]
        assert levels.count(1) == 1 and levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        for one in leaves(PARSER.parse(text)):
            if one.type == "link_open":
                target, _, fragment = str(one.attrs["href"]).partition("#")
                if target.startswith(f"{up}records/"):
                    assert target.removeprefix(up) in files
                    continue
                parts: list[str] = [] if target else [*name.parts]
                for part in (*name.parent.parts, *target.split("/")) if target else ():
                    parts = parts[:-1] if part == ".." else [*(parts if parts != [*name.parts] else []), part]
                where = PurePosixPath(*parts) if target else name
                assert where in outputs, (name, target)
                assert not fragment or MarkdownIt().normalizeLinkText(fragment) in anchors[where]


LINTED: list[tuple[str, Audience, bool]] = [("sv", "internal", True), ("en", "public", True), ("sv", "public", False)]


@pytest.mark.parametrize(("lang", "audience", "full"), LINTED)
def test_a_linter_finds_nothing_but_long_lines(
    guide: Guide, lang: str, audience: Audience, full: bool, tmp_path: Path
) -> None:
    project = filled(guide, lang) if full else Project(SETTINGS[lang])
    write_outputs(built(guide, project, audience), tmp_path)
    found = PyMarkdownApi().disable_rule_by_identifier("md013").scan_path(str(tmp_path), recurse_if_directory=True)
    assert [f"{one.scan_file}:{one.line_number} {one.rule_id}" for one in found.scan_failures] == []


# -- an empty project, and a story --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "words"), [("sv", "Steget är inte påbörjat"), ("en", "The step has not been started")]
)
def test_an_empty_project_has_a_report(guide: Guide, lang: str, words: str) -> None:
    outputs = built(guide, Project(SETTINGS[lang]))
    assert list(outputs) == [PurePosixPath("report.md")]
    text = outputs[PurePosixPath("report.md")]
    assert text.count(words) == len(guide.steps)
    assert "För tidigt att säga" in text if lang == "sv" else "Too early to tell" in text
    assert re.search(r"None|Undefined|\bTrue\b", text) is None


def one(kind: str, number: int, **values: Any) -> Record:
    made = record_id(kind, number)
    return Record(id=made, kind=kind, created=f"2026-11-24T10:{number:02}:00", values=values)


def story() -> Project:
    agreed = {"consent_scope": ["quote"]}
    types = ["non_user" if n < 2 else "user" for n in range(8)]
    met = [one("interview", n, pseudonym=f"U0{n}", participant_type=who, **agreed) for n, who in enumerate(types)]
    seen = one("observation", 0, situation="Väntan på bussen", participant_type="user", does_what=["Ritar i mobilen."])
    quote = one("quote", 0, text="Jag ritar inte så att nån ska se.", source=met[0].id)
    insight = one("insight", 0, statement="Unga behöver öva ifred", evidence=[quote.id, seen.id], chosen=True)
    other = one("insight", 1, statement="Bussen går för tidigt", set_aside_because="Inte vår fråga")
    first = one("challenge", 0, question="Hur kan vi nå unga?", version=1)
    second = one(
        "challenge", 1, question="Hur kan vi ge rum?", version=2, reason="Resan var inte hindret", replaces=first.id
    )
    hmw = one("hmw", 0, question="Hur kan vi skapa ro?")
    ideas = [one("idea", n, text=f"Idén nummer {n}", answers=hmw.id, origin="user") for n in range(3)]
    card = one(
        "idea_card",
        0,
        name="Bordet",
        pitch="Ett bord i fönstret",
        ideas=[ideas[1].id],
        insights=[insight.id],
        answers=hmw.id,
    )
    vote = replace(
        one("vote", 9, about="Idéer", criteria=[{"criterion": "user_value", "label": "Värde"}],
            results=[{"record": ideas[1].id, "criterion": "user_value", "dots": 4}], voters=6),
        step="ta-fram-ideer",
    )  # fmt: skip
    prototype = one("prototype", 0, name="Pappbordet", tests_idea=card.id, version=1)
    result = one("test_result", 0, tester="T1", prototype=prototype.id, tester_type="user", positive=["Bra ljus"])
    round_ = one("test_round", 0, title="Första gången", round=1, results=[result.id], decision="change_and_retest",
                 changes=[{"what": "Större bord", "why": "Trångt"}])  # fmt: skip
    solution = one("solution", 0, name="Bordet", idea_card=card.id, stage="pilot", since="2026-09-15",
                   owner="Enhetschefen", next_check="2026-12-16")  # fmt: skip
    effect = one("effect", 0, effect="Fler skapar bredvid andra", solution=solution.id, baseline_value="3", target="9")
    plan = one("plan", 0, goal="Ordinarie drift", solution=solution.id,
               decision_needed=[{"what": "Schema", "by": "kulturchefen", "when": "2026-12-16"}])  # fmt: skip
    records = [*met, seen, quote, insight, other, first, second, hmw, *ideas, card, vote, prototype, result, round_,
               solution, effect, plan]  # fmt: skip
    return Project(SETTINGS["sv"], {record.id: record for record in records})


def test_the_first_half_page_tells_the_story(guide: Guide) -> None:
    text = built(guide, story())[PurePosixPath("report.md")]
    summary = text.partition("## Bakgrund")[0]
    for words in (
        "**Behovet.** Unga behöver öva ifred.",
        "> ”Jag ritar inte så att nån ska se.” – icke-användare",
        "8 intervjuer och en observation",
        "Vi har tagit fram 3 idéer. Vi har testat en prototyp i ett test och gjort en ändring efter dem.",
        "**Lösningen: Bordet.** Ett bord i fönstret.",
        "**Läget.** Pilot, sedan 15 september 2026. Ägare: Enhetschefen. Nästa avstämning: 16 december 2026.",
        "- Schema (kulturchefen, senast 16 december 2026)",
        "För tidigt att säga. Vi följer en effekt. Nästa uppföljning: 16 december 2026.",
    ):
        assert words in summary


def test_a_solution_leads_back_to_its_evidence(guide: Guide) -> None:
    outputs = built(guide, story())
    for name in ("report.md", "6-forverkliga.md"):
        chain = outputs[PurePosixPath(name)].partition("Varför den här lösningen?")[2].partition("\n#")[0]
        for words in (
            "Insikt 1", "Jag ritar inte så", "Observation 1: Väntan på bussen", "Hur kan vi skapa ro?",
            "Idé 2: Idén nummer 1", "4 prickar", "Idékort 1: Bordet", "Pappbordet", "beslut: ändra och testa igen",
        ):  # fmt: skip
            assert words in chain


def test_versions_votes_and_choices_are_told(guide: Guide) -> None:
    outputs = built(guide, story())
    report, bank = outputs[PurePosixPath("report.md")], outputs[PurePosixPath("4-ta-fram-ideer.md")]
    assert "| 2 | Hur kan vi ge rum? | Resan var inte hindret |" in report
    assert "- **Valdes bort:** Inte vår fråga" in report
    assert "2 förslag fick inga prickar: Idé 1, Idé 3." in report
    assert "- Idé 1: Idén nummer 0" in bank
    assert "| Idé 2: Idén nummer 1 | 4 |" in bank


def test_what_was_measured_is_said(guide: Guide) -> None:
    project = story()
    effect = project.of_kind("effect")[0]
    rows = [{"date": "2027-06-03", "value": "11", "comment": "Åtta veckor"}, {"date": "2027-01-02", "value": "5"}]
    text = built(guide, added(project, effect.with_values(measurements=rows)))[PurePosixPath("report.md")]
    assert "Från 3 till 11 (3 juni 2027). Åtta veckor. Målet är nått: 9." in text
    assert "Fler skapar bredvid andra: 11 (3 juni 2027), utgångsläge 3, mål 9." in text


def test_missing_and_unknown_are_said_in_words(guide: Guide) -> None:
    project = story()
    area = Record(
        id=record_id("development_area"), kind="development_area", values={"title": "Bredvid"}, open=("why_now",)
    )
    text = built(guide, added(project, area))[PurePosixPath("3-fokusera.md")]
    missing, unknown = text.partition("### Det som saknas")[2].split("### Det vi inte vet ännu")
    field = guide.kinds["development_area"].by_id["why_now"].label.sv
    assert guide.kinds["development_area"].by_id["benefit"].label.sv in missing
    assert field not in missing
    assert field in unknown


def test_a_kind_of_ones_own_is_shown(guide: Guide, tmp_path: Path) -> None:
    kinds = tmp_path / "steps" / "kinds"
    kinds.mkdir(parents=True)
    (kinds / "sound.yaml").write_text(
        "format: 1\nkind: sound\ntitle: {sv: ljud, en: sound}\nplural: {sv: ljud, en: sounds}\n"
        "text: {sv: Ett ljud, en: A sound}\nstep: undersoka\nlabel_field: heard\nfields:\n"
        "  - {id: heard, type: text, needed: at_once, label: {sv: Det som hördes, en: Heard}}\n"
        "  - {id: why, type: long, label: {sv: Varför, en: Why}}\n",
        encoding="utf-8",
    )
    own = load_guide(content_folders("steps", tmp_path))
    record = Record(id="sound-k3f9w", kind="sound", values={"heard": "Ett brummande", "why": "Fläkten", "old": "Kvar"})
    text = built(own, Project(SETTINGS["sv"], {record.id: record}))[PurePosixPath("2-undersoka.md")]
    for words in ("#### Ljud 1: Ett brummande", "**Varför:** Fläkten", "**old:** Kvar"):
        assert words in text


def test_a_template_of_ones_own_wins(guide: Guide, tmp_path: Path) -> None:
    (tmp_path / "report.md.j2").write_text("# {{ title }}\n\n{{ provenance }}\n\nVår egen rapport.\n", encoding="utf-8")
    outputs = build_outputs(guide, story(), audience="public", template_folders=[tmp_path, *TEMPLATES])
    assert "Vår egen rapport." in outputs[PurePosixPath("report.md")]


# -- on disk ------------------------------------------------------------------------------------------------------


def test_written_stale_and_removed(guide: Guide, tmp_path: Path) -> None:
    outputs = built(guide, story())
    assert find_stale(outputs, tmp_path) == sorted(outputs)
    assert write_outputs(outputs, tmp_path).changed == sorted(outputs)
    assert find_stale(outputs, tmp_path) == []
    again = write_outputs(outputs, tmp_path)
    assert (again.changed, again.removed) == ([], [])
    assert again.unchanged == sorted(outputs)

    report = PurePosixPath("report.md")
    (tmp_path / "outputs" / "egna-anteckningar.md").write_text("# Egna\n", encoding="utf-8")
    (tmp_path / "outputs" / "report.md").write_text(f"# Förut\n\n{MARK}version 0 -->\n", encoding="utf-8")
    fewer = {name: text for name, text in outputs.items() if name.name != "5-testa-ideer.md"}
    assert find_stale(fewer, tmp_path) == [PurePosixPath("5-testa-ideer.md"), report]
    kept = write_outputs(fewer, tmp_path, keep=("5-testa-ideer.md",))
    assert (kept.changed, kept.removed) == ([report], [])
    assert write_outputs(fewer, tmp_path).removed == [PurePosixPath("5-testa-ideer.md")]
    assert (tmp_path / "outputs" / "egna-anteckningar.md").exists()


def test_dates_in_the_meeting_are_long(guide: Guide) -> None:
    from datetime import date

    text = built(guide, filled(guide))[PurePosixPath(f"traffar/{SESSION}.md")]
    assert f"{long_date(date(2026, 11, 24), 'sv', weekday=True)}, kl. 13.00–16.00" in text
