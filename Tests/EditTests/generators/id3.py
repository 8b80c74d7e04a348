"""ID3v2 tags of all versions, ID3v1, and the frames that programs put into them."""

import collections
import struct
import zlib

from generators import pictures, texts


def syncsafe(number):
    return bytes([number >> 21 & 127, number >> 14 & 127, number >> 7 & 127, number & 127])


def unsynchronised(data):
    out = bytearray()
    for index, byte in enumerate(data):
        out.append(byte)
        following = data[index + 1] if index + 1 < len(data) else None
        if byte == 0xFF and (following is None or following >= 0xE0 or following == 0):
            out.append(0)
    return bytes(out)


class Writer:
    """Text encodings as one version of ID3v2 allows them, and as programs used them anyway."""

    def __init__(self, random, version):
        self.random = random
        self.version = version

    def encoding(self):
        if self.version == 4:
            return self.random.choice([0, 1, 1, 2, 3, 3, 3])
        return self.random.choice([0, 0, 1, 1, 1, 17])

    def encode(self, encoding, text, end=True):
        """The text and its terminator; what Latin-1 has no letter for is written in CP1251 or UTF-8."""
        if encoding == 0:
            try:
                data = text.encode("latin-1")
            except UnicodeEncodeError:
                data = text.encode(self.random.choice(["utf-8", "cp1251"]), "ignore")
            return data + b"\0" * end
        if encoding == 1:
            data = self.random.choice(
                [b"\xff\xfe" + text.encode("utf-16-le"), b"\xfe\xff" + text.encode("utf-16-be")]
            )
            return data + b"\0\0" * end
        if encoding == 17:  # UTF-16 without the byte order mark that it should have
            return text.encode("utf-16-le") + b"\0\0" * end
        if encoding == 2:
            return text.encode("utf-16-be") + b"\0\0" * end
        return text.encode() + b"\0" * end

    def text(self, *values):
        encoding = self.encoding()
        end = self.random.random() < 0.5
        parts = [self.encode(encoding, value) for value in values[:-1]]
        return bytes([encoding & 3]) + b"".join(parts) + self.encode(encoding, values[-1], end)

    def keyed(self, key, value):
        """TXXX."""
        encoding = self.encoding()
        end = self.random.random() < 0.3
        return bytes([encoding & 3]) + self.encode(encoding, key) + self.encode(encoding, value, end)

    def comment(self, language, key, value):
        """COMM and USLT."""
        encoding = self.encoding()
        start = bytes([encoding & 3]) + language
        return start + self.encode(encoding, key) + self.encode(encoding, value, self.random.random() < 0.3)

    def link(self, key, url):
        encoding = self.encoding()
        return bytes([encoding & 3]) + self.encode(encoding, key) + url

    def picture(self, kind, data, mime, description):
        encoding = self.encoding()
        if self.version == 2:
            mime = {"image/jpeg": b"JPG", "image/png": b"PNG"}[mime]
        else:
            mime = mime.encode() + b"\0"
        return bytes([encoding & 3]) + mime + bytes([kind]) + self.encode(encoding, description) + data


ID22 = dict(
    pair.split()
    for pair in """TIT2 TT2,TPE1 TP1,TALB TAL,TPE2 TP2,TYER TYE,TDAT TDA,TIME TIM,TRDA TRD,TCON TCO,TRCK TRK,TPOS TPA,
    COMM COM,USLT ULT,TXXX TXX,APIC PIC,UFID UFI,POPM POP,PCNT CNT,TCOM TCM,TENC TEN,TSSE TSS,TLEN TLE,TBPM TBP,
    MCDI MCI,GEOB GEO,TSIZ TSI,RVAD RVA,EQUA EQU,WXXX WXX,WOAR WAR,WCOM WCM,IPLS IPL,TCMP TCP,TSOT TST,TSOA TSA,
    TSOP TSP,TORY TOR,TPUB TPB,TSRC TRC,TKEY TKE,TCOP TCR,TPE3 TP3,TPE4 TP4,TIT1 TT1,TIT3 TT3,TEXT TXT,ETCO ETC,RBUF BUF""".split(
        ","
    )
)
GENRES = ["Rock", "(17)", "17", "(4)Eurodisco", "2010", "Post-Rock", "(RX)", "Jazz/Funk", "((not a number)"]


