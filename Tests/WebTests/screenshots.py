"""Pictures of each state, for people to look at; `scripts/screenshots` runs this. Nothing is asserted but that it works."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from program import eventually
from tonearm_page import TonearmPage
from tonearm_stack import TonearmStack, User

FOLDER = Path(os.environ.get("TONEARM_SCREENSHOTS", "screenshots"))
SCREENS = {
    "desktop": {"viewport": {"width": 1440, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2},
    "small": {"viewport": {"width": 320, "height": 568}, "has_touch": True, "device_scale_factor": 2},
}


SHELF = [  # title, artist, album, seconds, two colours of the cover
    ("Lighthouse", "The Lanterns", "Harbour Songs", 214, "264653", "e76f51"),
    ("Every Ferry Home", "The Lanterns", "Harbour Songs", 187, "264653", "e76f51"),
    ("Night Bus to Anywhere", "Ada & the Clocks", "Small Hours", 245, "1d3557", "a8dadc"),
    ("夜のかもめ", "港の灯", "潮騒", 302, "5f0f40", "fb8b24"),
    ("The Extremely Long Title of a Song That Goes On and On Until It Surely Fits Into No Row of Any List",
     "An Orchestra with an Equally Long Name and Its Choir", "Collected Recordings, Volume the Fourth", 611,
     "283618", "dda15e"),
    ("قمر على الميناء", "فرقة الساحل", "أغاني البحر", 268, "0b132b", "5bc0be"),
    ("Copper Wire", "Hollow Meadow", "Telegraph Road Home", 158, "4a051c", "e0afa0"),
    ("Étude in Rain", "Solène Marchetti", "Carnets", 93, "588157", "f4d35e"),
    ("Second Summer", "Ada & the Clocks", "Small Hours", 226, "1d3557", "a8dadc"),
    ("Slow Satellite", "Hollow Meadow", "Telegraph Road Home", 333, "4a051c", "e0afa0"),
]


@pytest.fixture(scope="module", autouse=True)
def shelf(stack: TonearmStack, nina: User) -> None:
    """Music that is in the library already."""
    for number, (title, artist, album, seconds, dark, light) in enumerate(SHELF):
        tags = {"title": title, "artist": artist, "album": album}
        words = [word for name, value in tags.items() for word in ("-metadata", f"{name}={value}")]
        subprocess.run(
            ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", f"anullsrc=r=8000:cl=mono:d={seconds}",
             "-f", "lavfi", "-i", f"gradients=s=300x300:c0=0x{dark}:c1=0x{light}:x0=0:y0=0:x1=300:y1=300:d=0.04",
             "-map", "0", "-map", "1", "-c:v", "mjpeg", "-disposition:v", "attached_pic", *words, stack.library / f"{number}.mp3"], check=True)
    eventually("the shelf to be full", lambda: nina.client.send(
        "GET", "/api/v1/tracks").json["total"] == len(SHELF), within=60)


@pytest.mark.outage
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_state(new_page: Callable[..., TonearmPage], screen: str, scheme: str) -> None:
    options = {**SCREENS[screen], "color_scheme": scheme, "reduced_motion": "reduce"}

    def take(name: str) -> None:
        page.wait_for_timeout(500)  # for pictures to be drawn
        FOLDER.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=FOLDER / f"{name}-{screen}-{scheme}.png")

    page = new_page(who=None, **options)
    take("sign-in")
    page = new_page(**options)
    take("library")
    page.get_by_role("searchbox", name="Search").fill("nothing of this name")
    page.get_by_text("No tracks match").wait_for()
    take("nothing-found")
    page.get_by_role("searchbox", name="Search").fill("")
    page.get_by_text("No tracks match").wait_for(state="hidden")
    page.paste("not a link")
    take("bad-link")
    page.paste(page.slow_page(6, title="Paper Boats", artist="The Lanterns"))
    expect(page.busy_row("Paper Boats")).to_contain_text("Downloading")
    page.wait_for_timeout(1500)
    take("downloading")
    page.url_field.fill(page.site(title="The Next One"))
    page.url_field.press("Enter")
    expect(page.button("Add to queue")).to_be_visible()
    take("second-link")
    page.locator("#busy").get_by_role("button", name="Cancel").click()
    page.url_field.fill("")
    page.await_review()
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
