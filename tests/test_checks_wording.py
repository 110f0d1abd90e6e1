"""The nine checks on wording: how often they are right, what they see, and that nothing odd upsets them."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest

from innoguide.files.content import content_folders, load_guide
from innoguide.model.checks import wording
from innoguide.model.checks.look import Look
from innoguide.model.checks.run import Asked, checks_on, find_remarks, message_of, question_of, text_remarks
from innoguide.model.guide import Guide, WordList
from innoguide.model.moves import Fill
from innoguide.model.project import Done, Project, Session, Settings
from innoguide.model.record import Record

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import measure_checks  # noqa: E402

Lang = Literal["sv", "en"]
LANGS: tuple[Lang, ...] = ("sv", "en")
CODES = sorted(wording.KNOWN)
LEAST_PRECISION = 0.9


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(content_folders("steps", None))


def look_at(guide: Guide, lang: Lang = "sv", /, *records: Record, past: bool = False) -> Look:
    """Return what checks look at; *past*: the group has gone on with the last step."""
    done = Done(step="forverkliga", method="utcheckning", move="tack")
    session = Session(id="2026-01-20-traff-1", number=1, started="2026-01-20T13:00:00", done=(done,))
    settings = Settings(title="Fler in", language=lang)
    return Look(
        guide, Project(settings, {one.id: one for one in records}, (session,) if past else ()), date(2026, 3, 1)
    )


def stumble(guide: Guide, code: str, text: str, lang: Lang = "sv") -> str | None:
    """Return the words that a check stumbles on in *text*."""
    function = wording.KNOWN[code].text
    assert function is not None
    return function(look_at(guide, lang), guide.checks[code], text)


def rec(record_id: str, **values: Any) -> Record:
    return Record(id=record_id, kind=record_id.rpartition("-")[0], step="undersoka", values=values)


def mine(look: Look) -> list[Asked]:
    return [asked for asked in find_remarks(look) if asked.check.check in wording.KNOWN]


def places(look: Look) -> list[tuple[str, str, tuple[str | int, ...]]]:
    return [(one.check.check, one.remark.record, one.remark.path) for one in mine(look)]


# ---------------------------------------------------------------- how often they are right


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", CODES)
def test_nearly_every_hit_is_right(guide: Guide, code: str, lang: Lang) -> None:
    scores = {check.check: (tuned, held) for check, tuned, held in measure_checks.measured(guide, lang)}
    for score in scores[code]:
        assert score.right > 0
        assert score.precision is not None
        assert score.precision >= LEAST_PRECISION


@pytest.mark.parametrize("lang", LANGS)
def test_three_mistakes_in_four_are_found(guide: Guide, lang: Lang) -> None:
    for number in (0, 1):
        scores = [scores[number] for _check, *scores in measure_checks.measured(guide, lang)]
        right, missed = sum(one.right for one in scores), sum(one.missed for one in scores)
        assert right / (right + missed) >= 0.75


@pytest.mark.parametrize("lang", LANGS)
def test_every_check_is_measured_on_both_labels_and_a_third_is_held(guide: Guide, lang: Lang) -> None:
    sentences = measure_checks.read_sentences(lang)
    assert {one.check for one in sentences} == {guide.checks[code].number for code in CODES}
    for code in CODES:
        kinds = {(one.wrong, one.held) for one in sentences if one.check == guide.checks[code].number}
        assert len(kinds) == 4


def test_nearly_every_hit_on_the_fresh_sentences_is_right(guide: Guide) -> None:
    rows = [row for lang in LANGS for row in measure_checks.measured_fresh(guide, lang)]
    score = measure_checks.together([one for _check, one in rows])
    assert score.precision is not None
    assert score.precision >= LEAST_PRECISION


@pytest.mark.parametrize("lang", LANGS)
def test_a_fresh_sentence_is_not_one_that_the_lists_were_tuned_with(lang: Lang) -> None:
    fresh = {one.text for one in measure_checks.read_sentences(lang, fresh=True)}
    older = {one.text for one in measure_checks.read_sentences(lang)}
    assert fresh
    assert not fresh & older


def test_the_document_is_fresh() -> None:
    script = ["scripts/measure_checks.py", "--check"]
    done = subprocess.run([sys.executable, *script], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()


def test_a_stale_document_is_told_and_not_written_by_a_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "measured.md"
    document.write_text("yesterday", "utf-8")
    assert measure_checks.write_document(document, "today", only_check=True) == 1
    assert document.read_text("utf-8") == "yesterday"
    assert "stale" in capsys.readouterr().out
    assert measure_checks.write_document(document, "today", only_check=False) == 0
    assert document.read_text("utf-8") == "today"
    assert measure_checks.write_document(document, "today", only_check=True) == 0


# ---------------------------------------------------------------- what they see

SEEN: dict[tuple[str, Lang], tuple[tuple[str, str], ...]] = {
    ("solution_built_in", "sv"): (
        ("Vi behöver en app för biblioteket", "app"),
        ("Informationen på webben måste bli tydligare", "Informationen"),
        ("Hur kan vi bygga en lekplats vid skolan?", "lekplats"),
        ("Hur kan vi minska oron genom att ringa upp alla?", "genom att"),
        ("Hur kan vi utbilda personalen i bemötande?", "utbilda"),
        ("tydligare skyltar på tre språk", "skyltar"),
        ("Hur kan vi plantera fruktträd på skolgården?", "plantera"),
        ("Borde vi inte starta en fixarservice?", "starta"),
        ("En pool av vikarier som barnen känner", "pool"),
    ),
    ("solution_built_in", "en"): (
        ("How might we make an app for book tips?", "app"),
        ("needs a contact person at the municipality", "contact person"),
        ("How might we train staff in reception?", "train"),
        ("How might we stay open longer in the evenings?", "open longer"),
        ("How might we pair older people with school classes?", "pair"),
    ),
    ("need_as_solution", "sv"): (
        ("En bänk vid hållplatsen", "En bänk vid"),
        ("behöver mer information", "mer information"),
        ("Behöver gå en kurs i svenska", "kurs"),
        ("tolk", "tolk"),
    ),
    ("need_as_solution", "en"): (
        ("A bench at the stop", "A bench at"),
        ("needs home care", "home care"),
        ("They need to be given a schedule", "schedule"),
    ),
    ("kinds_mixed", "sv"): (
        ("Pojken är blyg", "blyg"),
        ("Går därifrån eftersom hon skäms", "eftersom"),
        ("Mamman verkar stressad", "verkar"),
    ),
    ("kinds_mixed", "en"): (
        ("The boy is shy", "shy"),
        ("She leaves because nobody answers", "because"),
        ("Waits impatiently", "impatiently"),
    ),
    ("insight_only_fact", "sv"): (
        ("Biblioteket stänger klockan 18.", "Biblioteket stänger klockan 18"),
        ("Språket", "Språket"),
        ("”Jag gick förbi tre gånger för att jag inte vågade gå in.”", "Jag gick förbi"),
        ("Unga behöver " + "få komma och gå som de vill " * 6 + "eftersom de är unga", "Unga behöver få komma"),
    ),
    ("insight_only_fact", "en"): (
        ("The library closes at six.", "The library closes at six"),
        ("60 per cent of those who answered in the survey last autumn are girls in years 4–6", "60 per cent"),
    ),
    ("our_own_need", "sv"): (
        ("Hur kan vi öka antalet lån?", "öka antalet lån"),
        ("Kommunen behöver få in synpunkterna digitalt", "Kommunen behöver"),
        ("Hur kan vi få föräldrar att svara så att vi kan planera?", "så att vi"),
        ("Hur kan vi få ner antalet samtal till växeln?", "få ner"),
        ("Hur kan vi bli länets mest omtyckta kommun?", "länets mest"),
        ("Att budgeten för skolskjuts håller", "budgeten för"),
        ("behöver boka i tid så att avdelningen kan stänga", "så att avdelningen"),
    ),
    ("our_own_need", "en"): (
        ("How might we increase the number of loans?", "increase the number of loans"),
        ("The municipality wants younger visitors", "The municipality wants"),
        ("How might we cut the number of appeals?", "cut"),
        ("That the school transport budget lasts the year", "budget lasts"),
    ),
    ("for_everyone", "sv"): (
        ("Alla", "Alla"),
        ("ungdomar", "ungdomar"),
        ("alla som bor i Åsele kommun", "alla som bor"),
        ("barn och unga 0–20 år", "barn och unga"),
        ("Barn, unga, vuxna och äldre", "Barn, unga"),
        ("vuxna mellan 20 och 65 år", "vuxna"),
        ("skattebetalarna", "skattebetalarna"),
        ("Hela Lillköping", "Hela Lillköping"),
        ("Folk i allmänhet som har med kommunen att göra", "Folk"),
    ),
    ("for_everyone", "en"): (
        ("Everyone", "Everyone"),
        ("young people", "young people"),
        ("men and women of all ages", "men and women"),
        ("adults between 20 and 65", "adults"),
        ("From toddlers to pensioners", "From"),
    ),
    ("leading_question", "sv"): (
        ("Tycker du inte att det är krångligt?", "Tycker du inte"),
        ("Brukar du läsa?", "Brukar du"),
        ("3. Är du nöjd?", "Är"),
        ("Intro: Har du varit här förut?", "Har du"),
        ("Känner sig din mamma trygg?", "Känner sig"),
        ("Om vi ordnade en buss, skulle du åka med?", "skulle du"),
        ("Du hittade knappen direkt?", "Du hittade"),
        ("Hej! Skulle du använda den här?", "Skulle du"),
        ("Skulle du använda den här", "Skulle du"),
        ("Nu får du testa vår nya, smidiga karta.", "vår"),
        ("Berätta om när skolan har slarvat.", "har slarvat"),
        ("Många tycker att kön är lång, vad tycker du?", "Många tycker"),
        ("Gillar du appen? Berätta.", "Gillar du"),
    ),
    ("leading_question", "en"): (
        ("Don’t you think it is complicated?", "Don't you"),
        ("Do your children read at home?", "Do your"),
        ("You found the button right away?", "You found"),
        ("How nice was it not to have to call?", "How nice"),
        ("Now you can try our fast new form.", "our"),
        ("Most people find the queue too long, what do you think?", "Most people find"),
    ),
    ("question_width", "sv"): (
        ("Hur kan vi få fler att läsa?", "få fler att läsa"),
        ("Hur kan vi öka tryggheten?", "Hur kan vi öka tryggheten"),
        ("Hur kan vi hjälpa nya unga hitta rätt?", "Hur kan vi hjälpa nya unga hitta rätt"),
        ("Hur kan vi använda Instagram för att nå unga som slutat?", "Instagram"),
        ("Hur kan vi hjälpa barn och föräldrar och personal att mötas?", "och föräldrar"),
        ("Hur kan vi göra det lätt för nya att hitta och boka och betala för en tid hos oss?", "och boka"),
        ("Hur kan vi göra så att " + "den som är ny här " * 4 + "trivs här", "här trivs här"),
    ),
    ("question_width", "en"): (
        ("How might we get more people to read?", "get more people to read"),
        ("How might we use TikTok to reach pupils who have left?", "TikTok"),
    ),
    ("activity_as_effect", "sv"): (
        ("Anordna fyra föräldraträffar", "Anordna"),
        ("Vi har tagit fram en ny rutin", "tagit fram"),
        ("Appen har lanserats", "har lanserats"),
        ("Antal workshops under året", "Antal workshops"),
        ("Antal träffar som vi hållit", "Antal träffar"),
        ("Hur många promenader vi har hunnit med", "Hur många promenader vi"),
        ("Andelen skolor som projektgruppen har besökt", "Andelen skolor"),
        ("Avtalet med bolaget är påskrivet", "är påskrivet"),
        ("Broschyren trycks på fem språk", "Broschyren trycks"),
        ("Rapporten klar i maj", "Rapporten klar"),
        ("Fler papperskorgar i parken", "Fler papperskorgar"),
        ("Alla vakter går en heldag om bemötande", "går en heldag"),
    ),
    ("activity_as_effect", "en"): (
        ("Arrange four meetings for parents", "Arrange"),
        ("We have produced a new routine", "produced"),
        ("Number of workshops during the year", "Number of workshops"),
        ("How many walks we have had", "How many walks we"),
        ("The leaflet exists in five languages", "leaflet exists in"),
    ),
}
SILENT: dict[tuple[str, Lang], tuple[str, ...]] = {
    ("solution_built_in", "sv"): (
        "Hur kan vi förstå varför unga slutar använda appen?",
        "Hur kan vi hjälpa nyanlända att känna till och våga använda biblioteket?",
        "Hur kan vi göra första lektionen på en kurs mindre skrämmande?",
        "behöver slippa fylla i samma blankett tre gånger",
        "Hur kan vi få barn som applåderat en apparat att känna sig sedda?",
        "Hur kan vi hjälpa unga att starta ett café?",
        "Hur kan vi bygga förtroende hos familjer som har blivit svikna?",
        "Hur kan vi stötta inför skolstarten?",
        "Vad hindrar nyanlända från att använda e-tjänsten?",
        "Hur kan vi hjälpa äldre att våga öppna sin digitala brevlåda?",
        "Äldre som behöver hemtjänst behöver få veta vem som kommer",
        "behöver en kort stund för sig själv",
    ),
    ("solution_built_in", "en"): (
        "How might we understand why new users leave the app after a week?",
        "How might we help young people to start a group?",
        "How might we give carers a free moment during the week?",
        "What makes tenants give up on their app?",
    ),
    ("need_as_solution", "sv"): (
        "Behöver känna sig trygg i lässtunden utan att själv läsa högt på svenska",
        "att våga fråga en gång till",
        "Unga behöver få göra fel ifred",
        "slippa berätta samma sak för varje ny handläggare",
        "Behöver få ett nyfiket svar utan att visa vem man är",
        "behöver tid att tänka innan de svarar",
    ),
    ("need_as_solution", "en"): ("to be able to say no without losing the place", "needs to know who decides"),
    ("kinds_mixed", "sv"): (
        "Säger att hon inte vill vara till besvär",
        "”Jag hatar det här”, säger hon och stänger datorn",
        "Vill hem, säger pojken",
        "Känner på dörren två gånger, den är låst",
        "Pappan läser skylten Vill du låna? högt för barnet",
    ),
    ("kinds_mixed", "en"): (
        "The boy says that he is bored and lies down",
        "Asks three times if it is free because the list is in small print",
        "She calls 'I don't want to go' over her shoulder",
        "Feels in the bag and takes out a felt-tip pen",
    ),
    ("insight_only_fact", "sv"): (
        "Föräldrar som arbetar skift känner att biblioteket inte räknar med dem, eftersom allt sker när de sover.",
        "Det är inte avgiften som stoppar, det är skammen i att behöva fråga.",
        "Unga öppnar inte brev från kommunen, för brev har hittills bara betytt krav.",
    ),
    ("insight_only_fact", "en"): ("Newcomers laugh at jokes they did not get: asking would cost them their place.",),
    ("our_own_need", "sv"): (
        "Hur kan vi minska ensamheten bland äldre som bor själva?",
        "Personalen på gruppboendet behöver våga säga ifrån",
        "behöver kunna lita på att kommunen svarar",
        "Hur kan vi få ner pulsen hos elever före proven?",
        "Hur kan vi hjälpa skuldsatta att få sin budget att gå ihop?",
        "Att få svar på nätet i stället för att ringa",
    ),
    ("our_own_need", "en"): (
        "How might we help teachers who never have time for lunch?",
        "How might we lower the number of nights that relatives lie awake?",
    ),
    ("for_everyone", "sv"): (
        "unga 13–16 år i kransorterna som inte deltar i dag",
        "Alla i trapphuset på Ekvägen",
        "Medborgare som överklagat ett beslut",
        "Nyblivna pappor",
        "Hela Lindskolan",
        "Hela klass 7B",
        "Barn mellan 3 och 5 år",
        "Unga som är hemma från skolan",
    ),
    ("for_everyone", "en"): (
        "Young adults of 19–25 who neither work nor study",
        "New fathers",
        "adults between 20 and 60 with epilepsy",
    ),
    ("leading_question", "sv"): (
        "Kan du berätta om en vanlig dag?",
        "Vill du visa hur du gör?",
        "Har du lust att beskriva rummet där du läser?",
        "Är det okej att vi antecknar?",
        "Är det tyst länge, fråga vad personen tänker på",
        "När du kommer hem, vad gör du först?",
        "Var brukar du vara efter skolan?",
        "Du får gärna rita medan du berättar.",
        "Hur skulle det kännas när det fungerar?",
        "Minns du första dagen? Ta oss dit.",
        "Skulle du vilja ta med oss på en runda?",
        "Vad fungerade, och vad fungerade inte?",
        "Vad säger dina vänner om vår park?",
    ),
    ("leading_question", "en"): (
        "Can you tell me about an ordinary day?",
        "Is it all right that we take notes?",
        "How would it feel when it works?",
        "Do you remember the first day? Tell us about it.",
        "Could you let us see how you usually do it?",
    ),
    ("question_width", "sv"): (
        "Hur kan vi göra det tryggt för föräldrar som själva inte läser svenska att läsa med sina barn?",
        "Hur kan vi hjälpa barn och unga som byter skola att hitta och behålla sina vänner?",
        "Hur kan vi ge unga mod att fråga en gång till?",
        "Hur kan vi hjälpa unga som flyttar hit?",
    ),
    ("question_width", "en"): ("How might we reduce loneliness among older people who live alone?",),
    ("activity_as_effect", "sv"): (
        "Fler anhöriga känner sig informerade innan de behöver fråga",
        "Andel unga som deltar i något minst en gång i veckan",
        "Antal aktiviteter som ungdomarna själva har startat",
        "Öppna samtal om psykisk ohälsa blir vanligare",
        "Antal dagar innan vi svarar",
        "Andel föräldrar som känner att vi lyssnar",
        "De som har gått kursen använder den hemma",
        "Nya rutiner känns självklara för vikarierna",
        "Eleverna är på plats när lektionen börjar",
    ),
    ("activity_as_effect", "en"): (
        "Trained volunteers feel at home in the group",
        "Share of parents who feel that we listen",
        "Those who have attended the course use it at home",
    ),
}


@pytest.mark.parametrize(
    ("code", "lang", "text", "words"), [(*key, text, words) for key, found in SEEN.items() for text, words in found]
)
def test_a_mistake_is_seen(guide: Guide, code: str, lang: Lang, text: str, words: str) -> None:
    found = stumble(guide, code, text, lang)
    assert found is not None
    assert found.startswith(words)


@pytest.mark.parametrize(("code", "lang", "text"), [(*key, text) for key, texts in SILENT.items() for text in texts])
def test_what_only_resembles_a_mistake_is_left_alone(guide: Guide, code: str, lang: Lang, text: str) -> None:
    assert stumble(guide, code, text, lang) is None


def test_every_check_has_examples_in_both_languages() -> None:
    wanted = {(code, lang) for code in CODES for lang in LANGS}
    assert set(SEEN) == wanted
    assert set(SILENT) == wanted


@pytest.mark.parametrize("lang", LANGS)
def test_the_good_examples_of_the_guide_are_left_alone(guide: Guide, lang: Lang) -> None:
    look, tried = look_at(guide, lang), 0
    for kind in guide.kinds.values():
        for field in kind.fields:
            if field.example and set(field.checks) & set(wording.KNOWN):
                tried += 1
                found = list(text_remarks(look, field, field.example.in_(lang), checks_on(look)))
                assert found == [], (kind.kind, field.id)
    assert tried > 15


# ---------------------------------------------------------------- odd texts


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "… – ”” !!", "🙂🙂", "7", "\u00ad\u200b"])
def test_a_text_without_words_is_no_mistake(guide: Guide, code: str, lang: Lang, text: str) -> None:
    found = stumble(guide, code, text, lang)
    assert found is None or (code, text) in {("insight_only_fact", one) for one in ("?", "… – ”” !!", "🙂🙂", "7")} | {
        ("question_width", one) for one in ("?", "… – ”” !!", "🙂🙂", "7")
    }


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "text",
    [
        "skapa en kurs och hjälpa alla vi behöver " * 1250,
        "a" * 100_000,
        "Antal kurser som " * 5_000,
        "'a ”b " * 10_000,
        "0–9 " * 10_000,
        ": ; . , " * 10_000,
    ],
    ids=["words", "one-word", "counts", "quotes", "ages", "signs"],
)
def test_a_very_long_text_is_read_to_its_end(guide: Guide, code: str, lang: Lang, text: str) -> None:
    found = stumble(guide, code, text, lang)
    assert found is None or len(found) <= 80


@pytest.mark.parametrize(("code", "text"), [(code, one[0][0]) for (code, lang), one in SEEN.items() if lang == "sv"])
def test_capitals_and_split_letters_make_no_difference(guide: Guide, code: str, text: str) -> None:
    assert stumble(guide, code, text.upper()) is not None
    assert stumble(guide, code, unicodedata.normalize("NFD", text)) == stumble(guide, code, text)


# ---------------------------------------------------------------- in a project


def test_each_mistake_is_told_once_at_its_field(guide: Guide) -> None:
    look = look_at(
        guide,
        "sv",
        rec("challenge-22222", question="Hur kan vi göra en app för unga som slutat komma?", wordings=["En kampanj"]),
        rec("development_area-22222", title="Läsa", for_whom="alla"),
        rec("research_plan-22222", title="Ute", questions=["Vad hände sedan?", "Brukar du läsa?"]),
        rec("effect-22222", effect="Unga vågar prova", indicator="Antal workshops"),
        rec("observation-22222", situation="dörren", does_what=["går in", "är blyg"]),
    )
    assert places(look) == [
        ("solution_built_in", "challenge-22222", ("question",)),
        ("solution_built_in", "challenge-22222", ("wordings", 0)),
        ("for_everyone", "development_area-22222", ("for_whom",)),
        ("leading_question", "research_plan-22222", ("questions", 1)),
        ("activity_as_effect", "effect-22222", ("indicator",)),
        ("kinds_mixed", "observation-22222", ("does_what", 1)),
    ]


def test_what_is_said_names_the_words_and_the_field(guide: Guide) -> None:
    look = look_at(guide, "sv", rec("development_area-22222", title="Läsa", for_whom="alla unga"))
    (asked,) = mine(look)
    kind = guide.kinds["development_area"]
    assert message_of(asked, kind, "sv") == "För vem: ”alla unga” är för många för att se framför sig."
    assert "”alla unga”" in question_of(asked, kind, "sv")


def test_guesses_about_why_are_where_they_belong(guide: Guide) -> None:
    guess = {"text": "hon är blyg och vill inte synas", "basis": "assumption"}
    assert places(look_at(guide, "sv", rec("observation-22222", situation="dörren", why_guess=[guess]))) == []


def test_a_quote_without_source_is_asked_about_when_the_group_has_gone_on(guide: Guide) -> None:
    quote = rec("quote-22222", text="Jag vågade inte")
    assert places(look_at(guide, "sv", quote)) == []
    assert places(look_at(guide, "sv", quote, past=True)) == [("kinds_mixed", "quote-22222", ("source",))]


@pytest.mark.parametrize(
    "change",
    [{"status": "draft"}, {"open": ("source",)}, {"keep_reason": {"source.kinds_mixed": "ur minnet"}}],
    ids=["draft", "open", "kept"],
)
def test_a_quote_without_source_may_be_so(guide: Guide, change: dict[str, Any]) -> None:
    quote = replace(rec("quote-22222", text="Jag vågade inte"), **change)
    assert places(look_at(guide, "sv", quote, past=True)) == []


def test_each_interpretation_that_rests_on_nothing_is_asked_about(guide: Guide) -> None:
    rows = [{"text": "hon är van", "based_on": "”jag brukar”"}, {"text": "hon är trött"}, {"text": "hon är ny"}]
    talk = rec("interview-22222", pseudonym="U01", interpretations=rows)
    assert places(look_at(guide, "sv", talk)) == []
    assert places(look_at(guide, "sv", talk, past=True)) == [
        ("kinds_mixed", "interview-22222", ("interpretations", 1, "based_on")),
        ("kinds_mixed", "interview-22222", ("interpretations", 2, "based_on")),
    ]


@pytest.mark.parametrize(
    ("note_type", "is_asked"), [("observation", True), ("interpretation", False), ("quote", False)]
)
def test_only_a_note_of_what_was_seen_must_be_without_guesses(guide: Guide, note_type: str, is_asked: bool) -> None:
    note = rec("note-22222", text="pojken är blyg", note_type=note_type, source="interview-22222")
    assert places(look_at(guide, "sv", note)) == ([("kinds_mixed", "note-22222", ("text",))] if is_asked else [])


def test_an_insight_that_is_one_of_its_quotes_is_told_once(guide: Guide) -> None:
    quote = rec("quote-22222", text="Jag går inte in, för då ser alla att jag är ny.")
    insight = rec(
        "insight-22222", statement="jag går inte in – för då ser alla att jag är ny", evidence=["quote-22222"]
    )
    assert places(look_at(guide, "sv", quote, insight)) == [("insight_only_fact", "insight-22222", ("statement",))]
    other = replace(quote, values={"text": "Jag gick hem"})
    assert places(look_at(guide, "sv", other, insight)) == []
    fact = rec("insight-22222", statement="Biblioteket stänger 18", evidence=["quote-22222"])
    same = replace(quote, values={"text": "Biblioteket stänger 18"})
    assert places(look_at(guide, "sv", same, fact)) == [("insight_only_fact", "insight-22222", ("statement",))]


def test_a_draft_insight_is_left_alone_even_when_it_is_a_quote(guide: Guide) -> None:
    quote = rec("quote-22222", text="Jag går inte in, för då ser alla att jag är ny.")
    insight = rec("insight-22222", statement=quote.values["text"], evidence=["quote-22222", "quote-gone2"])
    assert places(look_at(guide, "sv", quote, replace(insight, status="draft"))) == []


def test_a_question_that_is_the_challenge_again_has_not_become_sharper(guide: Guide) -> None:
    question = "Hur kan vi minska ensamheten bland äldre som bor själva?"
    challenge = rec("challenge-22222", question=question.upper())
    again, other = rec("hmw-22222", question=question), rec("hmw-33333", question=question.replace("äldre", "unga"))
    assert places(look_at(guide, "sv", challenge, again, other)) == [("question_width", "hmw-22222", ("question",))]


def test_a_project_may_have_words_and_limits_of_its_own(guide: Guide) -> None:
    check = guide.checks["question_width"]
    own = check.model_copy(
        update={
            "words": {**check.words, "brands": WordList(sv=("bokia",))},
            "limits": {**check.limits, "most_words": 40},
        }
    )
    look = look_at(replace(guide, checks={**guide.checks, "question_width": own}))
    function = wording.KNOWN["question_width"].text
    assert function is not None
    assert function(look, own, "Hur kan vi få den som använder Bokia att trivas?") == "Bokia"
    assert function(look, own, "Hur kan vi få den som använder Instagram att trivas?") is None
    assert function(look, own, "Hur kan vi göra så att " + "den som är ny här " * 5 + "trivs med oss?") is None


def test_the_interview_guide_is_written_where_its_questions_are_looked_at(guide: Guide) -> None:
    method = guide.method("undersoka", "intervju")
    move = method.move("guiden") if method else None
    assert isinstance(move, Fill)
    assert (move.kind, move.record, move.fields) == ("research_plan", "continue", ("questions",))
    assert move.listen_for is not None
    assert "leading_question" in guide.kinds["research_plan"].by_id["questions"].checks
