"""What can go wrong with the folders of a fleet."""

from collections.abc import Iterator
from random import Random

from disk import can_mount, read_only
from faults import fault
from fleet import Fleet


def library_is_read_only(fleet: Fleet, chance: Random) -> Iterator[None]:
    with read_only(fleet.library):
        yield


def staging_is_read_only(fleet: Fleet, chance: Random) -> Iterator[None]:
    with read_only(fleet.staging):
        yield


if can_mount():
    fault("library is read-only", leases=1)(library_is_read_only)
    fault("staging is read-only", leases=1)(staging_is_read_only)
