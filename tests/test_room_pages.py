"""room/pages/: on every phone, with a keyboard alone, without scripts, and when the network comes and goes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from browser import browser, sideways, violations, watched
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from rooms import Phone, plan

from innoguide.model.phones import Item
from innoguide.room.pages_texts import SCRIPT_TEXTS, TEMPLATE_TEXTS
from innoguide.room.rounds import LiveRound
from innoguide.room.serving import RoomServer
from innoguide.room.templates import PAGES, Templates
from innoguide.texts import LANGUAGES, catalogue, t, use_language

__all__ = ["browser"]
pytestmark = pytest.mark.xdist_group("browser")  # one browser and one server are enough

AXE = Path(AXE_FILE_PATH).read_text("utf-8")
IDEAS = tuple(Item(id=f"idea-{n}", label=f"Idé {n} som är värd att pröva") for n in range(4))
QUESTIONS = (Item(id="q-1", label="Hur väl förstår vi målgruppen?"), Item(id="q-2", label="Vi är säkra"))
NOTES = "#own .notes > li"
SEND = "button.main"
LOOKS: dict[str, list[tuple[Literal["light", "dark"], int]]] = {
    "sv": [("dark", 1280), ("light", 320)],
    "en": [("light", 1280), ("dark", 320)],
}
"""Each page is looked at in all four ways, half of them in each language: the words change no colours."""
_numbers = itertools.count()


_joined: list[Phone] = []


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    use_language("sv")
    yield
    while _joined:
        _joined.pop().client.close()


def joined(live: LiveRound) -> Phone:
    """Return somebody else's phone."""
    _joined.append(Phone.opened(live.address, live.plan.id))
    return _joined[-1]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomServer]:
    use_language("sv")
    running = RoomServer(tmp_path_factory.mktemp("room"), "s1", False)
    yield running
    running.stop()


Open = Callable[..., LiveRound]


@pytest.fixture
def opened(server: RoomServer) -> Open:
    """Return what opens a round with an id of its own."""

    def open_round(mode: str = "collect", **more: Any) -> LiveRound:
        values = {"items": IDEAS, "questions": QUESTIONS, **more}
        return server.open(plan(f"p{next(_numbers)}", mode, **values))

    return open_round


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return somebody's phone."""
    made = browser.new_context(viewport={"width": 390, "height": 844})
    made.set_default_timeout(15_000)
    yield made
    made.close()


@pytest.fixture
def unscripted(browser: Browser) -> Iterator[BrowserContext]:
    """Return a phone that runs no scripts."""
    made = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    made.set_default_timeout(15_000)
    yield made
    made.close()


