"""The list of tracks and the player, on a server that has a catalogue."""

import itertools

import pytest
from playwright.sync_api import expect
from program import eventually
from tonearm_page import TonearmPage

pytestmark = pytest.mark.usefixtures("catalogue")


numbers = itertools.count(1)


@pytest.fixture
def title() -> str:
    return f"Audible Boats {next(numbers)}"


@pytest.fixture
def saved(page: TonearmPage, title: str) -> TonearmPage:
    """The page, with a track of 30 seconds that was downloaded, saved and has come into the list."""
    page.download_to_review(title, media="long.mp3")
    page.field("Album").fill("Harbour Songs")
    page.save()
    expect(page.button(f"Play {title}")).to_be_visible()
    return page


def test_a_saved_track_slides_into_the_list_and_is_heard(saved: TonearmPage, title: str) -> None:
    saved.button(f"Play {title}").click()
    eventually("the sound to advance", lambda: saved.playing_seconds > 0.5)
    player = saved.get_by_role("region", name="Player")
    expect(player).to_contain_text(title)
    player.get_by_role("slider", name="Position").fill("20")
    eventually("the sound to go on from there", lambda: saved.playing_seconds > 20.2)
    player.get_by_role("button", name="Pause").click()
    expect(player.get_by_role("button", name="Play")).to_be_visible()


def test_the_player_goes_on_where_it_was(saved: TonearmPage, title: str) -> None:
    saved.button(f"Play {title}").click()
    saved.get_by_role("slider", name="Position").fill("12")
    eventually("the sound to be there", lambda: saved.playing_seconds > 12)
    saved.reload()
    expect(saved.get_by_role("region", name="Player")).to_contain_text(title)
    eventually("the place to be found", lambda: saved.playing_seconds > 11.5)
    assert saved.evaluate("document.querySelector('#player audio').paused")


def test_space_and_media_keys_play_and_pause(saved: TonearmPage, title: str) -> None:
    saved.button(f"Play {title}").click()
    eventually("the sound to advance", lambda: saved.playing_seconds > 0.2)
    assert saved.evaluate("navigator.mediaSession.metadata.title") == title
    saved.locator("#library-title").click()
    saved.keyboard.press("Space")
    assert saved.evaluate("document.querySelector('#player audio').paused")
    saved.url_field.focus()
    saved.keyboard.press("Space")
    assert saved.evaluate("document.querySelector('#player audio').paused")


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


def test_search_finds_without_accents_and_escape_clears(saved: TonearmPage, title: str) -> None:
    saved.keyboard.press("Control+k")
    expect(saved.get_by_role("searchbox", name="Search")).to_be_focused()
    saved.keyboard.type(f"harbóur {title.split()[-1]} audib")
    expect(saved.button(f"Play {title}")).to_be_visible()
    saved.keyboard.type(" zzz")
    expect(saved.get_by_text("Nothing matches")).to_be_visible()
    saved.keyboard.press("Escape")
    expect(saved.button(f"Play {title}")).to_be_visible()


def test_arrow_keys_walk_through_the_list(saved: TonearmPage) -> None:
    saved.get_by_role("searchbox", name="Search").press("ArrowDown")
    focused = "document.activeElement.getAttribute('aria-label')"
    assert str(saved.evaluate(focused)).startswith("Play ")
    saved.keyboard.press("ArrowRight")
    assert str(saved.evaluate(focused)).startswith("Edit ")
    saved.keyboard.press("e")
    expect(saved.edit).to_be_visible()
    saved.keyboard.press("Escape")
    expect(saved.edit).to_be_hidden()
    assert str(saved.evaluate(focused)).startswith("Edit ")


def test_the_staged_audio_is_heard_before_saving(page: TonearmPage) -> None:
    page.download_to_review(media="long.mp3")
    page.press("Listen")
    heard = "document.querySelector('dialog audio').currentTime"
    eventually("the preview to advance", lambda: page.evaluate(heard) > 0.5)
    page.press("Later")
    assert page.evaluate("document.querySelector('dialog audio').paused")


def test_the_list_says_how_long_it_is(saved: TonearmPage) -> None:
    grid = saved.get_by_role("grid", name="Tracks")
    total = int(grid.get_attribute("aria-rowcount") or 0)
    assert total >= 1
    assert grid.locator(".track:not([hidden])").count() <= min(total, 60)
    expect(grid.get_by_role("row").first).to_have_attribute("aria-rowindex", "1")
