"""Links that cannot become a track end with a reason, and leave nothing behind."""

import pytest
import yaml

from expectations import assert_fails
from failure_cases import ELSEWHERE, LIMITS, PAGES, PLAYLISTS, SAID, SERVER
from listener import Listener
from tonearm_stack import CHECKOUT, PROGRAMS, TonearmStack


@pytest.mark.parametrize("path, code", PAGES)
def test_a_page_without_a_track_ends_with_a_reason(
    stack: TonearmStack, user: Listener, path: str, code: str
) -> None:
    failed = assert_fails(user, stack, stack.site.url(path), code)
    if code == "egress_denied":  # it names what it did not connect to
        assert "169.254.169.254" in failed["error"]


def test_a_radio_station_is_refused_within_seconds(stack: TonearmStack, user: Listener) -> None:
    id = user.submit(stack.site.url("/radio"))
    assert user.event("download_failed", id, within=20)["failure"]["code"] == "live_stream"


@pytest.mark.parametrize("name, code", PLAYLISTS)
def test_a_hostile_playlist_is_not_obeyed(stack: TonearmStack, user: Listener, name: str, code: str) -> None:
    assert_fails(user, stack, stack.site.url(f"/hls-evil/{name}.m3u8"), code)


@pytest.mark.parametrize("path", ["/playlist-in-disguise.mp3", "/script-in-disguise.mp3"])
def test_no_song_of_the_server_is_read(stack: TonearmStack, user: Listener, path: str) -> None:
    secret = PROGRAMS / "media-site/v3/long.mp3"
    assert secret.exists()
    assert_fails(user, stack, stack.site.url(path, reads=str(secret)), "broken_media")


def test_every_code_that_the_api_promises_has_a_case() -> None:
    document = yaml.safe_load((CHECKOUT / "Sources/APIServer/openapi.yaml").read_text())
    tested = {case[-1] for case in [*PAGES, *PLAYLISTS, *LIMITS]} | {recording.code for recording in SAID}
    assert tested | SERVER | ELSEWHERE == set(document["components"]["schemas"]["FailureCode"]["enum"])
