"""A planned meeting in words: its heading, its blocks with their times, whether it fits, and what the group brings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from innoguide.model.agenda.advice import Advice, what_fits, what_to_cut
from innoguide.model.agenda.agenda import Agenda, Block, Slot, shown_time, timetable
from innoguide.model.agenda.breaks import method_of
from innoguide.model.agenda.build import CHECK_OUT, Builder
from innoguide.model.agenda.carry import Carried, carried
from innoguide.model.guide import SHARED, Guide
from innoguide.model.language import long_date
from innoguide.model.project import Project, Session
from innoguide.texts import t, tn

MOST_LISTED = 4
WORTH_SAYING = 5
"""Minutes left. Fewer are not told."""


@dataclass(frozen=True)
class Shown:
    """A planned meeting with all that is said about it. *builder* knows what is left and the group's pace."""

    builder: Builder
    project: Project
    session: Session
    lang: str

    @property
    def agenda(self) -> Agenda:
        """The meeting's agenda."""
        assert self.session.agenda is not None
        return self.session.agenda

    @property
    def advice(self) -> list[Advice]:
        """What to do when it does not fit, or what there is room for."""
        return what_to_cut(self.builder.guide, self.agenda) or what_fits(self.builder, self.agenda)

    def heading(self) -> str:
        """Return which meeting it is, when and where."""
        agenda = self.agenda
        number = t("session_number", number=self.session.number)
        return " · ".join(filter(None, (number, when(agenda, self.lang), agenda.place)))

    def about(self) -> str:
        """Return the step, what the meeting is called, how many come and how long there is."""
        agenda = self.agenda
        people, minutes = tn("agenda_people", agenda.people), t("minutes", minutes=agenda.minutes)
        return " · ".join(filter(None, (self._steps(), agenda.title, people, minutes)))

    def _steps(self) -> str:
        """Return the step that the meeting is about, or the steps of a day that holds several."""
        guide, steps = self.builder.guide, self.builder.guide.about.steps
        homes = {one.method.partition("/")[0] for one in self.agenda.blocks}
        numbers = [guide.number(one) for one in steps if one in homes or one == self.agenda.step]
        if len(numbers) > 1:
            return t("agenda_steps", first=numbers[0], last=numbers[-1])
        return t("agenda_step", number=numbers[0], title=guide.step(self.agenda.step).title.in_(self.lang))

    def rows(self) -> list[tuple[str, str]]:
        """Return a line a block: its number, times and minutes; and what it is."""
        titles = block_titles(self.builder.guide, self.agenda, self.lang)
        wide = len(str(len(titles)))
        rows = []
        for number, (slot, title) in enumerate(zip(timetable(self.agenda), titles, strict=True), start=1):
            times = f"{shown_time(slot.starts, self.lang)}–{shown_time(slot.ends, self.lang)}"
            minutes = t("minutes", minutes=slot.block.minutes)
            note = f" – {slot.block.note}" if slot.block.note else ""
            rows.append((f"  {number:>{wide}}  {times}  {minutes:>7}", f"{title}{note}"))
        return rows

    def fit(self) -> str:
        """Return whether the blocks fit in the time there is."""
        agenda = self.agenda
        if agenda.over > 0:
            return t("agenda_over", needed=agenda.needed, minutes=agenda.minutes, over=agenda.over)
        key = "agenda_room" if agenda.over <= -WORTH_SAYING else "agenda_fits"
        return t(key, needed=agenda.needed, minutes=agenda.minutes, left=-agenda.over)

    def advice_lines(self) -> Iterator[str]:
        """Yield what to drop or shorten, in order, or what there is room for, each with what to type."""
        advice = self.advice
        for one in advice:
            yield advice_text(self.builder.guide, self.agenda, one, self.lang)
        missing = self.agenda.over - sum(one.minutes for one in advice)
        if missing > 0:
            yield t("agenda_still_over", minutes=missing)

    def remarks(self) -> Iterator[str]:
        """Yield what is worth knowing: an end that is not last, the group's pace, methods that are for fewer people."""
        yield from self._after_the_end()
        pace = self.builder.pace
        own = [title for block, title in self._titled() if block.method.rpartition("/")[2] in pace.own]
        if pace.percent and len(own) < len([*self._titled()]):
            yield t("agenda_slower" if pace.percent > 0 else "agenda_faster", percent=abs(pace.percent))
        if own:
            yield t("agenda_own_time", methods=", ".join(dict.fromkeys(own)))
        small = [f"{title} ({most})" for title, most in self._too_small()]
        if small:
            yield t("agenda_tables", people=self.agenda.people, methods=", ".join(small))

    def _after_the_end(self) -> Iterator[str]:
        """Say that the check-out has more after it."""
        names = [one.method for one in self.agenda.blocks]
        out = f"{SHARED}/{CHECK_OUT}"
        if out in names[:-1]:
            number = names.index(out) + 1
            title = block_titles(self.builder.guide, self.agenda, self.lang)[number - 1]
            yield t("agenda_after_end", title=title, number=number, last=len(names))

    def _titled(self) -> Iterator[tuple[Block, str]]:
        for block in self.agenda.blocks:
            method = method_of(self.builder.guide, block)
            if method:
                yield block, method.title.in_(self.lang)

    def _too_small(self) -> Iterator[tuple[str, int]]:
        """Yield the methods that are for fewer people than will come, and how many each is for."""
        seen = set()
        for block, title in self._titled():
            method = method_of(self.builder.guide, block)
            if method and method.group.max < self.agenda.people and title not in seen:
                seen.add(title)
                yield title, method.group.max

    def carried(self) -> str:
        """Return what the group takes with it, how many of each; nothing where nothing waits."""
        waits = carried(self.project)
        counts = (("actions", waits.actions), ("parked", waits.parked), ("unknown", waits.unknown))
        texts = [tn(f"agenda_carried_{name}", len(found)) for name, found in counts if found]
        return t("agenda_carried", what=", ".join(texts)) if texts else ""

    def open_actions(self) -> Iterator[str]:
        """Yield the actions that are not done, the first due first, and how many more there are."""
        actions = carried(self.project).actions
        for record in actions[:MOST_LISTED]:
            who_when = ", ".join(str(record.values[key]) for key in ("who", "when") if record.values.get(key))
            what = str(record.values.get("what", record.id))
            yield f"{what} ({who_when})" if who_when else what
        if len(actions) > MOST_LISTED:
            yield t("and_more", number=len(actions) - MOST_LISTED).strip()

    def as_json(self) -> dict[str, Any]:
        """Return all of it for other programs."""
        agenda = self.agenda
        titles = block_titles(self.builder.guide, agenda, self.lang)
        return {
            "format": 1,
            "id": self.session.id,
            "number": self.session.number,
            "date": agenda.date,
            "start": agenda.start,
            "end": agenda.ends,
            "minutes": agenda.minutes,
            "needed": agenda.needed,
            "fits": agenda.over <= 0,
            "people": agenda.people,
            "step": agenda.step,
            "title": agenda.title,
            "place": agenda.place,
            "between": agenda.between,
            "blocks": [
                _block_json(slot, number, title)
                for number, (slot, title) in enumerate(zip(timetable(agenda), titles, strict=True), start=1)
            ],
            "advice": [_advice_json(self.builder.guide, agenda, one, self.lang) for one in self.advice],
            "pace": {"percent": self.builder.pace.percent, "measured": self.builder.pace.measured},
            "carried": _carried_json(carried(self.project)),
        }


