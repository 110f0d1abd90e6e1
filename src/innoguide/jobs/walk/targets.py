"""Where a walk can go: the step or method that is asked for, was stopped in, or comes next."""

from __future__ import annotations

from dataclasses import dataclass

from innoguide.files.place import Place
from innoguide.model.guide import SHARED, Guide, Step, find_named
from innoguide.model.progress import build_progress, next_thing
from innoguide.model.project import Project


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where a walk is asked to go: a step, or a method of a step. Empty: where the group is.

    *block* is the key of the block of the agenda that it stands for. With *alone* the walk ends after the method, and
    the meeting may go on with another walk.
    """

    step: str = ""
    method: str = ""
    block: str = ""
    alone: bool = False


def first_method(guide: Guide, project: Project, kept: Place, target: Target) -> Target:
    """Return the method to begin with: the one asked for, the one that was stopped in, or what comes next."""
    if target.method:
        return target
    if target.step:
        progress = next(one for one in build_progress(guide, project) if one.step.step == target.step)
        closing = [one.method for one in guide.closing_methods(progress.step)]
        names = [*progress.methods_begun, *progress.methods_left, *closing]
        return Target(step=target.step, method=names[0])
    if kept.method and kept.step in guide.about.steps and guide.method(kept.step, kept.method):
        return Target(step=kept.step, method=kept.method)
    following = next_thing(guide, project)
    return Target(step=following.step, method=following.method)


def find_places(guide: Guide, text: str, here: str) -> list[Target]:
    """Return the places that *text* means: `ringa-in`, `1`, `ringa-in/aktorskarta`, `aktörskarta`, `reflektion`.

    *here* is the step in which a shared method is done when no step is named.
    """
    step_word, slash, method_word = text.strip().partition("/")
    steps = find_named(step_word, [(one.step, _step_names(guide, one)) for one in guide.steps])
    if not slash and steps:
        return [Target(step=one) for one in steps]
    homes = steps if slash else [*guide.about.steps]
    word = method_word if slash else step_word
    own = [(home, method) for home in homes for method in guide.methods.get(home, ())]
    shared = [(homes[0] if slash and homes else here, method) for method in guide.methods.get(SHARED, ())]
    named = [(f"{home}/{one.method}", (one.method, one.title.sv, one.title.en)) for home, one in [*own, *shared]]
    found = [one.partition("/") for one in find_named(word, named)]
    return [Target(step=home, method=method) for home, _slash, method in found]


def _step_names(guide: Guide, step: Step) -> list[str]:
    return [str(guide.number(step.step)), step.title.sv, step.title.en]
