"""The files of a library, as other people's programs see them."""

import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

from mutagen.id3 import ID3, ID3NoHeaderError


@dataclass(frozen=True)
class FiledTrack:
    path: Path
    download: str | None
    """The id of the download that it came from."""
    title: str
    artist: str
    is_whole: bool
    """Whether ffmpeg plays all of it without a complaint."""

    @classmethod
    def at(cls, path: Path) -> "FiledTrack":
        data = path.read_bytes()
        try:
            tag = ID3(path, translate=False)
        except ID3NoHeaderError:
            return cls(path, None, "", "", False)
        ids = tag.getall("TXXX:TONEARM_DOWNLOAD_ID")
        sound = hashlib.sha256(data[tag.size:]).hexdigest()
        return cls(
            path, ids[0].text[0] if ids else None, str(tag.get("TIT2", "")), str(tag.get("TPE1", "")),
            _plays(sound, path))


def tracks(library: Path) -> list[FiledTrack]:
    """What is filed, Tonearm's own folder aside."""
    found = []
    for path in library.rglob("*.mp3"):
        if ".tonearm" not in path.parts:
            try:
                found.append(FiledTrack.at(path))
            except FileNotFoundError:
                pass  # it is being moved
    return found


_verdicts: dict[str, bool] = {}


def _plays(sound: str, path: Path) -> bool:
    """Whether the file plays to its end; asked once for each `sound`, for most tests have only one."""
    if sound not in _verdicts:
        outcome = subprocess.run(
            ["ffmpeg", "-nostdin", "-v", "error", "-i", f"file:{path}", "-map", "0:a", "-f", "null", "-"],
            check=False, capture_output=True)
        _verdicts[sound] = outcome.returncode == 0 and not outcome.stderr
    return _verdicts[sound]
