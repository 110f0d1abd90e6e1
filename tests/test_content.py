"""The guide's files: read, laid over each other, and every fault of every file told at once."""

import sys
from pathlib import Path

import pytest
from small_guide import CLOSE, FILES, GUIDE, LISTEN, PERSON, QUOTE, STEP, write_files, write_guide

from innoguide.errors import GuideError
from innoguide.files.content import content_folders, load_guide, read_guide, shipped_folder
from innoguide.model.finding import Finding
from innoguide.texts import use_language


@pytest.fixture(autouse=True)
def english() -> None:
    use_language("en")


def faults(tmp_path: Path, files: dict[str, str]) -> list[Finding]:
    """Return what is wrong with the small guide when *files* are added or replaced."""
    return read_guide([write_guide(tmp_path, files)])[1]


def place_in(text: str, piece: str) -> tuple[int, int]:
    """Return line and column of *piece* in *text*."""
    before = text[: text.index(piece)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_the_small_guide_has_no_fault(tmp_path: Path) -> None:
    guide, findings = read_guide([write_guide(tmp_path)])
    assert findings == []
    assert guide is not None
    assert list(guide.kinds) == ["person", "quote"]
    assert [method.method for method in guide.methods["first"]] == ["listen"]
    assert guide.step("first").title.in_("sv") == "Första"


LISTEN_FILE, STEP_FILE = "1-first/listen.yaml", "1-first/step.yaml"
QUOTE_FILE, PERSON_FILE = "kinds/quote.yaml", "kinds/person.yaml"
TWO_LEADS = "roles:\n  - {id: facilitator, title: A, text: B}"
METHOD_KEYS = ("purpose", "minutes", "script")
ONE_FAULT: list[tuple[str, str, str, str, tuple[str, ...]]] = [
    # the file, what stands there, what is written instead, where in it the fault is, what message or hint say
    (LISTEN_FILE, "purpose:", "purpos:", "purpos:", ("purpos", '"purpose"', *METHOD_KEYS)),
    (LISTEN_FILE, "    say: {sv: Hej", "    sayy: x\n    say: {sv: Hej", "sayy", ("sayy", '"say"', "listen_for")),
    (LISTEN_FILE, "{sv: Hej, en: Hello}", "{sv: Hej, en: Hello, de: Hallo}", "de:", ('"de"', "Allowed: en, sv")),
    (LISTEN_FILE, "move: rank", "move: rnak", "move: rnak", ("rnak", '"rank"', "collect", "gate")),
    (LISTEN_FILE, "kind: quote", "kind: qoute", "qoute", ("qoute", '"quote"', "person")),
    (LISTEN_FILE, "needs: {quote: 1}", "needs: {qoute: 1}", "1}", ("qoute", '"quote"', "person")),
    (LISTEN_FILE, "field: rank", "field: text", "text\n    question: Which", ('"text"', "rank")),
    (LISTEN_FILE, "set: {topic: school}", "set: {topik: school}", "topik", ("topik", '"topic"', "rank")),
    (LISTEN_FILE, "set: {topic: school}", "set: {topic: scool}", "scool", ("scool", '"school"', "home")),
    (LISTEN_FILE, "set: {topic: school}", "set: {rank: first}", "first}", ("first", "number")),
    (LISTEN_FILE, "set: {topic: school}", "then: [topik]", "topik", ("topik", '"topic"')),
    (LISTEN_FILE, "id: order", "id: quotes", "quotes\n    title: Order", ('"quotes"', "twice")),
    (LISTEN_FILE, "basis: own", "basis: owned", "owned", ("owned", '"own"', "general")),
    (LISTEN_FILE, "minutes: 30", "minutes: half", "half", ("minutes", "half")),
    (LISTEN_FILE, "minutes: 30", "minutes: 0", "0\ngroup", ("minutes", "At least 1")),
    (LISTEN_FILE, "format: 1", "format: 2", "2", ("format 2", "Upgrade")),
    (LISTEN_FILE, "when_not: Never\n", "", "format", ("when_not",)),
    (LISTEN_FILE, "when_not: Never", "when_not: {sv: Aldrig}", "{sv: Aldrig}", ("when_not.en", "both languages")),
    (LISTEN_FILE, "when_not: Never", "when_not:", "\nbasis", ("when_not",)),
    (LISTEN_FILE, "en: Hello", "en: a: b", ": b", ("colon", "quotation marks")),
    (LISTEN_FILE, "source: here", "source: here\nchecks: [only_facts]", "only_facts", ("only_facts",)),
    (LISTEN_FILE, "source: here", "source: here\nsource: there", "source: there", ('"source"', "line 11")),
    (QUOTE_FILE, "type: text", "type: txt", "txt", ("txt", '"text"', "rows")),
    (QUOTE_FILE, "label_field: text", "label_field: txt", "txt", ("txt", '"text"', "topic")),
    (QUOTE_FILE, "step: first", "step: frist", "frist", ("frist", '"first"')),
    (QUOTE_FILE, "to: [person]", "to: [persom]", "persom", ("persom", '"person"', "any")),
    (QUOTE_FILE, "{id: source,", "{id: topic,", "topic, type: ref", ('"topic"', "twice")),
    (QUOTE_FILE, "{id: source,", "{id: status,", "status", ('"status"', "every record")),
    (QUOTE_FILE, "{id: rank,", "{id: Rank,", "Rank,", ("Rank", "lower-case")),
    (QUOTE_FILE, "{id: home,", "{id: school,", "school, label: {sv: Hem", ('"school"', "twice")),
    (QUOTE_FILE, "label: Quote}", "label: Quote, checks: [nope]}", "nope", ("nope",)),
    (QUOTE_FILE, "type: ref, to: [person]", "type: ref", "{id: source", ("source", "to:")),
    (QUOTE_FILE, "type: number", "type: number, to: [person]", "[person], label: Rank", ("rank", "ref")),
    (PERSON_FILE, "refs, to: [person], label: Others", "refs, to: [nobody], label: Others", "nobody", ("person",)),
    (STEP_FILE, "closes_with: [close]", "closes_with: [clse]", "clse", ("clse", '"close"')),
    (STEP_FILE, "closes_with: [close]", "closes_with: [listen]", "listen", ("listen", "close")),
    (STEP_FILE, "{method: listen,", "{method: lissen,", "lissen", ("lissen", '"listen"', "close")),
    (STEP_FILE, "{method: listen,", "{method: listen, moves: [quots],", "quots", ("quots", '"quotes"', "order")),
    (STEP_FILE, "{text: Break, minutes: 15}", "{minutes: 15}", "{minutes: 15}", ("method", "text")),
    (STEP_FILE, "kind: quote", "kind: qoute", "qoute", ("qoute", '"quote"')),
    (STEP_FILE, "where: {topic: school}", "where: {topic: scool}", "scool", ("scool", '"school"')),
    ("guide.yaml", "roles:", TWO_LEADS, "facilitator, title: Lead", ("facilitator", "twice")),
    ("guide.yaml", "steps: [first]", "steps: [first, second]", "second", ("second", "step.yaml")),
    ("guide.yaml", "steps: [first]", "steps: [first, first]", "first]", ("first", "twice")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "at", "says"), ONE_FAULT)
def test_a_fault_is_told_with_its_place_the_near_word_and_what_is_allowed(
    tmp_path: Path, name: str, old: str, new: str, at: str, says: tuple[str, ...]
) -> None:
    assert FILES[name].count(old) >= 1
    text = FILES[name].replace(old, new, 1)
    found = faults(tmp_path, {name: text})
    assert len(found) == 1, [one.place() + one.message for one in found]
    (finding,) = found
    line, column = place_in(text, at)
    if at.startswith(("\n", "move: rnak")):
        column = finding.column
    assert (finding.file, finding.line, finding.column) == (f"steps/{name}", line, column)
    for word in says:
        assert word in f"{finding.message} {finding.hint}"
    assert finding.hint
    assert finding.level == "error"


A_CARD = "{id: a, title: A, text: A}"
MOVES: list[tuple[str, str, tuple[str, ...]]] = [
    ("{move: sort, kind: quote, into: persona, members: quotes}", "persona", ("persona", '"person"')),
    ("{move: sort, kinds: [quote, qoute], into: person, members: quotes}", "qoute", ("qoute", '"quote"')),
    ("{move: sort, kind: quote, into: person, members: words}", "words", ("words", "quotes")),
    ("{move: place, kind: person, x: mood, y: age}", "age", ("age", "mood")),
    ("{move: link, kind: person, field: words}", "words", ("words", "friend", "quotes")),
    ("{move: collect, kind: quote, question: Q, card_field: rank, cards: [" + A_CARD + "]}", "rank", ("rank", "text")),
    ("{move: collect, kind: quote, question: Q, card_field: text, cards: [" + A_CARD + ", {id: a, title: B, text: B}]}",
     "a, title: B", ('"a"', "twice")),
    ("{move: vote, kind: quote, dots: 3, criteria: [{id: a, label: A}, {id: a, label: B}]}",
     "a, label: B", ('"a"', "twice")),
    ("{move: rate, questions: [{id: a, text: A}, {id: a, text: B}]}", "a, text: B", ('"a"', "twice")),
    ("{move: vote, kind: quote, dots: 0, criteria: [{id: a, label: A}]}", "0", ("dots", "At least 1")),
    ("{move: vote, kind: quote, dots: 3, criteria: []}", "[]", ("criteria",)),
    ("{move: choose, kind: quote, at_most: 3, mark: {topic: hoem}}", "hoem", ("hoem", '"home"')),
    ("{move: choose, kind: person, at_most: 3, mark: {mood: 6}}", "6", ('"6"', "5")),
    ("{move: choose, kind: person, at_most: 3, where: {internal: maybe}}", "maybe", ("maybe", "yes")),
    ("{move: fill, kind: quote, fields: [text, rnk]}", "rnk", ("rnk", '"rank"')),
    ("{move: fill, kind: quote, record: newest}", "newest", ("newest", "new", "version")),
    ("{move: fill, kind: quote, fieldz: [text]}", "fieldz", ("fieldz", '"fields"', "repeat")),
    ("{move: talk}", "{move: talk", ("question",)),
    ("{title: X}", "{title: X", ("move", "say, talk, collect")),
]  # fmt: skip


@pytest.mark.parametrize(("move", "at", "says"), MOVES)
def test_each_move_is_checked_against_the_kinds(tmp_path: Path, move: str, at: str, says: tuple[str, ...]) -> None:
    title = "" if "title: X" in move else ", title: T"
    line = "  - " + move[:-1] + f", id: m, minutes: 5{title}}}\n"
    text = LISTEN + line
    found = faults(tmp_path, {LISTEN_FILE: text})
    assert len(found) == 1, [one.place() + one.message for one in found]
    (finding,) = found
    row, column = place_in(line, at)
    assert (finding.line, finding.column) == (LISTEN.count("\n") + row, column)
    for word in says:
        assert word in f"{finding.message} {finding.hint}"


def test_all_faults_of_all_files_are_told_at_once_sorted_by_place(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        {
            LISTEN_FILE: LISTEN.replace("purpose:", "purpos:").replace("kind: quote", "kind: qoute"),
            QUOTE_FILE: QUOTE.replace("to: [person]", "to: [persom]").replace(
                "title: {sv: citat, en: quote}", "title: {sv: citat}"
            ),
            STEP_FILE: STEP.replace("attitude: Open", "attitud: Open\nattitude: Open").replace("[close]", "[clse]"),
            "shared/close.yaml": CLOSE.replace("basis: own", "basis: owned"),
            "kinds/person.yaml": PERSON.replace("label: Name}", "label: a: b}"),
        },
    )
    told = [(one.file.partition("/")[2], one.line, one.message) for one in found]
    assert told == sorted(told)
    by_file = {name: [message for file, _, message in told if file == name] for name in FILES}
    assert "purpos" in " ".join(by_file[LISTEN_FILE])
    assert "persom" in " ".join(by_file[QUOTE_FILE])
    assert "title.en" in " ".join(by_file[QUOTE_FILE])
    assert "attitud" in " ".join(by_file[STEP_FILE])
    assert "clse" in " ".join(by_file[STEP_FILE])
    assert "owned" in " ".join(by_file["shared/close.yaml"])
    assert "colon" in " ".join(by_file["kinds/person.yaml"])


def test_names_in_a_file_with_a_slip_are_checked_in_the_same_run(tmp_path: Path) -> None:
    text = LISTEN.replace("when_not: Never", "when_not: {sv: Aldrig}\nwho_not: x").replace("field: rank", "field: rnk")
    text = text.replace("purpose:", "purpos:")
    found = faults(tmp_path, {LISTEN_FILE: text})
    assert [one.line for one in found] == [
        place_in(text, word)[0] for word in ("purpos", "when_not", "who_not", "field: rnk")
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (QUOTE_FILE, QUOTE.replace("type: number", "type: nummer")),
        (QUOTE_FILE, QUOTE.replace("label: Quote}", "label: a: b}")),
        ("shared/close.yaml", CLOSE.replace("basis: own", "basis: owned")),
        (STEP_FILE, STEP.replace("question: Which?", "question: [Which?]")),
    ],
)
def test_a_file_that_cannot_be_read_makes_no_fault_in_the_files_that_name_it(
    tmp_path: Path, name: str, text: str
) -> None:
    assert {one.file for one in faults(tmp_path, {name: text})} == {f"steps/{name}"}


