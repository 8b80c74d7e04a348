"""Workers that are restarted hand on what they have; of those that are killed nothing stays."""

import os
import subprocess
import threading
from pathlib import Path
from random import Random

import pytest

from crowd import Deeds, people
from faults import FAULTS
from figures import Figures
from fleet import LEASE_SECONDS, Fleet
from holdings import Baseline, relics
from invariants import Scene, assert_all_hold
from person import Person, Wish
from processes import at_work_in, parent
from program import eventually

BUBBLEWRAP = Path("/usr/bin/bwrap")
ROUNDS = int(os.environ.get("TONEARM_FAULT_ROUNDS", "2"))


def test_restarting_all_workers_under_load_costs_no_download(figures: Figures) -> None:
    figures.count(ROUNDS)
    with Fleet(workers=3, apis=2) as fleet:
        baseline, is_over = Baseline.at_rest(fleet), threading.Event()

        def live(person: Person) -> None:
            while not is_over.is_set():
                job = person.submit(fleet.site.url("/act/fast", seconds="1"))
                assert person.see_through(job, Wish.SAVE) == "completed"

        with people(fleet, [f"listener-{number}" for number in range(6)]) as crowd:
            with Deeds(len(crowd)) as deeds:
                for person in crowd:
                    deeds.begin(live, person)
                for _ in range(ROUNDS):
                    FAULTS["workers restarted one after the other"].strike(fleet, Random(0))
                is_over.set()
            assert sum(len(person.jobs) for person in crowd) >= len(crowd) + ROUNDS
            assert_all_hold(Scene(fleet, crowd, baseline))


def test_nothing_reminds_of_killed_workers(fleet: Fleet) -> None:
    with people(fleet, ["survivor"]) as [person]:
        for _ in range(3):
            assert person.see_through(person.submit(fleet.site.url("/act/fast")), Wish.SAVE) == "completed"
            FAULTS["worker killed"].strike(fleet, Random(0))
        assert list(relics(fleet))
        fleet.let_an_hour_pass()
        eventually("no relics", lambda: not list(relics(fleet)), 40 + 3 * LEASE_SECONDS)


@pytest.mark.skipif(not BUBBLEWRAP.exists(), reason="without bubblewrap there are no sandboxes")
def test_a_sandbox_without_a_worker_is_ended(fleet: Fleet) -> None:
    folder = fleet.staging / "abandoned"
    folder.mkdir()
    sandbox = [BUBBLEWRAP, "--die-with-parent", "--dev-bind", "/", "/", "--chdir", folder, "sleep", "600"]
    subprocess.run(["sh", "-c", '"$@" &', "sh", *sandbox], cwd=folder, check=True)
    eventually("a sandbox", lambda: at_work_in(folder))
    outer = min(at_work_in(folder))
    if parent(outer) != 1:
        os.kill(outer, 9)
        pytest.skip("somebody else than process 1 adopts orphans here")
    fleet.parts["worker-1"].end()
    fleet.restart("worker-1")
    eventually("its end", lambda: not at_work_in(folder), 20 + 3 * LEASE_SECONDS)
    folder.rmdir()
