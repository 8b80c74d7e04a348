"""Reads Windows Media files object by object."""

import struct
import uuid

import fields
from layout import Entry, Layout, Tag, Unparsable

HEADER = "75b22630-668e-11cf-a6d9-00aa0062ce6c"
FILE = "8cabdca1-a947-11cf-8ee4-00c00c205365"
CONTENT = "75b22633-668e-11cf-a6d9-00aa0062ce6c"
EXTENDED_CONTENT = "d2d0a440-e307-11d2-97f0-00a0c95ea850"
EXTENSION = "5fbf03b5-a92e-11cf-8ee3-00c00c205365"
LIBRARY = "44231c94-9498-49d1-a141-1d134e457054"
PADDING = "1806d474-cadf-4509-a4ba-9aabcb96aae8"


def _objects(data, start, end):
    position = start
    while position < end:
        name = str(uuid.UUID(bytes_le=data[position : position + 16]))
        (size,) = struct.unpack_from("<Q", data, position + 16)
        if not 24 <= size <= end - position:
            raise Unparsable("an object does not fit")
        yield name, data[position + 24 : position + size]
        position += size


def parse(data):
    layout = Layout()
    if str(uuid.UUID(bytes_le=data[:16])) != HEADER:
        raise Unparsable("no header object")
    size, count = struct.unpack_from("<QI", data, 16)
    if size > len(data):
        raise Unparsable("the header is longer than the file")
    found = list(_objects(data, 30, size))
    if len(found) != count:
        layout.problems.append("another number of objects than the header says")
    layout.outside.append(("header", data[28:30]))
    for name, content in found:
        if name == CONTENT:
            layout.tags.append(_content(content))
        elif name == EXTENDED_CONTENT:
            layout.tags.append(_extended(content))
        elif name == EXTENSION:
            layout.outside.append(("extension", content[:18]))
            (inner_size,) = struct.unpack_from("<I", content, 18)
            if inner_size != len(content) - 22:
                layout.problems.append("the extension has another size than it says")
            for inner_name, inner in _objects(content, 22, len(content)):
                if inner_name == LIBRARY:
                    layout.tags.append(_library(inner))
                elif inner_name != PADDING or inner.strip(b"\0"):
                    layout.outside.append((f"extension/{inner_name}", inner))
        elif name == FILE:
            if struct.unpack_from("<Q", content, 16)[0] != len(data):
                layout.problems.append("the file has another size than it says")
            layout.outside.append((name, content[:16] + content[24:]))
        elif name != PADDING or content.strip(b"\0"):
            layout.outside.append((name, content))
    layout.add("behind the header", data[size:])
    return layout


def _text(value):
    return value.decode("utf-16-le", "replace").rstrip("\0")


def _content(content):
    sizes = struct.unpack_from("<5H", content)
    entries, position = [], 10
    for key, size in zip(("Title", "Author", "Copyright", "Description", "Rating"), sizes):
        value = content[position : position + size]
        position += size
        if value.strip(b"\0"):
            entries.append(Entry(key, value, fields.ASF.get(key), [_text(value)]))
    return Tag("content description", entries)


def _extended(content):
    entries, position = [], 2
    for _ in range(struct.unpack_from("<H", content)[0]):
        (size,) = struct.unpack_from("<H", content, position)
        key = _text(content[position + 2 : position + 2 + size])
        position += 2 + size
        kind, size = struct.unpack_from("<HH", content, position)
        entries.append(_entry(key, kind, content[position + 4 : position + 4 + size], f"type {kind}"))
        position += 4 + size
    return Tag("extended content", entries)


def _library(content):
    entries, position = [], 2
    for _ in range(struct.unpack_from("<H", content)[0]):
        language, stream, name_size, kind, size = struct.unpack_from("<HHHHI", content, position)
        position += 12
        key = _text(content[position : position + name_size])
        position += name_size
        entries.append(
            _entry(key, kind, content[position : position + size], f"{language} {stream} type {kind}")
        )
        position += size
    return Tag("metadata library", entries)


def _entry(key, kind, value, flags):
    entry = Entry(key, value, fields.ASF.get(key), flags=flags)
    if entry.field:
        entry.texts = [_text(value) if kind == 0 else str(int.from_bytes(value, "little"))]
    elif key == "WM/Picture" and value[:1] in (b"\0", b"\3"):
        entry.field = "cover" if value[:1] == b"\3" else "perhaps cover"
    return entry
