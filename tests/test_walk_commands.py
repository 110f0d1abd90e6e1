"""What can be typed instead of an answer: back, skip, do not know, park, help, hide, pause."""

from pathlib import Path

import pytest
from fakes import FULL, Scripted, left_behind, load, play

from innoguide.jobs.walk.commands import Command, is_meant_as_command, plain_answer, read_command
from innoguide.model.progress import parked_ideas, unknown_answers
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


IDEAS = {key: value for key, value in FULL.items() if key.startswith("ideer.kort")}
NOTES = {key: value for key, value in FULL.items() if key.startswith("lappa.")}


def asked(prompter: Scripted, start: str) -> list[tuple[str, str]]:
    """Return (key, old answer shown) of the questions whose key begins with *start*, in order."""
    keys = zip(prompter.asked_keys, prompter.asked, strict=True)
    return [(key.removeprefix(start), one.default) for key, one in keys if key.startswith(start)]


# Reading them


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        (":back", Command("back")),
        (" :Tillbaka ", Command("back")),
        (":parkera  en buss : två", Command("park", "en buss : två")),
        (":hjalp", Command("help")),
        (":?", Command("help")),
        (":fel väg", Command("strange", "fel")),
        (":", Command("strange", "")),
        ("::kolon", None),
        (":-)", None),
        ("kl. 15:tillbaka", None),
        ("", None),
    ],
)
def test_a_command_is_a_word_after_a_colon(typed: str, command: Command | None) -> None:
    assert read_command(typed) == command


def test_a_doubled_colon_begins_an_answer_with_one() -> None:
    assert plain_answer("::kolon") == ":kolon"
    assert plain_answer("a::b") == "a::b"


# Back


def test_back_within_a_record_shows_the_old_answer_and_takes_the_new(tmp_path: Path) -> None:
    answers = {
        "utmana.forsta.question": ["Första", "Andra"],
        "utmana.forsta.about": ["Gäller", "Gäller mer"],
        "utmana.forsta.factors.0": [":tillbaka", ""],
    }
    answers["utmana.forsta.about"] = ["Gäller", ":tillbaka", "Gäller mer"]
    prompter = play(tmp_path, answers, "hitta/utmana")
    assert asked(prompter, "utmana.forsta.") == [
        ("question", ""),
        ("about", ""),
        ("factors.0", ""),
        ("about", "Gäller"),
        ("question", "Första"),
        ("about", "Gäller"),
        ("factors.0", ""),
    ]
    values = load(tmp_path).of_kind("challenge")[0].values
    assert (values["question"], values["about"]) == ("Andra", "Gäller mer")
    assert len(load(tmp_path).records) == 1


def test_back_from_the_first_question_of_a_move_reaches_the_last_of_the_move_before(tmp_path: Path) -> None:
    answers = FULL | {
        "session.next": ["", "3"],
        "utmana.mera.solution_free": [":tillbaka", "nej"],
        "utmana.forsta.factors.0": ["tiden", "vintern"],
        "utmana.forsta.factors.2": ["", ":tillbaka", ""],
        "utmana.forsta.factors.1": ["resan", ":tillbaka", "resan"],
    }
    prompter = play(tmp_path, answers)
    walked = asked(prompter, "utmana.forsta.factors")
    assert walked[3:] == [(".2", ""), (".1", "resan"), (".0", "tiden"), (".1", "resan"), (".2", "")]
    assert load(tmp_path).of_kind("challenge")[0].values["factors"] == ["vintern", "resan"]


