"""What an independent parser found in a file: its tags, and everything else."""

import dataclasses
from dataclasses import dataclass


@dataclass
class Entry:
    """One value of a tag, as its bytes."""

    key: str
    value: bytes
    # Which of the edited fields it holds; None for all others.
    field: str | None = None
    # What it says, where it is a field.
    texts: list = dataclasses.field(default_factory=list)
    # What its header says besides key and size.
    flags: str = ""


@dataclass
class Tag:
    kind: str
    entries: list
    version: int | None = None


@dataclass
class Layout:
    # Everything outside the tags in the order of the file, as (what it is, bytes). Sizes and places that
    # must change when a tag grows are left out, and checked by the parser.
    outside: list = dataclasses.field(default_factory=list)
    tags: list = dataclasses.field(default_factory=list)
    # Whether the order of the tags matters, because one is found by means of another.
    ordered: bool = False
    # What a strict reader would complain about.
    problems: list = dataclasses.field(default_factory=list)

    def add(self, label, data):
        if data:
            self.outside.append((label, bytes(data)))

    def tag(self, kind):
        return next((tag for tag in self.tags if tag.kind == kind), None)


class Unparsable(Exception):
    """The file is not a whole file of its format."""
