"""APEv2 tags."""

import struct

from generators import pictures, texts

KEYS = [
    "MP3GAIN_MINMAX",
    "MP3GAIN_UNDO",
    "MP3GAIN_ALBUM_MINMAX",
    "REPLAYGAIN_TRACK_GAIN",
    "REPLAYGAIN_TRACK_PEAK",
]


def traps(c, name, random):
    """Tags of such a size that a reader which looks for an ID3v1 tag sees "TAG" where one would begin."""
    if c.pick(name + " trap", "APETAGEX", "in a value") == "APETAGEX":
        # 131 bytes in all, so that the mark of the header lies right there.
        items = [(b"Title", b"a" * 19), (b"Artist", b"b" * 19)]
        return _tag(items)
    # The footer and what is before it up to "TAG" are 128 bytes.
    value = texts.plain(random).encode() + b" TAG" + b"x" * 93
    return _tag([(b"Album", b"Some Album"), (b"Comment", value)])


def _tag(items):
    body = b"".join(struct.pack("<II", len(value), 0) + key + b"\0" + value for key, value in items)
    ends = [
        struct.pack("<IIII", 2000, len(body) + 32, len(items), flags) for flags in (0xA0000000, 0x80000000)
    ]
    return b"APETAGEX" + ends[0] + bytes(8) + body + b"APETAGEX" + ends[1] + bytes(8)


def apev2(c, name, sounds, at_front=False):
    items = []

    def add(key, chance, make, flags=0):
        if c.maybe(f"{name} {key}", chance):
            items.append((key.encode(), make(c.random(f"{name} {key} content")), flags))

    def encoded(random):
        return texts.text(random).encode()

    only_gain = c.maybe(f"{name} only gain", 0.2)
    if not only_gain:
        case = c.random(name + " case").choice([str, str, str.lower, str.upper])
        add(case("Title"), 0.7, encoded)
        add(case("Artist"), 0.7, lambda r: r.choice([encoded(r), encoded(r) + b"\0" + encoded(r)]))
        add(case("Album"), 0.5, encoded)
        add(case("Album Artist"), 0.2, encoded)
        add(case("Year"), 0.5, lambda r: r.choice([b"1999", b"1999-12-31"]))
        add(case("Genre"), 0.4, lambda r: r.choice([b"Rock", b"2010", encoded(r)]))
        add(case("Track"), 0.5, lambda r: r.choice([b"3", b"3/12", b"03"]))
        add(case("Disc"), 0.2, lambda r: r.choice([b"1", b"1/2"]))
        add("Comment", 0.3, encoded)
        add("Composer", 0.2, encoded)
        add("Lyrics", 0.1, lambda r: b"\r\n".join(encoded(r) for _ in range(4)))
        add("Related", 0.05, lambda r: b"https://example.org/", flags=4)
        add("Cover Art (Front)", 0.15, lambda r: b"front.jpg\0" + pictures.picture(r, sounds)[1], flags=2)
        add("Cover Art (Back)", 0.05, lambda r: b"back.png\0" + sounds["png"], flags=2)
        add("Odd Bytes", 0.1, lambda r: r.randbytes(20))
        add("Empty", 0.05, lambda r: b"")
        add("Read Only", 0.05, encoded, flags=1)
    for key in KEYS:
        add(
            key, 0.6 if only_gain else 0.15, lambda r: r.choice([b"108,181", b"-3.210000 dB", b"+004,+004,N"])
        )
    items = c.shuffled(name + " items in any order", items)
    body = b"".join(
        struct.pack("<II", len(value), flags) + key + b"\0" + value for key, value, flags in items
    )
    version = 1000 if not at_front and c.maybe(name + " version 1", 0.04) else 2000
    has_header = version == 2000 and (at_front or not c.maybe(name + " without a header", 0.1))
    has_footer = not (at_front and c.maybe(name + " without a footer", 0.05))

    def end(flags):
        flags |= (0x80000000 if has_header else 0) | (0 if has_footer else 0x40000000)
        return (
            b"APETAGEX"
            + struct.pack("<IIII", version, len(body) + 32 * has_footer, len(items), flags)
            + bytes(8)
        )

    header = end(0x20000000) if has_header else b""
    footer = end(0) if has_footer else b""
    return header + body + footer
