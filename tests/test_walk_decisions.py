"""Deciding: weighted criteria, pairs, consent; on which evidence, and with what was said against it."""

import copy
import random
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fakes import DATA, Answers, Scripted, files_in, left_behind, make_store
from test_script import HEAD

from innoguide.errors import UsageError
from innoguide.files.content import load_guide, read_guide, shipped_folder
from innoguide.files.place import load_place
from innoguide.files.store import Store
from innoguide.jobs.report.build import build_outputs
from innoguide.jobs.walk.engine import Target, walk
from innoguide.jobs.walk.prompter import Question
from innoguide.model.guide import Guide
from innoguide.model.privacy import Audience
from innoguide.model.project import Project
from innoguide.model.record import Record
from innoguide.terminal.script import Script
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


@cache
def deciding_guide() -> Guide:
    """Return the small guide with a method that weighs, chooses and asks for consent."""
    guide, findings = read_guide([DATA / name for name in ("guide", "guide-decisions")])
    assert guide is not None and findings == []
    return guide


@cache
def shipped_guide() -> Guide:
    """Return the guide that innoguide ships."""
    return load_guide([shipped_folder("steps")])


def store_in(folder: Path, guide: Guide, seed: int = 1) -> Store:
    """Return the store of the project in *folder*, made if there is none."""
    return Store(folder, guide, make_store(folder).settings, random.Random(seed))


def put(folder: Path, kind: str, *ids: str, guide: Guide | None = None, **values: Any) -> None:
    """Store records of *kind* as if they were made yesterday; their label is their id's last five signs."""
    guide = guide or deciding_guide()
    for number, one in enumerate(ids):
        stamp = f"2026-11-23T10:00:{number:02}"
        named = {guide.kinds[kind].label_field: f"Kort {one}", **values}
        record = Record(id=f"{kind}-{one}", kind=kind, created=stamp, updated=stamp, values=named)
        store_in(folder, guide).add(record)


THEME, NOTE = "theme-ttttt", "note-nnnnn"


def with_ideas(folder: Path) -> Path:
    """Put three ideas in *folder*, of which the first rests on a theme, and a note nobody has used."""
    put(folder, "theme", "ttttt")
    put(folder, "note", "nnnnn")
    put(folder, "idea", "aaaaa", rests_on=[THEME], state="new")
    put(folder, "idea", "bbbbb", "ccccc", state="new")
    return folder


def lead(folder: Path, prompter: Any, where: str = "bygga/besluta", guide: Guide | None = None) -> None:
    """Walk a method in *folder*."""
    guide = guide or deciding_guide()
    step, _, method = where.partition("/")
    walk(guide, store_in(folder, guide), prompter, target=Target(step=step, method=method), lang="sv")


ROOM = {"session.room": "bibliotek 2, unga 3", "session.next": "3"}
NOTHING = {
    "besluta.vag.weights.user_value": ":hoppa",
    "besluta.vag.weights.new": ":hoppa",
    "besluta.vag.scores.user_value": ":hoppa",
    "besluta.vag.scores.new": ":hoppa",
    "besluta.valj.chosen": ":hoppa",
    "besluta.runda.proposal": ":hoppa",
}
WEIGHED = {
    "besluta.vag.weights.user_value": "5",
    "besluta.vag.weights.new": "2",
    "besluta.vag.scores.user_value": "1:3, 2:5",
    "besluta.vag.scores.new": "1:4, 2:1",
}
CHOSEN = {
    "besluta.valj.chosen": "1",
    "besluta.valj.why": "Den når flest",
    "besluta.valj.decided_by": "gruppen",
    "besluta.valj.set_aside.0": "1: för dyr",
}
ROUND = {
    "besluta.runda.proposal": "1",
    "besluta.runda.objections.0.objection": "Ingen kan byta pass",
    "besluta.runda.objections.0.role": "bibliotekarie",
    "besluta.runda.objections.0.met": "ändras",
    "besluta.runda.objections.1.objection": "Bussen går inte",
    "besluta.runda.objections.1.role": "elev",
    "besluta.runda.objections.1.met": "3",
    "besluta.runda.outcome": "2",
    "besluta.runda.changes": "En kväll i stället för tre",
    "besluta.runda.why": "Alla kan leva med en kväll",
    "besluta.runda.decided_by": "gruppen och en elev",
}
WHOLE: Answers = {**ROOM, **WEIGHED, **CHOSEN, **ROUND}


def play(folder: Path, answers: Answers, where: str = "bygga/besluta") -> Scripted:
    """Walk with only what *answers* say; the rest of the method is skipped."""
    prompter = Scripted(folder, {**ROOM, **NOTHING, **answers})
    lead(folder, prompter, where)
    return prompter


def load(folder: Path, guide: Guide | None = None) -> Project:
    return store_in(folder, guide or deciding_guide()).load()


def only(folder: Path, kind: str) -> dict[str, Any]:
    """Return what the only record of *kind* says."""
    (record,) = load(folder).of_kind(kind)
    return record.values


def ids(*names: str) -> list[str]:
    return [f"idea-{name * 5}" for name in names]


# weigh