def test_back_goes_through_several_moves_and_forward_again_keeps_everything(tmp_path: Path) -> None:
    play(tmp_path / "straight", FULL)
    answers = FULL | {
        "ideer.grunda.Byta saker": [":tillbaka", "1"],
        "ideer.valj.set_aside.1": ["", ":tillbaka", ""],
        "ideer.valj.set_aside.0": ["1: för dyrt", ":tillbaka", "1: för dyrt"],
        "ideer.valj.decided_by": ["gruppen", ":tillbaka", "gruppen"],
        "ideer.valj.why": ["Flest prickar", ":tillbaka", "Flest prickar"],
        "ideer.valj.bold_pick": ["3", ":tillbaka", "3"],
        "ideer.valj.chosen": ["1, 3", ":tillbaka", "1, 3"],
        "ideer.ordna.Flyga dit.Byta saker": ["2", ":tillbaka", "2"],
        "ideer.ordna.Låna ut nycklar.Byta saker": ["1", ":tillbaka", "1"],
        "ideer.ordna.order": ["", ":tillbaka", ""],
        "ideer.placera.Flyga dit": ["5 5", ":tillbaka", "5 5"],
    }
    prompter = play(tmp_path / "back", answers)
    assert asked(prompter, "ideer.valj.")[6:12] == [
        ("set_aside.1", ""),
        ("set_aside.0", "1: för dyrt"),
        ("decided_by", "gruppen"),
        ("why", "Flest prickar"),
        ("bold_pick", "3"),
        ("chosen", "1, 3"),
    ]
    assert asked(prompter, "ideer.placera.")[3:] == [
        ("Flyga dit", "5 5"),
        ("Låna ut nycklar", "1 5"),
        ("Flyga dit", "5 5"),
    ]
    assert left_behind(load(tmp_path / "back")) == left_behind(load(tmp_path / "straight"))


def test_back_in_pairs_asks_the_pair_before_again_with_what_was_said(tmp_path: Path) -> None:
    answers = FULL | {
        "ideer.ordna.Flyga dit.Byta saker": [":tillbaka", "2"],
        "ideer.ordna.Låna ut nycklar.Byta saker": ["1", "2"],
        "ideer.ordna.Flyga dit.Låna ut nycklar": "2",
    }
    prompter = play(tmp_path, answers)
    assert asked(prompter, "ideer.ordna.") == [
        ("order", ""),
        ("Låna ut nycklar.Byta saker", ""),
        ("Flyga dit.Byta saker", ""),
        ("Låna ut nycklar.Byta saker", "1"),
        ("Flyga dit.Låna ut nycklar", ""),
    ]


def test_back_from_the_first_pair_offers_the_whole_order(tmp_path: Path) -> None:
    answers = FULL | {"ideer.ordna.order": ["", "2, 1, 3"], "ideer.ordna.Låna ut nycklar.Byta saker": ":tillbaka"}
    play(tmp_path, answers)
    assert [one.values["place"] for one in load(tmp_path).of_kind("idea")] == [2, 1, 3]


def test_back_passes_over_moves_that_ask_nothing(tmp_path: Path) -> None:
    # One idea: there is nothing to rank, so that the move before the choice is where it was placed.
    answers = {
        "ideer.kort.card.0": "1",
        "ideer.kort.superhjalte.0.text": "Ensam idé",
        "ideer.valj.chosen": [":tillbaka", ":hoppa"],
        "ideer.placera.Ensam idé": ["1 1", "2 2"],
    }
    prompter = play(tmp_path, answers, "bygga/ideer")
    assert asked(prompter, "ideer.placera.") == [("Ensam idé", ""), ("Ensam idé", "1 1")]
    assert load(tmp_path).of_kind("idea")[0].values["value"] == 2


def test_back_from_the_first_question_of_a_method_stays_there_and_says_nothing_twice(tmp_path: Path) -> None:
    prompter = play(tmp_path / "cards", {"ideer.kort.card.0": [":tillbaka", ":tillbaka", ""]}, "bygga/ideer")
    assert prompter.said.count("Det här är början på metoden.") == 2
    assert prompter.said.count("Att pröva idéer.") == 1
    again = play(tmp_path / "say", {"utmana.borja": [":tillbaka", ""]}, "hitta/utmana")
    assert again.said.count("Nu börjar vi.") == 1


def test_back_in_notes_edits_the_one_before_and_asks_the_rest_of_it(tmp_path: Path) -> None:
    play(tmp_path, FULL | {"session.next": ["", "3"]})
    answers = NOTES | {
        "lappa.skriv.notes.1.text": [":tillbaka", "Han log"],
        "lappa.sortera.1.notes": "2",
        "lappa.skriv.notes.0.words.2": ["", ":tillbaka", ""],
        "lappa.skriv.notes.0.words.1": ["gå", "gick"],
        "lappa.skriv.notes.0.text": ["Hon gick hem", "Hon gick"],
    }
    prompter = play(tmp_path, answers, "hitta/lappa")
    assert asked(prompter, "lappa.skriv.notes.0.")[:8] == [
        ("text", ""),
        ("tone", ""),
        ("words.0", ""),
        ("words.1", ""),
        ("words.2", ""),
        ("text", "Hon gick hem"),
        ("tone", "ledsen"),
        ("words.2", ""),
    ]
    notes = [(one.values["text"], one.values.get("words")) for one in load(tmp_path).of_kind("note")]
    assert notes == [("Hon gick", ["hem", "gick"]), ("Han log", None), ("De väntade", None)]


