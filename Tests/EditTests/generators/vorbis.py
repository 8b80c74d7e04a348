"""Vorbis comments, for FLAC, Vorbis and Opus, and the picture of FLAC."""

import base64
import struct

from generators import pictures, texts


def picture(kind, data, mime, description=""):
    text = description.encode()
    size = struct.pack(">IIII", 16, 16, 24, 0)
    start = struct.pack(">II", kind, len(mime)) + mime.encode() + struct.pack(">I", len(text)) + text
    return start + size + struct.pack(">I", len(data)) + data


def comments(c, name, sounds, with_pictures=False):
    """The content of a comment block: vendor and entries."""
    entries = []

    def add(key, chance, make, most=1):
        for index in range(most):
            choice = f"{name} {key}" + (f" {index + 1}" if index else "")
            if not c.maybe(choice, chance if index == 0 else 0.4):
                break
            entries.append(key.encode() + b"=" + make(c.random(choice + " content")))

    def encoded(random):
        return texts.text(random).encode()

    case = c.random(name + " case").choice([str, str, str.lower, str.title])
    add(case("TITLE"), 0.9, encoded)
    add(case("ARTIST"), 0.9, encoded, most=3)
    add(case("ALBUM"), 0.8, encoded)
    add(
        c.random(name + " album artist").choice(["ALBUMARTIST", "ALBUM ARTIST", "ALBUM_ARTIST"]), 0.4, encoded
    )
    add(case("DATE"), 0.7, lambda r: r.choice([b"1999", b"1999-12-31", b"03/1999"]))
    add("YEAR", 0.1, lambda r: b"1999")
    add(case("GENRE"), 0.7, lambda r: r.choice([b"Rock", b"2010", encoded(r)]), most=2)
    add(case("TRACKNUMBER"), 0.7, lambda r: r.choice([b"3", b"3/12", b"03", b"A1"]))
    add("TRACKTOTAL", 0.3, lambda r: b"12")
    add("TOTALTRACKS", 0.1, lambda r: b"12")
    add(case("DISCNUMBER"), 0.3, lambda r: r.choice([b"1", b"1/2"]))
    add("DISCTOTAL", 0.2, lambda r: b"2")
    add("COMMENT", 0.3, encoded, most=2)
    add("DESCRIPTION", 0.2, encoded)
    add("LYRICS", 0.1, lambda r: b"\n".join(encoded(r) for _ in range(8)))
    add("PERFORMER", 0.2, encoded, most=3)
    add("REPLAYGAIN_TRACK_GAIN", 0.3, lambda r: b"-3.21 dB")
    add("MUSICBRAINZ_TRACKID", 0.3, lambda r: b"b9ad642e-b012-41c7-b72a-42cf4911f9ff")
    add("R128_TRACK_GAIN", 0.1, lambda r: b"-1234")
    add("CHAPTER001", 0.1, lambda r: b"00:00:00.000")
    add("CHAPTER001NAME", 0.1, encoded)
    add("WAVEFORMATEXTENSIBLE_CHANNEL_MASK", 0.05, lambda r: b"0x3")
    add("EMPTY", 0.1, lambda r: b"")
    add("EQUALS", 0.1, lambda r: b"a=b=c")
    add("CP1252", 0.1, lambda r: b"Beyonc\xe9 \x80")
    if c.maybe(name + " title in CP1252", 0.04):
        entries.append(b"TITLE=Caf\xe9")
    if c.maybe(name + " comment without a sign", 0.08):
        entries.append(b"no equals sign")
    if c.maybe(name + " empty comment", 0.06):
        entries.append(b"")
    if c.maybe(name + " comment without a key", 0.05):
        entries.append(b"=value")
    if c.maybe(name + " key with odd bytes", 0.04):
        entries.append(b"K\xc3\xa9y\x01=value")
    if with_pictures:
        for kind, chance in ((3, 0.3), (0, 0.05), (4, 0.1)):
            if c.maybe(f"{name} picture {kind}", chance):
                mime, data = pictures.picture(c.random(f"{name} picture {kind} data"), sounds)
                block = picture(kind, data, mime, "front")
                entries.append(b"METADATA_BLOCK_PICTURE=" + base64.b64encode(block))
        if c.maybe(name + " COVERART", 0.08):
            entries.append(b"COVERARTMIME=image/jpeg")
            entries.append(b"COVERART=" + base64.b64encode(sounds["jpeg"]))
    entries = c.shuffled(name + " comments in any order", entries)
    vendor = c.pick(name + " vendor", b"Lavf59.27.100", b"", b"reference libFLAC 1.4.2 20221022", b"\xe9\xe8")
    body = struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", len(entries))
    return body + b"".join(struct.pack("<I", len(entry)) + entry for entry in entries)
