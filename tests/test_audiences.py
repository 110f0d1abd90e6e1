"""Who sees what: every cell of the one table, its documents, and random projects of which nothing hidden gets out."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from innoguide.cli.app import run
from innoguide.files.content import content_folders, load_guide
from innoguide.files.store import Store
from innoguide.jobs.report import build
from innoguide.jobs.report.audiences.documents import COMPILED, main_document
from innoguide.jobs.report.audiences.short import in_brief, without_codes
from innoguide.jobs.report.build import build_outputs
from innoguide.jobs.start import start_project
from innoguide.model.audience import AUDIENCES, CAPACITY, POINTS_OUT, SEES, Audience, hidden_fields, is_kind_hidden
from innoguide.model.fields import KindField
from innoguide.model.guide import Guide
from innoguide.model.privacy import WITHDRAWN, visible_part
from innoguide.model.project import Done, Project, Session, Settings
from innoguide.model.record import ALPHABET, Record
from innoguide.rendering.documents.html import write_html
from innoguide.rendering.documents.reader import read_markdown
from innoguide.rendering.environment import make_environment

TEMPLATES = content_folders("templates", None)
SETTINGS = Settings(title="Fler unga", organisation="Kulturskolan", municipality="Norrvik", language="sv")
FOR_ALL = [one for one in AUDIENCES if one != "internal"]
OWN = ["decision", "participants", "staff"]
SESSION = "2026-11-24-traff-1"


@cache
def the_guide() -> Guide:
    return load_guide(content_folders("steps", None))


@pytest.fixture(scope="module", autouse=True)
def compiled_once() -> Iterator[None]:
    """Compiling the templates is most of a build, and they do not change under the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "make_environment", lambda folders, lang: compiled(tuple(folders), lang))
        yield


compiled = cache(make_environment)


def built(project: Project, audience: Audience = "public", **more: Any) -> dict[PurePosixPath, str]:
    return build_outputs(the_guide(), project, audience=audience, template_folders=TEMPLATES, **more)


def whole(project: Project, audience: Audience, **more: Any) -> str:
    return "\n".join(built(project, audience, **more).values())


def record(kind: str, number: int = 0, /, **values: Any) -> Record:
    """Return a record; what is no field of the kind is of the envelope."""
    envelope = {
        name: values.pop(name) for name in ("confidential", "status", "method", "keep_reason") if name in values
    }
    made = "".join(random.Random(f"{kind}{number}").choices(ALPHABET, k=5))
    step = the_guide().kinds[kind].step or "ta-fram-ideer"
    return Record(id=f"{kind}-{made}", kind=kind, step=step, session=SESSION, values=values, **envelope)


def project_of(*records: Record, note: str = "") -> Project:
    move = the_guide().methods["ringa-in"][0].script[0]
    method = the_guide().methods["ringa-in"][0].method
    done = Done(step="ringa-in", method=method, move=move.id, note=note)
    session = Session(id=SESSION, number=1, started="2026-11-24T13:00", ended="2026-11-24T16:00", done=(done,))
    return Project(SETTINGS, {one.id: one for one in records}, (session,))


# -- the table ----------------------------------------------------------------------------------------------------

ASKED = record("interview", 1, pseudonym="U07", participant_type="user", consent_scope=["quote"])
QUOTE = record("quote", 1, text="Qmarker", source=ASKED.id, can_identify=True)
SHOWN = record("insight", 9, statement="Unga vill synas", evidence=[QUOTE.id])

