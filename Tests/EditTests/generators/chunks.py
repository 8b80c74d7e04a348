"""WAV and AIFF files: chunks in every order."""

import struct

from generators import id3, texts


class Chunks:
    def __init__(self, order):
        self.order = order
        self.parts = []

    def add(self, name, content, pad=True):
        self.parts.append((name, content, pad))

    def encoded(self, first=()):
        return b"".join(
            name + struct.pack(self.order + "I", len(content)) + content + b"\0" * (len(content) % 2 and pad)
            for name, content, pad in [*first, *self.parts]
        )


def _chunks_of(data, order):
    position = 12
    while position + 8 <= len(data):
        name, size = struct.unpack_from(order + "4sI", data, position)
        yield name, data[position + 8 : position + 8 + size]
        position += 8 + size + size % 2


def _info(c, name):
    items = []

    def add(key, chance, make):
        choice = f"{name} {key}"
        if c.maybe(choice, chance):
            items.append((key.encode(), make(c.random(choice + " content"))))

    def text(random):
        text = texts.text(random)
        data = random.choice([text.encode(), text.encode("cp1252", "ignore"), b"Caf\xe9 \x80"])
        return data + random.choice([b"", b"\0", b"\0\0"])

    add("INAM", 0.9, text)
    add("IART", 0.9, text)
    add("IPRD", 0.7, text)
    add("ICRD", 0.6, lambda r: r.choice([b"1999\0", b"1999-12-31\0", b"2001"]))
    add("IGNR", 0.5, text)
    add(
        c.random(name + " track").choice(["ITRK", "IPRT"]),
        0.5,
        lambda r: r.choice([b"3\0", b"3/12\0", b"03"]),
    )
    for key in ("ICMT", "ICOP", "IENG", "ISFT", "ITCH", "ISRC", "IKEY", "ILNG", "ISBJ", "IMED"):
        add(key, 0.15, text)
    add("ZZZZ", 0.08, lambda r: r.randbytes(9))
    if c.maybe(name + " empty item", 0.04):
        items.append((b"IDIT", b""))
    items = c.shuffled(name + " items in any order", items)
    data = b"INFO"
    for key, value in items:
        data += key + struct.pack("<I", len(value)) + value + b"\0" * (len(value) % 2)
    return data


