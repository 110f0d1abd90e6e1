"""The actor map: who is near the user. Nothing of what the group believes of their interest and influence."""

from __future__ import annotations

from innoguide.jobs.report.book import Book, upper_first
from innoguide.model.record import Record
from innoguide.rendering.charts.actor_map import Actor, MapWords, Ring, draw_actor_map
from innoguide.rendering.charts.drawing import Drawing
from innoguide.rendering.markdown import Markdown
from innoguide.texts import t

_NAMES = {"sv": "aktorskarta", "en": "actor-map"}
_LONGEST = 90


def actor_picture(book: Book) -> Markdown:
    """Return the map; nothing before the first actor."""
    return book.picture(_NAMES[book.lang], lambda: _draw(book)) if book.of_kind("actor") else Markdown()


def _draw(book: Book) -> Drawing:
    found = book.of_kind("actor")
    kind = book.guide.kinds.get("actor")
    options = kind.by_id["ring"].options if kind and "ring" in kind.by_id else ()
    rings = [_ring(book, one.label.in_(book.lang), [r for r in found if r.values.get("ring") == one.id])
             for one in options]  # fmt: skip
    known = {one.id for one in options}
    homeless = [one for one in found if one.values.get("ring") not in known]
    lost = _ring(book, t("picture_actors_unplaced", book.lang), homeless, placed=False)
    return draw_actor_map(
        title=t("picture_actors_title", book.lang),
        description=t(
            "picture_actors_alt",
            book.lang,
            actors=len(found),
            rings=", ".join(one.name for one in [*rings, *([lost] if homeless else [])]),
            inside=sum(one.values.get("internal") is True for one in found),
        ),
        rings=[*rings, lost],
        words=MapWords(
            t("picture_actors_middle", book.lang),
            t("picture_actors_inside", book.lang),
            t("picture_actors_outside", book.lang),
            t("picture_actors_more", book.lang),
        ),
        lang=book.lang,
    )


def _ring(book: Book, name: str, records: list[Record], *, placed: bool = True) -> Ring:
    actors = tuple(Actor(book.label(one, _LONGEST), one.values.get("internal") is True) for one in records)
    return Ring(f"{upper_first(name)} ({len(actors)})", actors, placed)