def test_the_error_lists_every_fault_and_exits_as_a_guide_fault(tmp_path: Path) -> None:
    files = {LISTEN_FILE: LISTEN.replace("purpose:", "purpos:"), STEP_FILE: STEP.replace("[close]", "[clse]")}
    with pytest.raises(GuideError) as caught:
        load_guide([write_guide(tmp_path, files)])
    assert caught.value.exit_code == 3
    assert caught.value.hint
    assert "steps/1-first/listen.yaml:5:1: " in caught.value.message
    assert "steps/1-first/step.yaml:17:15: " in caught.value.message
    assert '"purpose"' in caught.value.message


def test_the_same_id_twice_in_one_folder_names_both_files(tmp_path: Path) -> None:
    (finding,) = faults(tmp_path, {"shared/again.yaml": LISTEN})
    assert finding.code == "guide_double"
    assert "steps/1-first/listen.yaml" in finding.message
    assert (finding.file, finding.line, finding.column) == ("steps/shared/again.yaml", 2, 9)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("1-first/strange.yaml", "format: 1\ntitle: x\n", ("method", "kind", "step")),
        ("1-first/empty.yaml", "", ("method", "kind", "step")),
        ("1-first/list.yaml", "- a\n", ("method", "kind", "step")),
        ("1-first/mine.yml", LISTEN, (".yaml",)),
        ("9-nowhere/mine.yaml", LISTEN.replace("method: listen", "method: mine"), ("nowhere", "first", "shared")),
        ("mine.yaml", LISTEN.replace("method: listen", "method: mine"), ("steps", "first", "shared")),
    ],
)
def test_a_file_that_fits_nowhere_is_told(tmp_path: Path, name: str, text: str, says: tuple[str, ...]) -> None:
    (finding,) = faults(tmp_path, {name: text})
    assert finding.file == f"steps/{name}"
    assert finding.line == 1
    for word in says:
        assert word in f"{finding.message} {finding.hint}"