def test_weigh_leaves_weights_and_scores_and_shows_the_sums_with_what_is_missing(tmp_path: Path) -> None:
    prompter = play(with_ideas(tmp_path), WEIGHED)
    weighing = only(tmp_path, "weighing")
    assert weighing["about"] == "Viktade kriterier för idéer"
    assert weighing["weighed"] == ids("a", "b", "c")
    assert weighing["criteria"] == [
        {"criterion": "user_value", "label": "Värde", "weight": 5},
        {"criterion": "new", "label": "Nytt", "weight": 2},
    ]
    assert [(row["record"], row["criterion"], row["score"]) for row in weighing["scores"]] == [
        ("idea-aaaaa", "user_value", 3),
        ("idea-bbbbb", "user_value", 5),
        ("idea-aaaaa", "new", 4),
        ("idea-bbbbb", "new", 1),
    ]
    shown = [line.text for line in prompter.lines]
    at = shown.index("Viktad summa, av högst 35:")
    assert shown[at + 1 : at + 4] == [
        " 27  Kort bbbbb",
        " 23  Kort aaaaa",
        "Kort ccccc har inga poäng. Det finns kvar.",
    ]


def test_a_missing_score_is_said_and_the_sum_is_not_compared(tmp_path: Path) -> None:
    prompter = play(with_ideas(tmp_path), {**WEIGHED, "besluta.vag.scores.new": "1:1"})
    assert "Kort bbbbb saknar poäng för Nytt. Summan hittills är 25 och går inte att jämföra." in prompter.said
    assert " 17  Kort aaaaa" in prompter.said
    assert " 25  Kort bbbbb" not in prompter.said


def test_enter_weighs_one_and_scores_may_be_given_by_words(tmp_path: Path) -> None:
    answers = {
        "besluta.vag.weights.user_value": "",
        "besluta.vag.weights.new": "3",
        "besluta.vag.scores.new": "aaaaa:4, Kort bbbbb = 2",
    }
    play(with_ideas(tmp_path), answers)
    weighing = only(tmp_path, "weighing")
    assert [row["weight"] for row in weighing["criteria"]] == [1, 3]
    assert [(row["record"], row["score"]) for row in weighing["scores"]] == [("idea-aaaaa", 4), ("idea-bbbbb", 2)]


@pytest.mark.parametrize("wrong", ["0", "6", "14", "tre", "-1", "2,5"])
def test_a_weight_is_one_to_five(tmp_path: Path, wrong: str) -> None:
    prompter = play(with_ideas(tmp_path), {"besluta.vag.weights.user_value": [wrong, "4"]})
    assert "Skriv en siffra från 1 till 5." in prompter.said
    assert only(tmp_path, "weighing")["criteria"][0]["weight"] == 4


@pytest.mark.parametrize("wrong", ["1:6", "1:0", "1:3, 1:4", "9:3", "bra", "1 4", "Kort:3"])
def test_a_score_is_one_to_five_and_one_for_each(tmp_path: Path, wrong: str) -> None:
    prompter = play(with_ideas(tmp_path), {"besluta.vag.scores.new": [wrong, "3:2"]})
    assert prompter.asked_keys.count("besluta.vag.scores.new") == 2
    assert [(row["record"], row["score"]) for row in only(tmp_path, "weighing")["scores"]] == [("idea-ccccc", 2)]


def test_what_nobody_answers_leaves_nothing(tmp_path: Path) -> None:
    prompter = play(with_ideas(tmp_path), {})
    assert {record.kind for record in load(tmp_path).records.values()} == {"theme", "note", "idea"}
    assert "Viktad summa" not in prompter.said
    assert [one.state for one in load(tmp_path).sessions[0].done] == ["skipped"] * 3


def test_where_there_is_nothing_to_decide_about_the_method_comes_to_its_end(tmp_path: Path) -> None:
    prompter = play(tmp_path, WHOLE)
    assert prompter.said.count("Det finns inget att arbeta med här ännu") == 3
    assert load(tmp_path).records == {}


# choose: on which evidence, in which way


def test_choose_proposes_what_was_done_before_and_what_the_chosen_rest_on(tmp_path: Path) -> None:
    prompter = play(with_ideas(tmp_path), {**WEIGHED, **CHOSEN})
    (weighing,) = load(tmp_path).of_kind("weighing")
    decision = only(tmp_path, "decision")
    assert decision["evidence"] == [weighing.id, THEME]
    assert decision["way"] == "weighted"
    question = prompter.question("besluta.valj.evidence")
    assert (question.default, question.required) == ("1, 2", False)
    assert "Enter tar förslaget (2)" in question.hint
    assert [one.id for one in question.options] == [weighing.id, THEME, NOTE]


@pytest.mark.parametrize("typed", ["1, 2, 3", f"1, {THEME}, Kort nnnnn"])
def test_the_group_adds_evidence_by_number_or_by_words(tmp_path: Path, typed: str) -> None:
    play(with_ideas(tmp_path), {**WEIGHED, **CHOSEN, "besluta.valj.evidence": typed})
    (weighing,) = load(tmp_path).of_kind("weighing")
    assert only(tmp_path, "decision")["evidence"] == [weighing.id, THEME, NOTE]


@pytest.mark.parametrize("typed", ["", ":hoppa"])
def test_whoever_says_nothing_takes_the_proposal(tmp_path: Path, typed: str) -> None:
    play(with_ideas(tmp_path), {**CHOSEN, "besluta.valj.evidence": typed})
    assert only(tmp_path, "decision")["evidence"] == [THEME]


