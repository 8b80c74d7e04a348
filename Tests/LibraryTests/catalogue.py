"""The catalogue of a library, as the API shows it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from api_client import APIClient
from program import eventually

Track = dict[str, Any]


@dataclass(frozen=True)
class Catalogue:
    """What a user sees of it."""

    client: APIClient

    def tracks(self, limit: int = 500, **parameters: str) -> list[Track]:
        """All tracks, page by page."""
        tracks: list[Track] = []
        cursor: str | None = ""
        while cursor is not None:
            query = urlencode({"limit": limit, "cursor": cursor, **parameters})
            page = self.client.send("GET", f"/api/v1/tracks?{query}").json
            tracks, cursor = tracks + page["tracks"], page["nextCursor"]
        assert len(tracks) == page["total"]
        return tracks

    def by_path(self) -> dict[str, Track]:
        """All tracks by their paths, of which each has one."""
        tracks = self.tracks()
        by_path = {track["path"]: track for track in tracks}
        assert len(by_path) == len(tracks) == len({track["id"] for track in tracks})
        return by_path

    def await_track(self, path: str, status: str = "ok", within: float = 30) -> Track:
        """The track at `path`, once it has that status."""
        found: dict[str, Track] = {}

        def is_there() -> bool:
            found.update({track["path"]: track for track in self.tracks()})
            return path in found and found[path]["status"] == status

        eventually(f"{path} to be {status}", is_there, within)
        return found[path]
