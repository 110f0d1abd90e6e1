"""A wall of notes at once into a `collect`: pasted, typed or from a file; looked at, stored once each, undone."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import Answers, Scripted, lead, load, make_store, play, scripted, small_guide
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from innoguide.files.drafts import Drafts
from innoguide.files.store import Store
from innoguide.jobs.walk.prompter import Question
from innoguide.model.pasted import read_wall, split_lines
from innoguide.model.record import Record
from innoguide.terminal.full import Terminal
from innoguide.texts import use_language

LAPPA = "hitta/lappa"
FIRST = "lappa.skriv.notes.0.text"
WHAT = "lappa.skriv.notes.paste.what"
REST = "lappa.skriv.notes.paste.rest"
SECRET = "189001019802"
THREE = ":paste\n- Hon gick hem\n- Han skrattade\n- De väntade"
OTHERWISE: Answers = {"lappa.sortera.0.name": ":hoppa", REST: "2"}


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


def wall(number: int) -> str:
    """Return the command for a paste of *number* notes."""
    return ":paste\n" + "\n".join(f"Lapp nummer {one}" for one in range(1, number + 1))


def collect(folder: Path, answers: Answers) -> Scripted:
    """Walk the method that collects notes, and only that move."""
    return play(folder, {**OTHERWISE, **answers}, LAPPA)


def notes(folder: Path) -> list[str]:
    """Return what the notes in *folder* say, in order."""
    return [str(one.values["text"]) for one in load(folder).of_kind("note")]


# What a wall says


def test_marks_of_lists_are_taken_away_and_nothing_else() -> None:
    lines = [
        "- ett", "•\ttvå", "1. tre", "12) fyra", "[ ] fem", "- [x] sex", "☐ sju", "(8) åtta", "· 9. nio",
        "-5 grader ute", "1.5 timmar", "5 personer väntade", "[ej klart] tio", "2026 var sent",
    ]  # fmt: skip
    assert read_wall(lines).notes == (
        *("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"),
        *("-5 grader ute", "1.5 timmar", "5 personer väntade", "[ej klart] tio", "2026 var sent"),
    )


def test_blank_lines_lone_marks_and_doubles_are_left_out_and_counted() -> None:
    found = read_wall(["a", "", "  ", "-", "•", "3.", "a", "- a", "b", "känd"], known=["känd"])
    assert found.notes == ("a", "b")
    assert found.doubles == 3


def test_a_cell_of_several_lines_from_a_spreadsheet_is_one_note() -> None:
    assert split_lines('ett\n"två ""i"" \ntvå"\n"tre"\nfyra\r\nfem') == ["ett", 'två "i" två', '"tre"', "fyra", "fem"]


# Taking it in


def test_a_pasted_wall_is_shown_and_taken_with_what_all_have_in_common(tmp_path: Path) -> None:
    prompter = collect(
        tmp_path,
        {"lappa.skriv.all.source": "tisdagens besök", FIRST: THREE, WHAT: "1", "lappa.skriv.notes.3.text": "En till"},
    )
    assert notes(tmp_path) == ["Hon gick hem", "Han skrattade", "De väntade", "En till"]
    assert {one.values["source"] for one in load(tmp_path).of_kind("note")} == {"tisdagens besök"}
    assert "  2  Han skrattade" in prompter.said
    assert "Sparat: 3 lappar." in prompter.said


@pytest.mark.parametrize("number", [12, 13, 43])
def test_only_the_first_are_shown_and_how_many_more_there_are(tmp_path: Path, number: int) -> None:
    prompter = collect(tmp_path, {FIRST: wall(number), WHAT: "ta alla"})
    assert len(notes(tmp_path)) == number
    shown = prompter.log[: prompter.log.index(f"{WHAT} () › ta alla")]
    assert shown[shown.index("1  Lapp nummer 1") :] == [
        *(f"{one}  Lapp nummer {one}" for one in range(1, 13)),
        *([f"… och {number - 12} till."] if number > 12 else []),
    ]


def test_some_are_taken_away_by_number_after_all_have_been_seen(tmp_path: Path) -> None:
    away = {WHAT: ["2", "2", "2", "1"], "lappa.skriv.notes.paste.which": ["3, 7-15", "99", "nummer 16"]}
    prompter = collect(tmp_path, {FIRST: wall(20), **away})
    left = [1, 2, 4, 5, 6, 17, 18, 19, 20]
    assert notes(tmp_path) == [f"Lapp nummer {one}" for one in left]
    assert " 20  Lapp nummer 20" in prompter.said
    assert "Borttaget: 10 lappar." in prompter.said


@pytest.mark.parametrize("answer", ["3", ":tillbaka"])
def test_a_wall_that_is_thrown_away_leaves_nothing(tmp_path: Path, answer: str) -> None:
    prompter = collect(tmp_path, {FIRST: [THREE, ""], WHAT: answer})
    assert notes(tmp_path) == []
    assert "Inget av det sparades" in prompter.said
    assert load(tmp_path).sessions[0].done[0].state == "skipped"


def test_doubles_are_told_of_and_long_notes_are_kept_whole(tmp_path: Path) -> None:
    answers = {FIRST: "Hon gick hem", "lappa.skriv.notes.1.text": f"{THREE}\n{'å' * 501}"}
    prompter = collect(tmp_path, answers)
    assert notes(tmp_path) == ["Hon gick hem", "Han skrattade", "De väntade", "å" * 501]
    assert "1 lapp som redan fanns" in prompter.said
    assert "mer än 500 tecken: 3." in prompter.said


def test_a_wall_of_nothing_new_asks_nothing(tmp_path: Path) -> None:
    prompter = collect(tmp_path, {FIRST: [":paste\n-\n\n•", ""]})
    assert "Inga nya lappar kom med." in prompter.said
    assert WHAT not in prompter.asked_keys


def test_a_wall_that_nobody_can_have_read_is_not_taken(tmp_path: Path) -> None:
    prompter = collect(tmp_path, {FIRST: [wall(501), ""]})
    assert "Gränsen är 500 åt gången." in prompter.said
    assert notes(tmp_path) == []


def test_the_command_alone_asks_for_the_lines(tmp_path: Path) -> None:
    prompter = collect(tmp_path, {FIRST: ":klistra", "lappa.skriv.notes.paste": "ett\n\n2. två\n"})
    assert notes(tmp_path) == ["ett", "två"]
    assert prompter.question("lappa.skriv.notes.paste").shape == "long"
    prompter = collect(tmp_path / "b", {FIRST: [":klistra", ""], "lappa.skriv.notes.paste": ":tillbaka"})
    assert "Inga nya lappar kom med." in prompter.said


def test_a_paste_with_cards_belongs_to_the_card_that_lies_open(tmp_path: Path) -> None:
    answers = {
        "ideer.kort.card.0": "2",
        "ideer.kort.noll.0.text": wall(2),
        "ideer.kort.card.1": "hjälte",
        "ideer.kort.superhjalte.0.text": ":paste\nFlyga dit\nLapp nummer 1",
        "ideer.ordna.order": ":hoppa",
        "ideer.valj.chosen": ":hoppa",
    }
    play(tmp_path, answers, "bygga/ideer")
    assert [(one.values["text"], one.values["card"]) for one in load(tmp_path).of_kind("idea")] == [
        ("Lapp nummer 1", "Noll kronor"),
        ("Lapp nummer 2", "Noll kronor"),
        ("Flyga dit", "Superhjälte"),
    ]


# Files


def test_a_file_is_read_and_told_which_column(tmp_path: Path) -> None:
    file = tmp_path / "våra lappar.csv"
    file.write_bytes("ID,Text,Last Updated By\r\n1,Hon gick hem,Någon\r\n2,Han skrattade,Någon\r\n".encode("utf-16"))
    prompter = collect(tmp_path / "p", {FIRST: f':klistra "{file}"'})
    assert notes(tmp_path / "p") == ["Hon gick hem", "Han skrattade"]
    assert "kolumnen ”Text”. 2 andra kolumner" in prompter.said


def test_a_wrong_file_is_told_of_and_the_question_comes_again(tmp_path: Path) -> None:
    prompter = collect(tmp_path, {FIRST: [f":klistra {tmp_path}/finns-inte.csv", "Hon gick hem"]})
    assert "finns inte" in prompter.said
    assert "Inga nya lappar" not in prompter.said
    assert notes(tmp_path) == ["Hon gick hem"]
    assert not prompter.question(FIRST).repeated, "asked in full again"


@pytest.mark.parametrize(
    ("answer", "found"), [("", ["Vi går dit ihop"]), ("hindrar", ["Tiden", "Resan"]), (":back", [])]
)
def test_where_several_columns_may_be_meant_the_group_says_which(tmp_path: Path, answer: str, found: list[str]) -> None:
    file = tmp_path / "svar.csv"
    file.write_text("Namn;Vad hindrar?;Vad hjälper?\nNågon;Tiden;Vi går dit ihop\nNågon;Resan;\n", "utf-8")
    prompter = collect(tmp_path / "p", {FIRST: [f":klistra {file}", ""], "lappa.skriv.notes.paste.column": answer})
    assert notes(tmp_path / "p") == found
    assert [one.label for one in prompter.question("lappa.skriv.notes.paste.column").options] == [
        "Vad hjälper?",
        "Vad hindrar?",
    ]


# Personal data


def test_personal_data_is_never_shown_nor_stored_before_somebody_is_asked(tmp_path: Path) -> None:
    typed = f":paste\nHon heter {SECRET}\nHan skrattade\nRing {SECRET}\nMejla a.b@example.se\nNr {SECRET} kvar"
    personal = "lappa.skriv.notes.paste.personal"
    answers = {
        FIRST: typed,
        f"{personal}.1.personal_data": "1",
        f"{personal}.3.personal_data": "2",
        f"{personal}.3.text": "Ring henne",
        f"{personal}.4.personal_data": "3",
        f"{personal}.4.allow_reason": "vår egen adress",
        f"{personal}.5.personal_data": "",
    }
    prompter = collect(tmp_path, answers)
    said = notes(tmp_path)
    assert said[1:4] == ["Han skrattade", "Ring henne", "Mejla a.b@example.se"]
    assert SECRET not in prompter.said
    assert not any(SECRET in path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file())
    assert len(said) == 5


def test_stopped_while_being_asked_the_personal_data_is_gone(tmp_path: Path) -> None:
    prompter = scripted(tmp_path, {**OTHERWISE, FIRST: f":paste\nHon heter {SECRET}\nHan skrattade", WHAT: "1"})
    prompter.answers["lappa.skriv.notes.paste.personal.1.personal_data"] = [":paus"]
    lead(tmp_path, prompter, LAPPA)
    assert notes(tmp_path) == []
    assert SECRET not in (tmp_path / ".innoguide" / "walk.json").read_text("utf-8")
    play(tmp_path, OTHERWISE)
    first, second = notes(tmp_path)
    assert first.startswith("Hon heter") and SECRET not in first
    assert second == "Han skrattade"


# What belongs to each note


@pytest.mark.parametrize(("number", "enter_begins"), [(6, True), (7, False)])
def test_what_belongs_to_each_note_is_asked_now_or_later(tmp_path: Path, number: int, enter_begins: bool) -> None:
    for place, answer, asked in [("enter", "", enter_begins), ("now", "1", True), ("later", "2", False)]:
        answers = {FIRST: wall(number), REST: answer, "lappa.skriv.notes.1.tone": "glad"}
        prompter = collect(tmp_path / place, answers)
        assert ("lappa.skriv.notes.1.tone" in prompter.asked_keys) == asked
        tones = [one.values.get("tone", "") for one in load(tmp_path / place).of_kind("note")]
        assert tones == (["", "glad", *[""] * (number - 2)] if asked else [""] * number)


# Stopped


def test_stopped_at_every_question_each_note_is_stored_once(tmp_path: Path) -> None:
    answers = {
        **OTHERWISE,
        FIRST: [f"{wall(4)}\nHon heter {SECRET}", ""],
        WHAT: ["2", "1"],
        "lappa.skriv.notes.paste.which": "2",
        REST: "1",
        "lappa.skriv.notes.0.tone": "glad",
        "lappa.skriv.notes.3.words.0": "hem",
    }
    straight = tmp_path / "straight"
    collect(straight, answers)
    expected = [one.values for one in load(straight).of_kind("note")]
    assert len(expected) == 4
    for stops in range(1, 30):
        folder = tmp_path / str(stops)
        prompter = scripted(folder, answers)
        prompter.patience = stops
        try:
            lead(folder, prompter, LAPPA)
        except KeyboardInterrupt:
            if prompter.asked_keys[-1] == "lappa.skriv.notes.paste.which":
                prompter.answers[WHAT] = ["2", "1"]  # the choice before it is made again
            prompter.patience = None
            lead(folder, prompter, LAPPA)
        else:
            break
        found = [one.values for one in load(folder).of_kind("note")]
        assert found == expected, prompter.log[-20:]
    assert stops > 8


class Dying(Store):
    """A store whose process dies right after, or right before, a number of writes."""

    lives = 0
    before = False

    def add(self, record: Record) -> Record:
        """Write, and die."""
        self.lives -= 1
        if not self.lives and self.before:
            raise KeyboardInterrupt
        stored = super().add(record)
        if not self.lives:
            raise KeyboardInterrupt
        return stored


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("lives", [1, 2, 5])
def test_killed_while_storing_the_rest_is_stored_and_nothing_twice(tmp_path: Path, lives: int, before: bool) -> None:
    prompter = scripted(tmp_path, {**OTHERWISE, FIRST: [wall(5), ""]})
    store = Dying(tmp_path, small_guide(), make_store(tmp_path).settings)
    store.lives, store.before = lives, before
    with pytest.raises(KeyboardInterrupt):
        lead(tmp_path, prompter, LAPPA, store=store)
    lead(tmp_path, prompter)
    assert notes(tmp_path) == [f"Lapp nummer {one}" for one in range(1, 6)]


# Undoing


def test_undo_takes_away_the_last_paste_and_then_the_note_before_it(tmp_path: Path) -> None:
    answers = {FIRST: ["Hon gick hem", ""], "lappa.skriv.notes.1.text": [wall(3), ":ångra", ":ångra", ""]}
    answers["lappa.skriv.notes.4.text"] = [":ångra", ""]
    prompter = collect(tmp_path, answers)
    assert notes(tmp_path) == []
    assert "Borttaget: 3 lappar." in prompter.said
    assert "Borttaget: ”Hon gick hem”." in prompter.said
    assert list((tmp_path / "records").rglob("*.yaml")) == []


def test_undo_takes_a_note_that_was_written_after_the_paste_first(tmp_path: Path) -> None:
    after = {"lappa.skriv.notes.2.text": ["Han skrattade", ""], "lappa.skriv.notes.3.text": [":undo", ""]}
    prompter = collect(tmp_path, {FIRST: wall(2), **after})
    assert notes(tmp_path) == ["Lapp nummer 1", "Lapp nummer 2"]
    assert "Borttaget: ”Han skrattade”." in prompter.said


def test_undo_works_after_a_resume(tmp_path: Path) -> None:
    collect(tmp_path, {FIRST: wall(3), "lappa.skriv.notes.3.text": ":paus"})
    assert len(notes(tmp_path)) == 3
    collect_again = scripted(tmp_path, {**OTHERWISE, "lappa.skriv.notes.3.text": ":ångra"})
    lead(tmp_path, collect_again)
    assert notes(tmp_path) == []


def test_what_was_changed_since_stays_and_is_named(tmp_path: Path) -> None:
    answers = {
        FIRST: [wall(3), ":ångra", ""],
        "lappa.skriv.notes.3.text": [":tillbaka", ":ångra", ":ångra"],
        "lappa.skriv.notes.2.text": "Lapp nummer 3, ändrad",
        "lappa.skriv.notes.1.text": [""],
    }
    prompter = collect(tmp_path, answers)
    assert notes(tmp_path) == ["Lapp nummer 3, ändrad"]
    assert "Borttaget: 2 lappar." in prompter.said
    assert "Kvar: 1 lapp." in prompter.said
    assert "Lapp nummer 3, ändrad" in [line.text for line in prompter.lines if line.tone == "list"]


def test_what_something_rests_on_or_somebody_else_has_changed_stays(tmp_path: Path) -> None:
    collect(tmp_path, {FIRST: wall(3), "lappa.skriv.notes.3.text": ":paus"})
    store = make_store(tmp_path)
    first, second, _third = store.load().of_kind("note")
    store.add(Record(id="theme-22222", kind="theme", values={"name": "Hemma", "notes": [first.id]}))

    class Meanwhile(Scripted):
        def ask(self, question: Question) -> str | None:
            typed = super().ask(question)
            if typed == ":ångra":
                other = make_store(tmp_path)
                other.replace(replace(other.load().records[second.id], tags=("hemma",)))
            return typed

    prompter = Meanwhile(tmp_path, {**scripted(tmp_path, OTHERWISE).answers})
    prompter.answers["lappa.skriv.notes.3.text"] = [":ångra"]
    lead(tmp_path, prompter)
    assert notes(tmp_path) == ["Lapp nummer 1", "Lapp nummer 2"]
    assert "Kvar: 2 lappar." in prompter.said


def test_with_nothing_to_undo_it_is_said(tmp_path: Path) -> None:
    prompter = collect(tmp_path, {FIRST: [":ångra", ""]})
    assert "Det finns ingen lapp att ta bort här." in prompter.said


# At the keyboard

BRACKETED = "\x1b[200~- ett\r\n- två\r\n\r\ntre\x1b[201~"
ONE_LINE = "\x1b[200~ett ord\r\n\x1b[201~"


def ask(folder: Path, keys: str, *questions: Question) -> list[str | None]:
    """Answer *questions* at a Terminal whose keyboard is *keys*."""
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        keyboard.send_text(keys)
        terminal = Terminal(Drafts(folder), "sv")
        return [terminal.ask(each) for each in questions]


def note(**more: object) -> Question:
    """Return a question for a note, in a row that takes a wall of them."""
    values = {"path": ("row", 1, "text"), "text": "Vad såg ni?", "shape": "lines", "takes": frozenset({"paste"})}
    return Question(**{**values, **more})  # type: ignore[arg-type]


WHOLE = ":paste\n- ett\n- två\n\ntre"


def test_a_pasted_wall_is_handed_over_at_once_and_leaves_no_draft(tmp_path: Path) -> None:
    assert ask(tmp_path, BRACKETED, note()) == [WHOLE]
    assert ask(tmp_path, BRACKETED, note(default="gammalt")) == [WHOLE]
    assert Drafts(tmp_path).get("row/1/text") == ""


def test_pasted_behind_a_typed_word_it_waits_for_enter(tmp_path: Path) -> None:
    assert ask(tmp_path, f"noll{BRACKETED}\r", note()) == [":paste\nnoll- ett\n- två\n\ntre"]


def test_one_pasted_line_is_one_note_to_edit(tmp_path: Path) -> None:
    assert ask(tmp_path, f"{ONE_LINE} till\r", note()) == ["ett ord till"]
    assert ask(tmp_path, f"{ONE_LINE}\r", note(takes=frozenset())) == ["ett ord"]


# A real terminal with plain lines

CHILD = """
import sys
from pathlib import Path
from fakes import lead
from innoguide.files.drafts import Drafts
from innoguide.terminal.prompts import choose_prompter
from innoguide.texts import use_language
use_language("sv")
folder = Path(sys.argv[1])
lead(folder, choose_prompter(Drafts(folder), "sv", plain=True, clock_on=False), "hitta/lappa")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_lines_pasted_into_plain_lines_with_empty_ones_between_all_come_in(tmp_path: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    make_store(tmp_path)
    child = pexpect.spawn(sys.executable, ["-c", CHILD, str(tmp_path)], cwd=Path(__file__).parent, encoding="utf-8")
    child.timeout = 60
    for asked, typed in [
        ("Vilka är med", "unga 3"),
        ("Är någon användare", "ja"),
        ("Var kommer lapparna ifrån", ""),
        ("Vad har ni sett", ":klistra"),
        ("Klistra in lapparna", "\n- ett\n- två\n\n\n3. tre\n- ett\n"),
        ("3 lappar att ta in", ""),
        ("När vill ni", "2"),
        ("Vad har ni sett", ":paus"),
    ]:
        child.expect(asked)
        child.expect(r"(Svar|\d): $")
        child.send(f"{typed}\r")
    child.expect(pexpect.EOF)
    child.close()
    assert notes(tmp_path) == ["ett", "två", "tre"]
