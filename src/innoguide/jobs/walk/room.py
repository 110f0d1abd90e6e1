"""The room: the group, what it has said so far, and how it is asked. Every move works through it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from innoguide.errors import UsageError
from innoguide.files.guard import Guard, kinds_of
from innoguide.files.place import Place, save_place
from innoguide.files.store import Store
from innoguide.jobs.walk.commands import plain_answer, read_command
from innoguide.jobs.walk.meeting.pacing import MoveTime, note_time
from innoguide.jobs.walk.obey import obey
from innoguide.jobs.walk.phones.protocol import Phones
from innoguide.jobs.walk.prompter import Line, Option, Path, Prompter, Question
from innoguide.jobs.walk.signals import SKIPPED, GoBack, NoAnswer
from innoguide.model.answers import pick_choice
from innoguide.model.guide import Guide, Kind, Method, Step
from innoguide.model.language import clean_line
from innoguide.model.personal import redacted
from innoguide.model.project import Project, Session
from innoguide.model.record import Record, as_stored, references, status_of
from innoguide.texts import t


@dataclass
class Room:
    """What a move needs: whom to ask, what is known, and where to put what is said.

    *project* follows what is stored; *place* is where we are, kept on disk after every answer.
    """

    guide: Guide
    store: Store
    prompter: Prompter
    lang: str
    project: Project
    session: Session
    place: Place
    step: Step
    method: Method
    guard: Guard
    time: MoveTime = field(default_factory=MoveTime)
    phones: Phones | None = None  # none where an answers file is played
    newest: datetime | None = None  # when the newest record of this session was made
    asked: int = 0  # questions so far: a move that asks nothing is passed over, also backwards
    reasons: dict[str, str] = field(default_factory=dict)  # why the answer that is stored next is kept as it is

    # -- saying and asking ------------------------------------------------------------------------------------

    def show(self, *lines: Line) -> None:
        """Show *lines*."""
        self.prompter.show(lines)

    def tell(self, key: str, tone: Any = "plain", **values: object) -> None:
        """Say the program's sentence *key*."""
        self.show(Line(text=t(key, **values), tone=tone))

    def path(self, *parts: str | int) -> Path:
        """Return the path of a question in the current move."""
        return (f"{self.step.step}/{self.method.method}", self.place.move, *parts)

    def ask(self, question: Question) -> str | NoAnswer:
        """Ask until there is an answer. Commands that are not about the answer (:park, :help) are done on the way.

        Raises `GoBack`, `Leave`, `PhonesWanted`, `Wanted` for what the question takes; `UsageError` when an answers
        file lacks a required answer.
        """
        self.asked += 1
        while True:
            typed = self.prompter.ask(question)
            note_time(self)
            if typed is None:
                if question.required:
                    where = ".".join(str(part) for part in question.path)
                    raise UsageError(t("answer_missing", path=where, text=question.text), t("answer_missing_hint"))
                return SKIPPED
            command = read_command(typed)
            if command is None:
                answer = self.guarded(question, plain_answer(typed))
                if answer is not None:
                    return answer
                question = replace(question, default=typed, repeated=False)
                continue
            done = obey(self, command, question)
            if done is not None:
                return done
            question = replace(question, repeated=True)

    def pick(self, path: Path, text: str, hint: str, choices: Sequence[tuple[str, str]]) -> str:
        """Return the id of the one of *choices* that the group takes; empty if it goes on, `change` for `:back`."""
        options = tuple(Option(id=one, label=label) for one, label in choices)
        question = Question(path=path, text=text, hint=hint, options=options, shape="choice")
        while True:
            try:
                typed = self.ask(question)
            except GoBack:
                return "change"
            if isinstance(typed, NoAnswer) or not typed.strip():
                return ""
            picked = pick_choice(typed, choices)
            if picked:
                return picked
            self.tell("walk_wrong", "warning", message=t("stop_which"))

    def ask_reason(self, path: Path, text: str, hint: str) -> str:
        """Return a reason in a few words; an empty text when none is given."""
        typed = self.ask(Question(path=path, text=text, hint=hint))
        return "" if isinstance(typed, NoAnswer) else clean_line(typed)

    def guarded(self, question: Question, text: str) -> str | None:
        """Return *text* without personal data, or with what the group has a reason to keep; None to write it anew.

        Whoever says nothing has it removed.
        """
        found = [] if question.options or question.pasted else self.guard.find(text)
        if not found:
            return text
        choices = [(one, t(f"walk_personal_{one}")) for one in ("remove", "change", "keep")]
        asked = t("walk_personal", kinds=kinds_of(found))
        picked = self.pick((*question.path, "personal_data"), asked, t("walk_personal_hint"), choices)
        if picked == "change":
            return None
        if picked == "keep":
            path = (*question.path, "allow_reason")
            reason = self.ask_reason(path, t("walk_allow_reason"), t("walk_allow_reason_hint"))
            if reason:
                self.guard.allow(text, found, reason=reason)
                return text
        self.tell("walk_redacted", "saved")
        return redacted(text, found, self.store.settings.language)

    def opens_phones(self, moves: tuple[str, ...]) -> bool:
        """Whether there are phones here, and the current move is one of *moves*, which they can answer."""
        move = self.method.move(self.place.move)
        return self.phones is not None and move is not None and move.move in moves

    def park(self, text: str) -> None:
        """Park a solution that came up: it is not lost, and not argued about."""
        idea = clean_line(text)
        if not idea:
            self.tell("walk_park_empty", "hint")
            return
        kind = self.guide.kinds["parked_idea"]
        before = self.answered
        self.add(kind, {"text": idea})
        self.answered = before  # a parked idea is no answer
        self.tell("walk_parked", "saved", text=idea)

    # -- storing ----------------------------------------------------------------------------------------------

    def add(
        self,
        kind: Kind,
        values: dict[str, Any],
        *,
        path: Path = (),
        by: str = "",
        kept: Callable[[str], dict[str, Any]] | None = None,
    ) -> Record:
        """Store a new record of *kind*, made now, here; *by* is the table that it comes from.

        *kept* turns its id into state of the move. That is on disk first: a record that the move does not know of would
        be made again after a crash, while an id without a record does no harm.
        """
        now = self._next_stamp()
        given = self.prompter.given_id(path) if path else None
        record_id = given or self.store.free_id(kind.kind)
        if kept is not None:
            self.keep(**kept(record_id))
        record = Record(
            id=record_id,
            kind=kind.kind,
            created=now,
            updated=now,
            session=self.session.id,
            step=self.step.step,
            method=self.method.method,
            by=by,
        ).with_values(**values)
        stored = self.store.add(self._finished(record, kind))
        return self._known(stored)

    def change(self, record: Record, **values: Any) -> Record:
        """Store other values of *record*."""
        changed = record.with_values(**values)
        if (changed.values, changed.open) == (record.values, record.open) and not self.reasons:
            self.answered = True
            return record
        return self._replace(changed)

    def remove(self, record: Record) -> None:
        """Remove *record*. Raises `Conflict` if somebody else has changed its file."""
        self.store.remove(record)
        self.project.forget(record.id)

    def keep_reason(self, record: Record, key: str, reason: str) -> Record:
        """Store why the group keeps what a check has asked about *record*."""
        self.reasons[key] = reason
        return self._replace(record)

    def leave_open(self, record: Record, field_id: str) -> Record:
        """Store "we do not know yet" as the answer to *field_id*."""
        return self._replace(record.without_answer(field_id))

    def _replace(self, changed: Record) -> Record:
        kind = self.guide.kinds[changed.kind]
        stamped = replace(changed, updated=max(self.now(), changed.created))
        return self._known(self.store.replace(self._finished(stamped, kind)))

    def _next_stamp(self) -> str:
        """Return the time for a new record: a second after the one before if need be, so that their order is kept."""
        moment = self.prompter.now()
        if self.newest is not None:
            moment = max(moment.replace(tzinfo=None), self.newest + timedelta(seconds=1))
        self.newest = moment.replace(tzinfo=None, microsecond=0)
        return as_stored(moment)

    def _finished(self, record: Record, kind: Kind) -> Record:
        """Return *record* with its status, what each record it refers to says now, and why it is kept as it is."""
        reasons, self.reasons = {**record.keep_reason, **self.reasons}, {}
        seen = {}
        for _field, target in references(record, kind):
            if target in self.project.records:
                found = self.project.records[target]
                seen[target] = record.seen.get(target) or found.fingerprint(self.guide.kinds[found.kind])
        return replace(record, status=status_of(record, kind), seen=seen, keep_reason=reasons)

    def _known(self, record: Record) -> Record:
        self.project.remember(record)
        self.answered = True
        return record

    def now(self) -> str:
        """Return the time as it is stored."""
        return as_stored(self.prompter.now())

    # -- where we are -----------------------------------------------------------------------------------------

    @property
    def state(self) -> dict[str, Any]:
        """What the current move needs to go on after a stop."""
        return self.place.states.setdefault(self.place.move, {})

    @property
    def answered(self) -> bool:
        """Whether the group has answered anything in the current move."""
        return bool(self.state.get("answered"))

    @answered.setter
    def answered(self, value: bool) -> None:
        if value != self.answered:
            self.keep(answered=value)

    def keep(self, **state: Any) -> None:
        """Keep *state* of the current move on disk."""
        self.state.update(state)
        self.keep_place()

    def keep_place(self) -> None:
        """Keep where the group is on disk, if the walk can go on from there."""
        if self.prompter.can_resume:
            save_place(self.store.folder, self.place)

    def records(self, kind: str, where: dict[str, str] | None = None) -> list[Record]:
        """Return the records of *kind*, oldest first."""
        return self.project.of_kind(kind, where)

    def kind_name(self, kind_id: str, number: int) -> str:
        """Return what *number* records of a kind are called."""
        kind = self.guide.kinds[kind_id]
        return (kind.title if number == 1 else kind.plural).in_(self.lang)

    def label(self, record: Record, width: int = 90) -> str:
        """Return the line that names *record*."""
        return record.label(self.guide.kinds[record.kind], width, lang=self.lang)
