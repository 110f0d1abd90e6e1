"""Reads `steps/words/`: the stop words and synonyms by which texts are compared; a project's own are added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from innoguide.errors import GuideError
from innoguide.files.content import WORDS
from innoguide.files.faults import file_fault, findings_of
from innoguide.files.yamlfile import Marks, Unreadable, read_yaml
from innoguide.model.finding import Finding
from innoguide.model.likeness.wordlist import WordList
from innoguide.model.likeness.words import Words
from innoguide.texts import t


def load_words(folders: Sequence[Path], lang: str) -> Words:
    """Return the words of *lang* in the guide's *folders*, all added together. Raises `GuideError` with every fault."""
    lists: list[WordList] = []
    findings: list[Finding] = []
    for folder in folders:
        for path in sorted((folder / WORDS).glob("[!.]*.yaml")):
            found = read_wordlist(path, f"{folder.name}/{WORDS}/{path.name}")
            if isinstance(found, WordList):
                lists.append(found)
            else:
                findings += found
    if findings:
        raise GuideError("\n".join(_listed(findings)), t("guide_faults_hint"))
    return Words(lang, lists)


def _listed(findings: Sequence[Finding]) -> Iterator[str]:
    yield t("guide_faults", number=len(findings))
    for one in findings:
        yield f"{one.place()}: {one.message}" + (f"\n    {one.hint}" if one.hint else "")


def read_wordlist(path: Path, shown: str) -> WordList | list[Finding]:
    """Return the list at *path*, or what is wrong with it."""
    marks: Marks = {}
    try:
        value = read_yaml(path.read_bytes(), shown, marks)
        return WordList.model_validate(value)
    except Unreadable as error:
        return [error.finding]
    except OSError as error:
        return [file_fault("cannot_read", shown, file=shown, reason=error.strerror)]
    except ValidationError as error:
        return findings_of(error, shown, marks, WordList, "guide")
