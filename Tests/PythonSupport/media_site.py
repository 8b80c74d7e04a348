"""The small site of good, slow, broken and hostile sources; `media-site/routes.py` lists its addresses."""

import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from api_client import APIClient
from program import Program

SCRIPT = Path(__file__).parent / "media-site/media_site.py"


class MediaSite:
    """Runs on a loopback port of its own from now on; keeps its media files in `folder`."""

    def __init__(self, folder: Path, log: Path):
        self.program = Program([sys.executable, SCRIPT, "--folder", folder], log)
        self.program.await_ready(lambda: log.read_text().endswith("}\n"))
        self.authority = json.loads(log.read_text())["url"].removeprefix("http://")

    def url(self, path: str, **parameters: str | int) -> str:
        """The address of a page, such as `/page`, with `parameters` as its query."""
        query = urlencode(parameters, quote_via=quote)
        return f"http://{self.authority}{path}" + (f"?{query}" if query else "")

    def content(self, path: str) -> bytes:
        """What the site has at `path`."""
        return APIClient(self.authority).send("GET", path).body

    def requests(self) -> list[dict[str, Any]]:
        """All requests so far: `method`, `path` with its query, `cookie` and more of each."""
        requests: list[dict[str, Any]] = APIClient(self.authority).send("GET", "/log").json
        return requests
