"""The self-assessment within a walk, typed or on phones: the round is kept, and who does not know is counted apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from fake_phones import ratings
from fakes import scripted
from replayed import replay

from innoguide.files.content import content_folders, load_guide
from innoguide.files.store import Store, settings_bytes
from innoguide.jobs.walk.engine import Target, walk
from innoguide.jobs.walk.moves.rate import Given, read_answers
from innoguide.model.phones import DO_NOT_KNOW, Item, RoundPlan
from innoguide.model.project import Settings
from innoguide.model.record import Record
from innoguide.room.forms import ratings as read_ratings
from innoguide.room.forms import typed_answers
from innoguide.room.views import wall_answers
from innoguide.texts import use_language

SETTINGS = Settings(title="Prov", language="sv")
QUESTIONS = (Item(id="dare_ask", label="Jag vågar"), Item(id="test_early", label="Vi prövar"))
PLAN = RoundPlan(id="r", mode="rate", title="T", question="Q", lang="sv", questions=QUESTIONS)


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    use_language("sv")
    yield
    use_language("en")


def assess(folder: Path, step: str, start: datetime, **answers: str) -> list[Record]:
    """Walk the self-assessment in *step* of the shipped guide; return the ratings."""
    guide = load_guide(content_folders("steps", None))
    folder.mkdir(exist_ok=True)
    (folder / "innoguide.yaml").write_bytes(settings_bytes(SETTINGS))
    store = Store(folder, guide, SETTINGS)
    typed = {f"sjalvskattning.pastaenden.{name}": text for name, text in answers.items()}
    prompter = scripted(folder, typed, start=start)
    walk(guide, store, prompter, target=Target(step=step, method="sjalvskattning"), lang="sv")
    return Store(folder, guide, SETTINGS).load().of_kind("rating")


def test_who_does_not_know_is_typed_as_v_and_counted_apart(tmp_path: Path) -> None:
    (rating,) = assess(tmp_path, "ringa-in", datetime(2026, 1, 12, 9), dare_ask="4 3 v 5 4 ? 2")
    assert rating.values["unknown"] == 2
    assert sum(row["count"] for row in rating.values["counts"]) == 5
    assert rating.values["round"] == "before"


@pytest.mark.parametrize(
    ("step", "start", "round_"),
    [("testa-ideer", datetime(2026, 5, 12, 9), "before"), ("forverkliga", datetime(2026, 6, 2, 9), "after")],
)
def test_the_round_follows_from_the_step(tmp_path: Path, step: str, start: datetime, round_: str) -> None:
    assert [one.values["round"] for one in assess(tmp_path, step, start, dare_ask="1 2 3 4 5")] == [round_]


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("4 3 5", Given([4, 3, 5])),
        ("4,3;v", Given([4, 3], 1)),
        ("V?v", Given([], 3)),
        ("435", Given([4, 3, 5])),
        ("4 6", None),
        ("vet inte", None),
        (" , ", None),
    ],
)
def test_a_line_of_answers(typed: str, given: Given | None) -> None:
    assert read_answers(typed) == given


def test_do_not_know_from_a_phone_is_no_number() -> None:
    sent = [ratings(f"p{n}", dare_ask=value) for n, value in enumerate([4, DO_NOT_KNOW, 2])]
    state = replay(PLAN, sent)
    assert state.answers_to("dare_ask") == [2, 4]
    assert (state.unknown_to("dare_ask"), state.unknown_to("test_early")) == (1, 0)


def test_a_form_from_a_phone_may_say_do_not_know() -> None:
    assert read_ratings({"rate-0": "0", "rate-1": "5"}, PLAN) == {"dare_ask": DO_NOT_KNOW, "test_early": 5}
    assert typed_answers({"rate-0": "0"}) == {"ratings": {0: 0}}


def test_the_wall_tells_few_who_do_not_know_only_as_few() -> None:
    sent = [ratings(f"p{n}", dare_ask=3 if n < 5 else DO_NOT_KNOW, test_early=0) for n in range(8)]
    shown, hidden = wall_answers(replay(PLAN, [*sent, {"do": "reveal"}]))
    assert (shown["answers"], shown["median"], shown["unknown"]) == (5, 3, "1–4")
    assert hidden == {"text": "Vi prövar", "answers": 0}
