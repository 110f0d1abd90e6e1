"""What is new, in words that somebody reads who was not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from innoguide.jobs.changes.build import News
from innoguide.model.changes import COUNTED, NAMED, STATUS, Changed, Changes, Moved, is_counted
from innoguide.model.fields import is_date
from innoguide.model.guide import Guide
from innoguide.model.language import long_date
from innoguide.model.record import Record, option_label
from innoguide.rendering.markdown import Markdown, escape
from innoguide.texts import t, tn

MOST = 20
"""Records of one kind that are named; of the rest the number."""

LONGEST = 200
"""Signs of a record's own words."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A heading with its lines. *is_list*: each line is a thing of its own."""

    title: str
    lines: tuple[str, ...]
    is_list: bool = True


@dataclass(frozen=True)
class Teller:
    """Says what is new, in *lang*."""

    guide: Guide
    lang: str

    def title(self, news: News) -> str:
        """Return `Nytt sedan träff 3 (24 mars 2026)`."""
        since = news.since
        if since.session is not None:
            day = self._day(since.moment)
            return t("changes_title_session", number=since.session.number, date=day)
        if since.what == "revision" and since.commit is not None:
            return t("changes_title_revision", revision=since.commit.name, date=self._day(since.commit.day))
        return t("changes_title_date", date=self._day(since.moment)) if since.moment else t("changes_title_start")

    def parts(self, news: News) -> list[Part]:
        """Return all there is to tell, what a reader needs first at the top."""
        found = news.changes
        parts = [*self._challenge(found), *self._steps(found), *self._moved(found)]
        for kind in NAMED:
            parts += self._new(found, kind)
            parts += self._changed(found, kind)
        parts += [*self._numbers(found), *self._removed(found)]
        if not parts:
            parts = [Part(title="", lines=(t("changes_none"),), is_list=False)]
        notes = tuple(self._notes(news))
        return [*parts, Part(title=t("changes_notes"), lines=notes)] if notes else parts

    def _challenge(self, found: Changes) -> Iterator[Part]:
        if found.challenge is None:
            return
        before, after, reason = found.challenge.before, found.challenge.after, found.challenge.reason
        lines = [t("changes_before", text=before), t("changes_now", text=after)] if before else [after]
        lines += [t("changes_because", text=reason)] if reason else []
        yield Part(title=t("changes_challenge_reworded" if before else "changes_challenge_new"), lines=tuple(lines))

    def _steps(self, found: Changes) -> Iterator[Part]:
        titles = {one.step: one.title.in_(self.lang) for one in self.guide.steps}
        lines = [
            t("changes_step_closed" if one.is_closed else "changes_step_reopened", step=titles.get(one.step, one.step))
            for one in found.steps
        ]
        if lines:
            yield Part(title=t("changes_steps"), lines=tuple(lines))

    def _moved(self, found: Changes) -> Iterator[Part]:
        lines = [self._move(one) for one in found.moved]
        if lines:
            yield Part(title=t("changes_moved"), lines=_cut(lines))

    def _move(self, one: Moved) -> str:
        after, before = self._option(one.record, one.after), self._option(one.record, one.before)
        what = f"{self._kind(one.record.kind)}: {self.label(one.record)}"
        if one.record.kind == "assumption" or not one.before:
            return t("changes_settled", what=what, now=after)
        return t("changes_from_to", what=what, before=before, now=after)

    def _option(self, record: Record, value: str) -> str:
        return option_label(self.guide.kinds[record.kind], STATUS[record.kind], value, self.lang).lower()

    def _new(self, found: Changes, kind: str) -> Iterator[Part]:
        lines = [self._with_stage(one) for one in found.new.get(kind, ())]
        if lines:
            yield Part(title=t(f"changes_new_{kind}"), lines=_cut(lines))

    def _with_stage(self, record: Record) -> str:
        stage = str(record.values.get("stage", "")) if record.kind == "solution" else ""
        return f"{self.label(record)} ({self._option(record, stage)})" if stage else self.label(record)

    def _changed(self, found: Changes, kind: str) -> Iterator[Part]:
        lines = [self._differing(one) for one in found.changed.get(kind, ())]
        if lines:
            yield Part(title=t(f"changes_changed_{kind}"), lines=_cut(lines))

    def _differing(self, one: Changed) -> str:
        if not one.fields:
            return self.label(one.record)
        known = self.guide.kinds[one.record.kind].by_id
        labels = [known[name].label.in_(self.lang).rstrip(" …") for name in one.fields if name in known]
        return f"{self.label(one.record)} ({t('changes_fields', fields=', '.join(labels or one.fields))})"

    def _numbers(self, found: Changes) -> Iterator[Part]:
        lines = [self._count(_upper(self.guide.kinds[kind].plural.in_(self.lang)), found, kind) for kind in self._own]
        others = [kind for kind in {**found.new, **found.changed} if is_counted(kind) and kind not in self._own]
        lines.append(self._count(t("changes_other"), found, *others))
        told = tuple(filter(None, lines))
        if told:
            yield Part(title=t("changes_numbers"), lines=told)

    @property
    def _own(self) -> list[str]:
        """The kinds that have a line of their own among the numbers."""
        return [kind for kind in COUNTED if kind in self.guide.kinds]

    def _count(self, name: str, found: Changes, *kinds: str) -> str:
        """Return `Idéer: 14 nya, 2 ändrade`, or an empty text."""
        new, changed = (sum(len(part.get(kind, ())) for kind in kinds) for part in (found.new, found.changed))
        counts = [tn("changes_count_new", new)] if new else []
        counts += [tn("changes_count_changed", changed)] if changed else []
        return f"{name}: {', '.join(counts)}" if counts else ""

    def _removed(self, found: Changes) -> Iterator[Part]:
        if found.removed:
            yield Part(title=t("changes_removed"), lines=(tn("changes_removed_number", found.removed),), is_list=False)

    def _notes(self, news: News) -> Iterator[str]:
        if not news.is_from_git and news.since.what != "start":
            yield t("changes_before_git" if news.has_git else "changes_by_dates")
        elif news.changes.has_unknown:
            yield t("changes_partly")
        if news.changes.is_empty and news.since.session is not None and news.since.session.number > 1:
            yield t("changes_earlier", number=news.since.session.number - 1)

    def _kind(self, kind: str) -> str:
        return _upper(self.guide.kinds[kind].title.in_(self.lang))

    def label(self, record: Record) -> str:
        """Return the record's own words on one line."""
        return record.label(self.guide.kinds[record.kind], LONGEST, lang=self.lang).rstrip(" .")

    def _day(self, moment: str) -> str:
        return long_date(date.fromisoformat(moment[:10]), self.lang) if is_date(moment[:10]) else moment[:10]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(lines: Sequence[str]) -> tuple[str, ...]:
    more = [t("changes_more", number=len(lines) - MOST)] if len(lines) > MOST else []
    return (*lines[:MOST], *more)


