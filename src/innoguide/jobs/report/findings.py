"""Steps 2 and 3: insights with their quotes, journeys, and the development areas that came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from innoguide.jobs.report.book import Book, clause
from innoguide.jobs.report.listing import build_block
from innoguide.jobs.report.pictures.journey import journey_picture
from innoguide.jobs.report.showing import is_withheld, joined, one_line, quoted, shown_fields
from innoguide.model.evidence import find_strength, participant_labels
from innoguide.model.record import Record
from innoguide.rendering.markdown import Markdown, Value, escape, table

_SAID = (
    "statement",
    "who",
    "need",
    "why",
    "tension",
    "evidence",
    "contradicting",
    "strength",
    "chosen",
    "set_aside_because",
)


def build_quote(book: Book, quote: Record, *, most: int = 0) -> dict[str, Any]:
    """Return a quote with the kind of person who said it; at *most* so many signs of it, if that is given."""
    source = book.find(quote.values.get("source"))
    return {
        "text": quoted(book, book.label(quote, most)),
        "by": _speaker(book, source) if source else "",
        "name": book.name(quote),
    }


def _speaker(book: Book, source: Record) -> Value:
    """Return `icke-användare`; inside the project also `, Intervju 3: U07`."""
    who = book.who(source) or book.title(source.kind).lower()
    return Markdown(f"{escape(who)}, {book.line(source, 60)}") if book.sees.persons else who


def build_strength(book: Book, insight: Record) -> dict[str, Any]:
    """Return how strong an insight is, counted from the evidence that may be seen."""
    strength = find_strength(book.project, insight)
    labels = participant_labels(book.guide, book.lang)
    return {**asdict(strength), "kinds": [labels.get(one, one).lower() for one in strength.kinds]}


def build_evidence(book: Book, ids: Any) -> tuple[list[dict[str, Any]], list[Markdown]]:
    """Return the quotes among the records that *ids* mean, and the others as lines."""
    records = book.find_all(ids)
    quotes = [build_quote(book, one) for one in records if one.kind == "quote"]
    return quotes, [_other(book, one) for one in records if one.kind != "quote"]


def _other(book: Book, record: Record) -> Markdown:
    """Return an observation with where it was made; of others in public only what kind of person it was."""
    if record.kind == "observation":
        seen = [str(one) for one in record.values.get("does_what", ())][:2]
        text = f"{book.label(record)}: {'; '.join(clause(one) for one in seen)}" if seen else book.label(record)
        return Markdown(f"{escape(book.name(record))}: {escape(text)}")
    return book.line(record, 200)


def build_insight(book: Book, insight: Record) -> dict[str, Any]:
    """Return an insight with its quotes, and how strong it is: counted, and in the group's own judgement."""
    values = insight.values
    quotes, others = build_evidence(book, values.get("evidence"))
    against, against_others = build_evidence(book, values.get("contradicting"))
    return {
        "name": book.name(insight),
        "link": book.linked_name(insight),
        "line": book.line(insight),
        **{name: str(values.get(name, "")) for name in ("statement", "who", "need", "why", "tension")},
        "strength": build_strength(book, insight),
        "own_judgement": book.option(insight, "strength").lower(),
        "chosen": values.get("chosen") is True,
        "aside": str(values.get("set_aside_because", "")),
        "quotes": quotes,
        "others": others,
        "against": [*(one["text"] for one in against), *against_others],
        "rest": shown_fields(book, insight, skip=_SAID),
        "draft": insight.status == "draft",
    }


def build_insights(book: Book) -> list[dict[str, Any]]:
    """Return all insights, the chosen ones first."""
    return [build_insight(book, one) for one in book.of_kind("insight")]


def build_priorities(book: Book) -> Value:
    """Return how the insights were weighed, as a table; nothing when they were not."""
    kind = book.guide.kinds.get("insight")
    records = book.of_kind("insight")
    names = ("rank", "importance_user", "actionable", "strength", "chosen", "set_aside_because")
    weighed = any(name in one.values for one in records for name in names if name != "strength")
    used = [
        kind.by_id[name] for name in names if kind and name in kind.by_id and any(name in one.values for one in records)
    ]
    if not weighed:
        return ""
    rows = [
        [book.line(one, 120), *(one_line(book, field, one.values.get(field.id)) for field in used)] for one in records
    ]
    return table([book.title("insight"), *(field.label.in_(book.lang) for field in used)], rows)


