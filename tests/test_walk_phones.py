"""A move answered on phones: opened, waited for, shown, looked through, stored once, wherever it is stopped."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fake_phones import FakePhones, Waiting, ballot, join, note, play_phones, ratings, waiting
from fakes import FULL, START, Answers, lead, left_behind, load, make_store, small_guide
from test_walk_resume import Dying

from innoguide.errors import UsageError
from innoguide.files.place import Place
from innoguide.files.store import Store
from innoguide.jobs.walk.engine import walk
from innoguide.jobs.walk.phones.asking import ASK_ALL, next_on_phones, on_phones_only, with_question
from innoguide.jobs.walk.phones.reviewing import in_numbers
from innoguide.jobs.walk.targets import Target
from innoguide.model.fields import KindField
from innoguide.model.guide import Guide, Kind
from innoguide.model.phone_review import Row
from innoguide.model.progress import method_state
from innoguide.texts import t, use_language

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


COMMON = {"lappa.skriv.all.source": "tisdagens besök", "lappa.skriv.all.about": ""}
ASKED = {**COMMON, "lappa.skriv.notes.0.text": [":mobiler", ""], "lappa.sortera.0.name": ""}
CLOSED = {**ASKED, "lappa.skriv.phones.wait": "stäng"}
THREE = [[note("a", "1", "Hon gick hem"), note("b", "2", "Han skrattade")], [note("a", "3", "De väntade")]]


def notes(folder: Path, name: str = "text") -> list[Any]:
    """Return a value of each note, in the order they were made."""
    return [one.values.get(name) for one in load(folder).of_kind("note")]


def place(folder: Path) -> dict[str, Any]:
    """Return where the walk is, as kept on disk."""
    found: dict[str, Any] = json.loads((folder / ".innoguide" / "walk.json").read_text("utf-8"))
    return found


# -- a collect, from opening to records ---------------------------------------------------------------------------


def test_notes_from_phones_become_records_with_what_they_have_in_common(tmp_path: Path) -> None:
    phones = FakePhones(THREE)
    seen = play_phones(tmp_path, {**CLOSED, "lappa.skriv.phones.wait": ["", "stäng"]}, phones, "hitta/lappa")
    assert notes(tmp_path) == ["Hon gick hem", "Han skrattade", "De väntade"]
    assert notes(tmp_path, "source") == ["tisdagens besök"] * 3
    assert {one.by for one in load(tmp_path).of_kind("note")} == {""}
    assert phones.rounds == {}, "what was stored is forgotten"
    assert seen.statuses == ["2 lappar från 2 mobiler", "3 lappar från 2 mobiler"]


def test_the_round_asks_what_the_move_asks(tmp_path: Path) -> None:
    phones = FakePhones(THREE, tables=2)
    play_phones(tmp_path, CLOSED, phones, "hitta/lappa")
    ((plan, session, lan),) = phones.opened
    assert (plan.mode, plan.title, plan.question, plan.lang) == ("collect", "Skriv lappar", "Vad har ni sett?", "sv")
    assert (plan.tables, plan.passes_on, lan) == (2, False, True)
    assert session == load(tmp_path).sessions[0].id


def test_link_code_wall_and_picture_are_shown_and_shown_again(tmp_path: Path) -> None:
    seen = play_phones(
        tmp_path, {**CLOSED, "lappa.skriv.phones.wait": [":mobiler", "stäng"]}, FakePhones(THREE), "hitta/lappa"
    )
    texts = [line.text for line in seen.lines]
    assert texts.count("http://192.0.2.7:8080/abcd2345") == 2
    assert texts.count("abcd2345") == 2
    assert [line.text for line in seen.lines if line.tone == "picture"] == ["█▀▀█", "█▄▄█"] * 2
    assert "Inget lämnar nätet" in seen.said


def test_before_it_is_revealed_nothing_of_what_is_written_is_seen(tmp_path: Path) -> None:
    phones = FakePhones([[join("c")], THREE[0], [note("c", "4", "Ingen kom")]])
    seen = waiting(tmp_path, {**CLOSED, "lappa.skriv.phones.wait": ["", "", "", ":paus"]}, phones)
    lead(tmp_path, seen, "hitta/lappa", phones=phones)
    assert "Hon gick hem" not in seen.said + " ".join(seen.news + seen.statuses)
    assert seen.statuses == [
        "inga lappar än, 1 mobil med",
        "2 lappar från 2 mobiler, 1 har inget skickat",
        "3 lappar från 3 mobiler",
        "3 lappar från 3 mobiler",
    ]
    assert seen.news == ["Det första svaret har kommit.", "Alla 3 mobiler har skickat något."]


def test_after_it_is_revealed_each_note_is_told_once(tmp_path: Path) -> None:
    phones = FakePhones([THREE[0], [], THREE[1]])
    seen = play_phones(tmp_path, {**CLOSED, "lappa.skriv.phones.wait": ["1", "", "", "2"]}, phones, "hitta/lappa")
    told = [line.text for line in seen.lines if line.tone == "list" and line.text.startswith(("Hon", "Han"))]
    assert told == ["Hon gick hem", "Han skrattade"]
    assert seen.news[-1] == "De väntade"


def test_whoever_looks_alone_reveals_nothing(tmp_path: Path) -> None:
    phones = FakePhones(THREE)
    seen = waiting(tmp_path, {**CLOSED, "lappa.skriv.phones.wait": ["titta", ":paus"]}, phones)
    lead(tmp_path, seen, "hitta/lappa", phones=phones)
    assert "Hon gick hem" in seen.said
    (state,) = phones.rounds.values()
    assert not state.revealed


def test_what_is_personal_is_not_shown_though_all_may_see(tmp_path: Path) -> None:
    phones = FakePhones([[note("a", "1", "Ring 191401682396")]])
    answers = {**CLOSED, "lappa.skriv.phones.wait": ["1", "titta", "stäng"]}
    seen = play_phones(tmp_path, answers, phones, "hitta/lappa")
    assert "1682396" not in seen.said
    assert "[personnummer borttaget]" in seen.said


def test_back_asks_before_it_closes(tmp_path: Path) -> None:
    phones = FakePhones(THREE)
    answers = {
        **CLOSED,
        "lappa.skriv.phones.wait": [":tillbaka", ":tillbaka", "stäng"],
        "lappa.skriv.phones.back": ["", "1"],
    }
    seen = play_phones(tmp_path, answers, phones, "hitta/lappa")
    assert seen.asked_keys.count("lappa.skriv.phones.wait") == 2
    assert len(notes(tmp_path)) == 3


def test_nothing_came_and_the_group_goes_on_at_the_keyboard(tmp_path: Path) -> None:
    phones = FakePhones([[join("a")]])
    answers = {**CLOSED, "lappa.skriv.notes.0.text": [":mobiler", "Vi såg det"], "lappa.skriv.notes.1.text": ""}
    seen = play_phones(tmp_path, answers, phones, "hitta/lappa")
    assert "Ingen skickade något." in seen.said
    assert notes(tmp_path) == ["Vi såg det"]
    assert phones.rounds == {}


def test_phones_and_keyboard_may_take_turns(tmp_path: Path) -> None:
    phones = FakePhones([[note("a", "1", "Två")], [note("a", "1", "Fyra")]])
    answers = {
        **CLOSED,
        "lappa.skriv.notes.0.text": "Ett",
        "lappa.skriv.notes.1.text": ":mobiler",
        "lappa.skriv.notes.2.text": ["Tre"],
        "lappa.skriv.notes.3.text": ":mobiler",
        "lappa.skriv.notes.4.text": "",
    }
    play_phones(tmp_path, answers, phones, "hitta/lappa")
    assert notes(tmp_path) == ["Ett", "Två", "Tre", "Fyra"]
    assert len({plan.id for plan, _session, _lan in phones.opened}) == 2


# -- who may answer, and what when they cannot ---------------------------------------------------------------------


def test_who_can_answer_is_asked_once_a_walk_and_said(tmp_path: Path) -> None:
    phones = FakePhones(THREE, lan=None)
    seen = play_phones(tmp_path, {**CLOSED, "lappa.skriv.phones.for": "2"}, phones, "hitta/lappa")
    assert [lan for _plan, _session, lan in phones.opened] == [True]
    assert seen.asked_keys.count("lappa.skriv.phones.for") == 1


def test_enter_lets_only_this_computer_answer(tmp_path: Path) -> None:
    phones = FakePhones(THREE, lan=None)
    seen = play_phones(tmp_path, {**CLOSED, "lappa.skriv.phones.for": ""}, phones, "hitta/lappa")
    assert [lan for _plan, _session, lan in phones.opened] == [False]
    assert "bara på den här datorn" in seen.said


@pytest.mark.parametrize(
    "answers",
    [
        {"lappa.skriv.phones.for": ":tillbaka"},
        {"lappa.skriv.all.source": [":mobiler", ":tillbaka", "besök"], "lappa.skriv.notes.0.text": ""},
    ],
)
def test_back_before_they_are_open_leaves_the_phones_alone(tmp_path: Path, answers: Answers) -> None:
    phones = FakePhones(THREE, lan=None)
    play_phones(tmp_path, {**CLOSED, **answers}, phones, "hitta/lappa")
    assert phones.opened == []


def test_phones_that_cannot_be_reached_are_said_and_the_keyboard_goes_on(tmp_path: Path) -> None:
    phones = FakePhones()
    phones.broken = "Tillägget saknas."
    answers = {**CLOSED, "lappa.skriv.notes.0.text": [":mobiler", "Vi såg det"], "lappa.skriv.notes.1.text": ""}
    seen = play_phones(tmp_path, answers, phones, "hitta/lappa")
    assert "Tillägget saknas." in seen.said
    assert "Gör så här." in seen.said
    assert notes(tmp_path) == ["Vi såg det"]


def test_a_link_that_moved_is_said(tmp_path: Path) -> None:
    phones = FakePhones(THREE)
    phones.moved = True
    assert "Länken är en annan" in play_phones(tmp_path, CLOSED, phones, "hitta/lappa").said


# -- looking through ----------------------------------------------------------------------------------------------

FIVE = [[note("a", str(number), text) for number, text in enumerate(["ett", "två", "tre", "fyra", "fem"], start=1)]]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ([""], ["ett", "två", "tre", "fyra", "fem"]),
        (["klar"], ["ett", "två", "tre", "fyra", "fem"]),
        (["3 TRE gånger", ""], ["ett", "två", "TRE gånger", "fyra", "fem"]),
        (["3: TRE", "3 Nej", "ångra", ""], ["ett", "två", "TRE", "fyra", "fem"]),
        (["ta bort 4", ""], ["ett", "två", "tre", "fem"]),
        (["remove 2-4", ""], ["ett", "fem"]),
        (["ta bort 2, 4 och 5", ":ångra", "ta bort 1", ""], ["två", "tre", "fyra", "fem"]),
        (["ta bort 2", ":tillbaka", ""], ["ett", "två", "tre", "fyra", "fem"]),
        (["ta bort 4", "5 FEM", ""], ["ett", "två", "tre", "FEM"]),
        (["ta bort 4", "4 FYRA", ""], ["ett", "två", "tre", "fem"]),
        (["ta bort alla", ""], []),
        (["3+5", ""], ["ett", "två", "tre / fem", "fyra"]),
        (["merge 5 1", ""], ["två", "tre", "fyra", "fem / ett"]),
        (["slå ihop 1 och 2: ett och två", ""], ["ett och två", "tre", "fyra", "fem"]),
        (["3 ETT", "5 ett.", "lika", ""], ["ett", "två", "fyra"]),
        (["4 fem", "lika", "ångra", ""], ["ett", "två", "tre", "fem", "fem"]),
        (["lika", ""], ["ett", "två", "tre", "fyra", "fem"]),
        (["parkera alla", "3+4 båda", ""], ["båda"]),
        (["2+9", "3", "nonsens", ":hoppa", ""], ["ett", "två", "tre", "fyra", "fem"]),
    ],
)
def test_the_review_stores_what_it_shows(tmp_path: Path, typed: list[str], expected: list[str]) -> None:
    answers = {**CLOSED, "lappa.skriv.phones.review": typed, "lappa.skriv.notes.5.text": ""}
    seen = play_phones(tmp_path, answers, FakePhones(FIVE), "hitta/lappa")
    assert notes(tmp_path) == expected
    assert seen.asked_keys.count("lappa.skriv.phones.review") == len(typed)


def test_a_strange_change_says_what_can_be_typed(tmp_path: Path) -> None:
    answers = {**CLOSED, "lappa.skriv.phones.review": ["blaha", "2+9", "lista", ""]}
    seen = play_phones(tmp_path, answers, FakePhones(FIVE), "hitta/lappa")
    assert "3 ny text, 3+5, ta bort 4 eller parkera 4" in seen.said
    assert "ingen lapp med nummer 9" in seen.said
    assert seen.said.count("Det här kom: 5 lappar") == 2


def test_a_parked_note_is_no_note(tmp_path: Path) -> None:
    answers = {**CLOSED, "lappa.skriv.phones.review": ["parkera 2", "lista", ""]}
    seen = play_phones(tmp_path, answers, FakePhones(FIVE), "hitta/lappa")
    assert notes(tmp_path) == ["ett", "tre", "fyra", "fem"]
    assert [one.values["text"] for one in load(tmp_path).of_kind("parked_idea")] == ["två"]
    assert "två (parkeras)" in seen.said
    assert "Sparat från mobilerna: 4 lappar och 1 parkerad idé." in seen.said


@pytest.mark.parametrize(
    ("lang", "parked", "expected"),
    [
        ("sv", 0, "Då sparas 3 lappar."),
        ("sv", 1, "Då sparas 2 lappar och 1 parkerad idé."),
        ("sv", 2, "Då sparas 1 lapp och 2 parkerade idéer."),
        ("sv", 3, "Då sparas 3 parkerade idéer."),
        ("en", 2, "Then 1 note and 2 parked ideas will be saved."),
    ],
)
def test_the_question_counts_what_is_parked_apart(lang: str, parked: int, expected: str) -> None:
    use_language(lang)
    rows = [Row(number=one, ids=(str(one),), text="x", is_parked=one <= parked) for one in range(1, 4)]
    assert t("phone_review_ask", notes=in_numbers(rows)).endswith(expected)


def test_a_merge_asks_for_its_words_and_back_undoes_it(tmp_path: Path) -> None:
    answers = {
        **CLOSED,
        "lappa.skriv.phones.review": ["1+2", "3+4", ""],
        "lappa.skriv.phones.merge": [":tillbaka", "tre och fyra"],
    }
    seen = play_phones(tmp_path, answers, FakePhones(FIVE), "hitta/lappa")
    assert notes(tmp_path) == ["ett", "två", "tre och fyra", "fem"]
    assert seen.question("lappa.skriv.phones.merge").default == "tre / fyra"


@pytest.mark.parametrize(
    ("picked", "anew", "expected"),
    [
        ("", "", "Ring [personnummer borttaget]"),
        ("1", "", "Ring [personnummer borttaget]"),
        ("2", "Ring någon", "Ring någon"),
        ("2", "", "Ring [personnummer borttaget]"),
        ("3", "", "Ring 191401682396"),
    ],
)
def test_personal_data_is_asked_about_before_anything_is_shown(
    tmp_path: Path, picked: str, anew: str, expected: str
) -> None:
    phones = FakePhones([[note("a", "1", "Ring 191401682396"), note("a", "2", "fem")]])
    answers = {
        **CLOSED,
        "lappa.skriv.phones.personal.1.personal_data": picked,
        "lappa.skriv.phones.personal.1.allow_reason": "Skatteverkets testnummer",
        "lappa.skriv.phones.personal.1.text": anew,
    }
    seen = play_phones(tmp_path, answers, phones, "hitta/lappa")
    assert notes(tmp_path) == [expected, "fem"]
    if picked != "3":
        assert "1682396" not in seen.said
    assert "1682396" not in json.dumps(place(tmp_path))


def test_what_is_typed_in_the_review_is_guarded_too(tmp_path: Path) -> None:
    answers = {**CLOSED, "lappa.skriv.phones.review": ["2 Ring 191401682396", ""]}
    play_phones(tmp_path, answers, FakePhones(FIVE), "hitta/lappa")
    assert notes(tmp_path)[1] == "Ring [personnummer borttaget]"


def test_tables_stay_with_the_records(tmp_path: Path) -> None:
    arriving = [
        [join("a", 2), join("b", 1), note("a", "1", "från två"), note("b", "2", "från ett"), note("a", "3", "x")]
    ]
    answers = {**CLOSED, "lappa.skriv.phones.review": ["1+3 gemensam", ""]}
    seen = play_phones(tmp_path, answers, FakePhones(arriving, tables=2), "hitta/lappa")
    assert [(one.values["text"], one.by) for one in load(tmp_path).of_kind("note")] == [
        ("gemensam", "bord 1, bord 2"),
        ("från två", "bord 2"),
    ]
    texts = [line.text for line in seen.lines]
    assert texts.index("bord 1") < texts.index("  1  från ett") < texts.index("bord 2") < texts.index("  2  från två")


# -- what belongs to each note ------------------------------------------------------------------------------------


def test_what_belongs_to_each_of_a_few_notes_is_asked(tmp_path: Path) -> None:
    answers = {
        **CLOSED,
        "lappa.skriv.phones.wait": ["", "stäng"],
        "lappa.skriv.notes.0.tone": "glad",
        "lappa.skriv.notes.1.tone": [":tillbaka", "ledsen"],
        "lappa.skriv.notes.0.words.0": "hem",
        "lappa.skriv.notes.2.tone": ":vetinte",
    }
    seen = play_phones(tmp_path, answers, FakePhones(THREE), "hitta/lappa")
    assert notes(tmp_path, "tone") == ["glad", "sad", None]
    assert load(tmp_path).of_kind("note")[2].open == ("tone",)
    assert notes(tmp_path, "words")[0] == ["hem"]
    assert "  2  Han skrattade" in seen.said


def test_many_notes_are_not_gone_through_one_by_one(tmp_path: Path) -> None:
    many = [[note("a", str(number), f"lapp {number}") for number in range(7)]]
    seen = play_phones(tmp_path, CLOSED, FakePhones(many), "hitta/lappa")
    assert not [key for key in seen.asked_keys if key.endswith(".tone")]
    assert "fylla på senare: Ton, Ord" in seen.said


# -- cards, votes, ratings ----------------------------------------------------------------------------------------


PASSED_OVER = {
    "ideer.valj.chosen": ":hoppa",
    "ideer.ordna.order": ":hoppa",
    "avslut.grind.conclusion": "2",
    "avslut.grind.reason": "Tiden är slut",
}


def test_the_open_card_is_the_question(tmp_path: Path) -> None:
    phones = FakePhones([[note("a", "1", "Byta saker")]])
    answers = {
        **PASSED_OVER,
        "ideer.kort.card.0": "2",
        "ideer.kort.noll.0.text": ":mobiler",
        "ideer.kort.noll.1.text": "",
        "ideer.kort.card.1": "",
        "ideer.kort.phones.wait": "stäng",
    }
    play_phones(tmp_path, answers, phones, "bygga/ideer")
    assert (phones.opened[0][0].title, phones.opened[0][0].question) == (
        "Noll kronor",
        "Utan pengar? Vilka idéer ger kortet?",
    )
    assert [
        (one.values["text"], one.values["card"], one.values["state"]) for one in load(tmp_path).of_kind("idea")
    ] == [("Byta saker", "Noll kronor", "new")]


@pytest.mark.parametrize("drawn", ["2", ""])
def test_a_card_is_drawn_first(tmp_path: Path, drawn: str) -> None:
    phones = FakePhones([[note("a", "1", "Byta saker")]])
    answers = {**PASSED_OVER, "ideer.kort.card.0": [":mobiler", drawn, ""], "ideer.kort.phones.wait": "stäng"}
    play_phones(tmp_path, answers, phones, "bygga/ideer")
    assert [plan.title for plan, _session, _lan in phones.opened] == (["Noll kronor"] if drawn else [])


IDEAS = {key: value for key, value in FULL.items() if key.startswith("ideer.kort")}


def vote_on_phones(folder: Path, ballots: list[Any], answers: Answers | None = None) -> Waiting:
    """Collect three ideas by hand, then vote on phones with *ballots*; items are counted from 0."""
    asked = {
        **IDEAS,
        **PASSED_OVER,
        "ideer.rosta.voters": [":mobiler", ""],
        "ideer.rosta.phones.wait": ["", "2"],
        **(answers or {}),
    }

    class Voting(FakePhones):
        def arrive(self) -> None:
            plan = self.opened[-1][0]
            (state,) = self.rounds.values()
            for number, dots in enumerate(ballots):
                named = {one: {plan.items[at].id: count for at, count in per.items()} for one, per in dots.items()}
                state.take_in(ballot(f"phone{number}", named))

    return play_phones(folder, asked, Voting(), "bygga/ideer")


def test_votes_from_phones_are_counted_and_nobody_is_named(tmp_path: Path) -> None:
    ballots = [{"user": {0: 2}}, {"user": {0: 1, 2: 1}, "new": {1: 2}}, {"user": {}}]
    seen = vote_on_phones(tmp_path, ballots)
    project = load(tmp_path)
    (vote,) = project.of_kind("vote")
    ideas = {one.id: one.values["text"] for one in project.of_kind("idea")}
    assert vote.values["voters"] == 3
    assert [(ideas[row["record"]], row["criterion"], row["dots"]) for row in vote.values["results"]] == [
        ("Byta saker", "user", 3),
        ("Flyga dit", "user", 1),
        ("Låna ut nycklar", "new", 2),
    ]
    assert "private" not in vote.values, "the kind of the small guide has no such field"
    assert "phone0" not in vote.file + str(vote.values)
    assert seen.statuses[-1] == "3 av 3 mobiler har röstat"
    assert "3 av 5 i rummet röstade på mobilen" in seen.said
    assert "  3  Byta saker" in seen.said


def test_votes_from_phones_may_be_corrected_by_hand(tmp_path: Path) -> None:
    answers = {"ideer.rosta.dots.new": [":tillbaka", "2:3"], "ideer.rosta.dots.user": "1:5"}
    seen = vote_on_phones(tmp_path, [{"user": {0: 2}, "new": {1: 2}}], answers)
    (vote,) = load(tmp_path).of_kind("vote")
    assert sorted(row["dots"] for row in vote.values["results"]) == [3, 5]
    assert seen.question("ideer.rosta.dots.user").default == "1:2"
    assert seen.question("ideer.rosta.dots.new", 0).default == "2:2"


def test_a_revealed_vote_shows_the_dots_here_too(tmp_path: Path) -> None:
    seen = vote_on_phones(tmp_path, [{"user": {2: 2}}], {"ideer.rosta.phones.wait": ["1", "2"]})
    lines = [line.text for line in seen.lines]
    assert lines.index("  2  Flyga dit") < lines.index("  0  Byta saker")


RATED = {
    **PASSED_OVER,
    "avslut.skatta.nojd": ":mobiler",
    "avslut.skatta.phones.wait": ["1", "2"],
    "avslut.skatta.sakra": "",
}


@pytest.mark.parametrize(
    ("count", "expected"),
    [(6, {"counts": [{"value": 4, "count": 5}, {"value": 5, "count": 1}]}), (4, {"answers": 4})],
)
def test_ratings_are_stored_for_five_or_more_as_when_they_are_typed(
    tmp_path: Path, count: int, expected: dict[str, Any]
) -> None:
    arriving = [[ratings(f"p{number}", nojd=5 if number == 2 else 4) for number in range(count)]]
    phones = FakePhones(arriving)
    seen = play_phones(tmp_path, RATED, phones, "hitta/avslut")
    (rating,) = load(tmp_path).of_kind("rating")
    assert {key: rating.values.get(key) for key in expected} == expected
    assert ("answers" in rating.values) == (count < 5)
    assert rating.values["about"] == "nojd"
    assert ("median 4" in seen.said) == (count >= 5), "fewer than five are never shown"
    assert f"{count} av {count} mobiler har svarat" in seen.statuses


# -- papers that go round -----------------------------------------------------------------------------------------


def guide_that_builds_on() -> Guide:
    """Return the small guide with papers that go round where notes are written, and notes that build on others."""
    guide = small_guide()
    method, kind = guide.method("hitta", "lappa"), guide.kinds["note"]
    assert method is not None
    move = method.script[0].model_copy(update={"passes_on": True, "then": ("builds_on", "tone")})
    changed = method.model_copy(update={"script": (move, *method.script[1:])})
    homes = {home: tuple(changed if one is method else one for one in all_) for home, all_ in guide.methods.items()}
    field = KindField.model_validate({"id": "builds_on", "type": "refs", "to": ["note"], "label": "Bygger på"})
    said = {name: getattr(kind, name) for name in Kind.model_fields}
    kinds = {**guide.kinds, "note": Kind.model_validate({**said, "fields": (*kind.fields, field)})}
    return replace(guide, methods=homes, kinds=kinds)


def test_papers_go_round_and_what_builds_on_a_note_says_so(tmp_path: Path) -> None:
    guide = guide_that_builds_on()
    later = [note("c", "9", "Ja, och hem", builds_on="2"), note("c", "10", "Ja, och åter", builds_on="1")]
    phones = FakePhones([THREE[0], [], later])
    answers = {**CLOSED, "lappa.skriv.phones.wait": ["2", "", "3"], "lappa.skriv.phones.review": ["2+4", ""]}
    prompter = waiting(tmp_path, answers, phones)
    store = Store(tmp_path, guide, make_store(tmp_path).settings)
    walk(guide, store, prompter, target=Target(step="hitta", method="lappa"), lang="sv", phones=phones)
    assert "Papperen har gått ett steg." in prompter.said
    assert "  3  Ja, och hem (bygger på 2)" in prompter.said
    found = {one.id: one.values for one in Store(tmp_path, guide, store.settings).load().of_kind("note")}
    texts = {record: values["text"] for record, values in found.items()}
    assert {values["text"]: [texts[one] for one in values.get("builds_on", ())] for values in found.values()} == {
        "Hon gick hem": [],
        "Han skrattade / Ja, och åter": ["Hon gick hem"],
        "Ja, och hem": ["Han skrattade / Ja, och åter"],
    }
    rest = [key for key in prompter.asked_keys if key.endswith((".builds_on", ".tone"))]
    assert rest == ["lappa.skriv.notes.0.builds_on", *(f"lappa.skriv.notes.{number}.tone" for number in range(3))], (
        "what a phone has said is not asked again"
    )


# -- stopped anywhere ---------------------------------------------------------------------------------------------

WHOLE: Answers = {
    **CLOSED,
    "lappa.skriv.phones.for": "2",
    "lappa.skriv.phones.wait": ["", "1", "stäng"],
    "lappa.skriv.phones.review": ["3 De väntade länge", "1+2", "parkera 4", ""],
    "lappa.skriv.phones.merge": "Hem och skratt",
    "lappa.skriv.notes.0.text": [":mobiler", "Hem och skratt"],
    "lappa.skriv.notes.0.tone": "glad",
    "lappa.skriv.notes.1.tone": "ledsen",
    "lappa.skriv.phones.personal.5.personal_data": "1",
}


def batches() -> list[list[Any]]:
    """Return what the phones send in the whole walk."""
    return [[*THREE[0]], [*THREE[1], note("c", "4", "En buss")], [note("c", "5", "Ring 191401682396")]]


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the walk leaves when nobody stops it."""
    use_language("sv")
    folder = tmp_path_factory.mktemp("straight")
    play_phones(folder, WHOLE, FakePhones(batches(), lan=None), "hitta/lappa")
    return left_behind(load(folder))