def test_back_from_the_first_note_reaches_what_was_asked_once_and_changes_it_in_all(tmp_path: Path) -> None:
    play(tmp_path, FULL | {"session.next": ["", "3"]})
    answers = NOTES | {
        "lappa.skriv.all.source": ["tisdag", "onsdag"],
        "lappa.skriv.all.about": ["1", ":tillbaka", "1"],
        "lappa.skriv.notes.1.text": [":tillbaka", "Han skrattade"],
        "lappa.skriv.notes.0.text": ["Hon gick hem", ":tillbaka", "Hon gick hem"],
    }
    prompter = play(tmp_path, answers, "hitta/lappa")
    assert asked(prompter, "lappa.skriv.all.") == [
        ("source", ""),
        ("about", ""),
        ("about", "1"),
        ("source", "tisdag"),
        ("about", "1"),
    ]
    assert [one.values["source"] for one in load(tmp_path).of_kind("note")] == ["onsdag"] * 3


def test_back_in_rows_shows_the_old_row_and_loses_none(tmp_path: Path) -> None:
    answers = FULL | {
        "session.next": ["", "3"],
        "utmana.mera.evidence.2.statement": [":tillbaka", ""],
        "utmana.mera.evidence.1.marks.0": ["", ":tillbaka", "ingen ringer"],
        "utmana.mera.evidence.1.sort": ["gissning", "fakta"],
    }
    prompter = play(tmp_path, answers)
    assert asked(prompter, "utmana.mera.evidence.1.") == [
        ("statement", ""),
        ("sort", ""),
        ("marks.0", ""),
        ("marks.0", ""),
        ("sort", "gissning"),
        ("marks.0", ""),
        ("marks.1", ""),
    ]
    assert load(tmp_path).of_kind("challenge")[0].values["evidence"] == [
        {"statement": "Få kommer", "sort": "fact", "marks": ["tomma stolar", "tysta rum"]},
        {"statement": "Ingen vet", "sort": "fact", "marks": ["ingen ringer"]},
    ]


def test_back_in_groups_goes_from_the_members_to_the_name(tmp_path: Path) -> None:
    answers = FULL | {
        "lappa.sortera.1.name": [":tillbaka", "Det är roligt"],
        "lappa.sortera.0.notes": ["1", ":tillbaka", "1, 3"],
        "lappa.sortera.0.name": ["Väntan", "Ingen väntar på dem"],
    }
    prompter = play(tmp_path / "back", answers)
    assert asked(prompter, "lappa.sortera.")[:6] == [
        ("0.name", ""),
        ("0.notes", ""),
        ("1.name", ""),
        ("0.notes", "1"),
        ("0.name", "Väntan"),
        ("0.notes", "1"),
    ]
    play(tmp_path / "straight", FULL)
    assert left_behind(load(tmp_path / "back")) == left_behind(load(tmp_path / "straight"))


def test_back_between_repeated_records_goes_over_the_question_for_more(tmp_path: Path) -> None:
    answers = FULL | {
        "omprova.fler.1.question": [":tillbaka", "Hur kan vi stänga senare?"],
        "omprova.fler.1.more": ["ja", ":tillbaka", "ja"],
        "omprova.fler.0.people": ["12", "13"],
    }
    prompter = play(tmp_path, answers)
    assert asked(prompter, "omprova.fler.")[:7] == [
        ("0.question", ""),
        ("0.people", ""),
        ("1.more", ""),
        ("1.question", ""),
        ("1.more", ""),
        ("0.people", "12"),
        ("1.more", ""),
    ]
    new = load(tmp_path).of_kind("challenge")[2:]
    assert [(one.values["question"], one.values.get("people")) for one in new] == [
        ("Hur kan vi öppna tidigare?", 13),
        ("Hur kan vi stänga senare?", None),
    ]


def test_back_from_the_first_field_of_a_picked_record_picks_again(tmp_path: Path) -> None:
    answers = FULL | {"lappa.vag.0.record": ["2", "1"], "lappa.vag.0.meaning": [":tillbaka", "Att vänta är svårt"]}
    prompter = play(tmp_path / "back", answers)
    assert prompter.question("lappa.vag.0.record").default == "2"
    play(tmp_path / "straight", FULL)
    assert left_behind(load(tmp_path / "back")) == left_behind(load(tmp_path / "straight"))


