"""An answers file: what it may say, what is refused and where, and that it gives the same project each time."""

import random
from pathlib import Path

import pytest
from fakes import files_in, left_behind, load, make_store, small_guide

from innoguide.cli.app import run
from innoguide.errors import UsageError
from innoguide.files.place import load_place
from innoguide.files.store import Store
from innoguide.files.yamlfile import Unreadable
from innoguide.jobs.walk.engine import Target, walk
from innoguide.jobs.walk.prompter import Question
from innoguide.terminal.script import Script
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


HEAD = """\
format: 1
sessions:
  - start: 2026-11-24T13:00
    room: bibliotek 2, unga 3
    users: yes
    walk:
"""
WHOLE = (
    HEAD
    + """\
      - utmana:
          prata: Tiderna
          forsta:
            id: challenge-k3f9w
            question: Hur kan vi få fler att våga?
            about: |-
              Unga
              som inte vågar
            factors: [tiden, ":parkera en buss", resan]
          mera:
            solution_free: yes
            areas: [culture, mat]
            due: 2026-12-01
            people: ":dontknow"
            evidence:
              - {statement: Få kommer, sort: fact, marks: [tomma stolar]}
              - {statement: Ingen vet, sort: guess}
      - lappa:
          skriv:
            all: {source: tisdag, about: challenge-k3f9w}
            notes:
              - {id: note-aaaaa, text: Hon gick hem, tone: sad, words: [hem, gå]}
              - Han skrattade
              - {id: note-bbbbb, text: De väntade}
          sortera:
            - {id: theme-aaaaa, name: Ingen väntar, notes: [note-aaaaa, note-bbbbb]}
          vag:
            - {record: theme-aaaaa, meaning: Svårt, weight: 5}
  - start: 2026-12-01T13:00
    room: unga 2
    walk:
      - hitta/avslut:
          skatta: {nojd: [4, 3, 5, 4, 2]}
          grind: {vem: "ja", varfor: "partly: två", conclusion: go_on, reason: Bråttom}
      - ideer:
          kort:
            noll: [{id: idea-aaaaa, text: Byta}, {id: idea-bbbbb, text: Låna}]
            superhjalte: [{id: idea-ccccc, text: Flyga}]
          rosta:
            voters: 5
            dots: {user: {idea-aaaaa: 3, idea-ccccc: 2}, new: {idea-bbbbb: 5}}
          placera: {idea-aaaaa: [4, 2], idea-bbbbb: [1, 5]}
          ordna: {order: [idea-ccccc, idea-aaaaa, idea-bbbbb]}
          valj:
            chosen: [idea-aaaaa]
            bold_pick: idea-aaaaa
            why: Flest prickar
            set_aside: ["idea-bbbbb: för dyrt"]
          grunda: {idea-aaaaa: [theme-aaaaa]}
      - omprova:
          fler: [{question: Mer?}]
      - utmana:
          why_back: Något nytt
          mera: {people: 12}
"""
)


def replay(folder: Path, text: str, *, seed: int = 1) -> Script:
    """Play an answers file on the small guide; return it."""
    script = Script(text.encode(), "answers.yaml")
    settings = make_store(folder).settings
    store = Store(folder, small_guide(), settings, random.Random(seed))
    for number in range(script.sessions):
        script.begin_session(number)
        walk(small_guide(), store, script, target=Target(), lang="sv")
    return script


def in_method(name: str, lines: str) -> str:
    """Return an answers file with one method."""
    body = "".join(f"          {line}\n" for line in lines.splitlines())
    return f"{HEAD}      - {name}:\n{body}"


# What is played


def test_a_whole_file_is_played_with_every_answer_used(tmp_path: Path) -> None:
    script = replay(tmp_path, WHOLE)
    assert script.unused() == []
    left = left_behind(load(tmp_path))
    assert left["records"]["challenge#1"][4] == {
        "question": "Hur kan vi få fler att våga?",
        "about": "Unga\nsom inte vågar",
        "factors": ["tiden", "resan"],
        "solution_free": True,
        "areas": ["culture", "food"],
        "due": "2026-12-01",
        "people": 12,
        "evidence": [
            {"statement": "Få kommer", "sort": "fact", "marks": ["tomma stolar"]},
            {"statement": "Ingen vet", "sort": "guess"},
        ],
        "version": 1,
    }
    assert [left["records"][f"note#{number}"][4]["text"] for number in (1, 2, 3)] == [
        "Hon gick hem",
        "Han skrattade",
        "De väntade",
    ]
    assert left["records"]["theme#1"][4]["notes"] == ["note#1", "note#3"]
    assert left["records"]["idea#1"][4] == {
        "text": "Byta",
        "card": "Noll kronor",
        "value": 4,
        "effort": 2,
        "place": 2,
        "state": "chosen",
        "rests_on": ["theme#1"],
    }
    assert left["records"]["parked_idea#1"][4] == {"text": "en buss"}


