"""Which part of the method is led on phones alone: a method's moves that phones can answer, or a question of one's own.

Both are the guide with one method made shorter, so that the walk leads it as any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from innoguide.files.place import Place
from innoguide.jobs.walk.targets import Target
from innoguide.model.guide import SHARED, Guide, Kind, Method
from innoguide.model.language import Bilingual
from innoguide.model.moves import PHONE_MOVES, Collect
from innoguide.model.progress import build_progress, method_state, next_thing
from innoguide.model.project import Project

ASK_ALL = "fraga-alla"
"""The shared method that a question of one's own belongs to, and its move."""
_ANSWERS = "svar"
_PICKED = ("choice", "ref")


def has_phone_moves(method: Method) -> bool:
    """Whether phones can answer anything in *method*."""
    return any(move.move in PHONE_MOVES for move in method.script)


def next_on_phones(guide: Guide, project: Project, place: Place) -> Target | None:
    """Return the method where the group is, or the next one that phones can answer anything in, if there is one."""
    for step, method in _in_turn(guide, project, place):
        if has_phone_moves(method):
            return Target(step=step, method=method.method, alone=True)
    return None


def _in_turn(guide: Guide, project: Project, place: Place) -> Iterator[tuple[str, Method]]:
    here = [(place.step, place.method)] if place.step in guide.about.steps else []
    coming = next_thing(guide, project)
    for step, name in [*here, (coming.step, coming.method)]:
        if method := guide.method(step, name):
            yield step, method
    for progress in build_progress(guide, project):
        step_id = progress.step.step
        if progress.state != "closed" and guide.number(step_id) >= guide.number(coming.step):
            for method in (*guide.methods.get(step_id, ()), *guide.closing_methods(progress.step)):
                if method_state(project, step_id, method) != "done":
                    yield step_id, method


def on_phones_only(guide: Guide, target: Target) -> Guide:
    """Return *guide* with only those moves of the method in *target* that phones can answer."""
    method = guide.method(target.step, target.method)
    assert method is not None
    script = tuple(move for move in method.script if move.move in PHONE_MOVES)
    return _with(guide, method.model_copy(update={"script": script, "minutes": sum(one.minutes for one in script)}))


def with_question(guide: Guide, kind: Kind, question: str) -> Guide:
    """Return *guide* with a method that asks *question* alone; each answer becomes a record of *kind*.

    What the kind needs before its step is closed is asked once for all, where it is picked from a list.
    """
    base = guide.method("", ASK_ALL) or guide.methods[SHARED][0]
    text = Bilingual(sv=question, en=question)
    needed = [one for one in kind.fields if one.id != kind.label_field]
    move = Collect(
        move="collect",
        id=_ANSWERS,
        title=text,
        minutes=8,
        kind=kind.kind,
        question=text,
        how="alone",
        pick=tuple(one.id for one in needed if one.needed == "to_close" and one.type in _PICKED),
        then=tuple(one.id for one in needed if one.needed == "at_once"),
    )
    changes = {"method": ASK_ALL, "script": (move,), "minutes": 8, "checks": (), "needs": {}, "materials": ()}
    return _with(guide, base.model_copy(update=changes))


def _with(guide: Guide, method: Method) -> Guide:
    """Return *guide* with *method* in the place of the one with its name, or among the shared ones."""
    home = guide.home_of(method.method) or SHARED
    others = [one for one in guide.methods.get(home, ()) if one.method != method.method]
    return replace(guide, methods={**guide.methods, home: (*others, method)})
