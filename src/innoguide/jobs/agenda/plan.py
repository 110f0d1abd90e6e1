"""Plans a meeting: finds the one that is meant or makes a new one, changes what was asked for, and saves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from innoguide.errors import UsageError
from innoguide.files.faults import near_miss
from innoguide.files.store import Store
from innoguide.model.agenda.agenda import Agenda
from innoguide.model.agenda.build import Builder, Wish
from innoguide.model.agenda.calendar import Entry
from innoguide.model.agenda.change import for_people
from innoguide.model.agenda.moves import place_of
from innoguide.model.agenda.pace import measure_pace
from innoguide.model.days import next_free_day
from innoguide.model.guide import Guide
from innoguide.model.moves import USUAL_PEOPLE
from innoguide.model.progress import next_thing
from innoguide.model.project import Done, Project, Session
from innoguide.texts import t

USUAL_START = "13:00"
EVEN = 15
"""A meeting for which nobody has said how long there is gets whole quarters of an hour."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked for; what is empty or 0 was not."""

    step: str = ""
    day: date | None = None
    start: str = ""
    minutes: int = 0
    people: int = 0
    place: str = ""
    proposal: str = ""
    new: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether nothing but which meeting was asked for."""
        return not (self.start or self.minutes or self.people or self.place or self.proposal or self.new)


def to_come(project: Project, today: date) -> list[Session]:
    """Return the planned meetings from *today* on, the nearest first."""
    return [one for one in project.planned if one.agenda and one.agenda.date >= today.isoformat()]


def overdue(project: Project, today: date) -> list[Session]:
    """Return the meetings that were planned for a day before *today* and have not begun."""
    return [one for one in project.planned if one.agenda and one.agenda.date < today.isoformat()]


def find_planned(project: Project, asked: Asked, today: date) -> Session | None:
    """Return the planned meeting that is meant: that of the day, else the next one (of the step), if there is one."""
    if asked.new:
        return None
    if asked.day:
        day = asked.day.isoformat()
        return next((one for one in project.planned if one.agenda and one.agenda.date == day), None)
    found = to_come(project, today)
    return next((one for one in found if one.agenda and asked.step in ("", one.agenda.step)), None)


def builder_for(guide: Guide, project: Project, *, before: str, today: date) -> Builder:
    """Return what builds a meeting on the day *before*: what is planned until then is taken for done."""
    earlier = [one for one in to_come(project, today) if one.agenda and one.agenda.date < before]
    expected = project
    closed: set[str] = set()
    for session in earlier:
        done = [*_moves(guide, session)]
        closed |= {one.step for one in done if (method := guide.method(one.step, one.method)) and method.has_gate}
        held = session.model_copy(update={"started": f"{before}T00:00:00", "done": tuple(done)})
        expected = expected.with_session(held)
    return Builder(guide, expected, measure_pace(guide, project), frozenset(closed))


def _moves(guide: Guide, session: Session) -> list[Done]:
    """Return the moves that a planned meeting is to do."""
    found = []
    for block in session.agenda.blocks if session.agenda else ():
        step_id, name = place_of(block, session.agenda) if block.method and session.agenda else ("", "")
        method = guide.method(step_id, name) if name else None
        moves = block.moves or [move.id for move in method.script] if method else ()
        found += [Done(step=step_id, method=name, move=move) for move in moves]
    return found


def next_step(builder: Builder) -> str:
    """Return the step that the next meeting is about: where the group is, when what is planned has been done."""
    for step in builder.guide.steps:
        if not builder.is_closed(step):
            return step.step
    return next_thing(builder.guide, builder.project).step


def make_meeting(store: Store, project: Project, asked: Asked, today: date) -> Session:
    """Return a new planned meeting, not yet saved. Raises `UsageError` for an agenda that the step does not have."""
    taken = {one.agenda.date for one in project.planned if one.agenda}
    day = (asked.day or next_free_day(today, taken)).isoformat()
    builder = builder_for(store.guide, project, before=day, today=today)
    step_id = asked.step or next_step(builder)
    people = asked.people or usual_people(project)
    start = asked.start or usual_start(project)
    wish = Wish(
        step=step_id,
        people=people,
        start=start,
        lang=project.settings.language,
        minutes=asked.minutes,
        proposal=_proposal(store.guide, step_id, asked.proposal),
    )
    blocks = tuple(builder.build(wish))
    needed = sum(one.minutes for one in blocks)
    agenda = Agenda(
        date=day,
        start=start,
        minutes=asked.minutes or -(-needed // EVEN) * EVEN,
        people=people,
        step=step_id,
        place=asked.place,
        blocks=blocks,
    )
    return _new(store, project, agenda)


def _new(store: Store, project: Project, agenda: Agenda) -> Session:
    before = [one for one in project.planned if one.order[0] <= f"{agenda.date}T{agenda.start}"]
    number = len(project.sessions) + len(before) + 1
    slug = t("session_slug", project.settings.language)
    return Session(id=store.free_session_id(agenda.date, slug), number=number, agenda=agenda)


def changed_as_asked(store: Store, project: Project, session: Session, asked: Asked, today: date) -> Session:
    """Return a planned meeting with what was asked for changed, and the rest as it was."""
    agenda = session.agenda
    assert agenda is not None
    people = asked.people or agenda.people
    changes = {name: value for name in ("start", "minutes", "place") if (value := getattr(asked, name))}
    new = for_people(store.guide, agenda, people).model_copy(update=changes)
    step_id = asked.step or agenda.step
    if step_id != agenda.step or asked.proposal:
        builder = builder_for(store.guide, project, before=agenda.date, today=today)
        wish = Wish(
            step=step_id,
            people=people,
            start=new.start,
            lang=project.settings.language,
            minutes=new.minutes,
            proposal=_proposal(store.guide, step_id, asked.proposal),
        )
        new = new.model_copy(update={"step": step_id, "blocks": tuple(builder.build(wish))})
    return session.model_copy(update={"agenda": new})


def _proposal(guide: Guide, step_id: str, wanted: str) -> str:
    known = [one.id for one in guide.step(step_id).agendas]
    if wanted and wanted not in known:
        raise UsageError(t("agenda_no_such", id=wanted), near_miss(wanted, known))
    return wanted


def usual_people(project: Project) -> int:
    """Return how many there usually are: as in the next meeting planned, or the last one held."""
    planned = [one.agenda.people for one in project.planned if one.agenda]
    held = [one.people for one in project.sessions if one.people]
    return (planned[:1] or held[-1:] or [USUAL_PEOPLE])[0]


def usual_start(project: Project) -> str:
    starts = [one.agenda.start for one in project.planned if one.agenda]
    return (starts[:1] or [USUAL_START])[0]


def save_calendar(store: Store, project: Project, entries: Sequence[Entry]) -> list[Session]:
    """Save the meetings of a calendar that are not planned already, and return them."""
    saved = []
    for entry in entries:
        if entry.kept is None:
            session = _new(store, project, entry.agenda)
            store.save_session(session)
            project = project.with_session(session)
            saved.append(session)
    return saved
