"""What must hold for every command: its help, its options, its two streams, and that it never asks unasked."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from innoguide.cli.app import TYPED, build_app, run
from innoguide.cli.everywhere import EVERYWHERE, take_everywhere
from innoguide.texts import LANGUAGES, use_language

EXAMPLES = Path(__file__).parent.parent / "examples"
SHORT = {"-h", "-V", "-q", "-n", "-f", "-o"}
WITHOUT_PROJECT = {"demo", "init", "help", "programme", "programme init"}
SENTENCES = {"add", "keep", "link", "hook", "programme add"}
"""Commands of two words that are said in one breath: add KIND TEXT, keep CODE REASON, link A B."""
OWN_VALUES = {"--format", "--name", "--output", "--profile", "--until"}
"""Options whose values differ between commands, though they mean the same."""
SWEDISH = re.compile(r"[åäöÅÄÖ]|\b(och|att|för|inte|eller|med|till|som)\b")
ENGLISH = re.compile(r"\b(the|and|of|with|from|your|which|only|what|not)\b")
WORDS: dict[str, list[str]] = {"show": ["Waiting"], "add": ["idea", "En buss"], "trace": ["Waiting"]}
JSON_NEEDS = {**WORDS, "agenda": ["--show"]}


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What one command sets in the environment is gone before the next."""
    for name in EVERYWHERE.values():
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    yield
    use_language("en")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project, and a programme whose only group it is."""
    folder = tmp_path_factory.mktemp("made")
    where = ["--project", str(folder / "project"), "--lang", "en"]
    run(["init", str(folder / "project"), "--title", "Prov", "--no-git", "--lang", "en"])
    run(["add", "quote", "It took half a year", *where])
    run(["add", "insight", "Waiting hurts", *where])
    run(["programme", "init", str(folder / "programme"), "--title", "Prov", "--lang", "en"])
    run(["programme", "add", "prov", str(folder / "project"), "--programme", str(folder / "programme"), "--lang", "en"])
    return folder


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A copy of the project; the programme's copy lies beside it."""
    shutil.copytree(made, tmp_path / "made")
    return tmp_path / "made" / "project"


@pytest.fixture
def programme(project: Path) -> Path:
    """A copy of the programme."""
    return project.parent / "programme"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of a project that a group has worked with for half a year."""
    return shutil.copytree(EXAMPLES / "reading-together", tmp_path / "example")


def built(command: str) -> Any:
    """Return the command that is typed so."""
    found = typer.main.get_command(build_app())
    for name in command.split():
        found = found.get_command(None, name)  # type: ignore[attr-defined]
    return found


def options(command: str) -> list[Any]:
    """Return the options of a command."""
    return [one for one in built(command).params if one.param_type_name == "option"]


def has(command: str, option: str) -> bool:
    """Whether a command takes an option."""
    return any(option in one.opts for one in options(command))


def place(command: str, project: Path, programme: Path) -> list[str]:
    """Return the option that says where a command works."""
    return [
        word
        for option, folder in (("--project", project), ("--programme", programme))
        if has(command, option)
        for word in (option, str(folder))
    ]


def bytes_below(folder: Path) -> dict[Path, bytes]:
    """Return every file below *folder* but what is kept between runs."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and ".innoguide" not in path.parts}


