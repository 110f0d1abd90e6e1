"""What can be wrong between the files of a guide: names that lead nowhere, fields of the wrong type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from string import Formatter

from innoguide.model.checks.known import KNOWN, TEXT_CHECKS
from innoguide.model.checks.look import Known
from innoguide.model.fields import ENVELOPE, KindField, field_faults
from innoguide.model.guide import SHARED, AgendaItem, Check, Guide, Kind, Method, Profile, Step
from innoguide.model.moves import (
    USER_VALUE,
    Choose,
    Collect,
    Consent,
    Fill,
    Follow,
    Link,
    Move,
    Place,
    Rank,
    Sort,
    Vote,
    Weigh,
)

Path = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class GuideFault:
    """A *word* at *path* of the file *source* (("kind", id) …) that is wrong; *allowed* is what it might have been."""

    source: tuple[str, str]
    path: Path
    key: str
    word: str = ""
    allowed: Collection[str] = ()


def find_guide_faults(guide: Guide, homes: dict[str, str]) -> Iterator[GuideFault]:
    """Yield the faults of *guide*; *homes* tells the folder that each method was found in."""
    yield from _guide_file_faults(guide)
    for kind in guide.kinds.values():
        yield from _kind_faults(guide, kind)
    for check in guide.checks.values():
        yield from _check_faults(guide, check)
    for step in guide.steps:
        yield from _step_faults(guide, step)
    for home, methods in guide.methods.items():
        for method in methods:
            source = ("method", method.method)
            if homes.get(method.method, home) not in (*guide.about.steps, SHARED):
                yield GuideFault(
                    source=source, path=(), key="guide_method_homeless", word=home, allowed=[*guide.about.steps, SHARED]
                )
            yield from _method_faults(guide, method)


def _unknown(
    source: tuple[str, str], path: Path, what: str, word: str, allowed: Collection[str]
) -> Iterator[GuideFault]:
    if word not in allowed:
        yield GuideFault(source=source, path=path, key=f"guide_unknown_{what}", word=word, allowed=allowed)


def _doubles(source: tuple[str, str], path: Path, ids: Sequence[str]) -> Iterator[GuideFault]:
    for word, number in Counter(ids).items():
        if number > 1:
            last = len(ids) - 1 - list(reversed(ids)).index(word)
            yield GuideFault(source=source, path=(*path, last, "id"), key="guide_double_id", word=word)


def _guide_file_faults(guide: Guide) -> Iterator[GuideFault]:
    source, about = ("guide", "guide"), guide.about
    known = {step.step for step in guide.steps}
    for index, name in enumerate(about.steps):
        if name not in known:
            yield GuideFault(source=source, path=("steps", index), key="guide_step_without_file", word=name)
        if name in about.steps[:index]:
            yield GuideFault(source=source, path=("steps", index), key="guide_double_id", word=name)
    yield from _doubles(source, ("roles",), [one.id for one in about.roles])
    yield from _doubles(source, ("profiles",), [one.id for one in about.profiles])
    for index, profile in enumerate(about.profiles):
        yield from _calendar_faults(guide, profile, ("profiles", index, "calendar"))


def _calendar_faults(guide: Guide, profile: Profile, path: Path) -> Iterator[GuideFault]:
    """Yield what a profile's calendar names that is not there, what it leaves out, and meetings out of order."""
    source = ("guide", "guide")
    agendas = {step.step: [one.id for one in step.agendas] for step in guide.steps}
    last = (0.0, 0, "")
    for index, meeting in enumerate(profile.calendar):
        here: Path = (*path, index)
        yield from _unknown(source, (*here, "step"), "step", meeting.step, guide.about.steps)
        if meeting.agenda or not meeting.follow_up:
            yield from _unknown(source, (*here, "agenda"), "agenda", meeting.agenda, agendas.get(meeting.step, ()))
        elif not meeting.minutes:
            yield GuideFault(source=source, path=here, key="guide_calendar_minutes", word=profile.id)
        when = (meeting.months, meeting.days, meeting.start)
        if when < last:
            yield GuideFault(source=source, path=here, key="guide_calendar_order", word=profile.id)
        last = when


def _kind_faults(guide: Guide, kind: Kind) -> Iterator[GuideFault]:
    source = ("kind", kind.kind)
    yield from _unknown(source, ("label_field",), "field", kind.label_field, kind.by_id)
    for index, name in enumerate(kind.says):
        yield from _unknown(source, ("says", index), "field", name, kind.by_id)
    if kind.step:
        yield from _unknown(source, ("step",), "step", kind.step, guide.about.steps)
    yield from _doubles(source, ("fields",), [field.id for field in kind.fields])
    for index, field in enumerate(kind.fields):
        path: Path = ("fields", index)
        if field.id in ENVELOPE:
            yield GuideFault(source=source, path=(*path, "id"), key="guide_reserved_field", word=field.id)
        yield from _field_faults(guide, source, path, field)
        for name in field.fills:
            yield from _unknown(source, (*path, "fills", f"key:{name}"), "field", name, kind.by_id)
        yield from _doubles(source, (*path, "fields"), [column.id for column in field.fields])
        for number, column in enumerate(field.fields):
            yield from _field_faults(guide, source, (*path, "fields", number), column)


