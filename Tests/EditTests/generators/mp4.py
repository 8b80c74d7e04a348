"""MP4 files: atoms in every order, with tags in every form."""

import struct

from generators import pictures, texts


def atom(name, content, large=False):
    if large:
        return struct.pack(">I", 1) + name + struct.pack(">Q", len(content) + 16) + content
    return struct.pack(">I", len(content) + 8) + name + content


def _atoms(data):
    position = 0
    while position < len(data):
        size, name = struct.unpack_from(">I4s", data, position)
        yield position, name, data[position + 8 : position + size]
        position += size


def _data(kind, content, locale=0):
    return atom(b"data", struct.pack(">II", kind, locale) + content)


def _free_form(mean, name, *values):
    content = atom(b"mean", bytes(4) + mean) + atom(b"name", bytes(4) + name)
    return atom(b"----", content + b"".join(_data(1, value) for value in values))


def _items(c, sounds):
    items = []

    def add(name, chance, make, choice=None):
        key = "item " + (choice or name.decode("latin-1"))
        if c.maybe(key, chance):
            items.append(atom(name, make(c.random(key + " content"))))

    def text(random):
        locale = random.choice([0, 0, 0, 0x00000001, 0x44450409])
        if random.random() < 0.06:
            return _data(2, texts.text(random).encode("utf-16-be"), locale)
        return _data(1, texts.text(random).encode(), locale)

    add(b"\xa9nam", 0.9, text)
    if c.maybe("artist of two data atoms", 0.06):
        add(b"\xa9ART", 0.9, lambda r: text(r) + text(r))
    else:
        add(b"\xa9ART", 0.9, text)
    if c.maybe("second artist item", 0.03):
        add(b"\xa9ART", 0.9, text, "second artist")
    add(b"\xa9alb", 0.8, text)
    add(b"aART", 0.4, text)
    add(b"\xa9day", 0.7, lambda r: _data(1, r.choice([b"1999", b"1999-12-31T08:00:00Z", b"03/1999"])))
    if c.maybe("gnre", 0.2):
        items.append(atom(b"gnre", _data(0, struct.pack(">H", 18))))
    add(b"\xa9gen", 0.5, text)
    numbers = [
        struct.pack(">HHHH", 0, 3, 12, 0),
        struct.pack(">HHHH", 0, 3, 0, 0),
        struct.pack(">HHH", 0, 3, 12),
    ]
    add(b"trkn", 0.7, lambda r: _data(0, r.choice(numbers)))
    add(
        b"disk",
        0.4,
        lambda r: _data(0, r.choice([struct.pack(">HHH", 0, 1, 2), struct.pack(">HHHH", 0, 1, 2, 0)])),
    )
    add(b"covr", 0.35, lambda r: _data(r.choice([13, 0]), pictures.picture(r, sounds)[1]))
    if c.maybe("covr of several", 0.08):
        items.append(
            atom(b"covr", _data(13, sounds["jpeg"]) + _data(14, sounds["png"]) + _data(14, sounds["png"]))
        )
    for name in (
        b"\xa9wrt",
        b"\xa9cmt",
        b"\xa9too",
        b"\xa9lyr",
        b"\xa9grp",
        b"cprt",
        b"desc",
        b"soal",
        b"sonm",
        b"xid ",
        b"\xa9mvn",
    ):
        add(name, 0.15, text)
    add(b"cpil", 0.2, lambda r: _data(21, b"\1"))
    add(b"pgap", 0.2, lambda r: _data(21, b"\0"))
    add(b"tmpo", 0.2, lambda r: _data(21, struct.pack(">H", 120)))
    add(b"rtng", 0.1, lambda r: _data(21, b"\1"))
    add(b"stik", 0.1, lambda r: _data(21, b"\1"))
    add(b"cnID", 0.1, lambda r: _data(21, struct.pack(">I", 12345)))
    add(b"plID", 0.1, lambda r: _data(21, struct.pack(">Q", 12345)))
    if c.maybe("free-form item", 0.4):
        items.append(_free_form(b"com.apple.iTunes", b"iTunNORM", b" 00000A2B 00000A2B"))
    if c.maybe("free-form item of two values", 0.1):
        items.append(_free_form(b"com.apple.iTunes", b"ARTISTS", b"One", b"Two"))
    if c.maybe("free-form item without a name", 0.02):
        items.append(atom(b"----", _data(1, b"lonely")))
    if c.maybe("unknown item", 0.12):
        items.append(atom(b"ABCD", c.random("unknown item").randbytes(20)))
    if c.maybe("item without data", 0.04):
        items.append(atom(b"\xa9url", b""))
    items = c.shuffled("items in any order", items)
    if c.maybe("free atom in the list", 0.04):
        items.append(atom(b"free", bytes(20)))
    return b"".join(items)