CELLS: dict[str, list[tuple[Record, ...]]] = {
    "drafts": [(record("insight", status="draft", statement="Qmarker"),)],
    "confidential": [(record("insight", confidential=True, statement="Qmarker"),)],
    "revealing_quotes": [
        (ASKED, QUOTE, SHOWN),
        (
            replace(ASKED, confidential=True),
            replace(QUOTE, values={"text": "Qmarker", "source": ASKED.id}),
            replace(SHOWN, values={"statement": "Qmarker", "evidence": [QUOTE.id]}, confidential=True),
        ),
    ],
    "persons": [
        (record("interview", 1, pseudonym="U07", role_context="Qmarker", needs=["något"]),),
        (record("interview", 1, pseudonym="Qmarker", needs=["något"]),),
        (record("interview", 1, pseudonym="U07", place_type="Qmarker"),),
        (record("test_result", 1, tester="Qmarker", positive=["något"]),),
        (record("observation", 1, situation="x", who_type="Qmarker"),),
        (record("journey", 1, title="x", whose="U07 Qmarker"),),
        (record("test_round", 1, title="x", changes=[{"what": "y", "source": "Qmarker"}]),),
    ],
    "judgements": [
        (record("actor", 1, name="x", need_from_us="Qmarker"),),
        (record("anchoring", 1, who="x", worry="Qmarker"),),
        (record("story", 1, audience="x", response="Qmarker"),),
        (record("interview", 1, pseudonym="U07", interpretations=[{"text": "Qmarker", "based_on": "x"}]),),
        (record("observation", 1, situation="x", why_guess=[{"text": "Qmarker", "basis": "observed"}]),),
        (record("gate", 1, conclusion="go_on", reason="Qmarker"),),
        (record("gate", 1, conclusion="go_on", gaps=["Qmarker"]),),
        (record("gate", 1, conclusion="go_on", answers=[{"criterion": "x", "answer": "yes", "note": "Qmarker"}]),),
        (record("rating", 1, question="Qmarker", counts=[{"value": 3, "count": 7}]),),
    ],
    "own_talk": [
        (record("hope_or_fear", 1, text="Qmarker", side="fear"),),
        (record("starting_point", 1, purpose="x", individual_versions=["Qmarker"]),),
        (record("mandate", 1, commissioner="x", working_agreement=["Qmarker"]),),
        (record("decision", 1, what="x", objections=[{"objection": "y", "role": "Qmarker"}]),),
        (
            record("hope_or_fear", 1, text="x", side="fear"),
            record("theme", 1, name="Qmarker", notes=[record("hope_or_fear", 1).id]),
        ),
    ],
}


@pytest.mark.parametrize(("column", "records"), [(name, one) for name, some in CELLS.items() for one in some])
def test_each_cell_of_the_table_holds_in_every_document(column: str, records: tuple[Record, ...]) -> None:
    project = project_of(*records)
    for audience in AUDIENCES:
        sees = getattr(SEES[audience], column)
        assert ("Qmarker" in whole(project, audience, asked=COMPILED)) is sees, audience


@pytest.mark.parametrize("audience", AUDIENCES)
def test_notes_of_the_talk_are_for_those_who_talked(audience: Audience) -> None:
    text = whole(project_of(note="Qmarker"), audience)
    assert ("Qmarker" in text) is SEES[audience].own_talk


@pytest.mark.parametrize("audience", AUDIENCES)
def test_small_numbers_are_hidden(audience: Audience) -> None:
    ages = ["a13_15"] * 6 + ["a80_plus"] * 2
    people = [record("interview", at, pseudonym=f"U{at:02}", age_band=one) for at, one in enumerate(ages)]
    text = whole(project_of(*people), audience)
    assert ("| 2 |" in text) is SEES[audience].small_numbers
    assert ("färre än fem" in text) is (audience == "public"), "the own documents give no ages at all"


def test_only_the_group_sees_more_than_anybody() -> None:
    assert [one for one in AUDIENCES if not SEES[one].is_public] == ["internal"]
    assert all(asdict(SEES["internal"]).values())


def test_the_table_speaks_of_fields_that_there_are() -> None:
    kinds = the_guide().kinds
    all_fields = {field.id for kind in kinds.values() for field in kind.fields}
    assert all_fields >= POINTS_OUT
    for kind in kinds.values():
        columns = {f"{one.id}.{cell.id}" for one in kind.fields for cell in one.fields}
        assert hidden_fields(kind.kind, SEES["public"]) <= {one.id for one in kind.fields} | columns
    hidden = {kind for kind in kinds if hidden_fields(kind, SEES["public"])}
    assert hidden >= {"actor", "anchoring", "gate", "interview", "observation", "reflection", "story"}
    assert not any(hidden_fields(kind, SEES["internal"]) for kind in kinds)


def test_what_the_group_could_do_before_and_after_is_a_result() -> None:
    assert is_kind_hidden("rating", "hitta-monster", SEES["public"])
    assert not is_kind_hidden("rating", CAPACITY, SEES["public"])
    assert not is_kind_hidden("rating", "hitta-monster", SEES["internal"])


