"""Reads ID3v2 tags of all versions, and ID3v1, without leaving anything out."""

import struct
import zlib

import fields
from layout import Entry, Tag, Unparsable

# Names of ID3v2.2 and what they are called later.
NAMES = dict(
    pair.split()
    for pair in """BUF RBUF,CNT PCNT,COM COMM,CRA AENC,ETC ETCO,EQU EQUA,GEO GEOB,IPL IPLS,MCI MCDI,MLL MLLT,PIC APIC,
    POP POPM,REV RVRB,RVA RVAD,SLT SYLT,STC SYTC,TAL TALB,TBP TBPM,TCM TCOM,TCO TCON,TCP TCMP,TCR TCOP,TDA TDAT,
    TDY TDLY,TEN TENC,TFT TFLT,TIM TIME,TKE TKEY,TLA TLAN,TLE TLEN,TMT TMED,TOA TOPE,TOF TOFN,TOL TOLY,TOR TORY,
    TOT TOAL,TP1 TPE1,TP2 TPE2,TP3 TPE3,TP4 TPE4,TPA TPOS,TPB TPUB,TRC TSRC,TRD TRDA,TRK TRCK,TS2 TSO2,TSA TSOA,
    TSC TSOC,TSI TSIZ,TSP TSOP,TSS TSSE,TST TSOT,TT1 TIT1,TT2 TIT2,TT3 TIT3,TXT TEXT,TXX TXXX,TYE TYER,UFI UFID,
    ULT USLT,WAF WOAF,WAR WOAR,WAS WOAS,WCM WCOM,WCP WCOP,WPB WPUB,WXX WXXX""".split(
        ","
    )
)
# Names that ID3v2.4 gave to frames of ID3v2.3 with the same content.
RENAMED = {"TORY": "TDOR", "IPLS": "TIPL"}


def _syncsafe(data):
    return (data[0] & 127) << 21 | (data[1] & 127) << 14 | (data[2] & 127) << 7 | data[3] & 127


def size_of(data, position=0):
    """The size of the whole tag that starts here, or 0."""
    head = data[position : position + 10]
    if (
        len(head) < 10
        or head[:3] not in (b"ID3", b"3DI")
        or head[3] not in (2, 3, 4)
        or max(head[6:10]) > 127
    ):
        return 0
    return 10 + _syncsafe(head[6:]) + (10 if head[3] == 4 and head[5] & 0x10 else 0)


def parse(data, kind="ID3v2"):
    """The tag that `data` is, and complaints about it."""
    version, flags = data[3], data[5]
    end = 10 + _syncsafe(data[6:10])
    if len(data) < end:
        raise Unparsable("the ID3v2 tag is longer than the file")
    body = data[10:end]
    problems = []
    if version < 4 and flags & 0x80:
        body = body.replace(b"\xff\0", b"\xff")
    if version == 2 and flags & 0x40:
        return Tag(kind, [Entry("(compressed tag)", body)], version), problems
    if version > 2 and flags & 0x40:
        body = body[(4 + struct.unpack(">I", body[:4])[0]) if version == 3 else _syncsafe(body) :]
    if version == 4:
        entries, rest = _frames(body, version, flags, _syncsafe)
        if rest.strip(b"\0"):
            plain = _frames(body, version, flags, lambda size: struct.unpack(">I", size)[0])
            if not plain[1].strip(b"\0"):
                entries, rest = plain
                problems.append("sizes are not syncsafe")
    else:
        entries, rest = _frames(body, version, flags, lambda size: int.from_bytes(size, "big"))
    if rest.strip(b"\0"):
        entries.append(Entry("(what is no frame)", rest.strip(b"\0")))
        if rest[:1] != b"\0":
            problems.append("bytes that are no frame")
    return Tag(kind, entries, version), problems


def _frames(body, version, flags, size_of_frame):
    """The entries, and what is left behind them."""
    entries = []
    width, head = (3, 6) if version == 2 else (4, 10)
    while len(body) >= head and body[0]:
        name = body[:width]
        size = size_of_frame(body[width : 2 * width])
        if not all(48 <= byte <= 57 or 65 <= byte <= 90 for byte in name) or size > len(body) - head:
            break
        status, form = (body[8], body[9]) if version > 2 else (0, 0)
        entries.append(_entry(name.decode(), body[head : head + size], version, status, form, flags))
        body = body[head + size :]
    return entries, body


