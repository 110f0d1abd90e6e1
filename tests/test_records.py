"""One record at a time: added, changed and linked without a walk."""

from pathlib import Path

import pytest
from small_guide import person, quote, small_store, write_files

from innoguide.errors import UsageError
from innoguide.files.store import Store
from innoguide.jobs.records import add_record, change_record, find_kind, link_fields, link_records, read_settings
from innoguide.model.record import Record
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return small_store(tmp_path)


def add(store: Store, kind: str, text: str = "", *settings: str, confidential: bool = False) -> Record:
    known = store.guide.kinds[kind]
    return add_record(store, known, text=text, settings=settings, confidential=confidential, lang="en")


def loaded(store: Store, record_id: str) -> Record:
    return Store(store.folder, store.guide, store.settings).load().records[record_id]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("quote", "quote"),
        ("Citat", "quote"),
        ("quotes", "quote"),
        ("q", "quote"),
        ("PEOPLE", "person"),
        ("pers", "person"),
    ],
)
def test_a_kind_is_named_by_id_title_plural_or_a_beginning(store: Store, word: str, kind: str) -> None:
    assert find_kind(store.guide, word).kind == kind


@pytest.mark.parametrize("word", ["qoute", "", "x", "p q"])
def test_a_kind_that_is_not_there_is_refused_with_what_there_is(store: Store, word: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_kind(store.guide, word)
    assert "person" in caught.value.hint
    assert "quote" in caught.value.hint


def test_a_text_makes_a_record_with_its_label_field(store: Store) -> None:
    record = add(store, "quote", "  Jag visste\u202e inte ", "topic=Home", "rank=3")
    assert loaded(store, record.id) == record
    assert record.values == {"text": "Jag visste inte", "topic": "home", "rank": 3}
    assert (record.kind, record.status, record.step, record.confidential) == ("quote", "done", "first", False)
    assert record.created == record.updated
    assert record.file == f"records/quote/{record.id}-jag-visste-inte.yaml"


def test_a_confidential_record_is_stored_so(store: Store) -> None:
    assert loaded(store, add(store, "quote", "x", confidential=True).id).confidential


def test_every_type_of_field_but_rows_can_be_set(store: Store) -> None:
    friend = add(store, "person", "Eva")
    said = [add(store, "quote", word).id for word in ("ett", "två")]
    record = add(
        store, "person", "", "name=Åsa", "about=lång", "words=a", "words=b", "age=44", "mood=5", "ring=far",
        "roles=user, staff", "internal=ja", "met=2026-01-20", f"friend={friend.id}",
        f"quotes={said[0]}", f"quotes={said[1]}",
    )  # fmt: skip
    assert loaded(store, record.id).values == {
        "name": "Åsa", "about": "lång", "words": ["a", "b"], "age": 44, "mood": 5, "ring": "far",
        "roles": ["user", "staff"], "internal": True, "met": "2026-01-20", "friend": friend.id, "quotes": said,
    }  # fmt: skip


def test_what_a_record_refers_to_is_remembered_as_it_was(store: Store) -> None:
    said = add(store, "quote", "ett")
    record = add(store, "person", "Åsa", f"quotes={said.id}")
    assert record.seen == {said.id: said.fingerprint(store.guide.kinds["quote"])}
    store.replace(said.with_values(text="ändrat"))
    changed = change_record(store, record, store.guide.kinds["person"], {"age": 4})
    before = said.fingerprint(store.guide.kinds["quote"])
    assert changed.seen == {said.id: before}, "the link was made against the old text"


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("topic", "topic"),
        ("topik=home", '"topic"'),
        ("topic=hoem", '"home"'),
        ("rank=ett", "rank"),
        ("source=person-99999", "person-99999"),
        ("source=../../x", "source"),
        ("=x", "text"),
    ],
)
def test_a_setting_that_cannot_be_taken_says_why_and_nothing_is_stored(store: Store, setting: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        add(store, "quote", "Hej", setting)
    assert says in f"{caught.value.message} {caught.value.hint}"
    assert caught.value.exit_code == 2
    assert store.load().records == {}


def test_a_reference_of_the_wrong_kind_is_refused(store: Store) -> None:
    said = add(store, "quote", "ett")
    with pytest.raises(UsageError) as caught:
        add(store, "quote", "två", f"source={said.id}")
    assert "person" in caught.value.hint
    assert len(store.load().records) == 1


def test_rows_cannot_be_set_so(store: Store) -> None:
    with pytest.raises(UsageError, match="visits"):
        read_settings(store, store.guide.kinds["person"], ["visits=x"], lang="en")


def test_without_what_is_needed_at_once_nothing_is_stored(store: Store) -> None:
    with pytest.raises(UsageError) as caught:
        add(store, "quote", " \u200b ", "rank=1")
    assert "text" in caught.value.message
    assert caught.value.hint
    assert store.load().records == {}


def test_adding_reads_no_other_record(store: Store) -> None:
    write_files(store.folder, {"records/quote/quote-99999-trasig.yaml": "a: *b\n"})
    assert add(store, "quote", "Hej").values == {"text": "Hej"}


def test_records_added_after_each_other_keep_their_order(store: Store) -> None:
    kind = store.guide.kinds["quote"]
    first = add_record(store, kind, text="ett", settings=[], lang="en")
    second = add_record(store, kind, text="två", settings=[], lang="en", after=first)
    third = add_record(store, kind, text="tre", settings=[], lang="en", after=second)
    assert first.created < second.created < third.created
    assert store.load().of_kind("quote") == [first, second, third]


def test_a_record_is_linked_through_the_field_that_fits_and_once(store: Store) -> None:
    said, met = store.add(quote()), store.add(person())
    kind = store.guide.kinds["person"]
    linked, field = link_records(store, met, said, kind, "")
    assert (field.id, linked.values["quotes"]) == ("quotes", [said.id])
    assert linked.seen == {said.id: said.fingerprint(store.guide.kinds["quote"])}
    again, _ = link_records(store, linked, said, kind, "quotes")
    assert again == linked
    assert loaded(store, met.id) == linked


def test_links_are_added_and_a_single_reference_is_replaced(store: Store) -> None:
    one, two = store.add(person("person-33333", "Eva")), store.add(person("person-44444", "Ali"))
    met = store.add(person(quotes=[store.add(quote()).id]))
    more = store.add(quote("quote-33333", "Mer"))
    kind = store.guide.kinds["person"]
    met, _ = link_records(store, met, more, kind, "")
    met, _ = link_records(store, met, one, kind, "friend")
    met, _ = link_records(store, met, two, kind, "friend")
    assert met.values["quotes"] == ["quote-22222", "quote-33333"]
    assert met.values["friend"] == two.id
    assert set(met.seen) == {"quote-22222", "quote-33333", two.id}


def test_records_that_cannot_be_linked_say_so(store: Store) -> None:
    one, two = store.add(quote()), store.add(quote("quote-33333", "Två"))
    with pytest.raises(UsageError) as caught:
        link_records(store, one, two, store.guide.kinds["quote"], "")
    assert caught.value.hint
    met = store.add(person())
    with pytest.raises(UsageError) as caught:
        link_records(store, met, one, store.guide.kinds["person"], "friend")
    assert "quotes" in caught.value.hint
    assert [field.id for field in link_fields(store.guide.kinds["person"], one)] == ["quotes"]


def test_a_change_that_changes_nothing_is_not_written(store: Store) -> None:
    said = store.add(quote(rank=3))
    before = (store.folder / said.file).stat().st_mtime_ns
    assert change_record(store, said, store.guide.kinds["quote"], {"rank": 3}) is said
    assert (store.folder / said.file).stat().st_mtime_ns == before


def test_a_change_is_stored_with_its_time_and_status(store: Store) -> None:
    draft = store.add(Record(id="person-22222", kind="person", status="draft", updated="2020-01-01", values={"age": 4}))
    changed = change_record(store, draft, store.guide.kinds["person"], {"name": "Åsa"})
    assert changed.status == "done"
    assert changed.updated > draft.updated
    assert loaded(store, draft.id) == changed


def test_an_answer_taken_away_leaves_a_draft(store: Store) -> None:
    said = store.add(quote())
    assert change_record(store, said, store.guide.kinds["quote"], {"text": ""}).status == "draft"
