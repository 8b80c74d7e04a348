"""Ogg files with Vorbis, Opus or FLAC in them."""

import struct
import zlib

from generators import id3, texts, vorbis

_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def checksum(data):
    """Ogg's CRC, which is zlib's with all bits in the other order, and neither inverted before nor after."""
    mirrored = zlib.crc32(data.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)


def page(flags, granule, serial, number, lacing, body):
    start = b"OggS\0" + bytes([flags]) + struct.pack("<QII", granule, serial, number)
    rest = bytes([len(lacing)]) + bytes(lacing) + body
    return start + struct.pack("<I", checksum(start + bytes(4) + rest)) + rest


def _pages_of(data):
    """(flags, granule, serial, lacing, body) of each page of a plain file."""
    position = 0
    while position < len(data):
        flags, granule, serial = struct.unpack_from("<BQI", data, position + 5)
        count = data[position + 26]
        lacing = data[position + 27 : position + 27 + count]
        start = position + 27 + count
        position = start + sum(lacing)
        yield flags, granule, serial, lacing, data[start:position]


def _base(data, header_packets):
    """The first packets, and the pages of sound."""
    pages = list(_pages_of(data))
    packets, packet = [], b""
    for index, (_, _, _, lacing, body) in enumerate(pages):
        if len(packets) >= header_packets:
            return packets, pages[index:]
        for size in lacing:
            packet, body = packet + body[:size], body[size:]
            if size < 255:
                packets.append(packet)
                packet = b""
    raise ValueError("no sound in the base file")


def _laced(packet):
    return [255] * (len(packet) // 255) + [len(packet) % 255]


def _header_pages(groups, serial, number, most):
    """Puts each group of packets on pages of its own, with at most so many segments on a page."""
    pages = []
    for group in groups:
        lacing = [size for packet in group for size in _laced(packet)]
        body = b"".join(group)
        continued = False
        while lacing:
            now, lacing = lacing[:most], lacing[most:]
            size = sum(now)
            granule = 0 if any(piece < 255 for piece in now) else 0xFFFFFFFFFFFFFFFF
            pages.append(page(1 if continued else 0, granule, serial, number + len(pages), now, body[:size]))
            body = body[size:]
            continued = now[-1] == 255
    return pages


def _link(c, name, sounds, codec, serial, pictures=True):
    """One logical stream from its first page to its last."""
    tag = vorbis.comments(c, name + " comments", sounds, with_pictures=pictures and codec != "oggflac")
    if codec == "vorbis":
        packets, sound = _base(sounds[codec], 3)
        packets[1] = b"\x03vorbis" + tag + b"\1"
    elif codec == "opus":
        packets, sound = _base(sounds[codec], 2)
        packets[1] = b"OpusTags" + tag
        if c.maybe(name + " kept bytes behind the comments", 0.06):
            packets[1] += b"\1" + c.random(name + " kept").randbytes(20)
        else:
            packets[1] += bytes(c.pick(name + " padding", 0, 0, 50, 600))
    else:
        count = struct.unpack_from(">H", _base(sounds[codec], 1)[0][0], 7)[0]
        packets, sound = _base(sounds[codec], 1 + count)
        blocks = [(4, tag)]
        if c.maybe(name + " picture", 0.3):
            blocks.append((6, vorbis.picture(3, sounds["png"], "image/png", "")))
        if c.maybe(name + " APPLICATION", 0.1):
            blocks.append((2, b"riff" + bytes(9)))
        if c.maybe(name + " PADDING", 0.3):
            blocks.append((1, bytes(100)))
        first = bytearray(packets[0])
        struct.pack_into(">H", first, 7, len(blocks))
        last = len(blocks) - 1
        packets = [bytes(first)] + [
            bytes([kind | (0x80 if index == last else 0)]) + len(content).to_bytes(3, "big") + content
            for index, (kind, content) in enumerate(blocks)
        ]
    others = packets[1:]
    layout = c.pick(name + " headers", "shared pages", "a page for each")
    groups = [others] if layout == "shared pages" else [[packet] for packet in others]
    most = c.pick(name + " segments on a page", 255, 1, 7, 100)
    # Where the numbers of the pages start is the writer's choice.
    number = c.pick(name + " first page number", 0, 0, 5)
    pages = [page(2, 0, serial, number, _laced(packets[0]), packets[0])]
    pages += _header_pages(groups, serial, number + 1, most)
    if c.maybe(name + " page without packets", 0.03):
        pages.append(page(0, 0, serial, number + len(pages), [], b""))
    if c.maybe(name + " sound on a header page", 0.02, refusable="sound on a header page"):
        flags, granule, _, lacing, body = sound[0]
        if not flags & 1:
            last = list(_pages_of(pages[-1]))[0]
            if len(last[3]) + len(lacing) <= 255:
                pages[-1] = page(
                    last[0] | flags,
                    granule,
                    serial,
                    number + len(pages) - 1,
                    list(last[3]) + list(lacing),
                    last[4] + body,
                )
                sound = sound[1:]
    gap = c.pick(name + " gap in the page numbers", 0, 0, 0, 2)
    for index, (flags, granule, _, lacing, body) in enumerate(sound):
        shift = gap if index >= len(sound) // 2 else 0
        pages.append(page(flags, granule, serial, number + len(pages) + shift, lacing, body))
    return pages


def _any(c, sounds, codec):
    serial = c.pick("serial", 1234, 0, 0xFFFFFFFE)
    pages = _link(c, "first", sounds, codec, serial)
    if c.maybe("second stream", 0.04, refusable="several streams"):
        random = c.random("second stream")
        head = b"fishead\0" + struct.pack("<HH", 3, 0) + bytes(52)
        pages.insert(1, page(2, 0, 77, 0, _laced(head), head))
        at = random.randint(2, len(pages))
        bone = b"fisbone\0" + struct.pack("<III", 44, serial, 3) + bytes(36)
        pages.insert(at, page(0, 0, 77, 1, _laced(bone), bone))
        pages.insert(random.randint(at + 1, len(pages)), page(4, 0, 77, 2, [0], b""))
    if c.maybe("second link", 0.07):
        same = c.maybe("second link has the same serial", 0.25)
        pages += _link(c, "second", sounds, codec, serial if same else 4321, pictures=False)
    data = b"".join(pages)
    if c.maybe("junk behind", 0.04):
        data += c.random("junk behind").choice([bytes(300), texts.junk(c.random("junk"), 100)])
    if c.maybe("ID3v1", 0.02):
        data += id3.id3v1(c, "ID3v1")
    return data


def ogg(c, sounds):
    return "ogg", _any(c, sounds, "vorbis")


def opus(c, sounds):
    return "opus", _any(c, sounds, "opus")


def oga(c, sounds):
    return "oga", _any(c, sounds, "oggflac")
