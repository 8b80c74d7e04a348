"""Everything at once, at random, while the worker dies again and again: the catalogue is right in the end."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from catalogue import Catalogue
from program import NeverHappened, eventually
from sounds import title, titled
from tonearm_stack import TonearmStack

STEPS = 1000
DEATHS = 5
SEED = int(os.environ.get("TONEARM_TEST_SEED") or Random().randrange(10**6))
NAMES = ("Älbum", "B & B", "日本語", "d'accord", "Ё", "50%", "g#h", "smile 🙂")


@pytest.fixture
def stack() -> Iterator[TonearmStack]:
    """Whoever dies there is soon followed by another."""
    with TonearmStack(settings={"TONEARM_LEASE_SECONDS": "2"}) as stack:
        yield stack


class Disorder:
    """Somebody, or several, in a library. They leave hidden folders alone, and the one called kept."""

    def __init__(self, library: Path, elsewhere: Path, random: Random):
        self.library, self.elsewhere, self.random = library, elsewhere, random
        self.count = 0
        self.steps = [
            (self.create, 6), (self.save, 3), (self.bring, 2), (self.rewrite, 3), (self.resave, 3),
            (self.rename, 5), (self.replace, 1), (self.delete, 4), (self.rename_folder, 2),
            (self.take_away, 1), (self.bring_folder, 1), (self.delete_folder, 0.3),
        ]

    def step(self) -> None:
        """Does something, if there is what it needs."""
        kinds, weights = zip(*self.steps)
        self.random.choices(kinds, weights)[0]()

    @property
    def files(self) -> list[Path]:
        return sorted(path for path in self.library.glob("[!.k]*/**/*.mp3"))

    @property
    def folders(self) -> list[Path]:
        return sorted(self.library.glob("[!.k]*/**/"))

    def sound(self) -> bytes:
        """An MP3 of a title of its own; one in three has the audio of another."""
        self.count += 1
        title = f"Number {self.count} " + "x" * self.random.randint(1, 300)
        return titled(title, self.random.choice([self.count, self.count, self.count % 20]))

    def new_folder(self) -> Path:
        names = self.random.choices(NAMES, k=self.random.randint(1, 3))
        folder = self.library.joinpath(*names)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def new_path(self) -> Path:
        name = self.random.choice(NAMES)
        return self.new_folder() / f"{name} {self.random.randrange(10**6)}.mp3"

    def any_file(self) -> Path:
        return self.random.choice(self.files or [self.create()])

    def any_folder(self) -> Path:
        return self.random.choice(self.folders or [self.new_folder()])

    def create(self) -> Path:
        path = self.new_path()
        path.write_bytes(self.sound())
        return path

    def save(self) -> None:
        path = self.new_path()
        part = path.with_suffix(".mp3.part")
        part.write_bytes(self.sound())
        part.rename(path)

    def bring(self) -> None:
        path = self.elsewhere / f"{self.random.random()}"
        path.write_bytes(self.sound())
        path.rename(self.new_path())

    def rewrite(self) -> None:
        self.any_file().write_bytes(self.sound())

    def resave(self) -> None:
        path = self.any_file()
        new = path.with_name("." + path.name)
        new.write_bytes(self.sound())
        new.rename(path)

    def rename(self) -> None:
        self.any_file().rename(self.new_path())

    def replace(self) -> None:
        self.any_file().rename(self.any_file())

    def delete(self) -> None:
        self.any_file().unlink()

    def rename_folder(self) -> None:
        folder, new = self.any_folder(), self.new_folder() / f"{self.random.randrange(10**6)}"
        if not new.is_relative_to(folder):
            folder.rename(new)

    def take_away(self) -> None:
        self.any_folder().rename(self.elsewhere / f"{self.random.random()}")

    def bring_folder(self) -> None:
        away = sorted(path for path in self.elsewhere.iterdir() if path.is_dir())
        if away:
            self.random.choice(away).rename(self.new_folder() / f"{self.random.randrange(10**6)}")

    def delete_folder(self) -> None:
        shutil.rmtree(self.any_folder())


def test_catalogue_and_folder_agree_after_all(stack: TonearmStack) -> None:
    print(f"TONEARM_TEST_SEED={SEED}")
    random = Random(SEED)
    catalogue = Catalogue(stack.add_user("nina").client)
    elsewhere = stack.folder / "elsewhere"
    elsewhere.mkdir()
    kept = stack.library / "kept"
    kept.mkdir()
    for number in range(10):
        (kept / f"{number}.mp3").write_bytes(titled(f"Kept {number}"))
    eventually("the first tracks", lambda: len(catalogue.tracks()) == 10, 30)
    first = catalogue.by_path()

    disorder = Disorder(stack.library, elsewhere, random)
    worker = stack.parts["worker-1"]
    changes = sorted(random.sample(range(STEPS), 2 * DEATHS))
    for number in range(STEPS):
        if number in changes:
            if changes.index(number) % 2 == 0:
                worker.end(signal.SIGKILL)
            else:
                worker.start()
        disorder.step()
        time.sleep(random.expovariate(100))  # what comes in quick succession is told together

    folder = {
        str(path.relative_to(stack.library)): (path.stat().st_size, title(path))
        for path in stack.library.glob("[!.]*/**/*.mp3")
    }
    shown: dict[str, tuple[int, str]] = {}

    def agree() -> bool:
        nonlocal shown
        tracks = catalogue.tracks()
        shown = {track["path"]: (track["sizeBytes"], track["title"]) for track in tracks}
        settled = all(track["status"] == "ok" for track in tracks)
        return settled and shown == folder and len(tracks) == len(folder)

    try:
        eventually("agreement", agree, 60)
    except NeverHappened as error:
        error.add_note(f"only in the folder: {sorted(folder.items() - shown.items())}")
        error.add_note(f"only in the catalogue: {sorted(shown.items() - folder.items())}")
        raise
    last = catalogue.by_path()
    for path, track in first.items():
        assert {**last[path], "updatedAt": None} == {**track, "updatedAt": None, "status": "ok"}
