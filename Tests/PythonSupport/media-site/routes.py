"""One request to the media site. `ROUTES` at the end lists every address."""

import json
import os
import random
import re
import time
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, urlsplit

import pages

TYPES = {
    ".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".opus": "audio/ogg", ".flac": "audio/flac",
    ".aiff": "audio/x-aiff", ".wma": "audio/x-ms-wma", ".flv": "video/x-flv", ".ac3": "audio/ac3",
    ".eac3": "audio/eac3", ".au": "audio/basic", ".mpg": "video/mpeg",
    ".mp4": "video/mp4", ".ts": "video/mp2t", ".m3u8": "application/vnd.apple.mpegurl",
    ".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
}
HTML = "text/html; charset=utf-8"
PLAYLIST = TYPES[".m3u8"]


class MediaRequest(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        address = urlsplit(self.path)
        self.query = dict(parse_qsl(address.query, keep_blank_values=True))
        if address.path != "/log":
            self.server.log.append({
                "method": self.command, "path": self.path,
                "host": self.headers.get("Host"), "range": self.headers.get("Range"),
                "userAgent": self.headers.get("User-Agent"), "cookie": self.headers.get("Cookie"),
            })
        for pattern, answer in ROUTES:
            if match := re.fullmatch(pattern, address.path):
                return answer(self, *match.groups())
        self.status(404)

    do_HEAD = do_GET

    def number(self, name: str, otherwise: float) -> float:
        return float(self.query.get(name, otherwise))

    # Whole answers

    def head(self, status: int, length: int | None, **headers: str):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if length is None:
            self.send_header("Connection", "close")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def write(self, data: bytes):
        if self.command != "HEAD":
            self.wfile.write(data)

    def text(self, text: str, type: str = HTML, status: int = 200):
        data = text.encode()
        self.head(status, len(data), Content_Type=type)
        self.write(data)

    def status(self, code):
        self.text(pages.html(f"Status {code}"), status=int(code))

    def redirect(self, location: str):
        self.head(302, 0, Location=location)

    def log(self):
        self.text(json.dumps(self.server.log), type="application/json")

    def file(self, name: str):
        """A file with its right type; one byte range is honoured."""
        path = self.server.folder / name
        if not path.is_file():
            return self.status(404)
        data, type = path.read_bytes(), TYPES[path.suffix.lower()]
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not wanted:
            self.head(200, len(data), Content_Type=type, Accept_Ranges="bytes")
            return self.write(data)
        first, last = int(wanted[1]), min(int(wanted[2] or len(data)), len(data) - 1)
        if first > last:
            return self.head(416, 0, Content_Range=f"bytes */{len(data)}")
        self.head(
            206, last - first + 1, Content_Type=type, Accept_Ranges="bytes",
            Content_Range=f"bytes {first}-{last}/{len(data)}")
        self.write(data[first:last + 1])

    # Answers that take their time

    def slow(self):
        """A good MP3 of 30 s of sound, spread evenly over `seconds`."""
        data, steps = self.sound(), max(1, int(self.number("seconds", 5) * 10))
        self.head(200, len(data), Content_Type="audio/mpeg")
        for step in range(steps):
            self.write(data[len(data) * step // steps:len(data) * (step + 1) // steps])
            if self.command == "HEAD" or self.server.stopping.wait(0.1):
                return

    def stall(self):
        """Some bytes, then silence until the client gives up."""
        data = self.sound()
        self.head(200, len(data), Content_Type="audio/mpeg")
        self.write(data[:int(self.number("bytes", 60_000))])
        self.server.stopping.wait(self.number("seconds", 600))
        self.close_connection = True

    def drop(self):
        """Promises a file and hangs up in the middle of it, every time."""
        data = self.sound()
        self.head(200, len(data), Content_Type="audio/mpeg")
        self.write(data[:len(data) // 3])
        self.close_connection = True

    def big(self):
        """`megabytes` of MP3; with `length=hidden` the client is not told how many."""
        sound, left = self.sound(), int(self.number("megabytes", 10) * 1_000_000)
        hidden = self.query.get("length") == "hidden"
        self.head(200, None if hidden else left, Content_Type="audio/mpeg")
        while left > 0 and self.command != "HEAD":
            self.wfile.write(sound[:left])
            left -= len(sound)
        self.close_connection = hidden

    def endless(self):
        """Random bytes without end, about 10 MB a second."""
        self.head(200, None, Content_Type="audio/mpeg")
        noise = random.randbytes(65_536)
        while self.command != "HEAD" and not self.server.stopping.wait(0.006):
            self.wfile.write(noise)

    def radio(self):
        """Sound without end, at the pace at which it is heard, as radio stations send it."""
        self.head(200, None, Content_Type="audio/mpeg", icy_name="Paper Radio", icy_br="128")
        sound = self.sound()
        for second in range(600):
            self.write(sound[second % 30 * 16_000:][:16_000])
            if self.command == "HEAD" or self.server.stopping.wait(1):
                break
        self.close_connection = True

    def script(self, name: str):
        """A file whose address ends as that of a program, as from a server that looks files up."""
        self.file({"cover": "cover.jpg", "song": "direct.mp3"}[name])

    def sound(self) -> bytes:
        return (self.server.folder / "long.mp3").read_bytes()

    # Pages and playlists

    def page(self):
        self.text(pages.track(self.server.url, self.query))

    def player(self):
        self.text(pages.player(self.server.url, self.query))

    def three(self):
        self.query["media"] = "direct.mp3,direct.m4a,direct.opus"
        self.player()

    def twice(self):
        """Two players of the same file."""
        self.query["media"] = "direct.mp3,direct.mp3#t=1"
        self.player()

    def master(self):
        self.text(pages.master_playlist(), type=PLAYLIST)

    def live(self):
        """A playlist that never ends; its window moves with the clock."""
        part = f"{self.server.url}/hls/audio{int(time.time()) % 3}.ts"
        self.text(pages.segments(part, ended=False), type=PLAYLIST)

    def hostile_playlist(self, name: str):
        text = pages.hostile_playlists(self.server.url).get(name)
        return self.text(text, type=PLAYLIST) if text else self.status(404)

    def disguised_playlist(self):
        """A "song" that is a playlist: a converter that obeys it reads the server's own files."""
        song = self.query.get("reads", "/etc/passwd")
        self.text(pages.segments(f"file://{song}"), type="audio/mpeg")

    def disguised_script(self):
        """The same with ffmpeg's concat script."""
        song = self.query.get("reads", "/etc/passwd")
        self.text(f"ffconcat version 1.0\nfile '{song}'\n", type="audio/mpeg")

    def log_message(self, *_):
        pass


ROUTES = [
    (r"/log", MediaRequest.log),
    # Good sources
    (r"/((?:direct|long|mislabelled|random|empty|flawed-\w+|mostly-noise)\.\w+)", MediaRequest.file),
    (r"/(no-audio\.mp4|cover[\w-]*\.\w+|hls/audio[\w.]*)", MediaRequest.file),
    (r"/hls/master\.m3u8", MediaRequest.master),
    (r"/page", MediaRequest.page),
    (r"/player", MediaRequest.player),
    (r"/three", MediaRequest.three),
    (r"/twice", MediaRequest.twice),
    (r"/(cover|song)\.php", MediaRequest.script),
    (r"/redirect", lambda request: request.redirect("/direct.mp3")),
    # Slow and unreliable ones
    (r"/slow\.mp3", MediaRequest.slow),
    (r"/stall\.mp3", MediaRequest.stall),
    (r"/drop\.mp3", MediaRequest.drop),
    (r"/big\.mp3", MediaRequest.big),
    (r"/endless\.mp3", MediaRequest.endless),
    (r"/radio", MediaRequest.radio),
    (r"/live\.m3u8", MediaRequest.live),
    # Refusals
    (r"/missing", lambda request: request.status(404)),
    (r"/forbidden", lambda request: request.status(403)),
    (r"/status/([45]\d\d)", MediaRequest.status),
    (r"/nothing-here", lambda request: request.text(pages.html("Just a page"))),
    (r"/redirect-loop", lambda request: request.redirect("/redirect-loop")),
    # Hostile ones
    (r"/private-redirect", lambda request: request.redirect("http://169.254.169.254/")),
    (r"/hls-evil/([\w-]+)\.m3u8", MediaRequest.hostile_playlist),
    (r"/playlist-in-disguise\.mp3", MediaRequest.disguised_playlist),
    (r"/script-in-disguise\.mp3", MediaRequest.disguised_script),
]