def test_hidden_files_and_other_files_are_passed_over(tmp_path: Path) -> None:
    assert faults(tmp_path, {"1-first/._listen.yaml": "\x00", "1-first/.x.yaml": "a: *b", "README.md": "x"}) == []


def test_a_wrong_encoding_is_told_with_its_place(tmp_path: Path) -> None:
    folder = write_guide(tmp_path)
    (folder / "kinds/quote.yaml").write_bytes(QUOTE.replace("Skola", "Skår").encode("latin-1"))
    found = read_guide([folder])[1]
    assert [(one.code, one.file, one.line) for one in found] == [
        ("yaml_encoding", "steps/kinds/quote.yaml", place_in(QUOTE, "Skola")[0])
    ]


def test_without_guide_yaml_there_is_no_guide(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "steps", {"kinds/quote.yaml": QUOTE})
    guide, findings = read_guide([folder])
    assert guide is None
    assert [one.code for one in findings] == ["guide_missing"]
    with pytest.raises(GuideError):
        load_guide([tmp_path / "nowhere"])


def test_a_broken_guide_yaml_is_told_as_such(tmp_path: Path) -> None:
    found = faults(tmp_path, {"guide.yaml": GUIDE.replace("about: About", "abot: About")})
    assert {one.file for one in found} == {"steps/guide.yaml"}
    assert '"about"' in " ".join(one.hint for one in found)


