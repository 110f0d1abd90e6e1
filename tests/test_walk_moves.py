"""Each of the twelve moves: what it asks, what it takes, what it refuses, what it leaves."""

from pathlib import Path

import pytest
from fakes import FULL, Answers, Scripted, left_behind, load, play, small_guide

from innoguide.model.record import Record
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Scripted]:
    """The whole small guide walked once."""
    use_language("sv")
    folder = tmp_path_factory.mktemp("walked")
    return folder, play(folder, FULL)


def only(folder: Path, kind: str) -> Record:
    """Return the only record of *kind*."""
    (record,) = load(folder).of_kind(kind)
    return record


def labels(folder: Path, kind: str, ids: list[str]) -> list[str]:
    """Return what records of *kind* are called."""
    records = load(folder).records
    return [str(records[one].values[{"idea": "text", "note": "text", "theme": "name"}[kind]]) for one in ids]


IDEAS = {key: value for key, value in FULL.items() if key.startswith("ideer.kort")}


def play_ideas(folder: Path, answers: Answers) -> Scripted:
    """Walk the method with ideas: only its first move and what *answers* says."""
    passed_over = {"ideer.ordna.order": ":hoppa", "ideer.valj.chosen": ":hoppa"}
    return play(folder, {**IDEAS, **passed_over, **answers}, "bygga/ideer")


# The whole


def test_every_move_of_the_small_guide_is_done_and_every_answer_used(walked: tuple[Path, Scripted]) -> None:
    folder, prompter = walked
    (session,) = load(folder).sessions
    assert [one.move for one in session.done if one.state == "done"] == [
        *["borja", "prata", "forsta", "mera", "skriv", "sortera", "vag", "skatta", "grind"],
        *["kort", "rosta", "placera", "ordna", "valj", "grunda", "igen", "fler", "skatta", "grind"],
    ]
    assert prompter.unused == set()


def test_walking_stores_the_moment_it_is_told_and_reading_it_back_gives_the_same(walked: tuple[Path, Scripted]) -> None:
    folder, _prompter = walked
    assert left_behind(load(folder)) == left_behind(load(folder))
    assert all(record.status == "done" for record in load(folder).records.values())


def test_records_keep_the_order_they_were_said_in(walked: tuple[Path, Scripted]) -> None:
    stamps = [one.created for one in sorted(load(walked[0]).records.values(), key=lambda one: one.created)]
    assert len(stamps) == len(set(stamps))
    assert [one.values["text"] for one in load(walked[0]).of_kind("note")] == [
        "Hon gick hem",
        "Han skrattade",
        "De väntade",
    ]


# say, talk


def test_say_shows_the_words_and_waits_and_they_are_for_the_facilitator(walked: tuple[Path, Scripted]) -> None:
    prompter = walked[1]
    said = [line for line in prompter.lines if line.text == "Nu börjar vi."]
    assert [(line.label, line.for_facilitator) for line in said] == [("Säg:", True)]
    assert prompter.question("utmana.borja").shape == "go_on"


def test_talk_leaves_its_note_in_the_session(walked: tuple[Path, Scripted]) -> None:
    notes = {one.move: one.note for one in load(walked[0]).sessions[0].done if one.note}
    assert notes == {"prata": "Tiderna"}


def test_each_move_begins_its_clock(walked: tuple[Path, Scripted]) -> None:
    assert [(clock.title, clock.minutes) for clock in walked[1].clocks[:2]] == [("Börja", 5), ("Prata", 10)]


# collect


def test_collect_gives_what_is_asked_once_to_every_note_and_asks_the_rest_of_each(
    walked: tuple[Path, Scripted],
) -> None:
    project = load(walked[0])
    (challenge, *_others) = project.of_kind("challenge")
    first = project.of_kind("note")[0]
    assert first.values == {
        "text": "Hon gick hem",
        "source": "tisdagens besök",
        "about": challenge.id,
        "tone": "sad",
        "words": ["hem", "gå"],
    }
    assert first.seen == {challenge.id: first.seen[challenge.id]}


