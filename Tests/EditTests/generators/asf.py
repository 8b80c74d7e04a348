"""Windows Media files: objects with a GUID and a size."""

import struct
import uuid

from generators import pictures, texts

HEADER = "75B22630-668E-11CF-A6D9-00AA0062CE6C"
CONTENT = "75B22633-668E-11CF-A6D9-00AA0062CE6C"
EXTENDED_CONTENT = "D2D0A440-E307-11D2-97F0-00A0C95EA850"
EXTENSION = "5FBF03B5-A92E-11CF-8EE3-00C00C205365"
METADATA = "C5F8CBEA-5BAF-4877-8467-AA8C44FA4CCA"
LIBRARY = "44231C94-9498-49D1-A141-1D134E457054"
PADDING = "1806D474-CADF-4509-A4BA-9AABCB96AAE8"
FILE = "8CABDCA1-A947-11CF-8EE4-00C00C205365"


def guid(text):
    return uuid.UUID(text).bytes_le


def _object(name, content):
    return guid(name) + struct.pack("<Q", len(content) + 24) + content


def _objects(data):
    position = 0
    while position + 24 <= len(data):
        (size,) = struct.unpack_from("<Q", data, position + 16)
        yield str(uuid.UUID(bytes_le=data[position : position + 16])).upper(), data[
            position + 24 : position + size
        ]
        position += size


def _wide(text):
    return text.encode("utf-16-le") + b"\0\0"


def wma(c, sounds):
    c.refusable.add("format is only read")
    data = sounds["wma"]
    (header_size,) = struct.unpack_from("<Q", data, 16)
    objects = []
    for name, content in _objects(data[30:header_size]):
        if name not in (CONTENT, EXTENDED_CONTENT, PADDING, EXTENSION):
            objects.append((name, content))
    if c.maybe("content description", 0.8):
        random = c.random("content description")
        values = [_wide(texts.text(random)) if random.random() < 0.7 else b"" for _ in range(5)]
        objects.append((CONTENT, struct.pack("<5H", *map(len, values)) + b"".join(values)))
    entries = []

    def add(key, chance, make, most=1):
        for index in range(most):
            choice = f"{key} {index + 1}"
            if not c.maybe(choice, chance if index == 0 else 0.4):
                break
            kind, value = make(c.random(choice + " content"))
            entries.append((key, kind, value))

    def text(random):
        return 0, _wide(texts.text(random))

    add("WM/AlbumTitle", 0.7, text)
    add("WM/AlbumArtist", 0.4, text, most=2)
    add("WM/Genre", 0.6, text, most=2)
    add("WM/Year", 0.6, lambda r: (0, _wide("1999")))
    add("WM/TrackNumber", 0.6, lambda r: r.choice([(0, _wide("3/12")), (3, struct.pack("<I", 3))]))
    add("WM/PartOfSet", 0.3, lambda r: (0, _wide("1/2")))
    add("WM/Composer", 0.3, text, most=2)
    add("WM/Lyrics", 0.2, text)
    add("IsVBR", 0.3, lambda r: (2, struct.pack("<I", 1)))
    add("MusicBrainz/Track Id", 0.2, text)
    add("WM/UniqueFileIdentifier", 0.2, text)
    add("odd bytes", 0.1, lambda r: (1, r.randbytes(20)))
    add("WM/Picture", 0.2, lambda r: (1, _picture(r, sounds)))
    entries = c.shuffled("entries in any order", entries)
    small = [entry for entry in entries if len(entry[2]) < 60000]
    if small:
        body = b"".join(
            struct.pack("<H", len(_wide(key))) + _wide(key) + struct.pack("<HH", kind, len(value)) + value
            for key, kind, value in small
        )
        objects.append((EXTENDED_CONTENT, struct.pack("<H", len(small)) + body))
    inner = b""
    if c.maybe("metadata library", 0.3):
        inner += _object(
            LIBRARY, _library([("WM/Mood", 0, _wide("Calm")), ("WM/AlbumArtist", 0, _wide("Someone"))])
        )
    if c.maybe("metadata", 0.2):
        inner += _object(METADATA, _library([("IsVBR", 2, struct.pack("<H", 1))]))
    if c.maybe("padding in the extension", 0.3):
        inner += _object(PADDING, bytes(300))
    reserved = guid("ABD3D211-A9BA-11CF-8EE6-00C00C205365") + struct.pack("<H", 6)
    objects.append((EXTENSION, reserved + struct.pack("<I", len(inner)) + inner))
    if c.maybe("padding", 0.3):
        objects.append((PADDING, bytes(c.random("padding").choice([0, 100, 4000]))))
    if c.maybe("unknown object", 0.1):
        objects.append(("01234567-89AB-CDEF-0123-456789ABCDEF", c.random("unknown object").randbytes(30)))
    objects = c.shuffled("objects in any order", objects)
    rest = data[header_size:]
    body = b"".join(_object(name, content) for name, content in objects)
    size = 30 + len(body) + len(rest)
    body = b"".join(
        _object(name, content[:16] + struct.pack("<Q", size) + content[24:] if name == FILE else content)
        for name, content in objects
    )
    head = guid(HEADER) + struct.pack("<QI", 30 + len(body), len(objects)) + b"\1\2"
    return "wma", head + body + rest


def _library(entries):
    body = b"".join(
        struct.pack("<HHHHI", 0, 0, len(_wide(key)), kind, len(value)) + _wide(key) + value
        for key, kind, value in entries
    )
    return struct.pack("<H", len(entries)) + body


def _picture(random, sounds):
    mime, data = pictures.picture(random, sounds)
    return b"\3" + struct.pack("<I", len(data)) + _wide(mime) + _wide("") + data