def test_not_knowing_the_evidence_is_kept(tmp_path: Path) -> None:
    play(with_ideas(tmp_path), {**CHOSEN, "besluta.valj.evidence": ":vetinte"})
    (decision,) = load(tmp_path).of_kind("decision")
    assert (decision.open, "evidence" in decision.values) == (("evidence",), False)


@pytest.mark.parametrize(("typed", "evidence"), [("1", None), ("2", [NOTE]), ("1, 2", [THEME, NOTE])])
def test_the_proposal_follows_the_choice_but_what_the_group_wrote_stays(
    tmp_path: Path, typed: str, evidence: list[str] | None
) -> None:
    folder = with_ideas(tmp_path)
    prompter = Backing(folder, {**ROOM, **NOTHING}, at=())
    prompter.script = {
        "besluta.valj.chosen": ["1", "2"],
        "besluta.valj.why": ["Så", ":tillbaka"],
        "besluta.valj.evidence": [typed, ":tillbaka"],
        "besluta.valj.decided_by": [":tillbaka", "gruppen"],
    }
    lead(folder, prompter)
    decision = only(folder, "decision")
    assert decision["chosen"] == ids("b"), "it rests on nothing"
    assert decision.get("evidence") == evidence


def test_nothing_is_asked_where_there_is_nothing_to_rest_on(tmp_path: Path) -> None:
    put(tmp_path, "idea", "bbbbb")
    put(tmp_path, "idea", "aaaaa", rests_on=["idea-bbbbb"])
    prompter = play(tmp_path, {"besluta.valj.chosen": "1"})
    assert "besluta.valj.evidence" not in prompter.asked_keys, "the other idea is no evidence for choosing this one"
    assert "evidence" not in only(tmp_path, "decision")


VOTED = {"ideer.rosta.voters": "5", "ideer.rosta.dots.user_value": "1:4"}
PLACED = {f"ideer.placera.{one}": "4 2" for one in ids("a", "b", "c")}
RANKED = {"ideer.ordna.order": "3, 1, 2"}
UNRANKED = {"ideer.ordna.order": ":hoppa"}


@pytest.mark.parametrize(
    ("answers", "way", "evidence"),
    [
        ({**VOTED, **PLACED, **RANKED}, "pairs", ["vote", "theme"]),
        ({**VOTED, **PLACED, **UNRANKED}, "matrix", ["vote", "theme"]),
        ({**VOTED, **UNRANKED}, "dots", ["vote", "theme"]),
        ({**PLACED, **UNRANKED, "ideer.rosta.voters": ":hoppa"}, "matrix", ["theme"]),
        ({**UNRANKED, "ideer.rosta.voters": ":hoppa"}, "talk", ["theme"]),
    ],
)
def test_the_way_is_the_last_thing_done_with_the_same_records(
    tmp_path: Path, answers: Answers, way: str, evidence: list[str]
) -> None:
    placed = {key.replace("idea-", "Kort "): value for key, value in answers.items()}
    skipped = {f"ideer.placera.Kort {one * 5}": ":hoppa" for one in "abc"} | {
        f"ideer.rosta.dots.{one}": ":hoppa" for one in ("user_value", "user", "new")
    }
    play(with_ideas(tmp_path), {**skipped, **placed, "ideer.valj.chosen": "1"}, "bygga/ideer")
    decision = only(tmp_path, "decision")
    assert decision["way"] == way
    assert [one.partition("-")[0] for one in decision["evidence"]] == evidence


def test_ranking_again_in_the_same_order_is_ranking_too(tmp_path: Path) -> None:
    folder = with_ideas(tmp_path)
    for _time in range(2):
        play(folder, {**RANKED, "ideer.valj.chosen": ":hoppa"}, "bygga/ideer")
        done = {one.move: one.state for one in load(folder).sessions[-1].done}
        assert done["ordna"] == "done"


# consent


def test_consent_keeps_every_objection_with_its_role_and_how_it_was_met(tmp_path: Path) -> None:
    prompter = play(with_ideas(tmp_path), ROUND)
    decision = only(tmp_path, "decision")
    assert decision["objections"] == [
        {"objection": "Ingen kan byta pass", "role": "bibliotekarie", "met": "change"},
        {"objection": "Bussen går inte", "role": "elev", "met": "stays"},
    ]
    assert decision["what"] == "Vi går vidare med idé, med ändringar: Kort aaaaa"
    assert (decision["outcome"], decision["changes"]) == ("accepted_with_changes", "En kväll i stället för tre")
    assert (decision["chosen"], decision["way"], decision["evidence"]) == (ids("a"), "consent", [THEME])
    assert (decision["why"], decision["decided_by"]) == ("Alla kan leva med en kväll", "gruppen och en elev")
    assert decision["date"] == "2026-11-24"
    assert "En invändning kvarstår." in prompter.said
    assert "Läs upp: Kort aaaaa" in prompter.said


def test_without_objections_a_proposal_is_accepted_as_it_is(tmp_path: Path) -> None:
    prompter = play(with_ideas(tmp_path), {"besluta.runda.proposal": "bbbbb", "besluta.runda.outcome": "ja som det är"})
    decision = only(tmp_path, "decision")
    assert (decision["what"], decision["chosen"]) == ("Vi går vidare med idé: Kort bbbbb", ids("b"))
    assert "objections" not in decision
    assert "besluta.runda.changes" not in prompter.asked_keys
    assert "kvarstår" not in prompter.said


