"""Makes a programme of many groups, each with a project of its own: for measuring, and for tests with small numbers.

    python benchmarks/many_groups.py FOLDER 32 300      32 groups of 300 records

Each project is one of those in the example programme, once and then again in parts: so kinds, proportions and
references are believable, and the files are those that innoguide writes. Ids are new. What insights, needs and quotes
say is put together anew, so that groups say alike things in different words, and few say the same. The same numbers
and the same seed give the same files.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from innoguide.files.programmefile import programme_bytes, write_themes
from innoguide.model.programme.programme import PROGRAMME_FILE, Group, Programme
from innoguide.model.programme.themes import Theme, Themes
from innoguide.model.record import new_id

EXAMPLE = Path(__file__).parent.parent / "examples" / "mer-for-fler" / "groups"
SERVICES = ("library", "kulturskola", "both")


def _listed(text: str) -> list[str]:
    """Return the words between the semicolons of *text*."""
    return [" ".join(one.split()) for one in text.split(";")]


ONCE = _listed(
    "gate; rating; mandate; starting_point; plan; follow_up; baseline; final_document; story; summary; preface"
)
"""Kinds of which a project has few, however many records it has: they are not copied again."""

_ID = re.compile(r"\b[a-z_]+-[2-9a-z]{5}\b")
_SEEN = re.compile(r"^seen:\n(?:  .*\n)+", re.MULTILINE)
_SAID = re.compile(r"^(statement|need|who|why|text|question|pitch|for_whom): .*$", re.MULTILINE)
_ABOUT_PEOPLE = _listed("insight; opportunity; development_area; quote; idea; idea_card; lesson; theme")

WHO = _listed("""barn i mellanstadiet; unga med ledsagare; ensamstående föräldrar; nyanlända vuxna; pensionärer i byn;
skiftarbetare; gymnasister; unga som slutat spela; familjer utan bil; vuxna som läser sakta; daglediga; studerande på
yrkesprogram; nybörjare över femtio; barn med syskon; unga i byarna; föräldrar till små barn; personal inom omsorgen;
de som fått avslag; låntagare som tystnat; helgpendlare""")
NEED = _listed("""få pröva utan att anmäla sig; komma hem innan det blir mörkt; slippa gå in ensam; veta vad det kostar;
förstå vad lappen säger; bli frågad av någon i samma ålder; kunna avbryta utan att skämmas; få låna det som behövs;
slippa bli bedömd; ha något att göra med händerna; kunna bestämma samma dag; få hjälp på sitt eget språk; sitta ner en
stund; höra till fast man börjar sent; få veta vem som är där; ta med en vän; göra klart i egen takt; se hur det ser ut
inifrån; få spela det man själv lyssnar på; ha en plats som inte är skola; få öva där ingen hör; slippa betala först;
kunna komma utan att boka; få visa vad man har gjort""")
WHY = _listed("""sista bussen går redan halv sex; alla där inne verkar känna varandra; namnet låter som skola; avgiften
dras innan man vet; rummet är låst på helgen; ingen svarar på mejlet; kön är längre än terminen; skyltarna är skrivna
för personalen; syskonen måste hämtas samtidigt; arbetspasset ändras varje vecka; telefonen är slut på data; instrument
kostar mer än hyran; läraren bytte ort; dagen är redan schemalagd; trappan är för brant; man tror att man måste kunna;
det står inget om vad som händer sen; kompisarna slutade i våras; ljudet är för högt; kortet gick ut; det är långt
mellan hållplatserna; formuläret kräver ett lösenord; ingen hemma har gått dit; öppettiderna liknar arbetstiderna""")


@dataclass(frozen=True)
class Copied:
    """A record of the example: its id, its kind, where its file lies in a project, and the file as text."""

    id: str
    kind: str
    place: str
    text: str


@dataclass(frozen=True)
class Source:
    """A project of the example: what it says of itself, its meetings by file name, its records in the order made."""

    settings: str
    sessions: dict[str, bytes]
    records: tuple[Copied, ...]


def read_sources() -> list[Source]:
    """Return the example's projects, the one with most records first."""
    sources = [_read_source(folder) for folder in sorted(EXAMPLE.iterdir()) if folder.is_dir()]
    return sorted(sources, key=lambda one: -len(one.records))