def _user_data(c, sounds):
    """The content of udta, which has the tags in meta, and more."""
    parts = []
    if c.maybe("meta", 0.93):
        handler = atom(b"hdlr", bytes(8) + b"mdirappl" + bytes(9))
        children = [atom(b"ilst", _items(c, sounds))] if c.maybe("ilst", 0.95) else []
        if c.maybe("unknown atom in meta", 0.05):
            children.append(atom(b"abcd", b"\1\2\3"))
        padding = c.pick("free atom in meta", 0, 8, 500, 4096)
        if padding:
            children.append(atom(b"free", bytes(padding)))
        children = c.shuffled("atoms of meta in any order", children)
        version = b"" if c.maybe("meta without a version", 0.06) else bytes(4)
        parts.append(atom(b"meta", version + handler + b"".join(children)))
    if c.maybe("chpl", 0.12):
        chapters = (
            b"\1"
            + bytes(7)
            + b"\2"
            + struct.pack(">QB", 0, 3)
            + b"One"
            + struct.pack(">QB", 3000000, 3)
            + b"Two"
        )
        parts.append(atom(b"chpl", chapters))
    if c.maybe("Xtra", 0.1):
        parts.append(atom(b"Xtra", c.random("Xtra").randbytes(40)))
    if c.maybe("name in udta", 0.1):
        parts.append(atom(b"name", b"Track name"))
    if c.maybe("free atom in udta", 0.06):
        parts.append(atom(b"free", bytes(30)))
    parts = c.shuffled("atoms of udta in any order", parts)
    end = bytes(4) if c.maybe("zero at the end of udta", 0.06) else b""
    return b"".join(parts) + end


def _rebuilt(content, change):
    """The atoms of a list, each as `change` returns it."""
    return b"".join(change(name, inner) for _, name, inner in _atoms(content))


def _shifted(content, delta, wide):
    """A movie whose chunks of sound are somewhere else."""

    def change(name, inner):
        if name in (b"trak", b"mdia", b"minf", b"stbl"):
            return atom(name, _rebuilt(inner, change))
        if name == b"stco":
            count = struct.unpack_from(">I", inner, 4)[0]
            places = [place + delta for place in struct.unpack_from(f">{count}I", inner, 8)]
            if wide:
                return atom(b"co64", inner[:8] + struct.pack(f">{count}Q", *places))
            return atom(name, inner[:8] + struct.pack(f">{count}I", *places))
        return atom(name, inner)

    return _rebuilt(content, change)


def _fragments(data, delta):
    """What follows the movie of a fragmented file, moved by `delta`."""

    def change(name, inner):
        if name in (b"moof", b"traf", b"mfra"):
            return atom(name, _rebuilt(inner, change))
        if name == b"tfhd" and inner[3] & 1:
            place = struct.unpack_from(">Q", inner, 8)[0] + delta
            return atom(name, inner[:8] + struct.pack(">Q", place) + inner[16:])
        if name == b"tfra":
            inner = bytearray(inner)
            wide, sizes = inner[0] == 1, struct.unpack_from(">I", inner, 8)[0]
            entry = (16 if wide else 8) + 3 + (sizes >> 4 & 3) + (sizes >> 2 & 3) + (sizes & 3)
            for index in range(struct.unpack_from(">I", inner, 12)[0]):
                place = 16 + index * entry + (8 if wide else 4)
                form = ">Q" if wide else ">I"
                struct.pack_into(form, inner, place, struct.unpack_from(form, inner, place)[0] + delta)
        return atom(name, bytes(inner))

    return _rebuilt(data, change)


def _with_chapter_track(movie):
    """A second track of chapters, as audio books have it; its samples are the sound's."""

    def second(name, inner):
        if name == b"mdia":
            return atom(name, _rebuilt(inner, second))
        if name == b"hdlr":
            return atom(name, inner[:8] + b"text" + inner[12:])
        if name == b"tkhd":
            return atom(name, inner[:12] + struct.pack(">I", 2) + inner[16:])
        return atom(name, inner)

    parts = []
    for _, name, inner in _atoms(movie):
        if name == b"trak":
            parts.append(atom(name, inner + atom(b"tref", atom(b"chap", struct.pack(">I", 2)))))
            parts.append(atom(name, _rebuilt(inner, second)))
        else:
            parts.append(atom(name, inner))
    return b"".join(parts)


