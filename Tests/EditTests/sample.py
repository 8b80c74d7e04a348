"""A generated file."""

from dataclasses import dataclass, field


@dataclass
class Sample:
    format: str
    suffix: str
    data: bytes
    seed: int
    # The choices that made it less plain, by name.
    choices: list = field(default_factory=list)
    # Why an editor may refuse it; empty for an honest file.
    refusable: set = field(default_factory=set)
