"""A project with every mistake that is easy to make: each is found once, in its file, at its line."""

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from innoguide.cli.app import run
from innoguide.files.content import content_folders, load_guide
from innoguide.files.recordfile import record_bytes
from innoguide.files.store import settings_bytes
from innoguide.files.yamlfile import write_yaml
from innoguide.model.checks.known import KNOWN
from innoguide.model.guide import Guide
from innoguide.model.project import Settings
from innoguide.model.record import ALPHABET, Record
from innoguide.texts import use_language

STEPS = ("ringa-in", "undersoka", "fokusera", "ta-fram-ideer", "testa-ideer", "forverkliga")


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(content_folders("steps", None))


class Mistaken:
    """Writes records as files, one minute after the other."""

    def __init__(self, folder: Path, guide: Guide) -> None:
        self.folder, self.guide, self.number = folder, guide, 0
        (folder / "innoguide.yaml").write_bytes(settings_bytes(Settings(title="Allt fel")))

    def add(self, kind: str, step: str = "", confidential: bool = False, **values: Any) -> str:
        """Store a record and return its id."""
        self.number += 1
        first, second = divmod(self.number, len(ALPHABET))
        record = Record(
            id=f"{kind}-222{ALPHABET[first]}{ALPHABET[second]}",
            kind=kind,
            created=f"2026-01-{1 + self.number // 60:02d}T10:{self.number % 60:02d}:00",
            step=step or self.guide.kinds[kind].step,
            confidential=confidential,
            values=values,
        )
        path = self.folder / "records" / kind / f"{record.id}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(record_bytes(record, self.guide.kinds[kind]))
        return record.id

    def meet(self) -> None:
        """Store a meeting in which something was done in each step."""
        done = [{"step": step, "method": "utcheckning", "move": "tack", "state": "done"} for step in STEPS]
        session = {"format": 1, "id": "2026-01-20-traff-1", "number": 1, "started": "2026-01-20T08:00:00"}
        session |= {"room": [{"role": "bibliotek", "count": 2}], "users_in_room": False, "done": done}
        (self.folder / "sessions").mkdir()
        (self.folder / "sessions" / "2026-01-20-traff-1.yaml").write_bytes(write_yaml(session))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, guide: Guide) -> dict[str, list[dict[str, Any]]]:
    """Return what `innoguide check` finds in it, by code."""
    use_language("sv")
    folder = tmp_path_factory.mktemp("mistaken")
    make_mistakes(Mistaken(folder, guide))
    return check(folder)