def test_what_is_left_out_is_not_called_missing() -> None:
    actor = record("actor", 1, name="Skolan", open=())
    label = the_guide().kinds["anchoring"].by_id["attitude"].label.sv
    project = project_of(actor, record("anchoring", 1, who="Lärarna"))
    assert label not in whole(project, "public").partition("### Det som saknas")[2]
    assert visible_part(the_guide(), project, "internal").records == project.records


def test_a_group_of_notes_stays_as_long_as_one_of_them_is_seen() -> None:
    fear, idea = record("hope_or_fear", 1, text="x"), record("idea", 1, text="y")
    theme = record("theme", 1, name="Qmarker", notes=[fear.id, idea.id])
    left = visible_part(the_guide(), project_of(fear, idea, theme), "public").records
    assert left[theme.id].values["notes"] == [idea.id]


# -- the documents ------------------------------------------------------------------------------------------------


def story(lang: str = "sv") -> Project:
    """Return a project in which each document has something to say."""
    card = record("idea_card", 1, name="Fönstret", value_user="Man ser in", value_org="Fler kommer", state="chosen")
    aside = record("idea_card", 2, name="Appen", state="set_aside")
    solution = record(
        "solution", 1, name="Bordet", idea_card=card.id, description="Ett bord i fönstret.", stage="pilot",
        since="2026-09-15", owner="enhetschefen", next_check="2027-02-01",
    )  # fmt: skip
    staff = record("actor", 1, name="Medarbetarna", actor_type="staff")
    committee = record("actor", 2, name="Nämnden", actor_type="politician")
    activities = [{"what": "Larm", "responsible": "vaktmästaren", "from": "2026-09-07", "status": "under_way"}]
    asks = [{"what": "Timmar i januari", "by": "nämnden", "when": "2026-12-16"}]
    changes = [
        {"what": "Skylten bort", "why": "Den stoppade dem"},
        {"what": "Fler kort", "why": "U07 ville det"},
        {"what": "Det T3 bad om", "why": "Ingen"},
    ]
    records = [
        card, aside, solution, staff, committee,
        record("challenge", 1, question="Hur kan vi öppna?", version=1),
        replace(QUOTE, values={"text": "Ingen är klar", "source": ASKED.id}), ASKED,
        record("insight", 1, statement="Unga vill hålla på ihop", evidence=[QUOTE.id], chosen=True),
        record(
            "development_area", 1, title="Ihop", insights=[record("insight", 1).id], why_now="De gör det ensamma.",
            not_chosen=[{"what": "Fler bussar", "why": "Trafikbolagets fråga"}],
        ),
        record("test_round", 1, title="Första", changes=changes, learned=["Två vuxna räcker"]),
        record("plan", 1, goal="I schemat", solution=solution.id, activities=activities, decision_needed=asks),
        record("pilot", 1, unit="Filialen", solution=solution.id, learned=["Torsdagar är bäst"]),
        record("effect", 1, effect="Fler ihop", solution=solution.id, baseline_value="3", target="9"),
        record("anchoring", 1, who="Medarbetarna", actor=staff.id, needs_to_do="Säga till", worry="Buller"),
        record("anchoring", 2, who="Nämnden", actor=committee.id, needs_to_do="Säga ja"),
        record("mandate", 1, commissioner="kulturchefen"),
    ]  # fmt: skip
    project = project_of(*records)
    return replace(project, settings=SETTINGS.model_copy(update={"language": lang}))


def document(project: Project, audience: Audience) -> str:
    outputs = built(project, audience)
    assert [name for name in outputs if name.suffix == ".md"] == [PurePosixPath(main_document(audience))]
    return outputs[PurePosixPath(main_document(audience))]


def test_the_page_for_those_who_decide_has_its_parts() -> None:
    text = document(story(), "decision")
    parts = ["Behovet", "Lösningen och värdet", "Det vi ber om", "Uppföljning och kontakt"]
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == parts
    said = [
        "Unga vill hålla på ihop",
        "Ingen är klar",
        "**Bordet.**",
        "Man ser in",
        "Timmar i januari (nämnden, senast",
    ]
    said += ["1 februari 2027", "Enhetschefen", "Kulturchefen", "från 24 november 2026", "Utgångsläge: 3. Mål: 9"]
    assert [one for one in said if one not in text] == []


