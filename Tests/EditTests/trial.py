"""One file: made, edited twice, and compared after each edit with what it was."""

import pathlib
import dataclasses
from dataclasses import dataclass

from choices import Choices
from compare import Fault, compare
from editors import ProbeDied
from exceptions import reason
from fields import FIELDS, NUMBERS
from generators import generate
from generators.pictures import PICTURES
from generators.texts import text
from layout import Unparsable
from parsers import parse
from readers import Mutagen, ffprobe, sound_of
from verdicts import by_mutagen, by_reading, by_slow_readers

# How faults begin that only slow readers find.
SLOW_READERS = ("ffprobe", "ffmpeg", "exiftool")


@dataclass
class Outcome:
    sample: object
    choices: list
    edits: list = dataclasses.field(default_factory=list)
    # Faults, each with the number of the edit that made it.
    faults: list = dataclasses.field(default_factory=list)
    # Why faults were excused.
    excused: list = dataclasses.field(default_factory=list)
    refused: str | None = None
    done: int = 0

    def add(self, *faults):
        for fault in faults:
            if why := reason(self.sample.format, fault, self.choices):
                self.excused.append(why)
            elif fault not in self.faults:
                self.faults.append(fault)


def make_edit(choices, name):
    """New values for some fields, and perhaps a cover, by its name in PICTURES."""
    edit = {}
    for key in FIELDS:
        if not choices.maybe(f"{name}: {key}", 0.35):
            continue
        random = choices.random(f"{name}: {key} value")
        if choices.maybe(f"{name}: {key} removed", 0.15):
            edit[key] = None
        elif key in NUMBERS:
            edit[key] = random.randint(1000, 2100) if key == "year" else random.randint(1, 300)
        else:
            # Unlike anything that a generator writes.
            edit[key] = f"{text(random)} {random.randint(100, 999)}"[:200].strip()
    cover = (
        choices.random(f"{name}: picture").choice(PICTURES) if choices.maybe(f"{name}: cover", 0.15) else None
    )
    if not edit and not cover:
        edit["title"] = f"{text(choices.random(f'{name}: title value'))} 7"[:200].strip()
    return edit, cover


class Trials:
    """Runs trials in a folder, with the editor and the sounds that it has."""

    def __init__(self, folder, sounds, editor, exiftool=None):
        self.folder = pathlib.Path(folder)
        self.sounds = sounds
        self.editor = editor
        self.exiftool = exiftool
        self.covers = {}
        for name in PICTURES:
            # Other pictures than those in the files, by bytes that no decoder reads.
            data = sounds[name] + b"another one"
            path = self.folder / f"new cover {name}"
            path.write_bytes(data)
            self.covers[name] = (path, data)

    def run(self, seed, without=(), format=None, deep=False):
        """Makes the file of a seed and edits it twice; `deep` asks slow readers, too."""
        sample = generate(seed, self.sounds, without, format)
        choices = Choices(seed, without)
        outcome = Outcome(sample, sample.choices + choices.made)
        path = self.folder / f"{seed}.{sample.suffix}"
        try:
            path.write_bytes(sample.data)
            first = make_edit(choices, "first edit")
            state = _State(self, sample, path, deep)
            went_well = self._step(outcome, state, *first)
            if went_well and choices.maybe("second edit", 0.9):
                if choices.maybe("second edit goes back", 0.4):
                    second = ({key: state.first_read.get(key) for key in first[0]}, None)
                else:
                    second = make_edit(choices, "second edit")
                if second[0] or second[1]:
                    self._step(outcome, state, *second)
            outcome.choices = sample.choices + choices.made
        finally:
            path.unlink(missing_ok=True)
        return outcome

    def _step(self, outcome, state, edit, cover):
        """Edits once; returns whether the file was edited."""
        outcome.edits.append((edit, cover))
        path, before = state.path, state.data
        try:
            error = self.editor.edit(path, edit, self.covers[cover][0] if cover else None)
        except ProbeDied as death:
            outcome.add(Fault("damaged", f"the editor crashed: {death}"))
            error = None
        after = path.read_bytes()
        if error:
            outcome.refused = error
            if after != before:
                outcome.add(Fault("damaged", f"refused ({error}), and yet the file changed"))
            if not outcome.sample.refusable:
                outcome.add(Fault("refused", f"an honest file: {error}"))
            return False
        outcome.done += 1
        outcome.add(*state.judge(after, edit, self.covers[cover][1] if cover else None))
        return True


class _State:
    """What is known of the file before the next edit."""

    def __init__(self, trials, sample, path, deep):
        self.trials, self.sample, self.path, self.deep = trials, sample, path, deep
        self.data = sample.data
        self.layout = parse(sample.format, sample.data)
        self.read = trials.editor.read(path)
        self.first_read = self.read
        self.mutagen = Mutagen(sample.format, path)
        self.slow = self._slow()

    def _slow(self):
        if not self.deep:
            return None
        exif = self.trials.exiftool.read(self.path) if self.trials.exiftool else {}
        return ffprobe(self.path), sound_of(self.path), exif

    def judge(self, data, edit, cover):
        """The faults of an edit, after which the file is `data`."""
        if "error" not in self.read:
            # A form sends every field. What the library reads already is no edit, and nothing may be written for it.
            edit = {key: value for key, value in edit.items() if self.read.get(key) != value}
        if not edit and not cover:
            return [] if data == self.data else [Fault("damaged", "an edit that changes nothing was written")]
        try:
            layout = parse(self.sample.format, data)
        except Unparsable as error:
            return [Fault("damaged", f"the file cannot be parsed any more: {error}")]
        faults = compare(self.layout, layout, edit, cover, self.read)
        read = self.trials.editor.read(self.path)
        faults += by_reading(self.read, read, edit, cover)
        found = Mutagen(self.sample.format, self.path)
        faults += by_mutagen(self.mutagen, found, edit, cover, self.read)
        slow = self._slow()
        if slow:
            faults += by_slow_readers(self.slow, slow, edit)
        self.data, self.layout, self.read, self.mutagen, self.slow = data, layout, read, found, slow
        return faults


def minimised(trials, seed, fault, format=None):
    """The outcome with the fewest choices with which the file of a seed still shows a fault."""
    deep = fault.what.startswith(SLOW_READERS)
    without, best = set(), trials.run(seed, format=format, deep=deep)
    size = max(1, len(best.choices) // 2)
    while size:
        at, shrunk = 0, False
        while at < len(best.choices):
            attempt = without | set(best.choices[at : at + size])
            outcome = trials.run(seed, attempt, format, deep)
            if fault in outcome.faults:
                without, best, shrunk = attempt, outcome, True
            else:
                at += size
        if size > 1:
            size //= 2
        elif not shrunk:
            break
    return best
