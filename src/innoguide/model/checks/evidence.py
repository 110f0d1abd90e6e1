"""Checks on what insights rest on, and on whom the group has met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from innoguide.model.checks.look import Known, Look, Remark
from innoguide.model.checks.standing import is_explained, said
from innoguide.model.evidence import MEETINGS, find_spread, find_strength, met_against_plan
from innoguide.model.guide import Check
from innoguide.model.record import Record, option_label

MAIN_GROUPS = ("user", "non_user", "relative")
"""The participants whom something can be developed for; in a tie the first one is the main group."""


def insight_without_evidence(look: Look, check: Check, insight: Record) -> Iterator[Remark]:
    """Yield an insight that nothing shows."""
    if insight.status == "done" and _must_rest(look, insight) and not find_strength(look.project, insight).pieces:
        yield Remark(record=insight.id, path=("evidence",))


def insight_on_one_source(look: Look, check: Check, insight: Record) -> Iterator[Remark]:
    """Yield an insight with too little evidence, or with all of it from one person or occasion."""
    found = find_strength(look.project, insight)
    enough = found.pieces >= check.limits["least_pieces"] and found.sources >= check.limits["least_sources"]
    if insight.status == "done" and found.pieces and not enough and _must_rest(look, insight):
        strong = insight.values.get("strength") == "strong"
        values: dict[str, str | int] = {"pieces": found.pieces, "sources": found.sources}
        yield Remark(record=insight.id, path=("strength" if strong else "evidence",), values=values)


def _must_rest(look: Look, insight: Record) -> bool:
    """Whether an insight has to rest on something now: it is called strong or chosen, or its step is over.

    What the group itself calls an assumption, and has not chosen, claims nothing.
    """
    if insight.values.get("chosen") is True or insight.values.get("strength") == "strong":
        return True
    return insight.values.get("strength") != "assumption" and look.is_past(insight.step)


def no_non_users_met(look: Look, check: Check) -> Iterator[Remark]:
    """Yield the step when nobody has been met who does not use the service."""
    yield from _never_met(look, check, "non_user")


def no_staff_perspective(look: Look, check: Check) -> Iterator[Remark]:
    """Yield the step when nobody has been met who works with the users."""
    yield from _never_met(look, check, "staff")


def _never_met(look: Look, check: Check, participant: str) -> Iterator[Remark]:
    where = {"participant_type": participant}
    # When nobody at all has been met, `too_few_or_one_sided` says so, once.
    if not said(look, *MEETINGS) or said(look, *MEETINGS, where=where):
        return
    if look.is_past(check.step) and not is_explained(look, check.step, "interview", where):
        yield look.at_gate(check.step)


def too_few_or_one_sided(look: Look, check: Check) -> Iterator[Remark]:
    """Yield the step when the main group is too small, or when all talks were at one place or with one age."""
    if not look.is_past(check.step):
        return
    group, met = _main_group(look)
    few = met < check.limits["least_people"] and not _few_explained(look, check)
    places, ages = _places(look), _ages(look)
    if few or any(_is_one_sided(one, check.limits["least_known"]) for one in (places, ages)):
        yield look.at_gate(
            check.step,
            group=_option(look, "participant_type", group),
            met=met,
            least=check.limits["least_people"],
            places=_listed(places),
            ages=_listed(ages),
        )


def _main_group(look: Look) -> tuple[str, int]:
    """Return the kind of participant that the group planned to meet most of, and how many of it were met."""
    groups = {one.participant_type: one for one in met_against_plan(look.project)}
    wanted = {name: groups[name].wanted if name in groups else 0 for name in MAIN_GROUPS}
    group = max(MAIN_GROUPS, key=lambda name: wanted[name])
    return group, groups[group].met if group in groups else 0


def _few_explained(look: Look, check: Check) -> bool:
    # The guide asks for users at the gate, whichever group the plan made the main one.
    return is_explained(look, check.step, "interview", {"participant_type": "user"})


def _places(look: Look) -> Counter[str]:
    """Return the places of the talks as they were first written; capitals make no difference."""
    names: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for place, number in find_spread(look.project).places.items():
        counted[names.setdefault(place.strip().casefold(), place.strip())] += number
    return counted


def _ages(look: Look) -> Counter[str]:
    ages = find_spread(look.project).ages.items()
    return Counter({_option(look, "age_band", age): number for age, number in ages if age != "unknown"})


def _is_one_sided(found: Counter[str], least: int) -> bool:
    return len(found) == 1 and found.total() >= least


def _option(look: Look, field: str, value: str) -> str:
    return option_label(look.guide.kinds["interview"], field, value, look.lang)


def _listed(found: Counter[str], most: int = 4) -> str:
    shown = "; ".join(list(found)[:most])
    return f"{shown} …" if len(found) > most else shown or "–"


def journey_from_the_desk(look: Look, check: Check, journey: Record) -> Iterator[Remark]:
    """Yield a journey of today that rests on no notes, or with too many steps that nobody has told or shown."""
    steps = journey.values.get("steps", ())
    if journey.status == "draft" or journey.values.get("state") == "future" or not steps:
        return
    assumed = sum(row.get("assumed") is True for row in steps)
    sources = journey.values.get("sources", ())
    if not sources or assumed * 100 > check.limits["most_assumed"] * len(steps):
        values: dict[str, str | int] = {"assumed": assumed, "steps": len(steps), "sources": len(sources)}
        yield Remark(record=journey.id, path=("steps" if sources else "sources",), values=values)


def survey_only(look: Look, check: Check) -> Iterator[Remark]:
    """Yield the plan when a survey is all that is planned or, once the step is over, all that came of it."""
    plans = said(look, "research_plan")
    rows = plans[-1].values.get("methods", ()) if plans else ()
    surveys = [number for number, row in enumerate(rows) if _is_survey(look, check, str(row.get("how", "")))]
    if not surveys or said(look, *MEETINGS, "diary_entry"):
        return
    if len(surveys) == len(rows) or look.is_past(check.step):
        path = ("methods", surveys[0], "how")
        yield Remark(record=plans[-1].id, path=path, values={"words": str(rows[surveys[0]]["how"])})


def _is_survey(look: Look, check: Check, how: str) -> bool:
    survey, meeting = (look.words(check.check, name) for name in ("survey", "meeting"))
    return survey.search(how) is not None and meeting.search(how) is None


def challenge_never_updated(look: Look, check: Check) -> Iterator[Remark]:
    """Yield the challenge when insights ask for a new wording and it stands as it was first written."""
    changing = said(look, "insight", where={"changes_challenge": "yes"})
    challenges = said(look, "challenge")
    if not changing or not challenges or not look.is_past(check.step):
        return
    first = min(one.created for one in changing)
    if not any(_is_reworded(one, since=first) for one in challenges):
        yield Remark(record=challenges[-1].id, path=("question",), values={"insights": len(changing)})


def _is_reworded(challenge: Record, *, since: str) -> bool:
    """Whether a challenge is a later version, or has been edited after *since* without becoming one."""
    values = challenge.values
    return "replaces" in values or values.get("version", 1) > 1 or challenge.updated > since


KNOWN: dict[str, Known] = {
    "insight_without_evidence": Known(record=insight_without_evidence, kinds=("insight",)),
    "insight_on_one_source": Known(
        record=insight_on_one_source,
        kinds=("insight",),
        limits=("least_pieces", "least_sources"),
        values=("pieces", "sources"),
    ),
    "no_non_users_met": Known(project=no_non_users_met),
    "too_few_or_one_sided": Known(
        project=too_few_or_one_sided,
        limits=("least_people", "least_known"),
        values=("group", "met", "least", "places", "ages"),
    ),
    "no_staff_perspective": Known(project=no_staff_perspective),
    "journey_from_the_desk": Known(
        record=journey_from_the_desk,
        kinds=("journey",),
        limits=("most_assumed",),
        values=("assumed", "steps", "sources"),
    ),
    "survey_only": Known(project=survey_only, words=("survey", "meeting")),
    "challenge_never_updated": Known(project=challenge_never_updated, values=("insights",)),
}
