"""Reads MP4 files atom by atom; a place of sound is known by the atom that it points into."""

import bisect
import struct

import fields
from layout import Entry, Layout, Tag, Unparsable

LISTS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"moof", b"traf", b"mfra"}


class Reader:
    def __init__(self, data):
        self.data = data
        self.layout = Layout()
        self.tag = Tag("ilst", [])
        self.has_list = False
        # Where the atoms of the file start, and what they are called in the order of the file.
        self.starts, self.names = [], []

    def atoms(self, start, end):
        """(name, start of the atom, start of its content, end)."""
        position = start
        while position < end:
            if end - position < 8:
                if self.data[position:end].strip(b"\0"):
                    raise Unparsable("bytes that are no atom")
                yield None, position, position, end
                return
            size, name = struct.unpack_from(">I4s", self.data, position)
            content = position + 8
            if size == 0 and name == b"\0\0\0\0" or size == 0 and end != len(self.data):
                if self.data[position:end].strip(b"\0"):
                    raise Unparsable("a list ends with more than zeros")
                yield None, position, position, end
                return
            if size == 1:
                (size,) = struct.unpack_from(">Q", self.data, content)
                content += 8
            elif size == 0:
                size = end - position
            if not content - position <= size <= end - position:
                raise Unparsable(f"the atom {name} does not fit")
            yield name, position, content, position + size
            position += size

    def place(self, position):
        """A position in the file as the atom and the byte in it, which stay when other atoms grow."""
        index = bisect.bisect_right(self.starts, position) - 1
        if index < 0 or position > len(self.data):
            return f"byte {position}"
        return f"{self.names[index]} + {position - self.starts[index]}"

    def parse(self):
        top = list(self.atoms(0, len(self.data)))
        counts = {}
        for name, start, content, _ in top:
            if name in (b"free", b"skip") or name is None:
                continue
            counts[name] = counts.get(name, 0) + 1
            # From the content, for an atom may get a header of another size.
            self.starts.append(content if name == b"mdat" else start)
            self.names.append(f"{name.decode('latin-1')} {counts[name]}")
        for name, start, content, end in top:
            if name in (b"moov", b"moof", b"mfra"):
                self.layout.outside.append((f"{name.decode()} begins", b"."))
                self.list(name.decode(), content, end)
                self.layout.outside.append((f"{name.decode()} ends", b"."))
            elif not self.is_padding(name, content, end):
                self.layout.outside.append((_label(name), self.data[start:end]))
        self.layout.tags.append(self.tag)
        return self.layout

    def is_padding(self, name, content, end):
        return name in (b"free", b"skip") and not self.data[content:end].strip(b"\0")

    def list(self, path, start, end):
        for name, position, content, stop in self.atoms(start, end):
            inner = f"{path}/{_label(name)}"
            if name is None:
                self.layout.outside.append((f"{path} ends with zeros", self.data[position:stop]))
            elif inner == "moov/udta/meta" and self.meta(inner, content, stop):
                continue
            elif name in LISTS and not (name == b"udta" and path != "moov"):
                if name != b"udta":
                    self.layout.outside.append((f"{inner} begins", b"."))
                self.list(inner, content, stop)
            elif not self.is_padding(name, content, stop):
                self.layout.outside.append((inner, self.placeless(name, self.data[content:stop])))

    def meta(self, path, start, end):
        """The atom that has iTunes' items, with or without the version that it should have."""
        content = self.data[start:end]
        skip = 0 if content[4:8] == b"hdlr" else 4
        for name, position, inner, stop in self.atoms(start + skip, end):
            if name == b"ilst" and not self.has_list:
                self.has_list = True
                self.items(inner, stop)
            elif name is None:
                self.layout.outside.append((f"{path} ends with zeros", self.data[position:stop]))
            elif not self.is_padding(name, inner, stop):
                self.layout.outside.append((f"{path}/{_label(name)}", self.data[inner:stop]))
        self.layout.outside.append((f"{path} starts with", content[:skip] or b"none"))
        return True

    def items(self, start, end):
        for name, _, content, stop in self.atoms(start, end):
            if name is None or self.is_padding(name, content, stop):
                continue
            value = self.data[content:stop]
            entry = Entry(_label(name), value, fields.MP4.get(name))
            if name == b"covr":
                # The first picture is the cover; more of them are entries of their own.
                for index, (_, position, _, last) in enumerate(self.atoms(content, stop)):
                    field = "cover" if index == 0 else None
                    self.tag.entries.append(Entry(f"covr {index + 1}", self.data[position:last], field))
                continue
            if entry.field:
                entry.texts = self.texts(name, content, stop)
            elif name == b"----":
                entry.key += " " + value[:60].decode("latin-1").replace("\0", "")
            self.tag.entries.append(entry)

    def texts(self, name, start, end):
        texts = []
        for kind, _, content, stop in self.atoms(start, end):
            if kind != b"data":
                continue
            data_type, value = self.data[content + 3], self.data[content + 8 : stop]
            if name in (b"trkn", b"disk"):
                number, total = struct.unpack_from(">HH", value.ljust(6, b"\0"), 2)
                texts.append(f"{number}/{total}" if total else f"{number}")
            elif name == b"gnre":
                texts.append(f"genre {int.from_bytes(value, 'big')}")
            else:
                texts.append(value.decode("utf-16-be" if data_type == 2 else "utf-8", "replace"))
        return texts

    def placeless(self, name, content):
        """The content of an atom with each position in the file told by what it points at."""
        if name in (b"stco", b"co64"):
            form = "I" if name == b"stco" else "Q"
            (count,) = struct.unpack_from(">I", content, 4)
            places = struct.unpack_from(f">{count}{form}", content, 8)
            return content[:8] + "; ".join(self.place(place) for place in places).encode()
        if name == b"tfhd" and content[3] & 1:
            (place,) = struct.unpack_from(">Q", content, 8)
            return content[:8] + self.place(place).encode() + content[16:]
        if name == b"tfra":
            wide, sizes = content[0] == 1, struct.unpack_from(">I", content, 8)[0]
            size = (16 if wide else 8) + 3 + (sizes >> 4 & 3) + (sizes >> 2 & 3) + (sizes & 3)
            told = content[:16]
            for start in range(16, 16 + struct.unpack_from(">I", content, 12)[0] * size, size):
                form = ">QQ" if wide else ">II"
                time, place = struct.unpack_from(form, content, start)
                told += (
                    f"{time} at {self.place(place)} ".encode()
                    + content[start + struct.calcsize(form) : start + size]
                )
            return told
        return content


def _label(name):
    return name.decode("latin-1") if name else "zeros"


def parse(data):
    return Reader(data).parse()
