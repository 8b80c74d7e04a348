"""Reads FLAC files: blocks and frames."""

from layout import Entry, Layout, Tag, Unparsable
from parsers import ends, vorbis


def parse(data):
    layout = Layout()
    position = ends.parse_front(layout, data)
    if data[position : position + 4] != b"fLaC":
        raise Unparsable("no fLaC")
    position += 4
    pictures, counts = Tag("pictures", []), {}
    last = False
    while not last:
        head = data[position : position + 4]
        if len(head) < 4:
            raise Unparsable("the blocks end early")
        last, kind, size = bool(head[0] & 128), head[0] & 127, int.from_bytes(head[1:], "big")
        content = data[position + 4 : position + 4 + size]
        position += 4 + size
        if len(content) < size:
            raise Unparsable("a block is longer than the file")
        if kind == 4:
            counts[4] = counts.get(4, 0) + 1
            tag, end = vorbis.parse(content, "comments" if counts[4] == 1 else f"comments number {counts[4]}")
            if content[end:].strip(b"\0"):
                layout.problems.append("bytes behind the comments")
            layout.tags.append(tag)
        elif kind == 6:
            pictures.entries.append(Entry("picture", content, vorbis.picture_field(content[:4])))
        elif kind != 1 or content.strip(b"\0"):
            layout.outside.append((f"block {kind}", content))
    layout.tags.append(pictures)
    end = ends.parse_back(layout, data, position)
    layout.add("sound", data[position:end])
    return layout
