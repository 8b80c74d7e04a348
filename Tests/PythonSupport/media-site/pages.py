"""HTML pages and playlists. `query` holds the page's own parameters, `site` is the base URL."""

import json
from html import escape

TRACK = {
    "title": "Paper Boats",
    "artist": "The Lanterns",
    "uploader": "Lantern Records",
    "cover": "cover.jpg",
    "media": "direct.m4a",
    "seconds": "6",
}


def html(title: str, body: str = "", head: str = "") -> str:
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>{head}</head><body>{body}</body></html>\n")


def track(site: str, query: dict[str, str]) -> str:
    """A page whose JSON-LD tells everything about one track; any field can be given or emptied."""
    field = TRACK | query
    known = {
        "name": field["title"],
        "author": {"@type": "Organization", "name": field["uploader"]} if field["uploader"] else None,
        "byArtist": {"@type": "MusicGroup", "name": field["artist"]} if field["artist"] else None,
        "thumbnailUrl": f"{site}/{field['cover']}" if field["cover"] else None,
        "duration": f"PT{field['seconds']}S" if field["seconds"] else None,
        "uploadDate": "2021-05-04T00:00:00Z",
        "contentUrl": f"{site}/{field['media']}",
    }
    linked = {"@context": "https://schema.org", "@type": "AudioObject"}
    linked |= {name: value for name, value in known.items() if value}
    script = json.dumps(linked).replace("<", "\\u003c")
    return html(
        field["title"], f"<h1>{escape(field['title'])}</h1>",
        f'<script type="application/ld+json">{script}</script>')


def player(site: str, query: dict[str, str]) -> str:
    """What most small sites have: a title and <audio> tags, one per name in `media`."""
    field = TRACK | query
    tags = "".join(
        f'<audio controls src="{site}/{escape(name)}"></audio>' for name in field["media"].split(","))
    social = (
        f'<meta property="og:title" content="{escape(field["title"])}">'
        f'<meta property="og:image" content="{site}/{escape(field["cover"])}">')
    return html(field["title"], tags, social)


def master_playlist() -> str:
    return playlist(
        '#EXT-X-STREAM-INF:BANDWIDTH=140000,CODECS="mp4a.40.2"', "audio.m3u8", ended=False)


def playlist(*lines: str, ended: bool = True) -> str:
    return "\n".join(["#EXTM3U", "#EXT-X-VERSION:3", *lines, *["#EXT-X-ENDLIST"] * ended, ""])


def segments(*addresses: str, before: str = "", ended: bool = True) -> str:
    lines = ["#EXT-X-TARGETDURATION:2", "#EXT-X-MEDIA-SEQUENCE:0", *[before] * bool(before)]
    for address in addresses:
        lines += ["#EXTINF:2,", address]
    return playlist(*lines, ended=ended)


def hostile_playlists(site: str) -> dict[str, str]:
    """Each names something that must never be read, or tries to leave the proxy."""
    good = f"{site}/hls/audio0.ts"
    return {
        "file": segments(good, "file:///etc/passwd"),
        "loopback": segments(good, "http://127.0.0.1:1/secret.ts"),
        "metadata": segments(good, "http://169.254.169.254/latest/meta-data/"),
        "method": segments(good, before="#EXT-X-KEY:METHOD=X"),
        "hidden-method": segments("httpproxy://127.0.0.1:1/x.ts", before="##EXT-X-KEY:METHOD=X"),
        "key": segments(good, before='#EXT-X-KEY:METHOD=AES-128,URI="file:///etc/passwd"'),
        "subfile": segments("subfile,,start,0,end,200,,:/etc/passwd"),
    }