def test_collect_with_cards_notes_the_card_and_the_set_values(walked: tuple[Path, Scripted]) -> None:
    cards = [(one.values["text"], one.values["card"]) for one in load(walked[0]).of_kind("idea")]
    assert cards == [
        ("Byta saker", "Noll kronor"),
        ("Låna ut nycklar", "Noll kronor"),
        ("Flyga dit", "Superhjälte"),
    ]


def test_collect_says_how_many_and_that_more_would_be_good(tmp_path: Path) -> None:
    prompter = play(tmp_path, {"lappa.skriv.notes.0.text": "Ensam"}, "hitta/lappa")
    assert "Sparat: 1 lapp." in prompter.said
    assert "Sikta gärna på 3 lappar." in prompter.said


def test_collect_repeats_the_question_but_not_its_example(walked: tuple[Path, Scripted]) -> None:
    asked = [walked[1].question(f"lappa.skriv.notes.{number}.text") for number in (0, 1)]
    assert [one.example for one in asked] == ["en bra dag", ""]
    assert [one.number for one in asked] == [1, 2]


def test_a_card_that_does_not_exist_is_asked_for_again(tmp_path: Path) -> None:
    prompter = play(tmp_path, {"ideer.kort.card.0": ["9", "1", ""]}, "bygga/ideer")
    assert '"9" finns inte' in prompter.said
    assert prompter.asked_keys.count("ideer.kort.superhjalte.0.text") == 1


# fill


def test_fill_reads_each_type_of_field(walked: tuple[Path, Scripted]) -> None:
    values = load(walked[0]).of_kind("challenge")[0].values
    assert values["about"] == "Unga\nsom inte vågar"
    assert values["factors"] == ["tiden", "resan"]
    assert (values["solution_free"], values["areas"], values["due"]) == (True, ["culture", "food"], "2026-12-01")
    assert values["evidence"] == [
        {"statement": "Få kommer", "sort": "fact", "marks": ["tomma stolar", "tysta rum"]},
        {"statement": "Ingen vet", "sort": "guess"},
    ]


def test_fill_continues_the_record_of_the_method_and_counts_its_first_version(walked: tuple[Path, Scripted]) -> None:
    first = load(walked[0]).of_kind("challenge")[0]
    assert (first.method, first.values["version"]) == ("utmana", 1)


def test_a_new_version_keeps_the_old_one_also_in_the_same_meeting(walked: tuple[Path, Scripted]) -> None:
    first, second, *_more = load(walked[0]).of_kind("challenge")
    assert (first.values["question"], first.values["version"]) == ("Hur kan vi få fler att våga?", 1)
    assert (second.values["question"], second.values["version"]) == ("Hur kan vi ta emot dem?", 2)
    assert second.values["replaces"] == first.id
    assert second.values["about"] == first.values["about"]
    assert "reason" not in first.values
    assert walked[1].question("omprova.igen.question").default == "Hur kan vi få fler att våga?"


def test_a_new_version_is_made_by_a_change_not_by_going_through(tmp_path: Path) -> None:
    play(tmp_path, FULL | {"session.next": ["", "3"]})
    play(tmp_path, {}, "bygga/omprova")
    assert [one.values["version"] for one in load(tmp_path).of_kind("challenge")] == [1]


def test_fill_picks_a_record_and_repeats_until_nobody_wants_more(walked: tuple[Path, Scripted]) -> None:
    themes = [(one.values["name"], one.values["weight"]) for one in load(walked[0]).of_kind("theme")]
    assert themes == [("Ingen väntar på dem", 5), ("Det är roligt", 2)]


def test_fill_repeated_makes_a_record_each_with_the_set_values(walked: tuple[Path, Scripted]) -> None:
    new = load(walked[0]).of_kind("challenge")[2:]
    assert [(one.values["question"], one.values["solution_free"]) for one in new] == [
        ("Hur kan vi öppna tidigare?", True),
        ("Hur kan vi stänga senare?", True),
    ]


