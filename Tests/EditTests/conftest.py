"""What the tests share: sounds and an editor for each process, and a table of what came of all files."""

import pathlib
import pickle

import pytest
from editors import Probe
from readers import Exiftool
from sounds import make_sounds
from tally import Tally
from trial import Trials

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "var" / "edit-tests"


def pytest_addoption(parser):
    parser.addoption("--seed", type=int, help="only the file of this seed, with its history")
    parser.addoption("--first-seed", type=int, default=0, help="where the seeds of this run start")
    parser.addoption("--files", type=int, default=3000, help="how many files to make")


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        for old in FOLDER.glob("tally-*"):
            old.unlink()
        # Once, before several processes need them.
        make_sounds(FOLDER / "sounds")


@pytest.fixture(scope="session")
def sounds():
    return make_sounds(FOLDER / "sounds")


@pytest.fixture(scope="session")
def trials(sounds, tmp_path_factory):
    exiftool = Exiftool()
    with Probe() as probe:
        yield Trials(tmp_path_factory.mktemp("files"), sounds, probe, exiftool)
    exiftool.close()


@pytest.fixture(scope="session")
def tally():
    """Of this process; kept for the table at the end."""
    tally = Tally()
    yield tally
    name = f"tally-{id(tally)}-{pathlib.Path('/proc/self').resolve().name}"
    (FOLDER / name).write_bytes(pickle.dumps(tally))


def pytest_terminal_summary(terminalreporter):
    whole = Tally()
    for path in sorted(FOLDER.glob("tally-*")):
        whole.merge(pickle.loads(path.read_bytes()))
    if whole.rows:
        terminalreporter.write_sep("=", "edits")
        for line in whole.lines():
            terminalreporter.write_line(line)


def pytest_generate_tests(metafunc):
    if "seeds" in metafunc.fixturenames:
        config = metafunc.config
        first, files = config.getoption("--first-seed"), config.getoption("--files")
        one = config.getoption("--seed")
        size = max(1, min(100, files))
        batches = (
            [[one]] if one is not None else [range(at, at + size) for at in range(first, first + files, size)]
        )
        metafunc.parametrize("seeds", batches, ids=[f"{batch[0]}-{batch[-1]}" for batch in batches])
