"""Formats that browsers or writers of tags know less of: listed with their texts, and played as they are."""

import subprocess

import pytest

from catalogue import Catalogue
from sounds import SECONDS
from tonearm_stack import TonearmStack

TYPES = {
    "aac": ("aac", "audio/aac"), "tta": ("tta", "audio/x-tta"), "wv": ("wv", "audio/x-wavpack"),
    "wma": ("wma", "audio/x-ms-wma"), "mka": ("mka", "audio/x-matroska"), "aifc": ("aiff", "audio/aiff"),
}
"""By extension: the format, and the type that it is served as."""

OPTIONS = {
    "aac": ["-write_id3v2", "1"],
    "aifc": ["-write_id3v2", "1", "-c:a", "pcm_s16be", "-f", "aiff"],
}
"""What ffmpeg needs to write tags, or the file at all."""


@pytest.mark.parametrize("suffix", TYPES)
def test_it_is_listed_and_played(stack: TonearmStack, catalogue: Catalogue, suffix: str) -> None:
    format, type = TYPES[suffix]
    outside = stack.folder / f"other.{suffix}"
    tone = f"sine=duration={SECONDS}:sample_rate=44100"
    subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", tone, "-metadata", "title=Übermorgen",
         *OPTIONS.get(suffix, []), str(outside)],
        check=True)
    content = outside.read_bytes()
    file = stack.library / outside.name
    outside.rename(file)
    track = catalogue.await_track(file.name)
    assert track["format"] == format
    assert track["durationSeconds"] == pytest.approx(SECONDS, abs=0.15)
    assert track["title"] == "Übermorgen"
    played = catalogue.client.send("GET", f"/api/v1/tracks/{track['id']}/stream")
    assert (played.status, played.headers["Content-Type"]) == (200, type)
    assert played.body == content
