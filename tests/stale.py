"""Which outputs are no longer what the records say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from innoguide.jobs.report.write import plan_outputs


def find_stale(outputs: Mapping[PurePosixPath, str], folder: Path) -> list[PurePosixPath]:
    """Return the outputs that are missing, different, or left over from before."""
    return sorted(one.name for one in plan_outputs(outputs, folder) if one.is_stale)
