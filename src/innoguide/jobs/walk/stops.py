"""When an answer is stopped before it is stored: wording that the group may want to look at again."""

from __future__ import annotations

from innoguide.jobs.walk.prompter import Path
from innoguide.jobs.walk.room import Room
from innoguide.model.checks.look import Look
from innoguide.model.checks.run import checks_on, question_of, text_remarks
from innoguide.model.fields import KindField
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
    asked = [one for one in text_remarks(look, field, text, checks_on(look)) if one.check.ask]
    if not asked:
        return None
    path = (*path, "check", asked[0].check.check)
    choices = ["park", "change", "keep"] if any(one.check.may_park for one in asked) else ["change", "keep"]
    labelled = [(one, t(f"stop_{one}")) for one in choices]
    picked = room.pick(path, question_of(asked[0], None, room.lang), t("stop_hint"), labelled)
    if picked == "park":
        room.park(text)
    elif picked == "keep":
        reason = room.ask_reason((*path, "reason"), t("stop_reason"), t("stop_reason_hint"))
        reason = reason or t("stop_no_reason", room.store.settings.language)
        room.reasons |= {f"{field.id}.{one.check.check}": reason for one in asked}
    return {"park": "", "change": text}.get(picked)
