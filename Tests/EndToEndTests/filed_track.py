"""A file in the library, as other people's programs see it."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutagen.id3 import ID3

from tonearm_stack import TonearmStack

JPEG_FRONT = ("image/jpeg", 3)
"""What `pictures` has for a front cover."""


@dataclass(frozen=True)
class FiledTrack:
    path: Path

    @classmethod
    def of(cls, download: Any, stack: TonearmStack) -> "FiledTrack":
        """The file that a completed download became."""
        return cls(stack.library / download["libraryPath"])

    @property
    def tag(self) -> ID3:
        return ID3(self.path, translate=False)

    @property
    def texts(self) -> dict[str, str]:
        """The texts and addresses in the tag, by frame."""
        frames = self.tag.items()
        return {key: str(frame.text[0]) for key, frame in frames if hasattr(frame, "text")} | {
            key: frame.url for key, frame in frames if hasattr(frame, "url")}

    @property
    def pictures(self) -> list[tuple[str, int]]:
        """The media type and the picture type of each."""
        return [(frame.mime, int(frame.type)) for frame in self.tag.getall("APIC")]

    def ffprobe(self) -> Any:
        """What ffprobe reads: `format` and `streams`."""
        return json.loads(_output(
            "ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", f"file:{self.path}"))

    def complaints(self) -> str:
        """What ffmpeg complains about when it plays all of the sound; empty where all is well."""
        outcome = subprocess.run(
            ["ffmpeg", "-nostdin", "-v", "error", "-i", f"file:{self.path}", "-map", "0:a", "-f", "null", "-"],
            check=False, capture_output=True, text=True)
        return outcome.stderr + (f" status {outcome.returncode}" if outcome.returncode else "")

    def sound(self) -> str:
        return sound(f"file:{self.path}")


def sound(address: str) -> str:
    """A checksum of the compressed sound at an address, whatever its tags are."""
    return _output(
        "ffmpeg", "-nostdin", "-v", "error", "-i", address, "-map", "0:a", "-c", "copy", "-f", "md5", "-")


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