def wav(c, sounds):
    base = list(_chunks_of(sounds[c.pick("sound", "pcm", "pcm 24")], "<"))
    form = dict(base)[b"fmt "]
    sound = dict(base)[b"data"]
    if c.maybe("sound of odd size", 0.15):
        sound = sound + b"\0"
    is_rf64 = c.maybe("RF64", 0.06)
    before, behind = Chunks("<"), Chunks("<")

    def foreign(chunks, name):
        def add(key, chance, make, pad=True):
            if c.maybe(f"{key} {name}", chance):
                chunks.add(key.encode()[:4].ljust(4), make(c.random(f"{key} {name} content")), pad)

        add("JUNK", 0.1, lambda r: bytes(r.choice([28, 52, 1])))
        add("bext", 0.12, lambda r: texts.plain(r).encode().ljust(602, b"\0") + b"A=PCM,F=44100")
        add("cue ", 0.1, lambda r: struct.pack("<IIIIIII", 1, 1, 0, 0x61746164, 0, 0, 100))
        add("smpl", 0.06, lambda r: r.randbytes(36))
        add("iXML", 0.06, lambda r: b"<BWFXML/>")
        add("_PMX", 0.04, lambda r: b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
        add("fact", 0.1, lambda r: struct.pack("<I", 13230))
        add("zzzz", 0.08, lambda r: r.randbytes(r.randint(0, 31)))
        add("LIST", 0.08, lambda r: b"adtl" + b"labl" + struct.pack("<II", 6, 1) + b"x\0")

    foreign(before, "before the sound")
    foreign(behind, "behind the sound")

    def tag(key, chance, make):
        if c.maybe(key, chance):
            chunks = before if c.maybe(key + " before the sound", 0.2) else behind
            name, content = make()
            chunks.parts.insert(c.random(key + " place").randint(0, len(chunks.parts)), (name, content, True))

    tag("INFO", 0.55, lambda: (b"LIST", _info(c, "INFO")))
    if c.maybe("second INFO of many", 0.03, refusable="two tags of a kind"):
        behind.add(b"LIST", _info(c, "second INFO"))
    version = c.pick("ID3 version", 3, 4, 2)
    id3_name = c.pick("name of the ID3 chunk", b"id3 ", b"ID3 ")
    tag("ID3", 0.4, lambda: (id3_name, id3.id3v2(c, "ID3", version, sounds)))
    if c.maybe("second ID3 of many", 0.02, refusable="two tags of a kind"):
        behind.add(b"id3 ", id3.id3v2(c, "second ID3", 4, sounds))
    last = behind.parts or []
    if last and len(last[-1][1]) % 2 and c.maybe("last chunk of odd size without padding", 0.3):
        behind.parts[-1] = (*last[-1][:2], False)
    elif c.maybe("chunk of odd size without padding", 0.02, refusable="odd chunk without padding"):
        behind.parts.insert(0, (b"zzzz", b"odd", False))

    if is_rf64:
        rest = Chunks("<")
        rest.parts = before.parts
        body = b"fmt " + struct.pack("<I", len(form)) + form + before.encoded()
        after = behind.encoded()
        riff = 4 + 36 + len(body) + 8 + len(sound) + len(sound) % 2 + len(after)
        sizes = b"ds64" + struct.pack("<IQQQI", 28, riff, len(sound), len(sound) // 2, 0)
        data = b"data\xff\xff\xff\xff" + sound + b"\0" * (len(sound) % 2)
        whole = b"RF64\xff\xff\xff\xffWAVE" + sizes + body + data + after
    else:
        chunks = Chunks("<")
        chunks.add(b"fmt ", form)
        chunks.parts += before.parts
        chunks.add(b"data", sound)
        chunks.parts += behind.parts
        if c.maybe("format after other chunks", 0.05):
            chunks.parts.insert(min(2, len(chunks.parts) - 1), chunks.parts.pop(0))
            names = [name for name, _, _ in chunks.parts]
            if names.index(b"fmt ") > names.index(b"data"):
                chunks.parts.insert(0, chunks.parts.pop(names.index(b"fmt ")))
        body = chunks.encoded()
        whole = b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body
        if not behind.parts and c.maybe("sizes left open", 0.02, refusable="sizes left open"):
            whole = (
                whole[:4]
                + b"\xff\xff\xff\xff"
                + whole[8:].replace(b"data" + struct.pack("<I", len(sound)), b"data\xff\xff\xff\xff", 1)
            )
    if c.maybe("junk behind the chunks", 0.05):
        whole += texts.junk(c.random("junk"), 60)
    return "wav", whole


def aiff(c, sounds):
    compressed = c.pick("sound", "aiff", "aifc")
    data = sounds[compressed]
    chunks = Chunks(">")
    for name, content in _chunks_of(data, ">"):
        if name not in (b"COMM", b"SSND", b"FVER"):
            continue
        chunks.add(name, content)

    def add(key, chance, make, most=1):
        for index in range(most):
            choice = f"{key} {index + 1}"
            if not c.maybe(choice, chance if index == 0 else 0.4):
                break
            chunks.add(key.encode()[:4].ljust(4), make(c.random(choice + " content")))

    def text(random):
        return random.choice([texts.text(random).encode(), texts.latin1(random).encode("latin-1")])

    add("NAME", 0.3, text)
    add("AUTH", 0.3, text)
    add("(c) ", 0.15, text)
    add("ANNO", 0.2, text, most=3)
    add("COMT", 0.06, lambda r: struct.pack(">HIHH", 1, 1, 0, 4) + b"note")
    add("MARK", 0.08, lambda r: struct.pack(">HHI", 1, 1, 100) + b"\3one")
    add("INST", 0.06, lambda r: r.randbytes(20))
    add("APPL", 0.1, lambda r: b"stoc" + r.randbytes(9), most=2)
    add("zzzz", 0.08, lambda r: r.randbytes(r.randint(0, 31)))
    version = c.pick("ID3 version", 3, 4, 2)
    if c.maybe("ID3", 0.6):
        chunks.add(
            c.pick("name of the ID3 chunk", b"ID3 ", b"ID3 ", b"id3 "), id3.id3v2(c, "ID3", version, sounds)
        )
        if c.maybe("second ID3 of many", 0.02, refusable="two tags of a kind"):
            chunks.add(b"ID3 ", id3.id3v2(c, "second ID3", 4, sounds))
    fixed = chunks.parts[: 2 if compressed == "aiff" else 3]
    others = chunks.parts[len(fixed) :]
    chunks.parts = (
        c.shuffled("chunks in any order", fixed + others)
        if c.maybe("chunks before the sound", 0.3)
        else fixed + others
    )
    if len(chunks.parts[-1][1]) % 2 and c.maybe("last chunk of odd size without padding", 0.3):
        chunks.parts[-1] = (*chunks.parts[-1][:2], False)
    body = chunks.encoded()
    whole = b"FORM" + struct.pack(">I", 4 + len(body)) + data[8:12] + body
    if c.maybe("junk behind the chunks", 0.05):
        whole += texts.junk(c.random("junk"), 60)
    return c.pick("suffix", "aiff", "aif") if compressed == "aiff" else "aifc", whole
