"""Checks on prototypes, on who tests them, and on what the group does with what it hears."""

from __future__ import annotations

import re
from collections.abc import Iterator

from innoguide.model.checks.look import Known, Look, Remark
from innoguide.model.checks.standing import is_explained, said
from innoguide.model.guide import Check
from innoguide.model.record import Record, option_label


def no_performers_in_test(look: Look, check: Check) -> Iterator[Remark]:
    """Yield the step when something has been tested, but by nobody who is to carry it out."""
    where = {"tester_type": "performer"}
    if not said(look, "test_result") or said(look, "test_result", where=where):
        return
    if look.is_past(check.step) and not is_explained(look, check.step, "test_result", where):
        yield look.at_gate(check.step)


def tested_on_colleagues(look: Look, check: Check) -> Iterator[Remark]:
    """Yield the step when no user has tested anything."""
    results = said(look, "test_result")
    if any(one.values.get("tester_type") == "user" for one in results):
        return
    # A step that was passed by without a test and never closed does not claim that anything has been tested.
    closed = look.closing == check.step or look.gate(check.step) is not None
    if closed or (results and look.is_past(check.step)):
        yield look.at_gate(check.step, results=len(results))


def prototype_tests_everything(look: Look, check: Check, prototype: Record) -> Iterator[Remark]:
    """Yield a prototype that tests several things or nothing in particular, or that looks finished from the start."""
    if prototype.status == "draft":
        return
    text = str(prototype.values.get("tests_what", ""))
    several = len(look.words(check.check, "and").findall(text)) > check.limits["most_ands"]
    if several or (not text and _is_left_out(look, prototype)):
        yield Remark(record=prototype.id, path=("tests_what",), values={"text": text or "–"})
    if prototype.values.get("prototype_type") == "clickable" and prototype.values.get("version") == 1:
        kind = look.guide.kinds[prototype.kind]
        label = option_label(kind, "prototype_type", "clickable", look.lang)
        yield Remark(record=prototype.id, path=("prototype_type",), values={"text": label})


def _is_left_out(look: Look, prototype: Record) -> bool:
    """Whether the group has gone past the one thing to test: it does not know, has described the rest, or is done."""
    return "tests_what" in prototype.open or "description" in prototype.values or look.is_past(prototype.step)


def only_positive_feedback(look: Look, check: Check, test_round: Record) -> Iterator[Remark]:
    """Yield a round in which something worked for somebody and nothing failed for anybody."""
    ids = test_round.values.get("results", ())
    results = [look.project.records[one] for one in ids if one in look.project.records]
    praised = any(one.values.get("positive") for one in results)
    doubted = any(one.values.get("negative") or "negative" in one.open for one in results)
    if test_round.status == "done" and praised and not doubted:
        yield Remark(record=test_round.id, path=("results",), values={"results": len(results)})


def round_without_decision(look: Look, check: Check) -> Iterator[Remark]:
    """Yield each round that ended without a decision, and the last of several rounds that changed nothing."""
    rounds = said(look, "test_round")
    for number, one in enumerate(rounds, start=1):
        is_last = number == len(rounds)
        if "decision" not in one.values and (not is_last or look.is_past(one.step)):
            yield Remark(record=one.id, path=("decision",))
    ended = [one for one in rounds if "decision" in one.values or look.is_past(one.step)]
    if len(ended) >= check.limits["rounds"] and not _has_changed(look, ended):
        yield Remark(record=ended[-1].id, path=("changes",))


def _has_changed(look: Look, rounds: list[Record]) -> bool:
    """Whether a round tells what was changed, or a prototype what is new since the one before."""
    return any(one.values.get("changes") for one in rounds) or any(
        one.values.get("changed_since") for one in said(look, "prototype")
    )


NUMBER_BEFORE = re.compile(r"(?<![\d.,:/])(\d{1,3})\s*(?:[^\W\d]+\s+)?\Z")
"""A number right before a word, or with one word between: `25 deltagare`, `25 nya deltagare`."""

LONGEST_WAY = 40
"""How many characters before a word its number is looked for in."""

DAYS = {"days": 1, "weeks": 7, "months": 28}
"""The word lists that tell a time, and how many days each of their units is at least."""


def pilot_called_prototype(look: Look, check: Check, prototype: Record) -> Iterator[Remark]:
    """Yield a small-scale prototype that runs for so long, or for so many, that it is a trial."""
    if prototype.status == "draft" or prototype.values.get("prototype_type") != "small_scale":
        return
    for field in ("description", "tests_what", "name"):
        words = _large_scale(look, check, str(prototype.values.get(field, "")))
        if words:
            yield Remark(record=prototype.id, path=(field,), values={"words": words})
            return


def _large_scale(look: Look, check: Check, text: str) -> str:
    """Return the words in *text* that tell of a long time or many people, or an empty text."""
    long = look.words(check.check, "long").search(text)
    if long:
        return long.group()
    most_days = check.limits["most_weeks"] * DAYS["weeks"]
    for unit, days in DAYS.items():
        for number, words in _amounts(look, check, unit, text):
            if number * days > most_days:
                return words
    people = (words for number, words in _amounts(look, check, "people", text) if number > check.limits["most_people"])
    return next(people, "")


def _amounts(look: Look, check: Check, unit: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield each number of *unit* in *text*, with the words that tell it."""
    for word in look.words(check.check, unit).finditer(text):
        before = text[max(0, word.start() - LONGEST_WAY) : word.start()]
        number = NUMBER_BEFORE.search(before)
        if number:
            yield int(number.group(1)), number.group() + word.group()


KNOWN: dict[str, Known] = {
    "no_performers_in_test": Known(project=no_performers_in_test),
    "tested_on_colleagues": Known(project=tested_on_colleagues, values=("results",)),
    "prototype_tests_everything": Known(
        record=prototype_tests_everything, kinds=("prototype",), words=("and",), limits=("most_ands",)
    ),
    "only_positive_feedback": Known(record=only_positive_feedback, kinds=("test_round",), values=("results",)),
    "round_without_decision": Known(project=round_without_decision, limits=("rounds",)),
    "pilot_called_prototype": Known(
        record=pilot_called_prototype,
        kinds=("prototype",),
        words=("days", "weeks", "months", "people", "long"),
        limits=("most_weeks", "most_people"),
    ),
}
