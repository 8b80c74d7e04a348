"""Many people, several workers and APIs, and one fault after the other; at the end, all invariants.

What happens, and to whom, follows from the seed; when, from the machine.
"""

import argparse
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random

# All register their faults.
import faults_clock as faults_clock
import faults_disk as faults_disk
import faults_network as faults_network
import faults_points as faults_points
import faults_redis as faults_redis
from crowd import people
from faults import FAULTS
from fleet import Fleet
from holdings import Baseline
from invariants import AFTERWARDS, IN_THE_LONG_RUN, INVARIANTS, Scene, violations
from person import PATIENCE_SECONDS, Person, Wish

ACTS = 9 * ("fast",) + ("crash", "nothing", "flood", "hang", "fork", "defy")
"""What people's links do; most of them lead to a track."""
STALL_SECONDS = 10
QUEUE_SECONDS = 180
"""How much longer a step may take where hundreds share a few workers."""


class Soak:
    def __init__(self, fleet: Fleet, seed: int, minutes: float):
        self._fleet, self._seed = fleet, seed
        self._chance = Random(seed)
        self._began = time.monotonic()
        self._end = self._began + 60 * minutes
        self._is_over = threading.Event()
        self.happened: list[str] = []
        """The faults, each with the second at which it began."""
        self.rounds: Counter[str] = Counter()
        self.ends: Counter[str] = Counter()
        """How often downloads ended in which way."""

    def run(self, crowd: Sequence[Person], baseline: Baseline) -> dict[str, list[str]]:
        """Lets people use the fleet while it is harmed; answers what is wrong at the end, by invariant."""
        with ThreadPoolExecutor(len(crowd)) as threads:
            lives = [threads.submit(self._live, person) for person in crowd]
            try:
                self._harm()
            finally:
                self._is_over.set()
        errors = [str(error) for life in lives if (error := life.exception())]
        self._fleet.let_an_hour_pass()
        found = violations(Scene(self._fleet, crowd, baseline), in_the_long_run=True)
        return found | ({"nothing hangs": errors} if errors else {})

    def _live(self, person: Person) -> None:
        chance = Random(f"{self._seed} {person.name}")
        while not self._is_over.wait(chance.uniform(0, 3)):
            act, seconds = chance.choice(ACTS), chance.choice(("0", "0.3", "1", "3"))
            job = person.submit(self._fleet.site.url(f"/act/{act}", seconds=seconds))
            state = person.see_through(job, chance.choice(list(Wish)))
            failure = person.follower.downloads[job.id]["failure"]
            self.ends[f"{state}: {failure['code']}" if failure else state] += 1

    def _harm(self) -> None:
        while time.monotonic() < self._end:
            fault = self._chance.choice(list(FAULTS.values()))
            self.happened.append(f"{time.monotonic() - self._began:7.1f} s  {fault.name}")
            self.rounds[fault.name] += 1
            fault.strike(self._fleet, self._chance)
            time.sleep(self._chance.uniform(0, 1.5 * self._fleet.lease_seconds))


def report(soak: Soak, found: dict[str, list[str]]) -> str:
    """The table: each fault and how often it was, each invariant and how often it was broken."""
    counts = [f"| {name} | {count} |" for name, count in sorted(soak.rounds.items())]
    ends = [f"| {name} | {count} |" for name, count in soak.ends.most_common()]
    names = dict.fromkeys([*INVARIANTS, *AFTERWARDS, *IN_THE_LONG_RUN, "nothing hangs"])
    broken = [f"| {name} | {len(found.get(name, []))} |" for name in names]
    return "\n".join([
        "| fault | rounds |", "|---|---:|", *counts, "", "| downloads | number |", "|---|---:|", *ends, "",
        "| invariant | violations |", "|---|---:|", *broken])


def story(soak: Soak, found: dict[str, list[str]], crowd: Sequence[Person]) -> str:
    """For finding out why: what was wrong, what happened, and what was said of the downloads concerned."""
    wrong = [f"{name}: {what}" for name, list in found.items() for what in list]
    text = "\n".join(wrong)
    said = [f"{person.name}: {seen}" for person in crowd for seen in person.follower.observations
            if seen.download in text]
    return "\n".join(["", *wrong, "", *soak.happened, "", *said])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--users", type=int, default=200)
    options = parser.parse_args()
    settings = {"TONEARM_DOWNLOAD_STALL_SECONDS": str(STALL_SECONDS), "TONEARM_WORKER_SLOTS": "4"}
    print(f"{options.users} people, {options.minutes:g} minutes, seed {options.seed}", flush=True)
    with Fleet(workers=3, apis=2, settings=settings, proxied=("api-2", "worker-2", "worker-3")) as fleet:
        baseline = Baseline.at_rest(fleet)
        names = [f"listener-{number}" for number in range(options.users)]
        with people(fleet, names, PATIENCE_SECONDS + QUEUE_SECONDS) as crowd:
            soak = Soak(fleet, options.seed, options.minutes)
            found = soak.run(crowd, baseline)
            print(report(soak, found))
            if found:
                print(story(soak, found, crowd), fleet.last_words, f"\nseed {options.seed}", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
