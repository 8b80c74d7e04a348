"""Files that nobody wants in a library: the worker goes on, stays small, and lists the good ones."""

import os
import shutil
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from api_client import APIClient
from catalogue import Catalogue
from program import Program, eventually
from sounds import FORMATS, picture, sound, titled
from tonearm_stack import PROGRAMS, TonearmStack

MEMORY_BYTES = 160 << 20
"""How much a worker may grow; more than a good file of the largest kind would take."""


@pytest.fixture(scope="module")
def stack() -> Iterator[TonearmStack]:
    """Its worker obeys the permissions of files, even if it is root's."""
    with TonearmStack(workers=0) as stack:
        listen = f"unix:{stack.folder}/worker.sock"
        obeying = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--"]
        worker = Program(
            [*(obeying if os.geteuid() == 0 else []), PROGRAMS / "tonearm-worker", "run"],
            stack.folder / "worker.log", {**stack.environment, "TONEARM_WORKER_LISTEN": listen})
        stack.parts["worker-1"] = worker
        worker.await_ready(lambda: is_ready(APIClient(listen)))
        yield stack


def is_ready(client: APIClient) -> bool:
    try:
        return client.send("GET", "/readyz").status == 200
    except OSError:
        return False


@pytest.fixture(scope="module")
def catalogue(stack: TonearmStack) -> Catalogue:
    return Catalogue(stack.add_user("nina").client)


