"""When an answer is stopped before it is stored: wording that the group may want to look at again."""

from __future__ import annotations

from collections.abc import Sequence

from innoguide.jobs.walk.prompter import Option, Path, Question
from innoguide.jobs.walk.room import GoBack, NoAnswer, Room
from innoguide.model.answers import pick_choice
from innoguide.model.checks.look import Look
from innoguide.model.checks.run import question_of, text_remarks
from innoguide.model.fields import KindField
from innoguide.model.language import clean_line
from innoguide.texts import t


def to_rewrite(room: Room, field: KindField, path: Path, text: str, old: object = None) -> str | None:
    """Let the checks that *field* names ask about the answer *text*; return None when the group keeps it.

    Else the question is asked again, beginning with the text that is returned: an empty one if the answer was parked.
    A reason for keeping it goes to the record that the answer is stored in. An *old* answer is not asked about again.
    Two questions about one answer would be nagging: the first check asks, and the reason goes for them all.
    """
    if text == old:
        return None
    look = Look(room.guide, room.project, room.prompter.now().date())
    asked = [one for one in text_remarks(look, field, text) if one.check.ask]
    if not asked:
        return None
    path = (*path, "check", asked[0].check.check)
    choices = ["park", "change", "keep"] if any(one.check.may_park for one in asked) else ["change", "keep"]
    picked = _pick(room, path, question_of(asked[0], None, room.lang), [(one, t(f"stop_{one}")) for one in choices])
    if picked == "park":
        room.park(text)
    elif picked == "keep":
        reason = _reason(room, path)
        room.reasons |= {f"{field.id}.{one.check.check}": reason for one in asked}
    return {"park": "", "change": text}.get(picked)


def _reason(room: Room, path: Path) -> str:
    typed = room.ask(Question(path=(*path, "reason"), text=t("stop_reason"), hint=t("stop_reason_hint")))
    reason = "" if isinstance(typed, NoAnswer) else clean_line(typed)
    return reason or t("stop_no_reason", room.store.settings.language)


def _pick(room: Room, path: Path, text: str, choices: Sequence[tuple[str, str]]) -> str:
    """Return which of *choices* the group takes; an empty text when it goes on without one, `change` for `:back`."""
    options = tuple(Option(id=one, label=label) for one, label in choices)
    question = Question(path=path, text=text, hint=t("stop_hint"), options=options, shape="choice")
    while True:
        try:
            typed = room.ask(question)
        except GoBack:
            return "change"
        if isinstance(typed, NoAnswer) or not typed.strip():
            return ""
        picked = pick_choice(typed, choices)
        if picked:
            return picked
        room.tell("walk_wrong", "warning", message=t("stop_which"))