def visit(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def write(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.click(SEND)


def wait_for_phones(page: Page, live: LiveRound, number: int) -> None:
    """Wait until as many phones have come: a page tells that it is there when it asks for the first time."""
    for _ in range(100):
        if len(live.state().phones) == number:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(live.state().phones)} of {number} phones have come")


def look_again(page: Page) -> None:
    """Do what happens when somebody takes the phone up again: it asks at once, not at its next turn."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def texts_of(live: LiveRound) -> list[str]:
    return [note.text for note in live.state().notes.values()]


def home_of(live: LiveRound) -> str:
    return live.address.rsplit("/", 1)[0]


# Every page is for everybody


@dataclass
class Scene:
    """A page as it can be met. *prepare* is done in the open page first."""

    mode: str = "collect"
    wall: bool = False
    notes: int = 0
    plan: dict[str, Any] = field(default_factory=dict)
    answers: int = 0
    ends: tuple[str, ...] = ()
    path: str = ""
    prepare: Callable[[Page], None] = lambda _page: None


def _begin_to_build(page: Page) -> None:
    page.click("#sheet button")


def _send_nothing(page: Page) -> None:
    page.click(SEND)


SCENES = {
    "collect": Scene(notes=2),
    "error": Scene(prepare=_send_nothing),
    "sheet": Scene(notes=2, plan={"passes_on": True}, ends=("pass_on",), prepare=_begin_to_build),
    "all-notes": Scene(notes=3, ends=("reveal",)),
    "table": Scene(plan={"tables": 3}),
    "closed": Scene(notes=2, ends=("close",)),
    "vote": Scene(mode="vote"),
    "vote-shown": Scene(mode="vote", answers=1, ends=("reveal",)),
    "rate": Scene(mode="rate"),
    "rate-closed": Scene(mode="rate", answers=5, ends=("reveal", "close")),
    "code": Scene(path="/"),
    "wrong-code": Scene(path="/?code=1"),
    "wall-empty": Scene(wall=True),
    "wall-notes": Scene(wall=True, notes=9, ends=("reveal",)),
    "wall-many": Scene(wall=True, notes=45, ends=("reveal",)),
    "wall-votes": Scene(mode="vote", wall=True, answers=3, ends=("reveal",)),
    "wall-ratings": Scene(mode="rate", wall=True, answers=5, ends=("reveal",)),
    "wall-closed": Scene(wall=True, notes=1, ends=("close",)),
}


@pytest.fixture(scope="module")
def inspected(browser: Browser) -> Iterator[BrowserContext]:
    """Return a phone that brings axe-core to every page: sending it there each time takes longer than the check."""
    made = browser.new_context()
    made.add_init_script(AXE)
    yield made
    made.close()


def stage(scene: Scene, live: LiveRound, page: Page) -> None:
    """Play the scene in *page*, which belongs to the first of the phones."""
    phones = [joined(live) for _ in range(max(2, scene.answers, scene.notes // 5))]
    cookie = phones[0].client.cookies["innoguide_phone"]
    page.context.add_cookies([{"name": "innoguide_phone", "value": cookie, "url": live.address}])
    for n in range(scene.notes):
        phones[n % len(phones)].note(f"Lapp {n} om bussen som slutar gå", f"n{n}").raise_for_status()
    for phone in phones[: scene.answers]:
        what, field_name = ("votes", "dots-0-1") if scene.mode == "vote" else ("ratings", "rate-0")
        phone.post(what, **{field_name: 2}).raise_for_status()
    for end in scene.ends:
        getattr(live, end)()
    page.goto(home_of(live) + scene.path if scene.path else live.wall if scene.wall else live.address)
    scene.prepare(page)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SCENES)
def test_everybody_can_use_every_page(name: str, lang: str, opened: Open, inspected: BrowserContext) -> None:
    scene = SCENES[name]
    live = opened(scene.mode, lang=lang, **scene.plan)
    faults: list[str] = []
    inspected.clear_cookies()
    with watched(inspected, faults, home_of(live)) as page:
        stage(scene, live, page)
        if name == "wrong-code":
            faults.clear()  # the browser itself tells of the 400
        for scheme, width in LOOKS[lang]:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 720})
            faults += [f"{scheme} {width}: {one}" for one in violations(page)]
            faults += [f"{scheme} {width}: wider than the screen"] * (sideways(page) > 0)
        assert page.evaluate("document.documentElement.lang") == lang
        assert faults == []
        assert too_small(page) == []
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert sideways(page) <= 0


def too_small(page: Page) -> list[str]:
    """Return what can be pressed but is smaller than a thumb: 44 pixels. A label counts with its field."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll('button, input:not([type=hidden]), textarea, summary')]
              .map(one => [one, (one.type === 'radio' ? one.closest('label') : one).getBoundingClientRect()])
              .filter(([one, box]) => box.height && (box.height < 44 || box.width < 44))
              .map(([one, box]) => `${one.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)"""
        )
    )


def test_pages_that_wait_can_be_used_by_everybody(opened: Open, server: RoomServer, context: BrowserContext) -> None:
    live = opened()
    view = joined(live).view()
    view.update(phase="waiting", mode="", round="", question="", title="", own=[])
    html = Templates().page(
        "phone.html.j2", "sv", view=view, token=live.code, round="", note_id="n1", error="", typed=""
    )
    page = context.new_page()
    page.route(live.address, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto(live.address)
    page.evaluate(AXE)
    assert violations(page) == []
    expect(page).to_have_title(t("room_page_title_waiting"))


def test_the_title_tells_where_one_is(opened: Open, context: BrowserContext) -> None:
    page = visit(context, opened().address)
    expect(page).to_have_title(f"{t('room_page_title_collect')} – Hinder")
    opened("vote", title="Tre prickar")
    expect(page).to_have_title(f"{t('room_page_title_vote')} – Tre prickar")


# With a keyboard alone


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


def test_a_note_is_sent_and_taken_back_with_the_keyboard(opened: Open, context: BrowserContext) -> None:
    live = opened()
    page = visit(context, live.address)
    page.keyboard.press("Tab")
    assert focused(page) == "text"
    page.keyboard.type("Bussen slutar gå")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text(t("room_page_note_sent"))
    assert texts_of(live) == ["Bussen slutar gå"]
    page.keyboard.press("Tab")
    assert focused(page) == f"{t('room_page_take_back')} ”Bussen slutar gå”"
    page.keyboard.press("Space")
    expect(page.locator("#said")).to_have_text(t("room_page_back_sent"))
    assert texts_of(live) == []
    assert focused(page) == "own-h"


def test_dots_are_placed_with_the_keyboard(opened: Open, context: BrowserContext) -> None:
    live = opened("vote")
    page = visit(context, live.address)
    more = page.get_by_role("button", name=t("room_page_dots_one_more", what=IDEAS[1].label)).first
    more.focus()
    for _ in range(4):  # one more than there are: it does nothing
        page.keyboard.press("Space")
    expect(page.locator("#left-0")).to_have_text(t("room_page_dots_left").replace("%n", "0"))
    expect(more).to_have_attribute("aria-disabled", "true")
    page.locator(SEND).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text(t("room_page_votes_sent"))
    assert live.state().dots() == {"idea-1": {"worth": 3}}


def test_on_a_long_ballot_the_dots_left_and_the_button_stay_in_sight(opened: Open, context: BrowserContext) -> None:
    page = visit(context, opened("vote").address)
    page.set_viewport_size({"width": 390, "height": 480})
    page.locator(".item").first.evaluate("item => item.style.paddingBottom = '1500px'")
    page.evaluate("scrollTo(0, 900)")
    for part in ("#left-0", SEND):
        expect(page.locator(part).first).to_be_in_viewport(ratio=1)


# Without scripts


def test_notes_without_scripts(opened: Open, unscripted: BrowserContext) -> None:
    live = opened(passes_on=True)
    page = visit(unscripted, live.address)
    write(page, "Dyrt")
    write(page, "Låst")
    assert texts_of(live) == ["Dyrt", "Låst"]
    page.click(f"{NOTES} >> text={t('room_page_take_back')} >> nth=0")
    assert texts_of(live) == ["Dyrt"]
    other = joined(live)
    other.note("Långt hem", "far").raise_for_status()
    live.pass_on()
    page.click(f"noscript a[href='/{live.code}']")
    page.check("input[name=builds_on][value=far]")
    write(page, "Kvällsbuss")
    assert [one.builds_on for one in live.state().notes.values()] == ["", "", "far"]
    assert t("room_page_builds_on", text="Långt hem") in page.inner_text("#own")


def test_what_was_refused_is_still_in_its_field(opened: Open, unscripted: BrowserContext) -> None:
    live = opened()
    page = visit(unscripted, live.address)
    page.evaluate("document.getElementById('text').removeAttribute('maxlength')")
    write(page, "o" * 501)
    expect(page.get_by_role("alert")).to_contain_text("501")
    assert page.input_value("#text") == "o" * 501
    assert page.title().startswith(t("room_page_error_title"))
    live.close()
    page.fill("#text", "För sent <b>")
    page.click(SEND)
    expect(page.locator("#unsent li")).to_have_text("För sent <b>")


def test_votes_and_ratings_without_scripts(opened: Open, unscripted: BrowserContext) -> None:
    live = opened("vote")
    page = visit(unscripted, live.address)
    page.fill("#dots-0-2", "3")
    page.fill("#dots-1-0", "1")
    page.click(SEND)
    assert live.state().dots() == {"idea-2": {"worth": 3}, "idea-0": {"ease": 1}}
    expect(page.locator("#said")).to_have_text(t("room_page_votes_sent"))
    page.fill("#dots-0-1", "1")
    page.click(SEND)
    expect(page.get_by_role("alert")).to_contain_text("4")
    rated = opened("rate")
    page.goto(rated.address)
    expect(page.locator(".ends").first).to_contain_text(f"1 = {t('room_page_rate_low')}")
    expect(page.locator(".ends").last).to_contain_text(f"1 = {t('room_page_agree_low')}")
    page.check("input[name=rate-1][value='4']")
    page.click(SEND)
    assert rated.state().answers_to("q-2") == [4]
    assert page.is_checked("input[name=rate-1][value='4']")


def test_a_table_is_chosen_without_scripts(opened: Open, unscripted: BrowserContext) -> None:
    live = opened(tables=3)
    page = visit(unscripted, live.address)
    page.click(f"text={t('room_page_table', number=2)}")
    write(page, "Från bord två")
    assert [one.table for one in live.state().notes.values()] == [2]


def test_the_closed_page_asks_again_by_itself_without_scripts(opened: Open, unscripted: BrowserContext) -> None:
    live = opened()
    live.close()
    page = visit(unscripted, live.address)
    wanted = f'<meta http-equiv="refresh" content="15; url=/{live.code}">'
    assert wanted in page.content()
    assert 'http-equiv="refresh"' not in visit(unscripted, opened().address).content()


# When the network comes and goes


def test_a_note_without_network_is_kept_and_arrives_once(opened: Open, context: BrowserContext) -> None:
    live = opened()
    page = visit(context, live.address)
    context.set_offline(True)
    write(page, "Skriven utan nät")
    expect(page.locator("#said")).to_have_text(t("room_page_kept"))
    expect(page.locator(NOTES)).to_contain_text([t("room_page_kept")])
    assert texts_of(live) == []
    context.set_offline(False)
    expect(page.locator("#said")).to_have_text(t("room_page_note_sent"))
    assert texts_of(live) == ["Skriven utan nät"]
    expect(page.locator(NOTES)).to_have_count(1)


def test_a_note_is_kept_when_the_page_is_loaded_anew(opened: Open, context: BrowserContext) -> None:
    live = opened()
    page = visit(context, live.address)
    context.set_offline(True)
    write(page, "Skriven i tunneln")
    page.fill("#text", "Halvskriv")
    page.close()
    context.set_offline(False)
    again = visit(context, live.address)
    expect(again.locator("#said")).to_have_text(t("room_page_note_sent"))
    assert again.input_value("#text") == "Halvskriv"
    assert texts_of(live) == ["Skriven i tunneln"]


def test_an_answer_that_was_lost_doubles_nothing(opened: Open, context: BrowserContext) -> None:
    live = opened()
    page = visit(context, live.address)
    lost: list[str] = []

    def lose_answer(route: Route) -> None:
        if not lost:
            lost.append(route.request.post_data or "")
            route.fetch()
            route.abort()
            return
        lost.append(route.request.post_data or "")
        route.continue_()

    page.route("**/note", lose_answer)
    write(page, "Kom fram men inget svar")
    expect(page.locator("#said")).to_have_text(t("room_page_note_sent"))
    assert len(lost) == 2
    assert lost[0] == lost[1]
    assert texts_of(live) == ["Kom fram men inget svar"]
    expect(page.locator(NOTES)).to_have_count(1)


@pytest.mark.parametrize("status", [429, 503])
def test_what_comes_too_fast_is_sent_again(status: int, opened: Open, context: BrowserContext) -> None:
    live = opened()
    page = visit(context, live.address)
    refused: list[str] = []

    def refuse_once(route: Route) -> None:
        refused.append(route.request.post_data or "")
        if len(refused) > 1:
            route.continue_()
        else:
            headers = {"Retry-After": "1", "Content-Type": "application/json"}
            route.fulfill(status=status, headers=headers, body='{"error": "Vänta lite.", "keep": true}')

    page.route("**/note", refuse_once)
    write(page, "En i taget")
    expect(page.locator("#said")).to_have_text(t("room_page_kept"))
    expect(page.locator("#said")).to_have_text(t("room_page_note_sent"))
    assert texts_of(live) == ["En i taget"]


def test_what_came_too_late_can_be_read_aloud(opened: Open, context: BrowserContext) -> None:
    live = opened()
    page = visit(context, live.address)
    context.set_offline(True)
    write(page, "Hann inte med")
    page.fill("#text", "Inte ens skickad")
    live.close()
    context.set_offline(False)
    expect(page.locator("#unsent li > p:first-child")).to_have_text(["Hann inte med", "Inte ens skickad"])
    expect(page.locator("h1")).to_have_text(t("room_page_closed"))
    assert texts_of(live) == []
    page.locator("#unsent button").first.click()
    expect(page.locator("#unsent li")).to_have_count(1)


def test_a_note_taken_back_without_network_goes_when_it_can(opened: Open, context: BrowserContext) -> None:
    live = opened()
    page = visit(context, live.address)
    write(page, "Ångrad")
    expect(page.locator("#said")).to_have_text(t("room_page_note_sent"))
    context.set_offline(True)
    page.locator(f"{NOTES} button").click()
    expect(page.locator(NOTES)).to_contain_text([t("room_page_taking_back")])
    context.set_offline(False)
    expect(page.locator(NOTES)).to_have_count(0)
    assert texts_of(live) == []


def test_a_phone_that_may_keep_nothing_still_sends(opened: Open, context: BrowserContext) -> None:
    context.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})")
    live = opened()
    page = visit(context, live.address)
    context.set_offline(True)
    write(page, "Bara i minnet")
    expect(page.locator("#said")).to_have_text(t("room_page_kept"))
    context.set_offline(False)
    expect(page.locator("#said")).to_have_text(t("room_page_note_sent"))
    assert texts_of(live) == ["Bara i minnet"]


# While others are at it


def test_what_is_being_typed_stays_when_something_comes(opened: Open, context: BrowserContext) -> None:
    live = opened()
    page = visit(context, live.address)
    page.locator("#text").press_sequentially("Jag skri")
    other = joined(live)
    other.note("<script>alert(1)</script> & {{ 7 * 7 }}", "o1").raise_for_status()
    live.reveal()
    look_again(page)
    expect(page.locator("#others li")).to_have_text("<script>alert(1)</script> & {{ 7 * 7 }}")
    assert focused(page) == "text"
    assert page.input_value("#text") == "Jag skri"


def test_a_new_question_comes_by_itself_and_keeps_what_was_begun(opened: Open, context: BrowserContext) -> None:
    page = visit(context, opened().address)
    page.locator("#text").press_sequentially("Till den förra")
    opened(question="Vad fungerar redan?")
    expect(page.locator("h1")).to_have_text("Vad fungerar redan?")
    assert page.input_value("#text") == ""
    expect(page.locator("#unsent li > p").first).to_have_text("Till den förra")
    assert focused(page) == "Vad fungerar redan?"
    expect(page.locator("#said")).to_have_text(t("room_page_new_question").replace("%t", "Vad fungerar redan?"))


def test_building_on_what_came_round(opened: Open, context: BrowserContext) -> None:
    live = opened(passes_on=True)
    page = visit(context, live.address)
    other = joined(live)
    other.note("Långt hem", "far").raise_for_status()
    wait_for_phones(page, live, 2)
    live.pass_on()
    look_again(page)
    page.get_by_role("button", name=f"{t('room_page_build')} ”Långt hem”").click()
    expect(page.locator("#building-on")).to_have_text(t("room_page_building").replace("%t", "Långt hem"))
    assert focused(page) == "text"
    page.click("#building-stop")
    write(page, "Egen tanke")
    expect(page.locator(NOTES)).to_have_count(1)
    page.locator("#sheet button").first.click()
    write(page, "Kvällsbuss")
    expect(page.locator(f"{NOTES} .small")).to_have_text([t("room_page_builds_on", text="Långt hem")])
    assert {one.text: one.builds_on for one in live.state().notes.values() if one.id != "far"} == {
        "Egen tanke": "",
        "Kvällsbuss": "far",
    }
    expect(page.locator("#building")).to_be_hidden()


def test_a_vote_can_be_changed_and_has_no_more_dots_than_there_are(opened: Open, context: BrowserContext) -> None:
    live = opened("vote")
    page = visit(context, live.address)
    page.fill("#dots-0-0", "4")
    expect(page.locator("#left-0")).to_have_text(t("room_page_dots_over_one"))
    page.click(SEND)
    expect(page.get_by_role("alert")).to_have_text(t("room_page_dots_over_one"))
    page.fill("#dots-0-0", "2")
    page.click(SEND)
    expect(page.locator("#said")).to_have_text(t("room_page_votes_sent"))
    page.fill("#dots-0-0", "1")
    with page.expect_response("**/votes"):
        page.click(SEND)
    expect(page.locator("#error")).to_be_hidden()
    page.reload()
    assert page.input_value("#dots-0-0") == "1"
    assert live.state().dots() == {"idea-0": {"worth": 1}}


def test_a_full_paper_says_so(opened: Open, context: BrowserContext) -> None:
    live = opened()
    page = context.new_page()
    page.route("**/state*", lambda route: route.abort())
    full = joined(live).client.get(live.address).text.replace('"own_left": 60', '"own_left": 0')
    page.route(live.address, lambda route: route.fulfill(body=full, content_type="text/html; charset=utf-8"))
    page.goto(live.address)
    write(page, "En för mycket")
    expect(page.get_by_role("alert")).to_have_text(t("room_page_full"))
    assert page.input_value("#text") == "En för mycket"
    assert texts_of(live) == []


# On the wall


def test_the_wall_follows_by_itself(opened: Open, context: BrowserContext) -> None:
    live = opened()
    page = visit(context, live.wall)
    expect(page.locator(".join .code")).to_have_text(t("room_page_wall_code", code=live.code))
    assert page.locator("main.empty").count() == 1
    phones = [joined(live) for _ in range(2)]
    phones[0].note("Dyrt", "a").raise_for_status()
    phones[1].note("Långt <b>hem</b>", "b", builds_on="a").raise_for_status()
    expect(page.locator(".numbers")).to_contain_text("2 lappar från 2 mobiler")
    assert "Dyrt" not in page.content()
    live.reveal()
    expect(page.locator(".cards li > p:first-child")).to_have_text(["Dyrt", "Långt <b>hem</b>"])
    expect(page.locator(".cards .small")).to_have_text(t("room_page_builds_on", text="Dyrt"))
    live.close()
    expect(page.locator(".numbers")).to_contain_text(t("room_page_wall_closed"))


def test_the_wall_without_scripts_asks_again(opened: Open, unscripted: BrowserContext) -> None:
    live = opened()
    page = visit(unscripted, live.wall)
    assert f'content="5; url=/{live.code}/wall"' in page.content()
    assert live.plan.question in page.inner_text("h1")


def test_results_on_the_wall_are_numbers_and_bars(opened: Open, context: BrowserContext) -> None:
    live = opened("vote")
    phones = [joined(live) for _ in range(3)]
    for phone in phones:
        phone.post("votes", **{"dots-0-1": 2, "dots-1-3": 1}).raise_for_status()
    live.reveal()
    page = visit(context, live.wall)
    expect(page.locator(".votes .name").first).to_have_text(
        f"{IDEAS[1].label} {t('room_page_wall_dots', number=6)}", use_inner_text=True
    )
    assert page.locator(".votes li").first.locator(".figure").all_inner_texts() == ["6", "0"]
    widths = [one.get_attribute("width") for one in page.locator(".votes .fill").all()]
    assert widths[:4] == ["100%", "0%", "0%", "50%"]


def test_answers_of_four_are_a_number_and_of_five_a_spread(opened: Open, context: BrowserContext) -> None:
    live = opened("rate")
    phones = [joined(live) for _ in range(5)]
    for n, phone in enumerate(phones):
        fields = {"rate-0": n + 1, **({"rate-1": 2} if n else {})}
        phone.post("ratings", **fields).raise_for_status()
    live.reveal()
    first, second = (one.inner_text() for one in visit(context, live.wall).locator(".rated").all())
    assert t("room_page_wall_median", median="3") in first
    assert first.count(t("room_page_wall_answers_one")) == 5
    assert t("room_page_rate_high") in first
    assert t("room_page_wall_few") in second
    assert "Median" not in second


def scrolled(page: Page, where: str) -> None:
    """Wait until the page has been scrolled *where*; the page itself may not run words as code."""
    for _ in range(200):
        if page.evaluate(where):
            return
        page.wait_for_timeout(50)
    raise AssertionError(where)


@pytest.mark.parametrize(
    ("notes", "size"), [(5, (1280, 720)), (40, (1280, 720)), (40, (1920, 1080)), (90, (1280, 720))]
)
def test_no_note_on_the_wall_is_cut(notes: int, size: tuple[int, int], opened: Open, context: BrowserContext) -> None:
    live = opened()
    phones = [joined(live) for _ in range(12)]
    for n in range(notes):
        text = f"Lapp {n}: bussen slutar gå före kvällens sista pass" + " och då stannar man hemma" * (n % 3)
        phones[n % 12].note(text, f"w{n}").raise_for_status()
    live.reveal()
    page = context.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(live.wall)
    expect(page.locator(".cards li")).to_have_count(notes)
    assert sideways(page) <= 0
    cut = "one => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1"
    assert page.evaluate(f"[...document.querySelectorAll('.cards li')].filter({cut}).length") == 0
    fits = page.evaluate("document.querySelector('main').getBoundingClientRect().bottom <= innerHeight + 1")
    assert fits or page.locator("#pager").is_visible()
    assert fits or notes > 30
    if not fits:
        page.click("#down")
        scrolled(page, "scrollY > 0")
        page.click("#up")
        scrolled(page, "scrollY === 0")


# What the files are


def test_scripts_are_understood_by_old_phones() -> None:
    for name in ("phone.js", "wall.js"):
        script = re.sub(r"/\*.*?\*/|//[^\n]*", "", (PAGES / name).read_text("utf-8"), flags=re.DOTALL)
        code = re.sub(r'"[^"\n]*"', '""', script)
        assert re.findall(r"\b(?:let|const|class|async|await|fetch|Promise)\b|=>|`|\.\.\.", code) == []
        assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", code) == []


def test_a_page_with_all_it_needs_is_small(opened: Open) -> None:
    live = opened()
    style = (PAGES / "room.css").stat().st_size
    for address, script in ((live.address, "phone.js"), (live.wall, "wall.js")):
        page = len(joined(live).client.get(address).content)
        assert page + style + (PAGES / script).stat().st_size < 50_000
    assert (PAGES / "phone.js").stat().st_size < 12_000


def test_every_text_of_the_pages_is_listed_and_used() -> None:
    templates = "".join(file.read_text("utf-8") for file in PAGES.glob("*.j2"))
    said = set(re.findall(r'"(room_page_[a-z_]*[a-z])"', templates))
    said |= {f"room_page_title_{one}" for one in ("waiting", "table", "closed", "collect", "vote", "rate")}
    said |= {f"room_page_{what}_{end}" for what in ("rate", "agree") for end in ("low", "high")}
    said |= {f"{one}_one" for one in said if f"{one}_one" in catalogue("sv")}
    assert sorted(said - set(SCRIPT_TEXTS)) == sorted(TEMPLATE_TEXTS)
    scripts = "".join(file.read_text("utf-8") for file in PAGES.glob("*.js"))
    spoken = {f"room_page_{one}" for one in re.findall(r'word\("(\w+)"', scripts)}
    spoken = {one for one in spoken if not one.endswith("_")}  # followed by another piece
    assert spoken <= set(SCRIPT_TEXTS)


def test_without_scripts_a_refused_vote_or_rating_shows_what_was_typed(opened: Open) -> None:
    live = opened("vote")
    phone = joined(live)
    assert phone.post("votes", **{"dots-0-0": "2"}).status_code == 200
    page = phone.post("votes", html=True, **{"dots-0-0": "", "dots-0-1": "3", "dots-1-2": "9", "dots-1-3": '"><b>'})
    assert page.status_code == 400
    values = dict(re.findall(r'<input type="number"[^>]* name="dots-([^"]+)"[^>]* value="([^"]*)"', page.text))
    assert (values["0-0"], values["0-1"], values["1-2"], values["1-0"]) == ("", "3", "9", "0")
    assert '"><b>' not in page.text
    rates = opened("rate")
    phone = joined(rates)
    assert phone.post("ratings", **{"rate-0": "2"}).status_code == 200
    page = phone.post("ratings", html=True, **{"rate-0": "5", "rate-1": "7"})
    assert page.status_code == 400
    assert re.findall(r'name="rate-(\d)" value="(\d)" checked', page.text) == [("0", "5")]
    assert 'name="rate-0" value="2" checked' in phone.client.get(phone.address).text, "what is stored is not changed"