def _check_faults(guide: Guide, check: Check) -> Iterator[GuideFault]:
    """Yield what a check's file has too little or too much of; its messages are filled with known words alone."""
    source = ("check", check.check)
    yield from _unknown(source, ("check",), "check", check.check, KNOWN)
    if check.step:
        yield from _unknown(source, ("step",), "step", check.step, guide.about.steps)
    known = KNOWN.get(check.check)
    if known is None:
        return
    for key in ("message", "ask"):
        for lang in ("sv", "en"):
            for place in _strange_places(getattr(getattr(check, key), lang, ""), known):
                path = (key, lang)
                yield GuideFault(source=source, path=path, key="guide_check_place", word=place, allowed=known.places)
    for key, given, wanted in (("words", check.words, known.words), ("limits", check.limits, known.limits)):
        for name in given:
            yield from _unknown(source, (key, name), "list", name, wanted)
        for name in wanted:
            if name not in given:
                yield GuideFault(source=source, path=(key,), key="guide_check_lacks", word=f"{key}.{name}")


def _strange_places(text: str, known: Known) -> list[str]:
    """Return the places in a message that nothing fills."""
    try:
        places = [name for _before, name, _form, _how in Formatter().parse(text) if name is not None]
    except ValueError:
        return [text]
    return [name for name in places if name not in known.places]


def _field_faults(guide: Guide, source: tuple[str, str], path: Path, field: KindField) -> Iterator[GuideFault]:
    for key, fault in field_faults(field):
        yield GuideFault(source=source, path=(*path, key), key=f"guide_{fault}", word=field.id)
    for index, target in enumerate(field.to):
        yield from _unknown(source, (*path, "to", index), "kind", target, {*guide.kinds, "any"})
    for index, check in enumerate(field.checks):
        yield from _unknown(source, (*path, "checks", index), "check", check, TEXT_CHECKS)
    yield from _doubles(source, (*path, "options"), [option.id for option in field.options])


def _step_faults(guide: Guide, step: Step) -> Iterator[GuideFault]:
    source = ("step", step.step)
    shared = [method.method for method in guide.methods.get(SHARED, ())]
    for key, names in (("opens_with", step.opens_with), ("closes_with", step.closes_with)):
        for index, name in enumerate(names):
            yield from _unknown(source, (key, index), "method", name, shared)
    own = [method.method for method in guide.methods.get(step.step, ())]
    for number, agenda in enumerate(step.agendas):
        for index, item in enumerate(agenda.items):
            path: Path = ("agendas", number, "items", index)
            if item.method:
                yield from _unknown(source, (*path, "method"), "method", item.method, [*own, *shared])
                yield from _item_moves_faults(guide, source, path, step.step, item)
            elif item.text is None:
                yield GuideFault(source=source, path=path, key="guide_empty_agenda_item")
    yield from _doubles(source, ("agendas",), [one.id for one in step.agendas])
    yield from _doubles(source, ("exit_criteria",), [one.id for one in step.exit_criteria])
    for number, criterion in enumerate(step.exit_criteria):
        for index, count in enumerate(criterion.counts):
            path = ("exit_criteria", number, "counts", index)
            yield from _unknown(source, (*path, "kind"), "kind", count.kind, guide.kinds)
            if count.kind in guide.kinds:
                yield from _values_faults(source, (*path, "where"), guide.kinds[count.kind], count.where)


def _item_moves_faults(
    guide: Guide, source: tuple[str, str], path: Path, step_id: str, item: AgendaItem
) -> Iterator[GuideFault]:
    method = guide.method(step_id, item.method)
    known = [move.id for move in method.script] if method else list(item.moves)
    for index, move_id in enumerate(item.moves):
        yield from _unknown(source, (*path, "moves", index), "move", move_id, known)


def _method_faults(guide: Guide, method: Method) -> Iterator[GuideFault]:
    source = ("method", method.method)
    for kind in method.needs:
        yield from _unknown(source, ("needs", kind), "kind", kind, guide.kinds)
    for index, check in enumerate(method.checks):
        yield from _unknown(source, ("checks", index), "check", check, KNOWN)
    yield from _doubles(source, ("script",), [move.id for move in method.script])
    for index, move in enumerate(method.script):
        yield from _move_faults(guide, source, ("script", index), move)


