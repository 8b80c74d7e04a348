"""Wall clocks that are wrong, by libfaketime (Debian: faketime); steady clocks stay right."""

from collections.abc import Mapping
from pathlib import Path

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


def clock_off_by(hours: int) -> Mapping[str, str]:
    """The environment of a program whose clock is off.

    libc comes second for the sake of redis-server: jemalloc, which that uses otherwise, asks for the time
    before libfaketime is ready.
    """
    return {
        "LD_PRELOAD": f"{LIBRARY} libc.so.6", "FAKETIME": f"{hours:+d}h", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
    }
