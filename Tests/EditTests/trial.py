"""One file: made, edited twice, and compared after each edit with what it was."""

import collections
import pathlib
import dataclasses
from dataclasses import dataclass

from choices import Choices
from compare import Fault, compare
from editors import ProbeDied
from fields import FIELDS, NUMBERS
from generators import generate
from generators.texts import text
from layout import Unparsable
from parsers import parse
from readers import Mutagen, ffprobe, sound_of


@dataclass
class Outcome:
    sample: object
    choices: list
    edits: list = dataclasses.field(default_factory=list)
    # Faults, each with the number of the edit that made it.
    faults: list = dataclasses.field(default_factory=list)
    refused: str | None = None
    done: int = 0

    def add(self, *faults):
        for fault in faults:
            if fault not in self.faults:
                self.faults.append(fault)


def make_edit(choices, name):
    """New values for some fields, and perhaps a cover: "jpeg" or "png"."""
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
    cover = choices.random(f"{name}: picture").choice(["jpeg", "png"]) if choices.maybe(f"{name}: cover", 0.15) else None
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
        for name, suffix in (("jpeg", "jpg"), ("png", "png")):
            # Other pictures than those in the files, by bytes that no decoder reads.
            data = sounds[name] + b"another one"
            path = self.folder / f"new-cover.{suffix}"
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
        faults = compare(self.layout, layout, edit, cover)
        read = self.trials.editor.read(self.path)
        faults += _by_reading(self.read, read, edit, cover)
        found = Mutagen(self.sample.format, self.path)
        faults += _by_mutagen(self.mutagen, found, edit, cover)
        slow = self._slow()
        if slow:
            faults += _by_slow_readers(self.sample.format, self.slow, slow, edit)
        self.data, self.layout, self.read, self.mutagen, self.slow = data, layout, read, found, slow
        return faults


def _by_reading(before, after, edit, cover):
    """What the library itself reads."""
    if "error" in before:
        return []
    if "error" in after:
        return [Fault("unread", f"the library cannot read the file any more: {after['error']}")]
    faults = []
    for key in FIELDS:
        if key in edit:
            if after.get(key) != edit[key]:
                faults.append(Fault("unread", "the library" + (" after a removal" if edit[key] is None else ""), key))
        elif after.get(key) != before.get(key):
            verdict = "lost" if after.get(key) is None else "added" if before.get(key) is None else "unread"
            faults.append(Fault(verdict, "the library reads a field that was not edited as another value", key))
    if cover and not after.get("hasCover"):
        faults.append(Fault("unread", "the library: cover"))
    if not cover and bool(after.get("hasCover")) != bool(before.get("hasCover")):
        faults.append(Fault("lost" if before.get("hasCover") else "added", "the library: the cover, which was not edited"))
    if after.get("format") != before.get("format"):
        faults.append(Fault("damaged", "the library reads another format"))
    if abs((after.get("durationMilliseconds") or 0) - (before.get("durationMilliseconds") or 0)) > 10:
        faults.append(Fault("damaged", "the library reads another length"))
    return faults


def _by_mutagen(before, after, edit, cover):
    # Where it saw no tag at all, a new one says what the comparison of tags judges.
    if before.error or not before.fields and not before.others:
        return [Fault("damaged", f"mutagen cannot read the file any more: {after.error}")] if after.error and not before.error else []
    if after.error:
        return [Fault("damaged", f"mutagen cannot read the file any more: {after.error}")]
    faults = []
    for key in FIELDS:
        if key in edit:
            expected = [] if edit[key] is None else [f"{edit[key]:04}" if key == "year" else str(edit[key])]
            if key == "genre" and (edit[key] in ("RX", "CR") or edit[key] in (after.genres or [])):
                continue  # short for Remix and Cover in ID3
            if after.fields and after.says(key) != expected:
                faults.append(Fault("unread", "mutagen" + (" after a removal" if edit[key] is None else ""), key))
        elif after.fields.get(key) != before.fields.get(key):
            # Numbers of genres may be written with and without brackets.
            if key == "genre" and after.genres and after.genres == before.genres:
                continue
            if key == "year" and key not in before.fields:
                continue  # a date that it could not read before
            verdict = "lost" if key not in after.fields else "added" if key not in before.fields else "unread"
            faults.append(Fault(verdict, "mutagen reads a field that was not edited as another value", key))
    for key in sorted(before.others.keys() | after.others.keys()):
        if before.others.get(key) != after.others.get(key) and not (cover and key.startswith(("picture 3", "picture 0"))):
            verdict = "lost" if key not in after.others else "added" if key not in before.others else "lost"
            faults.append(Fault(verdict, "mutagen reads another entry", key.split(":")[0]))
    return faults


