"""What came of many trials, as a table."""

import collections


class Tally:
    """What came of many trials, by format."""

    COLUMNS = ("files", "edits", "refused", "lost", "added", "damaged", "stale", "unread")

    def __init__(self):
        self.rows = collections.defaultdict(collections.Counter)
        self.refusals = collections.Counter()
        self.excused = collections.Counter()
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
        self.excused.update(f"{outcome.sample.format}: {why}" for why in set(outcome.excused))
        for verdict in {fault.verdict for fault in outcome.faults} - {"refused"}:
            row[verdict] += 1
        for fault in outcome.faults:
            key = (outcome.sample.format, fault.verdict, fault.what)
            found = self.faults.setdefault(
                key, {"count": 0, "seed": outcome.sample.seed, "fault": fault, "details": set()}
            )
            found["count"] += 1
            found["details"].add(fault.detail)

    def merge(self, other):
        for format, row in other.rows.items():
            self.rows[format].update(row)
        self.refusals.update(other.refusals)
        self.excused.update(other.excused)
        for key, found in other.faults.items():
            mine = self.faults.setdefault(key, {**found, "count": 0, "details": set()})
            mine["count"] += found["count"]
            mine["details"] |= found["details"]

    def lines(self):
        names = ["format", *self.COLUMNS]
        rows = [
            [format, *(str(row[name]) for name in self.COLUMNS)] for format, row in sorted(self.rows.items())
        ]
        total = sum(self.rows.values(), collections.Counter())
        rows.append(["all", *(str(total[name]) for name in self.COLUMNS)])
        yield "".join(name.rjust(9) for name in names)
        for row in rows:
            yield "".join(value.rjust(9) for value in row)
        for refusal, count in sorted(self.refusals.items()):
            yield f"{count:6} refused: {refusal}"
        for why, count in sorted(self.excused.items()):
            yield f"{count:6} excused: {why}"
        for (format, verdict, what), found in sorted(self.faults.items()):
            details = ", ".join(sorted(found["details"] - {""})[:12])
            yield f"{found['count']:6} {format} {verdict}: {what}" + (
                f" [{details}]" if details else ""
            ) + f" seed {found['seed']}"
