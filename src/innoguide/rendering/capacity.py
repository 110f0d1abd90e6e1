"""The self-assessment in words and tables: what is shown of it, and what can be said. Never a number a statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from innoguide.model.capacity import Answered, Capacity, StatementResult, ThemeResult, change_of
from innoguide.model.tally import SMALLEST_GROUP, shown_number
from innoguide.rendering.markdown import number
from innoguide.texts import t

MOST_NAMED = 3
"""More statements than this are not named in a sentence."""

APART = 2.0
"""A middle half this wide, or wider, is worth talking about."""

Row = list[str]


def compared_rounds(capacity: Capacity) -> tuple[str, str] | None:
    """Return the first and the last round that show anything; None where there is only one."""
    shown = capacity.shown_rounds()
    return (shown[0], shown[-1]) if len(shown) > 1 else None


def statement_head(capacity: Capacity, lang: str) -> Row:
    """Return the head of the table of statements."""
    return [t("capacity_head_statement", lang), *_round_head(capacity, lang)]


def statement_rows(capacity: Capacity, lang: str) -> list[Row]:
    """Return a row for each statement: its rounds, and the change from the first to the last."""
    return [
        [one.text, *(statement_cell(one, name, lang) for name in capacity.rounds), *_change(capacity, one.rounds, lang)]
        for one in capacity.statements
    ]


def theme_head(capacity: Capacity, lang: str) -> Row:
    """Return the head of the table of themes."""
    return [t("capacity_head_theme", lang), *_round_head(capacity, lang)]


def theme_rows(capacity: Capacity, lang: str) -> list[Row]:
    """Return a row for each theme, of the statements that are shown in each of its rounds."""
    return [[_theme(one, lang), *_theme_cells(capacity, one, lang)] for one in capacity.themes]


def _theme_cells(capacity: Capacity, theme: ThemeResult, lang: str) -> Row:
    cells = [_cell(theme.rounds.get(name), lang) for name in capacity.rounds]
    return [*cells, *_change(capacity, theme.rounds, lang)]


def statement_cell(statement: StatementResult, round_: str, lang: str) -> str:
    """Return how a statement was answered in a round: `3,5 (mitten 2–4); vet inte: 1–4`."""
    if round_ not in statement.rounds:
        return "–"
    answered = statement.rounds[round_]
    if answered is None:
        return t("capacity_hidden", lang)
    unknown = statement.unknown.get(round_, 0)
    more = t("capacity_cell_unknown", lang, number=shown_number(unknown)) if unknown else ""
    return _cell(answered, lang) + more


def change_words(change: float | None, lang: str) -> str:
    """Return `höjt 1,5`, `sänkt 1`, `samma`; a dash where there is nothing to compare."""
    if change is None:
        return "–"
    key = "up" if change > 0 else "down" if change < 0 else "same"
    return t(f"capacity_change_{key}", lang, number=number(abs(change), lang=lang))


def story(capacity: Capacity, lang: str) -> list[str]:
    """Return what the answers tell, a sentence or two each; nothing of what is hidden."""
    if not capacity.rounds:
        return []
    if not capacity.is_shown:
        return [t("capacity_few", lang)]
    return [
        " ".join(_numbers(capacity, lang)),
        *_changes(capacity, lang),
        *_stayed(capacity, lang),
        *_apart(capacity, lang),
    ]


def _round_head(capacity: Capacity, lang: str) -> Row:
    change = [t("capacity_head_change", lang)] if compared_rounds(capacity) else []
    return [*(t(f"capacity_head_{one}", lang) for one in capacity.rounds), *change]


def _theme(theme: ThemeResult, lang: str) -> str:
    known = ("users", "way_of_working", "conditions", "effects")
    return t(f"capacity_theme_{theme.id}", lang) if theme.id in known else theme.id


def _cell(answered: Answered | None, lang: str) -> str:
    if answered is None:
        return "–"
    median, low, high = (number(one, lang=lang) for one in (answered.median, answered.low, answered.high))
    return t("capacity_cell_value", lang, median=median, low=low, high=high)


def _change(capacity: Capacity, rounds: Mapping[str, Answered | None], lang: str) -> Row:
    compared = compared_rounds(capacity)
    return [change_words(change_of(rounds, *compared), lang)] if compared else []


# -- what they tell -------------------------------------------------------------------------------------------


def _numbers(capacity: Capacity, lang: str) -> Iterator[str]:
    """Yield the round's smallest number of answers, once: numbers by statement could be subtracted."""
    for name in capacity.rounds:
        fewest = capacity.fewest(name)
        round_ = t(f"capacity_head_{name}", lang)
        if fewest:
            yield t("capacity_fewest", lang, round=round_, number=fewest)
        else:
            yield t("capacity_round_hidden", lang, round=round_, least=SMALLEST_GROUP)