def test_what_is_not_accepted_is_set_aside_with_the_reason(tmp_path: Path) -> None:
    play(with_ideas(tmp_path), {**ROUND, "besluta.runda.outcome": "3", "besluta.runda.why": "För\nmycket som kvarstår"})
    decision = only(tmp_path, "decision")
    assert decision["what"] == "Vi går inte vidare med idé: Kort aaaaa"
    assert "chosen" not in decision
    assert decision["set_aside"] == [{"what": "Kort aaaaa", "record": "idea-aaaaa", "why": "För mycket som kvarstår"}]
    assert len(decision["objections"]) == 2


def test_a_round_without_an_outcome_says_that_it_is_not_settled(tmp_path: Path) -> None:
    play(with_ideas(tmp_path), {**ROUND, "besluta.runda.outcome": ":hoppa"})
    assert only(tmp_path, "decision")["what"] == "Inte avgjort: Kort aaaaa"
    assert len(only(tmp_path, "decision")["objections"]) == 2


def test_what_was_chosen_before_in_the_method_is_proposed_for_the_round(tmp_path: Path) -> None:
    prompter = play(with_ideas(tmp_path), {**CHOSEN, "besluta.valj.chosen": "2", "besluta.runda.proposal": "2"})
    assert prompter.question("besluta.runda.proposal").default == "2"
    chosen, consented = load(tmp_path).of_kind("decision")
    assert consented.values["evidence"] == [chosen.id]


def test_a_single_proposal_is_proposed(tmp_path: Path) -> None:
    put(tmp_path, "idea", "aaaaa")
    prompter = play(tmp_path, {"besluta.runda.proposal": "1"})
    assert prompter.question("besluta.runda.proposal").default == "1"
    assert only(tmp_path, "decision")["what"] == "Inte avgjort: Kort aaaaa"


def test_going_back_to_another_proposal_leaves_the_objections_with_the_first(tmp_path: Path) -> None:
    folder = with_ideas(tmp_path)
    prompter = Backing(folder, {**ROOM, **NOTHING}, at=())
    prompter.script = {
        "besluta.runda.objections.1.objection": [":tillbaka", ""],
        "besluta.runda.objections.0.met": ["1", ":tillbaka"],
        "besluta.runda.objections.0.role": ["bibliotekarie", ":tillbaka"],
        "besluta.runda.objections.0.objection": ["Ingen kan byta pass", ":tillbaka", ""],
        "besluta.runda.proposal": ["1", "2"],
        "besluta.runda.outcome": ["1"],
    }
    lead(folder, prompter)
    first, second = load(folder).of_kind("decision")
    assert first.values["objections"] == [
        {"objection": "Ingen kan byta pass", "role": "bibliotekarie", "met": "change"}
    ]
    assert first.values["what"] == "Inte avgjort: Kort aaaaa"
    assert "objections" not in second.values
    assert second.values["what"] == "Vi går vidare med idé: Kort bbbbb"


def test_a_slip_of_the_finger_leaves_no_second_decision(tmp_path: Path) -> None:
    answers = {
        "besluta.runda.proposal": ["3", "2"],
        "besluta.runda.objections.0.objection": [":tillbaka", ""],
        "besluta.runda.outcome": "1",
    }
    play(with_ideas(tmp_path), answers)
    assert only(tmp_path, "decision")["chosen"] == ids("b")


def test_another_outcome_takes_back_what_the_first_one_said(tmp_path: Path) -> None:
    answers = {
        **ROUND,
        "besluta.runda.outcome": ["2", "3", "1"],
        "besluta.runda.changes": ":tillbaka",
        "besluta.runda.why": [":tillbaka", "Nu går det"],
    }
    play(with_ideas(tmp_path), answers)
    decision = only(tmp_path, "decision")
    assert (decision["outcome"], decision["chosen"]) == ("accepted", ids("a"))
    assert "set_aside" not in decision
    assert "changes" not in decision


# stops, :back, and an answers file


class Backing(Scripted):
    """Types `:tillbaka` once at each of the questions *at*, counted from 0."""

    def __init__(self, folder: Path, answers: Answers, *, at: Sequence[int]) -> None:
        super().__init__(folder, answers)
        self.at = set(at)
        self.script: dict[str, list[str]] = {}

    def ask(self, question: Question) -> str | None:
        """Go back, say what is scripted by turns, or answer as usual."""
        number = len(self.asked)
        turns = self.script.get(self.key_of(question), [])
        typed = super().ask(question)
        if number in self.at:
            return ":tillbaka"
        return turns.pop(0) if turns else typed


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], list[str]]:
    """What the whole method leaves when nobody stops or goes back, and its questions."""
    use_language("sv")
    folder = with_ideas(tmp_path_factory.mktemp("straight"))
    prompter = Scripted(folder, WHOLE)
    lead(folder, prompter)
    assert prompter.unused == set()
    return left_behind(load(folder)), prompter.asked_keys


def test_the_whole_method_leaves_a_weighing_and_two_decisions(straight: tuple[dict[str, Any], list[str]]) -> None:
    left, asked = straight
    assert [one for one in left["records"] if one.startswith(("weighing", "decision"))] == [
        *("decision#1", "decision#2", "weighing#1"),
    ]
    assert left["records"]["decision#1"][4]["evidence"] == ["weighing#1", "theme#1"]
    assert left["records"]["decision#2"][4]["evidence"] == ["weighing#1", "decision#1", "theme#1"]
    assert len(asked) == 26