def test_a_fill_that_nobody_answers_leaves_no_record_and_is_logged_as_skipped(tmp_path: Path) -> None:
    play(tmp_path, {}, "hitta/utmana")
    project = load(tmp_path)
    assert project.records == {}
    assert [(one.move, one.state) for one in project.sessions[0].done] == [
        ("borja", "done"),
        ("prata", "done"),
        ("forsta", "skipped"),
        ("mera", "skipped"),
    ]


@pytest.mark.parametrize(
    ("field", "wrong", "right", "value", "message"),
    [
        ("people", "många", "7", 7, "heltal"),
        ("people", "501", "500", 500, "500"),
        ("due", "sen", "2026-12-24", "2026-12-24", "datum"),
        ("solution_free", "kanske", "nej", False, "ja eller nej"),
        ("areas", "dans", "idrott, kultur", ["sport", "culture"], "dans"),
    ],
)
def test_an_answer_that_cannot_be_read_is_asked_for_again(
    tmp_path: Path, field: str, wrong: str, right: str, value: object, message: str
) -> None:
    key = f"utmana.mera.{field}"
    prompter = play(tmp_path, {"utmana.forsta.question": "Vad?", key: [wrong, right]}, "hitta/utmana")
    assert prompter.asked_keys.count(key) == 2
    assert only(tmp_path, "challenge").values[field] == value
    assert any(message in line.text for line in prompter.lines if line.tone == "warning")


def test_what_is_needed_at_once_is_asked_until_it_is_answered_or_skipped(tmp_path: Path) -> None:
    prompter = play(tmp_path, {"utmana.forsta.question": ["", "", "Vad?"]}, "hitta/utmana")
    assert prompter.said.count("Den här frågan behöver ett svar") == 2
    assert only(tmp_path, "challenge").values["question"] == "Vad?"


def test_a_column_that_points_to_records_finds_them(tmp_path: Path) -> None:
    play(tmp_path, FULL | {"session.next": ["", "1", "3"]})
    evidence = {"utmana.mera.evidence.2.statement": "Hon sa det", "utmana.mera.evidence.2.note": "gick hem"}
    play(tmp_path, evidence, "hitta/utmana")
    rows = load(tmp_path).of_kind("challenge")[0].values["evidence"]
    assert labels(tmp_path, "note", [rows[2]["note"]]) == ["Hon gick hem"]


# sort


def test_sort_makes_a_group_of_the_records_that_belong_together(walked: tuple[Path, Scripted]) -> None:
    folder, prompter = walked
    groups = [
        (one.values["name"], labels(folder, "note", one.values["notes"])) for one in load(folder).of_kind("theme")
    ]
    assert groups == [
        ("Ingen väntar på dem", ["Hon gick hem", "De väntade"]),
        ("Det är roligt", ["Han skrattade"]),
    ]
    assert "1 ligger inte i någon annan grupp" in prompter.question("lappa.sortera.1.notes").hint


def test_sort_and_the_others_go_on_where_there_is_nothing_to_work_with(tmp_path: Path) -> None:
    prompter = play(tmp_path, {}, "bygga/ideer")
    assert prompter.said.count("Det finns inget att arbeta med här ännu") == 4
    assert "minst två" in prompter.said
    assert load(tmp_path).records == {}


# vote, place, rank


def test_vote_counts_the_dots_by_hand_and_shows_the_result(walked: tuple[Path, Scripted]) -> None:
    folder, prompter = walked
    vote = only(folder, "vote")
    assert vote.values["voters"] == 5
    dots = [
        (labels(folder, "idea", [one["record"]])[0], one["criterion"], one["dots"]) for one in vote.values["results"]
    ]
    assert dots == [
        ("Byta saker", "user", 4),
        ("Flyga dit", "user", 2),
        ("Flyga dit", "new", 6),
        ("Låna ut nycklar", "new", 1),
    ]
    result = [line.text for line in prompter.lines]
    at = result.index("Så blev det, antal prickar först:")
    assert result[at + 1 : at + 4] == ["  8  Flyga dit", "  4  Byta saker", "  1  Låna ut nycklar"]


