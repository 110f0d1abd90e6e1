"""The chain of evidence: both ways, round rings, with what has changed and what is missing; shown, and confirmed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from innoguide.cli.trace import branches, markdown_lines, text_lines
from innoguide.files.content import content_folders, load_guide
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.records import confirm_links
from innoguide.jobs.report.build import build_outputs
from innoguide.jobs.trace.one import describe_trace, trace_json
from innoguide.jobs.trace.overview import MOST_LISTED, describe_overview, overview_json
from innoguide.jobs.trace.words import Item, Words
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Settings
from innoguide.model.record import ALPHABET, Record
from innoguide.model.trace import (
    DEEPEST,
    Edge,
    Node,
    build_links,
    build_trace,
    find_orphans,
    values_without,
)
from innoguide.texts import use_language

SETTINGS = Settings(title="Fler in", language="sv")


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


@cache
def shipped() -> Guide:
    return load_guide(content_folders("steps", None))


def record_id(kind: str, number: int) -> str:
    """An id that sorts by its number."""
    base = len(ALPHABET)
    return f"{kind}-222{ALPHABET[number // base % base]}{ALPHABET[number % base]}"


def one(kind: str, number: int = 0, /, **values: Any) -> Record:
    made = f"2026-03-01T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}"
    return Record(id=record_id(kind, number), kind=kind, created=made, updated=made, values=values)


def project_of(*records: Record) -> Project:
    return Project(SETTINGS, {record.id: record for record in records})


def seen_now(project: Project) -> Project:
    """Return *project* as if every record had just been built on what it refers to."""
    links = build_links(shipped(), project)
    records = {
        key: replace(record, seen={e.target: links.now[e.target] for e in links.rests_on[key] if e.target in links.now})
        for key, record in project.records.items()
    }
    return Project(project.settings, records)


def changed(project: Project, record: Record, **values: Any) -> Project:
    return Project(project.settings, {**project.records, record.id: project.records[record.id].with_values(**values)})


def without(project: Project, record: Record) -> Project:
    return Project(project.settings, {key: other for key, other in project.records.items() if key != record.id})


MET = one("interview", 0, pseudonym="U01", participant_type="user", role_context="ritar hemma", consent_scope=["quote"])
QUOTE = one("quote", 1, text="Jag ritar varje dag", source=MET.id)
DOUBT = one("quote", 2, text="Jag har redan ett gäng", source=MET.id)
SEEN = one("observation", 3, situation="Väntan på bussen", participant_type="user", does_what=["Ritar"])
INSIGHT = one(
    "insight",
    4,
    statement="Unga behöver öva ifred",
    evidence=[QUOTE.id, SEEN.id],
    contradicting=[DOUBT.id],
    chosen=True,
)
OPPORTUNITY = one("opportunity", 5, opportunity="Ett rum", insight=INSIGHT.id, quotes=[QUOTE.id])
HMW = one("hmw", 6, question="Hur kan vi ge ro?", opportunity=OPPORTUNITY.id, chosen=True)
IDEA = one("idea", 7, text="Ett bord i fönstret", answers=HMW.id)
OTHER = one("idea", 8, text="En buss", answers=HMW.id)
GUESS = one("assumption", 9, statement="Unga vågar komma in", about="users", outcome="unconfirmed")
CARD = one(
    "idea_card",
    10,
    name="Bordet",
    pitch="Ett bord",
    ideas=[IDEA.id],
    answers=HMW.id,
    insights=[INSIGHT.id],
    assumptions=[GUESS.id],
    state="chosen",
)
DECISION = one(
    "decision",
    11,
    what="Vi tar bordet",
    why="Det är billigt",
    decided_by="projektgruppen",
    chosen=[IDEA.id],
    set_aside=[{"what": "En buss", "record": OTHER.id, "why": "Inte vår fråga"}],
)
PROTOTYPE = one("prototype", 12, name="Pappbordet", version=1, tests_idea=CARD.id, assumption=GUESS.id)
RESULT = one("test_result", 13, tester="T1", prototype=PROTOTYPE.id, tester_type="user")
ROUND = one(
    "test_round",
    14,
    title="Första gången",
    results=[RESULT.id],
    evidence=[RESULT.id],
    decision="change_and_retest",
    changes=[{"what": "Större bord", "why": "Trångt"}],
    assumption_status=[{"assumption": GUESS.id, "outcome": "unconfirmed"}],
)
SOLUTION = one("solution", 15, name="Bordet", idea_card=CARD.id, stage="pilot")
EFFECT = one("effect", 16, effect="Fler ritar", solution=SOLUTION.id, baseline_value="3", target="9")
FIRST = one("challenge", 17, question="Hur kan vi nå unga?", version=1)
SECOND = one("challenge", 18, question="Hur kan vi ge plats?", version=2, replaces=FIRST.id)
CHAIN = (
    MET, QUOTE, DOUBT, SEEN, INSIGHT, OPPORTUNITY, HMW, IDEA, OTHER, GUESS, CARD, DECISION, PROTOTYPE, RESULT, ROUND,
    SOLUTION, EFFECT, FIRST, SECOND,
)  # fmt: skip


def story() -> Project:
    return seen_now(project_of(*CHAIN))


def words(project: Project) -> Words:
    return Words(shipped(), project, build_links(shipped(), project), "sv")


def told(nodes: Sequence[Node]) -> set[str]:
    return {node.id for node in nodes if not node.again}


def held(edges: Sequence[Edge]) -> set[tuple[str, str]]:
    return {(edge.record, edge.target) for edge in edges}


# -- both ways ----------------------------------------------------------------------------------------------------


def test_a_solution_leads_back_to_people_and_a_quote_forward_to_the_effects() -> None:
    project = story()
    back = build_trace(shipped(), project, project.records[SOLUTION.id])
    assert told(back.rests_on) == {
        r.id for r in (CARD, IDEA, HMW, OPPORTUNITY, INSIGHT, QUOTE, DOUBT, SEEN, MET, GUESS)
    }
    forward = build_trace(shipped(), project, project.records[QUOTE.id])
    assert told(forward.built_on) == {
        r.id
        for r in (INSIGHT, OPPORTUNITY, HMW, IDEA, OTHER, CARD, DECISION, PROTOTYPE, RESULT, ROUND, SOLUTION, EFFECT)
    }
    assert told(back.built_on) == {EFFECT.id}
    assert told(forward.rests_on) == {MET.id}


def test_against_aside_and_older_are_marked() -> None:
    links = build_links(shipped(), story())
    marked = {
        name: held([edge for edges in links.rests_on.values() for edge in edges if getattr(edge, name)])
        for name in ("against", "aside", "older")
    }
    assert marked == {
        "against": {(INSIGHT.id, DOUBT.id)},
        "aside": {(DECISION.id, OTHER.id)},
        "older": {(SECOND.id, FIRST.id)},
    }


def test_a_node_that_was_shown_is_named_again_but_not_opened() -> None:
    project = story()
    nodes = build_trace(shipped(), project, project.records[SOLUTION.id]).rests_on
    opened = [node.id for node in nodes if not node.again]
    assert len(opened) == len(set(opened))
    again = [at for at, node in enumerate(nodes) if node.again]
    assert [nodes[at].id for at in again].count(QUOTE.id) == 1  # the insight's quote is the opportunity's too
    assert all(at + 1 == len(nodes) or nodes[at + 1].depth <= nodes[at].depth for at in again)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Project, dict[str, set[str]]]:
    """A project whose references are drawn at random, also to themselves, in rings, and to nothing."""
    number = draw(st.integers(1, 8))
    ids = [record_id("decision", at) for at in range(number)]
    targets = st.lists(st.sampled_from([*ids, "decision-zzzzz"]), max_size=5)
    records, wanted = {}, {}
    for at, made in enumerate(ids):
        evidence, chosen, aside = draw(targets), draw(targets), draw(targets)
        rows = [{"what": "x", "record": target} for target in aside]
        records[made] = one("decision", at, what="x", evidence=evidence, chosen=chosen, set_aside=rows)
        wanted[made] = {*evidence, *chosen, *aside}
    return Project(SETTINGS, records), wanted


@given(graphs())
@settings(max_examples=200, deadline=None)
def test_any_graph_ends_and_names_each_record_that_can_be_reached(drawn: tuple[Project, dict[str, set[str]]]) -> None:
    project, wanted = drawn
    links = build_links(shipped(), project)
    for record in project.records.values():
        trace = build_trace(shipped(), project, record, links)
        assert told(trace.rests_on) == _reached(wanted, record.id)
        assert len(trace.rests_on) <= sum(map(len, links.rests_on.values()))
        assert told(trace.built_on) == {key for key in wanted if record.id in _reached(wanted, key)} - {record.id}
        depths = [-1, *(node.depth for node in trace.rests_on)]
        assert all(after <= before + 1 for before, after in pairwise(depths))
        assert _ids(trace_json(words(project), trace)["rests_on"]) == [node.id for node in trace.rests_on]


def _reached(wanted: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        new = wanted.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found - {start}


def _ids(nested: list[dict[str, Any]]) -> list[str]:
    return [found for node in nested for found in (node["id"], *_ids(node["rests_on"]))]


@given(graphs())
@settings(max_examples=100, deadline=None)
def test_what_was_built_on_a_record_is_what_rests_on_it(drawn: tuple[Project, dict[str, set[str]]]) -> None:
    project, wanted = drawn
    links = build_links(shipped(), project)
    forward = {pair for edges in links.rests_on.values() for pair in held(edges)}
    assert forward == {pair for edges in links.built_on.values() for pair in held(edges)}
    assert forward == {(key, target) for key, targets in wanted.items() for target in targets}


def test_a_chain_of_ten_thousand_is_told_to_its_end() -> None:
    number = 10_000
    ids = [f"idea-{at:05}" for at in range(number)]
    records = [
        Record(id=made, kind="idea", created=f"{at:05}", values={"text": "x", "builds_on": ids[at + 1 : at + 2]})
        for at, made in enumerate(ids)
    ]
    project = project_of(*records)
    trace = build_trace(shipped(), project, records[0])
    assert [node.id for node in trace.rests_on] == ids[1:]
    assert max(node.depth for node in trace.rests_on) == DEEPEST
    assert _ids(trace_json(words(project), trace)["rests_on"]) == ids[1:]
    assert len(branches([Item(text="x", depth=node.depth) for node in trace.rests_on])) == number - 1


# -- what has changed ---------------------------------------------------------------------------------------------


def test_nothing_is_suspect_as_long_as_nothing_says_anything_else() -> None:
    project = story()
    assert build_links(shipped(), project).suspect == []
    for record, values in (
        (INSIGHT, {"rank": 3, "chosen": False, "strength": "strong", "importance_user": 2}),
        (IDEA, {"state": "set_aside", "value": 4}),
        (CARD, {"state": "set_aside", "feasible": 2}),
        (QUOTE, {"topic": "rita"}),
    ):
        assert build_links(shipped(), changed(project, record, **values)).suspect == []


def test_other_words_make_what_was_built_on_them_suspect() -> None:
    found = build_links(shipped(), changed(story(), INSIGHT, statement="Unga behöver sällskap")).suspect
    assert held(found) == {(OPPORTUNITY.id, INSIGHT.id), (CARD.id, INSIGHT.id)}


def test_a_quote_taken_out_of_an_insight_or_lost_makes_what_was_built_on_the_insight_suspect() -> None:
    above = {(OPPORTUNITY.id, INSIGHT.id), (CARD.id, INSIGHT.id)}
    assert held(build_links(shipped(), changed(story(), INSIGHT, evidence=[SEEN.id])).suspect) == above
    lost = build_links(shipped(), without(story(), QUOTE)).suspect
    # The question says that it grew from the opportunity, which has lost the quote as well.
    assert held(lost) == above | {
        (INSIGHT.id, QUOTE.id), (OPPORTUNITY.id, QUOTE.id), (HMW.id, OPPORTUNITY.id),
    }  # fmt: skip
    assert {edge.target for edge in lost if edge.missing} == {QUOTE.id}


def test_what_is_put_to_the_test_may_change_but_not_what_an_idea_rests_on() -> None:
    found = build_links(shipped(), changed(story(), GUESS, outcome="refuted")).suspect
    assert held(found) == {(CARD.id, GUESS.id)}  # the prototype was made to find that out


def test_a_reference_that_nobody_has_looked_at_is_not_suspect() -> None:
    project = without(project_of(*CHAIN), QUOTE)
    assert build_links(shipped(), project).suspect == []
    links = build_links(shipped(), project)
    assert held([edge for edges in links.rests_on.values() for edge in edges if edge.missing]) == {
        (INSIGHT.id, QUOTE.id), (OPPORTUNITY.id, QUOTE.id),
    }  # fmt: skip


def test_a_lost_reference_says_the_same_as_one_that_was_taken_out() -> None:
    lost, taken = without(story(), QUOTE), changed(story(), INSIGHT, evidence=[SEEN.id])
    now = [build_links(shipped(), project).now[INSIGHT.id] for project in (lost, taken)]
    assert now[0] == now[1]


def test_values_without_references_leave_nothing_empty() -> None:
    kind = shipped().kinds["decision"]
    gone = {OTHER.id, IDEA.id}
    assert values_without({**DECISION.values, "bold_pick": IDEA.id}, kind.fields, gone) == {
        "what": "Vi tar bordet",
        "why": "Det är billigt",
        "decided_by": "projektgruppen",
        "set_aside": [{"what": "En buss", "why": "Inte vår fråga"}],
    }


# -- orphans ------------------------------------------------------------------------------------------------------


def test_the_story_has_no_orphans() -> None:
    orphans = find_orphans(shipped(), story())
    assert [(record.id, fields) for record, fields in orphans.rootless] == []
    assert orphans.unused == ()


def test_records_without_roots_and_material_that_nothing_came_of_are_found() -> None:
    project = without(without(story(), MET), OPPORTUNITY)
    orphans = find_orphans(shipped(), project)
    assert [(record.id, fields) for record, fields in orphans.rootless] == [
        (QUOTE.id, ("source",)),
        (DOUBT.id, ("source",)),
        (HMW.id, ("opportunity",)),
    ]
    lonely = project_of(MET, INSIGHT, HMW, CARD, IDEA, DECISION)
    assert [record.id for record in find_orphans(shipped(), lonely).unused] == [MET.id, CARD.id]


def test_being_chosen_voted_on_or_set_aside_is_not_being_built_on() -> None:
    vote = one("vote", 50, about="Insikter", results=[{"record": INSIGHT.id, "criterion": "a", "dots": 3}])
    decision = one("decision", 51, what="x", chosen=[INSIGHT.id], bold_pick=INSIGHT.id)
    aside = one("decision", 52, what="x", set_aside=[{"what": "x", "record": INSIGHT.id}])
    project = project_of(QUOTE, INSIGHT, vote, decision, aside)
    assert [record.id for record in find_orphans(shipped(), project).unused] == [INSIGHT.id]


def test_raw_material_is_what_people_said_or_did() -> None:
    raw = {kind.kind for kind in shipped().kinds.values() if kind.raw_material}
    assert raw == {"interview", "quote", "observation", "diary", "diary_entry", "note", "test_result"}


def test_every_kind_that_others_rest_on_says_something() -> None:
    guide = shipped()
    columns = [column for kind in guide.kinds.values() for field in kind.fields for column in (field, *field.fields)]
    targets = {target for column in columns for target in column.to} - {"any"}
    judged = {"rank", "chosen", "state", "strength", "dots", "importance_user", "actionable"}
    assert {kind for kind in targets if not guide.kinds[kind].says} == set()
    assert {name for kind in targets for name in guide.kinds[kind].says} & judged == set()


# -- in words -----------------------------------------------------------------------------------------------------


def lines_of(project: Project, record: Record, *, plain: bool = False, width: int = 100) -> list[str]:
    said = words(project)
    trace = build_trace(shipped(), project, project.records[record.id], said.links)
    return [line.text for line in text_lines(describe_trace(said, trace), width=width, plain=plain)]


def test_a_trace_is_a_tree_with_what_is_to_be_said_of_each_link() -> None:
    project = changed(story(), QUOTE, text="Jag ritar ibland")
    assert lines_of(project, INSIGHT)[:11] == [
        "",
        "Styrka, räknad ur underlaget",
        "  Svag: 2 belägg från 2 källor, 1 slags deltagare (användare), 1 belägg talar emot",
        "",
        "Vilar på",
        f"├─ citat {QUOTE.id}: Jag ritar ibland (Underlag, ändrad sedan dess)",
        f"│  └─ intervjuanteckning {MET.id}: U01 (Källa)",
        f"├─ observation {SEEN.id}: Väntan på bussen (Underlag)",
        f"└─ citat {DOUBT.id}: Jag har redan ett gäng (talar emot)",
        f"   └─ intervjuanteckning {MET.id} (Källa, visas ovan)",
        "",
    ]


def test_in_plain_lines_there_is_indentation_and_nothing_drawn() -> None:
    lines = lines_of(story(), INSIGHT, plain=True)
    assert f"  citat {QUOTE.id}: Jag ritar varje dag (Underlag)" in lines
    assert f"    intervjuanteckning {MET.id}: U01 (Källa)" in lines
    assert re.search("[─│├└]", "\n".join(lines)) is None


@pytest.mark.parametrize("width", [40, 60, 100])
def test_a_record_with_much_to_say_is_cut_where_the_line_ends(width: int) -> None:
    project = changed(story(), QUOTE, text="ord " * 100)
    line = next(line for line in lines_of(project, INSIGHT, width=width) if "ord" in line)
    assert "…" in line
    assert len(line) <= max(width, 90)


def test_what_is_gone_is_named() -> None:
    assert f"├─ citat {QUOTE.id} (Underlag, finns inte längre)" in lines_of(without(story(), QUOTE), INSIGHT)


def test_a_record_that_rests_on_nothing_says_so() -> None:
    assert lines_of(story(), MET)[:3] == ["", "Vilar på", "  Ingenting ännu."]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=30))
def test_branches_join_what_belongs_together(depths: list[int]) -> None:
    real = [min(depth, at) for at, depth in enumerate(depths)]
    for at in range(1, len(real)):
        real[at] = min(real[at], real[at - 1] + 1)
    starts = branches([Item(text="x", depth=depth) for depth in real])
    assert [len(start) for start in starts] == [3 * depth + 3 for depth in real]
    for at, (start, depth) in enumerate(zip(starts, real, strict=True)):
        following = next((one for one in real[at + 1 :] if one <= depth), -1)
        assert start.endswith("├─ " if following == depth else "└─ ")


def test_the_markdown_is_one_nested_list_and_a_groups_words_stay_words() -> None:
    project = changed(story(), QUOTE, text="# [x](y) <b> *nej*")
    said = words(project)
    trace = build_trace(shipped(), project, project.records[INSIGHT.id], said.links)
    text = "\n".join(markdown_lines("Insikt", describe_trace(said, trace)))
    tokens = MarkdownIt("commonmark").parse(text)
    inline = [leaf.type for token in tokens if token.type == "inline" for leaf in token.children or ()]
    assert {token.type for token in tokens if token.type.endswith("_open")} == {
        "paragraph_open", "bullet_list_open", "list_item_open",
    }  # fmt: skip
    assert not {"link_open", "em_open", "html_inline"} & set(inline)
    assert max(token.level for token in tokens) >= 8


def test_the_overview_says_how_it_stands() -> None:
    project = without(changed(story(), INSIGHT, statement="Unga behöver sällskap"), MET)
    lines = [line.text for line in text_lines(describe_overview(words(project)), width=100, plain=True)]
    assert f"  citat {QUOTE.id}: Jag ritar varje dag (saknar: Källa)" in lines
    assert f"  möjlighet {OPPORTUNITY.id}: Ett rum" in lines
    assert f"    insikt {INSIGHT.id}: Unga behöver sällskap (Insikt, ändrad sedan dess)" in lines
    value = overview_json(words(project))
    assert {(one["record"], one["target"]) for one in value["suspect"] if not one["missing"]} == {
        (OPPORTUNITY.id, INSIGHT.id), (CARD.id, INSIGHT.id),
        # Where a quote comes from is part of what it says.
        (INSIGHT.id, QUOTE.id), (INSIGHT.id, DOUBT.id), (OPPORTUNITY.id, QUOTE.id),
    }  # fmt: skip
    assert [one["fields"] for one in value["rests_on_nothing"]] == [["source"], ["source"]]


def test_a_long_list_says_how_many_more_there_are() -> None:
    notes = [one("quote", at, text=f"Citat {at}") for at in range(MOST_LISTED + 5)]
    section = describe_overview(words(project_of(*notes)))[2]
    assert len(section.items) == MOST_LISTED + 1
    assert section.items[-1].text == "… och 5 till. Alla: innoguide trace --json"


def test_an_empty_project_has_an_overview() -> None:
    sections = describe_overview(words(project_of()))
    assert [item.text for section in sections for item in section.items] == ["Inget."] * len(sections)
    assert overview_json(words(project_of()))["insights"] == []


# -- confirming ---------------------------------------------------------------------------------------------------


def stored(tmp_path: Path, *records: Record) -> Store:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "innoguide.yaml").write_bytes(settings_bytes(SETTINGS))
    store = Store(folder, shipped(), SETTINGS)
    for record in seen_now(project_of(*records)).records.values():
        store.add(record)
    return Store(folder, shipped(), SETTINGS)


def test_confirming_takes_the_new_words_and_forgets_what_is_gone(tmp_path: Path) -> None:
    store = stored(tmp_path, MET, QUOTE, SEEN, DOUBT, INSIGHT, OPPORTUNITY)
    project = store.load()
    store.replace(project.records[INSIGHT.id].with_values(statement="Unga behöver sällskap"))
    (store.folder / project.records[QUOTE.id].file).unlink()
    store = Store(store.folder, shipped(), SETTINGS)
    project = store.load()
    links = build_links(shipped(), project)
    before = project.records[OPPORTUNITY.id]
    after = confirm_links(store, before, links)
    assert after.seen == {INSIGHT.id: links.now[INSIGHT.id]}
    assert after.values == before.values  # the quote still stands there: that is for the group to mend
    again = Store(store.folder, shipped(), SETTINGS).load()
    assert again.records[OPPORTUNITY.id] == after
    assert held(build_links(shipped(), again).suspect) == {(INSIGHT.id, QUOTE.id)}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize(("typed", "left"), [("nej", 1), ("", 1), ("ja", 0)])
def test_on_a_terminal_the_group_is_asked_first(tmp_path: Path, typed: str, left: int) -> None:
    pexpect = pytest.importorskip("pexpect")
    store = stored(tmp_path, MET, QUOTE, SEEN, DOUBT, INSIGHT, OPPORTUNITY)
    store.replace(store.load().records[INSIGHT.id].with_values(statement="Unga behöver sällskap"))
    command = ["-m", "innoguide", "review", OPPORTUNITY.id, "--project", str(store.folder), "--lang", "sv"]
    child = pexpect.spawn(sys.executable, command, env={**os.environ, "TERM": "dumb"}, encoding="utf-8", timeout=60)
    child.expect_exact("Håller det fortfarande? (ja/nej) ›")
    assert "Unga behöver sällskap" in child.before
    child.sendline(typed)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert len(build_links(shipped(), Store(store.folder, shipped(), SETTINGS).load()).suspect) == left


# -- in the report ------------------------------------------------------------------------------------------------


def chain_in(project: Project, audience: Any = "public") -> str:
    folders = content_folders("templates", None)
    outputs = build_outputs(shipped(), project, audience=audience, template_folders=folders)
    return outputs[PurePosixPath("report.md")].partition("Varför den här lösningen?")[2].partition("\n#")[0]


def test_the_report_prints_every_link() -> None:
    text = chain_in(story())
    for said in (
        "**Utmaningen:** Hur kan vi ge plats?",
        "Unga behöver öva ifred",
        "”Jag ritar varje dag” – användare",
        "Talar emot: ”Jag har redan ett gäng”",
        "Styrka: svag, 2 belägg från 2 källor, ett slags deltagare (användare); ett belägg talar emot",
        "**Möjligheten vi såg:** Ett rum",
        "**Frågan vi ställde:** Hur kan vi ge ro?",
        "Ett bord i fönstret",
        "Unga vågar komma in – obekräftat",
        "Vi tar bordet",
        "Varför: Det är billigt",
        "Av: projektgruppen",
        "Valdes bort: Idé 2: En buss – Inte vår fråga",
        "Pappbordet, version 1 – en testperson",
        "Ändrades: Större bord – Trångt",
        "Fler ritar – utgångsläge: 3; mål: 9",
    ):
        assert said in text
    assert "sedan dess" not in text
    without_files = re.sub(r"\(bilder/[^)]*\)", "", text)
    assert re.search(rf"\b[a-z_]+-[{ALPHABET}]{{5}}\b", without_files) is None


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_the_report_says_what_has_changed(audience: str) -> None:
    text = chain_in(changed(story(), INSIGHT, statement="Unga behöver sällskap"), audience)
    assert re.search(r"Unga behöver sällskap \*\*\(ändrad sedan dess\)\*\*", text)
    assert text.count("(ändrad sedan dess)") == 1
    assert "Gruppen har inte bekräftat" in text


def test_a_hidden_record_is_neither_shown_nor_taken_for_a_change() -> None:
    project = story()
    quote = replace(project.records[DOUBT.id], confidential=True)
    hidden = Project(SETTINGS, {**project.records, quote.id: quote})
    text = chain_in(hidden)
    assert "Jag har redan ett gäng" not in text
    assert "sedan dess" not in text
    assert "Styrka: svag, 2 belägg från 2 källor, ett slags deltagare (användare)\n" in text
    assert "Jag har redan ett gäng" in chain_in(hidden, "internal")


def test_reasons_for_setting_aside_are_told_once() -> None:
    many = [one("idea", at, text=f"Idé nummer {at}", answers=HMW.id) for at in range(20, 40)]
    rows = [{"what": idea.values["text"], "record": idea.id, "why": "Sedan"} for idea in many]
    rows += [{"what": f"Sak {at}", "why": f"Skäl {at}"} for at in range(9)]
    project = project_of(*CHAIN, *many, replace(DECISION, values={**DECISION.values, "set_aside": rows}))
    text = chain_in(project)
    assert "och 19 till – Sedan" in text
    assert text.count("Valdes bort:") == 5
    assert "Valdes bort av andra skäl: se beslutet." in text
