"""The worked examples: each is what its answers file makes of it, and passes its own checks."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import examples  # noqa: E402  (found through the line above)

from innoguide.files.content import content_folders, load_guide  # noqa: E402
from innoguide.files.store import Store, read_settings  # noqa: E402
from innoguide.jobs.check.project import check_project  # noqa: E402
from innoguide.model.progress import build_progress  # noqa: E402
from innoguide.model.project import Project  # noqa: E402

NAMES = ["unga-i-kransorten", "reading-together"]


def load(name: str) -> tuple[Store, Project]:
    """Return an example's store and what is in it."""
    folder = ROOT / "examples" / name
    store = Store(folder, load_guide(content_folders("steps", None)), read_settings(folder))
    return store, store.load()


@pytest.mark.parametrize("name", sorted(path.parent.name for path in (ROOT / "examples").glob("*/answers.yaml")))
def test_the_answers_give_the_committed_records_and_outputs(name: str, tmp_path: Path) -> None:
    """The walk replays the answers to the very bytes that are committed."""
    example = ROOT / "examples" / name
    made = examples.build(example, tmp_path / "made")
    assert examples.differences(made, examples.read(example)) == []


@pytest.mark.parametrize("name", NAMES)
def test_an_example_has_no_error_and_hardly_a_warning(name: str) -> None:
    """What is left is true of the made-up group, and left for readers to see: not everybody has been told yet."""
    store, _project = load(name)
    found = check_project(store.guide, store, today=date(2026, 11, 22))
    assert [one for one in found if one.level == "error"] == []
    assert {one.code for one in found} <= {"no_feedback_to_participants", "heavy_document"}
    assert len(found) <= 3


@pytest.mark.parametrize("name", NAMES)
def test_every_step_is_closed_with_a_gate(name: str) -> None:
    """The examples go all the way."""
    store, project = load(name)
    assert [one.state for one in build_progress(store.guide, project)] == ["closed"] * 6


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_given_away(name: str) -> None:
    """No personal number, telephone number or e-mail stands anywhere in an example."""
    pattern = re.compile(rb"\b\d{6}[-+ ]?\d{4}\b|\b07\d[- ]?\d{3}[ ]?\d{2}[ ]?\d{2}\b|[\w.]+@\w+\.\w+")
    found = {path.name: pattern.findall(path.read_bytes()) for path in (ROOT / "examples" / name).rglob("*.*")
             if path.is_file()}  # fmt: skip
    assert {file: hits for file, hits in found.items() if hits} == {}


def test_the_swedish_example_is_as_full_as_promised() -> None:
    """What the README says of it: interviews with non-users and staff, quotes, insights, ideas, tests, a pilot."""
    _store, project = load("unga-i-kransorten")
    least = {"interview": 8, "observation": 2, "quote": 25, "insight": 8, "development_area": 3, "idea": 30,
             "idea_card": 3, "prototype": 2, "test_round": 2, "test_result": 8, "parked_idea": 3, "vote": 1,
             "effect_chain": 1, "effect": 2, "plan": 1}  # fmt: skip
    assert {kind: number for kind, number in least.items() if len(project.of_kind(kind)) < number} == {}
    assert project.of_kind("interview", {"participant_type": "non_user"})
    assert project.of_kind("interview", {"participant_type": "staff"})
    assert project.of_kind("assumption", {"outcome": "refuted"})
    assert project.of_kind("solution", {"stage": "pilot"})
    assert [one.values["version"] for one in project.of_kind("challenge")] == [1, 2]
    assert any(session.returns for session in project.sessions)
