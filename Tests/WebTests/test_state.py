"""The true state, over reloads, in every tab, for the right person, and after every outage."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from program import eventually
from tonearm_page import TonearmPage
from tonearm_stack import TonearmStack

NewPage = Callable[..., TonearmPage]


def reload_shows(page: TonearmPage, shown: Callable[[], object]) -> None:
    """Reloads, and sees the same picture within a second of the page's being there, as a busy machine counts."""
    page.reload()
    expect(page.url_field).to_be_visible()
    eventually("the same picture", shown, within=2)


def test_a_reload_shows_a_running_download(page: TonearmPage) -> None:
    page.paste(page.slow_page(8, title="Running Boats"))
    expect(page.busy_row("Running Boats")).to_contain_text("Downloading")
    reload_shows(page, page.busy_row("Running Boats").is_visible)


def test_a_reload_shows_a_waiting_review_with_its_draft(page: TonearmPage) -> None:
    page.download_to_review()
    page.field("Title").fill("Drafted Boats")
    page.press("Later")
    row = page.row("Drafted Boats").get_by_role("button", name="Review")
    reload_shows(page, row.is_visible)
    expect(page.review).to_be_hidden()


def test_a_reload_in_a_review_goes_on_with_it(page: TonearmPage) -> None:
    page.download_to_review()
    page.field("Title").fill("Interrupted Boats")
    expect(page.row("Interrupted Boats")).to_have_count(1)
    reload_shows(page, page.review.is_visible)
    expect(page.field("Title")).to_have_value("Interrupted Boats")


def test_a_reload_shows_failures(page: TonearmPage) -> None:
    page.paste(page.site("/missing", case="reload"))
    failed = page.row("case=reload").get_by_role("button", name="Try again")
    expect(failed).to_be_visible()
    reload_shows(page, failed.is_visible)


def test_a_reload_shows_what_is_saved(page: TonearmPage) -> None:
    page.download_to_review("Finished Boats")
    page.save()
    expect(page.message("Saved")).to_be_visible()
    reload_shows(page, page.get_by_text("Earlier", exact=True).is_visible)
    page.get_by_text("Earlier", exact=True).click()
    expect(page.row("Finished Boats")).to_contain_text("In the library")


def test_two_tabs_show_the_same_progress_and_the_same_draft(page: TonearmPage) -> None:
    other = page.another_tab()
    page.paste(page.slow_page(3, title="Twin Boats"))
    expect(other.busy_row("Twin Boats")).to_be_visible()
    expect(page.review).to_be_visible(timeout=60_000)
    expect(other.review).to_be_visible(timeout=60_000)
    page.field("Artist").fill("Typed here")
    expect(other.field("Artist")).to_have_value("Typed here")
    other.field("Album").fill("And typed there")
    expect(page.field("Album")).to_have_value("And typed there")


def test_two_users_never_see_each_others_downloads(page: TonearmPage, new_page: NewPage, stack: TonearmStack) -> None:
    stranger = new_page(who=stack.add_user("stranger"))
    page.download_to_review("Private Boats")
    page.press("Later")
    stranger.reload()
    expect(stranger.url_field).to_be_visible()
    expect(stranger.get_by_text("You check title")).to_be_visible()
    assert "Private Boats" not in stranger.content()


@pytest.mark.outage
def test_a_restarted_server_loses_nothing_of_a_running_download(page: TonearmPage, stack: TonearmStack) -> None:
    page.paste(page.slow_page(6, title="Surviving Boats"))
    expect(page.busy_row("Surviving Boats")).to_contain_text("Downloading")
    stack.parts["api"].end()
    expect(page.get_by_text("No connection since")).to_be_visible()
    stack.start_api()
    eventually("the bar to go", page.get_by_text("No connection since").is_hidden, within=2)
    expect(page.review).to_be_visible(timeout=60_000)
    expect(page.field("Title")).to_have_value("Surviving Boats")


@pytest.mark.outage
def test_offline_is_told_with_its_time_and_passes(page: TonearmPage) -> None:
    page.paste(page.slow_page(4, title="Offline Boats"))
    expect(page.busy_row("Offline Boats")).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_text(re.compile(r"No connection since \d"))).to_be_visible()
    page.wait_for_timeout(6000)  # the audio arrives while nobody hears of it
    page.context.set_offline(False)
    expect(page.get_by_text("No connection since")).to_be_hidden()
    expect(page.review).to_be_visible(timeout=60_000)


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
    page.button("Sign out").click()
    expect(page.button("Sign in")).to_be_visible()
    assert "Hidden Boats" not in page.content()
    page.reload()
    expect(page.button("Sign in")).to_be_visible()


@pytest.mark.outage
def test_a_wrong_password_is_told(new_page: NewPage) -> None:
    page = new_page(who=None)
    page.get_by_role("textbox", name="Username").fill("nobody")
    page.get_by_role("textbox", name="Password").fill("guess")
    page.button("Sign in").click()
    expect(page.get_by_role("alert").first).to_have_text("The user name or the password is wrong.")
