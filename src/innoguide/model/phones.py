"""A round: one question that is open on the participants' phones, and what they have sent. No names, no addresses.

Everything that happens is an event, a plain dict that is kept as a line on disk; a `Round` is what the events come to.
Taking an event in twice changes nothing, so a phone may send again what it does not know has arrived.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

Mode = Literal["collect", "vote", "rate"]
Event = dict[str, Any]

DO_NOT_KNOW = 0
"""What stands in the place of 1–5 for whoever does not know: counted apart."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something that is voted on, a criterion, or a sentence that is rated."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class RoundPlan:
    """What is asked. *dots* is how many each has per criterion; *tables* is 0 when all are one group."""

    id: str
    mode: Mode
    title: str
    question: str
    lang: str
    hint: str = ""
    items: tuple[Item, ...] = ()
    criteria: tuple[Item, ...] = ()
    dots: int = 0
    questions: tuple[Item, ...] = ()
    passes_on: bool = False  # brainwriting: what others wrote comes round to build on
    tables: int = 0


@dataclass(frozen=True, kw_only=True)
class Note:
    """What somebody has written. *sheet* is the phone on whose paper it stands; *builds_on* another note's id."""

    id: str
    phone: str
    text: str
    sheet: str
    table: int = 0
    builds_on: str = ""


@dataclass
class Round:
    """The state of a round. *phones* are in the order they came, with their table; *version* grows with each change."""

    plan: RoundPlan
    phones: dict[str, int] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    taken_back: set[str] = field(default_factory=set)
    holds: dict[str, str] = field(default_factory=dict)  # phone: whose paper lies before it
    ballots: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)  # phone, criterion, item: dots
    ratings: dict[str, dict[str, int]] = field(default_factory=dict)  # phone, question: 1–5, or `DO_NOT_KNOW`
    until: str = ""  # when the time is out: ISO, with zone
    passes: int = 0
    revealed: bool = False
    closed: bool = False
    version: int = 0

    def take_in(self, event: Event) -> bool:
        """Let *event* happen; return whether it changed anything. What is not known is passed over."""
        do = str(event.get("do"))
        handler = None if self.closed and do in _FROM_PHONES else _HANDLERS.get(do)
        changed = handler(self, event) if handler else False
        self.version += changed
        return changed

    def snapshot(self) -> Round:
        """Return a copy that later events do not change."""
        return replace(
            self,
            phones=dict(self.phones),
            notes=dict(self.notes),
            taken_back=set(self.taken_back),
            holds=dict(self.holds),
            ballots=dict(self.ballots),
            ratings=dict(self.ratings),
        )

    def sent_by(self, phone: str) -> list[Note]:
        """Return the notes that *phone* has sent and not taken back, oldest first."""
        return [one for one in self.notes.values() if one.phone == phone]

    def sheet_before(self, phone: str) -> list[Note]:
        """Return what others have written on the paper that lies before *phone*; nothing before the first pass."""
        if not self.passes:
            return []
        paper = self.holds.get(phone, phone)
        return [one for one in self.notes.values() if one.sheet == paper and one.phone != phone]

    def seat(self, phone: str, table: int) -> None:
        """Let *phone* sit at *table*, with an empty paper of its own if it is new."""
        self.phones[phone] = table
        self.holds.setdefault(phone, phone)

    @property
    def answered(self) -> int:
        """How many phones have sent something."""
        senders = {note.phone for note in self.notes.values()}
        return len(senders | set(self.ballots) | set(self.ratings))

    def dots(self) -> dict[str, dict[str, int]]:
        """Return all dots: item, criterion, number. Items without dots are not among them."""
        found: dict[str, dict[str, int]] = {}
        for ballot in self.ballots.values():
            for criterion, placed in ballot.items():
                for item, number in placed.items():
                    if number:
                        per = found.setdefault(item, {})
                        per[criterion] = per.get(criterion, 0) + number
        return found

    def answers_to(self, question: str) -> list[int]:
        """Return what was answered to a sentence, in order of size: no trace of who."""
        return sorted(one[question] for one in self.ratings.values() if one.get(question, DO_NOT_KNOW) != DO_NOT_KNOW)

    def unknown_to(self, question: str) -> int:
        """Return how many answered that they do not know."""
        return sum(one.get(question) == DO_NOT_KNOW for one in self.ratings.values())


def _join(state: Round, event: Event) -> bool:
    phone, table = str(event["phone"]), int(event.get("table", 0))
    if state.phones.get(phone) == table:
        return False
    state.seat(phone, table)
    return True


def _come(state: Round, phone: str) -> None:
    """Take in a phone that sends before it has joined."""
    if phone not in state.phones:
        state.seat(phone, 0)


def _note(state: Round, event: Event) -> bool:
    phone, note_id = str(event["phone"]), str(event["id"])
    if note_id in state.notes or note_id in state.taken_back:
        return False
    _come(state, phone)
    note = Note(
        id=note_id,
        phone=phone,
        text=str(event["text"]),
        sheet=state.holds[phone],
        table=state.phones[phone],
        builds_on=str(event.get("builds_on", "")),
    )
    state.notes[note_id] = note
    return True


def _take_back(state: Round, event: Event) -> bool:
    note = state.notes.get(str(event["id"]))
    if note is None or note.phone != event["phone"]:
        return False
    del state.notes[note.id]
    state.taken_back.add(note.id)
    for one in [one for one in state.notes.values() if one.builds_on == note.id]:
        state.notes[one.id] = replace(one, builds_on="")
    return True


def _ballot(state: Round, event: Event) -> bool:
    return _answer(state, state.ballots, str(event["phone"]), event["dots"])


def _ratings(state: Round, event: Event) -> bool:
    # Shown answers do not change: what changed on the wall would tell what the last one answered.
    if state.revealed:
        return False
    return _answer(state, state.ratings, str(event["phone"]), event["answers"])


def _answer(state: Round, answers: dict[str, Any], phone: str, answer: Any) -> bool:
    """Put *answer* in the place of the one that *phone* gave before; return whether it is another."""
    _come(state, phone)
    if answers.get(phone) == answer:
        return False
    answers[phone] = answer
    return True


def _reveal(state: Round, _event: Event) -> bool:
    was, state.revealed = state.revealed, True
    return not was


def _pass(state: Round, event: Event) -> bool:
    number = int(event["passes"])
    if number <= state.passes:
        return False
    for table in set(state.phones.values()):
        _turn(state, [phone for phone, at in state.phones.items() if at == table], number - state.passes)
    state.passes = number
    return True


def _turn(state: Round, table: list[str], seats: int) -> None:
    """Let the papers of a table go round. Who comes later has a paper of its own, and takes part in the next turn."""
    papers = [state.holds[phone] for phone in table]
    for seat, phone in enumerate(table):
        state.holds[phone] = papers[(seat - seats) % len(papers)]


def _time(state: Round, event: Event) -> bool:
    was, state.until = state.until, str(event["until"])
    return was != state.until


def _close(state: Round, _event: Event) -> bool:
    was, state.closed = state.closed, True
    return not was


_HANDLERS = {
    "join": _join,
    "note": _note,
    "take_back": _take_back,
    "ballot": _ballot,
    "ratings": _ratings,
    "reveal": _reveal,
    "pass": _pass,
    "time": _time,
    "close": _close,
}
_FROM_PHONES = frozenset({"join", "note", "take_back", "ballot", "ratings"})