def test_vote_asks_again_for_dots_that_cannot_be_read_and_tells_of_too_many(tmp_path: Path) -> None:
    prompter = play_ideas(
        tmp_path, {"ideer.rosta.voters": ["noll", "0", "2"], "ideer.rosta.dots.user": ["1 fem", "1:9"]}
    )
    assert "1 fem" in prompter.said
    assert "9 prickar är fler än 4" in prompter.said
    assert "2 utan prickar finns också kvar" in prompter.said
    assert only(tmp_path, "vote").values["voters"] == 2


def test_vote_can_be_left_though_nobody_knows_how_many_voted(tmp_path: Path) -> None:
    play_ideas(tmp_path, {"session.room": ":hoppa", "ideer.rosta.voters": ":hoppa", "ideer.rosta.dots.user": "2:3"})
    vote = only(tmp_path, "vote")
    assert "voters" not in vote.values
    assert [one["dots"] for one in vote.values["results"]] == [3]


def test_place_gives_two_numbers_each_and_says_what_they_mean(walked: tuple[Path, Scripted]) -> None:
    placed = [(one.values["value"], one.values["effort"]) for one in load(walked[0]).of_kind("idea")]
    assert placed == [(4, 2), (1, 5), (5, 5)]
    assert "Värde: 1 = litet, 5 = stort" in walked[1].said


@pytest.mark.parametrize("wrong", ["4", "4 6", "0 1", "1 2 3", "fyra två"])
def test_place_refuses_what_is_not_two_numbers_from_one_to_five(tmp_path: Path, wrong: str) -> None:
    prompter = play_ideas(tmp_path, {"ideer.placera.Byta saker": [wrong, "4 2"]})
    assert prompter.asked_keys.count("ideer.placera.Byta saker") == 2
    assert load(tmp_path).of_kind("idea")[0].values["effort"] == 2


def test_rank_puts_each_in_its_place_by_pairs(walked: tuple[Path, Scripted]) -> None:
    ranks = {one.values["text"]: one.values["place"] for one in load(walked[0]).of_kind("idea")}
    assert ranks == {"Låna ut nycklar": 1, "Byta saker": 2, "Flyga dit": 3}


def test_rank_takes_the_whole_order_at_once_and_refuses_half_of_it(tmp_path: Path) -> None:
    prompter = play_ideas(tmp_path, {"ideer.ordna.order": ["3, 1", "3, 1, 2"]})
    ranks = {one.values["text"]: one.values["place"] for one in load(tmp_path).of_kind("idea")}
    assert ranks == {"Flyga dit": 1, "Byta saker": 2, "Låna ut nycklar": 3}
    assert "Skriv alla 3 nummer en gång" in prompter.said


# choose, rate, link


def test_choose_leaves_a_decision_with_the_bold_pick_and_what_was_set_aside(walked: tuple[Path, Scripted]) -> None:
    folder, _prompter = walked
    decision = only(folder, "decision").values
    assert labels(folder, "idea", decision["chosen"]) == ["Byta saker", "Flyga dit"]
    assert labels(folder, "idea", [decision["bold_pick"]]) == ["Flyga dit"]
    assert [(one["what"], one["why"]) for one in decision["set_aside"]] == [("Låna ut nycklar", "för dyrt")]
    assert (decision["why"], decision["decided_by"], decision["date"]) == ("Flest prickar", "gruppen", "2026-11-24")
    assert [one.values["state"] for one in load(folder).of_kind("idea")] == ["chosen", "aside", "chosen"]


def test_choose_proposes_those_in_the_room_as_the_ones_who_decided(tmp_path: Path) -> None:
    play_ideas(tmp_path, {"ideer.valj.chosen": "1"})
    assert only(tmp_path, "decision").values["decided_by"] == "bibliotek 2, unga 3"


