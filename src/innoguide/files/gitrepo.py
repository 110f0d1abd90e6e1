"""The only module that runs git. Everything works without it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SECONDS = 20
ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX")
"""Set while a git hook runs: they would send our git to another repository."""


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str] | None:
    return run_git(folder, arguments)


def run_git(
    folder: Path, arguments: Sequence[str], *, more: Mapping[str, str] | None = None, patience: float = SECONDS
) -> subprocess.CompletedProcess[str] | None:
    """Run git in *folder*; None if there is no git, or if it does not answer within *patience* seconds.

    *more* is added to its environment.
    """
    done = _run(folder, arguments, more=more, patience=patience)
    if done is None:
        return None
    said, complained = (text.decode("utf-8", "replace").replace("\r\n", "\n") for text in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, said, complained)


def _run(
    folder: Path,
    arguments: Sequence[str],
    *,
    typed: bytes = b"",
    more: Mapping[str, str] | None = None,
    patience: float = SECONDS,
) -> subprocess.CompletedProcess[bytes] | None:
    """The same with bytes: *typed* is what git reads, *more* what is added to its environment."""
    program = shutil.which("git")
    if program is None:
        return None
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    environment = {**kept, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8", **(more or {})}
    try:
        return subprocess.run(
            [program, *arguments],
            cwd=folder,
            env=environment,
            input=typed,
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _answer(folder: Path, *arguments: str) -> str:
    """Return what git says, or an empty text if it has nothing to say or cannot."""
    answer = _git(folder, *arguments)
    return answer.stdout if answer is not None and answer.returncode == 0 else ""


def is_in_repository(folder: Path) -> bool:
    """Whether *folder* lies in a git repository."""
    answer = _git(folder, "rev-parse", "--is-inside-work-tree")
    return answer is not None and answer.stdout.strip() == "true"


def has_git() -> bool:
    """Whether git is installed."""
    return shutil.which("git") is not None


def make_repository(folder: Path) -> bool:
    """Make a repository in *folder*; return whether it went well."""
    answer = _git(folder, "init", "--quiet", "--initial-branch=main")
    return answer is not None and answer.returncode == 0


def common_version(folder: Path, name: str) -> bytes | None:
    """Return what the file *name* in *folder* held before both sides of an unfinished merge, if git knows."""
    answer = _git(folder, "show", f":1:./{name}")
    return answer.stdout.encode() if answer is not None and answer.returncode == 0 else None


@dataclass(frozen=True)
class DeletedFile:
    """A file that a commit has removed; *commit* is short, *day* is written 2026-11-24. Both empty: not committed."""

    commit: str
    day: str
    file: str


def deleted_files(folder: Path, *below: str) -> list[DeletedFile]:
    """Return the files under *below* in *folder* that have been removed, the latest first; none without git."""
    here = _names(_answer(folder, "ls-files", "-z", "--deleted", "--", *below))
    committed = _files_in_log(folder, "--diff-filter=D", "--", *below)
    return [*(DeletedFile("", "", name) for name in here), *(DeletedFile(*one) for one in committed)]


def _files_in_log(folder: Path, *arguments: str) -> Iterator[tuple[str, str, str]]:
    """Yield commit, day and file for each file that a commit has touched, the latest commit first."""
    log = ("-c", "core.quotepath=off", "log", "--no-renames", "--name-only", "--relative", "--format=%x01%h %as")
    commit = day = ""
    for line in _answer(folder, *log, *arguments).splitlines():
        if line.startswith("\x01"):
            commit, _, day = line[1:].partition(" ")
        elif line:
            yield commit, day, line


@dataclass(frozen=True)
class Commit:
    """A commit: its short name, and its day, written 2026-11-24."""

    name: str
    day: str


def find_history(folder: Path, below: str) -> dict[str, list[Commit]]:
    """Return each file under *below* that any branch or stash has ever held, with the commits that wrote it.

    Every later commit holds the file too, until one that has removed it.
    """
    found: dict[str, list[Commit]] = {}
    for name, day, file in _files_in_log(folder, "--all", "--diff-filter=d", "--", below):
        found.setdefault(file, []).append(Commit(name, day))
    return found


def find_commit(folder: Path, revision: str) -> Commit | None:
    """Return the commit that *revision* (a name, a branch, a tag, `HEAD~3`) means, if there is one."""
    told = find_commit_id(folder, revision)
    return _one_commit(folder, told) if told else None


def find_commit_id(folder: Path, revision: str) -> str:
    """Return the full name of the commit that *revision* means; empty if there is none."""
    return _answer(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()


def commit_before(folder: Path, day: str) -> Commit | None:
    """Return the last commit made before *day* (2026-11-24) began, if there is one."""
    return _one_commit(folder, f"--before={day}T00:00:00", "HEAD")


def commit_of(folder: Path, file: str) -> Commit | None:
    """Return the last commit that wrote *file* in *folder*, if there is one."""
    return _one_commit(folder, "HEAD", "--", file)


def _one_commit(folder: Path, *arguments: str) -> Commit | None:
    name, _, day = _answer(folder, "log", "-1", "--format=%h %cs", *arguments).strip().partition(" ")
    return Commit(name, day) if name else None


def files_at(folder: Path, commit: str, *below: str, most: int) -> dict[str, bytes | None] | None:
    """Return what the files under *below* in *folder* said at *commit*; None for a file of more than *most* bytes.

    None altogether if git cannot tell. Nothing is checked out.
    """
    done = _run(folder, ["ls-tree", "-r", "-z", commit, "--", *below])
    if done is None or done.returncode:
        return None
    entries = [one.partition("\t") for one in done.stdout.decode("utf-8", "replace").split("\0") if one]
    names = {file: about.split()[2] for about, _, file in entries if about.startswith("100")}  # no links, no modules
    contents = read_contents(folder, names.values(), most=most) if names else {}
    return {file: contents.get(name) for file, name in names.items()}


def remotes(folder: Path) -> list[str]:
    """Return the names of the places that the repository of *folder* is sent to or fetched from."""
    return _answer(folder, "remote").split()


def is_ignored(folder: Path, name: str) -> bool:
    """Whether git leaves the file *name* in *folder* alone; also where there is no repository."""
    answer = _git(folder, "check-ignore", "--quiet", "--no-index", "--", name)
    return answer is None or answer.returncode != 1


def tracked_files(folder: Path, below: str = ".") -> list[str]:
    """Return the files under *below* in *folder* that git follows."""
    return _names(_answer(folder, "ls-files", "-z", "--", below))


def known_files(folder: Path) -> list[str]:
    """Return the files in *folder* that git follows or would take: all but those it is told to ignore."""
    listed = _names(_answer(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "."))
    return sorted(set(listed))


def _names(text: str) -> list[str]:
    return [name for name in text.split("\0") if name]


@dataclass(frozen=True)
class Staged:
    """A file as it is about to be committed: where it lies below the folder, and git's name for what it says."""

    file: str
    content: str


