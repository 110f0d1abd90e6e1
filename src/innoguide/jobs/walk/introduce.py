"""What the room sees before it is asked: the opening, the step, the method, the move."""

from __future__ import annotations

from datetime import date, timedelta

from innoguide.jobs.walk.meeting.blocks import block_for, blocks_left, keys_of, title_of
from innoguide.jobs.walk.prompter import Line
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.targets import Target
from innoguide.model.agenda.agenda import timetable
from innoguide.model.agenda.carry import open_actions
from innoguide.model.agenda.lateness import meeting_end
from innoguide.model.guide import Method
from innoguide.model.language import long_date
from innoguide.model.moves import Move
from innoguide.model.progress import build_progress, method_state, parked_ideas, unknown_answers
from innoguide.texts import t

SHOWN_ACTIONS = 5


def show_opening(room: Room, first: Target) -> None:
    """Show which meeting this is, what was done before, what comes now, and what can always be typed."""
    day = long_date(date.fromisoformat(room.session.started[:10]), room.lang, weekday=True)
    session = t("session_number", number=room.session.number)
    room.show(
        Line(),
        Line(text=f"{room.project.settings.title} · {session} · {day}", tone="heading"),
        Line(text=_step_line(room, first.step)),
        Line(),
    )
    since = _since_last(room)
    if since:
        room.show(Line(label=t("walk_done_before"), text=since))
    _show_what_is_carried(room)
    if room.session.plan is not None:
        _show_agenda(room)
    elif now := _plan(room, first):
        room.show(Line(label=t("walk_now"), text=now))
    room.show(Line(label=t("walk_always"), text=t("walk_commands"), tone="hint"), Line())


def _step_line(room: Room, step_id: str) -> str:
    step = room.guide.step(step_id)
    return t(
        "walk_step_line",
        number=room.guide.number(step_id),
        steps=len(room.guide.steps),
        title=step.title.in_(room.lang),
        question=step.question.in_(room.lang),
    )


def _since_last(room: Room) -> str:
    """Return what was done in the last meeting, what is parked, and what the group wanted to find out."""
    parts = []
    earlier = [one for one in room.project.sessions if one.id != room.session.id]
    if earlier:
        names = dict.fromkeys((one.step, one.method) for one in earlier[-1].done)
        methods = [room.guide.method(step, name) for step, name in names]
        parts += [method.title.in_(room.lang) for method in methods if method]
    for key, number in (
        ("count_parked", len(parked_ideas(room.project))),
        ("count_unknown", len(unknown_answers(room.project))),
    ):
        if number:
            parts.append(t(f"{key}_one" if number == 1 else key, number=number))
    return " · ".join(parts)


def _show_what_is_carried(room: Room) -> None:
    """Show what the group was to do until now."""
    actions = open_actions(room.project)
    if not actions or "action" not in room.guide.kinds:
        return
    room.show(Line(text=t("pace_carried", number=len(actions)), tone="heading"))
    for one in actions[:SHOWN_ACTIONS]:
        about = ", ".join(str(one.values[key]) for key in ("who", "when") if one.values.get(key))
        room.show(Line(text=f"{room.label(one)} ({about})" if about else room.label(one), tone="list"))
    if len(actions) > SHOWN_ACTIONS:
        room.show(Line(text=t("pace_carried_more", number=len(actions) - SHOWN_ACTIONS), tone="list"))


def _show_agenda(room: Room) -> None:
    """Show the agenda with its times, and what of it is done."""
    plan = room.session.plan
    if plan is None:
        return
    place = plan.place and f" · {plan.place}"
    room.show(Line(), Line(text=t("pace_agenda", start=_time(plan.start)) + place, tone="heading"))
    left = {one.key for one in blocks_left(room)}
    for (key, block), slot in zip(keys_of(plan), timetable(plan), strict=True):
        done = "" if key in left else f" · {t('pace_done')}"
        title = title_of(room, block)
        room.show(Line(text=f"  {_time(slot.starts)}–{_time(slot.ends)}  {title}{done}"))
    ends = meeting_end(room.session)
    if ends is not None:
        room.show(Line(text=f"  {_time(ends.strftime('%H:%M'))}        {t('pace_ends')}"))
    room.show(Line())


def _time(clock: str) -> str:
    hour, _, minute = clock.partition(":")
    return t("clock_time", hour=int(hour), minute=int(minute))


def _plan(room: Room, first: Target) -> str:
    """Return the method that comes now and the one after it, with their minutes."""
    methods = [
        method
        for method in room.guide.methods.get(first.step, ())
        if method.method != first.method and not method.optional
        if method_state(room.project, first.step, method) != "done"
    ]
    now = room.guide.method(first.step, first.method)
    if now is None:
        return ""
    text = t("walk_minutes", title=now.title.in_(room.lang), minutes=now.minutes)
    later = [method for method in methods if method.order > now.order]
    if later:
        text += ", " + t("walk_then", title=later[0].title.in_(room.lang), minutes=later[0].minutes)
    return text


