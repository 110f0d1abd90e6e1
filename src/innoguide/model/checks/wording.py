"""Checks on the wording of challenges, needs, target groups and effects; their words stand in `steps/checks/`."""

from __future__ import annotations

import re

from innoguide.model.checks.look import Known, Look
from innoguide.model.checks.sentences import plain, sentences, shown, words_after, words_before
from innoguide.model.checks.wording_effects import activity_as_effect
from innoguide.model.checks.wording_kinds import insight_only_fact, kinds_mixed, quoted_insight, unsourced
from innoguide.model.checks.wording_questions import leading_question, question_width
from innoguide.model.guide import Check

SOLUTION = "solution_built_in"
_AGES = re.compile(r"(?<![\w.,])([0-9]{1,3})(?: ?[-–] ?| till | to | och | and )([0-9]{1,3})(?![\w.,]?\d)")


def solution_built_in(look: Look, check: Check, text: str) -> str | None:
    """Look for a solution: a thing to make, a thing that is made or changed, or an act that already is the answer."""
    for sentence in sentences(text):
        if look.words(check.check, "explores").match(sentence):
            continue
        found = _thing(look, check.check, sentence) or _made_thing(look, check.check, sentence)
        found = found or _act_first(look, check.check, sentence)
        if found:
            return shown(found)
    return None


def _act_first(look: Look, code: str, sentence: str) -> str:
    """Return what we are to do, where the question begins with it: later in it, people may be those who do it."""
    opener = look.words(code, "openers").match(sentence)
    rest = sentence[opener.end() :].lstrip() if opener else sentence
    act = look.words(code, "starts").match(rest)
    return act[0] if act and not look.words(code, "fine").match(rest) else ""


def _thing(look: Look, code: str, sentence: str) -> str:
    """Return the first thing or act that is a solution wherever it stands, unless it is what people are up against."""
    close = look.limit(code, "close_words")
    for match in look.words(code, "things").finditer(sentence):
        is_there = look.words(code, "known").search(words_before(sentence, match.start(), close))
        if not is_there and not _is_spared(look, code, sentence, match):
            return match[0]
    acts = look.words(code, "acts").finditer(sentence)
    return next((act[0] for act in acts if not _is_spared(look, code, sentence, act)), "")


def _made_thing(look: Look, code: str, sentence: str) -> str:
    """Return the first thing that somebody is to make, get, buy or change, or that the sentence begins with."""
    near, close = look.limit(code, "near_words"), look.limit(code, "close_words")
    helped = look.words(code, "enabling").search(sentence)
    for match in look.words(code, "offers").finditer(sentence):
        before = words_before(sentence, match.start(), near)
        # "Help them to start a club": it is the people who make it.
        is_theirs = helped is not None and helped.start() < match.start()
        is_made = (
            not before
            or look.words(code, "articles").fullmatch(before)
            or look.words(code, "newness").search(words_before(sentence, match.start(), close))
            or (not is_theirs and look.words(code, "making").search(before))
            or look.words(code, "demands").match(words_after(sentence, match.end(), near))
        )
        if is_made and not _is_spared(look, code, sentence, match):
            return match[0]
    return ""


def _is_spared(look: Look, code: str, sentence: str, thing: re.Match[str]) -> bool:
    """Whether *thing* is no answer: it is there already, somebody owns it, or people are up against it."""
    if look.words(code, "there").fullmatch(thing[0]):
        return True
    before = words_before(sentence, thing.start(), look.limit(code, "near_words"))
    owner = words_before(sentence, thing.start(), look.limit(code, "close_words"))
    return bool(look.words(code, "spares").search(before) or look.words(code, "owned").search(owner))


def need_as_solution(look: Look, check: Check, text: str) -> str | None:
    """Look for a thing where a verb is wanted: what a person needs to feel, understand, be able to or be spared."""
    need, said = _need_in(look, check.check, plain(text))
    found = _thing_first(look, check.check, need, said) or _thing_had(look, check.check, need)
    if not found and SOLUTION in look.guide.checks:
        found = solution_built_in(look, look.guide.checks[SOLUTION], text) or ""
    return shown(found) if found else None


def _need_in(look: Look, code: str, text: str) -> tuple[str, bool]:
    """Return what is needed, without "they need", and whether the text says that it is needed."""
    said = look.words(code, "needs").search(text)
    need = text[said.end() :].strip() if said else text
    fill = look.words(code, "fillers").match(need)
    return (need[fill.end() :].strip() if fill else need), said is not None


def _thing_first(look: Look, code: str, need: str, said: bool) -> str:
    """Return the beginning of *need* when it is a thing; after "they need" anything but a verb is one."""
    if not need or look.words(code, "fine").match(need):
        return ""
    if look.words(code, "starts").match(need) or look.words(code, "things").match(need):
        return words_after(need, 0, 3)
    is_verb = look.words(code, "verbs").match(need) or not need[0].isalpha()
    described = look.words(code, "relations").match(words_after(need, len(need.split(None, 1)[0]), 1))
    return words_after(need, 0, 3) if not is_verb and (said or described) else ""


