"""Checks on how ideas are chosen, on what the chosen ones rest, and on who has seen the decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from innoguide.model.checks.look import Known, Look, Remark
from innoguide.model.checks.standing import said
from innoguide.model.guide import Check
from innoguide.model.moves import Vote
from innoguide.model.record import Record

CHOOSINGS = ("vote", "weighing", "decision")
"""The kinds by which a group chooses among records."""

FROM_OTHERS = ("parked", "user", "staff")
"""Origins of ideas that say nothing about how many of the group have contributed."""


def _chosen_from(look: Look, kind: str) -> list[Record]:
    """Return the choosings among records of *kind*, oldest first."""
    found = [one for one in said(look, *CHOOSINGS) if kind in _kinds_in(look, one)]
    return sorted(found, key=lambda one: (one.created, one.id))


def _kinds_in(look: Look, choosing: Record) -> set[str]:
    """Return the kinds of the records that were chosen, or that got dots or scores."""
    ids = [*choosing.values.get("chosen", ()), *choosing.values.get("weighed", ())]
    for rows in ("results", "scores"):
        ids += [row.get("record") for row in choosing.values.get(rows, ())]
    return {look.project.records[one].kind for one in ids if one in look.project.records}


def choosing_before_generating(look: Look, check: Check) -> Iterator[Remark]:
    """Yield the newest choice among ideas when there were few of them, or when they came from few of the group."""
    # Ideas only grow in number: when the newest choice was made among enough, the older ones no longer matter.
    choosings = _chosen_from(look, "idea") or _chosen_from(look, "idea_card")
    if not choosings:
        return
    newest = choosings[-1]
    ideas = [one for one in said(look, "idea") if one.created <= newest.created]
    limits = check.limits
    if len(ideas) < limits["least_ideas"] or _from_few(look, newest, ideas, limits["least_share"]):
        yield Remark(record=newest.id, values={"ideas": len(ideas), "least": limits["least_ideas"]})


def _from_few(look: Look, choosing: Record, ideas: Sequence[Record], share: int) -> bool:
    """Whether the group's own ideas came from less than *share* per cent of the roles in the room.

    Nobody knows unless every one of them says from which role it came.
    """
    own = [one for one in ideas if one.values.get("origin") not in FROM_OTHERS]
    authors = [str(one.values.get("author_role", "")).strip().casefold() for one in own]
    session = next((one for one in look.project.sessions if one.id == choosing.session), None)
    if session is None or not authors or not all(authors):
        return False
    return len(set(authors)) * 100 < share * len(session.room)


def vote_without_user_value(look: Look, check: Check, vote: Record) -> Iterator[Remark]:
    """Yield a vote on ideas in which value to the user is not a criterion."""
    rows = vote.values.get("criteria", ())
    if vote.status == "draft" or not rows or not _is_on_ideas(look, vote):
        return
    value = look.words(check.check, "user_value")
    if not any(value.search(f"{row.get('criterion', '')} {row.get('label', '')}") for row in rows):
        labels = [str(row.get("label") or row.get("criterion", "")) for row in rows]
        yield Remark(record=vote.id, path=("criteria",), values={"criteria": "; ".join(labels)})


def _is_on_ideas(look: Look, vote: Record) -> bool:
    """Whether a vote is on ideas: by what got dots, else by what its method lets a group vote on."""
    kinds = _kinds_in(look, vote)
    if not kinds:
        method = look.guide.method(vote.step, vote.method)
        kinds = {move.kind for move in method.script if isinstance(move, Vote)} if method else set()
    return not kinds.isdisjoint(("idea", "idea_card"))


def only_easy_ideas(look: Look, check: Check) -> Iterator[Remark]:
    """Yield the first choice among ideas when no idea has ever been taken along for being bold."""
    chosen = {kind: _decisions_on(look, kind) for kind in ("idea", "idea_card")}
    decisions = chosen["idea"] or chosen["idea_card"]
    bold = any(
        one.values.get("bold_pick") in one.values.get("chosen", ()) for found in chosen.values() for one in found
    )
    if decisions and not bold:
        yield Remark(record=decisions[0].id, path=("bold_pick",))


def _decisions_on(look: Look, kind: str) -> list[Record]:
    return [one for one in _chosen_from(look, kind) if one.kind == "decision"]


RESTS_ON: dict[str, tuple[str, ...]] = {
    "idea_card": ("answers", "insights", "ideas"),
    "idea": ("answers",),
    "development_area": ("insights", "hmw"),
    "hmw": ("opportunity",),
    "opportunity": ("insight",),
    "insight": ("evidence",),
}
"""The fields by which an idea leads to what people have said and done; the kinds nearest to it last."""


def idea_without_root(look: Look, check: Check) -> Iterator[Remark]:
    """Yield each chosen idea and idea card from which nothing leads to evidence."""
    cards = said(look, "idea_card", where={"state": "chosen"})
    carried = {one for card in cards for one in card.values.get("ideas", ())}
    ideas = [one for one in said(look, "idea", where={"state": "chosen"}) if one.id not in carried]
    for record in (*ideas, *cards):
        end = _end_of_chain(look, record)
        if end is not None:
            kind = look.guide.kinds[end.kind]
            label = "…" if end.confidential else end.label(kind, 60, lang=look.lang)
            values: dict[str, str | int] = {"kind": kind.title.in_(look.lang), "label": label}
            yield Remark(record=record.id, path=("answers",), values=values)


def _end_of_chain(look: Look, record: Record) -> Record | None:
    """Return the nearest to evidence that *record* leads to, or None if it leads all the way."""
    way = [record]
    met = {record.id}
    for one in way:  # grows while it is walked
        below = [look.project.records.get(target) for target in _targets(one)]
        if one.kind == "insight" and any(below):
            return None
        for found in below:
            if found is not None and found.kind in RESTS_ON and found.id not in met:
                met.add(found.id)
                way.append(found)
    return max(way, key=lambda one: list(RESTS_ON).index(one.kind))


def _targets(record: Record) -> list[str]:
    values = [record.values.get(name, ()) for name in RESTS_ON[record.kind]]
    return [target for value in values for target in ([value] if isinstance(value, str) else value)]


def parked_ideas_forgotten(look: Look, check: Check) -> Iterator[Remark]:
    """Yield the step when ideas that were parked before its end have not been taken up."""
    if not look.is_past(check.step):
        return
    gate = look.gate(check.step)
    later = look.guide.about.steps[look.guide.number(check.step) :]
    waiting = [
        one
        for one in said(look, "parked_idea")
        if not one.values.get("picked_up") and not one.values.get("became") and one.step not in later
    ]
    if gate is not None and look.closing != check.step:
        waiting = [one for one in waiting if one.created <= gate.updated]
    if waiting:
        yield look.at_gate(check.step, number=len(waiting))


WINDOWS = (("ringa-in",), ("undersoka", "fokusera"), ("ta-fram-ideer", "testa-ideer", "forverkliga"))
"""The steps between one meeting with the commissioner and the next, which should come before the last of them ends."""


def commissioner_unseen(look: Look, check: Check) -> Iterator[Remark]:
    """Yield the steps at whose end nothing shows that the commissioner or a manager has been told."""
    for window in WINDOWS:
        if look.is_past(window[-1]) and not _has_seen(look, check, window):
            yield look.at_gate(window[-1], step=look.guide.step(window[-1]).title.in_(look.lang))


def _has_seen(look: Look, check: Check, window: Sequence[str]) -> bool:
    """Whether somebody who decides is named, by a word of the list or as the project's mandate says."""
    if any(one.step in window for one in said(look, "test_result", where={"tester_type": "decision_maker"})):
        return True
    decider = look.words(check.check, "decider")
    named = {str(one.values.get("commissioner", "")).casefold() for one in said(look, "mandate")} - {""}
    texts = (*_names(look, window), *_gate_texts(look, window))
    return any(decider.search(text) or any(name in text.casefold() for name in named) for text in texts)


