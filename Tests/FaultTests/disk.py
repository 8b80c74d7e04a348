"""File systems of a few megabytes, mounted where a test wants its disk full or read-only."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Self


class SmallDisk:
    """A file system in memory over the folder at `place`, for as long as its context lasts."""

    def __init__(self, place: Path, size: int):
        self._place, self._size = place, size

    def __enter__(self) -> Self:
        _run("mount", "-t", "tmpfs", "-o", f"size={self._size},mode=755", "tonearm-test", str(self._place))
        return self

    def __exit__(self, *_: object) -> None:
        _run("umount", "--lazy", str(self._place))

    def remount(self, option: str) -> None:
        """Changes an option of the mount, such as "ro"."""
        _run("mount", "-o", f"remount,{option}", str(self._place))

    def fill(self, free: int) -> None:
        """Fills it until `free` bytes are left."""
        self._ballast.write_bytes(bytes(max(0, shutil.disk_usage(self._place).free - free)))

    def empty(self) -> None:
        """Makes room again."""
        self._ballast.unlink()

    @property
    def _ballast(self) -> Path:
        return self._place / "ballast"


@contextmanager
def read_only(place: Path) -> Iterator[None]:
    """Takes writing away from whoever opens something in the folder at `place` from now on."""
    with tempfile.TemporaryDirectory() as other:  # there nobody writes, which would keep it writable
        _run("mount", "--bind", str(place), other)
        try:
            _run("mount", "-o", "remount,bind,ro", other)
            _run("mount", "--bind", other, str(place))
        finally:
            _run("umount", other)
    try:
        yield
    finally:
        _run("umount", "--lazy", str(place))


@cache
def can_mount() -> bool:
    """Whether this machine lets us: it takes an administrator, and few containers have one."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with SmallDisk(Path(folder), 1 << 20):
                return True
        except subprocess.CalledProcessError:
            return False


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