def go_on(folder: Path, prompter: Waiting, patience: int | None, store: Store | None = None) -> bool:
    """Walk for *patience* answers; return whether the group came to the end before."""
    prompter.patience = patience
    where = "" if "lappa.skriv.all.source" in prompter.asked_keys else "hitta/lappa"
    try:
        lead(folder, prompter, where, store=store, phones=prompter.phones)
    except KeyboardInterrupt:
        return False
    return True


def test_stopped_at_every_question_the_round_goes_on_and_each_note_is_stored_once(
    tmp_path: Path, straight: dict[str, Any]
) -> None:
    phones = FakePhones(batches(), lan=None)
    prompter = waiting(tmp_path, WHOLE, phones)
    stops = 0
    while not go_on(tmp_path, prompter, 1):
        stops += 1
        assert stops < 60
    assert left_behind(load(tmp_path)) == straight
    assert len({plan.id for plan, _session, _lan in phones.opened}) == 1, "the same round, and so the same link"
    assert {lan for _plan, _session, lan in phones.opened} == {True}
    assert prompter.asked_keys.count("lappa.skriv.phones.for") == 2, "stopped once, answered once"
    assert phones.rounds == {}


@pytest.mark.parametrize("lives", [2, 3])
def test_killed_right_after_any_write_no_note_is_stored_twice(
    tmp_path: Path, straight: dict[str, Any], lives: int
) -> None:
    phones = FakePhones(batches(), lan=None)
    prompter = waiting(tmp_path, WHOLE, phones)
    plain = make_store(tmp_path)
    done, starts = False, 0
    while not done:
        store = Dying(tmp_path, small_guide(), plain.settings)
        store.lives = lives
        prompter.words.clear()
        done = go_on(tmp_path, prompter, None, store)
        starts += 1
        assert starts < 100
    assert left_behind(load(tmp_path))["records"] == straight["records"]