# A project's own steps


def overlay(tmp_path: Path, files: dict[str, str]) -> list[Path]:
    """Return the folders of the small guide and of a project's own files."""
    return [write_guide(tmp_path), write_files(tmp_path / "project/steps", files)]


def test_a_projects_own_file_with_the_same_id_replaces_the_shipped_one(tmp_path: Path) -> None:
    own = LISTEN.replace("title: Listen", "title: Lyssna mer").replace("minutes: 30", "minutes: 45")
    guide = load_guide(overlay(tmp_path, {"1-first/var-egen.yaml": own}))
    (method,) = guide.methods["first"]
    assert (method.title.in_("sv"), method.minutes) == ("Lyssna mer", 45)


def test_a_projects_new_method_and_kind_are_added(tmp_path: Path) -> None:
    kind = QUOTE.replace("kind: quote", "kind: murmur")
    method = (
        LISTEN.replace("method: listen", "method: mumla")
        .replace("order: 10", "order: 5")
        .replace("kind: quote", "kind: murmur")
    )
    guide = load_guide(overlay(tmp_path, {"kinds/murmur.yaml": kind, "1-first/mumla.yaml": method}))
    assert [one.method for one in guide.methods["first"]] == ["mumla", "listen"]
    assert set(guide.kinds) == {"person", "quote", "murmur"}


