"""The true state, over reloads, in every tab, for the right person, and after every outage."""

import re
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from api_client import APIClient
from event_stream import EventStream
from playwright.sync_api import Locator, TimeoutError, expect
from program import eventually
from tonearm_page import TonearmPage
from tonearm_stack import TonearmStack, User

NewPage = Callable[..., TonearmPage]
STREAMS_PER_USER = 64
"""What TONEARM_API_EVENTS_PER_USER is where nothing is configured."""


SIGHT = """(() => {
    let hidden = false;
    Object.defineProperty(document, 'hidden', { get: () => hidden });
    window.setHidden = (now) => {
        hidden = now;
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    };
})()"""
"""All tabs of a browser without a window are visible; with this, those are that a test wants to be."""


def reload_shows(page: TonearmPage, shown: Locator) -> None:
    """A reload shows it within a second of its beginning; one of three, for others use this machine, too."""
    def seconds() -> float:
        page.reload(wait_until="commit")
        shown.wait_for()
        return float(page.evaluate("performance.now()")) / 1000

    assert any(seconds() <= 1 for _ in range(3))


def test_a_reload_shows_a_running_download(page: TonearmPage) -> None:
    page.paste(page.slow_page(20, title="Running Boats"))
    expect(page.busy_row("Running Boats")).to_contain_text("Downloading")
    reload_shows(page, page.busy_row("Running Boats").filter(has_text="Downloading"))


def test_a_reload_shows_a_waiting_review_with_its_draft(page: TonearmPage) -> None:
    page.download_to_review()
    page.field("Title").fill("Drafted Boats")
    page.press("Later")
    row = page.row("Drafted Boats").get_by_role("button", name="Review")
    reload_shows(page, row)
    expect(page.review).to_be_hidden()


def test_a_reload_in_a_review_goes_on_with_it(page: TonearmPage) -> None:
    page.download_to_review()
    page.field("Title").fill("Interrupted Boats")
    expect(page.row("Interrupted Boats")).to_have_count(1)
    reload_shows(page, page.review)
    expect(page.field("Title")).to_have_value("Interrupted Boats")


def test_a_reload_shows_failures(page: TonearmPage) -> None:
    page.paste(page.site("/missing", case="reload"))
    failed = page.row("case=reload").get_by_role("button", name="Try again")
    expect(failed).to_be_visible()
    reload_shows(page, failed)


def test_a_reload_shows_what_is_saved(page: TonearmPage) -> None:
    page.download_to_review("Finished Boats")
    page.save()
    expect(page.message("Saved")).to_be_visible()
    reload_shows(page, page.get_by_text("Earlier", exact=True))
    page.get_by_text("Earlier", exact=True).click()
    expect(page.row("Finished Boats")).to_contain_text("In the library")


def test_two_tabs_show_the_same_progress_and_the_same_draft(page: TonearmPage) -> None:
    other = page.another_tab()
    page.paste(page.slow_page(2, title="Twin Boats"))
    expect(other.busy_row("Twin Boats")).to_be_visible()
    page.await_review()
    other.await_review()
    page.field("Artist").fill("Typed here")
    expect(other.field("Artist")).to_have_value("Typed here")
    other.field("Album").fill("And typed there")
    expect(page.field("Album")).to_have_value("And typed there")


def test_a_second_tab_shows_all_within_a_second(page: TonearmPage) -> None:
    page.paste(page.slow_page(20, title="Seconded Boats"))
    expect(page.busy_row("Seconded Boats")).to_contain_text("Downloading")
    other = page.another_tab()
    reload_shows(other, other.busy_row("Seconded Boats"))


def test_eight_tabs_of_one_browser_all_show_the_true_state(page: TonearmPage) -> None:
    """Each tab that listens holds a connection, of which browsers open six."""
    page.context.add_init_script(SIGHT)
    page.reload()
    page.paste(page.slow_page(20, title="Eightfold Boats"))
    tabs = [page]
    while len(tabs) < 8:
        tabs[-1].evaluate("setHidden(true)")
        tabs.append(page.another_tab())
        tabs[-1].busy_row("Eightfold Boats").wait_for()
    for tab in tabs[1:7]:
        expect(tab.busy_row("Eightfold Boats")).to_be_visible()
    tabs[-1].busy_row("Eightfold Boats").get_by_role("button", name="Cancel").click()
    expect(tabs[-1].busy_row("Eightfold Boats")).to_have_count(0)
    tabs[-1].evaluate("setHidden(true)")
    page.evaluate("setHidden(false)")
    eventually("the first to know, too", page.busy_row("Eightfold Boats").is_hidden, within=1)


