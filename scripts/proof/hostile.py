"""Texts that try to be something else, through every command and every format: they stay texts, or are refused."""

from __future__ import annotations

import os
import random
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from innoguide.cli.app import run
from innoguide.files.store import settings_bytes
from innoguide.model.project import Settings

TEXTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[bold red]rött[/] [link=http://evil.example]x[/link]",
    "[/]", "\x1b[31mrött\x1b[0m", "\x1b]8;;http://evil.example\x07länk\x1b]8;;\x07", "a\x00b\x07c\x08d\x7fe\x9b31m",
    "\u202eomvänt\u202c", "\u2066x\u2069\ufeff\u200b", "{{ 7 * 7 }}", "{% include '/etc/passwd' %}", "{# x #}",
    "${jndi:ldap://x}", "$(touch /tmp/x) `id`", "a: b\n- c", "!!python/object:os.system x", "&a *a", "---", "...",
    "<<<<<<< HEAD", "=cmd|'/C calc'!A0", "+1+1", "-1", "@SUM(1)", "[x](javascript:alert(1))", "![x](http://evil.example/x)",
    "# rubrik", "| a | b |", "```\nkod", "<!-- slut -->", "--> x", "]]>", "&lt;b&gt;", "@alla #1 :smile: !1 GH-1",
    "\\", "\\\\", "%s %n {0} {name}", "../../etc/passwd", "CON", "aux.yaml", "a/b\\c:d*e?f", "ﬀ ﷺ " + "a\u0301" * 30,
    "👩‍👩‍👧‍👦🏳️‍🌈", "‮‮", "'", '"', "''' \"\"\"", "~", "null", "yes", "0x10", "1e999", "x" * 100_000, "å ä ö " * 2000,
    "\U0010ffff\ufffe\uffff", "#let x = 1; #read(\"/etc/passwd\")", "$ x^2 $ *fet* _kursiv_ @ref <label>",
)  # fmt: skip
SEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
MARKUP = re.compile(r"(?<!\\)<(?:script|img)|(?<!\\)\[x\]\(")
LIVE = re.compile(r"<script>alert|<img[^>]*onerror|(?:href|src)=.(?:javascript|http://evil)")
READ = (
    ("list", "quote"), ("status",), ("check",), ("check", "--json"), ("check", "--format", "github"),
    ("list", "quote", "--json"),
    ("changes", "--since", "2020-01-01"), ("similar",), ("trace", "FIRST"), ("show", "FIRST"),
    ("show", "FIRST", "--json"),
    ("outputs",), ("report",), ("report", "--audience", "decision"), ("status", "--json"), ("doctor",), ("consent",),
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
    """Store *times* of the texts in a project and let every command and format tell them; count the stored."""
    title = "<b>T</b> [red] {{ x }} \u202e | # "
    (folder / "innoguide.yaml").write_bytes(settings_bytes(Settings(title=title, language="sv")))
    stored = []
    for text in TEXTS if times >= len(TEXTS) else chance.sample(TEXTS, times):
        for words in (
            ("add", "quote", "--", text),
            ("park", "--", text),
            ("add", "idea", "Sak", "--set", f"card={text}"),
        ):
            options = [*words[:1], "--project", str(folder), "--lang", "sv", *words[1:]]
            with heard() as said:
                code = run(options)
            assert code in (0, 1, 2), (text[:40], code)
            stored += [said[0].strip()] if code == 0 and words[0] == "add" else []
    for words in READ:
        code, said_ = innoguide(folder, *(stored[0] if one == "FIRST" else one for one in words))
        assert not SEEN.search(said_), (words, SEEN.search(said_))
    for form in ("html", "docx", "pdf"):
        innoguide(folder, "report", "--format", form)
    for path in (folder / "outputs").rglob("*.md"):
        text = path.read_text("utf-8")
        assert not SEEN.search(text) and not MARKUP.search(text), (path, MARKUP.search(text))
    for path in (folder / "exports").rglob("*.html"):
        assert not LIVE.search(path.read_text("utf-8")), path
    return len(stored)
