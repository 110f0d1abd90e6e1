"""Checks on questions: those that we ask people, and those that ideas are to answer."""

from __future__ import annotations

import re
from itertools import pairwise

from innoguide.model.checks.look import Look
from innoguide.model.checks.sentences import plain, sentences, shown, words_after
from innoguide.model.checks.wording_kinds import bare
from innoguide.model.guide import Check

# A number, a dash, "Fråga 3:", "Intro –" or a quotation mark before the question itself.
_LEAD_IN = re.compile(r"(?:\d+[.):]?\s+|[-–•*]\s+|[^\W\d]{2,15}(?: \d+)?(?::| –)\s+)*[”\"“„»(]*")
# "barn och föräldrar och personal": this many words or fewer between two of them.
_CHAIN = 2
# "our new and smooth form": this many words after "our" at most.
_PRAISED = 2
_NO_QUESTION = re.compile(r"[,:;–.]\s")


def leading_question(look: Look, check: Check, text: str) -> str | None:
    """Look for questions that can be answered with yes or no, and for those that hold the answer."""
    asked = [one[_LEAD_IN.match(one).end() :] for one in sentences(text)]  # type: ignore[union-attr]
    for sentence, then in pairwise([*asked, ""]):
        found = _leads_or_closes(look, check.check, sentence, then)
        if found:
            return shown(found)
    return None


def _leads_or_closes(look: Look, code: str, asked: str, then: str) -> str:
    """Return what makes *asked* leading or closed; *then* is what is said after it."""
    if look.words(code, "courtesy").search(asked):
        return ""
    leads = look.words(code, "leads").search(asked)
    if leads:
        return leads[0]
    sold = _sold(look, code, asked)
    # "Är det tyst, vänta": a verb that comes first is a condition unless a question mark follows.
    if sold or _is_begun(look, code, asked, then) or ("?" not in asked and _NO_QUESTION.search(asked)):
        return sold
    for part in asked.split(", ") if "?" in asked else [asked]:
        closed = _closed(look, code, part)
        if closed and not _asks_to_tell(look, code, part):
            return closed
    return ""


def _sold(look: Look, code: str, asked: str) -> str:
    """Return the thing of ours that is praised or blamed as it is named: "our new, smooth form"."""
    for match in look.words(code, "ours").finditer(asked):
        praise = look.words(code, "praise").search(words_after(asked, match.end(), _PRAISED))
        if praise:
            return f"{match[0]} {praise[0]}"
    return ""


def _is_begun(look: Look, code: str, asked: str, then: str) -> bool:
    """Whether a yes/no question only begins what is asked for next: "Do you remember …? Tell us"."""
    return bool(look.words(code, "recalls").match(asked) and look.words(code, "invites").match(then))


def _closed(look: Look, code: str, part: str) -> str:
    """Return the beginning that makes *part* a yes/no question: known words, a verb, or a statement with a "?"."""
    closed = look.words(code, "closed").match(part)
    if closed or "?" not in part or look.words(code, "asking").match(part):
        return closed[0] if closed else ""
    begun = look.words(code, "verbs").match(part) or look.words(code, "claims").match(part)
    return begun[0] if begun else ""


def _asks_to_tell(look: Look, code: str, asked: str) -> bool:
    """Whether what looks like a yes/no question is a wish to hear more: "can you tell us …"."""
    if look.words(code, "open").match(asked):
        return True
    request = look.words(code, "requests").match(asked)
    return request is not None and look.words(code, "tells").search(words_after(asked, request.end(), 4)) is not None


def question_width(look: Look, check: Check, text: str) -> str | None:
    """Look for a question that only one answer fits, one that is several, and one that is too wide to start from."""
    asked = plain(text)
    if not asked:
        return None
    found = (
        _too_much(look, check.check, asked) or _too_narrow(look, check.check, asked) or _too_wide(look, check, asked)
    )
    return shown(found) if found else None


def _too_much(look: Look, code: str, asked: str) -> str:
    """Return what goes beyond one question: the words after the last one that should fit, or the second "and"."""
    words = asked.split()
    most = look.limit(code, "most_words")
    if len(words) > most:
        return " ".join(words[most:])
    ands = list(look.words(code, "ands").finditer(asked))
    chained = (one for one, then in pairwise(ands) if len(asked[one.end() : then.start()].split()) <= _CHAIN)
    first = next(chained, None)
    if first:
        return asked[first.start() :]
    paired = look.words(code, "pairs").sub(lambda pair: "x" * len(pair[0]), asked)
    single = list(look.words(code, "ands").finditer(paired))
    most = look.limit(code, "most_ands")
    return asked[single[most - 1].start() :] if len(single) > most else ""


def _too_narrow(look: Look, code: str, asked: str) -> str:
    opener = look.words(code, "openers").match(asked)
    rest = asked[opener.end() :].lstrip() if opener else ""
    act = look.words(code, "acts").match(rest)
    match = act or look.words(code, "brands").search(asked) or look.words(code, "tools").search(asked)
    return match[0] if match else ""


def _too_wide(look: Look, check: Check, asked: str) -> str:
    match = look.words(check.check, "wide").search(asked)
    if match:
        return match[0]
    number = len(asked.split())
    narrowed = look.words(check.check, "narrows").search(asked)
    if number < look.limit(check.check, "least_words" if narrowed else "short_words"):
        return asked
    challenge = look.project.latest("challenge")
    same = challenge is not None and bare(str(challenge.values.get("question", ""))) == bare(asked)
    return asked if same else ""
