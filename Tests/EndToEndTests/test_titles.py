"""Titles that are hard on tags, file names and event streams."""

import pytest

from expectations import assert_problem
from filed_track import FiledTrack
from listener import Listener
from tonearm_stack import TonearmStack

TURN = "\u202e"
"""Turns the direction of text: left out of suggestions, while what a person typed keeps it."""


def file(stack: TonearmStack, user: Listener, title: str) -> tuple[str, str, str]:
    """Files a track of that title; returns its path, the title in its tag, and the one suggested."""
    id = user.submit(stack.site.url("/page", title=title, cover="", media="direct.mp3"))
    suggested = user.event("download_ready_for_review", id)["title"]
    saved = user.confirm(id, title=title, artist="Artist").json
    assert saved["libraryPath"] in stack.library_files
    return saved["libraryPath"], FiledTrack.of(saved, stack).texts["TIT2"], suggested


@pytest.mark.parametrize("title, name", [
    ("夜に駆ける 🎵👩‍🚀", "夜に駆ける 🎵👩🚀"),
    ("She said \"No\" 'n' left", "She said _No_ 'n' left"),
    ("AC/DC\\..\\../etc/passwd", "AC_DC_.._.._etc_passwd"),
    ("<b>Bold & <script>alert(2)</script></b>", "_b_Bold & _script_alert(2)__script___b_"),
    (f"أغنية {TURN}3pm.exe", "أغنية 3pm.exe"),
    ("%(title)s $(reboot) `id`", "%(title)s $(reboot) `id`"),
    ("...Dots and spaces... ", "...Dots and spaces"),
])
def test_a_title_is_written_as_it_is_under_a_safe_name(
    stack: TonearmStack, user: Listener, title: str, name: str
) -> None:
    path, tagged, suggested = file(stack, user, title)
    assert path == f"Artist - {name}.mp3"
    assert tagged == title
    assert suggested == title.replace(TURN, "").strip()


def test_a_title_fits_into_a_file_name_however_long_it_is(stack: TonearmStack, user: Listener) -> None:
    title = (43 * "é夜👩‍👩‍👧 ")[:300]
    path, tagged, _ = file(stack, user, title)
    assert tagged == title
    assert len(path.encode()) <= 200
    assert path.startswith("Artist - é夜") and path.endswith(".mp3")


def test_a_title_cannot_break_the_event_stream(stack: TonearmStack, user: Listener) -> None:
    title = "One\r\n\r\nevent: snapshot\rdata: {}\n\nid: 9\u2028Two"
    id = user.submit(stack.site.url("/page", title=title, cover=""))
    ready = user.event("download_ready_for_review", id)
    assert ready["title"] == "One event: snapshot data: {} id: 9 Two"
    assert user.stream.garbage == []
    assert [event.name for event in user.stream.events].count("snapshot") == 1
    assert user.discard(id).status == 204


def test_titles_that_nobody_meant_are_refused(stack: TonearmStack, user: Listener) -> None:
    id = user.review(stack.site.url("/direct.mp3"))
    for title in ("", " \u3000", "One\nTwo", "Nul\0", 501 * "x"):
        assert_problem(user.confirm(id, title=title, artist="Artist"), 422, "invalid_metadata")
    assert user.discard(id).status == 204
