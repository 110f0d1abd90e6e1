"""How a step stands: its exit criteria with answers, what is missing in plain words, and what nobody knows yet."""

from __future__ import annotations

from typing import Any

from innoguide.jobs.report.book import Book
from innoguide.jobs.report.listing import home_of
from innoguide.jobs.report.showing import shown_fields
from innoguide.model.audience import hidden_fields
from innoguide.model.guide import Step
from innoguide.model.progress import CountedFact, StepProgress, build_progress, counted_facts
from innoguide.model.record import Record, missing_fields
from innoguide.texts import t


def build_progresses(book: Book) -> list[StepProgress]:
    """Return how every step stands, by the records that may be seen."""
    return build_progress(book.guide, book.project)


def build_closing(book: Book, progress: StepProgress) -> dict[str, Any]:
    """Return the gates of the step, or its criteria with what the records say while there is no gate."""
    step = progress.step
    gates = [one for one in book.of_kind("gate") if one.step == step.step]
    return {
        "state": progress.state,
        "gates": [_gate(book, step, one) for one in gates],
        "holds": bool(progress.gate),
        "criteria": [] if gates else _criteria(book, step),
        "missing": _missing(book, step.step),
        "unknown": _unknown(book, step.step),
        "methods_left": [
            method.title.in_(book.lang)
            for method in book.guide.methods.get(step.step, ())
            if method.method in progress.methods_left and not method.optional
        ],
    }


def _gate(book: Book, step: Step, gate: Record) -> dict[str, Any]:
    texts = {one.id: one.text.in_(book.lang) for one in step.exit_criteria}
    rows = [
        {
            "text": texts.get(str(row.get("criterion", "")), str(row.get("text") or row.get("criterion", ""))),
            "answer": t(f"gate_{row['answer']}", book.lang) if row.get("answer") else "",
            "note": str(row.get("note", "")),
        }
        for row in gate.values.get("answers", ())
    ]
    return {
        "name": book.name(gate),
        "rows": rows,
        "conclusion": str(gate.values.get("conclusion", "")),
        "draft": gate.status == "draft",
        "reason": str(gate.values.get("reason", "")),
        "gaps": [str(one) for one in gate.values.get("gaps", ()) if one not in {row["text"] for row in rows}],
        "rest": shown_fields(book, gate, skip=("answers", "conclusion", "reason", "gaps")),
    }


def _criteria(book: Book, step: Step) -> list[dict[str, str]]:
    return [
        {
            "text": one.text.in_(book.lang),
            "facts": "; ".join(_fact(book, fact) for fact in counted_facts(book.project, one)),
        }
        for one in step.exit_criteria
    ]


def _fact(book: Book, fact: CountedFact) -> str:
    """Return `4 intervjuer (icke-användare), målet är minst 2`."""
    kind = book.guide.kinds.get(fact.count.kind)
    if kind is None:
        return ""
    name = (kind.title if fact.found == 1 else kind.plural).in_(book.lang)
    fields = {one.id: one for one in kind.fields}
    said = []
    for key, wanted in fact.count.where.items():
        options = {one.id: one.label.in_(book.lang) for one in fields[key].options} if key in fields else {}
        label = fields[key].label.in_(book.lang) if key in fields else key
        said.append(options.get(wanted, f"{label}: {t(wanted, book.lang) if wanted in ('yes', 'no') else wanted}"))
    about = f" ({', '.join(said)})" if said else ""
    return t("gate_fact", book.lang, number=fact.found, kind=f"{name}{about}", wanted=fact.count.at_least)


def _missing(book: Book, step_id: str) -> list[dict[str, Any]]:
    """Return the records that lack answers the step cannot be closed without, with the fields' labels."""
    found = []
    for record, kind in _with_kind(book, step_id):
        names = dict.fromkeys([*missing_fields(record, kind, "at_once"), *missing_fields(record, kind, "to_close")])
        hidden = hidden_fields(record.kind, book.sees)  # what is left out is not missing
        labels = [kind.by_id[name].label.in_(book.lang) for name in names if name not in hidden]
        if labels:
            found.append({"record": book.line(record, 80), "labels": labels})
    return found


def _unknown(book: Book, step_id: str) -> list[dict[str, Any]]:
    """Return the answers "we do not know yet"."""
    found = []
    for record, kind in _with_kind(book, step_id):
        labels = [kind.by_id[name].label.in_(book.lang) if name in kind.by_id else name for name in record.open]
        if labels:
            found.append({"record": book.line(record, 80), "labels": labels})
    return found


def _with_kind(book: Book, step_id: str) -> list[tuple[Record, Any]]:
    records = [one for found in book.project.by_kind.values() for one in found if home_of(book, one) == step_id]
    pairs = [(one, book.kind(one)) for one in records]
    return [(one, kind) for one, kind in pairs if kind is not None]
