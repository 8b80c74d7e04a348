"""A worker that dies amid an edit leaves it to the next one, and every track stays what it is."""

from collections.abc import Iterator

import pytest

from catalogue import Catalogue, Track
from program import eventually
from sounds import titled
from tonearm_stack import TonearmStack, User


@pytest.fixture(scope="module")
def stack() -> Iterator[TonearmStack]:
    """Without a worker: each test has its own."""
    with TonearmStack(workers=0, settings={"TONEARM_LEASE_SECONDS": "2"}) as stack:
        yield stack


@pytest.fixture(scope="module")
def user(stack: TonearmStack) -> User:
    return stack.add_user("nina")


@pytest.fixture(scope="module")
def catalogue(user: User) -> Catalogue:
    return Catalogue(user.client)


class Interrupted:
    """A worker that dies at a point of its work, and the one that takes over."""

    def __init__(self, stack: TonearmStack, catalogue: Catalogue, point: str):
        self.stack, self.catalogue = stack, catalogue
        stack.start_worker(1, {"TONEARM_FAULT": f"{point}:kill"})
        (stack.library / "other.mp3").write_bytes(titled("Other"))  # an empty library counts as one that is away
        (stack.library / f"{point}.mp3").write_bytes(titled("Before", audio=1))
        self.track = catalogue.await_track(f"{point}.mp3")

    def hand_over(self) -> None:
        eventually("its death", lambda: not self.stack.parts["worker-1"].is_running, 30)
        self.stack.start_worker(2)

    def becomes(self, within: float = 30, **values: str) -> Track:
        """The track of the same identity, once it has these values."""
        found: Track = {}

        def is_so() -> bool:
            found.update(next((t for t in self.catalogue.tracks() if t["id"] == self.track["id"]), {}))
            return values.items() <= found.items()

        eventually(f"{values}", is_so, within)
        return found


@pytest.fixture
def interrupted(
    stack: TonearmStack, catalogue: Catalogue, request: pytest.FixtureRequest
) -> Iterator[Interrupted]:
    yield Interrupted(stack, catalogue, request.param)
    stack.parts["worker-2"].end()


@pytest.mark.parametrize("interrupted", ["renamed"], indirect=True)
def test_an_edit_is_done_by_the_next(interrupted: Interrupted, user: User) -> None:
    edit = {"title": "After", "artist": "Phoenix", "rename": True}
    user.client.send("PATCH", f"/api/v1/tracks/{interrupted.track['id']}", json=edit)
    interrupted.hand_over()
    track = interrupted.becomes(title="After", path="Phoenix - After.mp3", status="ok")
    assert track["addedAt"] == interrupted.track["addedAt"]
    assert {file.name for file in interrupted.stack.library.glob("*.mp3")} == {track["path"], "other.mp3"}


@pytest.mark.parametrize("interrupted", ["trashed"], indirect=True)
def test_a_removed_track_can_be_restored(interrupted: Interrupted, user: User) -> None:
    path = f"/api/v1/tracks/{interrupted.track['id']}"
    user.client.send("DELETE", path)
    interrupted.hand_over()
    eventually(
        "one track less", lambda: interrupted.track["path"] not in interrupted.catalogue.by_path(), 30)
    restored = user.client.send("POST", f"{path}/restore")
    assert restored.status == 200 and restored.json["id"] == interrupted.track["id"]
    interrupted.becomes(path="trashed.mp3", status="ok")
