"""The list of tracks and the player."""

import itertools
import re
import subprocess
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Route, expect
from program import eventually
from tonearm_page import TonearmPage
from tonearm_stack import TonearmStack

numbers = itertools.count(1)


LISTED = "Audible Boats"


@pytest.fixture
def title() -> str:
    return f"Saved Boats {next(numbers)}"


@pytest.fixture
def saved(page: TonearmPage, title: str) -> TonearmPage:
    """The page, with a track that was downloaded, saved and has come into the list."""
    page.download_to_review(title)
    page.field("Album").fill("Harbour Songs")
    page.save()
    page.button(f"Play {title}").wait_for()
    return page


@pytest.fixture(scope="module")
def library(stack: TonearmStack) -> None:
    """Holds a track of 30 seconds that somebody put there."""
    tags = {"title": LISTED, "artist": "The Lanterns", "album": "Harbour Songs"}
    words = [word for name, value in tags.items() for word in ("-metadata", f"{name}={value}")]
    subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-i", stack.site.url("/long.mp3"), "-c", "copy", *words,
         stack.library / "listed.mp3"], check=True)


@pytest.fixture
def listed(library: None, page: TonearmPage) -> TonearmPage:
    """The page, with that track in the list."""
    page.button(f"Play {LISTED}").wait_for()
    return page


def test_a_saved_track_slides_into_the_list_and_is_heard(saved: TonearmPage, title: str) -> None:
    saved.button(f"Play {title}").click()
    eventually("the sound to advance", lambda: saved.playing_seconds > 0.5)
    player = saved.get_by_role("region", name="Player")
    expect(player).to_contain_text(title)
    player.get_by_role("slider", name="Position").fill("4")
    eventually("the sound to go on from there", lambda: saved.playing_seconds > 4.2)
    player.get_by_role("button", name="Pause").click()
    expect(player.get_by_role("button", name="Play")).to_be_visible()


def test_the_player_goes_on_where_it_was(listed: TonearmPage) -> None:
    listed.button(f"Play {LISTED}").click()
    listed.get_by_role("slider", name="Position").fill("12")
    eventually("the sound to be there", lambda: listed.playing_seconds > 12)
    listed.reload()
    expect(listed.get_by_role("region", name="Player")).to_contain_text(LISTED)
    eventually("the place to be found", lambda: listed.playing_seconds > 11.5)
    assert listed.evaluate("document.querySelector('#player audio').paused")


def test_space_and_media_keys_play_and_pause(listed: TonearmPage) -> None:
    listed.button(f"Play {LISTED}").click()
    eventually("the sound to advance", lambda: listed.playing_seconds > 0.2)
    assert listed.evaluate("navigator.mediaSession.metadata.title") == LISTED
    listed.locator("#library-title").click()
    listed.keyboard.press("Space")
    assert listed.evaluate("document.querySelector('#player audio').paused")
    listed.url_field.focus()
    listed.keyboard.press("Space")
    assert listed.evaluate("document.querySelector('#player audio').paused")


def test_undo_puts_the_file_in_the_trash_and_offers_it_back(saved: TonearmPage, title: str) -> None:
    saved.button("Undo").click()
    expect(saved.message("is in the trash")).to_be_visible()
    expect(saved.button(f"Play {title}")).to_have_count(0)
    saved.button("Restore").click()
    expect(saved.button(f"Play {title}")).to_be_visible()


def test_a_track_is_edited_in_the_list(saved: TonearmPage, title: str) -> None:
    saved.button(f"Edit {title}").click()
    expect(saved.edit).to_be_visible()
    expect(saved.field("Album")).to_have_value("Harbour Songs")
    saved.field("Title").fill(f"Renamed {title}")
    saved.press("Save")
    expect(saved.edit).to_be_hidden()
    expect(saved.button(f"Play Renamed {title}")).to_be_visible()


def test_search_finds_without_accents_and_escape_clears(listed: TonearmPage) -> None:
    listed.keyboard.press("Control+k")
    expect(listed.get_by_role("searchbox", name="Search")).to_be_focused()
    listed.keyboard.type("harbóur audib")
    expect(listed.button(f"Play {LISTED}")).to_be_visible()
    listed.keyboard.type(" zzz")
    expect(listed.get_by_text("No tracks match")).to_be_visible()
    listed.keyboard.press("Escape")
    expect(listed.button(f"Play {LISTED}")).to_be_visible()


def test_arrow_keys_walk_through_the_list(listed: TonearmPage) -> None:
    listed.get_by_role("searchbox", name="Search").press("ArrowDown")
    focused = "document.activeElement.getAttribute('aria-label')"
    assert str(listed.evaluate(focused)).startswith("Play ")
    listed.keyboard.press("ArrowRight")
    assert str(listed.evaluate(focused)).startswith("Edit ")
    listed.keyboard.press("e")
    expect(listed.edit).to_be_visible()
    listed.keyboard.press("Escape")
    expect(listed.edit).to_be_hidden()
    assert str(listed.evaluate(focused)).startswith("Edit ")


def test_the_staged_audio_is_heard_before_saving(page: TonearmPage) -> None:
    page.download_to_review(media="long.mp3")
    page.press("Listen")
    heard = "document.querySelector('dialog audio').currentTime"
    eventually("the preview to advance", lambda: page.evaluate(heard) > 0.5)
    page.press("Later")
    eventually("silence", lambda: page.evaluate("document.querySelector('dialog audio').paused"))


def test_the_list_says_how_long_it_is(listed: TonearmPage) -> None:
    grid = listed.get_by_role("grid", name="Tracks")
    total = int(grid.get_attribute("aria-rowcount") or 0)
    assert total >= 1
    expect(grid.get_by_role("row").first).to_have_attribute("aria-rowindex", "1")


SCROLLED = """async (seconds) => {
    const list = document.querySelector('#tracks');
    const frames = [];
    let rows = 0;
    const began = performance.now();
    for (let now = began, before; now < began + seconds * 1000; before = now) {
        list.scrollTop = (list.scrollHeight - list.clientHeight) * (now - began) / seconds / 1000;
        now = await new Promise(requestAnimationFrame);
        if (before) frames.push(now - before);
        rows = Math.max(rows, list.querySelectorAll('.track').length);
    }
    list.scrollTop = list.scrollHeight;
    return { rows, median: frames.sort((one, other) => one - other)[frames.length >> 1] };
}"""
"""Goes through the whole list in so many seconds: how many rows there were at most, and the milliseconds of a frame."""


def test_fifty_thousand_tracks_scroll_smoothly(listed: TonearmPage) -> None:
    row = listed.request.get("/api/v1/tracks?limit=1").json()["tracks"][0]
    total = 50_000

    def page_of_many(route: Route) -> None:
        query = parse_qs(urlsplit(route.request.url).query)
        first, limit = (int(query.get(name, ["0"])[0]) for name in ("cursor", "limit"))
        rows = range(first, min(total, first + limit))
        route.fulfill(json={
            "tracks": [{**row, "id": str(number), "title": f"Boats {number}"} for number in rows],
            "nextCursor": str(rows.stop) if rows.stop < total else None, "total": total})

    listed.route(re.compile(r"/api/v1/tracks\?"), page_of_many)
    listed.reload()
    listed.get_by_text("50,000 tracks").wait_for()
    seen = [listed.evaluate(SCROLLED, 2) for _ in range(3)]
    assert max(each["rows"] for each in seen) < 60
    assert min(each["median"] for each in seen) < 50
    listed.button("Play Boats 49999").wait_for(timeout=60_000)
