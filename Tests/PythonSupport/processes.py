"""What /proc says of programs: what works on downloads, and what each program holds."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


def at_work_in(*folders: Path) -> dict[int, str]:
    """The command lines of programs whose working folder is in one of `folders`, even if that is gone."""
    places = tuple(str(folder.resolve()) for folder in folders)
    found = {}
    for process in _processes():
        try:
            if os.readlink(process / "cwd").startswith(places):
                words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                if words:  # one that is ending has none any more
                    found[int(process.name)] = words
        except OSError:
            pass  # it has ended meanwhile, or is not ours to look into
    return found


def is_stopped(pid: int) -> bool:
    """Whether a SIGSTOP holds it."""
    return _status(pid).get("State", "").startswith("T")


def parent(pid: int) -> int:
    return int(_status(pid)["PPid"])


def tools(*folders: Path) -> dict[int, str]:
    """The same without sandboxes: one that was about to begin when its worker died stays until a sweep, empty."""
    return {pid: words for pid, words in at_work_in(*folders).items() if "bwrap" not in words.split()[0]}


@dataclass(frozen=True)
class Holdings:
    """What a program holds at a moment."""

    descriptors: int
    memory_kib: int

    @classmethod
    def of(cls, pid: int) -> "Holdings":
        return cls(len(os.listdir(PROC / str(pid) / "fd")), int(_status(pid)["VmRSS"].split()[0]))


def _processes() -> Iterator[Path]:
    return (entry for entry in PROC.iterdir() if entry.name.isdigit())


def _status(pid: int) -> dict[str, str]:
    """Empty once it has ended."""
    try:
        lines = (PROC / str(pid) / "status").read_text().splitlines()
    except OSError:
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