@pytest.mark.parametrize("twice", [False, True])
def test_going_back_anywhere_and_forward_again_changes_nothing(
    tmp_path: Path, straight: tuple[dict[str, Any], list[str]], twice: bool
) -> None:
    left, asked = straight
    first = asked.index("besluta.vag.weights.user_value")
    for number in range(first, len(asked) - 1):
        folder = with_ideas(tmp_path / str(number))
        lead(folder, Backing(folder, WHOLE, at=(number, number + 1) if twice else (number,)))
        assert left_behind(load(folder)) == left, asked[number]


def test_going_back_from_a_question_shows_the_one_before_with_its_answer(
    tmp_path: Path, straight: tuple[dict[str, Any], list[str]]
) -> None:
    asked = straight[1]
    shown = {}
    for number in range(asked.index("besluta.vag.weights.user_value") + 1, len(asked) - 1):
        folder = with_ideas(tmp_path / str(number))
        prompter = Backing(folder, WHOLE, at=(number,))
        lead(folder, prompter)
        shown[asked[number]] = (prompter.asked_keys[number + 1], prompter.asked[number + 1].default)
    assert shown["besluta.vag.weights.new"] == ("besluta.vag.weights.user_value", "5")
    assert shown["besluta.vag.scores.new"] == ("besluta.vag.scores.user_value", "1:3, 2:5")
    assert shown["besluta.valj.chosen"] == ("besluta.vag.scores.new", "1:4, 2:1")
    assert shown["besluta.valj.decided_by"] == ("besluta.valj.evidence", "1, 2")
    assert shown["besluta.runda.proposal"] == ("besluta.valj.set_aside.1", "")
    assert shown["besluta.runda.objections.1.objection"] == ("besluta.runda.objections.0.met", "ändras")
    assert shown["besluta.runda.changes"] == ("besluta.runda.outcome", "med ändringar")
    assert shown["besluta.runda.why"] == ("besluta.runda.changes", "En kväll i stället för tre")


def lead_until_stopped(folder: Path, prompter: Scripted, patience: int) -> bool:
    """Walk for *patience* answers; return whether the group came to the end before."""
    prompter.patience = patience
    done = [one for session in load(folder).sessions for one in session.done]
    is_over = len(done) == 3 and not load_place(folder).method
    try:
        lead(folder, prompter, "" if is_over else "bygga/besluta")
    except KeyboardInterrupt:
        return False
    return True


def test_stopped_at_every_question_in_turn_the_method_comes_to_the_same_end(
    tmp_path: Path, straight: tuple[dict[str, Any], list[str]]
) -> None:
    prompter = Scripted(with_ideas(tmp_path), WHOLE)
    stops = 0
    while not lead_until_stopped(tmp_path, prompter, 1):
        stops += 1
    assert left_behind(load(tmp_path)) == straight[0]
    assert stops == len(straight[1]) - 1


class Copying(Scripted):
    """Keeps a copy of the project, and of the answers that are left, as they are at each question."""

    copies: Path
    states: list[tuple[Path, Mapping[str, Any], datetime]]

    def ask(self, question: Question) -> str | None:
        """Copy, then answer."""
        folder = self.copies / str(len(self.states))
        shutil.copytree(self.folder, folder)
        self.states.append((folder, copy.deepcopy(self.answers), self.now()))
        return super().ask(question)


def test_killed_at_any_question_the_method_goes_on_with_every_answer_before_it(tmp_path: Path) -> None:
    whole = Copying(with_ideas(tmp_path / "whole"), WHOLE)
    whole.copies, whole.states = tmp_path / "copies", []
    lead(tmp_path / "whole", whole)
    after = [left_behind(load(folder)) for folder, _answers, _moment in whole.states] + [
        left_behind(load(tmp_path / "whole"))
    ]
    for number, (folder, answers, moment) in enumerate(whole.states):
        again = Scripted(folder, answers, start=moment)
        lead_until_stopped(folder, again, 1)
        assert again.asked_keys[0] == whole.asked_keys[number]
        assert left_behind(load(folder)) == after[number + 1], "the answer is on disk before the next question"


def test_what_was_typed_is_in_the_records_when_the_next_question_comes(tmp_path: Path) -> None:
    class Looking(Scripted):
        """Looks on the disk for the words of the answer before."""

        before = ""
        looked = 0

        def ask(self, question: Question) -> str | None:
            records = "\n".join(data.decode() for data in files_in(self.folder).values())
            assert self.before in records, f"not stored before {self.key_of(question)}"
            typed = super().ask(question)
            words = "" if question.options or question.path[0] == "session" else typed or ""
            self.before = words if words[:1].isalpha() else ""
            self.looked += bool(self.before)
            return typed

    prompter = Looking(with_ideas(tmp_path), WHOLE)
    lead(tmp_path, prompter)
    assert prompter.looked == 9


