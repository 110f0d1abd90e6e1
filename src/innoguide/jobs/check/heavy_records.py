"""What is hard to read in the group's own words: asked about in the record, where it can be mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from innoguide.files.store import Store
from innoguide.jobs.check.heavy import Fault
from innoguide.jobs.check.places import Places
from innoguide.jobs.check.remarks import finding_of
from innoguide.model.checks.look import Look, Remark
from innoguide.model.checks.plain import HEAVY, Plain, bare_words, sentences_of
from innoguide.model.checks.run import Asked, is_kept, is_on
from innoguide.model.fields import KindField
from innoguide.model.finding import Finding
from innoguide.model.record import Path
from innoguide.texts import t

_WRITTEN = ("text", "long", "texts")


def check_own_words(look: Look, store: Store) -> Iterator[Finding]:
    """Yield what is hard to read in the records, as findings, but for what the group has a reason to keep."""
    places = Places(store)
    for asked in find_heavy_words(look):
        record = look.project.records[asked.remark.record]
        at = places.of(record.file, asked.remark.path)
        yield finding_of(asked, file=record.file, at=at, kind=look.guide.kinds[record.kind])


def find_heavy_words(look: Look) -> Iterator[Asked]:
    """Yield what is hard to read in the records, but for what people who were met have said, and what is kept."""
    if not is_on(look, HEAVY):
        return
    plain, check = Plain.of(look), look.guide.checks[HEAVY]
    for record in look.project.records.values():
        kind = look.guide.kinds[record.kind]
        texts = () if kind.raw_material else written(record.values, kind.fields)
        for path, text in texts:
            found = (Remark(record=record.id, path=path, values={"what": what}) for what in _heavy_words(plain, text))
            yield from (asked for one in found if not is_kept(look, asked := Asked(check, one)))


def written(values: dict[str, Any], fields: Iterable[KindField], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield each text that somebody has written in *values*, with its path."""
    for field in fields:
        value = values.get(field.id)
        if field.type == "rows":
            for index, row in enumerate(value or ()):
                yield from written(row, field.fields, (*path, field.id, index))
        elif field.type in _WRITTEN and value:
            texts = enumerate(value) if isinstance(value, list) else [(None, value)]
            yield from (((*path, field.id) if at is None else (*path, field.id, at), str(one)) for at, one in texts)


def _heavy_words(plain: Plain, text: str) -> Iterator[str]:
    """Yield what is hard in one text, each kind of thing once."""
    sentences = sentences_of(text)
    number = sum(map(plain.is_long, sentences))
    if number:
        yield t("heavy_sentence" if number == 1 else "heavy_sentences", number=number, most=plain.most_words)
    if any(plain.is_long_paragraph(sentences_of(one)) for one in text.split("\n\n")):
        yield t("heavy_paragraph", most=plain.most_in_paragraph)
    words = list(dict.fromkeys(word for one in sentences for word in plain.long_words(one, text)))
    if words:
        yield t("heavy_word", most=plain.most_letters, word=words[0])
    if any(map(plain.shouts, sentences)):
        yield t("heavy_capitals")


class Said:
    """All that the records say, to tell the group's words from those of a document."""

    def __init__(self, look: Look) -> None:
        self._look = look

    def holds(self, words: str) -> bool:
        """Whether *words* stand in some record, whatever signs stand around them."""
        bare = bare_words(words)
        return bool(bare) and f" {bare} " in self._all

    @cached_property
    def _all(self) -> str:
        kinds = self._look.guide.kinds
        texts = (
            bare_words(text)
            for record in self._look.project.records.values()
            for _path, text in written(record.values, kinds[record.kind].fields)
        )
        return f" {' | '.join(texts)} "


def own_faults(found: Iterable[Fault], said: Said) -> list[Fault]:
    """Return what is the document's own of what was *found* in it; all its long sentences as one."""
    own = [one for one in found if not any(map(said.holds, one.words))]
    long = [one for one in own if one.key == "sentence"]
    if len(long) < 2:
        return own
    first = replace(long[0], key="sentences", values={**long[0].values, "number": len(long)})
    return [first if one is long[0] else one for one in own if one is long[0] or one.key != "sentence"]
