"""Files whose tags stand before and behind the sound: MP3, ADTS, WavPack, TTA."""

import struct

import fields
from layout import Entry, Layout, Tag
from parsers import id3


def ape_size(data, end):
    """The size of the APE tag that ends here, or 0."""
    footer = data[end - 32 : end] if end >= 32 else b""
    if footer[:8] != b"APETAGEX":
        return 0
    version, size, _, flags = struct.unpack_from("<IIII", footer, 8)
    if version not in (1000, 2000) or flags & 0x20000000 and version == 2000:
        return 0
    size += 32 if flags & 0x80000000 and version == 2000 else 0
    return size if 32 <= size <= end else 0


def parse_ape(data, kind):
    """The tag that `data` is, from its first to its last byte."""
    has_header = data[:8] == b"APETAGEX"
    edge = data[:32] if has_header else data[-32:]
    _, _, count, _ = struct.unpack_from("<IIII", edge, 8)
    position = 32 if has_header else 0
    end = len(data) - (32 if data[-32:-24] == b"APETAGEX" and len(data) > 32 * has_header else 0)
    entries, problems = [], []
    while position < end:
        size, flags = struct.unpack_from("<II", data, position)
        stop = data.index(b"\0", position + 8)
        key, value = data[position + 8 : stop], data[stop + 1 : stop + 1 + size]
        position = stop + 1 + size
        entry = Entry(
            key.decode("latin-1"), value, fields.APE.get(key.decode("latin-1").upper()), flags=f"{flags:x}"
        )
        if entry.field and entry.field != "cover":
            entry.texts = value.decode("utf-8", "replace").split("\0")
        entries.append(entry)
    if len(entries) != count or position != end:
        problems.append("APE items do not fit their tag")
    return Tag(kind, entries), problems


def parse_lyrics3(data):
    entries, position = [], 11
    while position < len(data) - 15:
        key, size = data[position : position + 3].decode("latin-1"), int(data[position + 3 : position + 8])
        value = data[position + 8 : position + 8 + size]
        entry = Entry(key, value, fields.LYRICS3.get(key))
        entry.texts = [value.decode("utf-8", "replace")]
        entries.append(entry)
        position += 8 + size
    return Tag("Lyrics3", entries)


def parse_front(layout, data, position=0):
    """Reads the tags at the start; returns where they end."""
    counts = {}
    while True:
        if size := id3.size_of(data, position):
            kind = _numbered("ID3v2", counts)
            tag, problems = id3.parse(data[position : position + size], kind)
            layout.tags.append(tag)
            layout.problems += problems
        elif data[position : position + 8] == b"APETAGEX":
            version, size, _, flags = struct.unpack_from("<IIII", data, position + 8)
            if version != 2000 or not flags & 0x20000000:
                return position
            size += 32
            tag, problems = parse_ape(data[position : position + size], "APEv2 in front")
            layout.tags.append(tag)
            layout.problems += problems
        else:
            return position
        position += size


def parse_back(layout, data, start):
    """Reads the tags at the end; returns where they begin."""
    tags, end = [], len(data)
    counts = {}
    # Bytes of another tag may look like this one.
    is_id3v1 = data[end - 128 : end - 125] == b"TAG" and data[end - 131 : end - 123] != b"APETAGEX"
    if end - start >= 128 and is_id3v1 and not ape_size(data, end):
        tags.append(id3.parse_version1(data[end - 128 :]))
        end -= 128
        if end - start >= 227 and data[end - 227 : end - 223] == b"TAG+":
            tags.append(id3.parse_enhanced(data[end - 227 : end]))
            end -= 227
    while True:
        if size := ape_size(data, end):
            tag, problems = parse_ape(data[end - size : end], _numbered("APEv2", counts))
            tags.append(tag)
            layout.problems += problems
        elif data[end - 9 : end] == b"LYRICS200" and len(data) - end == 128:
            size = int(data[end - 15 : end - 9]) + 15
            tags.append(parse_lyrics3(data[end - size : end]))
        elif data[end - 10 : end - 7] == b"3DI" and (size := id3.size_of(data, end - 10)):
            tag, problems = id3.parse(data[end - size : end], _numbered("ID3v2 at the end", counts))
            tags.append(tag)
            layout.problems += problems
        else:
            break
        end -= size
    layout.tags += reversed(tags)
    return end


def _numbered(kind, counts):
    counts[kind] = counts.get(kind, 0) + 1
    return kind if counts[kind] == 1 else f"{kind} number {counts[kind]}"


def parse(data):
    layout = Layout(ordered=True)
    start = parse_front(layout, data)
    end = parse_back(layout, data, start)
    layout.add("sound", data[start:end])
    return layout
