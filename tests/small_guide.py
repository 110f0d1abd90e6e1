"""A small guide of one step for the tests, as files that a test may change, and a project that uses it."""

import random
from pathlib import Path

from innoguide.files.content import load_guide
from innoguide.files.store import Store, settings_bytes
from innoguide.model.guide import Guide
from innoguide.model.project import Settings
from innoguide.model.record import Record

GUIDE = """\
format: 1
guide: small
version: "1"
title: Small
about: About
languages: [sv, en]
steps: [first]
roles:
  - {id: facilitator, title: Lead, text: Leads}
profiles:
  - {id: free, title: Free, text: As you like}
"""
STEP = """\
format: 1
step: first
title: {sv: Första, en: First}
question: Which?
purpose: To begin
group_does: [Begins]
guiding_questions: ["Who?"]
attitude: Open
deliverable: {title: Brief, text: One page}
exit_criteria:
  - id: heard
    text: We have heard somebody
    counts:
      - {kind: quote, where: {topic: school}, at_least: 1}
pitfalls: [Haste]
tips: [Wait]
closes_with: [close]
agendas:
  - id: half-day
    title: Half a day
    items:
      - {method: listen, minutes: 30}
      - {text: Break, minutes: 15}
"""
LISTEN = """\
format: 1
method: listen
order: 10
title: Listen
purpose: To hear
minutes: 30
group: {min: 2, max: 9}
materials: [Pens]
when_not: Never
basis: own
source: here
needs: {quote: 1}
script:
  - move: say
    id: hello
    title: Hello
    minutes: 5
    say: {sv: Hej, en: Hello}
  - move: collect
    id: quotes
    title: Quotes
    minutes: 10
    kind: quote
    question: {sv: "Vad sa de?", en: "What did they say?"}
    set: {topic: school}
  - move: rank
    id: order
    title: Order
    minutes: 10
    kind: quote
    field: rank
    question: Which of the two?
"""
CLOSE = """\
format: 1
method: close
order: 90
title: Close
purpose: To end
minutes: 5
group: {min: 2, max: 9}
materials: [None]
when_not: Never
basis: own
source: here
script:
  - {move: gate, id: gate, title: Gate, minutes: 5}
"""
QUOTE = """\
format: 1
kind: quote
title: {sv: citat, en: quote}
plural: {sv: citat, en: quotes}
text: What somebody said
step: first
label_field: text
fields:
  - {id: text, type: text, needed: at_once, label: Quote}
  - id: topic
    type: choice
    label: Topic
    options:
      - {id: school, label: {sv: Skola, en: School}}
      - {id: home, label: {sv: Hem, en: Home}}
  - {id: rank, type: number, label: Rank}
  - {id: source, type: ref, to: [person], label: Source}
"""
PERSON = """\
format: 1
kind: person
title: person
plural: {sv: personer, en: people}
text: Somebody we met
label_field: name
fields:
  - {id: name, type: text, needed: at_once, label: Name}
  - {id: about, type: long, needed: to_close, label: About}
  - {id: words, type: texts, label: Words}
  - {id: age, type: number, at_least: 0, at_most: 120, label: Age}
  - {id: mood, type: scale, label: Mood}
  - {id: ring, type: choice, label: Ring, options: [{id: near, label: Nära}, {id: far, label: Långt bort}]}
  - {id: roles, type: choices, label: Roles, options: [{id: user, label: Användare}, {id: staff, label: Personal}]}
  - {id: internal, type: yes_no, label: Internal}
  - {id: met, type: date, label: Met}
  - {id: friend, type: ref, to: [person], label: Friend}
  - {id: quotes, type: refs, to: [quote], label: Quotes}
  - id: visits
    type: rows
    label: Visits
    fields:
      - {id: what, type: text, needed: at_once, label: What}
      - {id: day, type: date, label: Day}
      - {id: mood, type: scale, label: Mood}
      - {id: liked, type: yes_no, label: Liked}
      - {id: kind_of, type: choice, label: Kind, options: [{id: long, label: Långt}, {id: short, label: Kort}]}
      - {id: notes, type: texts, label: Notes}
      - {id: quote, type: ref, to: [quote], label: Quote}
      - {id: others, type: refs, to: [person], label: Others}
"""
FILES = {
    "guide.yaml": GUIDE,
    "1-first/step.yaml": STEP,
    "1-first/listen.yaml": LISTEN,
    "shared/close.yaml": CLOSE,
    "kinds/quote.yaml": QUOTE,
    "kinds/person.yaml": PERSON,
}
SETTINGS = Settings(title="Fler in", organisation="Biblioteket", language="sv", guide="small", guide_version="1")


def write_files(folder: Path, files: dict[str, str]) -> Path:
    """Write *files* (path: text) into *folder* and return it."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="\n")
    return folder


def write_guide(tmp_path: Path, files: dict[str, str] | None = None) -> Path:
    """Write the small guide, with *files* added or replaced, and return its folder."""
    return write_files(tmp_path / "steps", {**FILES, **(files or {})})


def small_guide(tmp_path: Path) -> Guide:
    """Return the small guide."""
    return load_guide([write_guide(tmp_path)])


def small_store(tmp_path: Path, *, seed: int = 1) -> Store:
    """Return the store of a new, empty project that uses the small guide; its ids are drawn by *seed*."""
    folder = tmp_path / "project"
    write_files(folder, {"innoguide.yaml": settings_bytes(SETTINGS).decode()})
    return Store(folder, small_guide(tmp_path), SETTINGS, random.Random(seed))


def quote(record_id: str = "quote-22222", text: str = "Jag visste inte", /, **values: object) -> Record:
    """Return a quote."""
    now = "2026-01-20T13:00:00"
    return Record(id=record_id, kind="quote", created=now, updated=now, values={"text": text, **values})


def person(record_id: str = "person-22222", name: str = "Åsa", /, **values: object) -> Record:
    """Return a person: the kind with fields of every type."""
    now = "2026-01-20T13:00:00"
    return Record(id=record_id, kind="person", created=now, updated=now, values={"name": name, **values})