def _thing_had(look: Look, code: str, need: str) -> str:
    """Return the thing that somebody is to get, have or be offered."""
    near = look.limit(code, "near_words")
    for match in look.words(code, "things").finditer(need):
        before = words_before(need, match.start(), near)
        if look.words(code, "having").search(before) and not look.words(code, "spares").search(before):
            return match[0]
    return ""


def our_own_need(look: Look, check: Check, text: str) -> str | None:
    """Look for what the organisation wants of people: more visitors, forms in time, cheaper, calmer for us."""
    for sentence in sentences(text):
        opener = look.words(check.check, "openers").match(sentence)
        rest = sentence[opener.end() :] if opener else sentence
        for name in ("gains", "ours"):
            match = look.words(check.check, name).search(rest)
            if match:
                return shown(match[0])
        found = _we_want(look, check, rest) or _our_figures(look, check, rest)
        if found:
            return shown(found)
    return None


def _we_want(look: Look, check: Check, sentence: str) -> str:
    near = look.limit(check.check, "near_words")
    for match in look.words(check.check, "organisation").finditer(sentence):
        wants = look.words(check.check, "wants").search(words_after(sentence, match.end(), near))
        if wants:
            return f"{match[0]} {wants[0]}"
    return ""


def _our_figures(look: Look, check: Check, sentence: str) -> str:
    """Return the figure of ours that is to go up or down: fewer calls, a higher occupancy."""
    # "the number of" may stand between.
    near = look.limit(check.check, "near_words") + 1
    for match in look.words(check.check, "changes").finditer(sentence):
        figure = look.words(check.check, "figures").search(words_after(sentence, match.end(), near))
        if figure:
            return f"{match[0]} … {figure[0]}"
    return ""


def for_everyone(look: Look, check: Check, text: str) -> str | None:
    """Look for a target group without a limit: every word of it is a wide group or says nothing about whom."""
    code, asked = check.check, plain(text)
    left = _AGES.sub(lambda ages: " " if _is_wide(look, code, ages) else ages[0], asked)
    left = look.words(code, "wholes").sub(lambda whole: " " if _is_place(look, code, whole[0]) else whole[0], left)
    groups = (look.words(code, name) for name in ("everyone", "wide"))
    if left == asked and not any(one.search(asked) for one in groups):
        return None
    for name in ("phrases", "everyone", "wide", "fillers"):
        left = look.words(code, name).sub(" ", left)
    return shown(text) if not any(sign.isalnum() for sign in left) else None


def _is_place(look: Look, code: str, whole: str) -> bool:
    """Whether "the whole X" is a town: X is a name, and not that of a school or a street."""
    name = whole.split()[-1]
    return name[:1].isupper() and not look.words(code, "parts").fullmatch(name)


def _is_wide(look: Look, code: str, ages: re.Match[str]) -> bool:
    return int(ages[2]) - int(ages[1]) >= look.limit(code, "wide_years")


KNOWN: dict[str, Known] = {
    SOLUTION: Known(
        text=solution_built_in,
        words=(
            *("openers", "starts", "fine", "things", "known", "acts", "offers"),
            *("articles", "newness", "making", "enabling", "demands", "spares"),
            *("explores", "owned", "there"),
        ),
        limits=("near_words", "close_words"),
    ),
    "need_as_solution": Known(
        text=need_as_solution,
        words=("needs", "fillers", "fine", "starts", "things", "verbs", "relations", "having", "spares"),
        limits=("near_words",),
    ),
    "kinds_mixed": Known(
        text=kinds_mixed, record=unsourced, kinds=("quote", "note", "interview"), words=("guesses", "says")
    ),
    "insight_only_fact": Known(
        text=insight_only_fact,
        record=quoted_insight,
        kinds=("insight",),
        words=("because", "perhaps", "facts"),
        limits=("least_words", "fact_words", "most_words"),
    ),
    "our_own_need": Known(
        text=our_own_need,
        words=("openers", "organisation", "wants", "gains", "ours", "changes", "figures"),
        limits=("near_words",),
    ),
    "for_everyone": Known(
        text=for_everyone, words=("everyone", "wide", "fillers", "phrases", "wholes", "parts"), limits=("wide_years",)
    ),
    "leading_question": Known(
        text=leading_question,
        words=(
            *("asking", "closed", "verbs", "claims", "open", "requests", "tells"),
            *("leads", "ours", "praise", "recalls", "invites", "courtesy"),
        ),
    ),
    "question_width": Known(
        text=question_width,
        words=("openers", "acts", "brands", "tools", "wide", "narrows", "ands", "pairs"),
        limits=("least_words", "short_words", "most_words", "most_ands"),
    ),
    "activity_as_effect": Known(
        text=activity_as_effect,
        words=(
            *("subjects", "doing", "does", "done", "counts", "links", "activities", "clauses", "own"),
            *("measures", "us", "works", "relatives", "asides", "products", "more", "finished", "felt"),
        ),
        limits=("near_words",),
    ),
}