FILE = (
    HEAD
    + """\
      - bygga/besluta:
          vag:
            id: weighing-wwwww
            weights: {user_value: 5, new: 2}
            scores: {user_value: {idea-aaaaa: 3, idea-bbbbb: 5}, new: {idea-aaaaa: 4, Kort bbbbb: 1}}
          valj:
            id: decision-ddddd
            chosen: [idea-aaaaa]
            why: Den når flest
            evidence: [weighing-wwwww, theme-ttttt]
            decided_by: gruppen
            set_aside: ["idea-bbbbb: för dyr"]
          runda:
            id: decision-eeeee
            proposal: idea-aaaaa
            objections:
              - {objection: Ingen kan byta pass, role: bibliotekarie, met: change}
              - {objection: Bussen går inte, role: elev, met: stays}
            outcome: accepted_with_changes
            changes: En kväll i stället för tre
            why: Alla kan leva med en kväll
            decided_by: gruppen och en elev
"""
)


def replay(folder: Path, text: str, guide: Guide | None = None) -> Script:
    """Play an answers file; return it."""
    guide = guide or deciding_guide()
    script = Script(text.encode(), "answers.yaml")
    for number in range(script.sessions):
        script.begin_session(number)
        walk(guide, store_in(folder, guide, seed=7), script, target=Target(), lang="sv")
    return script


def test_an_answers_file_leaves_what_the_room_leaves(
    tmp_path: Path, straight: tuple[dict[str, Any], list[str]]
) -> None:
    script = replay(with_ideas(tmp_path), FILE)
    assert script.unused() == []
    left = left_behind(load(tmp_path))["records"]
    assert left == straight[0]["records"]
    assert {"weighing-wwwww", "decision-ddddd", "decision-eeeee"} <= set(load(tmp_path).records)


def test_a_file_from_before_evidence_was_asked_for_stores_the_proposal(tmp_path: Path) -> None:
    text = FILE.replace("            evidence: [weighing-wwwww, theme-ttttt]\n", "")
    script = replay(with_ideas(tmp_path), text)
    assert script.unused() == []
    assert load(tmp_path).records["decision-ddddd"].values["evidence"] == ["weighing-wwwww", THEME]


def test_a_guide_whose_decisions_hold_no_evidence_is_not_asked_for_it(tmp_path: Path) -> None:
    folder = make_store(tmp_path).folder
    replay(folder, HEAD + "      - ideer:\n          kort: {noll: [Byta]}\n          valj: {chosen: [Byta]}\n", small())
    (decision,) = store_in(folder, small()).load().of_kind("decision")
    assert set(decision.values) == {"what", "why", "decided_by", "date", "chosen"} - {"why"}


@cache
def small() -> Guide:
    guide, _findings = read_guide([DATA / "guide"])
    assert guide is not None
    return guide


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("weights: {user_value: 5", "weights: {user_value: 7", "1 till 5"),
        ("{idea-aaaaa: 3, idea-bbbbb: 5}", "{idea-aaaaa: 9}", "1 till 5"),
        ("outcome: accepted_with_changes", "outcome: kanske", "kanske"),
        ("proposal: idea-aaaaa", "proposal: idea-zzzzz", "idea-zzzzz"),
    ],
)
def test_what_a_file_gets_wrong_is_refused_with_its_line(tmp_path: Path, old: str, new: str, why: str) -> None:
    text = FILE.replace(old, new)
    with pytest.raises(UsageError) as caught:
        replay(with_ideas(tmp_path), text)
    line = text[: text.index(new)].count("\n") + 1
    assert f"answers.yaml:{line}:" in caught.value.message
    assert why in f"{caught.value.message} {caught.value.hint}"


# what a guide may say

METHOD = """\
format: 1
method: egen-omrostning
order: 90
title: {sv: Egen omröstning, en: Own vote}
purpose: {sv: Att välja., en: To choose.}
minutes: 5
group: {min: 2, max: 9}
materials: [{sv: Pennor, en: Pens}]
when_not: {sv: Aldrig., en: Never.}
basis: own
source: own
script:
"""


def faults_of(folder: Path, move: str) -> list[tuple[str, int, str]]:
    """Return file, line and message of what is wrong with a project's own method that has *move*."""
    path = folder / "steps" / "4-ta-fram-ideer" / "egen-omrostning.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(METHOD + f"  - {{{move}, id: rosta, title: {{sv: R, en: R}}, minutes: 5}}\n", "utf-8")
    _guide, findings = read_guide([shipped_folder("steps"), folder / "steps"])
    own = [one for one in findings if "egen-omrostning" in one.file]
    return [(one.file, one.line, f"{one.message} {one.hint}") for one in own]


NOT_USER = "criteria: [{id: cheap, label: {sv: Billig, en: Cheap}}]"


@pytest.mark.parametrize("move", ["move: vote, dots: 3", "move: weigh"])
@pytest.mark.parametrize("kind", ["idea", "idea_card"])
def test_ideas_are_never_chosen_between_without_value_to_the_user(tmp_path: Path, move: str, kind: str) -> None:
    ((file, line, message),) = faults_of(tmp_path, f"{move}, kind: {kind}, {NOT_USER}")
    assert (file, line) == ("steps/4-ta-fram-ideer/egen-omrostning.yaml", METHOD.count("\n") + 1)
    assert "user_value" in message
    with_it = NOT_USER.replace("cheap", "user_value")
    assert faults_of(tmp_path, f"{move}, kind: {kind}, {with_it}") == []


