"""Every format that the library takes: listed, played, edited, thrown away and brought back."""

import unicodedata
from typing import Any

import pytest

from api_client import Answer
from catalogue import Catalogue, Track
from event_stream import EventStream
from program import eventually
from sounds import (
    FIELDS, FORMATS, SECONDS, SOX_FORMATS, heard, picture, read_covers, read_tags, sound, write_tags,
)
from tonearm_stack import TonearmStack

TYPES = {
    "mp3": "audio/mpeg", "flac": "audio/flac", "m4a": "audio/mp4", "ogg": "audio/ogg",
    "opus": "audio/ogg", "wav": "audio/wav", "aiff": "audio/aiff",
}
TAGS: dict[str, Any] = {
    "title": "Лодочка — 紙の船 ⛵", "artist": "Χρήστος & Ғалым", "album": "أغاني البحر",
    "albumArtist": "שירי ים", "year": 1987, "genre": "Fado / 民謡", "trackNumber": 7, "discNumber": 2,
}
NEW_TAGS: dict[str, Any] = {
    "title": "Đường về: “Ấy”", "artist": "गायक", "album": None, "albumArtist": "ทะเล 🌊",
    "year": 2024, "genre": "Ελαφρό", "trackNumber": 99, "discNumber": None,
}
MADE = [(format, "ffmpeg") for format in FORMATS] + [(format, "sox") for format in SOX_FORMATS]


class Recording:
    """A track of a format in the library, with a cover and tags in many scripts."""

    def __init__(self, stack: TonearmStack, catalogue: Catalogue, format: str, maker: str):
        self.format, self.client = format, catalogue.client
        self.file = stack.library / f"{maker} {format}.{format}"
        outside = stack.folder / self.file.name
        outside.write_bytes(sound(format, maker))
        write_tags(outside, TAGS, picture("red"))
        self.heard = heard(outside)
        outside.rename(self.file)
        self.first = catalogue.await_track(self.file.name)
        self.address = f"/api/v1/tracks/{self.first['id']}"

    def ask(self, method: str, path: str = "", **options: Any) -> Answer:
        return self.client.send(method, self.address + path, **options)

    @property
    def track(self) -> Track:
        track: Track = self.ask("GET").json
        return track


@pytest.fixture(scope="module", params=MADE, ids=" by ".join)
def recording(
    request: pytest.FixtureRequest, stack: TonearmStack, catalogue: Catalogue
) -> Recording:
    return Recording(stack, catalogue, *request.param)


def test_it_is_listed_with_what_it_says(recording: Recording) -> None:
    track = recording.first
    assert {field: track[field] for field in FIELDS} == TAGS
    assert track["path"] == recording.file.name
    assert track["format"] == recording.format
    assert track["sizeBytes"] == recording.file.stat().st_size
    assert track["durationSeconds"] == pytest.approx(SECONDS, abs=0.1)
    assert track["bitrateKbps"] > 10
    assert (track["sourceUrl"], track["downloadId"]) == (None, None)


@pytest.mark.parametrize("words", ["лодоч", "ΧΡΗΣΤΟΣ", "αlbum", "紙", "أغاني", "fado"])
def test_it_is_found_by_its_words(recording: Recording, catalogue: Catalogue, words: str) -> None:
    found = [track["id"] for track in catalogue.tracks(query=words)]
    is_meant = words not in ("αlbum", "fado")  # no word of it begins so; a genre is not searched
    assert (recording.first["id"] in found) is is_meant