def _move_faults(guide: Guide, source: tuple[str, str], path: Path, move: Move) -> Iterator[GuideFault]:
    for key in ("cards", "criteria", "questions"):
        yield from _doubles(source, (*path, key), [one.id for one in getattr(move, key, ())])
    if isinstance(move, Sort):
        yield from _sort_faults(guide, source, path, move)
    if not isinstance(move, Collect | Fill | Vote | Weigh | Place | Rank | Choose | Consent | Link | Follow):
        return
    yield from _decision_faults(guide, source, path, move)
    yield from _unknown(source, (*path, "kind"), "kind", move.kind, guide.kinds)
    kind = guide.kinds.get(move.kind)
    if kind is None:
        return
    for key in ("pick", "then", "fields", "shows"):
        for index, name in enumerate(getattr(move, key, ())):
            yield from _unknown(source, (*path, key, index), "field", name, kind.by_id)
    for key in ("set", "mark", "mark_rest", "where"):
        yield from _values_faults(source, (*path, key), kind, getattr(move, key, {}))
    for name, fields in getattr(move, "recall", {}).items():
        yield from _unknown(source, (*path, "recall", f"key:{name}"), "kind", name, guide.kinds)
        for index, one in enumerate(fields if name in guide.kinds else ()):
            yield from _unknown(source, (*path, "recall", name, index), "field", one, guide.kinds[name].by_id)
    yield from _type_faults(source, path, kind, move)


_IDEAS = ("idea", "idea_card")


def _decision_faults(guide: Guide, source: tuple[str, str], path: Path, move: Move) -> Iterator[GuideFault]:
    """Yield that ideas are chosen between without value to the user, and what a move has nowhere to store."""
    if isinstance(move, Vote | Weigh) and move.kind in _IDEAS and USER_VALUE not in [one.id for one in move.criteria]:
        yield GuideFault(source=source, path=(*path, "criteria"), key="guide_no_user_value", word=move.move)
    if isinstance(move, Weigh):
        yield from _unknown(source, (*path, "move"), "kind", "weighing", guide.kinds)
    if isinstance(move, Consent):
        decision = guide.kinds.get("decision")
        for name in ("objections", "outcome", "changes"):
            yield from _unknown(source, (*path, "move"), "field", name, decision.by_id if decision else ())


def _sort_faults(guide: Guide, source: tuple[str, str], path: Path, move: Sort) -> Iterator[GuideFault]:
    for index, name in enumerate(move.sorted_kinds):
        at: Path = ("kinds", index) if move.kinds else ("kind",)
        yield from _unknown(source, (*path, *at), "kind", name, guide.kinds)
    yield from _unknown(source, (*path, "into"), "kind", move.into, guide.kinds)
    if move.into in guide.kinds:
        yield from _typed(source, (*path, "members"), guide.kinds[move.into], move.members, ("refs",))


def _type_faults(source: tuple[str, str], path: Path, kind: Kind, move: Move) -> Iterator[GuideFault]:
    """Yield the fields that a move names and that have another type than it needs."""
    if isinstance(move, Place):
        yield from _typed(source, (*path, "x"), kind, move.x, ("scale",))
        yield from _typed(source, (*path, "y"), kind, move.y, ("scale",))
    elif isinstance(move, Rank):
        yield from _typed(source, (*path, "field"), kind, move.field, ("number",))
    elif isinstance(move, Link):
        yield from _typed(source, (*path, "field"), kind, move.field, ("ref", "refs"))
    elif isinstance(move, Collect) and move.cards:
        yield from _typed(source, (*path, "card_field"), kind, move.card_field, ("text",))
    elif isinstance(move, Follow):
        for key, needed in (("stage", "choice"), ("since", "date"), ("history", "rows"), ("rows", "rows")):
            if getattr(move, key):
                yield from _typed(source, (*path, key), kind, getattr(move, key), (needed,))


def _typed(
    source: tuple[str, str], path: Path, kind: Kind, field_id: str, types: tuple[str, ...]
) -> Iterator[GuideFault]:
    fitting = [field.id for field in kind.fields if field.type in types]
    yield from _unknown(source, path, "field", field_id, fitting)


def _values_faults(source: tuple[str, str], path: Path, kind: Kind, values: dict[str, str]) -> Iterator[GuideFault]:
    for name, value in values.items():
        yield from _unknown(source, (*path, f"key:{name}"), "field", name, kind.by_id)
        field = kind.by_id.get(name)
        if field and field.options:
            yield from _unknown(source, (*path, name), "option", value, [option.id for option in field.options])
        elif field and field.type == "yes_no":
            yield from _unknown(source, (*path, name), "option", value, ["yes", "no"])
        elif field and field.type == "scale":
            yield from _unknown(source, (*path, name), "option", value, ["1", "2", "3", "4", "5"])
        elif field and field.type == "number" and not value.isdecimal():
            yield GuideFault(source=source, path=(*path, name), key="guide_not_a_number", word=value)