def test_choose_refuses_too_many_and_keeps_those_that_were_not_taken_without_a_reason(tmp_path: Path) -> None:
    prompter = play_ideas(tmp_path, {"ideer.valj.chosen": ["1-3", "2"]})
    assert "Ni valde 3. Välj mellan 1 och 2." in prompter.said
    aside = only(tmp_path, "decision").values["set_aside"]
    assert [(one["what"], one.get("why")) for one in aside] == [("Byta saker", None), ("Flyga dit", None)]


def test_one_reason_goes_for_all_that_were_set_aside(tmp_path: Path) -> None:
    play_ideas(
        tmp_path,
        {"ideer.valj.chosen": "1", "ideer.valj.set_aside.0": "för dyra", "ideer.valj.set_aside.1": "2: för högt"},
    )
    assert [one["why"] for one in only(tmp_path, "decision").values["set_aside"]] == ["för dyra", "för högt"]


def test_choose_can_be_skipped_and_leaves_nothing(tmp_path: Path) -> None:
    prompter = play_ideas(tmp_path, {"ideer.valj.chosen": ":hoppa"})
    assert load(tmp_path).of_kind("decision") == []
    assert "ideer.valj.why" not in prompter.asked_keys


def test_rate_is_shown_for_five_and_hidden_for_fewer(walked: tuple[Path, Scripted]) -> None:
    shown = walked[1].said
    assert "Median 4 (1: 0, 2: 1, 3: 1, 4: 2, 5: 1)" in shown
    assert "3 har svarat. Färre än 5 svar sparas inte, bara hur många ni var." in shown
    assert shown.count("Median") == 2, "one for each of the two gates, none for the three who answered"


def test_rate_stores_the_answers_of_five_but_only_the_number_of_fewer(walked: tuple[Path, Scripted]) -> None:
    many, few, *_more = load(walked[0]).of_kind("rating")
    assert many.values["counts"] == [{"value": 2, "count": 1}, {"value": 3, "count": 1}, {"value": 4, "count": 2},
                                     {"value": 5, "count": 1}]  # fmt: skip
    assert "answers" not in many.values
    assert few.values["answers"] == 3
    assert "counts" not in few.values


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [("4 3 5 4 2", "4 3 5", {"answers": 3}), ("4 3", "5 5 5 5 5", {"counts": [{"value": 5, "count": 5}]})],
)
def test_rate_answered_anew_leaves_nothing_of_what_was_answered_before(
    tmp_path: Path, first: str, then: str, kept: dict[str, object]
) -> None:
    answers = {"avslut.skatta.nojd": [first, then], "avslut.skatta.sakra": [":tillbaka", ":hoppa"]}
    play(tmp_path, {**answers, "avslut.grind.conclusion": "3"}, "hitta/avslut")
    (rating,) = load(tmp_path).of_kind("rating")
    assert {key: value for key, value in rating.values.items() if key in ("counts", "answers")} == kept


@pytest.mark.parametrize("wrong", ["6 3", "0", "tre", "4,5 och 3"])
def test_rate_refuses_what_is_not_one_to_five(tmp_path: Path, wrong: str) -> None:
    prompter = play(tmp_path, {"avslut.skatta.nojd": [wrong, "3"], "avslut.grind.conclusion": "3"}, "hitta/avslut")
    assert prompter.asked_keys.count("avslut.skatta.nojd") == 2
    assert len(load(tmp_path).of_kind("rating")) == 1


def test_link_ties_records_to_what_they_rest_on_by_number_or_by_words(walked: tuple[Path, Scripted]) -> None:
    folder, prompter = walked
    tied = {one.values["text"]: one.values.get("rests_on") for one in load(folder).of_kind("idea")}
    theme = load(folder).of_kind("theme")[0]
    assert tied == {"Byta saker": [theme.id], "Flyga dit": [theme.id], "Låna ut nycklar": None}
    assert load(folder).of_kind("idea")[0].seen[theme.id] == theme.fingerprint(small_guide().kinds["theme"])
    assert prompter.question("ideer.grunda.Byta saker").text == "Byta saker – Vad bygger den på?"


