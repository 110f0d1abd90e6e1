"""Checks that keep apart what was said, what was seen, what we believe, and what we have understood."""

from __future__ import annotations

from collections.abc import Iterator

from innoguide.model.checks.look import Look, Remark
from innoguide.model.checks.sentences import plain, sentences, shown, unquoted
from innoguide.model.guide import Check
from innoguide.model.record import Path, Record
from innoguide.texts import t


def kinds_mixed(look: Look, check: Check, text: str) -> str | None:
    """Look for feelings, wishes and reasons in what was seen; what a person says about them may stand there."""
    for sentence in sentences(unquoted(text)):
        says = look.words(check.check, "says").search(sentence)
        seen = sentence[: says.start()].rstrip() if says else sentence
        if says and seen.endswith(","):
            continue  # "vill hem, säger pojken"
        guess = look.words(check.check, "guesses").search(seen)
        if guess:
            return shown(guess[0])
    return None


def unsourced(look: Look, check: Check, record: Record) -> Iterator[Remark]:
    """Yield a quote without its source, a seen thing that is a guess, and each interpretation that rests on nothing."""
    if record.status == "draft":
        return
    for path, words in _mixed(look, check, record):
        yield Remark(record=record.id, path=path, values={"words": words})


def _mixed(look: Look, check: Check, record: Record) -> Iterator[tuple[Path, str]]:
    if record.kind == "note" and record.values.get("note_type") == "observation":
        words = kinds_mixed(look, check, str(record.values.get("text", "")))
        if words:
            yield ("text",), words
    elif record.kind == "quote" and _lacks(record, "source") and _is_time(look, record):
        yield ("source",), t("mixed_quote_without_source")
    elif record.kind == "interview":
        rows = record.values.get("interpretations", [])
        bare = [number for number, row in enumerate(rows) if row.get("text") and not row.get("based_on")]
        if bare and _is_time(look, record):
            yield from ((("interpretations", number, "based_on"), t("mixed_guess_without_basis")) for number in bare)


def _lacks(record: Record, field_id: str) -> bool:
    return not record.values.get(field_id) and field_id not in record.open


def _is_time(look: Look, record: Record) -> bool:
    """Whether the step of such records is past: before that, nothing is missing in them."""
    kind = look.guide.kinds.get(record.kind)
    return kind is not None and (not kind.step or look.is_past(kind.step))


def insight_only_fact(look: Look, check: Check, text: str) -> str | None:
    """Look for an insight that is no more than a fact or an opinion: without a why, very short or very long."""
    statement = plain(text)
    number = len(statement.split())
    if not number:
        return None
    code = check.check
    fits = look.limit(code, "least_words") <= number <= look.limit(code, "most_words")
    is_quote = not any(sign.isalnum() for sign in unquoted(statement))
    if fits and not is_quote and (_says_why(look, code, statement) or not _is_fact(look, code, statement)):
        return None
    return shown(text)


def _says_why(look: Look, code: str, statement: str) -> bool:
    """Whether *statement* ties two things together; some words do so only where nothing is counted."""
    if look.words(code, "because").search(statement):
        return True
    return not _counts(statement) and look.words(code, "perhaps").search(statement) is not None


def _is_fact(look: Look, code: str, statement: str) -> bool:
    """Whether *statement* is as short as facts are, or has a figure or a word of theirs."""
    if len(statement.split()) <= look.limit(code, "fact_words"):
        return True
    return _counts(statement) or look.words(code, "facts").search(statement) is not None


def _counts(statement: str) -> bool:
    return any(sign.isdigit() for sign in statement)


def quoted_insight(look: Look, check: Check, record: Record) -> Iterator[Remark]:
    """Yield an insight that repeats one of its quotes, where its wording alone has given no remark."""
    statement = str(record.values.get("statement", ""))
    if record.status == "draft" or not statement or insight_only_fact(look, check, statement) is not None:
        return
    evidence = (look.project.records.get(one) for one in record.values.get("evidence", ()))
    if any(one and bare(str(one.values.get("text", ""))) == bare(statement) for one in evidence):
        yield Remark(record=record.id, path=("statement",), values={"words": shown(statement)})


def bare(text: str) -> str:
    """Return *text* as it is compared: letters and figures alone, case ignored."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain(text).casefold()).split())