def _by_slow_readers(format, before, after, edit):
    faults = []
    if before[0] and not after[0]:
        faults.append(Fault("damaged", "ffprobe cannot read the file any more"))
    elif before[0]:
        streams = [[(one.get("codec_name"), one.get("sample_rate"), one.get("channels")) for one in found[0]["streams"] if one.get("codec_type") == "audio"] for found in (before, after)]
        if streams[0] != streams[1]:
            faults.append(Fault("damaged", "ffprobe finds other streams"))
        tags = _lower(after[0]["format"].get("tags", {}))
        for stream in after[0]["streams"]:
            tags = {**_lower(stream.get("tags", {})), **tags}
        for key in ("title", "artist", "album"):
            if edit.get(key) and tags.get(key) != edit[key]:
                faults.append(Fault("unread", "ffprobe", key))
    if before[1] != after[1]:
        faults.append(Fault("damaged", "ffmpeg finds other packets of sound"))
    for key, name in (("title", "Title"), ("artist", "Artist"), ("album", "Album")):
        if edit.get(key):
            values = [str(value) for found, value in after[2].items() if found.split(":")[1] == name]
            if edit[key] not in values and values:
                faults.append(Fault("unread", "exiftool", key))
    return faults


def _lower(tags):
    return {key.lower(): value for key, value in tags.items()}


def minimised(trials, seed, fault, format=None, deep=False):
    """The fewest choices with which the file of a seed still shows a fault, and what is done to it."""
    without, best = set(), trials.run(seed, format=format, deep=deep)
    shrinking = True
    while shrinking:
        shrinking = False
        for choice in reversed(best.choices):
            outcome = trials.run(seed, without | {choice}, format, deep)
            if fault in outcome.faults:
                without.add(choice)
                best = outcome
                shrinking = True
                break
    return best


class Tally:
    """What came of many trials, by format."""

    COLUMNS = ("files", "edits", "refused", "lost", "added", "damaged", "stale", "unread")

    def __init__(self):
        self.rows = collections.defaultdict(collections.Counter)
        self.refusals = collections.Counter()
        # By format, verdict and what: how often, the seed of the first, and the entries that it happened to.
        self.faults = {}

    def add(self, outcome):
        row = self.rows[outcome.sample.format]
        row["files"] += 1
        row["edits"] += outcome.done
        if outcome.refused:
            row["refused"] += 1
            reasons = ", ".join(sorted(outcome.sample.refusable)) or "honest"
            self.refusals[f"{outcome.sample.format}: {outcome.refused} ({reasons})"] += 1
        for verdict in {fault.verdict for fault in outcome.faults} - {"refused"}:
            row[verdict] += 1
        for fault in outcome.faults:
            key = (outcome.sample.format, fault.verdict, fault.what)
            found = self.faults.setdefault(key, {"count": 0, "seed": outcome.sample.seed, "fault": fault, "details": set()})
            found["count"] += 1
            found["details"].add(fault.detail)

    def merge(self, other):
        for format, row in other.rows.items():
            self.rows[format].update(row)
        self.refusals.update(other.refusals)
        for key, found in other.faults.items():
            mine = self.faults.setdefault(key, {**found, "count": 0, "details": set()})
            mine["count"] += found["count"]
            mine["details"] |= found["details"]

    def lines(self):
        names = ["format", *self.COLUMNS]
        rows = [[format, *(str(row[name]) for name in self.COLUMNS)] for format, row in sorted(self.rows.items())]
        total = sum(self.rows.values(), collections.Counter())
        rows.append(["all", *(str(total[name]) for name in self.COLUMNS)])
        yield "".join(name.rjust(9) for name in names)
        for row in rows:
            yield "".join(value.rjust(9) for value in row)
        for refusal, count in sorted(self.refusals.items()):
            yield f"{count:6} refused: {refusal}"
        for (format, verdict, what), found in sorted(self.faults.items()):
            details = ", ".join(sorted(found["details"] - {""})[:12])
            yield f"{found['count']:6} {format} {verdict}: {what}" + (f" [{details}]" if details else "") + f" seed {found['seed']}"
