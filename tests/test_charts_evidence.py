"""Actor map, empathy map, journey, themes, chain and funnel: no text is cut or over another, few or many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import pytest
from browser import browser as browser
from drawn import LABEL, faults, labels, outputs, record, written
from playwright.sync_api import Browser

from innoguide.model.record import Record
from innoguide.rendering.charts import actor_map, chain, empathy_map, funnel, journey, themes
from innoguide.rendering.charts.drawing import Drawing

SAID = {"title": "Så här blev det", "description": "Vad bilden visar.", "lang": "sv"}
RINGS = ("Närmast", "Mellan", "Längst ut")


def actors(number: int, *, rings: int = 3, homeless: int = 0, text: str = "") -> Drawing:
    names = [text] * number if text else labels(number)
    found = [actor_map.Actor(one, inside=at % 3 == 0) for at, one in enumerate(names)]
    parts = [actor_map.Ring(f"{RINGS[at]} ({number})", tuple(found[at::rings])) for at in range(rings)]
    lost = tuple(actor_map.Actor(one) for one in labels(homeless))
    words = actor_map.MapWords("Användaren", "inom organisationen", "utanför organisationen", more="Se tabellerna.")
    return actor_map.draw_actor_map(
        rings=[*parts, actor_map.Ring("Utan ring", lost, placed=False)], words=words, **SAID
    )


def empathy(number: int) -> Drawing:
    notes = tuple(empathy_map.Note(one, "antagande" if at % 2 else "") for at, one in enumerate(labels(number)))
    boxes = [empathy_map.Box(one, notes, "inget än", more="2 till") for one in ("Säger", "Tänker", "Gör", "Känner")]
    return empathy_map.draw_empathy_map(boxes=boxes, **SAID)


def way(number: int) -> Drawing:
    stages = [
        journey.Stage(
            text,
            phase=("Före", "Under", "Efter")[at * 3 // number],
            emotion=(2, 4, 1, 0, 5, 3)[at % 6],
            points=(f"✗ Smärtpunkt: {text}", f"✓ Höjdpunkt: {text}")[: at % 3],
            assumed=at % 4 == 2,
        )
        for at, text in enumerate(labels(number))
    ]
    feelings = ("mycket dåligt", "dåligt", "varken eller", "bra", "mycket bra")
    words = journey.JourneyWords(feelings, "antagande", "inte angivet", "inga steg än", more="Se tabellen.")
    return journey.draw_journey(stages=stages, words=words, **SAID)


def grouped(number: int, notes: int = 3) -> Drawing:
    found = [themes.Theme(one, f"{notes} lappar", tuple(labels(notes)), more="2 till") for one in labels(number)]
    return themes.draw_themes(themes=found, more="Resten står i listan.", **SAID)


def linked(number: int) -> Drawing:
    texts = tuple(labels(number))
    links = [
        chain.Link(
            "Utmaningen", texts, more="36 till" if number > chain.MOST else "", missing="" if texts else "saknas"
        ),
        chain.Link("Möjligheten vi såg", missing="Saknas: ingen möjlighet är kopplad."),
        chain.Link("Lösningen", (LABEL,), strong=True),
    ]
    return chain.draw_chain(links=links, **SAID)


def counted(number: int) -> Drawing:
    stages = [funnel.Stage(text, (300, 7, 0, 41, 2, 1)[at % 6]) for at, text in enumerate(labels(number))]
    return funnel.draw_funnel(stages=stages, **SAID)


@pytest.mark.parametrize("number", [0, 1, 12, 40])
@pytest.mark.parametrize("draw", [actors, empathy, way, grouped, linked, counted])
def test_no_text_is_cut_or_over_another(browser: Browser, draw: Callable[[int], Drawing], number: int) -> None:
    assert faults(browser, lambda: draw(number)) == []


@pytest.mark.parametrize(
    "draw",
    [
        lambda: actors(40, rings=1),
        lambda: actors(120, rings=1),
        lambda: actors(200),
        lambda: actors(36, text="Skolan"),
        lambda: actors(4, homeless=5),
        lambda: grouped(2, notes=45),
        lambda: grouped(45),
        lambda: empathy(45),
        lambda: way(70),
    ],
)
def test_neither_when_there_are_more_than_can_be_shown(browser: Browser, draw: Callable[[], Drawing]) -> None:
    assert faults(browser, draw) == []


@pytest.mark.parametrize("draw", [actors, way, grouped, linked, counted, empathy])
def test_labels_of_sixty_signs_stand_whole(draw: Callable[[int], Drawing]) -> None:
    assert LABEL in written(draw(12))
    assert "…" not in written(draw(12))


def test_names_stand_at_the_dots_where_there_is_room_and_else_in_the_legend() -> None:
    def numbers(picture: Drawing) -> set[str]:
        return {str(one["text"]) for one in picture.shapes if one["shape"] == "text"} & {"1", "2"}

    assert numbers(actors(6)) == set()
    assert numbers(actors(40)) == {"1", "2"}


def test_every_actor_has_a_dot_in_its_ring() -> None:
    dots = [one for one in actors(40).shapes if one["shape"] == "circle" and one["look"] in ("mark", "mark-4")]
    assert len(dots) == 40 + 3  # two of the key, one in the middle


def test_too_many_actors_are_counted_and_the_picture_says_where_they_are() -> None:
    assert "Se tabellerna." in written(actors(200))
    assert "Längst ut (200)" in written(actors(200))


def test_an_assumed_step_is_dashed_and_says_so() -> None:
    looks = [one["look"] for one in way(5).shapes]
    assert looks.count("card-faint") == 1
    assert looks.count("curve-dashed") == 1
    assert "(antagande)" in written(way(5))
    assert "curve-dashed" not in [one["look"] for one in way(2).shapes]


def test_a_step_without_a_feeling_breaks_the_curve() -> None:
    assert "inte angivet" in written(way(4))
    assert sum(str(one["look"]).startswith("curve") for one in way(4).shapes) == 2


def test_a_long_journey_is_folded_into_rows_of_about_the_same_length() -> None:
    def rows(number: int) -> list[int]:
        tops = [one["y"] for one in way(number).shapes if str(one["look"]).startswith("card")]
        return [tops.count(top) for top in dict.fromkeys(tops)]

    assert rows(5) == [5]
    assert rows(12) == [4, 4, 4]
    assert len(rows(40)) == 8


def test_a_missing_link_is_dashed_and_says_what_is_missing() -> None:
    assert [one["look"] for one in linked(1).shapes if one["shape"] == "box"] == ["card", "card-faint", "card-strong"]
    assert "Saknas: ingen möjlighet är kopplad." in written(linked(1))


def test_a_bar_is_as_wide_as_its_number_says_and_nought_has_none() -> None:
    stages = [funnel.Stage("Citat", 40), funnel.Stage("Insikter", 0), funnel.Stage("Idéer", 80)]
    picture = funnel.draw_funnel(stages=stages, **SAID)
    first, second = (float(one["width"]) for one in picture.shapes if one["shape"] == "box")
    assert second == pytest.approx(2 * first)
    assert "0" in written(picture).split()


PEOPLE = [
    record("interview-aaaaa", pseudonym="U01", participant_type="user", consent_scope=["quote"]),
    record("quote-aaaaa", text="Man syns så mycket när det är tomt.", source="interview-aaaaa"),
]


def test_the_actor_map_stands_above_its_tables_and_never_tells_what_is_believed_of_power() -> None:
    made = outputs(
        record("actor-aaaaa", name="skolan", ring="near", internal=True, interest=5, influence=1, need_from_us="oro"),
        record("actor-bbbbb", name="bussen"),
        audience="internal",
    )
    for document in ("1-ringa-in.md", "report.md"):
        before, after = made[document].split("](bilder/aktorskarta.svg)")
        assert "Aktörer: 2." in before
        assert "| 1 | skolan |" in after
        assert "| 2 | bussen |" in after
    picture = made["bilder/aktorskarta.svg"]
    assert "Närmast (1)" in picture
    assert "ännu inte placerade (1)" in picture.lower()
    assert "oro" not in picture


def test_the_empathy_map_says_in_words_what_is_assumed_and_the_list_what_it_rests_on() -> None:
    made = outputs(
        *PEOPLE,
        record(
            "empathy_map-aaaaa",
            subject="unga som slutat",
            says=[{"text": "har inte tid", "source": "quote-aaaaa", "assumed": False}],
            feels=[{"text": "oro", "assumed": True}],
            pains=["ingen att gå med"],
            contradictions=["säger nej, stannar ändå"],
        ),
    )
    picture = made["bilder/empatikarta-aaaaa.svg"]
    assert "oro (antagande)" in picture
    assert "inget skrivet ännu" in picture
    for document in ("2-undersoka.md", "report.md"):
        before, after = made[document].split("](bilder/empatikarta-aaaaa.svg)")
        assert "Rader: 3, varav antaganden: 1." in before
        assert "har inte tid – Citat 1" in after
        assert "oro (antagande)" in after
        assert "ingen att gå med" in after
        assert "säger nej, stannar ändå" in after


def test_a_confidential_empathy_map_is_in_no_public_file() -> None:
    hidden = record("empathy_map-aaaaa", subject="en liten grupp", pains=["hemligt"])
    made = outputs(Record(**{**asdict(hidden), "confidential": True}))
    assert not any("empatikarta" in path for path in made)
    assert not any("hemligt" in text for text in made.values())


def test_the_journey_stands_above_its_table() -> None:
    steps = [
        {"activity": "letar", "phase": "before", "emotion": 2, "pain": "hittar inget", "assumed": True},
        {"activity": "ringer", "phase": "during", "emotion": 4, "gain": "får svar", "decisive": True},
    ]
    made = outputs(record("journey-aaaaa", title="Till första lektionen", steps=steps))
    picture = made["bilder/resa-aaaaa.svg"]
    assert all(
        one in picture for one in ("✗ Smärtpunkt:", "✓ Höjdpunkt:", "◆ Avgörande", "(antagande)", "Före", "Under")
    )
    for document in ("2-undersoka.md", "report.md"):
        before, after = made[document].split("](bilder/resa-aaaaa.svg)")
        assert "lägst i steg 1 (2 av 5) och högst i steg 2 (4 av 5)" in before
        assert "| 1 | före | letar |" in after
        assert "Smärtpunkt: hittar inget" in after


def test_a_journey_without_feelings_says_so() -> None:
    made = outputs(record("journey-aaaaa", title="Resan", steps=[{"activity": "letar"}]))
    assert "Känslan är inte angiven" in made["report.md"]


def test_themes_stand_in_the_step_they_were_made_in_and_name_nobody_who_was_met() -> None:
    made = outputs(
        *PEOPLE,
        record("idea-aaaaa", text="Ett bord"),
        record("theme-aaaaa", name="Ingen vill vara först", notes=["quote-aaaaa", "interview-aaaaa"]),
        record("theme-bbbbb", step="ta-fram-ideer", name="Rum att vara i", notes=["idea-aaaaa"]),
    )
    assert "(bilder/teman-undersoka.svg)" in made["2-undersoka.md"]
    assert "(bilder/teman-ta-fram-ideer.svg)" in made["4-ta-fram-ideer.md"]
    explored = made["bilder/teman-undersoka.svg"]
    assert "intervjuanteckning" in explored
    assert "U01" not in explored
    assert "Rum att vara i" not in explored
    after = made["report.md"].split("](bilder/teman-undersoka.svg)")[1]
    assert "- **Ingen vill vara först" in after
    assert "  - ”Man syns så mycket när det är tomt.”" in after


def test_the_chain_shows_what_is_missing_in_it() -> None:
    made = outputs(
        *PEOPLE,
        record("challenge-aaaaa", question="Hur kan fler komma in?", version=1),
        record("insight-aaaaa", statement="Unga behöver en rygg att gå efter", evidence=["quote-aaaaa"]),
        record("idea_card-aaaaa", name="Ryggen", insights=["insight-aaaaa"]),
        record("solution-aaaaa", name="Ryggen", idea_card="idea_card-aaaaa"),
    )
    picture = made["bilder/kedja-aaaaa.svg"]
    assert "Citat: 1" in picture
    assert "Saknas: ingen prototyp" in picture
    assert "Saknas: inga citat" not in picture
    for document in ("6-forverkliga.md", "report.md"):
        before, after = made[document].split("](bilder/kedja-aaaaa.svg)")
        assert "saknas 5: Möjligheten, Frågan vi ställde, Idéerna, Prototyper och tester, Det den ska ändra." in before
        assert "Unga behöver en rygg att gå efter" in after


def test_the_funnel_counts_what_the_reader_may_see() -> None:
    made = outputs(*PEOPLE, record("idea-aaaaa", text="Ett bord"), record("idea-bbbbb", text="En buss"), lang="en")
    before, after = made["report.md"].split("](pictures/funnel.svg)")
    assert "Quotes and observations: 1. Insights: 0. Ideas: 2. Solutions: 0." in before
    assert "| Ideas | 2 |" in after


def test_without_records_there_are_no_pictures() -> None:
    assert not any(path.endswith(".svg") for path in outputs())
