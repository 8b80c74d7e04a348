#!/usr/bin/env python3
"""A small media site on loopback: good, slow, broken and hostile sources for the tests and the demo.

Prints one line of JSON, {"url": "http://127.0.0.1:PORT"}, when it is ready. Serves until SIGTERM,
or until its standard input closes if that is a pipe, so that it never outlives its test.
"""

import sys

sys.dont_write_bytecode = True

import argparse
import json
import os
import signal
import stat
import tempfile
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

import fixtures
from routes import MediaRequest


class MediaServer(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, folder: Path):
        super().__init__(("127.0.0.1", port), MediaRequest)
        self.folder = folder
        self.log: list[dict] = []
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):  # clients may leave at any time
            super().handle_error(request, client_address)


def stop_when_input_closes(stop) -> None:
    """A pipe as standard input is the life line of whoever started us; /dev/null is not."""
    if stat.S_ISFIFO(os.fstat(0).st_mode):
        threading.Thread(target=lambda: (sys.stdin.read(), stop()), daemon=True).start()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--port", type=int, default=0, help="default: any free port")
    options.add_argument("--folder", type=Path, help="keeps the media files for the next start")
    arguments = options.parse_args()

    with tempfile.TemporaryDirectory(prefix="media-site-") as scratch:
        folder = fixtures.prepare(arguments.folder or Path(scratch))
        server = MediaServer(arguments.port, folder)

        def stop(*_):
            server.stopping.set()
            threading.Thread(target=server.shutdown, daemon=True).start()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        stop_when_input_closes(stop)
        print(json.dumps({"url": server.url}), flush=True)
        server.serve_forever(poll_interval=0.1)


if __name__ == "__main__":
    main()