def build_journeys(book: Book) -> list[dict[str, Any]]:
    """Return the journeys, step by step."""
    return [_journey(book, one) for one in book.of_kind("journey")]


def _journey(book: Book, journey: Record) -> dict[str, Any]:
    steps = [_stage(book, journey, row) for row in journey.values.get("steps", ())]
    return {
        "heading": book.heading(journey),
        "title": book.label(journey),
        "question": str(journey.values.get("question", "")),
        "whose": "" if is_withheld(book, journey, "whose") else str(journey.values.get("whose", "")),
        "state": book.option(journey, "state"),
        "picture": journey_picture(book, journey, steps),
        "steps": steps,
        "rest": shown_fields(book, journey, skip=("title", "question", "whose", "state", "steps")),
    }


_SIMPLE = ("activity", "touchpoint", "thinks_feels", "pain", "gain", "owner", "opportunity")


def _stage(book: Book, journey: Record, row: dict[str, Any]) -> dict[str, Any]:
    kind = book.kind(journey)
    rows = kind.by_id.get("steps") if kind else None
    phases = next((one.options for one in rows.fields if one.id == "phase"), ()) if rows else ()
    labels = {one.id: one.label.in_(book.lang) for one in phases}
    quote = book.find(row.get("quote"))
    return {
        **{name: str(row.get(name, "")) for name in _SIMPLE},
        "phase": labels.get(str(row.get("phase", "")), ""),
        "emotion": int(row.get("emotion") or 0),
        "people": joined(book, [book.label(one) for one in book.find_all(row.get("people"))]),
        "quote": build_quote(book, quote) if quote else {},
        "decisive": row.get("decisive") is True,
        "assumed": row.get("assumed") is True,
        "more": [f"{key}: {row[key]}" for key in sorted(row) if key not in _KNOWN_COLUMNS],
    }


_KNOWN_COLUMNS = {*_SIMPLE, "phase", "emotion", "people", "quote", "decisive", "assumed"}


def build_areas(book: Book) -> list[dict[str, Any]]:
    """Return the development areas with the insights and quotes behind them."""
    return [_area(book, one) for one in book.of_kind("development_area")]


def _area(book: Book, area: Record) -> dict[str, Any]:
    insights = book.find_all(area.values.get("insights"))
    quotes = [build_quote(book, one) for insight in insights for one in _quotes_of(book, insight)]
    return {
        "heading": book.heading(area),
        "title": book.label(area),
        "question": str(area.values.get("question", "")),
        "insights": [book.line(one) for one in insights],
        "quotes": list({one["name"]: one for one in quotes}.values())[:3],
        "block": build_block(book, area, skip=("question", "insights", *_same_question(book, area))),
        "aside": [
            {"what": str(row.get("what", "")), "why": str(row.get("why", ""))}
            for row in area.values.get("not_chosen", ())
        ],
        "why_now": str(area.values.get("why_now", "")),
        "for_whom": str(area.values.get("for_whom", "")),
    }


def _same_question(book: Book, area: Record) -> tuple[str, ...]:
    """Return the field of the question that was chosen, when it says no more than the area's own question."""
    chosen = book.find(area.values.get("hmw"))
    return ("hmw",) if chosen and book.label(chosen) == " ".join(str(area.values.get("question", "")).split()) else ()


def _quotes_of(book: Book, insight: Record) -> list[Record]:
    return [one for one in book.find_all(insight.values.get("evidence")) if one.kind == "quote"]


def best_quote(book: Book, insights: Sequence[Record], *, most: int = 0) -> dict[str, Any]:
    """Return the quote to lead with: a user's before others', then as the insights are ordered; or an empty dict.

    One of at *most* so many signs goes before longer ones, which are cut at twice as many.
    """
    quotes = [one for insight in insights for one in _quotes_of(book, insight)]
    quotes += [] if quotes else book.of_kind("quote")
    ranked = sorted(quotes, key=lambda one: (0 < most < len(book.label(one)), not _by_user(book, one)))
    return build_quote(book, ranked[0], most=2 * most) if ranked else {}


def _by_user(book: Book, quote: Record) -> bool:
    source = book.find(quote.values.get("source"))
    kinds = ("user", "non_user", "relative")
    return source is not None and (
        source.values.get("participant_type") in kinds or source.values.get("tester_type") in kinds
    )
