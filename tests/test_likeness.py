"""Likeness: what counts as the same word, which pairs and groups are suggested, and that it scales and repeats."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innoguide.errors import GuideError
from innoguide.files.content import read_guide, shipped_folder
from innoguide.files.wordlists import load_words
from innoguide.files.yamlfile import read_yaml
from innoguide.model.likeness.candidates import NEAREST, find_candidates
from innoguide.model.likeness.clusters import suggest_clusters
from innoguide.model.likeness.features import agreement, features_of
from innoguide.model.likeness.pairs import DEFAULT, Item, find_alike
from innoguide.model.likeness.vectors import Weighing
from innoguide.model.likeness.wordlist import WordList
from innoguide.model.likeness.words import Words
from innoguide.texts import use_language

DATA = Path(__file__).parent / "data"
LIST = WordList(
    words="sv",
    stop=("och, vill, inte, att, är, för, en, min, på",),
    weak=("barn, bok",),
    alike=("rädd, mod, våga, göra bort sig", "buss, skjuts", "dyr, avgift"),
)
SV = Words("sv", [LIST])


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


def items(*texts: str) -> list[Item]:
    """Return *texts* as items whose keys are their numbers."""
    return [Item(str(number), text) for number, text in enumerate(texts)]


def shared(one: str, other: str, words: Words = SV) -> set[str]:
    """Return the features that two texts share."""
    return features_of(one, words).weights.keys() & features_of(other, words).weights.keys()


# Words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("avgiften", "avgifter"),
        ("ENSAM", "ensamma"),
        ("rummet", "rum"),
        ("boendet", "boende"),
        ("dyrt", "dyra"),
        ("rädda", "modet"),
        ("skolskjutsen", "bussar"),
        ("hon kan göra bort sig", "våga"),
        ("prova-på-dagar", "prova"),
        ("a\u0308pple", "äpple"),
    ],
)
def test_what_people_mean_the_same_by_is_the_same(one: str, other: str) -> None:
    assert shared(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("fiol", "fika"), ("inte", "inte"), ("bort", "bortom"), ("", "ord"), ("x", "x")]
)
def test_what_says_nothing_is_not_shared(one: str, other: str) -> None:
    assert not shared(one, other)


def test_a_word_of_all_projects_counts_less_and_a_phrase_counts_once() -> None:
    assert features_of("bok", SV).weights["=bok"] < features_of("cykel", SV).weights["=cykel"]
    phrase = features_of("göra bort sig", SV)
    assert set(phrase.seen.values()) == {"göra bort sig"}
    assert agreement(phrase, features_of("rädd", SV)) == agreement(features_of("rädd", SV), phrase) == 0.5


def test_two_languages_have_their_own_stems() -> None:
    english = Words("en", [WordList(words="en", alike=("fee, cost",)), LIST])
    assert shared("fees", "costs", english)
    assert not shared("rädd", "mod", english), "a Swedish list says nothing about English"


# Pairs


TEXTS = items(
    "Den som är rädd stannar utanför dörren",
    "Få vågar gå in genom dörren",
    "Det är för dyrt att hyra en fiol",
    "Avgiften gör att fiolen blir liggande",
    "Katten sover på taket",
)


def test_pairs_come_best_first_with_the_words_as_they_were_written() -> None:
    found = find_alike(TEXTS, SV)
    assert {(one.first, one.second) for one in found} == {("0", "1"), ("2", "3")}
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    by_pair = {(one.first, one.second): one for one in found}
    assert {"rädd", "vågar", "dörren"} <= set(by_pair["0", "1"].words)
    assert {"dyrt", "avgiften"} <= set(by_pair["2", "3"].words)


def test_the_same_words_in_the_same_forms_are_more_alike_than_in_others() -> None:
    text = "Bussen hem från kulturskolan går för tidigt på kvällen"
    (same,) = find_alike(items(text, text), SV)
    (other,) = find_alike(items(text, "Bussarna från kulturskolorna går tidigare hem på kvällarna"), SV)
    assert 0.85 < same.score <= 1 and other.score < same.score  # no text is held to be the very same


def test_least_and_most_bound_what_is_suggested() -> None:
    everything = find_alike(TEXTS, SV, least=0.0)
    assert find_alike(TEXTS, SV, least=0.0, most=1) == everything[:1]
    assert find_alike(TEXTS, SV, least=1.01) == []
    assert find_alike([], SV) == find_alike(TEXTS[:1], SV) == find_alike(items("", "och", "!"), SV, least=0.01) == []


def test_across_groups_leaves_out_pairs_of_one_group() -> None:
    mine = [Item(one.key, one.text, "a") for one in TEXTS[:2]]
    theirs = [Item("9", "Hon är rädd för dörren", "b")]
    assert {(one.first, one.second) for one in find_alike([*mine, *theirs], SV, across=True)} == {
        ("0", "9"),
        ("1", "9"),
    }


WORDS = st.sampled_from(
    ["rädd", "våga", "buss", "skjuts", "dyr", "avgift", "katt", "tak", "dörr", "fiol", "barn", "och", "skolskjuts"]
)
SENTENCES = st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=12)


@settings(max_examples=60, deadline=None)
@given(SENTENCES)
def test_scores_are_shares_and_the_same_texts_give_the_same_pairs(texts: list[str]) -> None:
    found = find_alike(items(*texts), SV, least=0.0)
    assert all(0.0 <= one.score <= 1.0 for one in found)
    assert found == find_alike(items(*texts), Words("sv", [LIST]), least=0.0)
    assert len({(one.first, one.second) for one in found}) == len(found)


def test_many_equal_texts_are_not_all_compared_with_each_other() -> None:
    texts = [{"=a": 1.0, "=b": 1.0}] * 1_000
    vectors = Weighing(texts).vectors(texts)
    pairs = list(find_candidates(vectors, [""] * len(vectors), across=False))
    assert all(one < other for one, other in pairs)
    assert len(pairs) <= NEAREST * len(texts)
    assert {other for _one, other in pairs} == set(range(1, 1_000)), "each is compared with something"


# Groups


def test_groups_hold_each_text_once_and_keep_apart_what_only_a_chain_joins() -> None:
    groups = suggest_clusters(TEXTS, SV)
    assert {one.keys for one in groups} == {("0", "1"), ("2", "3")}
    chain = items("rädd katt", "rädd buss tak", "buss avgift", "dyr fiol", "fiol hund")
    keys = [key for one in suggest_clusters(chain, SV, least=0.01) for key in one.keys]
    assert len(keys) == len(set(keys))
    assert all(len(one.keys) < len(chain) for one in suggest_clusters(chain, SV, least=0.01))


def test_bigger_groups_come_first() -> None:
    texts = items("en fiol till", "min fiol", "katten på taket", "en katt", "kattens mat", "annat")
    groups = suggest_clusters(texts, SV, least=0.05)
    assert [one.keys for one in groups] == [("2", "3", "4"), ("0", "1")]
    assert "katt" in groups[0].words


# The files


def write_words(folder: Path, text: str) -> Path:
    """Write a word list into the guide in *folder*."""
    path = folder / "words" / "own.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_a_projects_words_are_added_to_ours(tmp_path: Path) -> None:
    own = write_words(tmp_path / "steps", "words: sv\nalike:\n- Kvarnen, ungdomens hus\nstop:\n- Sandby\n")
    ours = load_words([shipped_folder("steps")], "sv")
    both = load_words([shipped_folder("steps"), own], "sv")
    assert not shared("kvarnen", "ungdomens hus", ours)
    assert shared("kvarnen", "ungdomens hus", both)
    assert shared("skjuts", "buss", both), "ours are still there"
    assert both.stop == ours.stop | {"sandby"}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("words: sv\nalik:\n- a, b\n", 2, "alik"),
        ("words: de\n", 1, "de"),
        ("words: sv\nalike: a, b\n", 2, "alike"),
        ("words: sv\nalike:\n- [a, b]\n", 3, "alike"),
        ("words: sv\nwords: sv\n", 2, "words"),
    ],
)
def test_what_is_wrong_in_a_list_is_told_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    folder = write_words(tmp_path / "steps", text)
    with pytest.raises(GuideError) as caught:
        load_words([folder], "sv")
    assert f"steps/words/own.yaml:{line}" in caught.value.message
    assert said in caught.value.message


def test_the_check_of_a_guide_looks_at_its_words(tmp_path: Path) -> None:
    folder = write_words(tmp_path / "steps", "words: sv\nalik:\n- a, b\n")
    guide, findings = read_guide([shipped_folder("steps"), folder])
    assert guide is not None
    assert [(one.file, one.line) for one in findings] == [("steps/words/own.yaml", 2)]


@pytest.mark.parametrize(("lang", "fewest"), [("sv", 60), ("en", 40)])
def test_our_lists_are_large_enough_and_say_nothing_twice(lang: str, fewest: int) -> None:
    path = shipped_folder("steps") / "words" / f"{lang}.yaml"
    read = WordList.model_validate(read_yaml(path.read_bytes(), path.name))
    assert len(read.alike) >= fewest
    assert len(set(read.alike)) == len(read.alike)


@pytest.mark.parametrize(("lang", "pairs", "recall"), [("sv", 180, 0.4), ("en", 60, 0.5)])
def test_the_marked_pairs_are_found_about_as_often_as_the_document_says(lang: str, pairs: int, recall: float) -> None:
    path = DATA / f"alike_{lang}.yaml"
    rows = [row for row in read_yaml(path.read_bytes(), path.name)["pairs"] if "found" not in row]
    assert len(rows) >= pairs
    held = [row for row in rows if row["split"] == "held_out"]
    texts = sorted({row[side] for row in held for side in ("first", "second")})
    words = load_words([shipped_folder("steps")], lang)
    over = {frozenset((one.first, one.second)) for one in find_alike([Item(one, one) for one in texts], words)}
    same = [frozenset((row["first"], row["second"])) for row in held if row["same"] == "yes"]
    assert sum(pair in over for pair in same) / len(same) >= recall
    assert 0 < DEFAULT < 1