def as_markdown(title: str, parts: Sequence[Part]) -> Markdown:
    """Return it as a document. What the group has written can be no markup."""
    blocks = [f"# {escape(title)}"]
    for part in parts:
        blocks += [f"## {escape(part.title)}"] if part.title else []
        lines = [escape(one) for one in part.lines]
        blocks.append("\n".join(f"- {one}" for one in lines) if part.is_list else "\n\n".join(lines))
    return Markdown("\n\n".join(blocks) + "\n")


def as_json(news: News, teller: Teller) -> dict[str, Any]:
    """Return it as `--json` shows it."""
    since, found = news.since, news.changes
    named = [(kind, one) for kind in NAMED for one in found.new.get(kind, ())]
    changed = [one for kind in NAMED for one in found.changed.get(kind, ())]
    challenge = found.challenge
    return {
        "format": 1,
        "since": {
            "what": since.what,
            "moment": since.moment,
            "session": since.session.id if since.session else "",
            "commit": since.commit.name if since.commit else "",
        },
        "source": "git" if news.is_from_git else "dates",
        "challenge": {"before": challenge.before, "after": challenge.after, "reason": challenge.reason}
        if challenge
        else None,
        "steps": [{"step": one.step, "state": "closed" if one.is_closed else "reopened"} for one in found.steps],
        "moved": [
            {**_named(teller, one.record), "field": one.field, "before": one.before, "after": one.after}
            for one in found.moved
        ],
        "new": [_named(teller, one) for _kind, one in named],
        "changed": [{**_named(teller, one.record), "fields": list(one.fields)} for one in changed],
        "counts": [
            {"kind": kind, "new": len(found.new.get(kind, ())), "changed": len(found.changed.get(kind, ()))}
            for kind in teller.guide.kinds
            if is_counted(kind) and (kind in found.new or kind in found.changed)
        ],
        "removed": found.removed,
    }


def _named(teller: Teller, record: Record) -> dict[str, str]:
    return {"id": record.id, "kind": record.kind, "label": teller.label(record)}