def _entry(name, content, version, status, form, flags):
    told = []
    if version == 2:
        # Names that no later version has stay apart from those that are as long.
        key = NAMES.get(name, f"{name} (ID3v2.2)")
        if key == "APIC":
            mime = {b"JPG": b"image/jpeg", b"PNG": b"image/png"}.get(content[1:4].upper(), content[1:4])
            content = content[:1] + mime + b"\0" + content[4:]
    else:
        key = name
    if version == 3:
        told += [text for bit, text in ((0x80, "tag"), (0x40, "file"), (0x20, "read-only")) if status & bit]
        compressed, encrypted, grouped = form & 0x80, form & 0x40, form & 0x20
        size = content[:4] if compressed else b""
        content = content[len(size) :]
        if encrypted:
            told.append(f"encrypted {content[:1].hex()}")
            content = content[1:]
        if grouped:
            told.append(f"group {content[:1].hex()}")
            content = content[1:]
    elif version == 4:
        told += [text for bit, text in ((0x40, "tag"), (0x20, "file"), (0x10, "read-only")) if status & bit]
        compressed, encrypted, grouped = form & 0x08, form & 0x04, form & 0x40
        if grouped:
            told.append(f"group {content[:1].hex()}")
            content = content[1:]
        if encrypted:
            told.append(f"encrypted {content[:1].hex()}")
            content = content[1:]
        if form & 0x01:
            content = content[4:]
        if form & 0x02 or flags & 0x80:
            content = content.replace(b"\xff\0", b"\xff")
    else:
        compressed = encrypted = False
    if compressed and not encrypted:
        try:
            content = zlib.decompress(content)
        except zlib.error:
            told.append("compressed badly")
    entry = Entry(RENAMED.get(key, key), content, flags=", ".join(told))
    entry.field = fields.ID3V2.get(key)
    if key == "APIC":
        entry.field = {3: "cover", 0: "perhaps cover"}.get(picture_kind(content))
    elif entry.field:
        entry.texts = texts_of(content)
    return entry


def picture_kind(content):
    end = content.find(b"\0", 1)
    return content[end + 1] if 0 < end < len(content) - 1 else None


def texts_of(content):
    """The texts of a text frame in its own encoding."""
    encoding, data = content[:1], content[1:]
    try:
        if encoding == b"\1":
            order = "utf-16-be" if data[:2] == b"\xfe\xff" else "utf-16-le"
            texts = [text.lstrip("\ufeff") for text in data.decode(order).split("\0")]
        elif encoding == b"\2":
            texts = data.decode("utf-16-be").split("\0")
        elif encoding == b"\3":
            texts = data.decode().split("\0")
        else:
            texts = data.decode("latin-1").split("\0")
    except UnicodeDecodeError:
        return [data.decode("latin-1")]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def with_joined_dates(entries):
    """The entries as ID3v2.4 has them: year, day and time are one timestamp in the place of the year.

    Only what is whole is joined; other frames stay as they are.
    """

    def digits(key):
        found = [entry for entry in entries if entry.key == key]
        text = found[0].texts[0] if len(found) == 1 and len(found[0].texts) == 1 else ""
        return text if len(text) == 4 and text.isascii() and text.isdigit() else None

    year, day, time = digits("TYER"), digits("TDAT"), digits("TIME")
    used, text = {"TYER"}, ""
    years = [entry for entry in entries if entry.key == "TYER"]
    if len(years) != 1 or any(entry.key == "TDRC" for entry in entries):
        return entries
    text = (years[0].texts or [""])[0]
    if year and day:
        text += f"-{day[2:]}-{day[:2]}"
        used.add("TDAT")
        if time:
            text += f"T{time[:2]}:{time[2:]}"
            used.add("TIME")
    joined = []
    for entry in entries:
        if entry.key == "TYER":
            joined.append(Entry("TDRC", b"", "year", [text], entry.flags))
        elif entry.key not in used:
            joined.append(entry)
    return joined


def parse_enhanced(data):
    """The 227 bytes before an ID3v1 tag that have longer texts."""
    entries = [
        Entry(key, data[4 + at : 64 + at], key) for key, at in (("title", 0), ("artist", 60), ("album", 120))
    ]
    return Tag(
        "TAG+", [*entries, Entry("genre", data[185:215], "genre"), Entry("rest", data[184:185] + data[215:])]
    )


def parse_version1(data):
    """The 128 bytes of an ID3v1 tag."""
    comment, track = data[97:127], None
    if comment[28] == 0 and comment[29]:
        comment, track = comment[:28], comment[29:]
    parts = [("title", data[3:33]), ("artist", data[33:63]), ("album", data[63:93]), ("year", data[93:97])]
    parts += [("trackNumber", track)] if track else []
    parts += [("genre", data[127:])]
    entries = [Entry(key, bytes(value), key) for key, value in parts]
    return Tag("ID3v1", [*entries, Entry("comment", bytes(comment.rstrip(b"\0")))])
