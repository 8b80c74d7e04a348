"""The dialog in which a person corrects a track."""

import base64
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from program import eventually
from tonearm_page import TonearmPage
from tonearm_stack import TonearmStack, User

NewPage = Callable[..., TonearmPage]


def test_every_field_of_the_contract_is_there_and_says_where_its_value_comes_from(page: TonearmPage) -> None:
    page.download_to_review()
    for name in ("Title", "Artist", "Album", "Album artist", "Year", "Genre", "Track number"):
        expect(page.field(name)).to_be_visible()
    for name in ("Save", "Discard", "Later"):
        expect(page.review.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(page.field("Title")).to_have_accessible_description("from the site")
    expect(page.field("Album")).to_have_accessible_description("suggested")
    page.field("Album").fill("Harbour Songs")
    expect(page.field("Album")).to_have_accessible_description("edited by you")


def test_artist_and_title_change_places(page: TonearmPage) -> None:
    page.download_to_review()
    page.press("Swap artist and title")
    expect(page.field("Title")).to_have_value("The Lanterns")
    expect(page.field("Artist")).to_have_value("Paper Boats")


def test_errors_stand_at_their_field(page: TonearmPage) -> None:
    page.download_to_review()
    page.field("Artist").fill("")
    page.field("Year").fill("19x")
    page.press("Save")
    expect(page.field("Artist")).to_be_focused()
    expect(page.field("Artist")).to_have_attribute("aria-invalid", "true")
    expect(page.field("Artist")).to_have_accessible_description("Artist is missing. edited by you")
    expect(page.field("Year")).to_have_attribute("aria-invalid", "true")
    page.field("Year").fill("1965")
    expect(page.field("Year")).not_to_have_attribute("aria-invalid", "true")


@pytest.mark.outage
def test_what_the_server_refuses_stands_at_its_field(page: TonearmPage) -> None:
    page.download_to_review()
    field = page.field("Album artist")
    field.fill("The\u0007 Lanterns")
    page.press("Save")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("Album artist contains control characters. edited by you")


def test_later_keeps_what_was_typed_and_discard_does_not_keep_the_download(page: TonearmPage) -> None:
    page.download_to_review()
    page.field("Title").fill("Kept Boats")
    page.field("Title").press("Escape")
    expect(page.review).to_be_hidden()
    expect(page.sidebar).to_contain_text("Waiting for you (1)")
    expect(page.page).to_have_title("(1) Tonearm")
    page.row("Kept Boats").get_by_role("button", name="Review").click()
    expect(page.field("Title")).to_have_value("Kept Boats")
    page.press("Discard")
    expect(page.review).to_be_hidden()
    expect(page.get_by_text("Waiting for you")).to_be_hidden()
    expect(page.page).to_have_title("Tonearm")


def test_a_draft_is_kept_on_the_server_while_one_types(page: TonearmPage, user: User) -> None:
    page.download_to_review()
    page.field("Title").press_sequentially(" at dusk")

    def draft() -> dict[str, str]:
        downloads = user.client.send("GET", "/api/v1/downloads").json["downloads"]
        return dict(downloads[0]["draft"])

    eventually("the draft to be there", lambda: draft().get("title") == "Paper Boats at dusk")


def test_the_focus_stays_in_the_dialog_and_returns(page: TonearmPage) -> None:
    page.download_to_review()
    page.press("Later")
    button = page.row("Paper Boats").get_by_role("button", name="Review")
    button.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.field("Title").press("Escape")
    expect(button).to_be_focused()


def test_enter_saves(page: TonearmPage) -> None:
    page.download_to_review("Entered Boats")
    page.field("Genre").fill("Folk")
    page.field("Genre").press("Enter")
    expect(page.message("Saved “Entered Boats”.")).to_be_visible()


def test_the_suggested_cover_can_be_cropped_to_a_square(page: TonearmPage) -> None:
    page.download_to_review()
    width, height = cover_size(page)
    assert width > height
    page.review.get_by_role("checkbox", name="Square crop").check()
    eventually("the cover to be square", lambda: len(set(cover_size(page))) == 1)
    page.save()


def test_a_chosen_picture_replaces_the_cover(page: TonearmPage) -> None:
    page.download_to_review()
    picture = page.evaluate("""async () => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 200 });
        canvas.getContext('2d').fillRect(0, 0, 300, 200);
        return canvas.toDataURL('image/png').split(',')[1];
    }""")
    page.locator("dialog input[type=file]").set_input_files(
        {"name": "cover.png", "mimeType": "image/png", "buffer": base64.b64decode(picture)})
    crop = page.review.get_by_role("checkbox", name="Square crop")
    expect(crop).to_be_checked()
    eventually("the cropped cover to be there", lambda: cover_size(page) == (200, 200))
    crop.uncheck()
    eventually("the whole cover to be there", lambda: cover_size(page) == (300, 200))


def test_a_file_that_is_no_picture_is_told(page: TonearmPage) -> None:
    page.download_to_review()
    page.locator("dialog input[type=file]").set_input_files(
        {"name": "cover.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(page.review).to_contain_text("not a picture")


def test_a_save_that_another_tab_made_closes_the_dialog(page: TonearmPage) -> None:
    page.download_to_review("Shared Boats")
    other = page.another_tab()
    other.row("Shared Boats").get_by_role("button", name="Review").click()
    other.save()
    expect(page.review).to_be_hidden()


def cover_size(page: TonearmPage) -> tuple[int, int]:
    """What the server has as the cover of the newest download, in pixels."""
    size = page.evaluate("""async () => {
        const { downloads } = await (await fetch('/api/v1/downloads')).json();
        const { width, height } = await createImageBitmap(await (await fetch(downloads[0].coverUrl)).blob());
        return [width, height];
    }""")
    return size[0], size[1]
