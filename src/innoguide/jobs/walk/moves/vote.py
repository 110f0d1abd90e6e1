"""`vote`: the group places dots per criterion, and the facilitator types what was counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from innoguide.jobs.walk.counting import count_each, read_marks, tell_marks, wants_to_count
from innoguide.jobs.walk.moves.collect import numbered
from innoguide.jobs.walk.prompter import Line, Question
from innoguide.jobs.walk.room import Room
from innoguide.jobs.walk.signals import GoBack, NoAnswer
from innoguide.jobs.walk.turns import ask_in_turn
from innoguide.model.answers import find_options
from innoguide.model.moves import Criterion, Vote
from innoguide.model.phones import Round
from innoguide.model.record import Record
from innoguide.model.tally import count_votes
from innoguide.texts import t

PAIR = re.compile(r"^\s*(.+?)\s*[:=]\s*(\d{1,3})\s*$")


def run(room: Room, move: Vote, from_end: bool) -> None:
    """Ask how many vote, then the dots of each criterion; show the result."""
    pool = room.records(move.kind, move.where)
    if not pool:
        room.tell("walk_nothing_here", "hint")
        return
    room.show(Line(), *numbered(room, pool))
    asks = [partial(_ask_voters, room, move)]
    asks += [partial(_ask_dots, room, move, criterion, pool) for criterion in move.criteria]
    ask_in_turn(room, asks, from_end=from_end)
    _show_result(room, pool)


def _vote(room: Room) -> Record | None:
    return room.project.records.get(room.state.get("vote", ""))


def _save(room: Room, move: Vote, **values: Any) -> None:
    vote = _vote(room)
    if vote is None:
        lang = room.store.settings.language
        criteria = [{"criterion": one.id, "label": one.label.in_(lang)} for one in move.criteria]
        about = t("vote_about", lang, kind=room.guide.kinds[move.kind].plural.in_(lang))
        kind = room.guide.kinds["vote"]
        values = {"about": about, "criteria": criteria, **values}
        room.add(kind, values, path=room.path(), kept=lambda one: {"vote": one})
    else:
        room.change(vote, **values)


def take_ballots(room: Room, move: Vote, state: Round) -> None:
    """Store what was voted on the phones: the dots of all ballots together, never who placed them."""
    dots = state.dots()
    results = [
        {"record": item, "criterion": one.id, "dots": placed[one.id]}
        for item, placed in dots.items()
        for one in move.criteria
        if one.id in placed and item in room.project.records
    ]
    private = {"private": True} if "private" in room.guide.kinds["vote"].by_id else {}
    _save(room, move, voters=len(state.ballots), results=results, **private)
    if len(state.ballots) < room.session.people:
        room.tell("phone_fewer_voted", "hint", voters=len(state.ballots), people=room.session.people)


def _ask_voters(room: Room, move: Vote) -> None:
    vote = _vote(room)
    before = str(vote.values.get("voters", "")) if vote else ""
    people = room.session.people
    question = Question(
        path=room.path("voters"),
        text=t("walk_voters", dots=move.dots),
        # Not prefilled: who types 6 after a 4 that stands there has said 46.
        hint=t("walk_voters_hint", people=people) if people and not before else "",
        default=before,
    )
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer) or not (typed.strip() or people):
            return  # the dots can be counted all the same
        typed = typed.strip() or str(people)
        if re.fullmatch(r"\s*[1-9]\d{0,3}\s*", typed):
            _save(room, move, voters=int(typed))
            return
        room.tell("walk_wrong", "warning", message=t("answer_number"))
        question = replace(question, repeated=True)


def _ask_dots(room: Room, move: Vote, criterion: Criterion, pool: list[Record]) -> None:
    """Ask for the dots of one criterion until they can be read: `number:dots` pairs, marks, or idea by idea."""
    while True:
        if room.state.get("counting") != criterion.id:
            typed = _ask_line(room, criterion, pool)
            if isinstance(typed, NoAnswer):
                return
            if not wants_to_count(typed):
                _take_line(room, move, criterion, pool, typed)
                return
            room.keep(counting=criterion.id, count_at=0)
        try:
            save = partial(_save_dots, room, move, criterion)
            count_each(room, room.path("dots", criterion.id), pool, _dots_of(room, criterion), save)
        except GoBack:
            room.keep(counting="")
            continue
        room.keep(counting="")
        _tell_sum(room, move, _dots_of(room, criterion))
        return


def _ask_line(room: Room, criterion: Criterion, pool: list[Record]) -> str | NoAnswer:
    """Ask until there is a line that can be read, and return it."""
    numbers = {record.id: number for number, record in enumerate(pool, start=1)}
    old = _dots_of(room, criterion)
    question = Question(
        path=room.path("dots", criterion.id),
        text=t("walk_dots", criterion=criterion.label.in_(room.lang)),
        hint=t("walk_dots_hint"),
        default=", ".join(f"{numbers.get(record, record)}:{dots}" for record, dots in old.items()),
    )
    while True:
        typed = room.ask(question)
        if isinstance(typed, NoAnswer) or wants_to_count(typed) or read_marks(typed, pool) is not None:
            return typed
        _dots, strange = _read_dots(typed, [(one.id, room.label(one)) for one in pool])
        if not strange:
            return typed
        room.tell("walk_wrong", "warning", message=t("walk_dots_strange", text=strange))
        question = replace(question, repeated=True)


def _take_line(room: Room, move: Vote, criterion: Criterion, pool: list[Record], typed: str) -> None:
    marks = read_marks(typed, pool)
    dots = _read_dots(typed, [(one.id, room.label(one)) for one in pool])[0] if marks is None else marks
    _save_dots(room, move, criterion, dots)
    if marks:
        tell_marks(room, marks, pool)
    _tell_sum(room, move, dots)


def _dots_of(room: Room, criterion: Criterion) -> dict[str, int]:
    """Return the dots of *criterion* so far, by record."""
    vote = _vote(room)
    rows = vote.values.get("results", ()) if vote else ()
    return {row["record"]: row["dots"] for row in rows if row.get("criterion") == criterion.id}


def _save_dots(room: Room, move: Vote, criterion: Criterion, dots: dict[str, int]) -> None:
    vote = _vote(room)
    others = [row for row in (vote.values.get("results", ()) if vote else ()) if row.get("criterion") != criterion.id]
    rows = [{"record": record, "criterion": criterion.id, "dots": number} for record, number in dots.items() if number]
    _save(room, move, results=[*others, *rows])


def _read_dots(text: str, options: Sequence[tuple[str, str]]) -> tuple[dict[str, int], str]:
    """Return the dots by record, and the first piece that cannot be read (or an empty text)."""
    pairs, strange = read_pairs(text, options)
    dots: dict[str, int] = {}
    for record, number in pairs:
        dots[record] = dots.get(record, 0) + number
    return dots, strange


def read_pairs(text: str, options: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, int]], str]:
    """Return the pairs in `3:5, 7:2` as (record, number), and the first piece that cannot be read, if any."""
    pairs = []
    for piece in filter(str.strip, re.split(r"[,;\n]|(?<=\d)\s+(?=\d+\s*[:=])", text)):
        match = PAIR.match(piece)
        found = find_options(match.group(1), options) if match else []
        if match is None or len(found) != 1:
            return [], piece.strip()
        pairs.append((found[0], int(match.group(2))))
    return pairs, ""


def _tell_sum(room: Room, move: Vote, dots: dict[str, int]) -> None:
    """Say how many dots were placed, beside how many there are: a slip of the pen shows there."""
    vote, placed = _vote(room), sum(dots.values())
    most = (vote.values.get("voters", 0) if vote else 0) * move.dots
    if most and placed > most:
        room.tell("walk_too_many_dots", "warning", placed=placed, most=most)
    elif placed:
        key = "vote_hand_sum_of" if most else "vote_hand_sum_one" if placed == 1 else "vote_hand_sum"
        room.tell(key, "saved", placed=placed, most=most)


def _show_result(room: Room, pool: list[Record]) -> None:
    vote = _vote(room)
    if vote is None:
        return
    tallied = count_votes(vote.values)
    room.tell("walk_vote_result", "plain")
    names = {record.id: room.label(record, 70) for record in pool}
    lines = [Line(text=f"{one.total:>3}  {names.get(one.record, one.record)}") for one in tallied]
    room.show(*lines)
    if len(pool) > len(tallied):
        room.tell("walk_without_dots", "hint", number=len(pool) - len(tallied))
