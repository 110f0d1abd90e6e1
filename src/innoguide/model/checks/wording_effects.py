"""The check on effects: what we do, make or have finished is no difference that somebody notices."""

from __future__ import annotations

from innoguide.model.checks.look import Look
from innoguide.model.checks.sentences import sentences, shown, words_after, words_before
from innoguide.model.guide import Check

# "that the project group has": this many words after what we count say whose work it is.
_WHOSE = 5
# "which was held": the verb of a clause stands at most this far from the word that begins it.
_CLAUSE = 2


def activity_as_effect(look: Look, check: Check, text: str) -> str | None:
    """Look for what we do in place of what becomes different: a verb of doing, something done, own work counted."""
    for sentence in sentences(text):
        found = _doing(look, check.check, sentence) or _own_work_counted(look, check, sentence)
        found = found or _counted_by_us(look, check.check, sentence) or _made(look, check, sentence)
        if found:
            return shown(found)
    return None


def _doing(look: Look, code: str, sentence: str) -> str:
    subject = look.words(code, "subjects").match(sentence)
    rest = sentence[subject.end() :].lstrip() if subject else sentence
    doing = look.words(code, "doing").match(rest)
    if subject and not doing:
        doing = look.words(code, "does").match(rest)
    if doing and (subject or not _is_felt(look, code, rest, doing.end())):
        return doing[0]
    return _done(look, code, sentence)


def _is_felt(look: Look, code: str, sentence: str, place: int) -> bool:
    """Whether what stands after *place* tells what people notice of a thing: "new routines feel safe"."""
    return look.words(code, "felt").search(words_after(sentence, place, _WHOSE)) is not None


def _done(look: Look, code: str, sentence: str) -> str:
    """Return what is done already; "those who have attended" only tells who they are, unless they are counted."""
    counted = look.words(code, "measures").match(sentence)
    for match in look.words(code, "done").finditer(sentence):
        if counted or not look.words(code, "asides").search(words_before(sentence, match.start(), _CLAUSE)):
            return match[0]
    return ""


def _own_work_counted(look: Look, check: Check, sentence: str) -> str:
    """Return the activity that is counted: what stands after "number of", before anything is said about it."""
    code, near = check.check, look.limit(check.check, "near_words")
    head = look.words(code, "counts").match(sentence)
    if not head:
        return ""
    counted = words_after(sentence, head.end(), near)
    link = look.words(code, "links").search(counted)
    match = look.words(code, "activities").search(counted[: link.start()] if link else counted)
    if not match:
        return ""
    # "antal träffar som ungdomarna startat" counts what people do; "antal träffar som vi hållit" what we do.
    rest = words_after(sentence, head.end() + match.end(), 2 * near)
    theirs = look.words(code, "clauses").search(rest) and not look.words(code, "own").search(rest)
    return "" if theirs else f"{head[0]} {match[0]}"


def _counted_by_us(look: Look, code: str, sentence: str) -> str:
    """Return what is counted when we have done it: "how many walks we have had", "schools that the team visited"."""
    head = look.words(code, "measures").match(sentence)
    rest = sentence[head.end() :] if head else ""
    us = look.words(code, "us").search(rest)
    if not head or not us:
        return ""
    counted = rest[: us.start()].split()
    if counted and look.words(code, "relatives").fullmatch(counted[-1]):
        counted.pop()
    if len(counted) > _WHOSE or look.words(code, "asides").search(" ".join(counted)):
        return ""
    works = look.words(code, "works").search(words_after(rest, us.end(), _WHOSE))
    return f"{head[0]}{rest[: us.end()]}" if works else ""


def _made(look: Look, check: Check, sentence: str) -> str:
    """Return the thing of ours that is new, more or finished: "the report is ready", "more signs"."""
    code, near = check.check, look.limit(check.check, "near_words")
    begun = words_after(sentence, 0, near)
    product = look.words(code, "products").search(begun)
    if not product or _is_felt(look, code, sentence, product.end()):
        return ""
    if look.words(code, "asides").search(begun[: product.start()]):
        return ""
    more = look.words(code, "more").match(begun)
    if more and len(begun[more.end() : product.start()].split()) <= 1:
        return begun[: product.end()]
    main = sentence[product.end() :]
    aside = look.words(code, "asides").search(main)
    finished = look.words(code, "finished").search(main[: aside.start()] if aside else main)
    return f"{product[0]} {finished[0]}" if finished else ""
