"""A walk with plain lines in a process of its own: tells in a file which question it waits at."""

import json
import sys
from pathlib import Path

from fakes import DATA, Scripted, make_store

from innoguide.files.content import read_guide
from innoguide.files.drafts import Drafts
from innoguide.files.store import Store
from innoguide.jobs.walk.engine import walk
from innoguide.jobs.walk.prompter import Question
from innoguide.jobs.walk.targets import Target
from innoguide.terminal import prompts
from innoguide.terminal.plain import Plain
from innoguide.texts import use_language

FOLDER = Path(sys.argv[1])
KEYS = Scripted(FOLDER, {})


class Told(Plain):
    """Writes down each question before it is asked."""

    def ask(self, question: Question) -> str | None:
        """Tell, and ask."""
        labels = [one.label for one in question.options]
        about = {"shape": question.shape, "repeated": question.repeated, "labels": labels}
        with (FOLDER / "asked.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": KEYS.key_of(question), **about}) + "\n")
        return super().ask(question)


if __name__ == "__main__":
    use_language("sv")
    guide, findings = read_guide([DATA / "guide", DATA / "guide-decisions"])
    assert guide is not None and findings == []
    prompts.Plain = Told
    prompter = prompts.choose_prompter(Drafts(FOLDER), "sv", plain=True, clock_on=True)
    store = Store(FOLDER, guide, make_store(FOLDER).settings)
    walk(guide, store, prompter, target=Target(), lang="sv")
