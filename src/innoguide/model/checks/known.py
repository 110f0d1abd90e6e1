"""Every check that there is, by the code that guide files name it with."""

from __future__ import annotations

from innoguide.model.checks import closing, deciding, effects, evidence, people, testing, wording
from innoguide.model.checks.look import Known

KNOWN: dict[str, Known] = {
    **wording.KNOWN,
    **evidence.KNOWN,
    **deciding.KNOWN,
    **testing.KNOWN,
    **effects.KNOWN,
    **people.KNOWN,
    **closing.KNOWN,
}

TEXT_CHECKS = frozenset(code for code, one in KNOWN.items() if one.text)
"""The checks that a field may name."""
