from collections.abc import Callable, Iterator

import pytest

from figures import Figures
from fleet import Fleet
from holdings import Baseline
from tonearm_stack import pytest_runtest_makereport as pytest_runtest_makereport


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    """Two APIs and worker-1, which is up whenever a test begins."""
    with Fleet(apis=2) as fleet:
        yield fleet


@pytest.fixture(autouse=True)
def whole(request: pytest.FixtureRequest) -> None:
    """Brings back what a test before, that failed, has left dead."""
    if "fleet" in request.fixturenames:
        fleet: Fleet = request.getfixturevalue("fleet")
        for name in ("worker-1", *fleet.apis):
            if not fleet.parts[name].is_running:
                fleet.restart(name)


@pytest.fixture
def figures(
    capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> Figures:
    def show(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}")

    return Figures(show, record_property)


@pytest.fixture(scope="module")
def baseline(fleet: Fleet) -> Baseline:
    return Baseline.at_rest(fleet)