def frames(c, name, version, sounds):
    """The frames of a tag, as (id of ID3v2.3 or 2.4, content)."""
    made = []

    def add(frame, chance, make, most=1):
        if frame in ID22 or version != 2:
            for index in range(most):
                key = f"{name} {frame}" + (f" {index + 1}" if index else "")
                if c.maybe(key, chance if index == 0 else 0.4):
                    random = c.random(key + " content")
                    made.append((frame, make(Writer(random, version), random)))
                else:
                    break

    def of_text(frame, chance, value=texts.text, most=1):
        add(frame, chance, lambda writer, random: writer.text(value(random)), most)

    of_text("TIT2", 0.9)
    if c.maybe(f"{name} several artists", 0.1):
        add("TPE1", 0.9, lambda w, r: w.text(texts.text(r), texts.text(r)))
    else:
        of_text("TPE1", 0.9, most=3)
    of_text("TALB", 0.8)
    of_text("TPE2", 0.4)
    if version == 4:
        of_text("TDRC", 0.7, lambda r: r.choice(["1999", "1999-12-31", "2004-05-06T07:08:09", "c. 1990"]))
        if c.maybe(f"{name} old year", 0.1):
            of_text("TYER", 0.7, lambda r: "1998")
            of_text("TDAT", 0.5, lambda r: "3112")
    else:
        of_text("TYER", 0.7, lambda r: r.choice(["1999", "2001", "2010", "03/1999", "12/25/2010", "99"]))
        of_text("TDAT", 0.25, lambda r: r.choice(["3112", "0101", "3112", "1999-12-31"]))
        of_text("TIME", 0.15, lambda r: r.choice(["2359", "0000", "noon"]))
        of_text("TRDA", 0.05, lambda r: "4th-7th June, 12th June")
    of_text("TCON", 0.7, lambda r: r.choice(GENRES))
    of_text("TRCK", 0.7, lambda r: r.choice(["3", "3/12", "03/12", "7", "A1", "0"]))
    of_text("TPOS", 0.4, lambda r: r.choice(["1", "1/2", "02/03"]))

    languages = [b"eng", b"deu", b"XXX", b"\0\0\0"]
    keys = ["", "iTunNORM", "iTunSMPB", "c0", "ID3v1 Comment"]
    add("COMM", 0.5, lambda w, r: w.comment(r.choice(languages), r.choice(keys), texts.text(r)), most=4)
    add(
        "USLT",
        0.3,
        lambda w, r: w.comment(r.choice(languages), "", "\n".join(texts.text(r) for _ in range(9))),
        most=2,
    )
    names = ["REPLAYGAIN_TRACK_GAIN", "MusicBrainz Album Id", "BARCODE", "mood", "MOOD", "", "Rating"]
    add("TXXX", 0.5, lambda w, r: w.keyed(r.choice(names), r.choice([texts.text(r), "-3.21 dB", ""])), most=5)
    add(
        "PRIV",
        0.3,
        lambda w, r: r.choice([b"WM/MediaClassPrimaryID", b"AverageLevel"]) + b"\0" + r.randbytes(16),
        most=3,
    )
    add("GEOB", 0.2, lambda w, r: b"\0application/octet-stream\0file\0Serato Overview\0" + r.randbytes(300))
    add(
        "POPM",
        0.2,
        lambda w, r: b"Windows Media Player 9 Series\0"
        + bytes([r.choice([1, 64, 196])])
        + r.choice([b"", b"\0\0\0\7"]),
        most=2,
    )
    add("PCNT", 0.1, lambda w, r: b"\0\0\0\x2a")
    add(
        "UFID",
        0.2,
        lambda w, r: b"http://musicbrainz.org\0" + b"b9ad642e-b012-41c7-b72a-42cf4911f9ff",
        most=2,
    )
    add("MCDI", 0.1, lambda w, r: r.randbytes(4 + 8 * 10))
    add("WXXX", 0.2, lambda w, r: w.link(texts.plain(r), b"https://example.org/a"), most=2)
    add("WOAR", 0.1, lambda w, r: b"https://example.org/artist", most=2)
    add("WCOM", 0.1, lambda w, r: b"https://example.org/shop", most=2)
    for frame in ("TCOM", "TENC", "TSSE", "TPUB", "TCOP", "TIT1", "TIT3", "TEXT"):
        of_text(frame, 0.12)
    of_text("TLEN", 0.1, lambda r: "600")
    of_text("TBPM", 0.1, lambda r: "120")
    of_text("TKEY", 0.1, lambda r: "Am")
    of_text("TSRC", 0.1, lambda r: "GBAYE6700001")
    of_text("TCMP", 0.15, lambda r: "1")
    of_text("TSOT", 0.1)
    of_text("TSOA", 0.1)
    of_text("TSOP", 0.1)
    add("ETCO", 0.05, lambda w, r: b"\x02\x03\0\0\0\x10")
    add("RBUF", 0.05, lambda w, r: b"\0\x10\0\0")
    if version < 4:
        of_text("TSIZ", 0.08, lambda r: "123456")
        of_text("TORY", 0.1, lambda r: "1965")
        add("IPLS", 0.1, lambda w, r: w.text("producer", texts.text(r), "engineer", texts.text(r)))
        add("RVAD", 0.1, lambda w, r: b"\3\x10\1\0\1\0\0\0\0\0")
        add("EQUA", 0.05, lambda w, r: b"\x10\x81\0\1\0\1")
    else:
        of_text("TDRL", 0.1, lambda r: "2003-01-02")
        of_text("TDOR", 0.1, lambda r: "1965")
        of_text("TMOO", 0.1)
        add("TIPL", 0.1, lambda w, r: w.text("producer", texts.text(r)))
        add("TMCL", 0.1, lambda w, r: w.text("guitar", texts.text(r), "bass", texts.text(r)))
        add("RVA2", 0.15, lambda w, r: b"track\0\1\xfd\0\x10\0\0", most=2)
        add("EQU2", 0.05, lambda w, r: b"\0name\0\1\0\2\0")
        add("SEEK", 0.02, lambda w, r: b"\0\0\0\x10")
        add("ASPI", 0.02, lambda w, r: b"\0\0\0\0\0\0\x10\0\0\2\x08\0\x10")
    if version != 2:
        add("SYLT", 0.08, lambda w, r: b"\0eng\2\1words\0one\0\0\0\0\1two\0\0\0\0\2")
        add("RGAD", 0.05, lambda w, r: r.randbytes(8))
        add("OWNE", 0.03, lambda w, r: b"\0USD1.00\x0020200101Seller\0")
        add("ZZZZ", 0.08, lambda w, r: r.randbytes(40))
        add("XSOP", 0.05, lambda w, r: w.text(texts.text(r)))
        add("GRP1", 0.05, lambda w, r: w.text(texts.text(r)))
        add("PCST", 0.04, lambda w, r: b"\0\0\0\0")
        if c.maybe(f"{name} chapters", 0.1):
            made += _chapters(c.random(f"{name} chapters content"), version)
    else:
        if c.maybe(f"{name} unknown frame", 0.04, refusable="frame without a successor"):
            made.append(("XYZ", b"\1\2\3"))
        if c.maybe(f"{name} LNK", 0.02, refusable="frame without a successor"):
            made.append(("LNK", b"PIChttp://example.org/a.jpg\0"))
        if c.maybe(f"{name} CRM", 0.02, refusable="frame without a successor"):
            made.append(("CRM", b"me@example.org\0why\0abcdef"))
    for kind, chance in ((3, 0.4), (0, 0.08), (4, 0.1), (17, 0.05), (3, 0.04)):
        key = f"{name} picture {kind} {chance}"
        if c.maybe(key, chance):
            random = c.random(key + " content")
            mime, image = pictures.picture(random, sounds)
            made.append(("APIC", Writer(random, version).picture(kind, image, mime, texts.latin1(random))))
    if c.maybe(f"{name} empty frame", 0.03):
        made.append(("TPE4", b""))
    if c.maybe(f"{name} frame with only an encoding", 0.04):
        made.append(("TPE3", b"\0"))
    return c.shuffled(f"{name} frames in any order", made)


