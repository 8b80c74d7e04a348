"""Containers that Tonearm lists but does not edit: they are refused and stay as they are, or are edited well."""

import struct

from generators import ape, ends, id3


def _read_only(c):
    c.refusable.add("format is only read")


def aac(c, sounds):
    _read_only(c)
    return "aac", ends.front(c, sounds, most=1, chance=0.5) + sounds["adts"] + ends.back(c, sounds)


def tta(c, sounds):
    _read_only(c)
    return "tta", ends.front(c, sounds, most=1, chance=0.5) + sounds["tta"] + ends.back(c, sounds)


def wv(c, sounds):
    _read_only(c)
    data = sounds["wavpack"]
    # The sound ends where the blocks end; ffmpeg may put a tag of its own behind.
    position = 0
    while data[position : position + 4] == b"wvpk":
        position += 8 + struct.unpack_from("<I", data, position + 4)[0]
    data = data[:position]
    if c.maybe("APEv2 behind", 0.8):
        data += ape.apev2(c, "APEv2 behind", sounds)
    if c.maybe("ID3v1", 0.2):
        data += id3.id3v1(c, "ID3v1")
    return "wv", data


def ape_file(c, sounds):
    """Monkey's Audio, which nothing here can encode: a head as it is, and noise for sound."""
    _read_only(c)
    sound = b"\1\2\3\4" * 400
    sizes = struct.pack("<IIIIIII", 52, 24, 4, 0, len(sound), 0, 0)
    head = b"MAC " + struct.pack("<HH", 3990, 0) + sizes + bytes(16)
    form = struct.pack("<HHIIIHHI", 2000, 0, 73728, 13230, 1, 16, 1, 22050)
    data = head + form + struct.pack("<I", 80) + sound
    return "ape", ends.front(c, sounds, most=1, chance=0.1) + data + ends.back(c, sounds)


def mka(c, sounds):
    _read_only(c)
    return "mka", sounds["mka"]
