"""room/: what phones send comes in once, nobody sees what they should not, and nothing that is sent brings it down."""

from __future__ import annotations

import itertools
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rooms import JSON, Phone, new_client, plan, write_pages

from innoguide.errors import UsageError
from innoguide.files.roundfile import list_rounds, load_room, load_round
from innoguide.model.phones import RoundPlan
from innoguide.room.address import find_addresses
from innoguide.room.gate import HEADERS, is_ours
from innoguide.room.limits import (
    CHANGES_A_PHONE,
    DRAINED,
    LONGEST_BODY,
    NOTES_A_PHONE,
    Bucket,
    Buckets,
)
from innoguide.room.rounds import LiveRound
from innoguide.room.serving import RoomServer
from innoguide.texts import t, use_language

HOSTILE = [
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "{{ 1234567 * 7654321 }}{% raw %}",
    "{0.__class__} %s %(x)s",
    "\u202eevil\u202c\u200b",
    "a\x00b",
    "Set-Cookie: x=1\r\nX-Evil: 1",
]
CALCULATED = str(1234567 * 7654321)  # too long to stand in a room's random key by chance
_numbers = itertools.count()


@pytest.fixture(autouse=True)
def swedish() -> None:
    use_language("sv")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomServer]:
    use_language("sv")
    folder = tmp_path_factory.mktemp("room")
    server = RoomServer(folder, "s1", False, pages=write_pages(folder / "pages"))
    yield server
    server.stop()
    assert not (folder / ".innoguide" / "room" / "faults.txt").exists()  # nothing above was a fault of ours


@pytest.fixture
def opened(room: RoomServer) -> Callable[..., LiveRound]:
    """Open a round of its own for the test."""
    return lambda mode="collect", **more: room.open(plan(f"r{next(_numbers)}", mode, **more))


_clients: list[httpx.Client] = []


@pytest.fixture(autouse=True)
def clients() -> Iterator[None]:
    """Hang up what a test has opened."""
    yield
    while _clients:
        _clients.pop().close()


def phones_at(live: LiveRound, number: int) -> list[Phone]:
    phones = [Phone.opened(live.address, live.plan.id) for _each in range(number)]
    _clients.extend(phone.client for phone in phones)
    return phones


def ask(address: str, method: str = "GET", **more: Any) -> httpx.Response:
    """Ask as somebody who keeps no cookies."""
    with new_client() as client:
        return client.request(method, address, **more)


def raw(live: LiveRound, request: bytes) -> bytes:
    """Send bytes as they are; return all that comes."""
    parts = urlsplit(live.address)
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=30) as line:
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
        got = b""
        while more := line.recv(65536):
            got += more
    return got


# Notes


def test_a_note_comes_in_once_however_often_it_is_sent(opened: Callable[..., LiveRound], room: RoomServer) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    for _again in range(3):
        answer = phone.note("Bussen går för sällan", "a-1")
        assert (answer.status_code, answer.json()["received"]) == (200, "a-1")
    assert [one.text for one in live.state().notes.values()] == ["Bussen går för sällan"]
    view = answer.json()["view"]
    assert [one["text"] for one in view["own"]] == ["Bussen går för sällan"]
    assert (view["phase"], view["mode"], view["own_left"], view["sent"], view["phones"]) == (
        "open",
        "collect",
        NOTES_A_PHONE - 1,
        1,
        1,
    )


