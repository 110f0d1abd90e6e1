"""Checks on the documents under `outputs/`: what is hard to read, and what must not stand there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innoguide.files.content import content_folders, load_guide
from innoguide.files.store import Store, read_settings
from innoguide.jobs.check.documents import check_documents
from innoguide.jobs.check.heavy import Heavy
from innoguide.jobs.check.heavy_records import Said, check_own_words, own_faults
from innoguide.jobs.check.leaks import Secrets
from innoguide.jobs.report.build import build_outputs
from innoguide.model.checks.look import Look, word_pattern
from innoguide.model.checks.plain import Plain
from innoguide.model.finding import Finding
from innoguide.model.guide import Guide
from innoguide.model.project import Project, Settings
from innoguide.model.record import Record
from innoguide.texts import use_language

SETTINGS = Settings(title="Prov", language="sv")
EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide(content_folders("steps", None))


@pytest.fixture
def store(tmp_path: Path, guide: Guide) -> Store:
    return Store(tmp_path, guide, SETTINGS)


def write(store: Store, text: str, name: str = "plan.md") -> None:
    path = store.folder / "outputs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def check(store: Store, *records: Record, project_settings: Settings = SETTINGS) -> list[Finding]:
    project = Project(project_settings, {one.id: one for one in records})
    return list(check_documents(Look(store.guide, project, date(2026, 12, 1)), store))


def faults(text: str, most_words: int = 30) -> list[tuple[int, str]]:
    """Return line and kind of what is hard to read in *text*."""
    return [(one.line, one.key) for one in looking(most_words).find(text)]


def looking(most_words: int = 30) -> Heavy:
    plain = Plain(most_words=most_words, most_letters=28, most_in_paragraph=60, most_capitals=3, known=word_pattern(()))
    return Heavy(empty_links=word_pattern(("här", "klicka här")), plain=plain)


# heavy


LONG = "Ord " * 30 + "slut."
"""A sentence of 31 words."""


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("# Ett\n\n### Tre\n\nText\n", 3, "levels"),
        ("# Ett\n\nText\n\n# Ett till\n\nText\n", 5, "titles"),
        ("Text\n\n## Två\n\nText\n", 3, "first"),
        ("# Ett\n\n## Två\n\n## Två till\n\nText\n", 3, "empty"),
        ("# Ett\n\n## Två\n\nText\n\n## Två till\n\n<!-- plats -->\n", 7, "empty"),
        ("# Ett\n\n- Två\n", 3, "list"),
        ("# Ett\n\n- Två\n- Tre\n  1. Fyra\n", 5, "list"),
        ("# Ett\n\nDet är VIKTIGT ATT VETA allt.\n", 3, "capitals"),
        ("# ALLT ÄR VIKTIGT\n\nText\n", 1, "capitals"),
        ("# Ett\n\nKulturskoleverksamhetsutvecklingen.\n", 3, "word"),
        ("# Ett\n\n" + "Ord och ord och ord. " * 13 + "\n", 3, "paragraph"),
        ("# Ett\n\n| a | b |\n| --- | --- |\n| c | d |\n\n" + "Ord och ord och ord. " * 13 + "\n", 7, "paragraph"),
        ("# Ett\n\n![karta.png](bilder/karta.png)\n", 3, "image_name"),
        ("# Ett\n\n![Karta](bilder/Karta.svg)\n", 3, "image_name"),
        ("# Ett\n\n| | |\n| --- | --- |\n| a | b |\n", 3, "table"),
        ("# Ett\n\n| a | b |\n| c | d |\n", 3, "table"),
        ("# Ett\n\n<table>\n<tr><td>a</td></tr>\n</table>\n", 3, "table"),
        ("# Ett\n\nEn rad\noch ![](karta.png)\n", 4, "image"),
        ("# Ett\n\nEn <img src='karta.png'> bild\n", 3, "image"),
        ('# Ett\n\n<div>\n<img src="karta.png" alt="">\n</div>\n', 3, "image"),
        ("# Ett\n\nLäs mer\n[här](plan.md).\n", 4, "link"),
        ("# Ett\n\n[**Klicka här!**](plan.md)\n", 3, "link"),
        ("# Ett\n\n[](plan.md)\n", 3, "link"),
        ("# Ett\n\n| A | B |\n| --- | --- |\n| c | [här](d.md) |\n", 5, "link"),
        (f"# Ett\n\nKort.\n{LONG}\n", 4, "sentence"),
        (f"# Ett\n\n| A | B |\n| --- | --- |\n| c | {LONG} |\n", 5, "sentence"),
        (f"# Ett\n\n- Kort.\n- **Varför:** {LONG}\n", 4, "sentence"),
    ],
)
def test_each_thing_that_is_hard_to_read_is_found_once_on_its_line(text: str, line: int, key: str) -> None:
    assert faults(text) == [(line, key)]
    assert faults(text.replace("\n", "\r\n")) == [(line, key)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Ett\n\n## Två\n\n### Tre\n\nText\n\n## Två\n\n- Ett\n- Två\n",
        "# Ett\n\n<!-- innoguide: version 1 -->\n\n- Vad gruppen sa\n",
        "# SKR, MTM och PTS\n\nEU:s DOS-lag gäller i SKR och PTS.\n",
        "# Ett\n\nKulturskoleverksamhetsutvecklingen (hur vi blir bättre). Kulturskoleverksamhetsutvecklingen.\n",
        "# Ett\n\nSe example.org/kulturskoleverksamhetsutvecklingen.html.\n",
        "# Ett\n\n> " + "Ord och ord och ord. " * 13 + "\n",
        "# Ett\n\n| A | |\n| --- | --- |\n| c | d |\n",
        "# Ett\n\n<table><tr><th>A</th></tr></table>\n",
        "# Ett\n\n![Karta över orten](karta.png)\n\n<img src='a.png' alt='Karta'>\n",
        "# Ett\n\n[Planen](plan.md) och [![Karta](karta.png)](karta.md)\n",
        "# Ett\n\nEtt | eller | två\n",
        "# Ett\n\n```\n# Ett till\n[här](a.md)\n```\n",
        "---\ntitle: Plan\n---\n\n# Ett\n\nText\n",
        f"# Ett\n\n> {LONG}\n",
        f"# Ett\n\nHon sa ”{LONG}” och gick.\n",
        f"# Ett\n\n{'Ord ' * 19}slut: {'Ord ' * 19}slut; {'Ord ' * 19}slut.\n",
        f"# Ett\n\nUtan prickar: {', '.join(f'Idé {number}' for number in range(60))}.\n",
        f"# Ett\n\n- **{'Ord ' * 20}varför:** {'Ord ' * 20}slut.\n- Två\n",
        "# Ett\n\n" + "Ord " * 29 + "slut.\n",
    ],
)
def test_what_is_easy_to_read_is_left_alone(text: str) -> None:
    assert faults(text) == []


def test_several_long_sentences_are_one_finding_with_the_number_and_the_first_line() -> None:
    heavy = looking()
    other = LONG.replace("slut", "stopp")
    nothing = Said(Look(load_guide(content_folders("steps", None)), Project(SETTINGS), date(2026, 12, 1)))
    (found,) = own_faults(heavy.find(f"# Ett\n\nKort.\n\n{LONG}\n\n{other}\n\n{LONG}\n"), nothing)
    assert (found.line, found.key, found.values) == (5, "sentences", {"number": 2, "most": 30})
    assert list(heavy.find(f"# Två\n\n{LONG}\n")) == [], "told of in the document before"
    assert [one.line for one in heavy.find("# Tre\n\n" + LONG.replace("slut", "nytt"))] == [3]


def test_how_long_a_sentence_may_be_can_be_changed() -> None:
    assert faults("# Ett\n\nEtt två tre fyra fem.\n", most_words=4) == [(3, "sentence")]


STRANGE = ["|" * 20_000, "[" * 5_000, "<img " * 5_000, '"' * 20_000, "”“" * 10_000, "a. " * 50_000, "a\n" * 20_000]


@pytest.mark.parametrize("text", [*STRANGE, "---\n" + "a\n" * 20_000, "<table>" * 5_000])
def test_strange_documents_are_read_to_their_end(text: str) -> None:
    """Nothing here may take more than linear time: else this never ends."""
    assert isinstance(faults(text), list)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='ab #|-[]()!<>\n"”.,:*_`\\', max_size=80))
def test_every_fault_lies_in_the_document(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line, _key in faults(text, most_words=3))


def test_findings_have_code_level_file_line_and_words(store: Store) -> None:
    write(store, "# Ett\n\n### Tre\n\nText\n", "möten/plan.md")
    (finding,) = check(store)
    assert (finding.code, finding.level, finding.record) == ("heavy_document", "warning", "")
    assert finding.place() == "outputs/möten/plan.md:3"
    assert "nivå 3" in finding.message
    use_language("en")
    assert "level 3" in check(store)[0].message


def test_a_project_without_documents_and_one_that_keeps_them_have_no_findings(store: Store) -> None:
    assert check(store) == []
    write(store, "### Tre\n\nText\n")
    (store.folder / "outputs" / "mapp.md").mkdir()
    kept = SETTINGS.model_copy(update={"keep_reason": {"heavy_document": "Trycks på papper"}})
    assert check(store, project_settings=kept) == []
    assert check(store, project_settings=SETTINGS.model_copy(update={"profile": "taster"})) == []
    assert len(check(store)) == 1


# the group's own words


def own(store: Store, *records: Record, with_settings: Settings = SETTINGS) -> list[Finding]:
    project = Project(with_settings, {one.id: one for one in records})
    return list(check_own_words(Look(store.guide, project, date(2026, 12, 1)), store))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (LONG, "en mening är längre än 30 ord"),
        (f"{LONG} {LONG}", "2 meningar"),
        ("Ord och ord och ord. " * 27, "ett stycke är längre än 130 ord"),
        ("Vi vill se kulturskoleverksamhetsutvecklingen.", "”kulturskoleverksamhetsutvecklingen”"),
        ("Det är VIKTIGT ATT VETA.", "stora bokstäver"),
    ],
)
def test_heavy_words_of_the_group_are_asked_about_in_the_record(store: Store, said: str, words: str) -> None:
    insight = store.add(record("insight", statement="Kort", why=said))
    (found,) = own(store, insight)
    assert (found.code, found.level, found.record, found.file) == (
        "heavy_document", "warning", insight.id, insight.file,
    )  # fmt: skip
    assert (store.folder / found.file).read_text("utf-8").splitlines()[found.line - 1].startswith("why:")
    assert words in found.message
    write(store, f"# Ett\n\nDe sa: **{said.strip()}**\n")
    assert check(store, insight) == [], "it is asked about once"


def test_what_was_heard_quoted_kept_or_listed_is_not_asked_about(store: Store) -> None:
    assert own(store, record("quote", text=LONG), record("observation", context=LONG)) == []
    assert own(store, record("insight", statement=f"Hon sa ”{LONG}”")) == []
    assert own(store, record("insight", statement="Vi har: " + ", ".join(["ett två tre"] * 20) + ".")) == []
    heavy = record("insight", statement=LONG)
    assert len(own(store, heavy)) == 1
    assert own(store, replace(heavy, keep_reason={"statement.heavy_document": "Ur lagen"})) == []
    assert own(store, heavy, with_settings=SETTINGS.model_copy(update={"profile": "taster"})) == []


def test_rows_and_lists_are_looked_through(store: Store) -> None:
    plan = record("story", audience="Nämnden", person_and_quote="Kort")
    many = record("challenge", question="Hur?", affected=["Kort", LONG], whys=[{"answer": "Kort"}, {"answer": LONG}])
    assert [one.record for one in own(store, plan, many)] == [many.id, many.id]


# leaks


TOLD = "Jag gick förbi tre gånger innan jag vågade gå in till er"


def record(kind: str, sign: str = "2", /, *, confidential: bool = False, **values: Any) -> Record:
    return Record(id=f"{kind}-{sign * 5}", kind=kind, confidential=confidential, values=values)


SECRET = record("quote", text=f"{TOLD}.", source="observation-77777", confidential=True)


def leaks(store: Store, text: str, *records: Record) -> list[tuple[int, str]]:
    write(store, text)
    return [(one.line, one.record) for one in check(store, *records) if one.code == "confidential_leak"]


@pytest.mark.parametrize(
    "text",
    [
        f"# Ett\n\nEn sa: ”{TOLD}.”\n",
        f"# Ett\n\n{TOLD.upper()}\n",
        "# Ett\n\nHär: jag gick **förbi** tre gånger, innan jag vågade [gå](x.md) in.\n",
        "# Ett\n\n| A | jag gick förbi tre gånger innan jag vågade |\n",
        "# Ett\n\njag gick förbi tre\ngånger innan jag\nvågade gå in\n",
        "# Ett\n\nInte en gång utan jag gick f&ouml;rbi tre ga\u030anger innan jag va\u030agade ga\u030a in\n",
        f"# Ett\n\n{SECRET.id} visar det\n",
    ],
)
def test_the_text_of_a_confidential_record_is_found_where_it_stands(store: Store, text: str) -> None:
    assert leaks(store, text, SECRET) == [(3, SECRET.id)]


def test_the_last_words_of_a_document_are_looked_at_too(store: Store) -> None:
    told = Secrets({"a"}, runs={"ett två": "a"}, lengths={2})
    assert list(told.find("noll ett två")) == [(1, "a")]
    assert list(told.find("noll ett två tre")) == [(1, "a")]


def test_a_leak_is_told_once_a_document_and_never_repeated(store: Store) -> None:
    write(store, f"# Ett\n\n{TOLD}\n\n{TOLD}\n", "a.md")
    write(store, f"# Ett\n\n{TOLD}\n", "b.md")
    found = check(store, SECRET)
    assert [(one.place(), one.code, one.level, one.record) for one in found] == [
        ("outputs/a.md:3", "confidential_leak", "error", SECRET.id),
        ("outputs/b.md:3", "confidential_leak", "error", SECRET.id),
    ]
    assert SECRET.id in found[0].message
    assert not any("förbi" in one.message + one.hint for one in found)


def test_words_that_are_only_alike_are_no_leak(store: Store) -> None:
    assert leaks(store, "# Ett\n\nJag gick förbi tre gånger innan jag hälsade på er\n", SECRET) == []
    assert leaks(store, f"# Ett\n\n{TOLD}\n", replace(SECRET, confidential=False)) == []
    assert leaks(store, f"# Ett\n\n{TOLD}\n", replace(SECRET, confidential=False, status="draft")) == [], "no secret"


def test_a_short_text_has_to_be_all_that_a_line_says(store: Store) -> None:
    actor = record("actor", name="Bonden i Sandby", confidential=True)
    assert leaks(store, "# Ett\n\nVi mötte bonden i Sandby\n", actor) == []
    assert leaks(store, "# Ett\n\n- **Bonden i Sandby**\n", actor) == [(3, actor.id)]
    assert leaks(store, "# Ett\n\n1. Bonden i Sandby\n", actor) == [(3, actor.id)]
    same = record("actor", "3", name="Bonden i Sandby")
    assert leaks(store, "# Ett\n\n- Bonden i Sandby\n", actor, same) == [], "it may be the other one"


def test_six_words_in_a_row_are_enough_when_that_is_all(store: Store) -> None:
    six = record("quote", text="Hon spelar tuba ute i båthuset", confidential=True)
    assert leaks(store, "# Ett\n\nEn sa att hon spelar tuba ute i båthuset ibland\n", six) == [(3, six.id)]
    assert leaks(store, "# Ett\n\nHon spelar tuba ute i ladan\n", six) == []


def test_lists_and_rows_of_a_confidential_record_are_secret_and_choices_are_not(store: Store) -> None:
    interview = record(
        "interview",
        confidential=True,
        participant_type="non_user",
        needs=["kunna komma dit utan att någon vuxen måste köra"],
        interpretations=[{"text": "Hon tror att det bara är för dem som redan kan"}],
    )
    assert leaks(store, "# Ett\n\nvi såg: komma dit utan att någon vuxen måste köra\n", interview) == [
        (3, interview.id)
    ]
    assert leaks(store, "# Ett\n\ntror att det bara är för dem som redan\n", interview) == [(3, interview.id)]
    assert leaks(store, "# Ett\n\nnon_user\n", interview) == []


def test_quotes_without_leave_are_secret_too(store: Store) -> None:
    text = f"# Ett\n\n{TOLD}\n"
    interview = record("interview", pseudonym="U01", consent_scope=["analysis"])
    quote = record("quote", text=TOLD, source=interview.id)
    assert leaks(store, text, interview, quote) == [(3, quote.id)]
    assert leaks(store, text, interview.with_values(consent_scope=["quote"]), quote) == []
    assert leaks(store, text, quote.with_values(can_identify=True, source="")) == [(3, quote.id)]
    entry = record("diary_entry", what_happened=TOLD, quote_ok=False)
    assert leaks(store, text, entry) == [(3, entry.id)]
    assert leaks(store, text, entry.with_values(quote_ok=True)) == []


def test_words_that_the_register_of_consents_holds_back_are_secret(store: Store) -> None:
    text = f"# Ett\n\n{TOLD}\n"
    result = record("test_result", tester="T1", quotes=[TOLD], behaviour=["Gick runt rummet två gånger, satte sig"])
    assert leaks(store, text, result) == []
    (store.folder / "private").mkdir()
    consent = "format: 1\nconsents:\n  - {pseudonym: T1, given: 2026-10-01, may: [analysis]}\n"
    (store.folder / "private" / "consent.yaml").write_text(consent, "utf-8")
    assert leaks(store, text, result) == [(3, result.id)]
    assert leaks(store, f"# Ett\n\n{result.id}: gick runt rummet två gånger satte sig\n", result) == [], (
        "only words that were said are held back"
    )


def test_a_text_that_the_group_may_show_is_kept(store: Store) -> None:
    kept = replace(SECRET, keep_reason={"confidential_leak": "Personen har sagt ja"})
    assert leaks(store, f"# Ett\n\n{TOLD}\n", kept) == []
    again = replace(SECRET, id="quote-33333")
    assert leaks(store, f"# Ett\n\n{TOLD}\n", kept, again) == [(3, again.id)]


def test_leaks_are_found_also_when_the_group_only_tastes(store: Store) -> None:
    write(store, f"### Tre\n\n{TOLD}\n")
    taster = SETTINGS.model_copy(update={"profile": "taster"})
    assert [one.code for one in check(store, SECRET, project_settings=taster)] == ["confidential_leak"]


def test_a_story_that_repeats_a_secret_is_found_in_what_innoguide_writes(store: Store, guide: Guide) -> None:
    story = record("story", audience="Nämnden", person_and_quote=f"En som sa: {TOLD}.")
    records = {one.id: replace(one, step="forverkliga") for one in (SECRET, story)}
    project = Project(SETTINGS, records)
    folders = content_folders("templates", None)
    for name, text in build_outputs(guide, project, audience="public", template_folders=folders).items():
        write(store, text, str(name))
    assert [one.record for one in check(store, *records.values()) if one.level == "error"] == [SECRET.id]
    shown = build_outputs(guide, Project(SETTINGS, {SECRET.id: SECRET}), audience="public", template_folders=folders)
    assert not any(
        list(Secrets.of(guide, project, least=8, may_show=lambda _id: False).find(one)) for one in shown.values()
    )


@settings(max_examples=100, deadline=None)
@given(said=st.lists(st.sampled_from(["ja", "nej", "kanske", "hem", "buss", "vän", "tuba"]), min_size=1, max_size=20))
def test_a_secret_is_found_in_every_text_that_holds_all_of_it(guide: Guide, said: list[str]) -> None:
    secret = record("quote", text=" ".join(said), confidential=True)
    secrets = Secrets.of(guide, Project(SETTINGS, {secret.id: secret}), least=8, may_show=lambda _id: False)
    assert list(secrets.find(f"# Ett\n\n{' '.join(said)}\n")) == [(3, secret.id)]
    assert list(secrets.find("# Ett\n\nnågot annat\n")) == []


# what we ship


@pytest.mark.parametrize("name", ["unga-i-kransorten", "reading-together"])
def test_what_the_examples_make_has_at_most_one_long_sentence_of_the_groups_own(name: str, guide: Guide) -> None:
    folder = EXAMPLES / name
    store = Store(folder, guide, read_settings(folder))
    found = list(check_documents(Look(guide, store.load(), date(2026, 12, 1)), store))
    assert {(one.code, one.level) for one in found} <= {("heavy_document", "warning")}
    assert len(found) <= 1
