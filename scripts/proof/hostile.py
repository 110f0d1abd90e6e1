"""Texts that try to be something else, through every command and every format: they stay texts, or are refused."""

from __future__ import annotations

import itertools
import json
import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from innoguide.cli.app import run
from innoguide.files.content import content_folders, load_guide
from innoguide.files.store import settings_bytes
from innoguide.model.project import Settings
from proof.looked import SEEN, look_at

TEXTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[bold red]rött[/] [link=http://evil.example]x[/link]",
    "[/]", "\x1b[31mrött\x1b[0m", "\x1b]8;;http://evil.example\x07länk\x1b]8;;\x07", "a\x00b\x07c\x08d\x7fe\x9b31m",
    "\u202eomvänt\u202c", "\u2066x\u2069\ufeff\u200b", "{{ 7 * 7 }}", "{% include '/etc/passwd' %}", "{# x #}",
    "${jndi:ldap://x}", "$(touch /tmp/x) `id`", "a: b\n- c", "!!python/object:os.system x", "&a *a", "---", "...",
    "<<<<<<< HEAD", "=cmd|'/C calc'!A0", "+1+1", "-1", "@SUM(1)", "[x](javascript:alert(1))", "![x](http://evil.example/x)",
    "# rubrik", "| a | b |", "```\nkod", "<!-- slut -->", "--> x", "]]>", "&lt;b&gt;", "@alla #1 :smile: !1 GH-1",
    "\\", "\\\\", "%s %n {0} {name}", "../../etc/passwd", "CON", "aux.yaml", "a/b\\c:d*e?f", "ﬀ ﷺ " + "a\u0301" * 30,
    "👩‍👩‍👧‍👦🏳️‍🌈", "‮‮", "'", '"', "''' \"\"\"", "~", "null", "yes", "0x10", "1e999", "x" * 100_000, "å ä ö " * 2000,
    "9" * 5000, "9" * 5000 + " av 10 personer", "1" * 400 + "-" + "2" * 400, "99999999999999999999-99-99", "٣٤ ²",
    "\t=1+1", "\"=HYPERLINK(\"\"http://evil.example\"\")", "javascript:alert(1)", "<a href=http://evil.example>x</a>",
    "</title></text></svg><script>alert(1)</script>", "file:///etc/passwd", "x\u2028y\u2029z\x85å",
    "END:VCALENDAR\r\nX:1", "9" * 5000 + " bussar", "1 av " + "9" * 5000, " 999" * 2000 + " av 10 elever",
    "\U0010ffff\ufffe\uffff", "#let x = 1; #read(\"/etc/passwd\")", "$ x^2 $ *fet* _kursiv_ @ref <label>",
)  # fmt: skip
READ = (
    ("list", "quote"), ("status",), ("check",), ("check", "--json"), ("check", "--format", "github"),
    ("list", "quote", "--json"),
    ("changes", "--since", "2020-01-01"), ("similar",), ("trace", "FIRST"), ("show", "FIRST"),
    ("show", "FIRST", "--json"),
    ("outputs",), ("report",), ("report", "--audience", "decision"), ("status", "--json"), ("doctor",), ("consent",),
    ("list",), ("review",), ("review", "--json"), ("trace",), ("trace", "--format", "md"), ("changes", "--json"),
    ("similar", "note"), ("similar", "--json"), ("capacity", "--show"), ("followup", "--list"), ("doctor", "--json"),
    ("trace", "FIRST", "--json"), ("export", "summary"), ("hook", "--help"), ("guide",),
)  # fmt: skip


@contextmanager
def heard() -> Iterator[list[str]]:
    """Catch what is written to stdout, also past Python's own stream."""
    said: list[str] = []
    with tempfile.TemporaryFile() as file:
        before = os.dup(1)
        os.dup2(file.fileno(), 1)
        try:
            yield said
        finally:
            os.sys.stdout.flush()  # type: ignore[attr-defined]
            os.dup2(before, 1)
            os.close(before)
            file.seek(0)
            said.append(file.read().decode("utf-8"))


def innoguide(folder: Path, *words: str) -> tuple[int, str]:
    """Run a command; return its exit code and what it said."""
    with heard() as said:
        code = run([*words, "--project", str(folder), "--lang", "sv"])
    assert code in (0, 1, 2, 3, 4), (words[:2], code)
    return code, said[0]


def prove_words(folder: Path, times: int, chance: random.Random) -> int:
    """Store *times* of the texts in a project, let every command and format tell them, and look at all that is made."""
    title = "<b>T</b> [red] {{ x }} \u202e | # =1+1"
    project = folder / "project"
    project.mkdir()
    settings = Settings(title=title, language="sv", organisation="=cmd|'/C calc'!A0", municipality=title)
    (project / "innoguide.yaml").write_bytes(settings_bytes(settings))
    stored = _store(project, TEXTS if times >= len(TEXTS) else chance.sample(TEXTS, times))
    for words in READ:
        code, said = innoguide(project, *(stored[0] if one == "FIRST" else one for one in words))
        assert code < 2, (words, code, said[:200])
        assert not SEEN.search(said), (words, SEEN.search(said))
        assert "--json" not in words or json.loads(said), words
    for form in ("html", "docx", "pdf"):
        for words in (
            ("report",),
            ("outputs",),
            ("changes", "--since", "2020-01-01"),
            ("worksheet", "all", "--filled"),
        ):
            innoguide(project, *words, "--format", form)
    innoguide(project, "agenda", "ringa-in", "--date", "2026-12-01", "--start", "13", "--place", TEXTS[0], "--yes")
    innoguide(project, "outputs")
    _programme(folder / "programme", project)
    assert look_at(folder) > 20
    return len(stored)


def _store(project: Path, texts: Sequence[str]) -> list[str]:
    """Store each text as a quote, a parked idea and one of all other kinds; return the ids of what was taken."""
    guide = load_guide(content_folders("steps", None))
    kinds = itertools.cycle([one for one in guide.kinds.values() if one.kind != "quote"])
    stored = []
    for text in texts:
        kind = next(kinds)
        own = [
            f"--set={one.id}={text}" for one in kind.fields if one.type in ("text", "long", "texts", "number", "date")
        ]
        for words in (
            ["add", "quote", "--", text],
            ["park", "--", text],
            ["add", kind.kind, *own[:1]],
            ["add", kind.kind, *own],
        ):
            with heard() as said:
                code = run([words[0], "--project", str(project), "--lang", "sv", *words[1:]])
            assert code in (0, 1, 2), (words, code)
            stored += [said[0].strip()] if code == 0 and words[0] == "add" else []
    return stored


def _programme(folder: Path, project: Path) -> None:
    """Let a programme tell of the project, in each of its formats."""

    def programme(*words: str) -> None:
        with heard() as said:
            code = run(["programme", *words, "--lang", "sv"])
        assert code < 2 and not SEEN.search(said[0]), (words, code, said)

    programme("init", str(folder), "--title", TEXTS[0])
    where = ("--programme", str(folder))
    programme("add", "grupp", str(project), "--title", TEXTS[0], *where)
    for words in (
        ["status"],
        ["status", "--json"],
        ["themes"],
        ["check"],
        ["report"],
        *(["report", "--format", one] for one in ("html", "docx", "pdf")),
    ):
        programme(*words, *where)
    for form in ("sheet", "csv", "json"):
        programme("export", str(folder / form), "--format", form, *where)
