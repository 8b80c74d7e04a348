"""The whole job, from every kind of source to a tagged file."""

import stat
import time
from dataclasses import dataclass, field
from typing import Any

import pytest

from filed_track import JPEG_FRONT, FiledTrack, sound
from listener import Listener
from tonearm_stack import TonearmStack


@dataclass(frozen=True)
class Source:
    """A link, and what becomes of it."""

    path: str
    title: str
    """What is suggested."""
    parameters: dict[str, str] = field(default_factory=dict)
    cover: tuple[int, int] | None = None
    """Width and height of the one in the file."""

    def __str__(self) -> str:
        return self.path + self.parameters.get("cover", "")


def page(cover: str, width: int, height: int) -> Source:
    return Source("/page", "Paper Boats", {"cover": cover}, (width, height))


FORMATS = ["mp3", "m4a", "opus", "flac", "aiff", "wma", "flv", "ac3", "eac3", "au", "mpg"]
SOURCES = [
    *(Source(f"/direct.{extension}", "direct") for extension in FORMATS),
    Source("/mislabelled.mp3", "mislabelled"), Source("/hls/master.m3u8", "master"),
    *(Source(f"/flawed-{flaw}.mp3", f"flawed-{flaw}") for flaw in ("zeros", "middle", "text", "tag", "spliced")),
    Source("/redirect", "direct"),
    page("cover.jpg", 1200, 675), page("cover.png", 600, 600), page("cover.webp", 641, 479),
    page("cover-shouted.JPG", 1200, 675),
]
TYPED = {
    "title": "Kites", "artist": "Wind & Co", "album": "Skies", "albumArtist": "Many", "year": 1999,
    "genre": "Folk", "trackNumber": 3, "discNumber": 2,
}
FRAMES = {
    "TIT2": "Kites", "TPE1": "Wind & Co", "TALB": "Skies", "TPE2": "Many", "TDRC": "1999",
    "TCON": "Folk", "TRCK": "3", "TPOS": "2",
}


@pytest.mark.parametrize("source", SOURCES, ids=str)
def test_a_source_becomes_a_tagged_track(stack: TonearmStack, user: Listener, source: Source) -> None:
    url = stack.site.url(source.path, **source.parameters)
    id = user.submit(url)
    assert user.event("download_metadata", id)["suggested"]["title"] == source.title
    ready = user.event("download_ready_for_review", id)
    assert (ready["tempId"], ready["title"]) == (id, source.title)
    assert ready["artist"] == ("The Lanterns" if source.cover else None)
    if source.cover:
        assert ready["coverDataUrl"].startswith("data:image/jpeg;base64,/9j/")
    else:
        assert ready["coverDataUrl"] is None

    answer = user.confirm(id, **TYPED)
    assert (answer.status, answer.json["state"]) == (200, "completed")
    user.event("download_completed", id)
    assert user.event_names(id) == [
        "download_queued", "download_started", "download_metadata", "download_ready_for_review",
        "download_finalizing", "download_completed"]
    assert stack.lock_holder(user.name) is None
    assert stack.staged(id) == []
    track = FiledTrack.of(answer.json, stack)
    assert_tagged(track, id, url, source.cover)
    assert_sounds(track, source.cover)


def assert_tagged(track: FiledTrack, id: str, url: str, cover: tuple[int, int] | None) -> None:
    """What mutagen reads is what was typed, and where it is from."""
    assert track.tag.version == (2, 4, 0)
    assert track.pictures == ([JPEG_FRONT] if cover else [])
    texts = track.texts
    assert texts.pop("TSSE")
    assert texts == {
        **FRAMES, "TXXX:TONEARM_DOWNLOAD_ID": id, "WOAS": url.replace("/redirect", "/direct.mp3")}


def assert_sounds(track: FiledTrack, cover: tuple[int, int] | None) -> None:
    """What ffmpeg reads is what was typed, and all of the sound."""
    report = track.ffprobe()
    tags = report["format"]["tags"]
    assert {name: tags[name] for name in ("title", "artist", "album", "album_artist", "date")} == {
        "title": "Kites", "artist": "Wind & Co", "album": "Skies", "album_artist": "Many", "date": "1999"}

    def streams(kind: str) -> list[Any]:
        return [stream for stream in report["streams"] if stream["codec_type"] == kind]

    assert [(picture["width"], picture["height"]) for picture in streams("video")] == [cover] * bool(cover)
    assert [stream["codec_name"] for stream in streams("audio")] == ["mp3"]
    assert abs(float(report["format"]["duration"]) - 6) < 0.2
    assert track.complaints() == ""
    assert stat.S_IMODE(track.path.stat().st_mode) == 0o640


def test_a_download_says_how_far_it_is(stack: TonearmStack, user: Listener) -> None:
    began = time.monotonic()
    id = user.review(stack.site.url("/slow.mp3", seconds=3))
    half_seconds = 2 * (time.monotonic() - began)
    reports = [event for event in user.events_of(id) if event.name == "download_progress"]
    for report in reports:
        assert report.id is None
        assert report.data.keys() == {"id", "phase", "percent", "speedBytesPerSecond", "etaSeconds"}
        assert 0 <= (report.data["percent"] or 0) <= 100
    downloading = [report.data for report in reports if report.data["phase"] == "downloading"]
    percents = [data["percent"] for data in downloading if data["percent"] is not None]
    assert len(percents) >= 3 and percents == sorted(percents)
    assert any((data["speedBytesPerSecond"] or 0) > 0 for data in downloading)
    assert reports[-1].data["phase"] == "converting"
    # One for each half second, and one for each phase.
    assert len(reports) <= half_seconds + 3
    assert user.discard(id).status == 204


def test_what_is_not_typed_comes_from_the_suggestion(stack: TonearmStack, user: Listener) -> None:
    url = stack.site.url("/page", media="direct.mp3")
    answer = user.confirm(user.review(url), title="Paper Boats", artist="The Lanterns")
    texts = FiledTrack.of(answer.json, stack).texts
    assert (texts["TALB"], texts["TPE2"], texts["TDRC"]) == ("Paper Boats", "The Lanterns", "2021")
    assert texts["WOAS"] == url


@pytest.mark.parametrize("path", ["/direct.mp3", "/song.php"])
def test_an_mp3_is_copied_as_it_is(stack: TonearmStack, user: Listener, path: str) -> None:
    url = stack.site.url(path)
    answer = user.confirm(user.review(url), title="As it is", artist="Nobody")
    assert FiledTrack.of(answer.json, stack).sound() == sound(url)


def test_the_same_sound_twice_on_a_page_is_one_track(stack: TonearmStack, user: Listener) -> None:
    answer = user.confirm(user.review(stack.site.url("/twice")), title="Only once", artist="Nobody")
    assert FiledTrack.of(answer.json, stack).sound() == sound(stack.site.url("/direct.mp3"))
