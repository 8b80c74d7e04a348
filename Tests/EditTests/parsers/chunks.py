"""Reads WAV (RIFF, RF64) and AIFF files chunk by chunk."""

import struct

import fields
from layout import Entry, Layout, Tag, Unparsable
from parsers import ends, id3


def parse(data):
    layout = Layout()
    start = ends.parse_front(layout, data)
    if start:
        layout.problems.append("a tag before the first chunk")
        data = data[start:]
    form, kind = data[:4], data[8:12]
    is_aiff = form == b"FORM"
    order = ">" if is_aiff else "<"
    if form not in (b"RIFF", b"RF64", b"FORM") or kind not in (b"WAVE", b"AIFF", b"AIFC"):
        raise Unparsable("neither WAV nor AIFF")
    layout.outside.append(("form", form + kind))
    end = 8 + struct.unpack_from(order + "I", data, 4)[0]
    large = {}
    if form == b"RF64":
        riff, sound = struct.unpack_from("<QQ", data, 20)
        end = 8 + riff
        large = {b"data": sound}
    elif end == 8 + 0xFFFFFFFF:
        layout.outside.append(("sizes left open", b"."))
        large = {b"data": None}
        end = len(data)
    if end > len(data):
        layout.problems.append("the size in the head is larger than the file")
        end = len(data)
    texts, counts = Tag("texts", []), {}
    position = 12
    while position < end:
        if end - position < 8:
            layout.problems.append("bytes that are no chunk")
            layout.add("no chunk", data[position:end])
            break
        name, size = struct.unpack_from(order + "4sI", data, position)
        content = position + 8
        if size == 0xFFFFFFFF and name in large:
            size = large[name] if large[name] is not None else end - content
        if content + size > end:
            layout.problems.append(f"the chunk {name} is longer than the file")
            size = end - content
        value = data[content : content + size]
        position = content + size
        if size % 2:
            if position == end:
                layout.problems.append("the last chunk is of odd size and not padded")
            elif data[position] and _is_name(data[position : position + 4]):
                layout.problems.append(f"the chunk {name} is of odd size and not padded")
            else:
                position += 1
        _chunk(layout, texts, counts, name, value, is_aiff)
    if is_aiff:
        layout.tags.append(texts)
    layout.add("behind the chunks", data[max(position, end) :])
    return layout


def _is_name(name):
    return len(name) == 4 and all(32 <= byte < 127 for byte in name)


def _chunk(layout, texts, counts, name, value, is_aiff):
    label = name.decode("latin-1")
    if name.lower() == b"id3 ":
        counts["ID3v2"] = counts.get("ID3v2", 0) + 1
        kind = "ID3v2" if counts["ID3v2"] == 1 else f"ID3v2 number {counts['ID3v2']}"
        size = id3.size_of(value)
        if not size or size > len(value):
            layout.outside.append((f"chunk {label}", value))
            layout.problems.append("an ID3 chunk without a tag")
            return
        tag, problems = id3.parse(value[:size], kind)
        layout.tags.append(tag)
        layout.problems += problems
        if value[size:].strip(b"\0"):
            layout.outside.append((f"behind the tag in {label}", value[size:]))
    elif name == b"LIST" and value[:4] == b"INFO":
        counts["INFO"] = counts.get("INFO", 0) + 1
        kind = "INFO" if counts["INFO"] == 1 else f"INFO number {counts['INFO']}"
        layout.tags.append(_info(layout, value, kind))
    elif is_aiff and name in (b"NAME", b"AUTH", b"(c) ", b"ANNO"):
        entry = Entry(label, value, fields.AIFF.get(name))
        entry.texts = _readings(value)
        texts.entries.append(entry)
    elif name == b"ds64":
        # Without the size of the file, which changes with the tags.
        layout.outside.append(("chunk ds64", value[8:]))
    else:
        layout.outside.append((f"chunk {label}", value))


def _info(layout, value, kind):
    entries, position = [], 4
    while position + 8 <= len(value):
        name, size = struct.unpack_from("<4sI", value, position)
        content = value[position + 8 : position + 8 + size]
        if len(content) < size:
            layout.problems.append("an INFO item is longer than its list")
        position += 8 + size + size % 2
        entry = Entry(name.decode("latin-1"), content, fields.INFO.get(name))
        if entry.field:
            entry.texts = _readings(content)
        entries.append(entry)
    if value[position:].strip(b"\0"):
        entries.append(Entry("(what is no item)", value[position:]))
    return Tag(kind, entries)


def _readings(value):
    """What a text may mean, for these formats do not say their encoding."""
    value = value.rstrip(b"\0")
    try:
        return [value.decode()]
    except UnicodeDecodeError:
        return [value.decode("cp1252", "replace")]