def test_those_who_took_part_hear_what_came_of_it() -> None:
    text = document(story(), "participants")
    said = ["Hur kan vi öppna?", "Någon sa: ”Ingen är klar”", "**Ihop.** De gör det ensamma.", "Fler bussar."]
    said += ["Skylten bort. Varför? Den stoppade dem.", "på riktigt, i liten skala", "Du kan ångra dig"]
    assert [one for one in said if one not in text] == []
    assert "- Fler kort." in text
    assert "U07" not in text and "T3" not in text, "what names a person by a code is left out"


def test_those_who_work_there_hear_what_it_means_for_them() -> None:
    text = document(story(), "staff")
    said = ["### Bordet", "| Larm | vaktmästaren | 7 september 2026 | pågår |", "Torsdagar är bäst", "Säga till"]
    assert [one for one in said if one not in text] == []
    assert "Säga ja" not in text, "what politicians are to do is not for those who work there"
    assert "Buller" not in text


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("audience", OWN)
def test_too_early_is_said(audience: Audience, lang: str) -> None:
    empty = Project(SETTINGS.model_copy(update={"language": lang}))
    text = document(empty, audience)
    assert re.search("för tidigt att säga" if lang == "sv" else "too early to", text, re.IGNORECASE)
    assert "None" not in text


def test_a_card_that_was_set_aside_is_not_what_we_go_on_with() -> None:
    project = story()
    early = {key: one for key, one in project.records.items() if one.kind not in ("solution", "plan", "pilot")}
    for audience in ("decision", "staff"):
        text = document(replace(project, records=early), audience)
        assert "Fönstret" in text
        assert "Appen" not in text


def test_documents_are_built_when_there_is_something_to_say() -> None:
    def names(project: Project, **more: Any) -> set[str]:
        return {str(name) for name in built(project, **more)} & set(COMPILED)

    assert names(Project(SETTINGS)) == {"report.md"}
    assert names(project_of(ASKED)) == {"report.md", "participants.md"}
    assert names(story()) == set(COMPILED)
    assert names(Project(SETTINGS), asked=["decision.md"]) == {"report.md", "decision.md"}
    assert names(story(), audience="internal") == {"report.md"}


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("audience", OWN)
def test_a_document_is_the_same_alone_and_among_the_others(audience: Audience, lang: str) -> None:
    alone, together = built(story(lang), audience), built(story(lang))
    assert alone.items() <= together.items()


def test_the_page_stays_a_page() -> None:
    long = "Ett ord till som gör att meningen aldrig tar slut, " * 30
    project = story()
    records = {
        key: replace(
            one, values={name: _long(the_guide(), one, name, value, long) for name, value in one.values.items()}
        )
        for key, one in project.records.items()
    }
    many = {**records}
    for number in range(10, 14):
        for kind in ("solution", "plan", "effect"):
            one = records[record(kind, 1).id]
            copy = replace(one, id=record(kind, number).id)
            many[copy.id] = copy
    text = document(replace(project, records=many), "decision")
    pdf = pytest.importorskip("pypdf").PdfReader(BytesIO(pdf_of(text)))
    assert len(pdf.pages) == 1


def pdf_of(text: str, pictures: Mapping[str, str] = MappingProxyType({})) -> bytes:
    pytest.importorskip("typst")
    from innoguide.rendering.documents.pdf import write_pdf

    return write_pdf(read_markdown(text, lang="sv", contents=False), pictures)


def test_nothing_hidden_gets_into_a_pdf() -> None:
    pages = pytest.importorskip("pypdf").PdfReader
    cells = {one.id: one for some in CELLS.values() for records in some for one in records}
    texts = built(project_of(*cells.values(), note="Qmarker"), asked=COMPILED)
    pictures = {str(name): text for name, text in texts.items() if name.suffix == ".svg"}
    for name in COMPILED:
        pdf = pages(BytesIO(pdf_of(texts[PurePosixPath(name)], pictures)))
        said = "".join(page.extract_text() for page in pdf.pages)
        assert "Kulturskolan" in said or name != "report.md"
        assert "Qmarker" not in said


def _long(guide: Guide, one: Record, name: str, value: Any, long: str) -> Any:
    field = guide.kinds[one.kind].by_id[name]
    if field.type in ("text", "long"):
        return long
    if field.type == "rows":
        texts = {cell.id for cell in field.fields if cell.type == "text"}
        return [{cell: long if cell in texts else said for cell, said in row.items()} for row in value] * 9
    return value


