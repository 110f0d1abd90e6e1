"""An empty answers file: every question of a step or method as a comment beside its place."""

from __future__ import annotations

from collections.abc import Iterator

from innoguide.model.fields import KindField
from innoguide.model.guide import Guide, Kind
from innoguide.model.language import Bilingual, shorten
from innoguide.model.moves import (
    Choose,
    Collect,
    Consent,
    Fill,
    Follow,
    Gate,
    Link,
    Move,
    Place,
    Rank,
    Rate,
    Sort,
    Talk,
    Vote,
    Weigh,
)


def blank_answers(guide: Guide, step_id: str, method_id: str, lang: str) -> str:
    """Return an answers file (YAML text) for a step, or for one method of it; what is left empty is skipped."""
    step = guide.step(step_id)
    methods = [guide.method(step_id, method_id)] if method_id else list(guide.methods.get(step_id, ()))
    if not method_id:
        methods += guide.closing_methods(step)
    lines = ["format: 1", "sessions:", "  - room: ", "    users: no", "    walk:"]
    for method in methods:
        if method is None:
            continue
        lines += [f"      # {method.title.in_(lang)}: {_short(method.purpose, lang)}"]
        lines += [f"      - {step_id}/{method.method}:"]
        for move in method.script:
            body = list(_move_lines(guide, step_id, move, lang))
            if body:
                lines += [
                    f"          {move.id}:  # {_short(move.title, lang)}",
                    *(f"            {one}" for one in body),
                ]
    return "\n".join(lines) + "\n"


def _short(text: Bilingual, lang: str) -> str:
    return shorten(text.in_(lang), 90)


def _move_lines(guide: Guide, step_id: str, move: Move, lang: str) -> Iterator[str]:
    """Yield what stands under a move: its questions as comments, and an empty place for each answer."""
    if isinstance(move, Talk):
        yield f"# {_short(move.question, lang)}"
    elif isinstance(move, Collect):
        yield f"# {_short(move.question, lang)}"
        yield "# - …"
    elif isinstance(move, Fill):
        kind = guide.kinds[move.kind]
        fields = [kind.by_id[name] for name in move.fields] or list(kind.fields)
        for index, field in enumerate(fields):
            lead = "" if not move.repeat else "- " if index == 0 else "  "
            yield f"{lead}{field.id}:  # {_about(field, lang)}"
    elif isinstance(move, Gate):
        for criterion in guide.step(step_id).exit_criteria:
            yield f"{criterion.id}:  # yes | partly: … | no: … | unknown – {_short(criterion.text, lang)}"
        yield "conclusion:  # go_on | fill_in | stop"
        yield "reason:"
    else:
        yield from _picking_lines(guide, move, lang)


def _picking_lines(guide: Guide, move: Move, lang: str) -> Iterator[str]:
    if isinstance(move, Sort):
        into: Kind = guide.kinds[move.into]
        yield f"# - {{{into.label_field}: …, {move.members}: [id, id]}}"
    elif isinstance(move, Vote | Weigh):
        yield from ("voters:", "dots:") if isinstance(move, Vote) else ("weights:",)
        if isinstance(move, Weigh):
            yield from (f"  {one.id}:  # 1–5 – {_short(one.label, lang)}" for one in move.criteria)
            yield "scores:"
        yield from (f"  {one.id}:  # {{id: 3, id: 2}} – {_short(one.label, lang)}" for one in move.criteria)
    elif isinstance(move, Rank):
        yield "order:  # [id, id]"
    elif isinstance(move, Place | Link):
        yield "# id: [4, 2]" if isinstance(move, Place) else "# id: [id, id]"
    elif isinstance(move, Choose | Consent):
        yield from _deciding_lines(move)
    elif isinstance(move, Follow):
        yield from _following_lines(guide.kinds[move.kind], move, lang)
    elif isinstance(move, Rate):
        for question in move.questions:
            yield f"{question.id}:  # [4, 3, 5] – {_short(question.text, lang)}"


def _deciding_lines(move: Choose | Consent) -> Iterator[str]:
    if isinstance(move, Consent):
        yield "proposal:  # id"
        yield "objections:  # [{objection: …, role: …, met: change | noted | stays}]"
        yield "outcome:  # accepted | accepted_with_changes | not_accepted"
        yield "changes:"
    else:
        yield "chosen:  # [id, id]"
        if move.bold_pick:
            yield "bold_pick:"
    yield from ("why:", "evidence:  # [id, id]", "decided_by:")
    if isinstance(move, Choose):
        yield 'set_aside:  # ["id: …"]'


def _following_lines(kind: Kind, move: Follow, lang: str) -> Iterator[str]:
    """Yield what is asked for each record: under its id."""
    columns = [one for name in (move.history, move.rows) if name for one in kind.by_id[name].fields if one.id != "to"]
    fields = [kind.by_id[name] for name in (move.stage, *move.fields) if name]
    yield "# id:"
    yield from (f"#   {one.id}:  # {_about(one, lang)}" for one in [*fields[:1], *columns, *fields[1:]])


def _about(field: KindField, lang: str) -> str:
    values = " | ".join(option.id for option in field.options)
    if field.type == "rows":
        values = "[{" + ", ".join(f"{column.id}: …" for column in field.fields) + "}]"
    text = _short(field.question, lang)
    return f"{text} ({values})" if values else text
