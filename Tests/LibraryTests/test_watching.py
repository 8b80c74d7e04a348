"""What happens in the folder is seen by everybody who listens, within two seconds."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue import Catalogue
from event_stream import EventStream
from program import eventually
from sounds import titled
from tonearm_stack import TonearmStack
from watched import LIMIT, Watched


@pytest.fixture
def watched(
    stack: TonearmStack, stream: EventStream, catalogue: Catalogue, request: pytest.FixtureRequest
) -> Watched:
    return Watched(stack, stream, catalogue, str(abs(hash(request.node.name))))


def copy(source: Path, file: Path) -> None:
    shutil.copyfile(source, file)


def copy_slowly(source: Path, file: Path) -> None:
    with file.open("wb", buffering=0) as target:
        data = source.read_bytes()
        for start in range(0, len(data), 500):
            target.write(data[start:start + 500])
            time.sleep(0.1)


def move_in(source: Path, file: Path) -> None:
    source.rename(file)


def save_beside(source: Path, file: Path) -> None:
    part = file.with_name(file.name + ".part")
    shutil.copyfile(source, part)
    part.rename(file)


def hide_and_show(source: Path, file: Path) -> None:
    hidden = file.with_name("." + file.name)
    shutil.copyfile(source, hidden)
    hidden.rename(file)


def link(source: Path, file: Path) -> None:
    os.link(source, file)


@pytest.mark.parametrize("put", [copy, copy_slowly, move_in, save_beside, hide_and_show, link])
@pytest.mark.parametrize("depth", [0, 5])
def test_a_new_file_is_seen(watched: Watched, put: Callable[[Path, Path], None], depth: int) -> None:
    source = watched.elsewhere / "new.mp3"
    source.write_bytes(titled("New"))
    file = watched.folder.joinpath(*["deep"] * depth, "new.mp3")
    file.parent.mkdir(parents=True, exist_ok=True)
    put(source, file)
    track = watched.hears("track_added", path=watched.path(file))
    assert (track["title"], track["sizeBytes"]) == ("New", file.stat().st_size)
    assert watched.settles(file)["id"] == track["id"]


def test_a_folder_moved_in_is_seen_with_all_that_is_in_it(watched: Watched) -> None:
    album = watched.elsewhere / "album"
    (album / "disc 2").mkdir(parents=True)
    names = ["1.mp3", "2.mp3", "disc 2/1.mp3"]
    for name in names:
        (album / name).write_bytes(titled(name))
    album.rename(watched.folder / "album")
    for name in names:
        watched.hears("track_added", path=watched.path(watched.folder / "album" / name))


def in_place(file: Path, data: bytes) -> None:
    file.write_bytes(data)


def by_rename(file: Path, data: bytes) -> None:
    new = file.with_name(f".{file.name}.new")
    new.write_bytes(data)
    new.rename(file)


def removed_first(file: Path, data: bytes) -> None:
    new = file.with_name(f"{file.name}.tmp")
    new.write_bytes(data)
    file.unlink()
    new.rename(file)


def kept_as_backup(file: Path, data: bytes) -> None:
    file.rename(file.with_name(file.name + "~"))
    file.write_bytes(data)


@pytest.mark.parametrize("write", [in_place, by_rename])
def test_a_rewritten_file_is_seen_as_the_same_track(
    watched: Watched, write: Callable[[Path, bytes], None]
) -> None:
    [track] = watched.has("song.mp3")
    write(watched.folder / "song.mp3", titled("Rewritten"))
    watched.hears("track_updated", id=track["id"], title="Rewritten", path=track["path"])
    assert watched.settles(watched.folder / "song.mp3")["addedAt"] == track["addedAt"]


@pytest.mark.parametrize("write", [removed_first, kept_as_backup])
def test_a_file_that_is_gone_for_a_moment_is_seen_again(
    watched: Watched, write: Callable[[Path, bytes], None]
) -> None:
    [track] = watched.has("song.mp3")
    write(watched.folder / "song.mp3", titled("Rewritten"))

    def is_seen() -> bool:
        now = watched.catalogue.by_path().get(track["path"])
        return now is not None and now["title"] == "Rewritten"

    eventually("the new title", is_seen, LIMIT)


def test_a_file_with_another_date_is_seen_as_the_same_track(watched: Watched) -> None:
    [track] = watched.has("song.mp3")
    os.utime(watched.folder / "song.mp3", (1, 1))
    watched.forget()
    watched.hears("track_updated", id=track["id"])


def unlink(folder: Path, elsewhere: Path) -> None:
    (folder / "album/1.mp3").unlink()
    (folder / "album/2.mp3").unlink()


def remove_tree(folder: Path, elsewhere: Path) -> None:
    shutil.rmtree(folder / "album")


def move_out(folder: Path, elsewhere: Path) -> None:
    (folder / "album").rename(elsewhere / "album")


def hide(folder: Path, elsewhere: Path) -> None:
    (folder / "album").rename(folder / ".album")


@pytest.mark.parametrize("remove", [unlink, remove_tree, move_out, hide])
def test_what_goes_away_is_removed(watched: Watched, remove: Callable[[Path, Path], None]) -> None:
    tracks = watched.has("album/1.mp3", "album/2.mp3", "other.mp3")
    remove(watched.folder, watched.elsewhere)
    for track in tracks[:2]:
        watched.hears("track_removed", id=track["id"])
    left = watched.catalogue.by_path()
    assert [track["path"] in left for track in tracks] == [False, False, True]


def test_moved_files_and_folders_keep_their_tracks(watched: Watched) -> None:
    tracks = watched.has("album/1.mp3", "album/disc 2/2.mp3", "single.mp3")
    (watched.folder / "album").rename(watched.folder / "record")
    (watched.folder / "single.mp3").rename(watched.folder / "record/3.mp3")
    new = ["record/1.mp3", "record/disc 2/2.mp3", "record/3.mp3"]
    for track, name in zip(tracks, new):
        path = watched.path(watched.folder / name)
        moved = watched.hears("track_updated", id=track["id"], path=path)
        assert moved["addedAt"] == track["addedAt"]
    (watched.folder / "record").rename(watched.library / f"{watched.folder.name} moved")
    for track, name in zip(tracks, new):
        watched.hears("track_updated", id=track["id"], path=f"{watched.folder.name} moved/{name[7:]}")
    assert not any(event.name == "track_removed" for event in watched.stream.events)


def test_a_file_that_cannot_be_read_is_listed_with_the_reason(watched: Watched) -> None:
    file = watched.folder / "broken.mp3"
    file.write_text("This is a letter. " * 500)
    track = watched.hears("track_added", path=watched.path(file))
    assert track["status"] == "error" and len(track["statusDetail"]) > 10
    file.write_bytes(titled("Repaired"))
    watched.hears("track_updated", id=track["id"], title="Repaired", statusDetail=None)


def test_much_at_once_is_told_as_one(watched: Watched) -> None:
    for number in range(100):
        (watched.folder / f"{number}.mp3").write_bytes(titled(f"{number}"))
    watched.hears("library_changed")
    begin = f"{watched.folder.name}/"

    def count() -> int:
        return sum(path.startswith(begin) for path in watched.catalogue.by_path())

    eventually("all of them", lambda: count() == 100, 10)
    assert sum(event.name == "track_added" for event in watched.stream.events) <= 40


def replaced_by_nothing(library: Path, away: Path) -> None:
    library.rename(away)


def replaced_by_an_empty_folder(library: Path, away: Path) -> None:
    library.rename(away)
    library.mkdir()


def back(library: Path, away: Path) -> None:
    shutil.rmtree(library, ignore_errors=True)  # where the worker may be making its own folder
    away.rename(library)


@pytest.mark.parametrize(
    "take_away, is_seen",
    [
        (replaced_by_nothing, True), (replaced_by_an_empty_folder, True),
        (replaced_by_an_empty_folder, False),  # without a folder, the worker does not start
    ])
def test_a_library_that_is_away_comes_back_with_the_same_tracks(
    watched: Watched, stack: TonearmStack, take_away: Callable[[Path, Path], None], is_seen: bool
) -> None:
    watched.has("album/1.mp3", "2.mp3")
    eventually("the others", lambda: statuses(watched.catalogue) <= {"ok", "error"}, 10)
    before = {track["id"]: track for track in watched.catalogue.tracks()}
    away = stack.folder / "away"
    worker = stack.parts["worker-1"]
    if not is_seen:
        worker.end()
    take_away(stack.library, away)
    if not is_seen:
        worker.start()
    try:
        eventually("all are missing", lambda: statuses(watched.catalogue) == {"missing"}, 20)
        assert {track["id"] for track in watched.catalogue.tracks()} == before.keys()
        watched.hears("library_changed")
    finally:
        back(stack.library, away)

    def is_as_before() -> bool:
        after = {track["id"]: {**track, "updatedAt": None} for track in watched.catalogue.tracks()}
        return after == {id: {**track, "updatedAt": None} for id, track in before.items()}

    eventually("all are back", is_as_before, 20)
    assert not any(event.name == "track_removed" for event in watched.stream.events)


def statuses(catalogue: Catalogue) -> set[str]:
    return {track["status"] for track in catalogue.tracks()}
