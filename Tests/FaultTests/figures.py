"""What the tests measure on the way, and the tables made of it for docs/reliability.md."""

import os
import sys
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median


class Figures:
    """What a test measures: shown, and kept where TONEARM_FAULT_FIGURES names a file for it."""

    def __init__(self, show: Callable[[str], None], record: Callable[[str, object], None]) -> None:
        self._show, self._record = show, record
        place = os.environ.get("TONEARM_FAULT_FIGURES")
        self._file = Path(place) if place else None

    def count(self, rounds: int) -> None:
        """Says that the test does its harm so often; one that does not say so does it once."""
        self._record("rounds", rounds)

    def add(self, what: str, seconds: float) -> None:
        self._show(f"{what}: {seconds:.2f} s")
        if self._file:
            with self._file.open("a") as file:
                file.write(f"{what}\t{seconds:.3f}\n")


def durations(file: Path) -> list[str]:
    """How often each thing was measured, and the least, the middle and the most of it, in seconds."""
    figures = defaultdict(list)
    for line in file.read_text().splitlines() if file.exists() else []:
        what, seconds = line.split("\t")
        figures[what].append(float(seconds))
    return ["| seconds | rounds | least | median | most |", "|---|---:|---:|---:|---:|"] + [
        f"| {what} | {len(values)} | {min(values):.1f} | {median(values):.1f} | {max(values):.1f} |"
        for what, values in figures.items()]


def verdicts(report: Path) -> list[str]:
    """How often each test did its harm, by a JUnit report, and after how many of its runs something was wrong."""
    rounds, violations = defaultdict(int), defaultdict(int)
    for case in ElementTree.parse(report).iter("testcase"):
        if case.find("skipped") is None:
            claim = case.attrib["name"].partition("[")[0].removeprefix("test_").replace("_", " ")
            count = case.find("properties/property[@name='rounds']")
            rounds[claim] += 1 if count is None else int(count.attrib["value"])
            violations[claim] += case.find("failure") is not None or case.find("error") is not None
    return ["| claim | rounds | violations |", "|---|---:|---:|"] + [
        f"| {claim} | {rounds[claim]} | {violations[claim]} |" for claim in rounds]


if __name__ == "__main__":
    print(*durations(Path(sys.argv[1])), "", *verdicts(Path(sys.argv[2])), sep="\n")