def _changes(capacity: Capacity, lang: str) -> Iterator[str]:
    compared = compared_rounds(capacity)
    if compared is None:
        yield t("capacity_one_round", lang)
        return
    changes = [(change, one) for one in capacity.statements if (change := change_of(one.rounds, *compared)) is not None]
    ways = {"up": sum(one > 0 for one, _ in changes), "same": sum(one == 0 for one, _ in changes)}
    down = sum(one < 0 for one, _ in changes)
    rounds = {name: t(f"capacity_then_{one}", lang) for name, one in zip(("first", "then"), compared, strict=True)}
    yield t("capacity_ways", lang, **rounds, **ways, down=down, all=len(changes))
    yield from _most(changes, 1, "capacity_rose_most", compared, lang)
    yield from _most(changes, -1, "capacity_fell_most", compared, lang)
    if down:
        yield t("capacity_fell_means", lang)


def _most(
    changes: Sequence[tuple[float, StatementResult]], way: int, key: str, compared: tuple[str, str], lang: str
) -> Iterator[str]:
    """Yield which statements changed most upwards (*way* 1) or downwards (-1), with their medians."""
    most = max((change * way for change, _one in changes), default=0.0)
    if most <= 0:
        return
    named = [one for change, one in changes if change * way == most]
    quoted = [_from_to(one, compared, lang) for one in named[:MOST_NAMED]]
    yield t(key, lang, statements="; ".join(quoted) + _more(len(named) - MOST_NAMED, lang))


def _from_to(one: StatementResult, compared: tuple[str, str], lang: str) -> str:
    before, after = (one.rounds[name] for name in compared)
    assert before is not None and after is not None
    first, then = (number(each.median, lang=lang) for each in (before, after))
    return t("capacity_from_to", lang, statement=one.text.rstrip("."), first=first, then=then)


def _more(number_: int, lang: str) -> str:
    return t("and_more", lang, number=number_) if number_ > 0 else ""


def _stayed(capacity: Capacity, lang: str) -> Iterator[str]:
    """Yield whether what rose has stayed, where there are three rounds that show it."""
    rose = [one for one in capacity.statements if (change_of(one.rounds, "before", "after") or 0) > 0]
    later = [(change_of(one.rounds, "after", "six_months"), one) for one in rose]
    known = [change for change, _one in later if change is not None]
    if known:
        stayed = sum(one >= 0 for one in known)
        key = "all" if stayed == len(known) else "some" if stayed else "none"
        yield t(f"capacity_stayed_{key}", lang, rose=len(known), stayed=stayed)


def _apart(capacity: Capacity, lang: str) -> Iterator[str]:
    """Yield what was answered most differently in the last round that shows anything."""
    last = capacity.shown_rounds()[-1]
    found = [(each.high - each.low, one) for one in capacity.statements if (each := one.rounds.get(last)) is not None]
    widest = max(wide for wide, _one in found)
    if widest >= APART:
        named = [t("capacity_quoted", lang, statement=one.text.rstrip(".")) for wide, one in found if wide == widest]
        texts = ", ".join(named[:MOST_NAMED]) + _more(len(named) - MOST_NAMED, lang)
        yield t("capacity_apart", lang, round=t(f"capacity_then_{last}", lang), statements=texts)
