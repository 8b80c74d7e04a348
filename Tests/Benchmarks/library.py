"""Measures the library: indexing from cold beside beets and bare TagLib, and searching.

Everything is made in a temporary folder; every reader finds the files in the page cache alike.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from api_client import APIClient
from collection import WORDS, fill, fill_quickly
from program import eventually
from tonearm_stack import PROGRAMS, TonearmStack

HOUR = 3600.0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=10_000, help="of all formats, to be indexed")
    options.add_argument("--rows", type=int, default=50_000, help="in the catalogue that is searched")
    options.add_argument("--searches", type=int, default=1000)
    options.add_argument("--beet", type=Path, required=True, help="the program beet")
    options.add_argument("--taglib-loop", type=Path, required=True, help="the program of taglib_loop.cpp")
    chosen = options.parse_args()
    print(f"Tonearm: {PROGRAMS}")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory(prefix="tonearm-bench-") as name:
        index(Path(name), chosen)
    with tempfile.TemporaryDirectory(prefix="tonearm-bench-") as name:
        search(Path(name), chosen)


def index(folder: Path, chosen: argparse.Namespace) -> None:
    music = folder / "music"
    music.mkdir()
    fill(music, chosen.files)
    megabytes = sum(file.stat().st_size for file in music.rglob("*.*")) / 1e6
    print(f"\n{chosen.files} files, {megabytes:.0f} MB, indexed from cold")
    print(f"  {'':34}{'seconds':>9}{'files/s':>9}{'peak MiB':>10}")
    report("plain TagLib loop", chosen.files, *measured([chosen.taglib_loop, music], {}))
    with TonearmStack(workers=0, settings={"TONEARM_LIBRARY_DIR": str(music)}) as stack:
        listed, peak = listing(stack, chosen.files)
        report("tonearm-worker, all are listed", chosen.files, listed, peak)
        done = listed + until_done(stack)
        report("tonearm-worker, covers looked for", chosen.files, done, peak_bytes(stack))
    settings = folder / "beets"
    settings.mkdir()
    (settings / "config.yaml").write_text(
        f"directory: {music}\nlibrary: {settings}/library.db\nplugins: []\n"
        "import:\n  copy: no\n  write: no\n  timid: no\n")
    beet = [chosen.beet, "import", "-A", "-q", music]
    report("beet import -A", chosen.files, *measured(beet, {"BEETSDIR": str(settings)}))


def report(name: str, files: int, seconds: float, peak: int) -> None:
    row = f"  {name:34}{seconds:9.1f}{files / seconds:9.0f}{peak / (1 << 20):10.0f}"
    print(row, flush=True)


def measured(command: list[str | Path], environment: dict[str, str]) -> tuple[float, int]:
    """How long a program runs, and how much memory it has at most."""
    begin = time.monotonic()
    process = subprocess.Popen(
        command, env=os.environ | environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE)
    assert process.stderr
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}: {words.decode()[-2000:]}")
    return time.monotonic() - begin, usage.ru_maxrss << 10


def listing(stack: TonearmStack, count: int) -> tuple[float, int]:
    """How long a worker takes from its start until all tracks are listed, and its memory then."""
    client = stack.add_user("bench").client
    begin = time.monotonic()
    stack.start_worker(1)

    def is_complete() -> bool:
        time.sleep(0.1)  # asking is work, too
        answer = client.send("GET", "/api/v1/tracks?limit=1")
        return answer.status == 200 and answer.json["total"] == count

    eventually(f"{count} tracks", is_complete, HOUR)
    return time.monotonic() - begin, peak_bytes(stack)


def until_done(stack: TonearmStack) -> float:
    """How long it takes until no job is left."""
    begin = time.monotonic()

    def is_done() -> bool:
        time.sleep(0.1)
        return stack.redis.ask("XLEN", "{tonearm}:library:shared") == "0"

    eventually("the second passes", is_done, HOUR)
    return time.monotonic() - begin


def peak_bytes(stack: TonearmStack) -> int:
    status = Path(f"/proc/{stack.parts['worker-1'].pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) << 10


def search(folder: Path, chosen: argparse.Namespace) -> None:
    music = folder / "music"
    music.mkdir()
    fill_quickly(music, chosen.rows)
    with TonearmStack(workers=0, settings={"TONEARM_LIBRARY_DIR": str(music)}) as stack:
        seconds, _ = listing(stack, chosen.rows)
        print(f"\n{chosen.rows} rows, after {seconds:.0f} s; requests to the API, one after the other")
        stack.parts["worker-1"].end(within=120)  # its second passes are no part of this
        client = stack.add_user("searcher").client
        random = Random(1)
        kinds = {
            "one word": lambda: random.choice(WORDS),
            "two words": lambda: " ".join(random.sample(WORDS, 2)),
            "the beginning of a word": lambda: random.choice(WORDS)[:2],
            "one letter": lambda: random.choice(WORDS)[:1],
            "nothing like it": lambda: "zzyzx",
        }
        print(f"  {'':34}{'p50 ms':>9}{'p99 ms':>9}{'most ms':>9}")
        every: list[float] = []
        for name, words in kinds.items():
            times = [asked(client, words(), random) for _ in range(chosen.searches // len(kinds))]
            every += times
            show(name, times)
        show("all", every)


def asked(client: APIClient, words: str, random: Random) -> float:
    """Milliseconds until the first page is there."""
    sort = random.choice(["addedAt", "title", "artist", "album", "durationSeconds"])
    query = urlencode({"query": words, "sort": sort, "limit": 50})
    begin = time.perf_counter()
    answer = client.send("GET", f"/api/v1/tracks?{query}")
    assert answer.status == 200
    return (time.perf_counter() - begin) * 1000


def show(name: str, times: list[float]) -> None:
    parts = statistics.quantiles(times, n=100, method="inclusive")
    print(f"  {name:34}{parts[49]:9.1f}{parts[98]:9.1f}{max(times):9.1f}", flush=True)


main()
