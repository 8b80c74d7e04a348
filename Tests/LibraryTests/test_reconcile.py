"""What happened while nobody watched is found out, and every file keeps its track."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from catalogue import Catalogue
from program import eventually
from sounds import titled
from tonearm_stack import TonearmStack

COUNT = 30


@contextmanager
def unwatched(stack: TonearmStack) -> Iterator[None]:
    worker = stack.parts["worker-1"]
    worker.end()
    yield
    worker.start()


@contextmanager
def watched(stack: TonearmStack) -> Iterator[None]:
    yield


def move_away_and_copy(folder: Path) -> None:
    """Every file is renamed, and there is a copy of it."""
    new = folder / "new"
    new.mkdir()
    for number in range(COUNT):
        (folder / f"{number}.mp3").rename(new / f"{number}.mp3")
        shutil.copyfile(new / f"{number}.mp3", new / f"{number} copy.mp3")


def move_away_and_link(folder: Path) -> None:
    """Every file gets two other names in place of its own."""
    for number in range(COUNT):
        file = folder / f"{number}.mp3"
        (folder / f"{number} link.mp3").hardlink_to(file)
        file.rename(folder / f"{number} new.mp3")


def count_up(folder: Path) -> None:
    """Every file gets the name that the next one had."""
    for number in reversed(range(COUNT)):
        (folder / f"{number}.mp3").rename(folder / f"{number + 1}.mp3")


@pytest.mark.parametrize("change", [move_away_and_copy, move_away_and_link, count_up])
@pytest.mark.parametrize("watching", [unwatched, watched])
def test_renamed_files_keep_their_tracks(
    stack: TonearmStack, catalogue: Catalogue, change: Callable[[Path], None],
    watching: Callable[[TonearmStack], object],
) -> None:
    folder = stack.library / f"{change.__name__} {watching.__name__}"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number}.mp3").write_bytes(titled(f"{number}", audio=number))

    def shown() -> dict[str, str]:
        """The titles of the folder's tracks, by path."""
        return {path: track["title"] for path, track in catalogue.by_path().items()
                if path.startswith(f"{folder.name}/")}

    eventually("all to be listed", lambda: len(shown()) == COUNT, 20)
    before = {track["id"]: track["title"] for track in catalogue.tracks()}
    with watching(stack):
        change(folder)
    files = {str(file.relative_to(stack.library)) for file in folder.rglob("*.mp3")}
    eventually("all to be listed again", lambda: shown().keys() == files, 25)
    after = {track["id"]: track["title"] for track in catalogue.tracks()}
    assert before.items() <= after.items()