def test_a_projects_own_kind_replaces_the_fields(tmp_path: Path) -> None:
    own = QUOTE.replace("{id: source, type: ref, to: [person], label: Source}", "{id: place, type: text, label: Plats}")
    guide = load_guide(overlay(tmp_path, {"kinds/quote.yaml": own}))
    assert list(guide.kinds["quote"].by_id) == ["text", "topic", "rank", "place"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("name", ["steps", "templates"])
def test_a_folder_that_is_a_link_out_of_the_project_is_refused(name: str, tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "own").mkdir(parents=True)
    (project / name).symlink_to(tmp_path)
    with pytest.raises(GuideError, match=name):
        content_folders(name, project)
    (project / name).unlink()
    (project / name).symlink_to("own")
    assert content_folders(name, project)[1:] == [project / name]


def test_a_projects_own_step_replaces_the_shipped_one(tmp_path: Path) -> None:
    guide = load_guide(overlay(tmp_path, {"1-first/step.yaml": STEP.replace("question: Which?", "question: Vilken?")}))
    assert guide.step("first").question.in_("sv") == "Vilken?"


def test_a_fault_in_a_projects_own_file_is_told(tmp_path: Path) -> None:
    own = LISTEN.replace("method: listen", "method: mine").replace("kind: quote", "kind: qoute")
    _, findings = read_guide(overlay(tmp_path, {"1-first/mine.yaml": own}))
    assert [one.line for one in findings] == [n for n, line in enumerate(own.splitlines(), 1) if "qoute" in line]


def test_a_projects_own_kind_that_breaks_a_shipped_method_is_told(tmp_path: Path) -> None:
    own = QUOTE.replace("  - {id: rank, type: number, label: Rank}\n", "")
    _, (finding,) = read_guide(overlay(tmp_path, {"kinds/quote.yaml": own}))
    assert finding.file == "steps/1-first/listen.yaml"
    assert '"rank"' in finding.message


def test_folders_are_innoguides_own_and_the_projects_if_it_has_one(tmp_path: Path) -> None:
    assert content_folders("steps", None) == [shipped_folder("steps")]
    assert content_folders("steps", tmp_path) == [shipped_folder("steps")]
    (tmp_path / "steps").mkdir()
    assert content_folders("steps", tmp_path) == [shipped_folder("steps"), tmp_path / "steps"]


@pytest.mark.parametrize("name", ["steps", "templates", "examples"])
def test_what_is_shipped_is_found(name: str) -> None:
    assert shipped_folder(name).is_dir()


def test_a_guide_read_before_is_known_until_a_file_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process reads a file of a guide once; the seconds before a file is relied on are taken as passed."""
    monkeypatch.setattr("innoguide.files.valuecache._NEAR", -(10**12))
    folder = write_guide(tmp_path)
    step = folder / STEP_FILE
    first = load_guide([folder])
    read_again: list[bytes] = []
    monkeypatch.setattr("innoguide.files.content.read_yaml", lambda data, *_: read_again.append(data))
    assert load_guide([folder]) == first
    assert read_again == []
    monkeypatch.undo()
    step.write_text(step.read_text("utf-8").replace("question: Which?", "question: What?"), "utf-8")
    assert load_guide([folder]).step("first").question.in_("en") == "What?"
