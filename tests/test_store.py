"""A project's folder: what is loaded, added and replaced; nothing lost, nothing written by reading."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_guide import SETTINGS, person, quote, small_store, write_files

from innoguide.errors import Conflict, ProjectError
from innoguide.files.folders import find_project
from innoguide.files.store import Store, read_settings, settings_bytes
from innoguide.files.yamlfile import read_yaml
from innoguide.jobs.check.project import check_project
from innoguide.model.project import Done, InRoom, Return, Session, Settings
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return small_store(tmp_path)


def another(store: Store) -> Store:
    """Return the same project as another process sees it."""
    return Store(store.folder, store.guide, store.settings)


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return every file and folder with the time of its last change and what it holds."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in (folder, *folder.rglob("*"))
    }


SESSION = Session(
    id="2026-01-20-traff-1",
    number=1,
    started="2026-01-20T13:00:00",
    ended="2026-01-20T15:00",
    place="Torget: rum 2",
    room=(InRoom(role="bibliotek", count=2),),
    users_in_room=False,
    returns=(
        Return.model_validate({"to": "first", "from": "second", "why": "Vi gissade", "at": "2026-01-20T14:00:00"}),
    ),
    done=(
        Done(step="first", method="listen", move="hello", minutes=7, note="rad ett\nrad två"),
        Done(step="first", method="listen", move="quotes", state="skipped"),
    ),
)


# Adding and replacing


def test_what_is_added_is_loaded_again(store: Store) -> None:
    stored = store.add(quote("quote-22222", "Väntan gör ont"))
    assert stored.file == "records/quote/quote-22222-vantan-gor-ont.yaml"
    loaded = another(store).load()
    assert loaded.records == {"quote-22222": stored}
    assert loaded.settings == SETTINGS


def test_a_file_keeps_its_name_when_the_text_changes(store: Store) -> None:
    stored = store.add(quote("quote-22222", "Väntan gör ont"))
    store.replace(stored.with_values(text="Något annat"))
    assert [one.name for one in (store.folder / "records/quote").iterdir()] == ["quote-22222-vantan-gor-ont.yaml"]
    assert another(store).load().records["quote-22222"].values["text"] == "Något annat"


def test_saving_twice_changes_nothing(store: Store) -> None:
    stored = store.add(person(about="rad\nrad", visits=[{"what": "x"}]))
    before = snapshot(store.folder)
    store.replace(stored)
    other = another(store)
    other.replace(other.load().records[stored.id])
    assert snapshot(store.folder) == before


def test_an_id_that_is_taken_is_refused_whatever_the_file_is_called(store: Store) -> None:
    store.add(quote("quote-22222", "Ett"))
    for one in (store, another(store)):
        with pytest.raises(Conflict) as caught:
            one.add(quote("quote-22222", "Två"))
        assert "quote-22222" in caught.value.message
    assert [record.values["text"] for record in another(store).load().records.values()] == ["Ett"]


def test_what_others_have_changed_is_not_overwritten(store: Store) -> None:
    stored = store.add(quote("quote-22222", "Ett"))
    other = another(store)
    other.replace(other.load().records["quote-22222"].with_values(text="Deras"))
    theirs = (store.folder / stored.file).read_bytes()
    with pytest.raises(Conflict):
        store.replace(stored.with_values(text="Vårt"))
    assert (store.folder / stored.file).read_bytes() == theirs


def test_what_others_have_taken_away_is_not_brought_back_silently(store: Store) -> None:
    stored = store.add(quote("quote-22222", "Ett"))
    (store.folder / stored.file).unlink()
    with pytest.raises(Conflict):
        store.replace(stored.with_values(text="Vårt"))
    assert not (store.folder / stored.file).exists()


def test_after_a_conflict_the_new_version_is_read_and_can_be_replaced(store: Store) -> None:
    stored = store.add(quote("quote-22222", "Ett"))
    other = another(store)
    other.replace(other.load().records["quote-22222"].with_values(text="Deras"))
    fresh = store.load().records["quote-22222"]
    store.replace(fresh.with_values(rank=1))
    assert another(store).load().records["quote-22222"].values == {"text": "Deras", "rank": 1}
    assert stored.values == {"text": "Ett"}


def test_an_id_in_use_is_never_drawn_again(tmp_path: Path) -> None:
    first = small_store(tmp_path)
    drawn = first.free_id("quote")
    first.add(quote(drawn, "Ett"))
    again = small_store(tmp_path)  # the same seed draws the same id first
    assert again.free_id("quote") != drawn
    assert small_store(tmp_path / "elsewhere").free_id("quote") == drawn


def test_one_record_is_found_without_reading_the_others(store: Store) -> None:
    stored = store.add(quote("quote-22222", "Ett"))
    write_files(store.folder, {"records/quote/quote-33333-trasig.yaml": "a: *b\n", "records/person/x.yaml": "a: *b\n"})
    assert another(store).find("quote-22222") == stored
    for word in ("quote-44444", "person-22222", "insight-22222", "quote", "", "../../x"):
        assert another(store).find(word) is None


def test_a_record_that_cannot_be_read_is_told_when_it_is_looked_for(store: Store) -> None:
    write_files(store.folder, {"records/quote/quote-33333-trasig.yaml": "a: *b\n"})
    with pytest.raises(ProjectError, match=r"records/quote/quote-33333-trasig\.yaml:1:4"):
        store.find("quote-33333")


UNKNOWN = """\
format: 1
id: quote-22222
text: Hej
gammalt: {a: ['12:30', b], c: no}
"""


def test_fields_that_the_guide_does_not_have_survive_a_change(store: Store) -> None:
    write_files(store.folder, {"records/quote/quote-22222.yaml": UNKNOWN})
    record = store.load().records["quote-22222"]
    store.replace(record.with_values(rank=2))
    said = read_yaml((store.folder / "records/quote/quote-22222.yaml").read_bytes(), "x")
    assert said["gammalt"] == {"a": ["12:30", "b"], "c": "no"}
    assert said["rank"] == "2"
    assert another(store).load().records["quote-22222"].values["gammalt"] == said["gammalt"]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["Ett", "Två", "Väntan: gör ont", "- x", "# y", "a\nb"]), min_size=1, max_size=6))
def test_every_change_is_on_disk_as_soon_as_it_is_made(tmp_path: Path, texts: list[str]) -> None:
    store = small_store(tmp_path)
    record = store.add(quote(store.free_id("quote"), texts[0]))
    for text in texts:
        record = store.replace(record.with_values(text=text))
        assert another(store).load().records[record.id] == record


# Reading


def test_an_empty_project_has_no_records(store: Store) -> None:
    assert store.load().records == {}
    assert sorted(one.name for one in store.folder.iterdir()) == ["innoguide.yaml"]


def test_reading_and_checking_never_write(store: Store) -> None:
    store.add(quote("quote-22222", "Ett"))
    store.save_session(SESSION)
    write_files(
        store.folder,
        {
            "records/quote/quote-33333-trasig.yaml": "format: 1\nid: quote-33333\ntext: a: b\n",
            "records/quote/quote-44444.yaml": UNKNOWN.replace("22222", "44444"),
            "records/person/person-22222.yaml": "format: 1\r\nid: person-22222\r\nquotes: [quote-99999]\r\n",
        },
    )
    before = snapshot(store.folder)
    fresh = another(store)
    fresh.read()
    fresh.find("quote-22222")
    fresh.free_id("quote")
    read_settings(store.folder)
    assert check_project(store.guide, fresh, today=date(2026, 11, 22))
    with pytest.raises(ProjectError):
        fresh.load()
    assert snapshot(store.folder) == before


def test_all_files_that_cannot_be_read_are_told_at_once(store: Store) -> None:
    store.add(quote("quote-55555", "Hel"))
    write_files(
        store.folder,
        {
            "records/quote/quote-22222.yaml": "format: 1\nid: quote-22222\ntext: a: b\n",
            "records/quote/quote-33333.yaml": "format: 1\nid: quote-33333\nrank: ett\n",
            "sessions/2026-01-20-traff-1.yaml": "format: 1\nid: 2026-01-20-traff-1\n",
        },
    )
    (store.folder / "records/quote/quote-44444.yaml").write_bytes("format: 1\ntext: hår\n".encode("latin-1"))
    with pytest.raises(ProjectError) as caught:
        store.load()
    for place in (
        "records/quote/quote-22222.yaml:3:8",
        "records/quote/quote-33333.yaml:3:7",
        "records/quote/quote-44444.yaml:2:8",
        "sessions/2026-01-20-traff-1.yaml:1:1",
    ):
        assert place in caught.value.message
    assert caught.value.exit_code == 4
    project, findings = store.read()
    assert list(project.records) == ["quote-55555"]
    assert {one.file for one in findings} >= {"records/quote/quote-22222.yaml", "sessions/2026-01-20-traff-1.yaml"}


def test_two_files_with_one_id_are_told_and_one_is_kept(store: Store) -> None:
    stored = store.add(quote("quote-22222", "Ett"))
    copy = "records/quote/quote-22222-kopia.yaml"
    write_files(store.folder, {copy: (store.folder / stored.file).read_text("utf-8")})
    project, (finding,) = store.read()
    assert (finding.code, finding.level) == ("record_double_id", "error")
    assert copy in finding.message + finding.file
    assert stored.file in finding.message + finding.file
    assert list(project.records) == ["quote-22222"]


def test_a_record_out_of_place_is_read_with_the_place_it_has(store: Store) -> None:
    write_files(
        store.folder,
        {"records/quote-22222.yaml": UNKNOWN, "records/quote/a/b/quote-33333.yaml": UNKNOWN.replace("22222", "33333")},
    )
    files = {record.file for record in store.load().records.values()}
    assert files == {"records/quote-22222.yaml", "records/quote/a/b/quote-33333.yaml"}


def test_a_record_out_of_place_is_changed_where_it_is(store: Store) -> None:
    write_files(store.folder, {"records/quote-22222.yaml": UNKNOWN})
    store.replace(store.load().records["quote-22222"].with_values(rank=1))
    assert [one.name for one in (store.folder / "records").rglob("*.yaml")] == ["quote-22222.yaml"]


def test_what_is_no_record_file_is_passed_over(store: Store) -> None:
    write_files(
        store.folder,
        {"records/quote/.quote-22222.yaml.1a2b.tmp": "x", "records/quote/.x.yaml": "a: *b", "records/LÄS.md": "x"},
    )
    (store.folder / "records/quote/folder.yaml").mkdir()
    assert store.load().records == {}


@pytest.mark.skipif(sys.platform == "win32", reason="not everybody may make links on Windows")
def test_a_file_that_leads_nowhere_is_told(store: Store) -> None:
    (store.folder / "records/quote").mkdir(parents=True)
    (store.folder / "records/quote/quote-22222.yaml").symlink_to(store.folder / "gone.yaml")
    _, (finding,) = store.read()
    assert (finding.code, finding.file) == ("cannot_read", "records/quote/quote-22222.yaml")
    assert finding.hint


def test_a_file_where_the_records_should_be_is_told(store: Store) -> None:
    write_files(store.folder, {"records": "x"})
    with pytest.raises(ProjectError):
        store.load()


# Sessions and settings


def test_a_session_is_read_back_as_it_was_and_saved_alike(store: Store) -> None:
    store.save_session(SESSION)
    path = store.folder / f"sessions/{SESSION.id}.yaml"
    written = path.read_bytes()
    other = another(store)
    assert other.load().sessions == (SESSION,)
    other.save_session(SESSION)
    assert path.read_bytes() == written


def test_a_short_session_is_read_back_as_it_was(store: Store) -> None:
    short = Session(id="2026-01-21-traff-2", number=1, started="2026-01-21T13:00:00")
    store.save_session(short)
    assert another(store).load().sessions == (short,)


def test_a_session_changed_by_others_is_not_overwritten(store: Store) -> None:
    store.save_session(SESSION)
    other = another(store)
    with pytest.raises(Conflict):
        other.save_session(SESSION.model_copy(update={"place": "Deras"}))  # never read it
    other.load()
    other.save_session(SESSION.model_copy(update={"place": "Deras"}))
    with pytest.raises(Conflict):
        store.save_session(SESSION.model_copy(update={"place": "Vår"}))
    assert another(store).load().sessions[0].place == "Deras"


def test_a_copy_of_a_session_is_told_and_counts_once(store: Store) -> None:
    store.save_session(SESSION)
    name = f"sessions/{SESSION.id} (1).yaml"
    write_files(store.folder, {name: (store.folder / f"sessions/{SESSION.id}.yaml").read_text("utf-8")})
    project, (finding,) = store.read()
    assert (finding.code, finding.file) == ("session_name", name)
    assert len(project.sessions) == 1


@pytest.mark.parametrize("title", ["Fler in", "12:30", "no", "a: b # c", "Åäö “x” 'y'"])
def test_settings_are_read_back_as_they_were(tmp_path: Path, title: str) -> None:
    wanted = Settings(title=title, organisation="Biblioteket", municipality="", language="en", profile="sprint")
    (tmp_path / "innoguide.yaml").write_bytes(settings_bytes(wanted))
    assert read_settings(tmp_path) == wanted


def test_a_setting_left_empty_is_not_said(tmp_path: Path) -> None:
    write_files(tmp_path, {"innoguide.yaml": "format: 1\ntitle: Fler in\nregistry_no:\norganisation:\n"})
    assert read_settings(tmp_path) == Settings(title="Fler in")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("format: 1\ntitle: x\nlangage: sv\n", ["innoguide.yaml:3:1", "langage", '"language"']),
        ("format: 1\ntitle: x\nlanguage: no\n", ["innoguide.yaml:3:11", "sv"]),
        ("format: 2\ntitle: x\n", ["innoguide.yaml:1:9", "format"]),
        ("format: 1\ntitle: ''\n", ["innoguide.yaml:2:8", "title"]),
        ("", ["innoguide.yaml:1:1"]),
        ("- a\n", ["innoguide.yaml:1:1"]),
        ("title: a: b\n", ["innoguide.yaml:1:9"]),
    ],
)
def test_wrong_settings_say_where_and_what_to_do(tmp_path: Path, text: str, says: list[str]) -> None:
    write_files(tmp_path, {"innoguide.yaml": text})
    with pytest.raises(ProjectError) as caught:
        read_settings(tmp_path)
    for word in says:
        assert word in caught.value.message


def test_a_project_is_found_from_any_folder_in_it(tmp_path: Path) -> None:
    write_files(tmp_path, {"p/innoguide.yaml": "format: 1\ntitle: x\n", "p/a/b/c.txt": ""})
    assert find_project(tmp_path / "p/a/b") == tmp_path / "p"
    assert find_project(tmp_path / "p") == tmp_path / "p"
    assert find_project(tmp_path) is None


def test_a_record_in_a_project_named_by_a_relative_path_has_the_same_file(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = store.add(quote("quote-22222", "Ett"))
    monkeypatch.chdir(store.folder)
    here = Store(Path(), store.guide, store.settings)
    assert here.load().records == {stored.id: stored}
    assert here.replace(replace(stored, values={"text": "Två"})).file == stored.file
