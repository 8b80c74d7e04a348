"""Pictures of each state, for people to look at; `scripts/screenshots` runs this. Nothing is asserted but that it works."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tonearm_page import TonearmPage

FOLDER = Path(os.environ.get("TONEARM_SCREENSHOTS", "screenshots"))
SCREENS = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2},
    "small": {"viewport": {"width": 320, "height": 568}, "has_touch": True, "device_scale_factor": 2},
}


@pytest.mark.outage
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_state(new_page: Callable[..., TonearmPage], has_catalogue: bool, screen: str, scheme: str) -> None:
    options = {**SCREENS[screen], "color_scheme": scheme, "reduced_motion": "reduce"}

    def take(name: str) -> None:
        page.wait_for_timeout(500)  # for pictures to be drawn
        FOLDER.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=FOLDER / f"{name}-{screen}-{scheme}.png")

    page = new_page(who=None, **options)
    take("sign-in")
    page = new_page(**options)
    take("library")
    page.paste("not a link")
    take("bad-link")
    page.paste(page.slow_page(6, title="Paper Boats", artist="The Lanterns"))
    expect(page.busy_row("Paper Boats")).to_contain_text("Downloading")
    page.wait_for_timeout(1500)
    take("downloading")
    page.url_field.fill(page.site(title="The Next One"))
    page.url_field.press("Enter")
    expect(page.button("Start afterwards")).to_be_visible()
    take("second-link")
    page.button("Not now").click()
    page.url_field.fill("")
    expect(page.review).to_be_visible(timeout=60_000)
    page.review.get_by_role("checkbox", name="Square crop").check()
    take("review")
    page.field("Artist").fill("")
    page.press("Save")
    take("review-error")
    page.press("Later")
    take("waiting")
    page.row("Paper Boats").get_by_role("button", name="Review").click()
    page.field("Artist").fill("The Lanterns")
    page.save()
    expect(page.message("Saved")).to_be_visible()
    take("saved")
    if has_catalogue:
        page.button("Play Paper Boats").first.click()
        take("playing")
        page.button("Edit Paper Boats").first.click()
        take("edit")
        page.press("Discard")
    page.paste(page.site("/missing", case=f"{screen} {scheme}"))
    failed = page.row(f"case={screen}%20{scheme}")
    expect(failed.get_by_role("button", name="Try again")).to_be_visible()
    take("failed")
    failed.get_by_role("button", name="Dismiss").click()
    page.context.set_offline(True)
    expect(page.get_by_text("No connection since")).to_be_visible()
    take("offline")
    page.context.set_offline(False)
    page.goto("/help.html")
    take("help")