def test_a_page_whose_stream_was_replaced_comes_back_once_it_is_looked_at(
    new_page: NewPage, stack: TonearmStack
) -> None:
    def is_replaced() -> bool:
        metrics = APIClient(f"unix:{stack.folder}/metrics.sock").send("GET", "/metrics").body
        return b'tonearm_event_streams_closed_total{reason="replaced"} 1\n' in metrics

    events = "**/api/v1/events*"
    crowded = stack.add_user("crowded")
    page = new_page(who=crowded)
    page.context.add_init_script(SIGHT)
    page.clock.install()
    with page.expect_request(events):
        page.reload()
    page.await_library()
    page.evaluate("setHidden(true)")
    with ExitStack() as streams:
        for _ in range(STREAMS_PER_USER):
            streams.enter_context(EventStream(crowded.client)).event("snapshot")
        eventually("the end of the page's stream", is_replaced)
        with pytest.raises(TimeoutError), page.expect_request(events, timeout=1000):
            page.clock.fast_forward(60_000)
        with page.expect_request(events):
            page.evaluate("setHidden(false)")


def test_the_title_of_a_tab_out_of_sight_is_true(page: TonearmPage) -> None:
    page.context.add_init_script(SIGHT)
    page.reload()
    page.evaluate("setHidden(true)")
    page.download_to_review()
    expect(page.page).to_have_title("(1) Tonearm")


def test_two_users_never_see_each_others_downloads(page: TonearmPage, new_page: NewPage, stack: TonearmStack) -> None:
    stranger = new_page(who=stack.add_user("stranger"))
    page.download_to_review("Private Boats")
    page.press("Later")
    stranger.reload()
    expect(stranger.url_field).to_be_visible()
    expect(stranger.get_by_text("Paste a link from YouTube")).to_be_visible()
    assert "Private Boats" not in stranger.content()


@pytest.mark.outage
def test_a_restarted_server_loses_nothing_of_a_running_download(page: TonearmPage, stack: TonearmStack) -> None:
    lost = page.get_by_text("No connection since")
    page.paste(page.slow_page(5, title="Surviving Boats"))
    expect(page.busy_row("Surviving Boats")).to_contain_text("Downloading")
    stack.parts["api"].end()
    lost.wait_for()
    stack.start_api()
    eventually("the bar to go", lost.is_hidden, within=1)
    page.await_review()
    expect(page.field("Title")).to_have_value("Surviving Boats")


@pytest.mark.outage
def test_offline_is_told_with_its_time_and_passes(page: TonearmPage, user: User) -> None:
    def state() -> str:
        return str(user.client.send("GET", "/api/v1/downloads").json["downloads"][0]["state"])

    page.paste(page.slow_page(3, title="Offline Boats"))
    expect(page.busy_row("Offline Boats")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_text(re.compile(r"No connection since \d")).wait_for()
    eventually("the audio to be there", lambda: state() == "awaiting_confirmation", within=60)
    expect(page.busy_row("Offline Boats")).to_be_visible()
    page.context.set_offline(False)
    eventually("the bar to go", page.get_by_text("No connection since").is_hidden, within=1)
    ready = page.row("Offline Boats").get_by_text("Ready for your review")
    eventually("the news to be told", ready.is_visible, within=1)
    page.await_review()


@pytest.mark.outage
def test_an_ended_session_asks_to_sign_in_again(page: TonearmPage) -> None:
    page.context.clear_cookies()
    page.reload()
    expect(page.button("Sign in")).to_be_visible()
    expect(page.get_by_role("alert").first).to_have_text("Please sign in again.")


def test_a_stranger_is_asked_to_sign_in_without_a_failing_request(new_page: NewPage) -> None:
    page = new_page(who=None)
    expect(page.get_by_role("textbox", name="Username")).to_be_focused()
    expect(page.button("Download")).to_be_hidden()


def test_signing_out_leaves_nothing_on_the_page(
    page: TonearmPage, sessions: dict[str, object]
) -> None:
    sessions.clear()  # the cookie in there is worth nothing afterwards
    page.download_to_review("Hidden Boats")
    page.press("Later")
    other = page.another_tab()
    page.button("Sign out").click()
    for tab in (page, other):
        tab.button("Sign in").wait_for()
        assert "Hidden Boats" not in tab.content()
    page.reload()
    expect(page.button("Sign in")).to_be_visible()


@pytest.mark.outage
def test_a_wrong_password_is_told(new_page: NewPage) -> None:
    page = new_page(who=None)
    page.get_by_role("textbox", name="Username").fill("nobody")
    page.get_by_role("textbox", name="Password").fill("guess")
    page.button("Sign in").click()
    expect(page.get_by_role("alert").first).to_have_text("Wrong username or password.")