def explained(said: str) -> str:
    """Return help without its examples, and without the words that are typed as they are."""
    lines = [line for line in said.splitlines() if not line.startswith("  innoguide ")]
    return re.sub(r"\"[^\"]*\"|--\S+|[\w/.-]+/[\w/.-]*|\S+\|\S+", "", "\n".join(lines))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_comes_at_the_end_of_a_wrong_line_and_by_its_own_command(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in TYPED:
        told = []
        for words in (["--help"], ["-h"], ["nonsense", "--nonsense=1", "more", "-h"]):
            assert run(["--lang", lang, *command.split(), *words]) == 0, command
            told.append(capsys.readouterr())
        assert run(["help", *command.split(), "--lang", lang]) == 0
        told.append(capsys.readouterr())
        assert len(set(told)) == 1 and told[0].err == "", command
        assert f"innoguide {command}" in told[0].out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_examples_come_first_and_no_help_mixes_the_languages(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    other = SWEDISH if lang == "en" else ENGLISH
    for command in TYPED:
        run(["help", *command.split(), "--lang", lang])
        said = capsys.readouterr().out
        example, head = said.index(f"\n  innoguide {command}"), said.index("\nVal:" if lang == "sv" else "\nOptions:")
        assert example < head, command
        assert "docs/commands.md" in said
        assert [line for line in explained(said).splitlines() if other.search(line)] == [], command


@pytest.mark.parametrize("width", [60, 80, 200])
def test_help_keeps_within_the_window(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for command in ("", *TYPED):
        run([*command.split(), "--help", "--lang", "sv"])
        said = explained(capsys.readouterr().out)
        assert [line for line in said.splitlines() if len(line) > min(width, 100)] == [], command


def test_an_option_means_the_same_everywhere_and_has_a_long_name() -> None:
    values: dict[str, set[str]] = defaultdict(set)
    for command in TYPED:
        for one in options(command):
            long = max(one.opts, key=len)
            assert long.startswith("--"), f"{command} {one.opts}"
            assert {name for name in one.opts if not name.startswith("--")} <= SHORT, command
            values[long].add("" if one.is_flag else str(one.metavar))
    assert {name: found for name, found in values.items() if len(found) > 1 and name not in OWN_VALUES} == {}
    assert all("--force" in one.opts and "-f" in one.opts for c in TYPED for one in options(c) if "-f" in one.opts)


def test_every_command_knows_its_language_and_its_folder() -> None:
    assert [command for command in TYPED if not has(command, "--lang")] == []
    left = {command for command in TYPED if not has(command, "--project") and not has(command, "--programme")}
    assert left == WITHOUT_PROJECT


def test_a_second_word_is_an_option_where_it_is_no_sentence() -> None:
    positionals = {c: [one for one in built(c).params if one.param_type_name == "argument"] for c in TYPED}
    assert {command for command, found in positionals.items() if len(found) > 1} == SENTENCES


def test_json_is_one_document_and_alone_on_its_stream(
    project: Path, programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = [command for command in TYPED if has(command, "--json")]
    assert {"check", "dispose", "list", "programme check", "programme status", "status"} <= set(tried)
    for command in tried:
        words = [*command.split(), *JSON_NEEDS.get(command, []), "--json", *place(command, project, programme)]
        assert run(words) in (0, 1), command
        assert json.loads(capsys.readouterr().out)["format"] == 1, command


def test_what_reads_says_the_same_from_any_folder_of_the_project(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    reading = ("status", "list", "show", "guide", "trace", "changes", "similar", "check", "review", "doctor", "consent")
    for command in reading:
        told = []
        for folder in (project, project / "records" / "insight", tmp_path):
            monkeypatch.chdir(folder)
            where = ["--project", str(project)] if folder == tmp_path else []
            assert run([command, *WORDS.get(command, []), *where]) in (0, 1)
            told.append(capsys.readouterr().out)
        assert len(set(told)) == 1, command


def test_where_nobody_can_answer_nothing_is_asked_and_nothing_breaks(
    project: Path, programme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr("builtins.input", refuse)
    monkeypatch.chdir(tmp_path)
    for command in TYPED:
        words = [*command.split(), *WORDS.get(command, []), *place(command, project, programme)]
        assert run(words) in (0, 1, 2), command
        told = capsys.readouterr()
        assert "\x1b" not in told.out + told.err, command
        assert told.out or told.err, command


ASKERS = [
    ["init", "new"],
    ["programme", "init", "new"],
    ["walk"],
    ["room"],
    ["followup"],
    ["capacity"],
    ["edit", "Waiting"],
    ["withdraw", "U01"],
    ["agenda"],
    ["agenda", "--cancel"],
    ["agenda", "--calendar", "--profile", "sprint"],
    ["report"],
]
CHILD = """
import json, sys
from innoguide.cli.app import run
for words in json.loads(sys.argv[1]):
    print("END", words[0], run([*words, "--no-input", "--lang", "en"]), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_with_no_input_nobody_is_asked_at_a_terminal_either(project: Path) -> None:
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(sys.executable, ["-c", CHILD, json.dumps(ASKERS)], cwd=str(project), encoding="utf-8")
    child.expect(pexpect.EOF, timeout=60)
    child.close()
    assert len(re.findall(r"^END ", child.before, re.MULTILINE)) == len(ASKERS)
    assert "›" not in child.before and "Traceback" not in child.before
    assert re.search(r"END init 2\b", child.before) and "--title" in child.before


@pytest.mark.parametrize("words", [["report"], ["outputs"], ["withdraw", "U01"], ["dispose"], ["programme", "report"]])
def test_a_dry_run_changes_nothing(
    words: list[str], example: Path, programme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = example
    (project / "outputs" / "report.md").write_text("# Ours\n", "utf-8")
    before = bytes_below(project), bytes_below(programme)
    more = ["--decision", "KS 1", "--kind", "quote", "--all", "--yes"] if words == ["dispose"] else []
    where = place(" ".join(words[:2]) if words[0] == "programme" else words[0], project, programme)
    assert run([*words, *more, "--dry-run", *where]) == 0
    assert "".join(capsys.readouterr())
    assert (bytes_below(project), bytes_below(programme)) == before
    if words == ["report"]:
        assert run(["report", "--force", *where]) == 0
        assert bytes_below(project) != before[0], "the run that it foretells does change something"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("repport", "report"),
        ("programme stauts", "status"),
        ("status --jso", "--json"),
        ("help privcy", "privacy"),
        ("help programme ad", "programme add"),
        ("show insight-hearrd", "insight-heard"),
        ("guide tre-prikar", "tre-prickar"),
        ("walk udersoka", "undersoka"),
        ("add qoute x", "quote"),
        ("report --format htm", "html"),
        ("report --audience publik", "public"),
        ("check --format jsonn", "json"),
        ("check --explain solution_bult_in", "solution_built_in"),
        ("init x --title X --profile sprnt", "sprint"),
        ("export sumary", "summary"),
        ("schema mehtod", "method"),
        ("hook instal", "install"),
    ],
)
def test_a_slip_of_the_finger_gets_a_suggestion_and_is_never_run(
    typed: str, meant: str, example: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(example)
    before = bytes_below(example)
    assert run([*typed.split(), "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert f'"{meant}"?' in told.err and told.out == ""
    assert bytes_below(example) == before


def test_the_language_is_the_options_then_the_environments_then_the_projects_then_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*words: str) -> str:
        run(["help", "exit-codes", *words])
        return "sv" if "gjort" in capsys.readouterr().out else "en"

    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "INNOGUIDE_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert said() == "en", "what is built in"
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    assert said() == "sv", "the system's"
    (tmp_path / "innoguide.yaml").write_text("format: 1\ntitle: T\nlanguage: en\n", "utf-8")
    assert said() == "en", "the project's"
    monkeypatch.setenv("INNOGUIDE_LANG", "sv")
    assert said() == "sv", "the environment's"
    assert said("--lang", "en") == "en", "the option's"
    assert run(["status", "--lang", "de"]) == 2


def ran(*words: str, typed: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """Return how the program ended, run as a process of its own."""
    told = {**{name: one for name, one in os.environ.items() if name not in EVERYWHERE.values()}, **more}
    return subprocess.run([sys.executable, "-m", "innoguide", *words], input=typed, env=told, capture_output=True)


def test_colour_in_a_pipe_only_where_it_is_asked_for_and_nobody_says_no(project: Path) -> None:
    words = ["status", "--project", str(project)]
    assert b"\x1b[1m" in ran(*words, FORCE_COLOR="1").stdout
    for more in ({"FORCE_COLOR": "0"}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, {"FORCE_COLOR": "1", "TERM": "dumb"}):
        assert b"\x1b" not in ran(*words, **more).stdout, more
    assert b"\x1b" not in ran(*words, "--no-color", FORCE_COLOR="1").stdout


@pytest.mark.parametrize("words", ["guide", "guide --json", "report -o -", "schema method", "help add"])
def test_a_reader_that_has_gone_is_no_fault(words: str, project: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    where = [] if words.startswith(("schema", "help")) else ["--project", str(project)]
    done = subprocess.run(
        [sys.executable, "-m", "innoguide", *words.split(), *where], stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("typed", ["Räksmörgås".encode(), "Räksmörgås".encode("cp1252"), "Räksmörgås".encode("utf-16")])
def test_letters_come_in_whole_whatever_their_encoding(typed: bytes, project: Path) -> None:
    done = ran("add", "idea", "-", "--json", "--project", str(project), typed=typed, PYTHONIOENCODING="cp1252")
    assert [one["text"] for one in json.loads(done.stdout)["records"]] == ["Räksmörgås"]


@pytest.mark.skipif(sys.platform == "win32", reason="the words of a command are no bytes there")
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_no_letter_of_a_word_is_lost(encoding: str) -> None:
    broken = "Räksmörgås".encode(encoding).decode("ascii", "surrogateescape")
    assert take_everywhere(["add", broken]) == ["add", "Räksmörgås"]


def test_a_form_and_the_answers_go_through_pipes(project: Path) -> None:
    form = ran("capacity", "--form", "-", "--project", str(project))
    head = form.stdout.decode().splitlines()[0]
    answers = head + "\n" + ";".join(["3"] * head.count(";") + ["3"]) + "\n"
    done = ran("capacity", "--round", "before", "--csv", "-", "--project", str(project), typed=answers.encode())
    assert done.returncode == 0, done.stderr
    assert b"stdin" in done.stderr
    report = ran("report", "-o", "-", "--project", str(project))
    assert report.stdout.startswith(b"# ") and report.stderr == b""
    assert ran("report", "-o", "report.md", "--project", str(project)).returncode == 2


def test_a_gitignore_of_somebody_elses_is_changed_only_after_a_yes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = b"/private\r\nbuild/"
    for answer, after in ((None, theirs), ("no", theirs), ("yes", theirs + b"\r\n.innoguide/\r\n*.tmp\r\n")):
        folder = tmp_path / str(answer)
        folder.mkdir()
        (folder / ".gitignore").write_bytes(theirs)
        monkeypatch.setattr("builtins.input", lambda _text, answer=answer: answer)
        monkeypatch.setattr("innoguide.cli.ignoring.can_ask", lambda answer=answer: answer is not None)
        assert run(["init", str(folder), "--title", "T", "--no-git", "--lang", "en"]) == 0
        told = capsys.readouterr().err
        assert "  .innoguide/\n" in told and "  private/\n" not in told
        assert (folder / ".gitignore").read_bytes() == after


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_each_shell_gets_a_script_that_completes(shell: str) -> None:
    program = Path(sys.executable).with_name("innoguide.exe" if sys.platform == "win32" else "innoguide")
    told = {**os.environ, "_INNOGUIDE_COMPLETE": f"source_{shell}"}
    done = subprocess.run([program], env=told, capture_output=True, check=False)
    assert b"_INNOGUIDE_COMPLETE" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_status_of_a_whole_project_fits_one_screen_and_all_of_it_is_a_word_away(example: Path) -> None:
    shown = {}
    for words in (["status"], ["status", "--all"]):
        told = in_window([*words, "--project", str(example)]).replace("\r\n", "\n")
        shown[len(words)] = told.rstrip("\n").split("\n")
    assert len(shown[1]) <= 23 < len(shown[2])
    assert max(map(len, shown[1])) <= 80
    assert any("status --all" in line for line in shown[1])
    assert shown[1][-1] == shown[2][-1], "the next thing to do is last"


def in_window(words: list[str], **more: str) -> str:
    """Return what the program says in a terminal of 80 by 24."""
    pexpect = pytest.importorskip("pexpect")
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", **more}
    environment = {name: one for name, one in environment.items() if name not in ("COLUMNS", "LINES")}
    command = ["-m", "innoguide", *words]
    child = pexpect.spawn(sys.executable, command, env=environment, encoding="utf-8", dimensions=(24, 80))
    child.expect(pexpect.EOF, timeout=60)
    return str(child.before)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize(("pager", "paged"), [("sed s/^/PAGED/", True), ("", False)])
def test_long_text_goes_through_the_pager_that_somebody_has_chosen(pager: str, *, paged: bool) -> None:
    told = in_window(["guide"], PAGER=pager, INNOGUIDE_LANG="sv")
    assert ("PAGED" in told) is paged and "Ta fram idéer" in told


def test_the_table_of_what_holds_names_tests_that_exist() -> None:
    folder = Path(__file__).parent
    table = (folder.parent / "docs" / "command-line.md").read_text("utf-8")
    checked = [line.split("|")[3] for line in table.splitlines() if re.match(r"\| [MS–] \|", line)]
    named = {one for text in checked for one in re.findall(r"`(test_\w+|transcripts/[\w-]+\.md)`", text)}
    assert len(checked) > 70 and len(named) > 20
    files = {name: folder / (name if "/" in name else f"{name}.py") for name in named}
    assert [name for name, path in files.items() if not path.exists()] == []