@pytest.mark.parametrize("move", ["move: vote, dots: 3", "move: weigh"])
def test_other_things_may_be_chosen_by_other_criteria(tmp_path: Path, move: str) -> None:
    assert faults_of(tmp_path, f"{move}, kind: insight, {NOT_USER}") == []


@pytest.mark.parametrize(
    ("move", "word"),
    [
        ("move: consent, kind: idea_crad", "idea_crad"),
        ("move: weigh, kind: idea_crad, criteria: [{id: user_value, label: {sv: V, en: V}}]", "idea_crad"),
        ("move: consent, kind: idea_card, where: {state: chosn}", "chosn"),
        ("move: weigh, kind: insight, criteria: [{id: a, label: {sv: A, en: A}}, {id: a, label: {sv: B, en: B}}]", "a"),
    ],
)
def test_the_new_moves_are_checked_as_the_others(tmp_path: Path, move: str, word: str) -> None:
    found = faults_of(tmp_path, move)
    assert len(found) == 1
    assert word in found[0][2]


def test_a_guide_without_the_kinds_they_leave_is_told(tmp_path: Path) -> None:
    path = tmp_path / "more" / "2-bygga" / "besluta.yaml"
    path.parent.mkdir(parents=True)
    path.write_bytes((DATA / "guide-decisions" / "2-bygga" / "besluta.yaml").read_bytes())
    _guide, findings = read_guide([DATA / "guide", tmp_path / "more"])
    words = " ".join(one.message for one in findings)
    assert [one for one in ("weighing", "objections", "outcome", "changes") if f'"{one}"' not in words] == []


# the shipped methods, and what becomes of it all in the outputs

CARDS = ("aaaaa", "bbbbb", "ccccc")


def shipped_project(folder: Path) -> Path:
    """Put idea cards, questions and what they rest on in *folder*."""
    guide = shipped_guide()
    put(folder, "quote", "qqqqq", guide=guide, source="observation-77777")
    put(folder, "insight", "jjjjj", guide=guide, evidence=["quote-qqqqq"])
    put(folder, "opportunity", "ppppp", guide=guide, insight="insight-jjjjj")
    put(folder, "hmw", *CARDS, guide=guide, opportunity="opportunity-ppppp")
    put(folder, "idea", "aaaaa", "bbbbb", guide=guide, answers="hmw-aaaaa")
    put(folder, "idea_card", *CARDS, guide=guide, insights=["insight-jjjjj"], pitch="Så här gör vi")
    return folder