def test_a_pause_says_that_the_round_is_still_there(tmp_path: Path) -> None:
    phones = FakePhones(THREE)
    seen = waiting(tmp_path, {**CLOSED, "lappa.skriv.phones.wait": [":paus", "stäng"]}, phones)
    lead(tmp_path, seen, "hitta/lappa", phones=phones)
    assert "allt som kom är kvar" in seen.said
    assert [len(state.notes) for state in phones.rounds.values()] == [2]
    lead(tmp_path, seen, "", phones=phones)
    assert len(notes(tmp_path)) == 3


def test_looked_through_without_phones_after_a_stop_what_came_is_not_lost(tmp_path: Path) -> None:
    phones = FakePhones(THREE)
    prompter = waiting(tmp_path, {**CLOSED, "lappa.skriv.phones.review": ["ta bort 1", ""]}, phones)
    while not prompter.asked or prompter.asked_keys[-1] != "lappa.skriv.phones.review":
        assert not go_on(tmp_path, prompter, 1)
    phones.broken = "Ingen adress."
    assert go_on(tmp_path, prompter, None)
    assert notes(tmp_path) == ["Han skrattade"]


# -- rounds that open by themselves -------------------------------------------------------------------------------


def test_phones_that_come_first_are_opened_without_being_asked_for_once(tmp_path: Path) -> None:
    phones = FakePhones(THREE)
    phones.at_once = True
    answers = {**COMMON, "lappa.skriv.phones.wait": "stäng", "lappa.skriv.notes.2.text": ["", ":tillbaka"]}
    play_phones(tmp_path, answers, phones, "hitta/lappa")
    assert len(phones.opened) == 1
    assert notes(tmp_path) == ["Hon gick hem", "Han skrattade"]


