"""What the checks want to ask when a method or a step ends: the group says what is right as it is, and why."""

from __future__ import annotations

from collections.abc import Sequence

from innoguide.jobs.walk.prompter import Option, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import NoAnswer
from innoguide.model.answers import Wrong, pick_several
from innoguide.model.checks.look import Look
from innoguide.model.checks.run import Asked, find_remarks, message_of, step_remarks
from innoguide.model.guide import Method
from innoguide.model.record import Record
from innoguide.texts import t


def remarks_on_step(room: Room) -> list[Asked]:
    """Return what the checks ask about the step that is being closed."""
    return step_remarks(_look(room), room.step.step)


def remarks_on_method(room: Room, method: Method) -> list[Asked]:
    """Return what the checks that *method* names ask about what it has left."""
    return [*find_remarks(_look(room), only=method.checks)] if method.checks else []


def _look(room: Room) -> Look:
    return Look(room.guide, room.project, room.prompter.now().date(), closing=room.step.step)


def remark_text(room: Room, asked: Asked, lang: str) -> str:
    """Return what is asked, with the record that it is about."""
    record = room.project.records.get(asked.remark.record)
    kind = room.guide.kinds[record.kind] if record else None
    message = message_of(asked, kind, lang)
    if record is None or kind is None or record.kind == "gate":
        return message
    return f"{t('quoted', lang, text=record.label(kind, 50, lang=lang))}: {message}"


def ask_which_are_right(room: Room, asked: Sequence[Asked], *, otherwise: Record | None) -> None:
    """Show *asked*; store why those that the group picks stay as they are: at their record, or *otherwise* there."""
    if not asked:
        return
    texts = [remark_text(room, one, room.lang) for one in asked]
    options = tuple(Option(id=f"#{number}", label=text) for number, text in enumerate(texts))
    question = Question(
        path=room.path("remarks"),
        text=t("walk_remarks"),
        hint=t("walk_remarks_hint"),
        options=options,
        shape="choices",
    )
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer) or not typed.strip():
            return
        picked = pick_several(typed, [(one.id, one.label) for one in options])
        if not isinstance(picked, Wrong):
            break
        room.tell("walk_wrong", "warning", message=picked.message)
    reason = room.ask_reason(room.path("remarks_reason"), t("stop_reason"), t("walk_reason_hint"))
    for one in picked:
        about = asked[int(one[1:])]
        record = room.project.records.get(about.remark.record) or otherwise
        if record is not None:
            room.keep_reason(record, about.key, reason or t("stop_no_reason", room.store.settings.language))
