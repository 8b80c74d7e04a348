"""Reads Vorbis comments."""

import base64
import struct

import fields
from layout import Entry, Tag


def parse(data, kind):
    """The comments that `data` begins with, and where they end."""

    def text(position):
        (size,) = struct.unpack_from("<I", data, position)
        if position + 4 + size > len(data):
            raise ValueError("a comment is longer than its block")
        return data[position + 4 : position + 4 + size], position + 4 + size

    vendor, position = text(0)
    entries = [Entry("(vendor)", bytes(vendor))]
    (count,) = struct.unpack_from("<I", data, position)
    position += 4
    for _ in range(count):
        comment, position = text(position)
        name, equals, value = bytes(comment).partition(b"=")
        key = name.decode("utf-8", "replace").upper() if equals else "(no key)"
        entry = Entry(key, bytes(comment), fields.VORBIS.get(key) if equals else None)
        if entry.field:
            entry.texts = [value.decode("utf-8", "replace")]
        elif key == "METADATA_BLOCK_PICTURE":
            entry.field = picture_field(base64.b64decode(value)[:4])
        elif key in ("COVERART", "COVERARTMIME"):
            entry.field = "perhaps cover"
        entries.append(entry)
    return Tag(kind, entries), position


def picture_field(start):
    """The field that a picture is, by the number that it begins with."""
    return {b"\0\0\0\3": "cover", b"\0\0\0\0": "perhaps cover"}.get(bytes(start))
