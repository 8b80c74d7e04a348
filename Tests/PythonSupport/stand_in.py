"""The program of `stand-in/`, which workers can be given in place of yt-dlp, and what yt-dlp itself once said."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "stand-in"
YT_DLP = FOLDER / "yt-dlp"
SETTINGS = {"TONEARM_YTDLP_PATH": str(YT_DLP)}
"""What makes a worker use it. It does what a link http://SITE/act/NAME?… asks for."""


@dataclass(frozen=True)
class Recording:
    """What yt-dlp 2026.08.19 writes to standard error where a download fails, and the code of that failure."""

    code: str
    text: str


def _recordings() -> list[Recording]:
    """The wordings of yt-dlp are from its source, those of sites from reports in its issue tracker."""
    files = sorted((FOLDER / "recordings").iterdir())
    return [Recording(file.name.partition(".")[0], text)
            for file in files for text in file.read_text().split("\n\n") if text]


RECORDINGS = _recordings()
