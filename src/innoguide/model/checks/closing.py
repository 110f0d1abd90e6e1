"""Checks on how the work is ended: documents, and those who helped."""

from __future__ import annotations

from collections.abc import Iterator

from innoguide.model.checks.look import Known, Look, Remark
from innoguide.model.guide import Check
from innoguide.model.record import Record

_TOLD_BACK = "told_back"
"""The exit criterion that asks whether those who helped have been told."""


def _finalised_without_metadata(look: Look, check: Check, document: Record) -> Iterator[Remark]:
    """A finished document of which nobody has written when, by whom and what the registry has to do with it."""
    if document.status == "draft":
        return
    for name in ("date", "responsible", "registry"):
        if not document.values.get(name):
            yield Remark(record=document.id, path=(name,))
    answer = document.values.get("registry")
    if answer == "registered" and not (document.values.get("registry_no") or look.project.settings.registry_no):
        yield Remark(record=document.id, path=("registry_no",))
    step = look.guide.kinds[document.kind].step
    if answer == "unknown" and look.is_past(step):
        yield Remark(record=document.id, path=("registry",))


def _no_feedback(look: Look, check: Check) -> Iterator[Remark]:
    """Helpers who have not been told what came of it when the last step is closed."""
    if not look.is_past(check.step):
        return
    gates = [one for one in look.project.of_kind("gate") if one.step == check.step]
    if gates and _is_told(gates[-1]):
        return
    told = look.words(check.check, "feedback")
    done = look.project.of_kind("action", {"done": "yes"})
    if not any(one.step == check.step and told.search(str(one.values.get("what", ""))) for one in done):
        yield look.at_gate(check.step)


def _is_told(gate: Record) -> bool:
    rows = gate.values.get("answers", ())
    return any(row.get("criterion") == _TOLD_BACK and row.get("answer") == "yes" for row in rows)


KNOWN: dict[str, Known] = {
    "finalised_without_metadata": Known(record=_finalised_without_metadata, kinds=("final_document",)),
    "no_feedback_to_participants": Known(project=_no_feedback, words=("feedback",)),
    # Looks at files: jobs/check/documents.py and heavy_records.py.
    "heavy_document": Known(
        words=("empty_links", "known_words"),
        limits=("most_words", "most_in_paragraph", "most_letters", "most_capitals"),
        values=("what",),
    ),
}