def when(agenda: Agenda, lang: str) -> str:
    """Return the day of a meeting, and when it begins and ends."""
    day = long_date(date.fromisoformat(agenda.date), lang, weekday=True)
    return t("agenda_when", day=day, start=shown_time(agenda.start, lang), end=shown_time(agenda.ends, lang))


def block_titles(guide: Guide, agenda: Agenda, lang: str) -> list[str]:
    """Return what each block is called; the parts of a method that is split are numbered."""
    parts = Counter(one.method for one in agenda.blocks if one.method)
    seen: Counter[str] = Counter()
    titles = []
    for block in agenda.blocks:
        method = method_of(guide, block)
        title = (
            method.title.in_(lang) if method else block.text or t("agenda_break" if block.is_break else "agenda_text")
        )
        seen[block.method] += 1
        if method and parts[block.method] > 1:
            title = t("agenda_part", title=title, part=seen[block.method], parts=parts[block.method])
        elif method and block.moves and len(block.moves) < len(method.script):
            title = t("agenda_some_moves", title=title, some=len(block.moves), moves=len(method.script))
        titles.append(title)
    return titles


def advice_text(guide: Guide, agenda: Agenda, advice: Advice, lang: str) -> str:
    """Return one piece of advice as a sentence, with what to type."""
    values: dict[str, object] = {"minutes": advice.minutes, "to": advice.to, "number": advice.index + 1}
    if advice.do == "divide":
        values["rest"] = advice.index + 2
    if advice.do == "add":
        method = method_of(guide, Block(method=advice.method, minutes=advice.minutes))
        assert method is not None
        return t("agenda_do_add", title=method.title.in_(lang), id=method.method, **values)
    return t(f"agenda_do_{advice.do}", title=block_titles(guide, agenda, lang)[advice.index], **values)


def _block_json(slot: Slot, number: int, title: str) -> dict[str, Any]:
    block = slot.block
    return {
        "number": number,
        "starts": slot.starts,
        "ends": slot.ends,
        "minutes": block.minutes,
        "title": title,
        "method": block.method,
        "step": block.step,
        "moves": list(block.moves),
        "break": block.is_break,
        "note": block.note,
    }


def _advice_json(guide: Guide, agenda: Agenda, advice: Advice, lang: str) -> dict[str, Any]:
    return {
        "do": advice.do,
        "block": advice.index + 1 if advice.index >= 0 else None,
        "method": advice.method or agenda.blocks[advice.index].method,
        "minutes": advice.minutes,
        "to": advice.to or None,
        "text": advice_text(guide, agenda, advice, lang),
    }


def _carried_json(waits: Carried) -> dict[str, Any]:
    return {
        "actions": [
            {"id": one.id, **{key: one.values.get(key, "") for key in ("what", "who", "when")}} for one in waits.actions
        ],
        "parked": [one.id for one in waits.parked],
        "unknown": [{"record": record.id, "field": name} for record, name in waits.unknown],
    }