class Memory:
    """What a process has needed at most since this was made."""

    def __init__(self, pid: int):
        self._process = Path(f"/proc/{pid}")
        (self._process / "clear_refs").write_text("5")  # forgets the peak
        self._first = self._bytes("VmRSS")

    @property
    def growth(self) -> int:
        return self._bytes("VmHWM") - self._first

    def _bytes(self, name: str) -> int:
        lines = (self._process / "status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith(name)).split()[1]) << 10


def test_they_neither_stop_nor_bloat_the_worker(stack: TonearmStack, catalogue: Catalogue) -> None:
    worker = stack.parts["worker-1"]
    first = stack.library / "good.mp3"
    first.write_bytes(titled("Good"))
    catalogue.await_track("good.mp3")
    memory = Memory(worker.pid)

    folder = stack.library / "bad"
    folder.mkdir()
    good = {path for make in GOOD_AMONG_BAD for path in make(folder)}
    damaged, other = make_damaged(folder), make_no_audio(folder)
    make_pointless(stack, folder)
    expected = good | damaged | other | {"good.mp3"}

    def is_settled() -> bool:
        tracks = catalogue.by_path()
        return expected <= tracks.keys() and not any(
            track["status"] == "pending" for track in tracks.values())

    eventually("all to be listed", is_settled, 40)
    tracks = catalogue.by_path()
    assert tracks.keys() == expected
    for path in good:
        assert tracks[path]["status"] == "ok", path
    for path in other:
        assert tracks[path]["status"] == "error" and tracks[path]["statusDetail"], path
    for path in damaged:
        assert (tracks[path]["status"] == "error") is (tracks[path]["statusDetail"] is not None)
    assert worker.is_running
    assert "could not be kept" not in worker.last_words(1000)
    assert memory.growth < MEMORY_BYTES

    shutil.rmtree(folder)
    eventually("only the first is left", lambda: catalogue.by_path().keys() == {"good.mp3"}, 20)


def not_utf8(folder: Path) -> list[str]:
    path = os.fsencode(folder) + b"/caf\xe9 \xff\xfe.mp3"
    with open(path, "wb") as file:
        file.write(titled("Latin 1"))
    return ["bad/caf\ufffd \ufffd\ufffd.mp3"]


def in_a_folder_that_is_not_utf8(folder: Path) -> list[str]:
    os.mkdir(os.fsencode(folder) + b"/\xc3\x28")
    with open(os.fsencode(folder) + b"/\xc3\x28/a.mp3", "wb") as file:
        file.write(titled("In Latin 1"))
    return ["bad/\ufffd(/a.mp3"]


def with_strange_names(folder: Path) -> list[str]:
    for name in STRANGE_NAMES:
        (folder / name).write_bytes(titled("Strange"))
    return [f"bad/{name}" for name in STRANGE_NAMES]


def deep(folder: Path) -> list[str]:
    """In as many folders as the library goes down: this one and 63 more."""
    file = folder.joinpath(*["d"] * 63, "deep.mp3")
    file.parent.mkdir(parents=True)
    file.write_bytes(titled("Deep"))
    too_deep = folder.joinpath(*["d"] * 80, "deep.mp3")
    too_deep.parent.mkdir(parents=True)
    too_deep.write_bytes(titled("Too deep"))
    return [str(file.relative_to(folder.parent))]


def with_a_large_picture(folder: Path) -> list[str]:
    tag = b"image/jpeg\0\x03\0" + picture("red") + bytes(40 << 20)
    (folder / "picture.mp3").write_bytes(id3(b"APIC", b"\0" + tag) + titled("Large"))
    return ["bad/picture.mp3"]


STRANGE_NAMES = (
    "n" * 251 + ".mp3", "new\nline.mp3", "tab\t\x1b[31m.mp3", "a..mp3 ..mp3", "\u202egnp.mp3", "*?.mp3",
    "-rf.mp3", "a\\b.mp3", "%00%2f.mp3", "<script>.mp3")
GOOD_AMONG_BAD = (not_utf8, in_a_folder_that_is_not_utf8, with_strange_names, deep, with_a_large_picture)


def id3(name: bytes, data: bytes) -> bytes:
    """A tag of version 2.4 with one frame."""
    frame = name + syncsafe(len(data)) + b"\0\0" + data
    return b"ID3\x04\0\0" + syncsafe(len(frame)) + frame


def syncsafe(number: int) -> bytes:
    return bytes(number >> shift & 127 for shift in (21, 14, 7, 0))


def make_damaged(folder: Path) -> set[str]:
    """Files of which there may be something to hear."""
    random = Random(4)
    paths = set()
    for format in FORMATS:
        data = sound(format)
        noisy = bytearray(data)
        for _ in range(200):
            noisy[random.randrange(len(data))] = random.randrange(256)
        kinds = {"half": data[:len(data) // 2], "head": data[:60], "noisy": bytes(noisy),
                 "tail": data[len(data) // 2:]}
        for kind, content in kinds.items():
            (folder / f"{kind}.{format}").write_bytes(content)
            paths.add(f"bad/{kind}.{format}")
    return paths


def make_no_audio(folder: Path) -> set[str]:
    """Files that are no audio, whatever they are called."""
    random, paths = Random(5), set()
    for format in FORMATS:
        (folder / f"text.{format}").write_text("This is no music. " * 1000)
        (folder / f"noise.{format}").write_bytes(b"\0" + random.randbytes(50_000))
        (folder / f"empty.{format}").touch()
        paths |= {f"bad/{kind}.{format}" for kind in ("text", "noise", "empty")}
    large = {
        "sparse.mp3": b"ID3\x04\0\0" + syncsafe((1 << 28) - 1),
        "sparse.flac": b"fLaC\x04\xff\xff\xff" + struct.pack("<I", 1 << 31),
        "sparse.wav": b"RIFF\xff\xff\xff\xffWAVELIST\xf0\xff\xff\xff",
        "sparse.aiff": b"FORM\xff\xff\xff\xffAIFFNAME\x7f\xff\xff\xf0",
        "sparse.m4a": struct.pack(">I", 24) + b"ftypM4A \0\0\0\0M4A mp42\xff\xff\xff\xf0moov\xff\xff\xff\xe0udta",
        "sparse.ogg": b"OggS\0\x02" + bytes(20) + b"\xff" + b"\xff" * 255,
    }
    for name, head in large.items():
        with (folder / name).open("wb") as file:
            file.write(head)
            file.truncate(3 << 30)
        paths.add(f"bad/{name}")
    secret = folder / "secret.mp3"
    secret.write_bytes(titled("Secret"))
    secret.chmod(0)
    return paths | {"bad/secret.mp3"}


def make_pointless(stack: TonearmStack, folder: Path) -> None:
    """What is not to be listed: links, pipes, sockets, folders that look like files or are closed."""
    outside = stack.folder / "outside"
    outside.mkdir()
    (outside / "outside.mp3").write_bytes(titled("Outside"))
    for name, target in {
        "etc": "/etc", "passwd.mp3": "/etc/passwd", "outside": outside, "up": "..", "self.mp3": "self.mp3",
        "one": "two", "two": "one", "out.mp3": outside / "outside.mp3", "nowhere.mp3": "/nowhere",
        "root": "/", "memory.mp3": f"/proc/{os.getpid()}/mem",
    }.items():
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "pipe.mp3")
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.open(folder, os.O_RDONLY)
        listener.bind(f"/proc/self/fd/{here}/socket.mp3")
        os.close(here)
    (folder / "folder.mp3").mkdir()
    closed = folder / "closed"
    closed.mkdir()
    (closed / "closed.mp3").write_bytes(titled("Closed"))
    closed.chmod(0)