def show_step(room: Room) -> None:
    """Show what the step is for; the first time also its attitude and questions to carry along."""
    step = room.step
    progress = next(one for one in build_progress(room.guide, room.project) if one.step.step == step.step)
    room.show(
        Line(),
        Line(text=_step_line(room, step.step), tone="heading"),
        Line(label=t("walk_why_label"), text=step.purpose.in_(room.lang)),
    )
    if progress.state == "not_started":
        room.show(Line(label=t("walk_attitude"), text=step.attitude.in_(room.lang)))
        room.show(Line(label=t("walk_leaves"), text=step.deliverable.title.in_(room.lang)))


def show_method(room: Room, *, minutes: int) -> None:
    """Show the method: where we are, why, what is needed, what may be missing."""
    method = room.method
    room.show(
        Line(),
        Line(text=method.title.in_(room.lang), tone="rule", right=_where(room, method, minutes)),
        Line(),
        Line(label=t("walk_why_label"), text=method.purpose.in_(room.lang)),
    )
    if method.materials:
        text = " · ".join(one.in_(room.lang) for one in method.materials)
        room.show(Line(label=t("walk_materials"), text=text, for_facilitator=True))
    for kind_id, wanted in method.needs.items():
        found = len(room.records(kind_id))
        if found < wanted:
            room.tell("walk_needs", "hint", wanted=wanted, kind=room.kind_name(kind_id, wanted), found=found)


def _where(room: Room, method: Method, minutes: int) -> str:
    own = [one.method for one in room.guide.methods.get(room.step.step, ()) if not one.optional]
    words = t("minutes", minutes=minutes)
    if method.method not in own:
        return words
    return f"{t('walk_method_of', number=own.index(method.method) + 1, methods=len(own))} · {words}"


def show_move(room: Room, move: Move, *, minutes: int, is_new: bool) -> None:
    """Show what the group does now, what to say and what to listen for; only the title when it comes back."""
    script = room.method.script
    right = f"{script.index(move) + 1}/{len(script)} · {t('minutes', minutes=minutes)}"
    room.show(Line(), Line(text=move.title.in_(room.lang), tone="heading", right=right))
    if not is_new:
        return
    if move.say:
        room.show(Line(label=t("walk_say"), text=move.say.in_(room.lang), tone="say", for_facilitator=True))
    if move.listen_for:
        room.show(
            Line(label=t("walk_listen"), text=move.listen_for.in_(room.lang), tone="listen", for_facilitator=True)
        )


def show_next(room: Room, proposed: Target) -> None:
    """Show what can be done now: what is proposed, another method, or stopping."""
    room.show(Line())
    if not proposed.method:
        if room.session.plan is not None:
            room.tell("pace_agenda_done", "saved")
        room.show(Line(text=f"  1  {t('walk_next_stop')}"), Line(text=f"  2  {t('walk_next_other')}"))
        return
    room.show(
        Line(text=f"  1  {_proposal(room, proposed)}"),
        Line(text=f"  2  {t('walk_next_other')}"),
        Line(text=f"  3  {t('walk_next_stop')}"),
    )


def _proposal(room: Room, proposed: Target) -> str:
    """Return the words for the method that is proposed."""
    left = block_for(room, proposed)
    method = room.guide.method(proposed.step, proposed.method)
    assert method is not None
    step = room.guide.step(proposed.step)
    name, minutes = (
        (title_of(room, left.block), left.minutes) if left else (method.title.in_(room.lang), method.minutes)
    )
    title = t("walk_minutes", title=name, minutes=minutes)
    if proposed.step != room.step.step:
        title = f"{room.guide.number(step.step)} {step.title.in_(room.lang)}: {title}"
    if not proposed.block:
        return t("walk_next_proposed", title=title)
    ends = room.prompter.now() + timedelta(minutes=minutes)
    return t("pace_next_planned", title=title, time=_time(ends.strftime("%H:%M")))


def show_methods(room: Room) -> None:
    """List the methods of this step and the shared ones, with what is done."""
    for home in (room.step.step, "shared"):
        for method in room.guide.methods.get(home, ()):
            state = t(f"method_{method_state(room.project, room.step.step, method)}")
            title = t("walk_minutes", title=method.title.in_(room.lang), minutes=method.minutes)
            room.show(Line(text=f"     {method.method:<26} {title} · {state}"))
    room.tell("walk_other_steps", "hint", steps=", ".join(room.guide.about.steps))