@pytest.mark.parametrize(
    ("text", "most", "kept"),
    [
        ("", 20, ""),
        ("Ett. Två. Tre.", 9, "Ett. Två."),
        ("Ett. Två. Tre.", 99, "Ett. Två. Tre."),
        ("Hen sa: ”Kom. Gå hem.” Sen gick hen.", 24, "Hen sa: ”Kom. Gå hem.”"),
        ('So "no, you read it wrong. He has." Then.', 36, 'So "no, you read it wrong. He has."'),
        ("Klockan 15.50 bl.a. på tisdagar och torsdagar", 99, "Klockan 15.50 bl.a. på tisdagar och torsdagar"),
    ],
)
def test_texts_are_cut_between_sentences(text: str, most: int, kept: str) -> None:
    assert in_brief(text, most) == kept


def test_a_sentence_that_is_too_long_is_marked_as_cut() -> None:
    cut = in_brief("ord " * 50, 40)
    assert len(cut) <= 40
    assert cut.endswith("…")
    assert without_codes(["Ja", "Ja", "U07 ville", ""]) == ["Ja"]


# -- on disk ------------------------------------------------------------------------------------------------------


@pytest.fixture
def on_disk(tmp_path: Path) -> Path:
    """Return the folder of a stored project."""
    folder = tmp_path / "p"
    project = story()
    start_project(folder, SETTINGS, template_folders=TEMPLATES, git=False)
    store = Store(folder, the_guide(), SETTINGS)
    for one in project.records.values():
        store.add(replace(one, created="2026-11-24T10:00:00"))
    return folder


def files(folder: Path) -> dict[str, bytes]:
    top = folder / "outputs"
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}


