"""Who may see what: the public sees no draft, nothing confidential, and no quote that nobody may quote."""

from dataclasses import replace
from typing import Any

import pytest
from small_guide import SETTINGS

from innoguide.files.content import load_guide, shipped_folder
from innoguide.model.guide import Guide
from innoguide.model.privacy import WITHDRAWN, Audience, held_back, is_hidden, visible_part
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


SEEN = "observation-77777"
SECRET = record("quote", "3", confidential=True, text="Hemligt", source=SEEN)
DRAFT = record("quote", "4", status="draft", text="Ofärdigt", source=SEEN)
OPEN = record("quote", "5", text="Öppet", source=SEEN)


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
    ("source", "public", "internal"),
    [
        (record("interview", pseudonym="A", consent_scope=["analysis", "quote"]), None, None),
        (record("interview", pseudonym="A", consent_scope=["analysis"]), "no_leave", "no_leave"),
        (record("interview", pseudonym="A"), "not_asked", "not_asked"),
        (record("interview", confidential=True, pseudonym="A", consent_scope=["quote"]), "confidential", None),
        (record("diary_entry", what_happened="x", quote_ok=True), None, None),
        (record("diary_entry", what_happened="x"), None, None),
        (record("diary_entry", what_happened="x", quote_ok=False), "no_leave", "no_leave"),
        (record("observation", situation="x"), None, None),
        (record("test_result", tester="T1"), None, None),
    ],
)
@pytest.mark.parametrize("kind", ["quote", "note"])
def test_words_are_quoted_only_where_their_source_has_agreed(
    guide: Guide, source: Record, public: str | None, internal: str | None, kind: str
) -> None:
    said = record(kind, text="Jag visste inte", source=source.id, **({"note_type": "quote"} if kind == "note" else {}))
    project = Project(SETTINGS, {one.id: one for one in (source, said)})
    audience: Audience
    for audience, reason in (("public", public), ("internal", internal)):
        assert held_back(project, audience).get(said.id) == reason
        assert (said.id in seen(guide, source, said, audience=audience)) is (reason is None)


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_the_register_takes_back_what_the_records_allow(guide: Guide, audience: Audience) -> None:
    interview = record("interview", "3", pseudonym="U07", consent_scope=["quote"])
    diary = record("diary", "3", pseudonym="u07")
    entry = record("diary_entry", "3", what_happened="x", diary=diary.id, quote_ok=True)
    tested = record("test_result", "3", tester="U07, ung", quotes=["Jag vågade"], positive=["Stannade"])
    quotes = [
        record("quote", sign, text="x", source=one.id)
        for sign, one in zip("345", (interview, entry, tested), strict=True)
    ]
    other = record("quote", "6", text="x", source=record("interview", "4", pseudonym="U070").id)
    records = [
        interview,
        diary,
        entry,
        tested,
        *quotes,
        other,
        record("interview", "4", pseudonym="U070", consent_scope=["quote"]),
    ]
    project = Project(SETTINGS, {one.id: one for one in records})
    left = visible_part(guide, project, audience, unquotable={"u07"}).records
    assert set(project.records) - set(left) == {entry.id, *(one.id for one in quotes)}
    assert left[tested.id].values == {"tester": "U07, ung", "positive": ["Stannade"]}
    assert set(held_back(project, audience, unquotable={"u07"}).values()) == {"register"}
    assert set(visible_part(guide, project, audience).records) == set(project.records)


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_what_is_kept_after_a_withdrawal_is_never_quoted(guide: Guide, audience: Audience) -> None:
    said = replace(OPEN, keep_reason={WITHDRAWN: "beslut"})
    tested = replace(record("test_result", tester="T1", quotes=["Jag vågade"]), keep_reason={WITHDRAWN: "beslut"})
    left = seen(guide, said, tested, audience=audience)
    assert said.id not in left
    assert left[tested.id].values == {"tester": "T1"}


def test_a_journeys_quote_goes_with_the_quote(guide: Guide) -> None:
    source = record("interview", pseudonym="A", consent_scope=["analysis"])
    said = record("quote", "3", text="x", source=source.id)
    journey = record("journey", title="Resan", steps=[{"activity": "Åker", "quote": said.id}])
    assert seen(guide, source, said, journey, audience="internal")[journey.id].values["steps"] == [{"activity": "Åker"}]


def test_a_note_that_is_no_quote_needs_no_leave_to_quote(guide: Guide) -> None:
    source = record("interview", pseudonym="A", consent_scope=["analysis"])
    note = record("note", text="Många väntar", note_type="interpretation", source=source.id)
    assert note.id in seen(guide, source, note)


@pytest.mark.parametrize(("can_identify", "shown"), [(True, False), (False, True), (None, True)])
def test_a_quote_that_may_give_somebody_away_is_held_back(guide: Guide, can_identify: bool | None, shown: bool) -> None:
    said = replace(
        OPEN, values={"text": "x", "source": SEEN, **({} if can_identify is None else {"can_identify": can_identify})}
    )
    assert (said.id in seen(guide, said)) is shown


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_words_without_a_source_are_not_quoted(guide: Guide, audience: Audience) -> None:
    said, noted = record("quote", text="Jag vågade"), record("note", text="Jag vågade", note_type="quote")
    assert seen(guide, said, noted, audience=audience) == {}
    project = Project(SETTINGS, {one.id: one for one in (said, noted)})
    assert held_back(project, audience) == {said.id: "no_source", noted.id: "no_source"}


def test_a_record_of_an_unknown_kind_does_not_stop_the_report(guide: Guide) -> None:
    old = record("gammal", text="x")
    assert seen(guide, SECRET, old) == {old.id: old}


def test_an_empathy_map_does_not_repeat_what_may_not_be_quoted(guide: Guide) -> None:
    said = [{"text": "Det hemliga", "source": SECRET.id}, {"text": "Det öppna", "source": OPEN.id}, {"text": "Antaget"}]
    empathy = record("empathy_map", subject="unga", says=said, thinks=said[:1])
    values = seen(guide, SECRET, OPEN, empathy)[empathy.id].values
    assert [one["text"] for one in values["says"]] == ["Det öppna", "Antaget"]
    assert [one["text"] for one in values["thinks"]] == ["Det hemliga"], "what the group believes is its own"
    assert len(seen(guide, SECRET, OPEN, empathy, audience="internal")[empathy.id].values["says"]) == 3