def test_without_scripts_a_note_is_a_form_and_the_page_comes_back(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    answer = phone.post("note", html=True, text="En dörr till", id="a-1")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{live.code}")
    assert "<li>En dörr till</li>" in phone.client.get(live.address).text


def test_a_phone_is_here_when_its_browser_opens_the_page(opened: Callable[..., LiveRound]) -> None:
    """What makes previews of links, or fetches a page before anybody wants it, is nobody in the room."""
    live = opened()
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    ask(live.address)
    ask(live.address, headers={**browser, "Sec-Purpose": "prefetch"})
    assert ask(live.wall + "/state").json()["phones"] == 0
    with new_client(headers=browser) as client:
        for _again in range(3):
            client.get(live.address)
    live.tell_time("")  # written after them
    assert len(live.state().phones) == 1


def test_what_is_refused_stays_in_its_field(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    answer = phone.post("note", html=True, text="x" * 501, id="a-1")
    assert answer.status_code == 400
    assert f"<textarea>{'x' * 501}</textarea>" in answer.text
    assert t("room_too_long", longest=500, number=501) in answer.text
    assert live.state().notes == {}


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize("text", ["", "   ", "\u200b\u202e", "\x00\x01"])
def test_an_empty_note_is_not_stored(opened: Callable[..., LiveRound], text: str, html: bool) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    answer = phone.post("note", html=html, text=text, id="a-1")
    assert answer.status_code == 400
    assert t("room_empty") in (answer.text if html else answer.json()["error"])
    assert live.state().notes == {}


def test_five_hundred_signs_fit_also_when_each_takes_twelve_bytes(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    assert phone.note("🚌" * 500, "a-1").status_code == 200
    assert live.state().notes["a-1"].text == "🚌" * 500


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(opened: Callable[..., LiveRound], text: str) -> None:
    live = opened(question=text, title=text)
    writer, reader = phones_at(live, 2)
    assert writer.note(text, "a-1").status_code == 200
    live.reveal()
    stored = live.state().notes["a-1"].text
    assert not set(stored) & set("\x00\r\n\u202e\u202c\u200b")
    for page in (writer.client.get(live.address), reader.client.get(live.address), reader.client.get(live.wall)):
        assert page.status_code == 200
        assert "<script" not in page.text and "<img" not in page.text and CALCULATED not in page.text
        assert "x-evil" not in page.headers
    assert reader.view()["others"][0]["text"] == stored
    refused = writer.post("note", html=True, text=text + "y" * 500, id="a-2")
    assert refused.status_code == 400 and "<script" not in refused.text and "<img" not in refused.text


def test_a_note_is_taken_back_by_its_own_phone_alone(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    writer, other = phones_at(live, 2)
    writer.note("min", "a-1")
    assert other.post("back", id="a-1").status_code == 403
    assert list(live.state().notes) == ["a-1"]
    assert writer.post("back", id="a-1").json()["received"] == "a-1"
    assert writer.post("back", id="a-1").status_code == 200  # the answer was lost, and it is sent again
    assert writer.note("min", "a-1").json()["view"]["own"] == []  # a late copy does not bring it back
    assert live.state().notes == {}


def test_two_phones_with_the_same_note_id_lose_nothing(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    first, second = phones_at(live, 2)
    for _again in range(2):
        assert first.note("den första", "same").json()["received"] == "same"
        assert second.note("den andra", "same").json()["received"] == "same"
    assert sorted(one.text for one in live.state().notes.values()) == ["den andra", "den första"]
    assert second.post("back", id="same").status_code == 200
    assert [one.text for one in live.state().notes.values()] == ["den första"]


def test_others_see_nothing_before_the_reveal(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    writer, reader = phones_at(live, 2)
    writer.note("hemligt än", "a-1")
    assert (reader.view()["others"], reader.wall()["tables"], reader.wall()["sent"]) == ([], [], 1)
    assert "hemligt" not in reader.client.get(live.address).text + reader.client.get(live.wall).text
    live.reveal()
    assert reader.view()["others"] == [{"id": "a-1", "text": "hemligt än", "table": 0}]
    assert reader.wall()["tables"] == [{"table": 0, "notes": [{"text": "hemligt än", "builds_on": ""}]}]


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Ring mig på 070-174 06 35", "174 06"),
        ("Skriv till anna.exempel@example.se", "anna.exempel"),
        ("Hon har 20170101-2393", "0101-2393"),
    ],
)
def test_personal_data_is_shown_to_nobody_else(opened: Callable[..., LiveRound], text: str, secret: str) -> None:
    """The one who leads sees the note when it is looked through; the wall and other phones do not."""
    live = opened(passes_on=True)
    writer, reader = phones_at(live, 2)
    reader.view(), writer.view()
    writer.note(text, "a-1")
    reader.note("bygger", "a-2", builds_on="a-1")
    live.pass_on()
    live.reveal()
    everything = [reader.client.get(f"{live.address}{path}").text for path in ("", "/state", "/wall", "/wall/state")]
    assert [secret in one for one in everything] == [False] * 4
    assert reader.view()["sheet"][0]["text"].startswith(text.split()[0])
    assert "bort" in reader.view()["sheet"][0]["text"]
    assert writer.view()["own"][0]["text"] == text
    assert live.state().notes["a-1"].text == text


def test_papers_go_round(opened: Callable[..., LiveRound]) -> None:
    live = opened(passes_on=True)
    first, second = phones_at(live, 2)
    first.note("ett", "a-1")
    second.note("två", "a-2")
    assert first.view()["sheet"] == []
    live.pass_on()
    assert (first.view()["sheet"], first.view()["passes"]) == ([{"id": "a-2", "text": "två"}], 1)
    first.note("två till", "a-3", builds_on="a-2")
    assert first.view()["own"][-1] == {"id": "a-3", "text": "två till", "builds_on": "två"}
    assert live.state().notes["a-3"].sheet == second_sheet(live)


def second_sheet(live: LiveRound) -> str:
    return live.state().notes["a-2"].phone


def test_building_on_a_note_that_is_gone_still_comes_in(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    assert phone.note("på egen hand", "a-1", builds_on="never-was").status_code == 200
    assert live.state().notes["a-1"].builds_on == ""


def test_a_phone_without_cookies_can_send_and_not_vote(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    for _again in range(2):  # a new client each time: nothing is kept
        answer = ask(f"{live.address}/note", "POST", data={"round": live.plan.id, "id": "a-1", "text": "utan kaka"})
        assert answer.status_code == 303
    assert [one.text for one in live.state().notes.values()] == ["utan kaka"]
    back = ask(f"{live.address}/back", "POST", data={"round": live.plan.id, "id": "a-1"}, headers=JSON)
    assert (back.status_code, back.json()["keep"]) == (400, False)
    votes = opened("vote")
    data = {"round": votes.plan.id, "dots-0-0": "1"}
    assert ask(f"{votes.address}/votes", "POST", data=data).status_code == 400
    assert votes.state().ballots == {}


# Tables


def test_a_phone_chooses_its_table_once(room: RoomServer, opened: Callable[..., LiveRound]) -> None:
    live = opened(tables=3)
    (phone,) = phones_at(live, 1)
    assert (phone.view()["phase"], phone.view()["tables"]) == ("table", 3)
    for wrong in ("0", "4", "-1", "två", "", "1e1", "٣"):
        assert phone.post("table", table=wrong).status_code == 400
    assert phone.post("table", table="2").json()["view"]["phase"] == "open"
    phone.note("vid bord två", "a-1")
    assert live.state().notes["a-1"].table == 2
    again = opened(tables=3)
    phone.round_id = again.plan.id
    assert (phone.view()["phase"], phone.view()["table"]) == ("open", 2)
    phone.note("fortfarande där", "b-1")
    assert again.state().notes["b-1"].table == 2


# Votes and ratings


def test_votes_are_stored_by_id_and_changed_until_closed(opened: Callable[..., LiveRound]) -> None:
    live = opened("vote")
    first, second = phones_at(live, 2)
    first.post("votes", **{"dots-0-0": "3", "dots-1-1": "2"})
    second.post("votes", **{"dots-0-1": "1"})
    view = first.post("votes", **{"dots-0-1": "3", "dots-0-0": "", "dots-1-1": "2"}).json()["view"]
    assert (view["ballot"], view["voted"], view["sent"]) == ({"0": {"1": 3}, "1": {"1": 2}}, True, 2)
    assert live.state().dots() == {"idea-2": {"worth": 4, "ease": 2}}
    assert second.wall()["items"] == []  # private until shown
    live.reveal()
    assert second.wall()["items"] == [
        {
            "label": "Öppen dörr",
            "total": 6,
            "dots": [{"criterion": "Nytta", "number": 4}, {"criterion": "Lätt", "number": 2}],
        },
        {
            "label": "Kvällsbuss",
            "total": 0,
            "dots": [{"criterion": "Nytta", "number": 0}, {"criterion": "Lätt", "number": 0}],
        },
    ]
    live.close()
    assert first.post("votes", **{"dots-0-0": "1"}).status_code == 410


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"dots-0-0": "4"}, t("room_too_many_dots", "sv", dots=3, number=4)),
        ({"dots-0-0": "2", "dots-0-1": "2"}, t("room_too_many_dots", "sv", dots=3, number=4)),
        ({"dots-2-0": "1"}, t("room_bad_place", "sv")),
        ({"dots-0-2": "1"}, t("room_bad_place", "sv")),
        ({"dots-0-0": "-1"}, t("room_bad_dots", "sv")),
        ({"dots-0-0": "1.5"}, t("room_bad_dots", "sv")),
        ({"dots-0-0": "٣"}, t("room_bad_dots", "sv")),
        ({"dots-a-0": "1"}, t("room_bad_dots", "sv")),
        ({"dots-99999999999-0": "1"}, t("room_bad_dots", "sv")),
    ],
)
def test_a_vote_that_cannot_be_right_is_told_kindly(
    opened: Callable[..., LiveRound], fields: dict[str, str], words: str
) -> None:
    live = opened("vote")
    (phone,) = phones_at(live, 1)
    answer = phone.post("votes", **fields)
    assert (answer.status_code, answer.json()) == (400, {"error": words, "keep": False})
    assert live.state().ballots == {}


def test_ratings_are_shown_from_five_and_stay_when_shown(opened: Callable[..., LiveRound]) -> None:
    live = opened("rate")
    phones = phones_at(live, 6)
    for value, phone in enumerate(phones[:4], 1):
        assert phone.post("ratings", **{"rate-0": str(value)}).json()["view"]["ratings"] == {"0": value}
    live.reveal()
    assert phones[0].wall()["questions"] == [{"text": "Vi lyssnar", "answers": 4}]
    live = opened("rate")
    for value, phone in enumerate(phones[:5], 1):
        phone.round_id = live.plan.id
        phone.post("ratings", **{"rate-0": str(value)})
    assert phones[0].wall()["questions"] == [{"text": "Vi lyssnar", "answers": 5}]
    live.reveal()
    shown = {"text": "Vi lyssnar", "answers": 5, "median": 3, "counts": {str(n): 1 for n in range(1, 6)}}
    assert phones[0].wall()["questions"] == [shown]
    phones[5].round_id = live.plan.id
    late = phones[5].post("ratings", **{"rate-0": "1"})
    assert (late.status_code, late.json()["error"]) == (409, t("room_already_shown"))
    assert phones[0].post("ratings", **{"rate-0": "1"}).status_code == 200  # the same again: an answer that was lost
    assert phones[0].wall()["questions"] == [shown]


@pytest.mark.parametrize("fields", [{}, {"rate-0": "6"}, {"rate-0": ""}, {"rate-1": "3"}, {"rate-x": "3"}])
def test_a_rating_that_cannot_be_right_is_refused(opened: Callable[..., LiveRound], fields: dict[str, str]) -> None:
    live = opened("rate")
    (phone,) = phones_at(live, 1)
    assert phone.post("ratings", **fields).status_code == 400
    assert live.state().ratings == {}


# Rounds


def test_a_closed_round_takes_nothing_more_but_knows_what_it_has(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    phone.note("i tid", "a-1")
    live.close()
    late = phone.note("för sent", "a-2")
    assert (late.status_code, late.json()) == (410, {"error": t("room_closed"), "keep": False})
    assert phone.note("i tid", "a-1").json()["received"] == "a-1"
    opened()
    assert phone.note("i tid", "a-1").json()["received"] == "a-1"  # also when the next question is up
    gone = phone.note("för sent", "a-2")
    assert (gone.status_code, gone.json()["error"]) == (410, t("room_round_gone"))
    assert list(live.state().notes) == ["a-1"]


def test_what_belongs_to_another_mode_is_refused(opened: Callable[..., LiveRound]) -> None:
    live = opened("vote")
    (phone,) = phones_at(live, 1)
    assert phone.note("lapp", "a-1").status_code == 400
    assert phone.post("ratings", **{"rate-0": "3"}).status_code == 400
    assert phone.client.post(f"{live.address}/votes", data={"dots-0-0": "1"}, headers=JSON).status_code == 400


def test_a_phone_that_knows_the_newest_hears_nothing(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    phone.view()
    versions = [phone.view()["version"]]
    for path in ("state", "wall/state"):
        assert phone.client.get(f"{live.address}/{path}", params={"v": versions[0]}).status_code == 204
    changes = (live.reveal, live.pass_on, lambda: live.tell_time("2030-01-01T10:00:00+00:00"), live.close, opened)
    for change in changes:
        change()
        versions.append(phone.view()["version"])
    assert versions == sorted(set(versions))  # each newer than the one before, also in the next round


def test_time_is_told_in_seconds_and_as_a_clock(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    assert (phone.view()["left"], phone.wall()["until_clock"]) == (None, "")
    until = datetime.now().astimezone() + timedelta(minutes=10)
    live.tell_time(until.isoformat())
    left = phone.view()["left"]
    assert 0 < left <= 600
    assert phone.wall()["until_clock"] == until.strftime("%H.%M")
    live.tell_time((until - timedelta(hours=1)).isoformat())
    assert phone.wall()["left"] == 0
    live.tell_time("")
    assert phone.view()["left"] is None


def test_a_state_is_a_copy(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    before = live.state()
    phone.note("ny", "a-1")
    assert (before.notes, len(live.state().notes)) == ({}, 1)


def test_pages_speak_the_language_of_the_round(opened: Callable[..., LiveRound]) -> None:
    live = opened(lang="en")
    (phone,) = phones_at(live, 1)
    assert " en</i>" in phone.client.get(live.address).text
    assert phone.note("", "a-1").json()["error"] == t("room_empty", "en")
    assert phone.view()["lang"] == "en"


# Limits


def test_a_phone_that_sends_too_fast_keeps_its_note_and_others_go_on(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    fast, calm = phones_at(live, 2)
    answers = [fast.note(f"lapp {n}", f"a-{n}") for n in range(30)]
    refused = [one for one in answers if one.status_code == 429]
    assert refused and all(one.json() == {"error": t("room_too_fast"), "keep": True} for one in refused)
    assert all(int(one.headers["retry-after"]) > 0 for one in refused)
    assert calm.note("lugn", "b-1").status_code == 200
    assert len(live.state().notes) == 31 - len(refused)


def test_a_phone_has_sixty_notes(room: RoomServer, opened: Callable[..., LiveRound]) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    phone.view()
    (sender,) = live.state().phones
    written = [
        live.happen({"do": "note", "phone": sender, "id": f"n-{n}", "text": "lapp"}) for n in range(NOTES_A_PHONE)
    ]
    assert all(one.result() for one in written)
    answer = phone.note("en för mycket", "a-1")
    assert (answer.status_code, answer.json()["keep"]) == (429, False)
    assert phone.view()["own_left"] == 0
    phone.post("back", id="n-0")
    assert phone.note("i stället", "a-1").status_code == 200


def test_a_bucket_fills_again_with_time() -> None:
    now = [0.0]
    bucket = Bucket(burst=2, per_second=0.5, clock=lambda: now[0])
    assert [bucket.take() for _each in range(3)] == [True, True, False]
    now[0] = 1.9
    assert not bucket.take()
    now[0] = 3.9
    assert [bucket.take(), bucket.take()] == [True, False]
    now[0] = 1000.0
    assert [bucket.take() for _each in range(3)] == [True, True, False]


def test_buckets_forget_those_that_were_quiet_longest() -> None:
    buckets = Buckets(burst=1, per_second=0, most=2)
    assert buckets.take("a") and buckets.take("b") and not buckets.take("a")
    assert buckets.take("c")  # b is forgotten, a not: it asked later
    assert not buckets.take("a")


def test_guessing_codes_is_slowed_down_and_the_right_code_is_not(tmp_path: Path) -> None:
    server = RoomServer(tmp_path, "s1", False, pages=write_pages(tmp_path / "pages"))
    live = server.open(plan("r1"))
    base = live.address.removesuffix(live.code)
    with new_client() as guesser:
        answers = [guesser.get(f"{base}wrong{n:03}") for n in range(40)]
        assert {one.status_code for one in answers} == {404, 429}
        assert [one.status_code for one in answers[:30]] == [404] * 30
        assert guesser.get(live.address).status_code == 200
    server.stop()


# Who may ask


def test_every_answer_carries_the_headers_of_safety(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    base = live.address.removesuffix(live.code)
    (phone,) = phones_at(live, 1)
    paths = ["", "static/room.css", "static/none", "nowhere", "a/b/c/d", live.code, f"{live.code}/state"]
    paths += [f"{live.code}/wall", f"{live.code}/wall/state", f"{live.code}/qr.svg", f"{live.code}/note", "?code=2"]
    answers = [phone.client.get(base + path) for path in paths]
    answers += [phone.note("", "a"), phone.note("b", "b"), phone.client.put(live.address), phone.client.head(base)]
    answers.append(ask(live.address, headers={"Host": "evil.example"}))
    for one in answers:
        assert {name: one.headers.get(name) for name in HEADERS} == HEADERS
        assert "server" not in one.headers
        wanted = "public, max-age=300" if one.url.path == "/static/room.css" else "no-store"
        assert one.headers["cache-control"] == wanted
    assert phone.client.get(f"{live.address}/qr.svg").headers["content-type"] == "image/svg+xml"
    assert b"content-security-policy" in raw(live, b"nonsense\r\n\r\n").lower()


def test_a_wrong_code_says_the_same_wherever_it_stands(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    base = live.address.removesuffix(live.code)
    wrong = "2" * 8 if live.code != "2" * 8 else "3" * 8
    paths = [wrong, live.code[:-1], live.code.upper(), f"{wrong}/state", f"{wrong}/wall", f"{wrong}/qr.svg", "å", "%00"]
    answers = [ask(base + path) for path in paths]
    answers.append(ask(f"{base}{wrong}/note", "POST", data={"round": live.plan.id, "text": "x"}))
    assert [one.status_code for one in answers] == [404] * len(answers)
    assert {one.text for one in answers} == {ask(base + "nowhere/at/all").text}
    assert t("room_wrong_code") in answers[0].text and "set-cookie" not in answers[0].headers
    assert ask(base + wrong, headers=JSON).json() == {"error": t("room_wrong_code"), "keep": False}


def test_the_door_leads_on_without_telling_whether_the_code_is_right(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    base = live.address.removesuffix(live.code)
    assert ask(base).status_code == 200
    for typed, path in (
        (live.code, live.code),
        (f" {live.code.upper()[:4]} {live.code[4:]} ", live.code),
        ("2" * 8,) * 2,
    ):
        answer = ask(base, params={"code": typed})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/{path}")
    for typed in ("", "kort", "//evil.example", "abcd\r\nX-Evil: 1", "../static", "å" * 8, "static"):
        answer = ask(base, params={"code": typed})
        assert answer.status_code == 400 and "location" not in answer.headers and "x-evil" not in answer.headers


def test_only_our_own_address_is_answered(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    port = urlsplit(live.address).port
    for host in (
        "evil.example",
        f"evil.example:{port}",
        "127.0.0.1",
        f"127.0.0.1:{port}.evil",
        f"192.0.2.1:{port}",
        "",
    ):
        assert ask(live.address, headers={"Host": host}).status_code == 400
    assert ask(live.address, headers={"Host": f"localhost:{port}"}).status_code == 200
    twice = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert raw(live, twice.encode()).startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    ("host", "address", "ours"),
    [
        ("192.168.1.20:8123", "192.168.1.20", True),
        ("localhost:8123", "192.168.1.20", False),
        ("192.168.1.21:8123", "192.168.1.20", False),
        ("[::1]:8123", "::1", False),
    ],
)
def test_an_address_is_ours_when_the_request_came_in_there(host: str, address: str, ours: bool) -> None:
    assert is_ours(host, address, 8123) is ours
    assert is_ours(address, address, 80)


def test_other_pages_cannot_send(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    here = live.address.removesuffix("/" + live.code)
    for origin in ("http://evil.example", "null", here.replace("http:", "https:"), here + "0"):
        data = {"round": live.plan.id, "id": "a-1", "text": "utifrån"}
        answer = phone.client.post(f"{live.address}/note", data=data, headers={"Origin": origin})
        assert answer.status_code == 400
    assert live.state().notes == {}
    answer = phone.client.post(f"{live.address}/note", data=data, headers={"Origin": here})
    assert answer.status_code == 303 and list(live.state().notes) == ["a-1"]


def test_no_trace_of_who_is_kept(opened: Callable[..., LiveRound], room: RoomServer) -> None:
    """On disk there is no address and no cookie, only what cannot be led back."""
    live = opened()
    (phone,) = phones_at(live, 1)
    cookie = phone.client.cookies["innoguide_phone"]
    phone.note("lapp", "a-1")
    text = (room._folder / ".innoguide" / "room" / f"{live.plan.id}.jsonl").read_text("utf-8")
    assert cookie not in text and "127.0.0.1" not in text and cookie[:12] not in text
    header = phone.client.get(live.address).headers["set-cookie"]
    assert "HttpOnly" in header and "SameSite=lax" in header and f"Path=/{live.code}" in header


@pytest.mark.parametrize("cookie", ["", "x", "a" * 31, "A" * 32, "../../etc/passwd", "0" * 5000])
def test_a_cookie_that_is_not_ours_is_replaced(opened: Callable[..., LiveRound], cookie: str) -> None:
    live = opened()
    answer = ask(live.address, headers={"Cookie": f"innoguide_phone={cookie}"})
    assert answer.status_code == 200 and "innoguide_phone=" in answer.headers["set-cookie"]


# Hostile requests


@pytest.mark.parametrize(
    "path",
    ["secret.txt", "../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "..%5csecret.txt", "phone.html.j2"],
)
def test_only_the_pages_own_files_are_given(opened: Callable[..., LiveRound], path: str) -> None:
    live = opened()
    base = live.address.removesuffix(live.code)
    request = f"GET /static/{path} HTTP/1.1\r\nHost: {base[7:-1]}\r\nConnection: close\r\n\r\n"
    answer = raw(live, request.encode())
    assert answer.startswith(b"HTTP/1.1 404") and b"not for phones" not in answer
    assert ask(base + "static/phone.js").text == "/* phone.js */"


@pytest.mark.parametrize("size", [LONGEST_BODY + 1, 100_000, DRAINED - 100])
def test_too_much_is_told_and_not_kept(opened: Callable[..., LiveRound], size: int) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    answer = phone.note("x" * size, "a-1")
    assert (answer.status_code, answer.json()) == (413, {"error": t("room_too_large"), "keep": False})
    assert live.state().notes == {}
    assert phone.note("lagom", "a-2").status_code == 200


def test_a_body_without_end_is_cut_off(opened: Callable[..., LiveRound]) -> None:
    """Ten megabytes in pieces: the answer comes, or the line is cut; nothing is stored and others go on."""
    live = opened()
    host = urlsplit(live.address).netloc
    head = f"POST /{live.code}/note HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n"
    request = head.encode() + b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    try:
        got = raw(live, request + b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n" + (b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n") * 160)
    except OSError:
        got = b""
    assert got == b"" or got.startswith(b"HTTP/1.1 413")
    (phone,) = phones_at(live, 1)
    assert phone.note("jag med", "a-1").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe",
        b"text=%ff&round={r}",
        b"&" * 5000,
        b"=&=&=",
        b"text",
        b"%",
        b"round={r}&text=%00",
        b"{}",
        b"a=1&" * 1500,
    ],
)
def test_what_cannot_be_read_is_a_friendly_400(opened: Callable[..., LiveRound], body: bytes) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    content = body.replace(b"{r}", live.plan.id.encode())
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    for accept in ({}, JSON):
        answer = phone.client.post(f"{live.address}/note", content=content, headers={**headers, **accept})
        assert answer.status_code == 400
    assert live.state().notes == {}


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "text/plain", "\xff"])
def test_only_forms_are_read(opened: Callable[..., LiveRound], kind: str) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    content = f"round={live.plan.id}&id=a-1&text=hej"
    headers = {"Content-Type": kind.encode("latin-1")}
    answer = phone.client.post(f"{live.address}/note", content=content, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 415 and live.state().notes == {}


@pytest.mark.parametrize(("method", "path"), [("GET", "/note"), ("DELETE", ""), ("PUT", "/votes"), ("POST", "/state")])
def test_wrong_methods_are_told(opened: Callable[..., LiveRound], method: str, path: str) -> None:
    live = opened()
    answer = ask(live.address + path, method)
    assert answer.status_code == 405 and answer.headers["allow"]
    assert ask(live.address, "BREW").status_code == 405


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 40_000 + b"\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"\r\n" * 1000,
        b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    ],
)
def test_nonsense_on_the_line_hurts_nobody(opened: Callable[..., LiveRound], request_bytes: bytes) -> None:
    live = opened()
    got = raw(live, request_bytes)
    assert got == b"" or got.startswith(b"HTTP/1.1 4")
    assert ask(live.address).status_code == 200


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_nothing_that_a_form_may_hold_is_a_fault(room: RoomServer, data: st.DataObject) -> None:
    """Any fields to any address, with known names among them: an answer, and never a 5xx."""
    mode = data.draw(st.sampled_from(["collect", "vote", "rate"]))
    live = room.open(plan(f"any-{mode}", mode, tables=data.draw(st.sampled_from([0, 2]))))
    names = st.one_of(
        st.sampled_from(
            ["round", "id", "text", "builds_on", "table", "dots-0-0", "dots-1-1", "rate-0", "dots-", "rate-"]
        ),
        st.text(max_size=12),
    )
    values = st.one_of(st.sampled_from([live.plan.id, "1", "3", "-1", "a-1", "٣", "\x00"]), st.text(max_size=40))
    fields = data.draw(st.dictionaries(names, values, max_size=6))
    if data.draw(st.booleans()):
        fields["round"] = live.plan.id
    what = data.draw(st.sampled_from(["note", "back", "votes", "ratings", "table"]))
    accept = data.draw(st.sampled_from([{}, JSON]))
    cookie = {"Cookie": f"innoguide_phone={next(_numbers):032x}"}
    with new_client(headers=cookie) as client:
        safe = {key.encode("utf-8", "ignore"): value.encode("utf-8", "ignore") for key, value in fields.items()}
        answer = client.post(f"{live.address}/{what}", data=safe, headers=accept)  # type: ignore[arg-type]
        assert answer.status_code in (200, 303, 400, 403, 409, 410, 429)
        assert client.get(live.address).status_code == 200
        assert client.get(f"{live.address}/wall/state").status_code == 200


@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=300))
def test_no_bytes_are_a_fault(room: RoomServer, body: bytes) -> None:
    live = room.open(plan("any-bytes"))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    with new_client(headers={"Cookie": f"innoguide_phone={next(_numbers):032x}"}) as client:
        assert client.post(f"{live.address}/note", content=body, headers=headers).status_code in (303, 400, 429)


# The server as a whole


def test_the_link_is_the_same_after_a_stop_and_another_for_another_meeting(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages")
    first = RoomServer(tmp_path, "s1", False, pages=pages)
    live = first.open(plan("r1"))
    phones_at(live, 1)[0].note("före stoppet", "a-1")
    first.stop()
    _clients.pop().close()
    with pytest.raises(httpx.ConnectError):
        ask(live.address)
    again = RoomServer(tmp_path, "s1", False, pages=pages)
    resumed = again.open(RoundPlan(id="r1", mode="collect", title="", question="", lang="en"))
    assert (resumed.address, resumed.code, again.moved) == (live.address, live.code, False)
    assert (resumed.plan, list(resumed.state().notes)) == (live.plan, ["a-1"])
    again.stop()
    other = RoomServer(tmp_path, "s2", False, pages=pages)
    assert other.open(plan("r2")).code != live.code
    assert not other.moved
    other.stop()


def test_a_port_that_another_program_has_taken_is_told(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages")
    first = RoomServer(tmp_path, "s1", False, pages=pages)
    live = first.open(plan("r1"))
    port = int(urlsplit(live.address).port or 0)
    second = RoomServer(tmp_path, "s1", False, pages=pages)
    moved = second.open(plan("r9"))
    assert (second.moved, moved.code) == (True, live.code)
    assert urlsplit(moved.address).port != port
    third = RoomServer(tmp_path, "s1", False, port=port, pages=pages)
    with pytest.raises(UsageError, match=str(port)):
        third.open(plan("r8"))
    third.stop()
    second.stop()
    first.stop()


def test_a_wanted_port_is_used(tmp_path: Path) -> None:
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        port = finder.getsockname()[1]
    server = RoomServer(tmp_path, "s1", False, port=port, pages=write_pages(tmp_path / "pages"))
    assert urlsplit(server.open(plan("r1")).address).port == port
    place = load_room(tmp_path)
    assert place is not None and (place.port, place.lan, place.session) == (port, False, "s1")
    server.stop()


def test_a_forgotten_round_is_gone_from_the_disk_and_can_begin_anew(room: RoomServer) -> None:
    live = room.open(plan("forget-me"))
    (phone,) = phones_at(live, 1)
    phone.note("lapp", "a-1")
    assert room.open(plan("forget-me")) is live
    live.close()
    live.forget()
    live.forget()
    assert "forget-me" not in list_rounds(room._folder)
    assert phone.view()["phase"] == "closed"
    anew = room.open(plan("forget-me"))
    assert (anew.state().notes, anew.state().closed) == ({}, False)


def test_it_closes_by_itself_when_nobody_has_asked_for_long(tmp_path: Path) -> None:
    server = RoomServer(tmp_path, "s1", False, hours=0.0001, pages=write_pages(tmp_path / "pages"))
    live = server.open(plan("r1"))
    refused = False
    while not refused:  # it ends, or the test does not
        try:
            socket.create_connection(("127.0.0.1", int(urlsplit(live.address).port or 0))).close()
        except OSError:
            refused = True
        time.sleep(0.05)
    assert server.open(plan("r1")).address == live.address  # opened again, it is there again
    assert load_round(tmp_path, "r1") is not None
    server.stop()


def test_stopping_before_starting_and_twice_is_no_fault(tmp_path: Path) -> None:
    server = RoomServer(tmp_path, "s1", False, pages=write_pages(tmp_path / "pages"))
    server.stop()
    server.open(plan("r1"))
    server.stop()
    server.stop()


def test_without_a_round_phones_wait_and_may_choose_a_table(tmp_path: Path) -> None:
    server = RoomServer(tmp_path, "s1", False, tables=2, pages=write_pages(tmp_path / "pages"))
    live = server.open(plan("r1", tables=2))
    server._desk.round = None
    (phone,) = phones_at(live, 1)
    assert (phone.view()["phase"], phone.wall()["phase"]) == ("table", "waiting")
    assert phone.post("table", table="2").json()["view"]["phase"] == "waiting"
    assert phone.note("för tidigt", "a-1").status_code == 410
    server.open(plan("r1", tables=2))
    assert phone.view()["table"] == 2
    server.stop()


def test_nothing_is_written_to_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    server = RoomServer(tmp_path, "s1", False, pages=write_pages(tmp_path / "pages"))
    live = server.open(plan("r1"))
    (phone,) = phones_at(live, 1)
    phone.note("lapp", "a-1")
    raw(live, b"nonsense\r\n\r\n")
    server.stop()
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_ours_is_noted_without_what_was_written(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pages = write_pages(tmp_path / "pages")
    (pages / "phone.html.j2").write_text("{{ missing }}")
    server = RoomServer(tmp_path, "s1", False, pages=pages)
    live = server.open(plan("r1"))
    answer = ask(live.address)
    assert (answer.status_code, answer.headers["x-content-type-options"]) == (500, "nosniff")
    assert t("room_fault") in answer.text
    server.stop()
    faults = (tmp_path / ".innoguide" / "room" / "faults.txt").read_text("utf-8")
    assert "UndefinedError" in faults and "127.0.0.1" not in faults
    assert capfd.readouterr() == ("", "")


def test_a_full_disk_is_told_and_the_phone_keeps_its_note(opened: Callable[..., LiveRound]) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no such limit")
    import resource

    live = opened()
    (phone,) = phones_at(live, 1)
    phone.view()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40, before[1]))
    try:
        answer = phone.note("får inte plats", "a-1")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (answer.status_code, answer.json()) == (503, {"error": t("room_disk"), "keep": True})
    assert live.state().notes == {}
    assert phone.note("får inte plats", "a-1").status_code == 200
    assert list(live.state().notes) == ["a-1"]


def test_addresses_are_found_without_loopback() -> None:
    assert find_addresses(lan=False) == ["127.0.0.1"]
    assert not [one for one in find_addresses(lan=True) if one.startswith(("127.", "169.254.", "0."))]


def test_the_qr_code_is_a_square_of_blocks(opened: Callable[..., LiveRound]) -> None:
    live = opened()
    lines = live.qr_lines()
    assert {len(line) for line in lines} == {len(lines[0])}
    assert set("".join(lines)) <= set("█▀▄ ")
    assert len(lines) == (len(lines[0]) + 1) // 2
    svg = ask(f"{live.address}/qr.svg").text
    assert svg.startswith("<?xml") and "<script" not in svg and "style=" not in svg


def test_a_missing_extra_is_one_line_and_the_command(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "sys.modules['segno'] = None\n"
        "from innoguide.errors import UsageError\n"
        "try:\n"
        "    from innoguide.room.serving import RoomServer\n"
        "except UsageError as error:\n"
        "    print(error.exit_code, error.message, '|', error.hint)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("2 ") and 'pip install "innoguide[room]"' in done.stdout
    assert len(done.stdout.splitlines()) == 1


def test_changes_have_an_end(opened: Callable[..., LiveRound], room: RoomServer) -> None:
    live = opened("vote")
    (phone,) = phones_at(live, 1)
    phone.post("votes", **{"dots-0-0": "1"})
    (sender,) = live.state().phones
    room._desk._changes[sender] = CHANGES_A_PHONE
    answer = phone.post("votes", **{"dots-0-0": "2"})
    assert (answer.status_code, answer.json()["keep"]) == (429, False)
    assert live.state().dots() == {"idea-1": {"worth": 1}}


def test_who_says_nothing_is_hung_up_on(opened: Callable[..., LiveRound], monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection without a request, or with one that never ends, does not hold its place."""
    monkeypatch.setattr("innoguide.room.protocol.HEAD_SECONDS", 0.2)
    parts = urlsplit(opened().address)
    for begun in (b"", b"GET / HTTP/1.1\r\nHost: "):
        with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=60) as line:
            line.sendall(begun)
            assert line.recv(1000) == b""


def test_a_body_that_does_not_come_is_told(opened: Callable[..., LiveRound], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("innoguide.room.server.BODY_SECONDS", 0.2)
    live = opened()
    parts = urlsplit(live.address)
    lines = ["POST /{}/note HTTP/1.1", "Host: {}", "Content-Length: 100", "Accept: application/json", "", "round="]
    request = "\r\n".join(lines).format(live.code, parts.netloc).encode()
    with socket.create_connection((str(parts.hostname), int(parts.port or 0)), timeout=60) as line:
        line.sendall(request)
        got = b""
        while more := line.recv(65536):
            got += more
    assert got.startswith(b"HTTP/1.1 408") and b'"keep":true' in got


def test_when_it_is_crowded_phones_keep_what_they_have(
    opened: Callable[..., LiveRound], monkeypatch: pytest.MonkeyPatch
) -> None:
    live = opened()
    (phone,) = phones_at(live, 1)
    monkeypatch.setattr("innoguide.room.serving.MOST_CONNECTIONS", 0)
    answer = phone.note("lapp", "a-1")
    assert (answer.status_code, answer.json()) == (503, {"error": t("room_crowded"), "keep": True})
    assert answer.headers["connection"] == "close" and answer.headers["retry-after"]
    assert t("room_crowded") in phone.client.get(live.address).text
    monkeypatch.undo()
    assert phone.note("lapp", "a-1").status_code == 200


def test_on_a_local_network_all_addresses_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("innoguide.room.address._ANY", "127.0.0.1")  # tests are not open to the network
    monkeypatch.setattr("innoguide.room.serving.find_addresses", lambda *, lan: ["192.0.2.20", "192.0.2.30"])
    server = RoomServer(tmp_path, "s1", True, pages=write_pages(tmp_path / "pages"))
    live = server.open(plan("r1"))
    port = urlsplit(live.wall).port
    assert [live.address, *live.others] == [f"http://192.0.2.{n}:{port}/{live.code}" for n in (20, 30)]
    assert server.addresses == [live.address, *live.others]
    assert ask(live.wall).status_code == 200
    assert ask(live.wall + "/state").json()["address"] == live.address
    server.stop()
    monkeypatch.setattr("innoguide.room.serving.find_addresses", lambda *, lan: [])
    with pytest.raises(UsageError) as told:
        RoomServer(tmp_path, "s1", True).open(plan("r2"))
    assert told.value.exit_code == 2
