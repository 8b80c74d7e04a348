"""The whole job, from the pasted link to the file in the library."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from program import eventually
from tonearm_page import TonearmPage
from tonearm_stack import TonearmStack

NewPage = Callable[..., TonearmPage]


def test_a_link_becomes_a_file_with_the_words_that_were_typed(page: TonearmPage, stack: TonearmStack) -> None:
    page.download_to_review("Morning Boats")
    expect(page.field("Title")).to_have_value("Morning Boats")
    expect(page.field("Artist")).to_have_value("The Lanterns")
    page.field("Title").fill("Evening Boats")
    page.field("Year").fill("1999")
    page.save()
    expect(page.message("Saved “Evening Boats”.")).to_be_visible()
    eventually("the file to be there", (stack.library / "The Lanterns - Evening Boats.mp3").is_file)


def test_progress_has_words_a_bar_and_a_way_out(page: TonearmPage) -> None:
    page.paste(page.slow_page(8, title="Slow Boats"))
    row = page.busy_row("Slow Boats")
    expect(row).to_contain_text("Downloading")
    expect(row).to_contain_text("/s")
    expect(row).to_contain_text("left")
    bar = row.get_by_role("progressbar")
    eventually("the bar to move", lambda: float(bar.get_attribute("value") or 0) > 5)
    row.get_by_role("button", name="Cancel").click()
    expect(page.busy_row("Slow Boats")).to_have_count(0)
    expect(page.review).to_be_hidden()


def test_save_works_before_the_download_is_done(page: TonearmPage, stack: TonearmStack) -> None:
    page.paste(page.slow_page(4, title="Early Boats"))
    page.busy_row("Early Boats").get_by_role("button", name="Review").click()
    expect(page.review).to_contain_text("you can save already")
    page.field("Title").fill("Earlier Boats")
    page.save()
    expect(page.busy_row("Earlier Boats")).to_contain_text("Will be saved")
    expect(page.message("Saved “Earlier Boats”.")).to_be_visible()
    expect(page.review).to_be_hidden()
    eventually("the file to be there", (stack.library / "The Lanterns - Earlier Boats.mp3").is_file)


def test_a_silent_site_is_waited_for_in_words(page: TonearmPage) -> None:
    page.paste(page.site(media="stall.mp3", title="Stalled Boats"))
    expect(page.busy_row("Stalled Boats")).to_contain_text("Waiting for")
    page.busy_row("Stalled Boats").get_by_role("button", name="Cancel").click()
    expect(page.busy_row("Stalled Boats")).to_have_count(0)


def test_a_failure_says_a_sentence_and_offers_what_helps(page: TonearmPage) -> None:
    page.paste(page.site("/status/503", case="failure"))
    row = page.row("case=failure")
    expect(row.get_by_role("button", name="Try again")).to_be_visible()
    expect(row.locator(".phase")).to_contain_text("The site returned an error")
    expect(row.get_by_role("button", name="Copy details")).to_be_visible()
    row.get_by_role("button", name="Try again").click()
    expect(page.busy_row("case=failure")).to_be_visible()
    expect(row.get_by_role("button", name="Try again")).to_be_visible()
    row.get_by_role("button", name="Dismiss").click()
    expect(row).to_have_count(0)
    page.reload()
    expect(page.url_field).to_be_visible()
    expect(row).to_have_count(0)


def test_what_cannot_help_is_not_offered(page: TonearmPage) -> None:
    page.paste(page.site("/three"))
    row = page.row("three")
    expect(row).to_contain_text("several tracks")
    expect(row.get_by_role("button", name="Try again")).to_be_hidden()


@pytest.mark.parametrize("link", ["site.com/a", "ftp://site/a", "javascript:alert(1)", "https://a b"])
def test_a_bad_link_is_told_before_it_is_sent(page: TonearmPage, link: str) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.paste(link)
    expect(page.sidebar.get_by_role("alert").first).not_to_be_empty()
    expect(page.url_field).to_be_focused()
    assert not any(url.endswith("/downloads/url") for url in sent)


def test_pasting_starts_nothing_by_itself(page: TonearmPage) -> None:
    link = page.site()
    page.evaluate("""(link) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text', `Listen: ${link}`);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }""", link)
    expect(page.url_field).to_have_value(link)
    expect(page.url_field).to_be_focused()
    expect(page.get_by_role("region", name="Running")).to_be_hidden()


def test_a_second_link_waits_for_the_first(page: TonearmPage) -> None:
    page.paste(page.slow_page(3, title="First Boats"))
    expect(page.busy_row("First Boats")).to_be_visible()
    page.paste(page.site(title="Second Boats"))
    expect(page.sidebar).to_contain_text("“First Boats”")
    page.button("Add to queue").press("Enter")
    expect(page.get_by_role("region", name="Up next").get_by_role("listitem")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("region", name="Up next").get_by_role("listitem")).to_have_count(1)
    page.await_review()
    page.save()
    page.await_review()
    expect(page.field("Title")).to_have_value("Second Boats")
    expect(page.get_by_role("region", name="Up next")).to_be_hidden()


@pytest.mark.parametrize("query", ["url={}", "text=Listen%20to%20this%3A%20{}%20now", "title=Boats&text={}"])
def test_a_shared_link_is_filled_in(new_page: NewPage, stack: TonearmStack, query: str) -> None:
    link = stack.site.url("/direct.mp3")
    page = new_page(path="/?" + query.format(link))
    expect(page.url_field).to_have_value(link)
    assert page.url.endswith("/")