SUBMODULE = "160000"


def staged_files(folder: Path) -> list[Staged] | None:
    """Return the files in *folder* that are about to be committed, but for those removed; None if git cannot tell."""
    options = ("--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--diff-filter=d", "--relative")
    done = _run(folder, ["diff", "--cached", *options, "--", "."], more=_index_of_hook(folder))
    if done is None or done.returncode:
        return None
    parts = done.stdout.decode("utf-8", "replace").split("\0")
    found = []
    for about, name in zip(parts[::2], parts[1::2], strict=False):
        _mode_before, mode, _before, content, _status = about.split()
        if mode != SUBMODULE and content.strip("0"):  # only zeros: to be added later
            found.append(Staged(name, content))
    return found


def _index_of_hook(folder: Path) -> dict[str, str]:
    """Return where the index of the commit that is under way lies: `git commit FILE` makes one for itself."""
    given = os.environ.get("GIT_INDEX_FILE", "")
    home = _answer(folder, "rev-parse", "--absolute-git-dir").strip()
    if not given or not home:
        return {}
    index = Path(given).absolute()
    return {"GIT_INDEX_FILE": str(index)} if index.is_relative_to(Path(home)) else {}


def read_contents(folder: Path, contents: Iterable[str], *, most: int) -> dict[str, bytes | None]:
    """Return what each of git's *contents* says; None for one of more than *most* bytes."""
    sizes = _run(folder, ["cat-file", "--batch-check=%(objectname) %(objectsize)"], typed=_lines(contents))
    lines = sizes.stdout.decode().splitlines() if sizes is not None and sizes.returncode == 0 else []
    told = [(name, size) for name, _, size in (line.partition(" ") for line in lines)]
    found: dict[str, bytes | None] = {name: None for name, size in told if size.isdigit()}
    small = [name for name, size in told if size.isdigit() and int(size) <= most]
    done = _run(folder, ["cat-file", "--batch"], typed=_lines(small))
    data = done.stdout if done is not None and done.returncode == 0 else b""
    at = 0
    while at < len(data):
        start = data.index(b"\n", at) + 1
        name, _type, size = data[at:start].decode().split()
        at = start + int(size) + 1
        found[name] = data[start : at - 1]
    return found


def _lines(names: Iterable[str]) -> bytes:
    return "".join(f"{name}\n" for name in dict.fromkeys(names)).encode()


def top_folder(folder: Path) -> Path | None:
    """Return the top of the working tree that *folder* lies in."""
    told = _answer(folder, "rev-parse", "--show-toplevel").strip()
    return Path(told) if told else None


def hooks_folder(folder: Path) -> Path | None:
    """Return where the repository of *folder* keeps its hooks, for all its working trees; None without a repository."""
    top = top_folder(folder)
    told = _answer(top, "rev-parse", "--git-path", "hooks").strip() if top else ""
    return (top / told) if top and told else None


def git_folder(folder: Path) -> Path | None:
    """Return the repository's own folder, the same for all its working trees."""
    top = top_folder(folder)
    told = _answer(top, "rev-parse", "--git-common-dir").strip() if top else ""
    return (top / told) if top and told else None