def _read_source(folder: Path) -> Source:
    records = []
    for path in sorted((folder / "records").rglob("*.yaml")):
        text = _SEEN.sub("", path.read_text("utf-8"))  # checksums of what is worded anew here
        kind = path.parent.name
        records.append(Copied(f"{kind}-{path.name.split('-')[1][:5]}", kind, f"records/{kind}/{path.name}", text))
    records.sort(key=lambda one: (re.findall(r"^created: (.*)$", one.text, re.MULTILINE)[0], one.id))
    sessions = {path.name: path.read_bytes() for path in sorted((folder / "sessions").glob("*.yaml"))}
    return Source((folder / "innoguide.yaml").read_text("utf-8"), sessions, tuple(records))


def make_programme(folder: Path, *, groups: int, records: int, seed: int = 7) -> Programme:
    """Make a programme of *groups* groups of *records* records in *folder*, and return it."""
    sources = read_sources()
    chance = random.Random(seed)
    made, found = [], {}
    for at in range(1, groups + 1):
        name = f"grupp-{at:03}"
        found[name] = _make_group(folder / "groups" / name, sources[at % len(sources)], records, at, chance)
        about = {"cohort": f"omgång {1 + at % 3}", "service": SERVICES[at % 3], "code": f"{9000 + at % 1000}"}
        made.append(Group.model_validate({"name": name, "path": f"groups/{name}", **about}))
    programme = Programme(title="Mätning", organisation="Påhittade län", groups=tuple(made))
    (folder / PROGRAMME_FILE).write_bytes(programme_bytes(programme))
    write_themes(folder, _themes(found, chance))
    return programme


def _make_group(folder: Path, source: Source, number: int, at: int, chance: random.Random) -> list[str]:
    """Make a project of *number* records; return the ids of its insights."""
    kinds = {one.kind for one in source.records}
    for place in ("sessions", *(f"records/{kind}" for kind in kinds)):
        (folder / place).mkdir(parents=True, exist_ok=True)
    settings = re.sub("^municipality: .*$", f"municipality: Kommun {at:03}", source.settings, flags=re.MULTILINE)
    (folder / "innoguide.yaml").write_text(settings, "utf-8")
    for name, data in source.sessions.items():
        (folder / "sessions" / name).write_bytes(data)
    insights = []
    for record in _copies(source, number, chance):
        (folder / record.place).write_text(record.text, "utf-8")
        insights += [record.id] if record.kind == "insight" else []
    return insights


def _copies(source: Source, number: int, chance: random.Random) -> Iterator[Copied]:
    """Yield *number* records: the project's, and then those that there can be many of again and again."""
    taken: set[str] = set()
    ids: dict[str, str] = {}  # with those of what is not copied again: the copies refer to it
    left = number
    for lap in count():
        wanted = [one for one in source.records if lap == 0 or one.kind not in ONCE][:left]
        ids |= {one.id: _fresh(one.kind, taken, chance) for one in wanted}
        yield from (_copy(one, ids, chance) for one in wanted)
        left -= len(wanted)
        if not left:
            return


def _fresh(kind: str, taken: set[str], chance: random.Random) -> str:
    while (made := new_id(kind, chance)) in taken:
        pass
    taken.add(made)
    return made


def _copy(record: Copied, ids: dict[str, str], chance: random.Random) -> Copied:
    text = _ID.sub(lambda found: ids.get(found[0], found[0]), record.text)
    if record.kind in _ABOUT_PEOPLE:
        who, need, why = chance.choice(WHO), chance.choice(NEED), chance.choice(WHY)
        text = _SAID.sub(lambda found: f"{found[1]}: {_sentence(found[1], who, need, why)}", text)
    place = record.place.replace(record.id, ids[record.id])
    return Copied(ids[record.id], record.kind, place, text)


def _sentence(field: str, who: str, need: str, why: str) -> str:
    if field in ("who", "for_whom"):
        return who
    if field in ("need", "why"):
        return need if field == "need" else why
    if field == "question":
        return f"Hur kan vi göra det möjligt för {who} att {need}?"
    return f"{who.capitalize()} behöver {need} eftersom {why}."


def _themes(insights: dict[str, list[str]], chance: random.Random) -> Themes:
    """Return some themes that a person could have confirmed: each of one insight from each of some groups."""
    names = sorted(name for name, found in insights.items() if found)
    themes = []
    for at in range(min(12, len(names) // 3)):
        members = tuple(f"{name}/{insights[name][at % len(insights[name])]}" for name in names[at % 3 :: 3][:8])
        themes.append(Theme(id=f"tema-{at + 1}", name=f"Att {chance.choice(NEED)}", members=members))
    return Themes(themes=tuple(themes))


def main(arguments: list[str]) -> None:
    """Make what the command line asks for."""
    folder, groups, records = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    make_programme(folder, groups=groups, records=records)


if __name__ == "__main__":
    main(sys.argv[1:])
