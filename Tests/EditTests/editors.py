"""What edits files: a small program that has the project's writers and nothing around them."""

import json
import os
import pathlib
import subprocess

PROBE = pathlib.Path(__file__).resolve().parents[2] / ".build/debug/EditProbe"


class ProbeDied(Exception):
    """The program ended while it edited a file."""


class Probe:
    """Sends one JSON object a line and reads one back. After a crash it is started again."""

    def __init__(self, program=None):
        self.program = str(program or os.environ.get("TONEARM_EDIT_PROBE") or PROBE)
        self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self.process:
            self.process.stdin.close()
            self.process.wait(10)
            self.process.stdout.close()
            self.process = None

    def _ask(self, **question):
        if not self.process:
            self.process = subprocess.Popen([self.program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            self.process.stdin.write(json.dumps(question).encode() + b"\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = b""
        if not line:
            status = self.process.wait(10)
            self.process.stdout.close()
            self.process = None
            raise ProbeDied(f"exit status {status}")
        return json.loads(line)

    def edit(self, path, edits, cover=None, encodings=()):
        """Edits the file in its place; returns the kind of error, None where it was edited."""
        return self._ask(
            path=str(path), edits=edits, cover=str(cover) if cover else None, encodings=list(encodings)
        ).get("error")

    def read(self, path, encodings=()):
        """What the library reads of the file; {"error": …} where it can read nothing."""
        return self._ask(path=str(path), read=True, encodings=list(encodings))
