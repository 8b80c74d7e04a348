"""Reads Ogg files page by page."""

import struct
import zlib

from layout import Entry, Layout, Tag, Unparsable
from parsers import ends, vorbis

_MIRROR = bytes(sum((byte >> bit & 1) << (7 - bit) for bit in range(8)) for byte in range(256))


class Page:
    def __init__(self, data, position):
        head = data[position : position + 27]
        self.flags, self.granule, self.serial, self.number, self.checksum, count = struct.unpack(
            "<BQIIIB", head[5:]
        )
        self.lacing = data[position + 27 : position + 27 + count]
        start = position + 27 + count
        self.end = start + sum(self.lacing)
        if len(self.lacing) < count or self.end > len(data):
            raise Unparsable("a page is longer than the file")
        self.body = data[start : self.end]
        self.bytes = data[position : self.end]

    @property
    def is_whole(self):
        plain = self.bytes[:22] + bytes(4) + self.bytes[26:]
        mirrored = zlib.crc32(plain.translate(_MIRROR), 0xFFFFFFFF) ^ 0xFFFFFFFF
        return int(f"{mirrored:032b}"[::-1], 2) == self.checksum

    @property
    def plain(self):
        """The page without its number and checksum."""
        return self.bytes[:18] + self.bytes[26:]


def parse(data):
    layout = Layout()
    pages, position = [], 0
    while data[position : position + 5] == b"OggS\0":
        page = Page(data, position)
        pages.append(page)
        position = page.end
    if not pages:
        raise Unparsable("no page")
    layout.problems += ["a page with a wrong checksum"] * sum(not page.is_whole for page in pages)
    first = pages[0]
    layout.outside.append(("first page", first.bytes))

    # The headers of the first stream; pages of others between them stay in the order of the file.
    kept, packets, packet, expected, index = [], [], b"", None, 1
    own, header_pages = [], []
    sound_starts = None
    while index < len(pages):
        page = pages[index]
        index += 1
        if page.serial != first.serial or page.flags & 2:
            kept.append(("page of another stream", page.bytes))
            continue
        own.append(page)
        header_pages.append(page)
        body = page.body
        for number, size in enumerate(page.lacing):
            packet, body = packet + body[:size], body[size:]
            if size < 255:
                packets.append(packet)
                packet = b""
                expected = expected or _header_count(first.body)
                if len(packets) == expected:
                    sound_starts = (page, page.lacing[number + 1 :], body)
                    break
        if sound_starts:
            break
    if not sound_starts:
        raise Unparsable("the headers end early")
    page, lacing, body = sound_starts
    if lacing:
        kept.append(("sound on a header page", struct.pack("<Q", page.granule) + bytes(lacing) + body))
        layout.problems.append("sound on a header page")
    _headers(layout, first.body, packets)

    # The pages of the stream until another one begins, which may have the same serial.
    is_own = True
    for page in pages[index:]:
        if page.serial == first.serial and page.flags & 2:
            is_own = False
        if page.serial == first.serial and is_own:
            own.append(page)
            kept.append(("page of sound", page.plain))
        else:
            kept.append(("page of another stream", page.bytes))
    steps = [(later.number - earlier.number) & 0xFFFFFFFF for earlier, later in zip([first] + own, own)]
    # Where there were gaps there may be gaps; where there were none, there must be none.
    sound_pages = own[len(header_pages) - 1 :]
    steps_of_sound = [(b.number - a.number) & 0xFFFFFFFF for a, b in zip(sound_pages, sound_pages[1:])]
    layout.outside.append(("steps of the page numbers", repr(steps_of_sound).encode()))
    if any(step != 1 for step in steps[: len(header_pages)]):
        layout.problems.append("the pages of the headers are not numbered one by one")
    layout.outside += kept
    end = ends.parse_back(layout, data, position)
    layout.add("behind the pages", data[position:end])
    return layout


def _header_count(first):
    if first.startswith(b"\x01vorbis"):
        return 2
    if first.startswith(b"OpusHead"):
        return 1
    if first.startswith(b"\x7fFLAC"):
        return struct.unpack_from(">H", first, 7)[0]
    raise Unparsable("neither Vorbis nor Opus nor FLAC")


def _headers(layout, first, packets):
    if first.startswith(b"\x7fFLAC"):
        pictures = Tag("pictures", [])
        for number, packet in enumerate(packets):
            kind, content = packet[0] & 127, packet[4:]
            if int.from_bytes(packet[1:4], "big") != len(content):
                layout.problems.append("a block of another size than its packet")
            if bool(packet[0] & 128) != (number == len(packets) - 1):
                layout.problems.append("the last block is not the one that says so")
            if kind == 4:
                tag, _ = vorbis.parse(content, "comments")
                layout.tags.append(tag)
            elif kind == 6:
                pictures.entries.append(Entry("picture", content, vorbis.picture_field(content[:4])))
            elif kind != 1 or content.strip(b"\0"):
                layout.outside.append((f"block {kind}", content))
        layout.tags.append(pictures)
        # The count of blocks in the first page may change with them.
        layout.outside[0] = (layout.outside[0][0], first[:7] + first[9:])
        return
    mark = b"\x03vorbis" if first.startswith(b"\x01vorbis") else b"OpusTags"
    if not packets[0].startswith(mark):
        raise Unparsable("no comments")
    tag, end = vorbis.parse(packets[0][len(mark) :], "comments")
    rest = packets[0][len(mark) + end :]
    # Vorbis ends with a framing bit; Opus keeps what follows only if its first bit says so. Zeros are padding.
    if mark != b"OpusTags":
        rest = rest.rstrip(b"\0")
    if mark != b"OpusTags" or rest[:1] and rest[0] & 1:
        tag.entries.append(Entry("(behind the comments)", rest))
    layout.tags.append(tag)
    for packet in packets[1:]:
        layout.outside.append(("header packet", packet))
