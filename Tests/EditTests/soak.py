"""Edits generated files without end, and shows each kind of fault once, with the smallest file that has it.

    soak.py [--minutes N] [--seed N] [--files N] [--format NAME] [--processes N]

Ends after so many minutes or files, or with Ctrl-C; exits with 1 if there was any fault.
"""

import argparse
import multiprocessing
import os
import pathlib
import random
import signal
import sys
import tempfile
import time

from editors import Probe
from examples import described
from generators import FORMATS
from readers import Exiftool
from sounds import make_sounds
from tally import Tally
from trial import Trials, minimised

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "var" / "edit-tests"
SLOW_READERS_EVERY = 25
BATCH = 50


def edit_batch(start, count, format):
    """Runs in a process of its own; returns the tally of a batch."""
    tally = Tally()
    for seed in range(start, start + count):
        tally.add(_trials().run(seed, format=format, deep=seed % SLOW_READERS_EVERY == 0))
    return tally


_made = {}


def _trials():
    if "trials" not in _made:
        folder = _made["folder"] = tempfile.TemporaryDirectory(prefix="tonearm-edits-")
        _made["trials"] = Trials(folder.name, make_sounds(FOLDER / "sounds"), Probe(), Exiftool())
    return _made["trials"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=None)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--files", type=int, default=None)
    parser.add_argument("--format", choices=FORMATS, default=None)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.default_int_handler)
    start = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 40)
    make_sounds(FOLDER / "sounds")
    print(f"Seeds from {start} on.", flush=True)
    whole, shown = Tally(), set()
    ends = time.monotonic() + options.minutes * 60 if options.minutes else None

    def batches():
        seed = start
        while (ends is None or time.monotonic() < ends) and (
            options.files is None or seed < start + options.files
        ):
            count = min(BATCH, start + options.files - seed) if options.files else BATCH
            yield seed, count, options.format
            seed += count

    with multiprocessing.get_context("spawn").Pool(options.processes, _leave_ctrl_c_to_the_parent) as pool:
        running = []
        source = batches()
        try:
            for batch in source:
                running.append(pool.apply_async(edit_batch, batch))
                if len(running) > 2 * options.processes:
                    _show(running.pop(0).get(), whole, shown, options.format)
            for result in running:
                _show(result.get(), whole, shown, options.format)
        except KeyboardInterrupt:
            pass
    print("\n".join(whole.lines()))
    return 1 if whole.faults else 0


def _leave_ctrl_c_to_the_parent():
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _show(tally, whole, shown, format):
    whole.merge(tally)
    for key, found in tally.faults.items():
        if key in shown:
            continue
        shown.add(key)
        outcome = minimised(_trials(), found["seed"], found["fault"], format)
        print(described(found["seed"], found["fault"], outcome), flush=True)


if __name__ == "__main__":
    sys.exit(main())
