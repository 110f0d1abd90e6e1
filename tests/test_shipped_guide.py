"""The guide that innoguide ships: complete, in both languages, without a fault, and without anybody's data."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from innoguide.files.content import load_guide, read_guide, shipped_folder
from innoguide.files.yamlfile import read_yaml
from innoguide.model.fields import ENVELOPE
from innoguide.model.guide import SHARED, Guide
from innoguide.model.language import Bilingual
from innoguide.model.moves import MOVE_NAMES, Collect, Fill, Say

STEPS = shipped_folder("steps")
FILES = sorted(STEPS.rglob("*.yaml"))
METHODS = {
    "ringa-in": "hitta-utmaningen definiera-utmaningen aktorskarta vet-antar",
    "undersoka": "undersokningsplan intervju observation dagbok anvandarresa hitta-monster",
    "fokusera": "utmana-arbetet prioritera-insikter fran-insikt-till-mojlighet",
    "ta-fram-ideer": "tom-hjarnan brainwriting byt-perspektiv tre-prickar idekort",
    "testa-ideer": "valj-vad-som-testas prototyp anvandartest testomgang",
    "forverkliga": "berattelse forankring inforandeplan effektkedja effektplan losningsstatus",
    "shared": "incheckning utcheckning forhoppningar-farhagor ensam-par-fyra-alla reflektion",
}
KINDS = [
    "challenge",
    "actor",
    "assumption",
    "research_plan",
    "interview",
    "quote",
    "observation",
    "diary_entry",
    "journey",
    "theme",
    "insight",
    "opportunity",
    "development_area",
    "idea",
    "idea_card",
    "prototype",
    "test_plan",
    "test_result",
    "test_round",
    "story",
    "anchoring",
    "plan",
    "effect_chain",
    "effect",
    "solution",
    "decision",
    "parked_idea",
    "vote",
    "gate",
    "reflection",
    "hope_or_fear",
]
ROWS = {"journey": "steps", "plan": "activities", "effect": "measurements", "solution": "history"}


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide([STEPS])


def texts_of(value: Any, path: str = "") -> Iterator[tuple[str, Bilingual]]:
    """Yield every text in a part of the guide with its path."""
    if isinstance(value, Bilingual):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple | list):
        for index, one in enumerate(value):
            yield from texts_of(one, f"{path}.{index}")
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from texts_of(one, f"{path}.{name}")


def every_text(guide: Guide) -> list[tuple[str, Bilingual]]:
    whole = {"about": guide.about, "steps": guide.steps, "methods": guide.methods, "kinds": guide.kinds}
    return list(texts_of(whole))


def test_it_has_no_fault() -> None:
    guide, findings = read_guide([STEPS])
    assert [f"{one.place()}: {one.message}" for one in findings] == []
    assert guide is not None


def test_every_text_stands_in_both_languages(guide: Guide) -> None:
    found = every_text(guide)
    assert len(found) > 1000
    assert [path for path, text in found if not text.sv.strip() or not text.en.strip()] == []


PLAIN = re.compile(r"^[a-z0-9_./:@-]*$|^[0-9.]+$")
IN_ONE_LANGUAGE = {"source", "stop", "weak", "alike"}


def plain_texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a file that is not in a mapping of languages, with its key."""
    if isinstance(value, dict):
        if value.keys() == {"sv", "en"}:
            return
        for name, one in value.items():
            yield from plain_texts(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from plain_texts(one, key)
    elif value is not None:
        yield key, value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(STEPS).as_posix())
def test_no_text_is_a_plain_string(path: Path) -> None:
    found = plain_texts(read_yaml(path.read_bytes(), path.name))
    assert [(key, text) for key, text in found if key not in IN_ONE_LANGUAGE and not PLAIN.match(text)] == []


def test_a_swedish_text_is_not_the_english_one(guide: Guide) -> None:
    """Longer texts that are alike have been left untranslated."""
    assert [path for path, text in every_text(guide) if text.sv == text.en and len(text.sv.split()) > 2] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(STEPS).as_posix())
def test_texts_have_no_stray_blanks_or_strange_characters(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    assert "\t" not in text
    assert [line for line in text.split("\n") if line != line.rstrip()] == []
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\ufffd]", text)


def test_the_six_steps_stand_in_their_order(guide: Guide) -> None:
    assert list(guide.about.steps) == [name for name in METHODS if name != SHARED]
    assert [step.step for step in guide.steps] == list(guide.about.steps)


@pytest.mark.parametrize(("home", "names"), METHODS.items())
def test_the_methods_of_each_step_are_there(guide: Guide, home: str, names: str) -> None:
    assert set(names.split()) <= {method.method for method in guide.methods[home]}


def test_the_kinds_are_there(guide: Guide) -> None:
    assert set(KINDS) <= set(guide.kinds)
    for kind, field in ROWS.items():
        assert guide.kinds[kind].by_id[field].type == "rows"