def check(folder: Path, *, exits: int = 1) -> dict[str, list[dict[str, Any]]]:
    """Run the command on *folder*."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = run(["check", "--format", "json", "--project", str(folder), "--lang", "sv"])
    assert code == exits
    by_code: dict[str, list[dict[str, Any]]] = {}
    for one in json.loads(said.getvalue())["findings"]:
        by_code.setdefault(one["code"], []).append(one)
    return by_code


def make_mistakes(project: Mistaken) -> None:
    """Make each of the mistakes once."""
    add = project.add
    project.meet()
    # 1, 14: a solution in the challenge, and nobody wrote it anew
    add("challenge", question="Hur kan vi ta fram en app för unga i Sandby?", version=1)
    # 7
    add("starting_point", purpose="Att fler ska våga komma", for_whom="alla")
    # 13: only a survey; 12
    plan = [{"group": "unga", "how": "enkät via skolan", "why": "snabbt"}]
    add("research_plan", title="Plan", methods=plan, questions=["Tycker du inte att det är för dyrt?"])
    # 9: nobody met; 8 and 10 come with somebody met: see the other project
    # 3: a quote without a source, 32: a quote that gives somebody away
    quote = add("quote", text="Jag vågade inte gå in när de andra var där.")
    add("quote", text="Jag är 14 år och enda flickan i Norrfors som spelar tuba", source="interview-22299")
    # 4, 4: no evidence; one source. 5: only a fact. 2 and 6: a need that is a solution, and one of our own
    add("insight", statement="Biblioteket stänger klockan 17.", strength="strong", need="en studiecirkel")
    add(
        "insight",
        statement="Unga som kommer ensamma går hem igen eftersom ingen ser dem i dörren.",
        strength="strong",
        evidence=[quote],
        changes_challenge=True,
        need="Biblioteket behöver förstå varför lånen sjunker",
    )
    # 11
    steps = [{"activity": "letar", "assumed": True}, {"activity": "väntar", "assumed": True}]
    add("journey", title="Första besöket", state="current", sources=["observation-22298"], steps=steps)
    # 15
    question = "Hur kan vi få unga att komma och stanna och komma tillbaka och ta med sig någon?"
    add("hmw", question=question)
    # 16, 17, 18, 19, 38
    idea = add("idea", text="En lånekamera", author_role="Kråkan Grönbäck", state="chosen")
    rows = [{"criterion": "novelty", "label": "Nytt"}]
    results = [{"record": idea, "criterion": "novelty", "dots": 3}]
    add("vote", "ta-fram-ideer", about="Prickar", criteria=rows, results=results, voters=4)
    add("decision", "ta-fram-ideer", what="Vi tar kameran", chosen=[idea], why="Den är lätt")
    # 20
    add("parked_idea", "ringa-in", text="En kulturbuss")
    # 21, 25
    add(
        "prototype",
        name="Kameralådan",
        version=1,
        prototype_type="small_scale",
        tests_what="Om de lånar och återlämnar och vågar",
    )
    add(
        "prototype",
        name="Hylla",
        version=1,
        prototype_type="small_scale",
        tests_what="Om de hittar",
        description="Står framme i 3 månader",
    )
    # 22, 23, 24
    result = add("test_result", tester="T1", tester_type="performer", positive=["Bra"])
    add("test_round", title="Omgång 1", results=[result], changes=[{"what": "etikett", "why": "syntes inte"}])
    # 26, 27, 29
    add("effect", effect="Genomföra fyra kurser", indicator="Andel som kommer tillbaka", responsible="projektledaren")
    # 28
    add("solution", name="Lånekamera", stage="pilot", owner="enhetschefen")
    # 31
    add("lesson", text="Ring Fatima på 070-174 06 05 först", about="method")
    # 33
    secret = "Hon berättade att hon byter skola nästa vecka för att slippa dem"
    add("reflection", what=secret, confidential=True)
    outputs = project.folder / "outputs"
    outputs.mkdir()
    # 36
    (outputs / "egen.md").write_text(f"# Vårt\n\n### Hoppar\n\n{secret}.\n", encoding="utf-8")
    # 34
    add("final_document", document="Rapporten", date="2026-01-20", responsible="enhetschefen")
    # 37
    add(
        "rating",
        "undersoka",
        question="Hur väl förstår vi?",
        counts=[{"value": 2, "count": 1}, {"value": 5, "count": 2}],
    )
    # 30: only the last third of the work lacks the commissioner; 35
    add("mandate", commissioner="kulturchefen")
    add("decision", "fokusera", what="Vi tar dörren", decided_by="kulturchefen")
    add("gate", "forverkliga", conclusion="go_on", answers=[{"criterion": "told_back", "answer": "no"}])


def make_more_mistakes(project: Mistaken) -> None:
    """Make those that cannot stand beside the first: somebody has been met, and a user has tested."""
    project.meet()
    project.add("interview", pseudonym="U01", participant_type="user")
    project.add("test_result", tester="T1", tester_type="user", negative=["Tungt"])


LATER = ("no_non_users_met", "no_staff_perspective", "no_performers_in_test")


def test_each_mistake_is_found_once(found: dict[str, list[dict[str, Any]]]) -> None:
    counted = {code: len(found.get(code, ())) for code in KNOWN if code not in LATER}
    assert counted == dict.fromkeys(counted, 1), {code: found.get(code) for code in counted if counted[code] != 1}


def test_the_others_are_found_once_too(tmp_path: Path, guide: Guide) -> None:
    use_language("sv")
    make_more_mistakes(Mistaken(tmp_path, guide))
    found = check(tmp_path, exits=0)
    assert {code: len(found.get(code, ())) for code in LATER} == dict.fromkeys(LATER, 1)


def test_every_number_from_one_to_thirty_eight_has_its_check(guide: Guide) -> None:
    assert {one.number for one in guide.checks.values()} == set(range(1, 39))
    assert set(guide.checks) == set(KNOWN)


def test_each_finding_has_its_file_and_line(found: dict[str, list[dict[str, Any]]], tmp_path_factory: Any) -> None:
    folder = next(tmp_path_factory.getbasetemp().glob("mistaken*"))
    for code in KNOWN:
        for one in found.get(code, ()):
            lines = (folder / one["file"]).read_text("utf-8").splitlines()
            assert 1 <= one["line"] <= len(lines), one
            assert (one["code"], bool(one["message"]), bool(one["hint"])) == (code, True, True)


@pytest.mark.parametrize(
    ("code", "begins"),
    [
        ("solution_built_in", "question: Hur kan vi ta fram en app"),
        ("leading_question", "- Tycker du inte"),
        ("need_as_solution", "need: en studiecirkel"),
        ("our_own_need", "need: Biblioteket"),
        ("activity_as_effect", "effect: Genomföra"),
        ("personal_data", "text: Ring Fatima"),
        ("confidential_leak", "Hon berättade"),
        ("heavy_document", "### Hoppar"),
        ("project_leader_owns_effect", "responsible: projektledaren"),
    ],
)
def test_the_line_is_that_of_the_words(
    found: dict[str, list[dict[str, Any]]], tmp_path_factory: Any, code: str, begins: str
) -> None:
    folder = next(tmp_path_factory.getbasetemp().glob("mistaken*"))
    (one,) = found[code]
    line = (folder / one["file"]).read_text("utf-8").splitlines()[one["line"] - 1]
    assert line[one["column"] - 1 :].startswith(begins.partition(": ")[2] or begins) or line.strip().startswith(begins)


def test_no_finding_says_what_it_found(found: dict[str, list[dict[str, Any]]]) -> None:
    said = json.dumps([one for code in ("personal_data", "confidential_leak") for one in found[code]])
    assert "070" not in said
    assert "byter skola" not in said
