"""Quiet suggestions of what may belong together in `sort`; nothing is placed by itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from innoguide.files.folders import content_folders
from innoguide.files.wordlists import load_words
from innoguide.jobs.walk.prompter import Line
from innoguide.jobs.walk.room import Room
from innoguide.model.likeness.clusters import suggest_clusters
from innoguide.model.likeness.pairs import Item
from innoguide.model.record import Record
from innoguide.texts import t

FEWEST = 6
"""So few notes a group sees at a glance."""

MOST = 5
"""How many suggestions are shown: more would not be quiet."""

WORDS = 4


def show_alike(room: Room, pool: Sequence[Record], placed: Collection[str]) -> None:
    """Show which of the notes in *pool* that are not *placed* yet may belong together, by their numbers in the list."""
    numbers = {record.id: number for number, record in enumerate(pool, start=1)}
    left = [Item(record.id, room.label(record, 1_000)) for record in pool if record.id not in placed]
    if len(left) < FEWEST:
        return
    folders = content_folders("steps", room.store.folder)
    clusters = suggest_clusters(left, load_words(folders, room.store.settings.language))[:MOST]
    if not clusters:
        return
    room.show(Line(), Line(text=t("walk_sort_alike"), tone="hint"))
    for one in clusters:
        shown = ", ".join(str(numbers[key]) for key in one.keys)
        text = t("walk_sort_alike_group", numbers=shown, words=", ".join(one.words[:WORDS]))
        room.show(Line(text=text, tone="hint"))