def test_the_decision_and_the_gate_of_a_file_are_those_of_a_room(tmp_path: Path) -> None:
    replay(tmp_path, WHOLE)
    left = left_behind(load(tmp_path))["records"]
    assert left["gate#1"][4]["answers"][1]["note"] == "två"
    assert (left["gate#1"][4]["conclusion"], left["gate#1"][4]["reason"]) == ("go_on", "Bråttom")
    aside = left["decision#1"][4]["set_aside"]
    assert [(one["what"], one.get("why")) for one in aside] == [("Låna", "för dyrt"), ("Flyga", None)]
    assert [one["dots"] for one in left["vote#1"][4]["results"]] == [3, 2, 5]


def test_sessions_keep_their_own_time_and_moves_take_their_planned_minutes(tmp_path: Path) -> None:
    replay(tmp_path, WHOLE)
    first, second = load(tmp_path).sessions
    assert (first.started, second.started) == ("2026-11-24T13:00:00", "2026-12-01T13:00:00")
    minutes = {one.move: one.minutes for one in first.done}
    assert (minutes["borja"], minutes["prata"], minutes["skriv"]) == (5, 10, 10)
    assert first.ended == "2026-11-24T14:05:00"
    assert [(one.to, one.why) for one in second.returns] == [("hitta", "Något nytt")]
    assert {one.move: (one.state, one.minutes) for one in second.done}["igen"] == ("skipped", 0)
    assert all(one.created.startswith(one.session[:10]) for one in load(tmp_path).records.values())


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ids(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("two", 7), ("three", 8)):
        replay(tmp_path / name, WHOLE, seed=seed)
    one, two, three = (files_in(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one.keys() != three.keys()
    assert len(one) == len(three)


def test_a_file_neither_needs_nor_leaves_a_place(tmp_path: Path) -> None:
    replay(tmp_path, WHOLE)
    assert load_place(tmp_path).method == ""
    assert not (tmp_path / ".innoguide").exists()


def test_what_is_left_out_is_skipped_and_leaves_nothing(tmp_path: Path) -> None:
    script = replay(tmp_path, in_method("utmana", "prata: Bara ett samtal"))
    assert script.unused() == []
    project = load(tmp_path)
    assert project.records == {}
    assert [(one.move, one.state) for one in project.sessions[0].done] == [
        ("borja", "done"),
        ("prata", "done"),
        ("forsta", "skipped"),
        ("mera", "skipped"),
    ]


@pytest.mark.parametrize("method", ["bygga/ideer", "bygga/omprova", "hitta/lappa", "hitta/utmana"])
def test_a_method_left_empty_comes_to_its_end(tmp_path: Path, method: str) -> None:
    script = replay(tmp_path, f"{HEAD}      - {method}: {{}}\n")
    assert script.unused() == []
    assert load(tmp_path).records == {}


@pytest.mark.parametrize("who", ["", "    room: unga 2\n"])
def test_a_vote_without_voters_comes_to_its_end(tmp_path: Path, who: str) -> None:
    text = in_method("ideer", "kort:\n  noll: [Byta]\nrosta:\n  dots: {user: {Byta: 2}}")
    if not who:
        text = text.replace("    room: bibliotek 2, unga 3\n", '    room: ":skip"\n')
    replay(tmp_path, text)
    assert load(tmp_path).of_kind("vote")[0].values["results"][0]["dots"] == 2


def test_a_plain_text_stands_for_a_list_of_one_and_for_the_first_field(tmp_path: Path) -> None:
    script = replay(
        tmp_path, in_method("utmana", "forsta:\n  question: Vad?\n  factors: tiden\nmera:\n  evidence: Få kommer")
    )
    values = load(tmp_path).of_kind("challenge")[0].values
    assert (values["factors"], values["evidence"]) == (["tiden"], [{"statement": "Få kommer"}])
    assert script.unused() == []


def test_repeated_records_are_a_list(tmp_path: Path) -> None:
    lines = "fler:\n  - {question: Ett?, people: 3}\n  - {question: Två?}\n  - {question: Tre?, people: 5}"
    script = replay(tmp_path, in_method("omprova", lines))
    assert script.unused() == []
    found = [(one.values["question"], one.values.get("people")) for one in load(tmp_path).of_kind("challenge")]
    assert found == [("Ett?", 3), ("Två?", None), ("Tre?", 5)]


# What is refused, and where


def refusal(folder: Path, text: str) -> UsageError:
    """Play a file that cannot be played; return why."""
    with pytest.raises(UsageError) as caught:
        replay(folder, text)
    assert caught.value.exit_code == 2
    return caught.value


def test_a_missing_answer_that_is_required_names_the_first_question(tmp_path: Path) -> None:
    error = refusal(tmp_path, in_method("utmana", "prata: Hej\nforsta:\n  about: Något\nmera:\n  people: 3"))
    assert "hitta/utmana.forsta.question: Hur lyder frågan?" in error.message
    assert error.hint
    assert load(tmp_path).sessions[0].done[1].note == "Hej", "what was answered before is kept"


def test_a_missing_room_and_a_missing_conclusion_are_named(tmp_path: Path) -> None:
    missing = refusal(tmp_path / "room", WHOLE.replace("    room: bibliotek 2, unga 3\n", "", 1))
    assert "session.room" in missing.message
    gate = "grind: {vem: ja, varfor: ja}"
    assert "avslut.grind.conclusion" in refusal(tmp_path / "end", in_method("hitta/avslut", gate)).message
    gate = "grind: {vem: ja, varfor: nej, conclusion: go_on}"
    assert "avslut.grind.reason" in refusal(tmp_path / "why", in_method("hitta/avslut", gate)).message
    assert "avslut.grind.varfor" in refusal(tmp_path / "one", in_method("hitta/avslut", "grind: {vem: ja}")).message


@pytest.mark.parametrize(
    ("method", "lines", "place", "why"),
    [
        ("utmana", "forsta:\n  question: Vad?\nmera:\n  people: många", "answers.yaml:11:21", "heltal"),
        ("utmana", "forsta:\n  question: Vad?\nmera:\n  due: sen", "answers.yaml:11:18", "datum"),
        ("utmana", "forsta:\n  question: Vad?\nmera:\n  areas: [dans]", "answers.yaml:11:20", "dans"),
        ("ideer", "kort:\n  noll: [Byta]\nplacera: {Byta: [9, 1]}", "answers.yaml:10:", "mellan 1 och 5"),
        ("ideer", "kort:\n  noll: [Byta]\nvalj: {chosen: [Finns inte]}", "answers.yaml:10:", "Finns inte"),
        ("hitta/avslut", "skatta: {nojd: [7]}", "answers.yaml:8:", "1–5"),
        ("hitta/avslut", "grind: {vem: kanske}", "answers.yaml:8:", "ja, delvis"),
    ],
)
def test_an_answer_that_cannot_be_used_is_named_with_its_place_and_the_reason(
    tmp_path: Path, method: str, lines: str, place: str, why: str
) -> None:
    if "placera" in lines:
        lines = lines.replace("[Byta]", "[{id: idea-aaaaa, text: Byta}]").replace("{Byta:", "{idea-aaaaa:")
    error = refusal(tmp_path, in_method(method, lines))
    assert error.message.startswith(place)
    assert why in error.hint + error.message


def test_answers_that_no_question_asked_for_are_all_named_with_their_place(tmp_path: Path) -> None:
    script = replay(tmp_path, in_method("utmana", "pratta: Fel\nforsta:\n  question: Vad?\n  orsaker: [a, b]"))
    assert script.unused() == [
        "answers.yaml:8:19: utmana.pratta",
        "answers.yaml:11:23: utmana.forsta.orsaker.0",
        "answers.yaml:11:26: utmana.forsta.orsaker.1",
    ]


def test_an_unknown_method_is_refused_rather_than_asked_for_ever(tmp_path: Path) -> None:
    error = refusal(tmp_path, f"{HEAD}      - finnsinte: {{}}\n")
    assert "finnsinte" in error.message


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("format: 1\n", "answers.yaml"),
        ("format: 1\nsessions: 3\n", "answers.yaml"),
        ("format: 1\nsessions: [tre]\n", "answers.yaml:2:12"),
        (f"{HEAD}      - utmana\n", "answers.yaml:7:9"),
        (HEAD.replace("room:", "rum:") + "      - utmana: {}\n", "answers.yaml:4:"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_its_place(text: str, part: str) -> None:
    with pytest.raises(UsageError) as caught:
        Script(text.encode(), "answers.yaml")
    assert part in caught.value.message


def test_a_start_that_is_no_time_is_refused(tmp_path: Path) -> None:
    assert "answers.yaml:3:12" in refusal(tmp_path, WHOLE.replace("2026-11-24T13:00", "i tisdags", 1)).message


def test_what_is_no_yaml_or_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        Script(b"a: &b 1", "answers.yaml")
    with pytest.raises(UsageError) as caught:
        Script.read(tmp_path / "none.yaml")
    assert "none.yaml" in caught.value.message


def test_the_words_before_an_answer_are_never_asked_of_a_file() -> None:
    script = Script(WHOLE.encode(), "answers.yaml")
    script.begin_session(0)
    assert script.ask(Question(path=("hitta/utmana", "borja"), text="", shape="go_on")) == ""
    assert not script.can_resume


def test_ids_given_in_the_file_are_known_with_their_place() -> None:
    script = Script(WHOLE.encode(), "answers.yaml")
    ids = dict(script.given_ids())
    assert ids["challenge-k3f9w"] == "answers.yaml:10:17"
    assert len(ids) == 7


# The command


def command(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run `innoguide walk --answers` in a new project; return the exit code and what was said on stderr."""
    make_store(folder)
    (folder / "answers.yaml").write_text(text, "utf-8")
    code = run(["walk", "--answers", str(folder / "answers.yaml"), "--project", str(folder), "--lang", "sv"])
    return code, capsys.readouterr().err


REAL = """\
format: 1
seed: 5
sessions:
  - start: 2026-11-24T13:00
    room: bibliotek 2
    walk:
      - ringa-in/vet-antar:
          vet: [{text: Vi stänger sju, source: skylten}]
"""


def test_the_command_plays_a_file_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    use_language("sv")
    code, said = command(tmp_path, REAL, capsys)
    assert (code, "1 post" in said) == (0, True)
    assert len(list((tmp_path / "records" / "known_fact").iterdir())) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (REAL.replace("    room: bibliotek 2\n", ""), "session.room"),
        (REAL.replace("vet:", "vett:"), "answers.yaml:8:"),
        (REAL.replace("ringa-in/vet-antar", "finnsinte"), "finnsinte"),
        (REAL.replace("source:", "id: known_fact-tim22, source:"), "answers.yaml:8:"),
    ],
)
def test_the_command_ends_with_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str, said: str
) -> None:
    code, err = command(tmp_path, wrong, capsys)
    assert code == 2
    assert said in err


# The meeting's own id


def test_a_session_may_name_its_id_and_goes_on_when_it_is_named_again(tmp_path: Path) -> None:
    text = in_method("utmana", "prata: Tiderna").replace("  - start:", "  - id: 2026-11-24-traff-1\n    start:")
    replay(tmp_path, text)
    replay(tmp_path, text)
    assert [(one.id, one.number) for one in load(tmp_path).sessions] == [("2026-11-24-traff-1", 1)]


def test_without_one_each_play_is_a_meeting_of_its_own(tmp_path: Path) -> None:
    text = in_method("utmana", "prata: Tiderna")
    replay(tmp_path, text)
    replay(tmp_path, text, seed=2)
    assert [one.number for one in load(tmp_path).sessions] == [1, 2]


@pytest.mark.parametrize("given", ["../ute", "a b", '""', "a.yaml"])
def test_an_id_that_cannot_be_a_files_name_is_refused(tmp_path: Path, given: str) -> None:
    text = in_method("utmana", "prata: Tiderna").replace("  - start:", f"  - id: {given}\n    start:")
    with pytest.raises(UsageError, match=r"answers\.yaml:3:9"):
        replay(tmp_path, text)
    assert load(tmp_path).sessions == ()