def test_one_document_leaves_the_others_alone(on_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--project", str(on_disk)]
    assert run(["report", "--audience", "decision", *where]) == 0
    assert set(files(on_disk)) == {"decision.md"}
    assert run(["report", *where]) == 0
    before = files(on_disk)
    assert set(before) >= set(COMPILED)
    (on_disk / "outputs" / "staff.md").unlink()
    for audience in OWN:
        assert run(["report", "--audience", audience, "--check", *where]) == (audience == "staff")
    assert run(["report", "--audience", "decision", *where]) == 0
    assert set(files(on_disk)) == set(before) - {"staff.md"}
    assert run(["outputs", "--check", *where]) == 0
    assert run(["report", "--check", *where]) == 1
    capsys.readouterr()
    assert run(["report", "--audience", "staff", *where]) == 0
    assert capsys.readouterr().out.splitlines() == [f"{on_disk}/outputs/staff.md"]
    assert files(on_disk) == before


def test_a_document_that_was_asked_for_early_is_kept_up_to_date(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    start_project(folder, SETTINGS, template_folders=TEMPLATES, git=False)
    where = ["--project", str(folder)]
    assert run(["report", "--audience", "decision", *where]) == 0
    assert run(["report", *where]) == 0
    assert set(files(folder)) == {"decision.md", "report.md"}
    assert run(["report", "--check", *where]) == 0
    asks = [{"what": "Timmar i januari"}]
    Store(folder, the_guide(), SETTINGS).add(record("plan", 1, goal="I schemat", decision_needed=asks))
    assert run(["report", "--check", *where]) == 1
    assert run(["report", *where]) == 0
    assert "Timmar i januari" in (folder / "outputs" / "decision.md").read_text(encoding="utf-8")


def test_the_groups_own_documents_are_checked_where_they_lie(on_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--audience", "internal", "--project", str(on_disk)]
    assert run(["report", "--check", *where]) == 1
    assert "innoguide report --audience internal" in capsys.readouterr().err
    assert run(["report", *where]) == 0
    assert files(on_disk) == {}
    assert run(["report", "--check", *where]) == 0
    assert "private/outputs" in capsys.readouterr().err
    text = (on_disk / "private" / "outputs" / "report.md").read_text(encoding="utf-8")
    assert "**Arbetsmaterial.**" in text


def test_an_audience_that_there_is_not(on_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "--audience", "alla", "--project", str(on_disk)]) == 2
    said = capsys.readouterr().err
    assert all(name in said for name in AUDIENCES)


# -- nothing hidden gets out --------------------------------------------------------------------------------------

Words = Callable[[], str]


def value_of(field: KindField, words: Words, draw: Any, ids: list[str]) -> Any:
    """Return a random value of the field: texts are marked, references go to any record of a kind that fits."""
    if field.type in ("text", "long"):
        return words()
    if field.type == "texts":
        return [words()]
    if field.type in ("choice", "choices"):
        chosen = draw(st.sampled_from([one.id for one in field.options]))
        return chosen if field.type == "choice" else [chosen]
    if field.type in ("ref", "refs"):
        fitting = [one for one in ids if "any" in field.to or one.partition("-")[0] in field.to]
        found = draw(st.lists(st.sampled_from(fitting), unique=True, max_size=4)) if fitting else []
        return found if field.type == "refs" else (found or [""])[0]
    if field.type == "rows":
        return [{one.id: value for one in field.fields if (value := value_of(one, words, draw, ids)) not in ("", [])}]
    return {"number": 4711, "scale": 3, "yes_no": draw(st.booleans()), "date": "2026-03-01"}[field.type]


PERSONAL = ("interview", "diary", "diary_entry", "quote", "note", "test_result", "theme", "insight", "journey")


@st.composite
def projects(draw: Any) -> tuple[Project, set[str]]:
    """Return a project of random records, and the codes that the register does not let us quote."""
    kinds = sorted(the_guide().kinds)
    chosen = draw(st.lists(st.sampled_from(kinds), min_size=3, max_size=8))
    chosen += draw(st.lists(st.sampled_from(PERSONAL), min_size=3, max_size=8))
    ids = [record(kind, number).id for number, kind in enumerate(chosen)]
    records = []
    for number, kind in enumerate(chosen):
        values = {
            one.id: value
            for one in the_guide().kinds[kind].fields
            if draw(st.integers(0, 3))
            and (value := value_of(one, lambda n=number: f"zq{n}x ord", draw, ids)) not in ("", [])  # type: ignore[misc]
        }
        if "pseudonym" in values:
            values["pseudonym"] = draw(st.sampled_from(["U07", "U08"]))
        made = record(kind, number, **values)
        flags = {
            "confidential": draw(st.integers(0, 3)) == 0,
            "status": draw(st.sampled_from(["done", "done", "draft"])),
            "keep_reason": {WITHDRAWN: "skäl"} if draw(st.integers(0, 4)) == 0 else {},
        }
        records.append(replace(made, **flags))
    return project_of(*records), draw(st.sampled_from([set(), {"u07"}]))


def is_secret(project: Project, one: Record, refused: set[str]) -> bool:
    """Whether nobody but the group may see anything of a record: told by hand, not by the code under test."""
    if one.confidential or one.status == "draft" or one.kind in ("rating", "hope_or_fear"):
        return True
    if one.kind == "diary_entry" and one.values.get("quote_ok") is False:
        return True
    if one.kind not in ("quote", "diary_entry") and not (one.kind == "note" and one.values.get("note_type") == "quote"):
        return False
    source = one if one.kind == "diary_entry" else project.records.get(one.values.get("source", ""))
    codes = {str(r.values.get("pseudonym", "")).lower() for r in _behind(project, one)}
    if WITHDRAWN in one.keep_reason or source is None or refused & codes or one.values.get("can_identify") is True:
        return True
    if source.kind == "diary_entry" and source.values.get("quote_ok") is False:
        return True
    return source.confidential or (source.kind == "interview" and "quote" not in source.values.get("consent_scope", ()))


def _behind(project: Project, one: Record) -> Iterator[Record]:
    """Yield a record and those that it names as its source or diary."""
    yield one
    for name in ("source", "diary"):
        found = project.records.get(one.values.get(name, ""))
        if found is not None and found.id != one.id:
            yield from _behind(project, found)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(projects())
def test_nothing_hidden_gets_out(made: tuple[Project, set[str]]) -> None:
    project, refused = made
    numbered = enumerate(project.records.values())
    secret = {f"zq{at}x" for at, one in numbered if is_secret(project, one, refused)}
    for audience in FOR_ALL:
        outputs = built(project, audience, unquotable=refused, asked=COMPILED)
        for name, text in outputs.items():
            assert not secret & set(re.findall(r"zq\d+x", text)), (audience, name)
            assert not re.search(r"\bU0[78]\b", text), (audience, name)
            if name.suffix == ".md":
                page = write_html(read_markdown(text, lang="sv"), {})
                assert not secret & set(re.findall(r"zq\d+x", page)), (audience, name)
