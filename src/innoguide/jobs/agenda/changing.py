"""The small language in which an agenda is changed: `3 40`, `flytta 3 1`, `dela 3`, `ta bort 4`, `slut 16` …"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from innoguide.errors import UsageError
from innoguide.model.agenda.agenda import DAY, Agenda, Block, read_time
from innoguide.model.agenda.build import Builder, is_break_word
from innoguide.model.agenda.change import (
    add_block,
    drop_block,
    end_at,
    for_people,
    insert_block,
    move_block,
    set_minutes,
    split_block,
)
from innoguide.model.answers import Wrong
from innoguide.model.days import read_day
from innoguide.model.guide import SHARED, Method, Step, find_named
from innoguide.model.language import clean_line
from innoguide.texts import t

_MINUTES = r"(\d{1,4})\s*(?:min\.?|minuter|minutes|m)?"
_SHORTEST_WORD = 4
"""Letters. So much of a method's name must be written before it stands for the method."""


@dataclass(frozen=True)
class Changing:
    """What a change may need: what builds blocks, and which day it is."""

    builder: Builder
    today: date

    def apply(self, agenda: Agenda, text: str) -> Agenda:
        """Return *agenda* changed as *text* says. Raises `UsageError` with the words that work."""
        written = clean_line(text)
        for pattern, change in _WORDS:
            match = pattern.fullmatch(written)
            if match:
                return change(self, agenda, match)
        raise UsageError(t("agenda_change_unknown", text=written), t("agenda_change_words"))

    def _minutes(self, agenda: Agenda, match: re.Match[str]) -> Agenda:
        return set_minutes(agenda, _index(agenda, match[1]), _in_range(match[2]))

    def _move(self, agenda: Agenda, match: re.Match[str]) -> Agenda:
        return move_block(agenda, _index(agenda, match[1]), _index(agenda, match[2]))

    def _split(self, agenda: Agenda, match: re.Match[str]) -> Agenda:
        return split_block(self.builder.guide, agenda, _index(agenda, match[1]), int(match[2] or 0))

    def _drop(self, agenda: Agenda, match: re.Match[str]) -> Agenda:
        return drop_block(agenda, _index(agenda, match[1]))

    def _pause(self, agenda: Agenda, match: re.Match[str]) -> Agenda:
        text = t("agenda_break", self.builder.project.settings.language)
        pause = Block(text=text, is_break=True, minutes=_in_range(match[1]))
        return insert_block(agenda, pause, _index(agenda, match[2]) + 1)

    def _add(self, agenda: Agenda, match: re.Match[str]) -> Agenda:
        words, minutes = match[1].strip(), match[2]
        found = self._find_method(agenda, words)
        if found:
            block = self._method_block(agenda, *found)
            block = block.model_copy(update={"minutes": _in_range(minutes)}) if minutes else block
        elif minutes:
            block = Block(text=words, is_break=is_break_word(words), minutes=_in_range(minutes))
        else:
            raise UsageError(t("agenda_add_what", text=words), t("agenda_add_what_hint", text=words))
        return add_block(self.builder.guide, agenda, block)

    def _find_method(self, agenda: Agenda, words: str) -> tuple[str, Method] | None:
        """Return the method that *words* name, and its home: in the meeting's own step first."""
        guide = self.builder.guide
        homes = [agenda.step, SHARED, *(step for step in guide.about.steps if step != agenda.step)]
        for home in homes:
            methods = {one.method: one for one in guide.methods.get(home, ())}
            names = [(one.method, (f"{home}/{one.method}", one.title.sv, one.title.en)) for one in methods.values()]
            named = find_named(words, names) if len(words) >= _SHORTEST_WORD else []
            if len(named) > 1:
                raise UsageError(t("agenda_add_several", text=words), t("allowed_are", names=", ".join(named)))
            if named:
                return home, methods[named[0]]
        return None

    def _method_block(self, agenda: Agenda, home: str, method: Method) -> Block:
        step: Step = self.builder.guide.step(agenda.step if home == SHARED else home)
        left = {one.method: moves for one, moves in self.builder.left(step, optional=True)}
        return self.builder.block_of(step, method, left.get(method.method, ()), people=agenda.people)

    def _start(self, agenda: Agenda, match: re.Match[str]) -> Agenda:
        return agenda.model_copy(update={"start": _time(match[1])})

    def _end(self, agenda: Agenda, match: re.Match[str]) -> Agenda:
        return end_at(agenda, _time(match[1]))

    def _date(self, agenda: Agenda, match: re.Match[str]) -> Agenda:
        day = read_day(match[1], self.today)
        if isinstance(day, Wrong):
            raise UsageError(day.message)
        return agenda.model_copy(update={"date": day.isoformat()})

    def _place(self, agenda: Agenda, match: re.Match[str]) -> Agenda:
        return agenda.model_copy(update={"place": match[1].strip()})

    def _people(self, agenda: Agenda, match: re.Match[str]) -> Agenda:
        people = int(match[1])
        if not people:
            raise UsageError(t("agenda_people_none"))
        return for_people(self.builder.guide, agenda, people)


_WORDS: tuple[tuple[re.Pattern[str], Callable[[Changing, Agenda, re.Match[str]], Agenda]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), change)
    for pattern, change in (
        (rf"(\d{{1,3}})\s*[: ]\s*{_MINUTES}", Changing._minutes),
        (r"(?:flytta|move)\s+(\d{1,3})\s+(?:till\s+|to\s+)?(\d{1,3})", Changing._move),
        (rf"(?:dela|split)\s+(\d{{1,3}})(?:\s+(?:efter\s+|after\s+)?{_MINUTES})?", Changing._split),
        (r"(?:ta\s+bort|stryk|drop|remove)\s+(\d{1,3})", Changing._drop),
        (rf"(?:paus|break)\s+{_MINUTES}\s+(?:efter|after)\s+(\d{{1,3}})", Changing._pause),
        (rf"(?:lägg\s+till|add)\s+(.+?)(?:[: ]\s*{_MINUTES})?", Changing._add),
        (r"(?:start|börja|begin)\s+(.+)", Changing._start),
        (r"(?:slut|sluta|end)\s+(.+)", Changing._end),
        (r"(?:datum|dag|date|day)\s+(.+)", Changing._date),
        (r"(?:plats|place)\s+(.+)", Changing._place),
        (r"(?:personer|people)\s+(\d{1,3})", Changing._people),
    )
)
"""What can be written, in both languages whichever is spoken, and what it does."""


def _index(agenda: Agenda, number: str) -> int:
    if not 1 <= int(number) <= len(agenda.blocks):
        raise UsageError(t("agenda_no_block", number=number, last=len(agenda.blocks)))
    return int(number) - 1


def _in_range(minutes: str) -> int:
    if not 1 <= int(minutes) <= DAY:
        raise UsageError(t("agenda_minutes_wrong", most=DAY))
    return int(minutes)


def _time(text: str) -> str:
    time = read_time(text)
    if not time:
        raise UsageError(t("agenda_time_wrong", text=text), t("agenda_time_wrong_hint"))
    return time