def _names(look: Look, window: Sequence[str]) -> Iterator[str]:
    """Yield those who decided, who were anchored with and who were in the room, as the group has written them."""
    fields = {"mandate": "commissioner", "decision": "decided_by", "test_round": "decided_by", "anchoring": "who"}
    for kind, name in fields.items():
        yield from (str(one.values.get(name, "")) for one in said(look, kind) if one.step in ("", *window))
    for session in look.project.sessions:
        if any(entry.step in window for entry in session.done):
            yield from (one.role for one in session.room)


def _gate_texts(look: Look, window: Sequence[str]) -> Iterator[str]:
    """Yield what the group has noted at the gates, and the criteria that it has answered yes to."""
    for gate in look.project.of_kind("gate"):  # also one that is being answered now
        if gate.step not in window or gate.step not in look.guide.about.steps:
            continue
        yield str(gate.values.get("reason", ""))
        criteria = {one.id: one.text.in_(look.lang) for one in look.guide.step(gate.step).exit_criteria}
        for row in gate.values.get("answers", ()):
            if row.get("answer") == "yes":
                yield criteria.get(row.get("criterion"), "")
            if row.get("answer") in ("yes", "partly"):
                yield row.get("note", "")


KNOWN: dict[str, Known] = {
    "choosing_before_generating": Known(
        project=choosing_before_generating, limits=("least_ideas", "least_share"), values=("ideas", "least")
    ),
    "vote_without_user_value": Known(
        record=vote_without_user_value, kinds=("vote", "weighing"), words=("user_value",), values=("criteria",)
    ),
    "only_easy_ideas": Known(project=only_easy_ideas),
    "idea_without_root": Known(project=idea_without_root, values=("kind", "label")),
    "parked_ideas_forgotten": Known(project=parked_ideas_forgotten, values=("number",)),
    "commissioner_unseen": Known(project=commissioner_unseen, words=("decider",), values=("step",)),
}
