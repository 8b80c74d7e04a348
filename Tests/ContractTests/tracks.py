"""Tracks in the library of the Tonearm that has a worker."""

import subprocess
from functools import cache
from typing import Any

from api_client import Answer, APIClient
from program import eventually
from world import World


@cache
def track(world: World, name: str = "Still Water.flac") -> Any:
    """The track of a new file, which has a second of a tone in it and no tags."""
    made = world.busy.folder / name
    subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=d=1", made], check=True)
    made.rename(world.busy.library / name)
    return listed(world, name)


@cache
def trashed(world: World) -> Any:
    """A track whose file is in the trash."""
    thrown = track(world, "Thrown Away.mp3")
    assert send(world, "DELETE", thrown).status == 204
    return thrown


@cache
def unreadable(world: World) -> Any:
    """The track of a file that only has the name of one."""
    name = "Nothing.mp3"
    (world.busy.library / name).write_bytes(b"nothing")
    return listed(world, name)


def listed(world: World, path: str) -> Any:
    """The track at a path of the library, waited for until nothing of it is to come."""
    def found() -> Any:
        answer = world.miles.client.send("GET", "/api/v1/tracks?limit=500")
        tracks = answer.json["tracks"] if answer.status == 200 else []  # no catalogue yet
        at_path = (it for it in tracks if it["path"] == path and it["status"] != "pending")
        return next(at_path, None)

    eventually(f"{path} in the list", found, 30)
    return found()


def send(world: World, method: str, track: Any, what: str = "", **request: Any) -> Answer:
    """Sends a request of miles' for a track."""
    return world.miles.client.send(method, f"/api/v1/tracks/{track['id']}{what}", **request)


def replace_cover(world: World, track: Any) -> Answer:
    picture = APIClient(world.busy.site.authority).send("GET", "/cover.png").body
    return send(
        world, "PUT", track, "/cover", body=picture, headers={"Content-Type": "image/png"})