def test_where_phones_are_all_there_is_a_fault_ends_it(tmp_path: Path) -> None:
    phones = FakePhones()
    phones.at_once, phones.broken = True, "Tillägget saknas."
    with pytest.raises(UsageError, match="Tillägget"):
        play_phones(tmp_path, COMMON, phones, "hitta/lappa")


def test_the_log_of_the_meeting_says_what_was_asked_on_the_phones(tmp_path: Path) -> None:
    play_phones(tmp_path, CLOSED, FakePhones(THREE), "hitta/lappa")
    (done,) = [one for one in load(tmp_path).sessions[0].done if one.move == "skriv"]
    assert done.note == "På mobilerna: Vad har ni sett? Lappar: 2. Mobiler: 2."


def test_the_phones_are_told_when_the_time_is_out(tmp_path: Path) -> None:
    phones = FakePhones(THREE)
    seen = waiting(tmp_path, {**CLOSED, "lappa.skriv.phones.wait": ["", ":paus"]}, phones)
    lead(tmp_path, seen, "hitta/lappa", phones=phones)
    out = seen.time_is_out()
    (state,) = phones.rounds.values()
    assert state.until == (out.astimezone().isoformat(timespec="seconds") if out else "")


def test_a_question_of_ones_own_is_part_of_the_meeting_that_goes_on(tmp_path: Path) -> None:
    before = waiting(tmp_path, {**COMMON, "lappa.skriv.notes.0.text": ["Vi såg det", ":paus"]}, FakePhones())
    before.answers["lappa.skriv.notes.1.text"] = [":paus"]
    lead(tmp_path, before, "hitta/lappa")
    for number, question in enumerate(("Vad hindrar?", "Vad lockar?")):
        phones = FakePhones([[note("a", "1", f"svar på {question}")]])
        phones.at_once = True
        asking = waiting(tmp_path, {"fraga-alla.svar.phones.wait": "stäng"}, phones, start=START + (number + 1) * HOUR)
        guide = with_question(small_guide(), small_guide().kinds["note"], question)
        target = Target(step="hitta", method=ASK_ALL, alone=True)
        walk(guide, make_store(tmp_path), asking, target=target, lang="sv", phones=phones)
        assert "session.room" not in asking.asked_keys, "the same meeting"
        assert "session.next" not in asking.asked_keys, "nothing comes after it"
    assert notes(tmp_path) == ["Vi såg det", "svar på Vad hindrar?", "svar på Vad lockar?"]
    after = waiting(
        tmp_path, {"session.next": "1", "lappa.skriv.notes.1.text": ":paus"}, FakePhones(), start=START + 3 * HOUR
    )
    lead(tmp_path, after)
    assert after.asked_keys[-1] == "lappa.skriv.notes.1.text", "where the walk was left"
    (session,) = load(tmp_path).sessions
    (asked,) = [one.note for one in session.done if one.method == ASK_ALL]
    assert [line.partition(" Lappar")[0] for line in asked.splitlines()] == [
        "På mobilerna: Vad hindrar?",
        "På mobilerna: Vad lockar?",
    ]


def test_only_what_phones_can_answer_is_led_and_the_rest_of_the_method_is_left(tmp_path: Path) -> None:
    phones = FakePhones(THREE)
    phones.at_once = True
    seen = waiting(tmp_path, {**COMMON, "lappa.skriv.phones.wait": "stäng"}, phones)
    target = next_on_phones(small_guide(), load(tmp_path), Place(step="hitta", method="lappa"))
    assert target is not None
    walk(on_phones_only(small_guide(), target), make_store(tmp_path), seen, target=target, lang="sv", phones=phones)
    assert {key.split(".")[1] for key in seen.asked_keys if key.startswith("lappa.")} == {"skriv"}
    method = small_guide().method("hitta", "lappa")
    assert method is not None
    assert method_state(load(tmp_path), "hitta", method) == "begun"


def test_the_next_method_that_phones_can_answer_is_found(tmp_path: Path) -> None:
    found = next_on_phones(small_guide(), make_store(tmp_path).load(), Place())
    assert found == Target(step="hitta", method="lappa", alone=True), "utmana comes first, but has nothing for phones"