def _chapters(random, version):
    title = Writer(random, 4 if version == 4 else 3).text("Chapter 1")
    size = syncsafe(len(title)) if version == 4 else struct.pack(">I", len(title))
    inner = b"TIT2" + size + b"\0\0" + title
    chapter = b"ch0\0" + struct.pack(">IIII", 0, 300, 0xFFFFFFFF, 0xFFFFFFFF) + inner
    return [("CTOC", b"toc\0\x03\x01ch0\0"), ("CHAP", chapter)]


def id3v2(c, name, version, sounds, made=None, padding=True):
    """A whole tag."""
    made = frames(c, name, version, sounds) if made is None else made
    random = c.random(name + " layout")
    flags = 0
    unsynchronise = c.maybe(f"{name} unsynchronised", 0.12)
    if unsynchronise:
        flags |= 0x80
    plain_sizes = version == 4 and not unsynchronise and c.maybe(f"{name} plain sizes of iTunes", 0.06)
    body = b""
    seen = collections.Counter()
    for frame, content in made:
        seen[frame] += 1
        body += _frame(
            c, f"{name} {frame} number {seen[frame]}", version, frame, content, unsynchronise, plain_sizes
        )
    if c.maybe(f"{name} frame longer than its tag", 0.01, refusable="damaged tag"):
        size = syncsafe(9999) if version == 4 else (9999).to_bytes(3 if version == 2 else 4, "big")
        body += (b"TP4" if version == 2 else b"TPE4") + size + b"\0\0" * (version > 2) + b"\0short"
    footer = version == 4 and c.maybe(f"{name} footer", 0.06)
    if padding and not footer:
        body += bytes(c.pick(f"{name} padding", 0, 10, 1000, 4096))
        if not plain_sizes and c.maybe(f"{name} junk in the padding", 0.02, refusable="junk in the padding"):
            body += bytes(20) + texts.junk(random, 30)
    if version < 4 and unsynchronise:
        body = unsynchronised(body)
    if version > 2 and c.maybe(f"{name} extended header", 0.1):
        flags |= 0x40
        checksum = c.maybe(f"{name} checksum", 0.5)
        if version == 3:
            content = b"\x80\0" if checksum else b"\0\0"
            content += bytes(4) + (struct.pack(">I", zlib.crc32(body)) if checksum else b"")
            body = struct.pack(">I", len(content)) + content + body
        else:
            crc = zlib.crc32(body)
            content = b"\1" + (
                b"\x20\5" + bytes([crc >> 28]) + syncsafe(crc & 0xFFFFFFF) if checksum else b"\0"
            )
            body = syncsafe(len(content) + 4) + content + body
    if version == 2 and c.maybe(f"{name} compressed as a whole", 0.01, refusable="transformed tag"):
        flags |= 0x40
    if version > 2 and c.maybe(f"{name} experimental", 0.03):
        flags |= 0x20
    if footer:
        flags |= 0x10
    head = bytes([version, 0, flags]) + syncsafe(len(body))
    return b"ID3" + head + body + (b"3DI" + head if footer else b"")


