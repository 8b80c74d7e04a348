"""The comparison itself: what it must find, and what it must let pass."""

from random import Random

import pytest
from compare import compare
from generators import FORMATS, generate
from layout import Unparsable
from parsers import parse

COMPARED = [format for format in FORMATS if format != "mka"]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_seed_makes_the_same_file(format, sounds):
    different = set()
    for seed in range(20):
        one, other = generate(seed, sounds, format=format), generate(seed, sounds, format=format)
        assert one == other
        different.add(one.data)
    assert len(different) > 5 or format == "mka"


@pytest.mark.parametrize("format", FORMATS)
def test_each_choice_can_be_taken_back(format, sounds):
    for seed in range(10):
        sample = generate(seed, sounds, format=format)
        for choice in sample.choices:
            assert choice not in generate(seed, sounds, {choice}, format).choices


@pytest.mark.parametrize("format", FORMATS)
def test_every_generated_file_is_parsed_whole(format, sounds):
    for seed in range(100):
        layout = parse(format, generate(seed, sounds, format=format).data)
        assert layout.outside
        assert not compare(layout, layout, {})


@pytest.mark.parametrize("format", FORMATS)
def test_a_changed_byte_is_found_wherever_it_means_something(format, sounds):
    """Padding, and what a parser has no use for (sizes that are unused, checksums of tags), may change."""
    tried = missed = 0
    for seed in range(60):
        sample = generate(seed, sounds, format=format)
        before = parse(format, sample.data)
        random = Random(seed)
        for _ in range(10):
            position = random.randrange(len(sample.data))
            if sample.data[position] == 0:
                continue
            changed = bytearray(sample.data)
            changed[position] ^= 1 << random.randrange(8)
            tried += 1
            try:
                missed += not compare(before, parse(format, bytes(changed)), {})
            except Unparsable:
                pass
    assert missed <= tried * 0.02, f"{missed} of {tried} changes were not found"


@pytest.mark.parametrize("format", COMPARED)
def test_a_lost_entry_is_found(format, sounds):
    """An entry is lost, doubled, moved or changed in each tag in turn."""
    seen = 0
    for seed in range(60):
        data = generate(seed, sounds, format=format).data
        for index, tag in enumerate(parse(format, data).tags):
            for change in (_drop, _double, _swap, _alter):
                after = parse(format, data)
                if change(after.tags[index].entries):
                    seen += 1
                    assert compare(
                        parse(format, data), after, {}
                    ), f"{change.__name__} in {tag.kind} of seed {seed}"
    assert seen > 100


def _drop(entries):
    return entries and entries.pop(len(entries) // 2)


def _double(entries):
    return entries and not entries.append(entries[0])


def _swap(entries):
    if len(entries) < 2 or (entries[0].key, entries[0].value) == (entries[1].key, entries[1].value):
        return False
    entries[0], entries[1] = entries[1], entries[0]
    return True


def _alter(entries):
    if not entries:
        return False
    entries[-1].value += b"x"
    return True


@pytest.mark.parametrize("format", COMPARED)
def test_a_field_that_was_not_written_is_found(format, sounds):
    for seed in range(40):
        layout = parse(format, generate(seed, sounds, format=format).data)
        verdicts = {fault.verdict for fault in compare(layout, layout, {"title": "What nobody wrote"})}
        assert "unread" in verdicts
        if any(
            entry.field == "title" and entry.value.strip(b"\0 ")
            for tag in layout.tags
            for entry in tag.entries
        ):
            assert "stale" in verdicts


@pytest.mark.parametrize("format", COMPARED)
def test_a_cover_that_was_not_written_is_found(format, sounds):
    for seed in range(40):
        layout = parse(format, generate(seed, sounds, format=format).data)
        assert compare(layout, layout, {}, b"a picture that no file has")