def m4a(c, sounds):
    fragments = ""
    if c.maybe("fragments", 0.15, refusable="fragments"):
        fragments = c.random("kind of fragments").choice(["aac fragments", "aac old fragments"])
    base = list(_atoms(sounds[fragments or c.pick("sound", "aac", "alac")]))
    head = next(content for _, name, content in base if name == b"ftyp")
    movie = next(content for _, name, content in base if name == b"moov")
    movie = b"".join(atom(name, inner) for _, name, inner in _atoms(movie) if name != b"udta")
    suffix = c.pick("suffix", "m4a", "m4b", "mp4")
    if suffix == "m4b":
        head = b"M4B " + head[4:]
        movie = _with_chapter_track(movie)
    if c.maybe("name of the track", 0.06):
        movie = b"".join(
            atom(name, inner + atom(b"udta", atom(b"name", b"Stereo")) if name == b"trak" else inner)
            for _, name, inner in _atoms(movie)
        )
    extra = []
    if c.maybe("uuid atom in the movie", 0.05):
        extra.append(atom(b"uuid", c.random("movie uuid").randbytes(30)))
    if c.maybe("mdta keys in the movie", 0.05):
        keys = atom(b"keys", struct.pack(">II", 0, 1) + atom(b"mdta", b"com.apple.quicktime.software"))
        values = atom(b"ilst", atom(b"\0\0\0\1", _data(1, b"14.0")))
        extra.append(atom(b"meta", bytes(4) + atom(b"hdlr", bytes(8) + b"mdta" + bytes(13)) + keys + values))
    if c.maybe("udta", 0.9):
        extra.insert(c.pick("place of udta", 1, 0), atom(b"udta", _user_data(c, sounds)))
        if c.maybe("second udta", 0.02, refusable="two tags of a kind"):
            extra.append(atom(b"udta", atom(b"name", b"Second")))
    if c.maybe("free atom in the movie", 0.05):
        extra.append(atom(b"free", bytes(100)))
    movie += b"".join(extra)
    large_movie = c.maybe("64-bit movie atom", 0.02, refusable="64-bit movie atom")

    def foreign(name):
        parts = b""
        if c.maybe(f"free atom {name}", 0.2):
            parts += atom(b"free", bytes(c.random(f"free {name}").choice([0, 8, 100, 2048])))
        if c.maybe(f"junk in a free atom {name}", 0.03):
            parts += atom(b"free", texts.junk(c.random(f"junk {name}"), 30))
        if c.maybe(f"uuid atom {name}", 0.07):
            parts += atom(b"uuid", c.random(f"uuid {name}").randbytes(40))
        if c.maybe(f"unknown atom {name}", 0.04):
            parts += atom(b"abcd", c.random(f"unknown {name}").randbytes(12))
        return parts

    start = atom(b"ftyp", head) + foreign("at the start")
    if fragments:
        old = next(position for position, name, _ in base if name == b"moov")
        old_end = old + 8 + len(next(content for _, name, content in base if name == b"moov"))
        start += atom(b"moov", movie, large_movie)
        return suffix, start + _fragments(sounds[fragments][old_end:], len(start) - old_end)

    old, sound = next((position, content) for position, name, content in base if name == b"mdat")
    wide = c.maybe("co64", 0.15)
    movie_first = c.maybe("movie before the sound", 0.5)
    between, end = foreign("in the middle"), foreign("at the end")
    form = c.pick("size of mdat", "plain", "plain", "64 bits", "to the end")
    if form == "to the end" and (not movie_first or end):
        form = "plain"
    header = 16 if form == "64 bits" else 8
    movie_size = len(atom(b"moov", _shifted(movie, 0, wide), large_movie))
    place = len(start) + (movie_size + len(between) if movie_first else 0) + header
    movie = atom(b"moov", _shifted(movie, place - (old + 8), wide), large_movie)
    mdat = atom(b"mdat", sound, large=form == "64 bits")
    if form == "to the end":
        mdat = bytes(4) + mdat[4:]
    if movie_first:
        return suffix, start + movie + between + mdat + end
    return suffix, start + mdat + between + movie + end