def _frame(c, name, version, frame, content, unsynchronise, plain_sizes):
    if version == 2:
        identifier = ID22.get(frame, frame).encode()
        return identifier + len(content).to_bytes(3, "big") + content
    status, form, before = 0, 0, b""
    if c.maybe(f"{name} status flags", 0.03):
        status = c.random(name + " status").choice(
            [0x80, 0x40, 0x20, 0xE0] if version == 3 else [0x40, 0x20, 0x70]
        )
    if content and c.maybe(f"{name} grouped", 0.006, refusable="transformed frame"):
        form |= 0x20 if version == 3 else 0x40
        before = b"\x81"
    if content and c.maybe(f"{name} compressed", 0.006, refusable="transformed frame"):
        form |= 0x80 if version == 3 else 0x09
        size = struct.pack(">I", len(content)) if version == 3 else syncsafe(len(content))
        content = (size + before if version == 3 else before + size) + zlib.compress(content)
    elif content and c.maybe(f"{name} encrypted", 0.006, refusable="transformed frame"):
        form |= 0x40 if version == 3 else 0x04
        content = (b"\x90" + before if version == 3 else before + b"\x90") + content
    else:
        content = before + content
        if version == 4 and content and not before and c.maybe(f"{name} length indicator", 0.03):
            form |= 0x01
            content = syncsafe(len(content)) + content
    if version == 4 and unsynchronise:
        form |= 0x02
        content = unsynchronised(content)
    size = syncsafe(len(content)) if version == 4 and not plain_sizes else struct.pack(">I", len(content))
    return frame.encode() + size + bytes([status, form]) + content


