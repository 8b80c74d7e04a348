"""Reached by everybody: by keyboard, by thumb, by ear, on every screen, over plain http."""

import importlib.resources
from collections.abc import Callable

import pytest
from conftest import LAN_NAME
from playwright.sync_api import expect
from tonearm_page import TonearmPage
from tonearm_stack import TonearmStack

NewPage = Callable[..., TonearmPage]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
RULES = {  # WCAG 2.2 A and AA; in the dark only colours differ
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": ["color-contrast"],
}
WIDTHS = [320, 390, 768, 1280, 3840]
HOSTILE = "<img src=x onerror=\"document.title='owned'\">"


def test_the_whole_job_needs_no_mouse(page: TonearmPage) -> None:
    page.keyboard.press("u")
    expect(page.url_field).to_be_focused()
    page.keyboard.insert_text(page.site(title="Keyed Boats"))
    page.keyboard.press("Enter")
    page.await_review()
    expect(page.field("Title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.review).to_be_hidden()
    page.url_field.blur()
    page.keyboard.press("r")
    expect(page.review).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.field("Artist")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.message("Saved “Keyed Boats”.")).to_be_visible()


def test_changes_are_spoken(page: TonearmPage) -> None:
    page.paste(page.site(title="Spoken Boats"))
    expect(page.status).to_have_text("Spoken Boats: Ready for your review", timeout=60_000)
    page.save()
    expect(page.status).to_contain_text("Saved “Spoken Boats”.")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(new_page: NewPage, options: dict[str, object]) -> None:
    def pages(**more: object) -> list[TonearmPage]:
        return [new_page(color_scheme=scheme, reduced_motion="reduce", **options, **more) for scheme in RULES]

    examine(pages(who=None))
    both = pages()
    examine(both)
    if options:
        both[1].locator("#sheet-handle").tap()  # it opens by itself where somebody pastes
    both[0].paste(both[0].site("/missing", case=f"axe {len(options)}"))
    for page in both:
        page.row(f"axe%20{len(options)}").get_by_role("button", name="Try again").wait_for()
    examine(both)
    both[0].paste(both[0].slow_page(8))
    for page in both:
        page.busy_row("Paper Boats").wait_for()
    examine(both)
    for page in both:
        page.await_review()
        page.field("Artist").fill("")
        page.press("Save")
    examine(both)
    for page in both:
        page.press("Later")
    examine(both)
    for page in both:
        page.goto("/help.html")
    examine(both)


def examine(pages: list[TonearmPage]) -> None:
    """Runs axe-core's rules on a light and a dark page."""
    axe = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
    for page, (scheme, rules) in zip(pages, RULES.items(), strict=True):
        page.evaluate(f"() => {{ {axe} }}")
        found = page.evaluate("(rules) => axe.run(document, { runOnly: rules })", rules)["violations"]
        assert [(scheme, each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


def test_nothing_is_cut_off(page: TonearmPage) -> None:
    page.download_to_review("W" * 120 + HOSTILE)
    buttons = [page.button(name) for name in ("Save", "Discard", "Later")]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": max(560, width * 9 // 16)})
        for locator in (page.field("Title"), page.field("Track number"), *buttons):
            locator.scroll_into_view_if_needed()
            box = locator.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
    page.press("Later")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": max(560, width * 9 // 16)})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.url_field).to_be_in_viewport()


def test_a_phone_does_the_whole_job(new_page: NewPage) -> None:
    page = new_page(**PHONE)
    expect(page.url_field).to_be_in_viewport()
    page.url_field.fill(page.slow_page(1, title="Pocket Boats"))
    page.button("Download").tap()
    expect(page.busy_row("Pocket Boats")).to_be_in_viewport()
    page.await_review()
    page.button("Save").tap()
    expect(page.message("Saved “Pocket Boats”.")).to_be_visible()


def test_the_sheet_opens_and_closes_under_the_thumb(new_page: NewPage) -> None:
    page = new_page(**PHONE)
    handle = page.locator("#sheet-handle")
    expect(handle).to_have_attribute("aria-expanded", "false")
    handle.tap()
    expect(handle).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#downloads")).to_be_in_viewport()
    page.get_by_role("main").tap(position={"x": 20, "y": 20})
    expect(handle).to_have_attribute("aria-expanded", "false")


def test_the_whole_job_works_over_plain_http_under_a_lan_name(new_page: NewPage) -> None:
    page = new_page(host=LAN_NAME)
    assert page.evaluate("isSecureContext") is False
    page.paste(page.slow_page(2, title="Near Boats"))
    expect(page.busy_row("Near Boats")).to_be_visible()
    page.paste(page.site("/missing", case="lan"))
    page.button("Add to queue").click()
    page.await_review()
    page.review.get_by_role("checkbox", name="Square crop").check()
    page.save()
    expect(page.message("Saved “Near Boats”.")).to_be_visible()
    page.row("case=lan").get_by_role("button", name="Copy details").click()
    expect(page.message("Copied.")).to_be_visible()


def test_a_hostile_title_is_inert_text(page: TonearmPage) -> None:
    title = " ".join([HOSTILE, "</title><script>alert(1)</script>", "{{7*7}} ${7*7} &lt;b&gt;", "שלום \u202e abc"])
    page.download_to_review(title, artist=f"artist {title}", uploader=title)
    expect(page.review.get_by_role("heading")).to_have_text("Review track")
    page.field("Title").fill(title)
    page.field("Artist").fill(title)
    page.save()
    expect(page.message("Saved")).to_contain_text(title)
    assert page.title() == "Tonearm"
    assert page.locator("img[src=x], #toasts script, #downloads script").count() == 0


def test_a_hostile_link_is_inert_text(page: TonearmPage) -> None:
    page.paste(page.site("/missing") + "?x=" + HOSTILE.replace(" ", "/"))
    expect(page.row("onerror").get_by_role("button", name="Try again")).to_be_visible()
    assert page.title() == "Tonearm"


def test_it_can_be_installed_and_shared_to(new_page: NewPage) -> None:
    page = new_page(host="localhost")
    session = page.context.new_cdp_session(page.page)
    assert session.send("Page.getAppManifest")["errors"] == []
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []


def test_the_bookmarklet_leads_here(new_page: NewPage, stack: TonearmStack) -> None:
    help_page = new_page(path="/help.html", who=None)
    marklet = help_page.get_by_role("link", name="Save with Tonearm")
    assert f"{stack.address}/?url=" in (marklet.get_attribute("href") or "")
    marklet.click()
    expect(help_page.get_by_role("status")).to_contain_text("bookmarks bar")
    expect(help_page.get_by_role("table")).to_contain_text("Play or pause")
