"""Odd files as people have them, and what a library should say of each: see `test_cases.py`."""

import base64
import os
import struct
import subprocess
from dataclasses import dataclass, field

from generators.id3 import syncsafe
from generators.vorbis import picture


@dataclass
class Case:
    name: str
    data: bytes
    # What the library should read; fields that are not named are not judged.
    expected: dict = field(default_factory=dict)
    # What an edit of another field must leave, byte for byte, somewhere in the file.
    kept: list = field(default_factory=list)
    encodings: list = field(default_factory=list)


class Sounds:
    """Two seconds of a tone in the form that a case needs, made once."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def make(self, suffix, options, source="sine=frequency=330:duration=2:sample_rate=44100", pipe=False):
        key = "".join(one if one.isalnum() else "-" for one in f"{source} {options} {pipe}")
        path = self.folder / f"{key}.{suffix}"
        if not path.exists():
            command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", source]
            command += ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", *options.split()]
            # Other processes may need it at the same time.
            new = path.with_name(f"{os.getpid()}-{path.name}")
            if pipe:
                done = subprocess.run([*command, "-f", suffix, "-"], check=True, capture_output=True)
                new.write_bytes(done.stdout)
            else:
                subprocess.run([*command, str(new)], check=True)
            new.rename(path)
        return path.read_bytes()

    def mp3(self, options="-b:a 128k", **more):
        plain = "-c:a libmp3lame -write_id3v1 0 -id3v2_version 0 -write_xing 0 "
        return self.make("mp3", plain + options, **more)


def id3(version, **frames):
    body = b""
    for name, contents in frames.items():
        for content in contents if isinstance(contents, list) else [contents]:
            size = syncsafe(len(content)) if version == 4 else struct.pack(">I", len(content))
            body += name.encode() + size + bytes(2) + content
    return b"ID3" + bytes([version, 0, 0]) + syncsafe(len(body)) + body


def ape(**items):
    body = b"".join(
        struct.pack("<II", len(text.encode()), 0) + key.encode() + b"\0" + text.encode() for key, text in items.items()
    )
    edges = [
        b"APETAGEX" + struct.pack("<IIII", 2000, len(body) + 32, len(items), flags) + bytes(8)
        for flags in (0xA0000000, 0x80000000)
    ]
    return edges[0] + body + edges[1]


def id3v1(title=b"", artist=b"", album=b"", year=b"", track=0, genre=255):
    texts = title[:30].ljust(30, b"\0") + artist[:30].ljust(30, b"\0") + album[:30].ljust(30, b"\0")
    return b"TAG" + texts + year[:4].ljust(4, b"\0") + bytes(29) + bytes([track, genre])


def info(**items):
    body = b"INFO"
    for key, value in items.items():
        body += key.encode() + struct.pack("<I", len(value)) + value + bytes(len(value) % 2)
    return b"LIST" + struct.pack("<I", len(body)) + body


def with_chunk(wav, chunk):
    return b"RIFF" + struct.pack("<I", len(wav) - 8 + len(chunk)) + wav[8:] + chunk


def plain(text):
    return b"\0" + text


def all_cases(sounds):
    """Every case, made again from sounds that are kept."""
    mp3 = sounds.mp3()
    wav = sounds.make("wav", "-c:a pcm_s16le")
    seconds = 2
    cases = []

    def case(name, data, kept=(), encodings=(), **expected):
        cases.append(Case(name, data, expected, list(kept), list(encodings)))

    # Several tags in a file: for each field, the best tag that has it.
    only_ape = ape(Title="Björk", Artist="Ünder", Album="Dürer", Year="1987", Track="5/9", Genre="Folk", Disc="2")
    case("ape-alone.mp3", mp3 + only_ape, title="Björk", artist="Ünder", album="Dürer", year=1987, trackNumber=5, genre="Folk", discNumber=2)
    case("version-1-beside-gain.mp3", mp3 + ape(MP3GAIN_MINMAX="100,180") + id3v1(b"First", b"Second", b"Third", b"1991", 6, 8),
         title="First", artist="Second", album="Third", year=1991, trackNumber=6, genre="Jazz")  # fmt: skip
    gain = id3(3, TXXX=plain(b"REPLAYGAIN_TRACK_GAIN\0-4 dB"))
    case("gain-in-front-of-ape.mp3", gain + mp3 + ape(Title="Song", Artist="Band"), title="Song", artist="Band")
    short = ape(Title="t" * 19, Artist="a" * 19)
    case("ape-of-131-bytes.mp3", mp3 + short, kept=[b"Artist\0" + b"a" * 19], title="t" * 19, artist="a" * 19, genre=None)
    lyrics = b"LYRICSBEGININD0000200LYR00004wordEAR00005Longe"
    lyrics += b"%06dLYRICS200" % len(lyrics)
    case("lyrics3.mp3", id3(3, TIT2=plain(b"A"), TPE1=plain(b"B")) + mp3 + lyrics + id3v1(b"A", b"B"),
         kept=[b"LYR00004word"], title="A", artist="B")  # fmt: skip
    case("split.mp3", id3(4, TIT2=b"\3Title") + mp3 + ape(Artist="Artist") + id3v1(album=b"Album", genre=17),
         title="Title", artist="Artist", album="Album", genre="Rock")  # fmt: skip
    case("same-artist-three-times.mp3", id3(3, TPE1=[plain(b"Nico")] * 3) + mp3, artist="Nico")
    case("other-artists.mp3", id3(4, TPE1=b"\3One\0Two\0One") + mp3, artist="One; Two")

    # Texts whose tag does not say their encoding, or says it wrongly.
    russian, chinese, japanese = "Дельфин и русалка", "中国音乐大全", "さくらのうた"
    for name, text, encoding in (("russian", russian, "cp1251"), ("chinese", chinese, "gbk"), ("japanese", japanese, "cp932"), ("utf-8", "Beyoncé", "utf-8"), ("western", "Café crème", "cp1252")):
        data = text.encode(encoding)
        case(f"{name}-in-latin-1.mp3", id3(3, TIT2=plain(data), TALB=plain(data)) + mp3, kept=[b"TALB" + struct.pack(">I", len(data) + 1) + bytes(3) + data], title=text, album=text)
        case(f"{name}-in-version-1.mp3", mp3 + id3v1(data, data), kept=[data.ljust(30, b"\0")], title=text, artist=text)
        case(f"{name}-in-info.wav", with_chunk(wav, info(INAM=data + b"\0", IART=data + b"\0")), kept=[b"IART" + struct.pack("<I", len(data) + 1) + data], title=text, artist=text)
    greek = "Αθήνα μου"
    case("listed-encoding.mp3", id3(3, TIT2=plain(greek.encode("iso8859_7"))) + mp3, encodings=["ISO-8859-7"], title=greek)

    # Dates and genres.
    for name, text, year in (("day-first", b"25.12.2010", 2010), ("month-first", b"12/25/2010", 2010), ("month", b"03/1999", 1999), ("circa", b"c. 1974", 1974), ("short", b"74", None), ("whole", b"20040506", 2004)):
        case(f"date-{name}.mp3", id3(3, TYER=plain(text)) + mp3, year=year)
    for name, text, genre in (("year", b"2010", "2010"), ("number", b"17", "Rock"), ("bracket", b"(17)", "Rock"), ("refined", b"(4)Eurodisco", "Disco; Eurodisco"), ("beyond", b"(255)", "(255)"), ("remix", b"(RX)", "Remix")):
        case(f"genre-{name}.mp3", id3(3, TCON=plain(text)) + mp3, genre=genre)

    # Lengths that no head says.
    low = sounds.mp3("-b:a 32k", source="anullsrc=r=44100:cl=stereo:d=4")
    high = sounds.mp3("-b:a 320k", source="sine=frequency=440:duration=4:sample_rate=44100")
    case("variable-without-index.mp3", low + high, seconds=8)
    case("constant-without-index.mp3", high, seconds=4)
    case("piped.flac", sounds.make("flac", "-c:a flac", pipe=True), seconds=seconds)
    fragments = "-c:a aac -movflags +frag_keyframe+empty_moov+default_base_moof -frag_duration 400000"
    case("fragments.m4a", sounds.make("m4a", fragments), seconds=seconds)
    for name, codec in (("ogg", "libvorbis"), ("opus", "libopus")):
        link = sounds.make(name, f"-c:a {codec}")
        case(f"chained.{name}", link + link, seconds=2 * seconds)

    # Large pictures cost neither texts nor length.
    large = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * (12 << 12)
    opus = sounds.make("opus", "-c:a libopus")
    head, tags = _first_packets(opus)
    block = b"METADATA_BLOCK_PICTURE=" + base64.b64encode(picture(3, large, "image/png"))
    comments = [b"TITLE=Large", b"ARTIST=Picture", block]
    packet = b"OpusTags" + struct.pack("<II", 0, len(comments)) + b"".join(struct.pack("<I", len(one)) + one for one in comments)
    case("large-cover.opus", head + _pages(packet, opus[14:18]) + tags, title="Large", artist="Picture", seconds=seconds, hasCover=True)
    flac = sounds.make("flac", "-c:a flac")
    image = picture(3, large, "image/png")
    case("large-cover.flac", flac[:42].replace(b"\x80\0\0\x22", b"\0\0\0\x22") + b"\6" + len(image).to_bytes(3, "big") + image + flac[42:], seconds=seconds, hasCover=True)
    case("large-cover.mp3", id3(4, APIC=b"\0image/png\0\3\0" + large, TIT2=b"\3T") + mp3, title="T", seconds=seconds, hasCover=True)

    # Containers that many programs do not know.
    for suffix, options, format in (
        ("oga", "-c:a flac -f ogg", "oga"), ("aac", "-c:a aac", "aac"), ("wma", "-c:a wmav2", "wma"), ("wv", "-c:a wavpack", "wv"),
        ("mka", "-c:a libvorbis", "mka"), ("mp4", "-c:a aac", "m4a"), ("tta", "-c:a tta", "tta"), ("aiff", "-c:a pcm_s16le", "aiff"),
        ("wav", "-c:a pcm_s16le -rf64 always", "wav"),
    ):  # fmt: skip
        case(f"container.{suffix}", sounds.make(suffix, options), format=format, seconds=seconds)

    # What edits write is read.
    case("track.wav", with_chunk(wav, info(INAM=b"Song\0", IART=b"Band\0", ITRK=b"4\0")), title="Song", artist="Band", trackNumber=4)
    aiff = sounds.make("aiff", "-c:a pcm_s16be")
    texts = b"NAME" + struct.pack(">I", 4) + b"Song" + b"AUTH" + struct.pack(">I", 4) + b"Band"
    case("texts.aiff", b"FORM" + struct.pack(">I", len(aiff) - 8 + len(texts)) + aiff[8:] + texts, title="Song", artist="Band")
    return cases


def _first_packets(data):
    """The first page, and the pages after those of the comments."""
    ends, position = [], 0
    while len(ends) < 2:
        count = data[position + 26]
        position += 27 + count + sum(data[position + 27 : position + 27 + count])
        ends.append(position)
    return data[: ends[0]], data[ends[1] :]


def _pages(packet, serial):
    from generators.ogg import page

    lacing = [255] * (len(packet) // 255) + [len(packet) % 255]
    pages, position = b"", 0
    for number, start in enumerate(range(0, len(lacing), 255)):
        pieces = lacing[start : start + 255]
        size = sum(pieces)
        granule = 0 if pieces[-1] < 255 else 0xFFFFFFFFFFFFFFFF
        pages += page(1 if number else 0, granule, int.from_bytes(serial, "little"), number + 1, pieces, packet[position : position + size])
        position += size
    return pages