SHIPPED = (
    HEAD.replace("users: yes", "users: no")
    + """\
      - fokusera/tva-och-tva:
          ordna: {order: [hmw-ccccc, hmw-aaaaa, hmw-bbbbb]}
          stammer-det: Den sista förvånade oss.
          valj:
            chosen: [hmw-ccccc]
            why: Där är behovet störst
            set_aside: ["Ryms i den första"]
      - ta-fram-ideer/tre-prickar:
          gruppera: [{name: Kvällar, notes: [idea-aaaaa, idea-bbbbb]}]
          prickar: {voters: 5, dots: {user_value: {idea-aaaaa: 4}}}
          valj: {chosen: [idea-aaaaa, idea-bbbbb], bold_pick: idea-bbbbb, why: Flest prickar}
      - ta-fram-ideer/viktade-kriterier:
          kriterier: En femma är en kväll som någon längtar till.
          vag:
            weights: {user_value: 5, novelty: 2, feasibility: 3}
            scores:
              user_value: {idea_card-aaaaa: 5, idea_card-bbbbb: 3}
              novelty: {idea_card-aaaaa: 2, idea_card-bbbbb: 5}
              feasibility: {idea_card-aaaaa: 3}
          las-av: Vi vet för lite om den andra.
          valj:
            chosen: [idea_card-aaaaa, idea_card-bbbbb]
            bold_pick: idea_card-bbbbb
            why: Störst värde
            evidence: [insight-jjjjj, quote-qqqqq]
            set_aside: ["idea_card-ccccc: vi vet för lite"]
      - ta-fram-ideer/samtyckesrunda:
          forsta: Vem öppnar?
          runda:
            proposal: idea_card-aaaaa
            objections:
              - {objection: Ingen kan byta pass, role: bibliotekarie, met: stays}
              - {objection: Kanske för sent, role: elev, met: noted}
            outcome: accepted_with_changes
            changes: En kväll i stället för tre
            why: Alla kan leva med en kväll
            decided_by: gruppen och två elever
          nasta-gang: Om en månad.
"""
)


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which the shipped methods were walked."""
    use_language("sv")
    folder = shipped_project(tmp_path_factory.mktemp("decided"))
    script = replay(folder, SHIPPED, shipped_guide())
    assert script.unused() == []
    return folder


def test_the_shipped_methods_leave_their_decisions(decided: Path) -> None:
    decisions = load(decided, shipped_guide()).of_kind("decision")
    assert [(one.method, one.values["way"]) for one in decisions] == [
        ("tva-och-tva", "pairs"),
        ("tre-prickar", "dots"),
        ("viktade-kriterier", "weighted"),
        ("samtyckesrunda", "consent"),
    ]
    assert [one.status for one in decisions] == ["done"] * 4
    assert decisions[0].values["evidence"] == ["opportunity-ppppp"]
    assert decisions[2].values["evidence"] == ["insight-jjjjj", "quote-qqqqq"]
    assert [one.values["rank"] for one in load(decided, shipped_guide()).of_kind("hmw")] == [2, 3, 1]


def outputs(folder: Path, audience: Audience, lang: str = "sv") -> dict[str, str]:
    """Return the outputs by name."""
    project = load(folder, shipped_guide())
    project.settings = project.settings.model_copy(update={"language": lang})
    made = build_outputs(shipped_guide(), project, audience=audience, template_folders=[shipped_folder("templates")])
    return {path.as_posix(): text for path, text in made.items()}


def section(text: str, heading: str) -> str:
    """Return what stands under *heading*."""
    return text.partition(f"{heading}\n")[2].partition("\n### ")[0].partition("\n## ")[0]


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_a_decision_shows_who_what_why_on_what_against_what_and_what_was_set_aside(
    decided: Path, audience: Audience
) -> None:
    text = outputs(decided, audience)["4-ta-fram-ideer.md"]
    weighted = section(text, "### Beslut 3")
    for words in (
        "- **Varför:** Störst värde",
        "- **Beslutat av:** bibliotek 2, unga 3",
        "- **Så kom vi fram till det:** viktade kriterier",
        "- **Det vilar på:**\n  - [Insikt 1](2-undersoka.md#insikt-1): Kort jjjjj\n  - Citat 1: Kort qqqqq",
        "- **Det djärva valet:** Idékort 2: Kort bbbbb",
        "- **Valdes bort, och varför:**\n  - Idékort 3: Kort ccccc – vi vet för lite",
    ):
        assert words in weighted
    consent = section(text, "### Beslut 4")
    who = (" (bibliotekarie)", " (elev)") if audience == "internal" else ("", "")
    for words in (
        "Vi går vidare med idékort, med ändringar: Kort aaaaa",
        "- **Så kom vi fram till det:** samtyckesrunda",
        "- **Kan alla leva med förslaget?** ja, med ändringar",
        "- **Det här ändras:** En kväll i stället för tre",
        f"  - Ingen kan byta pass{who[0]} – kvarstår\n  - Kanske för sent{who[1]} – noterad",
        "- **Beslutat av:** gruppen och två elever",
        "- **Varför:** Alla kan leva med en kväll",
    ):
        assert words in consent


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_an_order_in_pairs_is_shown_with_the_decision(decided: Path, audience: Audience) -> None:
    text = section(outputs(decided, audience)["3-fokusera.md"], "### Beslut 1")
    assert "jämförelse två och två" in text
    order = text.partition("- **Ordningen efter jämförelsen två och två:**\n")[2]
    assert [line.split()[-1] for line in order.splitlines()[:3]] == ["ccccc", "aaaaa", "bbbbb"]


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_votes_and_weighings_show_what_got_nothing_and_the_groups_stay(decided: Path, audience: Audience) -> None:
    text = outputs(decided, audience)["4-ta-fram-ideer.md"]
    vote = section(text, "### Omröstning 1")
    assert "Ett förslag fick inga prickar:\n\n- Idé 2: Kort bbbbb" in vote
    weighing = section(text, "### Viktning 1")
    rows = [line for line in weighing.splitlines() if line.startswith("| Idékort")]
    assert rows == [
        "| Idékort 1: Kort aaaaa | 5 | 2 | 3 | 38 |",
        "| Idékort 2: Kort bbbbb | 3 | 5 | – | (25) går inte att jämföra |",
        "| Idékort 3: Kort ccccc | – | – | – | – |",
    ]
    assert "| Värde för användaren × 5 | Nytänkande × 2 | Genomförbarhet × 3 |" in weighing
    assert "- Idékort 2: Genomförbarhet" in weighing
    assert "Utan poäng: Idékort 3." in weighing
    assert "Kvällar" in text.partition("## Grupper av idéer")[2]
    assert "| 2 | Kort bbbbb |" in text.partition("## Alla idéer")[2]


def test_a_vote_without_a_single_dot_names_all_that_was_voted_on(tmp_path: Path) -> None:
    text = HEAD + "      - ta-fram-ideer/tre-prickar:\n          prickar: {voters: 5}\n"
    folder = shipped_project(tmp_path)
    replay(folder, text, shipped_guide())
    vote = section(outputs(folder, "public")["4-ta-fram-ideer.md"], "### Omröstning 1")
    assert "2 förslag fick inga prickar:\n\n- Idé 1: Kort aaaaa\n- Idé 2: Kort bbbbb" in vote


def test_what_the_public_may_not_see_is_not_in_a_weighing_either(decided: Path, tmp_path: Path) -> None:
    folder = tmp_path / "hidden"
    shutil.copytree(decided, folder)
    store = store_in(folder, shipped_guide())
    card = store.load().records["idea_card-bbbbb"]
    store.replace(Record(**{**vars(card), "confidential": True}))
    text = "\n".join(outputs(folder, "public").values())
    assert "| Idékort 1: Kort aaaaa | 5 | 2 | 3 | 38 |" in text
    assert "(25)" not in text


def test_the_session_of_a_round_in_english_reads_in_english(decided: Path) -> None:
    text = outputs(decided, "public", "en")["4-ta-fram-ideer.md"]
    assert "- **How we arrived at it:** consent round" in text
    assert "  - Ingen kan byta pass – stays" in text
    assert "Scores are missing, so the sum cannot be compared:" in text
