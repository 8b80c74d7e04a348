"""An edit changes the tag of a file as it was asked to, and nothing else.

Every file comes from a seed: `pytest --seed N` makes the file of a failure again, and edits it again.
"""

from examples import described
from fields import FIELDS
from generators import generate
from trial import minimised

# How many of the files are also given to ffprobe, ffmpeg and exiftool, which take longer than all the rest.
SLOW_READERS_EVERY = 25
# Kinds of fault that this process has shown the smallest example of, which takes as long as a hundred files.
shown = set()


def test_an_edit_loses_and_adds_nothing(seeds, trials, tally):
    found = {}
    for seed in seeds:
        deep = seed % SLOW_READERS_EVERY == 0 or len(seeds) == 1
        outcome = trials.run(seed, deep=deep)
        tally.add(outcome)
        for fault in outcome.faults:
            found.setdefault((outcome.sample.format, fault.verdict, fault.what), (seed, fault))
    examples = []
    for kind, (seed, fault) in found.items():
        if kind not in shown:
            shown.add(kind)
            examples.append(described(seed, fault, minimised(trials, seed, fault)))
        else:
            examples.append(f"{kind[0]} {fault}\n  seed {seed}")
    assert not examples, "\n" + "\n".join(examples)


def test_an_edit_to_the_values_that_are_there_writes_nothing(trials, sounds, tmp_path):
    changed = []
    for seed in range(200):
        sample = generate(seed, sounds)
        path = tmp_path / f"{seed}.{sample.suffix}"
        path.write_bytes(sample.data)
        read = trials.editor.read(path)
        if "error" in read:
            continue
        error = trials.editor.edit(path, {field: read.get(field) for field in FIELDS})
        if error or path.read_bytes() != sample.data:
            changed.append((seed, sample.format, error))
    assert not changed