def id3v1(c, name):
    """A tag of 128 bytes; with an album's track number, it is version 1.1."""
    random = c.random(name + " content")

    def value(size, chance=0.8):
        if random.random() > chance:
            return bytes(size)
        text = texts.text(random).encode(random.choice(["latin-1", "cp1251", "utf-8"]), "ignore")
        return text[:size].ljust(size, random.choice([b"\0", b" "]))

    title, artist, album = value(30), value(30), value(30)
    year = random.choice([b"1993", b"\0\0\0\0", b"2001"])
    comment = value(30, 0.5)
    if c.maybe(name + " 1.1", 0.6):
        comment = comment[:28] + b"\0" + bytes([random.randint(1, 99)])
    return b"TAG" + title + artist + album + year + comment + bytes([random.choice([0, 4, 17, 79, 147, 255])])


def enhanced(c, name):
    """The 227 bytes of an "enhanced" tag, which stand before an ID3v1 tag and have longer texts."""
    random = c.random(name + " content")
    long_texts = b"".join(
        texts.text(random).encode("latin-1", "ignore")[:60].ljust(60, b"\0") for _ in range(3)
    )
    return b"TAG+" + long_texts + b"\2" + b"Rock".ljust(30, b"\0") + b"000:00" + b"000:10"


def lyrics3_version1(c, name):
    """Lyrics3 version 1, which has no size and ends right before an ID3v1 tag."""
    return b"LYRICSBEGIN" + texts.plain(c.random(name)).encode() + b"\r\nLYRICSEND"


def lyrics3(c, name):
    """Lyrics3 version 2, which must stand right before an ID3v1 tag."""
    random = c.random(name + " content")
    fields = [(b"IND", b"110")] if random.random() < 0.8 else []
    fields.append((b"LYR", b"[00:01]" + texts.plain(random).encode() + b"\r\n"))
    for key in (b"INF", b"AUT", b"EAL", b"EAR", b"ETT", b"IMG"):
        if random.random() < 0.4:
            fields.append((key, texts.plain(random, 8).encode()))
    body = b"LYRICSBEGIN" + b"".join(key + b"%05d" % len(data) + data for key, data in fields)
    return body + b"%06d" % len(body) + b"LYRICS200"
