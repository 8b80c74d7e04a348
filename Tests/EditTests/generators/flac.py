"""FLAC files: blocks of every kind, in any order."""

import struct

from generators import ape, id3, pictures, texts, vorbis


def flac(c, sounds):
    info, frames = _parts(sounds["flac"])
    blocks = []
    if c.maybe("comments", 0.92):
        blocks.append((4, vorbis.comments(c, "comments", sounds)))
        if c.maybe("second comments", 0.02, refusable="two tags of a kind"):
            blocks.append((4, vorbis.comments(c, "second comments", sounds)))
    for kind, chance in ((3, 0.35), (0, 0.06), (4, 0.12), (1, 0.06), (3, 0.04)):
        if c.maybe(f"picture {kind} {chance}", chance):
            mime, data = c.random(f"picture {kind}").choice(
                [pictures.picture(c.random(f"picture {kind} data"), sounds)] * 4
                + [("-->", b"https://example.org/a.jpg")]
            )
            blocks.append((6, vorbis.picture(kind, data, mime, c.pick(f"picture {kind} text", "", "Frönt"))))
    if c.maybe("APPLICATION", 0.2):
        blocks.append(
            (2, c.random("APPLICATION").choice([b"riff", b"ATCH"]) + c.random("application").randbytes(30))
        )
    if c.maybe("second APPLICATION", 0.05):
        blocks.append((2, b"riff" + bytes(8)))
    if c.maybe("SEEKTABLE", 0.3):
        blocks.append((3, struct.pack(">QQH", 0, 0, 4096) + b"\xff" * 8 + bytes(10)))
    if c.maybe("CUESHEET", 0.1):
        blocks.append((5, _cue_sheet()))
    if c.maybe("unknown block", 0.08):
        blocks.append((c.random("unknown").choice([7, 20, 126]), c.random("unknown content").randbytes(25)))
    for index in range(c.count("PADDING", 2)):
        blocks.append((1, bytes(c.random(f"padding {index}").choice([0, 8, 100, 1024, 8192]))))
    if c.maybe("junk in the padding", 0.02, refusable="junk in the padding"):
        blocks.append((1, texts.junk(c.random("junk"), 50)))
    blocks = [(0, info)] + c.shuffled("blocks in any order", blocks)
    data = b"fLaC"
    for index, (kind, content) in enumerate(blocks):
        last = 0x80 if index == len(blocks) - 1 else 0
        data += bytes([kind | last]) + len(content).to_bytes(3, "big") + content
    if c.maybe("ID3v2 in front", 0.08):
        data = id3.id3v2(c, "front", c.pick("front version", 3, 4), sounds) + data
    data += frames
    if c.maybe("junk behind", 0.04):
        data += texts.junk(c.random("junk behind"), 100)
    if c.maybe("APEv2 behind", 0.03):
        data += ape.apev2(c, "APEv2 behind", sounds)
    if c.maybe("ID3v1", 0.06):
        data += id3.id3v1(c, "ID3v1")
    return "flac", data


def _parts(data):
    """STREAMINFO and the frames of a plain file."""
    position, info = 4, b""
    while True:
        kind, size = data[position], int.from_bytes(data[position + 1 : position + 4], "big")
        content = data[position + 4 : position + 4 + size]
        position += 4 + size
        if kind & 127 == 0:
            info = content
        if kind & 128:
            return info, data[position:]


def _cue_sheet():
    start = b"1234567890123".ljust(128, b"\0") + struct.pack(">Q", 0) + b"\x80" + bytes(258) + b"\2"
    track = (
        struct.pack(">QB", 0, 1) + bytes(12) + b"\0" + bytes(13) + b"\1" + struct.pack(">QB", 0, 1) + bytes(3)
    )
    return start + track + struct.pack(">QB", 13230, 170) + bytes(12) + b"\0" + bytes(13) + b"\0"