def test_its_cover_is_shown(recording: Recording) -> None:
    address = recording.first["coverUrl"]
    small = recording.client.send("GET", address)
    large = recording.client.send("GET", f"{address}&size=large")
    assert [(answer.status, answer.type) for answer in (small, large)] == [(200, "image/jpeg")] * 2
    assert "immutable" in small.headers["Cache-Control"]
    again = recording.client.send("GET", address, headers={"If-None-Match": small.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


def test_it_is_played_whole_and_in_parts(recording: Recording) -> None:
    data = recording.file.read_bytes()
    size = len(data)
    whole = recording.ask("GET", "/stream")
    assert (whole.status, whole.type) == (200, TYPES[recording.format])
    assert (whole.body, whole.headers["Accept-Ranges"]) == (data, "bytes")
    head = recording.ask("HEAD", "/stream")
    assert (head.status, head.headers["Content-Length"], head.body) == (200, str(size), b"")
    parts = {"0-0": (0, 1), "100-": (100, size), "-10": (size - 10, size), "9-99999999": (9, size)}
    for range, (first, end) in parts.items():
        part = recording.ask("GET", "/stream", headers={"Range": f"bytes={range}"})
        assert (part.status, part.body) == (206, data[first:end])
        assert part.headers["Content-Range"] == f"bytes {first}-{end - 1}/{size}"
    beyond = recording.ask("GET", "/stream", headers={"Range": f"bytes={size}-"})
    assert (beyond.status, beyond.headers["Content-Range"]) == (416, f"bytes */{size}")
    for tag, status in ((whole.headers["ETag"], 206), ('"other"', 200)):
        headers = {"Range": "bytes=0-9", "If-Range": tag}
        assert recording.ask("GET", "/stream", headers=headers).status == status


def test_an_edit_is_in_the_file_which_sounds_the_same(recording: Recording) -> None:
    answer = recording.ask("PATCH", json=NEW_TAGS)
    assert answer.status == 200, answer.body
    edited = answer.json
    assert {field: edited[field] for field in FIELDS} == NEW_TAGS
    kept = ("id", "path", "addedAt", "format", "durationSeconds")
    assert {name: edited[name] for name in kept} == {name: recording.first[name] for name in kept}
    assert edited["sizeBytes"] == recording.file.stat().st_size
    assert read_tags(recording.file) == NEW_TAGS
    assert read_covers(recording.file) == [picture("red")]
    assert heard(recording.file) == recording.heard


def test_a_field_that_is_not_named_stays(recording: Recording) -> None:
    before = read_tags(recording.file)
    assert recording.ask("PATCH", json={"year": 1999}).status == 200
    assert read_tags(recording.file) == {**before, "year": 1999}


def test_a_title_that_stays_verbatim(recording: Recording) -> None:
    title = unicodedata.normalize("NFD", "Ünïcode") + "  with  gaps"
    assert recording.ask("PATCH", json={"title": title}).json["title"] == title
    assert read_tags(recording.file)["title"] == title


def test_it_is_renamed_when_asked(recording: Recording) -> None:
    values = {"title": f"AC/DC? {recording.file.stem}", "artist": "..", "rename": True}
    answer = recording.ask("PATCH", json=values)
    assert answer.status == 200, answer.body
    assert not recording.file.exists()
    path = answer.json["path"]
    assert path.endswith(f".{recording.format}")
    recording.file = recording.file.parent / path
    assert heard(recording.file) == recording.heard
    assert recording.track["id"] == recording.first["id"]


def test_a_new_cover_is_in_the_file_once(recording: Recording) -> None:
    answer = recording.ask(
        "PUT", "/cover", body=picture("blue", 400), headers={"Content-Type": "image/jpeg"})
    assert answer.status == 204, answer.body
    [cover] = read_covers(recording.file)
    assert cover.startswith(b"\xff\xd8") and cover != picture("red")
    assert heard(recording.file) == recording.heard

    def has_changed() -> bool:
        track = recording.track
        return track["coverUrl"] != recording.first["coverUrl"] and track["status"] == "ok"

    eventually("another cover", has_changed, 10)
    assert recording.client.send("GET", recording.track["coverUrl"]).status == 200


def test_it_is_thrown_away_and_brought_back(recording: Recording, stream: EventStream) -> None:
    before, data = recording.track, recording.file.read_bytes()
    assert recording.ask("DELETE").status == 204
    stream.event("track_removed", before["id"])
    assert not recording.file.exists()
    assert (recording.ask("GET").status, recording.ask("GET", "/stream").status) == (404, 404)
    assert recording.ask("DELETE").status in (204, 404)
    answer = recording.ask("POST", "/restore")
    assert answer.status == 200, answer.body
    assert {**answer.json, "updatedAt": None} == {**before, "updatedAt": None}
    assert recording.file.read_bytes() == data
    stream.event("track_added", before["id"])
    assert recording.ask("POST", "/restore").status in (200, 404)


def test_what_is_brought_back_replaces_nothing(
    recording: Recording, catalogue: Catalogue
) -> None:
    before, data = recording.track, recording.file.read_bytes()
    assert recording.ask("DELETE").status == 204
    recording.file.write_bytes(sound(recording.format))
    catalogue.await_track(recording.file.name)
    back = recording.ask("POST", "/restore").json
    other = recording.file.with_name(f"{recording.file.stem} (2).{recording.format}")
    assert (back["id"], back["path"]) == (before["id"], other.name)
    assert (other.read_bytes(), recording.file.read_bytes()) == (data, sound(recording.format))
    assert catalogue.by_path()[recording.file.name]["id"] != before["id"]
    recording.file = other