def test_back_between_cards_opens_the_one_before(tmp_path: Path) -> None:
    answers = IDEAS | {
        "ideer.kort.card.1": [":tillbaka", "hjälte"],
        "ideer.kort.noll.2.text": ["", "Dela cyklar", ""],
        "ideer.ordna.order": ":hoppa",
        "ideer.valj.chosen": ":hoppa",
    }
    play(tmp_path, answers, "bygga/ideer")
    assert [(one.values["text"], one.values["card"]) for one in load(tmp_path).of_kind("idea")] == [
        ("Byta saker", "Noll kronor"),
        ("Låna ut nycklar", "Noll kronor"),
        ("Dela cyklar", "Noll kronor"),
        ("Flyga dit", "Superhjälte"),
    ]


def test_back_in_a_gate_shows_answer_conclusion_and_reason(tmp_path: Path) -> None:
    answers = {
        "avslut.grind.vem": ["delvis: två", "ja"],
        "avslut.grind.varfor": ["nej", ":tillbaka", "nej"],
        "avslut.grind.conclusion": ["2", ":tillbaka", "2"],
        "avslut.grind.reason": [":tillbaka", "Bråttom"],
    }
    prompter = play(tmp_path, answers, "hitta/avslut")
    assert asked(prompter, "avslut.grind.") == [
        ("vem", ""),
        ("varfor", ""),
        ("conclusion", ""),
        ("reason", ""),
        ("conclusion", "Gå vidare ändå (skriv varför)"),
        ("varfor", "nej"),
        ("vem", "delvis två"),
        ("varfor", "nej"),
        ("conclusion", "Gå vidare ändå (skriv varför)"),
        ("reason", ""),
    ]
    gate = load(tmp_path).of_kind("gate")[0].values
    assert [one["answer"] for one in gate["answers"]] == ["yes", "no"]
    assert gate["reason"] == "Bråttom"


def test_choosing_others_after_going_back_keeps_the_reasons_of_those_still_set_aside(tmp_path: Path) -> None:
    answers = FULL | {
        "ideer.valj.chosen": ["1", ":tillbaka", "1, 3"],
        "ideer.ordna.Flyga dit.Byta saker": ["2", "2"],
        "ideer.valj.set_aside.0": ["1: för dyrt", ":tillbaka", ""],
        "ideer.valj.set_aside.1": [":tillbaka", ""],
        "ideer.valj.decided_by": ["gruppen", ":tillbaka", "gruppen"],
        "ideer.valj.why": ["Flest", ":tillbaka", "Flest"],
        "ideer.valj.bold_pick": ["1", ":tillbaka", "1"],
    }
    play(tmp_path, answers)
    decision = load(tmp_path).of_kind("decision")[0].values
    assert [(one["what"], one["why"]) for one in decision["set_aside"]] == [("Låna ut nycklar", "för dyrt")]
    assert [one.values["state"] for one in load(tmp_path).of_kind("idea")] == ["chosen", "aside", "chosen"]


# Skip, do not know, park


def test_skip_leaves_a_field_out_and_a_given_answer_as_it_is(tmp_path: Path) -> None:
    answers = {
        "utmana.forsta.question": ["Vad?", ":hoppa"],
        "utmana.forsta.about": [":tillbaka", ":hoppa"],
        "utmana.forsta.factors.0": ":hoppa",
    }
    play(tmp_path, answers, "hitta/utmana")
    challenge = load(tmp_path).of_kind("challenge")[0]
    assert challenge.values == {"question": "Vad?", "version": 1}
    assert challenge.open == ()


def test_do_not_know_is_an_answer_that_is_followed_up(tmp_path: Path) -> None:
    answers = {
        "utmana.forsta.question": ":vetinte",
        "utmana.forsta.about": ":dontknow",
        "utmana.forsta.factors.0": ":vetinte",
    }
    prompter = play(tmp_path, answers, "hitta/utmana")
    challenge = load(tmp_path).of_kind("challenge")[0]
    assert (challenge.status, challenge.open) == ("draft", ("question", "about", "factors"))
    assert unknown_answers(load(tmp_path)) == [(challenge, name) for name in challenge.open]
    assert "Sparat som något att ta reda på: ”Fråga”" in prompter.said


