"""Files as people have them are read as a person would read them, and an edit leaves what it was not asked to change."""

import pytest
from cases import Sounds, all_cases
from conftest import FOLDER
from editors import Probe

FIELDS = ["title", "artist", "album", "albumArtist", "year", "genre", "trackNumber", "discNumber"]


@pytest.fixture(scope="module")
def cases():
    return all_cases(Sounds(FOLDER / "cases"))


@pytest.fixture(scope="module")
def probe():
    with Probe() as probe:
        yield probe


def _put(case, folder):
    path = folder / case.name
    path.write_bytes(case.data)
    return path


def test_the_library_reads_what_a_person_would_read(cases, probe, tmp_path):
    wrong = []
    for case in cases:
        read = probe.read(_put(case, tmp_path), case.encodings)
        expected = dict(case.expected)
        seconds = expected.pop("seconds", None)
        found = {key: read.get(key) for key in expected}
        if found != expected:
            wrong.append((case.name, expected, read))
        if seconds and abs((read.get("durationMilliseconds") or 0) / 1000 - seconds) > 0.01 * seconds + 0.06:
            wrong.append((case.name, seconds, read))
    assert not wrong, "\n".join(map(str, wrong))


def test_an_edit_keeps_the_other_fields_and_their_bytes(cases, probe, tmp_path):
    wrong = []
    for case in cases:
        path = _put(case, tmp_path)
        before = probe.read(path, case.encodings)
        if before.get("format") in ("wma", "mka"):
            continue
        for title in ("Another title", "And another one"):
            error = probe.edit(path, {"title": title}, encodings=case.encodings)
            after = probe.read(path, case.encodings)
            if error or any(after.get(key) != (title if key == "title" else before.get(key)) for key in FIELDS):
                wrong.append((case.name, error, before, after))
            wrong += [(case.name, "lost", part) for part in case.kept if part not in path.read_bytes()]
            if abs((after.get("durationMilliseconds") or 0) - (before.get("durationMilliseconds") or 0)) > 5:
                wrong.append((case.name, "another length", before, after))
    assert not wrong, "\n".join(map(str, wrong))


def test_a_lyrics_block_can_still_be_found(cases, probe, tmp_path):
    path = _put(next(case for case in cases if case.name == "lyrics3.mp3"), tmp_path)
    assert probe.edit(path, {"artist": "Somebody else"}) is None
    data = path.read_bytes()
    assert data[-128:-125] == b"TAG" and data[-137:-128] == b"LYRICS200"
    start = len(data) - 128 - 15 - int(data[-143:-137])
    assert data[start : start + 11] == b"LYRICSBEGIN"
    assert b"Longe" not in data