def test_each_of_the_fifteen_moves_is_used(guide: Guide) -> None:
    used = {move.move for methods in guide.methods.values() for method in methods for move in method.script}
    assert used == set(MOVE_NAMES)
    assert len(MOVE_NAMES) == 15


def test_the_minutes_of_the_moves_add_up_to_those_of_the_method(guide: Guide) -> None:
    wrong = {
        method.method: (method.minutes, sum(move.minutes for move in method.script))
        for methods in guide.methods.values()
        for method in methods
        if method.minutes != sum(move.minutes for move in method.script)
    }
    assert wrong == {}


def test_every_method_is_a_whole_script_for_a_facilitator(guide: Guide) -> None:
    for home, methods in guide.methods.items():
        for method in methods:
            assert method.materials, method.method
            assert 1 <= method.group.min <= method.group.max, method.method
            assert method.source.strip(), method.method
            assert any(move.say for move in method.script), method.method
            assert any(move.listen_for for move in method.script), method.method
            assert len({method.order for method in methods}) == len(methods), home


def test_a_move_that_asks_tells_the_facilitator_what_to_say(guide: Guide) -> None:
    silent = [
        f"{method.method}.{move.id}"
        for methods in guide.methods.values()
        for method in methods
        for move in method.script
        if move.say is None and not isinstance(move, Say)
    ]
    assert silent == []


def test_every_step_can_be_begun_and_closed(guide: Guide) -> None:
    for step in guide.steps:
        assert step.opens_with, step.step
        assert sum(method.has_gate for method in guide.closing_methods(step)) == 1, step.step
        assert guide.closing_methods(step)[-1].has_gate, step.step
        assert step.agendas, step.step
        for name in ("group_does", "guiding_questions", "pitfalls", "tips"):
            assert getattr(step, name), f"{step.step}.{name}"
        assert any(not method.optional for method in guide.methods[step.step]), step.step


def test_an_agenda_gives_its_methods_about_the_time_they_take(guide: Guide) -> None:
    for step in guide.steps:
        for agenda in step.agendas:
            for item in agenda.items:
                assert 5 <= item.minutes <= 480, f"{step.step}.{agenda.id}"


def test_a_kind_is_named_by_a_field_that_is_needed_at_once(guide: Guide) -> None:
    assert [kind.kind for kind in guide.kinds.values() if kind.by_id[kind.label_field].needed != "at_once"] == []


def test_no_field_has_a_name_that_every_record_has(guide: Guide) -> None:
    assert [f"{kind.kind}.{one}" for kind in guide.kinds.values() for one in kind.by_id if one in ENVELOPE] == []


def test_options_have_plain_ids(guide: Guide) -> None:
    options = [
        option.id
        for kind in guide.kinds.values()
        for field in kind.fields
        for one in (field, *field.fields)
        for option in one.options
    ]
    assert [one for one in options if not re.fullmatch(r"[a-z][a-z0-9_]*", one)] == []


def test_titles_and_ids_name_one_thing_each(guide: Guide) -> None:
    """What the command line takes must not mean two things."""
    for lang in ("sv", "en"):
        kinds = [kind.title.in_(lang) for kind in guide.kinds.values()]
        assert sorted(kinds) == sorted(set(kinds))
        methods = [method.title.in_(lang) for methods in guide.methods.values() for method in methods]
        assert sorted(methods) == sorted(set(methods))
    names = [method.method for methods in guide.methods.values() for method in methods]
    assert not set(names) & set(guide.about.steps)


def test_what_a_new_record_needs_at_once_is_asked_where_it_is_made(guide: Guide) -> None:
    moves = [move for methods in guide.methods.values() for method in methods for move in method.script]
    filled = [move for move in moves if isinstance(move, Fill) and move.fields and move.record == "new"]
    collected = [move for move in moves if isinstance(move, Collect)]
    assert filled
    assert collected
    for move in filled:
        needed = {field.id for field in guide.kinds[move.kind].needed_at("at_once")}
        assert needed <= {*move.fields, *move.set}, f"{move.kind}: {move.id}"
    for one in collected:
        kind = guide.kinds[one.kind]
        asked = {kind.label_field, one.card_field, *one.set, *one.pick, *one.then}
        assert {field.id for field in kind.needed_at("at_once")} <= asked, f"{one.kind}: {one.id}"


MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}")
PERSONAL_NUMBER = re.compile(r"\b(?:19|20)?\d{6}[-+]\d{4}\b|\b(?:19|20)\d{10}\b")
PHONE = re.compile(r"(?:\+46|\b0)\s?7[\d\s-]{7,}\d")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(STEPS).as_posix())
def test_nobodys_address_number_or_telephone_stands_there(path: Path) -> None:
    text = path.read_text("utf-8")
    for pattern in (MAIL, PERSONAL_NUMBER, PHONE):
        assert pattern.findall(text) == []


def test_the_patterns_would_find_such_data() -> None:
    assert MAIL.search("skriv till anna.berg@kommun.se i dag")
    assert PERSONAL_NUMBER.search("född 19850612-1234")
    assert PHONE.search("ring 070-123 45 67")
