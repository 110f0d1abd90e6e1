"""Who may see what: the public sees no draft, nothing confidential, and no quote that nobody may quote."""

from dataclasses import replace
from typing import Any

import pytest
from small_guide import SETTINGS

from innoguide.files.content import load_guide, shipped_folder
from innoguide.model.guide import Guide
from innoguide.model.privacy import is_hidden, visible_part
from innoguide.model.project import Project
from innoguide.model.record import Record, references


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide([shipped_folder("steps")])


def record(kind: str, sign: str = "2", /, *, confidential: bool = False, status: str = "done", **values: Any) -> Record:
    return Record(id=f"{kind}-{sign * 5}", kind=kind, confidential=confidential, status=status, values=values)


def seen(guide: Guide, *records: Record, audience: Any = "public") -> dict[str, Record]:
    """Return what *audience* sees of *records*."""
    return visible_part(guide, Project(SETTINGS, {one.id: one for one in records}), audience).records


SECRET = record("quote", "3", confidential=True, text="Hemligt")
DRAFT = record("quote", "4", status="draft", text="Ofärdigt")
OPEN = record("quote", "5", text="Öppet")


def test_the_public_sees_neither_drafts_nor_what_is_confidential(guide: Guide) -> None:
    assert set(seen(guide, SECRET, DRAFT, OPEN)) == {OPEN.id}
    assert is_hidden(SECRET, "public")
    assert is_hidden(DRAFT, "public")
    assert not is_hidden(OPEN, "public")


def test_the_group_itself_sees_all(guide: Guide) -> None:
    assert set(seen(guide, SECRET, DRAFT, OPEN, audience="internal")) == {SECRET.id, DRAFT.id, OPEN.id}


def test_nothing_visible_points_to_what_is_hidden(guide: Guide) -> None:
    hidden_actor = record("actor", "3", confidential=True, name="Den dolda")
    actor = record(
        "actor", "4", name="Den synliga", links=[{"to": hidden_actor.id, "link_type": "känner"}, {"to": "actor-44444"}]
    )
    insight = record("insight", statement="De väntar", evidence=[SECRET.id, OPEN.id, DRAFT.id])
    steps = [{"activity": "Åker", "quote": SECRET.id, "people": [hidden_actor.id, actor.id]}]
    journey = record("journey", title="Resan", steps=steps)
    idea = record("idea_card", name="Kort", answers="hmw-99999")
    found = seen(guide, SECRET, DRAFT, OPEN, hidden_actor, actor, insight, journey, idea)
    hidden = {SECRET.id, DRAFT.id, hidden_actor.id}
    for one in found.values():
        assert not {target for _field, target in references(one, guide.kinds[one.kind])} & hidden, one
    assert found[insight.id].values["evidence"] == [OPEN.id]
    assert found[journey.id].values["steps"] == [{"activity": "Åker", "people": [actor.id]}]
    assert found[actor.id].values["links"] == [{"link_type": "känner"}, {"to": actor.id}]
    assert found[idea.id] == idea
    assert insight.values["evidence"] == [SECRET.id, OPEN.id, DRAFT.id], "the group's own record is left as it is"


@pytest.mark.parametrize(
    ("source", "quotable"),
    [
        (record("interview", pseudonym="A", consent_scope=["analysis", "quote"]), True),
        (record("interview", pseudonym="A", consent_scope=["analysis"]), False),
        (record("interview", pseudonym="A"), True),
        (record("interview", confidential=True, pseudonym="A", consent_scope=["quote"]), False),
        (record("diary_entry", what_happened="x", quote_ok=True), True),
        (record("diary_entry", what_happened="x", quote_ok=False), False),
        (record("observation", situation="x"), True),
    ],
)
@pytest.mark.parametrize("kind", ["quote", "note"])
def test_words_are_quoted_only_where_their_source_has_agreed(
    guide: Guide, source: Record, quotable: bool, kind: str
) -> None:
    said = record(kind, text="Jag visste inte", source=source.id, **({"note_type": "quote"} if kind == "note" else {}))
    assert (said.id in seen(guide, source, said)) is quotable
    assert said.id in seen(guide, source, said, audience="internal")


def test_a_note_that_is_no_quote_needs_no_leave_to_quote(guide: Guide) -> None:
    source = record("interview", pseudonym="A", consent_scope=["analysis"])
    note = record("note", text="Många väntar", note_type="interpretation", source=source.id)
    assert note.id in seen(guide, source, note)


@pytest.mark.parametrize(("can_identify", "shown"), [(True, False), (False, True), (None, True)])
def test_a_quote_that_may_give_somebody_away_is_held_back(guide: Guide, can_identify: bool | None, shown: bool) -> None:
    said = replace(OPEN, values={"text": "x", **({} if can_identify is None else {"can_identify": can_identify})})
    assert (said.id in seen(guide, said)) is shown


def test_a_record_of_an_unknown_kind_does_not_stop_the_report(guide: Guide) -> None:
    old = record("gammal", text="x")
    assert seen(guide, SECRET, old) == {old.id: old}