def test_what_was_not_known_is_answered_later(tmp_path: Path) -> None:
    play(tmp_path, FULL | {"session.next": ["", "3"]})
    assert load(tmp_path).of_kind("challenge")[0].open == ("people",)
    play(tmp_path, {"utmana.mera.people": "40"}, "hitta/utmana")
    challenge = load(tmp_path).of_kind("challenge")[-1]
    assert (challenge.open, challenge.values["people"]) == ((), 40)


def test_do_not_know_is_kept_also_of_a_placing_and_a_decision(tmp_path: Path) -> None:
    answers = IDEAS | {
        "ideer.placera.Byta saker": ":vetinte",
        "ideer.ordna.order": ":hoppa",
        "ideer.valj.chosen": "1",
        "ideer.valj.why": ":vetinte",
        "ideer.grunda.Byta saker": ":vetinte",
    }
    play(tmp_path, answers, "bygga/ideer")
    project = load(tmp_path)
    assert project.of_kind("idea")[0].open == ("value", "effort")
    assert project.of_kind("decision")[0].open == ("why",)
    assert len(unknown_answers(project)) == 3


def test_park_keeps_the_idea_and_asks_the_same_again(tmp_path: Path) -> None:
    answers = {
        "utmana.forsta.question": [":parkera  en  buss ", "Vad?"],
        "utmana.forsta.factors.0": "tiden",
        "utmana.forsta.factors.1": [":park en app", "resan"],
    }
    prompter = play(tmp_path, answers, "hitta/utmana")
    assert [one.values["text"] for one in parked_ideas(load(tmp_path))] == ["en buss", "en app"]
    assert "Parkerad: ”en buss”." in prompter.said
    assert load(tmp_path).of_kind("challenge")[0].values["factors"] == ["tiden", "resan"]
    assert prompter.question("utmana.forsta.question").repeated


def test_a_parked_idea_is_no_answer_to_the_move(tmp_path: Path) -> None:
    play(tmp_path, {"utmana.forsta.question": [":parkera en buss", ":hoppa"]}, "hitta/utmana")
    states = {one.move: one.state for one in load(tmp_path).sessions[0].done}
    assert states["forsta"] == "skipped"


def test_parking_nothing_and_words_that_do_not_exist_are_told_of(tmp_path: Path) -> None:
    prompter = play(tmp_path, {"utmana.forsta.question": [":parkera", ":sluut", "Vad?"]}, "hitta/utmana")
    assert "Skriv idén efter kommandot" in prompter.said
    assert "Kommandot :sluut finns inte" in prompter.said
    assert [one.kind for one in load(tmp_path).records.values()] == ["challenge"]


def test_an_answer_may_begin_with_a_colon(tmp_path: Path) -> None:
    play(tmp_path, {"utmana.forsta.question": "::kolon först"}, "hitta/utmana")
    assert load(tmp_path).of_kind("challenge")[0].values["question"] == ":kolon först"


# Help, hide, pause


@pytest.mark.parametrize(("typed", "is_meant"), [(":paus", True), (":pasu", True), (":xyzxyz", False), ("pasu", False)])
def test_a_misspelt_command_is_meant_as_one(typed: str, *, is_meant: bool) -> None:
    assert is_meant_as_command(typed) == is_meant


def test_help_names_every_command_in_swedish(tmp_path: Path) -> None:
    prompter = play(tmp_path, {"utmana.forsta.question": [":hjälp", "Vad?"]}, "hitta/utmana")
    for word in (":tillbaka", ":hoppa", ":vetinte", ":parkera", ":dölj", ":paus"):
        assert f"{word} " in prompter.said


def test_hide_hides_and_shows_the_facilitators_lines(tmp_path: Path) -> None:
    prompter = play(tmp_path, {"utmana.prata": [":dölj", ":dölj", "a"]}, "hitta/utmana")
    assert "visas inte längre" in prompter.said
    assert "visas igen" in prompter.said
    assert not prompter.hidden


def test_no_question_of_the_guide_keeps_a_group_from_pausing(tmp_path: Path) -> None:
    whole = play(tmp_path / "whole", FULL)
    for number, key in enumerate(dict.fromkeys(whole.asked_keys)):
        if number % 6 == 0:
            folder = tmp_path / str(number)
            stopped = play(folder, FULL | {key: ":paus"})
            assert stopped.asked_keys[-1] == key