def test_a_search_that_fits_several_shows_those_and_asks_again(tmp_path: Path) -> None:
    prompter = play(
        tmp_path, FULL | {"ideer.grunda.Byta saker": ["på dem", "1"], "ideer.grunda.Flyga dit": ["r", "", "2"]}
    )
    narrowed = prompter.question("ideer.grunda.Flyga dit", 1)
    assert len(narrowed.options) < len(prompter.question("ideer.grunda.Flyga dit", 0).options)
    assert len(prompter.question("ideer.grunda.Flyga dit", 2).options) == 5
    assert load(tmp_path).of_kind("idea")[2].values["rests_on"] == [load(tmp_path).of_kind("theme")[1].id]


# gate


def test_gate_asks_each_criterion_with_what_the_records_say(walked: tuple[Path, Scripted]) -> None:
    hint = walked[1].question("avslut.grind.vem").hint
    assert "Det ni har sparat säger: 1 utmaning (Fri från lösning: ja), målet är minst 1" in hint


def test_gate_asks_why_when_something_lacks_and_keeps_it(walked: tuple[Path, Scripted]) -> None:
    first, second = load(walked[0]).of_kind("gate")
    assert (first.step, first.values["conclusion"], first.values["reason"]) == ("hitta", "go_on", "Tiden är slut")
    assert first.values["gaps"] == ["Vi vet varför."]
    assert first.values["answers"][1] == {
        "criterion": "varfor",
        "text": "Vi vet varför.",
        "answer": "partly",
        "note": "bara några av oss",
    }
    assert (second.values["conclusion"], "reason" in second.values) == ("go_on", False)


def test_gate_does_not_close_the_step_before_the_reason_is_said(tmp_path: Path) -> None:
    answers = {
        "avslut.grind.vem": "nej",
        "avslut.grind.conclusion": "2",
        "avslut.grind.reason": ["", ":hoppa", ":paus"],
    }
    prompter = play(tmp_path, answers, "hitta/avslut")
    assert prompter.said.count("Skriv ett skäl") == 2
    assert only(tmp_path, "gate").status == "draft"
    assert "conclusion" not in only(tmp_path, "gate").values


@pytest.mark.parametrize(
    ("typed", "answer", "note"),
    [
        ("ja", "yes", ""),
        ("Nej: ingen har frågat", "no", "ingen har frågat"),
        ("delvis bara två", "partly", "bara två"),
        ("partly – ”hur” är borta", "partly", "”hur” är borta"),
        ("jag tror det", "yes", ""),
        ("vet inte", "unknown", ""),
        (":vetinte", "unknown", ""),
        ("2", "partly", ""),
    ],
)
def test_gate_reads_the_answer_and_the_words_after_it(tmp_path: Path, typed: str, answer: str, note: str) -> None:
    play(tmp_path, {"avslut.grind.vem": [typed, "ja"], "avslut.grind.conclusion": "3"}, "hitta/avslut")
    row = only(tmp_path, "gate").values["answers"][0]
    assert (row["answer"], row.get("note", "")) == (answer, note)


def test_gate_that_stops_ends_the_walk_and_that_fills_in_leads_on_in_the_step(tmp_path: Path) -> None:
    stopped = play(tmp_path / "stop", {"avslut.grind.vem": "nej", "avslut.grind.conclusion": "3"}, "hitta/avslut")
    assert "session.next" not in stopped.asked_keys
    going = play(tmp_path / "fill", {"avslut.grind.vem": "nej", "avslut.grind.conclusion": ["x", "1"]}, "hitta/avslut")
    assert "Välj 1, 2 eller 3." in going.said
    assert "Gå vidare: Utmana" in going.said
